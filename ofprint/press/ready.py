"""A page made ready for its file: artwork clipped to the bleed, marks and slug added, compressed.

It stands apart because pages may be made in any process, and only the document that they end in knows its objects.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable

from ofprint.base.records import dataclass
from ofprint.press.geometry import SheetGeometry
from ofprint.press.outline import Link
from ofprint.press.pdfobjects import numbers

_DRAWN = re.compile(rb"/([^\s/()<>\[\]{}%]+)\s+Do\b")
_SPOTS = re.compile(rb"/(CS_[A-Za-z0-9_]+)\s+(?:cs|CS)\b")
FIRST_MARKS = "Marks0"
"""The form that draws the marks of the first sheet that has any."""


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A page's content as the file holds it, made in any process; the document adds what is its own."""

    sheet: SheetGeometry
    stream: bytes
    """Compressed operators."""
    uses: tuple[str, ...]
    spots: frozenset[str]
    """The resource names of the spot inks it is painted with."""
    marks: str | None = None
    """The name of the form that draws its marks."""
    label: str | None = None
    links: tuple[Link, ...] = ()


def ready_page(
    sheet: SheetGeometry,
    content: bytes,
    *,
    uses: Collection[str] = (),
    label: str | None = None,
    links: Iterable[Link] = (),
    slug: bytes = b"",
    marks: str | None = FIRST_MARKS,
) -> ReadyPage:
    """Make a page ready from ``content`` that counts points from the trim's lower-left corner.

    The artwork is clipped to the bleed; marks and slug are added. ``slug`` counts points from the
    lower-left corner of `SheetGeometry.slug_box`; ``marks`` is the name of the form that draws the marks, which
    for the first sheet with marks is always the same. A page too large for PDF's own units is written in larger
    ones (UserUnit, ISO 32000-1, table 30), or drawn at 1 : `SheetGeometry.unit` where the variant has none.
    Raises ``ValueError`` when ``content`` draws a form or image that ``uses`` does not name.
    """
    marks = marks if sheet.marks else None
    spots = checked_spots(content + b"\n" + slug if slug else content, uses)
    operators = _page_operators(sheet, content, marks, slug)
    return ReadyPage(sheet, zlib.compress(operators, 6), tuple(uses), spots, marks, label, tuple(links))


def checked_spots(content: bytes, uses: Collection[str]) -> frozenset[str]:
    """Return the spot inks that ``content`` names; raise ``ValueError`` for a form or image that ``uses`` lacks."""
    if undeclared := {found.decode() for found in _DRAWN.findall(content)} - set(uses):
        raise ValueError(f"not in the document: {sorted(undeclared)}")
    return frozenset(found.decode() for found in _SPOTS.findall(content))


def _page_operators(sheet: SheetGeometry, content: bytes, marks: str | None, slug: bytes) -> bytes:
    """Return the page's whole content: artwork clipped to the bleed, then marks, then the slug line."""
    left, bottom, right, top = sheet.bleed_box
    clip = numbers((left, bottom, right - left, top - bottom)) + b" re W n"
    parts = [b"q " + clip, b"1 0 0 1 " + numbers(sheet.origin) + b" cm", content, b"Q"]
    if marks:
        parts.append(f"/{marks} Do".encode("ascii"))
    if slug:
        box = sheet.slug_box
        if box is None:
            raise ValueError("a sheet without room for a slug line got one")
        parts += [b"q 1 0 0 1 " + numbers(box[:2]) + b" cm", slug, b"Q"]
    if sheet.unit > 1:
        scale = 1 / sheet.unit
        parts = [b"q " + numbers((scale, 0, 0, scale, 0, 0)) + b" cm", *parts, b"Q"]
    return b"\n".join(parts)
