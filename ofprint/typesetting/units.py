"""What never parts, and where a Latin run may part after all.

It stands apart because these are readings of the text, not of pairs of characters: inseparable
pairs (JLREQ 3.1.11), figures with their units, times, telephone numbers, hashtags, honorifics
(house rules), and the places in URLs, mail addresses and compounds after which a line may end.
Every pattern is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ofprint.typesetting.classes import LATIN_RUN, script
from ofprint.typesetting.kinsoku import Level

_RUN = re.compile(f"[{LATIN_RUN}]{{2,}}(?:’[{LATIN_RUN}]+)*")

_DIGIT = "0-9０-９"
_COUNTERS = (
    "年度?|月|日|時間?|分|秒|世紀|人|名様?|社|件|回目?|階|歳|才|円|万|億|兆|千|百|％|%|℃|度|倍|割|点|位|代目?|"
    "丁目|番地?|号室?|個|本|台|枚|冊|部|頁|ページ|章|節|条|項|席|室|泊|週間?|[ヶケカか箇]月|[ヶケカか箇]所|組|校|店|軒|杯|"
    "メートル|キロ|グラム|トン|リットル|パーセント"
)
_UNITS = "mm|cm|km|m|kg|mg|g|t|ml|dl|l|L|kW|W|V|A|Hz|kHz|MHz|GHz|px|pt|dpi|KB|MB|GB|TB|bit|a\\.?m\\.?|p\\.?m\\.?"

_NEVER_PARTS = (
    # Figures with marks between them, times and telephone numbers included, with full-width and
    # Japanese marks too: １３：３０, 022‐221‐4861.
    re.compile(f"(?<![{_DIGIT}])[{_DIGIT}]++(?:[,.:，．：／/‐‑–−－-][{_DIGIT}]++)+"),
    re.compile("[０-９]{2,}"),
    # A figure and its counter: 2026年, 50％, 第7回.
    re.compile(f"(?<![{_DIGIT}])[{_DIGIT}]++(?:{_COUNTERS})"),
    re.compile(f"第[{_DIGIT}]++"),
    re.compile(f"〒[ 　]?[{_DIGIT}]++(?:[-‐－ー−][{_DIGIT}]++)*"),
    # A date's weekday: 21日(水), 21日（水・祝）.
    re.compile("日[(（][月火水木金土日][・･]?祝?[)）]"),
)
"""Runs in which no line ends (inside the match)."""

_SPACED_UNIT = re.compile(f"(?<=[0-9])[ \xa0](?:{_UNITS})(?![A-Za-z])")
"""The space between a figure and its unit: 10 km."""
_SPACED_FIGURE = re.compile(f"(?i:(?<![a-z])(?:vol|nos?|pp?|fig|ver|ch|sec|tel|fax|ext)\\.?) (?=[{_DIGIT}])")
"""What leads a figure, with the space after it: No. 5, vol. 7, p. 12."""
_HASHTAG = re.compile("[#＃]")
_HONORIFIC = re.compile("氏|様|殿|(?<!たく)(?<!だく)さん|先生")
_LONGEST_NAME = {"漢": 5, "ア": 10, "あ": 1, "a": 1}
"""How many characters of a script before an honorific are taken for the name."""

_ANY = frozenset("0123456789０１２３４５６７８９#＃〒—―─…⋯‥〳〴氏様殿生さ※")
"""Something of each pattern: a text without it has nothing that never parts."""
_NOTE = re.compile("※")
"""The mark before a note, which does not end a line."""
_BULLETS = frozenset("・●○◎■□◆◇▼▽▲△▶★☆※＊*")
"""Marks that lead a paragraph as its bullet and do not stand alone."""
_INSEPARABLE = re.compile("(—+|―+|─+)|(?:…+|⋯+|‥+)|〳〵|〴〵")
"""JLREQ C.2 note 5: dashes and leaders of one kind side by side."""
_LEADERS_PART: frozenset[Level] = frozenset(("loose", "very-loose"))

_AFTER_IN_ADDRESS = re.compile(r"(?:[/@&=?#~]|([_-])|[.,;:](?=\w))(?=[^/])")
_COMPOUND = re.compile(r"(?<=[^\W\d_]{2})[-/](?=[^\W\d_]{2})")
_LEADING_SLASH = re.compile(r"/(?=[^\W\d_]{2})")
_RANGE = re.compile(f"(?<=[{_DIGIT}時日月年])[～〜–](?=[{_DIGIT}])")

ADDRESS_DEMERIT = 4.0
"""What a break inside an address costs, in em² of looseness: two ems of white are borne first."""
HYPHEN_DEMERIT = 16.0
"""The same after a hyphen or underscore in an address, which might be taken for one that was added."""
COMPOUND_DEMERIT = 0.5
"""What a break after the hyphen of a compound costs."""
RANGE_DEMERIT = 4.0
"""What it costs to part a range after its wave (13:30～17:00)."""


def closed_gaps(text: str, level: Level) -> set[int]:
    """Return the gaps that never part: gap ``k`` stands between characters ``k`` and ``k + 1``."""
    closed: set[int] = set()
    if text[:1] in _BULLETS:
        closed.add(0)
    if _ANY.isdisjoint(text):
        return closed
    for pattern in _NEVER_PARTS:
        for match in pattern.finditer(text):
            closed.update(range(match.start(), match.end() - 1))
    for match in _INSEPARABLE.finditer(text):
        if match[1] or level not in _LEADERS_PART:
            closed.update(range(match.start(), match.end() - 1))
    closed.update(match.start() for match in _SPACED_UNIT.finditer(text))
    closed.update(match.end() - 1 for match in _SPACED_FIGURE.finditer(text))
    closed.update(match.start() for match in _NOTE.finditer(text))
    closed.update(_hashtags(text))
    closed.update(_honorifics(text))
    return closed


def _hashtags(text: str) -> Iterator[int]:
    """Yield the gaps of hashtags: the mark with the run of one script after it (#ハッシュタグ)."""
    for match in _HASHTAG.finditer(text):
        start = match.start()
        yield from range(start, _run_end(text, start + 1) - 1)


def _run_end(text: str, start: int) -> int:
    """Return where the run of one script that begins at ``start`` ends."""
    kind = script(text[start : start + 1]) if start < len(text) else ""
    end = start
    while kind and end < len(text) and script(text[end]) == kind:
        end += 1
    return end


def _honorifics(text: str) -> Iterator[int]:
    """Yield the gaps from a name to the 氏, 様, さん … after it, with or without a space (宮嶋 浩聡 氏)."""
    for match in _HONORIFIC.finditer(text):
        start, after = match.span()
        end = start - 1 if text[start - 1 : start] in (" ", "　") else start
        is_word = len(match[0]) == 1 and script(text[after : after + 1] or " ") == "漢"
        name = 0 if is_word else _name_length(text, end)
        if name:
            yield from range(end - name, after - 1)


def _name_length(text: str, end: int) -> int:
    """Return how many characters before ``end`` are taken for a name."""
    kind = script(text[end - 1]) if end > 0 else ""
    most = _LONGEST_NAME.get(kind, 0)
    length = 0
    while length < min(most, end) and script(text[end - 1 - length]) == kind:
        length += 1
    return length


def latin_runs(kinds: str) -> list[tuple[int, int]]:
    """Return (start, end) of every Latin run of two characters or more in a string of kinds."""
    return [match.span() for match in _RUN.finditer(kinds)]


def openings(run: str, before: str = "") -> list[tuple[int, float]]:
    """Return (gap, demerit) for the places inside one Latin run where a line may end.

    In a URL or mail address after ``/ @ & = ? # ~``, after a dot or comma inside it, and at worst
    after ``-`` or ``_``; in a compound after its hyphen or slash when two letters stand on either
    side, or after a slash between a Japanese word, which ends in ``before``, and a Latin one (理事/CEO).
    No hyphen is added.
    """
    if before and script(before) in ("漢", "あ", "ア") and _LEADING_SLASH.match(run):
        return [(0, COMPOUND_DEMERIT), *openings(run)]
    if len(run) < 5:
        return []
    if _is_address(run):
        return [
            (match.start(), HYPHEN_DEMERIT if match[1] else ADDRESS_DEMERIT)
            for match in _AFTER_IN_ADDRESS.finditer(run)
        ]
    return [(match.start(), COMPOUND_DEMERIT) for match in _COMPOUND.finditer(run)]


def outward(letters: str) -> list[int]:
    """Return the gaps of a Latin run, given by its kinds, at brackets whose partner stands outside of it.

    In 1月21日(水)17時 a line may end after the bracket, in Tokyo(東京) before it.
    """
    opened: list[int] = []
    found: list[int] = []
    for at, kind in enumerate(letters):
        if kind == "(":
            opened.append(at)
        elif kind == ")":
            if opened:
                opened.pop()
            else:
                found.append(at)
    return found + [at - 1 for at in opened]


def ranges(text: str) -> list[int]:
    """Return the gaps after the waves of ranges between figures."""
    return [match.start() for match in _RANGE.finditer(text)]


def _is_address(run: str) -> bool:
    domain, slash, _ = run.partition("/")
    return "://" in run or "@" in run[1:-1] or run[:4].lower() == "www." or bool(slash and "." in domain)


_WAVE = re.compile("[～〜]")
_BEFORE_OPENING = frozenset(" 　\t）)」』】〕！？。!?:：・")
_AFTER_CLOSING = frozenset(" 　\t）)」』】〕、。，．,.!?！？:：")


def opening_waves(text: str) -> list[int]:
    """Return the indices of wave dashes that open, as the first of ～副題～ does.

    A wave opens when it stands at the start or after a space or a closing mark, not before one, and
    another closes before the end; or when the text ends in a wave with a whole phrase before it.
    """
    found: list[int] = []
    opened: int | None = None
    for at in [match.start() for match in _WAVE.finditer(text)]:
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if (not before or before in _BEFORE_OPENING) and after and after not in _AFTER_CLOSING:
            opened = at
        elif opened is not None and before not in _BEFORE_OPENING - _AFTER_CLOSING:
            found.append(opened)
            opened = None
    return found or _subtitle(text)


_SUBTITLE = re.compile("[～〜](?![0-9０-９])([^～〜、。0-9０-９]{4,})[～〜]\\s*$")


def _subtitle(text: str) -> list[int]:
    """Return the opening wave of a title like 主題～副題をここに～, whose waves have no space around them."""
    match = _SUBTITLE.search(text) if text.rstrip()[-1:] in ("～", "〜") else None
    return [match.start()] if match and text[: match.start()][-1:] not in tuple("0123456789月火水木金土日時分") else []
