"""Dataclasses ready in a fifth of the time: the standard library's, with methods shared instead of compiled.

It stands apart because ofprint has some hundred and fifty of them, and the standard decorator compiles six
functions for each, which every single flyer would wait for. Type checkers see the standard one, and
``replace``, ``fields``, ``asdict`` and patterns work as with it.
"""

from __future__ import annotations

import operator
from dataclasses import MISSING, Field, FrozenInstanceError, asdict, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:
    from collections.abc import Callable, Iterable
    from dataclasses import dataclass as _registered
    from dataclasses import replace as _replaced
    from functools import cached_property
    from inspect import get_annotations, signature
    from operator import attrgetter
    from reprlib import recursive_repr

    _KNOWN, _COPY = "__record_fields__", "__record_copy__"
    _CLASS_VARIABLE = ("ClassVar", "typing.ClassVar")
    _ORDERING = (operator.lt, operator.le, operator.gt, operator.ge)

    def dataclass(
        kind: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        eq: bool = True,
        order: bool = False,
    ) -> Any:
        """Make a class a dataclass; the arguments mean what they mean in the standard library."""
        if kind is None:
            return lambda given: dataclass(given, frozen=frozen, slots=slots, eq=eq, order=order)
        own = _own(kind)
        known = {name: one for base in kind.__mro__[:0:-1] for name, one in base.__dict__.get(_KNOWN, {}).items()} | own
        methods = _methods(known, frozen=frozen, eq=eq, order=order)
        for name, method in methods.items():
            if name not in kind.__dict__ or (name == "__hash__" and kind.__dict__[name] is None):
                setattr(kind, name, method)
        writes_init = "__init__" not in kind.__dict__
        twin = _Twin(kind, own)
        for name, one in own.items():
            if one.default is not MISSING:
                setattr(kind, name, one.default)
            elif name in kind.__dict__:
                delattr(kind, name)
        made = _slotted(kind, tuple(own)) if slots else kind
        setattr(made, _KNOWN, own)
        if all(one.init for one in known.values()):
            setattr(made, _COPY, staticmethod(_later_copy(made, tuple(known))))
        if "__match_args__" not in kind.__dict__:
            made.__match_args__ = tuple(name for name, one in known.items() if one.init)
        for name in ("__dataclass_fields__", "__dataclass_params__", *(("__signature__",) if writes_init else ())):
            setattr(made, name, _OfTwin(twin, name))
        if writes_init:
            made.__init__ = _later_init(made, known, frozen=frozen)
        return made

    def _methods(known: dict[str, Field], *, frozen: bool, eq: bool, order: bool) -> dict[str, Any]:
        """Return what records of these fields do, by the method's name."""
        values = _values(name for name, one in known.items() if one.compare)
        hashed = _values(name for name, one in known.items() if (one.compare if one.hash is None else one.hash))
        methods: dict[str, Any] = {"__repr__": _repr}
        if eq:
            methods |= {"__eq__": _comparison(values, operator.eq), "__hash__": _hash(hashed) if frozen else None}
        if order:
            methods |= {f"__{work.__name__}__": _comparison(values, work) for work in _ORDERING}
        if frozen:
            methods |= {"__setattr__": _refuse_value, "__delattr__": _refuse_deletion}
        return methods

    def _own(kind: type) -> dict[str, Field]:
        """Return the fields that a class itself annotates."""
        own = {}
        for name, annotation in get_annotations(kind).items():
            if not (annotation if isinstance(annotation, str) else repr(annotation)).startswith(_CLASS_VARIABLE):
                given = kind.__dict__.get(name, MISSING)
                own[name] = given if isinstance(given, Field) else field(default=given)
        return own

    class _Twin:
        """A class of the same annotations, which the standard library makes a dataclass when it is first asked for."""

        def __init__(self, kind: type, own: dict[str, Field]) -> None:
            self._given = kind.__name__, kind.__bases__, {"__annotations__": get_annotations(kind), **own}

        @cached_property
        def made(self) -> type:
            """The twin."""
            made = _registered(repr=False, eq=False)(type(*self._given))
            made.__signature__ = signature(made)
            return made

    class _OfTwin:
        """An attribute that the standard library's functions look for: it is the twin's."""

        def __init__(self, twin: _Twin, name: str) -> None:
            self._twin, self._name = twin, name

        def __get__(self, _record: object, _kind: type | None = None) -> Any:
            return getattr(self._twin.made, self._name)

    def _later_init(kind: type, known: dict[str, Field], *, frozen: bool) -> Callable[..., None]:
        """Return an initialiser that is compiled when the first record is made: most are made by few commands."""

        def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807 - it is put into the class
            kind.__init__ = _initialiser(kind, known, frozen=frozen)
            kind.__init__(self, *values, **named)

        return __init__

    def replace(record: Any, /, **changes: Any) -> Any:
        """Return a copy of a dataclass with some fields changed, as the standard library's."""
        kind = record.__class__
        copied = kind.__dict__.get(_COPY)
        if copied is None:
            return _replaced(record, **changes)
        try:
            return copied(record, **changes)
        except TypeError:
            return _replaced(record, **changes)  # says what is wrong as the standard library does

    def _later_copy(kind: type, known: tuple[str, ...]) -> Callable[..., Any]:
        """Return what copies a record with changes; it is compiled when the first is copied."""

        def _copy(record: Any, /, **changes: Any) -> Any:
            names: dict[str, Any] = {"__kind": kind, "__missing": MISSING}
            parameters = ", ".join(f"{name}=__missing" for name in known)
            values = ", ".join(f"__record.{name} if {name} is __missing else {name}" for name in known)
            exec(f"def copy(__record, /, *, {parameters}):\n return __kind({values})", names)  # noqa: S102 - field names only
            setattr(kind, _COPY, staticmethod(names["copy"]))
            return names["copy"](record, **changes)

        return _copy

    def _initialiser(kind: type, known: dict[str, Field], *, frozen: bool) -> Callable[..., None]:
        """Write the one method whose parameters differ from class to class, and compile it.

        A frozen record's values are written while it is of an open twin of its class, six in the time of one.
        """
        names: dict[str, Any] = {"__write": object.__setattr__, "__missing": MISSING, "__kind": kind}
        parameters, values = ["self"], []
        for name, one in known.items():
            value, default = name, ""
            if one.default_factory is not MISSING:
                names[f"__made_{name}"] = one.default_factory
                value = f"__made_{name}() if {name} is __missing else {name}" if one.init else f"__made_{name}()"
                default = "=__missing"
            elif one.default is not MISSING:
                names[f"__default_{name}"] = one.default
                default = f"=__default_{name}"
            if one.init:
                parameters.append(name + default)
            values.append((name, value))
        plain = [f" self.{name} = {value}" for name, value in values]
        closed = [f" __write(self, {name!r}, {value})" for name, value in values]
        slots = kind.__dict__.get("__slots__", ())
        if frozen and values and set(slots) >= set(known):
            names["__open"] = type(kind)(
                kind.__name__, kind.__bases__, {"__slots__": slots, "__setattr__": object.__setattr__}
            )
            opened = [
                "__write(self, '__class__', __open)",
                *(line.strip() for line in plain),
                "self.__class__ = __kind",
            ]
            lines = [" if self.__class__ is __kind:", *(f"  {line}" for line in opened), " else:"]
            lines += [f" {line}" for line in closed]
        else:
            lines = closed if frozen else plain
        if hasattr(kind, "__post_init__"):
            lines.append(" self.__post_init__()")
        exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), names)  # noqa: S102 - field names only
        return names["__init__"]

    def _values(names: Iterable[str]) -> Callable[[Any], Any]:
        given = tuple(names)
        return attrgetter(*given) if given else lambda _self: ()

    def _comparison(values: Callable[[Any], Any], work: Callable[[Any, Any], bool]) -> Callable[[Any, object], Any]:
        def compare(self: Any, other: object) -> Any:
            return work(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

        return compare

    def _hash(values: Callable[[Any], Any]) -> Callable[[Any], int]:
        return lambda self: hash(values(self))

    @recursive_repr()
    def _repr(self: Any) -> str:
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def _refuse_value(_self: Any, name: str, _value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_deletion(_self: Any, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _slotted(kind: type, own: tuple[str, ...]) -> type:
        """Return the class again, with a slot for each field of its own."""
        kept = {name: value for name, value in kind.__dict__.items() if name not in (*own, "__dict__", "__weakref__")}
        kept |= {"__slots__": own, "__getstate__": _state, "__setstate__": _restore}
        made = type(kind)(kind.__name__, kind.__bases__, kept)
        made.__qualname__ = kind.__qualname__
        return made

    def _state(self: Any) -> list[Any]:
        return [getattr(self, one.name) for one in fields(self)]

    def _restore(self: Any, state: list[Any]) -> None:
        for one, value in zip(fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)


__all__ = ["asdict", "dataclass", "field", "fields", "replace"]
