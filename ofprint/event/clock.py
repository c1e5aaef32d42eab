"""Dates and times as an organizer writes them, read from text: ``13:30``, ``13時30分``, ``2026.01.22 (木)``.

It stands apart because a time is never guessed: what is no time here is a fault with its cure elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from ofprint.base.records import dataclass

WEEKDAYS = "月火水木金土日"
"""The weekdays as ``date.weekday()`` counts them."""
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_TIME = re.compile(
    r"(?:(午前|午後|am|pm)\s*)?(\d{1,2})(?::(\d{2})(?::00)?|時(?:(\d{1,2})分|(半))?)\s*(am|pm)?", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:(\d{4})(?:年\s*|[-./])|令和\s*(\d{1,2}|元)年\s*)(\d{1,2})(?:月\s*|[-./])(\d{1,2})日?"
    r"(?:\s*[(\[]?\s*([月火水木金土日]|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*(?:曜日|曜)?\s*[)\]]?)?",
    re.IGNORECASE,
)
_DURATION = r"(?:(\d{1,2})\s*(?:時間|h(?:ours?)?))?\s*(?:(\d{1,3})\s*(?:分間?|m(?:in(?:utes?)?)?))?"


def narrow(text: str) -> str:
    """Return ``text`` with full-width figures, signs and spaces made half-width (NFKC), ends stripped."""
    return unicodedata.normalize("NFKC", text).strip()


def _brief(text: str) -> str:
    """Narrow a text that could be a date or time at all: nothing longer is looked at."""
    return narrow(text) if len(text) <= 80 else ""


@dataclass(frozen=True, slots=True, order=True)
class Clock:
    """A time of the event's day, in minutes from midnight; ``25:00`` is one in the morning after, as in Japan."""

    minutes: int

    @property
    def hour(self) -> int:
        """The hour, 0 to 29."""
        return self.minutes // 60

    @property
    def minute(self) -> int:
        """The minute, 0 to 59."""
        return self.minutes % 60

    @property
    def time(self) -> dt.time:
        """The time of the clock on the wall."""
        return dt.time(self.hour % 24, self.minute)

    def __str__(self) -> str:
        return f"{self.hour}:{self.minute:02}"

    @classmethod
    def of(cls, value: str | dt.time | Clock) -> Clock:
        """Return the time in ``value``. Raises ``ValueError`` when it is none."""
        if isinstance(value, Clock):
            return value
        if isinstance(value, dt.time):
            return cls(value.hour * 60 + value.minute)
        return read_clock(value)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A day with or without a time: a deadline."""

    date: dt.date
    time: Clock | None = None

    @property
    def weekday(self) -> str:
        """The weekday as one Japanese character."""
        return WEEKDAYS[self.date.weekday()]

    @property
    def hour_words(self) -> str:
        """The time as Japanese notices have it: ``17時``, ``17時30分``; ``""`` without a time."""
        if self.time is None:
            return ""
        return f"{self.time.hour}時" + (f"{self.time.minute}分" if self.time.minute else "")

    def __str__(self) -> str:
        return f"{self.date.isoformat()} {self.time}" if self.time else self.date.isoformat()


def read_clock(text: str) -> Clock:
    """Return the time in ``13:30``, ``9:05``, ``13時30分``, ``13時半``, ``午後1時`` or the same in full-width figures.

    Raises ``ValueError`` when it is none, or lies past 29:59.
    """
    found = _TIME.fullmatch(_brief(text))
    if not found:
        raise ValueError("no time")
    half = (found[1] or found[6] or "").lower()
    hour = int(found[2])
    minute = 30 if found[5] else int(found[3] or found[4] or 0)
    if (half and hour > 12) or hour > 29 or minute > 59:
        raise ValueError("no such time")
    if half:
        hour = hour % 12 + (12 if half in ("午後", "pm") else 0)
    return Clock(hour * 60 + minute)


def read_date(text: str) -> tuple[dt.date, str | None]:
    """Return the date in ``text`` and the weekday written with it (one Japanese character), if any.

    ``2026-01-22``, ``2026.01.22 (木)``, ``2026年1月22日(木)``, ``2026/1/22``, ``令和8年1月22日``, full-width too.
    Raises ``ValueError`` when it is no date, or no such day exists.
    """
    found = _DATE.fullmatch(_brief(text))
    if not found:
        raise ValueError("no date")
    era = found[2]
    year = int(found[1]) if found[1] else 2018 + (1 if era == "元" else int(era))
    weekday = found[5]
    if weekday and weekday not in WEEKDAYS:
        weekday = WEEKDAYS[[day.lower() for day in WEEKDAYS_EN].index(weekday.lower())]
    return dt.date(year, int(found[3]), int(found[4])), weekday


def read_moment(text: str) -> tuple[Moment, str | None]:
    """Return the day, with its time if one follows, and the weekday written: ``2026年1月21日(水) 17時``.

    Raises ``ValueError`` when it is none.
    """
    plain = _brief(text)
    found = re.fullmatch(r"(.+?)(?:\s*T|\s+|(?<=\))|(?<=日))\s*([^\s()]*(?::|時)[^\s()]*?)(?:\+09:00|まで)?", plain)
    if not found or re.search(r"\d時|\d:\d", found[1]):
        day, weekday = read_date(plain.removesuffix("まで"))
        return Moment(day), weekday
    day, weekday = read_date(found[1])
    return Moment(day, read_clock(found[2])), weekday


def read_minutes(text: str) -> int:
    """Return the minutes in ``15分``, ``1時間30分``, ``90min``, ``1h`` or ``15``. Raises ``ValueError`` when none."""
    plain = _brief(text)
    if plain.isascii() and plain.isdigit() and len(plain) < 5:
        return int(plain)
    found = re.fullmatch(_DURATION, plain, re.IGNORECASE)
    if not found or not (found[1] or found[2]):
        raise ValueError("no duration")
    return int(found[1] or 0) * 60 + int(found[2] or 0)
