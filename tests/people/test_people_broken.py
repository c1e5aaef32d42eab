"""Lists that are broken: each gives one clear report with row numbers, and never anything but an `AttendeesError`."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people_lists import found, table, two_hundred, workbook

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Severity
from ofprint.people import load_attendees, read_attendees

GOOD = table([["受付番号", "氏名", "所属"], ["A1", "髙橋 太郎", "表社"], ["A2", "鈴木 花子", "能社"]])
CP932 = GOOD.encode("cp932")
PEOPLE = [["受付番号", "氏名", "所属"], *[[f"A{n}", f"山田 太郎{n}", "株式会社"] for n in range(20)]]


def _with_line(codec: str, other: str) -> bytes:
    lines = table(PEOPLE).encode(codec).split(b"\r\n")
    lines[7] = table(PEOPLE[7:8]).strip().encode(other)
    return b"\r\n".join(lines)


def _zip(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

REFUSED = {
    "no name column": (table([["受付番号", "所属"], ["A1", "表社"]]).encode(), "no-name-column", 1),
    "no heading row": (table([["A1", "山田 太郎"], ["A2", "鈴木 花子"]]).encode(), "no-name-column", 1),
    "a row of CP932 in UTF-8": (_with_line("utf-8", "cp932"), "mixed-encodings", 8),
    "a row of UTF-8 in CP932": (_with_line("cp932", "utf-8"), "mixed-encodings", 8),
    "bytes of no encoding": (GOOD.encode() + b"A3,\xff\xfe\xfd,\r\n", "broken-encoding", 4),
    "a character cut in half": (GOOD.encode().replace("鈴".encode(), "鈴".encode()[:2]), "broken-encoding", 3),
    "EUC-JP": (table(PEOPLE).encode("euc_jp"), "encoding", 1),
    "JIS": (table(PEOPLE).encode("iso2022_jp"), "encoding", 1),
    "zero bytes": (GOOD.encode().replace("鈴木".encode(), b"\0\0"), "nul", 3),
    "a cell of 5 MB": (GOOD.encode() + b'A3,"' + b"x" * 5_000_000 + b'",\r\n', "cell-too-long", 4),
    "a long cell": (GOOD.encode() + b"A3," + b"x" * 40_000 + b",\r\n", "cell-too-long", 4),
    "an open quote": (GOOD.encode() + 'A3,"山田 太郎,\r\nA4,佐藤,\r\n'.encode(), "open-quote", 4),
    "a stray quote": (GOOD.encode() + 'A3,"山田" 太郎,\r\n'.encode(), "stray-quote", 4),
    "a comma too many": (GOOD.encode() + "A3,山田 太郎,表社, 東京\r\n".encode(), "wide-row", 4),
    "an empty file": (b"", "empty", 1),
    "nothing but a mark": (b"\xef\xbb\xbf\r\n", "empty", 1),
    "nothing but zeros": (bytes(5000), "empty", 1),
    "headings alone": (b"\xef\xbb\xbf" + "受付番号,氏名\r\n".encode(), "nobody", 1),
    "all cancelled": (table([["氏名", "ステータス"], ["山田", "キャンセル"]]).encode(), "nobody", 1),
    "an old workbook": (OLE, "old-workbook", None),
    "a workbook under a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "locked-workbook", None),
    "a web page": (b"<!DOCTYPE html><table><tr><td>x", "no-list", None),
    "a web page in UTF-16": ("\ufeff<html><table>".encode("utf-16-le"), "no-list", None),
    "a PDF": (b"%PDF-1.7 ...", "no-list", None),
    "a text document": (_zip(word__document="<x/>"), "no-list", None),
    "half a workbook": (workbook([["氏名"], ["山田"]])[:1500], "damaged-workbook", None),
    "a workbook without its sheet": (_zip(**{"xl__workbook.xml": "<x/>"}), "damaged-workbook", None),
    "a formula without value": (workbook([["氏名", "所属"], ["山田", "A"], ['=A2&"x"', "B"]]), "formula", 3),
    "an empty workbook": (workbook([]), "no-name-column", 1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_broken_list_is_refused_with_its_rule_its_row_and_a_cure(name):
    data, rule, row = REFUSED[name]
    with pytest.raises(AttendeesError) as caught:
        load_attendees(data)
    errors = caught.value.findings
    assert {finding.severity for finding in errors} == {Severity.ERROR}
    assert errors[0].rule == f"people.{rule}"
    assert errors[0].place.row == row
    assert errors[0].cure is not None
    assert errors[0].what.ja != errors[0].what.en


def test_every_fault_is_listed_at_once_with_its_row():
    rows = 'A3,山田,x,y,z\r\nA4,\0,\r\nA5,佐藤\r\n,,\r\nA6,"伊" 藤,\r\nA7,加藤,a,b\r\n'
    with pytest.raises(AttendeesError) as caught:
        load_attendees(GOOD.encode() + rows.encode())
    assert [(f.rule.removeprefix("people."), f.place.row) for f in caught.value.findings] == [
        ("wide-row", 4),
        ("nul", 5),
        ("stray-quote", 8),
        ("wide-row", 9),
    ]


def test_a_list_wrong_in_every_row_is_reported_shortly():
    data = b"name,company\r\n" + b"a,b,c\r\n" * 3000
    with pytest.raises(AttendeesError) as caught:
        load_attendees(data)
    assert len(caught.value.findings) == 51
    assert "2,950" in caught.value.findings[-1].what.en


def test_a_short_row_is_told_and_read():
    data = GOOD.encode() + "A3,山田 太郎\r\n".encode()
    assert len(load_attendees(data)) == 3
    assert found(data, "narrow-row")[0].place.row == 4


def test_a_row_without_a_name_gets_no_badge_and_is_told():
    data = GOOD.encode() + "A3,　,表社\r\n合計,,2名\r\n".encode()
    assert len(load_attendees(data)) == 2
    assert [finding.place.row for finding in found(data, "no-name")] == [4, 5]


def test_a_failed_formula_is_not_printed():
    data = table([["氏名", "所属"], ["山田", "#N/A"], ["鈴木", "#1 Records"]]).encode()
    assert [p.affiliation for p in load_attendees(data)] == ["", "#1 Records"]
    assert found(data, "failed-formula")[0].place.row == 2


def test_a_formula_without_value_in_a_column_nobody_needs_is_only_told():
    data = workbook([["氏名", "年齢"], ["山田", "=1+1"]])
    assert load_attendees(data)[0].extra == {"年齢": ""}
    assert found(data, "formula-unused")[0].place.row == 2


def test_lost_and_private_characters_are_told():
    data = table([["氏名"], ["山\ufffd 太郎"], ["\ue000田 花子"]]).encode()
    assert len(load_attendees(data)) == 2
    assert found(data, "lost-character")[0].place.row == 2
    assert found(data, "private-character")[0].place.row == 3


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    for path, rule in ((tmp_path / "none.csv", "people.missing"), (tmp_path, "people.folder")):
        with pytest.raises(AttendeesError) as caught:
            load_attendees(path)
        assert caught.value.findings[0].rule == rule
        assert caught.value.findings[0].place.file == str(path)


BASES = [table(two_hundred()[:12]).encode("cp932"), GOOD.encode("utf-16"), GOOD.encode(), workbook(PEOPLE)]


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_a_mutant_is_read_or_refused_but_never_crashes(data):
    base = bytearray(BASES[data.draw(st.integers(0, len(BASES) - 1))])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(0, len(base) - 1)))
        kind = data.draw(st.sampled_from(["set", "cut", "insert", "drop", "double"]))
        if kind == "set":
            base[at : at + 1] = data.draw(st.binary(min_size=1, max_size=3))
        elif kind == "cut":
            del base[at:]
        elif kind == "insert":
            base[at:at] = data.draw(
                st.sampled_from([b'"', b",", b"\n", b"\r", b"\0", b"\x1b", b"\xff", b"\x81", b"\xe3\x81"])
            )
        elif kind == "drop":
            del base[at : at + data.draw(st.integers(1, 40))]
        else:
            base[at:at] = base[max(0, at - 30) : at]
    try:
        result = read_attendees(bytes(base))
    except AttendeesError as error:
        assert error.findings
        assert all(finding.said("ja") and finding.said("en") for finding in error.findings)
    else:
        assert result.people
        assert len({p.id for p in result.people}) == len(result.people)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=8), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_names_at_all_are_read_or_told(names, codec):
    names = [name.encode("utf-8", "replace").decode() for name in names]
    data = table([["氏名", "所属"], *[[name, "社"] for name in names]]).encode(codec)
    try:
        people = read_attendees(data).people
    except AttendeesError as error:
        assert error.findings
    else:
        assert all(p.name.strip() == p.name and p.name for p in people)
