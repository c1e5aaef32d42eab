"""Time rails lying level and read from right to left, parted into tiers.

They stand apart from the upright rail because the items are shared out among the tiers, one under the other, as
evenly as can be: each slot is as wide as its text needs, and beyond that as its minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ofprint.base.records import dataclass, replace
from ofprint.layout.parts.containers import CELL, Slot, solve_slots
from ofprint.layout.parts.options import BOX, box
from ofprint.layout.template.engine import Job, Loop
from ofprint.layout.template.model import Kind, Option, Part
from ofprint.layout.template.placed import Overset, Placed, together

_SLACK = 0.02
_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Tier:
    """Where one tier lies, mm."""

    x: float
    y: float
    w: float


@dataclass(frozen=True, slots=True)
class LevelSlot(Slot):
    """A slot of a tier: beside its place, its width, and whether it is the first of its tier."""

    w: float = 0.0
    leads: bool = False


def parted(needs: Sequence[float], widths: Sequence[float], share: float = 1.0) -> list[int]:
    """Fill tiers of ``widths`` mm in turn, each up to ``share`` of itself; return how many items each takes."""
    counts, at = [], 0
    for width in widths:
        start, used = at, 0.0
        while at < len(needs) and used + needs[at] <= width * share + _SLACK:
            used += needs[at]
            at += 1
        counts.append(at - start)
    return counts


def even_parts(needs: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Return how many items each tier takes, so that the fullest is as little full as can be.

    Where they do not all fit, the tiers are filled in turn and what is left fits nowhere.
    """
    if sum(parted(needs, widths)) < len(needs):
        return parted(needs, widths)
    low, high = 0.0, 1.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (low, middle) if sum(parted(needs, widths, middle)) == len(needs) else (middle, high)
    return parted(needs, widths, high)


def _tiers(job: Job, values: Mapping[str, Any]) -> Placed:
    x, y, w, h = box(values, job.width, job.height)
    start = int(values["from"] or 0)
    items = list(values["items"] or ())
    rows = [Tier(float(row["x"]), float(row["y"]), float(row["w"])) for row in values["rows"] or ()] or [Tier(x, y, w)]
    cells = [_cell(job, values, item, Loop(start + i, len(items)), h) for i, item in enumerate(items[start:])]
    needs = [max(values["gap"] - cell.x, values["least"]) if cell.items else values["least"] for cell in cells]
    counts = even_parts(needs, [row.w for row in rows])
    laid: list[Placed] = []
    at = 0
    for row, count in zip(rows, counts, strict=True):
        part = slice(at, at + count)
        laid += _row(job, values, _Run(items[start:][part], cells[part], needs[part], start + at, len(items)), row, h)
        at += count
    whole = together(laid)
    spread = (min(r.x for r in rows), y, max(r.x + r.w for r in rows) - min(r.x for r in rows), h)
    whole = replace(whole, value={"counts": counts, "need": sum(needs), "room": sum(row.w for row in rows)})
    if at == len(cells):
        return whole
    if values["spill"] and at:
        return replace(whole, rest=start + at)
    left = sum(needs[at:])
    over = Overset(f"{len(cells) - at} of {len(items)} items", left, spread, job.called)
    return replace(whole, over=(*whole.over, over))


@dataclass(frozen=True, slots=True)
class _Run:
    """The items of one tier with their cells and what each needs, counted on from ``first`` of ``count``."""

    items: Sequence[Any]
    cells: Sequence[Placed]
    needs: Sequence[float]
    first: int
    count: int


def _cell(job: Job, values: Mapping[str, Any], item: Any, loop: Loop, h: float) -> Placed:
    """Lay one item leftwards from its right edge, which is the ground's x of 0."""
    names = {**(values["with"] or {}), values["as"]: item, "loop": loop, "last": None}
    return job.lay(values["cell"], names, width=0, height=h)


def _row(job: Job, values: Mapping[str, Any], run: _Run, row: Tier, h: float) -> list[Placed]:
    """Return a tier's grounds, then its cells; a slot is shared out by its minutes where there is room."""
    minutes = [float(job.each(values["minutes"], {values["as"]: item}) or 0) for item in run.items]
    _, widths = solve_slots(run.needs, minutes, row.w, values["most"])
    pen, grounds, laid = row.x + row.w, [], []
    for index, (item, cell, width) in enumerate(zip(run.items, run.cells, widths, strict=True)):
        slot = LevelSlot(row.y, h, minutes[index], width, index == 0)
        names = {**(values["with"] or {}), values["as"]: item, "loop": Loop(run.first + index, run.count), "slot": slot}
        ground = job.lay(values["ground"] or (), names, width=width, height=h)
        grounds.append(ground.shifted(pen - width, row.y))
        laid.append(cell.shifted(pen, row.y))
        pen -= width
    return [*grounds, *laid]


TIERS = Part(
    "tiers",
    "Level time rails read from right to left. A cell is laid leftwards from its item's right edge, so its frames say "
    "`right:`; `rows` gives each tier as `{x, y, w}`, and the items are shared out evenly among them.",
    {
        **BOX,
        **CELL,
        "rows": Option(Kind.VALUE, "the tiers, each {x, y, w} in mm (else the box itself)"),
        "ground": Option(
            Kind.FRAMES,
            "frames behind each cell, from its slot's left; `slot.w` and `slot.h` are its size, "
            "`slot.leads` whether it begins a tier",
        ),
        "minutes": Option(Kind.EACH, "the minutes of an item; none: no slot is wider than it needs", 0),
        "gap": Option(Kind.LENGTH, "from an item's leftmost to the next slot", 3.2),
        "least": Option(Kind.LENGTH, "the least width of a slot", 14),
        "most": Option(Kind.NUMBER, "the largest scale, mm a minute", 1000),
        "from": Option(Kind.NUMBER, "the item to begin with", 0),
        "spill": Option(Kind.VALUE, "whether what is left goes on to a further page", False),
    },
    _tiers,
)
