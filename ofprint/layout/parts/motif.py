"""The motif of the open factory: rows of sawtooth roofs, and the shutter over a door."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ofprint.layout.page import Item, Shape, polygon, polyline, rectangle
from ofprint.layout.parts.options import BOX, FILL, box
from ofprint.layout.template.engine import Job
from ofprint.layout.template.model import Kind, Option, Part
from ofprint.layout.template.placed import Placed


def roofs(
    *, pitch: float, phase: float, eave: float, slope: float, start: float, end: float, foot: float
) -> list[tuple[float, float]]:
    """Return the outline of a row of sawtooth roofs from ``start`` to ``end`` (mm), closed along ``foot``.

    Bays begin at ``phase + k·pitch``; each rises from the eave by ``slope`` to its right end, then falls plumb.
    """
    points = [(start, foot)]
    bay = math.floor((start - phase) / pitch)
    while (x := phase + bay * pitch) < end - 1e-9:
        left, right = max(x, start), min(x + pitch, end)
        if right - left > 1e-9:
            points += [(left, eave - slope * (left - x)), (right, eave - slope * (right - x))]
        bay += 1
    return [*points, (end, foot)]


def _row(job: Job, values: Mapping[str, Any]) -> Placed:
    if values["pitch"] <= 0.5:
        raise ValueError(f"a pitch of {values['pitch']} mm; it must be over 0.5 mm")
    start = -values["past"] if values["from"] is None else values["from"]
    end = job.width + values["past"] if values["to"] is None else values["to"]
    foot, eave = values["foot"], values["eave"]
    outline = roofs(
        pitch=values["pitch"], phase=values["phase"], eave=eave, slope=values["slope"], start=start, end=end, foot=foot
    )
    top, ink = min(y for _, y in outline), job.studio.ink(values["ink"])
    line = values["line"]
    shape = Shape(polyline(outline[1:-1]), None, ink, line) if line else Shape(polygon(outline), ink)
    return Placed((shape,), start, top, end - start, foot - top, value=top)


def slats(
    x: float, y: float, w: float, h: float, *, count: int, share: float
) -> list[tuple[float, float, float, float]]:
    """Return ``count`` level slats filling a height of ``h`` mm, each taking ``share`` of its pitch."""
    pitch = h / count
    return [(x, y + index * pitch, w, pitch * share) for index in range(count)]


def _door(job: Job, values: Mapping[str, Any]) -> Placed:
    x, y, w, h = box(values, job.width, job.height)
    ink = job.studio.ink
    items: list[Item] = []
    rolled = values["shutter"]
    if not values["shut"]:
        items.append(Shape(rectangle(x, y, w, h + values["past"]), ink(values["ink"])))
    if values["count"] and (rolled or values["shut"]):
        top, height = (y, h + values["past"]) if values["shut"] else (y - rolled, rolled)
        for slat in slats(x, top, w, height, count=int(values["count"]), share=values["share"]):
            items.append(Shape(rectangle(*slat), ink(values["slat"])))
    return Placed(tuple(items), x, y, w, h, value=y - rolled)


def serrated(*, x: float, y: float, w: float, top: float, roofs: int, slope: float) -> list[tuple[float, float]]:
    """Return the outline of a band hanging from ``top`` whose foot is cut into sawtooth roofs, mm.

    Every roof falls from the right at ``y`` to the left by ``slope`` times its width, then plumb up again.
    """
    pitch = w / roofs
    deep = y + slope * pitch
    teeth = [point for roof in range(roofs) for point in ((x + roof * pitch, deep), (x + (roof + 1) * pitch, y))]
    return [(x, top), *teeth, (x + w, top)]


def _slip(job: Job, values: Mapping[str, Any]) -> Placed:
    x, y, w = values["x"], values["y"], values["w"]
    top, count = -values["past"] if values["top"] is None else values["top"], int(values["roofs"])
    if count < 1 or w <= 0:
        raise ValueError(f"a slip of {count} roofs, {w} mm wide")
    outline = serrated(x=x, y=y, w=w, top=top, roofs=count, slope=values["slope"])
    ink = job.studio.ink
    fill, stroke = values["fill"], values["stroke"]
    shape = Shape(polygon(outline), ink(fill) if fill else None, ink(stroke) if stroke else None, values["width"])
    foot = y + values["slope"] * w / count
    return Placed((shape,), x, top, w, foot - top, value=foot)


ROW = Part(
    "row",
    "A row of sawtooth roofs on a ground: slopes rising to the right, then plumb down.",
    {
        "pitch": Option(Kind.LENGTH, "width of one bay", required=True),
        "phase": Option(Kind.LENGTH, "where a bay begins", 0),
        "eave": Option(Kind.LENGTH, "the height y at which slopes begin", required=True),
        "foot": Option(Kind.LENGTH, "the y down to which the row is solid", required=True),
        "slope": Option(Kind.NUMBER, "rise of a roof by its width", 0.3),
        "from": Option(Kind.LENGTH, "where the row begins (else past the left bleed)"),
        "to": Option(Kind.LENGTH, "where the row ends (else past the right bleed)"),
        "past": Option(Kind.LENGTH, "how far it runs past the trim", 4.0),
        "line": Option(Kind.LENGTH, "its outline alone, as a line so thick, not filled"),
        "ink": Option(Kind.NAME, "its ink", required=True),
    },
    _row,
)
SLIP = Part(
    "slip",
    "A bookmark hanging into the sheet from above, its foot cut into sawtooth roofs. Its `value` is its deepest point.",
    {
        "x": Option(Kind.LENGTH, "left edge", required=True),
        "y": Option(Kind.LENGTH, "the shallow edge of its foot", required=True),
        "w": Option(Kind.LENGTH, "width", required=True),
        "top": Option(Kind.LENGTH, "where it hangs from (else from above the upper bleed)"),
        "past": Option(Kind.LENGTH, "how far above the trim it begins", 4.0),
        "roofs": Option(Kind.NUMBER, "how many roofs its foot has", 3),
        "slope": Option(Kind.NUMBER, "rise of a roof by its width", 0.42),
        **FILL,
    },
    _slip,
)
DOOR = Part(
    "door",
    "A door to the ground with a rolled-up shutter of slats above it; shut, it is slats all the way.",
    {
        **BOX,
        "ink": Option(Kind.NAME, "the door's ink", required=True),
        "slat": Option(Kind.NAME, "the slats' ink", required=True),
        "shutter": Option(Kind.LENGTH, "height of the rolled shutter above the door", 0),
        "count": Option(Kind.NUMBER, "number of slats", 0),
        "share": Option(Kind.NUMBER, "a slat's share of its pitch", 0.72),
        "shut": Option(Kind.VALUE, "whether the shutter is down", False),
        "past": Option(Kind.LENGTH, "how far the door runs past its foot, into the bleed", 0),
    },
    _door,
)
