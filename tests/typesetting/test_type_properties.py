"""What holds for any text at any measure."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from type_fakes import CUT, MONO, style

from ofprint.typesetting import Markup, SetText, set_text

JAPANESE = (
    "漢字仮名交じり文のためのテスト、。「」『』（）・：；！？ー々ぁっャ…―—〜～＃￥％℃　 ABCabc019.,:-/@()[]\"'$%#\n"
)
japanese = st.text(st.sampled_from(JAPANESE), max_size=120)
texts = japanese | st.text(max_size=80)
measures = st.floats(1.0, 24.0)
fonts = st.sampled_from([MONO, CUT])
wishes = st.fixed_dictionaries(
    {},
    optional={
        "align": st.sampled_from(["justify", "left", "center", "right"]),
        "vertical": st.booleans(),
        "hanging": st.booleans(),
        "kinsoku": st.sampled_from(["very-strict", "strict", "loose", "very-loose"]),
        "tracking": st.sampled_from([0.0, 0.1, -0.02]),
        "indent": st.sampled_from([0.0, 1.0]),
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
@given(texts, measures, fonts, wishes)
@example("🇦🇦", 1.0, MONO, {})
@example("🇦🇦", 1.0, MONO, {"vertical": True})
def test_the_lines_join_to_the_text_and_stay_in_the_measure(text, measure, fonts, wishes) -> None:
    done = set_text(text, measure=measure, style=style(fonts, **wishes))
    assert "".join(line.text for line in done.lines) == text
    for line in done.lines:
        assert line.width <= measure + 1e-6
        for glyph in line.glyphs:
            assert math.isfinite(glyph.along)
            if wishes.get("vertical") and glyph.upright and not glyph.vertical:
                continue  # tate-chu-yoko: its advance runs across the line
            body = glyph.along + glyph.advance * (0.5 if glyph.text in NEVER_FIRST or glyph.text in "・：；" else 1)
            assert body <= room(done, wishes.get("hanging", False)) or glyph.text.isspace()


@settings(max_examples=100, deadline=None)
@given(japanese, measures, fonts)
def test_no_line_begins_or_ends_wrongly_where_another_break_is_possible(text, measure, fonts) -> None:
    """At four ems and more every forbidden place has a lawful one within reach, unless marks pile up."""
    done = set_text(text, measure=measure + 4, style=style(fonts))
    for line, following in pairwise(done.lines):
        if line.text.endswith(("\n", "\r")) or not line.glyphs or not following.text.strip():
            continue
        last, first = line.text.rstrip()[-1:], following.text[0]
        piled = sum(character in NEVER_FIRST | NEVER_LAST for character in line.text + following.text)
        if piled < 4 and line.text.strip() and len(line.text.split()[-1]) < 8 and first.isprintable():
            assert last not in NEVER_LAST, (line, following)
            assert first not in NEVER_FIRST, (line, following)


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
