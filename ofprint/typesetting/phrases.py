"""Heads: lines that end at phrases and are of like length.

It stands apart because the phrases come from a learnt model (BudouX) that only heads need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ofprint.typesetting.linebreak import EPSILON, SINGLE_DEMERIT, Span, Stops, stops
from ofprint.typesetting.units import closed_gaps

if TYPE_CHECKING:
    from ofprint.typesetting.paragraph import Paragraph

_PARTED = 1e9
"""What a break inside a phrase costs: more lines are borne first."""
_LINE = 1e6
"""What a further line costs: less even lines are borne first."""
_WEAK = 0.35
"""How uneven lines may be, in measures, for a break at a space, a sentence end or a subtitle's wave."""
_WORD_END = re.compile(r"\s+|-")
"""After what the lines of a head without Japanese may end."""
_SUFFIXES = frozenset("型的性化式風系制版者間")
"""Kanji that stay with the kanji before them: 地域一体型, 三年間."""
_WHOLE = re.compile("[アー][アー]|[漢々]漢(?![漢々あ])|(?<![漢々])漢漢(?![漢々])")
"""Two characters that never part, whatever the model says, by their scripts: a word in katakana; a kanji and
the one that ends its compound; a lone kanji and the next (後継ぎ)."""
_KEPT_WORD = re.compile(
    "(?:もの|まち|ひと|くに)づくり|法人|財団|社団|という|[いきぎしじちにびみりえけげせてねべめれ]な[ぁ-ん]"
)
"""Words that the model parts: of this field, という, and な inside a verb (つなぎなおす)."""
_PARTICLES = frozenset("のを")
"""What belongs to the word before it: a long run of hiragana that begins with one is no new word (継承｜のかたち)."""
_JOINT = re.compile("(?<=[漢々あa])(?=ア)|(?<=[あアーa])(?=漢)|(?<=[漢々])(?=あ{4})|(?<=[漢々アー])(?=a)")
"""Where another script begins a word: before katakana, before kanji, before a long word in hiragana, about Latin."""


def _scripts(text: str) -> str:
    """Return a letter for each character: ``漢 々 ア ー あ a``, ``ん`` for what else is kana, a space for the rest.

    Patterns speak of scripts through it; with the thousands of kanji themselves they would take long to compile.
    """
    return "".join(map(_script, text))


def _script(character: str) -> str:
    if "一" <= character <= "鿿":
        return "漢"
    if character in "々ー":
        return character
    if "ぁ" <= character <= "ヿ":
        return "あ" if character <= "ゖ" else "ア" if "ァ" <= character <= "ヺ" else "ん"
    return "a" if character.isascii() and character.isalpha() else " "


@cache
def _parser() -> Any:
    import budoux

    return budoux.load_default_japanese_parser()


def _phrases(text: str) -> Iterator[int]:
    """Yield the indices at which BudouX's model begins a phrase, the start excepted."""
    at = 0
    for phrase in _parser().parse(text):
        at += len(phrase)
        if at < len(text):
            yield at


def boundaries(text: str) -> set[int]:
    """Return the indices at which a phrase (文節) begins, the start excepted; words where a text has no Japanese.

    What the model parts wrongly stays whole: words in katakana, kanji with their suffixes, ものづくり, and
    all that `units` keeps together (figures with their counters, hashtags, names with 氏).
    """
    scripts = _scripts(text)
    if not scripts.strip(" a"):
        return {match.end() for match in _WORD_END.finditer(text)} - {len(text)}
    return {at for at in _phrases(text) if not _is_whole(text, scripts, at)} - _kept(text)


def _is_whole(text: str, scripts: str, at: int) -> bool:
    """Return whether the characters before and after ``at`` never part."""
    if text[at] in _SUFFIXES and scripts[at - 1] in "漢々":
        return True
    return _WHOLE.match(scripts, at - 1) is not None


def joints(text: str) -> set[int]:
    """Return the indices at which another script begins a word: where a phrase wider than its measure is parted."""
    found = {match.start() for match in _JOINT.finditer(_scripts(text))} - _kept(text)
    return {at for at in found if text[at] not in _PARTICLES}


def _kept(text: str) -> set[int]:
    """Return the indices at which a word or unit would be parted."""
    inside = {at for match in _KEPT_WORD.finditer(text) for at in range(match.start() + 1, match.end())}
    return inside | {gap + 1 for gap in closed_gaps(text, "very-strict")}


def lines(paragraph: Paragraph, measure: float, indent: float) -> list[Span]:
    """Return the lines of a head: parted at phrases, as few as they fit in, then as even as they can be.

    A phrase wider than the measure is parted by the rules for body text. All lengths are ems.
    """
    if not len(paragraph):
        return [(0, 0)]
    if paragraph.natural(0, len(paragraph)) <= measure - indent + EPSILON:
        return [(0, len(paragraph))]
    places = stops(paragraph, measure - max(0.0, indent))
    places.starts[0] -= indent
    places.least_starts[0] -= indent
    chosen = _balanced(paragraph, places, measure)
    return [(places.cells[start], places.cells[end]) for start, end in pairwise(chosen)]


def beginnings(paragraph: Paragraph) -> set[int]:
    """Return the cells that begin a phrase, those after spaces included."""
    return {paragraph.cell_at(at) for at in boundaries(paragraph.text)} | set(paragraph.trimmed)


def _parting(paragraph: Paragraph, places: Stops, measure: float) -> list[float]:
    """Return what a line costs that begins at each stop: much inside a phrase, nothing where the text itself parts.

    Where the script changes (地域一体型|オープンファクトリー) it costs half as much as elsewhere in a phrase.
    """
    begins = beginnings(paragraph)
    strong = {cell for cell in places.cells if _is_strong(paragraph, cell)}
    weak = (_WEAK * measure) ** 2 if strong else 0.0
    costs = dict.fromkeys((paragraph.cell_at(at) for at in joints(paragraph.text)), _PARTED / 2)
    costs |= dict.fromkeys(begins, weak) | dict.fromkeys({0, len(paragraph)} | strong, 0.0)
    return [penalty + costs.get(cell, _PARTED) for cell, penalty in zip(places.cells, places.penalties, strict=True)]


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
