"""Text in, positioned glyphs out: `set_text` and what it returns.

It stands apart because this is the room's public door; every rule it applies lives in a module of its own.
Pure: it draws nothing and knows no PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ofprint.fonts.face import Face
from ofprint.typesetting import linebreak, phrases
from ofprint.typesetting.cells import Cell, Glyph
from ofprint.typesetting.justify import Adjusted, adjusted
from ofprint.typesetting.markup import PLAIN, Markup, RichText, parse
from ofprint.typesetting.paragraph import Paragraph
from ofprint.typesetting.style import TextStyle

_NEWLINE = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NEAR = 1e-6


class PlacedGlyph(NamedTuple):
    """One glyph where it stands. Lengths are points in the line's own coordinates.

    ``along`` is counted from the start of the measure in the line's direction (right, or down in
    vertical setting), ``across`` from the baseline, or from the column's centre line, growing down, or
    to the left. The two name the glyph's origin: the left end of its baseline, but where ``vertical``
    is true its vertical origin, the middle of the top of its em box (what Identity-V wants).
    """

    face: Face
    gid: int
    size: float
    along: float
    across: float
    advance: float
    """How far the glyph itself moves the pen in the direction it is drawn."""
    text: str
    """The characters it stands for; empty for the later glyphs of one cluster."""
    upright: bool
    """Whether it stands as the page does; ``False``: turned 90° clockwise (Latin in vertical setting)."""
    ink: object | None
    link: str | None
    vertical: bool = False
    """Whether it is drawn by its vertical metrics from its vertical origin."""
    stretch: float = 1.0
    """Its width in per one (tate-chu-yoko brings figures to one em); 1 for all others."""
    role: Literal["text", "ruby", "mark"] = "text"
    """Whether it is of the text itself, a reading over it, or an emphasis dot."""


class Line:
    """One line. Lengths are points; the glyphs are placed when they are first asked for."""

    __slots__ = ("_end", "_first", "_glyphs", "_indent", "_measure", "_paragraph", "cross", "natural", "start",
                 "text", "width")  # fmt: skip

    text: str
    """Its characters with the spaces and the newline that end it: joined, the lines give the text back."""
    start: float
    """Where it begins, from the start of the measure (indent, alignment)."""
    natural: float
    """Its width with JLREQ's default spaces, the blank after a mark at its end included."""
    width: float
    """Its width as set; a mark that hangs beyond the measure is not counted."""
    cross: float
    """The distance of its baseline (centre line) from the first line's, growing down (to the left)."""

    def __init__(self, paragraph: Paragraph, span: linebreak.Span, measure: float, indent: float) -> None:
        self._paragraph, (self._first, self._end) = paragraph, span
        self._measure, self._indent = measure, indent
        self._glyphs: tuple[PlacedGlyph, ...] | None = None
        self.cross = 0.0

    def __repr__(self) -> str:
        return f"Line({self.text!r}, start={self.start:g}, natural={self.natural:g}, width={self.width:g})"

    @property
    def glyphs(self) -> tuple[PlacedGlyph, ...]:
        """Its glyphs in reading order; what stands over the text (ruby, dots) comes after the text."""
        if self._glyphs is None:
            self._glyphs = tuple(self._placed())
        return self._glyphs

    @property
    def is_justified(self) -> bool:
        """Whether it is brought to the measure: in a justified text, all lines of a paragraph but the last."""
        style = self._paragraph.style
        return style.align == "justify" and self._end < len(self._paragraph) and style.breaks != "none"

    def _settle(self, size: float) -> None:
        """Work out natural width, width and start."""
        paragraph, room = self._paragraph, self._measure - self._indent
        natural = paragraph.natural(self._first, self._end)
        self.natural = natural * size
        tail = paragraph.tail(paragraph.last_drawn(self._end)) if natural else 0.0
        width = natural
        if self.is_justified or (natural > room + _NEAR and paragraph.style.breaks != "none"):
            done = self._adjusted()
            width = room - done.rest
        elif paragraph.style.align in ("center", "right"):
            width = natural - tail
        share = {"center": 0.5, "right": 1.0}.get(paragraph.style.align, 0.0)
        self.width = width * size
        spare = room - width
        self.start = (self._indent + (share * spare if share and spare < float("inf") else 0.0)) * size

    def _adjusted(self) -> Adjusted:
        paragraph, first = self._paragraph, self._first
        last = paragraph.last_drawn(self._end)
        gaps = paragraph.gaps[first:last] if last > first else []
        room = self._measure - self._indent
        natural = paragraph.natural(first, self._end)
        tail = paragraph.tail(last) if natural else 0.0
        if self.is_justified or (natural > room + _NEAR and paragraph.style.breaks != "none"):
            hang = paragraph.hangs(last) - tail if paragraph.style.hanging else 0.0
            return adjusted(gaps, need=room - natural, tail=tail, hang=hang)
        return Adjusted([gap[0] for gap in gaps], tail, 0.0, 0.0)

    # -- glyphs --------------------------------------------------------------------------------

    def _placed(self) -> list[PlacedGlyph]:
        pens = self._pens()
        return _place(self, pens)

    def _pens(self) -> list[float]:
        """Return where each cell of the line starts, in ems from the start of the measure."""
        paragraph, first = self._paragraph, self._first
        last = paragraph.last_drawn(self._end)
        if last < first:
            return []
        pen = self.start / paragraph.style.size + paragraph.heads.get(first, 0.0)
        pens = [pen]
        advances = paragraph.advances
        for at, gap in enumerate(self._adjusted().gaps, first):
            pen += advances[at] + gap
            pens.append(pen)
        return pens


