"""How cards lie on their paper: fronts and backs in register, folded faces, offsets, cut marks.

It stands apart because it is geometry alone: what a card shows is laid elsewhere, and badges, calibration and tests
all ask here where it stands. All lengths are mm, y down from the paper's upper left as that side is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.inks import BLACK
from ofprint.base.records import dataclass
from ofprint.layout.page import Item, Matrix, Shape, moved
from ofprint.products.sheets import CardSheet

if TYPE_CHECKING:
    from ofprint.press.document import Duplex

Turn = Literal["long", "short"]
"""About which edge of the paper the printer turns it for its back."""
Reach = tuple[float, float, float, float]
"""How far artwork may run beyond its face: left, top, right and bottom of the face as it is read."""

BLEED = 3.0
_MARK, _MARK_GAP, _LEAST_MARK = 6.0, 2.0, 1.5
_MARK_WIDTH = 0.1


@dataclass(frozen=True, slots=True)
class Face:
    """Where one face of a card stands on a side, and how far its artwork may run beyond it."""

    matrix: Matrix
    reach: Reach


@dataclass(frozen=True, slots=True)
class CardImposition:
    """How a run of cards is laid onto sheets."""

    sheet: CardSheet
    backs: bool = False
    turn: Turn = "long"
    offset: tuple[float, float] = (0.0, 0.0)
    """What fronts are moved by; backs follow on the other side of the paper, so that both still meet."""
    back_offset: tuple[float, float] = (0.0, 0.0)
    """What backs are moved by beyond that, for a printer that does not turn its paper true."""
    first_cell: int = 0
    """The first free cell of the first sheet, counted from 0."""
    copies: int = 1
    cut_marks: bool = False
    stack: bool = False
    tabs: bool = False

    @property
    def folded(self) -> bool:
        """Whether front and back are one piece."""
        return self.sheet.fold != "none"

    @property
    def turned(self) -> bool:
        """Whether the paper has a printed back."""
        return self.backs and not self.folded

    @property
    def duplex(self) -> Duplex | None:
        """How the file asks the printer to turn the paper; None where it has no backs."""
        return f"{self.turn}-edge" if self.turned else None  # type: ignore[return-value]

    def fronts(self) -> list[Face]:
        """Return the faces that people see first, cell by cell, on the front of the sheet."""
        width, height = self.sheet.face
        return [_half(self.sheet, place, reach, back=False, face=(width, height)) for place, reach in self._cells()]

    def folded_backs(self) -> list[Face]:
        """Return the backs of a folded sheet, which stand on its front: turned over the head, or to the left."""
        return [_half(self.sheet, place, reach, back=True, face=self.sheet.face) for place, reach in self._cells()]

    def turned_backs(self) -> list[Face]:
        """Return the backs on the other side of the paper, so that a card turned about its plumb middle reads upright.

        A paper turned about its plumb edge shows its cells mirrored; about its level edge, upside down besides.
        """
        return [self._behind(place, reach) for place, reach in self._cells()]

    def _cells(self) -> Iterator[tuple[tuple[float, float], Reach]]:
        (columns, rows), (dx, dy) = self.sheet.grid, self.offset
        for index, (x, y) in enumerate(self.sheet.cells):
            row, column = divmod(index, columns)
            yield (x + dx, y + dy), self._reach(column, row, columns, rows)

    def _reach(self, column: int, row: int, columns: int, rows: int) -> Reach:
        """Return how far a cell's artwork may run: into the bleed outside, half the gap inside; none on cut sheets."""
        if not self.sheet.marks:
            return (0.0, 0.0, 0.0, 0.0)
        across, down = (min(BLEED, (self.sheet.pitch[axis] - self.sheet.card[axis]) / 2) for axis in (0, 1))
        return (
            across if column else BLEED,
            down if row else BLEED,
            across if column < columns - 1 else BLEED,
            down if row < rows - 1 else BLEED,
        )

    def _behind(self, place: tuple[float, float], reach: Reach) -> Face:
        (x, y), (wide, high), (width, height) = place, self.sheet.paper, self.sheet.card
        left, top, right, bottom = reach
        mirrored = (right, top, left, bottom)
        dx, dy = self.back_offset
        if (self.turn == "long") == (high >= wide):
            return Face(moved(wide - x - width + dx, y + dy), mirrored)
        return Face(_overturned(x + dx, high - y - height + dy, width, height), mirrored)

    def marks(self) -> list[Item]:
        """Return cut marks in the margins of the block of cards, with dashes at folds; none where they have no room."""
        if not self.cut_marks:
            return []
        (x0, y0), (x1, y1) = self._block()
        lines: list[tuple[float, float, float, float]] = []
        for x in self._edges(0):
            lines += [(x, a, x, b) for a, b in _outside(y0, y1, self.sheet.paper[1])]
        for y in self._edges(1):
            lines += [(a, y, b, y) for a, b in _outside(x0, x1, self.sheet.paper[0])]
        return [*map(_line, lines), *self._fold_marks()]

    def mark_findings(self) -> list[Finding]:
        """Return a finding when cut marks are asked for and a margin has no room for them."""
        (x0, y0), (x1, y1) = self._block()
        room = min(x0, y0, self.sheet.paper[0] - x1, self.sheet.paper[1] - y1) - _MARK_GAP
        if not self.cut_marks or room >= _LEAST_MARK:
            return []
        what = Words(
            f"{self.sheet.title}: a margin has no room for cut marks; they stand on the other edges alone",
            f"{self.sheet.title}: 余白が足りない辺にはトンボを付けられません",
        )
        cure = Words("leave them out with --no-cut-marks", "--no-cut-marks で外せます")
        return [Finding("badges.cut-marks", Severity.INFO, what, cure)]

    def _block(self) -> tuple[tuple[float, float], tuple[float, float]]:
        cells, (width, height), (dx, dy) = self.sheet.cells, self.sheet.card, self.offset
        (x0, y0), (x1, y1) = cells[0], cells[-1]
        return (x0 + dx, y0 + dy), (x1 + width + dx, y1 + height + dy)

    def _edges(self, axis: int) -> list[float]:
        starts = dict.fromkeys(cell[axis] + self.offset[axis] for cell in self.sheet.cells)
        ends = [round(edge, 3) for start in starts for edge in (start, start + self.sheet.card[axis])]
        return list(dict.fromkeys(ends))

    def _fold_marks(self) -> Iterator[Item]:
        """Yield dashes at each fold, in the margins at both its ends."""
        if not self.folded:
            return
        axis = 1 if self.sheet.fold == "top" else 0
        (x0, y0), (x1, y1) = self._block()
        for fold in dict.fromkeys(
            round(cell[axis] + self.offset[axis] + self.sheet.card[axis] / 2, 3) for cell in self.sheet.cells
        ):
            ends = _outside(x0, x1, self.sheet.paper[0]) if axis else _outside(y0, y1, self.sheet.paper[1])
            for a, b in ends:
                for start, end in _dashes(a, b):
                    yield _line((start, fold, end, fold) if axis else (fold, start, fold, end))


