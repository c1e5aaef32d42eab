"""A paragraph made ready: its cells, the gaps between them and the running widths, all in ems.

It stands apart because this is what every breaking, fitting and justifying reads, and it depends on
neither size nor measure: a text that is fitted is prepared once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from operator import add

from ofprint.fonts.clusters import clusters, is_plain
from ofprint.typesetting import ruby
from ofprint.typesetting.between import make_gaps
from ofprint.typesetting.cells import Cell
from ofprint.typesetting.classes import kinds
from ofprint.typesetting.kinsoku import TRIMMED
from ofprint.typesetting.markup import Dress, RichText
from ofprint.typesetting.spacing import TAIL, Gap
from ofprint.typesetting.style import TextStyle

_TABS = str.maketrans("\t", " ")
_CLOSING = TRIMMED + '）｣)！!。｡.、､,：﹕:—〜"'
"""What does not count when a last line is asked whether it holds more than one character."""
_HANGING = frozenset("。、｡､")


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
        make_gaps(self, rich)
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
