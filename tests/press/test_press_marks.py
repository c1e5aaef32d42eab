"""Sheet geometry and tombo: nested boxes, marks outside the bleed, on every plate, in the right places."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press_samples import A4, document, opened

from ofprint.base.lengths import MM
from ofprint.press.geometry import Fold, SheetGeometry
from ofprint.press.marks import LINE, fold_ticks, marks_operators

sides = st.floats(20, 1200)


def strokes(operators: bytes) -> list[list[tuple[float, float]]]:
    """Return every stroked line as its points."""
    lines = []
    for path in re.findall(rb"([\d.\- ]+ m [^S]*)S", operators):
        numbers = [float(part) for part in re.findall(rb"-?[\d.]+", path)]
        lines.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return lines


@settings(max_examples=60, deadline=None)
@given(sides, sides, st.floats(0, 12), st.booleans())
def test_boxes_nest_with_the_trim_centred(width, height, bleed, marks):
    sheet = SheetGeometry((width, height), bleed=bleed, marks=marks)
    media, beyond, trim = sheet.media_box, sheet.bleed_box, sheet.trim_box
    assert media[:2] == (0, 0)
    assert media[0] <= beyond[0] <= trim[0] < trim[2] <= beyond[2] <= media[2]
    assert trim[0] - media[0] == pytest.approx(media[2] - trim[2])
    assert trim[1] - media[1] == pytest.approx(media[3] - trim[3])
    assert trim[2] - trim[0] == pytest.approx(width * MM)


@settings(max_examples=60, deadline=None)
@given(sides, sides, st.floats(0, 12), st.sampled_from(["plain", "valley", "mountain"]))
def test_no_ink_of_a_mark_enters_the_bleed_or_leaves_the_sheet(width, height, bleed, way):
    sheet = SheetGeometry((width, height), bleed=bleed, marks=True, folds=(Fold(width / 3, way=way),))
    left, bottom, right, top = sheet.bleed_box
    half, slack = LINE * MM / 2, 0.001
    for (x0, y0), (x1, y1) in ((a, b) for line in strokes(marks_operators(sheet)) for a, b in itertools.pairwise(line)):
        low_x, high_x = min(x0, x1) - half * (x0 == x1), max(x0, x1) + half * (x0 == x1)
        low_y, high_y = min(y0, y1) - half * (y0 == y1), max(y0, y1) + half * (y0 == y1)
        assert high_x <= left + slack or low_x >= right - slack or high_y <= bottom + slack or low_y >= top - slack
        assert low_x >= 0 and low_y >= 0 and high_x <= sheet.media_box[2] and high_y <= sheet.media_box[3]


def test_the_inner_arms_point_at_the_trim_and_the_outer_at_the_bleed():
    sheet = SheetGeometry(A4, marks=True)
    top_left = strokes(marks_operators(sheet))[0:2]
    mm = [[(round(x / MM - 15, 2), round(312 - y / MM, 2)) for x, y in line] for line in top_left]
    assert mm == [[(-13, -3.05), (0, -3.05), (0, -13)], [(-13, 0), (-3.05, 0), (-3.05, -13)]]


def test_marks_have_four_corners_four_centres_and_two_lines_a_fold():
    assert len(strokes(marks_operators(SheetGeometry(A4, marks=True)))) == 8 + 8
    assert len(strokes(marks_operators(SheetGeometry(A4, marks=True, folds=(Fold(100), Fold(99, "horizontal")))))) == 20


def test_marks_are_in_the_registration_colour_at_a_tenth_of_a_millimetre():
    operators = marks_operators(SheetGeometry(A4, marks=True))
    assert operators.startswith(b"q /All CS 1 SCN\n0.2835 w")


def test_a_sheet_without_marks_draws_none():
    assert marks_operators(SheetGeometry(A4)) == b""
    made = document("office")
    made.add_page(made.variant.sheet(A4), b"")
    with opened(made.finish()) as pdf:
        assert "/All" not in pdf.pages[0].Resources.ColorSpace


def test_fold_ticks_stand_inside_the_paper_in_black():
    sheet = SheetGeometry.spread((148, 210), bleed=0)
    assert sheet.folds == (Fold(148),)
    assert strokes(fold_ticks(sheet)) == [
        [
            (pytest.approx(148 * MM, abs=1e-3), pytest.approx(y, abs=1e-3)),
            (pytest.approx(148 * MM, abs=1e-3), pytest.approx(z, abs=1e-3)),
        ]
        for y, z in ((210 * MM, 207 * MM), (0, 3 * MM))
    ]


def test_a_slug_stands_between_the_marks_below_the_bleed():
    sheet = SheetGeometry(A4, marks=True, slug=True)
    left, bottom, right, top = sheet.slug_box
    assert bottom >= 0 and top < sheet.bleed_box[1]
    assert left > sheet.bleed_box[0] and right < (sheet.media_box[2] / 2) - 1 * MM
    assert SheetGeometry(A4).slug_box is None


@pytest.mark.parametrize(
    "wrong",
    [{"trim": (0, 10)}, {"trim": A4, "bleed": -1}, {"trim": A4, "slug": True}, {"trim": A4, "folds": (Fold(210),)}],
)
def test_an_impossible_sheet_is_refused(wrong):
    with pytest.raises(ValueError, match=r"sheet|slug|fold"):
        SheetGeometry(**wrong)
