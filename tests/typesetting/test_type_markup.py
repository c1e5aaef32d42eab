"""The markup: what its signs say, and that nothing else is a sign."""

from __future__ import annotations

import pytest
from type_fakes import CUT, style

from ofprint.typesetting import Markup, set_text
from ofprint.typesetting.markup import parse


@pytest.mark.parametrize(
    ("source", "text", "rubies"),
    [
        ("｜宮嶋《みやじま》氏", "宮嶋氏", [(0, 2, ("みやじま",))]),
        ("｜宮嶋《みや｜じま》", "宮嶋", [(0, 2, ("みや", "じま"))]),
        ("は宮嶋《みやじま》です", "は宮嶋です", [(1, 3, ("みやじま",))]),
        ("｜Tohoku《とうほく》", "Tohoku", [(0, 6, ("とうほく",))]),
        ("｜宮《みや》｜嶋《じま》", "宮嶋", [(0, 1, ("みや",)), (1, 2, ("じま",))]),
        ("｜三文字《ふた｜つ》", "三文字", [(0, 3, ("ふたつ",))]),
        ("かな《かな》", "かな《かな》", []),
        ("｜《なし》", "｜《なし》", []),
        ("宮嶋《", "宮嶋《", []),
        (r"宮嶋\《みや》", "宮嶋《みや》", []),
    ],
)
def test_ruby(source: str, text: str, rubies: list[tuple[int, int, tuple[str, ...]]]) -> None:
    rich = parse(source)
    assert rich.text == text
    assert [(ruby.start, ruby.end, ruby.readings) for ruby in rich.rubies] == rubies


def test_bold_links_inks_and_sizes_dress_their_runs() -> None:
    rich = parse("地**太字**と[文](https://a.jp/x)と[赤]{ink=accent size=1.5 bold}と《《点》》")
    assert rich.text == "地太字と文と赤と点"
    dresses = {rich.text[run.start : run.end]: run.dress for run in rich.runs}
    assert dresses["太字"].bold
    assert dresses["文"].link == "https://a.jp/x"
    assert (dresses["赤"].ink, dresses["赤"].size, dresses["赤"].bold) == ("accent", 1.5, True)
    assert rich.dots == ((8, 9),)


def test_a_string_is_data_whatever_it_holds() -> None:
    text = "<b>&《《x》》｜a《b》**c**[d](e)"
    done = set_text(text, measure=99, style=style())
    assert done.text == text
    assert {glyph.role for glyph in done.lines[0].glyphs} == {"text"}


def test_joining_markup_with_a_string_keeps_the_string_data() -> None:
    joined = "《" + Markup.ruby("宮嶋", "みやじま") + "**様**"
    assert joined.plain == str(joined) == "《宮嶋**様**"
    assert len(parse(joined.source).rubies) == 1


def test_bold_runs_are_set_in_the_bold_faces_and_carry_ink_and_link() -> None:
    done = set_text(Markup("あ**い**[う]{ink=accent}[え](x:y)"), measure=99, style=style(bold_fonts=CUT, ink="black"))
    glyphs = done.lines[0].glyphs
    assert [glyph.face is CUT.faces[0] for glyph in glyphs] == [False, True, False, False]
    assert [glyph.ink for glyph in glyphs] == ["black", "black", "accent", "black"]
    assert [glyph.link for glyph in glyphs] == [None, None, None, "x:y"]


def test_sizes_share_the_baseline_and_widen_their_own_spaces() -> None:
    glyphs = set_text(Markup("あ[い]{size=2}「う」"), measure=99, style=style()).lines[0].glyphs
    assert [glyph.size for glyph in glyphs] == [1, 2, 1, 1, 1]
    assert [glyph.along for glyph in glyphs] == [0, 1, 3, 4, 5]
    assert {glyph.across for glyph in glyphs} == {0}


def test_markup_breaks_like_its_plain_text() -> None:
    source = "これは**太い字**で、「[赤い]{ink=a}」文です。"
    marked = set_text(Markup(source), measure=5, style=style())
    plain = set_text(Markup(source).plain, measure=5, style=style())
    assert [line.text for line in marked.lines] == [line.text for line in plain.lines]