def _place(line: Line, pens: Sequence[float]) -> list[PlacedGlyph]:
    paragraph, first = line._paragraph, line._first
    style = paragraph.style
    size, ink = style.size, style.ink
    found: list[PlacedGlyph] = []
    cells = paragraph.cells
    if paragraph.dresses is None:
        for at, pen in enumerate(pens, first):
            for glyph in cells[at].glyphs:
                found.append(
                    PlacedGlyph(
                        glyph.face, glyph.gid, size * glyph.scale, (pen + glyph.along) * size, glyph.across * size,
                        glyph.advance * size, glyph.text, glyph.upright, ink, None, glyph.vertical, glyph.stretch,
                    )
                )  # fmt: skip
    else:
        for at, pen in enumerate(pens, first):
            _place_dressed(found, cells[at], pen, paragraph, at)
    return found


def _place_dressed(found: list[PlacedGlyph], cell: Cell, pen: float, paragraph: Paragraph, at: int) -> None:
    dress = paragraph.dresses[at] if paragraph.dresses else PLAIN
    style = paragraph.style
    size = style.size * dress.size
    ink = style.ink if dress.ink is None else dress.ink
    for glyph in cell.glyphs:
        found.append(_placed_glyph(glyph, pen * style.size, size, ink)._replace(link=dress.link))


def _placed_glyph(glyph: Glyph, pen: float, size: float, ink: object | None) -> PlacedGlyph:
    return PlacedGlyph(
        glyph.face,
        glyph.gid,
        size * glyph.scale,
        pen + glyph.along * size,
        glyph.across * size,
        glyph.advance * size,
        glyph.text,
        glyph.upright,
        ink,
        None,
        glyph.vertical,
        glyph.stretch,
    )


@dataclass(frozen=True)
class SetText:
    """A text as set: its lines and their measures, in points."""

    lines: tuple[Line, ...]
    measure: float
    style: TextStyle
    missing: tuple[tuple[str, int], ...] = ()
    """(cluster, index in the text) of every character that no face has; nothing is drawn for it."""

    @property
    def width(self) -> float:
        """The greatest width of a line."""
        return max((line.width for line in self.lines), default=0.0)

    @property
    def extent(self) -> float:
        """The distance from the first baseline (centre line) to the last."""
        return self.lines[-1].cross if self.lines else 0.0

    @property
    def text(self) -> str:
        """The text that was set."""
        return "".join(line.text for line in self.lines)


def set_text(text: str | Markup, *, measure: float, style: TextStyle) -> SetText:
    """Set a text in lines of ``measure`` points.

    Newlines end a paragraph. ``"".join(line.text for line in result.lines)`` is the text: each line
    keeps the spaces and the newline that end it, and characters that are not drawn (bidirectional
    and other controls) stay in it. A newline at the very end makes no further line.
    No line is wider than the measure unless a single cluster is; with ``hanging``, 、 or 。 may hang.
    """
    rich = parse(text.source) if isinstance(text, Markup) else RichText(text)
    return set_paragraphs(paragraphs(rich, style), measure=measure, style=style)


def paragraphs(rich: RichText, style: TextStyle) -> list[tuple[Paragraph, str]]:
    """Return a text's paragraphs, each with the newline that ends it."""
    text = rich.text
    if not _NEWLINE.search(text):
        return [(Paragraph(rich, style), "")] if text else []
    found, start = [], 0
    for match in _NEWLINE.finditer(text):
        found.append((Paragraph(rich.part(start, match.start()), style), match[0]))
        start = match.end()
    if start < len(text):
        found.append((Paragraph(rich.part(start, len(text)), style), ""))
    return found


def set_paragraphs(prepared: Sequence[tuple[Paragraph, str]], *, measure: float, style: TextStyle) -> SetText:
    """Set prepared paragraphs; ``style`` may differ from theirs in size, leading and alignment only."""
    lines: list[Line] = []
    for paragraph, newline in prepared:
        paragraph.style = style
        lines += _set_paragraph(paragraph, newline, measure / style.size)
    for at, line in enumerate(lines):
        line.cross = at * style.pitch
    return SetText(tuple(lines), measure, style, _missing(prepared))


def _set_paragraph(paragraph: Paragraph, newline: str, measure: float) -> list[Line]:
    style = paragraph.style
    indent = max(0.0, min(style.indent, measure - 1))
    lines = []
    for span in _spans(paragraph, measure, indent):
        line = Line(paragraph, span, measure, 0.0 if lines else indent)
        line.text = paragraph.text[paragraph.index_of(span[0]) : _end_index(paragraph, span[1])]
        line._settle(style.size)
        lines.append(line)
    lines[-1].text += newline
    return lines


def _end_index(paragraph: Paragraph, end: int) -> int:
    return len(paragraph.text) if end >= len(paragraph) else paragraph.index_of(end)


def _spans(paragraph: Paragraph, measure: float, indent: float) -> list[linebreak.Span]:
    if paragraph.style.breaks == "none":
        return [(0, len(paragraph))]
    if paragraph.style.breaks == "phrases":
        return phrases.lines(paragraph, measure, indent)
    return linebreak.lines(paragraph, measure, indent)


def _missing(prepared: Sequence[tuple[Paragraph, str]]) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    base = 0
    for paragraph, newline in prepared:
        for at, cell in enumerate(paragraph.cells):
            if cell[4]:
                start = paragraph.index_of(at)
                found.append((paragraph.text[start : _end_index(paragraph, at + 1)], base + start))
        base += len(paragraph.text) + len(newline)
    return tuple(found)
