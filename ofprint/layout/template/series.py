"""A sheet laid again and again: what only a few of a series need differently is laid once and drawn as a stamp.

It stands apart because only badges are so many. It lays frames as the engine does, and remembers what came of
each by what it had read (`planning`); anything out of the ordinary is left to the engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from ofprint.base.findings import Place
from ofprint.base.records import dataclass, replace
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.page import Item, Link, Shape, Stamp, Text, walk
from ofprint.layout.paint import Painter
from ofprint.layout.template import engine
from ofprint.layout.template.bounds import ExpressionError
from ofprint.layout.template.dependence import Path, fetched, fetcher
from ofprint.layout.template.model import Frame, Given, Kind, Let
from ofprint.layout.template.placed import Placed, together

Names = dict[str, Any]
Value = Callable[[Mapping[str, Any]], Any]
_REMEMBERED = 1000
"""Outcomes that one frame, or one list of frames, remembers."""
SLIDING = "x"
"""The option that says where a part stands and nothing else, for parts that say so (`Part.slides`)."""
_WORTH = 8
"""Of so many outcomes one must have served again, or a frame stops remembering."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a frame: what is placed, what its name stands for, the baseline it leaves; whether it is kept."""

    placed: tuple[Placed, ...] = ()
    named: Placed | None = None
    last: float | None = None
    kept: bool = False


_NOTHING = Outcome()


class LetStep:
    """Gives names to values."""

    def __init__(self, let: Let, values: Sequence[tuple[str, Value]]) -> None:
        self._let = let
        self._values = values

    def __call__(self, job: engine.Job, names: Names) -> Outcome:
        """Give the names."""
        try:
            for name, value in self._values:
                names[name] = value(names)
        except ExpressionError:
            for name, given in self._let.values.items():  # says what is wrong, and where
                names[name] = engine.evaluate(given, job.studio, names)
        return _NOTHING


class FrameStep:
    """Lays one frame, or recalls what came of it when it read the same before."""

    def __init__(
        self, frame: Frame, when: Condition | None, values: Values, reads: Iterable[Path] | None, slide: Value | None
    ) -> None:
        self._frame = frame
        self._when = when
        self._values = values
        self._reads = tuple(reads or ())
        self._fetch = fetcher(self._reads)
        self._slide = slide
        """Gives the x to which what was placed at 0 is moved, where a frame's place is not counted in its reads."""
        self._kept: dict[Hashable, Outcome] | None = None if reads is None else {}
        self._recalled = 0

    def __call__(self, job: engine.Job, names: Names) -> Outcome:
        """Return what comes of the frame among the names in scope, and tell them of it."""
        if self._when is not None and not self._when(job, names):
            outcome = _NOTHING
        else:
            outcome = self._made(job, names) if self._kept is None else self._recall(self._kept, job, names)
            if self._slide is not None:
                outcome = self._slid(outcome, job, names)
        if self._frame.name:
            names[self._frame.name] = outcome.named
        if outcome.last is not None:
            names["last"] = outcome.last
        return outcome

    def _recall(self, kept: dict[Hashable, Outcome], job: engine.Job, names: Names) -> Outcome:
        try:
            key = self._fetch(names)
        except (LookupError, AttributeError, TypeError):
            key = (fetched, fetched(self._reads, names))
        try:
            outcome = kept.get(key)
        except TypeError:  # a list or the like was read, which cannot be a key
            return self._made(job, names)
        if outcome is not None:
            self._recalled += 1
            return outcome
        if len(kept) >= _REMEMBERED:
            kept.clear()
            if self._recalled * _WORTH < _REMEMBERED:
                self._kept = None
            self._recalled = 0
        outcome = kept[key] = replace(self._made(job, names), kept=True)
        return outcome

    def _made(self, job: engine.Job, names: Names) -> Outcome:
        frame = self._frame
        if frame.repeat is not None:
            return self._repeated(job, names)
        of_frame = engine.Job(job.studio, names, job.width, job.height, frame, job.depth)
        try:
            placed = job.studio.parts[frame.part].draw(of_frame, self._values(names))
        except Exception:  # noqa: BLE001 - whatever it is, the engine says it with its place
            placed = engine.draw(of_frame, self._at_zero(), names)
        return Outcome(() if frame.hidden else (placed,), placed, None if frame.hidden else placed.last)

    def _at_zero(self) -> Frame:
        """Return the frame, standing at 0 where its place is counted apart."""
        if self._slide is None:
            return self._frame
        return replace(self._frame, options={**self._frame.options, SLIDING: Given(Kind.LENGTH, 0.0, Place())})

    def _slid(self, outcome: Outcome, job: engine.Job, names: Names) -> Outcome:
        """Return an outcome moved to its frame's place."""
        try:
            dx = self._slide(names) if self._slide else None
        except ExpressionError:
            dx = engine.evaluate(self._frame.options[SLIDING], job.studio, names)
        if outcome.named is None or not dx:
            return outcome
        if any(isinstance(item, Text) and item.setting.style.vertical for item in outcome.named.items):
            placed = engine.draw(
                engine.Job(job.studio, names, job.width, job.height, self._frame, job.depth), self._frame, names
            )
        else:
            placed = outcome.named.shifted(dx, 0)
            if isinstance(placed.value, list):
                placed = replace(placed, value=[end + dx for end in placed.value])
        return Outcome((placed,) if outcome.placed else (), placed, outcome.last)

    def _repeated(self, job: engine.Job, names: Names) -> Outcome:
        frame, last = self._frame, None
        gathered = []
        scope = dict(names)
        for each in engine.scopes(job, frame, scope):
            placed = engine.draw(engine.Job(job.studio, each, job.width, job.height, frame, job.depth), frame, each)
            gathered.append(placed)
            if not frame.hidden and placed.last is not None:
                scope["last"] = last = placed.last
        return Outcome(() if frame.hidden else tuple(gathered), together(gathered), last)


