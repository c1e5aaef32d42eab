"""Text in, positioned glyphs out: `set_text` and what it returns.

It stands apart because this is the room's public door; every rule it applies lives in a module of its own.
Pure: it draws nothing and knows no PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import add

from ofprint.base.records import dataclass, replace
from ofprint.typesetting import linebreak, narrow, phrases
from ofprint.typesetting.justify import adjusted
from ofprint.typesetting.kinsoku import LEVELS, Level
from ofprint.typesetting.markup import Markup, RichText, parse
from ofprint.typesetting.paragraph import Paragraph
from ofprint.typesetting.placing import LevelLine, PlacedGlyph, level, placed
from ofprint.typesetting.style import Breaks, TextStyle

_NEWLINE = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NEAR = 1e-6
_ENDLESS = float("inf")


class Line:
    """One line. Lengths are points; the glyphs are placed when they are first asked for."""

    __slots__ = ("_first", "_gaps", "_glyphs", "_last", "_level", "_paragraph", "_style", "cross", "natural", "start",
                 "text", "width")  # fmt: skip

    text: str
    """Its characters with the spaces and the newline that end it: joined, the lines give the text back."""
    start: float
    """Where it begins, from the start of the measure (indent, alignment); the glyphs' places contain it."""
    natural: float
    """Its width with JLREQ's default spaces, the blank after a mark at its end included."""
    width: float
    """Its width as set; a mark that hangs beyond the measure is not counted."""
    cross: float
    """The distance of its baseline (centre line) from the first line's, growing down (to the left)."""

    def __init__(
        self, paragraph: Paragraph, first: int, last: int, style: TextStyle, gaps: list[float] | None = None
    ) -> None:
        self._paragraph, self._first, self._last, self._style = paragraph, first, last, style
        self._gaps = gaps
        """The gaps as adjusted, in ems; ``None`` when all are natural."""
        self._glyphs: tuple[PlacedGlyph, ...] | None = None
        self._level: tuple[LevelLine | None, ...] = ()
        """The line as a level one, once that was asked for."""
        self.cross = 0.0

    def __repr__(self) -> str:
        return f"Line({self.text!r}, start={self.start:g}, natural={self.natural:g}, width={self.width:g})"

    @property
    def kinsoku(self) -> Level:
        """The kinsoku level that its paragraph was held to."""
        return self._paragraph.style.kinsoku

    @property
    def glyphs(self) -> tuple[PlacedGlyph, ...]:
        """Its glyphs in reading order; what stands over the text (ruby, dots) comes after the text."""
        if self._glyphs is None:
            self._glyphs = placed(self._paragraph, self._first, self._pens(), self._style)
        return self._glyphs

    @property
    def level(self) -> LevelLine | None:
        """Its glyphs in short, where they are of one face, size and ink, on one baseline and say themselves."""
        if not self._level:
            vertical = self._style.vertical
            self._level = (None if vertical else level(self._paragraph, self._first, self._pens(), self._style),)
        return self._level[0]

    def _pens(self) -> list[float]:
        """Return where each cell of the line starts, in ems from the start of the measure."""
        paragraph, first, last = self._paragraph, self._first, self._last
        if last < first:
            return []
        start = self.start / self._style.size + paragraph.heads.get(first, 0.0)
        if self._gaps is None:
            start -= paragraph.positions[first]
            return [start + position for position in paragraph.positions[first : last + 1]]
        return list(accumulate(map(add, paragraph.advances[first:last], self._gaps), initial=start))


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
    def kinsoku(self) -> Level:
        """The kinsoku level held to: the style's, or strict where a narrow measure left very strict no good break."""
        return max((line.kinsoku for line in self.lines), key=LEVELS.index, default=self.style.kinsoku)

    @property
    def text(self) -> str:
        """The text that was set."""
        return "".join(line.text for line in self.lines)


def set_text(text: str | Markup, *, measure: float, style: TextStyle, start: int = 0) -> SetText:
    """Set a text in lines of ``measure`` points, from its character ``start`` on.

    What stands before ``start`` was set elsewhere: a paragraph that goes on from there is not indented again.

    Newlines end a paragraph. ``"".join(line.text for line in result.lines)`` is the text: each line
    keeps the spaces and the newline that end it, and characters that are not drawn (bidirectional
    and other controls) stay in it. A newline at the very end makes no further line.
    No line is wider than the measure unless a single cluster is; with ``hanging``, 、 or 。 may hang.
    Raises `TypeError` or `ValueError`, saying what is expected, for arguments of another kind.
    """
    require(text, measure, style)
    rich = parse(text.source) if isinstance(text, Markup) else RichText(text)
    goes_on = start > 0 and not _NEWLINE.fullmatch(rich.text[start - 1 : start])
    prepared = paragraphs(rich.part(start, len(rich.text)) if start else rich, style)
    return set_paragraphs(prepared, measure=measure, style=style, breaks=style.breaks, goes_on=goes_on)


_TEXT = (str, Markup)
_NUMBER = (int, float)


def require(text: object, measure: object, style: object) -> None:
    """Raise `TypeError` or `ValueError`, naming what is expected, for what cannot be set."""
    if not isinstance(text, _TEXT):
        raise TypeError(f"a text is a str or an ofprint.Markup, not {type(text).__name__}")
    if not isinstance(measure, _NUMBER):
        raise TypeError(f"a measure is a number of points, not {type(measure).__name__}")
    if not measure > 0:
        raise ValueError(f"a measure is more than 0 points, not {measure}")
    if not isinstance(style, TextStyle):
        raise TypeError(f"a style is an ofprint.typesetting.TextStyle, not {type(style).__name__}")


