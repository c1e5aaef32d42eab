"""The sheet of one page: trim, bleed, room for marks and slug, folds and safe area, as boxes.

It stands apart because every box of the PDF, every mark and the artwork's origin follow from this
one model and so cannot disagree. The model counts in mm; the boxes it gives are PDF points.
"""

from __future__ import annotations

from math import ceil
from typing import Literal

from ofprint.base.lengths import MM
from ofprint.base.records import dataclass

Box = tuple[float, float, float, float]
"""``(left, bottom, right, top)`` in points, as PDF writes a rectangle (ISO 32000-1, 7.9.5)."""

MARK_LENGTH = 10.0
"""How far a mark reaches out from the bleed edge, mm (as pLaTeX and gentombow draw tombo)."""
MARK_CLEARANCE = 2.0
"""Paper left beyond the marks' ends, mm: trim + 2 × 15 mm at the usual bleed of 3 mm."""
LARGEST_UNITS = 14400
"""The most units a side of a page may have (ISO 32000-1, annex C.2); at 72 to the inch 5.08 m."""
_SLUG_HEIGHT = 7.0
_SLUG_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Fold:
    """One fold across the whole trim: where (mm), across which axis, and which way it folds.

    ``at`` counts from the trim's left edge when the fold line is ``vertical``, from its top edge
    when ``horizontal``. The way decides the line: valley dashed, mountain dash-dot, plain solid.
    """

    at: float
    axis: Literal["vertical", "horizontal"] = "vertical"
    way: Literal["plain", "valley", "mountain"] = "plain"


@dataclass(frozen=True, slots=True)
class SheetGeometry:
    """A page as the printer sees it; lengths in mm, boxes (properties) in points.

    Without marks and bleed the media is the trim exactly; without marks it is the bleed; with marks
    the trim stands centred on a sheet ``margin`` larger on every side (printers find the centre from
    the marks, so nothing makes the sheet lopsided).
    """

    trim: tuple[float, float]
    bleed: float = 3.0
    marks: bool = False
    slug: bool = False
    folds: tuple[Fold, ...] = ()
    safe: float = 3.0
    """How far inside the trim everything that must not be cut stays, mm."""
    margin: float = 15.0
    """Room for the marks on every side of the trim, mm; grows with the bleed when it must."""

    def __post_init__(self) -> None:
        if min(self.trim) <= 0 or min(self.bleed, self.safe, self.margin) < 0:
            raise ValueError(f"a sheet has a positive trim and no negative margins: {self}")
        if self.slug and not self.marks:
            raise ValueError("a slug line stands between the marks: a sheet without marks has none")
        for fold in self.folds:
            if not 0 < fold.at < self.trim[0 if fold.axis == "vertical" else 1]:
                raise ValueError(f"a fold lies inside the trim: {fold} on {self.trim}")

    @classmethod
    def spread(
        cls, page: tuple[float, float], pages: int = 2, *, bleed: float = 3.0, marks: bool = False
    ) -> SheetGeometry:
        """Return the sheet of ``pages`` pages side by side, folded between each two (page in mm)."""
        folds = tuple(Fold(page[0] * n) for n in range(1, pages))
        return cls((page[0] * pages, page[1]), bleed=bleed, marks=marks, folds=folds)

    @property
    def surround(self) -> float:
        """Paper beyond the trim on every side, mm."""
        if not self.marks:
            return self.bleed
        return max(self.margin, self.bleed + MARK_LENGTH + MARK_CLEARANCE)

    @property
    def unit(self) -> int:
        """How many points a unit of the page's own coordinates must stand for: 1, or more on a page over 5.08 m."""
        return max(1, ceil((max(self.trim) + 2 * self.surround) * MM / LARGEST_UNITS - 1e-9))

    @property
    def origin(self) -> tuple[float, float]:
        """The trim's lower-left corner in the media, points."""
        return self.surround * MM, self.surround * MM

    @property
    def media_box(self) -> Box:
        """The whole sheet, points."""
        return self._around(self.surround)

    @property
    def crop_box(self) -> Box:
        """What a viewer shows: the whole sheet, marks and all, points."""
        return self.media_box

    @property
    def bleed_box(self) -> Box:
        """How far artwork reaches, points."""
        return self._around(self.bleed)

    @property
    def trim_box(self) -> Box:
        """The finished page, points."""
        return self._around(0.0)

    @property
    def safe_box(self) -> Box:
        """What the knife never reaches, points."""
        return self._around(-self.safe)

    @property
    def slug_box(self) -> Box | None:
        """Where the slug line stands: below the bleed, left of the centre mark; points, or None."""
        if not self.slug:
            return None
        left, right = self.bleed + 1, self.trim[0] / 2 - 2
        top = -self.bleed - _SLUG_GAP
        x, y = self.origin
        return x + left * MM, y + (top - _SLUG_HEIGHT) * MM, x + max(right, left + 1) * MM, y + top * MM

    def _around(self, distance: float) -> Box:
        """Return the box ``distance`` mm outside the trim."""
        near = (self.surround - distance) * MM
        width, height = ((side + self.surround + distance) * MM for side in self.trim)
        return near, near, width, height


def centre_bar(side: float) -> float:
    """Return half the bar of a centre mark on an edge ``side`` mm long: 10 mm, less on small cards."""
    return min(10.0, side / 4)
