"""The event and its people turned into what templates bind, in one language.

It stands apart from the view's own shape because only here is the model read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ofprint.base.records import replace
from ofprint.layout.bilingual import beneath
from ofprint.layout.template.filters import bare_url
from ofprint.products.view import (
    AppearanceView,
    BoothView,
    ContactView,
    DayView,
    EventView,
    FactView,
    HostView,
    ItemView,
    PersonView,
    RegistrationView,
    RoomView,
    VenueView,
    WifiView,
    titled,
)
from ofprint.products.viewing_signs import (
    boards,
    called_for,
    directions,
    doors,
    notices,
    receptions,
    reserved,
    stages,
)

if TYPE_CHECKING:
    from ofprint.event import Event, Text
    from ofprint.event.parts import Room, Wifi
    from ofprint.event.people import Speaker
    from ofprint.event.programme import Item

SIGNS = ("welcome", "reception", "direction", "door", "timetable", "banner", "tent")
"""The signs that are made where the event lists none."""


class _Viewer:
    """Reads one event in one language."""

    def __init__(self, event: Event, language: str, second: str | None = None) -> None:
        self.event = event
        self.language = language
        self.second = second
        self._first: dict[int, Item] = {}
        for item in event.timeline():
            for who in item.speakers:
                self._first.setdefault(id(who.person), item)

    def main(self, text: Text | str | None) -> str:
        """Return a text's words in the first language alone; nothing for None."""
        if text is None:
            return ""
        of = getattr(text, "of", None)
        return str(of(self.language)) if of else str(text)

    def words(self, text: Text | str | None) -> str:
        """Return a text's words, those of a second language beneath them; nothing for None."""
        return beneath(self.main(text), self.other(text)) if self.second else self.main(text)

    def other(self, text: Text | str | None) -> str:
        """Return a text's words in the second language; nothing where there is none, or it was not given in it."""
        if not self.second or self.second not in getattr(text, "languages", ()):
            return ""
        return str(text.of(self.second))  # type: ignore[union-attr]

    def all(self, texts: Iterable[Any]) -> tuple[str, ...]:
        """Return paragraphs or names."""
        return tuple(self.words(text) for text in texts)

    def title(self) -> tuple[str, ...]:
        """Return the title in its pieces; one that was given whole is left to be broken at phrases."""
        text = self.event.title.of(self.language)
        *before, last = text.lines if len(text.lines) > 1 else (str(text),)
        return (*before, beneath(last, self.other(self.event.title).replace("\n", " ")))

    def short_title(self) -> str:
        return self.main(self.event.short_title) or self.event.title.of(self.language).flat

    def person(self, speaker: Speaker, part: str = "", leads: bool = False) -> PersonView:
        who, called = speaker.person, self._called(speaker)
        name = who.name.of(self.language)
        if self.language == "en" and who.romaji and not who.name.languages:
            name = who.romaji
        return PersonView(
            name=str(name),
            post=beneath(
                " ".join(self.main(text) for text in (speaker.affiliation, speaker.role) if text),
                ", ".join(filter(None, (called, self.other(speaker.role), self.other(speaker.affiliation)))),
            ),
            honorific=self.main(speaker.honorific),
            reading=self.words(who.reading),
            biography="\n".join(self.all(who.biography)),
            portrait=str(who.portrait.location) if who.portrait else "",
            focus=who.portrait.focus if who.portrait else (0.5, 0.5),
            affiliation=beneath(
                self.main(speaker.affiliation), ", ".join(filter(None, (called, self.other(speaker.affiliation))))
            ),
            role=self.words(speaker.role),
            key=who.key or "",
            part=part,
            leads=leads,
            romaji=self.words(who.romaji),
            note=self.words(speaker.note),
            url=who.url or "",
        )

    def _called(self, speaker: Speaker) -> str:
        """Return a speaker's name in the second language, for their post: beneath the name it parts the honorific."""
        who = speaker.person
        return self.other(who.name) or (self.main(who.romaji) if self.second == "en" else "")

    def speakers(self, item: Item) -> tuple[PersonView, ...]:
        """Return who speaks in an item; the biography of somebody who speaks several times stands with the first."""
        views = [(self.person(who), self._first[id(who.person)] is item) for who in item.speakers]
        return tuple(view if first else replace(view, biography="") for view, first in views)

    def panel(self, item: Item) -> tuple[PersonView, ...]:
        seats = []
        for part, people in (("panelist", item.panelists), ("facilitator", item.facilitators)):
            seats += [self.person(who, part, leads=index == 0) for index, who in enumerate(people)]
        return tuple(seats)

    def item(self, item: Item) -> ItemView:
        end = self.event.until(item)
        length = end.minutes - item.start.minutes if end else 0
        optional = self.words(item.optional)
        remarks = (self.words(item.by), f"（{optional}）" if optional else "")
        label, title = self.words(item.label), self.words(item.title)
        return ItemView(
            start=item.start,
            end=item.end,
            minutes=length,
            start_minute=item.start.minutes,
            end_minute=item.start.minutes + max(length, 1),
            kind=item.kind,
            is_talk=item.is_talk,
            is_break=item.kind in ("break", "lunch"),
            label=label,
            title=title,
            heading=title or label,
            remark="".join(remarks),
            subtitle=self.words(item.subtitle),
            speakers=self.speakers(item),
            panel=self.panel(item),
            abstract=self.all(item.abstract),
            room=self.words(item.room.name) if item.room else "",
            track=self.words(item.track.name) if item.track else "",
            date=item.day or self.event.first_day.date,
            facts=_facts(
                capacity=self.words(item.capacity), fee=self.words(item.fee), note=self.words(item.note),
                url=item.url or "",
            ),
        )  # fmt: skip

    def items(self, items: Iterable[Item]) -> tuple[ItemView, ...]:
        return tuple(self.item(item) for item in items)

    def days(self) -> tuple[DayView, ...]:
        return tuple(
            DayView(
                number, day.date, day.start, day.end, self.items(self.event.timeline(day=day.date)),
                day.open, self.words(day.label), self.words(day.note),
            )
            for number, day in enumerate(sorted(self.event.dates, key=lambda day: day.date), 1)
        )  # fmt: skip

    def venue(self) -> VenueView:
        venue = self.event.venue
        if venue is None:
            return VenueView("", "", "", "", (), "", "")
        words = self.words
        place = str(venue.map.location) if venue.map else ""
        facts = _facts(
            tel=venue.tel or "", seats=self.seats(venue.capacity), url=venue.url or "", note=words(venue.note)
        )
        return VenueView(
            words(venue.name), words(venue.room), words(venue.floor),
            _addressed(venue.postal_code, words(venue.address)), self.all(venue.access), place, venue.url or "", facts,
        )  # fmt: skip

    def seats(self, number: int | None) -> str:
        """Return how many a place holds: 300名, or 300 where the language is English."""
        return f"{number}{'名' if self.language == 'ja' else ''}" if number else ""

    def guide(self) -> tuple[FactView, ...]:
        """Return what guests want to know on the day and no other frame says."""
        words = self.words
        made = list(self.venue().facts)
        for room in self.event.used_rooms:
            own = (words(room.address), self.seats(room.capacity), words(room.note))
            if any(own):
                made.append(
                    FactView("room", "　".join(part for part in (words(room.name), self.floor(room), *own) if part))
                )
        made += [FactView("track", f"{words(one.name)}　{words(one.note)}") for one in self.event.tracks if one.note]
        if wifi := self.event.wifi:
            made += _facts(wifi=f"{wifi.ssid}　{words(wifi.note)}".strip(), password=str(wifi.password or ""))
        return tuple(made)

    def registration(self) -> RegistrationView | None:
        form = self.event.registration
        if form is None:
            return None
        words = self.words
        return RegistrationView(
            form.url or "", form.deadline, words(form.capacity), words(form.fee), words(form.note), words(form.verb)
        )

    def wifi(self) -> WifiView | None:
        net = self.event.wifi
        if net is None:
            return None
        return WifiView(net.ssid, net.password or "", self.words(net.note), wifi_code(net))

    def contacts(self) -> tuple[ContactView, ...]:
        words = self.words
        return tuple(
            ContactView(
                words(one.office), words(one.department), "・".join(self.all(one.names)), one.tel or "", one.mail or "",
                one.fax or "", _addressed(one.postal_code, words(one.address)), one.url or "", words(one.hours),
            )
            for one in self.event.contacts
        )  # fmt: skip

    def booths(self) -> tuple[BoothView, ...]:
        views = []
        for number, shop in enumerate(self.event.shops, 1):
            where = self.words(shop.place.name) if shop.place else ""
            line = "　".join(part for part in (where, self.words(shop.hours)) if part)
            what = "　".join(
                part for part in (self.words(shop.what), self.words(shop.note), bare_url(shop.url or "")) if part
            )
            views.append(BoothView(self.words(shop.no) or str(number), self.words(shop.name), line, what))
        return tuple(views)

    def rooms(self, used: Sequence[Room]) -> tuple[RoomView, ...]:
        days = self.days()
        return tuple(
            RoomView(number, self.words(room.name), self.floor(room), day, items)
            for number, room in enumerate(used, 1)
            for day in days
            if (items := self.items(self.event.timeline(day=day.date, room=room)))
        )

    def floor(self, room: Room | None) -> str:
        """Return a room's floor; the venue's where the room has none of its own and is the venue's own."""
        if room is not None and room.floor:
            return self.words(room.floor)
        venue = self.event.venue
        own = venue is not None and (room is None or venue.room is None or str(room.name) == str(venue.room))
        return self.words(venue.floor) if venue and own else ""

    def appearances(self, items: Iterable[ItemView]) -> tuple[AppearanceView, ...]:
        """Return every appearance on the stage, in order: talks first named, then seats of panels."""
        return tuple(
            AppearanceView(
                who.name, who.post, who.honorific, item.start, item.label, who.part, who.affiliation, who.role, who.key
            )
            for item in items
            for who in (*item.speakers, *item.panel)
        )


