"""The filters for lists that Jinja2's users expect, under the names they know.

They stand apart from the filters for dates and words because they know nothing of what they are given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import eq, ge, gt, le, lt, ne
from typing import Any


def _value_at(item: Any, name: str) -> Any:
    """Return an item's attribute or key by a name such as ``person.name``; None where there is none."""
    for part in name.split("."):
        if part.startswith("_"):
            return None
        found = item.get(part) if isinstance(item, dict) else getattr(item, part, None)
        if callable(found):
            return None
        item = found
    return item


def _mapped(items: Iterable[Any], attribute: str) -> list[Any]:
    return [_value_at(item, attribute) for item in items]


def _select(items: Iterable[Any]) -> list[Any]:
    return [item for item in items if item]


def _reject(items: Iterable[Any]) -> list[Any]:
    return [item for item in items if not item]


def _select_by(items: Iterable[Any], name: str, test: str = "true", value: Any = None) -> list[Any]:
    """Keep the items whose attribute is true, or (``selectattr('kind', 'eq', 'talk')``) compares so with a value."""
    return [item for item in items if _holds(_value_at(item, name), test, value)]


def _reject_by(items: Iterable[Any], name: str, test: str = "true", value: Any = None) -> list[Any]:
    return [item for item in items if not _holds(_value_at(item, name), test, value)]


def _holds(found: Any, test: str, value: Any) -> bool:
    if test == "true":
        return bool(found)
    if test not in _TESTS:
        raise ValueError(f"attributes are tested with {', '.join(_TESTS)}, not {test!r}")
    return bool(_TESTS[test](found, value))


_TESTS = {"eq": eq, "equalto": eq, "==": eq, "ne": ne, "lt": lt, "le": le, "gt": gt, "ge": ge}
"""Tests of an attribute, by the names that Jinja2 has for them."""


def _join(items: Iterable[Any], between: str = "") -> str:
    return between.join(str(item) for item in items)


def _sort(items: Iterable[Any], attribute: str | None = None, reverse: bool = False) -> list[Any]:
    return sorted(items, key=(lambda item: _value_at(item, attribute)) if attribute else None, reverse=reverse)


def _batch(items: Iterable[Any], size: int) -> list[list[Any]]:
    listed = list(items)
    return [listed[start : start + size] for start in range(0, len(listed), max(size, 1))]


LISTS: dict[str, Callable[..., Any]] = {
    "first": lambda items: next(iter(items), None),
    "last": lambda items: list(items)[-1] if items else None,
    "length": len,
    "join": _join,
    "upper": lambda text: str(text).upper(),
    "lower": lambda text: str(text).lower(),
    "round": lambda value, places=0: round(value, max(min(int(places), 12), -6)),
    "int": int,
    "abs": abs,
    "sum": sum,
    "min": min,
    "max": max,
    "sort": _sort,
    "reverse": lambda items: list(items)[::-1],
    "unique": lambda items: list(dict.fromkeys(items)),
    "list": list,
    "map": _mapped,
    "select": _select,
    "reject": _reject,
    "selectattr": _select_by,
    "rejectattr": _reject_by,
    "batch": _batch,
}
