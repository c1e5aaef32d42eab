"""How a text is to be set: `TextStyle`, and what of it is worked out once.

It stands apart because every room that sets text states its wishes here and nowhere else.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal, get_args

from ofprint.base.records import dataclass, replace
from ofprint.fonts.stack import FontStack
from ofprint.typesetting.cells import Manner, Shaper, shaper
from ofprint.typesetting.kinsoku import LEVELS, Level
from ofprint.typesetting.spacing import GapTable, gap_table

Align = Literal["justify", "left", "center", "right"]
Breaks = Literal["paragraph", "phrases", "none"]

BODY_LEADING = 1.7
"""The distance of baselines in body text, in ems, where a style states none."""
WORD_SPACE = 1 / 3
"""A Western word space in body text, in ems (JLREQ 3.8.3)."""


@dataclass(frozen=True)
class TextStyle:
    """A style: faces, size and manner of setting. Lengths are points where they are not said to be ems."""

    fonts: FontStack
    size: float
    leading: float = 0.0
    """The distance of baselines; 0 for 1.7 times the size."""
    align: Align = "justify"
    indent: float = 0.0
    """Ems before the first line of each paragraph; less than 0, it begins so much before the others."""
    tracking: float = 0.0
    """Ems between all characters; ligatures are off where it is not 0."""
    aki: float = 0.25
    """Ems between Japanese and Latin or figures (JLREQ 3.2.6)."""
    kinsoku: Level = "very-strict"
    hanging: bool = False
    """Whether a comma or full stop may hang beyond the measure (burasage)."""
    display: bool = False
    """Whether it is set tight for display: ``palt`` and ``kern`` (``vpal`` and ``vkrn`` in vertical setting)."""
    breaks: Breaks = "paragraph"
    """Over the whole paragraph, at phrases with lines of like length, or not at all."""
    vertical: bool = False
    bold_fonts: FontStack | None = None
    """The faces of bold runs in `Markup`; without them bold runs are set in ``fonts``."""
    ink: object | None = None
    """Carried through to the glyphs."""
    word_space: float | None = None
    """Ems of a Western word space; ``None`` for a third in body text, the face's own in display setting."""
    tcy: int = 2
    """In vertical setting, figures of up to so many digits stand upright side by side (tate-chu-yoko)."""
    loosest: float = 0.0
    """The most, in ems, by which a gap may grow when a line is justified; a line that needs more is left short.
    0 for no such limit."""
    stacked: int = 0
    """In vertical setting, figures of more digits than ``tcy`` and up to so many stand upright, one under the other."""
    ruby_size: float = 0.5
    """The size of ruby, in ems of its base (JLREQ 3.3.3)."""

    def __post_init__(self) -> None:
        if not self.size > 0:
            raise ValueError(f"a type size is more than 0 points, not {self.size}")
        for name, known in (("align", get_args(Align)), ("breaks", get_args(Breaks)), ("kinsoku", LEVELS)):
            if getattr(self, name) not in known:
                raise ValueError(f"{name} is one of {', '.join(known)}, not {getattr(self, name)!r}")

    @cached_property
    def pitch(self) -> float:
        """The distance of baselines in points."""
        return self.leading or BODY_LEADING * self.size

    @cached_property
    def shaper(self) -> Shaper:
        """What makes the cells of this style's text."""
        return shaper(self._manner(self.fonts))

    @cached_property
    def bold_shaper(self) -> Shaper:
        """What makes the cells of bold runs."""
        return shaper(self._manner(self.bold_fonts or self.fonts))

    @cached_property
    def ruby_shaper(self) -> Shaper:
        """What makes the cells of readings and emphasis dots: as in body text, whatever the style."""
        return shaper(Manner(self.fonts, self.vertical, False, False, None, 0, 0))

    @cached_property
    def gaps(self) -> GapTable:
        """The gaps between neighbours by this style's level and spaces."""
        return gap_table(self.kinsoku, self.aki, WORD_SPACE if self.word_space is None else self.word_space)

    def _manner(self, fonts: FontStack) -> Manner:
        space = WORD_SPACE if self.word_space is None and not self.display else self.word_space
        return Manner(fonts, self.vertical, self.display, self.tracking != 0, space, self.tcy, self.stacked)

    def resized(self, size: float) -> TextStyle:
        """Return this style in another size, its leading in proportion; what is worked out is kept."""
        found = object.__new__(TextStyle)
        found.__dict__.update(self.__dict__, size=size, leading=self.leading * size / self.size)
        found.__dict__.pop("pitch", None)
        return found

    @cached_property
    def _tightened(self) -> dict[tuple[float, float], TextStyle]:
        """The style with other aki and tracking, made once each: a run of names is fitted with few of them."""
        return {}

    def tightened(self, aki: float, tracking: float) -> TextStyle:
        """Return the style with another aki and tracking (ems); its size is not to be relied on, see `resized`."""
        if aki == self.aki and tracking == self.tracking:
            return self
        found = self._tightened.get((aki, tracking))
        if found is None:
            found = self._tightened[aki, tracking] = replace(self, aki=aki, tracking=tracking)
            _ = found.shaper, found.gaps  # worked out here, its resized copies share them
        return found

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is worked out, so that a style crosses processes small."""
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}
