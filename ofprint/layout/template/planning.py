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
from ofprint.layout.template.dependence import (
    Level,
    Path,
    Reading,
    Scope,
    fetcher,
    paths,
)
from ofprint.layout.template.expressions import Expression
from ofprint.layout.template.model import Frame, Given, Kind, Let, Sheet
from ofprint.layout.template.placed import Placed
from ofprint.layout.template.series import SLIDING, FrameStep, LetStep, Remembered, Value, Values
from ofprint.layout.template.settling import Atom, Settling
from ofprint.layout.template.skeleton import Plan, Planned
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
        self._subject = subject
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
        planner = _Planner(self._plans, studio, self._same.keys() - bound, set(_named(frames)), self._subject)
        scope = Scope(dict.fromkeys((*planner.same, *_GROUND), Level.SAME), self._attributes)
        for values in [sheet.values if sheet else {}, *changed]:
            planner.know(values, scope)
        return planner.plan(frames, scope)


class _Planner:
    """Makes plans out of frames, a step for each."""

    def __init__(self, plans: dict[int, Plan], studio: Studio, same: set[str], named: set[str], subject: str) -> None:
        self.same = same
        self._subject = subject
        self._plans = plans
        self._studio = studio
        self._named = named
        """The names of frames: what stands for them is no key."""
        self._reading = Reading(studio.expressions, studio.language, studio.second)

    def know(self, values: Mapping[str, Given], scope: Scope) -> None:
        """Add the levels of named values to a scope; one that is given twice, by a step, differs at least by that."""
        for name, given in values.items():
            level = self._level_of(given, scope)
            before = scope.known.get(name)
            scope.known[name] = level if before is None else max(level, before, Level.FEW)

    def plan(self, frames: Sequence[Frame | Let], scope: Scope, *, stamps: bool = True, opaque: bool = False) -> Plan:
        """Return the plan of frames; ``opaque`` where names may be bound that cannot be read from the template."""
        looks_back = any(path.root == "last" for frame in frames for path in self._reading.of(frame))
        settling = Settling(
            scope, self.same, self._subject, set(_given(frames)), self._named, waits=opaque or looks_back
        )
        steps: list[Planned] = []
        for frame in frames:
            if isinstance(frame, Let):
                steps += [self._let(name, given, scope, settling) for name, given in frame.values.items()]
                continue
            level = self._level(frame, scope)
            early, early_condition = self._is_early(frame, scope, settling)
            step = self._frame(frame, scope, level, stamps=stamps, opaque=opaque)
            may_stamp = stamps and (early or level is not Level.OWN)
            steps.append(Planned(step, frame.layer, may_stamp, early, early_condition))
            if frame.name:
                scope.known[frame.name] = level
        plan = self._plans[id(frames)] = Plan(frames, steps, self._key(settling.atoms.values()))
        return plan

    def _let(self, name: str, given: Given, scope: Scope, settling: Settling) -> Planned:
        reads = list(self._reading.of_given(given))
        atoms = settling.atoms_of((node, False) for node in self._reading.nodes(given))
        early = settling.settle(name, atoms, (path.root for path in reads))
        scope.known[name] = self._level_of(given, scope)
        varied = {path for path in reads if path.root not in self.same}
        keyed = not any(map(self._is_placed, varied))
        value = Remembered(given, self._value(given), varied if keyed else None)
        return Planned(LetStep(name, value), early=early)

    def _is_early(self, frame: Frame, scope: Scope, settling: Settling) -> tuple[bool, bool]:
        """Return whether a frame, and whether its condition, hangs on few values."""
        asked = [(node, True) for node in self._reading.nodes(frame.when)] if frame.when else []
        condition = settling.atoms_of(asked)
        settling.atoms.update(condition or {})
        given = [one for one in (frame.repeat, *frame.options.values()) if one is not None]
        nodes = [(node, False) for one in given for node in self._reading.nodes(one)]
        hidden = condition is None or self._given_names(frame, scope)[1]
        body = None if hidden else settling.atoms_of(nodes, own=set(self._own(frame)))
        early = settling.settle(frame.name, body, (path.root for path in self._reading.of_frame(frame)))
        return early, condition is not None

    def _key(self, atoms: Iterable[Atom]) -> Value:
        """Return a function that gives the values of atoms, and of the ground, as a key."""
        listed = list(atoms)
        fetch = fetcher([*(atom for atom in listed if isinstance(atom, Path)), Path("width"), Path("height")])
        runs = [_or_fault(self._studio.expressions.closed(atom)) for atom in listed if not isinstance(atom, Path)]
        if not runs:
            return fetch
        return lambda names: (fetch(names), *[run(names) for run in runs])

    def _is_placed(self, path: Path) -> bool:
        """Whether a path gives what was placed, which is no key."""
        return path.root in self._named and path.attribute is None and not path.truth

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

    def _condition(self, given: Given) -> Remembered:
        reads = {path for each in self._reading.expressions(given) for path in paths(each.node, truth=True)}
        return Remembered(given, self._value(given), (path for path in reads if path.root not in self.same), truth=True)

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
        if any(map(self._is_placed, reads)):
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
        pairs = self._pairs(frame)
        return {name: scope.of(value) for name, value in pairs or ()}, pairs is None

    def _pairs(self, frame: Frame) -> list[tuple[str, ast.expr]] | None:
        """Return the names that a frame gives to nested ones by ``with``; None where these are not written out."""
        given = frame.options.get("with")
        if given is None:
            return []
        node = self._studio.expressions.expression(given.value).node if given.is_expression else None
        if not isinstance(node, ast.Dict) or not all(isinstance(key, ast.Constant) for key in node.keys):
            return None
        return [(str(getattr(key, "value", "")), value) for key, value in zip(node.keys, node.values, strict=True)]

    def _own(self, frame: Frame) -> Iterator[str]:
        """Yield the names that the template shows to be given within a frame; not those that its part gives."""
        if frame.repeat is not None:
            yield from (frame.each, "loop")
        yield from (name for name, _ in self._pairs(frame) or ())
        for given in frame.options.values():
            if given.kind is Kind.FRAMES:
                yield from _given(given.value)
                for nested in given.value:
                    if isinstance(nested, Frame):
                        yield from self._own(nested)

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


def _or_fault(run: Value) -> Value:
    """Return a function that gives a value, or its fault: what is never asked for may well have none."""

    def found(names: Mapping[str, Any]) -> Any:
        try:
            return run(names)
        except (ExpressionError, ArithmeticError, TypeError, ValueError, AttributeError, LookupError) as fault:
            return type(fault).__name__

    return found


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


def _given(frames: Iterable[Frame | Let]) -> Iterator[str]:
    """Yield the names that steps of a plan give: its own frames' and values', not those of nested ones."""
    for frame in frames:
        if isinstance(frame, Let):
            yield from frame.values
        elif frame.name:
            yield frame.name


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
