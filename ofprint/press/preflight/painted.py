"""What a page paints, one record for each painting operator: kind, place, colour and state.

It stands apart as the common ground of the interpreter, which makes these records, and the rules, which read them.
"""

from __future__ import annotations

from typing import Any, Literal

from ofprint.base.records import dataclass
from ofprint.press.geometry import Box
from ofprint.press.preflight.glyphs import PdfFont
from ofprint.press.preflight.inks import Colour

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Kind = Literal["fill", "stroke", "text", "image", "shade"]


@dataclass(slots=True)
class Path:
    """A path on the page: the box of each subpath in points, and its straight lines when they are few."""

    boxes: list[Box]
    lines: list[tuple[float, float, float, float]]
    closed: bool = False
    rectangles: bool = True
    """Whether every subpath is an upright rectangle."""

    @property
    def box(self) -> Box:
        """The box around everything."""
        return (
            min(box[0] for box in self.boxes),
            min(box[1] for box in self.boxes),
            max(box[2] for box in self.boxes),
            max(box[3] for box in self.boxes),
        )


@dataclass(slots=True)
class Painted:
    """One thing painted; lengths and boxes in points on the page."""

    kind: Kind
    box: Box
    """What of it shows, inside the clip."""
    colour: Colour | None
    overprint: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False
    in_group: bool = False
    """Whether it stands in a transparency group."""
    path: Path | None = None
    width: float = 0.0
    """Weight of a stroke as it lands on the page."""
    font: PdfFont | None = None
    size: float = 0.0
    """Type size as it lands on the page."""
    codes: tuple[int, ...] = ()
    image: Any = None
    matrix: Matrix = IDENTITY
    """Where an image's unit square comes to lie."""
    whole: Box | None = None
    """All of it, also what the clip hides; None when that is the same."""
    rectangle: bool = False
    """Whether it covers its box: a filled upright rectangle, or an image."""


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies ``first``, then ``second``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def quad_box(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """Return the upright box around a rectangle after ``matrix``."""
    a, b, c, d, e, f = matrix
    xs = (a * left + c * bottom, a * right + c * bottom, a * left + c * top, a * right + c * top)
    ys = (b * left + d * bottom, b * right + d * bottom, b * left + d * top, b * right + d * top)
    return (min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f)


def common(first: Box, second: Box) -> Box:
    """Return the part that two boxes share; it is empty (right below left) when they share none."""
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


def is_empty(box: Box) -> bool:
    """Whether a box has no extent in some direction and is no line either."""
    return box[2] < box[0] or box[3] < box[1]
