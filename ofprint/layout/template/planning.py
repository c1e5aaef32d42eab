"""Plans for sheets that are laid in series: what each frame reads, and how much of the variety it sees.

It stands apart from `series`, which follows plans, because here templates are read and nothing is laid.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ofprint.layout.template import engine
from ofprint.layout.template.bounds import ExpressionError
from ofprint.layout.template.dependence import Level, Path, Reading, Scope, paths
from ofprint.layout.template.expressions import Expression
from ofprint.layout.template.model import Frame, Given, Kind, Let, Sheet
from ofprint.layout.template.placed import Placed
from ofprint.layout.template.series import SLIDING, Condition, FrameStep, LetStep, Plan, Value, Values
from ofprint.layout.template.studio import Studio

_GROUND = ("width", "height", "scale")
_FIGURES = (Kind.LENGTH, Kind.SIZE, Kind.NUMBER)


class Series:
    """Lays frames for one sheet after another, each about a different ``subject``.

    ``same`` are the names that never change in the series; ``few`` the subject's attributes that take few values;
    ``sheets`` those that are laid.
    """

    def __init__(self, same: Mapping[str, Any], subject: str, few: Iterable[str], sheets: Iterable[Sheet]) -> None:
        self._same = same
        self._sheets = {id(sheet.frames): sheet for sheet in sheets}
        self._attributes = {(subject, attribute): Level.FEW for attribute in few}
        self._plans: dict[int, Plan] = {}

    def lay(self, job: engine.Job, frames: Sequence[Frame | Let]) -> Placed:
        """Lay frames as `engine.lay_frames` does."""
        plan = self._plans.get(id(frames)) or self._planned(job.studio, frames)
        return plan.lay(job)

    def _planned(self, studio: Studio, frames: Sequence[Frame | Let]) -> Plan:
        sheet = self._sheets.get(id(frames))
        changed = [step.values for step in sheet.when_over] if sheet else []
        bound = {*_bound(frames), *(sheet.values if sheet else ()), *(name for values in changed for name in values)}
        planner = _Planner(self._plans, studio, self._same.keys() - bound, set(_named(frames)))
        scope = Scope(dict.fromkeys((*planner.same, *_GROUND), Level.SAME), self._attributes)
        for values in [sheet.values if sheet else {}, *changed]:
            planner.know(values, scope)
        return planner.plan(frames, scope)


class _Planner:
    """Makes plans out of frames, a step for each."""

    def __init__(self, plans: dict[int, Plan], studio: Studio, same: set[str], named: set[str]) -> None:
        self.same = same
        self._plans = plans
        self._studio = studio
        self._named = named
        """The names of frames: what stands for them is no key."""
        self._reading = Reading(studio.expressions, studio.language)

    def know(self, values: Mapping[str, Given], scope: Scope) -> None:
        """Add the levels of named values to a scope; one that is given twice, by a step, differs at least by that."""
        for name, given in values.items():
            level = self._level_of(given, scope)
            before = scope.known.get(name)
            scope.known[name] = level if before is None else max(level, before, Level.FEW)

    def plan(self, frames: Sequence[Frame | Let], scope: Scope, *, stamps: bool = True, opaque: bool = False) -> Plan:
        """Return the plan of frames; ``opaque`` where names may be bound that cannot be read from the template."""
        steps: list[LetStep | FrameStep] = []
        marks: list[tuple[int, bool]] = []
        for frame in frames:
            if isinstance(frame, Let):
                steps.append(self._let(frame, scope))
                marks.append((0, False))
                continue
            level = self._level(frame, scope)
            steps.append(self._frame(frame, scope, level, stamps=stamps, opaque=opaque))
            marks.append((frame.layer, stamps and level is not Level.OWN))
            if frame.name:
                scope.known[frame.name] = level
        order = sorted(range(len(steps)), key=lambda at: marks[at][0])
        plan = self._plans[id(frames)] = Plan(frames, steps, [(at, marks[at][1]) for at in order])
        return plan

    def _let(self, let: Let, scope: Scope) -> LetStep:
        for name, given in let.values.items():
            scope.known[name] = self._level_of(given, scope)
        return LetStep(let, [(name, self._value(given)) for name, given in let.values.items()])

    def _frame(self, frame: Frame, scope: Scope, level: Level, *, stamps: bool, opaque: bool) -> FrameStep:
        nested = [given for given in frame.options.values() if given.kind is Kind.FRAMES]
        given_names, hidden = self._given_names(frame, scope)
        for given in nested:
            inner = scope.within(given_names)
            self.plan(given.value, inner, stamps=stamps and level is Level.OWN, opaque=opaque or hidden)
        when = None if frame.when is None else self._condition(frame.when)
        slides = self._slides(frame)
        reads = None if opaque or hidden or (nested and level is Level.OWN) else self._reads(frame, slides)
        slides = slides and reads is not None
        slide = self._value(frame.options[SLIDING]) if slides else None
        return FrameStep(frame, when, self._values(frame, slides, opaque=opaque), reads, slide)

    def _condition(self, given: Given) -> Condition:
        reads = {path for each in self._reading.expressions(given) for path in paths(each.node, truth=True)}
        return Condition(given, self._value(given), (path for path in reads if path.root not in self.same))

    def _slides(self, frame: Frame) -> bool:
        """Whether a frame may be laid at 0 and moved: what it shows does not hang on where it stands."""
        given = frame.options.get(SLIDING)
        fixed = given is None or not given.is_expression or {"right"} & frame.options.keys() or frame.repeat
        return self._studio.parts[frame.part].slides and not fixed

    def _reads(self, frame: Frame, slides: bool) -> set[Path] | None:
        """Return what a frame's outcome hangs on, its condition apart; None where that cannot be a key."""
        reads = {
            path
            for name, given in [("", frame.repeat), *frame.options.items()]
            if given is not None and not (slides and name == SLIDING)
            for path in self._reading.of_given(given)
            if path.root not in self.same
        }
        if any(path.root in self._named and path.attribute is None and not path.truth for path in reads):
            return None
        return reads | {Path("width"), Path("height")}

    def _level(self, frame: Frame, scope: Scope) -> Level:
        levels = [self._level_of(given, scope) for given in (frame.repeat, *frame.options.values()) if given]
        if frame.when is not None:
            levels += [scope.of(each.node, truth=True) for each in self._reading.expressions(frame.when)]
        return max(levels, default=Level.SAME)

    def _level_of(self, given: Given, scope: Scope) -> Level:
        if given.kind is Kind.FRAMES:
            own = set(_bound(given.value))
            read = (path for path in self._reading.of_given(given) if path.root not in own)
            return max((scope.of_path(path) for path in read), default=Level.SAME)
        return max((scope.of(each.node) for each in self._reading.expressions(given)), default=Level.SAME)

    def _given_names(self, frame: Frame, scope: Scope) -> tuple[dict[str, Level], bool]:
        """Return the levels of the names that a frame gives to nested ones; True where it may give others too."""
        given = frame.options.get("with")
        if given is None:
            return {}, False
        node = self._studio.expressions.expression(given.value).node if given.is_expression else None
        if not isinstance(node, ast.Dict) or not all(isinstance(key, ast.Constant) for key in node.keys):
            return {}, True
        pairs = zip(node.keys, node.values, strict=True)
        return {str(getattr(key, "value", "")): scope.of(value) for key, value in pairs}, False

    # -- values --------------------------------------------------------------------------------

    def _values(self, frame: Frame, slides: bool, *, opaque: bool) -> Values:
        options = self._studio.parts[frame.part].options
        fixed = {name: option.default for name, option in options.items()}
        if slides:
            fixed[SLIDING] = 0.0
        once: dict[str, Value] = {}
        each: dict[str, Value] = {}
        for name, given in frame.options.items():
            if slides and name == SLIDING:
                continue
            if given.kind in (Kind.EACH, Kind.FRAMES):
                fixed[name] = given if given.kind is Kind.EACH else given.value
                continue
            reads = {path.root for path in self._reading.of_given(given)}
            (once if reads <= self.same and not opaque else each)[name] = self._value(given)
        return Values(fixed, once, each)

    def _value(self, given: Given) -> Value:
        """Return a function that gives what `engine.evaluate` gives, its errors without their place."""
        if given.kind in (Kind.TEXT, Kind.NAME):
            return _filled(self._studio.expressions.pieces(self._reading.literal(given)))
        if not given.is_expression:
            value = given.value
            return lambda _names: value
        expression = self._studio.expressions.expression(given.value)
        return _figure(expression, given.kind) if given.kind in _FIGURES else expression


