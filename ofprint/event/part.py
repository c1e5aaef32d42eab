"""The base of every part of an event, and the reader that fills a part from a mapping of nodes.

It stands apart because the fields' annotations are the one description of the definition: reading,
checking and the editor's schema all follow them.

Annotations are not postponed: readers and schema are made from the types themselves.
"""

import datetime as dt
import types
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, fields
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar, Union, dataclass_transform, get_args, get_origin

from ofprint.base import records
from ofprint.base.findings import Words
from ofprint.base.yaml_tree import Entry, Mapping, Node, Scalar, Sequence
from ofprint.event import values
from ofprint.event.clock import Clock, Moment
from ofprint.event.fields import default_of, from_python, hidden, is_required, public_fields, said
from ofprint.event.forms import Form, Keyed
from ofprint.event.reading import Spot, items_of, short
from ofprint.event.text import Text
from ofprint.event.texts import read_text

MOST_ITEMS = 5_000
"""Items of one list that are read."""

Reader = Callable[[Spot], Any]


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(said, hidden))
@records.dataclass(frozen=True, eq=False)
class Part:
    """A part of the event: frozen, its fields typed, and its key path known.

    Made in Python by keywords: ``Item(start="13:30", title="…")``. Raises ``TypeError`` for a field that is
    missing, unknown or of another type, ``ValueError`` for a time that is none.
    """

    shorthand: ClassVar[str | None] = None
    """The field that a plain value stands for where the whole part is expected."""
    said_by_key: ClassVar[str | None] = None
    """The field that holds the part's key where it was not given."""
    hints: ClassVar[dict[str, str]] = {}
    """Keys people write for a field's, in Japanese or English: they help to find the nearest."""

    _path: str = hidden(default="")

    def __init_subclass__(cls) -> None:
        dataclass(init=False, repr=False, eq=False)(cls)

    def __init__(self, **values: Any) -> None:
        kind, known = type(self).__name__, {one.name: one for one in fields(self)}
        if unknown := [name for name in values if name not in known]:
            raise TypeError(f"{kind} has no field {unknown[0]!r}")
        if missing := [name for name, one in known.items() if is_required(one) and name not in values]:
            raise TypeError(f"{kind} needs {', '.join(missing)}")
        for name, value in values.items():
            if known[name].metadata:
                values[name] = from_python(f"{kind}.{name}", known[name].type, value)
        self._fill(values)

    @classmethod
    def made(cls, **values: Any) -> Self:
        """Make a part of values that were read, unchecked; a required one that is not given is None."""
        part = cls.__new__(cls)
        part._fill(values)
        return part

    def _fill(self, values: dict[str, Any]) -> None:
        self.__dict__.update({one.name: default_of(one) for one in fields(self) if one.name not in values}, **values)

    @property
    def path(self) -> str:
        """The key path in the definition, such as ``programme[3]``; ``event.place(path)`` tells the line."""
        return self._path

    @classmethod
    def share(cls, name: str, value: Any, spot: Spot) -> None:
        """Make the value of a field known to the parts that are read after it."""

    @classmethod
    def refine(cls, found: dict[str, Any], spot: Spot) -> None:
        """Complete or check the values ``found`` before the part is made."""

    @classmethod
    def hidden_of(cls, spot: Spot) -> dict[str, Any]:
        """Return the hidden fields of a part that is read at ``spot``."""
        return {"_path": spot.path}

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), *(value for value in _values(self) if not isinstance(value, dict))))

    def __repr__(self) -> str:
        shown = (f"{name}={value!r}" for name, value in zip(public_fields(type(self)), _values(self), strict=True))
        return f"{type(self).__name__}({', '.join(shown)})"

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}: replace() makes a changed copy")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")


def _values(part: Part) -> list[Any]:
    held = part.__dict__
    return [held[name] for name in public_fields(type(part))]


P = TypeVar("P", bound=Part)


def read_part(spot: Spot, kind: type[P]) -> P | None:
    """Return the part in the mapping here; fields at fault are None in it and reported.

    None when there is no mapping and no plain value may stand for the part.
    """
    entries = _entries(spot, kind)
    if entries is None:
        return None
    found = _read_fields(spot, kind, entries)
    if kind.said_by_key and not found.get(kind.said_by_key):
        found[kind.said_by_key] = Text(found.get("key") or "")
    kind.refine(found, spot)
    return _made(spot, kind, found)


