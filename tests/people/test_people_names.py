"""Names split into family and given where that is sure, and left whole where it is not."""

from __future__ import annotations

import pytest

from ofprint.people.names import NOTHING, read_name, read_reading, reading_like, split_name


@pytest.mark.parametrize(
    ("whole", "family", "given"),
    [
        ("髙橋　太郎", "髙橋", "太郎"),
        ("山﨑 花子", "山﨑", "花子"),
        ("𠮷野　太郎 次郎", "𠮷野", "太郎 次郎"),
        ("山田 John", "山田", "John"),
        ("金 민준", "金", "민준"),
        ("John Smith", "Smith", "John"),
        ("Mary Jane Watson", "Watson", "Mary Jane"),
        ("YAMADA Taro", "YAMADA", "Taro"),
        ("Taro YAMADA", "YAMADA", "Taro"),
        ("DE LA CRUZ Maria", "DE LA CRUZ", "Maria"),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("Maximiliaan van der Berg", "van der Berg", "Maximiliaan"),
        ("J. R. R. Tolkien", "Tolkien", "J. R. R."),
        ("Smith, John", "Smith", "John"),
        ("John Smith, Ph.D.", "Smith", "John"),
        ("Siobhán O’Brien", "O’Brien", "Siobhán"),
        ("Łukasz\u00a0Nowak", "Nowak", "Łukasz"),
        ("山田太郎", "", ""),
        ("ジョン・スミス", "", ""),
        ("Madonna", "", ""),
        ("van der Berg", "", ""),
        ("XU Ming", "", ""),
        ("", "", ""),
    ],
)
def test_names_are_split_by_blanks_and_capitals(whole, family, given):
    assert split_name(whole, NOTHING) == type(NOTHING)(whole, family, given)


@pytest.mark.parametrize(
    ("whole", "reading", "family"),
    [
        ("山田太郎", "やまだ たろう", "山田"),
        ("長谷川誠", "はせがわ まこと", "長谷川"),
        ("林修", "はやし おさむ", "林"),
        ("五十嵐一", "いがらし はじめ", "五十嵐"),
        ("佐々木健", "ササキ　ケン", "佐々木"),
        ("髙橋太郎", "ﾀｶﾊｼ ﾀﾛｳ", "髙橋"),
        ("𠮷野花", "よしの はな", "𠮷野"),
        ("葛\U000e0100城太郎", "かつらぎ たろう", "葛\U000e0100城"),
        ("さいとうゆき", "さいとう ゆき", "さいとう"),
        ("榊ひなた", "さかき ひなた", "榊"),
        ("武者小路千", "むしゃのこうじ せん", "武者小路"),
        ("中山本太郎", "なかやま もとたろう", "中山"),
        ("中山本太郎", "なか やまもとたろう", "中"),
        ("甲乙丙丁", "こうおつ へいてい", ""),
        ("山田太郎", "すずき はなこ", ""),
        ("山田太郎", "やまだたろう", ""),
        ("Smith", "すみす じょん", ""),
    ],
)
def test_a_whole_name_is_split_by_its_reading_only_where_that_is_sure(whole, reading, family):
    assert split_name(whole, read_reading(reading, "", "")).family == family


def test_a_whole_reading_is_split_as_its_name_is():
    name = split_name("山田 太郎", NOTHING)
    reading = reading_like(name, read_reading("ﾔﾏﾀﾞﾀﾛｳ", "", ""))
    assert (reading.family, reading.given) == ("ヤマダ", "タロウ")
    unsure = reading_like(split_name("甲乙 丙丁", NOTHING), read_reading("こうおつへいてい", "", ""))
    assert (unsure.family, unsure.given) == ("こうおつへいてい", "")


def test_columns_of_their_own_are_joined_in_the_order_of_their_script():
    assert read_name("", "山田", "太郎", NOTHING).whole == "山田 太郎"
    assert read_name("", "Smith", "John", NOTHING).whole == "John Smith"
    assert read_name("ペンネーム", "山田", "太郎", NOTHING).whole == "ペンネーム"
    assert read_name("", "山田", "", NOTHING).whole == "山田"


def test_readings_of_their_own_columns_are_made_full_width():
    reading = read_reading("", "ﾊﾞﾊﾞ", "ｼﾞﾛｳ")
    assert (reading.family, reading.given) == ("ババ", "ジロウ")
