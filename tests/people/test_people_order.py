"""五十音 order as JIS X 4061 has it, the other orders, and reception windows."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofprint.base.errors import AttendeesError
from ofprint.people import Attendee
from ofprint.people.order import collation, first_kana, ordered
from ofprint.people.windows import OTHERS, by_window, even_windows, parse_windows

# Each line stands in order: what is to the left comes first.
TABLES = [
    "あい いう うえ えお おか かき わ ゐ ゑ を ん",
    "かく かぐ がく がぐ かげ かこ",
    "は ば ぱ はあ ばあ ぱあ",
    "はり ハリ ばり バリ ぱり パリ",
    "きゃく きやく キヤク ぎゃく ぎやく",
    "いっしょ いつしよ いっしょう",
    "かー かあ カア かい",
    "さーかす さあかす さいかす",
    "おーた おおた おおだ おかだ",
    "こうの こおの こーひー",
    "いすす いすゞ いすず",
    "すすき すすぎ",
    "みすじ みすゝ みすす みすずき",
    "うえだ ヴェルディ うえろ",
    "ヵ か ヶ け",
    "ｱｲ アウ ｱｴ",
]


@pytest.mark.parametrize("line", TABLES)
def test_readings_stand_in_the_order_of_the_standard(line):
    words = line.split()
    mixed = words[:]
    random.Random(1).shuffle(mixed)
    assert sorted(mixed, key=collation) == words


def person(name, reading="", **more):
    family, _, given = reading.partition(" ")
    own_family, _, own_given = name.partition(" ")
    return Attendee(
        id=name, name=name, family=own_family, given=own_given, reading_family=family, reading_given=given, **more
    )


def names(people):
    return [p.name for p in people]


def test_a_family_stands_together_before_a_longer_one():
    people = [
        person("原田 愛", "はらだ あい"),
        person("原 太郎", "はら たろう"),
        person("原 愛", "ハラ アイ"),
        person("原 一", "はら はじめ"),
    ]
    assert names(ordered(people)) == ["原 太郎", "原 一", "原 愛", "原田 愛"]


def test_latin_names_follow_kana_and_names_without_a_reading_come_last():
    people = [
        person("山田 太郎"),
        Attendee(id="1", name="Łukasz Nowak", family="Nowak", given="Łukasz"),
        Attendee(id="2", name="Émile Zola", family="Zola", given="Émile"),
        Attendee(id="3", name="王 明", family="王", given="明", romaji="Ming Wang"),
        person("さくら"),
        person("渡辺 誠", "わたなべ まこと"),
    ]
    assert names(ordered(people)) == ["さくら", "渡辺 誠", "Łukasz Nowak", "王 明", "Émile Zola", "山田 太郎"]


def test_equal_readings_keep_the_order_of_the_list():
    people = [person("山田 太郎", "やまだ たろう", row=row) for row in (5, 2, 9)]
    assert [p.row for p in ordered(people)] == [2, 5, 9]


def test_roles_stand_as_given_then_by_name_then_those_without():
    people = [
        person("一", "い", role="参加者"),
        person("二", "あ", role=""),
        person("三", "う", role="登壇者"),
        person("四", "あ", role="来賓"),
    ]
    assert names(ordered(people, "role", roles=["登壇者", "参加者"])) == ["三", "一", "四", "二"]


def test_affiliations_stand_without_their_legal_form_and_none_comes_last():
    people = [
        person("一", "い", affiliation="株式会社みなと"),
        person("二", "あ", affiliation="みなと株式会社"),
        person("三", "う", affiliation=""),
        person("四", "え", affiliation="(株)あおば"),
        person("五", "お", affiliation="㈱あおば"),
    ]
    assert names(ordered(people, "affiliation")) == ["四", "五", "二", "一", "三"]


def test_the_order_of_the_list_is_that_of_its_rows():
    assert [p.row for p in ordered([person("b", row=3), person("a", row=7), person("c", row=2)], "list")] == [2, 3, 7]


@pytest.mark.parametrize(
    ("name", "reading", "letter"),
    [
        ("山田 太郎", "ガルシア", "か"),
        ("x", "ー", ""),
        ("Øre Bo", "", "O"),
        ("山田", "", ""),
        ("ｱｲ", "", "あ"),
        ("ぱる", "", "は"),
        ("7", "", ""),
    ],
)
def test_somebody_is_looked_for_under_the_plain_first_kana(name, reading, letter):
    assert first_kana(person(name, reading)) == letter


CROWD = [
    person(f"{kana}{n}", f"{kana}い た")
    for kana, count in zip("あかがさたなはばまやらわ", [9, 5, 5, 8, 4, 2, 3, 3, 6, 4, 1, 2], strict=True)
    for n in range(count)
]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6, 40])
def test_even_windows_take_everybody_once(count):
    windows = even_windows(CROWD, count)
    assert len(windows) <= count
    shared = by_window(CROWD, windows)
    assert sum(len(people) for _, people in shared) == len(CROWD)
    assert [w for w, _ in shared] == list(windows)
    assert [p for _, people in shared for p in people] == ordered(CROWD)
    for kana in "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん":
        assert sum(window.takes(kana) for window in windows) == 1


def test_even_windows_are_even():
    sizes = [len(people) for _, people in by_window(CROWD, even_windows(CROWD, 3))]
    assert max(sizes) - min(sizes) <= 8


def test_windows_of_an_empty_list_are_none():
    assert even_windows([], 3) == ()


def test_windows_are_read_as_people_write_them_and_the_rest_stands_last():
    windows = parse_windows(["あ–こ", "さ行", "タ～ト", "Ａ-Ｚ"])
    assert [(w.first, w.last) for w in windows] == [("あ", "こ"), ("さ", "そ"), ("た", "と"), ("A", "Z")]
    people = [person("鈴木", "すずき"), person("Bob", ""), person("松井", "まつい"), person("五島", "ごとう")]
    shared = [(w.label, names(people)) for w, people in by_window(people, windows)]
    assert shared == [("あ–こ", ["五島"]), ("さ行", ["鈴木"]), ("タ～ト", []), ("Ａ-Ｚ", ["Bob"]), (OTHERS, ["松井"])]


def test_windows_at_fault_are_all_told():
    with pytest.raises(AttendeesError) as caught:
        parse_windows(["あ–こ", "こ–さ", "と–た", "漢字", ""])
    assert [f.rule for f in caught.value.findings] == ["people.window-overlap", *["people.window"] * 3]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.sampled_from("あいうかがきぎゃっーゝゞアイウヴヵぱ゛ 山A1"), max_size=6), max_size=12))
def test_any_readings_have_an_order_that_does_not_depend_on_the_order_before(readings):
    people = [
        Attendee(id=str(n), name=reading or "x", reading_family=reading, row=n) for n, reading in enumerate(readings)
    ]
    assert ordered(people) == ordered(list(reversed(people)))
