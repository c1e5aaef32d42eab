"""Every fact of an event stands on some page, or a warning names it with its place."""

from __future__ import annotations

import pytest

from ofprint.event import Event
from ofprint.layout.template.loading import shipped_templates
from ofprint.products.booklet import make_booklet
from ofprint.products.flyer import make_flyer
from ofprint.products.making import Wishes
from ofprint.products.printed import unprinted

WHOLE = {
    "title": "研究発表会", "edition": "第3回", "theme": "ものづくりの現在", "featuring": "全国大会",
    "dates": [{"date": "2026-05-10", "open": "12:30", "start": "13:00", "end": "17:00", "label": "一日目",
               "note": "雨天決行"}],
    "hosts": [{"rank": "主催", "names": ["見本協会", "見本大学"]}],
    "lead": ["最初の段落です。", "終わりの段落です。"],
    "venue": {"name": "市民会館", "room": "大ホール", "floor": "2階", "postal_code": "963-8005",
              "address": "福島県郡山市清水台1-3-8", "access": ["郡山駅から徒歩10分"], "tel": "024-000-0000",
              "capacity": 300, "url": "https://hall.example.jp/", "note": "駐車場はありません"},
    "rooms": {"s1": {"name": "小会議室1", "floor": "3階", "address": "別館", "capacity": 30, "note": "飲食不可"}},
    "wifi": {"ssid": "forum-guest", "password": "abc12345", "note": "休憩室のみ"},
    "registration": {"url": "https://example.jp/apply", "deadline": "2026-05-01", "capacity": "80名",
                     "fee": "1,000円", "note": "学生は無料"},
    "people": {"a": {"name": "山本 花子", "reading": "やまもと はなこ", "romaji": "Hanako Yamamoto",
                     "affiliation": "見本大学", "role": "教授", "biography": "専門は金属の加工。"}},
    "programme": [
        {"start": "13:00", "end": "13:10", "title": "開会", "note": "起立でお迎えください"},
        {"start": "13:10", "end": "14:00", "label": "講演①", "title": "鉄の話", "subtitle": "錆びない工夫",
         "speakers": [{"person": "a", "note": "オンライン登壇"}], "abstract": "鉄について話します。",
         "capacity": "40名", "fee": "500円", "note": "筆記具を持参", "url": "https://example.jp/talk"},
        {"start": "14:00", "end": "15:00", "title": "見学会", "room": "s1", "capacity": "20名", "optional": "任意参加"},
    ],
    "contacts": [{"office": "見本協会", "department": "総務課", "names": ["佐藤"], "postal_code": "963-0000",
                  "address": "郡山市見本1-1", "tel": "024-111-1111", "fax": "024-111-1112",
                  "mail": "info@example.jp", "url": "https://office.example.jp", "hours": "平日9:00～17:00"}],
    "shops": [{"name": "見本工房", "no": "A1", "place": "s1", "hours": "10:00～16:00", "what": "実演",
               "note": "予約制", "url": "https://shop.example.jp"}],
    "notes": ["マスクの着用は自由です"], "privacy": "個人情報は運営にのみ使います。",
}  # fmt: skip


def _missing(event: Event, theme: str = "kojo") -> list[str]:
    wishes = Wishes(template=theme)
    pages = [*make_flyer(event, wishes).pages, *make_booklet(event, wishes).pages]
    return [finding.place.path or "" for finding in unprinted(event, pages, "ja")]


@pytest.mark.parametrize("theme", shipped_templates())
def test_every_fact_that_a_definition_can_hold_stands_on_a_page_of_the_theme(theme):
    assert _missing(Event.from_dict(WHOLE), theme) == []


@pytest.mark.parametrize("path", ["hosts[0].names[0].url"])
def test_what_the_theme_has_no_place_for_is_named(path):
    host = {"name": "見本協会", "url": "https://host.example.jp"}
    assert _missing(Event.from_dict({**WHOLE, "hosts": [{"rank": "主催", "names": [host]}]})) == [path]


def test_a_text_that_parts_over_pages_counts_as_printed():
    assert (
        _missing(Event.from_dict({**WHOLE, "lead": [f"第{n}段落。" + "長い文が続きます。" * 40 for n in range(9)]}))
        == []
    )
