"""One PDF document for the press: pages of ready operators in, the whole file's bytes out.

It stands apart because it is the only writer: ReportLab keeps the objects, cross-references and file
structure, and what a press file must not inherit from it (Helvetica, the clock, ASCII85) is replaced here.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any, Literal, Protocol

from reportlab.pdfbase import pdfdoc

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.inks import Ink
from ofprint.press.catalog import PressCatalog, output_intent, viewer_preferences
from ofprint.press.geometry import Box, SheetGeometry
from ofprint.press.growing import GrowingDocument
from ofprint.press.images import image_stream
from ofprint.press.inks import separation, spot_resource
from ofprint.press.marks import marks_operators
from ofprint.press.metadata import Facts, Info, xmp_packet
from ofprint.press.outline import Bookmark, Link, add_outline, link_annotation, page_labels
from ofprint.press.pdfobjects import Dictionary, Stream, box_array, number, text_string
from ofprint.press.ready import ReadyPage, checked_spots, ready_page
from ofprint.press.variants import Variant

if TYPE_CHECKING:
    from PIL.Image import Image

_GRAPHICS_STATES = {
    "OP0": b"<</Type/ExtGState/OP false/op false/OPM 0>>",
    "OP1": b"<</Type/ExtGState/OP true/op true/OPM 1>>",
}
Duplex = Literal["simplex", "long-edge", "short-edge"]


class FontObjects(Protocol):
    """What a document needs of its fonts; `ofprint.fonts.EmbeddedFonts` is one."""

    def add_to(self, canvas: Any) -> None:
        """Put the font objects into ``canvas._doc`` and their resource names into its ``BasicFonts``."""


class _Shell:
    """What stands for a ReportLab canvas while fonts are added: a document and nothing drawn."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._doc = document


