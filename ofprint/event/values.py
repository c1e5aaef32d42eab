"""Readers of values that are no texts: numbers, times, dates, addresses, choices.

It stands apart because each says in one place what it expects, what it found and how to mend it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ofprint.base.findings import Words
from ofprint.base.yaml_tree import Mapping, Node, Scalar, Sequence
from ofprint.event.clock import WEEKDAYS, Clock, Moment, narrow, read_clock, read_date, read_minutes, read_moment
from ofprint.event.reading import Spot, meant, short

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

YES = frozenset(("yes", "true", "on", "y", "はい", "有", "あり", "する"))
NO = frozenset(("no", "false", "off", "n", "いいえ", "無", "なし", "しない"))


def read_bool(spot: Spot) -> bool | None:
    """Return yes or no: ``yes``, ``true``, ``はい`` … or ``no``, ``false``, ``いいえ`` …."""
    expected = Words("yes or no", "yes か no（はい・いいえ）")
    scalar = spot.scalar(expected)
    word = narrow(scalar.text).lower() if scalar else ""
    if scalar and word not in YES | NO:
        spot.wrong(expected, Words("write yes or no", "yes か no と書いてください"))
        return None
    return word in YES if scalar else None


def read_count(spot: Spot) -> int | None:
    """Return a whole number: ``80``, ``80名``, ``1,200人`` in figures of either width."""
    expected = Words("a whole number", "整数")
    scalar = spot.scalar(expected)
    if not scalar:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d{1,9})\s*[名人席部枚]?", narrow(scalar.text))
    if not found:
        spot.wrong(expected, Words("write figures alone, such as 80", "80 のように数字で書いてください"))
        return None
    return int(found[1].replace(",", ""))


def read_minutes_of(spot: Spot) -> int | None:
    """Return a duration in minutes: ``15分``, ``1時間30分``, ``90min`` or ``15``."""
    expected = Words("a duration", "長さ（分）")
    scalar = spot.scalar(expected)
    try:
        minutes = read_minutes(scalar.text) if scalar else None
    except ValueError:
        spot.wrong(expected, Words("write it as 15分 or 1時間30分", "15分、1時間30分 のように書いてください"))
        return None
    return minutes


_TIME = Words("a time such as 13:30", "13:30 のような時刻")


def read_clock_of(spot: Spot) -> Clock | None:
    """Return a time of day: ``13:30``, ``13時30分``; from Python a ``datetime.time`` too."""
    scalar = spot.scalar(_TIME)
    if not scalar:
        return None
    if isinstance(scalar.native, dt.time):
        return Clock.of(scalar.native)
    if isinstance(scalar.native, int | float) and not isinstance(scalar.native, bool):
        spot.wrong(_TIME, _sexagesimal(scalar.native), rule="time")
        return None
    try:
        return read_clock(scalar.text)
    except ValueError:
        spot.wrong(
            _TIME,
            Words("write hours and minutes, such as 13:30 or 13時30分", "13:30 か 13時30分 のように書いてください"),
            rule="time",
        )
        return None


def _sexagesimal(number: float) -> Words:
    """Say what plain YAML made of a time without quotes: 13:30 is read as 13 × 60 + 30 = 810."""
    minutes = int(number)
    if not 0 <= minutes < 30 * 60:
        return Words('give times as text: "13:30"', '時刻は "13:30" のように文字列で渡してください')
    time = f"{minutes // 60}:{minutes % 60:02}"
    return Words(
        f'plain YAML reads {time} as {minutes}: give it as text ("{time}") or let ofprint read the file',
        f'ふつうの YAML は {time} を {minutes} と読みます。文字列 "{time}" で渡してください',
    )


_DATE = Words("a date such as 2026-01-22", "2026-01-22 のような日付")
_DATE_CURE = Words(
    "write year, month and day: 2026-01-22, 2026.01.22 (木) or 2026年1月22日(木)",
    "2026-01-22、2026.01.22 (木)、2026年1月22日(木) のように書いてください",
)


def read_date_of(spot: Spot) -> dt.date | None:
    """Return a date; a weekday written with it must agree."""
    scalar = spot.scalar(_DATE, _DATE_CURE)
    if not scalar:
        return None
    if isinstance(scalar.native, dt.date):
        return scalar.native.date() if isinstance(scalar.native, dt.datetime) else scalar.native
    try:
        date, weekday = read_date(scalar.text)
    except ValueError as error:
        _no_date(spot, error)
        return None
    check_weekday(spot, date, weekday)
    return date


def _no_date(spot: Spot, error: ValueError) -> None:
    if "range" in str(error) or "must be in" in str(error):
        what = Words(
            f"there is no such day: {short(_text(spot.node))}", f"存在しない日付です: {short(_text(spot.node))}"
        )
        spot.find("date", what, Words("check month and day", "月と日を確かめてください"))
    else:
        spot.wrong(_DATE, _DATE_CURE, rule="date")


def check_weekday(spot: Spot, date: dt.date, weekday: str | None) -> None:
    """Report a weekday that contradicts its date."""
    true = WEEKDAYS[date.weekday()]
    if weekday and weekday != true:
        what = Words(
            f"{date.isoformat()} is a {date:%A} ({true}), not {weekday}",
            f"{date.year}年{date.month}月{date.day}日は{true}曜日です（{weekday}曜日と書かれています）",
        )
        cure = Words("correct the date or the weekday", "日付か曜日のどちらかを直してください")
        spot.find("weekday", what, cure)


def read_moment_of(spot: Spot) -> Moment | None:
    """Return a day with or without a time: ``2026年1月21日(水) 17時``; ``{date: …, time: …}`` too."""
    if isinstance(spot.node, Mapping):
        return _moment_of_keys(spot, spot.node)
    scalar = spot.scalar(_DATE, _DATE_CURE)
    if not scalar:
        return None
    if isinstance(scalar.native, dt.datetime):
        return Moment(scalar.native.date(), Clock(scalar.native.hour * 60 + scalar.native.minute))
    if isinstance(scalar.native, dt.date):
        return Moment(scalar.native)
    try:
        moment, weekday = read_moment(scalar.text)
    except ValueError as error:
        _no_date(spot, error)
        return None
    check_weekday(spot, moment.date, weekday)
    return moment


def _moment_of_keys(spot: Spot, node: Mapping) -> Moment | None:
    for entry in node:
        if entry.key.text not in ("date", "time"):
            unknown_key(spot.at(entry.key), entry.key.text, ("date", "time"))
    date, time = node.get("date"), node.get("time")
    if date is None:
        spot.wrong(_DATE, _DATE_CURE)
        return None
    day = read_date_of(spot.key("date", date))
    clock = read_clock_of(spot.key("time", time)) if time else None
    return Moment(day, clock) if day else None


def unknown_key(spot: Spot, key: str, known: tuple[str, ...] | list[str], cure: Words | None = None) -> None:
    """Report a key that is not known here, with the nearest that is."""
    if spot.reading.full:
        spot.reading.count_error()
        return
    below = f"{spot.path}.{key}" if spot.path else key
    what = Words(f"unknown key “{short(key)}”", f"「{short(key)}」は知らないキーです")
    Spot(spot.reading, spot.node, below).find("unknown-key", what, cure or meant(spot, key, known))


# ---- addresses and choices


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _matched(spot: Spot, expected: Words, pattern: str, cure: Words, rule: str) -> str | None:
    scalar = spot.scalar(expected)
    if not scalar:
        return None
    text = narrow(scalar.text)
    if len(text) > 2_000 or not re.fullmatch(pattern, text):
        spot.wrong(expected, cure, rule=rule)
        return None
    return text


def read_url(spot: Spot) -> str | None:
    """Return a web address with ``https://`` or ``http://``."""
    expected = Words("a web address", "URL")
    cure = Words("write it whole, beginning with https://", "https:// から始まる完全な URL を書いてください")
    return _matched(
        spot, expected, r"https?://[^\s/?#.]+(?:\.[^\s/?#.]+)+(?::\d+)?(?:[/?#]\S*)?|https?://localhost\S*", cure, "url"
    )