def _half(sheet: CardSheet, place: tuple[float, float], reach: Reach, *, back: bool, face: tuple[float, float]) -> Face:
    """Return a cell's front or, of a folded one, its back: above and upside down, or at the left."""
    (x, y), (width, height), (left, top, right, bottom) = place, face, reach
    if sheet.fold == "top":
        if back:
            return Face(_overturned(x, y, width, height), (right, 0.0, left, top))
        return Face(moved(x, y + height), (left, 0.0, right, bottom))
    if sheet.fold == "side":
        return (
            Face(moved(x, y), (left, top, 0.0, bottom))
            if back
            else Face(moved(x + width, y), (0.0, top, right, bottom))
        )
    return Face(moved(x, y), reach)


def _overturned(x: float, y: float, width: float, height: float) -> Matrix:
    """Return the matrix that lays a face upside down with its box at (x, y)."""
    return (-1, 0, 0, -1, x + width, y + height)


def _outside(start: float, end: float, paper: float) -> list[tuple[float, float]]:
    """Return the stretches of a mark before and after a block, where the margin leaves room for one."""
    near, far = start - _MARK_GAP, end + _MARK_GAP
    before, after = (max(0.0, near - _MARK), near), (far, min(paper, far + _MARK))
    return [stretch for stretch in (before, after) if stretch[1] - stretch[0] >= _LEAST_MARK]


def _dashes(start: float, end: float) -> Sequence[tuple[float, float]]:
    third = (end - start) / 3
    return ((start, start + third), (end - third, end))


def _line(ends: tuple[float, float, float, float]) -> Item:
    x0, y0, x1, y1 = ends
    return Shape((("m", x0, y0), ("l", x1, y1)), stroke=BLACK, width=_MARK_WIDTH)
