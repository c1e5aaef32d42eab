"""The pictograms: every one can be drawn, keeps to its grid, and is in the manual."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ofprint
from ofprint.layout.page import Shape, walk
from ofprint.layout.parts.pictograms import GRID, pictograms

DOCS = Path(__file__).parents[2] / "docs"
ASKED = (
    "no-photography", "full", "route", "no-smoking", "wifi", "toilet", "lift", "stairs", "cloakroom", "first-aid",
    "food-and-drink", "wheelchair", "lost-and-found", "reception", "quiet", "no-entry",
)  # fmt: skip


def test_there_is_a_pictogram_for_each_thing_that_signs_ask_for() -> None:
    assert set(ASKED) <= set(pictograms())


@pytest.mark.parametrize("name", list(pictograms()))
def test_a_pictogram_keeps_to_its_grid_and_says_what_it_means(name: str) -> None:
    pictogram = pictograms()[name]
    assert set(pictogram.means) == {"ja", "en"}
    values = [value for stroke in pictogram.strokes if not stroke.off for step in stroke.path for value in step[1:]]
    assert values
    assert min(values) >= 0
    assert max(values) <= GRID
    ends = [step[-2:] for stroke in pictogram.strokes for step in stroke.path if step[0] == "m"]
    closed = [step for stroke in pictogram.strokes for step in stroke.path if step[0] == "h"]
    assert len(ends) == len(closed), "every sub-path is closed, so that it is solid"


def notice(forum: ofprint.Event, tmp_path: Path, examples: dict[str, Path], sign: str) -> ofprint.Event:
    text = (examples["tohoku-vol7"] / "event.yaml").read_text(encoding="utf-8")
    text = text.replace("attendees: attendees.csv\n", "") + f"\nsigns:\n  - {{kind: notice, text: 撮影禁止, {sign}}}\n"
    (tmp_path / "event.yaml").write_text(text, encoding="utf-8")
    return ofprint.load(tmp_path)


@pytest.mark.parametrize("theme", ["kojo", "sumi"])
def test_a_notice_shows_the_pictogram_that_the_event_names(
    forum: ofprint.Event, tmp_path: Path, examples: dict[str, Path], theme: str
) -> None:
    def shapes(sign: str) -> int:
        pages = ofprint.signage(notice(forum, tmp_path, examples, sign), template=theme)["notice-1"].pages
        return sum(isinstance(item, Shape) for item in walk(pages[0].items))

    strokes = len(pictograms()["no-photography"].strokes)
    assert shapes("pictogram: no-photography") >= shapes("pictogram: no-entry") + strokes - 2 > strokes - 2


def test_a_pictogram_that_there_is_not_is_said_with_its_place_and_the_nearest(
    forum: ofprint.Event, tmp_path: Path, examples: dict[str, Path]
) -> None:
    signs = ofprint.signage(notice(forum, tmp_path, examples, "pictogram: no-foto"), template="sumi")
    (found,) = [finding for finding in signs.findings if finding.rule == "signage.pictogram"]
    assert found.place.line
    assert "no-photography" in found.cure.en
    assert "notice-1" in signs.documents, "the sign is made all the same"


def test_the_manual_shows_every_pictogram() -> None:
    from ofprint.layout.parts.pictogram_manual import manual, sheet

    assert (DOCS / "pictograms.md").read_text(encoding="utf-8") == manual(), "run the command that it names"
    assert (DOCS / "pictograms.svg").read_text(encoding="utf-8") == sheet(), "run the command that it names"
    assert len(re.findall("<g ", sheet())) == len(pictograms())
