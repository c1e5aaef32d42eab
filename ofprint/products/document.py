"""A product as an object: its pages to look at and change, its findings, and the PDF it becomes.

It stands apart because platforms, scripts and the command all end here: bytes, a stream or a file
that appears whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, Self

from ofprint.base.errors import FitError, FontError
from ofprint.base.findings import Finding, Severity
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, field, replace
from ofprint.fonts import FontLibrary
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.fonts.outline import glyph_outline
from ofprint.layout.clashes import CLASHES, clash_findings
from ofprint.layout.page import Page, Text
from ofprint.layout.runs import RunStore
from ofprint.layout.template.engine import OVERSET, LaidSheet, overset_findings
from ofprint.layout.template.laid import LaidFrame
from ofprint.layout.template.studio import MISSING
from ofprint.press.document import Duplex, PrintDocument
from ofprint.press.pdfobjects import numbers
from ofprint.press.printers import Press, press_named
from ofprint.press.variants import Variant
from ofprint.products.files import write_whole
from ofprint.products.marking import marked
from ofprint.products.painting import PagePainter, PageWriter, Slug
from ofprint.typesetting import SetText, TextStyle, set_text

_SLUG_PT, _LEAST_SLUG_PT = 6.0, 4.0
"""The size of a slug line; where its room is short it is set smaller, and then its title cut."""
UNREADABLE = frozenset({OVERSET, *CLASHES})
"""What a draft prints all the same, in a frame."""


class Printable:
    """A product that becomes a PDF: what `Document` and the badges have in common."""

    name: str
    title: str
    date: dt.datetime
    press: str
    language: str
    findings: tuple[Finding, ...]
    right_to_left: bool
    slug: str
    library: FontLibrary
    draft: bool

    def rendered(self, *, press: str | None = None, date: dt.datetime | None = None) -> Rendered:
        """Return the PDF with what was found while writing it, such as pictures changed; errors as `to_bytes`."""
        raise NotImplementedError

    def to_bytes(self, *, press: str | None = None, date: dt.datetime | None = None) -> bytes:
        """Return the PDF.

        Raises `FitError` when some text does not fit (unless it is a draft), `FontError` for a character
        that no face has, `PressError` for a picture or a press variant that cannot be used.
        """
        return self.rendered(press=press, date=date).data

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
        require_fit(self.findings, draft=self.draft)


def require_fit(findings: Iterable[Finding], *, draft: bool) -> None:
    """Raise `FontError` or `FitError` when any of ``findings`` keeps a product from being written."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if any(finding.rule == MISSING for finding in errors):
        raise FontError(errors)
    if errors and not draft:
        raise FitError(errors)


@dataclass(frozen=True)
class Document(Printable):
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
    runs: RunStore | None = field(default=None, repr=False, compare=False)
    """Where runs of set text are kept, for a document that is written more than once."""

    def with_pages(self, pages: Iterable[Page]) -> Document:
        """Return the same document with other pages."""
        return replace(self, pages=tuple(pages))

    def with_frame(self, frame: LaidFrame, *, page: int = 1) -> Self:
        """Return the same document with a frame of a page (counted from 1) changed, and what is over or clashes told.

            title = flyer.pages[0].frames["title"]
            flyer = flyer.with_frame(title.moved(dy=3).restyled(ink="sig"))

        Raises ``KeyError`` when the page has no frame of that name.
        """
        old = self.pages[page - 1]
        before = old.frames[frame.name].placed
        gone = {over.box for over in before.over} | {one.place.box for one in before.findings}
        kept = [
            one for one in self.findings if one.place.page != page or not (one.place.box in gone or one.rule in CLASHES)
        ]
        new = old.with_frame(frame)
        laid = LaidSheet(old.name, old.width, old.height, frame.placed, ())
        told = [replace(one, place=replace(one.place, page=page)) for one in frame.placed.findings]
        told += overset_findings(laid, page=page, draft=self.draft)
        if not frame.placed.over:
            told += clash_findings(new.items, new.width, new.height, sheet=new.name, page=page, draft=self.draft)
        pages = (*self.pages[: page - 1], new, *self.pages[page:])
        return replace(self, pages=pages, findings=merged_findings([kept, told]))

    def rendered(self, *, press: str | None = None, date: dt.datetime | None = None) -> Rendered:
        """Return the PDF with what was found while writing it, such as pictures changed; errors as `to_bytes`."""
        self.require_fit()
        return written(self if date is None else replace(self, date=date), press_named(press or self.press))


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
    painter = PagePainter(press.variant, runs=document.runs)
    pdf = print_document(document, press.variant, painter.fonts)
    writer = PageWriter(pdf, painter.fonts, press.limits)
    over = [finding for finding in document.findings if finding.rule in UNREADABLE] if document.draft else []
    count = len(document.pages)
    for number, page in enumerate(marked(document.pages, over, document.library, document.language), 1):
        writer.write([painter.page(page, slug_of(document, number, count))])
    return Rendered(writer.finish(), tuple(dict.fromkeys((*painter.scaled, *writer.findings))))


