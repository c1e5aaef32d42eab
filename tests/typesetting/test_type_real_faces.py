"""With the bundled faces: real glyphs, real widths, and how the time grows."""

from __future__ import annotations

import gc
import pickle
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ofprint.fonts import FontLibrary, FontStack
from ofprint.typesetting import TextStyle, fit_text, set_text

PROSE = (
    "ものづくり企業が生産現場を外部に公開したり、来場者にもものづくりを体験してもらう「オープンファクトリー」。"
    "2017年に米沢へUターンし、地元企業で新規事業や経営企画に従事。『地域の魅力を実力に変える。』をコンセプトに、"
    "OPEN FACTORY KORIYAMAを立ち上げ、13:30から第12回の催し（約100人）を開いた。"
)


@pytest.fixture(scope="module")
def gothic() -> FontStack:
    return FontLibrary.bundled().stack("Noto Sans JP")


def test_right_edges_agree(gothic: FontStack) -> None:
    for measure in (120.0, 181.3, 250.0):
        done = set_text(PROSE * 3, measure=measure, style=TextStyle(gothic, 9))
        for line in done.lines[:-1]:
            assert line.width == pytest.approx(measure, abs=1e-6)
            last = [glyph for glyph in line.glyphs if glyph.text != " "][-1]
            edge = last.along + last.advance
            slack = (0.0, 4.5) if last.text in "。、」』）" else (0.0,)
            assert any(abs(edge - extra - measure) < 0.01 for extra in slack), line


def test_a_latin_word_is_set_from_one_face() -> None:
    mincho = FontLibrary.bundled().stack("Noto Serif JP")
    done = set_text("ŁódźとLodzとx≒y", measure=999, style=TextStyle(mincho, 10))
    faces = {glyph.text: glyph.face.name for glyph in done.lines[0].glyphs[:4]}
    assert set(faces.values()) == {"NotoSerif-Regular"}
    assert {glyph.face.name for glyph in done.lines[0].glyphs[5:9]} == {mincho.faces[0].name}


def test_display_type_is_tighter_and_its_marks_are_cut_by_the_face(gothic: FontStack) -> None:
    body = set_text("「ものづくり」のトーク", measure=999, style=TextStyle(gothic, 10))
    display = set_text("「ものづくり」のトーク", measure=999, style=TextStyle(gothic, 10, display=True))
    assert display.lines[0].natural < body.lines[0].natural - 5
    assert min(glyph.advance for glyph in display.lines[0].glyphs) < 7


def test_display_type_is_kerned_as_the_face_kerns_the_whole_run(gothic: FontStack) -> None:
    text = "ファミリートークのこれまで、とVAWAとこれから"
    face = gothic.faces[0]
    shaped = sum(
        glyph.x_advance
        for part in ("ファミリートークのこれまで、と",)
        for glyph in face.shape(part, features=("palt", "kern"))
    )
    line = set_text(text[:15], measure=999, style=TextStyle(gothic, 1, display=True)).lines[0]
    assert line.natural == pytest.approx(shaped)


def test_variation_sequences_supplementary_planes_and_pictographs_have_glyphs(gothic: FontStack) -> None:
    done = set_text("葛󠄀城の𠮷野家で😀、ｶﾞｷﾞと≒とŁ", measure=999, style=TextStyle(gothic, 10))
    assert done.missing == ()
    glyphs = {glyph.text: glyph for glyph in done.lines[0].glyphs}
    assert glyphs["葛󠄀"].gid != gothic.faces[0].glyph(ord("葛"))
    assert glyphs["😀"].advance == pytest.approx(10)
    assert all(glyph.gid for glyph in done.lines[0].glyphs)


def test_ligatures_are_off_across_letter_spacing(gothic: FontStack) -> None:
    def count(tracking: float) -> int:
        return len(set_text("office", measure=99, style=TextStyle(gothic, 1, tracking=tracking)).lines[0].glyphs)

    assert count(0.05) == 6
    assert count(0) <= 6


def test_vertical_forms_are_used(gothic: FontStack) -> None:
    face = gothic.faces[0]
    for glyph in set_text("「ー。、っ」", measure=99, style=TextStyle(gothic, 1, vertical=True)).lines[0].glyphs:
        assert glyph.vertical
        assert glyph.gid != face.glyph(ord(glyph.text))


