"""A paragraph made ready: its cells, the gaps between them and the running widths, all in ems.

It stands apart because this is what every breaking, fitting and justifying reads, and it depends on
neither size nor measure: a text that is fitted is prepared once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from operator import add

from ofprint.fonts.clusters import clusters, is_plain
from ofprint.typesetting import ruby, units
from ofprint.typesetting.cells import Cell
from ofprint.typesetting.classes import LATIN_KINDS, kinds, script
from ofprint.typesetting.kinsoku import TRIMMED
from ofprint.typesetting.markup import Dress, RichText
from ofprint.typesetting.spacing import TAIL, Gap
from ofprint.typesetting.style import TextStyle

_TABS = str.maketrans("\t", " ")
_SPACES = frozenset(TRIMMED)
_SPACED = re.compile(f"[{TRIMMED}]+")
_CLOSING = TRIMMED + '）｣)！!。｡.、､,：﹕:—〜"'
"""What does not count when a last line is asked whether it holds more than one character."""
_HANGING = frozenset("。、｡､")
_LETTERS = frozenset("漢アあ")
"""The scripts of letters between which a gap opens up with its neighbours."""
_SHORT, _SHAPES = 24, 4096
"""Up to so many cells a text is looked up by its kinds; so many sequences of kinds are remembered."""
_UNDER_RUBY = {"ル", "ジ"}
_KERNED = 1e-3
"""Ems under which kerning is not seen."""
_NOTHING = Gap(0.0, 0.0, False, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, False)


class Paragraph:
    """One paragraph: cells ``0`` to ``n - 1`` with what stands between, before and over them.

    ``style`` is the style it was made for; its size, leading and alignment are not used here.
    """

    cells: list[Cell]
    kinds: str
    """The kinds of the cells, one letter each."""
    advances: list[float]
    """How far each cell moves the pen, tracking included."""
    gaps: list[Gap]
    """What stands after each cell."""
    trimmed: dict[int, int]
    """Cell that a line may begin with after spaces → last cell with width before them."""

    def __init__(self, rich: RichText, style: TextStyle) -> None:
        self.rich = rich
        self.text = rich.text
        self.style = style
        self.tracking = style.tracking
        self.indices: list[int] | None = None
        """Where each cell begins in the text, and the text's end; ``None`` when every character is a cell."""
        self.dresses: list[Dress] | None = None
        """The dress of each cell; ``None`` when all are plain."""
        self.scales: list[float] | None = None
        """The size of each cell relative to the text's; ``None`` when all are of the text's."""
        self.penalties: dict[int, float] = {}
        """Cell → demerit of a line that begins with it."""
        self.heads: dict[int, float] = {}
        """Cell → room that its line needs before it when it begins a line (overhanging ruby)."""
        self.tails: dict[int, float] = {}
        """Cell → the same after it when it ends a line."""
        self.shifts: dict[int, float] = {}
        """Cell → how far its glyphs stand from its start (a base spread under long ruby)."""
        self.over: list[ruby.Over] = []
        self.dots: frozenset[int] = frozenset()
        """The cells with emphasis dots."""
        self._make_cells(rich)
        self._make_gaps(rich)
        self._add_up()

    def _add_up(self) -> None:
        if self.tracking:
            self.advances = [advance + self.tracking for advance in self.advances]
        self.steps: list[float] = list(map(add, self.advances, [gap[0] for gap in self.gaps]))
        self.positions: list[float] = [0.0, *accumulate(self.steps)]
        """Where each cell starts when all is set on one endless line with the default spaces."""

    def retracked(self, style: TextStyle) -> Paragraph:
        """Return the paragraph in a style that differs from its own in tracking alone."""
        if self.rich.runs or self.over:
            return Paragraph(self.rich, style)
        parts, letters = self._parts(self.text)
        cells = style.shaper.cells(parts, letters)
        if [cell[0] for cell in cells] != list(self.kinds.replace("〈", "〜")) or self.tails:
            return Paragraph(self.rich, style)
        found = object.__new__(Paragraph)
        found.__dict__.update(self.__dict__, style=style, tracking=style.tracking, cells=cells)
        found.__dict__.pop("least", None)
        found.advances = [cell[1] for cell in cells]
        found._add_up()
        return found

    def __len__(self) -> int:
        return len(self.cells)

    @cached_property
    def least(self) -> list[float]:
        """Where each cell starts when every space is shrunk as far as it may."""
        return [0.0, *accumulate([step - gap[1] for step, gap in zip(self.steps, self.gaps, strict=True)])]

    # -- cells ---------------------------------------------------------------------------------

    def _make_cells(self, rich: RichText) -> None:
        parts, letters = self._parts(rich.text)
        self.cells = self._dressed(parts, letters, rich) if rich.runs else self.style.shaper.cells(parts, letters)
        if len(self.cells) != len(parts):
            self._join_parts()
        self.kinds = "".join([cell[0] for cell in self.cells])
        self.advances = [cell[1] for cell in self.cells]
        if self.scales:
            self.advances = [advance * scale for advance, scale in zip(self.advances, self.scales, strict=True)]

    def _parts(self, text: str) -> tuple[Sequence[str], str]:
        """Return the text's grapheme clusters and their kinds, without what is dropped from drawing."""
        letters = kinds(text)
        if "\0" not in letters and "\t" not in text and is_plain(text):
            return text, letters
        kept: list[int] | None = None
        if "\t" in text:
            text = text.translate(_TABS)
        if "\0" in letters:
            kept = [at for at, kind in enumerate(letters) if kind != "\0"]
            text = "".join([text[at] for at in kept])
            letters = letters.replace("\0", "")
            kept.append(len(self.text))
        if is_plain(text):
            self.indices = kept
            return text, letters
        parts = clusters(text)
        starts = [0, *accumulate(map(len, parts))]
        self.indices = starts if kept is None else [kept[at] for at in starts]
        return parts, "".join([letters[at] for at in starts[:-1]])

    def _dressed(self, parts: Sequence[str], letters: str, rich: RichText) -> list[Cell]:
        found: list[Cell] = []
        dresses: list[Dress] = []
        for run in rich.runs:
            start, end = self._part_at(run.start, len(parts)), self._part_at(run.end, len(parts))
            if start >= end:
                continue
            shaper = self.style.bold_shaper if run.dress.bold else self.style.shaper
            make = shaper.tate_chu_yoko if run.dress.tcy else shaper.cells
            cells = make(parts[start:end], letters[start:end])
            found += cells
            dresses += [run.dress] * len(cells)
        self.dresses = dresses
        if any(dress.size != 1.0 for dress in dresses):
            self.scales = [dress.size for dress in dresses]
        return found

    def _join_parts(self) -> None:
        """Let the indices follow cells that hold several clusters (tate-chu-yoko)."""
        starts = [0, *accumulate([cell.parts for cell in self.cells])]
        self.indices = starts if self.indices is None else [self.indices[start] for start in starts]

    def _part_at(self, index: int, most: int) -> int:
        return min(index if self.indices is None else bisect_left(self.indices, index), most)

    def cell_at(self, index: int) -> int:
        """Return the first cell that begins at or after the text's character ``index``."""
        return self._part_at(index, len(self.cells))

    def index_of(self, cell: int) -> int:
        """Return where a cell begins in the text (the first at its start), its length for the cell after the last."""
        if cell == 0:
            return 0
        if cell >= len(self.cells):
            return len(self.text)
        return cell if self.indices is None else self.indices[cell]

    def scale(self, cell: int) -> float:
        """Return a cell's size relative to the text's."""
        return self.scales[cell] if self.scales and cell < len(self.scales) else 1.0

    # -- gaps ----------------------------------------------------------------------------------

    def _make_gaps(self, rich: RichText) -> None:
        closed = units.closed_gaps(rich.text, self.style.kinsoku)
        short = self.style.gaps.short if self._is_told_by_kinds(rich, closed) else None
        known = short.get(self.kinds) if short is not None else None
        if known is not None:
            self.gaps, self.trimmed = known
            return
        self._work_out_gaps(rich, closed)
        if short is not None and len(short) < _SHAPES:
            short[self.kinds] = self.gaps, self.trimmed

    def _is_told_by_kinds(self, rich: RichText, closed: set[int]) -> bool:
        """Return whether the gaps of a short text depend on its kinds alone: plain words without figures and signs."""
        letters = self.kinds
        if len(letters) > _SHORT or closed or rich.rubies or rich.dots or self.scales or "〜" in letters:
            return False
        return LATIN_KINDS.isdisjoint(letters) or rich.text.replace(" ", "").isalpha()

    def _work_out_gaps(self, rich: RichText, closed: set[int]) -> None:
        if self.indices is not None and closed:
            closed = {at for at in (self.cell_at(at + 1) - 1 for at in closed) if at >= 0}
        if "〜" in self.kinds:
            self._turn_waves()
            for at in units.ranges(rich.text):
                self.penalties[self.cell_at(at + 1)] = units.RANGE_DEMERIT
        if rich.rubies:
            self._mark_ruby(rich)
            closed.update(ruby.closed(self, self.over))
        table, letters = self.style.gaps, self.kinds
        self.gaps = gaps = [table[leading + trailing] for leading, trailing in pairwise(letters)]
        if not LATIN_KINDS.isdisjoint(letters):
            self._open_runs(gaps)
        for at in closed:
            if at < len(gaps):
                gaps[at] = self._kept_gap(at) if self._is_between_letters(at) else table.closed[letters[at : at + 2]]
                self.penalties.pop(at + 1, None)
        if letters:
            gaps.append(_NOTHING)
        self.trimmed = self._trim()
        if self.scales:
            self._scale_gaps(self.scales)
        self.over = [ruby.give_room(self, over) for over in self.over]
        if rich.dots:
            spans = [(self.cell_at(start), self.cell_at(end)) for start, end in rich.dots]
            self.dots = frozenset(at for start, end in spans for at in range(start, end))

    def _is_between_letters(self, at: int) -> bool:
        """Return whether kana or kanji stand on both sides of a gap: of what never parts, only these may open up.

        A base under group ruby does not (Table 6, note 6).
        """
        return not _UNDER_RUBY & set(self.kinds[at : at + 2]) and all(
            script(self.text[self.index_of(cell)]) in _LETTERS for cell in (at, at + 1)
        )

    def _kept_gap(self, at: int) -> Gap:
        """Return a gap that a house rule closes to breaks: it grows with its neighbours, as Table 6 has it."""
        return self.style.gaps[self.kinds[at : at + 2]]._replace(breaks=False)

    def _turn_waves(self) -> None:
        letters = list(self.kinds)
        for at in units.opening_waves(self.text):
            letters[self.cell_at(at)] = "〈"
        self.kinds = "".join(letters)

    def _mark_ruby(self, rich: RichText) -> None:
        for mark in rich.rubies:
            self.over += ruby.overs(self, self.cell_at(mark.start), self.cell_at(mark.end), mark.readings)
        self.over.sort()
        self.kinds = ruby.marked(self.kinds, self.over)

    def _open_runs(self, gaps: list[Gap]) -> None:
        """Close the gaps inside Latin runs; open those of addresses, compounds and outward brackets."""
        letters, table = self.kinds, self.style.gaps
        for start, end in units.latin_runs(letters):
            for at in range(start, end - 1):
                gaps[at] = table.closed[letters[at : at + 2]]
            for at in units.outward(letters[start:end]) if "(" in letters or ")" in letters else ():
                if 0 <= at < end - start - 1:
                    gaps[start + at] = table[letters[start + at : start + at + 2]]
            for at, demerit in self._openings(start, end):
                gaps[at] = gaps[at]._replace(breaks=True)
                self.penalties[at + 1] = demerit
                kerned = _kerned_away(self.cells[at])
                if kerned:
                    self.tails[at] = kerned * self.scale(at)

    def _openings(self, start: int, end: int) -> list[tuple[int, float]]:
        first = self.index_of(start)
        run = self.text[first : self.index_of(end)]
        if len(run) != end - start or run.isalpha():
            return []
        return [(start + at, demerit) for at, demerit in units.openings(run, self.text[first - 1 : first])]

    def _trim(self) -> dict[int, int]:
        """Return cell → last cell with width before it, for the cells that a line may begin with after spaces.

        A line ends after all the spaces, and not where only an opening mark, or nothing, stands before them.
        """
        trimmed: dict[int, int] = {}
        letters, gaps = self.kinds, self.gaps
        for match in () if _SPACES.isdisjoint(letters) else _SPACED.finditer(letters):
            start, end = match.span()
            stays = start == 0 or letters[start - 1] in "（｢(〈"
            for at in range(start, end if stays else end - 1):
                gaps[at] = gaps[at]._replace(breaks=False)
            if start:
                trimmed[end] = start - 1
        return trimmed

    def _scale_gaps(self, scales: list[float]) -> None:
        for at, (leading, trailing) in enumerate(pairwise(scales)):
            if leading != 1.0 or trailing != 1.0:
                self.gaps[at] = _scaled(self.gaps[at], leading, trailing)

    def fix_gap(self, at: int) -> None:
        """Keep a gap from shrinking, because ruby reaches over it."""
        self.gaps[at] = self.gaps[at]._replace(shrinks=0.0, word=0.0, dot=0.0, blank=0.0, aki=0.0)

    @property
    def lacks_glyphs(self) -> bool:
        """Whether a cell has no face."""
        if self.dresses is None and not self.style.shaper.lost:
            return False
        return True in [cell[4] for cell in self.cells]

    def missing(self) -> list[tuple[str, int]]:
        """Return (cluster, index in the text) of what no face has; a reading's stands at its base."""
        found = [
            (self.text[self.index_of(at) : self.index_of(at + 1)], self.index_of(at))
            for at, cell in enumerate(self.cells)
            if cell.missing
        ]
        for over in self.over:
            for part in over.parts:
                found += [(cluster, self.index_of(part.first)) for cluster in part.missing]
        return found

    # -- lines ---------------------------------------------------------------------------------

    def over_between(self, first: int, last: int) -> list[ruby.Over]:
        """Return the readings over the cells ``first`` to ``last``, wholly or in part."""
        start = bisect_left(self.over, first, key=lambda over: over.end - 1)
        end = bisect_left(self.over, last + 1, key=lambda over: over.first)
        return self.over[start:end]

    def last_drawn(self, end: int) -> int:
        """Return the last cell with width of a line that ends before cell ``end``."""
        return self.trimmed.get(end, end - 1)

    def tail(self, cell: int) -> float:
        """Return the blank that stands after a cell at a line end, ems (Table 1, last column)."""
        blank = TAIL.get(self.kinds[cell], 0.0)
        return blank * self.scales[cell] if blank and self.scales else blank

    def hangs(self, cell: int) -> float:
        """Return how much of a cell may hang beyond the measure, blank included (burasage: 、。，． alone)."""
        return self.advances[cell] + self.tail(cell) if self.kinds[cell] in _HANGING else 0.0

    def last_content(self) -> int:
        """Return the last cell that is neither space nor closing mark: a last line from here on is a single one."""
        return max(0, len(self.kinds.rstrip(_CLOSING)) - 1)

    def least_width(self) -> float:
        """Return the width in one line with default spaces, the blank at its end dropped, in ems."""
        end = len(self.cells)
        natural = self.natural(0, end)
        return natural - self.tail(self.last_drawn(end)) if natural else 0.0

    def natural(self, first: int, end: int) -> float:
        """Return the width of the line of cells ``first`` to ``end - 1`` with default spaces, in ems."""
        last = self.trimmed.get(end, end - 1)
        if last < first:
            return 0.0
        width = self.positions[last] - self.positions[first] + self.advances[last] - self.tracking + self.tail(last)
        if self.heads or self.tails:
            width += self.heads.get(first, 0.0) + self.tails.get(last, 0.0)
        return width


def _kerned_away(cell: Cell) -> float:
    """Return how much narrower kerning made a Latin cell than its glyph is; at a line end it is as wide as that."""
    if not cell.glyphs:
        return 0.0
    glyph = cell.glyphs[-1]
    away = glyph.face.advance(glyph.gid) - glyph.advance
    return away if abs(away) > _KERNED else 0.0


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
