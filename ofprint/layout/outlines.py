"""What items cover, as closed outlines and as level spans: the ground of every part that cuts shapes.

It stands apart from the parts because it is plane geometry: items of a page in, polygons and spans in mm out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ofprint.base.lengths import MM
from ofprint.fonts.outline import glyph_outline
from ofprint.layout.page import Group, Item, Matrix, Shape, Step, Text

Point = tuple[float, float]
Contour = list[Point]
Span = tuple[float, float]
_CURVE_STEPS = 16
"""Straight pieces to a curve: of a figure 180 mm high none strays 0.1 mm from it."""


def contours(items: Iterable[Item]) -> list[Contour]:
    """Return the closed outlines of shapes and upright horizontal text, curves as short lines, in mm with y down.

    Codes, pictures, links and vertical text have none.
    """
    return [contour for item in items for contour in _of_item(item)]


def _of_item(item: Item) -> Iterator[Contour]:
    if isinstance(item, Shape):
        yield from flattened(item.path)
    elif isinstance(item, Text):
        yield from _of_text(item)
    elif isinstance(item, Group):
        for inner in item.items:
            for contour in _of_item(inner):
                yield [_moved(item.matrix, point) for point in contour]


def _of_text(text: Text) -> Iterator[Contour]:
    if text.setting.style.vertical:
        return
    for number, line in enumerate(text.setting.lines):
        shift = text.shifts[number] if number < len(text.shifts) else 0.0
        for glyph in line.glyphs:
            scale = glyph.size / MM
            x = text.x + shift + glyph.along / MM
            y = text.y + (line.cross + glyph.across) / MM
            for contour in flattened(glyph_outline(glyph.face, glyph.gid)):
                yield [(x + px * scale * glyph.stretch, y - py * scale) for px, py in contour]


def _moved(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def flattened(path: Sequence[Step]) -> list[Contour]:
    """Return a path's sub-paths as closed polygons."""
    found: list[Contour] = []
    for operator, *values in path:
        if operator == "m":
            found.append([(values[0], values[1])])
        elif operator == "l":
            found[-1].append((values[0], values[1]))
        elif operator == "c":
            found[-1] += _curve(found[-1][-1], values)
    return [contour for contour in found if len(contour) > 2]


def _curve(start: Point, values: Sequence[float]) -> Iterator[Point]:
    (x0, y0), (x1, y1, x2, y2, x3, y3) = start, values
    for step in range(1, _CURVE_STEPS + 1):
        t = step / _CURVE_STEPS
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def spans_at(shape: Sequence[Contour], y: float) -> list[Span]:
    """Return what a level line at ``y`` meets inside the outlines, by the non-zero winding rule."""
    crossings: list[tuple[float, int]] = []
    for contour in shape:
        x0, y0 = contour[-1]
        for x1, y1 in contour:
            if (y0 <= y) != (y1 <= y):
                crossings.append((x0 + (y - y0) / (y1 - y0) * (x1 - x0), 1 if y1 > y0 else -1))
            x0, y0 = x1, y1
    found: list[Span] = []
    winding, begun = 0, 0.0
    for x, turn in sorted(crossings):
        if winding == 0:
            begun = x
        winding += turn
        if winding == 0 and x > begun:
            found.append((begun, x))
    return _joined(found)


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def without(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """Return spans less what is taken out of them."""
    left = list(spans)
    for start, end in taken:
        left = [
            piece for a, b in left for piece in ((a, min(b, start)), (max(a, end), b)) if piece[1] - piece[0] > 1e-9
        ]
    return left


def band(shape: Sequence[Contour], taken: Sequence[Contour], top: float, foot: float) -> list[Contour]:
    """Return the pieces of a shape, less another, between two level lines: polygons from left to right.

    Edges are followed from corner to corner; where pieces part or meet between two corners, the piece ends level.
    """
    levels = _levels((*shape, *taken), top, foot)
    open_pieces: list[tuple[list[Point], list[Point]]] = []
    done: list[tuple[list[Point], list[Point]]] = []
    for upper, lower in pairwise(levels):
        inset = (lower - upper) * 1e-4
        above, below = (without(spans_at(shape, y), spans_at(taken, y)) for y in (upper + inset, lower - inset))
        if len(above) != len(below):
            middle = (upper + lower) / 2
            above = below = without(spans_at(shape, middle), spans_at(taken, middle))
        goes_on = len(open_pieces) == len(above) and all(
            abs(piece[0][-1][0] - a) < 0.05 and abs(piece[1][-1][0] - b) < 0.05
            for piece, (a, b) in zip(open_pieces, above, strict=True)
        )
        if not goes_on:
            done += open_pieces
            open_pieces = [([(a, upper)], [(b, upper)]) for a, b in above]
        for piece, (a, b) in zip(open_pieces, below, strict=True):
            piece[0].append((a, lower))
            piece[1].append((b, lower))
    return [[*_plain(right), *reversed(_plain(left))] for left, right in (*done, *open_pieces)]


def _levels(shape: Iterable[Contour], top: float, foot: float) -> list[float]:
    """Return the heights between which edges run straight: corners, and a quarter of the band where lines may cross."""
    corners = {round(y, 6) for contour in shape for _, y in contour if top < y < foot}
    quarters = {top + (foot - top) * step / 4 for step in range(5)}
    levels = sorted(corners | quarters)
    return [y for index, y in enumerate(levels) if index == 0 or y - levels[index - 1] > 1e-5 or y == foot]


def _plain(chain: Sequence[Point]) -> list[Point]:
    """Return a chain of points without those on a straight line between their neighbours."""
    kept = [chain[0]]
    for index in range(1, len(chain) - 1):
        (x0, y0), (x, y), (x1, y1) = kept[-1], chain[index], chain[index + 1]
        on_line = x0 + (x1 - x0) * (y - y0) / (y1 - y0) if y1 != y0 else x0
        if abs(on_line - x) > 0.003:
            kept.append(chain[index])
    return [*kept, chain[-1]]