class PrintDocument:
    """A PDF of one variant, filled page by page and finished once.

    What is added is written to ``sink`` at once, where one is given; else the file is held until it is finished.
    """

    def __init__(  # noqa: PLR0913 - the facts of a file, all by keyword
        self,
        *,
        variant: Variant,
        title: str,
        date: datetime,
        fonts: FontObjects,
        language: str = "ja",
        author: str = "",
        right_to_left: bool = False,
        duplex: Duplex | None = None,
        sink: IO[bytes] | None = None,
    ) -> None:
        self.variant = variant
        self._fonts = fonts
        self._facts = Facts(_one_line(title), _one_line(author), date, language, variant.standard)
        self._sink = sink or io.BytesIO()
        self._doc = _empty_document(variant, self._sink)
        self._doc.Catalog.ViewerPreferences = viewer_preferences(variant, right_to_left, duplex)
        self._digest = hashlib.sha256()
        self._digest_of(variant.name, variant.pdf_version, self._facts, right_to_left, duplex)
        self._states = Dictionary(_GRAPHICS_STATES)
        self._spaces = Dictionary({})
        self._resources: dict[tuple[str, ...], pdfdoc.PDFObjectReference] = {}
        self._objects: dict[str, pdfdoc.PDFObjectReference] = {}
        self._marks: dict[SheetGeometry, str] = {}
        self._masked: set[str] = set()
        self._pages: list[pdfdoc.PDFObjectReference] = []
        self._labels: list[str | None] = []
        self._links: list[tuple[Dictionary, SheetGeometry, tuple[Link, ...]]] = []
        self._bookmarks: list[Bookmark] = []

    def add_form(self, name: str, box_pt: Box, content: bytes, uses: Collection[str] = ()) -> None:
        """Add artwork that pages draw by ``/name Do`` as often as they like.

        ``box_pt`` clips it (points, in its own coordinates); ``uses`` names the forms and images it draws.
        """
        self._digest_of("form", name, box_pt, content)
        self._require(uses, checked_spots(content, uses))
        entries = {"Type": b"/XObject", "Subtype": b"/Form", "BBox": box_array(box_pt)}
        form = Stream(content, {**entries, "Resources": self._resource_dictionary(uses)})
        self._keep(name, form, masked=not self._masked.isdisjoint(uses))

    def add_image(self, name: str, image: Image, mask: Image | None = None) -> None:
        """Add a bitmap (modes ``1``, ``L``, ``CMYK``) that fills the unit square when drawn by ``/name Do``.

        ``mask`` (mode ``L``) is its opacity. Raises `PressError` for any other mode, or for a mask where
        the variant has no transparency.
        """
        entries: dict[str, Any] = {}
        if mask is not None:
            if not self.variant.transparency:
                raise PressError([_no_transparency(self.variant, name)])
            entries["SMask"] = self._doc.Reference(image_stream(mask))
        self._digest_of("image", name, image.mode, image.size, image.tobytes(), mask and mask.tobytes())
        self._keep(name, image_stream(image, **entries), masked=mask is not None)

    def add_spot(self, ink: Ink) -> None:
        """Make the spot ink of ``ink`` known, with the process colour that stands for it.

        Raises `PressError` when the same name was given another alternate before.
        """
        assert ink.spot, "a process ink needs no colour space"
        space, key = separation(ink.spot, (ink.c, ink.m, ink.y, ink.k)), spot_resource(ink.spot)
        if self._spaces.dict.setdefault(key, space) != space:
            raise PressError([_two_alternates(ink.spot)])
        self._digest.update(space)

    def add_bookmark(self, bookmark: Bookmark) -> None:
        """Add an entry to the outline (written where the variant allows)."""
        self._digest_of("bookmark", bookmark)
        self._bookmarks.append(bookmark)

    def add_page(
        self,
        sheet: SheetGeometry,
        content: bytes,
        *,
        uses: Collection[str] = (),
        label: str | None = None,
        links: Iterable[Link] = (),
        slug: bytes = b"",
    ) -> None:
        """Add a page; arguments and errors as for `ready_page`. Links are written where the variant allows."""
        marks = self._marks_form(sheet)
        self.add_ready(ready_page(sheet, content, uses=uses, label=label, links=links, slug=slug, marks=marks))

    def add_ready(self, page: ReadyPage) -> None:
        """Add a page that was made ready, here or in another process."""
        self._digest_of("page", page.sheet, page.stream, page.uses, page.label, page.links)
        self._require(page.uses, page.spots)
        marks = self._marks_form(page.sheet)
        if marks != page.marks:
            raise ValueError(f"a page draws its marks by {page.marks}, and they are {marks}")
        drawn = self._doc.put(Stream(page.stream, {"Filter": b"/FlateDecode"}, ready=True))
        entries = self._page_dictionary(page.sheet, drawn, (*page.uses, marks) if marks else page.uses)
        if page.links and self.variant.links:
            self._links.append((entries, page.sheet, page.links))
            self._pages.append(self._doc.Reference(entries))
        else:
            self._pages.append(self._doc.put(entries))
        self._doc.Pages.addPage(self._pages[-1])
        self._labels.append(page.label)

    def finish(self) -> bytes:
        """Write what is left and return the whole file, nothing where it went to a sink of the caller's.

        The document cannot be added to afterwards.
        """
        self._fonts.add_to(_Shell(self._doc))
        if self.variant.output_intent:
            self._digest_of(self.variant.output_intent.identifier)
        identifier = self._digest.hexdigest()[:32]
        self._describe(identifier)
        self._navigate()
        self._doc._ID = f"\n[<{identifier}><{identifier}>]\n".encode("ascii")
        self._doc.close()
        return self._sink.getvalue() if isinstance(self._sink, io.BytesIO) else b""

    def _describe(self, identifier: str) -> None:
        """Put metadata, language and output intent into the catalog."""
        catalog, facts = self._doc.Catalog, self._facts
        catalog.Lang = text_string(facts.language)
        self._doc.info = Info(facts)
        kind = {"Type": b"/Metadata", "Subtype": b"/XML"}
        catalog.Metadata = Stream(xmp_packet(facts, identifier), kind, ready=True)
        if self.variant.output_intent:
            catalog.OutputIntents = pdfdoc.PDFArray([output_intent(self.variant.output_intent)])

    def _navigate(self) -> None:
        """Put bookmarks, page labels and links into the file, each where the variant allows."""
        catalog = self._doc.Catalog
        if self._bookmarks and self.variant.bookmarks:
            catalog.Outlines = add_outline(self._doc, self._bookmarks, self._pages)
            catalog.PageMode = b"/UseOutlines"
        if self.variant.page_labels:
            catalog.PageLabels = page_labels(self._labels)
        for page, sheet, links in self._links:
            annotations = [self._doc.Reference(link_annotation(link, sheet, self._pages)) for link in links]
            page.dict["Annots"] = pdfdoc.PDFArray(annotations)

    def _page_dictionary(
        self, sheet: SheetGeometry, drawn: pdfdoc.PDFObjectReference, uses: Collection[str]
    ) -> Dictionary:
        entries: dict[str, Any] = {
            "Type": b"/Page",
            "Parent": self._doc.Reference(self._doc.Pages),
            "MediaBox": _box_in_units(sheet.media_box, sheet.unit),
            "CropBox": _box_in_units(sheet.crop_box, sheet.unit),
            "BleedBox": _box_in_units(sheet.bleed_box, sheet.unit),
            "TrimBox": _box_in_units(sheet.trim_box, sheet.unit),
            "Contents": drawn,
            "Resources": self._resource_dictionary(uses),
        }
        if sheet.unit > 1 and self.variant.user_unit:
            entries["UserUnit"] = number(sheet.unit)
        if self._masked.intersection(uses):
            entries["Group"] = b"<</Type/Group/S/Transparency/CS/DeviceCMYK>>"
        return Dictionary(entries)

    def _resource_dictionary(self, uses: Collection[str]) -> pdfdoc.PDFObjectReference:
        """Return the resources of artwork that draws ``uses``: one object for all that draw the same."""
        key = tuple(sorted(set(uses)))
        if key not in self._resources:
            entries: dict[str, Any] = {
                "Font": pdfdoc.PDFObjectReference(pdfdoc.BasicFonts),
                "ExtGState": self._states,
                "ColorSpace": self._spaces,
            }
            if key:
                entries["XObject"] = pdfdoc.PDFDictionary({name: self._objects[name] for name in key})
            self._resources[key] = self._doc.Reference(Dictionary(entries))
        return self._resources[key]

    def _marks_form(self, sheet: SheetGeometry) -> str | None:
        """Return the name of the form that draws the marks of ``sheet``, made when it is the first such."""
        if not sheet.marks:
            return None
        if sheet not in self._marks:
            name = f"Marks{len(self._marks)}"
            self._spaces.dict["All"] = separation("All", (100, 100, 100, 100))
            self.add_form(name, sheet.media_box, marks_operators(sheet))
            self._marks[sheet] = name
        return self._marks[sheet]

    def _keep(self, name: str, stream: Stream, *, masked: bool) -> None:
        """Keep an object under ``name``, and whether anything in it is transparent."""
        if name in self._objects:
            raise ValueError(f"two forms or images are called {name!r}")
        self._objects[name] = self._doc.put(stream)
        if masked:
            self._masked.add(name)

    def _require(self, uses: Collection[str], spots: Collection[str]) -> None:
        """Raise ``ValueError`` when something is drawn that is not there: it would print nothing, in silence."""
        unknown = set(uses) - self._objects.keys() | set(spots) - self._spaces.dict.keys()
        if unknown:
            raise ValueError(f"not in the document: {sorted(unknown)}")

    def _digest_of(self, *parts: Any) -> None:
        for part in parts:
            self._digest.update(part if isinstance(part, bytes) else repr(part).encode())


