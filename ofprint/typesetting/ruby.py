"""Ruby and emphasis dots: what stands over a base, the room it takes, and where its glyphs stand.

It stands apart because JLREQ 3.3 is a chapter of its own. Lengths are ems of the text's size.

Mono ruby is centred on its character (3.3.5), group ruby spread over its base with half the inner
space at both ends (3.3.6). Jukugo ruby is set character by character where each reading fits its
own, else over the whole compound, and a line may then end only where both sides hold their readings
(3.3.7). Ruby longer than its base reaches over what Table 1 marks so (kana, blanks), by one ruby
character at most, alike on both sides; the base is spread by the rest (3.3.8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from ofprint.fonts.clusters import clusters
from ofprint.typesetting.cells import Cell, Glyph
from ofprint.typesetting.classes import CLASS_OF, kinds
from ofprint.typesetting.tables import matrix

if TYPE_CHECKING:
    from ofprint.typesetting.paragraph import Paragraph
    from ofprint.typesetting.style import TextStyle

_ENOUGH = 1e-6
_BASES = frozenset("あアーぁァ々ゝ漢a0α℃＋＝→")
"""Kinds that become cl-22 or cl-23 under ruby; marks and spaces in a base keep their own."""
_NO_DOTS = frozenset("（）｢｣()〈。｡.、､,・･：﹕:！! 　\u2002\xa0\u200b\u2060")
"""Kinds that take no emphasis dot (3.3.9)."""
_DOTS = {True: "﹅", False: "•"}
"""The emphasis dot of vertical and of horizontal setting (3.3.9)."""
_PLAIN_DOT = "・"


class Part(NamedTuple):
    """A reading that stays with its base: cells ``first`` to ``end - 1`` of the paragraph."""

    first: int
    end: int
    cells: tuple[Cell, ...]
    missing: tuple[str, ...] = ()
    """What of the reading no face has."""


class Over(NamedTuple):
    """What stands over a base; several parts where a line may end between them."""

    parts: tuple[Part, ...]
    size: float
    """The size of the ruby, in ems of the text's."""
    left: float = 0.0
    """How far it reaches over what stands before its base."""
    right: float = 0.0

    @property
    def first(self) -> int:
        """The first cell of the base."""
        return self.parts[0].first

    @property
    def end(self) -> int:
        """The cell before which the base ends."""
        return self.parts[-1].end


class Standing(NamedTuple):
    """A glyph over the text: where its cell starts along and across the line, and its size, in ems of the text's."""

    glyph: Glyph
    along: float
    across: float
    size: float
    role: Literal["ruby", "mark"]


def overs(paragraph: Paragraph, first: int, end: int, readings: Sequence[str]) -> list[Over]:
    """Return the readings over the cells ``first`` to ``end - 1``, made of cells but not yet given room."""
    size = paragraph.style.ruby_size * paragraph.scale(first)
    made = [_reading(paragraph.style, text) for text in readings]
    if len(readings) == 1 or len(readings) != end - first:
        cells = tuple(cell for own, _ in made for cell in own)
        lost = tuple(cluster for _, own in made for cluster in own)
        return [Over((Part(first, end, cells, lost),), size)] if end > first else []
    parts = [Part(first + at, first + at + 1, *own) for at, own in enumerate(made)]
    if all(_width(part.cells) * size <= _base(paragraph, part) + _ENOUGH for part in parts):
        return [Over((part,), size) for part in parts if part.cells]
    return [Over(tuple(parts), size)]


def _reading(style: TextStyle, text: str) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    """Return a reading's cells, and the clusters that no face has."""
    letters = kinds(text)
    kept = [at for at, kind in enumerate(letters) if kind != "\0"]
    parts = clusters("".join(text[at] for at in kept))
    cells = style.ruby_shaper.cells(parts, "".join(kinds(part[0]) for part in parts))
    lost = tuple(part for part, cell in zip(parts, cells, strict=False) if cell.missing)
    return tuple(cells), lost


def _width(cells: Sequence[Cell]) -> float:
    return sum(cell.advance for cell in cells)


def _base(paragraph: Paragraph, part: Part) -> float:
    return sum(paragraph.advances[part.first : part.end])


def marked(kinds_: str, found: Sequence[Over]) -> str:
    """Return a paragraph's kinds with the bases of ruby marked as cl-22 (``ル``) or cl-23 (``ジ``)."""
    letters = list(kinds_)
    for over in found:
        mark = "ジ" if len(over.parts) > 1 else "ル"
        for at in range(over.first, over.end):
            if letters[at] in _BASES:
                letters[at] = mark
    return "".join(letters)


def closed(paragraph: Paragraph, found: Sequence[Over]) -> Iterator[int]:
    """Yield the gaps inside bases in which no line may end."""
    for over in found:
        for part in over.parts:
            yield from range(part.first, part.end - 1)
        for cut in range(1, len(over.parts)):
            sides = (over.parts[:cut], over.parts[cut:])
            if any(_excess(paragraph, side, over.size) > _ENOUGH for side in sides):
                yield over.parts[cut].first - 1


