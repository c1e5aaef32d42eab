"""The display list: what stands on a page, as shapes, set text, codes and pictures in millimetres.

It stands apart because parts make it, products arrange it, scripts may change it, and only the
painter turns it into PDF operators. All lengths are mm, y grows downwards from the trim's top left;
type sizes inside `SetText` are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ofprint.base.inks import BLACK, Ink
from ofprint.base.records import dataclass, field, replace

if TYPE_CHECKING:
    from ofprint.typesetting import SetText

Step = tuple[Any, ...]
"""One path step: ``("m", x, y)``, ``("l", x, y)``, ``("c", x1, y1, x2, y2, x, y)`` or ``("h",)``."""
Matrix = tuple[float, float, float, float, float, float]
"""``(a, b, c, d, e, f)``: x' = ax + cy + e, y' = bx + dy + f, in mm with y downwards."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled or stroked path; ``width`` is the stroke's, in mm."""

    path: tuple[Step, ...]
    fill: Ink | None = None
    stroke: Ink | None = None
    width: float = 0.1


@dataclass(frozen=True, slots=True)
class Text:
    """Set text with the origin of its first line at (x, y): baseline start, or first column's top centre."""

    setting: SetText
    x: float
    y: float
    ink: Ink = BLACK
    sets: str = ""
    """The name of the frame that it fills, for findings and scripts."""
    shifts: tuple[float, ...] = ()
    """Optical shift of each line along itself, in mm; empty for none."""
    named: Mapping[str, Ink] | None = None
    """The inks that markup inside the text may call by name."""
    ground: bool = False
    """Whether others may stand on it, and it may run off the trim: a text of a layer below 0."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code holding ``text``; ``side`` is the modules' own square, the quiet zone lies around it."""

    text: str
    x: float
    y: float
    side: float
    level: str = "M"
    ink: Ink = field(default_factory=lambda: BLACK)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, drawing or PDF page filling a box, cropped about ``focus`` (0 to 1 from the top left of the image)."""

    file: str
    x: float
    y: float
    w: float
    h: float
    focus: tuple[float, float] = (0.5, 0.5)
    page: int = 1
    """The page of a PDF."""
    ink: Ink | None = None
    """The one ink that a drawing is printed in, instead of its own colours."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place that opens an address, where the press variant allows links."""

    url: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Group:
    """Items moved by a matrix and, where ``clip`` is given, shown only inside that path."""

    items: tuple[Item, ...]
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    clip: tuple[Step, ...] | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Items that many pages share, drawn from one form under ``name``; equal names hold equal items.

    The items stand on a ground of ``width`` by ``height`` mm, links not among them.
    """

    name: str
    items: tuple[Item, ...]
    width: float
    height: float
    matrix: Matrix = (1, 0, 0, 1, 0, 0)


Item = Shape | Text | Code | Picture | Link | Group | Stamp


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its trim in mm, its items in painting order, its name and the folio it shows."""

    width: float
    height: float
    items: tuple[Item, ...]
    name: str = ""
    folio: str | None = None
    bleed: float = 3.0
    folds: tuple[tuple[str, float], ...] = ()
    """Fold lines: ``("x", mm)`` a plumb one, ``("y", mm)`` a level one."""
    headings: tuple[str, ...] = ()
    """What a bookmark to this page says."""
    inset: float = 0.0
    """As ``office``, what runs off the trim ends so many mm inside it."""

    frames: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The template's named frames as they stand here, for scripts to look at and change (`LaidFrame`)."""

    def with_frame(self, frame: Any) -> Page:
        """Return this page with a frame in place of the one of its name. Raises ``KeyError`` when there is none."""
        before = {id(item) for item in self.frames[frame.name].items}
        items: list[Item] = []
        put = False
        for item in self.items:
            if id(item) not in before:
                items.append(item)
            elif not put:
                items.extend(frame.items)
                put = True
        return replace(
            self, items=tuple(items) if put else (*items, *frame.items), frames={**self.frames, frame.name: frame}
        )

    def changed(self, **values: Any) -> Page:
        """Return this page with some values replaced."""
        return replace(self, **values)


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """Yield every item, those inside groups and stamps included."""
    for item in items:
        yield item
        if isinstance(item, Group | Stamp):
            yield from walk(item.items)


def rectangle(x: float, y: float, w: float, h: float) -> tuple[Step, ...]:
    """Return the closed path of a rectangle."""
    return (("m", x, y), ("l", x + w, y), ("l", x + w, y + h), ("l", x, y + h), ("h",))


def polygon(points: Sequence[tuple[float, float]]) -> tuple[Step, ...]:
    """Return the closed path through ``points``."""
    first, *rest = points
    return (("m", *first), *(("l", *point) for point in rest), ("h",))


def polyline(points: Sequence[tuple[float, float]]) -> tuple[Step, ...]:
    """Return the open path through ``points``."""
    return polygon(points)[:-1]


def circle(x: float, y: float, r: float) -> tuple[Step, ...]:
    """Return a circle about (x, y) as four Bézier curves (control arms of 0.5523 r)."""
    k = 0.5522847498 * r
    return (
        ("m", x + r, y),
        ("c", x + r, y + k, x + k, y + r, x, y + r),
        ("c", x - k, y + r, x - r, y + k, x - r, y),
        ("c", x - r, y - k, x - k, y - r, x, y - r),
        ("c", x + k, y - r, x + r, y - k, x + r, y),
        ("h",),
    )


def moved(dx: float, dy: float) -> Matrix:
    """Return the matrix that moves by (dx, dy) mm."""
    return (1, 0, 0, 1, dx, dy)
