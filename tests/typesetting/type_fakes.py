"""Faces without files: a monospaced one whose widths are plain, and one whose marks are cut to their bodies."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any, cast

from ofprint.fonts.clusters import clusters, is_ignorable
from ofprint.fonts.face import Face, ShapedGlyph
from ofprint.fonts.stack import FontStack
from ofprint.typesetting import TextStyle

HALF_AMBIGUOUS = frozenset("‘’“”°′″")


class FakeFace:
    """A face in which Japanese fills the em and Latin half of it. A character's glyph id is its code point."""

    key = name = "Fake"
    ascender, descender, cap_height, x_height = 0.88, -0.12, 0.7, 0.5
    upem, is_cff, has_vertical = 1000, False, True

    def __init__(self, without: str = "", narrow: str = "", vertical_forms: str = "「」（）、。ー—…〜～") -> None:
        self.without, self.narrow, self.vertical_forms = without, narrow, vertical_forms
        self.shaped: list[str] = []

    def covers(self, cluster: str) -> bool:
        return not any(character in self.without for character in cluster)

    def glyph(self, codepoint: int, selector: int = 0) -> int:
        return 0 if chr(codepoint) in self.without else codepoint

    def advance(self, gid: int, vertical: bool = False) -> float:
        if gid >= 0x110000:
            return 1.0
        character = chr(gid)
        if unicodedata.category(character)[0] == "M" or is_ignorable(character):
            return 0.0
        if vertical and gid > 0x2000:
            return 1.0
        if character in self.narrow or character in HALF_AMBIGUOUS:
            return 0.5
        wide = unicodedata.east_asian_width(character) in "WF"
        return 1.0 if wide or (ord(character) >= 0x2000 and unicodedata.east_asian_width(character) in "AN") else 0.5

    def shape(
        self,
        text: str,
        *,
        features: tuple[str, ...] = (),
        vertical: bool = False,
        script: str | None = None,
        language: str = "ja",
    ) -> list[ShapedGlyph]:
        self.shaped.append(text)
        return list(self._shaped(text, features, vertical))

    def _shaped(self, text: str, features: tuple[str, ...], vertical: bool) -> Iterator[ShapedGlyph]:
        start = 0
        for cluster in clusters(text):
            for character in cluster:
                if is_ignorable(character):
                    continue
                gid = ord(character)
                if vertical and character in self.vertical_forms:
                    gid += 0x110000
                advance = self.advance(gid, vertical)
                yield ShapedGlyph(gid, start, 0.0 if vertical else advance, -advance if vertical else 0.0, 0.0, 0.0)
            start += len(cluster)

    def vertical_origin(self, gid: int) -> tuple[float, float]:
        return 0.5, 0.88


def stack(*faces: FakeFace) -> FontStack:
    return FontStack(cast("tuple[Face, ...]", faces or (FakeFace(),)))


MONO = stack()
"""Every mark fills its em."""
CUT = stack(FakeFace(narrow="「」『』（）、。・："))
"""Every mark is cut to half an em, as in a proportional face without blanks."""


def style(fonts: FontStack = MONO, **wishes: Any) -> TextStyle:
    """Return a style of 1 pt, so that points are ems."""
    return TextStyle(fonts, wishes.pop("size", 1.0), **{"word_space": None, **wishes})
