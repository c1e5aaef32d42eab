"""Reception windows: which desk somebody goes to, by the first kana of the reading.

It stands apart because signs, tab sheets and reception lists must agree on it, and nobody may
belong to no window or to two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass
from ofprint.people.attendee import Attendee
from ofprint.people.kana import hiragana
from ofprint.people.order import first_kana, ordered

_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん"
_LETTERS = _KANA + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KANA_SET = frozenset(_KANA)
_PLACE = {letter: at for at, letter in enumerate(_LETTERS)}
_SPAN = re.compile(r"\s*(.)\s*(?:[-–—~〜～ー‐]\s*(.)\s*)?")
_ROW_ENDS = dict(zip("あかさたなはまやらわ", "おこそとのほもよろん", strict=True))
OTHERS = "その他"


@dataclass(frozen=True, slots=True)
class Window:
    """One reception window: a run of first letters, ``あ`` to ``こ`` say, with what its sign reads."""

    label: str
    first: str = ""
    last: str = ""

    def takes(self, letter: str) -> bool:
        """Tell whether somebody under ``letter`` (of `first_kana`) goes here."""
        return bool(self.first) and letter in _PLACE and _PLACE[self.first] <= _PLACE[letter] <= _PLACE[self.last]


def parse_windows(spans: Sequence[str]) -> tuple[Window, ...]:
    """Return the windows written as ``あ–こ``, ``さ行`` or ``A–Z``; a single letter is a window of its own.

    Raises `AttendeesError` for one that cannot be read, runs backwards, or takes what another takes.
    """
    findings: list[Finding] = []
    windows: list[Window] = []
    for span in spans:
        window = _parsed(span)
        if window is None:
            findings.append(
                _fault("window", Words(en=f"not a reception window: {span!r}", ja=f"受付窓口として読めません：{span}"))
            )
            continue
        clash = next((other for other in windows if other.takes(window.first) or window.takes(other.first)), None)
        if clash:
            findings.append(
                _fault(
                    "window-overlap",
                    Words(
                        en=f"{window.label} and {clash.label} take the same people",
                        ja=f"窓口「{window.label}」と「{clash.label}」が重なっています",
                    ),
                )
            )
        windows.append(window)
    if findings:
        raise AttendeesError(findings)
    return tuple(windows)


def even_windows(people: Iterable[Attendee], count: int) -> tuple[Window, ...]:
    """Return ``count`` windows, at most, that split 五十音 order into runs of about the same number of people.

    A run ends only between two first letters. Latin names and the rest form no window here: see `by_window`.
    """
    if count < 1:
        raise ValueError(f"at least one window, not {count}")
    crowd = Counter(letter for letter in map(first_kana, people) if letter in _KANA_SET)
    letters = sorted(crowd, key=_PLACE.__getitem__)
    before = [0, *accumulate(crowd[letter] for letter in letters)]
    shares = [before[-1] * window / count for window in range(count)] if letters else []
    starts = sorted({_nearest(before[:-1], share) for share in shares})
    return tuple(_spanning(starts, letters))


def by_window(people: Iterable[Attendee], windows: Sequence[Window]) -> list[tuple[Window, list[Attendee]]]:
    """Return the people of each window in 五十音 order; whom no window takes stands last, under その他."""
    rest: list[Attendee] = []
    taken: dict[Window, list[Attendee]] = {window: [] for window in windows}
    for attendee in ordered(people):
        letter = first_kana(attendee)
        window = next((window for window in windows if window.takes(letter)), None)
        (rest if window is None else taken[window]).append(attendee)
    found = list(taken.items())
    return [*found, (Window(OTHERS), rest)] if rest else found


def _nearest(counts: Sequence[int], share: float) -> int:
    return min(range(len(counts)), key=lambda at: abs(counts[at] - share))


def _spanning(starts: Sequence[int], letters: Sequence[str]) -> Iterable[Window]:
    """Name the runs that begin at ``starts``: together they take every kana, also those nobody has."""
    for at, start in enumerate(starts):
        first = _KANA[0] if at == 0 else letters[start]
        last = _KANA[_PLACE[letters[starts[at + 1]]] - 1] if at + 1 < len(starts) else _KANA[-1]
        yield Window(first if first == last else f"{first}–{last}", first, last)


def _parsed(span: str) -> Window | None:
    row = span.strip().removesuffix("行")
    if row != span.strip() and _letter(row) in _ROW_ENDS:
        return Window(span.strip(), _letter(row), _ROW_ENDS[_letter(row)])
    found = _SPAN.fullmatch(span)
    if not found:
        return None
    first, last = _letter(found[1]), _letter(found[2] or found[1])
    if first not in _PLACE or last not in _PLACE or _PLACE[first] > _PLACE[last]:
        return None
    return Window(span.strip(), first, last)


def _letter(text: str) -> str:
    return hiragana(unicodedata.normalize("NFKC", text)).upper()


def _fault(rule: str, what: Words) -> Finding:
    cure = Words(
        en="write spans such as あ–こ, さ行 or A–Z that do not overlap",
        ja="「あ–こ」「さ行」「A–Z」のように、重ならない範囲で書いてください",
    )
    return Finding(f"people.{rule}", Severity.ERROR, what, cure)
