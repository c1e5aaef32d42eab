"""Anything larger than the paper cut into tiles: where each tile lies, as arithmetic alone.

It stands apart from drawing so that coverage and overlap can be tested without a PDF. Lengths are mm,
counted from the top left of the large page.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from types import MappingProxyType

from ofprint.base.records import dataclass

PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType({"a4": (210.0, 297.0), "a3": (297.0, 420.0)})
"""The papers of an office printer, mm, upright (JIS P 0138)."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet's part of the large page: its number from 1 in reading order, its place and its size."""

    number: int
    column: int
    row: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tiling:
    """A large page divided among sheets of ``paper``: every neighbour shares ``overlap`` mm."""

    size: tuple[float, float]
    paper: tuple[float, float]
    columns: int
    rows: int
    overlap: float
    margin: float
    """Blank paper around each tile, mm: what the printer cannot reach and room for the joining marks."""

    @property
    def area(self) -> tuple[float, float]:
        """How much of the large page one sheet can hold, mm."""
        return self.paper[0] - 2 * self.margin, self.paper[1] - 2 * self.margin

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Every tile in reading order; the last of a row and the last row are as narrow as what is left."""
        (width, height), steps = self.area, tuple(side - self.overlap for side in self.area)
        made = []
        for row in range(self.rows):
            for column in range(self.columns):
                x, y = column * steps[0], row * steps[1]
                part = min(width, self.size[0] - x), min(height, self.size[1] - y)
                made.append(Tile(row * self.columns + column + 1, column, row, x, y, *part))
        return tuple(made)


def plan_tiles(
    size: tuple[float, float], paper: tuple[float, float] = PAPERS["a4"], *, overlap: float = 10.0, margin: float = 8.0
) -> Tiling:
    """Return the tiling of a page of ``size`` that takes the fewest sheets, upright before lying.

    Raises ``ValueError`` when paper, margin and overlap leave nothing to print on.
    """
    if min(size) <= 0 or overlap < 0 or min(paper) - 2 * margin - overlap <= 0:
        raise ValueError(f"{paper} mm paper with a margin of {margin} and an overlap of {overlap} holds no tile")
    ways = [_tiling(size, way, overlap, margin) for way in (paper, (paper[1], paper[0]))]
    return min(ways, key=lambda tiling: tiling.columns * tiling.rows)


def _tiling(size: tuple[float, float], paper: tuple[float, float], overlap: float, margin: float) -> Tiling:
    counts = []
    for side, sheet in zip(size, paper, strict=True):
        area = sheet - 2 * margin
        counts.append(max(1, ceil((side - overlap) / (area - overlap) - 1e-9)))
    return Tiling(size, paper, counts[0], counts[1], overlap, margin)
