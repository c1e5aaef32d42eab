"""The templates' expressions: Jinja2's grammar, evaluated in a closed world.

They stand apart because they are the one place where a template's words are interpreted. The grammar is
one that designers know (`grammar`); what is read is turned into closures here, never into Python source.
An expression can read values and their attributes, calculate, and call the functions and filters that
are listed; there is no other call, so nothing to guard against, and nothing is compiled.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ofprint.base.records import dataclass
from ofprint.layout.template.grammar import GrammarError, read_expression

_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_MOST_ITEMS = 1000
_LONGEST = 4000
"""Characters of one expression; a template needs a tenth of it."""
_LARGEST = 40_000
"""Characters or items that a value may grow to."""

Names = Mapping[str, Any]
Run = Callable[[Names], Any]


class ExpressionError(Exception):
    """An expression cannot be read or has no value; the message says why, in a few words."""


class UnknownNameError(ExpressionError):
    """A name or attribute that is not there."""


def _bounded_range(*limits: float) -> list[int]:
    numbers = range(*(int(limit) for limit in limits))
    if len(numbers) > _MOST_ITEMS:
        raise ExpressionError(f"range() of {len(numbers)} items; {_MOST_ITEMS} are the most")
    return list(numbers)


def _clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def _zipped(*lists: Iterable[Any]) -> list[list[Any]]:
    return [list(row) for row in zip(*lists, strict=False)]


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "min": min, "max": max, "clamp": _clamp, "abs": abs, "round": round, "ceil": math.ceil, "floor": math.floor,
    "sqrt": math.sqrt, "len": len, "range": _bounded_range, "zip": _zipped,
}  # fmt: skip


def _bounded(value: Any) -> Any:
    if isinstance(value, str | list | tuple) and len(value) > _LARGEST:
        raise ExpressionError("the value grows too large")
    return value


def _of_numbers(work: Callable[[Any, Any], Any], sign: str) -> Callable[[Any, Any], Any]:
    def checked(left: Any, right: Any) -> Any:
        if not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise ExpressionError(f"“{sign}” works with numbers only")
        return work(left, right)

    return checked


_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: _bounded(left + right),
    "-": operator.sub,
    "*": _of_numbers(operator.mul, "*"),
    "%": _of_numbers(operator.mod, "%"),
    "/": operator.truediv,
    "//": operator.floordiv,
}
_UNARY: dict[str, Callable[[Any], Any]] = {"not": operator.not_, "-": operator.neg, "+": operator.pos}
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "in": lambda left, right: left in right, "not in": lambda left, right: left not in right,
}  # fmt: skip
_TESTS: dict[str, Callable[[Any], Any]] = {
    "none": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "odd": lambda value: value % 2 == 1,
    "even": lambda value: value % 2 == 0,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression made ready: called with the names in scope it gives their value."""

    source: str
    run: Run

    def __call__(self, names: Names) -> Any:
        """Return the value among ``names``. Raises `ExpressionError` when there is none."""
        try:
            return self.run(names)
        except ExpressionError as fault:
            raise type(fault)(f"{fault} in {self.source!r}") from None
        except (ArithmeticError, TypeError, ValueError, AttributeError, LookupError) as fault:
            raise ExpressionError(f"{fault} in {self.source!r}") from None


class Language:
    """The expression language with a product's filters; expressions once read are kept."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        self._filters = dict(filters)
        self.expression = lru_cache(maxsize=None)(self._read)
        self.pieces = lru_cache(maxsize=None)(self._split)

    def _read(self, source: str) -> Expression:
        """Read one expression. Raises `ExpressionError` when it is none."""
        if len(source) > _LONGEST:
            raise ExpressionError(f"an expression of {len(source)} characters; {_LONGEST} are the most")
        try:
            return Expression(source, read_expression(source, _Closures(self._filters)))
        except (ExpressionError, GrammarError, RecursionError) as fault:
            raise ExpressionError(f"{fault} in {source!r}") from None

    def _split(self, text: str) -> tuple[str | Expression, ...]:
        """Split a literal into its plain pieces and the expressions between ``{{`` and ``}}``."""
        return tuple(self._pieces_of(text))

    def _pieces_of(self, text: str) -> Iterator[str | Expression]:
        end = 0
        for hole in _HOLE.finditer(text):
            if hole.start() > end:
                yield text[end : hole.start()]
            yield self.expression(hole[1].strip())
            end = hole.end()
        if end < len(text):
            yield text[end:]

    def fill(self, text: str, names: Names) -> str:
        """Return a literal with its expressions' values in place; a value of None leaves nothing."""
        if "{{" not in text:
            return text
        values = (piece if isinstance(piece, str) else piece(names) for piece in self.pieces(text))
        return "".join("" if value is None else str(value) for value in values)


