"""Words that refer to another part of the event: a room, a track, a day, found by key or by name.

It stands apart because parts of the definition refer to each other only through what is known here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from ofprint.base.findings import Words
from ofprint.event.clock import narrow
from ofprint.event.reading import Spot, meant, short
from ofprint.event.text import Text
from ofprint.event.values import read_date_of, read_plain


def index_of(parts: Any) -> dict[str, Any]:
    """Return parts by every word that may name them: their key, else their name."""
    by_key = {narrow(part.key): part for part in parts if part.key}
    by_name = {narrow(part.name): part for part in reversed(parts) if part.name}
    return {**by_key, **{name: part for name, part in by_name.items() if name not in by_key}}


def room_of(spot: Spot) -> Any:
    """Return the room named here; where the event lists no rooms, the words themselves name one."""
    from ofprint.event.parts import Room

    word = read_plain(spot)
    if word is None:
        return None
    rooms = spot.reading.known.get("rooms") or {}
    if rooms:
        return _found(spot, word, rooms, Words("room", "部屋"))
    venue = spot.reading.known.get("venue")
    floor = venue.floor if venue is not None and venue.room == word else None
    return Room.made(key=word, name=Text(word), floor=floor)


def track_of(spot: Spot) -> Any:
    """Return the track named here."""
    word = read_plain(spot)
    if word is None:
        return None
    tracks = spot.reading.known.get("tracks") or {}
    if tracks:
        return _found(spot, word, tracks, Words("track", "トラック"))
    cure = Words(f"list it: “tracks: {{{short(word)}: …}}”", f"「tracks:」に「{short(word)}」を書き加えてください")
    what = Words(
        f"“{short(word)}” is no track: the event lists none",
        f"「{short(word)}」というトラックはありません（tracks がありません）",
    )
    spot.find("unknown-track", what, cure)
    return None


def _found(spot: Spot, word: str, parts: dict[str, Any], kind: Words) -> Any:
    if part := parts.get(narrow(word)):
        return part
    what = Words(f"no {kind.en} “{short(word)}” is listed", f"「{short(word)}」という{kind.ja}はありません")
    spot.find(f"unknown-{kind.en}", what, meant(spot, word, parts))
    return None


def day_of(spot: Spot) -> dt.date | None:
    """Return one of the event's days, named by its date, its label, or its number from 1."""
    days = spot.reading.known.get("dates") or ()
    word = narrow(read_plain(spot) or "")
    if not word:
        return None
    if word.isdigit() and 1 <= int(word) <= len(days):
        return days[int(word) - 1].date  # type: ignore[no-any-return]
    for day in days:
        if day.label and word == narrow(day.label):
            return day.date  # type: ignore[no-any-return]
    date = read_date_of(spot)
    if date and days and date not in [day.date for day in days]:
        what = Words(f"{date} is no day of the event", f"{date} は開催日ではありません")
        spot.find("unknown-day", what, meant(spot, str(date), [str(day.date) for day in days if day.date]))
    return date
