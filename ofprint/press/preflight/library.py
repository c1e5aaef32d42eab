"""What is read once for a whole file: its fonts, colour spaces and forms, and how much work is left.

It stands apart because every page's walk shares it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ofprint.press.preflight.glyphs import PdfFont, read_font
from ofprint.press.preflight.inks import Space, read_space
from ofprint.press.preflight.streams import Damage, decoded


class Budget:
    """How much work one file may cost, in operators of a few operands; `spent` tells that it ran out."""

    def __init__(self, work: int = 1_500_000) -> None:
        self.left = work

    @property
    def spent(self) -> bool:
        """Whether the file was not walked to its end."""
        return self.left <= 0


class Library:
    """Fonts and colour spaces of one file, each read once."""

    def __init__(self) -> None:
        self._fonts: dict[Any, PdfFont] = {}
        self._spaces: dict[Any, Space] = {}
        self.streams: dict[tuple[int, int], tuple[bytes, bool]] = {}

    @property
    def fonts(self) -> Iterable[PdfFont]:
        """Every font that was chosen by some page."""
        return self._fonts.values()

    def font(self, thing: Any) -> PdfFont:
        """Return a font object's reading."""
        key = thing.objgen if thing.is_indirect else id(thing)
        if key not in self._fonts:
            self._fonts[key] = read_font(thing)
        return self._fonts[key]

    def space(self, thing: Any) -> Space:
        """Return a colour space object's reading."""
        if not getattr(thing, "is_indirect", False):
            return read_space(thing)
        if thing.objgen not in self._spaces:
            self._spaces[thing.objgen] = read_space(thing)
        return self._spaces[thing.objgen]

    def content(self, stream: Any) -> tuple[bytes, bool]:
        """Return a content stream's bytes, and whether it is damaged; drawn often, decoded once."""
        key = stream.objgen
        if key not in self.streams or key == (0, 0):
            damage = Damage()
            self.streams[key] = (decoded(stream, damage=damage), damage.found)
        return self.streams[key]
