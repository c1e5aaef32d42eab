"""A plan followed for sheet after sheet: what hangs on few values is laid once for each combination, as a skeleton.

It stands apart from `series`, whose steps lay one frame each, because order, layers and stamps are decided here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import Any

from ofprint.base.records import dataclass, replace
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.page import Item, Link, Shape, Stamp, walk
from ofprint.layout.paint import Painter
from ofprint.layout.template import engine
from ofprint.layout.template.bounds import ExpressionError
from ofprint.layout.template.model import Frame, Let
from ofprint.layout.template.placed import Placed, together
from ofprint.layout.template.series import NOTHING, REMEMBERED, FrameStep, LetStep, Names, Outcome, Value

Step = LetStep | FrameStep


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What sheets of equal few values share: names, outcomes by step, and which steps are left to each sheet.

    ``sequence`` is the painting order: items that are ready, or the number of a step left.
    """

    names: Names
    outcomes: tuple[Outcome, ...]
    left: tuple[tuple[int, Callable[[engine.Job, Names], Outcome]], ...]
    sequence: tuple[tuple[Item, ...] | int, ...]
    over: tuple[Any, ...]
    findings: tuple[Any, ...]
    parts: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A step of a plan, where it is painted, and whether it and its condition hang on the plan's few values alone."""

    step: Step
    layer: int = 0
    stamps: bool = False
    early: bool = False
    early_condition: bool = False


class Plan:
    """How a list of frames is laid in a series.

    What hangs on few values (``key`` gives them) is laid once for each of their combinations, as a skeleton; the
    other steps are taken for each sheet.
    """

    def __init__(self, frames: Sequence[Frame | Let], steps: Sequence[Planned], key: Value) -> None:
        self.frames = frames
        """Kept, as plans are found by their frames' identity."""
        self._steps = steps
        self._key = key
        self._order = sorted(range(len(steps)), key=lambda at: steps[at].layer)
        self._skeletons: dict[Hashable, Skeleton] = {}
        self._worth = any(one.early for one in steps)
        self._stamps: dict[tuple[int, ...], tuple[Sequence[Outcome], tuple[Item, ...]]] = {}

    def lay(self, job: engine.Job) -> Placed:
        """Lay the frames as `engine.lay_frames` does; a whole sheet tells of its items, what is over, and findings."""
        skeleton = self._skeleton(job)
        names = {"last": None, **job.names, **skeleton.names}
        outcomes = list(skeleton.outcomes)
        for at, step in skeleton.left:
            outcomes[at] = step(job, names)
        items: list[Item] = []
        for entry in skeleton.sequence:
            if not isinstance(entry, int):
                items += entry
            elif self._steps[entry].stamps and outcomes[entry].kept and outcomes[entry].placed:
                items += self._stamped(job, (outcomes[entry],))
            else:
                items += outcomes[entry].items
        laid = [placed for at, _ in skeleton.left for placed in outcomes[at].placed]
        if job.depth:
            return replace(together([*skeleton.parts, *laid]), items=tuple(items))
        return Placed(
            tuple(items),
            over=(*skeleton.over, *[over for part in laid if part.over for over in part.over]),
            findings=(*skeleton.findings, *[found for part in laid if part.findings for found in part.findings]),
            rest=next((part.rest for part in (*skeleton.parts, *laid) if part.rest is not None), None),
        )

    def _skeleton(self, job: engine.Job) -> Skeleton:
        try:
            key = self._key(job.names) if self._worth else None
            found = self._skeletons.get(key)
        except (LookupError, AttributeError, TypeError, ExpressionError):
            return self._grown(job, early=False)
        if found is not None:
            return found
        if len(self._skeletons) >= REMEMBERED:
            self._skeletons.clear()
        found = self._skeletons[key] = self._grown(job, early=self._worth)
        return found

    def _grown(self, job: engine.Job, *, early: bool) -> Skeleton:
        """Take the steps that hang on few values."""
        names: Names = {"last": None, **job.names}
        outcomes = [NOTHING] * len(self._steps)
        left: list[tuple[int, Callable[[engine.Job, Names], Outcome]]] = []
        for at, one in enumerate(self._steps):
            if early and one.early:
                outcomes[at] = replace(one.step(job, names), kept=True)
            elif early and one.early_condition and isinstance(one.step, FrameStep):
                if one.step.stands(job, names):
                    left.append((at, one.step.laid))
                else:
                    one.step.absent(names)
            else:
                left.append((at, one.step))
        known = {name: value for name, value in names.items() if name not in job.names or value is not job.names[name]}
        known.pop("last", None)
        ready = set(range(len(self._steps))) - {at for at, _ in left}
        placed = tuple(part for at in sorted(ready) for part in outcomes[at].placed)
        return Skeleton(
            known, tuple(outcomes), tuple(left), self._sequence(job, outcomes, ready),
            tuple(over for part in placed for over in part.over),
            tuple(found for part in placed for found in part.findings), placed,
        )  # fmt: skip

    def _sequence(
        self, job: engine.Job, outcomes: Sequence[Outcome], ready: Collection[int]
    ) -> tuple[tuple[Item, ...] | int, ...]:
        """Return the painting order, neighbours that are ready joined."""
        sequence: list[tuple[Item, ...] | int] = []
        shared: list[Outcome] = []

        def settle() -> None:
            if shared:
                sequence.append(self._stamped(job, tuple(shared)))
                shared.clear()

        for at in self._order:
            one = self._steps[at]
            if at not in ready:
                if isinstance(one.step, FrameStep):
                    settle()
                    sequence.append(at)
            elif outcomes[at].placed and one.stamps:
                shared.append(outcomes[at])
            elif outcomes[at].placed:
                settle()
                sequence.append(outcomes[at].items)
        settle()
        return tuple(sequence)

    def _stamped(self, job: engine.Job, shared: Sequence[Outcome]) -> tuple[Item, ...]:
        key = tuple(map(id, shared))
        found = self._stamps.get(key)
        if found is None:
            if len(self._stamps) >= REMEMBERED:
                self._stamps.clear()
            found = self._stamps[key] = (shared, _stamp(job, shared))  # the outcomes are kept, so that ids stay theirs
        return found[1]


def _stamp(job: engine.Job, shared: Iterable[Outcome]) -> tuple[Item, ...]:
    """Return items as one stamp, or as they are where a stamp is not worth its name or cannot hold them."""
    items = tuple(item for outcome in shared for item in outcome.items)
    few = len(items) < 2 and all(isinstance(item, Shape) for item in items)
    if few or any(isinstance(item, Link) for item in walk(items)):
        return items
    content = Painter(height=0, fonts=EmbeddedFonts(), inks=lambda *ink: repr(ink).encode()).paint(items)
    return (Stamp(f"Stamp-{hashlib.sha256(content).hexdigest()[:12]}", items, job.width, job.height),)
