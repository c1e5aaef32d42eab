"""Parallel items parted into lanes, and speakers in the order of the syllabary."""

from __future__ import annotations

from pathlib import Path

import pytest

import ofprint
from ofprint.people.order import collation, row_of
from ofprint.products.lanes import grid_pages, lane_of, lanes_of, room_grids, speaker_index
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


@pytest.fixture
def congress(examples: dict[str, Path]) -> ofprint.products.view.EventView:
    return view_of(ofprint.load(examples["makers-congress"]), "ja")


def test_workshops_that_run_at_once_beside_the_tracks_get_a_lane_for_each_room(congress) -> None:  # type: ignore[no-untyped-def]
    for day in congress.days:
        lanes, shared = lanes_of(day.timeline)
        assert [lane.name for lane in lanes if lane.is_track] == ["つくる", "はかる", "つたえる", "つづける"]
        assert "体験室1 木" in [lane.name for lane in lanes if not lane.is_track]
        for lane in lanes:
            ends = [0, *(item.end_minute for item in lane.items)]
            assert all(end <= item.start_minute for end, item in zip(ends, lane.items, strict=False)), lane.name
        assert sum(len(lane.items) for lane in lanes) + len(shared) == len(day.timeline), "nothing is lost"


def test_a_day_of_short_items_is_parted_where_nothing_goes_on(congress) -> None:  # type: ignore[no-untyped-def]
    pages = grid_pages(congress.days[:1], 3, 18.5)
    spans = sorted({(page.start, page.end) for page in pages if page.has_tracks})
    assert spans == [(550, 910), (910, 1230)], "at the break; no page is longer than 18.5 talks of 20 minutes"
    timeline = congress.days[0].timeline
    shown = {id(item) for page in pages for lane in page.lanes for item in lane.items}
    shown |= {id(item) for page in pages for item in page.shared}
    assert shown == {id(item) for item in timeline}
    assert [[lane.is_track for lane in page.lanes] for page in pages][:3] == [[True] * 2, [True] * 2, [False] * 3]


def test_what_runs_beside_the_tracks_has_a_span_of_its_own(congress) -> None:  # type: ignore[no-untyped-def]
    pages = grid_pages(congress.days[:1], 4)
    assert [page.has_tracks for page in pages] == [True, False, False]
    tracks, workshops, _ = pages
    assert (tracks.start, tracks.end) == (550, 1230)
    assert (workshops.start, workshops.end) == (610, 910)
    assert [str(item.heading) for item in workshops.shared] == ["昼休み"]
    assert set(tracks.timeline) >= set(tracks.shared) and len(tracks.timeline) == 60 + len(tracks.shared)


def test_an_item_s_lane_is_told_and_everybody_s_has_none(congress) -> None:  # type: ignore[no-untyped-def]
    (page, *_) = grid_pages(congress.days[:1], 4)
    assert [lane_of(page, lane.items[0]) for lane in page.lanes] == [0, 1, 2, 3]
    assert lane_of(page, page.shared[0]) is None


def test_rooms_are_lanes_where_a_theme_asks_for_them(conference) -> None:  # type: ignore[no-untyped-def]
    for day, grid in zip(conference.days, room_grids(conference.days, conference.rooms), strict=True):
        assert [lane.name for lane in grid.lanes] == [room.name for room in conference.rooms if room.day == day]
        assert sorted(grid.timeline, key=id) == sorted(day.timeline, key=id), "nothing is lost"


def test_a_day_that_has_room_is_not_parted(conference) -> None:  # type: ignore[no-untyped-def]
    assert len(grid_pages(conference.days, 3, 18.5)) == len(conference.days)


def test_a_biography_stands_with_the_first_of_somebody_s_talks(congress) -> None:  # type: ignore[no-untyped-def]
    told = [who.biography for item in congress.timeline for who in item.speakers if who.name == "標 七海"]
    assert len(told) == 2 and told[0] and not told[1]


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
