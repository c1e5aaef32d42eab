"""What a job must keep to: ink, lines, resolution, margins, type and codes, as numbers.

It stands apart because every printer has its own figures; the rules read theirs from here and hold none.
"""

from __future__ import annotations

from typing import Literal

from ofprint.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures of a job. The defaults are the common profile that Japanese web printers agree on."""

    ink: float = 300.0
    """Most total ink, per cent."""
    bleed: float = 3.0
    """How far artwork at the edge reaches beyond the trim, mm."""
    safe: float = 3.0
    """How far inside the trim type stays, mm."""
    dpi: float = 300.0
    """Below this a picture is warned of, dots per inch on paper."""
    dpi_floor: float = 120.0
    """Below this a picture is an error."""
    bitmap_dpi: float = 600.0
    """Below this a one-bit picture is warned of."""
    line: float = 0.25
    """Below this a line is warned of, points."""
    line_floor: float = 0.1
    """Below this a line hardly prints and is an error, points."""
    small_text: float = 8.0
    """Type below this size in more than one ink is warned of, points."""
    least_text: float = 5.0
    """Type below this size is warned of, points."""
    quiet_zone: float = 4.0
    """Clear paper around a QR code, modules (ISO/IEC 18004)."""
    module: float = 0.33
    """Least side of a QR module, mm."""
    contrast: float = 0.4
    """Least difference of lightness between the dark and light modules of a code, 0 to 1."""
    spots: Literal["allow", "warn", "refuse"] = "allow"
    """Whether the printer takes spot inks: named for information, warned of, or an error."""
    ascii_name: bool = False
    """Whether the file's name is to be half-width letters and digits only."""
    megabytes: float | None = None
    """Most size of the file, MB (a million bytes); None where the printer sets no limit."""
    stitched: float | None = None
    """The most pages that are stitched through the fold; None where that is not known."""
    page_order: Literal["reading", "imposed"] = "reading"
    """Whether pages come in reading order, so that their numbers rise, or as the sheets fold."""
    binding: Literal["saddle", "perfect"] | None = None
    """How the pages are bound: their count is a multiple of four, or of two."""