class Condition:
    """Whether a frame stands, remembered by what that hangs on."""

    def __init__(self, given: Given, value: Value, reads: Iterable[Path]) -> None:
        self._given = given
        self._value = value
        self._fetch = fetcher(reads)
        self._kept: dict[Hashable, bool] = {}

    def __call__(self, job: engine.Job, names: Names) -> bool:
        """Return whether the frame stands among the names in scope."""
        try:
            key = self._fetch(names)
            found = self._kept.get(key)
        except (LookupError, AttributeError, TypeError):
            return self._asked(job, names)
        if found is None:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            found = self._kept[key] = self._asked(job, names)
        return found

    def _asked(self, job: engine.Job, names: Names) -> bool:
        try:
            return bool(self._value(names))
        except ExpressionError:
            return bool(engine.evaluate(self._given, job.studio, names))


class Values:
    """A frame's options: what is the same for all worked out once, the rest by functions of the names in scope."""

    def __init__(self, fixed: Mapping[str, Any], once: Mapping[str, Value], each: Mapping[str, Value]) -> None:
        self._fixed = dict(fixed)
        self._once = dict(once)
        self._each = list(each.items())

    def __call__(self, names: Names) -> Names:
        """Return the options' values, the part's defaults for those that are None."""
        if self._once:
            found = {name: value(names) for name, value in self._once.items()}
            self._fixed.update((name, value) for name, value in found.items() if value is not None)
            self._once = {}
        values = dict(self._fixed)
        for name, value in self._each:
            found_now = value(names)
            if found_now is not None:
                values[name] = found_now
        return values


class Plan:
    """How a list of frames is laid in a series."""

    def __init__(
        self, frames: Sequence[Frame | Let], steps: Sequence[LetStep | FrameStep], order: Sequence[tuple[int, bool]]
    ) -> None:
        self.frames = frames
        """Kept, as plans are found by their frames' identity."""
        self._steps = steps
        self._order = order
        """The steps in painting order, each with whether it may be drawn as a stamp."""
        self._stamps: dict[tuple[int, ...], tuple[list[Outcome], tuple[Item, ...]]] = {}

    def lay(self, job: engine.Job) -> Placed:
        """Lay the frames as `engine.lay_frames` does; a whole sheet tells of its items, what is over, and findings."""
        names = dict(job.names)
        names.setdefault("last", None)
        outcomes = [step(job, names) for step in self._steps]
        items = self._items(job, outcomes)
        parts = [placed for outcome in outcomes for placed in outcome.placed]
        if job.depth:
            return replace(together(parts), items=items)
        return Placed(
            items,
            over=tuple([over for part in parts if part.over for over in part.over]),
            findings=tuple([found for part in parts if part.findings for found in part.findings]),
            rest=next((part.rest for part in parts if part.rest is not None), None),
        )

    def _items(self, job: engine.Job, outcomes: Sequence[Outcome]) -> tuple[Item, ...]:
        items: list[Item] = []
        shared: list[Outcome] = []
        for at, may in self._order:
            outcome = outcomes[at]
            if not outcome.placed:
                continue
            if may and outcome.kept:
                shared.append(outcome)
                continue
            if shared:
                items += self._stamped(job, shared)
                shared = []
            for placed in outcome.placed:
                items += placed.items
        return (*items, *self._stamped(job, shared))

    def _stamped(self, job: engine.Job, shared: list[Outcome]) -> tuple[Item, ...]:
        key = tuple(map(id, shared))
        found = self._stamps.get(key)
        if found is None:
            if len(self._stamps) >= _REMEMBERED:
                self._stamps.clear()
            found = self._stamps[key] = (shared, _stamp(job, shared))  # the outcomes are kept, so that ids stay theirs
        return found[1]


def _stamp(job: engine.Job, shared: Iterable[Outcome]) -> tuple[Item, ...]:
    """Return items as one stamp, or as they are where a stamp is not worth its name or cannot hold them."""
    items = tuple(item for outcome in shared for placed in outcome.placed for item in placed.items)
    few = len(items) < 2 and all(isinstance(item, Shape) for item in items)
    if few or any(isinstance(item, Link) for item in walk(items)):
        return items
    content = Painter(height=0, fonts=EmbeddedFonts(), inks=lambda *ink: repr(ink).encode()).paint(items)
    return (Stamp(f"Stamp-{hashlib.sha256(content).hexdigest()[:12]}", items, job.width, job.height),)
