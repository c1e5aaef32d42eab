"""Tables of input → lines, in a face whose Japanese fills the em and whose Latin half of it."""

from __future__ import annotations

import pytest
from type_fakes import CUT, MONO, FakeFace, stack, style

from ofprint.layout.template.studio import setting_findings
from ofprint.typesetting import set_text


def lines(text: str, measure: float, **wishes: object) -> list[str]:
    return [line.text for line in set_text(text, measure=measure, style=style(**wishes)).lines]


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("あいうえおかきくけこ", 4, ["あいうえ", "おかきく", "けこ"]),
        ("あいう。えおか", 3, ["あい", "う。え", "おか"]),
        ("あい「うえ」おか", 3, ["あい", "「うえ」", "おか"]),
        ("「あいう」えおか", 4, ["「あいう」", "えおか"]),
        ("あいうえー。かきく", 4, ["あいう", "えー。か", "きく"]),
        ("かきくっけこさし", 3, ["かき", "くっけ", "こさし"]),
        ("東京、「大阪」、京都。", 5, ["東京、「大", "阪」、京都。"]),
        ("時々刻々と変わる", 3, ["時々", "刻々と", "変わる"]),
        ("行く！　来る？　見る", 5, ["行く！　来", "る？　見る"]),
        ("月～金の午前", 4, ["月～金の", "午前"]),
        ("ｶﾞｷﾞｸﾞ｡ﾃｽﾄ", 3, ["ｶﾞｷﾞ", "ｸﾞ｡ﾃｽﾄ"]),
        ("ﾊﾟｰﾃｨｰ", 2, ["ﾊﾟｰ", "ﾃｨｰ"]),
        ("葛󠄀城市と𠮷野家", 3, ["葛󠄀城", "市と𠮷", "野家"]),
        ("か゚き゚く゚", 2, ["か゚", "き゚く゚"]),
    ],
)
def test_line_starts_and_ends_obey_kinsoku(text: str, measure: float, expected: list[str]) -> None:
    assert lines(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("待って……いるから", 4, ["待って", "……いる", "から"]),
        ("あ――いうえおかき", 3, ["あ――", "いうえ", "おかき"]),
        ("申込は2026年1月21日(水)17時まで", 6, ["申込は", "2026年1月", "21日(水)", "17時まで"]),
        ("第12回と約100人、50％", 5, ["第12回と", "約100人、", "50％"]),
        ("電話は022-221-4861です", 8, ["電話は", "022-221-4861", "です"]),
        ("電話は０２２‐２２１です", 8, ["電話は", "０２２‐２２１", "です"]),
        ("〒980-0000仙台市", 6, ["〒980-0000", "仙台市"]),
        ("時刻は13:30からです", 5, ["時刻は", "13:30から", "です"]),
        ("地域の#ハッシュタグを創る", 8, ["地域の", "#ハッシュタグを", "創る"]),
        ("講師は浩聡 氏と", 5, ["講師は", "浩聡 氏と"]),
        ("講師は浩聡様と", 5, ["講師は", "浩聡様と"]),
        ("vol. 7とNo. 5の本", 4, ["vol. 7", "とNo. 5", "の本"]),
        ("価格は¥1,200です", 6, ["価格は¥1,200", "です"]),
        ("10 km先と25℃の水", 5, ["10 km先と", "25℃の水"]),
        ("A4判とB5判の紙", 4, ["A4判", "とB5判", "の紙"]),
        ("予定は２０２６年まで", 5, ["予定は", "２０２６年", "まで"]),
    ],
)
def test_what_belongs_together_never_parts(text: str, measure: float, expected: list[str]) -> None:
    assert lines(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        (
            "詳細はhttps://www.example.jp/events/2026/index.htmlへ",
            12,
            ["詳細はhttps://www.", "example.jp/events/2026/", "index.htmlへ"],
        ),
        ("連絡はkoho@tohoku.example.jpまで", 8, ["連絡はkoho@", "tohoku.example.", "jpまで"]),
        ("時刻は13:30～17:00です", 9, ["時刻は13:30～", "17:00です"]),
        ("An open-source compound word", 8, ["An open-source ", "compound word"]),
        ("An open-source compound word", 5, ["An open-", "source ", "compound ", "word"]),
        ("TSUGI代表/SOE副理事/RENEWディレクター", 11, ["TSUGI代表/SOE副理事/", "RENEWディレクター"]),
        ("it’s a “quoted” word here", 6, ["it’s a ", "“quoted” ", "word here"]),
        ("東京(Tokyo)と大阪(Osaka)", 6, ["東京(Tokyo)", "と大阪", "(Osaka)"]),
    ],
)
def test_latin_runs_part_only_where_they_may_and_without_a_hyphen(
    text: str, measure: float, expected: list[str]
) -> None:
    assert lines(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("本題の後～副題をここに～", 4, ["本題の後", "～副題を", "ここに～"]),
        ("～ 副題をここに ～", 6, ["～ 副題をこ", "こに ～"]),
        ("あいう10～20人", 5, ["あいう", "10～20人"]),
    ],
)
def test_the_first_wave_of_a_subtitle_opens_and_the_last_closes(text: str, measure: float, expected: list[str]) -> None:
    assert lines(text, measure) == expected


