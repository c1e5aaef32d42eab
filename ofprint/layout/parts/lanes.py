"""Parallel items on one clock: a lane for each room, one under the other, time running from right to left.

It stands apart from the tiers because what starts together stands together in every lane: where a moment lies is
solved for all lanes at once, to scale as far as the widest text before it allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from ofprint.base.records import dataclass, replace
from ofprint.layout.parts.containers import CELL, Slot
from ofprint.layout.parts.options import BOX, box
from ofprint.layout.template.engine import Job, Loop
from ofprint.layout.template.model import Kind, Option, Part
from ofprint.layout.template.placed import Overset, Placed, together

_SLACK = 0.02
_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class LaneSlot(Slot):
    """A slot of a lane: its width (mm), and the lane's number; -1 for one across all lanes."""

    w: float = 0.0
    lane: int = -1


@dataclass(frozen=True, slots=True)
class Spell:
    """An item on the clock: its first and last minute, and the least width of its text, mm."""

    start: float
    end: float
    need: float


def moments(spells: Sequence[Spell], scale: float) -> dict[float, float]:
    """Return how many mm from the beginning each moment lies at which something starts or ends.

    Each spell is as wide as ``scale`` mm a minute, and never narrower than its need; so moments follow one another
    as the longest way to them.
    """
    places: dict[float, float] = {}
    times = sorted({moment for spell in spells for moment in (spell.start, spell.end)})
    for index, time in enumerate(times):
        earlier = times[index - 1] if index else time
        at = places.get(earlier, 0.0) + scale * (time - earlier)
        ended = [places[spell.start] + spell.need for spell in spells if spell.end == time]
        places[time] = max([at, *ended])
    return places


def scaled(spells: Sequence[Spell], room: float, most: float) -> dict[float, float]:
    """Return the moments at the largest scale, up to ``most`` mm a minute, at which they stand within ``room`` mm."""
    low, high = 0.0, most
    if max(moments(spells, high).values(), default=0.0) <= room:
        return moments(spells, high)
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        fits = max(moments(spells, middle).values(), default=0.0) <= room
        low, high = (middle, high) if fits else (low, middle)
    return moments(spells, low)


def last_break(spells: Sequence[Spell], room: float) -> float | None:
    """Return the latest moment within ``room`` mm that nothing runs across; ``None`` where there is none."""
    places = moments(spells, 0.0)
    free = [
        time
        for time, at in places.items()
        if 0 < at <= room + _SLACK and not any(spell.start < time < spell.end for spell in spells)
    ]
    return max(free, default=None)


def _lanes(job: Job, values: Mapping[str, Any]) -> Placed:
    x, y, w, h = box(values, job.width, job.height)
    keys = list(values["lanes"] or ())
    each = (h - values["between"] * (len(keys) - 1)) / max(len(keys), 1)
    items = [
        item
        for item in values["items"] or ()
        if float(job.each(values["start"], _named(values, item))) >= values["from"]
    ]
    numbers = [_lane(job, values, item, keys) for item in items]
    heights = [h if number < 0 else each for number in numbers]
    cells = [
        job.lay(values["cell"], {**_scope(values, item, index, len(items)), "last": None}, width=0, height=height)
        for index, (item, height) in enumerate(zip(items, heights, strict=True))
    ]
    spells = [_spell(job, values, item, cell) for item, cell in zip(items, cells, strict=True)]
    spells += apart(spells, values["apart"])
    rest = None
    if max(moments(spells, 0.0).values(), default=0.0) > w + _SLACK and values["spill"]:
        rest = last_break(spells, w)
    kept = [index for index in range(len(items)) if rest is None or spells[index].start < rest]
    places = scaled([spell for spell in spells if rest is None or spell.end <= rest], w, values["most"])
    right = x + w
    grounds, laid = [], []
    for index in kept:
        spell, number = spells[index], numbers[index]
        top = y if number < 0 else y + number * (each + values["between"])
        begin, end = right - places[spell.start], right - places[spell.end]
        slot = LaneSlot(top, heights[index], spell.end - spell.start, begin - end, number)
        names = {**_scope(values, items[index], index, len(items)), "slot": slot}
        ground = job.lay(values["ground"] or (), names, width=slot.w, height=slot.h)
        grounds.append(ground.shifted(end, top))
        laid.append(cells[index].shifted(begin, top))
    marks = _marks(job, values, [items[index] for index in kept], places, right, y)
    whole = together([*grounds, *laid, *marks])
    excess = max(places.values(), default=0.0) - w
    over = (Overset(f"{len(kept)} items", excess, (x, y, w, h), job.called),) if excess > _SLACK else ()
    return replace(whole, over=(*whole.over, *over), rest=rest, value={"lane": each, "count": len(keys)})


