"""Lists that can be read: encodings, delimiters, workbooks, headings of platforms, who gets a badge."""

from __future__ import annotations

import datetime
import io
import pickle
import tracemalloc

import pytest
from people_lists import BACKSLASH_TRAILS, found, table, two_hundred, with_cached, workbook

from ofprint.base.errors import AttendeesError
from ofprint.people import Attendee, AttendeeStream, load_attendees, read_attendees

TEXT = table(
    [
        ["受付番号", "氏名", "ふりがな", "所属"],
        ["A1", "髙橋 太郎", "たかはし たろう", "表,社"],
        ["A2", "山﨑　花子", "", ""],
    ]
)


def test_a_cp932_list_of_200_people_keeps_every_name_whole(tmp_path):
    rows = two_hundred()
    path = tmp_path / "attendees.csv"
    path.write_bytes(table(rows).encode("cp932"))
    people = load_attendees(path)
    assert [p.name for p in people] == [row[1] for row in rows[1:]]
    assert [p.affiliation for p in people] == [row[4] for row in rows[1:]]
    assert [p.id for p in people] == [row[0] for row in rows[1:]]
    assert [p.row for p in people] == list(range(2, 202))
    assert all(p.family and p.given for p in people)


def test_the_same_200_people_come_out_of_cp932_and_utf8():
    text = table(two_hundred())
    assert load_attendees(text.encode("cp932")) == load_attendees(text.encode())


def test_a_cp932_list_says_its_encoding():
    result = read_attendees(table(two_hundred()).encode("cp932"))
    assert result.encoding == "CP932"
    assert "CP932" in found(table(two_hundred()).encode("cp932"), "encoding")[0].what.ja


def test_half_width_readings_become_full_width():
    rows = [["氏名", "フリガナ"], ["髙橋 太郎", "ﾀｶﾊｼ ﾀﾛｳ"], ["ガルシア 予", "ｶﾞﾙｼｱ ﾖ"], ["ﾊﾝｶｸ", "ﾊﾟﾋﾟﾌﾟｰ"]]
    people = load_attendees(table(rows).encode("cp932"))
    assert [p.reading for p in people] == ["タカハシ タロウ", "ガルシア ヨ", "パピプー"]
    assert people[2].name == "ﾊﾝｶｸ"


def test_every_character_with_a_backslash_byte_survives():
    rows = [["氏名", "所属"], *[[f"{c}田 {c}男", f"{c}\\{c}"] for c in BACKSLASH_TRAILS]]
    people = load_attendees(table(rows).encode("cp932"))
    assert [p.family[0] for p in people] == list(BACKSLASH_TRAILS)
    assert [p.affiliation for p in people] == [row[1] for row in rows[1:]]


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a BOM"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp932", "CP932"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters_are_told_apart(codec, label, delimiter):
    rows = [["受付番号", "氏名", "所属"], ["A1", "髙橋 太郎", "表,社; 東京"], ["A2", "山﨑 花子", ""]]
    result = read_attendees(table(rows, delimiter=delimiter).encode(codec))
    assert result.encoding == label
    assert [(p.id, p.family, p.affiliation) for p in result.people] == [
        ("A1", "髙橋", "表,社; 東京"),
        ("A2", "山﨑", ""),
    ]


def test_characters_outside_the_bmp_and_variation_sequences_are_kept():
    rows = [["氏名"], ["𠮷野 太郎"], ["葛\U000e0100城 花"], ["\ufa19谷 \ufa1b子"], ["Łukasz Nowak"]]
    assert [p.name for p in load_attendees(table(rows).encode())] == [row[0] for row in rows[1:]]


def test_marks_apart_from_their_letters_are_joined_but_nothing_else_is_normalized():
    rows = [["氏名", "ふりがな"], ["カ\u3099ルシア \ufa19", "か\u3099るしあ かみ"], ["José Nuñez", ""]]
    people = load_attendees(table(rows).encode())
    assert people[0].name == "ガルシア \ufa19"
    assert people[0].reading == "がるしあ かみ"
    assert people[1].name == "José Nuñez"


