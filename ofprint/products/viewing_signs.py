"""What the signs show, and how many there are: read from the event's list of signs.

It stands apart from the rest of the view because a sheet here comes from an entry of that list, not from the programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from ofprint.products.view import (
    AppearanceView,
    DayView,
    DirectionView,
    ItemView,
    NoticeView,
    ReservedView,
    RoomView,
    StageView,
)

if TYPE_CHECKING:
    from ofprint.event import Event, Text
    from ofprint.event.parts import Room, Sign
    from ofprint.event.programme import Item

STAGE = (5400.0, 900.0)
"""The stage banner's size where the event gives none, mm: a cloth of the usual 90 cm over a stage of three ken."""
PER_DISTANCE = 250
"""Letters are at least the reading distance divided by this: 120 mm at 30 m."""
_SERIES = {"A": (841, 1189), "B": (1030, 1456)}
"""Size 0 of ISO 216's A and of JIS P 0138's B, mm."""


class Viewer(Protocol):
    """Whatever reads one event in one language."""

    event: Event
    language: str

    def main(self, text: Text | str | None) -> str:
        """Return a text's words in the first language alone."""

    def words(self, text: Text | str | None) -> str:
        """Return a text's words, a second language with them; nothing for None."""

    def short_title(self) -> str:
        """Return what the event is called where there is little room."""

    def floor(self, room: Room | None) -> str:
        """Return a room's floor; the venue's for None."""

    def items(self, items: Iterable[Item]) -> tuple[ItemView, ...]:
        """Return items of the programme as they are shown."""


def of_kind(viewer: Viewer, kind: str) -> list[Sign]:
    """Return the event's signs of one kind, as listed."""
    return [sign for sign in viewer.event.signs if sign.kind == kind]


def doors(viewer: Viewer, rooms: Sequence[RoomView], days: Sequence[DayView]) -> tuple[RoomView, ...]:
    """Return the rooms whose doors get a sign: those that door signs name, on the days they name, else all in use.

    A room that is named gets its sign though nothing takes place in it.
    """
    listed = of_kind(viewer, "door")
    if not all(sign.room or sign.date for sign in listed):
        listed = []
    if not listed:
        return tuple(rooms)
    asked = {(viewer.words(sign.room.name) if sign.room else "", sign.date): sign for sign in listed}
    found = [
        room for room in rooms if any(name in ("", room.name) and date in (None, room.day.date) for name, date in asked)
    ]
    used = {room.name for room in rooms}
    for (name, date), sign in asked.items():
        if name and name not in used:
            on = [day for day in days if date in (None, day.date)][:1]
            number = max((room.number for room in (*rooms, *found)), default=0) + 1
            found += [RoomView(number, name, viewer.floor(sign.room), day, ()) for day in on]
    return tuple(found)


def boards(viewer: Viewer, days: Sequence[DayView]) -> tuple[DayView, ...]:
    """Return the days that get a timetable board: those that such signs name, else all."""
    dates = {sign.date for sign in of_kind(viewer, "timetable")}
    return tuple(day for day in days if not dates or None in dates or day.date in dates)


def receptions(viewer: Viewer) -> tuple[NoticeView, ...]:
    """Return the reception's signs: one for all and one for each named window, or those that have their own words."""
    listed = of_kind(viewer, "reception")
    own = [sign for sign in listed if sign.text]
    spans = [str(span) for span in viewer.event.badges.windows]
    windows = [] if own or any(span.isdigit() for span in spans) else spans
    for_all = [NoticeView(0, "", viewer.words(sign.subtext), "", "", "") for sign in listed if not sign.text][:1]
    for_all = for_all or ([] if own else [NoticeView(0, "", "", "", "", "")])
    said = [(_leading(viewer, sign), beneath(viewer, sign)) for sign in own] or [(span, "") for span in windows]
    return (*for_all, *(NoticeView(number, *words, "", "", "") for number, words in enumerate(said, 1)))


def called_for(
    viewer: Viewer, kind: str, usual: Sequence[AppearanceView], known: Sequence[AppearanceView]
) -> tuple[AppearanceView, ...]:
    """Return who gets a sign with their name: the people whom signs of this kind name, else the usual ones."""
    keys = [sign.person for sign in of_kind(viewer, kind)]
    if not keys or not all(keys):
        return tuple(usual)
    return tuple(next((one for one in known if one.key == key), None) or _guest(viewer, key) for key in keys if key)


def _guest(viewer: Viewer, key: str) -> AppearanceView:
    """Return somebody whom a sign names and no item does."""
    who = viewer.event.person(key)
    if who is None:
        raise ValueError(f"no person {key!r}")
    affiliation, role = viewer.words(who.affiliation), viewer.words(who.role)
    post = " ".join(part for part in (affiliation, role) if part)
    return AppearanceView(
        str(who.name.of(viewer.language)), post, viewer.words(who.honorific), None, "", "", affiliation, role, key
    )