def read_mail(spot: Spot) -> str | None:
    """Return a mail address."""
    expected = Words("a mail address", "メールアドレス")
    cure = Words("write it as name@example.jp", "name@example.jp のように書いてください")
    return _matched(spot, expected, r"[^\s@,;:<>()]+@[^\s@,;:<>()]+\.[^\s@,;:<>().]+", cure, "mail")


def read_phone(spot: Spot) -> str | None:
    """Return a telephone number: figures, hyphens, brackets, an extension after 内線."""
    expected = Words("a telephone number", "電話番号")
    cure = Words("write it as 022-000-0000 (in quotes if it begins with +)", "022-000-0000 のように書いてください")
    found = _matched(
        spot, expected, r"\+?[\d()][\d()\- ]{1,22}\d(?:\s*\(?(?:内線|ext\.?)\s*\d{1,6}\)?)?", cure, "telephone"
    )
    if found and isinstance(spot.node, Scalar) and isinstance(spot.node.native, int):
        spot.wrong(
            expected,
            Words(
                "give it as text: a number loses its first 0", "数値にすると先頭の 0 が消えます。文字列で渡してください"
            ),
            rule="telephone",
        )
        return None
    return found


def read_postal_code(spot: Spot) -> str | None:
    """Return a Japanese postal code as ``963-8005``; 〒 may stand before it."""
    expected = Words("a postal code", "郵便番号")
    cure = Words("write it as 963-8005", "963-8005 のように書いてください")
    found = _matched(spot, expected, r"〒?\s*\d{3}-?\d{4}", cure, "postal-code")
    if not found:
        return None
    figures = re.sub(r"\D", "", found)
    return f"{figures[:3]}-{figures[3:]}"


