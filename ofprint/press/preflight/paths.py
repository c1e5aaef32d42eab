"""Paths gathered from their operators: the box of every subpath, and the lines of the simple ones.

It stands apart because a path may have a hundred thousand points, of which the rules want only these.
"""

from __future__ import annotations

from typing import Any

from ofprint.press.preflight.painted import Matrix, Path, quad_box

_FEW_LINES = 64
"""Paths of more lines than this are artwork, whose lines nobody asks for one by one."""
_MOST_BOXES = 40_000
"""Subpaths told apart in one path: more than the largest code has modules (177 × 177)."""


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


class PathBuilder:
    """One path under construction; each step is given in user space with the matrix of its moment."""

    __slots__ = ("_at", "_begin", "_boxes", "_closed", "_count", "_lines", "_only_rectangles")

    def __init__(self) -> None:
        self._boxes: list[list[float]] = []
        self._lines: list[tuple[float, float, float, float]] = []
        self._at = self._begin = (0.0, 0.0)
        self._only_rectangles = True
        self._closed = False
        self._count = 0

    def move(self, matrix: Matrix, x: float, y: float) -> None:
        """Begin a subpath."""
        self._at = self._begin = _moved(matrix, x, y)
        if len(self._boxes) < _MOST_BOXES:
            self._boxes.append([*self._at, *self._at])
        else:
            self._only_rectangles = False
            self._grow(*self._at)

    def line(self, matrix: Matrix, x: float, y: float) -> None:
        """Go straight to a point."""
        start = self._at
        if not self._boxes:
            self.move(matrix, x, y)
        self._at = _moved(matrix, x, y)
        self._grow(*self._at)
        self._keep((*start, *self._at))
        if self._at[0] != start[0] and self._at[1] != start[1]:
            self._only_rectangles = False

    def curve(self, matrix: Matrix, points: list[Any]) -> None:
        """Go along a curve; its control points count towards the box."""
        self._only_rectangles = False
        if not self._boxes:
            self.move(matrix, points[0], points[1])
        a, b, c, d, e, f = matrix
        box = self._boxes[-1]
        left, bottom, right, top = box
        for index in range(0, len(points) - 1, 2):
            x, y = points[index], points[index + 1]
            x, y = a * x + c * y + e, b * x + d * y + f
            left, right = (x if x < left else left), (x if x > right else right)
            bottom, top = (y if y < bottom else bottom), (y if y > top else top)
        self._at = (x, y)
        box[:] = left, bottom, right, top

    def close(self) -> None:
        """Go back to where the subpath began."""
        self._closed = True
        if self._at != self._begin:
            self._keep((*self._at, *self._begin))
        self._at = self._begin

    def rectangles(self, matrix: Matrix, numbers: list[float]) -> None:
        """Add rectangles, four numbers each: left, bottom, width, height."""
        a, b, c, d, e, f = matrix
        upright = not b and not c
        boxes = self._boxes
        self._only_rectangles &= len(boxes) + len(numbers) // 4 <= _MOST_BOXES
        for index in range(0, len(numbers) - 3, 4):
            if len(boxes) >= _MOST_BOXES:
                self._join(boxes)
            x, y, width, height = numbers[index : index + 4]
            if upright:
                x0, y0, x1, y1 = a * x + e, d * y + f, a * (x + width) + e, d * (y + height) + f
                boxes.append([x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, max(x0, x1), max(y0, y1)])
            else:
                boxes.append(list(quad_box(matrix, x, y, x + width, y + height)))
                (x0, y0), (x1, y1) = _moved(matrix, x, y), _moved(matrix, x + width, y + height)
                self._only_rectangles &= not (a or d)
            if len(self._lines) <= _FEW_LINES:
                self._lines += [(x0, y0, x1, y0), (x1, y0, x1, y1), (x1, y1, x0, y1), (x0, y1, x0, y0)]
            self._at = self._begin = (x0, y0)
        self._count += len(numbers)
        self._closed = True

    def path(self) -> Path | None:
        """Return the path gathered so far, or None when there is none."""
        if not self._boxes:
            return None
        boxes = [(box[0], box[1], box[2], box[3]) for box in self._boxes]
        lines = self._lines if len(self._lines) <= _FEW_LINES else []
        return Path(boxes, lines, self._closed, self._only_rectangles and self._count <= 4 * len(boxes))

    @staticmethod
    def _join(boxes: list[list[float]]) -> None:
        """Make one box of all so far: a path of so many parts is artwork, of which the whole is asked for."""
        xs0, ys0, xs1, ys1 = zip(*boxes, strict=True)
        boxes[:] = [[min(xs0), min(ys0), max(xs1), max(ys1)]]

    def _grow(self, x: float, y: float) -> None:
        box = self._boxes[-1]
        box[0], box[1] = min(box[0], x), min(box[1], y)
        box[2], box[3] = max(box[2], x), max(box[3], y)

    def _keep(self, line: tuple[float, float, float, float]) -> None:
        self._count += 1
        if len(self._lines) <= _FEW_LINES:
            self._lines.append(line)
