"""What templates can bind: the event in one language, with what sheets ask for already worked out.

It stands apart so that a template's words (`event.talks`, `item.people_line`) stay while the model
may grow, and so that a template never meets anything but plain, immutable values.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ofprint.base.records import dataclass

if TYPE_CHECKING:
    from ofprint.event import Clock, Moment


@dataclass(frozen=True, slots=True)
class HostView:
    """Hosts of one rank, in order."""

    rank: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactView:
    """A small fact under a word of the theme's, such as ``capacity``: 20名."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who appears, as set on a sheet: post (所属 役職) over name, honorific apart."""

    name: str
    post: str
    honorific: str
    reading: str
    biography: str
    portrait: str
    focus: tuple[float, float]
    affiliation: str = ""
    role: str = ""
    """Affiliation and role apart, where a sheet sets them on lines of their own; the post is both."""
    key: str = ""
    """The person's key in the event."""
    part: str = ""
    """Their part in a panel: ``panelist`` or ``facilitator``, whose word is the theme's."""
    leads: bool = False
    """Whether they are the first of their part."""
    romaji: str = ""
    note: str = ""
    """A word on the appearance, such as オンライン登壇."""
    url: str = ""

    @property
    def called(self) -> str:
        """The name with its honorific: 宮嶋 浩聡 氏."""
        return f"{self.name} {self.honorific}".strip()


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of the programme."""

    start: Clock
    end: Clock | None
    minutes: int
    """Its length; without an end, until the next item starts, else 0."""
    start_minute: int
    end_minute: int
    kind: str
    is_talk: bool
    is_break: bool
    label: str
    title: str
    heading: str
    """What leads its line: the title, else the label."""
    remark: str
    """What stands small beside the heading: （任意参加）, or who gives a greeting."""
    subtitle: str
    speakers: tuple[PersonView, ...]
    panel: tuple[PersonView, ...]
    abstract: tuple[str, ...]
    room: str
    track: str
    date: dt.date
    facts: tuple[FactView, ...] = ()
    """What taking part takes: capacity, fee, note, url; only what is given."""

    @property
    def has_page(self) -> bool:
        """Whether there is enough to say of it for a page of its own: people or words."""
        return bool(self.is_talk and self.title and (self.speakers or self.panel or self.abstract))

    @property
    def people_line(self) -> str:
        """The speakers' names with their honorifics, parted by ・."""
        return "・".join(who.called for who in self.speakers)

    @property
    def people_long(self) -> str:
        """The speakers with their posts on one line."""
        return "　".join(f"{who.post}　{who.called}".strip() for who in self.speakers)

    @property
    def note_line(self) -> str:
        """What stands under the title in the contents: label and names."""
        return "　".join(part for part in (self.label, self.people_line) if part)

    @property
    def place_label(self) -> str:
        """Label, track and room, or what there is of them; a track named as its room stands once."""
        parts = dict.fromkeys((self.label, self.track, self.room))
        return "　".join(part for part in parts if part)

    @property
    def words(self) -> tuple[str, ...]:
        """Abstract and biographies: the running text of its page."""
        return (*self.abstract, *(who.biography for who in self.speakers if who.biography))

    @property
    def bulk(self) -> int:
        """How much there is to set of it: the characters of its running text, and 60 for a person's name and post."""
        return sum(map(len, self.words)) + 60 * len((*self.speakers, *self.panel))


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the event."""

    number: int
    date: dt.date
    start: Clock | None
    end: Clock | None
    timeline: tuple[ItemView, ...]
    open: Clock | None = None
    """When the doors open."""
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RailView:
    """What stands on one of several rails: a day, or a part of it."""

    day: DayView
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class VenueView:
    """Where it takes place."""

    name: str
    room: str
    floor: str
    address: str
    access: tuple[str, ...]
    map: str
    url: str
    facts: tuple[FactView, ...] = ()
    """Telephone, capacity, address on the web, note; only what is given."""


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """How people sign up."""

    url: str
    deadline: Moment | None
    capacity: str
    fee: str
    note: str
    verb: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """Whom to ask."""

    office: str
    department: str
    names: str
    tel: str
    mail: str
    fax: str = ""
    address: str = ""
    url: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class BoothView:
    """A stall or place of a festival."""

    number: str
    name: str
    line: str
    """Place and hours."""
    what: str
    """What it offers, with its note and its address on the web."""


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room on one day, with its own timetable."""

    number: int
    name: str
    floor: str
    day: DayView
    timeline: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class DirectionView:
    """A direction sign: to which room, which way."""

    number: int
    room: str
    floor: str
    towards: str
    distance: str = ""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A sign with words of its own, or with a code."""

    number: int
    text: str
    subtext: str
    url: str
    pictogram: str
    """The name of its pictogram; empty for none, or for one that there is not."""
    towards: str


@dataclass(frozen=True, slots=True)
class StageView:
    """A banner over the stage (横看板), in mm."""

    number: int
    text: tuple[str, ...]
    """Its words in the pieces between which a line may end: its own, else title and edition."""
    own: bool
    """Whether the event gives it words of its own."""
    subtext: str
    width: float
    height: float
    letters: float
    """The least height of its letters for the distance it is read from, in mm; 0 where none is given."""


@dataclass(frozen=True, slots=True)
class ReservedView:
    """A sheet that keeps a seat: for whom, and what stands beneath."""

    text: str
    subtext: str
    honorific: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class AppearanceView:
    """Somebody on the stage: what a name banner or a tent card shows."""

    name: str
    post: str
    honorific: str
    start: Clock | None
    label: str
    part: str
    affiliation: str = ""
    role: str = ""
    key: str = ""

    @property
    def called(self) -> str:
        """The name with its honorific: 宮嶋 浩聡 氏."""
        return f"{self.name} {self.honorific}".strip()


@dataclass(frozen=True, slots=True)
class WifiView:
    """The network guests may use; ``code`` is what a code holds that telephones join it by."""

    ssid: str
    password: str
    note: str
    code: str


@dataclass(frozen=True, slots=True)
class EventView:
    """The event as templates see it."""

    title: tuple[str, ...]
    """The title in the pieces between which a line may end."""
    short_title: str
    edition: str
    featuring: str
    theme: str
    days: tuple[DayView, ...]
    hosts: tuple[HostView, ...]
    lead: tuple[str, ...]
    venue: VenueView
    registration: RegistrationView | None
    timeline: tuple[ItemView, ...]
    talks: tuple[ItemView, ...]
    """Items that people come for: talks, cases, panels, workshops."""
    chapters: tuple[ItemView, ...]
    """Those of them that a booklet gives a page."""
    parallel: bool
    """Whether items run beside each other."""
    booths: tuple[BoothView, ...]
    contacts: tuple[ContactView, ...]
    privacy: str
    notes: tuple[str, ...]
    rooms: tuple[RoomView, ...]
    """Every room on every day on which something takes place in it."""
    doors: tuple[RoomView, ...]
    """Those of them whose doors get a sign."""
    boards: tuple[DayView, ...]
    """The days that get a timetable board."""
    receptions: tuple[NoticeView, ...]
    """The reception's signs: number 0 is the one for all, others are for a window or have words of their own."""
    directions: tuple[DirectionView, ...]
    appearances: tuple[AppearanceView, ...]
    """Every talk's speakers, in order."""
    banners: tuple[AppearanceView, ...]
    """Those of them that get a name banner."""
    seats: tuple[AppearanceView, ...]
    """Everybody on the stage once."""
    tents: tuple[AppearanceView, ...]
    """Those of them that get a tent card."""
    notices: tuple[NoticeView, ...]
    codes: tuple[NoticeView, ...]
    """Signs that hold a code."""
    stages: tuple[StageView, ...]
    reserved: tuple[ReservedView, ...]
    """A sheet for each seat kept, as many times as its sign has copies."""
    signs: tuple[str, ...]
    """The kinds of signs to make."""
    guide: tuple[FactView, ...] = ()
    """What guests want to know on the day: the venue's facts, its rooms' and tracks', the network."""
    wifi: WifiView | None = None
    back: tuple[str, ...] = ()
    """What the badges' backs show, in order: timetable, wifi, map, qr, privacy, contacts."""
    badge_note: str = ""
    """The line on every badge."""
    logos: tuple[str, ...] = ()
    """The hosts' logos, in the order of their ranks."""
    credits: tuple[str, ...] = ()
    """Who made the pictures, each once."""
    bilingual: bool = False
    """Whether texts carry a second language, and so take more room."""

    @property
    def several_rooms(self) -> bool:
        """Whether its items are in more than one room, so that each says where."""
        return len({item.room for item in self.timeline if item.room}) > 1

    @property
    def title_line(self) -> tuple[str, ...]:
        """Title and edition in the pieces between which a line may end; the edition stays with the last."""
        return titled(self.title, self.edition)


def titled(title: tuple[str, ...], edition: str) -> tuple[str, ...]:
    """Return a title's pieces with the edition after the last of them."""
    if not edition:
        return title
    *before, last = title
    return (*before, f"{last} {edition}")
