"""Parallel items on one clock: a lane for each room, one under the other, time running from right to left.

It stands apart from the tiers because what starts together stands together in every lane: where a moment lies is
solved for all lanes at once, to scale as far as the widest text before it allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    """Return the latest moment within ``room`` mm that nothing runs across, where that fills more than half of it.

    Else the latest at which something starts while what runs across it has its room too; ``None`` where there is none.
    """
    places = moments(spells, 0.0)
    free = [
        time
        for time, at in places.items()
        if 0 < at <= room + _SLACK and not any(spell.start < time < spell.end for spell in spells)
    ]
    if free and places[max(free)] > room / 2:
        return max(free)
    starts = sorted({spell.start for spell in spells})[1:]
    fitting = [at for at in starts if max(moments(until(spells, at), 0.0).values(), default=0.0) <= room + _SLACK]
    return max([*free, *fitting], default=None)


def until(spells: Iterable[Spell], end: float) -> list[Spell]:
    """Return what has begun before ``end``; what runs across it ends there."""
    return [replace(spell, end=min(spell.end, end)) for spell in spells if spell.start < end]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item as laid: its lane (-1 across all), the height it has (mm), its cell and its spell."""

    item: Any
    lane: int
    height: float
    cell: Placed
    spell: Spell
    loop: Loop


def _lanes(job: Job, values: Mapping[str, Any]) -> Placed:
    x, y, w, h = box(values, job.width, job.height)
    keys = list(values["lanes"] or ())
    each = (h - values["between"] * (len(keys) - 1)) / max(len(keys), 1)
    entries = _entries(job, values, (h, each), keys)
    spells = [entry.spell for entry in entries]
    spells += apart(spells, values["apart"])
    rest = None
    if values["spill"] and max(moments(spells, 0.0).values(), default=0.0) > w + _SLACK:
        rest = last_break(spells, w)
    if rest is not None:
        entries = [replace(entry, spell=spell) for entry in entries for spell in until([entry.spell], rest)]
        spells = until(spells, rest)
    places = scaled(spells, w, values["most"])
    laid = [_slot(job, values, entry, places, each + values["between"]) for entry in entries]
    marks = _marks(job, values, [entry.item for entry in entries if entry.cell.items], places)
    whole = together([*(ground for ground, _ in laid), *(cell for _, cell in laid), *marks]).shifted(x + w, y)
    excess = max(places.values(), default=0.0) - w
    over = (Overset(f"{len(entries)} items", excess, (x, y, w, h), job.called),) if excess > _SLACK else ()
    return replace(whole, over=(*whole.over, *over), rest=rest, value={"lane": each, "count": len(keys)})


def _entries(job: Job, values: Mapping[str, Any], heights: tuple[float, float], keys: Sequence[Any]) -> list[_Entry]:
    """Lay the cell of each item from the moment asked for; ``heights`` are that of all lanes and that of one.

    What began on the page before and runs on keeps its place, empty.
    """
    items, begin = list(values["items"] or ()), float(values["from"])
    entries = []
    for index, item in enumerate(items):
        loop, lane = Loop(index, len(items)), _lane(job, values, item, keys)
        height, start = heights[lane >= 0], float(job.each(values["start"], _named(values, item)))
        if start >= begin:
            cell = job.lay(values["cell"], {**_scope(values, item, loop), "last": None}, width=0, height=height)
            entries.append(_Entry(item, lane, height, cell, _spell(job, values, item, cell), loop))
        elif (end := _spell(job, values, item, Placed()).end) > begin:
            entries.append(_Entry(item, lane, height, Placed(), Spell(begin, end, 0.0), loop))
    return entries


def _slot(
    job: Job, values: Mapping[str, Any], entry: _Entry, places: Mapping[float, float], pitch: float
) -> tuple[Placed, Placed]:
    """Return an item's ground and cell in their place, leftwards from the beginning at x of 0; lanes from y of 0."""
    spell, top = entry.spell, max(entry.lane, 0) * pitch
    begin, end = -places[spell.start], -places[spell.end]
    slot = LaneSlot(top, entry.height, spell.end - spell.start, begin - end, entry.lane)
    names = {**_scope(values, entry.item, entry.loop), "slot": slot}
    ground = job.lay(values["ground"] or (), names, width=slot.w, height=slot.h)
    return ground.shifted(end, top), entry.cell.shifted(begin, top)


def apart(spells: Sequence[Spell], least: float) -> list[Spell]:
    """Return spells that hold any two moments at which something starts ``least`` mm apart."""
    starts = sorted({spell.start for spell in spells})
    return [Spell(start, end, least) for start, end in pairwise(starts)]


def _named(values: Mapping[str, Any], item: Any) -> dict[str, Any]:
    return {values["as"]: item}


def _scope(values: Mapping[str, Any], item: Any, loop: Loop) -> dict[str, Any]:
    return {**(values["with"] or {}), values["as"]: item, "loop": loop}


def _lane(job: Job, values: Mapping[str, Any], item: Any, keys: Sequence[Any]) -> int:
    """Return the number of an item's lane; -1 for one that stands across all of them."""
    key = job.each(values["lane"], _named(values, item))
    return keys.index(key) if key in keys else -1


def _spell(job: Job, values: Mapping[str, Any], item: Any, cell: Placed) -> Spell:
    start, end = (float(job.each(values[key], _named(values, item))) for key in ("start", "end"))
    need = max(values["gap"] - cell.x, values["least"]) if cell.items else values["least"]
    return Spell(start, max(end, start + 1), need)


def _marks(job: Job, values: Mapping[str, Any], items: Sequence[Any], places: Mapping[float, float]) -> list[Placed]:
    """Lay the mark of each moment at which something starts, leftwards from the beginning at x of 0."""
    firsts: dict[float, Any] = {}
    for item in items:
        firsts.setdefault(float(job.each(values["start"], _named(values, item))), item)
    marks = []
    for index, start in enumerate(sorted(firsts)):
        names = _scope(values, firsts[start], Loop(index, len(firsts)))
        marks.append(job.lay(values["mark"] or (), names, width=0).shifted(-places[start], 0))
    return marks


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
