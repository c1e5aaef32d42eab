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
class PersonView:
    """Somebody who appears, as set on a sheet: post (所属 役職) over name, honorific apart."""

    name: str
    post: str
    honorific: str
    reading: str
    biography: str
    portrait: str
    focus: tuple[float, float]
    part: str = ""
    """Their part in a panel: ``panelist`` or ``facilitator``, whose word is the theme's."""
    leads: bool = False
    """Whether they are the first of their part."""

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
        """Label and room, or what there is of them."""
        return "　".join(part for part in (self.label, self.room) if part)

    @property
    def words(self) -> tuple[str, ...]:
        """Abstract and biographies: the running text of its page."""
        return (*self.abstract, *(who.biography for who in self.speakers if who.biography))


@dataclass(frozen=True, slots=True)
class DayView:
    """One day of the event."""

    number: int
    date: dt.date
    start: Clock | None
    end: Clock | None
    timeline: tuple[ItemView, ...]


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


@dataclass(frozen=True, slots=True)
class BoothView:
    """A stall or place of a festival."""

    number: str
    name: str
    line: str
    """Place and hours."""
    what: str


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


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A sign with words of its own, or with a code."""

    number: int
    text: str
    subtext: str
    url: str


@dataclass(frozen=True, slots=True)
class AppearanceView:
    """Somebody on the stage: what a name banner or a tent card shows."""

    name: str
    post: str
    honorific: str
    start: Clock | None
    label: str
    part: str


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
    directions: tuple[DirectionView, ...]
    appearances: tuple[AppearanceView, ...]
    """Every talk's speakers, in order: a name banner for each."""
    seats: tuple[AppearanceView, ...]
    """Everybody on the stage once: a tent card for each."""
    notices: tuple[NoticeView, ...]
    codes: tuple[NoticeView, ...]
    """Signs that hold a code."""
    signs: tuple[str, ...]
    """The kinds of signs to make."""
    wifi: WifiView | None = None
    back: tuple[str, ...] = ()
    """What the badges' backs show, in order: timetable, wifi, map, qr, privacy, contacts."""
    badge_note: str = ""
    """The line on every badge."""

    @property
    def title_line(self) -> tuple[str, ...]:
        """Title and edition in the pieces between which a line may end; the edition stays with the last."""
        if not self.edition:
            return self.title
        *before, last = self.title
        return (*before, f"{last} {self.edition}")
