"""Names and terms brought to one width."""

from __future__ import annotations

from itertools import pairwise

import pytest
from type_fakes import style

from ofprint.typesetting import SetText, jidori, set_name


def picture(done: SetText) -> str:
    """The line as a compositor writes it: □ for every half em of white, rounded."""
    out, pen = "", 0.0
    for glyph in done.lines[0].glyphs:
        out += "□" * round((glyph.along - pen) * 1)
        out += glyph.text
        pen = glyph.along + glyph.advance
    return out + "□" * round(done.measure - pen)


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [
        ("鈴木", "一郎", "鈴木□一郎"),
        ("小泉", "今日子", "小泉今日子"),
        ("北野", "武", "北野□□武"),
        ("王", "貞治", "王□□貞治"),
        ("林", "武", "林□□□武"),
        ("長谷川", "潤", "長谷川□潤"),
        ("佐々木", "健", "佐々木□健"),
    ],
)
def test_names_of_two_to_five_characters_are_five_ems_wide(family: str, given: str, expected: str) -> None:
    done = set_name(family, given, style=style())
    assert picture(done) == expected
    assert done.width == pytest.approx(5)


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [("鈴木", "一郎", "鈴□木□一□郎"), ("長谷川", "一二三", "長谷川□一二三"), ("林", "武", "林□□□□□武")],
)
def test_over_seven_ems_each_part_fills_its_half(family: str, given: str, expected: str) -> None:
    done = set_name(family, given, style=style(), ems=7)
    assert picture(done) == expected
    assert done.width == pytest.approx(7)


def test_a_longer_name_is_parted_by_a_quarter_em() -> None:
    done = set_name("勅使河原", "由紀子", style=style())
    assert done.width == pytest.approx(7.25)


def test_a_latin_name_is_kept_whole_given_name_first() -> None:
    assert set_name("Gödel", "Kurt", style=style()).text == "Kurt Gödel"


def test_the_honorific_is_set_off_and_may_be_smaller() -> None:
    done = set_name("鈴木", "一郎", style=style(), honorific="様", honorific_size=0.7)
    *_, last = done.lines[0].glyphs
    assert (last.text, last.size) == ("様", 0.7)
    assert last.along == pytest.approx(5.5)


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [("開場", 4, "開□□場"), ("開会式", 5, "開□会□式"), ("受", 3, "受□□"), ("質疑応答", 4, "質疑応答")],
)
def test_terms_are_spread_evenly(text: str, ems: float, expected: str) -> None:
    done = jidori(text, ems, style=style())
    assert picture(done) == expected
    assert done.width == pytest.approx(ems)


def test_words_figures_and_dashes_stay_solid_in_a_spread_term() -> None:
    glyphs = jidori("会場AB12", 6, style=style()).lines[0].glyphs
    places = [glyph.along for glyph in glyphs]
    assert [round(b - a, 3) for a, b in pairwise(places[2:])] == [0.5, 0.5, 0.5]


def test_what_is_wider_than_its_width_is_set_solid() -> None:
    done = jidori("申込受付中", 3, style=style())
    assert done.width == pytest.approx(5)
    assert [glyph.along for glyph in done.lines[0].glyphs] == [0, 1, 2, 3, 4]
