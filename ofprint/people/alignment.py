"""Chinese characters set against the kana that read them, as far as that settles where a family name ends.

It stands apart because it needs a table of its own (``name_readings.tsv``) and answers only when
one answer is possible: 長谷川誠 read はせがわ まこと is 長谷川 and 誠, whatever else could be cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ofprint.people.kana import hiragana, is_kana

_VOICED = str.maketrans(
    "かきくけこさしすせそたちつてとはひふへほ",
    "がぎぐげござじずぜぞだぢづでどばびぶべぼ",
)
_HALF_VOICED = str.maketrans("はひふへほ", "ぱぴぷぺぽ")
_CLUSTER = re.compile(".[\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)
"""A character with the selector that chooses its form (葛 + U+E0100)."""
_NEVER_FIRST = frozenset("々ゝゞぁぃぅぇぉっゃゅょー")
_REPEATED = re.compile("(.)々")
_LONGEST_READING = 5
"""The most kana that one character of a name is read with (承 うけたまわる apart)."""


def split_by_reading(whole: str, family: str, given: str) -> int:
    """Return where the family name ends in an unsplit Japanese name, 0 if its reading does not settle it."""
    clusters = _CLUSTER.findall(whole)
    bare, family, given = hiragana("".join(cluster[0] for cluster in clusters)), hiragana(family), hiragana(given)
    cuts = [cut for cut in range(1, len(bare)) if bare[cut] not in _NEVER_FIRST]
    possible = [c for c in cuts if _fits(bare[:c], family) and _fits(bare[c:], given)]
    cut = _only(possible) or _only([c for c in possible if _is_read(bare[:c], family)])
    cut = cut or _only([c for c in possible if _is_read(bare[c:], given)])
    return sum(map(len, clusters[:cut]))


def split_reading(family: str, given: str, reading: str) -> int:
    """Return where the family name ends in an unsplit reading, 0 if its name does not settle it."""
    family, given, kana = hiragana(family), hiragana(given), hiragana(reading)
    possible = [c for c in range(1, len(kana)) if _fits(family, kana[:c]) and _fits(given, kana[c:])]
    return _only(possible) or _only([c for c in possible if _is_read(family, kana[:c])])


def _only(cuts: list[int]) -> int:
    return cuts[0] if len(cuts) == 1 else 0


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    """Return the table: readings by character, or by a family name that is read as a whole."""
    text = Path(__file__).with_name("name_readings.tsv").read_text(encoding="utf-8")
    table: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            written, read = line.split("\t")
            for one in written.split():
                table[one] = (*table.get(one, ()), *read.split())
    return table


def _fits(written: str, kana: str) -> bool:
    """Tell whether ``kana`` could read ``written`` at all: kana stand as they are, every other character takes some."""
    if not written or not kana:
        return not written and not kana
    if is_kana(written[0]):
        return kana[0] == written[0] and _fits(written[1:], kana[1:])
    return any(_fits(written[1:], kana[n:]) for n in range(1, min(_LONGEST_READING, len(kana)) + 1))


def _is_read(written: str, kana: str) -> bool:
    """Tell whether ``kana`` reads ``written`` by readings the table has for every part of it."""
    if len(written) > 1 and written in _readings():
        return kana in _readings()[written]
    return _is_read_by_parts(_REPEATED.sub(r"\1\1", written), kana, first=True)


def _is_read_by_parts(written: str, kana: str, *, first: bool) -> bool:
    if not written or not kana:
        return not written and not kana
    if is_kana(written[0]):
        return kana[0] == written[0] and _is_read_by_parts(written[1:], kana[1:], first=False)
    return any(
        kana.startswith(form) and _is_read_by_parts(written[size:], kana[len(form) :], first=False)
        for size in (1, 2)
        for reading in _part_readings(written[:size], size)
        for form in _forms(reading, first=first)
    )


def _part_readings(written: str, size: int) -> tuple[str, ...]:
    """Return the readings of the next one or two characters."""
    return _readings().get(written, ()) if len(written) == size else ()


def _forms(reading: str, *, first: bool) -> tuple[str, ...]:
    """Return a reading and what it becomes within a name: voiced (た → だ) or half-voiced (は → ぱ)."""
    forms = [reading]
    if not first:
        forms += [reading[0].translate(_VOICED) + reading[1:], reading[0].translate(_HALF_VOICED) + reading[1:]]
    return tuple(dict.fromkeys(forms))
