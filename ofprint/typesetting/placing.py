"""Glyphs where they stand: a line's cells at their pens become placed glyphs, in points.

It stands apart because it is the last step, done only for lines whose glyphs are asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ofprint.fonts.face import Face
from ofprint.typesetting import ruby
from ofprint.typesetting.cells import Glyph
from ofprint.typesetting.paragraph import Paragraph
from ofprint.typesetting.style import TextStyle


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


class LevelLine(NamedTuple):
    """A line of one face, size and ink on one baseline, whose glyphs say themselves: most lines are."""

    face: Face
    size: float
    start: float
    """Where its first glyph stands, in points from the start of the measure."""
    ink: object | None
    glyphs: tuple[tuple[int, str], ...]
    """The id of each glyph, and its character, which is the one that the face's cmap gives the glyph."""
    moves: tuple[tuple[int, float], ...]
    """Glyphs that do not stand where the advance of those before brings them, with how much further they do, in
    thousandths of an em, to a tenth."""
    box: tuple[float, float, float, float] | None
    """The left, bottom, right and top of its ink, in points from the start of the measure and up from the baseline;
    ``None`` where it has none."""


_UNSEEN = 0.00005
"""Ems: less than half of what a tenth of a thousandth can say."""
_FAR = float("inf")


def level(paragraph: Paragraph, first: int, pens: Sequence[float], style: TextStyle) -> LevelLine | None:
    """Return a line as a level one, as `placed` would place it; ``None`` for one that is not."""
    if not pens or paragraph.dresses is not None or paragraph.shifts or paragraph.over or paragraph.dots:
        return None
    cells = paragraph.cells[first : first + len(pens)]
    if len(cells[0][2]) != 1:
        return None
    face, start = cells[0][2][0][0], pens[0] + cells[0][2][0][2]
    marks, size = face.marks, style.size
    glyphs: list[tuple[int, str]] = []
    moves: list[tuple[int, float]] = []
    left = bottom = _FAR
    right = top = -_FAR
    pen = start
    for cell, at in zip(cells, pens, strict=True):
        if len(cell[2]) != 1:
            return None
        of, gid, along, across, _, text, upright, vertical, scale, stretch = cell[2][0]
        if of is not face or across or not upright or vertical or scale != 1 or stretch != 1:
            return None
        advance, own_left, own_bottom, own_right, own_top, said = marks[gid]
        if said != text:
            return None
        place = at + along
        off = place - pen
        if (off >= _UNSEEN or off <= -_UNSEEN) and (move := round(off * 1000, 1)):
            moves.append((len(glyphs), move))
            pen += move / 1000
        pen += advance
        glyphs.append((gid, text))
        if own_right > own_left:
            if (reach := place + own_left) < left:  # comparisons, as this is done for every glyph set
                left = reach
            if (reach := place + own_right) > right:
                right = reach
            bottom = own_bottom if own_bottom < bottom else bottom
            top = own_top if own_top > top else top
    box = (left * size, bottom * size, right * size, top * size) if right > -_FAR else None
    return LevelLine(face, size, start * size, style.ink, tuple(glyphs), tuple(moves), box)


def placed(paragraph: Paragraph, first: int, pens: Sequence[float], style: TextStyle) -> tuple[PlacedGlyph, ...]:
    """Return the glyphs of a line whose cells from ``first`` on start at ``pens`` (ems)."""
    if paragraph.dresses is None and not paragraph.shifts:
        found = _plain(paragraph, first, pens, style)
    else:
        found = [glyph for at, pen in enumerate(pens, first) for glyph in _dressed(paragraph, at, pen, style)]
    if paragraph.over or paragraph.dots:
        found += _over(paragraph, first, pens, style)
    return tuple(found)


def _plain(paragraph: Paragraph, first: int, pens: Sequence[float], style: TextStyle) -> list[PlacedGlyph]:
    size, ink, new = style.size, style.ink, tuple.__new__
    return [
        new(
            PlacedGlyph,
            (face, gid, size * scale, (pen + along) * size, across * size, advance * size, text, upright,
             ink, None, vertical, stretch, "text"),
        )
        for cell, pen in zip(paragraph.cells[first : first + len(pens)], pens, strict=True)
        for face, gid, along, across, advance, text, upright, vertical, scale, stretch in cell[2]
    ]  # fmt: skip


def _dressed(paragraph: Paragraph, at: int, pen: float, style: TextStyle) -> Iterator[PlacedGlyph]:
    dress = paragraph.dresses[at] if paragraph.dresses else None
    size = style.size * (dress.size if dress else 1.0)
    ink = style.ink if dress is None or dress.ink is None else dress.ink
    start = (pen + paragraph.shifts.get(at, 0.0)) * style.size
    for glyph in paragraph.cells[at].glyphs:
        yield _glyph(glyph, start, 0.0, size)._replace(ink=ink, link=dress.link if dress else None)


def _over(paragraph: Paragraph, first: int, pens: Sequence[float], style: TextStyle) -> Iterator[PlacedGlyph]:
    unit = style.size
    for glyph, along, across, size, role in ruby.standing(paragraph, first, pens):
        found = _glyph(glyph, along * unit, across * unit, size * unit)
        yield found._replace(ink=style.ink, role=role)


def _glyph(glyph: Glyph, along: float, across: float, size: float) -> PlacedGlyph:
    return PlacedGlyph(
        glyph.face,
        glyph.gid,
        size * glyph.scale,
        along + glyph.along * size,
        across + glyph.across * size,
        glyph.advance * size,
        glyph.text,
        glyph.upright,
        None,
        None,
        glyph.vertical,
        glyph.stretch,
    )
