"""How the specimen's sheets are drawn: a row for each rule, its samples between thin rules at their measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from ofprint.base.inks import BLACK, Ink
from ofprint.base.lengths import MM
from ofprint.fonts import FontLibrary
from ofprint.layout.page import Item, Page, Shape, Text, rectangle
from ofprint.typesetting import Markup, PlacedGlyph, SetText, TextStyle, set_text

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP, FOOT = 18.0, 192.0, 40.0, 281.0
"""The edges of the page's matter, mm."""
SAMPLES = 72.0
"""Where the samples begin, mm from the page's left."""
ACCENT = Ink(m=75, y=90, spot="Vermilion")
"""Vermilion, the colour of a compositor's marks, as a spot ink: small type and thin rules in it need one plate."""
FAINT = Ink(k=45)
GAP = 9.0
"""Between two samples, mm."""

LIBRARY = FontLibrary.bundled()
MINCHO, GOTHIC = LIBRARY.stack("Noto Serif JP"), LIBRARY.stack("Noto Sans JP")
BOLD, BLACK_FACE = LIBRARY.stack("Noto Sans JP", 700), LIBRARY.stack("Noto Sans JP", 900)
MINCHO_BOLD = LIBRARY.stack("Noto Serif JP", 700)

BODY = TextStyle(MINCHO, 11, leading=19, bold_fonts=BOLD)
NAME = TextStyle(BOLD, 12, leading=16, align="left", breaks="none")
ENGLISH = TextStyle(GOTHIC, 6.5, leading=9, align="left", breaks="none")
WORDS = TextStyle(GOTHIC, 7.5, leading=12.5)
LABEL = TextStyle(GOTHIC, 6.5, leading=9, align="left", breaks="none")
FOLIO = TextStyle(GOTHIC, 7, align="left", breaks="none")
CHAPTER = TextStyle(MINCHO_BOLD, 24, leading=30, align="left", breaks="none", display=True)

_NOT_FIRST = frozenset("、。，．・：；？！」』）】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々～")
_NOT_LAST = frozenset("「『（【〈《～")


@dataclass(frozen=True)
class Sample:
    """Set texts one under the other, over a label; ``measure`` (pt) is where the thin rules stand."""

    settings: tuple[SetText, ...]
    measure: float
    label: str = ""
    pitch: float = 19.0
    """Between settings, pt."""

    @property
    def vertical(self) -> bool:
        """Whether it is set in columns."""
        return self.settings[0].style.vertical

    @property
    def rise(self) -> float:
        """The height of what stands over the first line, mm."""
        over = any(glyph.role != "text" for glyph in self.settings[0].lines[0].glyphs)
        return 0.5 * self.settings[0].style.size / MM if over and not self.vertical else 0.0

    @property
    def depth(self) -> float:
        """The height that it takes under its label, mm."""
        if self.vertical:
            return self.measure / MM
        extents = sum(setting.extent for setting in self.settings)
        return self.rise + (extents + self.pitch * (len(self.settings) - 1) + self.settings[-1].style.size) / MM

    @property
    def width(self) -> float:
        """The width that it takes, mm."""
        if not self.vertical:
            return self.measure / MM
        return (self.settings[0].extent + self.settings[0].style.size * 1.6) / MM


@dataclass(frozen=True)
class Row:
    """A rule: its name, its name in English, where it stands in JLREQ, what it says, and its samples."""

    name: str
    english: str
    source: str
    words: str
    samples: tuple[Sample, ...]


def sample(text: str | Markup, ems: float, label: str = "", **wishes: Any) -> Sample:
    """Return a text set at ``ems``; further names are those of `TextStyle`."""
    style = replace(BODY, **wishes)
    measure = ems * style.size
    return Sample((set_text(text, measure=measure, style=style),), measure, label, style.pitch)


def adjusted(text: str, ems: float) -> tuple[Sample, Sample]:
    """Return a text whose lines have their natural widths, and the same brought to the measure."""
    after = sample(text, ems, "調整のあと")
    natural = replace(BODY, align="left", breaks="none")
    lines = "\n".join(line.text for line in after.settings[0].lines)
    return Sample((set_text(lines, measure=after.measure, style=natural),), after.measure, "自然な長さ"), after


def stacked(settings: Iterable[SetText], label: str = "", *, pitch: float = 19.0, measure: float = 0.0) -> Sample:
    """Return texts that are set already as one sample."""
    found = tuple(settings)
    return Sample(found, measure or max(setting.measure for setting in found), label, pitch)