def view_of(event: Event, language: str, second: str | None = None) -> EventView:
    """Return the event as templates see it, its texts in ``language`` where they were given in it.

    With a ``second`` language texts carry their words in it too (see `ofprint.layout.bilingual`).
    """
    viewer = _Viewer(event, language, second)
    timeline = viewer.items(event.timeline())
    used = event.used_rooms
    appearances = viewer.appearances(timeline)
    seats = tuple({(one.name, one.post): one for one in appearances[::-1]}.values())[::-1]
    speakers = tuple(one for one in appearances if not one.part)
    days, rooms = viewer.days(), viewer.rooms(used)
    return EventView(
        title=viewer.title(),
        short_title=viewer.short_title(),
        edition=viewer.main(event.edition),
        featuring=viewer.words(event.featuring),
        theme=viewer.words(event.theme),
        days=days,
        hosts=tuple(
            HostView(viewer.words(rank.rank), viewer.all(host.name for host in rank.names)) for rank in event.hosts
        ),
        lead=viewer.all(event.lead),
        venue=viewer.venue(),
        registration=viewer.registration(),
        timeline=timeline,
        talks=tuple(item for item in timeline if item.is_talk and item.title),
        chapters=tuple(item for item in timeline if item.has_page),
        parallel=event.is_parallel,
        booths=viewer.booths(),
        contacts=viewer.contacts(),
        privacy=viewer.words(event.privacy),
        notes=viewer.all(event.notes),
        rooms=rooms,
        doors=doors(viewer, rooms, days),
        boards=boards(viewer, days),
        receptions=receptions(viewer),
        directions=directions(viewer, used),
        appearances=speakers,
        banners=called_for(viewer, "banner", speakers, appearances),
        seats=seats,
        tents=called_for(viewer, "tent", seats, seats),
        notices=notices(viewer, "notice"),
        stages=stages(viewer, titled(viewer.title(), viewer.main(event.edition))),
        reserved=reserved(viewer),
        codes=tuple(sign for sign in notices(viewer, "qr") if sign.url),
        signs=tuple(dict.fromkeys(sign.kind for sign in event.signs)) or SIGNS,
        guide=viewer.guide(),
        wifi=viewer.wifi(),
        back=tuple(side for side in event.badges.back if side != "none"),
        badge_note=viewer.words(event.badges.note),
        logos=tuple(str(host.logo.location) for rank in event.hosts for host in rank.names if host.logo),
        credits=tuple(dict.fromkeys(viewer.words(one.credit) for one in event.pictures if one.credit)),
        bilingual=second is not None,
    )


def wifi_code(net: Wifi) -> str:
    r"""Return what a code holds that telephones join a network by: ``WIFI:T:WPA;S:name;P:password;;``.

    The format is that of the ZXing project's barcode contents page; ``\ ; , : "`` are escaped by a backslash.
    """
    kind = {"wpa": "WPA", "wep": "WEP", "none": "nopass"}[net.security]
    secret = f"P:{_escaped(net.password)};" if net.password else ""
    return f"WIFI:T:{kind};S:{_escaped(net.ssid)};{secret};"


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in '\\;,:"' else sign for sign in text)


def _facts(**given: str) -> tuple[FactView, ...]:
    return tuple(FactView(key, value) for key, value in given.items() if value)


def _addressed(postal_code: str | None, address: str) -> str:
    return f"〒{postal_code} {address}".strip() if postal_code else address


def file_date(event: Event) -> dt.datetime:
    """Return the date that goes into files: ``updated:`` of the event, else its first day at midnight."""
    day = event.updated or event.first_day.date
    return dt.datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(event.timezone))
