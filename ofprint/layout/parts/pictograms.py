"""Pictograms by their names, drawn from one table for all themes.

They stand apart as data with the few forms that draw it: lines of one weight, discs, boxes, busts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from ofprint.base.nearest import nearest
from ofprint.base.records import dataclass
from ofprint.base.yaml_places import read_yaml_file
from ofprint.base.yaml_tree import Mapping as Node
from ofprint.base.yaml_tree import Scalar
from ofprint.base.yaml_tree import Sequence as Nodes
from ofprint.layout.page import Item, Shape, Step, circle, polygon, rectangle
from ofprint.layout.parts.options import CONTENT, content
from ofprint.layout.parts.shapes import ANGLES
from ofprint.layout.template.engine import Job
from ofprint.layout.template.model import Kind, Option, Part
from ofprint.layout.template.placed import Placed

GRID, WEIGHT = 64.0, 4.0
_TABLE = Path(__file__).with_name("pictograms.yaml")
Point = tuple[float, float]
Path_ = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One element of a pictogram: its path on the grid, and whether it takes away instead of printing."""

    path: Path_
    off: bool = False


@dataclass(frozen=True, slots=True)
class Pictogram:
    """A pictogram: what it means by language, and its elements in painting order, on a grid of 64."""

    name: str
    means: Mapping[str, str]
    strokes: tuple[Stroke, ...]


@cache
def pictograms() -> dict[str, Pictogram]:
    """Return every pictogram by its name."""
    root = read_yaml_file(_TABLE).root
    assert isinstance(root, Node), "the shipped table is a mapping"
    return {entry.key.text: _pictogram(entry.key.text, entry.value) for entry in root}


def _pictogram(name: str, node: Any) -> Pictogram:
    means = {entry.key.text: entry.value.text for entry in node.get("means")}
    strokes = [stroke for element in node.get("draw").items for stroke in _strokes(element)]
    return Pictogram(name, means, tuple(strokes))


def _strokes(node: Any) -> Iterator[Stroke]:
    values = {entry.key.text: _plain(entry.value) for entry in node}
    if values.get("use") == "prohibited":
        yield from _prohibited()
        return
    off, halo = values.pop("off", None) == "true", values.pop("halo", 0.0)
    ((form, given),) = values.items()
    yield Stroke(_FORMS[form](given, halo), off)


def _plain(node: Any) -> Any:
    if isinstance(node, Nodes):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Scalar), "the shipped table holds lists and single values"
    try:
        return float(node.text)
    except ValueError:
        return node.text


def _prohibited() -> Iterator[Stroke]:
    """Yield the ring and slash of a prohibition (ISO 3864-1): the bar falls to the right at 45°."""
    bar = [[32 - 19.1, 32 - 19.1], [32 + 19.1, 32 + 19.1]]
    yield Stroke(_line(bar, 2.5), off=True)
    yield Stroke(_line(bar, 0))
    yield Stroke(_ring([32, 32, 27], 0))


def _joined(pairs: Iterable[tuple[Point, Point]], half: float) -> Path_:
    """Return lines with round ends as solid pieces that wind the same way."""
    steps: list[Step] = []
    for (x0, y0), (x1, y1) in pairs:
        length = math.hypot(x1 - x0, y1 - y0)
        dx, dy = (y0 - y1) / length * half, (x1 - x0) / length * half
        steps += [*circle(x0, y0, half), *circle(x1, y1, half)]
        steps += polygon([(x0 - dx, y0 - dy), (x1 - dx, y1 - dy), (x1 + dx, y1 + dy), (x0 + dx, y0 + dy)])
    return tuple(steps)


def _points(given: Sequence[Sequence[float]]) -> list[Point]:
    return [(float(x), float(y)) for x, y in given]


def _line(given: Sequence[Sequence[float]], halo: float) -> Path_:
    return _joined(pairwise(_points(given)), WEIGHT / 2 + halo)


def _tube(given: Sequence[Sequence[float]], halo: float) -> Path_:
    return _joined(pairwise(_points(given)), WEIGHT + halo)


def _loop(given: Sequence[Sequence[float]], halo: float) -> Path_:
    return _joined(pairwise([*_points(given), *_points(given[:1])]), WEIGHT / 2 + halo)


def _arc(values: Sequence[float], halo: float) -> Path_:
    """Return a line of round ends along a circle."""
    x, y, r, start, end = values
    half = WEIGHT / 2 + halo
    outer, inner = _curve(x, y, r + half, start, end), _curve(x, y, r - half, end, start)
    first, last = (_on(x, y, r, angle) for angle in (start, end))
    body = (("m", *_on(x, y, r + half, start)), *outer, ("l", *_on(x, y, r - half, end)), *inner, ("h",))
    return (*body, *circle(*first, half), *circle(*last, half))


