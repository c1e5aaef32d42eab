"""The pieces of a head between which a line may end.

They stand apart from the fitting of heads because an event may give its title in pieces of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ofprint.layout.parts.options import as_text
from ofprint.typesetting.phrases import boundaries

_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")
_WHOLE = re.compile("[ァ-ヺー][ァ-ヺー]|[一-鿿々][一-鿿](?![一-鿿々])")
"""A break here would part a word in katakana, or a kanji from its suffix (地域一体‖型), whatever the model says."""
_KEPT_WORDS = ("ものづくり", "まちづくり", "ひとづくり")
"""Words of this field that the model parts."""
_NEW_WORD = re.compile("(?<=[一-鿿々ぁ-ゖ])(?=[ァ-ヺ])|(?<=[ぁ-ゖァ-ヺー])(?=[一-鿿])|(?<=[一-鿿々])(?=[ぁ-ゖ]{4})")
_UNITS = re.compile(r"[0-9]+[年月日時分階号回番丁名人円]?目?\s*|[A-Za-z0-9À-ɏ'’.]+\s*|.\s*", re.DOTALL)
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
    """Part a phrase where another script begins a word: before katakana, before kanji, before a long hiragana word."""
    return [part for part in _NEW_WORD.split(phrase) if part]


def _characters(phrase: str) -> list[str]:
    """Part a phrase between characters where a Japanese line may end; Latin words and figures stay whole."""
    return _UNITS.findall(phrase)


def phrases(text: str) -> list[str]:
    """Return a text in the pieces between which its lines may end: phrases, or words where it has no Japanese."""
    if not text:
        return []
    if _JAPANESE.search(text):
        inside = {
            at
            for word in _KEPT_WORDS
            for found in re.finditer(word, text)
            for at in range(found.start() + 1, found.end())
        }
        cuts = [cut for cut in sorted(boundaries(text)) if cut not in inside and not _WHOLE.match(text, cut - 1)]
    else:
        cuts = [found.end() for found in re.finditer(r"\s+|-", text) if found.end() < len(text)]
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return _joined(pieces)


def _joined(pieces: list[str]) -> list[str]:
    joined: list[str] = []
    for piece in pieces:
        if joined and (_KEPT_BEFORE.match(piece) or _KEPT_AFTER.search(joined[-1]) or not piece.strip()):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