@pytest.mark.parametrize("level", ["very-strict", "strict", "loose", "very-loose"])
@pytest.mark.parametrize(
    ("second", "loosest_that_forbids"),
    [("ー", "very-strict"), ("々", "very-strict"), ("っ", "very-strict"), ("ゝ", "loose"), ("・", "strict"),
     ("〜", "strict"), ("！", "loose"), ("：", "loose"), ("。", "very-loose"),
     ("」", "very-loose"), ("、", "very-loose")],
)  # fmt: skip
def test_the_four_levels_let_more_and_more_characters_begin_a_line(
    level: str, second: str, loosest_that_forbids: str
) -> None:
    order = ["very-strict", "strict", "loose", "very-loose"]
    text = "漢漢漢漢漢漢" + second + "漢漢漢漢"
    starts = {line[0] for line in lines(text, 6, kinsoku=level)}
    assert (second in starts) == (order.index(level) > order.index(loosest_that_forbids))


def test_newlines_end_paragraphs_and_stay_at_their_lines() -> None:
    assert lines("あいう\nえお\r\n\nか\n", 3) == ["あいう\n", "えお\r\n", "\n", "か\n"]
    assert lines("", 3) == []


def test_what_is_wider_than_the_measure_is_parted_by_cluster_and_never_overfull() -> None:
    assert lines("aaaaaaaaaaaaaaa", 3) == ["aaaaaa", "aaaaaa", "aaa"]
    assert lines("。。。。。。", 2) == ["。。。", "。。。"]
    assert lines("（（（（（（", 2) == ["（（（（", "（（"]


def test_an_ideographic_space_ends_a_line_and_takes_no_width_there() -> None:
    done = set_text("あいうえ　おか", measure=4, style=style())
    assert [line.text for line in done.lines] == ["あいうえ　", "おか"]
    assert done.lines[0].width == 4


def test_controls_are_dropped_from_drawing_and_kept_in_the_text() -> None:
    text = "a\u202eb\x00c漢\ufeff字\u2066x\u00ad"
    (line,) = set_text(text, measure=99, style=style()).lines
    assert line.text == text
    assert "".join(glyph.text for glyph in line.glyphs) == "abc漢字x"


def test_a_zero_width_space_is_a_place_to_break_and_a_word_joiner_is_none() -> None:
    assert lines("abcd\u200befgh", 3) == ["abcd\u200b", "efgh"]
    assert lines("漢\u2060字漢字", 3) == ["漢\u2060字", "漢字"] or lines("漢\u2060字漢字", 3)[0] != "漢\u2060"


