"""Where the lines end: chosen over the whole paragraph, so that their looseness is least in sum.

It stands apart because the choice is arithmetic over running widths and knows no characters.
The cost of a paragraph is the sum, over all lines but the last, of the square of (natural width minus
measure) in ems. Lines that cannot be shrunk to the measure are not considered. The work is linear:
each place looks back over one measure at most, and stops as soon as nothing looser can be better.
"""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ofprint.base.records import dataclass
from ofprint.typesetting.kinsoku import violation
from ofprint.typesetting.spacing import TAIL

if TYPE_CHECKING:
    from ofprint.typesetting.paragraph import Paragraph

EPSILON = 1e-6
"""Ems by which a line may seem too wide and is not."""
SINGLE_DEMERIT = 400.0
"""What a last line of a single character costs, in em² of looseness: twenty ems of white are borne first."""
_EMERGENCY = (2e3, 1e4, 1e6, 1e9)
"""What an emergency break costs by its violation (see `kinsoku.violation`); 0: only a house rule is broken."""
_LAST_TOO_LONG = 1e-3
"""The weight of a last line's excess: shrinking it is right, but not when an equal choice needs none."""

Span = tuple[int, int]
"""A line: its first cell, and the cell before which it ends."""


class Stops(NamedTuple):
    """The places where a line may start and end, in order, the first at the start and the last at the end."""

    cells: list[int]
    starts: list[float]
    least_starts: list[float]
    ends: list[float]
    """The natural end of a line that ends here (blank at the line end included)."""
    least_ends: list[float]
    """The same with every space shrunk and the blank dropped."""
    penalties: list[float]
    hanging: list[float]
    """How much of the end may hang beyond the measure, blank included."""
    marks: list[float]
    """The same without the blank, which ``least_ends`` leave out."""


def stops(paragraph: Paragraph, measure: float) -> Stops:
    """Return where lines may start and end at a measure (ems), emergency breaks included."""
    inner = [at for at, gap in enumerate(paragraph.gaps, 1) if gap[2]]
    cells = [0, *inner, len(paragraph)]
    found = _stops_at(paragraph, cells, paragraph.penalties)
    wide = [
        at
        for at, (start, end) in enumerate(zip(found.least_starts, found.least_ends[1:], strict=False))
        if end - start > measure + EPSILON
    ]
    return _with_emergencies(paragraph, cells, wide) if wide else found


def _with_emergencies(paragraph: Paragraph, cells: list[int], wide: list[int]) -> Stops:
    """Return the stops with those added that part what is wider than the measure, cluster by cluster."""
    added: list[int] = []
    penalties = dict(paragraph.penalties)
    for at in wide:
        for cell in range(cells[at] + 1, cells[at + 1]):
            if paragraph.advances[cell] <= 0 and not paragraph.cells[cell].glyphs:
                continue
            added.append(cell)
            penalties[cell] = penalties.get(cell, 0.0) + _EMERGENCY[_wrong(paragraph, cell)]
    return _stops_at(paragraph, sorted({*cells, *added}), penalties)


def _wrong(paragraph: Paragraph, cell: int) -> int:
    pair = paragraph.kinds[cell - 1 : cell + 1]
    return 0 if paragraph.style.gaps[pair].breaks else violation(*pair)


def _stops_at(paragraph: Paragraph, cells: list[int], penalties: dict[int, float]) -> Stops:
    positions, least, advances = paragraph.positions, paragraph.least, paragraph.advances
    trimmed, tracking = paragraph.trimmed, paragraph.tracking
    letters, scales = paragraph.kinds, paragraph.scales
    lasts = [trimmed.get(cell, cell - 1) for cell in cells] if trimmed else [cell - 1 for cell in cells]
    lasts[0] = 0
    ends = [positions[last] + advances[last] - tracking for last in lasts]
    least_ends = [least[last] + advances[last] - tracking for last in lasts]
    tails = [TAIL.get(letters[last], 0.0) for last in lasts] if not scales else list(map(paragraph.tail, lasts))
    starts, least_starts = [positions[cell] for cell in cells], [least[cell] for cell in cells]
    if paragraph.heads or paragraph.tails:
        heads = [paragraph.heads.get(cell, 0.0) for cell in cells]
        own = [paragraph.tails.get(last, 0.0) for last in lasts]
        starts = [start - head for start, head in zip(starts, heads, strict=True)]
        least_starts = [start - head for start, head in zip(least_starts, heads, strict=True)]
        ends = [end + tail for end, tail in zip(ends, own, strict=True)]
        least_ends = [end + tail for end, tail in zip(least_ends, own, strict=True)]
    hanging = [paragraph.hangs(last) for last in lasts] if paragraph.style.hanging else []
    return Stops(
        cells,
        starts,
        least_starts,
        [end + tail for end, tail in zip(ends, tails, strict=True)],
        least_ends,
        [penalties.get(cell, 0.0) for cell in cells] if penalties else [0.0] * len(cells),
        hanging,
        [max(0.0, hang - tail) for hang, tail in zip(hanging, tails, strict=False)],
    )


