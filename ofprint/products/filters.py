"""The filters that only an event's templates need: hosts by line, room and venue lines, contacts, hours.

They stand apart from the templates' general filters because they know what an event holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ofprint.layout.bilingual import first_of
from ofprint.layout.codes import qr_size
from ofprint.layout.parts.heads import best_split
from ofprint.layout.template.filters import FILTERS as GENERAL
from ofprint.layout.template.filters import bare_url, time
from ofprint.products.lanes import grid_pages, lane_of, room_grids, speaker_index
from ofprint.products.view import ContactView, DayView, EventView, FactView, HostView, ItemView, RailView, VenueView
from ofprint.typesetting import Markup


def host_rows(hosts: Sequence[HostView]) -> list[dict[str, str]]:
    """Return a row for each host, the rank standing before the first of its own."""
    return [
        {"rank": host.rank if index == 0 else "", "names": name}
        for host in hosts
        for index, name in enumerate(host.names)
    ]


def host_lines(hosts: Sequence[HostView]) -> list[dict[str, str]]:
    """Return a row for each rank, its hosts joined by ・."""
    return [{"rank": host.rank, "names": "・".join(host.names)} for host in hosts]


def hosts_lines(hosts: Sequence[HostView], lines: int = 1) -> list[str]:
    """Return the ranks on so many lines, as even as can be: 主催　A・B　　　後援　C; ranks stand three ems apart."""
    ranks = [f"{host.rank}　{'・'.join(host.names)}" for host in hosts]
    ends = best_split([len(rank) + 3.0 for rank in ranks], min(int(lines), len(ranks))) or []
    return ["　　　".join(ranks[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def room_line(venue: VenueView) -> str:
    """Return floor and room as one: 6階・中ホールA."""
    return "・".join(part for part in (venue.floor, venue.room) if part)


def room_pieces(venue: VenueView) -> list[str]:
    """Return floor and room in the pieces between which a line may end; the venue's name where there is neither."""
    return [part for part in (venue.floor, venue.room) if part] or [venue.name]


def main_language(text: Any) -> Any:
    """Return a text, or each of a list, in the product's first language alone."""
    if text is None or isinstance(text, str):
        return first_of(text or "")
    return [main_language(one) for one in text]


def venue_line(venue: VenueView) -> str:
    """Return venue, floor and room on one line."""
    return " ".join(part for part in (venue.name, room_line(venue)) if part)


def contact_lines(contact: ContactView, full: bool = False) -> str:
    """Return a contact's lines: office, department and names, telephone, mail.

    ``full`` ones have address, fax, web and hours too.
    """
    people = " ".join(part for part in (contact.department, contact.names) if part)
    calls = [f"Tel {contact.tel}" if contact.tel else "", f"Fax {contact.fax}" if contact.fax and full else ""]
    lines = [contact.office, people, "　".join(call for call in calls if call), contact.mail]
    if full:
        lines = [*lines[:2], contact.address, *lines[2:], bare_url(contact.url), contact.hours]
    return "\n".join(line for line in lines if line)


def hours(day: DayView) -> str:
    """Return a day's hours with the en rule: 13:30–17:00."""
    if day.start is None:
        return ""
    return time(day.start) + (f"–{time(day.end)}" if day.end else "")


def common_hours(days: Sequence[DayView]) -> str:
    """Return the hours that all days share; nothing where they differ."""
    shared = {hours(day) for day in days}
    return shared.pop() if len(shared) == 1 else ""


def biography(item: ItemView) -> str:
    """Return the biographies of an item's speakers, each a paragraph."""
    return "\n".join(who.biography for who in item.speakers if who.biography)


def rail_columns(days: Sequence[DayView], talks_only: bool = False, common: bool = False) -> list[RailView]:
    """Return what stands on rails side by side, a day on each, or a single day's halves.

    With ``common`` the items of tracks are left out: what remains is everybody's, or has a place of its own.
    """
    kept = [
        [item for item in day.timeline if (item.is_talk or not talks_only) and not (common and item.track)]
        for day in days
    ]
    columns = [RailView(day, tuple(items)) for day, items in zip(days, kept, strict=True)]
    if len(days) == 1:
        cut = rail_split(kept[0])
        return [RailView(days[0], tuple(kept[0][:cut])), RailView(days[0], tuple(kept[0][cut:]))]
    return columns


def days_of(days: Sequence[DayView], items: Sequence[ItemView]) -> list[DayView]:
    """Return the days on which any of the items is."""
    dates = {item.date for item in items}
    return [day for day in days if day.date in dates]


def ruby(name: Any, reading: str = "") -> Any:
    """Return a name with its reading over it (beside it in vertical setting), family and given name each their own.

    What follows the name, such as 氏, stays as it is; so does a name without a reading, or whose reading is itself.
    """
    said = first_of(name or "")
    names, readings = said.split(), (reading or "").split()
    if not readings or len(names) < len(readings) or names[: len(readings)] == readings:
        return name
    over = [Markup.ruby(base, kana) for base, kana in zip(names, readings, strict=False)]
    return sum((" " + part for part in [*over[1:], *map(Markup.escape, names[len(readings) :])]), over[0])


def rail_split(items: Sequence[ItemView]) -> int:
    """Return where a programme parts into two rails: at a new day, else at the break nearest the middle."""
    middle = len(items) / 2
    days = [i for i in range(1, len(items)) if items[i].date != items[i - 1].date]
    breaks = [i for i in range(1, len(items)) if items[i].is_break or items[i - 1].is_break]
    for places in (days, breaks):
        near = min(places, key=lambda place: abs(place - middle), default=None)
        if near is not None and abs(near - middle) <= len(items) / 4:
            return near
    return round(middle)


def sign_up_rows(event: EventView) -> list[FactView]:
    """Return what else signing up takes: capacity, fee, note; only what is there."""
    form = event.registration
    if form is None:
        return []
    rows = {"capacity": form.capacity, "fee": form.fee, "note": form.note}
    return [FactView(key, value) for key, value in rows.items() if value]


def modules(text: str, level: str = "M") -> int:
    """Return how many modules a side the QR code of a text has at an error correction level."""
    return qr_size(text, level=level)


FILTERS = GENERAL | {
    "host_rows": host_rows, "host_lines": host_lines, "hosts_lines": hosts_lines, "room_line": room_line,
    "room_pieces": room_pieces,
    "venue_line": venue_line, "contact_lines": contact_lines, "hours": hours, "common_hours": common_hours,
    "biography": biography, "main": main_language,
    "rail_split": rail_split, "rail_columns": rail_columns, "modules": modules, "sign_up_rows": sign_up_rows,
    "days_of": days_of, "ruby": ruby,
    "grid_pages": grid_pages, "room_grids": room_grids, "lane_of": lane_of, "speaker_index": speaker_index,
}  # fmt: skip
