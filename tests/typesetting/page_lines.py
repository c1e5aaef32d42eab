"""Lines and paragraphs of a finished page, put together from where its glyphs stand.

A paragraph is told from its neighbours by its words: the texts that went in are looked for in the glyphs in the order
of the file, and where a text is found, its lines are what the glyphs' places say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from glyph_reader import Glyph, Point

_CLOSEST = 1.1
"""Ems by which a glyph's box may reach back over the one before it: 、「 with both blanks gone share an em."""
_WIDEST = 5.0
"""Ems of the widest gap inside a line: a line of two words may be opened up so far."""


@dataclass
class Line:
    """Glyphs one after another in one direction."""

    way: Point
    size: float
    across: float
    """Where the middle of its em boxes lies, along the way to the next line."""
    page: int
    glyphs: list[Glyph] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    def add(self, glyph: Glyph, start: float, end: float) -> None:
        """Add a glyph that stands between two places along the line."""
        self.glyphs.append(glyph)
        self.starts.append(start)
        self.ends.append(end)


def _next_way(way: Point) -> Point:
    """Return the direction in which the lines of text set along ``way`` follow: down, or to the left."""
    return (way[1], -way[0])


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1]


def lines(found: Iterable[Glyph]) -> list[Line]:
    """Return the lines that glyphs in the order of their file make; readings over a line and dots are left out."""
    done: list[Line] = []
    for glyph in found:
        if not (done and (_continues(done[-1], glyph) or _stands_over(done[-1], glyph))):
            done.append(_begun(glyph))
    return done


def _begun(glyph: Glyph) -> Line:
    line = Line(glyph.way, glyph.size, _dot(glyph.centre, _next_way(glyph.way)), glyph.page)
    start = glyph.along(glyph.way)
    line.add(glyph, start, start + glyph.advance)
    return line


def _continues(line: Line, glyph: Glyph) -> bool:
    """Add a glyph to a line if it stands on it, after its last; return whether it does."""
    if glyph.page != line.page:
        return False
    if _dot(line.way, glyph.way) > 0.99:
        start, end = glyph.along(line.way), glyph.along(line.way) + glyph.advance
        off = abs(_dot(glyph.centre, _next_way(line.way)) - line.across)
        if off < 0.35 * line.size and -_CLOSEST * line.size < start - line.ends[-1] < _WIDEST * line.size:
            line.add(glyph, start, end)
            line.size = max(line.size, glyph.size)
            return True
        return _stacks(line, glyph)
    return _is_beside(line, glyph) or _turns(line, glyph)


def _stacks(line: Line, glyph: Glyph) -> bool:
    """Make two digits, one upright under the other, the head of a column: a figure of three digits or more."""
    above = line.glyphs[0]
    if len(line.glyphs) > 1 or line.way[0] < 0.99 or not (above.text.isdigit() and glyph.text.isdigit()):
        return False
    deep = (above.centre[1] - glyph.centre[1]) / glyph.size
    middles = [one.origin[0] + one.advance / 2 for one in (above, glyph)]
    if abs(middles[0] - middles[1]) > 0.1 * glyph.size or not 0.8 < deep < 1.1:
        return False
    line.way = (0.0, -1.0)
    line.across = -middles[0]
    line.starts, line.ends = [-above.centre[1] - above.size / 2], [-above.centre[1] + above.size / 2]
    line.add(glyph, -glyph.centre[1] - glyph.size / 2, -glyph.centre[1] + glyph.size / 2)
    return True


def _is_beside(line: Line, glyph: Glyph) -> bool:
    """Add an upright glyph of tate-chu-yoko to a column."""
    if not abs(_dot(line.way, glyph.way)) < 0.01 or glyph.down or line.way[1] > -0.99:
        return False
    middle = _dot(glyph.centre, line.way)
    off = abs(_dot(glyph.centre, _next_way(line.way)) - line.across)
    if off > 0.7 * line.size or not -0.6 * line.size < middle - line.ends[-1] < _WIDEST * line.size:
        return False
    line.add(glyph, middle - line.size / 2, middle + line.size / 2)
    return True


def _turns(line: Line, glyph: Glyph) -> bool:
    """Make a line of up to three upright glyphs the head of the column that goes on under it."""
    if len(line.glyphs) > 3 or glyph.way[1] > -0.99 or line.way[0] < 0.99:
        return False
    middle = sum(line.starts[:1] + line.ends[-1:]) / 2
    centre = (middle, line.glyphs[0].centre[1])
    way, start = glyph.way, glyph.along(glyph.way)
    off = abs(_dot(centre, _next_way(way)) - _dot(glyph.centre, _next_way(way)))
    height = _dot(centre, way)
    if off > 0.3 * glyph.size or not 0.2 * glyph.size < start - height < 1.5 * glyph.size:
        return False
    line.way, line.size, line.across = way, glyph.size, _dot(glyph.centre, _next_way(way))
    line.starts = [height - glyph.size / 2] * len(line.glyphs)
    line.ends = [height + glyph.size / 2] * len(line.glyphs)
    line.add(glyph, start, start + glyph.advance)
    return True


