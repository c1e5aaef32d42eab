"""A product as an object: its pages to look at and change, its findings, and the PDF it becomes.

It stands apart because platforms, scripts and the command all end here: bytes, a stream or a file
that appears whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import IO, Any, Self

from ofprint.base.errors import FitError, FontError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, field, replace
from ofprint.fonts import FontLibrary
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.page import Page, Picture, Text
from ofprint.layout.paint import KeptText, Painted, Painter, picture_name
from ofprint.layout.template.engine import LaidSheet, overset_findings
from ofprint.layout.template.laid import LaidFrame
from ofprint.layout.template.studio import MISSING
from ofprint.press.document import PrintDocument
from ofprint.press.geometry import Fold, SheetGeometry
from ofprint.press.inks import ink_operators
from ofprint.press.outline import Bookmark
from ofprint.press.outline import Link as PressLink
from ofprint.press.printers import Press, press_named
from ofprint.press.variants import Variant
from ofprint.products.extent import inside
from ofprint.products.files import write_whole
from ofprint.products.marking import OVERSET, marked
from ofprint.products.pictures import PictureDesk
from ofprint.typesetting import TextStyle, set_text


@dataclass(frozen=True)
class Document:
    """A product laid out: pages in reading order (mm, y down from the trim's top left) and what was found.

    ``press`` is the variant that `save` and `to_bytes` write when none is named. Pages may be replaced
    (``document.with_pages``) before saving.
    """

    name: str
    title: str
    pages: tuple[Page, ...]
    date: dt.datetime
    press: str = "x4"
    language: str = "ja"
    findings: tuple[Finding, ...] = ()
    right_to_left: bool = False
    slug: str = ""
    """What the slug line says beside the page and the date."""
    library: FontLibrary = field(default_factory=FontLibrary.bundled, repr=False)
    draft: bool = False
    kept: KeptText | None = field(default=None, repr=False, compare=False)
    """Where painted text is kept, for a document that is written more than once."""

    def with_pages(self, pages: Iterable[Page]) -> Document:
        """Return the same document with other pages."""
        return replace(self, pages=tuple(pages))

    def with_frame(self, frame: LaidFrame, *, page: int = 1) -> Self:
        """Return the same document with a frame of a page (counted from 1) changed, and what is over told anew.

            title = flyer.pages[0].frames["title"]
            flyer = flyer.with_frame(title.moved(dy=3).restyled(ink="sig"))

        Raises ``KeyError`` when the page has no frame of that name.
        """
        old = self.pages[page - 1]
        before = old.frames[frame.name].placed
        gone = {over.box for over in before.over} | {one.place.box for one in before.findings}
        kept = [one for one in self.findings if one.place.page != page or one.place.box not in gone]
        laid = LaidSheet(old.name, old.width, old.height, frame.placed, ())
        told = [replace(one, place=replace(one.place, page=page)) for one in frame.placed.findings]
        told += overset_findings(laid, page=page, draft=self.draft)
        pages = (*self.pages[: page - 1], old.with_frame(frame), *self.pages[page:])
        return replace(self, pages=pages, findings=merged_findings([kept, told]))

    def to_bytes(self, *, press: str | None = None, date: dt.datetime | None = None) -> bytes:
        """Return the PDF.

        Raises `FitError` when some text does not fit (unless it is a draft), `FontError` for a character
        that no face has, `PressError` for a picture or a press variant that cannot be used.
        """
        return self.rendered(press=press, date=date).data

    def rendered(self, *, press: str | None = None, date: dt.datetime | None = None) -> Rendered:
        """Return the PDF with what was found while writing it, such as pictures changed; errors as `to_bytes`."""
        self.require_fit()
        return written(self if date is None else replace(self, date=date), press_named(press or self.press))

    def save(
        self, target: str | os.PathLike[str] | IO[bytes], *, press: str | None = None, date: dt.datetime | None = None
    ) -> None:
        """Write the PDF to a path, whole or not at all, or to a binary stream; errors as `to_bytes`.

        Raises `OutputError` when the file cannot be replaced.
        """
        if isinstance(target, str | os.PathLike):
            write_whole(Path(target), self.to_bytes(press=press, date=date))
        elif isinstance(target, io.TextIOBase) or not hasattr(target, "write"):
            raise TypeError(f"target: a path or a stream opened for bytes is expected, not {target!r:.60}")
        else:
            target.write(self.to_bytes(press=press, date=date))

    def tiled(self, paper: str = "a4", *, page: int = 1) -> bytes:
        """Return the PDF of one page as sheets of A4 or A3 to be joined, a key map first.

        ``page`` counts from 1. Errors as `to_bytes`.
        """
        from ofprint.press.tiler import TilingJob, tile
        from ofprint.press.tiling import PAPERS

        job = TilingJob(f"{self.title} {self.name}", self.date, page=page, paper=PAPERS[paper])
        return tile(self.to_bytes(press="office"), job)

    def require_fit(self) -> None:
        """Raise `FontError` or `FitError` listing what keeps it from being written; a draft may have text over."""
        errors = [finding for finding in self.findings if finding.severity is Severity.ERROR]
        missing = [finding for finding in errors if finding.rule == MISSING]
        if missing:
            raise FontError(errors)
        if errors and not self.draft:
            raise FitError(errors)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF and what was found while writing it."""

    data: bytes
    findings: tuple[Finding, ...] = ()


def press_variant(name: str) -> Variant:
    """Return a press variant by its name, or by a printer's. Raises `PressError` naming those there are."""
    return press_named(name).variant


def is_office(press: str) -> bool:
    """Whether files of this press go to a copier: no marks, sheets as they lie in the tray."""
    return press_variant(press).name == "office"


def written(document: Document, press: Press) -> Rendered:
    """Return a document's PDF whatever its findings say; a draft frames text that is over. Errors as `to_bytes`."""
    fonts, variant = EmbeddedFonts(), press.variant
    pdf = PrintDocument(
        variant=variant,
        title=document.title,
        date=document.date,
        fonts=fonts,
        language=document.language,
        right_to_left=document.right_to_left,
    )
    writer = _Writer(document, press, fonts, pdf)
    over = [finding for finding in document.findings if finding.rule == OVERSET] if document.draft else []
    for number, page in enumerate(marked(document.pages, over, document.library, document.language)):
        writer.page(number, page)
    return Rendered(writer.desk.filled(pdf.finish()), tuple(dict.fromkeys((*writer.scaled, *writer.desk.findings))))


class _Writer:
    """Writes a document's pages into one PDF, sharing stamps and pictures."""

    def __init__(self, document: Document, press: Press, fonts: EmbeddedFonts, pdf: PrintDocument) -> None:
        self.document = document
        self.variant = variant = press.variant
        self.fonts = fonts
        self.pdf = pdf
        self.inks = partial(ink_operators, device_gray=variant.device_gray)
        self.desk = PictureDesk(variant, press.limits)
        self.known: set[str] = set()
        self.slug_style = TextStyle(
            fonts=document.library.stack("Noto Sans JP", 400), size=6, leading=8, align="left", breaks="none"
        )
        self.spots: set[Ink] = set()
        self.scaled: list[Finding] = []
        """What is said of pages too large for PDF's own units."""

    def page(self, number: int, page: Page) -> None:
        """Paint one page and add it."""
        sheet = self._sheet(page)
        painter = Painter(height=page.height, fonts=self.fonts, inks=self.inks, kept=self.document.kept)
        items = inside(page) if page.inset and self.variant.name == "office" else page.items
        content = painter.paint(items)
        uses = self._resources(painter.painted, page)
        slug = self._slug(number, sheet) if sheet.slug_box else b""
        if sheet.unit > 1:
            self.scaled.append(_large(page, sheet, self.variant, number + 1))
        links = [PressLink((x0, y0, x1, y1), url) for x0, y0, x1, y1, url in painter.painted.links]
        self.pdf.add_page(sheet, content, uses=uses, label=page.folio, links=links, slug=slug)
        for heading in page.headings:
            self.pdf.add_bookmark(Bookmark(" ".join(heading.split()), number))

    def _sheet(self, page: Page) -> SheetGeometry:
        axes = {"x": "vertical", "y": "horizontal"}
        folds = tuple(Fold(at, axes[axis]) for axis, at in page.folds)  # type: ignore[arg-type]
        return self.variant.sheet((page.width, page.height), folds=folds)

    def _resources(self, painted: Painted, page: Page) -> list[str]:
        """Define what a page draws by name; return those names."""
        for ink in painted.inks:
            if ink.spot and replace(ink, tint=100, overprint=False) not in self.spots:
                self.spots.add(replace(ink, tint=100, overprint=False))
                self.pdf.add_spot(ink)
        uses = [self._stamp(name, items, page) for name, items in painted.stamps.items()]
        return uses + [self._picture(picture) for picture in painted.pictures]

    def _picture(self, picture: Picture) -> str:
        """Add a picture when it is first drawn; equal pictures are one."""
        name = picture_name(picture)
        if name not in self.known:
            self.known.add(name)
            self.desk.add(self.pdf, picture, name)
        return name

    def _stamp(self, name: str, items: Any, page: Page) -> str:
        if name not in self.known:
            self.known.add(name)
            painter = Painter(height=page.height, fonts=self.fonts, inks=self.inks)
            content = painter.paint(items)
            reach = 10 * MM
            box = (-reach, -reach, page.width * MM + reach, page.height * MM + reach)
            self.pdf.add_form(name, box, content, self._resources(painter.painted, page))
        return name

    def _slug(self, number: int, sheet: SheetGeometry) -> bytes:
        """Set the slug line: event, product, page, date, scale; black, so that it reads on the proof."""
        document = self.document
        proof = "校正 " if document.draft else ""
        page = f"{number + 1}/{len(document.pages)}"
        said = f"{proof}{document.title}　{document.slug or document.name}　{page}　{document.date:%Y-%m-%d}"
        if sheet.unit > 1 and not self.variant.user_unit:
            said += f"　縮尺 1:{sheet.unit}"
        setting = set_text(" ".join(said.split()), measure=1e6, style=self.slug_style)
        painter = Painter(height=10, fonts=self.fonts, inks=self.inks)
        return painter.paint([Text(setting, 0, 10 - 1)])


def _large(page: Page, sheet: SheetGeometry, variant: Variant, number: int) -> Finding:
    """Return what is said of a page over 5.08 m: that its units are larger, or that it is drawn to scale."""
    size = f"{page.width:g} × {page.height:g} mm"
    if variant.user_unit:
        what = Words(
            f"the page of {size} counts in units of {sheet.unit} pt (UserUnit); a program older than PDF 1.6 shows it "
            f"at 1:{sheet.unit}",
            f"{size} のページなので、単位を {sheet.unit} pt にしました（UserUnit）。"
            f"PDF 1.6 より古いソフトでは 1/{sheet.unit} に見えます",
        )
        return Finding("press.user-unit", Severity.INFO, what, None, Place(page=number))
    what = Words(
        f"the page of {size} is drawn at 1:{sheet.unit}; {variant.name} has no larger units",
        f"{size} のページを縮尺 1:{sheet.unit} で書きました（{variant.name} では単位を変えられません）",
    )
    cure = Words(
        f"print it at {100 * sheet.unit} %, or choose x4", f"{100 * sheet.unit} % で出力するか、x4 を選んでください"
    )
    return Finding("press.scale", Severity.WARNING, what, cure, Place(page=number))


def merged_findings(groups: Iterable[Iterable[Finding]]) -> tuple[Finding, ...]:
    """Return findings of several makings as one list, each once, in order."""
    return tuple(dict.fromkeys(finding for group in groups for finding in group))


def file_facts(document: Document) -> Mapping[str, Any]:
    """Return what a table of files says of a document: pages and trim."""
    sizes = list(dict.fromkeys((page.width, page.height) for page in document.pages))
    return {"pages": len(document.pages), "trim": " / ".join(f"{w:g}×{h:g}" for w, h in sizes)}
