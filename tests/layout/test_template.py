"""The template language: what it can say, what it refuses, and that a template alone changes what is printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ofprint
from ofprint.base.inks import Ink
from ofprint.base.resources import resource_folder
from ofprint.layout.page import Shape, Text, walk
from ofprint.layout.parts import PARTS
from ofprint.layout.template.expressions import ExpressionError, Language
from ofprint.layout.template.filters import FILTERS
from ofprint.layout.template.loading import load_template

LANGUAGE = Language(FILTERS)


@pytest.fixture
def kojo(tmp_path: Path) -> Path:
    """A designer's own copy of kojo."""
    return Path(shutil.copytree(resource_folder("templates") / "kojo", tmp_path / "mine"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def title_of(document: ofprint.Document) -> Text:
    return next(item for item in walk(document.pages[0].items) if isinstance(item, Text) and item.sets == "title")


def test_moving_a_frame_in_the_yaml_moves_it_on_paper(kojo: Path, forum: ofprint.Event) -> None:
    before = title_of(ofprint.flyer(forum, template=kojo))
    edit(
        kojo,
        "flyer.yaml",
        "name: title, bind: event.title, style: display, x: 12, y: 12",
        "name: title, bind: event.title, style: display, x: 12, y: 14",
    )
    after = title_of(ofprint.flyer(forum, template=kojo))
    assert after.y - before.y == pytest.approx(2)
    assert after.x == pytest.approx(before.x)


def test_changing_a_colour_in_the_yaml_changes_it_on_paper(kojo: Path, forum: ofprint.Event) -> None:
    edit(kojo, "template.yaml", "sig: [0, 62, 100, 0]", "sig: [80, 0, 70, 0]")
    fills = {item.fill for item in walk(ofprint.flyer(forum, template=kojo).pages[0].items) if isinstance(item, Shape)}
    assert Ink(80, 0, 70, 0) in fills
    assert Ink(0, 62, 100, 0) not in fills


def test_a_template_that_extends_another_is_a_few_lines(tmp_path: Path, forum: ofprint.Event) -> None:
    folder = tmp_path / "green"
    folder.mkdir()
    (folder / "template.yaml").write_text(
        "name: green\nextends: kojo\ninks:\n  deep: [85, 20, 90, 30]\n"
        "sheets:\n  flyer-front:\n    frames:\n      title: {most: 40pt}\n",
        encoding="utf-8",
    )
    document = ofprint.flyer(forum, template=folder)
    assert title_of(document).setting.style.size == pytest.approx(40)
    assert title_of(document).ink == Ink(85, 20, 90, 30)


def test_a_change_to_one_product_s_sheet_leaves_the_others_be(tmp_path: Path, forum: ofprint.Event) -> None:
    (tmp_path / "template.yaml").write_text(
        "name: green\nextends: kojo\nsheets:\n  flyer-front:\n    frames:\n      title: {most: 40pt}\n",
        encoding="utf-8",
    )
    assert len(ofprint.booklet(forum, template=tmp_path).pages) % 4 == 0


def test_a_change_to_a_sheet_that_no_product_has_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        "name: green\nextends: kojo\nsheets:\n  flyer-fronts:\n    frames: {title: {most: 40pt}}\n", encoding="utf-8"
    )
    with pytest.raises(ofprint.TemplateError, match=r"flyer-fronts.*did you mean flyer-front"):
        load_template(tmp_path, "booklet", PARTS)


def test_a_change_to_a_frame_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        "name: green\nextends: kojo\nsheets:\n  flyer-front:\n    frames:\n      titel: {most: 40pt}\n",
        encoding="utf-8",
    )
    with pytest.raises(ofprint.TemplateError, match=r"titel.*did you mean title"):
        load_template(tmp_path, "flyer", PARTS)


WRONG = [
    ("inks:\n  deep: [85, 20, 90]\n", "deep"),
    ("inks:\n  deep: [85, 20, 90, 130]\n", "deep"),
    ("colours: {a: [0, 0, 0, 0]}\n", "colours"),
    ("styles:\n  S: {size: 9}\n", "9pt"),
    ("styles:\n  S: {sise: 9pt}\n", "size"),
    ("sheets:\n  a: {size: A9, frames: []}\n", "A3 landscape"),
    ("sheets:\n  a: {size: A4, frames: [{part: dor, x: 1}]}\n", "door"),
    ("sheets:\n  a: {size: A4, frames: [{part: rect, fil: deep}]}\n", "fill"),
    ("sheets:\n  a: {size: A4, frames: [{part: ring, x: 1, y: 2}]}\n", "d"),
    ("sheets:\n  a: {size: A4, frames: [{part: group, use: nothing}]}\n", "nothing"),
    ("extends: kojjo\n", "kojo"),
    ("sheets:\n  a: {size: A4, frames: [], when_over: [{set: {a: 1}}]}\n", "say"),
    ("sheets:\n  a: {size: A4, frames: [{text: x, size: 9}]}\n", "9pt"),
]


@pytest.mark.parametrize(("yaml", "said"), WRONG)
def test_a_wrong_template_is_answered_with_file_line_and_cure(tmp_path: Path, yaml: str, said: str) -> None:
    (tmp_path / "template.yaml").write_text(f"name: wrong\n{yaml}", encoding="utf-8")
    with pytest.raises(ofprint.TemplateError) as wrong:
        load_template(tmp_path, "flyer", PARTS)
    assert said in str(wrong.value)
    assert all(finding.place.line for finding in wrong.value.findings)


@pytest.mark.parametrize(
    "source",
    [
        "''.__class__", "(1).__class__.__mro__", "[].append(1)", "'a' * 1000000000", "2 ** 9999999", "range(100000000)",
        "lipsum()", "cycler", "open('x')", "nothing", "1 / 0", "%}", "{% for a in b %}", "a.b.c", "'%s' % (1, 2)",
    ],
)  # fmt: skip
def test_an_expression_cannot_run_code_loop_or_grow(source: str) -> None:
    with pytest.raises(ExpressionError):
        LANGUAGE.expression(source)({"a": 1})


def test_a_literal_holds_values_but_never_statements() -> None:
    assert LANGUAGE.fill("{% if a %}{{ a + 1 }}{% endif %}", {"a": 1}) == "{% if a %}2{% endif %}"
    assert LANGUAGE.fill("{{ nothing }}-", {"nothing": None}) == "-"


def test_a_template_cannot_name_a_folder_without_a_template(tmp_path: Path, forum: ofprint.Event) -> None:
    with pytest.raises(ofprint.TemplateError):
        ofprint.flyer(forum, template=tmp_path)


def test_the_manual_of_the_parts_is_what_the_parts_declare() -> None:
    from ofprint.layout.parts.manual import manual

    written = Path(__file__).parents[2] / "docs" / "parts.md"
    assert written.read_text(encoding="utf-8") == manual(), "run python -m ofprint.layout.parts.manual > docs/parts.md"
