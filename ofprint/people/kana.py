"""Kana as people write readings: half-width made full-width, katakana and hiragana told apart.

It stands apart because names must never pass through a compatibility normalization (﨑, 髙 and
other compatibility forms would be lost), while readings must be made comparable.
"""

from __future__ import annotations

import re
import unicodedata

_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_MARKED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+")
_EASTERN = re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)} | {0x30FD: 0x309D, 0x30FE: 0x309E}


def full_width(text: str) -> str:
    """Return ``text`` with its half-width kana in full width (ﾔﾏﾀﾞ → ヤマダ), all else untouched."""
    if not _HALF_WIDTH.search(text):
        return text
    return _HALF_WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


def composed(text: str) -> str:
    """Return ``text`` with letters and their combining marks joined (か + ゛ → が, e + ´ → é).

    Nothing else is normalized: NFC over a whole name would replace compatibility ideographs
    such as U+FA19 by their unified forms.
    """
    return _MARKED.sub(lambda cluster: unicodedata.normalize("NFC", cluster[0]), text)


def hiragana(text: str) -> str:
    """Return ``text`` with its katakana as hiragana (ヷ to ヺ have none and stay)."""
    return text.translate(_TO_HIRAGANA)


def is_kana(character: str) -> bool:
    """Tell whether a character is hiragana, katakana or a mark that stands among them."""
    return "\u3041" <= character <= "\u3096" or "\u309d" <= character <= "\u309f" or "\u30a1" <= character <= "\u30ff"


def is_japanese(text: str) -> bool:
    """Tell whether ``text`` holds kana, a Chinese character or hangul: names that begin with the family name."""
    return _EASTERN.search(text) is not None
