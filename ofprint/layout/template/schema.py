"""The JSON Schema of templates, for editors: made from the tables that the reader reads by.

It stands apart because only editors need it. What it cannot say, such as whether an expression has a value, the
reader says; what it says, the reader says too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ofprint.base.findings import Severity
from ofprint.base.records import fields
from ofprint.layout.template import frames as tables
from ofprint.layout.template.loading import TEMPLATE_KEYS
from ofprint.layout.template.model import Kind, Option, Part, Style

Schema = dict[str, Any]

_VALUE: Schema = {"type": ["string", "number", "boolean"]}
_ANY: Schema = {"type": ["string", "number", "boolean", "array"]}
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_SIZE: Schema = {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?\s*(pt|mm|cm|in|Q|H)$", "examples": ["9pt", "13Q"]}
_FLAG: Schema = {"type": ["boolean", "string"], "examples": [True]}
_FRAMES: Schema = {"type": "array", "items": {"$ref": "#/$defs/frame"}}
_KINDS: dict[Kind, Schema] = {
    Kind.LENGTH: {"type": ["number", "string"], "examples": [12, "12mm", "width - 12"]},
    Kind.SIZE: {"type": "string", "not": {"pattern": r"^[+-]?\d+(\.\d+)?$"}, "examples": ["9pt", "13Q"]},
    Kind.NUMBER: {"type": ["number", "string"]},
    Kind.VALUE: _ANY,
    Kind.EACH: _ANY,
    Kind.NAME: _VALUE,
    Kind.TEXT: {"$ref": "#/$defs/said"},
    Kind.FRAMES: _FRAMES,
}


def template_schema(parts: Mapping[str, Part]) -> Schema:
    """Return the schema (draft 2020-12) of ``template.yaml`` and of a product's file, with the parts that there are."""
    body = _closed(dict(zip(TEMPLATE_KEYS, map(_top, TEMPLATE_KEYS), strict=True)))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ofprint template",
        "description": "A design as data: template.yaml, flyer.yaml, booklet.yaml, badges.yaml, signage.yaml",
        **body,
        "$defs": {
            "said": {"anyOf": [_VALUE, _by_name(_VALUE)]},
            "ink": _ink(),
            "style": _style(),
            "frame": _frame(parts),
            "sheet": _sheet(),
            "plan": _plan(),
        },
    }


def _closed(properties: Schema, *required: str) -> Schema:
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": list(required)} if required else made


