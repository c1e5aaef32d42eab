"""Scripts: a template said in Python, and frames of a laid page looked at, moved, restyled and hidden before saving."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import ofprint
from ofprint.base.inks import Ink
from ofprint.layout.page import Text, walk


def test_a_template_said_in_python_is_the_one_its_file_would_be(forum: ofprint.Event) -> None:
    said = {
        "extends": "kojo",
        "inks": {"deep": [85, 20, 90, 30]},
        "words": {"ja": {"register": "参加登録"}},
        "sheets": {"flyer-front": {"frames": {"title": {"most": "40pt"}}}},
    }
    title = ofprint.flyer(forum, template=said).pages[0].frames["title"]
    (item,) = [item for item in walk(title.items) if isinstance(item, Text)]
    assert title.size == pytest.approx(40) and item.ink == Ink(85, 20, 90, 30)
    assert len(ofprint.booklet(forum, template=said).pages) % 4 == 0


def test_a_fault_in_it_names_the_path_of_its_key(forum: ofprint.Event) -> None:
    with pytest.raises(ofprint.TemplateError, match=r"styles\.S.*did you mean size"):
        ofprint.flyer(forum, template={"styles": {"S": {"sise": "9pt"}}})


def test_a_frame_is_seen_moved_and_written_there(forum: ofprint.Event, text_of: Callable[[bytes], str]) -> None:
    flyer = ofprint.flyer(forum)
    title = flyer.pages[0].frames["title"]
    assert title.text.replace("\n", "") == forum.title.flat and title.x == pytest.approx(12, abs=0.1)
    moved = flyer.with_frame(title.moved(dx=2, dy=3))
    again = moved.pages[0].frames["title"]
    assert (again.x - title.x, again.y - title.y) == pytest.approx((2, 3))
    assert len(moved.pages[0].items) == len(flyer.pages[0].items)
    assert moved.pages[1] is flyer.pages[1] and flyer.pages[0].frames["title"] is title, "the first document stays"
    words = [re.sub(r"v\.[0-9a-f]{6}", "", text_of(one.to_bytes())) for one in (moved, flyer)]
    assert sorted(words[0]) == sorted(words[1])


def test_a_frame_is_restyled_by_its_part_s_options(forum: ofprint.Event) -> None:
    flyer = ofprint.flyer(forum)
    small = flyer.pages[0].frames["title"].restyled(most=30, ink="sig", text="別の題名").moved(dy=1)
    page = flyer.with_frame(small).pages[0]
    assert page.frames["title"].size == pytest.approx(30)
    (item,) = [item for item in page.items if isinstance(item, Text) and item.sets == "title"]
    assert item.ink == Ink(0, 62, 100, 0) and item.setting.text == "別の題名"


def test_a_hidden_frame_is_not_on_paper(forum: ofprint.Event, text_of: Callable[[bytes], str]) -> None:
    flyer = ofprint.flyer(forum)
    theme = flyer.pages[0].frames["theme"]
    assert "ハッシュタグを創る" in text_of(flyer.with_pages(flyer.pages[:1]).to_bytes())
    bare = flyer.with_frame(theme.hidden())
    assert "ハッシュタグを創る" not in text_of(bare.with_pages(bare.pages[:1]).to_bytes())


def test_what_a_change_makes_too_large_is_a_finding_and_is_not_written(forum: ofprint.Event) -> None:
    flyer = ofprint.flyer(forum)
    wide = flyer.with_frame(flyer.pages[0].frames["title"].restyled(least=200, most=200))
    assert [one.place.page for one in wide.findings if one.rule == "text.overset"] == [1]
    with pytest.raises(ofprint.FitError):
        wide.to_bytes()
    mended = wide.with_frame(wide.pages[0].frames["title"].restyled(least=20, most=40))
    assert mended.to_bytes().startswith(b"%PDF")


def test_an_option_that_a_part_does_not_have_is_told_with_the_nearest(forum: ofprint.Event) -> None:
    with pytest.raises(ofprint.TemplateError, match="did you mean most"):
        ofprint.flyer(forum).pages[0].frames["title"].restyled(mots=40)


def test_frames_of_a_spread_stand_on_their_own_page(forum: ofprint.Event) -> None:
    booklet = ofprint.booklet(forum)
    number = next(index for index, page in enumerate(booklet.pages) if page.name == "booklet-timetable")
    left, right = booklet.pages[number], booklet.pages[number + 1]
    assert "left" in left.frames and "left" not in right.frames
    frame = left.frames["left"]
    moved = booklet.with_frame(frame.moved(dy=2), page=number + 1).pages[number]
    assert moved.frames["left"].y == pytest.approx(frame.y + 2)
    assert len(moved.items) == len(left.items)
