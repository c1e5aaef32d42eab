"""Items that run beside each other, parted into lanes for a timetable drawn to scale, and the speakers in order.

It stands apart from the filters because it weighs a whole day's items against each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ofprint.base.records import dataclass
from ofprint.products.view import DayView, ItemView

if TYPE_CHECKING:
    from ofprint.products.assemble import Entry


@dataclass(frozen=True, slots=True)
class LaneView:
    """What runs in one track (or, without tracks, in one room) on a day."""

    name: str
    room: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class GridView:
    """One page of a day's grid: its lanes, what everybody shares, and the day's span in minutes."""

    day: DayView
    number: int
    """Its number among the day's pages, from 1."""
    lanes: tuple[LaneView, ...]
    shared: tuple[ItemView, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """One line of an index: a speaker, and where they are found."""

    name: str
    reading: str
    post: str
    initial: str
    """The row of the syllabary (あ, か …) or the letter; said by the first of its own."""
    places: str
    """Pages where the contents know them, else times."""


def grid_pages(days: Iterable[DayView], most: int = 3) -> list[GridView]:
    """Return the pages of a grid: for each day its lanes, at most ``most`` to a page and evenly dealt."""
    pages = []
    for day in days:
        lanes, shared = lanes_of(day.timeline)
        if not day.timeline:
            continue
        count = max(math.ceil(len(lanes) / max(int(most), 1)), 1)
        size = math.ceil(len(lanes) / count) or 1
        start = min(item.start_minute for item in day.timeline)
        end = max(item.end_minute for item in day.timeline)
        pages += [
            GridView(day, number + 1, tuple(lanes[number * size : (number + 1) * size]), shared, start, end)
            for number in range(count)
        ]
    return pages


def lanes_of(items: Sequence[ItemView]) -> tuple[list[LaneView], tuple[ItemView, ...]]:
    """Part items into lanes by track, or by room where none has a track; the rest is what everybody shares.

    What has no lane but runs while lanes do (an exhibition all day) becomes a lane of its own.
    """
    by_track = any(item.track for item in items)
    found: dict[str, list[ItemView]] = {}
    rest: list[ItemView] = []
    for item in items:
        key = item.track if by_track else item.room
        if key:
            found.setdefault(key, []).append(item)
        else:
            rest.append(item)
    inside = [item for lane in found.values() for item in lane]
    beside = [item for item in rest if any(_meet(item, other) for other in inside)]
    lanes = [LaneView(name, _room(lane) if by_track else "", tuple(lane)) for name, lane in found.items()]
    if beside:
        lanes.append(LaneView("", _room(beside), tuple(beside)))
    return lanes, tuple(item for item in rest if item not in beside)


def _meet(one: ItemView, other: ItemView) -> bool:
    return one.start_minute < other.end_minute and other.start_minute < one.end_minute


def _room(items: Sequence[ItemView]) -> str:
    rooms = {item.room for item in items}
    return rooms.pop() if len(rooms) == 1 else ""


def speaker_index(items: Iterable[ItemView], contents: Sequence[Entry] = ()) -> list[SpeakerView]:
    """Return everybody on the stage in the order of the syllabary; those without a reading by their name, after it."""
    from ofprint.people.order import collation, row_of

    pages = {entry.title: entry.page for entry in contents}
    people: dict[tuple[str, str], list[str]] = {}
    posts: dict[tuple[str, str], str] = {}
    for item in items:
        for who in (*item.speakers, *item.panel):
            key = (who.name, who.reading)
            posts.setdefault(key, who.post)
            place = str(pages.get(item.title, "") or item.label or f"{item.start.hour}:{item.start.minute:02}")
            if place not in people.setdefault(key, []):
                people[key].append(place)
    order = sorted(people, key=lambda key: (not key[1], collation(key[1] or key[0]), key[0]))
    rows: list[SpeakerView] = []
    before = ""
    for name, reading in order:
        initial = row_of(reading or name)
        said, before = (initial if initial != before else ""), initial
        rows.append(SpeakerView(name, reading, posts[name, reading], said, ", ".join(people[name, reading])))
    return rows
