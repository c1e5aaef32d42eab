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


_ANGLES = {
    "right": 0, "down-right": 45, "down": 90, "down-left": 135,
    "left": 180, "up-left": 225, "up": 270, "up-right": 315,
}  # fmt: skip


def _arrow(job: Job, values: Mapping[str, Any]) -> Placed:
    """Draw an arrow in a square of side ``h``: shaft and arms at 45° of one thickness, turned to its direction."""
    x, y, side = values["x"], values["y"], values["h"]
    half, thick = side / 2, side * values["shaft"]
    arm = thick / math.sqrt(2)
    head = [(0, -half), (half, 0), (0, half), (-arm, half - arm), (half - arm - thick / 2, thick / 2)]
    shaft = [(-half, thick / 2), (-half, -thick / 2), (half - arm - thick / 2, -thick / 2), (-arm, -half + arm)]
    points = [*head, *shaft]
    turn = math.radians(_ANGLES[values["towards"]])
    cos, sin = math.cos(turn), math.sin(turn)
    turned = [(x + half + px * cos - py * sin, y + half + px * sin + py * cos) for px, py in points]
    return Placed((_shape(job, values, polygon(turned)),), x, y, side, side)


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
        "h": Option(Kind.LENGTH, "side of its square", required=True),
        "towards": Option(Kind.NAME, "where it points", "right", choices=tuple(_ANGLES)),
        "shaft": Option(Kind.NUMBER, "thickness as a share of the side", 0.21),
        **FILL,
    },
    _arrow,
)
