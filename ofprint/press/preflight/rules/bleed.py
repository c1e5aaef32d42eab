"""Bleed really filled: what prints at the trim's edge goes on to the edge of the bleed.

It looks at a picture of the page, because only there is everything that lies over and under everything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PIL import Image, ImageChops

from ofprint.base.findings import Finding
from ofprint.base.lengths import MM
from ofprint.press.geometry import Box
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.raster import MOST_PIXELS
from ofprint.press.preflight.saying import ERROR, found

_DPI, _COARSEST = 72.0, 36.0
"""How finely a page is looked at; less finely where it is metres wide."""
_IN = 0.8 * MM
"""How far from an edge the picture is asked: far enough for its softened rim."""
_RUN = 2 * MM
"""The shortest stretch of an edge that is reported."""
_INKED, _BLANK = 250, 254


def check_bleed(file: Examined) -> Iterator[Finding]:
    """Check all four edges of every page at once; edges of white paper need no bleed."""
    if not file.for_press or file.limits.bleed <= 0:
        return
    for page in file.pages:
        if page.painted and page.says_trim:
            yield from _page(file, page)


def _page(file: Examined, page: PageView) -> Iterator[Finding]:
    reach = file.limits.bleed * MM
    if not (page.broken or _prints_at_the_edge(page)):
        return
    wanted = _grown(page.trim, reach)
    area = 1.01 * (wanted[2] - wanted[0]) * (wanted[3] - wanted[1])
    dpi = max(_COARSEST, min(_DPI, 72 * (MOST_PIXELS / area) ** 0.5))
    picture = file.raster.render(page.number, wanted, dpi)
    if picture is None:
        return
    darkest = _darkest(picture)
    short = _reach_of_box(page) < reach - 0.1 * MM
    for name, inner, outer in _edges(page.trim, reach):
        inked = min(_pixels(darkest, wanted, inner, dpi), default=255) <= _INKED
        if short and inked:
            yield _box_too_small(file, page, _reach_of_box(page))
            return
        for start, end in _blank_runs(darkest, wanted, (inner, outer), dpi):
            box = _stretch(inner, start, end)
            yield found(
                "bleed.empty",
                ERROR,
                (f"artwork at the {name[0]} edge does not reach {file.limits.bleed:g} mm beyond the trim",
                 f"{name[1]}の塗り足し（{file.limits.bleed:g} mm）が足りません"),
                ("draw it out to the edge of the bleed", "塗り足しの端まで絵柄を伸ばしてください"),
                page.place(box),
            )  # fmt: skip


def _prints_at_the_edge(page: PageView) -> bool:
    """Whether anything is painted where the picture is asked, just inside the trim; else there is nothing to ask."""
    left, bottom, right, top = _grown(page.trim, -_IN - 1)
    return any(
        (box[0] < left or box[2] > right or box[1] < bottom or box[3] > top)
        and box[0] < page.trim[2]
        and box[2] > page.trim[0]
        and box[1] < page.trim[3]
        and box[3] > page.trim[1]
        for box in (painted.box for painted in page.painted)
    )


def _darkest(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def _reach_of_box(page: PageView) -> float:
    """Return how far the BleedBox reaches beyond the trim where it reaches least, points."""
    near = min(page.trim[edge] - page.bleed[edge] for edge in (0, 1))
    return min(near, *(page.bleed[edge] - page.trim[edge] for edge in (2, 3)))


def _box_too_small(file: Examined, page: PageView, reach: float) -> Finding:
    return found(
        "bleed.box",
        ERROR,
        (f"the page prints to its edge, but its BleedBox reaches {max(reach, 0) / MM:.1f} mm beyond the trim",
         f"端まで絵柄がありますが、塗り足し（BleedBox）が {max(reach, 0) / MM:.1f} mm です"),
        (f"export it with {file.limits.bleed:g} mm of bleed",
         f"{file.limits.bleed:g} mm の塗り足しを付けて書き出してください"),
        page.place(page.trim),
    )  # fmt: skip


def _edges(trim: Box, reach: float) -> Iterator[tuple[tuple[str, str], Box, Box]]:
    """Yield each edge with the line just inside the trim and the line just inside the bleed's end."""
    left, bottom, right, top = trim
    out = reach - _IN
    yield ("left", "左"), (left + _IN, bottom, left + _IN, top), (left - out, bottom, left - out, top)
    yield ("right", "右"), (right - _IN, bottom, right - _IN, top), (right + out, bottom, right + out, top)
    yield ("top", "上"), (left, top - _IN, right, top - _IN), (left, top + out, right, top + out)
    yield ("bottom", "下"), (left, bottom + _IN, right, bottom + _IN), (left, bottom - out, right, bottom - out)


def _blank_runs(darkest: Image.Image, shown: Box, lines: tuple[Box, Box], dpi: float) -> Iterator[tuple[float, float]]:
    """Yield stretches (points along the edge) that are inked inside the trim and blank at the bleed's end."""
    inside, outside = (_pixels(darkest, shown, line, dpi) for line in lines)
    missing = [a <= _INKED and b >= _BLANK for a, b in zip(inside, outside, strict=False)]
    at = 0
    for value, group in groupby(missing):
        length = len(list(group))
        if value and length * 72 / dpi >= _RUN:
            yield at * 72 / dpi, (at + length) * 72 / dpi
        at += length


def _pixels(darkest: Image.Image, shown: Box, line: Box, dpi: float) -> bytes:
    """Return the pixels along an upright or level line, from the left or from the top."""
    scale = dpi / 72
    x0, x1 = (line[0] - shown[0]) * scale, (line[2] - shown[0]) * scale
    y0, y1 = (shown[3] - line[3]) * scale, (shown[3] - line[1]) * scale
    box = (int(x0), int(y0), max(int(x1), int(x0) + 1), max(int(y1), int(y0) + 1))
    return darkest.crop(box).tobytes()


def _stretch(line: Box, start: float, end: float) -> Box:
    """Return the part of a line from ``start`` to ``end`` along it as a box a little wide."""
    if line[0] == line[2]:
        return line[0] - 1, line[3] - end, line[0] + 1, line[3] - start
    return line[0] + start, line[1] - 1, line[0] + end, line[1] + 1


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
