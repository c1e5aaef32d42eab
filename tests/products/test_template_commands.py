"""`ofprint template`: what new writes prints at once, check tells every fault of a template and where."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import ofprint
from ofprint.base.findings import Severity
from ofprint.base.resources import resource_folder
from ofprint.cli import main
from ofprint.layout.template.loading import shipped_templates
from ofprint.products.template_checking import check_template


@pytest.mark.parametrize("base", shipped_templates())
def test_a_new_template_of_ten_lines_is_without_fault_and_prints(
    base: str, tmp_path: Path, forum: ofprint.Event
) -> None:
    folder = tmp_path / "mine"
    assert main(["template", "new", str(folder), "--from", base, "--quiet"]) == 0
    lines = (folder / "template.yaml").read_text(encoding="utf-8").splitlines()
    assert 8 <= len(lines) <= 12
    assert main(["template", "check", str(folder), "--quiet"]) == 0
    assert len(ofprint.flyer(forum, template=folder).pages) == len(ofprint.flyer(forum, template=base).pages)
    assert main(["template", "new", str(folder), "--quiet"]) == 1, "what is there is not written over"


@pytest.mark.parametrize("name", shipped_templates())
def test_a_shipped_template_has_no_fault(name: str) -> None:
    faults = [one for one in check_template(resource_folder("templates") / name) if one.severity is Severity.ERROR]
    assert not faults


def test_check_tells_every_fault_with_its_place_and_cure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "template.yaml").write_text(
        "name: mine\nextends: kojo\n"
        "styles:\n  S: {sise: 9pt}\n"  # a key
        "blocks:\n  unused:\n    - {part: rect, fil: deep}\n"  # in a block that nothing uses
        "sheets:\n  flyer-front:\n    frames:\n"
        "      title: {style: displai}\n"  # a style
        "      theme: {tags: sigg}\n"  # an ink
        "      word: {text: '{{ event.edition | bfore_figure }}'}\n"  # a filter
        "      unnumbered: {when: 'event.edition and (numbered'}\n",  # no expression, and not reached by the sample
        encoding="utf-8",
    )
    assert main(["template", "check", str(tmp_path / "mine")]) == 1
    said = capsys.readouterr().err
    places = ["4:7", "7:20", "11:22", "12:21", "13:20", "14:26"]
    for place, cure in zip(places, ("size", "fill", "display", "sig", "before_figure", "Expressions"), strict=True):
        (line,) = [line for line in said.splitlines() if f"mine/template.yaml:{place}" in line]
        assert cure in line.partition("→")[2], line


def test_check_finds_what_only_laying_shows(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(resource_folder("templates") / "kojo", tmp_path / "mine"))
    for file, old in (
        ("flyer.yaml", "ground - 9.5"),
        ("signage.yaml", "head.last + 14"),
        ("badges.yaml", "family.right + big * 0.0353"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, "nowhere + 1", 1), encoding="utf-8")
    found = [one for one in check_template(folder) if one.severity is Severity.ERROR]
    assert {one.place.file for one in found} == {"mine/flyer.yaml", "mine/signage.yaml", "mine/badges.yaml"}
    assert all(one.cure and one.place.line for one in found)


def test_the_schema_of_templates_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == ofprint.template_schema()
