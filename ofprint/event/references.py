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


def room_of(spot: Spot) -> Any:
    """Return the room named here; where the event lists no rooms, the words themselves name one."""
    from ofprint.event.parts import Room

    word = read_plain(spot)
    if word is None:
        return None
    rooms = spot.reading.known.get("rooms") or ()
    if found := _named(rooms, word):
        return found
    if rooms:
        _unknown(spot, word, rooms, Words("room", "部屋"))
        return None
    venue = spot.reading.known.get("venue")
    floor = venue.floor if venue is not None and venue.room == word else None
    return Room.model_construct(key=word, name=Text(word), floor=floor)


def track_of(spot: Spot) -> Any:
    """Return the track named here."""
    word = read_plain(spot)
    if word is None:
        return None
    tracks = spot.reading.known.get("tracks") or ()
    if found := _named(tracks, word):
        return found
    if not tracks:
        cure = Words(f"list it: “tracks: {{{word}: …}}”", f"「tracks:」に「{word}」を書き加えてください")
        what = Words(
            f"“{short(word)}” is no track: the event lists none",
            f"「{short(word)}」というトラックはありません（tracks がありません）",
        )
        spot.find("unknown-track", what, cure)
        return None
    _unknown(spot, word, tracks, Words("track", "トラック"))
    return None


def _named(parts: Any, word: str) -> Any:
    plain = narrow(word)
    for part in parts:
        if plain in (narrow(part.key or ""), narrow(part.name or "")):
            return part
    return None


def _unknown(spot: Spot, word: str, parts: Any, kind: Words) -> None:
    what = Words(f"no {kind.en} “{short(word)}” is listed", f"「{short(word)}」という{kind.ja}はありません")
    options = [part.key for part in parts if part.key] + [part.name for part in parts if part.name]
    spot.find(f"unknown-{kind.en}", what, meant(word, dict.fromkeys(options)))


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
        spot.find("unknown-day", what, meant(str(date), [str(day.date) for day in days if day.date]))
    return date
