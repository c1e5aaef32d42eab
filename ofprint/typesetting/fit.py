"""A text brought into a box by stated rules, and what was done to it.

It stands apart because nothing may be cut, overlapped or shrunk in silence: either a text fits by
these rules and the outcome says how, or it is a `FitError` that names text, box and overflow.

The order: as it is; then aki and tracking down to their limits; then the size in steps down to its
floor (each step with the same leave for aki and tracking); then one more line, from the full size
again, up to the most lines allowed. A head is kept from parting inside its phrases as long as any
size allows it. A word is never cut to make a text fit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ofprint.base.errors import FitError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass
from ofprint.typesetting import phrases
from ofprint.typesetting.linebreak import EPSILON, stops
from ofprint.typesetting.markup import Markup, RichText, parse
from ofprint.typesetting.paragraph import Paragraph
from ofprint.typesetting.settext import SetText, paragraphs, set_paragraphs
from ofprint.typesetting.style import TextStyle

_AKI_STEP = 1 / 16
"""Aki is taken in sixteenths of an em."""
_TRACKING_STEP = 0.005
"""Tracking is taken in two-hundredths of an em."""


@dataclass(frozen=True)
class FitLimits:
    """How far a text may be changed to fit."""

    floor: float = 0.0
    """The smallest size in points; 0 for six tenths of the style's."""
    step: float = 0.5
    """The steps, in points, in which the size goes down."""
    tracking: float = -0.03
    """The tightest tracking, in ems."""
    aki: float = 0.125
    """The least aki between Japanese and Latin, in ems."""
    lines: int = 1
    """How many lines it may take before the size is touched."""
    most_lines: int = 0
    """How many it may take in the end; 0 for no more than ``lines``."""


_LIMITS = FitLimits()


class Fitted(NamedTuple):
    """A text in its box, and what was done to bring it there."""

    text: SetText
    done: tuple[str, ...] = ()
    """Which rules were used, in order: ``"aki"``, ``"tracking"``, ``"size"``, ``"lines"``."""

    @property
    def style(self) -> TextStyle:
        """The style it was set in."""
        return self.text.style

    @property
    def size(self) -> float:
        """The type size in points."""
        return self.text.style.size


def fit_text(
    text: str | Markup,
    *,
    width: float,
    height: float = math.inf,
    style: TextStyle,
    limits: FitLimits | None = None,
    place: Place | None = None,
) -> Fitted:
    """Set a text so that it fits a box of ``width`` along the line and ``height`` across, in points.

    ``height`` counts from the top of the first line's em box to the bottom of the last one's. The rules
    and their order are the module's. Raises `FitError` when it does not fit at its floor; the finding
    carries ``place``.
    """
    allowed = limits or _LIMITS
    rich = parse(text.source) if isinstance(text, Markup) else RichText(text)
    prepared = paragraphs(rich, style)
    if style.breaks == "none" and _fits_as_it_is(prepared, width, height, style):
        return Fitted(set_paragraphs(prepared, measure=width, style=style, breaks="none"))
    job = _Job(rich, width, height, style, allowed)
    found = job.fitted(prepared)
    if found is None:
        raise FitError([job.overset(place or Place())])
    return found


def _fits_as_it_is(prepared: Sequence[tuple[Paragraph, str]], width: float, height: float, style: TextStyle) -> bool:
    """Return whether each paragraph fits in a line of its own as it stands."""
    size, room = style.size, width / style.size - style.indent + EPSILON
    for paragraph, _ in prepared:
        if paragraph.least_width() > room:
            return False
    return (
        size + (len(prepared) - 1) * style.pitch <= height + EPSILON if len(prepared) > 1 else size <= height + EPSILON
    )


class _Need(NamedTuple):
    """What a paragraph needs of a line, and what it can give."""

    width: float
    """Its width in one line, ems."""
    akis: int
    joints: int

    @classmethod
    def of(cls, paragraph: Paragraph) -> _Need:
        """Return a paragraph's."""
        akis = len([1 for gap in paragraph.gaps if gap.aki])
        return cls(paragraph.least_width(), akis, len(paragraph) - 1)