def read_choice(spot: Spot, options: tuple[str, ...]) -> str | None:
    """Return one of ``options``, in whatever case it was written."""
    expected = Words(f"one of {', '.join(options[:8])}{' …' if len(options) > 8 else ''}", "決まった語")
    scalar = spot.scalar(expected)
    if not scalar:
        return None
    word = narrow(scalar.text).lower().replace("_", "-")
    option = next((option for option in options if option.lower() == word), None)
    if option:
        return option
    what = Words(f"“{short(scalar.text)}” is not known here", f"「{short(scalar.text)}」は使えない語です")
    spot.find("unknown-word", what, meant(spot, scalar.text, options))
    return None


def read_plain(spot: Spot, most: int = 200) -> str | None:
    """Return a short plain string: a key, a name of a template, a size."""
    expected = Words("a word", "語")
    scalar = spot.scalar(expected)
    if not scalar:
        return None
    text = scalar.text.strip()
    if not text or len(text) > most or _CONTROL.search(text):
        spot.wrong(expected, Words(f"write 1 to {most} characters", f"1～{most} 字で書いてください"))
        return None
    return text


def read_options(spot: Spot) -> dict[str, Any] | None:
    """Return the mapping here as plain strings, lists and dicts: options that a template reads for itself."""
    if isinstance(spot.node, Mapping):
        return {entry.key.text: _plain_data(entry.value) for entry in spot.node}
    spot.wrong(
        Words("options with values", "設定のキーと値"), Words("write “name: value”", "「名前: 値」と書いてください")
    )
    return None


def _plain_data(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {entry.key.text: _plain_data(entry.value) for entry in node}
    if isinstance(node, Sequence):
        return [_plain_data(item) for item in node]
    return None if node.is_null else node.text
