"""Parallel items parted into lanes, and speakers in the order of the syllabary."""

from __future__ import annotations

from pathlib import Path

import pytest

import ofprint
from ofprint.people.order import collation, row_of
from ofprint.products.lanes import grid_pages, lanes_of, speaker_index
from ofprint.products.viewing import view_of


@pytest.fixture
def conference(examples: dict[str, Path]) -> ofprint.products.view.EventView:
    return view_of(ofprint.load(examples["two-day-conference"]), "ja")


def test_each_track_is_a_lane_and_what_everybody_shares_is_none(conference) -> None:  # type: ignore[no-untyped-def]
    lanes, shared = lanes_of(conference.days[0].timeline)
    assert [(lane.name, lane.room, len(lane.items)) for lane in lanes] == [
        ("つくる", "大ホール", 4),
        ("はかる", "会議室201", 4),
        ("つなぐ", "会議室301", 4),
    ]
    assert "昼休み" in [item.title for item in shared]
    assert len(shared) + 12 == len(conference.days[0].timeline), "nothing is lost"


def test_lanes_are_dealt_evenly_to_pages_and_each_shows_the_whole_day(conference) -> None:  # type: ignore[no-untyped-def]
    pages = grid_pages(conference.days, 2)
    assert [(page.day.number, page.number, len(page.lanes)) for page in pages] == [
        (1, 1, 2), (1, 2, 1), (2, 1, 2), (2, 2, 1),
    ]  # fmt: skip
    assert (pages[0].start, pages[0].end) == (600, 1080)


def test_what_runs_beside_the_tracks_without_one_gets_a_lane_of_its_own(conference) -> None:  # type: ignore[no-untyped-def]
    from ofprint.base.records import replace

    items = conference.days[0].timeline
    exhibition = replace(items[0], title="展示", room="ロビー", track="", start_minute=600, end_minute=1000)
    lanes, shared = lanes_of((*items, exhibition))
    assert lanes[-1].items == (exhibition,)
    assert exhibition not in shared


@pytest.mark.parametrize(
    ("word", "row"), [("がっこう", "か"), ("パーク", "は"), ("ょ", "や"), ("ゑ", "わ"), ("Łukasz", "L"), ("", "")]
)
def test_a_word_belongs_to_a_row_of_the_syllabary(word: str, row: str) -> None:
    assert row_of(word) == row


def test_speakers_stand_in_the_order_of_the_syllabary_those_without_a_reading_last(conference) -> None:  # type: ignore[no-untyped-def]
    rows = speaker_index(conference.timeline)
    readings = [collation(row.reading) for row in rows if row.reading]
    assert readings == sorted(readings)
    assert rows[-1].name == "Åsa Lindqvist"
    assert [row.initial for row in rows if row.initial][:3] == ["あ", "か", "さ"]
    (both,) = [row for row in rows if row.name == "古谷 凪"]
    assert both.places == "C2-2, C2-3"