def _made(spot: Spot, kind: type[P], found: dict[str, Any]) -> P:
    """Make the part: what failed is left to its default, or None where there is none."""
    fields = plan(kind).items()
    kept = {name: found.get(name) for name, (_, required) in fields if required or found.get(name) is not None}
    return kind.made(**kept, **kind.hidden_of(spot))


def _entries(spot: Spot, kind: type[Part]) -> dict[str, Node] | None:
    node = spot.node
    if isinstance(node, Scalar) and kind.shorthand and not node.is_null and node.style != "refused":
        return {kind.shorthand: node}
    if not isinstance(node, Mapping):
        name = kind.__name__.lower()
        spot.wrong(Words(f"keys and values ({name})", "キーと値"), Words(*_example(kind)))
        return None
    known = plan(kind)
    entries: dict[str, Node] = {}
    for entry in node:
        key = entry.key.text
        if key in known:
            entries[key] = entry.value
        elif entry.key.style != "refused":
            values.unknown_key(spot.at(entry.key), key, list(known), _hinted(kind, key))
    return entries


def _example(kind: type[Part]) -> tuple[str, str]:
    fields = plan(kind)
    first = next((name for name, (_, required) in fields.items() if required), next(iter(fields)))
    return (
        f"write “{first}: …” and its other keys below, indented",
        f"「{first}: …」などのキーを、字下げして書いてください",
    )


def _hinted(kind: type[Part], key: str) -> Words | None:
    """Return the cure for a key that is a field's name in other words."""
    titles = {one.metadata["title"]: name for name, one in public_fields(kind).items()}
    name = kind.hints.get(key) or kind.hints.get(key.lower()) or titles.get(key)
    return Words(f"write “{name}”", f"「{name}」と書いてください") if name else None


def _read_fields(spot: Spot, kind: type[Part], entries: dict[str, Node]) -> dict[str, Any]:
    """Read the fields in the order of the model, so that later ones may refer to earlier ones."""
    found: dict[str, Any] = {}
    for name, (reader, required) in plan(kind).items():
        node = entries.get(name)
        if node is None and not required:
            continue
        if node is None or (isinstance(node, Scalar) and node.is_null):
            _absent(spot, kind, name, node, required=required)
            continue
        below = spot.key(name, node)
        found[name] = reader(below)
        kind.share(name, found[name], spot)
        if required and found[name] in (None, ()) and isinstance(node, Sequence | Mapping) and not _length(node):
            _absent(spot, kind, name, None, required=True)
    return found


def _length(node: Sequence | Mapping) -> int:
    return len(node.items if isinstance(node, Sequence) else node.entries)


def _absent(spot: Spot, kind: type[Part], name: str, node: Node | None, *, required: bool) -> None:
    at = spot if node is None else spot.at(node)
    path = f"{spot.path}.{name}" if spot.path else name
    at = Spot(at.reading, at.node, path)
    title = public_fields(kind)[name].metadata["title"]
    if required and (node is not None or getattr(spot.node, "whole", True)):
        what = Words(f"“{name}” is missing", f"「{name}」（{title}）がありません")
        at.find("missing", what, Words(f"add “{name}: …”", f"「{name}: …」を書き加えてください"))
    elif node is not None and not required:
        what = Words(f"“{name}” is empty", f"「{name}」（{title}）が空です")
        at.warn("empty", what, Words("fill it in or delete the key", "書き込むか、キーごと削除してください"))


# ---- from annotations to readers


_PLANS: dict[type, dict[str, tuple[Reader, bool]]] = {}


def plan(kind: type[Part]) -> dict[str, tuple[Reader, bool]]:
    """Return the reader of every field of ``kind``, and whether the field is required."""
    if kind not in _PLANS:
        known = public_fields(kind).items()
        _PLANS[kind] = {name: (reader_of(one.type), is_required(one)) for name, one in known}
    return _PLANS[kind]


