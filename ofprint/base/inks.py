"""Colour as ink: process tints in per cent, or a named spot ink with the CMYK that stands for it.

It stands apart because a theme's colours are what the press prints, never what a screen shows.
"""

from __future__ import annotations

from ofprint.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour as amounts of ink in per cent, 0 to 100.

    ``spot`` names a spot ink; ``c m y k`` are then its process alternate at full strength and
    ``tint`` the per cent of it printed. ``overprint`` lays the ink over what is beneath.
    """

    c: float = 0
    m: float = 0
    y: float = 0
    k: float = 0
    spot: str | None = None
    tint: float = 100
    overprint: bool = False

    def __post_init__(self) -> None:
        for amount in (self.c, self.m, self.y, self.k, self.tint):
            if not 0 <= amount <= 100:
                raise ValueError(f"an amount of ink is 0 to 100 per cent, not {amount}")

    @property
    def total(self) -> float:
        """The sum of the inks on paper, in per cent (spot inks counted by their tint)."""
        return self.tint if self.spot else self.c + self.m + self.y + self.k

    @property
    def is_grey(self) -> bool:
        """Whether it prints with black alone."""
        return not self.spot and not (self.c or self.m or self.y)

    def tinted(self, per_cent: float) -> Ink:
        """Return this ink at ``per_cent`` of its strength."""
        f = per_cent / 100
        if self.spot:
            return Ink(self.c, self.m, self.y, self.k, self.spot, self.tint * f, self.overprint)
        return Ink(self.c * f, self.m * f, self.y * f, self.k * f, overprint=self.overprint)


BLACK = Ink(k=100, overprint=True)
"""Type in black ink alone, laid over what is beneath (K100, overprint)."""
PAPER = Ink()
"""No ink: paper white, knocked out of what is beneath."""
