"""The examples: each loads without a finding, and the first holds every fact of its source, word for word."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

from ofprint.event import Clock, Event, load

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
NAMES = (
    "tohoku-vol7", "community-evening", "two-day-conference", "town-festival", "craft-lecture", "makers-congress",
)  # fmt: skip
HEADINGS = ["受付番号", "氏名", "ふりがな", "ローマ字", "所属", "役職", "区分", "備考"]

WEB_PAGE = (
    "日時", "アクセス", "申し込み", "こちらのフォームからお申込みください。", "【タイムライン】", "問い合わせ先",
    "下記の二次元バーコードからも、申込フォームにアクセス可能です。", "<Panelist>", "<Facilitator>",
)  # fmt: skip
"""Lines of the source that lead about on its page and state nothing."""


@pytest.fixture(scope="module")
def tohoku() -> Event:
    return load(EXAMPLES / "tohoku-vol7")


@pytest.mark.parametrize("name", NAMES)
def test_an_example_loads_without_a_finding(name):
    event = load(EXAMPLES / name)
    assert event.findings == ()
    assert event.attendees_file and event.attendees_file.is_file()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_says_that_it_is_invented(name):
    text = (EXAMPLES / name / "event.yaml").read_text(encoding="utf-8")
    assert "架空" in text and "invented" in text


@pytest.mark.parametrize("name", NAMES)
def test_the_attendees_have_our_headings_a_name_and_a_known_role(name):
    event = load(EXAMPLES / name)
    with event.attendees_file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [heading for heading in rows[0] if heading != "参加状況"] == HEADINGS
    assert {row["区分"] for row in rows} == {role.key for role in event.badges.roles}
    assert all(row["氏名"].strip() for row in rows)
    assert len({row["受付番号"] for row in rows}) == len(rows)


def test_forty_attendees_with_the_characters_that_are_hard_to_print(tohoku):
    text = tohoku.attendees_file.read_text(encoding="utf-8")
    assert len(text.splitlines()) == 41
    assert all(character in text for character in "髙﨑𠮷Łễ")


def _everything_said(event: Event) -> str:
    """Return all the event says as one text without spaces, times and dates in the source's spelling."""
    said = [str(text) for _, text in event.texts()]
    day = event.first_day
    said += [f"{day.date:%Y.%m.%d}", day.weekday, event.registration.deadline.hour_words]
    deadline = event.registration.deadline
    said += [f"{deadline.date.year}年{deadline.date.month}月{deadline.date.day}日", deadline.weekday]
    said += [str(time) for item in event.programme for time in (item.start, item.end) if time]
    said += [f"{day.start}-{day.end}"]
    for contact in event.contacts:
        said += [contact.tel, contact.mail, contact.names_line]
    return "".join("|".join(said).split())


def test_every_line_of_the_source_is_in_the_event(tohoku):
    said = _everything_said(tohoku)
    lines = (HERE / "tohoku-source.txt").read_text(encoding="utf-8").split("\n")
    missing = []
    for line in lines:
        if not line.strip() or line.strip() in WEB_PAGE or set(line) <= set("-|\t "):
            continue
        words = re.split(r"[\s【】（）()<>~：]+|^申込期限|Tel:|メール:|開催場所|・(?=近畿|中ホール|質疑)", line)
        missing += [word for word in words if word and "".join(word.split()) not in said]
    assert missing == ["Featuring"], "the word itself is the theme's"


def test_the_titles(tohoku):
    assert tohoku.full_title == "東北オープンファクトリーフォーラム vol.7"
    assert (tohoku.edition.prefix, tohoku.edition.number) == ("vol.", "7")
    assert tohoku.featuring == "関西オープンファクトリーフォーラムvol.40"
    assert tohoku.theme == "～ 地域のチカラが地域の#ハッシュタグを創る ～"


def test_the_day_and_the_deadline(tohoku):
    day = tohoku.first_day
    assert (day.date, day.weekday, str(day.start), str(day.end)) == (dt.date(2026, 1, 22), "木", "13:30", "17:00")
    deadline = tohoku.registration.deadline
    assert (deadline.date, deadline.weekday, deadline.hour_words) == (dt.date(2026, 1, 21), "水", "17時")


def test_the_hosts_by_rank(tohoku):
    assert [(str(rank.rank), rank.line) for rank in tohoku.hosts] == [
        ("主催", "東北経済産業局・近畿経済産業局"),
        ("後援", "福島県"),
        ("協力", "郡山商工会議所"),
    ]


def test_the_venue_and_the_contacts(tohoku):
    assert tohoku.venue.line == "郡山商工会議所 6階・中ホールA"
    assert tohoku.venue.address == "福島県郡山市清水台1丁目3-8"
    assert [(c.line, c.tel, c.mail) for c in tohoku.contacts] == [
        ("東北経済産業局 企画調査課 清野・水戸・千坂", "022-221-4861", "bzl-thk-kikaku@meti.go.jp"),
        ("近畿経済産業局 地域連携推進課 津田・森田", "06-6966-6013", "bzl-kin-openfactory@meti.go.jp"),
    ]