def test_a_path_bytes_and_a_stream_give_the_same(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(TEXT.encode())
    assert load_attendees(path) == load_attendees(str(path)) == load_attendees(TEXT.encode())
    assert load_attendees(io.BytesIO(TEXT.encode())) == load_attendees(path)


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    text = '名簿,\r\n\r\n氏名,備考\r\n"山田 太郎","一行目\r\n二行目"\r\n\r\n鈴木 花子,\r\n'
    people = load_attendees(text.encode())
    assert [(p.name, p.row) for p in people] == [("山田 太郎", 4), ("鈴木 花子", 6)]
    assert people[0].note == "一行目\n二行目"


def test_the_heading_row_may_stand_below_a_title_and_is_not_taken_twice():
    rows = [
        ["第7回フォーラム 参加者名簿"],
        ["2026年5月1日現在"],
        ["氏名", "所属"],
        ["山田 太郎", "A"],
        ["氏名", "所属"],
        ["鈴木 花子", "B"],
    ]
    text = "\r\n".join(",".join(row) for row in rows)
    assert [p.name for p in load_attendees(text.encode())] == ["山田 太郎", "鈴木 花子"]


def test_line_ends_of_old_macs_are_read():
    assert len(load_attendees(TEXT.replace("\r\n", "\r").encode("cp932"))) == 2


def test_excels_own_hint_of_the_delimiter_is_followed():
    people = load_attendees("sep=;\r\n氏名;所属\r\n山田 太郎;A,B\r\n".encode())
    assert (people[0].name, people[0].affiliation, people[0].row) == ("山田 太郎", "A,B", 2)


def test_columns_are_found_by_name_in_any_order_and_the_others_kept():
    rows = [["Tシャツ", "所属", "氏名", "Tシャツ", ""], ["M", "A社", "山田 太郎", "青", "x"]]
    result = read_attendees(table(rows).encode())
    assert [column.field for column in result.columns] == [None, "affiliation", "name", None, None]
    assert result.people[0].extra == {"Tシャツ": "M", "Tシャツ (2)": "青", "E": "x"}


PLATFORMS = {
    "ours": "受付番号=id 氏名=name ふりがな=reading ローマ字=romaji 所属=affiliation 役職=title 区分=role 備考=note",
    "connpass": "参加枠名=role ユーザー名=account 表示名=name 参加ステータス=status 出欠ステータス= 受付番号=id",
    "Peatix": "販売ID= 参加者名=name チケット名=role チケットID=id ステータス=status 会社名=affiliation",
    "EventRegist": "姓(アルファベット)=romaji_family 名(アルファベット)=romaji_given お名前(ニックネーム)=name",
    "Google Forms": "タイムスタンプ= お名前をご記入ください=name ご所属（会社）=affiliation フリガナ（必須）=reading",
    "Google Forms in English": "Timestamp= Full_Name=name Company=affiliation Job_Title=title Ticket_type=role",
    "Doorkeeper": "名前=name メールアドレス= チケット=role",
    "split": "姓=family 名=given せい=reading_family めい=reading_given",
    "split in brackets": "お名前（姓）=family お名前（名）=given カナ（セイ）=reading_family カナ(名)=reading_given",
    "two languages": "氏名_/_Name=name 会社名（フリガナ）= 所属/Affiliation=affiliation",
    "other widths": "ＩＤ=id Ｎａｍｅ=name _所_属_=affiliation 【必須】区分=role",
    "plain English": "id=id family=family given=given furigana=reading company=affiliation category=role",
    "a form of address": "Title(Mr_Mrs_Miss_Ms)= Last_Name=family First_Name=given",
}
"""Headings with the field each fills; ``_`` stands for a space."""


@pytest.mark.parametrize("platform", PLATFORMS)
def test_headings_of_platforms_and_plain_lists(platform):
    pairs = [pair.rpartition("=") for pair in PLATFORMS[platform].split(" ")]
    headings = [heading.replace("_", " ") for heading, _, _ in pairs]
    result = read_attendees(table([headings, ["x"] * len(headings)]).encode())
    assert [column.field or "" for column in result.columns] == [field for _, _, field in pairs]


def test_a_mapping_names_headings_that_are_not_known():
    rows = [["お客様", "コース", "番号札"], ["山田 太郎", "懇親会", "7"]]
    person = load_attendees(table(rows).encode(), mapping={"氏名": "お客様", "role": "コース", "受付番号": "番号札"})[0]
    assert (person.name, person.role, person.id) == ("山田 太郎", "懇親会", "7")


def test_a_mapping_wins_over_a_known_heading():
    rows = [["氏名", "名札の名前"], ["本名 太郎", "あだ名"]]
    assert load_attendees(table(rows).encode(), mapping={"氏名": "名札の名前"})[0].name == "あだ名"


def test_a_mapping_at_fault_is_told_with_what_is_near():
    rows = [["氏名", "コース名"], ["山田 太郎", "x"]]
    with pytest.raises(AttendeesError) as caught:
        load_attendees(table(rows).encode(), mapping={"役職めい": "コース名", "区分": "コース"})
    rules = {finding.rule for finding in caught.value.findings}
    assert rules == {"people.mapping-field", "people.mapping-heading"}
    assert "役職" in str(caught.value)
    assert "コース名" in str(caught.value)


def test_two_columns_for_one_field_are_told_and_the_better_is_taken():
    data = table([["表示名", "お名前", "氏名"], ["taro", "山田", "山田 太郎"]]).encode()
    assert load_attendees(data)[0].name == "山田 太郎"
    assert len(found(data, "two-columns")) == 1


def test_cancelled_waiting_and_left_people_get_no_badge_and_are_counted():
    rows = [
        ["ユーザー名", "表示名", "参加ステータス"],
        ["a", "一郎", "参加"],
        ["b", "二郎", "補欠"],
        ["c", "三郎", "参加キャンセル"],
        ["(退会ユーザー)", "四郎", "参加"],
        ["e", "五郎", "キャンセル待ち"],
        ["f", "六郎", "参加（キャンセル不可）"],
    ]
    data = table(rows).encode()
    assert [p.name for p in load_attendees(data)] == ["一郎", "六郎"]
    said = found(data, "not-printed")[0].what.ja
    assert "4人" in said
    assert "補欠・キャンセル待ち 2人" in said


@pytest.mark.parametrize("word", ["いいえ", "-", "FALSE", "0", "×", "", "なし"])
def test_a_column_called_cancel_cancels_only_who_is(word):
    rows = [["氏名", "キャンセル"], ["一郎", word], ["二郎", "2026/05/01 10:00"], ["三郎", "○"]]
    assert [p.name for p in load_attendees(table(rows).encode())] == ["一郎"]


def test_people_of_an_unknown_status_print_and_are_told():
    data = table([["氏名", "ステータス"], ["一郎", "未払い"], ["二郎", "支払済"]]).encode()
    assert len(load_attendees(data)) == 2
    assert "未払い" in found(data, "status-unknown")[0].what.ja
    assert "支払済" not in found(data, "status-unknown")[0].what.ja


def test_ids_are_made_where_the_list_has_none_and_stay_the_same():
    first = load_attendees(table([["氏名", "ふりがな"], ["山田　太郎", "やまだ たろう"], ["鈴木 花子", ""]]).encode())
    again = load_attendees(table([["ふりがな", "氏名"], ["", "鈴木 花子"], ["ヤマダタロウ", "山田太郎"]]).encode())
    assert [p.id for p in first] == [p.id for p in reversed(again)]
    assert all(len(p.id) == 10 and p.id.isalnum() for p in first)


def test_equal_people_are_numbered_in_order_and_told():
    data = table([["氏名"], ["山田 太郎"], ["山田 太郎"], ["山田 太郎"]]).encode()
    ids = [p.id for p in load_attendees(data)]
    assert [one.partition("-")[2] for one in ids] == ["", "2", "3"]
    assert [finding.place.row for finding in found(data, "same-person")] == [3, 4]


def test_an_id_given_twice_is_told_and_made_different():
    data = table([["受付番号", "氏名"], ["7", "山田"], ["7", "鈴木"], ["7-2", "佐藤"]]).encode()
    assert [p.id for p in load_attendees(data)] == ["7", "7-2", "7-2-2"]
    assert [finding.place.row for finding in found(data, "same-id")] == [3, 4]


def test_a_workbook_reads_as_it_shows():
    rows = [
        ["受付番号", "氏名", "ふりがな", "入場", "金額", "率", "済"],
        [7, "髙橋 太郎", "タカハシ タロウ", datetime.datetime(2026, 5, 16, 9, 30), 3000.0, 0.1, True],
        [12, "𠮷野 花子", None, datetime.datetime(2026, 5, 16), 12.5, None, None],
    ]
    people = load_attendees(workbook(rows, formats={"A2": "00000"}))
    assert [p.id for p in people] == ["00007", "12"]
    assert people[0].extra == {"入場": "2026-05-16 09:30", "金額": "3000", "率": "0.1", "済": "TRUE"}
    assert people[1].extra["入場"] == "2026-05-16"
    assert people[1].extra["金額"] == "12.5"
    assert [p.row for p in people] == [2, 3]


def test_a_formula_counts_with_its_saved_value():
    data = workbook([["氏名", "所属"], ["山田 太郎", '="株式会社"&"A"']])
    assert load_attendees(with_cached(data, "B2", "株式会社A"))[0].affiliation == "株式会社A"


def test_the_sheet_with_names_is_read_whichever_it_is():
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["集計", 3])
    book.create_sheet("参加者").append(["氏名"])
    book["参加者"].append(["山田 太郎"])
    out = io.BytesIO()
    book.save(out)
    assert [p.name for p in load_attendees(out.getvalue())] == ["山田 太郎"]
    assert "参加者" in found(out.getvalue(), "sheet")[0].what.en