class _Closures:
    """Makes closures over the names in scope of what the grammar reads."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        self._filters = filters
        self._names: dict[Run, str] = {}
        """The closures that are nothing but a name, which alone can be called."""

    def constant(self, value: Any) -> Run:
        return lambda _names: value

    def name(self, name: str) -> Run:
        def run(names: Names) -> Any:
            if name not in names:
                raise UnknownNameError(f"there is no {name!r}")
            return names[name]

        self._names[run] = name
        return run

    def attribute(self, inner: Run, name: str) -> Run:
        if name.startswith("_"):
            raise ExpressionError(f"no attribute {name!r}")

        def run(names: Names) -> Any:
            value = inner(names)
            if isinstance(value, Mapping):
                if name in value:
                    return value[name]
                raise UnknownNameError(f"there is no {name!r}")
            found = getattr(value, name, _missing)
            if found is _missing or callable(found):
                raise UnknownNameError(f"there is no {name!r} in {type(value).__name__}")
            return found

        return run

    def item(self, inner: Run, index: Run) -> Run:
        return lambda names: inner(names)[index(names)]

    def part(self, inner: Run, ends: Sequence[Run | None]) -> Run:
        start, stop, step = (*ends, None, None)[:3]
        return lambda names: inner(names)[slice(*(end(names) if end else None for end in (start, stop, step)))]

    def call(self, inner: Run, arguments: Sequence[Run], named: Mapping[str, Run]) -> Run:
        function = _FUNCTIONS.get(self._names.get(inner, ""))
        if function is None:
            raise ExpressionError(f"only {', '.join(_FUNCTIONS)} can be called")
        if not named:
            return lambda names: function(*(one(names) for one in arguments))
        return lambda names: function(
            *(one(names) for one in arguments), **{key: one(names) for key, one in named.items()}
        )

    def filter(self, inner: Run, name: str, arguments: Sequence[Run], named: Mapping[str, Run]) -> Run:
        if name == "default":
            return _default(inner, arguments)
        if name not in self._filters:
            raise ExpressionError(f"no filter {name!r}; there are {', '.join(sorted(self._filters))}")
        function = self._filters[name]
        return lambda names: _bounded(
            function(inner(names), *(one(names) for one in arguments), **{k: one(names) for k, one in named.items()})
        )

    def test(self, inner: Run, name: str) -> Run:
        if name == "defined":
            return _default(lambda names: (inner(names), True)[1], [lambda _names: False])
        if name not in _TESTS:
            raise ExpressionError(f"no test {name!r}; there are defined, {', '.join(_TESTS)}")
        test = _TESTS[name]
        return lambda names: test(inner(names))

    def unary(self, sign: str, inner: Run) -> Run:
        work = _UNARY[sign]
        return lambda names: work(inner(names))

    def binary(self, sign: str, left: Run, right: Run) -> Run:
        if sign == "and":
            return lambda names: left(names) and right(names)
        if sign == "or":
            return lambda names: left(names) or right(names)
        if sign not in _BINARY:
            raise ExpressionError(f"“{sign}” is not part of the template language")
        work = _BINARY[sign]
        return lambda names: work(left(names), right(names))

    def compare(self, first: Run, others: Sequence[tuple[str, Run]]) -> Run:
        rest = [(_COMPARED[sign], other) for sign, other in others]

        def run(names: Names) -> Any:
            left = first(names)
            for work, other in rest:
                right = other(names)
                if not work(left, right):
                    return False
                left = right
            return True

        return run

    def choice(self, test: Run, yes: Run, no: Run | None) -> Run:
        return lambda names: yes(names) if test(names) else no(names) if no else None

    def joined(self, parts: Sequence[Run]) -> Run:
        return lambda names: _bounded("".join(str(part(names)) for part in parts))

    def listed(self, items: Sequence[Run]) -> Run:
        return lambda names: [item(names) for item in items]

    def mapped(self, pairs: Sequence[tuple[Run, Run]]) -> Run:
        return lambda names: {key(names): value(names) for key, value in pairs}


def _missing() -> None:
    """Stand for an attribute that is not there."""


def _default(inner: Run, arguments: Sequence[Run]) -> Run:
    def run(names: Names) -> Any:
        try:
            return inner(names)
        except UnknownNameError:
            return arguments[0](names) if arguments else ""

    return run
