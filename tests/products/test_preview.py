"""The designer's preview: images of what changed and only of that, faults shown in place, marks on what is over."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

import ofprint
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.layout.page import Page, Shape
from ofprint.products.making import Wishes
from ofprint.products.marking import marked
from ofprint.products.preview import Preview


@pytest.fixture
def event(examples: dict[str, Path], tmp_path: Path) -> Path:
    """A designer's event: its own template beside it, five lines over kojo."""
    folder = Path(shutil.copytree(examples["community-evening"], tmp_path / "event"))
    (folder / "mine").mkdir()
    (folder / "mine" / "template.yaml").write_text("name: mine\nextends: kojo\n", encoding="utf-8")
    (folder / "mine" / "flyer.yaml").write_text("sheets:\n  flyer-front:\n    frames:\n      title: {most: 60pt}\n")
    rewrite(folder / "event.yaml", "template: kojo\n", "template: mine\n")
    return folder


def preview_of(event: Path, *only: str) -> Preview:
    return Preview(event, event.parent / "pages", Wishes(draft=True), only=only or ("flyer", "booklet"), dpi=30)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_after_a_save_only_the_pages_that_look_otherwise_are_drawn(event: Path) -> None:
    preview = preview_of(event)
    first = list(preview.redraw())
    assert [one.product for one in first] == ["flyer", "booklet"]
    assert len(first[0].images) == 2 and len(first[1].images) >= 4
    rewrite(event / "mine" / "flyer.yaml", "60pt", "40pt")
    (again,) = preview.redraw({event / "mine" / "flyer.yaml"})
    assert again.images == ("flyer-01",), "the back did not change, and no other product reads flyer.yaml"
    assert not any(one.images for one in preview.redraw({event / "event.yaml"})), "nothing changed, nothing is drawn"


def test_a_talk_s_title_changes_its_own_pages_only(event: Path) -> None:
    preview = preview_of(event)
    list(preview.redraw())
    title = str(ofprint.load(event).talks[0].title)
    rewrite(event / "event.yaml", title, "別の題名")
    flyer, booklet = preview.redraw({event / "event.yaml"})
    assert flyer.images == ("flyer-02",)
    assert 1 <= len(booklet.images) < 4


def test_a_fault_is_shown_in_place_of_the_first_page_and_goes_when_mended(event: Path) -> None:
    preview = preview_of(event, "flyer")
    list(preview.redraw())
    image = event.parent / "pages" / "flyer-01.png"
    before = image.read_bytes()
    rewrite(event / "mine" / "flyer.yaml", "most: 60pt", "mots: 60pt")
    (wrong,) = preview.redraw({event / "mine" / "flyer.yaml"})
    assert wrong.fault and wrong.findings[0].place.line == 4
    assert image.read_bytes() != before
    rewrite(event / "mine" / "flyer.yaml", "mots: 60pt", "most: 60pt")
    (mended,) = preview.redraw({event / "mine" / "flyer.yaml"})
    assert mended.images == ("flyer-01",)
    assert image.read_bytes() == before


def test_an_event_that_cannot_be_read_is_a_picture_too(event: Path) -> None:
    preview = preview_of(event, "flyer")
    rewrite(event / "event.yaml", "title:", "tilte:")
    (wrong,) = preview.redraw()
    assert wrong.fault and wrong.images == ("flyer-01",)
    with Image.open(event.parent / "pages" / "flyer-01.png") as picture:
        assert picture.convert("RGB").getpixel((3, 3))[0] > 180, "a red head"


def test_pages_that_are_gone_lose_their_images(event: Path) -> None:
    preview = preview_of(event, "signage")
    list(preview.redraw())
    pages = event.parent / "pages"
    assert (pages / "signage" / "welcome-01.png").is_file()
    rewrite(event / "event.yaml", "template: mine\n", "template: mine\nsigns: [{kind: reception}]\n")
    (drawn,) = preview.redraw({event / "event.yaml"})
    assert "signage/welcome-01" in drawn.removed
    assert [file.name for file in (pages / "signage").iterdir()] == ["reception-01.png"]


def test_text_that_is_over_is_outlined_on_its_page(event: Path) -> None:
    preview = preview_of(event, "flyer")
    preview.wishes = Wishes(draft=True, template=str(event / "mine"))
    rewrite(event / "mine" / "flyer.yaml", "title: {most: 60pt}", "title: {most: 300pt, least: 290pt}")
    (drawn,) = preview.redraw()
    over = [finding for finding in drawn.findings if finding.rule == "text.overset"]
    assert over and over[0].place.page == 1 and over[0].place.box is not None
    with Image.open(event.parent / "pages" / "flyer-01.png") as picture:
        reds = picture.convert("RGB").getcolors(picture.width * picture.height) or []
    assert sum(count for count, (r, g, b) in reds if r > 200 and g < 90 and b < 90) > 50, "a red frame and its label"


def test_a_mark_stands_on_its_finding_s_box_and_page(forum: ofprint.Event) -> None:
    pages = (Page(100, 100, ()), Page(100, 100, ()))
    place = Place(page=2, box=(10, 20, 30, 40))
    finding = Finding("x", Severity.WARNING, Words("narrow", "狭い"), None, place)
    first, second = marked(pages, [finding], ofprint.flyer(forum).library, "en")
    assert not first.items
    frame = second.items[0]
    assert isinstance(frame, Shape) and frame.path[0] == ("m", 10, 20) and frame.path[2] == ("l", 40, 60)


def test_watching_redraws_after_a_save_and_ends_with_exit_0(event: Path) -> None:
    pages = event.parent / "pages"
    command = [sys.executable, "-m", "ofprint", "preview", str(event), "--watch", "-o", str(pages), "--only", "flyer"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "Ctrl-C" in line:
                break
        before = (pages / "flyer-01.png").read_bytes()
        rewrite(event / "mine" / "flyer.yaml", "60pt", "40pt")
        until = time.monotonic() + 20
        while (pages / "flyer-01.png").read_bytes() == before and time.monotonic() < until:
            time.sleep(0.05)
        assert (pages / "flyer-01.png").read_bytes() != before
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.communicate()
