"""The arithmetic inside the parts: slots, splits, roofs, phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofprint.layout.parts.containers import beside_fold, solve_slots
from ofprint.layout.parts.heads import _chosen, _Head, best_split, marked_split
from ofprint.layout.parts.motif import roofs
from ofprint.layout.parts.pieces import divisions, phrases

lengths = st.lists(st.tuples(st.floats(1, 60), st.floats(0, 180)), min_size=1, max_size=30)


@given(lengths, st.floats(50, 400))
def test_slots_keep_their_least_and_fill_the_rail_unless_the_scale_is_at_its_most(
    slots: list[tuple[float, float]], room: float
) -> None:
    least, minutes = [low for low, _ in slots], [span for _, span in slots]
    scale, heights = solve_slots(least, minutes, room, 1.6)
    assert all(height >= low for height, low in zip(heights, least, strict=True))
    assert 0 <= scale <= 1.6
    if sum(least) <= room:
        assert sum(heights) <= room + 1e-6
        assert scale == 1.6 or sum(heights) == pytest.approx(room, abs=1e-3) or not any(minutes)


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=12), st.integers(1, 4))
def test_a_split_has_the_narrowest_widest_line(widths: list[float], lines: int) -> None:
    ends = best_split(widths, lines)
    if lines > len(widths):
        assert ends is None
        return
    assert ends is not None and ends[-1] == len(widths) and len(ends) == lines
    found = max(sum(widths[a:b]) for a, b in zip([0, *ends[:-1]], ends, strict=True))
    assert found == pytest.approx(narrowest(tuple(widths), lines))


def test_a_head_that_is_too_small_takes_a_further_line_for_any_gain() -> None:
    heads = [_Head(("a",), 20.0), _Head(("a", "b"), 31.0), _Head(("a", "b", "c"), 36.0)]
    assert _chosen(heads, 1.25, 10.0).size == 31.0
    assert _chosen(heads, 1.25, 30.0).size == 31.0
    assert _chosen(heads, 1.25, 34.0).size == 36.0, "31 pt would be over"


@pytest.mark.parametrize(("at", "label"), [(120, 120), (136, 136), (137, 136), (144, 136), (145, 153), (153, 153)])
def test_a_time_beside_the_fold_stands_at_the_nearer_side(at: float, label: float) -> None:
    assert beside_fold(at, [136, 153]) == label
    assert beside_fold(at, None) == at


def test_a_head_is_parted_after_its_comma_where_that_costs_little() -> None:
    assert best_split([5, 4, 4, 5], 2) == [2, 4]
    assert marked_split([5, 5, 4, 5], 2, {1}) == [2, 4]
    assert best_split([4, 3, 2, 2, 6], 2) == [3, 5]
    assert marked_split([4, 5, 1, 1, 8], 2, {1}) == [2, 5], "9 and 10 instead of 10 and 9"
    assert marked_split([9, 1, 1, 8, 1], 2, {2}) == [3, 5], "11 and 9 instead of 10 and 10"
    assert marked_split([9, 1, 1, 8, 12], 2, {0}) == [4, 5], "9 and 22 would make the type much smaller"
    assert marked_split([4, 4, 4], 3, {0}) == [1, 2, 3] and marked_split([4], 2, {0}) is None


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=9), st.integers(1, 4), st.sets(st.integers(0, 8)))
def test_a_marked_split_is_one_of_so_many_lines_and_hardly_wider(
    widths: list[float], lines: int, marks: set[int]
) -> None:
    ends, best = marked_split(widths, lines, marks), best_split(widths, lines)
    if best is None:
        assert ends is None
        return
    assert ends is not None and len(ends) == lines and ends[-1] == len(widths) and sorted(set(ends)) == ends
    least, found = (max(sum(widths[a:b]) for a, b in zip([0, *cut[:-1]], cut, strict=True)) for cut in (best, ends))
    assert found <= 1.12 * least + 1e-9


def narrowest(widths: tuple[float, ...], lines: int) -> float:
    if lines == 1:
        return sum(widths)
    return min(max(sum(widths[:cut]), narrowest(widths[cut:], lines - 1)) for cut in range(1, len(widths) - lines + 2))


def test_roofs_rise_to_the_right_and_fall_plumb() -> None:
    outline = roofs(pitch=10, phase=0, eave=50, slope=0.3, start=0, end=20, foot=60)
    assert outline == [(0, 60), (0, 50), (10, 47), (10, 50), (20, 47), (20, 60)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Opening the factory", ["Opening ", "the ", "factory"]),
        ("", []),
        ("地域のチカラが", ["地域の", "チカラが"]),
    ],
)
def test_phrases(text: str, pieces: list[str]) -> None:
    assert phrases(text) == pieces


@pytest.mark.parametrize(
    "text", ["地域一体型オープンファクトリーの全国的な潮流", "～ 地域のチカラが地域の#ハッシュタグを創る ～"]
)
def test_no_piece_parts_a_katakana_word_or_stands_on_a_closing_mark(text: str) -> None:
    pieces = phrases(text)
    assert "".join(pieces) == text
    assert any("オープンファクトリー" in piece or "ハッシュタグ" in piece for piece in pieces)
    assert not any(piece.startswith(("～", "、", "。", "」")) for piece in pieces[1:])


def test_a_label_too_wide_for_its_measure_parts_after_its_middle_dot() -> None:
    ways = list(divisions("トークセッション・質疑応答"))
    assert ["トークセッション・", "質疑応答"] in ways
    assert all(not piece.startswith("・") for way in ways for piece in way)
