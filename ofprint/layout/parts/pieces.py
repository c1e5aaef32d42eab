"""The pieces of a head between which a line may end.

They stand apart from the fitting of heads because an event may give its title in pieces of its own.
"""

from __future__ import annotations

import re

from ofprint.typesetting.phrases import boundaries

_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")
_WHOLE = re.compile("[ァ-ヺー][ァ-ヺー]|[一-鿿々][一-鿿](?![一-鿿々])")
"""A break here would part a word in katakana, or a kanji from its suffix (地域一体‖型), whatever the model says."""
_KEPT_BEFORE = re.compile(
    "\\s*[、。，．・：；！？!?）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々氏様〜～–-]"
)
"""What never begins a line, spaces before it counted in (JLREQ 3.1.7); a wave dash closes what it opened."""
_KEPT_AFTER = re.compile("(?:^[〜～]|[（「『【〈《〔［｛“‘])\\s*$")
"""What never ends a line (JLREQ 3.1.8), and the wave dash that opens an ornament."""


def phrases(text: str) -> list[str]:
    """Return a text in the pieces between which its lines may end: phrases, or words where it has no Japanese."""
    if not text:
        return []
    if _JAPANESE.search(text):
        cuts = [cut for cut in sorted(boundaries(text)) if not _WHOLE.match(text, cut - 1)]
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
