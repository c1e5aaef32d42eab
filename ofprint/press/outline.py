"""Navigation inside the file: bookmarks, page labels and links.

It stands apart because none of it is ink: a variant may forbid any of it and the page stays the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from reportlab.pdfbase import pdfdoc

from ofprint.base.records import dataclass
from ofprint.press.geometry import Box, SheetGeometry
from ofprint.press.pdfobjects import Dictionary, box_array, number, text_string


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads to a web address (text) or to a page (index from 0).

    ``box`` is in points from the trim's lower-left corner, as the page's content is.
    """

    box: Box
    target: str | int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of the outline: its words, the page it opens (index from 0), its level (0 outermost)."""

    title: str
    page: int
    level: int = 0


def link_annotation(link: Link, sheet: SheetGeometry, pages: Sequence[pdfdoc.PDFObjectReference]) -> Dictionary:
    """Return the annotation of ``link`` on a page of ``sheet``."""
    x, y = sheet.origin
    left, bottom, right, top = link.box
    corners = (x + left, y + bottom, x + right, y + top)
    entries = {
        "Type": b"/Annot",
        "Subtype": b"/Link",
        "Rect": box_array(edge / sheet.unit for edge in corners),
        "Border": b"[0 0 0]",
        "F": 4,
    }
    if isinstance(link.target, str):
        entries["A"] = b"<</S/URI/URI" + text_string(_ascii_address(link.target)) + b">>"
    else:
        entries["Dest"] = pdfdoc.PDFArray([pages[link.target], b"/Fit"])
    return Dictionary(entries)


def _ascii_address(address: str) -> str:
    """Return ``address`` with everything beyond ASCII percent-encoded: a PDF's URI is 7-bit (12.6.4.7)."""
    return "".join(ch if ch.isascii() else "".join(f"%{byte:02X}" for byte in ch.encode()) for ch in address)


def page_labels(labels: Sequence[str | None]) -> bytes | None:
    """Return the catalog's PageLabels (12.4.2) for one label a page, None meaning the page's own number.

    Runs of consecutive numbers become one entry; anything else is a prefix without a number.
    """
    if not any(labels):
        return None
    entries, expected = [], None
    for index, label in enumerate(labels):
        shown = label or str(index + 1)
        plain = int(shown) if shown.isascii() and shown.isdigit() and shown[0] != "0" else None
        if plain is None:
            entries.append(number(index) + b"<</P" + text_string(shown) + b">>")
        elif plain != expected:
            entries.append(number(index) + b"<</S/D/St " + number(plain) + b">>")
        expected = None if plain is None else plain + 1
    return b"<</Nums[" + b" ".join(entries) + b"]>>"


def add_outline(
    document: pdfdoc.PDFDocument, bookmarks: Sequence[Bookmark], pages: Sequence[pdfdoc.PDFObjectReference]
) -> pdfdoc.PDFObjectReference:
    """Put the outline tree (12.3.3) of ``bookmarks`` into ``document`` and return the reference to its root."""
    families = _families(bookmarks)
    root = Dictionary({"Type": b"/Outlines"})
    entries = [Dictionary({"Title": text_string(mark.title)}) for mark in bookmarks]
    top, *references = [document.Reference(entry) for entry in (root, *entries)]
    for parent, children in families.items():
        node, above = (root, top) if parent < 0 else (entries[parent], references[parent])
        last = children[-1]
        node.dict.update(First=references[children[0]], Last=references[last], Count=_descendants(families, parent))
        for child in children:
            entries[child].dict.update(Parent=above, Dest=pdfdoc.PDFArray([pages[bookmarks[child].page], b"/Fit"]))
        for before, after in pairwise(children):
            entries[after].dict["Prev"], entries[before].dict["Next"] = references[before], references[after]
    return top


def _families(bookmarks: Sequence[Bookmark]) -> dict[int, list[int]]:
    """Return the children of each entry by index; -1 is the root. A skipped level counts as the next one."""
    families: dict[int, list[int]] = {}
    above: list[int] = []
    for index, mark in enumerate(bookmarks):
        above = above[: mark.level]
        families.setdefault(above[-1] if above else -1, []).append(index)
        above.append(index)
    return families


def _descendants(families: Mapping[int, Sequence[int]], parent: int) -> int:
    return sum(1 + _descendants(families, child) for child in families.get(parent, ()))
