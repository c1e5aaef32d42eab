"""What stands between the cells of a paragraph: gaps by kinds, opened and closed by what the text says.

It stands apart from `paragraph` because pairs of kinds, runs that never part, addresses, spaces at line
ends, waves, ruby and sizes meet here, in this order, and nowhere else.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ofprint.typesetting import ruby, units
from ofprint.typesetting.cells import Cell
from ofprint.typesetting.classes import LATIN_KINDS, script
from ofprint.typesetting.kinsoku import TRIMMED
from ofprint.typesetting.markup import RichText
from ofprint.typesetting.spacing import Gap

if TYPE_CHECKING:
    from ofprint.typesetting.paragraph import Paragraph

_SPACES = frozenset(TRIMMED)
_SPACED = re.compile(f"[{TRIMMED}]+")
_LETTERS = frozenset("漢アあ")
"""The scripts of letters between which a gap opens up with its neighbours."""
_SHORT, _SHAPES = 24, 4096
"""Up to so many cells a text is looked up by its kinds; so many sequences of kinds are remembered."""
_UNDER_RUBY = {"ル", "ジ"}
_KERNED = 1e-3
"""Ems under which kerning is not seen."""
_NOTHING = Gap(0.0, 0.0, False, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, False)


def make_gaps(paragraph: Paragraph, rich: RichText) -> None:
    """Give a paragraph whose cells are made its gaps, its trimmed spaces, its demerits and its readings' room."""
    closed = units.closed_gaps(rich.text, paragraph.style.kinsoku)
    short = paragraph.style.gaps.short if _is_told_by_kinds(paragraph, rich, closed) else None
    known = short.get(paragraph.kinds) if short is not None else None
    if known is not None:
        paragraph.gaps, paragraph.trimmed = known
        return
    _work_out(paragraph, rich, closed)
    if short is not None and len(short) < _SHAPES:
        short[paragraph.kinds] = paragraph.gaps, paragraph.trimmed


def _is_told_by_kinds(paragraph: Paragraph, rich: RichText, closed: set[int]) -> bool:
    """Return whether the gaps of a short text depend on its kinds alone: plain words without figures and signs."""
    letters = paragraph.kinds
    if len(letters) > _SHORT or closed or rich.rubies or rich.dots or paragraph.scales or "〜" in letters:
        return False
    return LATIN_KINDS.isdisjoint(letters) or rich.text.replace(" ", "").isalpha()


def _work_out(paragraph: Paragraph, rich: RichText, closed: set[int]) -> None:
    if paragraph.indices is not None and closed:
        closed = {at for at in (paragraph.cell_at(at + 1) - 1 for at in closed) if at >= 0}
    if "〜" in paragraph.kinds:
        _turn_waves(paragraph)
    if rich.rubies:
        _mark_ruby(paragraph, rich)
        closed.update(ruby.closed(paragraph, paragraph.over))
    table, letters = paragraph.style.gaps, paragraph.kinds
    paragraph.gaps = gaps = [table[leading + trailing] for leading, trailing in pairwise(letters)]
    if not LATIN_KINDS.isdisjoint(letters):
        _open_runs(paragraph)
    for at in closed:
        if at < len(gaps):
            gaps[at] = _closed(paragraph, at)
            paragraph.penalties.pop(at + 1, None)
    if letters:
        gaps.append(_NOTHING)
    paragraph.trimmed = _trimmed(paragraph)
    if paragraph.scales:
        _scale(paragraph, paragraph.scales)
    paragraph.over = [ruby.give_room(paragraph, over) for over in paragraph.over]
    if rich.dots:
        spans = [(paragraph.cell_at(start), paragraph.cell_at(end)) for start, end in rich.dots]
        paragraph.dots = frozenset(at for start, end in spans for at in range(start, end))


def _closed(paragraph: Paragraph, at: int) -> Gap:
    """Return a gap in which no line may end.

    Between kana and kanji that a house rule keeps together (a name and its 氏) it still grows with its neighbours, as
    Table 6 has it; inside figures, Latin words, dashes and under group ruby (Table 6, note 6) it does not.
    """
    table, pair = paragraph.style.gaps, paragraph.kinds[at : at + 2]
    scripts = {script(paragraph.text[paragraph.index_of(cell)]) for cell in (at, at + 1)}
    if scripts <= _LETTERS and _UNDER_RUBY.isdisjoint(pair):
        return table[pair]._replace(breaks=False)
    return table.closed[pair]