def typed(text: str, columns: int, label: str = "規則なし") -> Sample:
    """Return a text as a typewriter sets it, so many full ems a line; what a rule forbids is in the accent's ink."""
    lines = []
    for at in range(0, len(text), columns):
        part = text[at : at + columns]
        wrong = {0} if at and part[0] in _NOT_FIRST else set()
        if part[-1] in _NOT_LAST and at + columns < len(text):
            wrong.add(len(part) - 1)
        glyphs = tuple(_typed(letter, index, index in wrong) for index, letter in enumerate(part))
        cross, width = len(lines) * BODY.pitch, len(part) * 11.0
        lines.append(SimpleNamespace(text=part, glyphs=glyphs, level=None, cross=cross, width=width))
    measure = columns * BODY.size
    return Sample((SetText(tuple(lines), measure, BODY),), measure, label)  # type: ignore[arg-type]


def _typed(letter: str, index: int, wrong: bool) -> PlacedGlyph:
    face = MINCHO.faces[0]
    gid = face.glyph(ord(letter))
    ink = "accent" if wrong else None
    return PlacedGlyph(face, gid, BODY.size, index * BODY.size, 0.0, face.advance(gid), letter, True, ink, None)


# -- drawing --------------------------------------------------------------------------------------


def text(setting: SetText, x: float, top: float, ink: Ink = BLACK) -> Text:
    """Return a text whose first em box begins at ``top``."""
    style = setting.style
    if style.vertical:
        return Text(setting, x, top, ink, named={"accent": ACCENT})
    return Text(setting, x, top + style.fonts.faces[0].ascender * style.size / MM, ink, named={"accent": ACCENT})


def line(words: str, x: float, top: float, style: TextStyle, ink: Ink = BLACK) -> Text:
    """Return a text on a single line."""
    return text(set_text(words, measure=1e6, style=style), x, top, ink)


def rule(x: float, y: float, w: float, h: float, ink: Ink) -> Shape:
    """Return a filled rectangle."""
    return Shape(rectangle(x, y, w, h), fill=ink)


def sheet(number: int, title: str, english: str, rows: Sequence[Row], pages: int) -> Page:
    """Return a page of rows, spread over its height."""
    items: list[Item] = [
        rule(LEFT, 18, 12, 1.2, ACCENT),
        line(title, LEFT, 22, CHAPTER),
        line(english, LEFT + 0.3, 33, ENGLISH, FAINT),
        line(f"組版見本　{number} / {pages}", LEFT, 284, FOLIO, FAINT),
    ]
    depths = [_depth(row) for row in rows]
    free = FOOT - TOP - sum(depths)
    if free < 0:
        raise ValueError(f"page {number} is {-free:.1f} mm over")
    space = min(free / len(rows), 16.0)
    top = TOP
    for row, depth in zip(rows, depths, strict=True):
        items += _row(row, top + space / 2)
        top += depth + space
    return Page(WIDTH, HEIGHT, tuple(items), name=f"page{number}", folio=str(number), headings=(title,))


def _words(row: Row) -> SetText:
    return set_text(row.words, measure=17 * WORDS.size, style=WORDS)


def _depth(row: Row) -> float:
    words = _words(row)
    left = 13 + (words.extent + WORDS.size) / MM
    return max(left, *(5 + one.depth + 1.5 for one in row.samples)) + 3


def _row(row: Row, top: float) -> Iterator[Item]:
    yield rule(LEFT, top - 2.5, RIGHT - LEFT, 0.1, FAINT)
    yield line(row.name, LEFT, top, NAME)
    yield line(row.english, LEFT, top + 5.6, ENGLISH, FAINT)
    yield line(row.source, LEFT, top + 8.6, ENGLISH, ACCENT)
    yield text(_words(row), LEFT, top + 13)
    x = SAMPLES
    for one in row.samples:
        yield from drawn(one, x, top)
        x += one.width + GAP
    if x - GAP > RIGHT + 0.1:
        raise ValueError(f"{row.name}: the samples reach {x - GAP - RIGHT:.1f} mm beyond the page's matter")


def drawn(one: Sample, x: float, top: float) -> Iterator[Item]:
    """Yield a sample: its label, its texts, and the thin rules at the edges of the measure."""
    yield line(one.label, x, top, LABEL, ACCENT)
    top += 5
    if one.vertical:
        yield rule(x - 1, top, one.width + 2, 0.1, ACCENT)
        yield rule(x - 1, top + one.depth - 0.1, one.width + 2, 0.1, ACCENT)
        yield text(one.settings[0], x + one.width - one.settings[0].style.size * 0.8 / MM, top)
        return
    for edge in (x - 0.05, x + one.measure / MM - 0.05):
        yield rule(edge, top - 1, 0.1, one.depth + 2, ACCENT)
    top += one.rise
    for setting in one.settings:
        yield text(setting, x, top)
        top += (setting.extent + one.pitch) / MM
