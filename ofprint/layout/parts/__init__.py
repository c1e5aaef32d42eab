"""The parts that templates name. A new part is a function and its options, listed here."""

from __future__ import annotations

from ofprint.layout.parts.cascade import CASCADE
from ofprint.layout.parts.containers import CLOCK, COLUMNS, FLOW, GROUP, RAIL, REQUIRE, STACK
from ofprint.layout.parts.heads import HEAD
from ofprint.layout.parts.lanes import LANES
from ofprint.layout.parts.media import CODE, IMAGE, LINK, LOGOS
from ofprint.layout.parts.motif import DOOR, ROW, SLIP
from ofprint.layout.parts.pictograms import PICTOGRAM
from ofprint.layout.parts.shapes import ARROW, POLYGON, RECT, RING, RULE
from ofprint.layout.parts.slats import SLATS
from ofprint.layout.parts.text import TEXT
from ofprint.layout.parts.tiers import TIERS
from ofprint.layout.template.model import Part

PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        TEXT, HEAD, CASCADE, RECT, RULE, RING, POLYGON, ARROW, ROW, DOOR, SLIP, SLATS, GROUP, STACK, RAIL, TIERS,
        LANES, CLOCK, COLUMNS, FLOW, REQUIRE, CODE, IMAGE, LOGOS, LINK, PICTOGRAM,
    )
}  # fmt: skip
"""Every part by its name."""
