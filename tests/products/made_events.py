"""Invented but plausible events of every size, one for each seed, to see whether every sheet takes them.

    python tests/products/made_events.py 0 100 kojo sumi shiori

prints, for each event and theme, what is an error in any product. All names, places and words are made up.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import ofprint
from ofprint.base.findings import Finding, Severity
from ofprint.people import Attendee

SENTENCES = (
    "見本の町で工場を開く取組は、見学の受け入れから、ともに考え、つくりなおす場へと広がっています。",
    "図面を開くこと、失敗を見せること、道具を渡すこと。",
    "開き方は産地の数だけあります。",
)
TITLES: tuple[Any, ...] = (
    ["第8回", "見本フォーラム"],
    "縁",
    "組版ナイト",
    "Mihon Conference on Open Manufacturing and Regional Design",
    "第二回全国地域一体型オープンファクトリー推進担当者連絡会議および実践報告会",
    "見本町 春まつり",
    {"ja": "見本ものづくり会議", "en": "Mihon Making Conference"},
)
THEMES = ("～ひらく、まじわる～", "地域の工場をひらき、人とことばと技術をつなぎなおすための実践と対話", "Open")
TALKS = (
    "工場を開く",
    "町工場の若手がつくる次の十年の道具と仕事の話",
    "Rustで書く組版エンジン入門",
    "AI時代の「図面」とは何か——産地から考える",
    "Open Factory as a Platform: Lessons from Twenty Workshops in Northern Europe",
    "髙橋と𠮷野の二人会",
    "伝統工芸×デジタルファブリケーション～3Dプリンタが変える産地の分業と継承のかたち～",
)
NAMES = ("見本 花子", "例示 太郎", "Maximiliaan van der Berg", "髙﨑 𠮷", "勅使河原 虎之介", "林", "Åsa Lindqvist")
POSTS = (
    "見本製作所",
    "株式会社東日本次世代エネルギーマネジメントシステム研究所",
    "例示大学大学院 情報学研究科",
    "Exempel AB",
)
BODIES = (
    "見本市",
    "一般社団法人日本地域一体型オープンファクトリー推進協議会",
    "例示商工会議所",
    "国立大学法人見本大学機構",
)
ROOMS = (
    "大ホール",
    "会議室201",
    "第3会議室（東棟）",
    "ラーニング・コモンズ",
    "体育館",
    "和室「松」",
    "Studio A",
    "展示室",
)
STALLS = ("見本焙煎所", "靴と鞄の例示工房", "屋台 まるに")
WEARERS = (
    Attendee("1", "見本 花子", "見本", "花子", "みほん はなこ", affiliation="見本製作所", role="登壇者", row=1),
    Attendee(
        "2", "Maximiliaan van der Berg", "van der Berg", "Maximiliaan", affiliation=POSTS[3], role="参加者", row=2
    ),
    Attendee("3", "勅使河原 虎之介", "勅使河原", "虎之介", affiliation=POSTS[1], role="スタッフ", row=3),
)


def made_event(seed: int) -> dict[str, Any]:
    """Return an event's definition: 0 to 20 hosts, 1 to 3 days, 1 to 4 tracks, 0 to 40 stalls, much or nothing told."""
    of = Random(seed)
    days, tracks = of.choice([1, 1, 1, 2, 2, 3]), of.choice([1, 1, 1, 2, 3, 4])
    day = {"start": "9:30", "end": "18:00"}
    event: dict[str, Any] = {
        "title": of.choice(TITLES),
        "dates": [{"date": f"2026-10-0{2 + n}", **day} for n in range(days)],
    }
    some = {
        "edition": lambda: of.choice(["vol.3", "第12回", "2026", "#7"]),
        "featuring": lambda: of.choice(["見本デザインアワード", "MIHON AWARD 2026 in 例示"]),
        "theme": lambda: of.choice(THEMES),
        "hosts": lambda: _hosts(of, of.choice([1, 3, 9, 20])),
        "lead": lambda: [_paragraph(of, of.choice([1, 3, 5])) for _ in range(of.choice([1, 2, 3, 8]))],
        "venue": lambda: _venue(of),
        "registration": lambda: _registration(of),
        "contacts": lambda: [_contact(of, number) for number in range(of.choice([1, 2, 4]))],
        "privacy": lambda: "お申し込みの際の個人情報は、本会議の運営にのみ利用します。",
        "notes": lambda: ["雨天決行。荒天のときは中止します。", "撮影は係の者が行います。"],
        "wifi": lambda: {"ssid": "mihon", "password": "hiraku2026"},
    }
    event |= {key: make() for key, make in some.items() if of.random() < 0.65}
    rooms = of.choice([1, 2, 4, 20]) if tracks == 1 else max(tracks, of.choice([2, 4, 8]))
    event["rooms"] = {
        f"r{n}": {"name": ROOMS[n % 8] + (f" {n}" if n > 7 else ""), "floor": f"{1 + n % 4}階", "capacity": 40 + n}
        for n in range(rooms)
    }
    if tracks > 1:
        named = enumerate("ABCD"[:tracks])
        event["tracks"] = {
            key: {"name": of.choice(["つくる", "AI・データ"]) + key, "room": f"r{n}"} for n, key in named
        }
    event["people"] = {f"p{n}": _person(of) for n in range(of.choice([0, 2, 6, 30]))} or None
    length = of.choice([0, 1, 4, 8, 14])
    blocks = [
        {"day": day, **({"room": "r0"} if tracks == 1 else {"track": key}), "items": items}
        for day in range(1, days + 1)
        for number, key in enumerate("ABCD"[:tracks])
        if (items := _items(of, length, list(event["people"] or ())[number::tracks]))
    ]
    event["programme"] = blocks or None
    stalls = of.choice([0, 0, 0, 5, 40])
    event["shops"] = [_stall(of, n, list(event["rooms"])) for n in range(stalls)] or None
    event["badges"] = {"back": ["timetable", *(["wifi"] if "wifi" in event else [])], "roles": ["登壇者", "スタッフ"]}
    return {key: value for key, value in event.items() if value is not None}


