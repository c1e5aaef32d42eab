"""What each character is: its kind, named by a typical member, and the JLREQ class of that kind.

It stands apart because everything else speaks of kinds: a text's kinds are a string as long as
the text, so rules are regular expressions over it and tables keyed by two letters.
Classes are those of JLREQ Appendix A (data/classes.tsv); what it does not list goes by Unicode's
general category and East Asian width.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

from ofprint.typesetting.tables import class_ranges

CLASS_OF = {
    "（": "01", "｢": "01", "(": "01", "〈": "01",
    "）": "02", "｣": "02", ")": "02",
    "‐": "03", "-": "03", "〜": "03",
    "！": "04", "!": "04",
    "・": "05", "･": "05", "：": "05", "﹕": "05", ":": "05",
    "。": "06", "｡": "06", ".": "06",
    "、": "07", "､": "07", ",": "07",
    "—": "08",
    "々": "09", "ゝ": "09",
    "ー": "10",
    "ぁ": "11", "ァ": "11",
    "￥": "12", "$": "12",
    "℃": "13", "％": "13", "°": "13", "%": "13",
    "　": "14",
    "あ": "15",
    "ア": "16",
    "＝": "17", "＋": "18",
    "漢": "19", "→": "19",
    "ル": "22", "ジ": "23",
    "0": "24",
    "Ω": "25",
    " ": "26", "\u2002": "26",
    "a": "27", "α": "27", '"': "27", "’": "27",
    "縦": "30",
    "\xa0": "26", "\u200b": "26", "\u2060": "26",
}  # fmt: skip
"""Kind → JLREQ class. Kinds that need a word:

``(`` ``)`` ``!`` ``:`` ``.`` ``,`` ``-`` ``$`` ``%`` ``°`` are set in Latin and part of a Latin run;
``｢ ｣ ･ ﹕ ｡ ､`` are Japanese marks that a proportional face cut to their body, so they have no blank;
``〈`` is a wave dash that opens (～副題～); ``"`` a quotation mark without a side; ``’`` an apostrophe;
``α`` and ``→`` are Latin or ideographic by their width; ``\\u2002`` is a fixed space, ``\\xa0`` a space
that does not break, ``\\u200b`` a break without width, ``\\u2060`` a place that does not break.
``\\0`` is dropped from drawing.
"""

LATIN_RUN = 'a0αΩ()!:.,$%°"\\-'
"""The kinds that make a Latin run, as the inside of a character set."""

LATIN_KINDS = frozenset(LATIN_RUN.replace("\\", ""))
"""The same as a set."""

NARROW = {"（": "｢", "）": "｣", "・": "･", "：": "﹕", "。": "｡", "、": "､"}
"""A mark with a blank → the same mark cut to its body."""

BLANK_BEFORE = {"（": 0.5, "・": 0.25, "：": 0.25}
"""Ems of blank at the head of a full-em mark's box (JLREQ 3.1.2)."""
BLANK_AFTER = {"）": 0.5, "。": 0.5, "、": 0.5, "・": 0.25, "：": 0.25}
"""Ems of blank at the end of a full-em mark's box (JLREQ 3.1.2)."""

FULL_EM = 0.9
"""From this advance on (ems) a mark fills its em and has a blank; proportional cuts stay below."""

_TYPICAL = {
    "01": "（", "02": "）", "03": "‐", "04": "！", "05": "・", "06": "。", "07": "、", "08": "—",
    "09": "ゝ", "10": "ー", "11": "ぁ", "12": "￥", "13": "℃", "14": "　", "15": "あ", "16": "ア",
    "17": "＝", "18": "＋", "19": "漢", "25": "Ω", "17?": "＝", "18?": "＋", "19?": "→",
}  # fmt: skip

_OWN = {
    **dict.fromkeys("([{", "("), **dict.fromkeys(")]}", ")"),
    **dict.fromkeys("!?", "!"), **dict.fromkeys(":;", ":"), ".": ".", ",": ",",
    **dict.fromkeys("\"'`", '"'), **dict.fromkeys("-~/|\\", "-"),
    **dict.fromkeys("#$\xa3\xa5\u20ac", "$"), "%": "%", **dict.fromkeys("\xb0\u2032\u2033\xa2\u2030", "°"),
    **dict.fromkeys("0123456789", "0"),
    "\u2018": "（", "\u2019": "’",
    "〜": "〜", "～": "〜", "\u2053": "〜", "\u223c": "〜", "\u2015": "—", "\u2014": "—",
    "\u2500": "—", "\u22ef": "—", "゛": "ゝ", "゜": "ゝ",
    "々": "々", "％": "％", "：": "：", "；": "：",
    "｡": "。", "｢": "（", "｣": "）", "､": "、", "･": "・", "ｰ": "ー",
    "\t": " ", " ": " ", "\xa0": "\xa0", "\u202f": "\xa0", "\u2007": "\xa0",
    "\u200b": "\u200b", "\u2060": "\u2060", "\u200c": "a", "\u200d": "a",
    "\u2011": "a", "\xb7": "･",
}  # fmt: skip
"""Characters whose kind is stated here: ASCII by its use, ～ as the wave dash it is used for, others by their like."""