def paragraphs(rich: RichText, style: TextStyle) -> list[tuple[Paragraph, str]]:
    """Return a text's paragraphs, each with the newline that ends it."""
    text = rich.text
    if text.isprintable() or not _NEWLINE.search(text):
        return [(Paragraph(rich, style), "")] if text else []
    found, start = [], 0
    for match in _NEWLINE.finditer(text):
        found.append((Paragraph(rich.part(start, match.start()), style), match[0]))
        start = match.end()
    if start < len(text):
        found.append((Paragraph(rich.part(start, len(text)), style), ""))
    return found


def set_paragraphs(
    prepared: Sequence[tuple[Paragraph, str]],
    *,
    measure: float,
    style: TextStyle,
    breaks: Breaks,
    goes_on: bool = False,
) -> SetText:
    """Set prepared paragraphs; ``style`` may differ from theirs in size, leading, alignment and indent only.

    ``goes_on``: the first of them began elsewhere, and is not indented.
    """
    lines: list[Line] = []
    for at, (paragraph, newline) in enumerate(prepared):
        own = replace(style, indent=0.0) if goes_on and at == 0 and style.indent else style
        lines += _set_paragraph(paragraph, newline, measure / style.size, own, breaks)
    if len(lines) > 1:
        for at, line in enumerate(lines):
            line.cross = at * style.pitch
    return SetText(tuple(lines), measure, style, _missing(prepared))


def _set_paragraph(paragraph: Paragraph, newline: str, measure: float, style: TextStyle, breaks: Breaks) -> list[Line]:
    if breaks == "none":
        return [_unbroken(paragraph, newline, measure, style)]
    indent = min(style.indent, max(0.0, measure - 1))
    paragraph, spans = _broken(paragraph, measure, indent, style, breaks)
    final = len(paragraph)
    lines: list[Line] = []
    for first, end in spans:
        line = Line(paragraph, first, paragraph.last_drawn(end), style)
        line.text = paragraph.text[paragraph.index_of(first) : paragraph.index_of(end) if end < final else None]
        room = measure - (0.0 if lines else indent)
        natural = paragraph.natural(first, end)
        fills = (style.align == "justify" and end < final) or natural > room + _NEAR
        _settle(line, natural, room, measure, fills)
        lines.append(line)
    if newline:
        lines[-1].text += newline
    return lines


def _unbroken(paragraph: Paragraph, newline: str, measure: float, style: TextStyle) -> Line:
    """Return a paragraph as one line, as long as it is."""
    count, room = len(paragraph), measure - min(style.indent, max(0.0, measure - 1)) if style.indent else measure
    line = Line(paragraph, 0, paragraph.last_drawn(count), style)
    line.text = paragraph.text + newline
    _settle(line, paragraph.natural(0, count), room, measure, False)
    return line


def _settle(line: Line, natural: float, room: float, measure: float, fills: bool) -> None:
    """Work out a line's width, gaps and start, given its natural width and its room in ems."""
    style, width, start = line._style, natural, measure - room
    if fills:
        if abs(natural - room) > _NEAR:
            rest = _adjust(line, room - natural)
            width = natural if rest is None else room - rest
    elif natural and style.align in ("center", "right"):
        width -= line._paragraph.tail(line._last)
    if style.align in ("center", "right") and room < _ENDLESS:
        start += (room - width) / (2 if style.align == "center" else 1)
    line.natural, line.width = natural * style.size, width * style.size
    line.start = start * style.size if start else 0.0


def _adjust(line: Line, need: float) -> float | None:
    """Bring a line's gaps to the measure; return what remains (ems), ``None`` where the line is left as it is."""
    paragraph, last = line._paragraph, line._last
    tail = paragraph.tail(last)
    hang = paragraph.hangs(last) - tail if line._style.hanging else 0.0
    done = adjusted(paragraph.gaps[line._first : last], need=need, tail=tail, hang=max(0.0, hang))
    most = line._style.loosest
    if (
        most
        and need > 0
        and any(
            wide - gap[0] > most + _NEAR
            for wide, gap in zip(done.gaps, paragraph.gaps[line._first : last], strict=True)
        )
    ):
        return None
    line._gaps = done.gaps
    return done.rest


def _broken(
    paragraph: Paragraph, measure: float, indent: float, style: TextStyle, breaks: Breaks
) -> tuple[Paragraph, list[linebreak.Span]]:
    """Return a paragraph's lines; the paragraph is another where a narrow measure made it drop a kinsoku level."""
    if breaks == "phrases":
        return paragraph, phrases.lines(paragraph, measure, indent)
    spans = linebreak.lines(paragraph, measure, indent)
    if len(spans) == 1 or measure > narrow.NARROW or style.align != "justify":
        return paragraph, spans
    taken = narrow.loosened(paragraph, spans, measure, lambda other: linebreak.lines(other, measure, indent))
    return taken, spans if taken is paragraph else linebreak.lines(taken, measure, indent)


def _missing(prepared: Sequence[tuple[Paragraph, str]]) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    base = 0
    for paragraph, newline in prepared:
        if paragraph.over or paragraph.lacks_glyphs:
            found += [(cluster, base + at) for cluster, at in paragraph.missing()]
        base += len(paragraph.text) + len(newline)
    return tuple(found)