def _on(x: float, y: float, r: float, angle: float) -> Point:
    turn = math.radians(angle)
    return x + r * math.cos(turn), y + r * math.sin(turn)


def _curve(x: float, y: float, r: float, start: float, end: float) -> Iterator[Step]:
    """Yield cubic curves along a circle, none over 45°: the error stays under a millionth of the radius."""
    count = max(math.ceil(abs(end - start) / 45), 1)
    step = (end - start) / count
    arm = 4 / 3 * math.tan(math.radians(step) / 4) * r
    for index in range(count):
        (x0, y0), (x1, y1) = (_on(x, y, r, start + step * (index + more)) for more in (0, 1))
        a, b = (math.radians(start + step * (index + more)) for more in (0, 1))
        yield (
            "c", x0 - arm * math.sin(a), y0 + arm * math.cos(a), x1 + arm * math.sin(b), y1 - arm * math.cos(b), x1, y1,
        )  # fmt: skip


def _ring(values: Sequence[float], halo: float) -> Path_:
    x, y, r = values
    half = WEIGHT / 2 + halo
    hole = (("m", x + r - half, y), *_curve(x, y, r - half, 360, 0), ("h",))
    return (*circle(x, y, r + half), *hole)


def _disc(values: Sequence[float], halo: float) -> Path_:
    x, y, r = values
    return circle(x, y, r + halo)


def _box(values: Sequence[float], halo: float) -> Path_:
    x, y, w, h = values
    return rectangle(x - halo, y - halo, w + 2 * halo, h + 2 * halo)


def _fill(given: Sequence[Sequence[float]], halo: float) -> Path_:
    ends = _points(given)
    around = [*pairwise(ends), (ends[-1], ends[0])]
    area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in around)
    return (*polygon(ends if area > 0 else ends[::-1]), *(_joined(around, halo) if halo else ()))


def _bust(values: Sequence[float], halo: float) -> Path_:
    """Return shoulders about x: from y on ``2·half`` wide with round corners, ``h`` high."""
    x, y, half, h = values
    half, y, h = half + halo, y - halo, h + 2 * halo
    r = min(half, h, 5 + halo)
    return (
        ("m", x - half, y + h), ("l", x - half, y + r), *_curve(x - half + r, y + r, r, 180, 270),
        ("l", x + half - r, y), *_curve(x + half - r, y + r, r, 270, 360), ("l", x + half, y + h), ("h",),
    )  # fmt: skip


_FORMS: Mapping[str, Callable[[Any, float], Path_]] = {
    "line": _line, "loop": _loop, "tube": _tube, "arc": _arc, "ring": _ring, "disc": _disc, "box": _box, "fill": _fill,
    "bust": _bust,
}  # fmt: skip


def _draw(job: Job, values: Mapping[str, Any]) -> Placed:
    name = str(content(values)).strip()
    known = pictograms()
    if name not in known:
        near = nearest(name, known)
        raise ValueError(f"no pictogram {name!r}; {f'did you mean {near[0]}?' if near else ', '.join(known)}")
    x, y, side = values["x"], values["y"], values["side"]
    scale, turn = side / GRID, math.radians(ANGLES[values["towards"]])
    ink, ground = job.studio.ink(values["ink"]), job.studio.ink(values["ground"])
    items: list[Item] = []
    for stroke in known[name].strokes:
        path = tuple(_moved(step, (x, y), scale, turn) for step in stroke.path)
        items.append(Shape(path, ground if stroke.off else ink))
    return Placed(tuple(items), x, y, side, side)


def _moved(step: Step, at: Point, scale: float, turn: float) -> Step:
    """Return a path step turned about the grid's middle, scaled, and moved to its place."""
    operator, *values = step
    cos, sin, middle = math.cos(turn), math.sin(turn), GRID / 2
    moved: list[float] = []
    for px, py in zip(values[::2], values[1::2], strict=True):
        dx, dy = px - middle, py - middle
        moved += [at[0] + (middle + dx * cos - dy * sin) * scale, at[1] + (middle + dx * sin + dy * cos) * scale]
    return (operator, *moved)


PICTOGRAM = Part(
    "pictogram",
    "A pictogram by its name, one of those in [pictograms.md](pictograms.md).",
    {
        "x": Option(Kind.LENGTH, "left edge", required=True),
        "y": Option(Kind.LENGTH, "upper edge", required=True),
        "side": Option(Kind.LENGTH, "side of its square", required=True),
        **CONTENT,
        "towards": Option(
            Kind.NAME, "the direction an arrow to the right is turned to", "right", choices=tuple(ANGLES)
        ),
        "ink": Option(Kind.NAME, "its ink", required=True),
        "ground": Option(Kind.NAME, "the ink of what it stands on, printed where it is cut out", "paper"),
    },
    _draw,
)