def _turn_waves(paragraph: Paragraph) -> None:
    letters = list(paragraph.kinds)
    for at in units.opening_waves(paragraph.text):
        letters[paragraph.cell_at(at)] = "〈"
    paragraph.kinds = "".join(letters)
    for at in units.ranges(paragraph.text):
        paragraph.penalties[paragraph.cell_at(at + 1)] = units.RANGE_DEMERIT


def _mark_ruby(paragraph: Paragraph, rich: RichText) -> None:
    for mark in rich.rubies:
        first, end = paragraph.cell_at(mark.start), paragraph.cell_at(mark.end)
        paragraph.over += ruby.overs(paragraph, first, end, mark.readings)
    paragraph.over.sort()
    paragraph.kinds = ruby.marked(paragraph.kinds, paragraph.over)


def _open_runs(paragraph: Paragraph) -> None:
    """Close the gaps inside Latin runs; open those of addresses, compounds and outward brackets."""
    letters, table, gaps = paragraph.kinds, paragraph.style.gaps, paragraph.gaps
    for start, end in units.latin_runs(letters):
        for at in range(start, end - 1):
            gaps[at] = table.closed[letters[at : at + 2]]
        for at in units.outward(letters[start:end]) if "(" in letters or ")" in letters else ():
            if 0 <= at < end - start - 1:
                gaps[start + at] = table[letters[start + at : start + at + 2]]
        for at, demerit in _openings(paragraph, start, end):
            gaps[at] = gaps[at]._replace(breaks=True)
            paragraph.penalties[at + 1] = demerit
            kerned = _kerned_away(paragraph.cells[at])
            if kerned:
                paragraph.tails[at] = kerned * paragraph.scale(at)


def _openings(paragraph: Paragraph, start: int, end: int) -> list[tuple[int, float]]:
    first = paragraph.index_of(start)
    run = paragraph.text[first : paragraph.index_of(end)]
    if len(run) != end - start or run.isalpha():
        return []
    return [(start + at, demerit) for at, demerit in units.openings(run, paragraph.text[first - 1 : first])]


def _kerned_away(cell: Cell) -> float:
    """Return how much narrower kerning made a Latin cell than its glyph is; at a line end it is as wide as that."""
    if not cell.glyphs:
        return 0.0
    glyph = cell.glyphs[-1]
    away = glyph.face.advance(glyph.gid) - glyph.advance
    return away if abs(away) > _KERNED else 0.0


def _trimmed(paragraph: Paragraph) -> dict[int, int]:
    """Return cell → last cell with width before it, for the cells that a line may begin with after spaces.

    A line ends after all the spaces, and not where only an opening mark, or nothing, stands before them.
    """
    trimmed: dict[int, int] = {}
    letters, gaps = paragraph.kinds, paragraph.gaps
    for match in () if _SPACES.isdisjoint(letters) else _SPACED.finditer(letters):
        start, end = match.span()
        stays = start == 0 or letters[start - 1] in "（｢(〈"
        for at in range(start, end if stays else end - 1):
            gaps[at] = gaps[at]._replace(breaks=False)
        if start:
            trimmed[end] = start - 1
    return trimmed


def _scale(paragraph: Paragraph, scales: list[float]) -> None:
    for at, (leading, trailing) in enumerate(pairwise(scales)):
        if leading != 1.0 or trailing != 1.0:
            paragraph.gaps[at] = _scaled(paragraph.gaps[at], leading, trailing)


def _scaled(gap: Gap, leading: float, trailing: float) -> Gap:
    """Return a gap between characters of other sizes than the text's: each space in its owner's size."""
    natural = gap.of_leading * leading + gap.of_trailing * trailing
    factor = natural / gap.natural if gap.natural else (leading + trailing) / 2
    return gap._replace(
        natural=natural,
        shrinks=gap.shrinks * factor,
        word=gap.word * factor,
        dot=gap.dot * factor,
        blank=gap.blank * factor,
        aki=gap.aki * factor,
        grows_word=gap.grows_word * factor,
        grows_aki=gap.grows_aki * factor,
        grows_other=gap.grows_other * factor,
        of_leading=gap.of_leading * leading,
        of_trailing=gap.of_trailing * trailing,
    )
