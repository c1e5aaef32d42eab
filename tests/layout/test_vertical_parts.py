"""The parts of vertical sheets: bookmarks, heads that fall in columns, tiers that part evenly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ofprint
from ofprint.layout.page import Page, Shape, Text, walk
from ofprint.layout.parts.cascade import starts_of
from ofprint.layout.parts.lanes import Spell, apart, last_break, moments, scaled
from ofprint.layout.parts.motif import serrated
from ofprint.layout.parts.shapes import arrow_points
from ofprint.layout.parts.tiers import even_parts, parted

TEMPLATE = """
name: probe
inks: {{ink: [0, 0, 0, 100]}}
faces: {{text: Noto Serif JP}}
styles:
  head: {{weight: 700, size: 20pt, ink: ink, setting: vertical, breaks: phrases, display: true, aki: 0}}
  body: {{weight: 400, size: 10pt, leading: 20pt, ink: ink, setting: vertical, align: justify}}
  level: {{weight: 400, size: 10pt, leading: 20pt, ink: ink}}
plans:
  flyer: {{pages: [{{sheet: probe}}]}}
sheets:
  probe:
    size: [200mm, 100mm]
    {spill}
    frames:
{frames}
"""


def laid(tmp_path: Path, event: ofprint.Event, frames: str, spill: str = "") -> list[Page]:
    """Lay frames of a template of their own on a sheet of 200 × 100 mm."""
    (tmp_path / "probe").mkdir(exist_ok=True)
    lines = "\n".join(f"      {line}" for line in frames.strip().splitlines())
    (tmp_path / "probe" / "template.yaml").write_text(TEMPLATE.format(frames=lines, spill=spill), encoding="utf-8")
    document = ofprint.flyer(event, template=tmp_path / "probe")
    document.require_fit()
    return list(document.pages)


def texts(page: Page) -> list[Text]:
    return [item for item in walk(page.items) if isinstance(item, Text)]


def test_a_bookmark_s_foot_is_roofs_that_rise_to_the_right() -> None:
    outline = serrated(x=10, y=50, w=30, top=-4, roofs=3, slope=0.4)
    assert outline == [(10, -4), (10, 54), (20, 50), (20, 54), (30, 50), (30, 54), (40, 50), (40, -4)]


def test_the_last_column_ends_on_the_foot_and_the_middle_one_begins_halfway() -> None:
    assert starts_of((9.0, 4.0), step=1.5, tail=2.0, need=9.0, hung=True) == (0, 3)
    assert starts_of((9.0, 5.0, 3.0), step=1.5, tail=0, need=9.0, hung=True) == (0, 3, 6)
    assert starts_of((9.0, 8.0, 1.0), step=1.5, tail=0, need=9.5, hung=True) == (0, 1.5, 8.5)
    assert starts_of((9.0, 4.0, 3.0), step=2.0, tail=0, need=9.0, hung=False) == (0, 2, 4)


def test_a_head_falls_in_as_few_columns_as_hold_it_and_fills_its_height(tmp_path: Path, forum: ofprint.Event) -> None:
    frames = "- {part: cascade, name: t, bind: event.title, style: head, x: 190, y: 5, h: 90, most: 60pt, least: 10pt}"
    first, second = texts(laid(tmp_path, forum, frames)[0])
    assert [text.setting.text for text in (first, second)] == ["東北オープンファクトリー", "フォーラム"]
    assert first.x > second.x and second.y > first.y
    ends = [text.y + text.setting.lines[0].width * 25.4 / 72 for text in (first, second)]
    assert max(ends) == pytest.approx(95, abs=0.05) and ends[1] == pytest.approx(95, abs=0.05)


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("地域一体型オープンファクトリーの全国的な潮流", ["地域一体型", "オープンファクトリーの", "全国的な潮流"]),
        ("360°よねざわオープンファクトリーが紡いだ未来", ["360°よねざわ", "オープンファクトリーが", "紡いだ未来"]),
        ("地域のチカラが地域の#ハッシュタグを創る", ["地域のチカラが", "地域の#ハッシュタグを創る"]),
        ("図面を開く", ["図面を開く"]),
    ],
)
def test_a_head_s_columns_end_at_phrases(tmp_path: Path, forum: ofprint.Event, head: str, columns: list[str]) -> None:
    size = "most: 16pt, least: 9pt, long: 13, hung: false, step: 0, gain: 9"
    frames = f"- {{part: cascade, text: {head!r}, style: head, x: 190, y: 5, h: 90, {size}}}"
    assert [text.setting.text for text in texts(laid(tmp_path, forum, frames)[0])] == columns


def test_a_head_that_is_too_long_at_its_least_size_is_over_and_says_by_how_much(
    tmp_path: Path, forum: ofprint.Event
) -> None:
    frames = "- {part: cascade, name: t, bind: event.title, style: head, x: 190, y: 5, h: 40, least: 40pt, columns: 1}"
    with pytest.raises(ofprint.FitError, match=r"t does not fit by \d+\.\d mm"):
        laid(tmp_path, forum, frames)


@given(st.lists(st.floats(1, 40), min_size=1, max_size=30), st.lists(st.floats(50, 200), min_size=1, max_size=4))
def test_tiers_are_filled_in_order_and_never_over(needs: list[float], widths: list[float]) -> None:
    counts = even_parts(needs, widths)
    at = 0
    for count, width in zip(counts, widths, strict=True):
        assert sum(needs[at : at + count]) <= width + 0.1
        at += count
    assert at == len(needs) or sum(parted(needs, widths)) < len(needs)


def test_items_are_shared_out_evenly_among_tiers() -> None:
    assert even_parts([10.0] * 8, [100, 100]) == [4, 4]
    assert even_parts([10.0] * 8, [60, 120]) == [3, 5]


def test_time_runs_from_right_to_left_and_slots_fill_their_tier(tmp_path: Path, forum: ofprint.Event) -> None:
    frames = """