def _empty_document(variant: Variant, sink: IO[bytes]) -> GrowingDocument:
    """Return ReportLab's document without its clock, outline and default font."""
    document = GrowingDocument(sink, variant.pdf_version)
    catalog = PressCatalog()
    catalog.Pages = document.Pages
    document.Catalog = document._catalog = catalog
    document.Outlines = document.outline = None
    return document


def _box_in_units(box: Box, unit: int) -> bytes:
    left, bottom, right, top = (edge / unit for edge in box)
    return box_array((left, bottom, right, top))


def _one_line(text: str) -> str:
    """Return ``text`` on one line, without control characters, which neither Info nor XML can hold."""
    return "".join(ch for ch in " ".join(text.split()) if ch.isprintable())


def _no_transparency(variant: Variant, name: str) -> Finding:
    return Finding(
        "press.transparency",
        Severity.ERROR,
        Words(
            f"the image {name} has an opacity mask, and {variant.name} allows no transparency",
            f"画像 {name} に透明マスクがあります（{variant.name} では透明効果を使えません）",
        ),
        Words("flatten it onto paper white, or choose x4", "白地に統合するか、x4 を選んでください"),
    )


def _two_alternates(spot: str) -> Finding:
    return Finding(
        "press.spot-alternate",
        Severity.ERROR,
        Words(f"the spot ink {spot} stands for two different CMYK colours", f"特色 {spot} に異なる CMYK 値があります"),
        Words("give it one alternate everywhere", "代替の CMYK 値を一つにそろえてください"),
    )