def test_the_nine_items(tohoku):
    said = [f"{i.start}~{i.end or ''} {i.label or ''} {i.title} {i.optional or ''}".strip() for i in tohoku.timeline()]
    assert said == [
        "13:30~13:35  主催者挨拶",
        "13:35~13:50 講演① 地域一体型オープンファクトリーの全国的な潮流",
        "13:50~14:05 事例紹介① 360°よねざわオープンファクトリーが紡いだ未来",
        "14:05~14:20 事例紹介② OPENFACTORY KORIYAMAが生んだ地域の変化",
        "14:20~14:40 事例紹介③ 「ものづくりのまち」に起こった小さな産業革命",
        "14:40~14:50  小休止",
        "14:50~15:50 トークセッション・質疑応答 地域のチカラが地域の#ハッシュタグを創る",
        "15:50~  クロージング",
        "16:00~17:00  名刺交換会 任意参加",
    ]
    assert tohoku.programme[0].by == "東北経済産業局"
    assert tohoku.until(tohoku.programme[7]) == Clock.of("16:00")


def test_the_people_as_each_item_names_them(tohoku):
    talks = [f"{s.post} {s.name} {s.honorific}".strip() for i in tohoku.talks[:4] for s in i.speakers]
    panel = tohoku.programme[6]
    assert talks == [
        "近畿経済産業局 地域連携推進課 森田 正隆",
        "プラットヨネザワ株式会社 CEO 宮嶋 浩聡 氏",
        "日ノ出工機株式会社 代表取締役 渡辺 拓美 氏",
        "TSUGI 代表 新山 直広 氏",
    ]
    assert [f"{s.post} {s.name} {s.honorific}".strip() for s in (*panel.panelists, *panel.facilitators)] == [
        "一般社団法人関西イノベーションセンター 益子 泰岳 氏",
        "360°よねざわオープンファクトリー 宮嶋 浩聡 氏",
        "OPENFACTORY KORIYAMA 渡辺 拓美 氏",
        "RENEW 新山 直広 氏",
        "近畿経済産業局地域連携推進課 津田 哲史",
    ]
    assert all(person.reading is None and person.romaji is None for person in tohoku.people)
    assert [text[:12] for text in tohoku.person("niiyama").biography] == ["TSUGI代表/SOE副", "2013年TSUGILL"]


def test_the_conference_runs_beside_itself_for_two_days():
    event = load(EXAMPLES / "two-day-conference")
    assert event.is_parallel and len(event.days) == 2
    assert len([item for item in event.programme if item.kind == "talk"]) == 24
    assert [str(room) for room in event.used_rooms] == ["大ホール", "会議室201", "会議室301"]
    first = event.timeline(day=event.first_day, track="B")
    assert [str(item.title) for item in first][:3] == ["開会", "工場の縁側", "乾く木、動く木"]
    assert event.title.en == "Mihon Making & Design Conference"
    assert event.person("arisugawa").portrait.location.is_file()


def test_the_festival_has_shops_and_no_talks():
    event = load(EXAMPLES / "town-festival")
    assert len(event.shops) == 24 and event.people == ()
    assert {str(shop.place) for shop in event.shops} == {"駅前広場", "中央商店街", "旧町役場"}
    assert (str(event.shops[0].opens), str(event.shops[0].closes)) == ("10:00", "15:30")


def test_the_congress_is_as_large_as_it_says():
    event = load(EXAMPLES / "makers-congress")
    talks = [item for item in event.programme if item.kind == "talk"]
    assert len(talks) == 120 and len({str(item.title) for item in talks}) == 120
    assert [len([item for item in talks if item.track is track]) for track in event.tracks] == [30] * 4
    assert len(event.days) == 2 and len(event.rooms) == 20 and sum(len(rank.names) for rank in event.hosts) == 9
    assert sum(bool(item.abstract) for item in talks) >= 40
    workshops = [item for item in event.programme if item.kind == "workshop"]
    assert workshops and all(item.capacity and item.fee for item in workshops)


def test_two_hundred_attendees_of_the_congress_and_those_who_cancelled():
    file = load(EXAMPLES / "makers-congress").attendees_file
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 200
    assert {row["参加状況"] for row in rows} == {"参加", "キャンセル"}
    assert all(character in file.read_text(encoding="utf-8") for character in "髙﨑𠮷Śẫ")


def test_the_lecture_is_said_in_both_languages_and_shows_drawings():
    event = load(EXAMPLES / "craft-lecture")
    said = (event.title, event.theme, event.venue.name, *(item.title for item in event.programme))
    assert all({"ja", "en"} <= set(text.languages) for text in said)
    assert all({"ja", "en"} <= set(role.word.languages) for role in event.badges.roles)
    pictures = (event.person("shiramine").portrait, event.venue.map, event.hosts[0].names[0].logo)
    assert all(picture.location.is_file() and picture.location.stat().st_size < 300_000 for picture in pictures)
    assert event.registration.url is None and event.registration.deadline is None