@dataclass
class _Job:
    """One fitting: the text, its box, its style and how far it may go."""

    rich: RichText
    width: float
    height: float
    style: TextStyle
    limits: FitLimits

    def fitted(self, prepared: list[tuple[Paragraph, str]]) -> Fitted | None:
        """Return the text as it fits, ``None`` if it does not."""
        if self._is_single():
            return self._in_one_line(prepared)
        for strict in (True, False) if self.style.breaks == "phrases" else (False,):
            for lines in range(self.limits.lines, max(self.limits.lines, self.limits.most_lines) + 1):
                found = self._in_lines(lines, strict)
                if found:
                    return found
        return None

    def _is_single(self) -> bool:
        return self.style.breaks == "none" or max(self.limits.lines, self.limits.most_lines) <= 1

    def sizes(self) -> list[float]:
        """Return the sizes to try, from the style's down to the floor."""
        top, step = self.style.size, self.limits.step
        floor = min(top, self.floor)
        steps = int((top - floor) / step + EPSILON)
        found = [top - step * at for at in range(steps + 1)]
        return found if found[-1] <= floor + EPSILON else [*found, floor]

    @property
    def floor(self) -> float:
        """The smallest size in points."""
        return self.limits.floor or 0.6 * self.style.size

    # -- one line ------------------------------------------------------------------------------

    def _in_one_line(self, prepared: list[tuple[Paragraph, str]]) -> Fitted | None:
        if _fits_as_it_is(prepared, self.width, self.height, self.style):
            return Fitted(set_paragraphs(prepared, measure=self.width, style=self.style, breaks="none"))
        needs = [_Need.of(paragraph) for paragraph, _ in prepared]
        size = self._size_within(self._largest(needs))
        return self._outcome(prepared, size, *self._tightened(needs, self.width / size)) if size else None

    def _largest(self, needs: Sequence[_Need]) -> float:
        """Return the largest size at which every paragraph, tightened to the limits, has room in a line of its own."""
        aki = max(0.0, self.style.aki - self.limits.aki)
        tracking = max(0.0, self.style.tracking - self.limits.tracking)
        least = max(need.width - aki * need.akis - tracking * need.joints for need in needs)
        widest = least + self.style.indent - EPSILON
        return min(self.height / self._height(len(needs), 1.0), self.width / widest if widest > 0 else math.inf)

    def _size_within(self, most: float) -> float | None:
        """Return the first size on the way down that is ``most`` or less; ``None`` when even the floor is not."""
        top, step = self.style.size, self.limits.step
        size = top - step * max(0, math.ceil((top - most) / step - EPSILON)) if most > 0 else 0.0
        floor = min(top, self.floor)
        if size >= floor - EPSILON:
            return size
        return floor if floor <= most + EPSILON else None

    def _tightened(self, needs: Sequence[_Need], room: float) -> tuple[float, float]:
        """Return the aki and tracking that bring every paragraph into a line of ``room`` ems, indent included."""
        aki, tracking = self.style.aki, self.style.tracking
        for need in needs:
            excess = need.width + self.style.indent - room
            if excess <= EPSILON:
                continue
            taken = _least_steps(excess, need.akis, step=_AKI_STEP, most=self.style.aki - self.limits.aki)
            aki = min(aki, self.style.aki - taken)
            excess -= taken * need.akis
            most = self.style.tracking - self.limits.tracking
            taken = _least_steps(excess, need.joints, step=_TRACKING_STEP, most=most)
            tracking = min(tracking, self.style.tracking - taken)
        return aki, tracking

    # -- several lines -------------------------------------------------------------------------

    def _in_lines(self, lines: int, strict: bool) -> Fitted | None:
        sizes = self.sizes()
        tightest = self._manners()[-1]
        low, high = 0, len(sizes)
        while low < high:
            middle = (low + high) // 2
            if self._try(sizes[middle], tightest, lines, strict):
                high = middle
            else:
                low = middle + 1
        if low == len(sizes):
            return None
        for aki, tracking in self._manners():
            found = self._try(sizes[low], (aki, tracking), lines, strict)
            if found:
                more = len(found.lines) > self.limits.lines
                return Fitted(found, self._done(sizes[low], aki, tracking, more))
        return None

    def _manners(self) -> list[tuple[float, float]]:
        """Return (aki, tracking) to try at each size, from the style's own to the tightest."""
        own, least = (self.style.aki, self.style.tracking), (self.limits.aki, self.limits.tracking)
        found = [own, (min(own[0], least[0]), own[1])]
        found += [(found[1][0], own[1] + (least[1] - own[1]) * share) for share in (0.5, 1.0) if least[1] < own[1]]
        return list(dict.fromkeys(found))

    def _try(self, size: float, manner: tuple[float, float], lines: int, strict: bool) -> SetText | None:
        if self._height(1, size) > self.height + EPSILON:
            return None
        style = self._with(size, *manner)
        prepared = paragraphs(self.rich, style)
        room = self.width / size
        if any(widest_piece(paragraph, strict=strict) > room + EPSILON for paragraph, _ in prepared):
            return None
        found = set_paragraphs(prepared, measure=self.width, style=style, breaks=style.breaks)
        if len(found.lines) > lines or self._height(len(found.lines), size) > self.height + EPSILON:
            return None
        return found

    # -- outcome -------------------------------------------------------------------------------

    def _height(self, lines: int, size: float) -> float:
        return size + max(0, lines - 1) * self.style.pitch * size / self.style.size

    def _with(self, size: float, aki: float, tracking: float) -> TextStyle:
        return self.style.tightened(aki, tracking).resized(size)

    def _outcome(self, prepared: Sequence[tuple[Paragraph, str]], size: float, aki: float, tracking: float) -> Fitted:
        style = self._with(size, aki, tracking)
        if aki != self.style.aki:
            prepared = paragraphs(self.rich, style)
        elif tracking != self.style.tracking:
            prepared = [(paragraph.retracked(style), newline) for paragraph, newline in prepared]
        text = set_paragraphs(prepared, measure=self.width, style=style, breaks="none")
        return Fitted(text, self._done(size, aki, tracking, False))

    def _done(self, size: float, aki: float, tracking: float, lines: bool) -> tuple[str, ...]:
        used = {
            "aki": aki < self.style.aki,
            "tracking": tracking < self.style.tracking,
            "size": size < self.style.size,
            "lines": lines,
        }
        return tuple(name for name, was in used.items() if was)

    def overset(self, place: Place) -> Finding:
        """Return what is to be said of a text that does not fit."""
        size, (aki, tracking) = self.sizes()[-1], self._manners()[-1]
        style = self._with(size, aki, tracking)
        most = max(self.limits.lines, self.limits.most_lines)
        found = set_paragraphs(
            paragraphs(self.rich, style),
            measure=self.width,
            style=style,
            breaks="none" if self._is_single() else style.breaks,
        )
        wide = max(0.0, found.width - self.width)
        tall = max(0.0, self._height(len(found.lines), size) - self.height)
        lines = len(found.lines)
        shown = self.rich.text if len(self.rich.text) <= 40 else self.rich.text[:39] + "…"
        box = f"{self.width:.1f} × {self.height:.1f} pt" if self.height < math.inf else f"{self.width:.1f} pt"
        return Finding(
            "text.overset",
            Severity.ERROR,
            Words(
                en=f"“{shown}” does not fit its box of {box} at {size:g} pt, the smallest size allowed: "
                f"{lines} line(s) of at most {most}, {wide:.1f} pt too wide, {tall:.1f} pt too tall",
                ja=f"「{shown}」は最小の {size:g} pt でも枠 {box} に入りません（{lines} 行、許容 {most} 行。"
                f"幅 {wide:.1f} pt、高さ {tall:.1f} pt の超過）",
            ),
            Words(
                en="shorten the text, or give its box more room, more lines or a smaller floor in the template",
                ja="文を短くするか、テンプレートで枠・行数・最小サイズを見直してください",
            ),
            place,
        )


def _least_steps(excess: float, places: int, *, step: float, most: float) -> float:
    """Return the least multiple of a step that takes ``excess`` from so many places, at most ``most``."""
    if places <= 0 or excess <= 0 or most <= 0:
        return 0.0
    return min(most, math.ceil(excess / places / step - EPSILON) * step)


def widest_piece(paragraph: Paragraph, *, strict: bool = False) -> float:
    """Return the width of the widest piece that may not be parted (with ``strict``: the widest phrase), in ems."""
    if not len(paragraph):
        return 0.0
    places = stops(paragraph, math.inf)
    cells = list(_kept(paragraph, places.cells)) if strict else None
    pairs = list(zip(places.cells, places.least_starts, places.least_ends, strict=True))
    if cells is not None:
        pairs = [pair for pair in pairs if pair[0] in cells]
    return max((end - start for (_, start, _), (_, _, end) in pairwise(pairs)), default=0.0)


def _kept(paragraph: Paragraph, cells: Sequence[int]) -> Iterator[int]:
    begins = phrases.beginnings(paragraph)
    yield from (cell for cell in cells if cell in begins or cell in (0, len(paragraph)))
