"""Shapes cut into slats: what stands inside an outline at a height, and how pieces follow its edges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ofprint
from ofprint.fonts import FontLibrary
from ofprint.fonts.outline import glyph_outline
from ofprint.layout.outlines import band, contours, spans_at, without
from ofprint.layout.page import Group, Shape, circle, polygon, rectangle
from ofprint.layout.parts.shapes import arrow_points
from ofprint.layout.parts.slats import slat_bands
from ofprint.layout.template.filters import left_of

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
HOLE = [(4.0, 4.0), (4.0, 6.0), (6.0, 6.0), (6.0, 4.0)]  # wound against the square


def area(piece: list[tuple[float, float]]) -> float:
    ends = zip(piece, [*piece[1:], piece[0]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in ends)) / 2


def test_a_level_line_meets_a_shape_but_not_its_hole() -> None:
    assert spans_at([SQUARE, HOLE], 2) == [(0, 10)]
    assert spans_at([SQUARE, HOLE], 5) == [(0, 4), (6, 10)]


def test_shapes_over_each_other_are_one_span() -> None:
    other = [(x + 5, y) for x, y in SQUARE]
    assert spans_at([SQUARE, other], 5) == [(0, 15)]


@pytest.mark.parametrize(
    ("taken", "left"),
    [([], [(0, 10)]), ([(2, 3)], [(0, 2), (3, 10)]), ([(-1, 4), (8, 20)], [(4, 8)]), ([(-1, 11)], [])],
)
def test_what_is_taken_out_of_spans(taken: list[tuple[float, float]], left: list[tuple[float, float]]) -> None:
    assert without([(0, 10)], taken) == left


def test_a_piece_follows_slanted_edges_from_corner_to_corner() -> None:
    triangle = [(0.0, 0.0), (20.0, 20.0), (0.0, 20.0)]
    (piece,) = band([triangle], [], 5, 7)
    assert sorted((round(x, 2), round(y, 2)) for x, y in piece) == [(0, 5), (0, 7), (5, 5), (7, 7)]


def test_a_band_through_a_hole_gives_two_pieces_and_loses_nothing() -> None:
    pieces = band([SQUARE, HOLE], [], 4.5, 5.5)
    assert len(pieces) == 2
    assert sum(map(area, pieces)) == pytest.approx(8)
    whole = band([SQUARE, HOLE], [], 0, 10)
    assert sum(map(area, whole)) == pytest.approx(96, abs=0.05)


def test_what_is_taken_out_is_cut_along_its_own_edge() -> None:
    roof = [(0.0, 8.0), (10.0, 6.0), (10.0, 20.0), (0.0, 20.0)]
    (piece,) = band([SQUARE], [roof], 6, 8)
    assert area(piece) == pytest.approx(10, abs=0.02)


@given(st.floats(1, 60), st.floats(0.5, 8), st.floats(0.1, 0.9), st.floats(0.05, 0.9))
def test_slats_stand_on_their_pitch_and_end_at_the_foot(foot: float, pitch: float, first: float, last: float) -> None:
    slats = slat_bands(0, foot, pitch, (first, last))
    for index, (top, end) in enumerate(slats):
        assert top == pytest.approx(index * pitch)
        assert top < end <= foot + 1e-9
        assert end - top <= pitch * max(first, last) + 1e-9


def test_contours_see_shapes_groups_and_letters() -> None:
    disc = Shape(circle(5, 5, 5))
    (outline,) = contours([Group((disc,), (1, 0, 0, 1, 10, 0))])
    assert min(x for x, _ in outline) == pytest.approx(10)
    assert area(outline) == pytest.approx(78.5, abs=0.3)
    assert contours([Shape(rectangle(0, 0, 2, 1)), Shape(polygon(SQUARE))])[1] == SQUARE


def test_a_glyph_s_outline_fills_its_ink_box() -> None:
    face = FontLibrary.bundled().stack("Noto Sans JP", 900).face
    gid = face.glyph(ord("7"))
    points = [step[-2:] for step in glyph_outline(face, gid) if step[0] != "h"]
    left, bottom, right, top = face.ink_box(gid)
    assert (min(x for x, _ in points), max(x for x, _ in points)) == pytest.approx((left, right), abs=0.01)
    assert (min(y for _, y in points), max(y for _, y in points)) == pytest.approx((bottom, top), abs=0.01)


def test_an_arrow_is_as_long_and_high_as_it_is_told() -> None:
    for arm in (None, 12.0):
        points = arrow_points(60, 40, 10, arm)
        xs, ys = zip(*points, strict=True)
        assert (min(xs), max(xs), min(ys), max(ys)) == pytest.approx((-30, 30, -20, 20))
        assert {(x, -y) for x, y in points} == set(points), "it is the same above and below its shaft"


def test_what_stands_left_of_the_slats_at_a_height() -> None:
    spans = ((0.0, 2.0, 30.0, 50.0), (5.0, 6.0, 20.0, 40.0), (5.0, 6.0, 60.0, 70.0))
    assert left_of(spans, 1, 3, 99) == 30
    assert left_of(spans, 2, 10, 99) == 20
    assert left_of(spans, 7, 9, 99) == 99
    assert left_of(None, 7, 9, 99) == 99


def test_sumi_s_figure_runs_off_the_right_trim_and_leaves_the_date_six_millimetres(forum: ofprint.Event) -> None:
    front = ofprint.flyer(forum, template="sumi").pages[0]
    cuts = [item for item in front.items if isinstance(item, Shape) and len(item.path) > 60 and item.fill]
    (figure,) = [shape for shape in cuts if max(step[1] for step in shape.path if step[0] != "h") > 210]
    xs = [step[1] for step in figure.path if step[0] != "h"]
    assert max(xs) >= 213, "into the bleed"
    assert min(xs) == pytest.approx(107, abs=0.2)
    between = [x for x in xs if 208.4 < x < 213]
    assert not between, "nothing ends in the bleed, or a hair before the trim"