def test_a_wrong_extension_is_read_by_content_and_told(tmp_path):
    (tmp_path / "a.csv").write_bytes(workbook([["氏名"], ["山田 太郎"]]))
    (tmp_path / "b.xlsx").write_bytes(TEXT.encode("cp932"))
    for name, count in (("a.csv", 1), ("b.xlsx", 2)):
        result = read_attendees(tmp_path / name)
        assert len(result.people) == count
        assert "people.misnamed" in {finding.rule for finding in result.findings}


def test_control_characters_are_taken_out_and_told():
    data = table([["氏名", "所属"], ["山田\x1b[31m 太郎\u202e", "A\u200b社\tB"]]).encode()
    person = load_attendees(data)[0]
    assert (person.name, person.affiliation) == ("山田[31m 太郎", "A社 B")
    assert found(data, "control")[0].place.row == 2


def test_an_emoji_sequence_keeps_its_joiner():
    name = "山田 \U0001f469\u200d\U0001f4bb"
    assert load_attendees(table([["氏名"], [name]]).encode())[0].name == name


def test_what_looks_like_a_formula_in_a_csv_is_text():
    person = load_attendees(table([["氏名", "所属"], ["山田", '=HYPERLINK("x")']]).encode())[0]
    assert person.affiliation == '=HYPERLINK("x")'


def test_attendees_cross_processes_and_are_hashable():
    people = load_attendees(TEXT.encode())
    assert pickle.loads(pickle.dumps(people)) == people
    assert len({*people, *people}) == 2


def test_a_stream_gives_its_columns_at_once_and_its_people_one_by_one():
    stream = AttendeeStream(TEXT.encode())
    assert [column.heading for column in stream.columns] == ["受付番号", "氏名", "ふりがな", "所属"]
    people = iter(stream)
    assert isinstance(next(people), Attendee)
    assert [p.id for p in people] == ["A2"]


def test_a_long_list_streams_in_little_memory(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("w", encoding="cp932", newline="") as file:
        file.write("受付番号,氏名,ふりがな,所属\r\n")
        file.writelines(f"A{n:06d},髙橋 太郎{n},たかはし たろう,株式会社表能{n % 50}\r\n" for n in range(30_000))
    tracemalloc.start()
    count = sum(1 for _ in AttendeeStream(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 30_000
    assert peak < 12_000_000
