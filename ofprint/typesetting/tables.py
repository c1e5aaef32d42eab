"""JLREQ's four matrices and its character classes, read from the data files beside this module.

It stands apart because the rules are data: the other modules ask here and hold no list of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import NamedTuple

_DATA = Path(__file__).with_name("data")

Matrix = dict[tuple[str, str], str]
"""(leading class, trailing class) → cell; classes are ``"01"`` to ``"30"``, ``"line-head"``, ``"line-end"``."""


def _lines(name: str) -> list[list[str]]:
    text = (_DATA / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def matrix(name: str) -> Matrix:
    """Return a matrix: ``spacing`` (Table 1), ``breaks`` (2), ``reduction`` (3) or ``expansion`` (6)."""
    (_, *columns), *rows = _lines(name)
    return {
        (leading, trailing): cell for leading, *cells in rows for trailing, cell in zip(columns, cells, strict=True)
    }


@cache
def class_ranges() -> tuple[tuple[int, int, str], ...]:
    """Return (first, last, class) for every range of Appendix A; a class with ``?`` depends on the glyph's width."""
    found = []
    for name, ranges in _lines("classes"):
        for span in ranges.split(" "):
            first, _, last = span.partition("-")
            found.append((int(first, 16), int(last or first, 16), name))
    return tuple(found)


@cache
def _upright() -> tuple[list[int], list[int]]:
    """Return the first and the last code point of every range of characters that stand upright, in order."""
    spans = [span.partition("-") for (row,) in _lines("upright") for span in row.split(" ")]
    return [int(first, 16) for first, _, _ in spans], [int(last or first, 16) for first, _, last in spans]


def stands_upright(character: str) -> bool:
    """Return whether a character stands upright in a vertical line (UAX #50, Vertical_Orientation U or Tu)."""
    firsts, lasts = _upright()
    at = bisect_right(firsts, ord(character)) - 1
    return at >= 0 and ord(character) <= lasts[at]


class Space(NamedTuple):
    """One space between two neighbours, in ems of its owner's size."""

    amount: float
    owner: str
    """``b``: the leading character, ``a``: the trailing one."""
    floor: float
    """What reduction leaves of it."""
    step: int
    """The step of reduction (JLREQ 3.8.3) it belongs to; 0 when it never shrinks."""


@cache
def spaces(leading: str, trailing: str) -> tuple[Space, ...]:
    """Return the default spaces between two classes, with how far each may shrink (Tables 1 and 3)."""
    cell = matrix("spacing").get((leading, trailing), "0")
    shrinking = matrix("reduction").get((leading, trailing), "-").split("+")
    if cell[0] in "0x":
        return ()
    parts = cell.rstrip("h").split("+")
    floors = shrinking if len(shrinking) == len(parts) else ["-"] * len(parts)
    return tuple(_space(part, floor) for part, floor in zip(parts, floors, strict=True))


def _space(part: str, shrinking: str) -> Space:
    amount, owner = _fraction(part[:-1]), part[-1]
    bounds, _, step = shrinking.partition("@")
    if not step:
        return Space(amount, owner, amount, 0)
    floor = bounds.replace("=", "-").split("-")[1]
    return Space(amount, owner, _fraction(floor), int(step))


def growth(leading: str, trailing: str) -> int:
    """Return the step of expansion (JLREQ 3.8.4) in which a gap grows: 2, 3 or 4; 0 when it never does (Table 6)."""
    _, _, step = matrix("expansion").get((leading, trailing), "-").partition("@")
    return int(step or 0)


class Departure(NamedTuple):
    """Where ofprint departs from a matrix between two classes, and why; ``*`` stands for every class."""

    table: str
    leading: str
    trailing: str
    ours: str
    reason: str

    def covers(self, leading: str, trailing: str) -> bool:
        """Return whether it speaks of these two classes."""
        return self.leading in ("*", leading) and self.trailing in ("*", trailing)


@cache
def departures() -> tuple[Departure, ...]:
    """Return every departure from Tables 1 and 2 between two classes (data/departures.tsv)."""
    return tuple(Departure(*row) for row in _lines("departures"))


def _fraction(text: str) -> float:
    above, _, below = text.partition("/")
    return int(above) / int(below or 1)
