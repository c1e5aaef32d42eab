"""Vertical setting: vertical forms, rotated Latin, tate-chu-yoko."""

from __future__ import annotations

import pytest
from type_fakes import FakeFace, stack, style

from ofprint.fonts import FontLibrary
from ofprint.typesetting import Line, Markup, TextStyle, set_text


def line(text: str | Markup, **wishes: object) -> Line:
    return set_text(text, measure=99, style=style(vertical=True, **wishes)).lines[0]


def ways(found: Line) -> str:
    """One letter a glyph: V by its vertical origin, R on its side, T together and upright."""
    return "".join("V" if g.vertical else "T" if g.upright else "R" for g in found.glyphs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("東京、ー「あ」…", "VVVVVVVV"),
        ("abc", "RRR"),
        ("5", "T"),
        ("12月", "TTV"),
        ("2026年", "RRRRV"),
        ("A社", "TV"),
        ("A cat", "RRRRR"),
        ("is a b", "RRRRRR"),
        ("あ A あ", "VRTRV"),
        ("13:30", "RRRRR"),
        ("!?", "TT"),
        ("！？", "VV"),
        ("＋Ａ１", "VVV"),
        ("→±①", "RVV"),
        ("ｱﾃﾞ", "RRR"),
        ("℃※★〒", "VVVV"),
        ("；：", "VR"),
    ],
)
def test_which_way_characters_stand(text: str, expected: str) -> None:
    assert ways(line(text)) == expected


def test_a_mark_without_a_vertical_form_lies_on_its_side() -> None:
    assert ways(line("「ー」", fonts=stack(FakeFace(vertical_forms="")))) == "RRR"


def test_rotated_latin_stands_on_a_baseline_that_centres_its_em_box() -> None:
    glyph = line("abc").glyphs[1]
    assert (glyph.along, round(glyph.across, 3), glyph.upright) == (0.5, 0.38, False)


def test_figures_together_are_centred_and_an_em_at_most() -> None:
    two = line("あ12い").glyphs[1:3]
    assert [(g.along, round(g.across, 3), g.stretch) for g in two] == [(1.88, 0.5, 1.0), (1.88, 0.0, 1.0)]
    four = line("2026年", tcy=4)
    assert ways(four) == "TTTTV"
    assert [round(g.across, 3) for g in four.glyphs[:4]] == [0.5, 0.25, 0.0, -0.25]
    assert {g.stretch for g in four.glyphs[:4]} == {0.5}
    assert four.glyphs[4].along == 1


def test_marked_figures_stand_together_whatever_their_number() -> None:
    assert ways(line(Markup("第[123]{tcy}回"))) == "VTTTV"
    assert ways(set_text(Markup("[123]{tcy}"), measure=9, style=style()).lines[0]) == "TTT"


def test_tate_chu_yoko_is_solid_and_latin_has_its_aki() -> None:
    assert [round(g.along, 2) for g in line("あab い").glyphs if g.text.strip()] == [0, 1.25, 1.75, 2.58]
    assert line("あ12い").glyphs[3].along == 2


def test_marks_are_squeezed_down_the_line_as_across_it() -> None:
    assert [g.along for g in line("「あ」「い」").glyphs] == [-0.5, 0.5, 1.5, 2.0, 3.0, 4.0]


def test_columns_follow_one_another_to_the_left_and_obey_kinsoku() -> None:
    done = set_text("あいう。えおか", measure=3, style=style(vertical=True, leading=2))
    assert [one.text for one in done.lines] == ["あい", "う。え", "おか"]
    assert [one.cross for one in done.lines] == [0, 2, 4]


def test_the_text_of_a_column_reads_in_order() -> None:
    text = "令和8年1月22日(木)、郡山商工会議所6階・中ホールA"
    assert "".join(g.text for g in line(text).glyphs) == text
    done = set_text(text, measure=5, style=style(vertical=True))
    assert "".join(one.text for one in done.lines) == text


def test_figures_of_three_and_four_digits_stand_one_under_the_other_where_the_style_stacks_them() -> None:
    year = line("あ2026年", stacked=4)
    assert ways(year) == "VTTTTV"
    assert [round(g.along, 2) for g in year.glyphs[1:5]] == [1.88, 2.88, 3.88, 4.88]
    assert {round(g.across, 3) for g in year.glyphs[1:5]} == {0.25}
    assert year.glyphs[5].along == 5
    assert ways(line("12345年", stacked=4)) == "RRRRRV"
    assert ways(line("12月", stacked=4)) == "TTV"


def test_a_degree_sign_hangs_beside_the_last_digit_and_moves_nothing() -> None:
    turn = line("360°あ", stacked=4)
    digit, degree, kana = turn.glyphs[2:5]
    assert degree.along == digit.along and degree.across < digit.across
    assert kana.along == 3


def test_a_hash_sign_by_itself_stands_upright_and_a_latin_tag_lies_as_one() -> None:
    assert ways(line("#タグ")) == "TVV"
    assert ways(line("#tag")) == "RRRR"


def test_a_line_that_would_open_too_far_is_left_short() -> None:
    text = "あいうえお" + "abcdefghijklmnop" + "かきくけこ"
    loose = set_text(text, measure=10, style=style(vertical=True, align="justify"))
    left = set_text(text, measure=10, style=style(vertical=True, align="justify", loosest=0.25))
    assert loose.lines[0].width == 10 > left.lines[0].width == left.lines[0].natural


@pytest.mark.parametrize("family", ["Noto Serif JP", "Noto Sans JP"])
@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("dashes", ["——", "――"])
def test_two_dashes_stand_as_one_bar_in_every_weight(family: str, weight: int, dashes: str) -> None:
    fonts = FontLibrary.bundled().stack(family, weight)
    for vertical in (False, True):
        manner = TextStyle(fonts=fonts, size=10, leading=17, align="left", vertical=vertical)
        found = set_text(f"何か{dashes}産地", measure=200, style=manner).lines[0]
        (bar,) = [glyph for glyph in found.glyphs if dashes in glyph.text]
        left, foot, right, top = bar.face.ink_box(bar.gid)
        long, thick = (top - foot, right - left) if vertical else (right - left, top - foot)
        assert bar.upright and bar.advance == pytest.approx(20)
        assert 1.8 <= long <= 2.2 and thick < 0.2


def test_a_dash_of_a_face_without_a_standing_form_lies_on_its_side() -> None:
    fonts = FontLibrary.bundled().stack("Noto Sans", 700)
    manner = TextStyle(fonts=fonts, size=10, leading=17, align="left", vertical=True)
    found = set_text("何か——産地", measure=200, style=manner).lines[0]
    dashes = [glyph for glyph in found.glyphs if "—" in glyph.text]
    assert dashes and not any(glyph.upright for glyph in dashes)