def print_document(
    product: Printable,
    variant: Variant,
    fonts: EmbeddedFonts,
    sink: IO[bytes] | None = None,
    *,
    duplex: Duplex | None = None,
) -> PrintDocument:
    """Return the empty PDF of a document, which writes to ``sink`` as it grows and asks the printer for ``duplex``."""
    return PrintDocument(
        variant=variant,
        title=product.title,
        date=product.date,
        fonts=fonts,
        language=product.language,
        right_to_left=product.right_to_left,
        duplex=duplex,
        sink=sink,
    )


def slug_of(product: Printable, number: int, count: int, name: str = "") -> Slug:
    """Return what gives the slug line of page ``number`` of ``count``.

    It says event, product (or ``name``, where the file is called otherwise), page, date, version and scale, in black,
    so that it reads on the proof.
    """
    proof = "校正 " if product.draft else ""
    called = name or product.slug or product.name
    said = f"{called}　{number}/{count}　{product.date:%Y-%m-%d}"
    stack = product.library.stack("Noto Sans JP", 400)

    def set_(title: str, rest: str, size: float) -> SetText:
        style = TextStyle(fonts=stack, size=size, leading=8, align="left", breaks="none")
        return set_text(" ".join(f"{proof}{title}　{rest}".split()), measure=1e6, style=style)

    def slug(scale: int, version: str, room: float) -> Text:
        title, rest = product.title, f"{said}　v.{version}{f'　縮尺 1:{scale}' if scale > 1 else ''}"
        setting = set_(title, rest, _SLUG_PT)
        if setting.width > room * MM:
            size = max(_LEAST_SLUG_PT, _SLUG_PT * room * MM / setting.width)
            setting = set_(title, rest, size)
            while setting.width > room * MM and len(title) > 1:
                title = f"{title.rstrip('…')[:-1]}…" if len(title) > 2 else "…"
                setting = set_(title, rest, size)
        return Text(setting, 0, 10 - 1)

    return slug


def outlined_slug(product: Printable, place: tuple[int, int], version: str, name: str, room: float) -> bytes:
    """Return operators of a slug line drawn in outlines, for sheets that carry no fonts of their own."""
    text = slug_of(product, *place, name)(1, version, room)
    (line,) = text.setting.lines if text else ()
    parts = [b"0 0 0 1 k"]
    for glyph in line.glyphs:
        for operator, *values in glyph_outline(glyph.face, glyph.gid):
            points = [value * glyph.size + (MM if at % 2 else glyph.along) for at, value in enumerate(values)]
            parts.append(b"%s %s" % (numbers(points), operator.encode()))
    return b"\n".join([*parts, b"f"])


def merged_findings(groups: Iterable[Iterable[Finding]]) -> tuple[Finding, ...]:
    """Return findings of several makings as one list, each once, in order."""
    return tuple(dict.fromkeys(finding for group in groups for finding in group))


def file_facts(document: Document) -> Mapping[str, Any]:
    """Return what a table of files says of a document: pages and trim."""
    sizes = list(dict.fromkeys((page.width, page.height) for page in document.pages))
    return {"pages": len(document.pages), "trim": " / ".join(f"{w:g}×{h:g}" for w, h in sizes)}
