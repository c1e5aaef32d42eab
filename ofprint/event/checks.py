"""Checks of the parts against each other: hours, overlaps, the deadline, people, shops, badges.

It stands apart because these run on whatever could be read: a part at fault has None where a value failed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.yaml_tree import printable
from ofprint.event.clock import WEEKDAYS, Clock
from ofprint.event.parts import Sign
from ofprint.event.reading import Spot, meant, short

_BESIDE = frozenset(("booth", "registration", "tour"))
"""Kinds of items that run all day beside the others."""


_Time = tuple[str, Clock | None]
"""A time and its key."""


class _Checks:
    """The values read so far, and a way to say what is wrong with them."""

    def __init__(self, found: dict[str, Any], spot: Spot) -> None:
        self._spot = spot
        self.days = [day for day in found.get("dates") or () if day.date]
        self.items = [item for item in found.get("programme") or () if item.start]
        self.found = found

    def find(
        self, rule: str, path: str, what: Words, cure: Words | None = None, *, severity: Severity = Severity.ERROR
    ) -> None:
        line, column = self._spot.reading.places.get(path, (None, None))
        place = Place(self._spot.node.file, line, column, printable(path))
        self._spot.reading.add(Finding(f"event.{rule}", severity, what, cure, place))

    def warn(self, rule: str, path: str, what: Words, cure: Words | None = None) -> None:
        self.find(rule, path, what, cure, severity=Severity.WARNING)

    def meant(self, word: str, options: Iterable[str]) -> Words | None:
        return meant(self._spot, word, options)

    @property
    def used(self) -> set[str]:
        return self._spot.reading.used

    @property
    def whole(self) -> bool:
        return self._spot.reading.whole


def check_event(found: dict[str, Any], spot: Spot) -> None:
    """Report what contradicts itself among the values ``found`` of an event."""
    checks = _Checks(found, spot)
    _check_days(checks)
    _check_items(checks)
    _check_overlaps(checks)
    _check_people_at_once(checks)
    _check_deadline(checks)
    _check_people(checks)
    _check_signs(checks)
    _check_shops(checks)
    _check_badges(checks)


# ---- days


def _check_days(checks: _Checks) -> None:
    seen: dict[dt.date, str] = {}
    for day in checks.days:
        if first := seen.get(day.date):
            what = Words(
                f"the day is given twice, first in {first}", f"同じ日が 2 回書かれています（1 回目は {first}）"
            )
            checks.find(
                "equal-days", f"{day.path}.date", what, Words("keep one of them", "どちらか 1 つにしてください")
            )
        seen.setdefault(day.date, day.path)
        _ordered(checks, day.path, ("start", day.start), ("end", day.end))
        _ordered(checks, day.path, ("open", day.open), ("start", day.start), equal=True)


def _ordered(checks: _Checks, path: str, first: _Time, then: _Time, *, equal: bool = False) -> None:
    """Report the second of two times when it does not lie after the first (or with it, if ``equal``)."""
    (name, one), (next_name, other) = first, then
    if not one or not other or one < other or (equal and one == other):
        return
    what = Words(
        f"“{next_name}” ({other}) does not lie after “{name}” ({one})",
        f"「{next_name}」（{other}）が「{name}」（{one}）より後になっていません",
    )
    cure = Words(
        "correct one of the times; past midnight is written 25:00",
        "どちらかの時刻を直してください（午前 1 時は 25:00 と書けます）",
    )
    checks.find("backwards", f"{path}.{next_name}", what, cure)


# ---- items


def _check_items(checks: _Checks) -> None:
    hours = {day.date: day for day in checks.days}
    for item in checks.items:
        _ordered(checks, item.path, ("start", item.start), ("end", item.end))
        day = hours.get(item.day)
        if day and _forwards(day) and _forwards(item):
            _check_hours(checks, item, day)
    for one, other in pairwise(checks.items):
        if _lane(one) == _lane(other) and other.start < one.start and not _BESIDE & {one.kind, other.kind}:
            what = Words(
                f"begins at {other.start}, before the item above it ({one.start})",
                f"開始 {other.start} が、上の項目の開始（{one.start}）より前です",
            )
            cure = Words(
                "correct the time; sheets are printed in the order of time",
                "時刻を確かめてください（印刷は時刻の順です）",
            )
            checks.warn("out-of-order", f"{other.path}.start", what, cure)


def _forwards(part: Any) -> bool:
    return not (part.start and part.end and part.end <= part.start)


def _check_hours(checks: _Checks, item: Any, day: Any) -> None:
    begins = day.open if item.kind == "registration" and day.open else day.start
    if begins and item.start < begins:
        what = Words(
            f"begins at {item.start}, before the day does ({begins})",
            f"開始 {item.start} が、その日の開始（{begins}）より前です",
        )
        checks.warn(
            "outside-hours", f"{item.path}.start", what, Words("check both times", "両方の時刻を確かめてください")
        )
    last = item.end or item.start
    if day.end and last > day.end:
        what = Words(
            f"ends at {last}, after the day does ({day.end})", f"終了 {last} が、その日の終了（{day.end}）より後です"
        )
        checks.warn(
            "outside-hours",
            f"{item.path}.{'end' if item.end else 'start'}",
            what,
            Words("check both times", "両方の時刻を確かめてください"),
        )


def _lane(item: Any) -> tuple[Any, ...]:
    return item.day, item.track.key if item.track else None, str(item.room) if item.room else None


def _meet(one: Any, other: Any) -> bool:
    """Whether two items share time; an item without an end takes no time but its start."""
    if one.start == other.start:
        return True
    first, second = (one, other) if one.start < other.start else (other, one)
    return bool(first.end and first.end > second.start)


def _check_overlaps(checks: _Checks) -> None:
    """Report items that share time in one room, in one track, or where neither has either."""
    lanes: dict[tuple[Any, ...], list[Any]] = {}
    for item in checks.items:
        if item.kind in _BESIDE:
            continue
        if item.room:
            lanes.setdefault((item.day, "room", str(item.room)), []).append(item)
        if item.track:
            lanes.setdefault((item.day, "track", item.track.key), []).append(item)
        if not item.room and not item.track:
            lanes.setdefault((item.day, "", ""), []).append(item)
    told: set[tuple[str, str]] = set()
    for (_, kind, name), items in lanes.items():
        for one, other in _meeting(items):
            if (one.path, other.path) not in told:
                told.add((one.path, other.path))
                _overlap(checks, one, other, f"{kind} {name}".strip())


def _meeting(items: list[Any]) -> Iterable[tuple[Any, Any]]:
    """Yield the pairs that meet: each item with the one that lasts longest before it."""
    ordered = sorted(items, key=lambda item: (item.day or dt.date.min, item.start))
    longest: Any = None
    for item in ordered:
        if longest is not None and longest.day == item.day and _meet(longest, item):
            yield longest, item
        if longest is None or longest.day != item.day or (item.end or item.start) >= (longest.end or longest.start):
            longest = item


def _overlap(checks: _Checks, one: Any, other: Any, where: str) -> None:
    place = Words(f" in {where}" if where else "", f"（{where}）" if where else "")
    what = Words(
        f"begins at {other.start}, while “{short(one.title or '')}” ({_span(one)}) goes on{place.en}",
        f"開始 {other.start} が「{short(one.title or '')}」（{_span(one)}）と重なっています{place.ja}",
    )
    cure = Words(
        "correct the times, or give each its own room or track",
        "時刻を直すか、別の部屋（room）かトラック（track）を書いてください",
    )
    checks.find("overlap", f"{other.path}.start", what, cure)


def _span(item: Any) -> str:
    return f"{item.start}–{item.end}" if item.end else str(item.start)


# ---- people


def _check_people_at_once(checks: _Checks) -> None:
    """Warn of a person who is in two places at once, or twice in one item."""
    by_person: dict[int, list[Any]] = {}
    for item in checks.items:
        named = [id(one.person) for one in (*(item.speakers or ()), *(item.panelists or ()))]
        if len(named) > len(set(named)):
            checks.warn("named-twice", item.path, Words("a person is named twice", "同じ人が 2 回書かれています"))
        for person in set(named):
            by_person.setdefault(person, []).append(item)
    for items in by_person.values():
        for one, other in _meeting([item for item in items if item.day]):
            if one.day == other.day and _lane(one) != _lane(other):
                what = Words(
                    f"somebody speaks in “{short(one.title or '')}” at the same time",
                    f"同じ時間に「{short(one.title or '')}」にも登壇する人がいます",
                )
                checks.warn("at-once", f"{other.path}.start", what, Words("check the times", "時刻を確かめてください"))


def _check_people(checks: _Checks) -> None:
    if not checks.whole:
        return
    keys = {sign.person for sign in checks.found.get("signs") or () if sign.person}
    for person in checks.found.get("people") or ():
        if person.key and person.key not in checks.used | keys:
            what = Words(f"“{person.key}” appears in no item", f"「{person.key}」はどの項目にも登場しません")
            checks.warn(
                "unused-person",
                person.path,
                what,
                Words("name the person in an item, or delete the entry", "項目に書くか、削除してください"),
            )


_UNREAD = frozenset().union(*Sign.shown.values())


def _check_signs(checks: _Checks) -> None:
    people = {person.key for person in checks.found.get("people") or ()}
    for sign in checks.found.get("signs") or ():
        if sign.person and sign.person not in people and (checks.whole or people):
            what = Words(
                f"no person “{short(sign.person)}” is listed under people",
                f"people に「{short(sign.person)}」という人がいません",
            )
            checks.find("unknown-person", f"{sign.path}.person", what, checks.meant(sign.person, people))
        if sign.date and checks.days and sign.date not in {day.date for day in checks.days}:
            what = Words(f"{sign.date} is no day of the event", f"{sign.date} は開催日ではありません")
            days = "、".join(str(day.date) for day in checks.days)
            checks.find("no-such-day", f"{sign.path}.date", what, Words(f"its days: {days}", f"開催日: {days}"))
        for key in sorted(_UNREAD - sign.shown[sign.kind]) if sign.kind else ():
            if getattr(sign, key) != (1 if key == "copies" else None):
                what = Words(f"a {sign.kind} sign shows no {key}", f"「{sign.kind}」の看板に {key} は出ません")
                takes = ", ".join(sorted({*sign.shown[sign.kind], "size"}))
                cure = Words(f"delete it; such a sign takes {takes}", f"削除してください（書けるもの: {takes}）")
                checks.warn("unused", f"{sign.path}.{key}", what, cure)


# ---- the rest


def _check_deadline(checks: _Checks) -> None:
    registration = checks.found.get("registration")
    deadline = registration.deadline if registration else None
    if not deadline or not checks.days:
        return
    first = min(checks.days, key=lambda day: day.date)
    late = deadline.date > first.date
    if deadline.date == first.date and deadline.time and first.start:
        late = deadline.time > first.start
    if not late:
        return
    begins = f"{first.date} {first.start or ''}".strip()
    what = Words(
        f"the deadline ({deadline}) lies after the event begins ({begins}, {WEEKDAYS[first.date.weekday()]})",
        f"申込期限（{deadline}）が開催（{begins}）より後です",
    )
    checks.find(
        "deadline",
        "registration.deadline",
        what,
        Words("correct the deadline or the date", "期限か開催日を直してください"),
    )


def _check_shops(checks: _Checks) -> None:
    for shop in checks.found.get("shops") or ():
        _ordered(checks, shop.path, ("hours", shop.opens), ("hours", shop.closes))


def _check_badges(checks: _Checks) -> None:
    """Warn of a badge's back that shows what the event does not have."""
    badges, venue, registration = (checks.found.get(name) for name in ("badges", "venue", "registration"))
    there = {
        "wifi": checks.found.get("wifi"),
        "map": venue and venue.map,
        "qr": registration and registration.url,
        "timetable": checks.found.get("programme"),
        "privacy": checks.found.get("privacy"),
        "contacts": checks.found.get("contacts"),
    }
    for side in (badges.back or ()) if badges else ():
        if not there.get(side, True) and checks.whole:
            what = Words(
                f"the back shows {side}, of which the event has none",
                f"裏面の「{side}」に載せる内容がイベントにありません",
            )
            checks.warn("badge-back", "badges.back", what)