def _paragraph(of: Random, sentences: int) -> str:
    return "".join(of.choice(SENTENCES) for _ in range(sentences))


def _hosts(of: Random, count: int) -> list[dict[str, Any]]:
    names = [of.choice(BODIES) + (f"・{n}部会" if n else "") for n in range(count)]
    cuts = sorted(of.sample(range(1, count), min(3, count - 1)))
    parts = [names[start:end] for start, end in zip([0, *cuts], [*cuts, count], strict=True)]
    return [{"rank": rank, "names": part} for rank, part in zip(("主催", "共催", "後援", "協力"), parts, strict=False)]


def _venue(of: Random) -> dict[str, Any]:
    venue: dict[str, Any] = {
        "name": of.choice(["見本県民交流館", "ビッグサイト", "MIHON BASE 東館 コワーキングスペース＆カフェ"])
    }
    some: dict[str, Any] = {
        "floor": "6階",
        "room": "中ホールA",
        "address": "見本県見本市中央1-1-1 見本駅前再開発ビル",
        "access": [f"例示鉄道 見本中央駅 {n}口から徒歩7分" for n in range(of.choice([1, 2, 6]))],
        "note": "駐車場はありません。公共交通機関をご利用ください。",
    }
    return venue | {key: value for key, value in some.items() if of.random() < 0.6}


def _registration(of: Random) -> dict[str, str]:
    form = {"url": "https://example.jp/apply/2026", "deadline": "2026-09-25 17:00", "capacity": "300名（先着順）"}
    form["fee"] = of.choice(["無料", "一般3,000円 学生無料（要学生証）"])
    return form | ({"note": "一日だけの参加もできます。"} if of.random() < 0.4 else {})


def _contact(of: Random, number: int) -> dict[str, Any]:
    office = of.choice(BODIES) + f" 第{number}係"
    return {"office": office, "department": "地域連携室内", "tel": "024-000-0000", "mail": "conference@example.jp"}


def _person(of: Random) -> dict[str, str]:
    person = {"name": of.choice(NAMES), "affiliation": of.choice(POSTS)}
    some = {"role": of.choice(["代表", "Workshop lead"]), "biography": _paragraph(of, of.choice([1, 3, 8]))}
    return person | {key: value for key, value in some.items() if of.random() < 0.7}


def _items(of: Random, count: int, people: list[str]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    at = 9 * 60 + 30
    for _ in range(count):
        minutes = of.choice([20, 30, 30] if count > 8 else [20, 30, 45, 60])
        kind = of.choice(["talk", "talk", "talk", "keynote", "panel", "break"])
        if at + minutes > 18 * 60:
            break
        item: dict[str, Any] = {"start": _time(at), "end": _time(at + minutes), "kind": kind}
        item["title"] = "休憩" if kind == "break" else of.choice(TALKS)
        at += minutes
        if people and kind == "panel":
            item |= {"panelists": of.sample(people, min(len(people), of.choice([2, 4, 6]))), "facilitators": people[:1]}
        elif people and kind != "break":
            item["speakers"] = of.sample(people, min(len(people), of.choice([1, 1, 1, 2, 5])))
        if kind in ("talk", "keynote") and of.random() < 0.6:
            item["abstract"] = _paragraph(of, of.choice([1, 3, 6]))
        if kind == "talk" and of.random() < 0.3:
            item["subtitle"] = "～副題をここに長めに添えてみる～"
        items.append(item)
    return items


def _time(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def _stall(of: Random, number: int, rooms: list[str]) -> dict[str, Any]:
    what = of.choice(["深煎り豆", "手ぬぐい、染め体験、藍の小物いろいろ", "木のさじ"])
    name = of.choice(STALLS) + "甲乙丙丁戊"[number % 5]
    return {"no": number + 1, "name": name, "place": of.choice(rooms), "hours": "10:00～16:00", "what": what}


def documents(event: ofprint.Event, theme: str) -> Iterator[tuple[str, ofprint.Document | Any]]:
    """Yield every product of an event in a theme by its name; badges on a card sheet and upright with their backs."""
    yield "flyer", ofprint.flyer(event, template=theme)
    yield "booklet", ofprint.booklet(event, template=theme)
    yield from ofprint.signage(event, template=theme).documents.items()
    for sheet in ("a-one-51002", "insert-a6"):
        yield f"badges {sheet}", ofprint.badges(event, WEARERS, template=theme, sheet=sheet)


def errors(event: ofprint.Event, theme: str) -> list[tuple[str, Finding]]:
    """Return what keeps any product from being written, and who has a blank card."""
    return [
        (name, finding)
        for name, document in documents(event, theme)
        for finding in document.findings
        if finding.severity is Severity.ERROR or finding.rule == "badges.blank"
    ]


if __name__ == "__main__":
    first, end, *themes = sys.argv[1:]
    for seed in range(int(first), int(end)):
        for theme in themes:
            found = Counter(
                f"{name}: {one.what.en}"[:160] for name, one in errors(ofprint.Event.from_dict(made_event(seed)), theme)
            )
            print(seed, theme, sum(found.values()), flush=True)
            print("".join(f"    {count} × {said}\n" for said, count in found.items()), end="")