def test_missing_characters_are_listed_and_leave_their_room() -> None:
    done = set_text("東\u2603西ab", measure=99, style=style(stack(FakeFace(without="\u2603b"))))
    assert done.missing == (("\u2603", 1), ("b", 4))
    assert [glyph.text for glyph in done.lines[0].glyphs] == ["東", "西", "a"]
    assert done.lines[0].natural == pytest.approx(4.25)


def test_a_face_with_narrow_marks_breaks_alike_and_is_not_tightened() -> None:
    assert lines("あいう。えおか", 4, fonts=CUT) == ["あいう。", "えおか"]
    mono, cut = (set_text("「あ」「い」", measure=99, style=style(fonts)).lines[0] for fonts in (MONO, CUT))
    assert (mono.natural, cut.natural) == (5.0, 4.0)
    assert [glyph.along for glyph in cut.glyphs] == [0, 0.5, 1.5, 2.0, 2.5, 3.5]


def test_fallback_is_chosen_by_cluster() -> None:
    first, second = FakeFace(without="漢"), FakeFace()
    glyphs = set_text("漢字", measure=9, style=style(stack(first, second))).lines[0].glyphs
    assert [glyph.face for glyph in glyphs] == [second, first]


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        ("あいう※注がある", 4, ["あいう", "※注が", "ある"]),
        ("面積は50㎥です", 5, ["面積は", "50㎥です"]),
        ("あいう゛えおか", 3, ["あい", "う゛え", "おか"]),
        ("あい──うえおか", 3, ["あい", "──う", "えおか"]),
    ],
)
def test_marks_that_jlreq_does_not_list_go_with_their_like(text: str, measure: float, expected: list[str]) -> None:
    assert lines(text, measure) == expected


@pytest.mark.parametrize(
    ("text", "measure", "level", "lines"),
    [
        ("シャッターチャンス", 2, "strict", ["シ", "ャッ", "ター", "チャ", "ンス"]),
        ("シャッターチャンス", 3, "very-strict", ["シャッ", "ター", "チャ", "ンス"]),
        ("「チェック」のファッションショー", 5, "strict", ["「チェック」", "のファッシ", "ョンショー"]),
        ("「チェック」のファッションショー", 6, "very-strict", ["「チェック」", "のファッショ", "ンショー"]),
        ("ショー、ウェッブのファッション", 3, "strict", ["ショ", "ー、", "ウェッ", "ブのフ", "ァッシ", "ョン"]),
    ],
)
def test_a_narrow_measure_drops_one_level_where_very_strict_tears_holes(text, measure, level, lines) -> None:
    done = set_text(text, measure=measure, style=style())
    assert (done.kinsoku, [line.text for line in done.lines]) == (level, lines)


def test_no_level_is_dropped_where_lines_are_not_brought_to_the_measure() -> None:
    assert set_text("シャッターチャンス", measure=2, style=style(align="left")).kinsoku == "very-strict"


def test_one_level_is_dropped_and_no_more_and_never_on_a_measure_of_some_length() -> None:
    text = "「シャッター・チャンス！？」ーッ、ャ々！" * 3
    assert {set_text(text, measure=ems, style=style()).kinsoku for ems in (1, 2)} == {"strict"}
    assert set_text(text, measure=9, style=style()).kinsoku == "very-strict"
    assert set_text(text, measure=2, style=style(kinsoku="strict")).kinsoku == "strict"


def test_a_dropped_level_is_reported() -> None:
    (finding,) = setting_findings(set_text("シャッターチャンス", measure=2, style=style()))
    assert (finding.rule, finding.severity) == ("text.kinsoku-loosened", "info")
    assert "シャッターチャンス" in finding.what.ja
    assert setting_findings(set_text("シャッターチャンス", measure=5, style=style())) == ()


def test_what_hangs_is_the_mark_and_its_blank_and_no_more() -> None:
    for measure in (3, 3.5, 4, 4.5, 5):
        done = set_text("町の工場、扉の中、人の声。町の、朝。", measure=measure, style=style(hanging=True))
        for line in done.lines:
            assert line.width <= measure + 1e-6, (measure, line)
