"""The JSON Schema of an event definition, for editors: it follows the models' fields and allows what the reader allows.

It stands apart because only editors need it; loading an event never does.
"""

from __future__ import annotations

import datetime as dt
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ofprint.event.clock import Clock, Moment
from ofprint.event.fields import is_required, public_fields
from ofprint.event.forms import Form, Keyed
from ofprint.event.model import Event
from ofprint.event.part import Part, plain_field
from ofprint.event.programme import Item
from ofprint.event.text import LANGUAGES, Text

Schema = dict[str, Any]

_SCALAR: Schema = {"$ref": "#/$defs/scalar"}
_TEXT: Schema = {"$ref": "#/$defs/text"}
_STRING: Schema = {"type": "string"}
_NULL: Schema = {"type": "null"}
_TIME: Schema = {"type": "string", "examples": ["13:30", "13時30分"]}
_DATE: Schema = {"type": "string", "examples": ["2026-01-22", "2026.01.22 (木)", "2026年1月22日(木)"]}
_MOMENT: Schema = {
    "anyOf": [
        {"type": "string", "examples": ["2026年1月21日(水) 17時", "2026-01-21 17:00"]},
        {
            "type": "object",
            "properties": {"date": _DATE, "time": _TIME},
            "required": ["date"],
            "additionalProperties": False,
        },
    ]
}
_SIMPLE: dict[Any, Schema] = {
    bool: {"anyOf": [{"type": "boolean"}, _STRING]},
    int: {"anyOf": [{"type": "integer"}, _STRING]},
    dt.date: _DATE,
    Clock: _TIME,
    Moment: _MOMENT,
    str: _SCALAR,
}


def event_schema() -> Schema:
    """Return the schema (draft 2020-12) of ``event.yaml``: titles in Japanese, descriptions in English."""
    parts: dict[str, Schema] = {}
    body = _object(Event, parts)
    defs = {**_common(), "Block": _block(parts), **dict(sorted(parts.items()))}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "イベント定義 (ofprint)",
        "description": "One event: everything its flyer, booklet, badges and signs say",
        **body,
        "$defs": defs,
    }


def _common() -> dict[str, Schema]:
    """Return the forms that many fields share."""
    one_language: Schema = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
    return {
        "scalar": {"type": ["string", "number", "boolean"]},
        "text": {
            "description": "A text; a list of its lines; or {ja: …, en: …}",
            "anyOf": [*one_language["anyOf"], _by_language(one_language)],
        },
        "paragraphs": {
            "description": "Paragraphs as a list, or one text with empty lines between them",
            "anyOf": [
                _SCALAR,
                {"type": "array", "items": _TEXT},
                _by_language(one_language),
            ],
        },
    }


def _by_language(inner: Schema) -> Schema:
    return {
        "type": "object",
        "properties": dict.fromkeys(LANGUAGES, inner),
        "additionalProperties": False,
        "minProperties": 1,
    }


def _object(kind: type[Part], parts: dict[str, Schema], *, without: tuple[str, ...] = ()) -> Schema:
    """Return the schema of a part written as a mapping; the parts inside it go to ``parts``."""
    properties: Schema = {}
    known = {name: one for name, one in public_fields(kind).items() if name not in without}
    for name, one in known.items():
        value = _schema_of(one.type, parts)
        if not is_required(one):
            value = {"anyOf": [*(value["anyOf"] if set(value) == {"anyOf"} else [value]), _NULL]}
        properties[name] = {**one.metadata, **value}
    required = [name for name, one in known.items() if is_required(one)]
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": required} if required else made


def _schema_of(annotation: Any, parts: dict[str, Schema]) -> Schema:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(inner, parts)
    if origin in (Union, types.UnionType):
        return _schema_of(next(one for one in inner if one is not type(None)), parts)
    if origin is tuple:
        one = _schema_of(inner[0], parts)
        return {"anyOf": [{"type": "array", "items": one}, one]}
    if origin is Literal:
        return {"enum": list(inner)}
    return _simple(annotation, parts)


def _marked(inner: tuple[Any, ...], parts: dict[str, Schema]) -> Schema:
    for mark in inner[1:]:
        if isinstance(mark, Form):
            _mention(inner[0], parts)
            return dict(mark.schema)
        if isinstance(mark, Keyed):
            return _keyed(get_args(inner[0])[0], parts)
    return _schema_of(inner[0], parts)


def _mention(annotation: Any, parts: dict[str, Schema]) -> None:
    """Define the parts that a form's own schema refers to."""
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, Part) and one.__name__ in ("Item", "Speaker"):
            _simple(one, parts)


def _keyed(kind: type[Part], parts: dict[str, Schema]) -> Schema:
    """Return the schema of parts by key: a mapping of them, or a list of parts that have ``key``."""
    listed = _simple(kind, parts)
    alone = _object(kind, parts, without=("key",))
    values = {"anyOf": [alone, _NULL, *([_SCALAR] if plain_field(kind) else [])]}
    return {"anyOf": [{"type": "object", "additionalProperties": values}, {"type": "array", "items": listed}]}


def _simple(annotation: Any, parts: dict[str, Schema]) -> Schema:
    if annotation in _SIMPLE:
        return dict(_SIMPLE[annotation])
    if issubclass(annotation, Text):
        return dict(_TEXT)
    name = annotation.__name__
    if name not in parts:
        parts[name] = {}
        parts[name] = _part(annotation, parts)
    return {"$ref": f"#/$defs/{name}"}


def _part(kind: type[Part], parts: dict[str, Schema]) -> Schema:
    said = (kind.__doc__ or "").split("\n")[0]
    body = _object(kind, parts)
    if kind.__name__ == "Speaker":
        written_out = _object(_person(), parts, without=("key",))
        written_out["properties"] = {**written_out["properties"], "note": {"anyOf": [_TEXT, _NULL]}}
        return {"description": said, "anyOf": [_SCALAR, _with_person_key(body), written_out]}
    return {"description": said, "anyOf": [_SCALAR, body]} if kind.shorthand else {"description": said, **body}


def _person() -> type[Part]:
    from ofprint.event.people import Person

    return Person


def _with_person_key(body: Schema) -> Schema:
    person = {**body["properties"]["person"], **_SCALAR}
    return {**body, "properties": {**body["properties"], "person": person}}


def _block(parts: dict[str, Schema]) -> Schema:
    """Return the schema of a block of the programme: what its items share, and the items."""
    item = _object(Item, parts)
    shared = {name: item["properties"][name] for name in ("day", "track", "room")}
    items = {"type": "array", "items": {"$ref": "#/$defs/Item"}}
    return {
        "description": "Items that share a day, a track or a room",
        "type": "object",
        "properties": {**shared, "items": items},
        "required": ["items"],
        "additionalProperties": False,
    }
