"""The published schema of templates: what ships is valid by it, and what the reader refuses by its tables is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import ofprint
from ofprint.base.resources import resource_folder

FILES = sorted(resource_folder("templates").rglob("*.yaml"))
SCHEMA = ofprint.template_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


class Core(yaml.SafeLoader):
    """YAML as editors read it (1.2): ``on`` and ``13:30`` are texts."""


_NOT_CORE = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
Core.yaml_implicit_resolvers = {
    sign: [(tag, found) for tag, found in rules if tag not in _NOT_CORE]
    for sign, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false|True|False"), list("tfTF"))


def data_of(text: str) -> Any:
    return yaml.load(text, Core)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_bundled_template_is_valid(file: Path) -> None:
    faults = [
        f"{list(fault.path)}: {fault.message[:200]}"
        for fault in VALIDATOR.iter_errors(data_of(file.read_text("utf-8")))
    ]
    assert not faults


@pytest.mark.parametrize(
    "wrong",
    [
        "colours: {a: [0, 0, 0, 0]}",
        "inks: {deep: [85, 20, 90]}",
        "inks: {deep: [85, 20, 90, 130]}",
        "styles: {S: {size: 9}}",
        "styles: {S: {sise: 9pt}}",
        "styles: {S: {align: middle}}",
        "sheets: {a: {size: A9, frames: []}}",
        "sheets: {a: {size: A4, frames: [{part: dor, x: 1}]}}",
        "sheets: {a: {size: A4, frames: [{part: rect, fil: deep}]}}",
        "sheets: {a: {size: A4, frames: [{part: ring, x: 1, y: 2}]}}",
        "sheets: {a: {size: A4, frames: [{part: rect, use: block}]}}",
        "sheets: {a: {size: A4, frames: [{part: group, x: 1}]}}",
        "sheets: {a: {size: A4, frames: [{text: x, size: 9}]}}",
        "sheets: {a: {size: A4, frames: [{part: door, x: 1, ink: a, slat: b, count: 4000}]}}",
        "sheets: {a: {size: A4, frames: [], when_over: [{set: {a: 1}}]}}",
        "sheets: {a: {size: A4, folds: {z: 3}, frames: []}}",
        "plans: {flyer: {pages: [{shet: a}]}}",
        "plans: {flyer: {pages: [], binding: top}}",
    ],
)
def test_a_wrong_template_is_not_valid(wrong: str) -> None:
    assert list(VALIDATOR.iter_errors(data_of(wrong)))


def test_a_template_that_changes_another_is_valid() -> None:
    text = "name: green\nextends: kojo\nsheets: {flyer-front: {frames: {title: {most: 60pt}}}}"
    assert not list(VALIDATOR.iter_errors(data_of(text)))
