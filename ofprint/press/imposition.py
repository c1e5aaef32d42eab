"""Which page goes where on which sheet: imposition as a pure function from page count and scheme.

It stands apart because it moves numbers, not pages: a scheme is data, and whether it folds into the
right order can be tested without a single PDF. Lengths are mm, y upwards from the sheet's lower left.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from ofprint.base.records import dataclass, replace

Turn = Literal["upright", "tumble"]
"""How the sheet is turned for its back: about its upright axis, as a page of a book is (the side edges
change places), or about its level axis (head over foot, so that backs stand on their heads)."""
Spine = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One page's place on one side of every sheet, and the page it takes there.

    On sheet *k* (from 0) of *s* sheets it takes page ``base + per_sheet · k + per_count · s``
    (counted from 0; below 0 it is counted from the end of the job). ``column`` counts from the left and
    ``row`` from the top, both from 0, as one looks at that side. ``turned`` stands the page on its head;
    ``spine`` names the edge it is bound at.
    """

    column: int
    row: int
    base: int
    per_sheet: int
    per_count: int = 0
    turned: bool = False
    spine: Spine | None = None

    def page(self, sheet: int, sheets: int) -> int:
        """Return the page on ``sheet`` of ``sheets``, both pages and sheets counted from 0."""
        return self.base + self.per_sheet * sheet + self.per_count * sheets


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the pages of a job stand on its sheets: a grid and the cells of either side."""

    name: str
    columns: int
    rows: int
    front: tuple[Cell, ...]
    back: tuple[Cell, ...]
    pages_a_sheet: int
    """Pages used up by one sheet, both sides."""

    def sheet_count(self, pages: int) -> int:
        """Return how many sheets ``pages`` pages take."""
        return -(-pages // self.pages_a_sheet)

    def block(self, page: tuple[float, float], gutter: tuple[float, float] = (0, 0)) -> tuple[float, float]:
        """Return width and height of all cells together with their gutters, mm."""
        (width, height), (across, down) = page, gutter
        columns, rows = self.columns, self.rows
        return columns * width + (columns - 1) * across, rows * height + (rows - 1) * down


@dataclass(frozen=True, slots=True)
class Placement:
    """One page on one side: its lower-left trim corner in the block, whether on its head, and its creep."""

    page: int | None
    """The page counted from 0, or None where the pages have run out."""
    cell: Cell
    x: float
    y: float
    turned: bool
    creep: float = 0.0
    """How far the page is moved towards its spine, mm."""
    spine: Spine | None = None
    """The edge it is bound at, as it lies on the sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The two sides of one sheet; the back is empty for a job printed on one side."""

    front: tuple[Placement, ...]
    back: tuple[Placement, ...]


def impose_pages(
    pages: int,
    scheme: Scheme,
    *,
    page: tuple[float, float],
    gutter: tuple[float, float] = (0, 0),
    creep: float = 0.0,
    turn: Turn = "upright",
) -> tuple[Sheet, ...]:
    """Return every sheet of a job of ``pages`` pages of size ``page`` (mm), outermost or first sheet first.

    ``creep`` is the thickness of the paper, mm: the *k*-th sheet from the outside sticks out by *k*
    thicknesses at the fore-edge, so its pages are moved that far towards the spine and lose no margin to
    the knife. A back that is turned head over foot is rotated as a whole, so that fronts and backs
    still meet.
    """
    if pages < 1:
        raise ValueError("a job has at least one page")
    sheets = scheme.sheet_count(pages)
    block = scheme.block(page, gutter)
    sides = []
    places = sheets * scheme.pages_a_sheet
    grid = (page, gutter, scheme.rows)
    for k in range(sheets):
        front, back = (
            tuple(_placed(cell, cell.page(k, sheets) % places, pages, grid, creep * k) for cell in cells)
            for cells in (scheme.front, scheme.back)
        )
        sides.append(
            Sheet(front, tuple(_tumbled(placed, block, page) for placed in back) if turn == "tumble" else back)
        )
    return tuple(sides)


def _placed(
    cell: Cell,
    number: int,
    pages: int,
    grid: tuple[tuple[float, float], tuple[float, float], int],
    creep: float,
) -> Placement:
    (width, height), (across, down), rows = grid
    x = cell.column * (width + across)
    y = (rows - 1 - cell.row) * (height + down)
    towards = creep if cell.spine else 0.0
    return Placement(number if number < pages else None, cell, x, y, cell.turned, towards, cell.spine)


def _tumbled(placed: Placement, block: tuple[float, float], page: tuple[float, float]) -> Placement:
    """Return ``placed`` after its whole side was rotated by half a turn."""
    x, y = block[0] - placed.x - page[0], block[1] - placed.y - page[1]
    spine: Spine | None = {"left": "right", "right": "left", None: None}[placed.spine]
    return replace(placed, x=x, y=y, turned=not placed.turned, spine=spine)


def saddle(binding: Spine = "left") -> Scheme:
    """Return saddle stitch: sheets folded once and nested, two pages a side.

    A right-bound booklet, which opens from the left as vertical Japanese does, is the mirror of a
    left-bound one: its cover stands on the left half of the outermost sheet.
    """
    front = (Cell(0, 0, -1, -2, 4, spine="right"), Cell(1, 0, 0, 2, spine="left"))
    back = (Cell(0, 0, 1, 2, spine="right"), Cell(1, 0, -2, -2, 4, spine="left"))
    return _bound(Scheme("saddle-left", 2, 1, front, back, 4), binding, "saddle")


def saddle_folded_twice(binding: Spine = "left") -> Scheme:
    """Return saddle stitch from sheets folded twice: eight pages each, heads together at the first fold."""
    front = (
        Cell(0, 0, -4, -4, 8, turned=True, spine="right"),
        Cell(1, 0, 3, 4, turned=True, spine="left"),
        Cell(0, 1, -1, -4, 8, spine="right"),
        Cell(1, 1, 0, 4, spine="left"),
    )
    back = (
        Cell(0, 0, 2, 4, turned=True, spine="right"),
        Cell(1, 0, -3, -4, 8, turned=True, spine="left"),
        Cell(0, 1, 1, 4, spine="right"),
        Cell(1, 1, -2, -4, 8, spine="left"),
    )
    return _bound(Scheme("saddle8-left", 2, 2, front, back, 8), binding, "saddle8")


def spreads(binding: Spine = "left") -> Scheme:
    """Return the open spreads of a booklet in reading order: the cover (last page and first), 2 and 3, and so on.

    This is how a printer sees a booklet that is handed in as spreads (見開き); nothing of it folds, and the
    printer imposes.
    """
    front = (Cell(0, 0, -1, 2, spine="right"), Cell(1, 0, 0, 2, spine="left"))
    return _bound(Scheme("spreads-left", 2, 1, front, (), 2), binding, "spreads")


def _bound(scheme: Scheme, binding: Spine, name: str) -> Scheme:
    if binding == "left":
        return scheme
    mirrored = (tuple(_mirrored(cell) for cell in side) for side in (scheme.front, scheme.back))
    front, back = mirrored
    return replace(scheme, name=f"{name}-right", front=front, back=back)


def _mirrored(cell: Cell) -> Cell:
    """Return the cell on the other half of a two-column sheet; its spine stays the fold."""
    return replace(cell, column=1 - cell.column, spine="left" if cell.spine == "right" else "right")


def n_up(columns: int, rows: int, *, two_sided: bool = False) -> Scheme:
    """Return pages in reading order on a grid; with two sides, page 2 lies behind page 1, 4 behind 3."""
    step, count = (2 if two_sided else 1), columns * rows
    front = tuple(Cell(i % columns, i // columns, i * step, count * step) for i in range(count))
    back = tuple(replace(cell, column=columns - 1 - cell.column, base=cell.base + 1) for cell in front)
    name = f"{columns}x{rows}" + ("-duplex" if two_sided else "")
    return Scheme(name, columns, rows, front, back if two_sided else (), count * step)


def cut_and_stack(columns: int, rows: int, *, two_sided: bool = False) -> Scheme:
    """Return a grid whose piles, cut and laid one on the other, are in page order."""
    step, count = (2 if two_sided else 1), columns * rows
    front = tuple(Cell(i % columns, i // columns, 0, step, i * step) for i in range(count))
    back = tuple(replace(cell, column=columns - 1 - cell.column, base=1) for cell in front)
    name = f"stack-{columns}x{rows}" + ("-duplex" if two_sided else "")
    return Scheme(name, columns, rows, front, back if two_sided else (), count * step)


def repeated(columns: int, rows: int, *, two_sided: bool = False) -> Scheme:
    """Return one page (or a front and its back) on every cell of a sheet."""
    step = 2 if two_sided else 1
    front = tuple(Cell(i % columns, i // columns, 0, step) for i in range(columns * rows))
    back = tuple(replace(cell, column=columns - 1 - cell.column, base=1) for cell in front)
    name = f"repeat-{columns}x{rows}" + ("-duplex" if two_sided else "")
    return Scheme(name, columns, rows, front, back if two_sided else (), step)


SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        scheme.name: scheme
        for scheme in (
            saddle("left"),
            saddle("right"),
            saddle_folded_twice("left"),
            saddle_folded_twice("right"),
            spreads("left"),
            spreads("right"),
            n_up(2, 1),
            n_up(2, 2),
            n_up(2, 5),
            n_up(2, 5, two_sided=True),
            cut_and_stack(2, 1, two_sided=True),
            cut_and_stack(2, 5, two_sided=True),
        )
    }
)
"""The schemes known by name; any other is made as data in the same way."""
