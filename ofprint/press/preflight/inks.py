"""Colour spaces of a PDF read as plates: which inks a colour lays down, and how much of each.

It stands apart because total ink, RGB, white overprint and text in several inks are all questions to
this one reading.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import pikepdf

from ofprint.base.records import dataclass, field
from ofprint.press.preflight.functions import sampled
from ofprint.press.preflight.streams import TooLarge, decoded

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_MOST_DEPTH = 6


@dataclass(frozen=True)
class Space:
    """A colour space: its family, its components, and how they fall on plates."""

    family: str
    components: int
    plates_of: Callable[[Sequence[float]], Mapping[str, float] | None] = field(compare=False)
    """Components to ink from 0 to 1 a plate; None where the space knows no plates."""
    base: Space | None = None

    @property
    def is_rgb(self) -> bool:
        """Whether colours are named in device RGB, at the bottom of whatever stands above."""
        return self.family == "DeviceRGB" or (self.base is not None and self.base.is_rgb)

    @property
    def families(self) -> tuple[str, ...]:
        """The family itself and those it stands on."""
        return (self.family, *(self.base.families if self.base else ()))


@dataclass(frozen=True)
class Colour:
    """A colour as it is set: its space and its components."""

    space: Space
    values: tuple[float, ...] = ()

    @cached_property
    def plates(self) -> Mapping[str, float] | None:
        """Ink from 0 to 1 on each plate that gets any; None where that cannot be said."""
        plates = self.space.plates_of(self.values)
        return None if plates is None else {name: amount for name, amount in plates.items() if amount > 0}

    @cached_property
    def total(self) -> float | None:
        """Total ink in per cent; the registration colour counts on all four plates."""
        if self.plates is None:
            return None
        return 100 * sum(amount * (4 if name == "All" else 1) for name, amount in self.plates.items())

    @property
    def is_white(self) -> bool:
        """Whether it lays down no ink."""
        return self.plates == {}


def _no_plates(_values: Sequence[float]) -> None:
    return None


def _gray(values: Sequence[float]) -> Mapping[str, float]:
    return {"Black": 1 - min(max(values[0], 0.0), 1.0)} if values else {"Black": 1.0}


def _cmyk(values: Sequence[float]) -> Mapping[str, float]:
    return {name: min(max(value, 0.0), 1.0) for name, value in zip(PROCESS, values, strict=False)}


def _rgb(values: Sequence[float]) -> Mapping[str, float] | None:
    return {} if len(values) >= 3 and min(values) >= 1 else None


def _named(names: Sequence[str]) -> Callable[[Sequence[float]], Mapping[str, float]]:
    def plates(values: Sequence[float]) -> Mapping[str, float]:
        inks = zip(names, values, strict=False)
        return {name: min(max(value, 0.0), 1.0) for name, value in inks if name != "None"}

    return plates


GRAY = Space("DeviceGray", 1, _gray)
CMYK = Space("DeviceCMYK", 4, _cmyk)
RGB = Space("DeviceRGB", 3, _rgb)
PATTERN = Space("Pattern", 0, _no_plates)
UNKNOWN = Space("unknown", 0, _no_plates)
BLACK = Colour(GRAY, (0.0,))
_DEVICE = {
    "DeviceGray": GRAY, "G": GRAY, "CalGray": GRAY, "DeviceCMYK": CMYK, "CMYK": CMYK, "DeviceRGB": RGB, "RGB": RGB,
    "Pattern": PATTERN,
}  # fmt: skip


def read_space(thing: Any, depth: int = 0) -> Space:
    """Return the colour space that a PDF object describes; anything unreadable is `UNKNOWN`."""
    try:
        return _read_space(thing, depth)
    except (TooLarge, ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError):
        return UNKNOWN


def _read_space(thing: Any, depth: int) -> Space:
    if depth > _MOST_DEPTH:
        return UNKNOWN
    if isinstance(thing, (str, pikepdf.Name)):
        return _DEVICE.get(str(thing).removeprefix("/"), UNKNOWN)
    family = str(thing[0])[1:]
    reader = _FAMILIES.get(family)
    return reader(thing, depth + 1) if reader else _DEVICE.get(family, UNKNOWN)


def _separation(thing: Any, depth: int) -> Space:
    return Space("Separation", 1, _named([str(thing[1])[1:]]), read_space(thing[2], depth))


def _device_n(thing: Any, depth: int) -> Space:
    names = [str(name)[1:] for name in thing[1]]
    return Space("DeviceN", len(names), _named(names), read_space(thing[2], depth))


def _pattern(thing: Any, depth: int) -> Space:
    return Space("Pattern", 0, _no_plates, read_space(thing[1], depth) if len(thing) > 1 else None)


def _calibrated(thing: Any, _depth: int) -> Space:
    family = str(thing[0])[1:]
    return Space(family, 1 if family == "CalGray" else 3, {"CalRGB": _rgb, "CalGray": _gray}.get(family, _no_plates))


def _icc(thing: Any, _depth: int) -> Space:
    components = int(thing[1].get("/N", 0))
    plates = {1: _gray, 4: _cmyk, 3: _rgb}.get(components, _no_plates)
    return Space("ICCBased", components, plates)


def _indexed(thing: Any, depth: int) -> Space:
    base = read_space(thing[1], depth)
    table = thing[3]
    data = decoded(table, 1 << 16) if isinstance(table, pikepdf.Stream) else bytes(table)
    width = max(base.components, 1)

    def plates(values: Sequence[float]) -> Mapping[str, float] | None:
        index = int(values[0]) if values else 0
        entry = data[index * width : (index + 1) * width]
        return base.plates_of([byte / 255 for byte in entry])

    return Space("Indexed", 1, plates, base)


_FAMILIES: Mapping[str, Callable[[Any, int], Space]] = {
    "ICCBased": _icc, "Indexed": _indexed, "I": _indexed, "Separation": _separation, "DeviceN": _device_n,
    "Pattern": _pattern, "CalRGB": _calibrated, "CalGray": _calibrated, "Lab": _calibrated,
}  # fmt: skip


def shading_colours(shading: Any) -> list[Colour]:
    """Return colours along a shading: what its function gives at a few places, or none where it has none."""
    space = read_space(shading.get("/ColorSpace"))
    domain = [float(edge) for edge in shading.get("/Domain", [0, 1])][:2]
    values = sampled(shading["/Function"], domain) if "/Function" in shading else []
    if not values and space.is_rgb:
        return [Colour(space)]
    return [Colour(space, each) for each in values]
