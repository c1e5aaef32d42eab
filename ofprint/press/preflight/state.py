"""The graphics state that a content stream carries along (ISO 32000-1, 8.4).

It stands apart because saving and restoring it must be one cheap copy.
"""

from __future__ import annotations

from typing import Any

from ofprint.press.geometry import Box
from ofprint.press.preflight.glyphs import PdfFont
from ofprint.press.preflight.inks import BLACK, Colour
from ofprint.press.preflight.painted import IDENTITY, Matrix


class State:
    """All that painting depends on; `copy` is what ``q`` saves."""

    __slots__ = (
        "blend", "char_space", "clip", "ctm", "fill", "fill_alpha", "fill_overprint", "font", "font_size", "leading",
        "line_width", "mode", "overprint_mode", "pattern", "rise", "scale", "soft_mask", "stroke", "stroke_alpha",
        "stroke_overprint", "word_space",
    )  # fmt: skip

    def __init__(self, clip: Box) -> None:
        self.ctm: Matrix = IDENTITY
        self.clip = clip
        self.fill: Colour = BLACK
        self.stroke: Colour = BLACK
        self.pattern: Any = None
        self.line_width = 1.0
        self.fill_overprint = self.stroke_overprint = False
        self.overprint_mode = 0
        self.fill_alpha = self.stroke_alpha = 1.0
        self.blend = "Normal"
        self.soft_mask = False
        self.font: PdfFont | None = None
        self.font_size = 0.0
        self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.scale = 1.0
        self.mode = 0

    def copy(self) -> State:
        """Return the state as it is now."""
        twin = State.__new__(State)
        for slot in State.__slots__:
            setattr(twin, slot, getattr(self, slot))
        return twin
