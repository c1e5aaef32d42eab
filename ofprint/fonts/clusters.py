"""Which characters belong together: grapheme clusters, variation selectors and characters without ink.

It stands apart because fallback, shaping and typesetting must all cut a text at the same places.
The rules are Unicode's (UAX #29) for what event prints hold: combining marks, selectors, half-width
voicing marks, joined and tinted emoji, flags, keycaps, conjoining jamo. Linear in the text.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = (
    (0x09, 0x0A), (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x48A, 0x58F), (0x2010, 0x2027),
    (0x2030, 0x205E), (0x20A0, 0x20BF), (0x2100, 0x2BFF), (0x2E00, 0x3029), (0x3030, 0x3098), (0x309B, 0x3163),
    (0x3165, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFF01, 0xFF9D), (0xFFE0, 0xFFEE), (0x20000, 0x323AF),
)  # fmt: skip
"""First and last of the characters that stand for themselves beside any other: no mark, selector, joiner, flag.

A table, as a pattern with this many characters takes milliseconds to compile."""


class _Plain(dict[str, bool]):
    """Character → whether it stands for itself, filled as characters are met."""

    def __missing__(self, character: str) -> bool:
        codepoint = ord(character)
        found = self[character] = any(first <= codepoint <= last for first, last in _PLAIN)
        return found


_stands_alone = _Plain().__getitem__

_IGNORABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]"
)
"""Controls (C0, C1), line separators, and Unicode's Default_Ignorable_Code_Point."""

_PICTOGRAPH = r"[\xa9\xae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_JOINS = frozenset("\u200c\u200d\uff9e\uff9f")


def is_ignorable(character: str) -> bool:
    """Return whether a character has no ink and no width of its own, so that no face need have it.

    True for control characters, bidirectional controls, zero-width spaces and joiners, soft hyphen,
    byte order mark, variation selectors and tags.
    """
    return _IGNORABLE.match(character) is not None


def is_selector(character: str) -> bool:
    """Return whether a character picks a form that a face may or may not have: VS1 to VS14, VS17 to VS256.

    VS15 and VS16 only ask for text or emoji style and are ignorable where we print in one colour.
    """
    return "\ufe00" <= character <= "\ufe0d" or "\U000e0100" <= character <= "\U000e01ef"


def without_selectors(cluster: str) -> str:
    """Return the cluster without its variation selectors."""
    return "".join(character for character in cluster if not is_selector(character))


def is_plain(text: str) -> bool:
    """Return whether every character is a cluster of its own; quick, may say no where yes would do."""
    return all(map(_stands_alone, text))


def clusters(text: str) -> list[str]:
    """Return the text cut into grapheme clusters, in order; joined they give the text again."""
    if is_plain(text):
        return list(text)
    starts = _starts(text)
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _starts(text: str) -> list[int]:
    starts: list[int] = []
    last, flags = "\n", 0
    for place, character in enumerate(text):
        flags = flags + 1 if "\U0001f1e6" <= character <= "\U0001f1ff" else 0
        if not _joins(last, character, flags):
            starts.append(place)
        last = character
    return starts


def _joins(last: str, character: str, flags: int) -> bool:
    """Return whether ``character`` belongs to the cluster that ``last`` ends (UAX #29, GB3 to GB13)."""
    if last < " ":
        return last == "\r" and character == "\n"
    if character in _JOINS or unicodedata.category(character)[0] == "M":
        return True
    if character >= "\U0001f000":
        return _joins_emoji(last, character, flags)
    if last == "\u200d":
        return re.match(_PICTOGRAPH, character) is not None
    return "\u1160" <= character <= "\u11ff" and ("\u1100" <= last <= "\u11ff" or "\uac00" <= last <= "\ud7a3")


def _joins_emoji(last: str, character: str, flags: int) -> bool:
    if "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f":
        return True
    if last == "\u200d":
        return re.match(_PICTOGRAPH, character) is not None
    return flags > 0 and flags % 2 == 0


def named_cluster(cluster: str) -> str:
    """Return a cluster as findings show it: itself, and the code of its first character."""
    return f"{cluster} (U+{ord(cluster[0]):04X})"
