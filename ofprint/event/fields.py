"""The fields of a part: their title, description and default, and what a value given in Python becomes.

It stands apart because reading, checking and the editor's schema all ask for the same fields. They are the
standard library's dataclass fields: `dataclasses.fields` and `dataclasses.replace` work on every part.
"""

import datetime as dt
import types
from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ofprint.event.clock import Clock
from ofprint.event.text import Text


def said(*, default: Any = MISSING, default_factory: Any = MISSING, title: str, about: str) -> Any:
    """Make a field that a definition says: its Japanese title and what it is, for messages and editors."""
    told = {"title": title, "description": about}
    return field(default=default, default_factory=default_factory, metadata=told)


def hidden(*, default: Any = MISSING, default_factory: Any = MISSING) -> Any:
    """Make a field that no definition says: where a part was read, for instance. Equality does not see it."""
    return field(default=default, default_factory=default_factory, repr=False, compare=False)


_PUBLIC: dict[type, dict[str, Field[Any]]] = {}


def public_fields(kind: type) -> dict[str, Field[Any]]:
    """Return the fields that a definition may say, by name, in the order of the model."""
    if kind not in _PUBLIC:
        _PUBLIC[kind] = {one.name: one for one in fields(kind) if one.metadata}
    return _PUBLIC[kind]


def is_required(one: Field[Any]) -> bool:
    """Whether a field has no default."""
    return one.default is MISSING and one.default_factory is MISSING


def default_of(one: Field[Any]) -> Any:
    """Return the default of a field; None for a required one."""
    if one.default_factory is not MISSING:
        return one.default_factory()
    return None if one.default is MISSING else one.default


def from_python(name: str, annotation: Any, value: Any) -> Any:
    """Return ``value``, given in Python for the field ``name``, as its annotation wants it.

    A ``str`` becomes a text, ``"13:30"`` or a ``datetime.time`` a clock time, a list a tuple. Raises
    ``TypeError`` for anything else than the annotation, ``ValueError`` for a time that is none.
    """
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return from_python(name, inner[0], value)
    if origin in (Union, types.UnionType):
        kind = next(one for one in inner if one is not type(None))
        return None if value is None else from_python(name, kind, value)
    if origin is tuple and isinstance(value, list | tuple):
        return tuple(from_python(name, inner[0], one) for one in value)
    if origin is Literal and value in inner:
        return value
    if origin is None or origin is dict:
        return _plain(name, origin or annotation, value)
    raise TypeError(f"{name}: {_named(annotation)} expected, not {value!r}")


_MADE_FROM: dict[type, tuple[tuple[type, ...], Callable[[Any], Any]]] = {
    Clock: ((str, dt.time), Clock.of),
    float: ((int,), float),
}


def _plain(name: str, kind: Any, value: Any) -> Any:
    if isinstance(value, kind) and not (isinstance(value, bool) and kind is int):
        return value
    if issubclass(kind, Text) and isinstance(value, str):
        return kind(value, value._others if isinstance(value, Text) else None)
    sources, make = _MADE_FROM.get(kind, ((), None))
    if make is not None and isinstance(value, sources):
        try:
            return make(value)
        except ValueError as error:
            raise ValueError(f"{name}: {value!r}: {error}") from None
    raise TypeError(f"{name}: {_named(kind)} expected, not {value!r}")


def _named(annotation: Any) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation).replace("typing.", "")
