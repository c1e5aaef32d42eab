"""Japanese tombo as PDF operators: double corner marks, centre marks and fold marks.

It stands apart because marks are drawn from the sheet alone, on every plate, and never in artwork.
The shapes are those of pLaTeX's own tombo and of gentombow; corner arms run 10 mm out from the bleed.
"""

from __future__ import annotations

from ofprint.base.lengths import MM
from ofprint.base.records import replace
from ofprint.press.geometry import MARK_LENGTH, Fold, SheetGeometry, centre_bar
from ofprint.press.pdfobjects import number

LINE = 0.1
"""Weight of every mark, mm."""
_DASHES = {"plain": b"[] 0 d", "valley": b"[2.8346 1.4173] 0 d", "mountain": b"[4.2520 1.1339 0.5669 1.1339] 0 d"}
Point = tuple[float, float]


def marks_operators(sheet: SheetGeometry) -> bytes:
    """Return the operators that draw all marks of ``sheet``, in the media's coordinates (points).

    They use the registration colour ``/All`` (ISO 32000-1, 8.6.6.4), which the page's resources name.
    Outer marks stand half a line outside the bleed edge, so that no mark's ink enters the bleed.
    """
    if not sheet.marks:
        return b""
    lines = [*_corners(sheet), *_centres(sheet)]
    drawn = [_polyline(sheet, line) for line in lines]
    folds = [_DASHES[fold.way] + b" " + _polyline(sheet, line) for fold in sheet.folds for line in _fold(sheet, fold)]
    return b"\n".join([b"q /All CS 1 SCN", number(LINE * MM) + b" w 0 J 0 j [] 0 d", *drawn, *folds, b"Q"])


def fold_ticks(sheet: SheetGeometry, length: float = 3.0) -> bytes:
    """Return black ticks ``length`` mm long inside the trim, at both ends of every fold, in artwork coordinates.

    For paper that is used as it comes from a copier: there is no room outside the trim to mark.
    """
    width, height = sheet.trim
    ticks: list[list[Point]] = []
    for fold in sheet.folds:
        for edge, inwards in ((0.0, length), (1.0, -length)):
            if fold.axis == "vertical":
                ticks.append([(fold.at, edge * height), (fold.at, edge * height + inwards)])
            else:
                ticks.append([(edge * width, fold.at), (edge * width + inwards, fold.at)])
    return black_lines(sheet, ticks)


def black_lines(sheet: SheetGeometry, lines: list[list[Point]]) -> bytes:
    """Return black lines of a mark's weight in artwork coordinates; points are mm from the trim's top left."""
    bare = replace(sheet, bleed=0, marks=False, slug=False)
    drawn = [_polyline(bare, points) for points in lines]
    return b"\n".join([b"q 0 0 0 1 K", number(LINE * MM) + b" w 0 J [] 0 d", *drawn, b"Q"])


def _corners(sheet: SheetGeometry) -> list[list[Point]]:
    """Return both L shapes of all four corners, mm from the trim's top left, y down."""
    end, outer = sheet.bleed + MARK_LENGTH, _outer(sheet)
    shapes: list[list[Point]] = []
    for x, outwards in ((0.0, -1.0), (sheet.trim[0], 1.0)):
        for y, up in ((0.0, -1.0), (sheet.trim[1], 1.0)):
            shapes.append([(x + outwards * end, y + up * outer), (x, y + up * outer), (x, y + up * end)])
            shapes.append([(x + outwards * end, y), (x + outwards * outer, y), (x + outwards * outer, y + up * end)])
    return shapes


def _centres(sheet: SheetGeometry) -> list[list[Point]]:
    """Return bar and stem of the four centre marks, mm from the trim's top left, y down."""
    (width, height), end, outer = sheet.trim, sheet.bleed + MARK_LENGTH, _outer(sheet)
    across, down = centre_bar(width), centre_bar(height)
    shapes: list[list[Point]] = []
    for edge, sign in ((0.0, -1.0), (height, 1.0)):
        y = edge + sign * outer
        shapes.append([(width / 2 - across, y), (width / 2 + across, y)])
        shapes.append([(width / 2, y), (width / 2, edge + sign * end)])
    for edge, sign in ((0.0, -1.0), (width, 1.0)):
        x = edge + sign * outer
        shapes.append([(x, height / 2 - down), (x, height / 2 + down)])
        shapes.append([(x, height / 2), (edge + sign * end, height / 2)])
    return shapes


def _fold(sheet: SheetGeometry, fold: Fold) -> list[list[Point]]:
    """Return the two single lines that mark one fold outside the bleed, mm, y down."""
    width, height = sheet.trim
    near, far = sheet.bleed, sheet.bleed + MARK_LENGTH
    if fold.axis == "vertical":
        return [[(fold.at, -near), (fold.at, -far)], [(fold.at, height + near), (fold.at, height + far)]]
    return [[(-near, fold.at), (-far, fold.at)], [(width + near, fold.at), (width + far, fold.at)]]


def _outer(sheet: SheetGeometry) -> float:
    return sheet.bleed + LINE / 2


def _polyline(sheet: SheetGeometry, points: list[Point]) -> bytes:
    """Return path and stroke through ``points`` (mm from the trim's top left, y down)."""
    x0, y0 = sheet.origin
    top = y0 + sheet.trim[1] * MM
    steps = [number(x0 + x * MM) + b" " + number(top - y * MM) for x, y in points]
    return steps[0] + b" m " + b" ".join(step + b" l" for step in steps[1:]) + b" S"