- part: tiers
  items: event.timeline
  minutes: item.minutes
  rows: "[{'x': 10, 'y': 10, 'w': 180}, {'x': 10, 'y': 60, 'w': 180}]"
  h: 30
  cell: [{text: "{{ item.start | time }}", style: body, right: 2, y: 4}]
  ground: [{part: rect, x: 0, y: 0, w: slot.w, h: slot.h, fill: ink}]
"""
    (page,) = laid(tmp_path, forum, frames)
    starts = texts(page)
    assert [text.setting.text for text in starts][:3] == ["13:30", "13:35", "13:50"]
    upper = [text.x for text in starts if text.y < 50]
    assert upper == sorted(upper, reverse=True)
    slots = [item for item in walk(page.items) if isinstance(item, Shape)]
    widths = [slot.path[1][1] - slot.path[0][1] for slot in slots if slot.path[0][2] < 50]
    assert sum(widths) == pytest.approx(180, abs=0.05) and min(widths) >= 14


def test_what_starts_together_stands_together_in_every_lane_and_no_text_is_cut_for_the_clock() -> None:
    spells = [Spell(0, 30, 10), Spell(0, 60, 30), Spell(30, 60, 5), Spell(60, 90, 12)]
    places = scaled(spells, 60, 1000)
    assert places[0] == 0 and places[90] == pytest.approx(60, abs=0.01)
    for spell in spells:
        assert places[spell.end] - places[spell.start] >= spell.need - 1e-6
    assert moments(spells, 0) == {0: 0, 30: 10, 60: 30, 90: 42}


def test_two_starts_stand_far_enough_apart_for_their_times() -> None:
    spells = [Spell(0, 5, 1), Spell(5, 60, 4)]
    assert moments([*spells, *apart(spells, 11)], 0)[5] == 11


def test_lanes_go_on_at_a_moment_that_nothing_runs_across() -> None:
    spells = [Spell(0, 30, 20), Spell(0, 60, 20), Spell(30, 60, 20), Spell(60, 90, 20)]
    assert last_break(spells, 50) == 60


def test_lanes_without_such_a_moment_part_where_something_starts() -> None:
    spells = [Spell(0, 30, 20), Spell(0, 60, 20), Spell(30, 90, 20), Spell(60, 120, 40)]
    assert last_break(spells, 30) == 30 and last_break(spells, 45) == 60
    assert last_break(spells, 19) is None, "the first items alone are wider"
    early = [Spell(0, 10, 15), Spell(10, 60, 20), Spell(20, 70, 20), Spell(60, 120, 30), Spell(70, 120, 30)]
    assert last_break(early, 50) == 60, "a page is not left at its first moment for the sake of a clean cut"


def test_an_item_that_runs_across_the_page_s_end_is_told_once_and_keeps_its_place(
    tmp_path: Path, forum: ofprint.Event
) -> None:
    talks = [
        ("a", "9:00", "9:40"), ("b", "9:00", "9:30"), ("b", "9:30", "10:20"), ("a", "9:40", "10:30"),
        ("a", "10:30", "11:10"), ("b", "10:20", "11:00"), ("b", "11:00", "11:40"), ("a", "11:10", "11:50"),
    ]  # fmt: skip
    event = ofprint.Event.from_dict(
        {
            "title": "見本の会",
            "dates": "2026-01-22",
            "rooms": {"a": {"name": "甲"}, "b": {"name": "乙"}},
            "programme": [
                {
                    "room": room,
                    "items": [{"start": start, "end": end, "kind": "talk", "title": f"題{n}" + "長い題" * 9}],
                }
                for n, (room, start, end) in enumerate(talks)
            ],
        }
    )
    frames = (
        """- {part: lanes, name: f, lanes: "['甲', '乙']", items: event.timeline, lane: item.room, """
        "start: item.start_minute, end: item.end_minute, x: 100, w: 60, y: 10, h: 80, from: page.rest or 0, "
        "spill: true, cell: [{text: '{{ item.heading }}', style: body, right: 1, y: 1, h: 38}], "
        "ground: [{part: rect, x: 0, y: 0, w: slot.w, h: slot.h, fill: ink}]}"
    )
    pages = laid(tmp_path, event, frames, spill="spill: f")
    assert len(pages) > 1
    shown = [text.setting.text[:2] for page in pages for text in texts(page)]
    assert sorted(shown) == [f"題{n}" for n in range(len(talks))], "each title once"
    grounds = [[item for item in walk(page.items) if isinstance(item, Shape)] for page in pages]
    assert sum(map(len, grounds)) > len(talks), "what runs on has a place on both pages"
    for page in grounds:
        for shape in page:
            assert 100 - 0.1 <= shape.path[0][1] <= shape.path[1][1] <= 160.1


def test_running_text_goes_on_in_columns_on_a_further_page(tmp_path: Path, forum: ofprint.Event) -> None:
    frames = "- {part: flow, name: f, bind: event.lead, style: body, x: 150, w: 40, b: 5, foot: 95, from: page.rest}"
    pages = laid(tmp_path, forum, frames, spill="spill: f")
    assert len(pages) > 1
    whole = "".join(line.text for page in pages for text in texts(page) for line in text.setting.lines)
    assert "".join(whole.split()) == "".join("".join(map(str, forum.lead)).split())


def test_a_measure_gives_way_so_that_no_last_line_is_short(tmp_path: Path, forum: ofprint.Event) -> None:
    def lines(option: str) -> list[str]:
        said = "あいうえおかきくけこさしすせそたちつてとなに"
        frames = f"- {{text: {said}, style: body, x: 0, w: 195, y: 2, h: 35.28{option}}}"
        (text,) = texts(laid(tmp_path, forum, frames)[0])
        return [line.text for line in text.setting.lines]

    assert len(lines("")[-1]) == 2
    assert len(lines(", least_last: 3")[-1]) == 4


def test_an_arrow_s_arms_are_as_thick_as_its_shaft_all_along() -> None:
    points = arrow_points(80, 80, 10, None)
    outer, inner = points[3:5], points[1:3]
    along = [(x - y) for x, y in (*outer, *inner)]
    assert along[0] == pytest.approx(along[1]) and along[2] == pytest.approx(along[3])
    assert abs(along[0] - along[2]) / 2**0.5 == pytest.approx(10)


def test_a_template_sets_a_name_with_its_reading_as_ruby(tmp_path: Path) -> None:
    speaker = {"name": "勅使河原 虎之介", "reading": "てしがわら とらのすけ"}
    items = [{"start": "10:00", "title": "話", "speakers": [speaker, {"name": "林"}]}]
    event = ofprint.Event.from_dict({"title": "見本の会", "dates": "2026-01-22", "programme": items})
    for style in ("body", "level"):
        frames = (
            '- {part: text, repeat: "event.timeline[0].speakers", as: who, bind: who.called | ruby(who.reading), '
            f"style: {style}, x: 60 + 60 * loop.index, y: 20}}"
        )
        first, second = texts(laid(tmp_path, event, frames)[0])
        glyphs = [glyph for line in first.setting.lines for glyph in line.glyphs]
        assert "".join(glyph.text for glyph in glyphs if glyph.role == "ruby") == "てしがわらとらのすけ"
        assert first.setting.text == "勅使河原 虎之介 氏" and second.setting.text == "林 氏"
        assert all(glyph.role == "text" for line in second.setting.lines for glyph in line.glyphs)
