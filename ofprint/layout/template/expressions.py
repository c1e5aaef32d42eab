"""The templates' expressions: Jinja2's grammar, evaluated in a closed world.

They stand apart because they are the one place where a template's words are interpreted. Jinja2's own
parser reads an expression, so that designers write what they know; what it reads is turned into
closures here instead of Python source. An expression can read values and their attributes, calculate,
and call the functions and filters that are listed; there is no other call, so nothing to guard against,
and nothing is compiled: a template of two hundred expressions is ready five times sooner.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.exceptions import TemplateError
from jinja2.parser import Parser

from ofprint.base.records import dataclass

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


_BINARY: dict[type[nodes.Node], Callable[[Any, Any], Any]] = {
    nodes.Add: lambda left, right: _bounded(left + right),
    nodes.Sub: operator.sub,
    nodes.Mul: _of_numbers(operator.mul, "*"),
    nodes.Mod: _of_numbers(operator.mod, "%"),
    nodes.Div: operator.truediv,
    nodes.FloorDiv: operator.floordiv,
}
_UNARY: dict[type[nodes.Node], Callable[[Any], Any]] = {
    nodes.Not: operator.not_, nodes.Neg: operator.neg, nodes.Pos: operator.pos,
}  # fmt: skip
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le, "gt": operator.gt,
    "gteq": operator.ge, "in": lambda left, right: left in right, "notin": lambda left, right: left not in right,
}  # fmt: skip
_TESTS: dict[str, Callable[[Any], Any]] = {
    "none": lambda value: value is None,
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "odd": lambda value: value % 2 == 1,
    "even": lambda value: value % 2 == 0,
}


@cache
def _grammar() -> Environment:
    return Environment(autoescape=False)


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
            parser = Parser(_grammar(), source, state="variable")
            node = parser.parse_expression()
            if not parser.stream.eos:
                raise ExpressionError(f"something follows the expression in {source!r}")
            return Expression(source, self._closed(node))
        except (TemplateError, RecursionError) as fault:
            raise ExpressionError(f"{fault} in {source!r}") from None

    def _closed(self, node: nodes.Node) -> Run:
        """Turn a node of Jinja2's grammar into a closure over the names in scope."""
        for kind, make in _MAKERS.items():
            if isinstance(node, kind):
                return make(self, node)
        raise ExpressionError(f"“{type(node).__name__}” is not part of the template language")

    def _named_filter(self, name: str) -> Callable[..., Any]:
        if name not in self._filters:
            raise ExpressionError(f"no filter {name!r}; there are {', '.join(sorted(self._filters))}")
        return self._filters[name]

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


def _constant(_language: Language, node: nodes.Const) -> Run:
    value = node.value
    return lambda _names: value


def _name(_language: Language, node: nodes.Name) -> Run:
    name = node.name

    def run(names: Names) -> Any:
        if name not in names:
            raise UnknownNameError(f"there is no {name!r}")
        return names[name]

    return run


def _attribute(language: Language, node: nodes.Getattr) -> Run:
    inner, name = language._closed(node.node), node.attr
    if name.startswith("_"):
        raise ExpressionError(f"no attribute {name!r}")

    def run(names: Names) -> Any:
        value = inner(names)
        if isinstance(value, Mapping):
            if name in value:
                return value[name]
            raise UnknownNameError(f"there is no {name!r}")
        found = getattr(value, name, _run_missing)
        if found is _run_missing or callable(found):
            raise UnknownNameError(f"there is no {name!r} in {type(value).__name__}")
        return found

    return run


def _run_missing() -> None:
    """Stand for an attribute that is not there."""


def _item(language: Language, node: nodes.Getitem) -> Run:
    inner = language._closed(node.node)
    if isinstance(node.arg, nodes.Slice):
        ends = [language._closed(end) if end else None for end in (node.arg.start, node.arg.stop, node.arg.step)]
        return lambda names: inner(names)[slice(*(end(names) if end else None for end in ends))]
    index = language._closed(node.arg)
    return lambda names: inner(names)[index(names)]


def _call(language: Language, node: nodes.Call) -> Run:
    if not isinstance(node.node, nodes.Name) or node.node.name not in _FUNCTIONS or node.dyn_args or node.dyn_kwargs:
        raise ExpressionError(f"only {', '.join(_FUNCTIONS)} can be called")
    function = _FUNCTIONS[node.node.name]
    arguments, named = _arguments(language, node)
    return lambda names: function(*(one(names) for one in arguments), **{key: one(names) for key, one in named})


