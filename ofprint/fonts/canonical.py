"""Which text a glyph stands for: the cmap read backwards, the ordinary character preferred.

It stands apart because one glyph often serves several characters (文 and the radical ⽂), and
what is copied out of a PDF should be the one that people type.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from ofprint.base.records import dataclass, field
from ofprint.fonts.clusters import is_ignorable


class PlainCharacters:
    """The nominal glyphs of a HarfBuzz font and their characters; the choice among several is made when asked."""

    def __init__(self, font: Any) -> None:
        glyph_of = font.get_nominal_glyph
        codepoints = list(font.face.unicodes)
        self._single: dict[int, int] = dict(zip(map(glyph_of, codepoints), codepoints, strict=True))
        self._shared: dict[int, list[int]] = {}
        self._texts: dict[int, str] = {}
        for codepoint in set(codepoints).difference(self._single.values()):
            gid = glyph_of(codepoint)
            self._shared.setdefault(gid, [self._single[gid]]).append(codepoint)

    def text(self, gid: int) -> str:
        """Return the ordinary character of a glyph, "" if it has none."""
        found = self._texts.get(gid)
        if found is None:
            found = self._texts[gid] = self._chosen(gid)
        return found

    def _chosen(self, gid: int) -> str:
        if not gid or gid not in self._single:
            return ""
        codepoints = self._shared.get(gid)
        return _upright(chr(min(codepoints, key=_rank) if codepoints else self._single[gid]))


@dataclass(frozen=True, slots=True)
class _Cmap:
    """A font's cmap table, which alone decides what its glyphs stand for."""

    table: bytes
    font: Any = field(compare=False)


@lru_cache(maxsize=16)
def _read_backwards(cmap: _Cmap) -> PlainCharacters:
    return PlainCharacters(cmap.font)


def plain_characters(font: Any) -> PlainCharacters:
    """Return a HarfBuzz font's nominal glyphs read backwards; the weights of a family, with one cmap, share them."""
    return _read_backwards(_Cmap(bytes(font.face.reference_table("cmap").data), font))


def sequence_characters(font: Any) -> dict[int, str]:
    """Return glyph id → character and selector for the variation sequences of a HarfBuzz font."""
    found: dict[int, str] = {}
    for selector in sorted(font.face.variation_selectors):
        for codepoint in font.face.variation_unicodes(selector):
            gid = font.get_variation_glyph(codepoint, selector)
            found.setdefault(gid, chr(codepoint) + chr(selector))
    return found


def spells(font: Any, text: str, gid: int) -> bool:
    """Return whether a text is one character, or one with a selector, whose glyph is ``gid`` by the cmap."""
    if len(text) == 1:
        return bool(font.get_nominal_glyph(ord(text)) == gid)
    return len(text) == 2 and bool(font.get_variation_glyph(ord(text[0]), ord(text[1])) == gid)


def _rank(codepoint: int) -> tuple[bool, bool, bool, bool, int]:
    """Return the sorting key by which the ordinary character comes first.

    Ignorables, radicals and private characters last; no compatibility forms; then what CP932
    (the character set of Japan's keyboards) has.
    """
    character = chr(codepoint)
    odd = 0x2E80 <= codepoint <= 0x2FDF or 0xE000 <= codepoint <= 0xF8FF
    compatible = unicodedata.normalize("NFKC", character) != character
    return is_ignorable(character), odd, compatible, not _in_cp932(character), codepoint


def _in_cp932(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _upright(character: str) -> str:
    """Return the ordinary character of a vertical presentation form: ﹁ is 「 turned, ︵ is （."""
    if not "\ufe10" <= character <= "\ufe48":
        return character
    kind, _, code = unicodedata.decomposition(character).partition(" ")
    if kind != "<vertical>":
        return character
    plain = int(code, 16)
    return chr(plain + 0xFEE0 if plain < 0x7F else plain)
