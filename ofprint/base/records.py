"""Dataclasses made ready in a fifth of the time: the standard library's decorator, its methods shared instead of compiled.

It stands apart because ofprint has some hundred and fifty of them, and the standard decorator compiles six
functions for each, which every single flyer would wait for. Type checkers see the standard one, and
``replace``, ``fields``, ``asdict`` and patterns work as with it.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, FrozenInstanceError, asdict, field, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from collections.abc import Callable
    from dataclasses import dataclass as _registered
    from operator import attrgetter
    from reprlib import recursive_repr

    def dataclass(kind: type | None = None, /, *, frozen: bool = False, slots: bool = False) -> Any:
        """Make a class a dataclass; ``frozen`` and ``slots`` as in the standard library."""
        if kind is None:
            return lambda given: dataclass(given, frozen=frozen, slots=slots)
        _registered(init=False, repr=False, eq=False)(kind)
        known = kind.__dataclass_fields__
        methods = {"__init__": _initialiser(kind, known, frozen=frozen), "__repr__": _repr}
        methods |= _compared(tuple(name for name, one in known.items() if one.compare), frozen=frozen)
        if frozen:
            methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
        for name, method in methods.items():
            if name not in kind.__dict__ or (name == "__hash__" and kind.__dict__[name] is None):
                setattr(kind, name, method)
        return _slotted(kind) if slots else kind

    def _initialiser(kind: type, known: dict[str, Field], *, frozen: bool) -> Callable[..., None]:
        """Write the one method whose parameters differ from class to class, and compile it."""
        names: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
        parameters, lines = ["self"], []
        for name, one in known.items():
            value = name
            if one.default_factory is not MISSING:
                names[f"_{name}_made"] = one.default_factory
                value = f"_{name}_made() if {name} is _MISSING else {name}" if one.init else f"_{name}_made()"
            elif one.default is not MISSING:
                names[f"_{name}_default"] = one.default
            if one.init:
                default = "" if one.default is MISSING else f"=_{name}_default"
                parameters.append(f"{name}{'=_MISSING' if one.default_factory is not MISSING else default}")
            lines.append(f" _set(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
        if hasattr(kind, "__post_init__"):
            lines.append(" self.__post_init__()")
        exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), names)  # noqa: S102 - field names only
        return names["__init__"]

    def _compared(names: tuple[str, ...], *, frozen: bool) -> dict[str, Any]:
        values = attrgetter(*names) if names else lambda _self: ()

        def equal(self: Any, other: object) -> Any:
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        return {"__eq__": equal, "__hash__": (lambda self: hash(values(self))) if frozen else None}

    @recursive_repr()
    def _repr(self: Any) -> str:
        shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def _refuse(_self: Any, name: str, _value: object = None) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _slotted(kind: type) -> type:
        """Return the class again, with a slot for each field of its own."""
        own = tuple(name for name in kind.__dataclass_fields__ if name in kind.__dict__.get("__annotations__", ()))
        kept = {name: value for name, value in kind.__dict__.items() if name not in (*own, "__dict__", "__weakref__")}
        kept |= {"__slots__": own, "__getstate__": _state, "__setstate__": _restore}
        return type(kind)(kind.__name__, kind.__bases__, kept)

    def _state(self: Any) -> list[Any]:
        return [getattr(self, one.name) for one in fields(self)]

    def _restore(self: Any, state: list[Any]) -> None:
        for one, value in zip(fields(self), state, strict=True):
            object.__setattr__(self, one.name, value)


__all__ = ["asdict", "dataclass", "field", "fields", "replace"]
