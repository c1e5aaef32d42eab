"""The outline of a glyph as a path, for parts that cut letters as they cut any other shape.

It stands apart from `face` because type that is only set never needs it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import uharfbuzz as hb

from ofprint.fonts.face import Face

PathStep = tuple[Any, ...]
"""``("m", x, y)``, ``("l", x, y)``, ``("c", x1, y1, x2, y2, x, y)`` or ``("h",)``, in ems, y up."""


def glyph_outline(face: Face, gid: int) -> tuple[PathStep, ...]:
    """Return a glyph's outline in ems, y up; its areas are filled by the non-zero winding rule."""
    steps: list[tuple[Any, ...]] = []
    face.harfbuzz.draw_glyph(gid, _pen(), steps)
    upem = face.upem
    return tuple((step[0], *(value / upem for value in step[1:])) for step in steps)


@cache
def _pen() -> Any:
    """Return HarfBuzz's drawing functions; quadratic curves are raised to cubic ones, which they equal."""
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, steps: steps.append(("m", x, y)))
    pen.set_line_to_func(lambda x, y, steps: steps.append(("l", x, y)))
    pen.set_cubic_to_func(lambda ax, ay, bx, by, x, y, steps: steps.append(("c", ax, ay, bx, by, x, y)))
    pen.set_quadratic_to_func(_quadratic)
    pen.set_close_path_func(lambda steps: steps.append(("h",)))
    return pen


def _quadratic(cx: float, cy: float, x: float, y: float, steps: list[PathStep]) -> None:
    x0, y0 = steps[-1][-2:]
    first = (x0 + 2 / 3 * (cx - x0), y0 + 2 / 3 * (cy - y0))
    second = (x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y))
    steps.append(("c", *first, *second, x, y))
