"""Digits drawn with strokes, for the numbers of tiles.

They stand apart because press has no typesetting, and a sheet's number must not need a font.
"""

from __future__ import annotations

from ofprint.base.lengths import MM
from ofprint.press.pdfobjects import number, numbers

_SEGMENTS = {
    "a": (0, 2, 1, 2), "b": (1, 2, 1, 1), "c": (1, 1, 1, 0), "d": (0, 0, 1, 0),
    "e": (0, 1, 0, 0), "f": (0, 2, 0, 1), "g": (0, 1, 1, 1),
}  # fmt: skip
"""The seven strokes of a digit on a field one wide and two high: from, to."""
_DIGITS = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc",
    "5": "afgcd", "6": "afgedc", "7": "abc", "8": "abcdefg", "9": "gfabcd",
}  # fmt: skip


def stroked_number(text: str, corner: tuple[float, float], height: float) -> bytes:
    """Return operators that draw the digits of ``text`` in black, ``height`` mm high, from ``corner`` (mm) on."""
    unit = height / 2
    parts = [b"q 0 G 1 J 1 j", number(height * 0.12 * MM) + b" w"]
    for index, digit in enumerate(text):
        left = corner[0] + index * unit * 1.8
        for segment in _DIGITS[digit]:
            x0, y0, x1, y1 = _SEGMENTS[segment]
            ends = (left + x0 * unit, corner[1] + y0 * unit, left + x1 * unit, corner[1] + y1 * unit)
            parts.append(numbers(v * MM for v in ends[:2]) + b" m " + numbers(v * MM for v in ends[2:]) + b" l S")
    return b"\n".join([*parts, b"Q"])
