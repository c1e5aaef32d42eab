"""Items that run beside each other, parted into lanes for a timetable drawn to scale, and the speakers in order.

It stands apart from the filters because it weighs a whole day's items against each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ofprint.base.records import dataclass, replace
from ofprint.products.view import DayView, ItemView, RoomView

if TYPE_CHECKING:
    from ofprint.products.assemble import Entry


@dataclass(frozen=True, slots=True)
class LaneView:
    """What runs in one track (or, without tracks, in one room) on a day."""

    name: str
    room: str
    items: tuple[ItemView, ...]

    @property
    def is_track(self) -> bool:
        """Whether its items belong to a track."""
        return any(item.track for item in self.items)


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

    @property
    def has_tracks(self) -> bool:
        """Whether it shows tracks, not what runs beside them."""
        return any(lane.is_track for lane in self.lanes)

    @property
    def timeline(self) -> tuple[ItemView, ...]:
        """All of its items in the order of the day."""
        inside = [item for lane in self.lanes for item in lane.items]
        return tuple(sorted((*self.shared, *inside), key=lambda item: item.start_minute))


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


def grid_pages(days: Iterable[DayView], most: int = 3, rows: float = 0) -> list[GridView]:
    """Return the pages of a grid: for each day its lanes, at most ``most`` to a page and evenly dealt.

    With ``rows`` a page's span is at most that many times the shortest item that stands in a lane: a longer day is
    parted where nothing goes on, so that its short items stay as high as their words need. Tracks do not share a page
    with what runs beside them where they need several, and what runs beside them has a page of its own span: what
    everybody shares stands on the pages of the tracks.
    """
    pages: list[GridView] = []
    for day in days:
        lanes, shared = lanes_of(day.timeline)
        number = 0
        for start, end in _spans(day.timeline, lanes, rows):
            inside = [lane for lane in (_within(lane, start, end) for lane in lanes) if lane.items]
            has_tracks = any(lane.is_track for lane in inside)
            common = tuple(item for item in shared if start <= item.start_minute < end)
            for dealt in _dealt(inside, max(int(most), 1)):
                number += 1
                page = GridView(day, number, dealt, common, start, end)
                pages.append(_alone(page) if has_tracks and not page.has_tracks else page)
    return pages


def _alone(page: GridView) -> GridView:
    """Return a page that begins when its lanes do and ends with them."""
    items = [item for lane in page.lanes for item in lane.items]
    start, end = min(item.start_minute for item in items), max(item.end_minute for item in items)
    shared = tuple(item for item in page.shared if start <= item.start_minute < end)
    return replace(page, shared=shared, start=start, end=end)


def room_grids(days: Iterable[DayView], rooms: Sequence[RoomView]) -> list[GridView]:
    """Return a page for each day with a lane for each room that is used on it; what has no room is everybody's."""
    grids = []
    for day in days:
        names = [room.name for room in rooms if room.day.number == day.number]
        found = tuple(LaneView(name, "", tuple(item for item in day.timeline if item.room == name)) for name in names)
        shared = tuple(item for item in day.timeline if item.room not in names)
        start = min((item.start_minute for item in day.timeline), default=0)
        end = max((item.end_minute for item in day.timeline), default=start)
        grids.append(GridView(day, 1, found, shared, start, end))
    return grids


def lane_of(grid: GridView, item: ItemView) -> int | None:
    """Return the number of an item's lane on a grid's page; nothing where it is everybody's."""
    return next((number for number, lane in enumerate(grid.lanes) if item in lane.items), None)


def _spans(items: Sequence[ItemView], lanes: Sequence[LaneView], rows: float) -> list[tuple[int, int]]:
    """Return the spans of a day in minutes, each as long as ``rows`` of the lanes' shortest item allow."""
    if not items:
        return []
    start, end = min(item.start_minute for item in items), max(item.end_minute for item in items)
    lengths = [item.minutes for lane in lanes for item in lane.items if item.minutes]
    limit = rows * min(lengths) if rows and lengths else end - start
    starts = sorted({item.start_minute for item in items if start < item.start_minute})
    free = [at for at in starts if not any(item.start_minute < at < item.end_minute for item in items)]
    cuts = [start]
    while end - cuts[-1] > limit and (later := [at for at in free if at > cuts[-1]]):
        cuts.append(max((at for at in later if at - cuts[-1] <= limit), default=later[0]))
    ends = [max(item.end_minute for item in items if item.start_minute < at) for at in (*cuts[1:], end + 1)]
    return list(zip(cuts, ends, strict=True))


def _within(lane: LaneView, start: int, end: int) -> LaneView:
    return LaneView(lane.name, lane.room, tuple(item for item in lane.items if start <= item.start_minute < end))


def _dealt(lanes: Sequence[LaneView], most: int) -> list[tuple[LaneView, ...]]:
    """Deal lanes to pages: as few as hold them, as many on each as can be; what runs beside the tracks comes apart."""
    if not lanes:
        return [()]
    tracks = [lane for lane in lanes if lane.is_track]
    beside = [lane for lane in lanes if not lane.is_track]
    groups = [lanes] if len(lanes) <= most else [group for group in (tracks, beside) if group]
    dealt: list[tuple[LaneView, ...]] = []
    for group in groups:
        count = math.ceil(len(group) / most)
        size, more = divmod(len(group), count)
        at = 0
        for number in range(count):
            upto = at + size + (number < more)
            dealt.append(tuple(group[at:upto]))
            at = upto
    return dealt


def lanes_of(items: Sequence[ItemView]) -> tuple[list[LaneView], tuple[ItemView, ...]]:
    """Part items into lanes by track, or by room where none has a track; the rest is what everybody shares.

    What has no lane but runs while lanes do (an exhibition all day) becomes a lane of its own, or a lane for each
    room where several of it run at once (workshops).
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
    lanes += _beside(beside)
    return lanes, tuple(item for item in rest if item not in beside)


def _beside(items: Sequence[ItemView]) -> list[LaneView]:
    """Return the lanes of what runs beside the tracks: one, or one a room where its items would meet in it."""
    if not items:
        return []
    if not any(_meet(one, other) for at, one in enumerate(items) for other in items[at + 1 :]):
        return [LaneView("", _room(items), tuple(items))]
    rooms = dict.fromkeys(item.room for item in items)
    return [LaneView(room, "", tuple(item for item in items if item.room == room)) for room in rooms]


def _meet(one: ItemView, other: ItemView) -> bool:
    return one.start_minute < other.end_minute and other.start_minute < one.end_minute


def _room(items: Sequence[ItemView]) -> str:
    rooms = {item.room for item in items}
    return rooms.pop() if len(rooms) == 1 else ""


def speaker_index(items: Iterable[ItemView], contents: Sequence[Entry] = ()) -> list[SpeakerView]:
    """Return everybody on the stage in the order of the syllabary; those without a reading by their name, after it.

    An item is named by its page in the contents, else by its label, else by when it begins.
    """
    from ofprint.people.order import collation, row_of

    items = list(items)
    several = len({item.date for item in items}) > 1
    pages = {entry.title: entry.page for entry in contents}
    people: dict[tuple[str, str], list[str]] = {}
    posts: dict[tuple[str, str], str] = {}
    for item in items:
        for who in (*item.speakers, *item.panel):
            key = (who.name, who.reading)
            posts.setdefault(key, who.post)
            begins = f"{item.start.hour}:{item.start.minute:02}"
            when = f"{item.date.month}.{item.date.day} {begins}" if several else begins
            place = str(pages.get(item.title, "") or item.label or when)
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