def _filled(pieces: Sequence[str | Expression]) -> Value:
    if len(pieces) == 1 and isinstance(pieces[0], Expression):
        only = pieces[0]
        return lambda names: "" if (value := only(names)) is None else str(value)
    if all(isinstance(piece, str) for piece in pieces):
        text = "".join(map(str, pieces))
        return lambda _names: text

    def filled(names: Mapping[str, Any]) -> str:
        values = [piece if isinstance(piece, str) else piece(names) for piece in pieces]
        return "".join(["" if value is None else str(value) for value in values])

    return filled


def _figure(expression: Expression, kind: Kind) -> Value:
    low, high = engine.LIMITS[kind]

    def figure(names: Mapping[str, Any]) -> Any:
        value = expression(names)
        if value is not None and not (engine.is_number(value) and low <= value <= high):
            raise ExpressionError("no such figure", "数ではありません")  # the engine says what is wrong, and where
        return value

    return figure


def _bound(frames: Iterable[Frame | Let]) -> Iterator[str]:
    """Yield the names that frames give to values, nested ones included."""
    for frame in frames:
        if isinstance(frame, Let):
            yield from frame.values
            continue
        yield from (frame.name, frame.each, "last", "loop", "number", "item")
        for name, given in frame.options.items():
            if given.kind is Kind.FRAMES:
                yield from _bound(given.value)
            elif name == "as":
                yield str(given.value)
            elif name == "with" and given.is_expression:
                yield from _keys(given.value)


def _keys(source: str) -> Iterator[str]:
    """Yield what looks like the keys of a mapping written out in an expression."""
    yield from re.findall(r"""['"](\w+)['"]\s*:""", source)


def _named(frames: Iterable[Frame | Let]) -> Iterator[str]:
    for frame in frames:
        if isinstance(frame, Frame):
            yield frame.name
            for given in frame.options.values():
                if given.kind is Kind.FRAMES:
                    yield from _named(given.value)
