"""What a part gives back: its items, where they stand, and what did not fit.

It stands apart because expressions read it: ``title.last``, ``lead.first``, ``code.right``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ofprint.base.findings import Finding
from ofprint.base.records import dataclass, field, replace
from ofprint.layout.page import Code, Group, Item, Link, Matrix, Picture, Shape, Stamp, Step, Text


@dataclass(frozen=True, slots=True)
class Overset:
    """Text or frames that need more room than they have: by how many mm, in which box (mm)."""

    text: str
    by: float
    box: tuple[float, float, float, float]
    frame: str = ""

    def shifted(self, dx: float, dy: float) -> Overset:
        """Return this overset with its box moved by (dx, dy) mm."""
        x, y, w, h = self.box
        return replace(self, box=(x + dx, y + dy, w, h))

    def scaled(self, scale: float) -> Overset:
        """Return this overset enlarged about the ground's top left."""
        x, y, w, h = (value * scale for value in self.box)
        return replace(self, by=self.by * scale, box=(x, y, w, h))


@dataclass(frozen=True, slots=True)
class Placed:
    """A part's items with their box in mm; ``first`` and ``last`` are baselines of text in it."""

    items: tuple[Item, ...] = ()
    x: float = 0
    y: float = 0
    w: float = 0
    h: float = 0
    first: float | None = None
    last: float | None = None
    size: float = 0
    """The type size reached, in pt."""
    lines: int = 0
    over: tuple[Overset, ...] = ()
    findings: tuple[Finding, ...] = ()
    rest: Any = None
    """Where a further page goes on; None when everything stands."""
    value: Any = None
    """A figure that the part worked out, such as a rail's scale."""
    frames: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The named frames of a sheet as laid (`LaidFrame`), for scripts."""

    @property
    def right(self) -> float:
        """The right edge, mm."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge, mm; for text alone its last baseline."""
        return self.y + self.h

    def shifted(self, dx: float, dy: float) -> Placed:
        """Return the same moved by (dx, dy) mm."""
        return replace(
            self,
            items=tuple(shift(item, dx, dy) for item in self.items),
            x=self.x + dx,
            y=self.y + dy,
            first=None if self.first is None else self.first + dy,
            last=None if self.last is None else self.last + dy,
            over=tuple(over.shifted(dx, dy) for over in self.over),
            findings=tuple(_shifted(finding, dx, dy) for finding in self.findings),
        )

    def scaled(self, scale: float) -> Placed:
        """Return the same enlarged about the ground's top left; type sizes are those that reach the paper."""
        if scale == 1:
            return self
        return replace(
            self,
            items=(Group(self.items, (scale, 0, 0, scale, 0, 0)),),
            x=self.x * scale,
            y=self.y * scale,
            w=self.w * scale,
            h=self.h * scale,
            first=None if self.first is None else self.first * scale,
            last=None if self.last is None else self.last * scale,
            size=self.size * scale,
            over=tuple(over.scaled(scale) for over in self.over),
        )


def located(findings: Iterable[Finding], box: tuple[float, float, float, float]) -> tuple[Finding, ...]:
    """Return findings with the box (mm) of what they are about; one that has a place of its own keeps it."""
    return tuple(
        replace(finding, place=replace(finding.place, box=box)) if finding.place.box is None else finding
        for finding in findings
    )


def _shifted(finding: Finding, dx: float, dy: float) -> Finding:
    if finding.place.box is None:
        return finding
    x, y, w, h = finding.place.box
    return replace(finding, place=replace(finding.place, box=(x + dx, y + dy, w, h)))


def together(placed: Iterable[Placed]) -> Placed:
    """Return several placed parts as one: their items in order, their common box, all that is over.

    A figure worked out is kept only where one part alone was placed.
    """
    parts = [part for part in placed if part.items or part.over or part.w or part.h]
    if not parts:
        return Placed()
    x, y = min(p.x for p in parts), min(p.y for p in parts)
    firsts = [p.first for p in parts if p.first is not None]
    lasts = [p.last for p in parts if p.last is not None]
    return Placed(
        items=tuple(item for p in parts for item in p.items),
        x=x,
        y=y,
        w=max(p.right for p in parts) - x,
        h=max(p.bottom for p in parts) - y,
        first=min(firsts) if firsts else None,
        last=max(lasts) if lasts else None,
        size=max(p.size for p in parts),
        lines=sum(p.lines for p in parts),
        over=tuple(over for p in parts for over in p.over),
        findings=tuple(finding for p in parts for finding in p.findings),
        rest=next((p.rest for p in parts if p.rest is not None), None),
        value=parts[0].value if len(parts) == 1 else None,
    )


def shift(item: Item, dx: float, dy: float) -> Item:
    """Return an item moved by (dx, dy) mm."""
    if not dx and not dy:
        return item
    if isinstance(item, Shape):
        return replace(item, path=_shift_path(item.path, dx, dy))
    if isinstance(item, Group | Stamp):
        return replace(item, matrix=_shift_matrix(item.matrix, dx, dy))
    if isinstance(item, Text | Code | Picture | Link):
        return replace(item, x=item.x + dx, y=item.y + dy)
    raise TypeError(f"no item of a page: {item!r}")


def _shift_matrix(matrix: Matrix, dx: float, dy: float) -> Matrix:
    a, b, c, d, e, f = matrix
    return (a, b, c, d, e + dx, f + dy)


def _shift_path(path: tuple[Step, ...], dx: float, dy: float) -> tuple[Step, ...]:
    return tuple(
        (step[0], *(value + (dy if index % 2 else dx) for index, value in enumerate(step[1:]))) for step in path
    )
