"""PDF functions of one input sampled at a few places: what a shading's colours are.

It stands apart because only shadings need it, and only types 0, 2 and 3 (ISO 32000-1, 7.10) occur in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

from ofprint.press.preflight.streams import decoded

_STEPS = 16
_MOST_SAMPLES = 1 << 20


def sampled(function: Any, domain: Sequence[float]) -> list[tuple[float, ...]]:
    """Return the values of ``function`` at evenly spaced places of ``domain``; none when it cannot be read."""
    low, high = domain
    places = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    try:
        return [value for value in (_value(function, place, 0) for place in places) if value]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, ZeroDivisionError, OverflowError):
        return []


def _value(function: Any, at: float, depth: int) -> tuple[float, ...]:
    if depth > 8:
        return ()
    if isinstance(function, pikepdf.Array):
        return tuple(part for each in function for part in _value(each, at, depth + 1))
    kind = int(function["/FunctionType"])
    domain = [float(edge) for edge in function["/Domain"]]
    at = min(max(at, domain[0]), domain[1])
    if kind == 2:
        return _exponential(function, at)
    if kind == 3:
        return _stitched(function, at, domain, depth)
    return _samples(function, at, domain) if kind == 0 else ()


def _exponential(function: Any, at: float) -> tuple[float, ...]:
    start = [float(v) for v in function.get("/C0", [0])]
    end = [float(v) for v in function.get("/C1", [1])]
    power = at ** float(function["/N"])
    return tuple(a + power * (b - a) for a, b in zip(start, end, strict=False))


def _stitched(function: Any, at: float, domain: Sequence[float], depth: int) -> tuple[float, ...]:
    bounds = [domain[0], *(float(v) for v in function["/Bounds"]), domain[1]]
    parts = list(function["/Functions"])
    index = max(0, min(len(parts) - 1, sum(at >= bound for bound in bounds[1:-1])))
    low, high = bounds[index], bounds[index + 1]
    first, last = (float(v) for v in list(function["/Encode"])[2 * index : 2 * index + 2])
    within = first if high == low else first + (at - low) * (last - first) / (high - low)
    return _value(parts[index], within, depth + 1)


def _samples(function: Any, at: float, domain: Sequence[float]) -> tuple[float, ...]:
    """Return the nearest sample of a sampled function of one input, eight or sixteen bits each."""
    size, bits = int(function["/Size"][0]), int(function["/BitsPerSample"])
    spread = [float(v) for v in function.get("/Decode", function["/Range"])]
    outputs, width = len(spread) // 2, bits // 8
    if bits not in (8, 16) or size < 1:
        return ()
    data = decoded(function, _MOST_SAMPLES)
    index = round((at - domain[0]) / (domain[1] - domain[0]) * (size - 1)) * outputs * width
    most = (1 << bits) - 1
    raw = [int.from_bytes(data[index + n * width : index + (n + 1) * width]) / most for n in range(outputs)]
    return tuple(low + value * (high - low) for value, low, high in zip(raw, spread[::2], spread[1::2], strict=True))