def _stands_over(line: Line, glyph: Glyph) -> bool:
    """Return whether a glyph is of a reading or a dot over a line."""
    if glyph.size > 0.7 * line.size or glyph.page != line.page or _dot(line.way, glyph.way) < 0.99:
        return False
    rise = line.across - _dot(glyph.centre, _next_way(line.way))
    inside = line.starts[0] - line.size <= glyph.along(line.way) <= line.ends[-1] + line.size
    return 0.5 * line.size < rise < 1.3 * line.size and inside


@dataclass
class Part:
    """A line of a paragraph: those of its glyphs that are the paragraph's."""

    line: Line
    first: int
    end: int

    @property
    def text(self) -> str:
        """What it says, without spaces."""
        return "".join(glyph.text for glyph in self.glyphs if not glyph.text.isspace())

    @property
    def glyphs(self) -> list[Glyph]:
        """Its glyphs, spaces included."""
        return self.line.glyphs[self.first : self.end]

    @property
    def shown(self) -> list[int]:
        """The places of its characters among the line's glyphs."""
        return [at for at in range(self.first, self.end) if not self.line.glyphs[at].text.isspace()]

    @property
    def ends_its_line(self) -> bool:
        """Whether nothing stands after it on its line."""
        return self.end == len(self.line.glyphs)

    @property
    def start(self) -> float:
        """Where its first character begins, along the line."""
        return self.line.starts[self.shown[0]]

    @property
    def stop(self) -> float:
        """Where its last character's advance ends."""
        return self.line.ends[self.shown[-1]]


@dataclass
class Paragraph:
    """A text as it was found on the pages: its lines in order."""

    text: str
    """What went in, spaces included."""
    parts: list[Part]

    def cuts(self) -> Iterator[int]:
        """Yield where lines end: how many characters of the text, spaces included, stand before the next line's."""
        places = [at for at, letter in enumerate(self.text) if squeezed(letter)]
        count = 0
        for part in self.parts[:-1]:
            count += len(part.text)
            yield places[count]

    def columns(self) -> list[list[Part]]:
        """Return its lines column by column: a new one begins where a line does not follow under the one before."""
        found: list[list[Part]] = []
        for part in self.parts:
            before = found[-1][-1] if found else None
            if before and part.line.page == before.line.page:
                pitch = (part.line.across - before.line.across) / before.line.size
                beside = abs(part.start - before.start) / before.line.size
                if 0.9 < pitch < 3.5 and beside < 20:
                    found[-1].append(part)
                    continue
            found.append([part])
        return found


def squeezed(text: str) -> str:
    """Return a text without what is not seen: spaces and controls."""
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())


def paragraphs(made: Sequence[Line], texts: Iterable[str]) -> list[Paragraph]:
    """Return where texts stand among lines: every occurrence of each, but those inside a longer one's."""
    places = [
        (number, at) for number, line in enumerate(made) for at, glyph in enumerate(line.glyphs)
        for _ in squeezed(glyph.text)
    ]  # fmt: skip
    stream = "".join(squeezed(glyph.text) for line in made for glyph in line.glyphs)
    found, taken = [], bytearray(len(stream))
    for text in sorted(dict.fromkeys(texts), key=len, reverse=True):
        seen = squeezed(text)
        start = stream.find(seen) if seen else -1
        while start >= 0:
            end = start + len(seen)
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * len(seen)
                found.append(Paragraph(text, _parts(made, places[start:end])))
            start = stream.find(seen, end)
    return found


def _parts(made: Sequence[Line], places: Sequence[tuple[int, int]]) -> list[Part]:
    spans: dict[int, list[int]] = {}
    for number, at in places:
        spans.setdefault(number, []).append(at)
    return [Part(made[number], own[0], own[-1] + 1) for number, own in spans.items()]


def is_under(before: Line, after: Line) -> bool:
    """Return whether a line stands right under another, in its size and at its head."""
    if before.page != after.page or _dot(before.way, after.way) < 0.99 or abs(before.size - after.size) > 0.01:
        return False
    pitch, beside = (after.across - before.across) / before.size, (after.starts[0] - before.starts[0]) / before.size
    return 0.9 < pitch < 2.6 and abs(beside) < 0.6
