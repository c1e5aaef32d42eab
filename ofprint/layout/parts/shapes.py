"""Plain shapes: rectangles, rules, rings, polygons and arrows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ofprint.layout.page import Item, Shape, circle, polygon, polyline, rectangle
from ofprint.layout.parts.options import BOX, CONTENT, FILL, TYPE, box
from ofprint.layout.parts.text import centred
from ofprint.layout.template.engine import Job
from ofprint.layout.template.model import Kind, Option, Part
from ofprint.layout.template.placed import Placed


def _shape(job: Job, values: Mapping[str, Any], path: Any) -> Shape:
    fill, stroke = values.get("fill"), values.get("stroke")
    ink = job.studio.ink
    return Shape(path, ink(fill) if fill else None, ink(stroke) if stroke else None, values.get("width") or 0.2)


def _rect(job: Job, values: Mapping[str, Any]) -> Placed:
    x, y, w, h = box(values, job.width, job.height)
    return Placed((_shape(job, values, rectangle(x, y, w, h)),), x, y, w, h)


def _rule(job: Job, values: Mapping[str, Any]) -> Placed:
    """Draw a rule as a filled bar, so that no device may thin it."""
    width = values["width"]
    if values["h"] is not None:
        x, y, _, h = box({**values, "w": 0.0}, job.width, job.height)
        path, at = rectangle(x - width / 2, y, width, h), (x, y, 0.0, h)
    else:
        x, y, w, _ = box({**values, "h": 0}, job.width, job.height)
        path, at = rectangle(x, y - width / 2, w, width), (x, y, w, 0.0)
    return Placed((Shape(path, job.studio.ink(values["ink"])),), *at)


def _ring(job: Job, values: Mapping[str, Any]) -> Placed:
    x, y, d = values["x"], values["y"], values["d"]
    items: list[Item] = [_shape(job, values, circle(x + d / 2, y + d / 2, d / 2))]
    letter = centred(job, values, x + d / 2, y + d / 2)
    if letter:
        items.append(letter)
    return Placed(tuple(items), x, y, d, d)


def _polygon(job: Job, values: Mapping[str, Any]) -> Placed:
    points = [(float(x), float(y)) for x, y in values["points"]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    shape = _shape(job, values, (polyline if values["open"] else polygon)(points))
    return Placed((shape,), min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


ANGLES = {
    "right": 0, "down-right": 45, "down": 90, "down-left": 135,
    "left": 180, "up-left": 225, "up": 270, "up-right": 315,
}  # fmt: skip


def arrow_points(length: float, side: float, shaft: float, arm: float | None) -> list[tuple[float, float]]:
    """Return an arrow to the right about its middle: its arms at 45°, ``side`` mm from end to end.

    ``shaft`` is its thickness in mm. The arms are as thick and end square to themselves; or, with ``arm`` mm
    given, they are so long along the shaft and end level with it.
    """
    tip, half, thick = length / 2, side / 2, shaft / 2
    back = tip - half
    if arm is None:
        step = shaft / math.sqrt(2)
        neck = tip - step - thick
        upper = [(back - step, -half + step), (back, -half)]
    else:
        neck = back - arm + half - thick
        upper = [(back - arm, -half), (back, -half)]
    points = [(-tip, -thick), (neck, -thick), *upper, (tip, 0)]
    return [*points, *((x, -y) for x, y in reversed(points[:-1]))]


def _arrow(job: Job, values: Mapping[str, Any]) -> Placed:
    """Draw an arrow in a box of its length by ``h``, turned about the box's middle to its direction."""
    x, y, side = values["x"], values["y"], values["h"]
    length = values["length"] or side
    points = arrow_points(length, side, side * values["shaft"], values["arm"])
    turn = math.radians(ANGLES[values["towards"]])
    cos, sin = math.cos(turn), math.sin(turn)
    cx, cy = x + length / 2, y + side / 2
    turned = [(cx + px * cos - py * sin, cy + px * sin + py * cos) for px, py in points]
    return Placed((_shape(job, values, polygon(turned)),), x, y, length, side)


RECT = Part("rect", "A rectangle.", {**BOX, **FILL}, _rect)
RULE = Part(
    "rule",
    "A level rule (w) or a plumb one (h), centred on its line.",
    {
        **BOX,
        "width": Option(Kind.LENGTH, "thickness", 0.2),
        "ink": Option(Kind.NAME, "its ink", required=True),
    },
    _rule,
)
RING = Part(
    "ring",
    "A disc or ring with a letter in its middle.",
    {
        "x": Option(Kind.LENGTH, "left edge", required=True),
        "y": Option(Kind.LENGTH, "upper edge", required=True),
        "d": Option(Kind.LENGTH, "diameter", required=True),
        **FILL,
        **CONTENT,
        **TYPE,
    },
    _ring,
)
POLYGON = Part(
    "polygon",
    "A closed path through points, or an open line.",
    {
        "points": Option(Kind.VALUE, "a list of [x, y] in mm", required=True),
        "open": Option(Kind.VALUE, "whether the line stays open", False),
        **FILL,
    },
    _polygon,
)
ARROW = Part(
    "arrow",
    "An arrow in one of eight directions.",
    {
        "x": Option(Kind.LENGTH, "left edge", required=True),
        "y": Option(Kind.LENGTH, "upper edge", required=True),
        "h": Option(Kind.LENGTH, "from end to end of its arms", required=True),
        "towards": Option(Kind.NAME, "where it points", "right", choices=tuple(ANGLES)),
        "length": Option(Kind.LENGTH, "its length where it is not as long as high"),
        "shaft": Option(Kind.NUMBER, "thickness as a share of the side", 0.21),
        "arm": Option(
            Kind.LENGTH, "length of the arms along the shaft; they then end level, else square to themselves"
        ),
        **FILL,
    },
    _arrow,
)
