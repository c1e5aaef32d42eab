"""Where a line may end: JLREQ's Table 2 with its four levels, and what to give up first in a narrow measure.

It stands apart because the level is the caller's choice and the emergency order is ours.
Sources: JLREQ Appendix C (Table 2, notes, addendum C.3), 3.1.7 and 3.1.8.
"""

from __future__ import annotations

from typing import Literal

from ofprint.typesetting.classes import CLASS_OF
from ofprint.typesetting.tables import matrix

Level = Literal["very-strict", "strict", "loose", "very-loose"]
LEVELS: tuple[Level, ...] = ("very-strict", "strict", "loose", "very-loose")
"""From the strictest to the loosest."""

SPACES = " \u2002\u200b\xa0"
"""Kinds of Western spaces; a line ends after them and they take no width there (Table 1, note 13)."""
TRIMMED = " \u2002\u200b　"
"""Kinds without width at a line end: Western spaces, and the ideographic space (see `departures`)."""
NEVER_BEFORE = SPACES + "\u2060　"
"""Kinds before which no line ends: it ends after spaces (see `departures`)."""

_STRICT = frozenset("々ーぁァ")
_LOOSE = _STRICT | frozenset("‐〜・･％%")
_VERY_LOOSE = _LOOSE | frozenset("！：﹕ゝ￥℃°")
_LOOSENED: dict[str, frozenset[str]] = {
    "very-strict": frozenset(),
    "strict": _STRICT,
    "loose": _LOOSE,
    "very-loose": _VERY_LOOSE,
}
"""Level → kinds before which a line may end although Table 2 forbids it (C.3)."""

_NEVER = frozenset(("02", "06", "07"))
_LINE_START = _NEVER | {"03", "04", "05", "09", "10", "11"}


def may_break(leading: str, trailing: str, level: Level = "very-strict") -> bool:
    """Return whether a line may end between two kinds (JLREQ Table 2 at a level of C.3).

    Runs that never part (Latin words, figures with their units, ――) are decided by `units`.
    """
    if trailing in NEVER_BEFORE or leading in "\xa0\u2060":
        return False
    if leading == "\u200b":
        return True
    if leading == "〈" or ('"' in leading + trailing and leading not in SPACES):
        return False
    if trailing == "〈":
        return CLASS_OF[leading] not in ("01", "12")
    return _table(leading, trailing, _LOOSENED[level])


def _table(leading: str, trailing: str, loosened: frozenset[str]) -> bool:
    row = _as_ideograph(CLASS_OF[leading]) if leading not in loosened else "19"
    column = "19" if trailing in loosened else _as_ideograph(CLASS_OF[trailing])
    cell = matrix("breaks")[row, column]
    if cell == "dep":
        return row == column
    return cell == "yes"


def _as_ideograph(jlreq_class: str) -> str:
    """Return the class whose row serves: mathematical signs (no matrix has them) break as ideographs (3.7.4)."""
    return "19" if jlreq_class in ("17", "18") else jlreq_class


def violation(leading: str, trailing: str) -> int:
    """Return how bad an emergency break between two kinds is: 1 a parted run, 2 a loose line start, 3 a forbidden one.

    3 is a break after cl-01 or before cl-02, cl-06, cl-07, forbidden at every level (C.3); 2 is one
    that a looser level allows; 1 only parts a word, a figure or an inseparable pair.
    """
    if CLASS_OF[leading] == "01" or CLASS_OF[trailing] in _NEVER or trailing in SPACES:
        return 3
    return 2 if CLASS_OF[trailing] in _LINE_START or leading == "〈" else 1
