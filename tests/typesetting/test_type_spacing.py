"""Where glyphs stand: squeezed marks, aki, justification, hanging, alignment."""

from __future__ import annotations

from itertools import pairwise

import pytest
from type_fakes import style

from ofprint.typesetting import Line, set_text


def first_line(text: str, measure: float = 99, **wishes: object) -> Line:
    return set_text(text, measure=measure, style=style(**wishes)).lines[0]


def alongs(line: Line) -> list[float]:
    return [round(glyph.along, 4) for glyph in line.glyphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あ「い」う", [0, 1, 2, 3, 4]),
        ("「あ」", [-0.5, 0.5, 1.5]),
        ("」「", [0, 0.5]),
        ("、「", [0, 0.5]),
        ("」。", [0, 0.5]),
        ("（「", [-0.5, 0]),
        ("。」", [0, 0.5]),
        ("」・「", [0, 0.5, 1.0]),
        ("あ・い", [0, 1, 2]),
        ("。「", [0, 0.5]),
        ("！」", [0, 1]),
        ("ああaいい", [0, 1, 2.25, 3, 4]),
        ("「a」あ", [-0.5, 0.5, 1.0, 2.0]),
        ("あ2026年", [0, 1.25, 1.75, 2.25, 2.75, 3.5]),
        ("a b", [0, 0.5, 0.8333]),
        ("あ a", [0, 1, 1.3333]),
        ("第5(水)あ", [0, 1.25, 1.75, 2.25, 3.25, 3.75]),
    ],
)
def test_natural_places(text: str, expected: list[float]) -> None:
    assert alongs(first_line(text)) == expected


def test_aki_and_word_space_are_the_styles() -> None:
    assert alongs(first_line("あa", aki=0.125)) == [0, 1.125]
    assert alongs(first_line("a b", word_space=0.25)) == [0, 0.5, 0.75]


def test_justified_lines_end_at_the_measure() -> None:
    text = "これは東京2026年の「春」に、ABCとdef ghiを組んだ、ためしの文章である。" * 4
    for measure in (7.0, 10.5, 13.3, 20.0):
        for line in set_text(text, measure=measure, style=style()).lines[:-1]:
            last = [glyph for glyph in line.glyphs if glyph.text not in " 　"][-1]
            body = last.advance - (0.5 if last.text in "。、」" else 0)
            gap = measure - last.along - body
            assert gap == pytest.approx(0, abs=1e-6) or (last.text in "。、」" and gap == pytest.approx(0.5)), line


def test_push_in_takes_the_blank_at_the_line_end_first() -> None:
    line = first_line("あ、いうえ。かきく", 5)
    assert line.text == "あ、いう"
    line = first_line("あ、いうえ。かきくけ", 5.5)
    assert (line.text, line.natural) == ("あ、いうえ。", 6.0)
    assert alongs(line) == [0, 1, 2, 3, 4, 5]


def test_push_in_then_takes_brackets_and_commas_then_aki() -> None:
    line = first_line("あ「い」うabえおか。きくけこさしすせ", 8)
    assert line.width == pytest.approx(8)
    full = set_text("ああ、い「う」abえおおかきくけこ", measure=9.5, style=style()).lines[0]
    assert full.width == pytest.approx(9.5)


def test_the_blank_after_a_full_stop_inside_a_line_is_never_taken() -> None:
    for measure in (6, 6.5, 7, 7.5, 8):
        for line in set_text("か。き「く」け、こ。さ「し」す、せ。そ" * 3, measure=measure, style=style()).lines:
            glyphs = line.glyphs
            for stop, after in pairwise(glyphs):
                if stop.text == "。" and after.text not in "」。、「":
                    assert after.along - stop.along >= 1 - 1e-9


def test_opening_up_goes_word_spaces_then_aki_then_the_rest() -> None:
    line = first_line("ab cd漢字漢漢漢漢", 4)
    assert line.text == "ab cd漢"
    assert line.natural == pytest.approx(3.5833, abs=1e-4)
    words, aki = line.glyphs[3].along - 1.0, line.glyphs[5].along - line.glyphs[4].along - 0.5
    assert words == pytest.approx(0.5)
    assert aki == pytest.approx(0.5)


def test_nothing_opens_inside_words_figures_and_dashes() -> None:
    line = first_line("abc漢――字漢漢漢漢漢漢", 6.5)
    places = {glyph.text: glyph.along for glyph in line.glyphs}
    assert places["b"] - places["a"] == pytest.approx(0.5)
    dashes = [glyph.along for glyph in line.glyphs if glyph.text == "―"]
    assert dashes[1] - dashes[0] == pytest.approx(1)


def test_the_last_line_is_natural() -> None:
    done = set_text("あいうえおかき", measure=4, style=style())
    assert alongs(done.lines[-1]) == [0, 1, 2]


def test_a_single_line_slightly_too_long_is_shrunk() -> None:
    (line,) = set_text("「あ」、「い」", measure=5, style=style()).lines
    assert line.natural == pytest.approx(5.5)
    assert line.width == pytest.approx(5.0)


def test_hanging_lets_a_full_stop_stand_outside_the_measure() -> None:
    without = set_text("あいうえ。おかき", measure=4, style=style())
    hung = set_text("あいうえ。おかき", measure=4, style=style(hanging=True))
    assert [line.text for line in without.lines] == ["あいう", "え。おか", "き"] or len(without.lines) > 1
    assert [line.text for line in hung.lines] == ["あいうえ。", "おかき"]
    assert alongs(hung.lines[0]) == [0, 1, 2, 3, 4]
    assert hung.lines[0].width == pytest.approx(4)


@pytest.mark.parametrize(("align", "start"), [("left", 0), ("center", 2.5), ("right", 5)])
def test_ragged_lines_are_natural_and_their_blanks_do_not_shift_them(align: str, start: float) -> None:
    line = first_line("「あいうえ」", 10, align=align)
    assert line.start == pytest.approx(start)
    assert line.glyphs[0].along == pytest.approx(start - 0.5)


def test_the_first_line_of_each_paragraph_is_indented() -> None:
    done = set_text("あいうえお\nかきくけこ", measure=4, style=style(indent=1))
    assert [line.start for line in done.lines] == [1, 0, 1, 0]
    assert done.lines[0].glyphs[0].along == 1


def test_tracking_stands_between_characters_and_not_after_the_last() -> None:
    line = first_line("あいう", tracking=0.1)
    assert alongs(line) == [0, 1.1, 2.2]
    assert line.natural == pytest.approx(3.2)


def test_baselines_lie_a_leading_apart() -> None:
    done = set_text("あいうえお", measure=2, style=style(leading=1.6))
    assert [line.cross for line in done.lines] == pytest.approx([0, 1.6, 3.2])
    assert done.extent == pytest.approx(3.2)


def test_sizes_are_points() -> None:
    line = first_line("あ「い」", 99, size=10)
    assert alongs(line) == [0, 10, 20, 30]
    assert line.natural == pytest.approx(40)
    assert {glyph.size for glyph in line.glyphs} == {10}
