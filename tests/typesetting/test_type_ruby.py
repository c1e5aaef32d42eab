"""Ruby and emphasis dots (JLREQ 3.3), at half an em over characters of one em."""

from __future__ import annotations

import pytest
from type_fakes import FakeFace, stack, style

from ofprint.typesetting import Line, Markup, set_text


def line(source: str, **wishes: object) -> Line:
    return set_text(Markup(source), measure=99, style=style(**wishes)).lines[0]


def places(set_line: Line, role: str) -> list[float]:
    return [round(glyph.along, 3) for glyph in set_line.glyphs if glyph.role == role]


@pytest.mark.parametrize(
    ("source", "base", "ruby"),
    [
        ("｜宮《みや》", [0], [0, 0.5]),
        ("｜日《ひ》", [0], [0.25]),
        ("｜宮嶋《みやじま》", [0, 1], [0, 0.5, 1, 1.5]),
        ("｜日本橋《にほん》", [0, 1, 2], [0.25, 1.25, 2.25]),
        ("｜東京《とう｜きょ》", [0, 1], [0, 0.5, 1, 1.5]),
        ("の｜躊《ちゅう》の", [0, 1, 2], [0.75, 1.25, 1.75]),
        ("漢｜躊《ちゅう》漢", [0, 1.25, 2.5], [1, 1.5, 2]),
        ("の｜志《こころざし》の", [0, 1.25, 2.5], [0.5, 1, 1.5, 2, 2.5]),
        ("漢｜志《こころざし》の", [0, 1.5, 3], [1, 1.5, 2, 2.5, 3]),
        ("、｜躊《ちゅう》（", [0, 1, 2], [0.75, 1.25, 1.75]),
        ("｜躊《ちゅう》", [0.25], [0, 0.5, 1]),
    ],
)
def test_where_readings_stand_and_how_they_spread_their_bases(
    source: str, base: list[float], ruby: list[float]
) -> None:
    found = line(source)
    assert places(found, "text") == base
    assert places(found, "ruby") == ruby


def test_ruby_touches_the_em_box_of_its_base() -> None:
    (above,) = [g for g in line("｜日《ひ》").glyphs if g.role == "ruby"]
    assert (above.size, round(above.across, 3)) == (0.5, -0.94)
    (beside,) = [g for g in line("｜日《ひ》", vertical=True).glyphs if g.role == "ruby"]
    assert (beside.vertical, round(beside.across, 3)) == (True, -0.75)


def test_group_ruby_never_parts_and_jukugo_ruby_parts_between_its_characters() -> None:
    def lines(source: str) -> list[str]:
        return [one.text for one in set_text(Markup(source), measure=4, style=style()).lines]

    assert lines("あいう｜東京《とうきょ》かき") == ["あいう", "東京かき"]
    assert lines("あいう｜東京《とう｜きょ》かき") == ["あいう東", "京かき"]


def test_a_parted_compound_takes_each_reading_to_its_line() -> None:
    done = set_text(Markup("あいう｜東京都《とう｜きょう｜と》かきくけ"), measure=4, style=style())
    readings = ["".join(g.text for g in one.glyphs if g.role == "ruby") for one in done.lines]
    assert "".join(readings) == "とうきょうと"
    for one in done.lines:
        for glyph in one.glyphs:
            assert glyph.along >= -1e-9
            assert glyph.along + glyph.advance <= 4 + 1e-9


def test_overhanging_ruby_stays_inside_the_measure_at_both_ends() -> None:
    done = set_text(Markup("｜志《こころざし》の" * 6), measure=7, style=style())
    for one in done.lines:
        assert min(glyph.along for glyph in one.glyphs) >= -1e-9
        assert max(glyph.along + glyph.advance for glyph in one.glyphs) <= 7 + 1e-9


def test_ruby_does_not_change_the_text_nor_the_pitch() -> None:
    done = set_text(Markup("あ｜宮嶋《みやじま》い" * 3), measure=4, style=style(leading=1.5))
    assert done.text == "あ宮嶋い" * 3
    assert [one.cross for one in done.lines] == [0, 1.5, 3.0]


def test_dots_stand_over_every_character_but_marks() -> None:
    found = line("あ《《い、う》》")
    assert places(found, "mark") == [1.25, 3.25]
    assert [glyph.gid for glyph in found.glyphs if glyph.role == "mark"] == [ord("•")] * 2
    assert [glyph.text for glyph in found.glyphs if glyph.role == "mark"] == ["", ""]
    upright = line("《《い》》", vertical=True)
    assert [glyph.gid for glyph in upright.glyphs if glyph.role == "mark"] == [ord("﹅")]


def test_a_face_without_the_dot_lends_a_middle_dot() -> None:
    found = line("《《い》》", fonts=stack(FakeFace(without="•﹅")))
    assert [glyph.gid for glyph in found.glyphs if glyph.role == "mark"] == [ord("・")]


def test_a_reading_that_no_face_has_is_missing_at_its_base() -> None:
    done = set_text(Markup("あ｜宮《み☃》"), measure=9, style=style(stack(FakeFace(without="☃"))))
    assert done.missing == (("☃", 1),)


def test_ruby_takes_the_aki_of_its_class_and_its_base_may_be_latin() -> None:
    found = line("漢｜OF《オフ》字")
    assert places(found, "text")[0] == 0
    assert "".join(g.text for g in found.glyphs if g.role == "ruby") == "オフ"