def lines(paragraph: Paragraph, measure: float, indent: float) -> list[Span]:
    """Return the lines of a paragraph at a measure, its first line indented; all in ems."""
    if not len(paragraph):
        return [(0, 0)]
    if paragraph.natural(0, len(paragraph)) <= measure - indent + EPSILON:
        return [(0, len(paragraph))]
    places = stops(paragraph, measure - max(0.0, indent))
    places.starts[0] -= indent
    places.least_starts[0] -= indent
    chosen = _Fit(paragraph, places, measure).chosen()
    cells = places.cells
    return [(cells[start], cells[end]) for start, end in pairwise(chosen)]


@dataclass
class _Fit:
    """One search for the best lines: dynamic programming from the start of the paragraph to its end."""

    paragraph: Paragraph
    places: Stops
    measure: float

    def chosen(self) -> list[int]:
        """Return the stops at which the best lines start and end."""
        came_from = self._search()
        found = [len(came_from) - 1]
        while found[-1]:
            found.append(came_from[found[-1]])
        return found[::-1]

    def _search(self) -> list[int]:
        places, limit = self.places, self.measure + EPSILON
        least_starts, hanging, marks = places.least_starts, places.hanging, places.marks
        final = len(least_starts) - 1
        costs, came_from = [0.0], [0]
        least_costs: deque[int] = deque((0,))
        low = 0
        for at in range(1, final + 1):
            least_end = places.least_ends[at] - (marks[at] if marks else 0.0)
            while low < at - 1 and least_end - least_starts[low] > limit:
                low += 1
            while least_costs[0] < low:
                least_costs.popleft()
            if at == final:
                came_from.append(self._last_line(costs, low))
                break
            target = places.ends[at] - self.measure
            best, origin = self._nearest(range(low, at), target, costs, costs[least_costs[0]])
            if hanging and hanging[at]:
                best, origin = self._hung(at, low, costs, (best, origin))
            best += places.penalties[at]
            costs.append(best)
            came_from.append(origin)
            while least_costs and costs[least_costs[-1]] >= best:
                least_costs.pop()
            least_costs.append(at)
        return came_from

    def _nearest(self, places: range, target: float, costs: list[float], floor: float) -> tuple[float, int]:
        """Return the least cost of a line that ends at ``target`` ems, and where it starts.

        ``floor`` is the least cost of any start: once a looser line cannot be better even from there, no later is.
        """
        starts = self.places.starts
        best, origin = float("inf"), places[-1]
        for start in places:
            excess = target - starts[start]
            cost = costs[start] + excess * excess
            if cost < best:
                best, origin = cost, start
            elif excess < 0 and floor + excess * excess > best:
                break
        return best, origin

    def _hung(self, at: int, low: int, costs: list[float], best: tuple[float, int]) -> tuple[float, int]:
        """Return the better of ``best`` and a line whose last mark hangs because it does not fit."""
        target = self.places.ends[at] - self.measure
        hang = self.places.hanging[at]
        for start in range(low, at):
            excess = target - self.places.starts[start]
            if excess <= EPSILON:
                break
            best = min(best, (costs[start] + (excess - hang) ** 2, start))
        return best

    def _last_line(self, costs: list[float], low: int) -> int:
        """Return where the last line starts: natural, or shrunk if slightly too long; not a single character."""
        places = self.places
        target = places.ends[-1] - self.measure
        single = self.paragraph.last_content()
        best, origin = float("inf"), len(places.cells) - 2
        for start in range(low, len(places.cells) - 1):
            excess = max(0.0, target - places.starts[start])
            cost = costs[start] + _LAST_TOO_LONG * excess * excess
            if start and places.cells[start] >= single:
                cost += SINGLE_DEMERIT
            if cost < best:
                best, origin = cost, start
        return origin
