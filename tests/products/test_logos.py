"""Logos of one optical size, credits of pictures, and pictures that stand nowhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

import ofprint
from ofprint.layout.page import Picture, Text, walk
from ofprint.layout.template.loading import shipped_templates
from ofprint.products.printed import unprinted

SIZES = {"wide.png": (400, 100), "square.png": (200, 200), "tall.png": (120, 240), "banner.png": (3000, 100)}


@pytest.fixture
def hosted(examples: dict[str, Path], tmp_path: Path) -> ofprint.Event:
    """The lecture with four hosts whose logos are of very different shapes."""
    folder = tmp_path / "event"
    shutil.copytree(examples["craft-lecture"], folder)
    for name, size in SIZES.items():
        Image.new("RGB", size, "black").save(folder / name)
    text = (folder / "event.yaml").read_text(encoding="utf-8")
    start = text.index("\nhosts:")
    end = text.index("\n\n", start)
    names = "".join(f"\n      - {{ name: 例示団体{number}, logo: {name} }}" for number, name in enumerate(SIZES))
    (folder / "event.yaml").write_text(
        text[:start] + f"\nhosts:\n  - rank: 主催\n    names:{names}" + text[end:], encoding="utf-8"
    )
    return ofprint.load(folder)


def back(event: ofprint.Event, theme: str) -> dict[str, Picture]:
    page = ofprint.booklet(event, template=theme).pages[-1]
    return {Path(item.file).name: item for item in walk(page.items) if isinstance(item, Picture)}


@pytest.mark.parametrize("theme", shipped_templates())
def test_logos_of_any_shape_have_one_area_and_stand_apart(hosted: ofprint.Event, theme: str) -> None:
    logos = back(hosted, theme)
    assert set(logos) == set(SIZES)
    for name in ("wide.png", "square.png"):
        assert logos[name].w * logos[name].h == pytest.approx(260, rel=0.01)
    assert logos["tall.png"].h == pytest.approx(18) and logos["banner.png"].w == pytest.approx(48)
    for name, (width, height) in SIZES.items():
        assert logos[name].w / logos[name].h == pytest.approx(width / height)
    placed = [*logos.values()]
    for one in placed:
        for other in placed:
            apart = one.x + one.w < other.x or other.x + other.w < one.x or one.y + one.h < other.y
            assert one is other or apart or other.y + other.h < one.y
    assert {one.y + one.h / 2 for one in placed if one.y == placed[0].y} == {placed[0].y + placed[0].h / 2}


@pytest.mark.parametrize("theme", shipped_templates())
def test_credits_stand_on_the_back_and_no_picture_is_left_out(theme: str, examples: dict[str, Path]) -> None:
    event = ofprint.load(examples["craft-lecture"])
    flyer, booklet = ofprint.flyer(event, template=theme), ofprint.booklet(event, template=theme)
    said = "".join(item.setting.text for item in walk(booklet.pages[-1].items) if isinstance(item, Text))
    assert "案内図（架空の町）" in said and "絵（架空の人物）" in said
    found = unprinted(event, [*flyer.pages, *booklet.pages], "ja")
    assert not [one for one in found if "picture" in one.what.en or "credit" in (one.place.path or "")]


def test_a_picture_that_stands_nowhere_is_named(examples: dict[str, Path]) -> None:
    event = ofprint.load(examples["craft-lecture"])
    found = unprinted(event, ofprint.flyer(event, template="sumi").pages, "ja")
    assert {one.place.path for one in found if "picture" in one.what.en} >= {"venue.map", "hosts[0].names[0].logo"}
