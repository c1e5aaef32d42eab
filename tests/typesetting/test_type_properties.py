"""What holds for any text at any measure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from type_fakes import CUT, MONO, style

from ofprint.fonts import FontLibrary
from ofprint.fonts.clusters import clusters
from ofprint.typesetting import Markup, SetText, set_text

JAPANESE = (
    "漢字仮名交じり文のためのテスト、。「」『』（）・：；！？ー々ぁっャ…―—〜～＃￥％℃　 ABCabc019.,:-/@()[]\"'$%#\n"
)
japanese = st.text(st.sampled_from(JAPANESE), max_size=120)
texts = japanese | st.text(max_size=80)
measures = st.floats(1.0, 24.0)
fonts = st.sampled_from([MONO, CUT])
NOTO = FontLibrary.bundled().stack("Noto Sans JP")
wishes = st.fixed_dictionaries(
    {},
    optional={
        "align": st.sampled_from(["justify", "left", "center", "right"]),
        "vertical": st.booleans(),
        "hanging": st.booleans(),
        "kinsoku": st.sampled_from(["very-strict", "strict", "loose", "very-loose"]),
        "tracking": st.sampled_from([0.0, 0.1, -0.02]),
        "indent": st.sampled_from([0.0, 1.0, -1.0]),
        "display": st.booleans(),
        "breaks": st.sampled_from(["paragraph", "phrases"]),
    },
)
NEVER_FIRST = frozenset("）」』、。，．,.)]")
NEVER_LAST = frozenset("（「『([")


def room(done: SetText, hanging: bool) -> float:
    """The measure, and what may hang beyond it."""
    return done.measure + (1.0 if hanging else 0.0) + 1e-6


@settings(max_examples=100, deadline=None)
@given(texts, measures, fonts | st.just(NOTO), wishes)
@example("🇦🇦", 1.0, MONO, {})
@example("🇦🇦", 1.0, MONO, {"vertical": True})
@example("と—\u0301—い", 9.0, NOTO, {"vertical": True})
@example("漢-%\u200b9、#", 1.82, NOTO, {"vertical": True, "hanging": True})
def test_the_lines_join_to_the_text_and_stay_in_the_measure(text, measure, fonts, wishes) -> None:
    done = set_text(text, measure=measure, style=style(fonts, **wishes))
    assert "".join(line.text for line in done.lines) == text
    hang = max(0.0, -wishes.get("indent", 0.0))
    for line in done.lines:
        assert line.width <= measure + hang + 1e-6 or len(clusters(line.text.strip())) == 1
        for glyph in line.glyphs:
            assert math.isfinite(glyph.along)
            if fonts is NOTO or (wishes.get("vertical") and glyph.upright and not glyph.vertical):
                continue  # places by the face's own tables; tate-chu-yoko, whose advance runs across the line
            body = glyph.along + glyph.advance * (0.5 if glyph.text in NEVER_FIRST or glyph.text in "・：；" else 1)
            assert body <= room(done, wishes.get("hanging", False)) or glyph.text.isspace()
        if fonts is not NOTO:
            assert min((glyph.along for glyph in line.glyphs), default=0.0) >= -0.5 - hang - 1e-6


ALWAYS_FIRST = frozenset("）」』、。，．・：；！？々ーぁっャ")
"""What begins no line at the very strict level."""
LOOSENED = frozenset("々ーぁっャ")
"""What may begin one where a narrow measure drops a level."""


def pieces(text: str) -> Iterator[str]:
    """Yield what no line end parts, by a reading of the rules that keeps more together than they ask for."""
    start = 0
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        kept = after in ALWAYS_FIRST | NEVER_FIRST or before in NEVER_LAST or (before.isascii() and after.isascii())
        if not kept and not (before + after).isspace() and after not in "　〜～" and before not in "＃￥％℃—…":
            yield text[start:at]
            start = at
    yield text[start:]


prose = st.lists(st.text("漢字仮名交じ文のた", max_size=4) | st.sampled_from(JAPANESE), max_size=40).map("".join)
"""Marks among kanji and kana, as often as in a text."""


@settings(max_examples=200, deadline=None)
@given(prose, st.floats(3.0, 20.0), fonts, st.sampled_from(["very-strict", "strict"]))
def test_no_line_begins_or_ends_wrongly_where_the_measure_lets_it(text, measure, fonts, level) -> None:
    """Where every piece that must not be parted has room in a line, nothing forbidden stands at its start or end."""
    assume(all(len(piece) <= measure for line in text.split("\n") for piece in pieces(line)))
    done = set_text(text, measure=measure, style=style(fonts, kinsoku=level))
    wrong = NEVER_FIRST | (ALWAYS_FIRST if done.kinsoku == "very-strict" else ALWAYS_FIRST - LOOSENED)
    for line, following in pairwise(done.lines):
        if line.text.endswith(("\n", "\r")) or not line.text.strip() or not following.text.strip():
            continue
        assert following.text[0] not in wrong, (line, following)
        assert line.text.rstrip()[-1] not in NEVER_LAST, (line, following)


@settings(max_examples=60, deadline=None)
@given(texts, measures, fonts)
def test_pens_never_run_backwards(text, measure, fonts) -> None:
    for line in set_text(text, measure=measure, style=style(fonts)).lines:
        places = [glyph.along for glyph in line.glyphs if glyph.text]
        assert all(after >= before - 0.5 - 1e-9 for before, after in pairwise(places))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_plain_text_is_data_and_escaped_markup_prints_as_it_stands(text) -> None:
    assert Markup.escape(text).plain == text
    assert set_text(text, measure=9, style=style()).text == text
    assert set_text(Markup.escape(text), measure=9, style=style()).text == text


@settings(max_examples=60, deadline=None)
@given(st.text("｜《》**[]{}()\\漢字かなabc=. ", max_size=40))
def test_any_markup_is_read_without_a_fault(source) -> None:
    done = set_text(Markup(source), measure=6, style=style())
    assert done.text == Markup(source).plain
    assert all(glyph.size > 0 for line in done.lines for glyph in line.glyphs)


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ({"text": None}, TypeError, "str or an ofprint.Markup, not NoneType"),
        ({"text": b"abc"}, TypeError, "str or an ofprint.Markup, not bytes"),
        ({"measure": "12"}, TypeError, "number of points, not str"),
        ({"measure": 0}, ValueError, "more than 0 points, not 0"),
        ({"measure": math.nan}, ValueError, "more than 0 points, not nan"),
        ({"style": None}, TypeError, "TextStyle, not NoneType"),
    ],
)
def test_a_wrong_argument_is_named_with_what_is_expected(arguments, error, said) -> None:
    with pytest.raises(error, match=said):
        set_text(**{"text": "文", "measure": 9, "style": style(), **arguments})


def test_markup_is_made_of_text() -> None:
    with pytest.raises(TypeError, match="Markup is made of a str, not NoneType"):
        Markup(None)  # type: ignore[arg-type]