def _by_name(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _top(key: str) -> Schema:
    """Return what one key at the top of a template's file holds."""
    return {
        "inks": _by_name(_ref("ink")),
        "faces": _by_name(_TEXT),
        "styles": _by_name(_ref("style")),
        "ladders": _by_name(_by_name(_ref("style"))),
        "words": _by_name(_by_name(_VALUE)),
        "values": _by_name(_ANY),
        "blocks": _by_name({"anyOf": [_FRAMES, _by_name({"type": "object"})]}),
        "plans": _by_name(_ref("plan")),
        "sheets": _by_name(_ref("sheet")),
    }.get(key, _TEXT)


def _ink() -> Schema:
    amount: Schema = {"type": "number", "minimum": 0, "maximum": 100}
    listed = {"type": "array", "items": amount, "minItems": 4, "maxItems": 4}
    keyed = {**dict.fromkeys(("c", "m", "y", "k", "tint"), amount), "spot": _TEXT, "overprint": _FLAG}
    return {
        "description": "[c, m, y, k] in per cent, or by key; spot names a spot ink",
        "anyOf": [listed, _closed(keyed)],
    }


def _style() -> Schema:
    properties: Schema = {"like": _TEXT}
    for one in fields(Style):
        if one.name in tables.STYLE_SIZES:
            properties[one.name] = _SIZE
        elif one.name in tables.STYLE_FIGURES or one.name == "weight":
            properties[one.name] = _NUMBER
        elif one.name in tables.STYLE_FLAGS:
            properties[one.name] = _FLAG
        elif one.name in tables.STYLE_CHOICES:
            properties[one.name] = {"enum": list(tables.STYLE_CHOICES[one.name])}
        else:
            properties[one.name] = _TEXT
    return _closed(properties)


def _frame(parts: Mapping[str, Part]) -> Schema:
    """Return a frame's schema: which options it may have follows from its part; without one it is a text."""
    let = _closed({"let": _by_name(_ANY)}, "let")
    named = [
        {
            "if": {"properties": {"part": {"const": name}}, "required": ["part"]},
            "then": _of_part(part),
        }
        for name, part in parts.items()
    ]
    without: Schema = {"if": {"not": {"required": ["part"]}}, "then": _of_part(parts["text"])}
    part: Schema = {
        "type": "object",
        "properties": {"part": {"enum": list(parts)}},
        "not": {"required": ["let"]},
        "allOf": [*named, without],
    }
    return {"anyOf": [let, part]}


def _of_part(part: Part) -> Schema:
    common: dict[str, Schema] = {
        "part": _TEXT, "name": _TEXT, "when": _ANY, "repeat": _ANY, "as": _TEXT, "layer": _NUMBER,
        "hidden": _FLAG, "use": _TEXT,
    }  # fmt: skip
    options = {name: _option(option) for name, option in part.options.items()}
    made = _closed({**{key: common[key] for key in tables.FRAME_KEYS}, **options})
    if part.name not in tables.CELLS:
        del made["properties"]["use"]
    kept = tables.CELLS.get(part.name)
    required = [name for name, option in part.options.items() if option.required and name != kept]
    made["description"] = part.help
    if required:
        made["required"] = required
    if kept and part.options[kept].required:
        made["anyOf"] = [{"required": [kept]}, {"required": ["use"]}]
    return made


def _option(option: Option) -> Schema:
    if option.choices:
        chosen: Schema = {"anyOf": [{"enum": list(option.choices)}, {"type": "string", "pattern": r"\{\{"}]}
        return {"description": option.help, **chosen}
    schema = {"description": option.help, **_KINDS[option.kind]}
    if option.most is not None:
        schema = {**schema, "minimum": option.least, "maximum": option.most}
    return schema


def _sheet() -> Schema:
    sides: Schema = {"type": "array", "items": _KINDS[Kind.LENGTH], "minItems": 2, "maxItems": 2}
    named: Schema = {"type": "string", "pattern": f"^({'|'.join(tables.PAPERS)})( landscape)?$"}
    properties: Schema = {
        "size": {"anyOf": [sides, named]},
        "bleed": _NUMBER,
        "inset": _NUMBER,
        "values": _by_name(_ANY),
        "frames": {"anyOf": [_FRAMES, _by_name({"type": "object"})], "description": "a list; or changes by frame name"},
        "when_over": {"type": "array", "items": _step()},
        "folds": _closed(dict.fromkeys(tables.AXES, _KINDS[Kind.LENGTH])),
        "spill": _TEXT,
        "styles": _by_name(_ref("style")),
        "ladder": _TEXT,
        "master": _TEXT,
        "scale": _KINDS[Kind.NUMBER],
    }
    return _closed({key: properties[key] for key in tables.SHEET_KEYS})


def _step() -> Schema:
    properties: Schema = {
        "set": _by_name(_ANY),
        "say": _closed({"ja": _TEXT, "en": _TEXT}, "ja", "en"),
        "when": _ANY,
        "times": {"type": "integer", "minimum": 1},
        "severity": {"enum": [str(one) for one in Severity]},
    }
    return _closed({key: properties[key] for key in tables.STEP_KEYS}, "say")


def _plan() -> Schema:
    chapter: Schema = {
        "sheet": _TEXT, "fill": _FLAG, "when": _ANY, "repeat": _ANY, "as": _TEXT, "title": _ref("said"),
        "note": _ref("said"),
        "spread": _FLAG, "start": {"enum": list(tables.STARTS)}, "file": _TEXT, "roams": _FLAG,
        "share": _ANY, "shared": _TEXT,
    }  # fmt: skip
    properties: Schema = {
        "pages": {"type": "array", "items": _closed({key: chapter[key] for key in tables.CHAPTER_KEYS})},
        "filler": _TEXT,
        "multiple": {"type": "integer", "minimum": 1},
        "binding": {"enum": list(tables.BINDINGS)},
        "values": _by_name(_ANY),
        "sheets": _ANY,
    }
    return _closed({key: properties[key] for key in tables.PLAN_KEYS})
