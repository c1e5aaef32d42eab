"""What an expression's evaluation may not pass, and how it says that it has no value.

It stands apart so that whoever asks whether a template can run long or grow large reads one page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from ofprint.base.findings import Words
from ofprint.base.nearest import nearest

MOST_ITEMS = 1000
LONGEST = 4000
"""Characters of one expression; a template needs a tenth of it."""
_SHOWN = 120
"""Characters of an expression that a message repeats."""
_LARGEST = 40_000
"""Characters or items that a value may grow to, those of lists within lists counted each time."""
_LARGEST_NUMBER = 10**15
GRAMMAR = Words(
    "see “Expressions” in docs/templates.md; a value with , [ ] { or “: ” in it stands in quotes",
    "docs/templates.md の Expressions を見てください。, [ ] { や「: 」を含む値は引用符で囲みます",
)


class ExpressionError(Exception):
    """An expression cannot be read or has no value; it says why, in a few words, and the cure where there is one."""

    def __init__(self, en: str, ja: str = "", cure: Words | None = None) -> None:
        super().__init__(en)
        self.words = Words(en, ja or en)
        self.cure = cure

    def within(self, source: str) -> ExpressionError:
        """Return the same said of the expression ``source``."""
        shown = source if len(source) <= _SHOWN else f"{source[:_SHOWN]}…"
        return type(self)(f"{self.words.en} in {shown!r}", f"「{shown}」: {self.words.ja}", self.cure)


class UnknownNameError(ExpressionError):
    """A name or attribute that is not there."""

    @classmethod
    def among(cls, name: str, known: Iterable[str], kind: str = "") -> UnknownNameError:
        """Return the error that ``name`` is none of those ``known``, with the nearest of them as its cure."""
        where = f" in {kind}" if kind else ""
        return cls(f"there is no {name!r}{where}", f"「{name}」はありません", meant(name, known))


def meant(name: str, known: Iterable[str]) -> Words:
    """Return the cure for a name that is none of those ``known``: the nearest, else what there is."""
    names = sorted(one for one in known if not one.startswith("_"))
    near = nearest(name, names)
    if near:
        return Words(f"did you mean {near[0]}?", f"「{near[0]}」ではありませんか")
    listed = ", ".join(names[:30])
    return Words(f"there are {listed}", f"あるもの: {listed}")


def too_much(en: str, ja: str) -> ExpressionError:
    """Return the error that something is larger than any template needs."""
    return ExpressionError(en, ja, Words("make it smaller", "小さくしてください"))


def not_spoken(sign: str) -> ExpressionError:
    """Return the error that Python may know a sign and templates do not."""
    return ExpressionError(
        f"“{sign}” is not part of the template language", f"「{sign}」はテンプレートでは使えません", GRAMMAR
    )


def bounded(value: Any) -> Any:
    """Return a value that is not too large, everything counted that lists within lists hold, however often."""
    if isinstance(value, str):
        large = len(value) > _LARGEST
    elif isinstance(value, list | tuple | dict):
        large = _weight(value, _LARGEST) > _LARGEST
    else:
        large = isinstance(value, int) and abs(value) > _LARGEST_NUMBER
    if large:
        raise too_much("the value grows too large", "値が大きくなりすぎます")
    return value


def _weight(value: Any, most: int) -> int:
    """Count what lists and mappings hold, at most a little past ``most``."""
    total, waiting = 0, [value]
    while waiting and total <= most:
        one = waiting.pop()
        total += 1
        if isinstance(one, list | tuple):
            if len(one) > most:
                return len(one)
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, str):
            total += len(one) // 40
    return total


def _range(*limits: float) -> list[int]:
    numbers = range(*(int(limit) for limit in limits))
    if len(numbers) > MOST_ITEMS:
        raise too_much(
            f"range() of {len(numbers)} items; {MOST_ITEMS} are the most", f"range() は {MOST_ITEMS} 個までです"
        )
    return list(numbers)


def _rounded(value: float, places: int = 0) -> float:
    if not -6 <= places <= 12:  # beyond, rounding an integer builds a power as long as it likes
        raise too_much(f"round() to {places} places", "round() の桁が多すぎます")
    return round(value, int(places))


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def _zipped(*lists: Iterable[Any]) -> list[list[Any]]:
    return [list(row) for row in zip(*lists, strict=False)]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": min, "max": max, "clamp": _clamp, "abs": abs, "round": _rounded, "ceil": math.ceil, "floor": math.floor,
    "sqrt": math.sqrt, "len": len, "range": _range, "zip": _zipped,
}  # fmt: skip
"""All that an expression can call."""
