"""The programme: its items, in one list or in blocks by day and track.

It stands apart because a block's day, track and room pass to its items, so that each item knows all of its own.

Its annotations are not postponed: readers and schema are made from the types themselves.
"""

import datetime as dt
from typing import Annotated, Any, ClassVar, Literal

from ofprint.base.findings import Words
from ofprint.base.yaml_tree import Entry, Mapping, Node
from ofprint.event import forms
from ofprint.event.clock import Clock
from ofprint.event.fields import said
from ofprint.event.part import Part, plan, read_part, spots_of
from ofprint.event.parts import Paragraphs, Picture, Room, Track, Url
from ofprint.event.people import Person, Speakers
from ofprint.event.reading import Spot, items_of
from ofprint.event.references import day_of, room_of, track_of
from ofprint.event.text import Text

Kind = Literal[
    "opening", "keynote", "talk", "case", "lightning", "panel", "workshop", "tour", "stage", "booth",
    "break", "lunch", "social", "ceremony", "registration", "closing", "other",
]  # fmt: skip
TALKS = frozenset(("keynote", "talk", "case", "lightning", "panel", "workshop", "tour", "stage"))
"""Kinds that people come for; the others frame the day."""


class Item(Part):
    """One item of the programme."""

    hints: ClassVar[dict[str, str]] = {
        "speaker": "speakers", "panelist": "panelists", "facilitator": "facilitators", "moderator": "facilitators",
        "type": "kind", "name": "title", "from": "start", "to": "end", "time": "start", "description": "abstract",
        "date": "day", "place": "room",
    }  # fmt: skip

    start: Clock = said(title="開始", about="When it begins, such as 13:30")
    end: Clock | None = said(default=None, title="終了", about="When it ends")
    duration: Annotated[int, forms.MINUTES] | None = said(
        default=None, title="長さ", about="Its minutes, where no end is given: 15分"
    )
    kind: Kind = said(
        default="other", title="種類", about="opening, talk, case, panel, workshop, break, social, closing …"
    )
    label: Text | None = said(default=None, title="見出し", about="What it is called in the list: 講演①, 事例紹介②")
    title: Text = said(title="題名", about="Its title; a list of lines forces breaks")
    subtitle: Text | None = said(default=None, title="副題", about="Its subtitle")
    by: Text | None = said(default=None, title="担当機関", about="The body that gives it, where no person is named")
    speakers: Speakers = said(default=(), title="登壇者", about="Keys of people, or {person: …, affiliation: …}")
    panelists: Speakers = said(default=(), title="パネリスト", about="The panel")
    facilitators: Speakers = said(default=(), title="進行", about="Who leads the panel")
    abstract: Paragraphs = said(default=(), title="概要", about="What it is about, in paragraphs")
    optional: Annotated[Text, forms.OPTIONAL] | None = said(
        default=None, title="任意", about="yes, or the words that say so: 任意参加"
    )
    note: Text | None = said(default=None, title="注記", about="A note")
    day: Annotated[dt.date, forms.Form(day_of, {"$ref": "#/$defs/scalar"})] | None = said(
        default=None, title="日", about="A day of the event, where there are several"
    )
    track: Annotated[Track, forms.Form(track_of, {"$ref": "#/$defs/scalar"})] | None = said(
        default=None, title="トラック", about="A key of tracks"
    )
    room: Annotated[Room, forms.Form(room_of, {"$ref": "#/$defs/scalar"})] | None = said(
        default=None, title="部屋", about="A key of rooms, or words"
    )
    capacity: Text | None = said(default=None, title="定員", about="How many may take part")
    fee: Text | None = said(default=None, title="参加費", about="What it costs")
    url: Url | None = said(default=None, title="URL", about="Its address on the web")
    picture: Picture | None = said(default=None, title="写真", about="A picture")

    @classmethod
    def refine(cls, found: dict[str, Any], spot: Spot) -> None:
        """Work out what was left out: the end by the duration, the kind by the people, the room, the day."""
        _refine_end(found, spot)
        _refine_day(found, spot)
        if not found.get("kind"):
            found["kind"] = "panel" if found.get("panelists") else "talk" if found.get("speakers") else "other"
        if not found.get("room") and found.get("track"):
            found["room"] = found["track"].room

    @property
    def is_talk(self) -> bool:
        """Whether people come for it: a talk, a panel, a workshop, not a break or a ceremony."""
        return self.kind in TALKS

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in it: speakers, panelists, facilitators, each once."""
        each = {id(one.person): one.person for one in (*self.speakers, *self.panelists, *self.facilitators)}
        return tuple(each.values())

    @property
    def minutes(self) -> int | None:
        """How long it takes; None where no end is given."""
        return self.end.minutes - self.start.minutes if self.end else None


def _refine_end(found: dict[str, Any], spot: Spot) -> None:
    start, end, duration = (found.get(name) for name in ("start", "end", "duration"))
    if not start or not duration:
        return
    if end is None and not _given(spot, "end"):
        found["end"] = Clock(start.minutes + duration)
    elif end and end.minutes - start.minutes != duration:
        what = Words("end and duration contradict each other", "end（終了）と duration（長さ）が食い違っています")
        spot.find("duration", what, Words("keep one of them", "どちらか 1 つにしてください"), key="duration")


def _refine_day(found: dict[str, Any], spot: Spot) -> None:
    days: tuple[Any, ...] = spot.reading.known.get("dates") or ()
    if found.get("day") or _given(spot, "day") or not days:
        return
    if len(days) == 1:
        found["day"] = days[0].date
        return
    what = Words("“day” is missing: the event has several", "開催日が複数あるので「day」（日）が要ります")
    cure = Words("add “day: 1” or a date, here or in the block", "ここかブロックに「day: 1」か日付を書き加えてください")
    spot.find("missing", what, cure)


def _given(spot: Spot, key: str) -> bool:
    return isinstance(spot.node, Mapping) and spot.node.get(key) is not None


_OF_BLOCK = ("day", "track", "room", "items")


def read_programme(spot: Spot) -> tuple[Item, ...]:
    """Return all items: given one by one, or in blocks ``{day, track, room, items}`` whose keys pass to their items."""
    made: list[Item] = []
    for below in spots_of(spot, items_of(spot.node)):
        if isinstance(below.node, Mapping) and below.node.get("items") is not None:
            made += _block(below, below.node)
        elif item := read_part(below, Item):
            made.append(item)
    return tuple(made)


def _block(spot: Spot, block: Mapping) -> list[Item]:
    shared: list[Entry] = []
    for entry in block:
        if entry.key.text not in _OF_BLOCK:
            _unknown_in_block(spot, entry)
        elif entry.key.text != "items":
            shared += _shared(spot, entry)
    items = block.get("items")
    if items is None:
        return []
    below = spot.key("items", items)
    made = [read_part(one.at(_with(one.node, shared)), Item) for one in spots_of(below, items_of(items))]
    return [item for item in made if item]


def _unknown_in_block(spot: Spot, entry: Entry) -> None:
    from ofprint.event.values import unknown_key

    cure = None
    if entry.key.text in plan(Item):
        cure = Words(
            "write it in the items: a block has day, track, room and items",
            "各項目の中に書いてください（ブロックのキーは day, track, room, items です）",
        )
    unknown_key(spot.at(entry.key), entry.key.text, _OF_BLOCK, cure)


def _shared(spot: Spot, entry: Entry) -> list[Entry]:
    """Check a block's own value once; faulty ones are not passed on, so that they are told once."""
    readers = {"day": day_of, "track": track_of, "room": room_of}
    return [entry] if readers[entry.key.text](spot.key(entry.key.text, entry.value)) is not None else []


def _with(node: Node, shared: list[Entry]) -> Node:
    if not isinstance(node, Mapping):
        return node
    own = {entry.key.text for entry in node}
    return Mapping(
        (*node.entries, *(e for e in shared if e.key.text not in own)), node.line, node.column, node.file, node.whole
    )


_ENTRY = {"anyOf": [{"$ref": "#/$defs/Item"}, {"$ref": "#/$defs/Block"}]}
PROGRAMME = forms.Form(read_programme, {"anyOf": [{"type": "array", "items": _ENTRY}, _ENTRY]})