@pytest.mark.parametrize("family", ["Noto Sans JP", "Noto Serif JP"])
def test_marks_of_a_column_stand_where_a_compositor_has_them(family: str) -> None:
    """Openers at the foot of their em, closers at its head; 、。 and small kana to the right; ー and ～ plumb."""
    style = TextStyle(FontLibrary.bundled().stack(family), 1, vertical=True)

    def ink(mark: str) -> tuple[float, float, float, float]:
        """Left and right of the column's centre line, top and bottom under the top of the em box."""
        (glyph,) = set_text(mark, measure=9, style=style).lines[0].glyphs
        assert glyph.vertical and glyph.upright, mark
        (x, y), (x0, y0, x1, y1) = glyph.face.vertical_origin(glyph.gid), glyph.face.ink_box(glyph.gid)
        return x0 - x, x1 - x, y - y1, y - y0

    for mark in "「『（［｛〈《【〔〝":
        assert ink(mark)[2] > 0.5, mark
    for mark in "」』）］｝〉》】〕〟":
        assert ink(mark)[3] < 0.5, mark
    for mark in "、。，．":
        left, _, _, bottom = ink(mark)
        assert left > 0.1 and bottom < 0.45, mark
    for mark in "ぁぃぅぇぉっゃゅょァィゥェォッャュョヵヶ":
        left, right, _, _ = ink(mark)
        assert left + right > 0.1, mark
    for mark in "ー―…‥～〜＝：":
        left, right, top, bottom = ink(mark)
        assert abs(left + right) < 0.1, mark
        assert (bottom - top > right - left) == (mark != "："), mark


@pytest.mark.parametrize("vertical", [False, True])
def test_dashes_side_by_side_are_one_line(gothic: FontStack, vertical: bool) -> None:
    style = TextStyle(gothic, 1, vertical=vertical)
    for dashes in ("――", "——"):
        glyphs = set_text(f"と{dashes}い", measure=9, style=style).lines[0].glyphs
        assert [(g.text, g.advance) for g in glyphs] == [("と", 1), (dashes, 2), ("い", 1)]
    assert [g.advance for g in set_text("と—い", measure=9, style=style).lines[0].glyphs] == [1, 1, 1]
    assert set_text("an—em", measure=9, style=style).lines[0].glyphs[2].advance < 0.9, "a Latin dash stays one"
    assert set_text("と—\u0301—い", measure=9, style=style).text == "と—\u0301—い", "with a mark over one"
    lines = set_text("笑う――それがよい", measure=3, style=style).lines
    assert "――" in "|".join(line.text for line in lines)


def test_half_width_kana_lie_on_their_side_and_the_semicolon_stands(gothic: FontStack) -> None:
    glyphs = set_text("ﾃｰ；", measure=9, style=TextStyle(gothic, 1, vertical=True)).lines[0].glyphs
    assert [(g.upright, g.advance) for g in glyphs] == [(False, 0.5), (False, 0.5), (True, 1)]


def test_a_style_crosses_processes(gothic: FontStack) -> None:
    style = TextStyle(gothic, 9)
    before = set_text(PROSE, measure=200, style=style).lines[0].glyphs
    again = pickle.loads(pickle.dumps(style))
    assert set_text(PROSE, measure=200, style=again).lines[0].glyphs == before


def spent(text: str, style: TextStyle) -> float:
    """The least of three runs, in seconds of this process."""
    found = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        set_text(text, measure=300, style=style)
        found.append(time.process_time() - start)
    return min(found)


def test_time_grows_with_the_text_and_no_faster(gothic: FontStack) -> None:
    style = TextStyle(gothic, 10)
    prose = PROSE * (100_000 // len(PROSE))
    spent(prose[:5000], style)
    assert spent(prose, style) < 1.5
    assert spent(prose, style) < 14 * spent(prose[: len(prose) // 8], style)


@pytest.mark.parametrize("unit", ["a", "（", "。", "ー", "9", "—", "　", " ", "～", "@a.", "氏", "第1", "か゚"])
def test_a_long_run_without_a_place_to_break_does_not_hang(gothic: FontStack, unit: str) -> None:
    text = unit * (10_000 // len(unit))
    start = time.process_time()
    done = set_text(text, measure=300, style=TextStyle(gothic, 10))
    assert time.process_time() - start < 3
    assert done.text == text
    assert done.width <= 300 + 1e-6


def test_a_badge_name_is_fitted_in_little_time(gothic: FontStack) -> None:
    style = TextStyle(gothic, 24, align="center", breaks="none")
    names = [f"{family} {given}" for family in ("宮嶋", "森田", "渡辺", "小林") for given in ("浩聡", "正隆", "拓美")]
    for name in names:
        fit_text(name, width=160, height=30, style=style)
    best = 1.0
    for _ in range(30):
        start = time.process_time()
        for name in names:
            _ = fit_text(name, width=160, height=30, style=style).text.lines[0].glyphs
        best = min(best, (time.process_time() - start) / len(names))
    assert best < 60e-6


def test_many_threads_set_the_same_text_alike(gothic: FontStack) -> None:
    style = TextStyle(gothic, 9.5, display=True)
    texts = [PROSE[at:] + PROSE[:at] for at in range(0, 80, 10)]
    alone = [set_text(text, measure=170, style=style).lines[1].glyphs for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda text: set_text(text, measure=170, style=style).lines[1].glyphs, texts)
    assert list(together) == alone
