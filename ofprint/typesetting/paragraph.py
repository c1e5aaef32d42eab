"""A paragraph made ready: its cells, the gaps between them and the running widths, all in ems.

It stands apart because this is what every breaking, fitting and justifying reads, and it depends on
neither size nor measure: a text that is fitted is prepared once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import add

from ofprint.fonts.clusters import clusters, is_plain
from ofprint.typesetting import units
from ofprint.typesetting.cells import Cell
from ofprint.typesetting.classes import kinds
from ofprint.typesetting.kinsoku import TRIMMED
from ofprint.typesetting.markup import PLAIN, Dress, RichText
from ofprint.typesetting.ruby import Over, laid_over
from ofprint.typesetting.spacing import TAIL, Gap
from ofprint.typesetting.style import TextStyle

_TABS = str.maketrans("\t", " ")
_SPACED = re.compile(f"[{TRIMMED}]+")
_AFTER_OPENING = re.compile(f"(?:^|[（｢(〈])[{TRIMMED}]+")
_CLOSING = TRIMMED + "）｣)！!。｡.、､,：﹕:—〜\""
"""What does not count when a last line is asked whether it holds more than one character."""
_NOTHING = Gap(0.0, 0.0, False, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, False)
IDEOGRAPHIC_SPACE_DEMERIT = 25.0
"""What it costs, in em² of looseness, to begin a line with an ideographic space (Table 2 allows it)."""


class Paragraph:
    """One paragraph: cells ``0`` to ``n - 1`` with what stands between, before and over them.

    ``positions[k]`` is where cell ``k`` starts when all is set solid on one endless line with the
    default spaces, ``least[k]`` the same with every space shrunk as far as it may.
    """

    __slots__ = (
        "advances", "cells", "dots", "dresses", "gaps", "heads", "indices", "kinds", "least", "over",
        "penalties", "positions", "scales", "style", "tails", "text", "tracking", "trimmed",
    )  # fmt: skip

    def __init__(self, rich: RichText, style: TextStyle) -> None:
        self.text = rich.text
        self.style = style
        self.tracking = style.tracking
        self.penalties: dict[int, float] = {}
        """Cell → demerit of a line that begins with it."""
        self._make_cells(rich)
        self._make_gaps(rich)
        self._lay_over(rich)
        self._measure()

    def __len__(self) -> int:
        return len(self.cells)

    # -- cells ---------------------------------------------------------------------------------

    def _make_cells(self, rich: RichText) -> None:
        drawn, by_character = rich.text.translate(_TABS) if "\t" in rich.text else rich.text, kinds(rich.text)
        kept: list[int] | None = None
        if "\0" in by_character:
            kept = [at for at, kind in enumerate(by_character) if kind != "\0"]
            drawn = "".join([drawn[at] for at in kept])
            by_character = by_character.replace("\0", "")
        parts: Sequence[str] = drawn
        indices: list[int] | None = None
        if not is_plain(drawn):
            parts = clusters(drawn)
            indices = [0, *accumulate(map(len, parts))]
            by_character = "".join([by_character[at] for at in indices[:-1]])
        if kept is not None:
            kept.append(len(rich.text))
            indices = [kept[at] for at in indices] if indices is not None else kept
        self.indices = indices
        """Where each cell begins in the text, and the text's end; ``None`` when every character is a cell."""
        self.dresses: list[Dress] | None = None
        self.scales: list[float] | None = None
        self.cells = self._dressed_cells(parts, by_character, rich) if rich.runs else self._plain(parts, by_character)
        self._join_parts(len(parts))
        self.kinds = "".join([cell.kind for cell in self.cells])
        self.advances = [cell.advance for cell in self.cells]
        if self.scales:
            self.advances = [advance * scale for advance, scale in zip(self.advances, self.scales, strict=True)]

    def _plain(self, parts: Sequence[str], by_character: str) -> list[Cell]:
        return self.style.shaper.cells(parts, by_character)

    def _dressed_cells(self, parts: Sequence[str], by_character: str, rich: RichText) -> list[Cell]:
        found: list[Cell] = []
        dresses: list[Dress] = []
        for run in rich.runs:
            start, end = self.cell_at(run.start, len(parts)), self.cell_at(run.end, len(parts))
            if start >= end:
                continue
            shaper = self.style.bold_shaper if run.dress.bold else self.style.shaper
            if run.dress.tcy and self.style.vertical:
                cells = [shaper.together(parts[start:end])]
            else:
                cells = shaper.cells(parts[start:end], by_character[start:end])
            found += cells
            dresses += [run.dress] * len(cells)
        self.dresses = dresses
        if any(dress.size != 1.0 for dress in dresses):
            self.scales = [dress.size for dress in dresses]
        return found

    def _join_parts(self, parts: int) -> None:
        """Let the indices follow cells that hold several clusters (tate-chu-yoko)."""
        if len(self.cells) == parts:
            return
        starts = [0, *accumulate([cell.parts for cell in self.cells])]
        self.indices = starts if self.indices is None else [self.indices[start] for start in starts]

    def cell_at(self, index: int, most: int) -> int:
        """Return the cell in which the text's character ``index`` stands (``most`` at its end)."""
        if self.indices is None:
            return min(index, most)
        from bisect import bisect_left

        return min(bisect_left(self.indices, index), most)

    def index_of(self, cell: int) -> int:
        """Return where a cell begins in the text."""
        if self.indices is None:
            return cell
        return self.indices[cell] if cell else 0

    # -- gaps ----------------------------------------------------------------------------------

    def _make_gaps(self, rich: RichText) -> None:
        self._turn_waves()
        table, letters = self.style.gaps, self.kinds
        closed = self._closed_gaps(rich)
        gaps = [table[leading + trailing] for leading, trailing in zip(letters, letters[1:], strict=False)]
        for at in closed:
            gaps[at] = table.closed[letters[at : at + 2]]
        self._open_runs(gaps)
        if letters:
            gaps.append(_NOTHING)
        self.gaps = gaps
        self.trimmed = self._trim()
        if self.scales:
            self._scale_gaps()

    def _turn_waves(self) -> None:
        if "〜" not in self.kinds:
            return
        letters = list(self.kinds)
        for at in units.opening_waves(self.text):
            letters[self.cell_at(at, len(letters) - 1)] = "〈"
        self.kinds = "".join(letters)

    def _closed_gaps(self, rich: RichText) -> set[int]:
        closed = units.closed_gaps(self.text, self.style.kinsoku)
        for ruby in rich.rubies:
            if ruby.kind != "jukugo":
                closed.update(range(ruby.start, ruby.end - 1))
        last = len(self.kinds) - 1
        if self.indices is not None:
            closed = {self.cell_at(at + 1, last + 1) - 1 for at in closed}
        for match in _AFTER_OPENING.finditer(self.kinds):
            closed.update(range(match.start(), match.end()))
        return {at for at in closed if 0 <= at < last}

    def _open_runs(self, gaps: list[Gap]) -> None:
        """Close the gaps inside Latin runs and open those of addresses and compounds."""
        table = self.style.gaps
        for start, end in units.latin_runs(self.kinds):
            for at in range(start, end - 1):
                gaps[at] = table.closed[self.kinds[at : at + 2]]
            for at, demerit in self._openings(start, end):
                gaps[at] = gaps[at]._replace(breaks=True)
                self.penalties[at + 1] = demerit

    def _openings(self, start: int, end: int) -> list[tuple[int, float]]:
        run = self.text[self.index_of(start) : self.index_of(end) if end < len(self.cells) else None]
        if self.indices is not None and len(run) != end - start:
            return []
        return [(start + at, demerit) for at, demerit in units.openings(run)]

    def _trim(self) -> dict[int, int]:
        """Return cell → last cell with width before it, for the cells that a line may begin with after spaces."""
        trimmed: dict[int, int] = {}
        letters, gaps = self.kinds, self.gaps
        for match in _SPACED.finditer(letters):
            start, end = match.span()
            for at in range(start, end - 1):
                gaps[at] = gaps[at]._replace(breaks=False)
            if start:
                trimmed[end] = start - 1
                if letters[start] == "　":
                    self.penalties[start] = IDEOGRAPHIC_SPACE_DEMERIT
        return trimmed

    def _scale_gaps(self) -> None:
        scales = self.scales or []
        for at, (leading, trailing) in enumerate(zip(scales, scales[1:], strict=False)):
            if leading != 1.0 or trailing != 1.0:
                self.gaps[at] = _scaled(self.gaps[at], leading, trailing)

    # -- what stands over ----------------------------------------------------------------------

    def _lay_over(self, rich: RichText) -> None:
        self.over: list[Over] = []
        self.dots: list[tuple[int, int]] = []
        self.heads: dict[int, float] = {}
        """Cell → room that its line needs before it when it begins a line (overhanging ruby)."""
        self.tails: dict[int, float] = {}
        """Cell → the same after it when it ends a line."""
        most = len(self.cells)
        self.dots = [(self.cell_at(start, most), self.cell_at(end, most)) for start, end in rich.dots]
        for ruby in rich.rubies:
            self.over += laid_over(self, ruby)

    # -- widths --------------------------------------------------------------------------------

    def _measure(self) -> None:
        if self.tracking:
            self.advances = [advance + self.tracking for advance in self.advances]
        naturals = [gap[0] for gap in self.gaps]
        steps = list(map(add, self.advances, naturals))
        self.positions = [0.0, *accumulate(steps)]
        self.least = [0.0, *accumulate([step - gap[1] for step, gap in zip(steps, self.gaps, strict=True)])]

    def last_drawn(self, end: int) -> int:
        """Return the last cell with width of a line that ends before cell ``end``."""
        return self.trimmed.get(end, end - 1)

    def tail(self, cell: int) -> float:
        """Return the blank that stands after a cell at a line end, ems (Table 1, last column)."""
        blank = TAIL.get(self.kinds[cell], 0.0)
        return blank * self.scales[cell] if blank and self.scales else blank

    def hangs(self, cell: int) -> float:
        """Return how much of a cell may hang beyond the measure, blank included (burasage: 、。，． alone)."""
        return self.advances[cell] + self.tail(cell) if self.kinds[cell] in "。、｡､" else 0.0

    def last_content(self) -> int:
        """Return the last cell that is neither space nor closing mark: a last line from here on is a single one."""
        return max(0, len(self.kinds.rstrip(_CLOSING)) - 1)

    def natural(self, first: int, end: int) -> float:
        """Return the width of the line of cells ``first`` to ``end - 1`` with default spaces, in ems."""
        last = self.last_drawn(end)
        if last < first:
            return 0.0
        width = self.positions[last] + self.advances[last] - self.tracking - self.positions[first]
        return width + self.tail(last) + self.heads.get(first, 0.0) + self.tails.get(last, 0.0)


def _scaled(gap: Gap, leading: float, trailing: float) -> Gap:
    natural = gap.of_leading * leading + gap.of_trailing * trailing
    factor = natural / gap.natural if gap.natural else (leading + trailing) / 2
    return Gap(
        natural,
        *(gap.shrinks * factor, gap.breaks),
        *(part * factor for part in gap[3:10]),
        gap.grows_last,
        gap.of_leading * leading,
        gap.of_trailing * trailing,
    )
