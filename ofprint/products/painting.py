"""Pages painted in any process, and written into one PDF in the process that owns it.

They stand apart from the document because a run of badges paints in many processes at once: what a page draws
by name (stamps, pictures, spot inks) travels with it, and the writer defines each once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import IO

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, replace
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.page import Page, Picture, Stamp, Text
from ofprint.layout.paint import Painted, Painter, picture_name
from ofprint.layout.runs import Noting, RunStore
from ofprint.press.document import PrintDocument
from ofprint.press.geometry import Box, Fold, SheetGeometry
from ofprint.press.inks import ink_operators
from ofprint.press.limits import Limits
from ofprint.press.outline import Bookmark, Link
from ofprint.press.ready import ReadyPage, ready_page
from ofprint.press.variants import Variant
from ofprint.products.extent import inside
from ofprint.products.pictures import PictureDesk

_REACH = 10 * MM
"""How far a stamp may reach beyond its ground."""
_SLUG_HEIGHT = 10
"""The height of the ground, mm, on which a slug line counts its place."""
VERSION = 6
"""Figures of a version in a slug line."""
Slug = Callable[[int, str, float], Text | None]
"""Gives a page's slug line by its scale, its version and the room it has, mm; None for none."""


@dataclass(frozen=True, slots=True)
class Form:
    """Artwork that pages draw by its name: its box and operators, and what it draws itself."""

    name: str
    box: Box
    content: bytes
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class Drawn:
    """What operators draw by name."""

    forms: tuple[Form, ...] = ()
    pictures: tuple[Picture, ...] = ()
    spots: tuple[Ink, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which forms and pictures are drawn."""
        return (*(form.name for form in self.forms), *(picture_name(picture) for picture in self.pictures))


@dataclass(frozen=True, slots=True)
class PaintedPage:
    """A page ready for the file, with what it draws by name; ``headings`` are its bookmarks."""

    ready: ReadyPage
    drawn: Drawn
    headings: tuple[str, ...] = ()


class FormStore(dict[str, "_PaintedForm"]):
    """Stamps painted so far, by their names; the painters of one job share it."""


class PagePainter:
    """Paints pages for one variant; the glyphs used are noted in ``fonts``."""

    def __init__(self, variant: Variant, forms: FormStore | None = None, runs: RunStore | None = None) -> None:
        self.variant = variant
        self.fonts = EmbeddedFonts()
        self._noting = Noting(self.fonts)
        self._runs = RunStore() if runs is None else runs
        self._inks = partial(ink_operators, device_gray=variant.device_gray)
        self._forms = FormStore() if forms is None else forms
        self._noted: set[str] = set()
        self._count = 0
        self.scaled: list[Finding] = []
        """What is said of pages too large for PDF's own units."""

    def page(self, page: Page, slug: Slug = lambda _scale, _version, _room: None) -> PaintedPage:
        """Paint one page; ``slug`` gives its slug line, where the sheet has room for one."""
        sheet = self._sheet(page)
        painter = self._painter(page.height, self._noting)
        content = painter.paint(inside(page) if page.inset and self.variant.name == "office" else page.items)
        drawn = self._drawn(painter.painted)
        self._count += 1
        if sheet.unit > 1:
            self.scaled.append(_large(page, sheet, self.variant, self._count))
        scale = 1 if self.variant.user_unit else sheet.unit
        box = sheet.slug_box
        line = slug(scale, _version(content, drawn), (box[2] - box[0]) / MM) if box else None
        operators = self._painter(_SLUG_HEIGHT, self._noting).paint([line]) if line else b""
        links = [Link((x0, y0, x1, y1), url) for x0, y0, x1, y1, url in painter.painted.links]
        ready = ready_page(sheet, content, uses=drawn.names, label=page.folio, links=links, slug=operators)
        return PaintedPage(ready, drawn, page.headings)

    def _painter(self, height: float, fonts: EmbeddedFonts | Noting) -> Painter:
        return Painter(height=height, fonts=fonts, inks=self._inks, runs=self._runs, code_masks=self.variant.code_masks)

    def _sheet(self, page: Page) -> SheetGeometry:
        axes = {"x": "vertical", "y": "horizontal"}
        folds = tuple(Fold(at, axes[axis]) for axis, at in page.folds)  # type: ignore[arg-type]
        return self.variant.sheet((page.width, page.height), folds=folds)

    def _drawn(self, painted: Painted) -> Drawn:
        spots = {replace(ink, tint=100, overprint=False): None for ink in painted.inks if ink.spot}
        forms = tuple(self._form(stamp) for stamp in painted.stamps.values())
        return Drawn(forms, tuple(painted.pictures), tuple(spots))

    def _form(self, stamp: Stamp) -> Form:
        """Return a stamp's form, painted when it is first met; its glyphs are noted in any case."""
        painted = self._forms.get(stamp.name)
        if painted is None:
            fonts = EmbeddedFonts()
            painter = self._painter(0, fonts)
            content = painter.paint(stamp.items)
            box = (-_REACH, -stamp.height * MM - _REACH, stamp.width * MM + _REACH, _REACH)
            form = Form(stamp.name, box, content, self._drawn(painter.painted))
            painted = self._forms[stamp.name] = _PaintedForm(form, fonts)
        if stamp.name not in self._noted:
            self._noted.add(stamp.name)
            self.fonts.merge(painted.fonts)
        return painted.form


def _version(content: bytes, drawn: Drawn) -> str:
    """Return what tells one making of a page from another: it changes with anything that is drawn on it."""
    digest = hashlib.sha256(content)
    for form in drawn.forms:
        digest.update(form.content)
    for picture in drawn.pictures:
        digest.update(Path(picture.file).read_bytes())
    return digest.hexdigest()[:VERSION]


@dataclass(frozen=True, slots=True)
class _PaintedForm:
    form: Form
    fonts: EmbeddedFonts


class PageWriter:
    """Writes painted pages into one PDF; stamps, pictures and spot inks are defined when first drawn."""

    def __init__(self, pdf: PrintDocument, fonts: EmbeddedFonts, limits: Limits) -> None:
        self._pdf = pdf
        self._fonts = fonts
        self._desk = PictureDesk(pdf.variant, limits)
        self._known: set[str] = set()
        self._spots: set[Ink] = set()
        self.count = 0
        """Pages written so far."""

    @property
    def findings(self) -> list[Finding]:
        """What was found while writing, such as pictures changed."""
        return self._desk.findings

    def write(self, pages: Iterable[PaintedPage], fonts: EmbeddedFonts | None = None) -> None:
        """Write pages, whose glyphs were noted in ``fonts`` (nothing where they are the document's own).

        Raises `PressError` for a picture or ink that cannot be printed.
        """
        if fonts is not None:
            self._fonts.merge(fonts)
        for page in pages:
            self._define(page.drawn)
            self._pdf.add_ready(page.ready)
            for heading in page.headings:
                self._pdf.add_bookmark(Bookmark(" ".join(heading.split()), self.count))
            self.count += 1

    def finish(self, sink: IO[bytes] | None = None) -> bytes:
        """Finish the PDF and return its bytes; none where it was written to ``sink``.

        The sink is read and written anew where pages of other PDFs are placed in it.
        """
        data = self._pdf.finish()
        if sink is None or not self._desk.pages:
            return self._desk.filled(data)
        sink.seek(0)
        whole = self._desk.filled(sink.read())
        sink.seek(0)
        sink.truncate()
        sink.write(whole)
        return data

    def _define(self, drawn: Drawn) -> None:
        for ink in drawn.spots:
            if ink not in self._spots:
                self._spots.add(ink)
                self._pdf.add_spot(ink)
        for form in drawn.forms:
            if form.name not in self._known:
                self._known.add(form.name)
                self._define(form.drawn)
                self._pdf.add_form(form.name, form.box, form.content, form.drawn.names)
        for picture in drawn.pictures:
            name = picture_name(picture)
            if name not in self._known:
                self._known.add(name)
                self._desk.add(self._pdf, picture, name)


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
