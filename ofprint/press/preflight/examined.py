"""A file under examination: its pages with their boxes and everything they paint.

It stands apart as what every rule is given; opening, decoding and rendering are done here and in no rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pikepdf

from ofprint.base.findings import Place
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, field
from ofprint.press.geometry import Box
from ofprint.press.limits import Limits
from ofprint.press.preflight.interpreter import Interpreter
from ofprint.press.preflight.library import Budget, Library
from ofprint.press.preflight.painted import Painted
from ofprint.press.preflight.raster import Raster
from ofprint.press.preflight.streams import TooLarge, decoded
from ofprint.press.variants import Variant

_TROUBLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RuntimeError, OverflowError)
A4: Box = (0.0, 0.0, 595.0, 842.0)


@dataclass(eq=False)
class PageView:
    """One page: its boxes in points, whatever the page's own units, and what it paints."""

    number: int
    obj: Any
    media: Box
    crop: Box
    bleed: Box
    trim: Box
    says_trim: bool
    """Whether the file gives a TrimBox or ArtBox."""
    says_bleed: bool
    rotation: int
    unit: float = 1.0
    """How many points a unit of the page stands for (UserUnit, ISO 32000-1, table 30)."""
    painted: list[Painted] = field(default_factory=list)
    broken: bool = False

    def place(self, box: Box | None = None) -> Place:
        """Return the place of ``box`` in mm from the trim's top left, as one reads the page."""
        if box is None:
            return Place(page=self.number)
        left, bottom, right, top = (edge / MM for edge in box)
        x0, y0, x1, y1 = (edge / MM for edge in self.trim)
        where = {
            0: (left - x0, y1 - top),
            90: (bottom - y0, left - x0),
            180: (x1 - right, bottom - y0),
            270: (y1 - top, x1 - right),
        }[self.rotation]
        sides = (right - left, top - bottom) if self.rotation % 180 == 0 else (top - bottom, right - left)
        x, y, width, height = (round(value, 2) + 0.0 for value in (*where, *sides))
        return Place(page=self.number, box=(x, y, width, height))

    def box_of(self, place: Place) -> Box | None:
        """Return the box of a place (mm) as points of the page, the way `place` came from; None when it has none."""
        if place.box is None:
            return None
        x, y, width, height = place.box
        x0, y0, x1, y1 = (edge / MM for edge in self.trim)
        left, bottom, right, top = {
            0: (x0 + x, y1 - y - height, x0 + x + width, y1 - y),
            90: (x0 + y, y0 + x, x0 + y + height, y0 + x + width),
            180: (x1 - x - width, y0 + y, x1 - x, y0 + y + height),
            270: (x1 - y - height, y1 - x - width, x1 - y, y1 - x),
        }[self.rotation]
        return left * MM, bottom * MM, right * MM, top * MM

    @property
    def marked(self) -> bool:
        """Whether there is room for marks: paper well beyond the bleed."""
        return self.bleed[0] - self.media[0] > 5 * MM and self.media[2] - self.bleed[2] > 5 * MM


class Examined:
    """A file, the variant it is judged by, and its pages."""

    def __init__(self, pdf: Any, data: bytes, variant: Variant, limits: Limits, name: str = "") -> None:
        self.pdf = pdf
        self.data = data
        self.variant = variant
        self.limits = limits
        self.name = name
        self.library = Library()
        self.budget = Budget()
        self.raster = Raster(data)
        self.pages = list(self._pages())
        self.raster.units = {page.number: page.unit for page in self.pages}

    @property
    def for_press(self) -> bool:
        """Whether the variant is one of PDF/X."""
        return self.variant.standard is not None

    @cached_property
    def drawn(self) -> list[tuple[PageView, Painted]]:
        """Everything painted on all pages, in order."""
        return [(page, painted) for page in self.pages for painted in page.painted]

    def _pages(self) -> Iterator[PageView]:
        for number, page in enumerate(self.pdf.pages, 1):
            view = view_of(number, page.obj)
            try:
                self._walk(view, page)
            except (*_TROUBLE, TooLarge):
                view.broken = True
            yield view

    def _walk(self, view: PageView, page: Any) -> None:
        walker = Interpreter(view.number, view.media, self.library, self.budget, view.unit)
        view.painted = walker.painted
        walker.run(self._content(page.obj), _resources(page.obj))
        view.broken = walker.broken

    def _content(self, page: Any) -> bytes:
        contents = page.get("/Contents")
        if contents is None:
            return b""
        streams = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
        return b"\n".join(decoded(stream) for stream in streams)


def view_of(number: int, page: Any) -> PageView:
    """Return a page with its boxes made whole: inherited, sorted, the missing ones as the standard has them."""
    media = _box(_inherited(page, "/MediaBox")) or A4
    crop = _box(_inherited(page, "/CropBox")) or media
    says_trim = "/TrimBox" in page or "/ArtBox" in page
    trim = _box(page.get("/TrimBox", page.get("/ArtBox"))) or crop
    bleed = _box(page.get("/BleedBox")) or trim
    rotation = _number(_inherited(page, "/Rotate")) % 360
    rotation = rotation if rotation % 90 == 0 else 0
    unit = _unit(page)
    media, crop, bleed, trim = (_times(box, unit) for box in (media, crop, bleed, trim))
    return PageView(number, page, media, crop, bleed, trim, says_trim, "/BleedBox" in page, rotation, unit)


def _times(box: Box, unit: float) -> Box:
    left, bottom, right, top = (edge * unit for edge in box)
    return left, bottom, right, top


def _unit(page: Any) -> float:
    """Return a page's UserUnit; 1 where it has none, or none that can be."""
    try:
        unit = float(page.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if 0.01 <= unit <= 10_000 else 1.0


def _inherited(page: Any, key: str) -> Any:
    for _ in range(64):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None


def _resources(page: Any) -> Any:
    found = _inherited(page, "/Resources")
    return {} if found is None else found


def _number(thing: Any) -> int:
    try:
        return int(thing)
    except (TypeError, ValueError):
        return 0


def _box(thing: Any) -> Box | None:
    """Return a box object as numbers, or None when it is no box or has no extent."""
    try:
        x0, y0, x1, y1 = (float(edge) for edge in thing)
    except (TypeError, ValueError):
        return None
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    sound = all(abs(edge) < 1e6 for edge in box) and box[0] < box[2] and box[1] < box[3]
    return box if sound else None