_SMALL_KATAKANA = frozenset("ァィゥェォッャュョヮヵヶ") | {chr(c) for c in range(0x31F0, 0x3200)}
_RANGES = sorted(class_ranges())
_STARTS = [first for first, _, _ in _RANGES]


def _listed(codepoint: int) -> str | None:
    at = bisect_right(_STARTS, codepoint) - 1
    if at < 0 or codepoint > _RANGES[at][1]:
        return None
    return _TYPICAL[_RANGES[at][2]]


def kind(character: str) -> str:
    """Return the kind of a character by its code point alone; its glyph's width may still change it."""
    own = _OWN.get(character)
    if own:
        return own
    codepoint = ord(character)
    if character in _SMALL_KATAKANA or 0xFF67 <= codepoint <= 0xFF6F:
        return "ァ"
    if 0x3371 <= codepoint <= 0x33DF:
        return "℃"
    if 0xFF66 <= codepoint <= 0xFF9D:
        return "ア"
    return _alphabetic(codepoint) or _listed(codepoint) or _by_category(character, codepoint)


def _alphabetic(codepoint: int) -> str | None:
    """Return ``α`` for Greek and Cyrillic letters: Latin runs, unless the face has them a full em wide."""
    return "α" if 0x370 <= codepoint < 0x530 else None


_BY_CATEGORY = {"Ps": "（", "Pi": "（", "Pe": "）", "Pf": "）", "Cc": "\0", "Zl": "\0", "Zp": "\0"}


def _by_category(character: str, codepoint: int) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return "a" if 0xE0020 <= codepoint <= 0xE007F else "\0"
    if category == "Zs":
        return "\u2002"
    if codepoint < 0x2000:
        return {"Ps": "(", "Pe": ")", "Cc": "\0"}.get(category, "a")
    mark = _BY_CATEGORY.get(category)
    if mark:
        return mark
    if unicodedata.east_asian_width(character) in "WF":
        return "漢"
    return "a" if category[0] in "LMN" else "→"


class _Kinds(dict[int, str]):
    """The translation table from code points to kinds, filled as characters are met."""

    def __missing__(self, codepoint: int) -> str:
        found = self[codepoint] = kind(chr(codepoint))
        return found


_KINDS = _Kinds()


def kinds(text: str) -> str:
    """Return the kinds of a text, one letter a character."""
    return text.translate(_KINDS)


def script(character: str) -> str:
    """Return the script of a character in a word: ``漢 ア あ``, ``a`` (Latin letters, figures, _) or nothing."""
    if "一" <= character <= "鿿" or character in "々〆" or "㐀" <= character <= "䶿" or "豈" <= character <= "\ufaff":
        return "漢"
    if "ァ" <= character <= "ヿ" or "ｦ" <= character <= "ﾟ":
        return "" if character == "・" else "ア"
    if "ぁ" <= character <= "ゟ":
        return "あ"
    if character == "_" or (character.isalnum() and (character < "\u0250" or "０" <= character <= "ｚ")):
        return "a"
    return "漢" if "\U00020000" <= character <= "\U0003ffff" else ""


def settled(initial: str, advance: float) -> str:
    """Return the kind of a character once its glyph's advance (ems) is known.

    A mark narrower than `FULL_EM` has no blank to take away; letters and signs that JLREQ lists both
    as ideographic and as Latin are ideographic only where they fill their em.
    """
    if initial in "（）・：。、":
        return initial if advance >= FULL_EM else NARROW[initial]
    if initial == "’":
        return "）" if advance >= FULL_EM else "｣"
    if initial in "→＝＋":
        full = "漢" if initial == "→" else initial
        return full if advance >= FULL_EM else "a"
    if initial == "α":
        return "漢" if abs(advance - 1) < 0.005 else "a"
    return initial
