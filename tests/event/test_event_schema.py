"""The JSON Schema for editors: it allows what the reader allows and refuses what it refuses."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

from ofprint.base.errors import EventError
from ofprint.base.yaml_places import Mapping, Node, Sequence, read_yaml
from ofprint.event import Event, schema

EXAMPLES = Path(__file__).parents[2] / "examples"
VALIDATOR = jsonschema.Draft202012Validator(schema())
LEAST = {"title": "見本の会", "dates": "2026-01-22"}

ALLOWED = [
    LEAST,
    {**LEAST, "title": ["見本", "の会"], "theme": {"ja": "創る", "en": ["Make", "it"]}},
    {**LEAST, "dates": [{"date": "2026-01-22", "start": "13:30"}, "2026-01-23"]},
    {**LEAST, "lead": "一\n\n二", "notes": "雨天決行"},
    {**LEAST, "people": [{"key": "a", "name": {"family": "森田", "given": "正隆"}}]},
    {**LEAST, "people": {"a": "森田 正隆"}, "programme": {"start": "10:00", "title": "話", "speakers": "a"}},
    {**LEAST, "programme": [{"day": 1, "items": [{"start": "10:00", "title": "話", "optional": True}]}]},
    {**LEAST, "programme": [{"start": "10:00", "title": "話", "speakers": {"name": "甲 乙", "note": "録画"}}]},
    {**LEAST, "registration": {"deadline": {"date": "2026-01-21", "time": "17:00"}, "fee": 500}},
    {**LEAST, "rooms": {"a": "大ホール", "b": None}, "badges": {"roles": ["参加者"], "back": "timetable"}},
    {**LEAST, "signs": ["welcome", {"kind": "direction", "arrow": "up-left", "size": "A3 横"}]},
    {**LEAST, "venue": "郡山", "template_options": {"ground": ["a", {"b": "c"}]}},
    {**LEAST, "venue": None, "honorific": "none"},
]
REFUSED = [
    {"title": "見本の会"},
    {**LEAST, "tittle": "x"},
    {**LEAST, "title": {"fr": "x"}},
    {**LEAST, "venue": {"floor": "6階"}},
    {**LEAST, "programme": [{"title": "話"}]},
    {**LEAST, "signs": [{"kind": "dor"}]},
    {**LEAST, "badges": {"code": "https://example.jp/"}},
    {**LEAST, "hosts": [{"rank": "主催"}]},
]


def _plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {entry.key.text: _plain(entry.value) for entry in node}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node]
    return None if node.is_null else node.text


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in EXAMPLES.glob("*/event.yaml")))
def test_the_examples_are_valid(folder):
    root = read_yaml((EXAMPLES / folder / "event.yaml").read_bytes(), file="e").root
    assert [error.message for error in VALIDATOR.iter_errors(_plain(root))] == []


@pytest.mark.parametrize("mapping", ALLOWED)
def test_what_the_reader_allows_is_valid(mapping):
    Event.from_dict(mapping)
    assert [error.message for error in VALIDATOR.iter_errors(mapping)] == []


@pytest.mark.parametrize("mapping", REFUSED)
def test_what_the_reader_refuses_is_invalid(mapping):
    with pytest.raises(EventError):
        Event.from_dict(mapping)
    assert not VALIDATOR.is_valid(mapping)


def test_every_key_has_a_title_and_a_description():
    def walk(node: object) -> None:
        if isinstance(node, dict):
            for name, value in node.get("properties", {}).items():
                assert name in ("ja", "en", "family", "given", "items", "date", "time", "note") or value["title"]
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(schema())


def test_the_manual_of_the_event_is_what_the_model_declares() -> None:
    from ofprint.event.manual import manual

    written = Path(__file__).parents[2] / "docs" / "event.md"
    assert written.read_text(encoding="utf-8") == manual(), "run python -m ofprint.event.manual > docs/event.md"


def test_the_manual_names_every_key_and_leads_nowhere_else() -> None:
    from ofprint.event import schema
    from ofprint.event.manual import manual

    said = manual()
    assert all(f"| `{key}`" in said for key in schema()["properties"])
    anchors = set(re.findall(r"\(#([^)]+)\)", said))
    headings = re.findall("^## (.+)$", said, re.MULTILINE)
    made = {re.sub("[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert anchors <= made and len(anchors) > 10
