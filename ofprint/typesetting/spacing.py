"""The gaps between neighbours: default space, how far and in which step each shrinks and grows.

It stands apart because Tables 1, 3 and 6 of JLREQ (Appendices B, D, E) meet here with what the
face has: a mark that its face cut to its body has no blank to count.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ofprint.typesetting.classes import BLANK_AFTER, CLASS_OF
from ofprint.typesetting.kinsoku import Level, may_break
from ofprint.typesetting.tables import Space, growth, spaces

MOST_AKI = 0.5
"""The widest that Japanese/Latin space may grow to, ems (3.8.4 b)."""
LEAST_AKI = 0.125
"""The narrowest it may shrink to, ems (3.8.3 step 6)."""
LEAST_WORD_SPACE, MOST_WORD_SPACE = 0.25, 0.5
"""The bounds of a Western word space, ems (3.8.3 step 1, 3.8.4 a)."""
MOST_OTHER = 0.25
"""How far any other gap grows before the last resort, ems (3.8.4 c)."""


class Gap(NamedTuple):
    """What stands between two neighbours, in ems."""

    natural: float
    """The default space (Table 1)."""
    shrinks: float
    """How much of it may go in all (the steps below together)."""
    breaks: bool
    """Whether a line may end here by the two kinds alone (Table 2)."""
    word: float
    """Step 1: what a word space gives."""
    dot: float
    """Step 4: the quarter ems of middle dots."""
    blank: float
    """Step 5: the half ems of brackets and commas."""
    aki: float
    """Step 6: the quarter em between Japanese and Latin."""
    grows_word: float
    grows_aki: float
    grows_other: float
    grows_last: bool
    """Whether it joins in the last, even spreading (3.8.4 d)."""
    of_leading: float = 0.0
    """The part of ``natural`` that counts in the leading character's size."""
    of_trailing: float = 0.0


class GapTable(dict[str, Gap]):
    """Two kinds side by side → their gap; filled as pairs are met."""

    def __init__(self, level: Level, aki: float, word_space: float) -> None:
        super().__init__()
        self.level: Level = level
        self.aki = aki
        self.word_space = word_space
        self.closed = _ClosedGaps(self)
        self.short: dict[str, tuple[list[Gap], dict[int, int]]] = {}
        """What `paragraph` worked out for short texts, by their kinds: names of a list are of few shapes."""

    def __missing__(self, pair: str) -> Gap:
        found = self[pair] = self._gap(pair[0], pair[1])
        return found

    def _gap(self, leading: str, trailing: str) -> Gap:
        parts = [self._own(space) for space in _real_spaces(leading, trailing)]
        steps = [0.0] * 7
        for part in parts:
            steps[part.step] += part.amount - part.floor
        steps[0] = 0.0
        if leading in " \xa0":
            steps[1] = max(0.0, self.word_space - LEAST_WORD_SPACE)
        breaks = may_break(leading, trailing, self.level)
        return Gap(
            sum(part.amount for part in parts),
            steps[1] + steps[4] + steps[5] + steps[6],
            breaks,
            steps[1],
            steps[4],
            steps[5],
            steps[6],
            *self._growth(leading, trailing, breaks),
            sum(part.amount for part in parts if part.owner == "b"),
            sum(part.amount for part in parts if part.owner == "a"),
        )

    def _own(self, space: Space) -> Space:
        """Return a space with this table's own Japanese/Latin aki in place of JLREQ's quarter em."""
        if not _is_aki(space):
            return space
        floor = min(self.aki, max(LEAST_AKI, self.aki / 2) if space.step else self.aki)
        return Space(self.aki, space.owner, floor, space.step)

    def _growth(self, leading: str, trailing: str, breaks: bool) -> tuple[float, float, float, bool]:
        if leading in " \xa0":
            return max(0.0, MOST_WORD_SPACE - self.word_space), 0.0, 0.0, True
        if not breaks or leading == "\u200b" or trailing == "\u200b":
            return 0.0, 0.0, 0.0, False
        step = growth(_matrix_class(leading), _matrix_class(trailing))
        aki = max(0.0, MOST_AKI - self.aki) if step == 2 and _is_mixed(leading, trailing) else 0.0
        return 0.0, aki, MOST_OTHER if step == 3 else 0.0, step > 0


class _ClosedGaps(dict[str, Gap]):
    """The same gaps where a run never parts: no break, no growth but that of the aki (JLREQ 3.1.11)."""

    def __init__(self, table: GapTable) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, pair: str) -> Gap:
        gap = self._table[pair]
        found = self[pair] = gap._replace(breaks=False, grows_other=0.0, grows_last=gap.grows_aki > 0)
        return found


@lru_cache(maxsize=64)
def gap_table(level: Level, aki: float, word_space: float) -> GapTable:
    """Return the gaps for a kinsoku level, a Japanese/Latin aki and a word space (ems)."""
    return GapTable(level, aki, word_space)


TAIL = BLANK_AFTER
"""Kind → ems of blank that stand after it at a line end (Table 1, last column); dropped whole in reduction."""


def _matrix_class(kind: str) -> str:
    jlreq_class = "03" if kind == "〈" else CLASS_OF[kind]
    return "19" if jlreq_class in ("17", "18") else jlreq_class


def _is_aki(space: Space) -> bool:
    return space.amount == 0.25 and space.step in (0, 6)


_WESTERN = frozenset("0aΩα")


def _is_mixed(leading: str, trailing: str) -> bool:
    return (leading in _WESTERN) != (trailing in _WESTERN)


def _real_spaces(leading: str, trailing: str) -> list[Space]:
    """Return Table 1's spaces without those that the glyphs do not have.

    A narrow mark has no blank of its own, a Latin mark takes no aki, and mathematical signs are
    solid against Japanese and Latin (3.7.4).
    """
    if '"' in leading + trailing or leading in "\u200b\u2060\xa0\u2002" or trailing in "\u200b\u2060\xa0":
        return [space for space in spaces(_matrix_class(leading), "19") if leading in "）。、・："]
    found = spaces(_matrix_class(leading), _matrix_class(trailing))
    return [space for space in found if _stands(space, leading, trailing)]


def _stands(space: Space, leading: str, trailing: str) -> bool:
    if _is_aki(space):
        return _takes_aki(leading) and _takes_aki(trailing)
    owner = leading if space.owner == "b" else trailing
    return owner not in "｢｣･﹕｡､():.,!"


def _takes_aki(kind: str) -> bool:
    return kind not in "＝＋!-$%°"
