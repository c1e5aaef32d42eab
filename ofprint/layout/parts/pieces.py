"""The pieces of a head between which a line may end.

They stand apart from the fitting of heads because an event may give its title in pieces of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ofprint.layout.parts.options import as_text
from ofprint.typesetting.phrases import boundaries, joints

_UNITS = r"[0-9]+[年月日時分階号回番丁名人円]?目?\s*|[A-Za-z0-9À-ɏ'’.]+\s*|.\s*"
_KEPT_BEFORE = re.compile(
    "\\s*[、。，．・：；！？!?）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々氏様〜～–-]"
)
"""What never begins a line, spaces before it counted in (JLREQ 3.1.7); a wave dash closes what it opened."""
_KEPT_AFTER = re.compile("(?:^[〜～]|[（「『【〈《〔［｛“‘])\\s*$")
"""What never ends a line (JLREQ 3.1.8), and the wave dash that opens an ornament."""


def divisions(bound: Any) -> Iterator[list[str]]:
    """Yield the ways to divide a head into pieces, the coarsest first; nothing for no text.

    A list holds the pieces its author gave (one piece alone is a text like any other). Only where those are too
    wide for the measure is each divided at phrases, then where the script tells a new word, and at last between
    any two characters that may part.
    """
    given = [as_text(piece) for piece in bound] if isinstance(bound, list | tuple) else [as_text(bound)]
    given = [piece for piece in given if piece]
    if not given:
        return
    if len(given) > 1:
        yield given
    at_phrases = _joined([phrase for piece in given for phrase in phrases(piece)])
    yield at_phrases
    yield _joined([part for phrase in at_phrases for part in _words(phrase)])
    yield _joined([part for phrase in at_phrases for part in _characters(phrase)])


def _words(phrase: str) -> list[str]:
    """Part a phrase where another script begins a word, and after a middle dot, which parts words of one rank."""
    dots = {found.end() for found in re.finditer("・", phrase)} - {len(phrase)}
    return _parted(phrase, joints(phrase) | dots)


def _characters(phrase: str) -> list[str]:
    """Part a phrase between characters where a Japanese line may end; Latin words and figures stay whole."""
    return re.findall(_UNITS, phrase, re.DOTALL)


def phrases(text: str) -> list[str]:
    """Return a text in the pieces between which its lines may end: phrases, or words where it has no Japanese."""
    return _joined(_parted(text, boundaries(text)))


def _parted(text: str, cuts: set[int]) -> list[str]:
    places = sorted(cuts)
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True) if start < end]


def _joined(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and (_KEPT_BEFORE.match(piece) or _KEPT_AFTER.search(joined[-1]) or not piece.strip()):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