def apart(spells: Sequence[Spell], least: float) -> list[Spell]:
    """Return spells that hold any two moments at which something starts ``least`` mm apart."""
    starts = sorted({spell.start for spell in spells})
    return [Spell(start, end, least) for start, end in pairwise(starts)]


def _named(values: Mapping[str, Any], item: Any) -> dict[str, Any]:
    return {values["as"]: item}


def _scope(values: Mapping[str, Any], item: Any, index: int, count: int) -> dict[str, Any]:
    return {**(values["with"] or {}), values["as"]: item, "loop": Loop(index, count)}


def _lane(job: Job, values: Mapping[str, Any], item: Any, keys: Sequence[Any]) -> int:
    """Return the number of an item's lane; -1 for one that stands across all of them."""
    key = job.each(values["lane"], _named(values, item))
    return keys.index(key) if key in keys else -1


def _spell(job: Job, values: Mapping[str, Any], item: Any, cell: Placed) -> Spell:
    start, end = (float(job.each(values[key], _named(values, item))) for key in ("start", "end"))
    need = max(values["gap"] - cell.x, values["least"]) if cell.items else values["least"]
    return Spell(start, max(end, start + 1), need)


def _marks(
    job: Job, values: Mapping[str, Any], items: Sequence[Any], places: Mapping[float, float], right: float, y: float
) -> list[Placed]:
    """Lay the mark of each moment at which something starts."""
    firsts: dict[float, Any] = {}
    for item in items:
        firsts.setdefault(float(job.each(values["start"], _named(values, item))), item)
    return [
        job.lay(values["mark"] or (), _scope(values, firsts[start], index, len(firsts)), width=0).shifted(
            right - places[start], y
        )
        for index, start in enumerate(sorted(firsts))
    ]


LANES = Part(
    "lanes",
    "Parallel items on one clock, a lane for each room, read from right to left: what starts together stands together. "
    "Cells are laid leftwards from their right edge; an item of no lane stands across all of them.",
    {
        **BOX,
        **CELL,
        "lanes": Option(Kind.VALUE, "the keys of the lanes, from the top", required=True),
        "lane": Option(Kind.EACH, "the key of an item's lane", required=True),
        "start": Option(Kind.EACH, "when an item starts, in minutes", required=True),
        "end": Option(Kind.EACH, "when it ends, in minutes", required=True),
        "ground": Option(
            Kind.FRAMES,
            "frames behind each cell, from its slot's left; `slot.w` and `slot.h` are its size, `slot.lane` its lane",
        ),
        "mark": Option(Kind.FRAMES, "frames above the moment at which something starts, leftwards from it"),
        "apart": Option(Kind.LENGTH, "the least distance of two moments at which something starts", 11),
        "between": Option(Kind.LENGTH, "between one lane and the next", 0),
        "gap": Option(Kind.LENGTH, "from an item's leftmost to the end of its slot", 1.6),
        "least": Option(Kind.LENGTH, "the least width of a slot", 5),
        "most": Option(Kind.NUMBER, "the largest scale, mm a minute", 1000),
        "from": Option(Kind.NUMBER, "the minute to begin with", 0),
        "spill": Option(Kind.VALUE, "whether what is left goes on to a further page", False),
    },
    _lanes,
)
