"""The filters that a template's expressions may use: dates, weekdays, times, telephone numbers, words.

They stand apart because they are the words designers use; each takes plain values and gives text.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from ofprint.layout.template.lists import LISTS

_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ERAS = (
    (dt.date(2019, 5, 1), "令和", 2018),
    (dt.date(1989, 1, 8), "平成", 1988),
    (dt.date(1926, 12, 25), "昭和", 1925),
)
"""First day, name and the year before the first: 元号法 and the cabinet orders under it."""


def weekday(day: dt.date, language: str = "ja") -> str:
    """Return the weekday: 木, or Thu."""
    return _WEEKDAYS["en" if language == "en" else "ja"][day.weekday()]


def month_day(day: dt.date) -> str:
    """Return month and day as the date picture sets them: 1.22."""
    return f"{day.month}.{day.day}"


def date(day: dt.date, form: str = "ja") -> str:
    """Return a date in a form: ja (2026年1月22日), dots (2026.01.22), iso, md (1月22日) or en (22 Jan 2026)."""
    forms = {
        "ja": f"{day.year}年{day.month}月{day.day}日",
        "md": f"{day.month}月{day.day}日",
        "dots": f"{day.year}.{day.month:02}.{day.day:02}",
        "iso": f"{day.year}-{day.month:02}-{day.day:02}",
        "en": f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    }
    if form not in forms:
        raise ValueError(f"no date form {form!r}; there are {', '.join(forms)}")
    return forms[form]


def wareki(day: dt.date) -> str:
    """Return a date with the year of its era, 令和8年1月22日; the first year is 元年."""
    for start, name, before in _ERAS:
        if day >= start:
            year = day.year - before
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return date(day)


class TimeOfDay(Protocol):
    """A time of day: ``datetime.time``, ``datetime.datetime`` or the event's own clock."""

    @property
    def hour(self) -> int:
        """The hour; past midnight it may go on counting, 25 being one o'clock."""

    @property
    def minute(self) -> int:
        """The minute."""


def time(moment: TimeOfDay) -> str:
    """Return a time of day as 13:30."""
    return f"{moment.hour}:{moment.minute:02}"


def hour(moment: TimeOfDay) -> str:
    """Return a time of day in Japanese words: 17時, 17時30分."""
    return f"{moment.hour}時" + (f"{moment.minute}分" if moment.minute else "")


def bare_url(address: str) -> str:
    """Return an address as it is read aloud: without scheme, ``www.`` and closing slash."""
    return re.sub(r"^[a-z]+://(www\.)?", "", address).rstrip("/")


def telephone(number: str, form: str = "plain") -> str:
    """Return a telephone number as 024-000-0000, as 024(000)0000 (``paren``), or as +81 24-000-0000 (``intl``).

    Full-width figures and dashes become plain ones; what has no three groups, such as 119, stays as it is.
    """
    plain = re.sub(r"[‐‑–—―−ーｰ－]", "-", unicodedata.normalize("NFKC", number or "")).strip()
    groups = re.findall(r"\d+", plain.removeprefix("+81"))
    if len(groups) != 3 or form == "plain":
        return plain
    area, local, last = groups
    if form == "paren":
        return f"{area}({local}){last}"
    if form == "intl":
        return f"+81 {area.removeprefix('0')}-{local}-{last}"
    raise ValueError(f"a telephone number is plain, paren or intl, not {form!r}")


def solid(text: str) -> str:
    """Return text without the spaces that its source set inside ornaments or names."""
    return re.sub(r"\s+", "", text)


def ornamented(text: str) -> str:
    """Return text whose wave dashes stand close to the words they enclose: ～副題～."""
    return re.sub(r"(?<=[〜～])[ 　]+|[ 　]+(?=[〜～])", "", text or "")


def figure(text: str) -> str:
    """Return the digits of an edition such as ``vol.7``: 7; empty where it has none."""
    found = re.search(r"\d+", text or "")
    return found[0] if found else ""


def before_figure(text: str) -> str:
    """Return what stands before the digits of an edition: ``vol.``, 第."""
    return re.split(r"\d", text or "", maxsplit=1)[0].strip()


def after_figure(text: str) -> str:
    """Return what stands after the digits of an edition: 回."""
    return re.sub(r"^\D*\d+", "", text or "").strip()


def share(items: Iterable[Any], parts: int, index: int) -> list[Any]:
    """Return the ``index``-th of ``parts`` nearly equal runs of a list, the earlier ones longer."""
    everything = list(items)
    size, longer = divmod(len(everything), parts)
    start = index * size + min(index, longer)
    return everything[start : start + size + (index < longer)]


def numbered(items: Iterable[Any], start: int = 1) -> list[dict[str, Any]]:
    """Return the items with their numbers: a list of ``{number, value}``."""
    return [{"number": number, "value": value} for number, value in enumerate(items, start)]


def left_of(spans: Iterable[tuple[float, float, float, float]] | None, top: float, foot: float, edge: float) -> float:
    """Return the left end of what stands between two heights, mm; ``edge`` where nothing does.

    ``spans`` are (top, foot, left, right), as the part ``slats`` gives them.
    """
    return min((left for upper, lower, left, _ in spans or () if upper < foot and lower > top), default=edge)


FILTERS: dict[str, Callable[..., Any]] = LISTS | {
    "weekday": weekday, "month_day": month_day, "date": date, "wareki": wareki, "time": time, "hour": hour,
    "bare_url": bare_url, "telephone": telephone, "solid": solid, "ornamented": ornamented, "figure": figure,
    "before_figure": before_figure, "after_figure": after_figure, "share": share, "numbered": numbered,
    "left_of": left_of,
}  # fmt: skip
