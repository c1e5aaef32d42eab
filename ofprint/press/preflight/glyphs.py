"""Fonts as content streams use them: codes out of strings, and how far each code moves on.

It stands apart because where text stands on the page follows from its widths, whatever the font's kind.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from ofprint.base.records import dataclass, field

_DEFAULT_WIDTH = 500.0
"""For the standard fourteen, which may come without widths: near enough to place a line, thousandths of an em."""
_MOST_WIDTHS = 70_000


@dataclass(eq=False)
class PdfFont:
    """A font of a page's resources, and the codes that were drawn with it."""

    thing: Any
    name: str
    subtype: str
    composite: bool
    vertical: bool
    widths: dict[int, float]
    default: float
    used: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)

    def codes(self, text: bytes) -> list[int]:
        """Return the character codes in a string: one byte each, two in a composite font."""
        if not self.composite:
            return list(text)
        return [text[at] << 8 | text[at + 1] for at in range(0, len(text) - 1, 2)]

    def advance(self, code: int) -> float:
        """Return how far ``code`` moves on, in ems (downwards in a vertical font)."""
        return 1.0 if self.vertical else self.widths.get(code, self.default) / 1000

    @property
    def described(self) -> Any:
        """The font that holds the descriptor: the descendant of a composite font, else itself."""
        return self.thing["/DescendantFonts"][0] if self.composite else self.thing

    @property
    def descriptor(self) -> Any:
        """The font descriptor, or None."""
        return self.described.get("/FontDescriptor")


def read_font(thing: Any) -> PdfFont:
    """Return the font that a PDF object describes, as far as it can be read."""
    subtype = str(thing.get("/Subtype", ""))[1:]
    name = str(thing.get("/BaseFont", thing.get("/Name", "/?")))[1:]
    composite = subtype == "Type0" and "/DescendantFonts" in thing
    if composite:
        inner = thing["/DescendantFonts"][0]
        vertical = str(thing.get("/Encoding", "")).endswith("V")
        default = float(inner.get("/DW", 1000))
        return PdfFont(thing, name, subtype, True, vertical, _composite_widths(inner.get("/W", [])), default)
    return PdfFont(thing, name, subtype, False, False, _simple_widths(thing), _DEFAULT_WIDTH)


def _simple_widths(thing: Any) -> dict[int, float]:
    first = int(thing.get("/FirstChar", 0))
    scale = 1.0
    if str(thing.get("/Subtype")) == "/Type3":
        matrix = [float(v) for v in thing.get("/FontMatrix", [0.001, 0, 0, 0.001, 0, 0])]
        scale = matrix[0] * 1000
    widths = list(thing.get("/Widths", []))[:256]
    return {first + index: float(width) * scale for index, width in enumerate(widths)}


def _composite_widths(table: Any) -> dict[int, float]:
    """Return the widths in a W array (ISO 32000-1, 9.7.4.3): lists from a code on, or ranges of one width."""
    widths: dict[int, float] = {}
    entries = list(table)
    at = 0
    while at + 1 < len(entries) and len(widths) < _MOST_WIDTHS:
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, pikepdf.Array):
            widths.update((first + index, float(width)) for index, width in enumerate(second))
            at += 2
        elif at + 2 < len(entries):
            last = min(int(second), first + _MOST_WIDTHS)
            widths.update(dict.fromkeys(range(first, last + 1), float(entries[at + 2])))
            at += 3
        else:
            break
    return widths
