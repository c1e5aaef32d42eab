"""Broken event files: every fault is listed at once, with its line, column, key path and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from ofprint.base.errors import EventError
from ofprint.base.findings import Severity
from ofprint.event import load

HEAD = "title: 見本の会\ndates: 2026-01-22\n"

BROKEN = {
    "unknown keys, with the nearest": (
        "tittle: 見本\ntitle: 見本の会\ndates: 2026-01-22\n会場: 郡山\nvenue:\n  name: 郡山\n  adress: 清水台\n",
        [
            "1:1 tittle event.unknown-key did you mean “title”?",
            "4:1 会場 event.unknown-key write “venue”",
            "7:3 venue.adress event.unknown-key did you mean “address”?",
        ],
    ),
    "wrong types": (
        "title: {a: b}\ndates: 2026-01-22\nvenue: [a, b]\nhosts: 主催\nprogramme:\n  - 開会\nregistration:\n"
        "  url: example.jp\n  deadline: あした\ncontacts:\n  office: 事務局\n  tel: 12-x\n  mail: a at b\n",
        [
            "1:9 title event.unknown-key write the text itself, or {ja: …, en: …}; a text with “: ” in it needs quotes",
            "3:8 venue event.wrong-type write “name: …” and its other keys below, indented",
            "4:8 hosts event.wrong-type write “rank: …” and its other keys below, indented",
            "6:5 programme[0] event.wrong-type write “start: …” and its other keys below, indented",
            "8:8 registration.url event.url write it whole, beginning with https://",
            "9:13 registration.deadline event.date write year, month and day: 2026-01-22, 2026.01.22 (木) or"
            " 2026年1月22日(木)",
            "12:8 contacts.tel event.telephone write it as 022-000-0000 (in quotes if it begins with +)",
            "13:9 contacts.mail event.mail write it as name@example.jp",
        ],
    ),
    "missing fields": (
        "venue:\n  floor: 6階\nhosts:\n  - rank: 主催\npeople:\n  a: {role: 代表}\nprogramme:\n  - end: 14:00\n",
        [
            "1:1 title event.missing add “title: …”",
            "1:1 dates event.missing add “dates: …”",
            "2:3 venue.name event.missing add “name: …”",
            "4:5 hosts[0].names event.missing add “names: …”",
            "6:6 people.a.name event.missing add “name: …”",
            "6:6 people.a event.unused-person name the person in an item, or delete the entry",
            "8:5 programme[0].start event.missing add “start: …”",
            "8:5 programme[0].title event.missing add “title: …”",
        ],
    ),
    "equal keys and equal person keys": (
        "title: 一\ntitle: 二\ndates: 2026-01-22\n"
        "people:\n  - {key: a, name: 山田 太郎}\n  - {key: a, name: 山田 花子}\n"
        "programme:\n  - {start: 10:00, title: 開会, speakers: a, start: 11:00}\n",
        [
            "2:1 title yaml.equal-keys keep one of them",
            "6:5 people[1] event.equal-keys give each its own key",
            "8:44 programme[0].start yaml.equal-keys keep one of them",
        ],
    ),
    "times that overlap or run backwards": (
        "title: 見本の会\ndates:\n  date: 2026-01-22\n  start: 13:00\n  end: 12:00\nprogramme:\n"
        "  - {start: 13:00, end: 13:30, title: 一}\n  - {start: 13:20, end: 13:50, title: 二}\n"
        "  - {start: 14:00, end: 13:00, title: 三}\n  - {start: 25:61, title: 四}\n",
        [
            "5:8 dates.end event.backwards correct one of the times; past midnight is written 25:00",
            "8:13 programme[1].start event.overlap correct the times, or give each its own room or track",
            "9:25 programme[2].end event.backwards correct one of the times; past midnight is written 25:00",
            "10:13 programme[3].start event.time write hours and minutes, such as 13:30 or 13時30分",
        ],
    ),
    "dates that contradict themselves": (
        "title: 見本の会\nupdated: 2026-02-30\ndates:\n  - 2026.01.22 (金)\n  - 2026年1月22日(木)\n"
        "registration:\n  deadline: 2026年1月23日(木) 17時\n",
        [
            "2:10 updated event.date check month and day",
            "4:5 dates[0].date event.weekday correct the date or the weekday",
            "5:5 dates[1].date event.equal-days keep one of them",
            "7:13 registration.deadline event.weekday correct the date or the weekday",
            "7:13 registration.deadline event.deadline correct the deadline or the date",
        ],
    ),
    "people, rooms and tracks nobody defined": (
        HEAD + "people:\n  sato: 佐藤 健\nrooms: {hall: 大ホール}\ntracks: {A: {room: hal}}\nprogramme:\n"
        "  - {start: 10:00, title: 一, speakers: [satou, 鈴木 花子], room: hole, track: B}\n"
        "  - {start: 11:00, title: 二, speakers: 佐藤健, panelists: {person: sto}}\n"
        "signs:\n  - {kind: tent, person: saito}\n  - {kind: dor}\n",
        [
            "6:20 tracks.A.room event.unknown-room did you mean “hall”?",
            "8:41 programme[0].speakers[0] event.unknown-person did you mean “sato”?",
            "8:48 programme[0].speakers[1] event.unknown-person use one of: sato, 佐藤 健",
            "8:62 programme[0].room event.unknown-room use one of: hall, 大ホール",
            "8:75 programme[0].track event.unknown-track use one of: A",
            "9:65 programme[1].panelists.person event.unknown-person did you mean “sato”?",
            "11:26 signs[0].person event.unknown-person did you mean “sato”?",
            "12:12 signs[1].kind event.unknown-word did you mean “door”?",
        ],
    ),
    "files that are not there or lie outside": (
        HEAD + "attendees: list.csv\nvenue:\n  name: 郡山\n  map: ../map.png\nhosts:\n  - rank: 主催\n    names:\n"
        "      - {name: 甲, logo: /etc/logo.png}\n      - {name: 乙, logo: logo.gif}\n"
        "      - {name: 丙, logo: 'C:\\a.png'}\n",
        [
            "3:12 attendees event.file-missing copy the file into the event's folder and name it from there",
            "6:8 venue.map.file event.file-outside copy the file into the event's folder and name it from there",
            "10:25 hosts[0].names[0].logo.file event.file-outside"
            " copy the file into the event's folder and name it from there",
            "11:25 hosts[0].names[1].logo.file event.file-kind save it as .png",
            "12:25 hosts[0].names[2].logo.file event.file-outside"
            " copy the file into the event's folder and name it from there",
        ],
    ),
    "the traps of YAML in Japanese": (
        HEAD + "theme: 地域の #ハッシュタグ\nvenue：郡山\n　lead: 本文\nnotes:\n- #雨天決行\n",
        [
            '3:12 theme yaml.cut-at-hash put the whole value in quotes: "地域の #ハッシュタグ"',
            "4:6  yaml.full-width write “venue: ” with an ASCII colon and a space",
            "5:1  yaml.full-width replace it with an ASCII space",
        ],
    ),
    "a value that is all comment, a full-width space in a key": (
        HEAD + "theme: #ハッシュタグ\n　lead: 本文\n",
        [
            '3:8 theme yaml.cut-at-hash put the whole value in quotes: "#ハッシュタグ"',
            "4:1 　lead yaml.full-width replace it with an ASCII space",
        ],
    ),
    "tabs and lines that are no keys": (
        HEAD + "venue:\n\tname: 郡山\n\taddress: 清水台\n",
        ["4:1  yaml.tab indent with spaces, two a level", "5:1  yaml.tab indent with spaces, two a level"],
    ),
    "quotes left open": (
        HEAD + 'theme: "創る\nlead: 本文\n',
        ["3:8 theme yaml.syntax close the quotes"],
    ),
    "anchors, aliases, merge keys and tags": (
        HEAD + "theme: !!python/name:os.system ''\nlead: &a 本文\nprivacy: *a\nvenue:\n  <<: *a\n  name: 郡山\n",
        [
            "3:8 theme yaml.tag put a text that begins with “!” in quotes",
            "4:7 lead yaml.alias write the value out, or put it in quotes",
            "5:10 privacy yaml.alias write the value out, or put it in quotes",
            "7:3 venue.<< yaml.alias write the value out, or put it in quotes",
            "7:7 venue.<< yaml.alias write the value out, or put it in quotes",
        ],
    ),
    "badges, colours of roles, codes and backs": (
        HEAD + "badges:\n  code: https://example.jp/{}\n  back: [wify]\n  columns: {お名前: 氏名}\n"
        "  roles: [報道, 報道]\n"
        "wifi:\n  security: wpa3\n",
        [
            "4:9 badges.code event.badge-code write it as https://example.jp/c/{id}",
            "5:10 badges.back[0] event.unknown-word did you mean “wifi”?",
            "6:13 badges.columns.お名前 event.unknown-key use one of: 受付番号, 氏名, ふりがな, ローマ字, 所属, 役職,"
            " 区分, 備考, id, name, reading, romaji, affiliation, title, role, note",
            "7:15 badges.roles[1] event.equal-keys give each its own key",
            "9:3 wifi.ssid event.missing add “ssid: …”",
            "9:13 wifi.security event.unknown-word did you mean “wpa”?",
        ],
    ),
}


def _lines(findings: list) -> list[str]:
    return [
        f"{f.place.line}:{f.place.column} {f.place.path or ''} {f.rule} {f.cure.en if f.cure else ''}" for f in findings
    ]


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_is_listed_with_line_column_path_and_cure(name, faults):
    text, expected = BROKEN[name]
    assert _lines(faults(text)) == expected


@pytest.mark.parametrize("name", BROKEN)
def test_every_fault_is_told_in_both_languages_and_names_the_file(name, faults, tmp_path):
    for finding in faults(BROKEN[name][0]):
        assert finding.what.en and finding.what.ja and finding.what.en != finding.what.ja
        assert finding.place.file == str(tmp_path / "event.yaml")
        assert str(finding.place) in finding.said("ja")


def test_what_was_found_is_said(faults):
    said = [finding.what.en for finding in faults(HEAD + "venue: [a]\nupdated: きのう\n")]
    assert said == [
        "expected keys and values (venue), found a list",
        "expected a date such as 2026-01-22, found “きのう”",
    ]


def test_cross_checks_run_although_fields_failed(faults):
    text = "tittle: x\ndates: 2026.01.22 (木)\nprogramme:\n  - {start: 10:00, end: 9:00, title: ''}\n"
    assert {f.rule for f in faults(text)} == {
        "event.unknown-key",
        "event.missing",
        "event.backwards",
        "event.empty",
    }


@pytest.mark.parametrize("path", ["nowhere", "nowhere/event.yaml", "a\0b", ""])
def test_a_missing_event_is_an_event_error(path, tmp_path):
    with pytest.raises(EventError) as raised:
        load(tmp_path / path)
    assert [f.rule for f in raised.value.findings] == ["event.missing-file"]
    assert raised.value.findings[0].severity is Severity.ERROR


def test_a_folder_link_out_of_the_event_is_refused(faults, tmp_path):
    outside = tmp_path.parent / f"{tmp_path.name}-outside.png"
    outside.write_bytes(b"x")
    (tmp_path / "in.png").symlink_to(outside)
    found = faults(HEAD + "venue: {name: 郡山, map: in.png}\n")
    assert [f.rule for f in found] == ["event.file-outside"]


def test_a_file_that_is_not_there_is_answered_with_the_nearest(faults, tmp_path):
    (tmp_path / "map.png").write_bytes(b"x")
    found = faults(HEAD + "venue: {name: 郡山, map: maps.png}\n")
    assert [f.cure.en for f in found if f.cure] == ["did you mean “map.png”?"]


def test_an_empty_picture_is_refused(faults, tmp_path):
    (tmp_path / "map.png").write_bytes(b"")
    assert [f.rule for f in faults(HEAD + "venue: {name: 郡山, map: map.png}\n")] == ["event.file-size"]


def test_the_absurdly_long_is_refused(faults):
    long = HEAD + f"theme: {'あ' * 5000}\nedition: {'7' * 100}\nlead: {'い' * 41_000}\n"
    assert [f.rule for f in faults(long)] == ["event.too-long"] * 3


def test_invisible_and_direction_characters_are_warned_of(faults):
    found = faults(HEAD + "theme: 創る\u202e\u200b\n")
    assert [(f.rule, f.severity) for f in found] == [("event.invisible-character", Severity.WARNING)] * 2


def test_control_characters_are_errors_and_do_not_reach_the_message(faults):
    for finding in faults(HEAD + 'theme: "a\\e[31mb"\n"\\e[31m": x\n'):
        assert "\x1b" not in finding.said() + finding.said("ja")


def test_messages_of_a_flood_of_faults_are_counted_not_listed(faults):
    found = faults(HEAD + "".join(f"key{n}: x\n" for n in range(2000)))
    assert len(found) == 401
    assert "1600 more findings" in found[-1].what.en or "1600 more findings" in found[0].what.en


def test_doubtful_hours_are_warnings_and_the_event_loads(tmp_path: Path):
    text = (
        "title: 会\ndates: {date: 2026-01-22, start: 13:00, end: 15:00}\npeople: {a: 山田 太郎}\nrooms: [甲, 乙]\n"
        "programme:\n  - {start: 12:30, end: 13:30, title: 一, room: 甲, speakers: a}\n"
        "  - {start: 13:10, end: 16:00, title: 二, room: 乙, speakers: a}\n"
        "  - {start: 13:00, title: 三, room: 乙}\n"
    ).replace("rooms: [甲, 乙]", "rooms: {甲: , 乙: }")
    (tmp_path / "event.yaml").write_text(text, encoding="utf-8")
    assert [(f.rule, f.place.path) for f in load(tmp_path).findings] == [
        ("event.outside-hours", "programme[0].start"),
        ("event.at-once", "programme[1].start"),
        ("event.outside-hours", "programme[1].end"),
        ("event.out-of-order", "programme[2].start"),
    ]
