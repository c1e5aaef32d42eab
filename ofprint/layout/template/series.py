"""A sheet laid again and again: what only a few of a series need differently is laid once and drawn as a stamp.

It stands apart because only badges are so many. It lays frames as the engine does, and remembers what came of
each by what it had read (`planning`), and of all that few values decide at once (`skeleton`); anything out of the
ordinary is left to the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from ofprint.base.findings import Place
from ofprint.base.records import dataclass, replace
from ofprint.layout.page import Item, Text
from ofprint.layout.template import engine
from ofprint.layout.template.bounds import ExpressionError
from ofprint.layout.template.dependence import Path, fetched, fetcher
from ofprint.layout.template.model import Frame, Given, Kind
from ofprint.layout.template.placed import Placed, together

Names = dict[str, Any]
Value = Callable[[Mapping[str, Any]], Any]
REMEMBERED = 1000
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

    @property
    def items(self) -> tuple[Item, ...]:
        """What is placed, in painting order."""
        return tuple([item for placed in self.placed for item in placed.items])


NOTHING = Outcome()


class Remembered:
    """A value, or its truth, that is remembered by what it hangs on; worked out each time where that makes no key."""

    def __init__(self, given: Given, value: Value, reads: Iterable[Path] | None, *, truth: bool = False) -> None:
        self._given = given
        self._value = value
        self._truth = truth
        self._fetch = None if reads is None else fetcher(reads)
        self._kept: dict[Hashable, Any] = {}

    def __call__(self, job: engine.Job, names: Names) -> Any:
        """Return the value among the names in scope. Raises `TemplateError` where there is none."""
        if self._fetch is None:
            return self._asked(job, names)
        try:
            key = self._fetch(names)
            if key in self._kept:
                return self._kept[key]
        except (LookupError, AttributeError, TypeError):
            return self._asked(job, names)
        if len(self._kept) >= REMEMBERED:
            self._kept.clear()
        found = self._kept[key] = self._asked(job, names)
        return found

    def _asked(self, job: engine.Job, names: Names) -> Any:
        try:
            value = self._value(names)
        except ExpressionError:
            value = engine.evaluate(self._given, job.studio, names)  # says what is wrong, and where
        return bool(value) if self._truth else value


class LetStep:
    """Gives a name to a value."""

    def __init__(self, name: str, value: Remembered) -> None:
        self._name = name
        self._value = value

    def __call__(self, job: engine.Job, names: Names) -> Outcome:
        """Give the name."""
        names[self._name] = self._value(job, names)
        return NOTHING


class FrameStep:
    """Lays one frame, or recalls what came of it when it read the same before."""

    def __init__(
        self, frame: Frame, when: Remembered | None, values: Values, reads: Iterable[Path] | None, slide: Value | None
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

    def stands(self, job: engine.Job, names: Names) -> bool:
        """Whether the frame stands among the names in scope."""
        return self._when is None or bool(self._when(job, names))

    def absent(self, names: Names) -> Outcome:
        """Tell the names in scope that the frame does not stand."""
        if self._frame.name:
            names[self._frame.name] = None
        return NOTHING

    def __call__(self, job: engine.Job, names: Names) -> Outcome:
        """Return what comes of the frame among the names in scope, and tell them of it."""
        return self.laid(job, names) if self.stands(job, names) else self.absent(names)

    def laid(self, job: engine.Job, names: Names) -> Outcome:
        """Return what comes of the frame where it stands."""
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
        if len(kept) >= REMEMBERED:
            kept.clear()
            if self._recalled * _WORTH < REMEMBERED:
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