def directions(viewer: Viewer, used: Sequence[Room]) -> tuple[DirectionView, ...]:
    """Return the direction signs that are listed; where no signs are, one to each room in use."""
    listed = of_kind(viewer, "direction")
    if viewer.event.signs:
        return tuple(_direction(viewer, number, sign) for number, sign in enumerate(listed, 1))
    names = [(viewer.words(room.name), viewer.floor(room)) for room in used]
    venue = viewer.event.venue
    if not names and venue:
        names = [(viewer.words(venue.room or venue.name), viewer.floor(None))]
    return tuple(DirectionView(number, name, floor, "right") for number, (name, floor) in enumerate(names, 1))


def _direction(viewer: Viewer, number: int, sign: Sign) -> DirectionView:
    name = viewer.words(sign.text) or (viewer.words(sign.room.name) if sign.room else viewer.short_title())
    floor = viewer.words(sign.floor) or viewer.floor(sign.room)
    return DirectionView(number, name, floor, sign.arrow or "right", viewer.words(sign.distance))


def notices(viewer: Viewer, kind: str) -> tuple[NoticeView, ...]:
    """Return the signs of a kind that have words of their own; without an address they have the registration's."""
    form = viewer.event.registration
    usual = (form.url or "") if form else ""
    return tuple(
        NoticeView(
            number, _leading(viewer, sign), beneath(viewer, sign), sign.url or usual, known_pictogram(sign.pictogram),
            sign.arrow or "",
        )
        for number, sign in enumerate(of_kind(viewer, kind), 1)
    )  # fmt: skip


def known_pictogram(name: str | None) -> str:
    """Return a pictogram's name if there is one of that name, else nothing (`signage` says so)."""
    if not name:
        return ""
    from ofprint.layout.parts.pictograms import pictograms

    return name if name in pictograms() else ""


def sheet_size(size: str) -> tuple[float, float]:
    """Return width and height in mm of a sheet as the event spells it: ``A3``, ``A3 landscape``, ``263x1091mm``."""
    sides = re.fullmatch(r"(\d+)x(\d+)mm", size)
    if sides:
        return float(sides[1]), float(sides[2])
    width, height = _SERIES[size[0]]
    for _ in range(int(size[1])):
        width, height = height // 2, width
    return (height, width) if size.endswith("landscape") else (width, height)


def letter_height(distance: str) -> float:
    """Return the least height of letters in mm for a distance such as ``30m``; 0 where it says none."""
    found = re.search(r"(\d+(?:\.\d+)?)\s*(mm|cm|m)?", distance)
    if not found:
        return 0.0
    return float(found[1]) * {"mm": 1, "cm": 10}.get(found[2], 1000) / PER_DISTANCE


def stages(viewer: Viewer, title: tuple[str, ...]) -> tuple[StageView, ...]:
    """Return the banners over the stage; ``title`` stands on those without words of their own."""
    return tuple(
        StageView(
            number,
            tuple(sign.text.of(viewer.language).lines) if sign.text else title,
            sign.text is not None,
            beneath(viewer, sign),
            *(sheet_size(sign.size) if sign.size else STAGE),
            letter_height(viewer.main(sign.distance)),
        )
        for number, sign in enumerate(of_kind(viewer, "stage"), 1)
    )


def reserved(viewer: Viewer) -> tuple[ReservedView, ...]:
    """Return a sheet for each seat that is kept, as many as its sign has copies."""
    return tuple(_seat(viewer, sign) for sign in of_kind(viewer, "reserved") for _ in range(sign.copies))


def _seat(viewer: Viewer, sign: Sign) -> ReservedView:
    """Return a kept seat: a person's by their key, else what the sign says."""
    who = viewer.event.person(sign.person) if sign.person else None
    if who is None:
        return ReservedView(_leading(viewer, sign), beneath(viewer, sign))
    post = " ".join(viewer.words(part) for part in (who.affiliation, who.role) if part)
    honorific = "様" if viewer.language == "ja" else ""
    return ReservedView(str(who.name.of(viewer.language)), viewer.words(sign.subtext), honorific, post)


def _leading(viewer: Viewer, sign: Sign) -> str:
    """Return a sign's leading words; their second language with them only where the words beneath are others."""
    return viewer.words(sign.text) if sign.subtext else viewer.main(sign.text)


def beneath(viewer: Viewer, sign: Sign) -> str:
    """Return what stands beneath a sign's words: its subtext, else the same words in the other language."""
    if sign.subtext or not sign.text:
        return viewer.words(sign.subtext)
    others = [language for language in sign.text.languages if language != viewer.language]
    return str(sign.text.of(others[0])) if others else ""
