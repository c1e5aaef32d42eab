"""The templates' expressions: Jinja2's sandbox, single expressions only, never statements.

They stand apart because they are the one place where a template's words are interpreted: an
expression reads values and works with numbers; it cannot call anything that is not listed here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

_HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_MOST_ITEMS = 1000
_LONGEST = 4000
"""Characters of one expression; a template needs a tenth of it."""
_KEPT_FILTERS = (
    "default",
    "first",
    "last",
    "length",
    "join",
    "upper",
    "lower",
    "round",
    "sum",
    "sort",
    "unique",
    "map",
    "select",
    "reject",
    "selectattr",
    "rejectattr",
    "batch",
    "reverse",
    "list",
    "max",
    "min",
    "abs",
    "int",
)


class ExpressionError(Exception):
    """An expression cannot be read or has no value; the message says why, in a few words."""


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


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox with only the functions above, and no way to make huge values."""

    intercepted_binops = frozenset({"*", "**", "+"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Let numbers be multiplied, and nothing grow large."""
        if operator == "**":
            raise SecurityError("'**' is not part of the template language")
        if operator == "*" and not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError("'*' works with numbers only")
        value = super().call_binop(context, operator, left, right)
        if isinstance(value, str | list | tuple) and len(value) > 10 * _LONGEST:
            raise SecurityError("the value grows too large")
        return value

    def is_safe_callable(self, obj: Any) -> bool:
        """Let the listed functions be called, and nothing else."""
        return obj in _FUNCTIONS.values()


@dataclass(frozen=True, slots=True)
class Expression:
    """One compiled expression: called with the names in scope it gives their value."""

    source: str
    run: Callable[..., Any]

    def __call__(self, names: Mapping[str, Any]) -> Any:
        """Return the value among ``names``. Raises `ExpressionError` when there is none."""
        try:
            value = self.run(names)
            if isinstance(value, Undefined):
                value._fail_with_undefined_error()
            return value
        except ExpressionError:
            raise
        except UndefinedError as fault:
            raise ExpressionError(f"{fault.message} in {self.source!r}") from None
        except (TemplateError, ArithmeticError, TypeError, ValueError, AttributeError, LookupError) as fault:
            raise ExpressionError(f"{fault} in {self.source!r}") from None


class Language:
    """The expression language with a product's filters; compiled expressions are kept for the run."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        sandbox = _Sandbox(undefined=StrictUndefined, autoescape=False, cache_size=0)
        sandbox.filters = {name: sandbox.filters[name] for name in _KEPT_FILTERS} | dict(filters)
        sandbox.globals = dict(_FUNCTIONS)
        self._sandbox = sandbox
        self.expression = lru_cache(maxsize=None)(self._compile)
        self.pieces = lru_cache(maxsize=None)(self._split)

    def _compile(self, source: str) -> Expression:
        """Compile one expression. Raises `ExpressionError` when it is none."""
        if len(source) > _LONGEST:
            raise ExpressionError(f"an expression of {len(source)} characters; {_LONGEST} are the most")
        try:
            compiled = self._sandbox.compile_expression(source, undefined_to_none=False)
        except (TemplateError, RecursionError) as fault:
            raise ExpressionError(f"{fault} in {source!r}") from None
        return Expression(source, compiled)

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

    def fill(self, text: str, names: Mapping[str, Any]) -> str:
        """Return a literal with its expressions' values in place; a value of None leaves nothing."""
        if "{{" not in text:
            return text
        values = (piece if isinstance(piece, str) else piece(names) for piece in self.pieces(text))
        return "".join("" if value is None else str(value) for value in values)
