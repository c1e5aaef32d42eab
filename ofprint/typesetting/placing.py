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
