"""Heads: lines that end at phrases and are of like length.

It stands apart because the phrases come from a learnt model (BudouX) that only heads need.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ofprint.typesetting.linebreak import EPSILON, SINGLE_DEMERIT, Span, Stops, stops

if TYPE_CHECKING:
    from ofprint.typesetting.paragraph import Paragraph

_PARTED = 1e9
"""What a break inside a phrase costs: more lines are borne first."""
_LINE = 1e6
"""What a further line costs: less even lines are borne first."""
_SCRIPTS = {"漢": "漢", "々": "漢", "ア": "ア", "ー": "ア", "ァ": "ア", "a": "a", "0": "a"}
"""Kind → its script, where a change of script shows where a compound is joined."""
_WEAK = 0.35
"""How uneven lines may be, in measures, for a break at a space, a sentence end or a subtitle's wave."""
_SUFFIXES = frozenset("型的性化式風系制版")
"""Kanji that end a compound: the model sometimes parts 地域一体 from 型."""


@cache
def _parser() -> Any:
    import budoux

    return budoux.load_default_japanese_parser()


def boundaries(text: str) -> set[int]:
    """Return the indices at which a phrase (文節) begins, the start excepted."""
    found, at = set(), 0
    for phrase in _parser().parse(text):
        at += len(phrase)
        if text[at : at + 1] not in _SUFFIXES or not "一" <= text[at - 1] <= "鿿":
            found.add(at)
    found.discard(len(text))
    return found


def lines(paragraph: Paragraph, measure: float, indent: float) -> list[Span]:
    """Return the lines of a head: parted at phrases, as few as they fit in, then as even as they can be.

    A phrase wider than the measure is parted by the rules for body text. All lengths are ems.
    """
    if not len(paragraph):
        return [(0, 0)]
    if paragraph.natural(0, len(paragraph)) <= measure - indent + EPSILON:
        return [(0, len(paragraph))]
    places = stops(paragraph, measure - indent)
    places.starts[0] -= indent
    places.least_starts[0] -= indent
    chosen = _balanced(paragraph, places, measure)
    return [(places.cells[start], places.cells[end]) for start, end in pairwise(chosen)]


def beginnings(paragraph: Paragraph) -> set[int]:
    """Return the cells that begin a phrase, those after spaces included."""
    return {paragraph.cell_at(at) for at in boundaries(paragraph.text)} | set(paragraph.trimmed)


def _parting(paragraph: Paragraph, places: Stops, measure: float) -> list[float]:
    """Return what a line costs that begins at each stop: much inside a phrase, nothing where the text itself parts."""
    begins = beginnings(paragraph)
    strong = {cell for cell in places.cells if _is_strong(paragraph, cell)}
    weak = (_WEAK * measure) ** 2 if strong else 0.0
    return [
        penalty + (0.0 if cell in strong else weak if cell in begins else _inside(paragraph.kinds, cell))
        for cell, penalty in zip(places.cells, places.penalties, strict=True)
    ]


def _inside(letters: str, cell: int) -> float:
    """Return what a break inside a phrase costs: half where the script changes (地域一体型|オープンファクトリー)."""
    if not 0 < cell < len(letters):
        return 0.0
    scripts = {_SCRIPTS.get(letters[cell - 1], ""), _SCRIPTS.get(letters[cell], "")}
    return _PARTED / 2 if len(scripts) == 2 and "" not in scripts else _PARTED


def _is_strong(paragraph: Paragraph, cell: int) -> bool:
    """Return whether the text parts before a cell: at a space next to Japanese, a sentence end, an opening wave."""
    letters = paragraph.kinds
    if not 0 < cell < len(letters):
        return False
    if cell in paragraph.trimmed:
        return not (letters[cell] in "a0" and letters[paragraph.trimmed[cell]] in "a0")
    return letters[cell] == "〈" or letters[cell - 1] in "！。｡"


def _balanced(paragraph: Paragraph, places: Stops, measure: float) -> list[int]:
    parting, limit = _parting(paragraph, places, measure), measure + EPSILON
    single, final = paragraph.last_content(), len(places.cells) - 1
    costs, came_from, low = [0.0], [0], 0
    for at in range(1, final + 1):
        while low < at - 1 and places.least_ends[at] - places.least_starts[low] > limit:
            low += 1
        best, origin = float("inf"), at - 1
        for start in range(low, at):
            looseness = places.ends[at] - places.starts[start] - measure
            cost = costs[start] + _LINE + looseness * looseness
            if at == final and start and places.cells[start] >= single:
                cost += SINGLE_DEMERIT * _LINE
            if cost <= best:
                best, origin = cost, start
        costs.append(best + (parting[at] if at < final else 0.0))
        came_from.append(origin)
    found = [final]
    while found[-1]:
        found.append(came_from[found[-1]])
    return found[::-1]
