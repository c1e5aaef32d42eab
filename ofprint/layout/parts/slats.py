"""Slats: whatever frames draw, cut into level (or plumb) rules that thin towards the foot, a shutter going up.

It stands apart from the motif's other parts because it takes frames, as containers do, and gives shapes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ofprint.layout.outlines import Contour, band, contours
from ofprint.layout.page import Shape, polygon
from ofprint.layout.parts.options import BOX, box
from ofprint.layout.template.engine import Job
from ofprint.layout.template.model import Kind, Option, Part
from ofprint.layout.template.placed import Placed

MOST_SLATS = 400


def slat_bands(start: float, foot: float, pitch: float, shares: tuple[float, float]) -> list[tuple[float, float]]:
    """Return the (top, foot) of each slat from ``start`` to ``foot`` mm, one every ``pitch``.

    The first is ``shares[0]`` of the pitch thick, the last ``shares[1]``, those between in even steps.
    """
    count = max(int((foot - start) / pitch + 1e-6) + 1, 1)
    first, last = shares
    steps = max(count - 1, 1)
    found = []
    for index in range(count):
        top = start + index * pitch
        end = min(top + pitch * (first + (last - first) * index / steps), foot)
        if end - top > 1e-3:
            found.append((top, end))
    return found


def _slats(job: Job, values: Mapping[str, Any]) -> Placed:
    x, y, w, h = box(values, job.width, job.height)
    pitch = values["pitch"]
    if pitch <= 0.2:
        raise ValueError(f"a pitch of {pitch} mm; it must be over 0.2 mm")
    plumb = bool(values["plumb"])
    shape, taken = (_drawn(job, values[key], (x, y), (w, h), plumb) for key in ("frames", "less"))
    if not shape:
        return Placed()
    ys = [point[1] for contour in shape for point in contour]
    start = min(ys) if values["top"] is None else values["top"]
    if (max(ys) - start) / pitch > MOST_SLATS:
        raise ValueError(f"more than {MOST_SLATS} slats; give them a larger pitch")
    foot = max(ys) if values["foot"] is None else values["foot"]
    window = _window(job, values, plumb)
    shares = (values["share"], values["last_share"] or values["share"])
    slats = []
    for top, end in slat_bands(start, foot, pitch, shares):
        whole = [_cropped(piece, window, values["past"], values["snap"]) for piece in band(shape, taken, top, end)]
        slats.append([piece for piece in whole if _width(piece) >= values["shortest"] * pitch])
    pieces = [piece for slat in _without_stump(slats, values["narrowest"]) for piece in slat]
    return _placed(job, values, pieces, plumb)


def _drawn(job: Job, frames: Any, at: tuple[float, float], size: tuple[float, float], plumb: bool) -> list[Contour]:
    """Return the outlines of what frames draw; for plumb slats x and y change places."""
    placed = job.lay(frames or (), {}, width=size[0], height=size[1]).shifted(*at)
    found = contours(placed.items)
    return [[(py, px) for px, py in contour] for contour in found] if plumb else found


def _window(job: Job, values: Mapping[str, Any], plumb: bool) -> tuple[float, float]:
    past = values["past"]
    return (-past, (job.height if plumb else job.width) + past)


def _cropped(piece: Contour, window: tuple[float, float], past: float, snap: float) -> Contour:
    """End a piece at the window; an end that comes within ``snap`` mm of the ground's edge runs off it.

    What stops in the bleed, or a hair before the trim, would show a white sliver where the knife strays.
    """
    low, high = window

    def kept(x: float) -> float:
        if snap and x > high - past - snap:
            return high
        if snap and x < low + past + snap:
            return low
        return min(max(x, low), high)

    return [(kept(x), y) for x, y in piece]


def _width(piece: Contour) -> float:
    xs = [x for x, _ in piece]
    return max(xs) - min(xs)


def _without_stump(slats: Sequence[list[Contour]], narrowest: float) -> list[list[Contour]]:
    """Leave out the last slats that are much narrower than the one above them."""
    kept = [slat for slat in slats if slat]
    while len(kept) > 1 and sum(map(_width, kept[-1])) < narrowest * sum(map(_width, kept[-2])):
        kept.pop()
    return kept


def _placed(job: Job, values: Mapping[str, Any], pieces: Sequence[Contour], plumb: bool) -> Placed:
    turned = [[(y, x) for x, y in piece] for piece in pieces] if plumb else list(pieces)
    if not turned:
        return Placed()
    ink = job.studio.ink(values["ink"])
    xs = [x for piece in turned for x, _ in piece]
    ys = [y for piece in turned for _, y in piece]
    spans = tuple(
        (min(y for _, y in p), max(y for _, y in p), min(x for x, _ in p), max(x for x, _ in p)) for p in turned
    )
    path = tuple(step for piece in turned for step in polygon(piece))
    left, top = min(xs), min(ys)
    return Placed((Shape(path, ink),), left, top, max(xs) - left, max(ys) - top, lines=len(turned), value=spans)


SLATS = Part(
    "slats",
    "What frames draw (text, arrows, roofs, boxes), cut into level slats that thin towards the foot. Its `value` lists"
    " them: top, foot, left, right (see the filter `left_of`).",
    {
        **BOX,
        "frames": Option(Kind.FRAMES, "the frames whose shapes are cut", required=True),
        "less": Option(Kind.FRAMES, "frames whose shapes are taken out of them"),
        "pitch": Option(Kind.LENGTH, "from slat to slat", required=True),
        "share": Option(Kind.NUMBER, "the first slat's share of its pitch", 0.47),
        "last_share": Option(Kind.NUMBER, "the last slat's share (else like the first)"),
        "top": Option(Kind.LENGTH, "where the first slat begins (else at the shape's top)"),
        "foot": Option(Kind.LENGTH, "where slats end (else at the shape's foot)"),
        "plumb": Option(Kind.VALUE, "whether the slats stand plumb", False),
        "shortest": Option(Kind.NUMBER, "pieces shorter than so many pitches are left out", 1.2),
        "narrowest": Option(Kind.NUMBER, "last slats narrower than this share of the one above are left out", 0),
        "snap": Option(Kind.LENGTH, "ends so near to the ground's edge run off it", 0),
        "past": Option(Kind.LENGTH, "how far they may run past the ground's edges", 4.0),
        "ink": Option(Kind.NAME, "their ink", required=True),
    },
    _slats,
)
