"""The event as a whole: everything its definition says, and what the sheets derive from it.

It stands apart because every room above reads the event through this one frozen object.

Its annotations are not postponed: readers and schema are made from the types themselves.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from ofprint.base.errors import EventError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.event import forms
from ofprint.event.badges import Badges
from ofprint.event.clock import Clock
from ofprint.event.fields import hidden, public_fields, said
from ofprint.event.part import Part
from ofprint.event.parts import (
    Contact,
    Day,
    HostRank,
    Paragraphs,
    Picture,
    Registration,
    Room,
    Shop,
    Sign,
    Track,
    Venue,
    Wifi,
)
from ofprint.event.people import HONORIFIC, Person, squeezed
from ofprint.event.programme import PROGRAMME, Item
from ofprint.event.reading import Spot
from ofprint.event.references import index_of
from ofprint.event.text import Edition, Text


class Event(Part):
    """One event: the whole definition, typed and frozen.

    Load it with `ofprint.load`, or make it from plain data with `Event.from_dict`.
    """

    hints: ClassVar[dict[str, str]] = {
        "date": "dates", "day": "dates", "name": "title", "program": "programme", "schedule": "programme",
        "timetable": "programme", "items": "programme", "speakers": "people", "persons": "people", "place": "venue",
        "location": "venue", "host": "hosts", "organizer": "hosts", "organizers": "hosts", "contact": "contacts",
        "apply": "registration", "entry": "registration", "booths": "shops", "lang": "language", "theme_line": "theme",
        "sign": "signs", "badge": "badges", "tagline": "theme", "options": "template_options", "signage": "signs",
    }  # fmt: skip

    language: Literal["ja", "en"] = said(default="ja", title="言語", about="The main language of the texts")
    updated: dt.date | None = said(default=None, title="更新日", about="The day written into the files made")
    title: Text = said(title="題名", about="The title, or the name of the series; a list of lines forces breaks")
    short_title: Text | None = said(default=None, title="略称", about="A short form for narrow places")
    edition: Edition | None = said(default=None, title="回", about="Which one of a series: vol.7, 第3回")
    featuring: Text | None = said(default=None, title="Featuring", about="Whom the event features")
    theme: Text | None = said(default=None, title="テーマ", about="The theme line, ornaments such as ～ included")
    timezone: Annotated[str, forms.TIMEZONE] = said(
        default="Asia/Tokyo", title="タイムゾーン", about="Asia/Tokyo unless given"
    )
    dates: tuple[Day, ...] = said(title="日時", about="One day or several, each with open, start and end")
    hosts: tuple[HostRank, ...] = said(default=(), title="主催・後援など", about="Ranks in order, each with its bodies")
    lead: Paragraphs = said(default=(), title="開催趣旨", about="The text that says what the event is, in paragraphs")
    venue: Venue | None = said(default=None, title="会場", about="Where it takes place")
    rooms: Annotated[tuple[Room, ...], forms.KEYED] = said(
        default=(), title="部屋・場所", about="The rooms or places, by key, where there are several"
    )
    tracks: Annotated[tuple[Track, ...], forms.KEYED] = said(
        default=(), title="トラック", about="The lines of a parallel programme, by key"
    )
    registration: Registration | None = said(default=None, title="申し込み", about="How to sign up")
    honorific: Annotated[Text, HONORIFIC] = said(
        default=Text("氏", {"ja": "氏", "en": ""}),
        title="敬称",
        about="What follows people's names: 氏, さん, 様 or none",
    )
    people: Annotated[tuple[Person, ...], forms.KEYED] = said(default=(), title="登壇者", about="The people, by key")
    programme: Annotated[tuple[Item, ...], PROGRAMME] = said(
        default=(), title="プログラム", about="The items, or blocks of items by day, track and room"
    )
    shops: tuple[Shop, ...] = said(default=(), title="出店", about="Shops, stalls and booths")
    contacts: tuple[Contact, ...] = said(default=(), title="問い合わせ先", about="Offices that answer questions")
    privacy: Text | None = said(default=None, title="個人情報", about="The line on the use of personal data")
    notes: tuple[Text, ...] = said(
        default=(), title="注意書き", about="Lines such as 雨天決行, printed with the contacts"
    )
    wifi: Wifi | None = said(default=None, title="Wi-Fi", about="The network guests may use")
    attendees: Annotated[str, forms.LIST_FILE] | None = said(
        default=None, title="名簿", about="The attendee list in the event's folder: attendees.csv"
    )
    badges: Badges = said(default=Badges.made(), title="名札", about="What the badges carry")
    signs: tuple[Sign, ...] = said(
        default=(), title="看板", about="The signs to print; the theme's choice where none are listed"
    )
    template: Annotated[str, forms.PLAIN] = said(
        default="kojo", title="テンプレート", about="A theme's name, or the folder of your own"
    )
    template_options: Annotated[dict[str, Any], forms.OPTIONS] = said(
        default_factory=dict, title="テンプレートの設定", about="Options that the template defines"
    )

    _findings: tuple[Finding, ...] = hidden(default=())
    _folder: Path | None = hidden(default=None)
    _file: str | None = hidden(default=None)
    _places: dict[str, tuple[int, int]] = hidden(default_factory=dict)

    @classmethod
    def share(cls, name: str, value: Any, spot: Spot) -> None:
        """Let later parts refer to days, places, tracks and people."""
        known = spot.reading.known
        if name == "people":
            known["people"] = {person.key: person for person in value or () if person.key}
            known["names"] = {squeezed(person.name): person for person in reversed(value or ()) if person.name}
        elif name in ("rooms", "tracks"):
            known[name] = index_of(value or ())
        elif name in ("dates", "venue", "honorific") and value is not None:
            known[name] = value

    @classmethod
    def refine(cls, found: dict[str, Any], spot: Spot) -> None:
        """Check the parts against each other."""
        from ofprint.event.checks import check_event

        check_event(found, spot)

    @classmethod
    def from_dict(cls, mapping: Mapping[str, Any], *, folder: str | Path | None = None) -> "Event":
        """Return the event in plain data: the same model and the same faults as from a file, by key path.

        Times and dates may be ``datetime`` objects. ``folder`` is where its pictures lie; without one they
        are not looked for. Raises `ofprint.EventError` listing every fault.
        """
        from ofprint.event.loading import event_from_dict

        return event_from_dict(mapping, None if folder is None else Path(folder))

    # ---- where it came from

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was said while reading that is no error: the encoding, doubtful times, unused people."""
        return self._findings

    @property
    def folder(self) -> Path | None:
        """The folder the event lies in; None for one made from a dict without it."""
        return self._folder

    def image(self, name: str) -> Path:
        """Return where the file ``name`` of the event lies on disk; it may be absent.

        Raises `EventError` when the name leads out of the event's folder.
        """
        folder = self._folder or Path()
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            what = Words(
                f"“{name}” leads out of the event's folder", f"「{name}」はイベントのフォルダーの外を指しています"
            )
            raise EventError([Finding("event.file-outside", Severity.ERROR, what)])
        return path

    @property
    def attendees_file(self) -> Path | None:
        """Where the attendee list named in the event lies."""
        return (self._folder or Path()) / self.attendees if self.attendees else None

    def place(self, path: str) -> Place:
        """Return where the key ``path`` (such as ``programme[3].title``) stands: file, line and column.

        A path that was not written, such as one given by default, falls back to the nearest above it.
        """
        at = path
        while at and at not in self._places:
            at = at.rpartition("[" if at.endswith("]") else ".")[0]
        line, column = self._places.get(at, (None, None))
        return Place(self._file, line, column, path)

    def texts(self, *, also: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        """Yield every text of the event with its key path, in the order of the model: what a face must cover.

        ``also`` names fields such as ``tel`` that are no texts of a language and come with them.
        """
        yield from _texts_in(self, "", also)

    # ---- titles

    @property
    def full_title(self) -> str:
        """Title and edition on one line: ``東北オープンファクトリーフォーラム vol.7``."""
        return " ".join(part for part in (self.title.flat, self.edition and self.edition.flat) if part)

    # ---- days

    @property
    def days(self) -> tuple[Day, ...]:
        """The days in order."""
        return tuple(sorted(self.dates, key=lambda day: day.date))

    @property
    def zone(self) -> dt.tzinfo:
        """The time zone; Japan's where the system has no table of zones."""
        import zoneinfo

        try:
            return zoneinfo.ZoneInfo(self.timezone)
        except zoneinfo.ZoneInfoNotFoundError:
            return dt.timezone(dt.timedelta(hours=9), "JST")

    @property
    def first_day(self) -> Day:
        """The first day."""
        return self.days[0]

    @property
    def last_day(self) -> Day:
        """The last day."""
        return self.days[-1]

    @property
    def start(self) -> Clock | None:
        """When the first day begins: as stated, else with its first item."""
        first = self.first_day
        return first.start or min((item.start for item in self.timeline(day=first.date)), default=None)

    @property
    def end(self) -> Clock | None:
        """When the last day ends: as stated, else with the last end of its items."""
        last = self.last_day
        return last.end or max((item.end for item in self.timeline(day=last.date) if item.end), default=None)

    # ---- programme

    def timeline(
        self, *, day: dt.date | Day | None = None, track: Track | str | None = None, room: Room | str | None = None
    ) -> tuple[Item, ...]:
        """Return the items in the order of day, start and track; of one day, track (by key) or room (by name) if given.

        Asked for a track or a room, items that have none, such as a common opening, come with them.
        """
        date = day.date if isinstance(day, Day) else day
        track_key = track.key if isinstance(track, Track) else track
        room_name = str(room) if room is not None else None
        order = {part.key: index for index, part in enumerate(self.tracks)}
        chosen = [
            item
            for item in self.programme
            if date in (None, item.day)
            and (track_key is None or item.track is None or item.track.key == track_key)
            and (room_name is None or item.room is None or str(item.room) == room_name)
        ]
        return tuple(
            sorted(
                chosen,
                key=lambda item: (
                    item.day or dt.date.min,
                    item.start,
                    order.get(item.track.key, 0) if item.track else -1,
                ),
            )
        )

    @property
    def talks(self) -> tuple[Item, ...]:
        """The items that people come for, in order."""
        return tuple(item for item in self.timeline() if item.is_talk)

    def until(self, item: Item) -> Clock | None:
        """Return when ``item`` ends: as stated, else at the next start on its day and track, else with the day."""
        if item.end:
            return item.end
        later = [one.start for one in self.timeline(day=item.day, track=item.track) if one.start > item.start]
        hours = next((day for day in self.dates if day.date == item.day), None)
        return min(later, default=hours.end if hours and hours.end and hours.end > item.start else None)

    @property
    def is_parallel(self) -> bool:
        """Whether items run beside each other."""
        return len({item.track.key for item in self.programme if item.track}) > 1

    @property
    def used_rooms(self) -> tuple[Room, ...]:
        """Every room or place once: those listed, then those that items and shops name in words, then the venue's."""
        named = [*self.rooms, *(item.room for item in self.timeline()), *(shop.place for shop in self.shops)]
        rooms = {str(room): room for room in named if room}
        if not rooms and self.venue and self.venue.room:
            room = Room.made(key=str(self.venue.room), name=self.venue.room, floor=self.venue.floor)
            rooms[str(room)] = room
        return tuple(rooms.values())

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture once: the map, portraits, what stands at shops, logos."""
        people = (*self.people, *(who for item in self.programme for who in item.people))
        found = [self.venue.map if self.venue else None, *(person.portrait for person in people)]
        found += [*(shop.picture for shop in self.shops), *(host.logo for rank in self.hosts for host in rank.names)]
        return tuple({picture.location: picture for picture in found if picture}.values())

    # ---- people

    def person(self, key: str) -> Person | None:
        """Return the person with this key."""
        return next((person for person in self.people if person.key == key), None)

    @property
    def appearing(self) -> tuple[Person, ...]:
        """Everybody in the programme, each once, in the order of appearance."""
        each = {id(person): person for item in self.timeline() for person in item.people}
        return tuple(each.values())

    def items_of(self, person: Person) -> tuple[Item, ...]:
        """Return the items in which ``person`` appears."""
        return tuple(item for item in self.timeline() if any(one is person for one in item.people))

    def __str__(self) -> str:
        return self.full_title


def _texts_in(value: Any, path: str, also: Collection[str]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Text) or (isinstance(value, str) and path.rpartition(".")[2] in also):
        yield path, value
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            keyed = isinstance(one, Part) and one.path
            yield from _texts_in(one, one.path if keyed else f"{path}[{index}]", also)
    elif isinstance(value, Part):
        for name in public_fields(type(value)):
            if not _is_reference(value, name):
                yield from _texts_in(getattr(value, name), f"{path}.{name}" if path else name, also)


def _is_reference(part: Part, name: str) -> bool:
    """Whether the field repeats what stands elsewhere in the event."""
    value = getattr(part, name)
    if isinstance(value, Room | Track):
        return True
    return isinstance(value, Person) and bool(value.key)
