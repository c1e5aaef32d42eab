"""Lengths with their units, and the one conversion between millimetres and points.

It stands apart because a bare float is never a length at a public door: a length is read from
text with its unit here, and everything inside counts in one stated unit (layout: mm, type: pt).
"""

from __future__ import annotations

import re

MM = 72 / 25.4
"""Points in a millimetre (1 pt = 1/72 inch, as PDF counts; ISO 32000-1, 8.3.2.3)."""

_POINTS = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": 72.0, "Q": MM / 4, "H": MM / 4}
_LENGTH = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*(pt|mm|cm|in|Q|H)\s*")


def points(text: str) -> float:
    """Return the points in a length such as ``12mm``, ``9pt``, ``13Q`` or ``20H`` (Q = H = 0.25 mm).

    Raises ``ValueError``, naming the text, when it is no number followed by a unit.
    """
    found = _LENGTH.fullmatch(text)
    if not found:
        raise ValueError(f"not a length with its unit (pt, mm, cm, in, Q or H): {text!r}")
    return float(found[1]) * _POINTS[found[2]]


def millimetres(text: str) -> float:
    """Return the millimetres in a length; the same forms and errors as `points`."""
    return points(text) / MM