def reader_of(annotation: Any) -> Reader:
    """Return the reader for a field's annotation."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(inner)
    if origin in (Union, types.UnionType):
        return reader_of(next(one for one in inner if one is not type(None)))
    if origin is tuple:
        return _list_reader(reader_of(inner[0]))
    if origin is Literal:
        return lambda spot: values.read_choice(spot, inner)
    return _simple(annotation)


def _marked(inner: tuple[Any, ...]) -> Reader:
    for mark in inner[1:]:
        if isinstance(mark, Form):
            return mark.read
        if isinstance(mark, Keyed):
            kind = get_args(inner[0])[0]
            return lambda spot: read_keyed(spot, kind)
    return reader_of(inner[0])


_SIMPLE: dict[Any, Reader] = {
    bool: values.read_bool,
    int: values.read_count,
    dt.date: values.read_date_of,
    Clock: values.read_clock_of,
    Moment: values.read_moment_of,
    str: values.read_plain,
}


def _simple(annotation: Any) -> Reader:
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    if issubclass(annotation, Text):
        return lambda spot: read_text(spot, annotation)
    if issubclass(annotation, Part):
        return lambda spot: read_part(spot, annotation)
    raise TypeError(f"no reader for {annotation!r}")


def _list_reader(reader: Reader) -> Reader:
    def read(spot: Spot) -> tuple[Any, ...]:
        nodes = items_of(spot.node)
        if not isinstance(spot.node, Sequence):
            made = reader(spot)
            return () if made is None else (made,)
        return tuple(made for made in map(reader, spots_of(spot, nodes)) if made is not None)

    return read


def spots_of(spot: Spot, nodes: tuple[Node, ...]) -> list[Spot]:
    """Return the spots of a list's items: empty items are reported, and those past the limit."""
    if len(nodes) > MOST_ITEMS:
        what = Words(
            f"{len(nodes):,} items, at most {MOST_ITEMS:,} are read",
            f"{len(nodes):,} 件あります（{MOST_ITEMS:,} 件まで）",
        )
        spot.find("too-long", what)
    made = [spot.item(index, node) for index, node in enumerate(nodes[:MOST_ITEMS])]
    for below in made:
        if isinstance(below.node, Scalar) and below.node.is_null:
            cure = Words("fill it in or delete the line", "書き込むか、行ごと削除してください")
            below.find("empty", Words("an empty item", "空の項目があります"), cure)
    return [below for below in made if not (isinstance(below.node, Scalar) and below.node.is_null)]


def read_keyed(spot: Spot, kind: type[P]) -> tuple[P, ...]:
    """Return the parts in a mapping ``key: part``, or in a list of parts that have ``key``."""
    made: list[P] = []
    if isinstance(spot.node, Mapping):
        for entry in spot.node:
            made += _keyed_part(spot.key(entry.key.text, entry.value), kind, entry.key)
        return tuple(made)
    seen: dict[str, str] = {}
    for below in spots_of(spot, items_of(spot.node)):
        if part := read_part(below, kind):
            _check_key(below, getattr(part, "key", None), seen)
            made.append(part)
    return tuple(made)


def _check_key(spot: Spot, key: str | None, seen: dict[str, str]) -> None:
    """Report a key that an earlier part of the list has; ``seen`` holds the paths by key."""
    if not key:
        return
    if key in seen:
        what = Words(
            f"the key “{short(key)}” is given twice, first in {seen[key]}",
            f"キー「{short(key)}」が 2 回使われています（1 回目は {seen[key]}）",
        )
        spot.find("equal-keys", what, Words("give each its own key", "別々のキーにしてください"))
    seen.setdefault(key, spot.path)


def _keyed_part(spot: Spot, kind: type[P], key: Scalar) -> list[P]:
    """Read a part whose key stands before it: an empty one has its key alone, a plain value is its name."""
    node = spot.node
    if isinstance(node, Scalar) and node.style == "refused":
        return []
    if isinstance(node, Mapping):
        rest = tuple(entry for entry in node.entries if entry.key.text != "key")
        if len(rest) < len(node.entries):
            cure = Words("delete it: the key stands before", "削除してください（キーは前に書かれています）")
            values.unknown_key(spot, "key", [], cure)
    elif isinstance(node, Scalar) and (node.is_null or plain_field(kind)):
        rest = () if node.is_null else (Entry(Scalar(plain_field(kind) or "", "quoted"), node),)
    else:
        part = read_part(spot, kind)
        return [part] if part else []
    own = Entry(Scalar("key", "quoted", key.line, key.column, key.file), key)
    at = node if isinstance(node, Mapping) else key
    whole = not isinstance(node, Mapping) or node.whole
    part = read_part(spot.at(Mapping((own, *rest), at.line, at.column, at.file, whole)), kind)
    return [part] if part else []


def plain_field(kind: type[Part]) -> str | None:
    """Return the field that a plain value stands for after a part's key: its name or word."""
    return kind.said_by_key or kind.shorthand