def _excess(paragraph: Paragraph, parts: Sequence[Part], size: float) -> float:
    return sum(_width(part.cells) * size - _base(paragraph, part) for part in parts)


def give_room(paragraph: Paragraph, over: Over) -> Over:
    """Give a reading longer than its base its room: overhang first, then a spread base (3.3.8)."""
    excess = _excess(paragraph, over.parts, over.size)
    if excess <= _ENOUGH:
        return over
    left = min(excess / 2, _reach(paragraph, over.first - 1, over))
    right = min(excess / 2, _reach(paragraph, over.end, over))
    pad = (excess - left - right) / (over.end - over.first)
    for at in range(over.first, over.end):
        paragraph.advances[at] += pad
        paragraph.shifts[at] = paragraph.shifts.get(at, 0.0) + pad / 2
    if left:
        paragraph.heads[over.first] = left
        paragraph.fix_gap(over.first - 1)
    if right:
        paragraph.tails[over.end - 1] = right
        paragraph.fix_gap(over.end - 1)
    return over._replace(left=left, right=right)


def _reach(paragraph: Paragraph, neighbour: int, over: Over) -> float:
    """Return how far a reading may reach over a neighbouring cell, by Table 1's marks (B.2, notes 1, 7, 8)."""
    if not 0 <= neighbour < len(paragraph):
        return 0.0
    beside = CLASS_OF[paragraph.kinds[neighbour]]
    before = neighbour < over.first
    own = "23" if len(over.parts) > 1 else "22"
    cell = matrix("spacing")[(beside, own) if before else (own, beside)]
    if not cell.endswith("h"):
        return 0.0
    if cell.startswith("0"):
        return min(over.size, paragraph.advances[neighbour])
    gap = paragraph.gaps[neighbour if before else over.end - 1].natural
    return min(over.size if cell.startswith("1/2") else over.size / 2, gap)


def standing(paragraph: Paragraph, first: int, pens: Sequence[float]) -> list[Standing]:
    """Return what stands over a line whose cells from ``first`` on start at ``pens`` (ems)."""
    last = first + len(pens) - 1
    found: list[Standing] = []
    for over in paragraph.over_between(first, last):
        parts = [part for part in over.parts if first <= part.first and part.end - 1 <= last]
        if parts:
            found += _over_base(paragraph, over, parts, pens, first)
    for at, pen in enumerate(pens, first) if paragraph.dots else ():
        if at in paragraph.dots and paragraph.kinds[at] not in _NO_DOTS:
            found += _dotted(paragraph, at, pen)
    return found


def _over_base(
    paragraph: Paragraph, over: Over, parts: Sequence[Part], pens: Sequence[float], first: int
) -> list[Standing]:
    last = parts[-1].end - 1
    start = pens[parts[0].first - first] - (over.left if parts[0].first == over.first else 0.0)
    end = pens[last - first] + paragraph.advances[last] - paragraph.tracking
    end += over.right if last == over.end - 1 else 0.0
    cells = [cell for part in parts for cell in part.cells]
    pen, gap = _spread(cells, start, end, over.size, len(parts) == 1 and last == parts[0].first)
    across, found = _across(paragraph, parts[0].first, over.size), []
    for cell in cells:
        found += [Standing(glyph, pen, across, over.size, "ruby") for glyph in cell.glyphs]
        pen += cell.advance * over.size + gap
    return found


def _spread(cells: Sequence[Cell], start: float, end: float, size: float, is_mono: bool) -> tuple[float, float]:
    """Return where a reading starts over its base and the gap between its characters (3.3.5, 3.3.6)."""
    free = end - start - _width(cells) * size
    if free <= _ENOUGH or is_mono or any(cell.kind == "a" for cell in cells):
        return start + free / 2, 0.0
    head = min(free / len(cells) / 2, size)
    return start + head, (free - 2 * head) / (len(cells) - 1) if len(cells) > 1 else 0.0


def _across(paragraph: Paragraph, at: int, size: float) -> float:
    """Return how far from the line's baseline (centre line) the ruby's lies: its em box touches the base's."""
    base, style = paragraph.scale(at), paragraph.style
    if style.vertical:
        return -(base + size) / 2
    face = style.shaper.first
    return -(face.ascender * base - face.descender * size)


def _dotted(paragraph: Paragraph, at: int, pen: float) -> list[Standing]:
    size = paragraph.style.ruby_size * paragraph.scale(at)
    cell = dot(paragraph.style)
    middle = pen + (paragraph.advances[at] - paragraph.tracking) / 2
    across = _across(paragraph, at, size)
    full = sum(glyph.advance for glyph in cell.glyphs)
    return [
        Standing(glyph._replace(along=0.0, text=""), middle - full * size / 2, across, size, "mark")
        for glyph in cell.glyphs
    ]


def dot(style: TextStyle) -> Cell:
    """Return the emphasis dot of a style; a middle dot where no face has the proper one."""
    for character in (_DOTS[style.vertical], _PLAIN_DOT):
        cell = style.ruby_shaper.single(character)
        if not cell.missing:
            return cell
    return cell