def _arguments(language: Language, node: nodes.Call | nodes.Filter) -> tuple[list[Run], list[tuple[str, Run]]]:
    arguments = [language._closed(argument) for argument in node.args]
    named = [keyword for keyword in node.kwargs if isinstance(keyword, nodes.Keyword)]
    return arguments, [(keyword.key, language._closed(keyword.value)) for keyword in named]


def _filter(language: Language, node: nodes.Filter) -> Run:
    if node.node is None or node.dyn_args or node.dyn_kwargs:
        raise ExpressionError("a filter needs a value")
    inner = language._closed(node.node)
    arguments, named = _arguments(language, node)
    if node.name == "default":
        return _default(inner, arguments)
    function = language._named_filter(node.name)
    return lambda names: _bounded(
        function(inner(names), *(one(names) for one in arguments), **{key: one(names) for key, one in named})
    )


def _default(inner: Run, arguments: list[Run]) -> Run:
    def run(names: Names) -> Any:
        try:
            return inner(names)
        except UnknownNameError:
            return arguments[0](names) if arguments else ""

    return run


def _test(language: Language, node: nodes.Test) -> Run:
    inner = language._closed(node.node)
    if node.name == "defined":
        return _default(lambda names: (inner(names), True)[1], [lambda _names: False])
    if node.name not in _TESTS:
        raise ExpressionError(f"no test {node.name!r}; there are defined, {', '.join(_TESTS)}")
    test = _TESTS[node.name]
    return lambda names: test(inner(names))


def _binary(language: Language, node: nodes.BinExpr) -> Run:
    if type(node) not in _BINARY:
        raise ExpressionError(f"“{node.operator}” is not part of the template language")
    work = _BINARY[type(node)]
    left, right = language._closed(node.left), language._closed(node.right)
    return lambda names: work(left(names), right(names))


def _and(language: Language, node: nodes.And) -> Run:
    left, right = language._closed(node.left), language._closed(node.right)
    return lambda names: left(names) and right(names)


def _or(language: Language, node: nodes.Or) -> Run:
    left, right = language._closed(node.left), language._closed(node.right)
    return lambda names: left(names) or right(names)


def _unary(language: Language, node: nodes.UnaryExpr) -> Run:
    inner = language._closed(node.node)
    work = _UNARY[type(node)]
    return lambda names: work(inner(names))


def _compare(language: Language, node: nodes.Compare) -> Run:
    first = language._closed(node.expr)
    rest = [(_COMPARED[operand.op], language._closed(operand.expr)) for operand in node.ops]

    def run(names: Names) -> Any:
        left = first(names)
        for work, other in rest:
            right = other(names)
            if not work(left, right):
                return False
            left = right
        return True

    return run


def _choice(language: Language, node: nodes.CondExpr) -> Run:
    test, yes = language._closed(node.test), language._closed(node.expr1)
    no: Run = language._closed(node.expr2) if node.expr2 else (lambda _names: None)
    return lambda names: yes(names) if test(names) else no(names)


def _joined(language: Language, node: nodes.Concat) -> Run:
    parts = [language._closed(part) for part in node.nodes]
    return lambda names: _bounded("".join(str(part(names)) for part in parts))


def _listed(language: Language, node: nodes.List | nodes.Tuple) -> Run:
    items = [language._closed(item) for item in node.items]
    return lambda names: [item(names) for item in items]


def _mapped(language: Language, node: nodes.Dict) -> Run:
    pairs = [(language._closed(pair.key), language._closed(pair.value)) for pair in node.items]
    return lambda names: {key(names): value(names) for key, value in pairs}


_MAKERS: dict[type[nodes.Node], Callable[[Language, Any], Run]] = {
    nodes.Const: _constant,
    nodes.Name: _name,
    nodes.Getattr: _attribute,
    nodes.Getitem: _item,
    nodes.Call: _call,
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.And: _and,
    nodes.Or: _or,
    nodes.BinExpr: _binary,
    nodes.UnaryExpr: _unary,
    nodes.Compare: _compare,
    nodes.CondExpr: _choice,
    nodes.Concat: _joined,
    nodes.List: _listed,
    nodes.Tuple: _listed,
    nodes.Dict: _mapped,
}
"""And and Or come before the binary expressions that they are kinds of."""
