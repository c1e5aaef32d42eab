"""A line brought to its measure: what each gap gives or takes, in JLREQ's order.

It stands apart because this is the last thing done to a line, and the only place where gaps change.
Push in (reduction, 3.8.3) is tried first; what is too short is opened up (expansion, 3.8.4).
All lengths are ems of the text's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ofprint.typesetting.spacing import Gap

_WORD, _DOT, _BLANK, _AKI = 3, 4, 5, 6
"""Where a `Gap` keeps what it gives in steps 1, 4, 5 and 6 of reduction."""
_GROWS_WORD, _GROWS_AKI, _GROWS_OTHER, _GROWS_LAST = 7, 8, 9, 10
_ENOUGH = 1e-9


class Adjusted(NamedTuple):
    """A line's gaps after adjustment, and the blank that is left at its end."""

    gaps: list[float]
    tail: float
    hung: float
    """How much of the last mark hangs beyond the measure."""
    rest: float
    """What could not be reached: positive when the line is still short, negative when still long."""


def adjusted(gaps: Sequence[Gap], *, need: float, tail: float, hang: float = 0.0) -> Adjusted:
    """Return the gaps of a line that is to grow by ``need`` (shrink, if negative).

    ``tail`` is the blank after its last mark, ``hang`` how much of that mark may hang (blank included).
    """
    widths = [gap[0] for gap in gaps]
    hung = 0.0
    if need < -_ENOUGH:
        need = _shrunk(gaps, widths, need, _WORD)
        if need < -_ENOUGH and tail:
            need, tail = need + tail, 0.0
        if need < -_ENOUGH and hang:
            hung = hang
            need += hang
        for step in (_DOT, _BLANK, _AKI):
            need = _shrunk(gaps, widths, need, step)
    if need > _ENOUGH:
        for step in (_GROWS_WORD, _GROWS_AKI, _GROWS_OTHER):
            need = _grown(gaps, widths, need, step)
        need = _spread(gaps, widths, need)
    return Adjusted(widths, tail, hung, need)


def _shrunk(gaps: Sequence[Gap], widths: list[float], need: float, step: int) -> float:
    """Shrink one step's spaces in proportion, as far as needed and allowed; return what is still needed."""
    if need >= -_ENOUGH:
        return need
    most = sum([float(gap[step]) for gap in gaps])
    if most <= 0:
        return need
    share = min(1.0, -need / most)
    for at, gap in enumerate(gaps):
        if gap[step]:
            widths[at] -= gap[step] * share
    return need + most * share


def _grown(gaps: Sequence[Gap], widths: list[float], need: float, step: int) -> float:
    if need <= _ENOUGH:
        return need
    most = sum([float(gap[step]) for gap in gaps])
    if most <= 0:
        return need
    share = min(1.0, need / most)
    for at, gap in enumerate(gaps):
        if gap[step]:
            widths[at] += gap[step] * share
    return need - most * share


def _spread(gaps: Sequence[Gap], widths: list[float], need: float) -> float:
    """Spread what is left evenly over every gap that may grow (3.8.4 d)."""
    places = [at for at, gap in enumerate(gaps) if gap[_GROWS_LAST]] if need > _ENOUGH else []
    if not places:
        return need
    for at in places:
        widths[at] += need / len(places)
    return 0.0
