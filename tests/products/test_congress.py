"""The large example, built once in kojo: two days, four tracks, 120 talks, 20 rooms and their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

import ofprint
from ofprint.cli import main
from ofprint.layout.template.loading import shipped_templates


@pytest.fixture(scope="module")
def event(examples: dict[str, Path]) -> ofprint.Event:
    return ofprint.load(examples["makers-congress"])


@pytest.fixture(scope="module")
def built(examples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("congress")
    assert main(["build", str(examples["makers-congress"]), "-o", str(out), "--quiet"]) == 0
    return out


@pytest.fixture(scope="module")
def pages(built: Path) -> list[str]:
    """The booklet's pages as text without spaces."""
    document = pypdfium2.PdfDocument(built / "booklet.pdf")
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def _from(pages: list[str], heading: str, until: str) -> str:
    """Return the text from the chapter with a heading to the next chapter's; both stand in the contents before."""
    first, last = (max(at for at, page in enumerate(pages) if words in page) for words in (heading, until))
    return "".join(pages[first:last])


def test_every_talk_is_in_the_timetable_and_the_contents_and_has_its_place(
    event: ofprint.Event, pages: list[str]
) -> None:
    found = Counter(
        str(item.title) for item in event.talks for page in pages if "".join(str(item.title).split()) in page
    )
    alone = [item for item in event.talks if item.kind == "talk"]
    assert [str(item.title) for item in alone if found[str(item.title)] < 3] == []


def test_the_index_names_everybody_once(event: ofprint.Event, pages: list[str]) -> None:
    index = _from(pages, "登壇者索引", "出店・会場案内")
    people = ["".join(str(who.name).split()) for who in event.appearing]
    assert len(people) > 100
    assert [name for name in people if index.count(name) != 1] == []


@pytest.mark.parametrize("theme", shipped_templates())
def test_what_the_flyer_leaves_out_is_said(event: ofprint.Event, theme: str) -> None:
    flyer = ofprint.flyer(event, template=theme)
    said = [found.what.en for found in flyer.findings if found.rule == "layout.adapted"]
    assert any("the talks of the tracks are left to the booklet" in words for words in said)
    assert not [found for found in flyer.findings if found.severity == "error"]


@pytest.mark.parametrize("theme", shipped_templates())
def test_the_flyer_names_the_tracks_the_workshops_and_the_stalls(
    event: ofprint.Event, theme: str, text_of: Callable[[bytes], str]
) -> None:
    text = text_of(ofprint.flyer(event, template=theme).to_bytes())
    wanted = [str(part.name) for part in (*event.tracks, *event.shops)]
    wanted += [str(item.title) for item in event.programme if item.kind in ("workshop", "keynote", "panel")]
    assert [words for words in wanted if "".join(words.split()) not in text] == []


@pytest.mark.parametrize("theme", shipped_templates())
def test_every_talk_and_everybody_is_in_the_booklet(event: ofprint.Event, theme: str) -> None:
    from ofprint.layout.page import Text, walk

    booklet = ofprint.booklet(event, template=theme)
    assert len(booklet.pages) <= 80
    set_texts = [item.setting.text for page in booklet.pages for item in walk(page.items) if isinstance(item, Text)]
    text = "".join("".join(set_texts).split())
    wanted = [str(item.title) for item in event.talks] + [str(who.name) for who in event.appearing]
    wanted += [str(room.name) for room in event.rooms if room.capacity]
    assert [words for words in wanted if "".join(words.split()) not in text] == []


def test_rooms_tracks_and_network_have_a_page_of_their_own(event: ofprint.Event, pages: list[str]) -> None:
    guide = next(page for page in pages if "ご案内" in page and "Wi-Fi" in page)
    assert all("".join(str(room.name).split()) in guide for room in event.rooms if room.capacity)


def test_nobody_who_cancelled_gets_a_badge(built: Path, text_of: Callable[[bytes], str]) -> None:
    document = pypdfium2.PdfDocument(built / "badges.pdf")
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "G-0017" in text and "G-0018" not in text


def test_the_lecture_s_map_stands_in_its_booklet(examples: dict[str, Path]) -> None:
    from ofprint.layout.page import Picture, walk

    booklet = ofprint.booklet(ofprint.load(examples["craft-lecture"]), template="kojo")
    files = [Path(item.file).name for page in booklet.pages for item in walk(page.items) if isinstance(item, Picture)]
    assert files.count("map.png") == 1 and "portrait.png" in files


def test_memo_lines_begin_below_a_portrait(examples: dict[str, Path]) -> None:
    from ofprint.layout.page import Picture, Shape

    booklet = ofprint.booklet(ofprint.load(examples["craft-lecture"]), template="kojo")
    for page in booklet.pages:
        pictures = [item for item in page.items if isinstance(item, Picture) and "portrait" in item.file]
        for picture in pictures:
            lines = [
                item
                for item in page.items
                if isinstance(item, Shape) and item.path and picture.y < item.path[0][2] < picture.y + picture.h
            ]
            assert not lines
