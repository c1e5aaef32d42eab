"""How chapters become pages: talks that share one, chapters that stand where a filler page would."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

import ofprint
from ofprint.event import Event
from ofprint.products.booklet import make_booklet
from ofprint.products.making import Wishes


def _event(talks: int, words: str = "短い説明です。") -> Event:
    items = [
        {
            "start": f"{9 + n // 4}:{n % 4 * 15:02}", "end": f"{9 + n // 4}:{n % 4 * 15 + 15 - (n % 4 == 3):02}",
            "title": f"話題その{n + 1:02}", "speakers": [{"name": f"話者 {n + 1:02}", "affiliation": "見本社"}],
            "abstract": words,
        }
        for n in range(talks)
    ]  # fmt: skip
    return Event.from_dict({"title": "見本会", "dates": ["2026-05-10"], "programme": items})


def _texts(event: Event) -> list[str]:
    document = pypdfium2.PdfDocument(make_booklet(event, Wishes()).to_bytes())
    return [page.get_textpage().get_text_bounded() for page in document]


def test_many_short_talks_share_pages_and_the_contents_name_them():
    pages = _texts(_event(20))
    holders = [
        next(index for index, text in enumerate(pages, 1) if f"話者 {n + 1:02}" in text and "短い説明です" in text)
        for n in range(20)
    ]
    assert all(holders.count(page) in (2, 3) for page in holders)
    contents = "".join(text for text in pages if "短い説明です" not in text)
    for n, page in enumerate(holders):
        assert f"{page}\r\n話題その{n + 1:02}" in contents or f"{page} 話題その{n + 1:02}" in contents


def test_a_talk_too_long_for_a_share_has_its_own_page_and_nothing_is_lost():
    long = "これは長い説明です。" * 60
    pages = _texts(_event(18, long))
    holders = [index for index, text in enumerate(pages) if "これは長い説明です" in text.replace("\r\n", "")]
    assert len(holders) >= 18
    assert "".join(pages).replace("\r\n", "").count("これは長い説明です") == 18 * 60


def test_few_talks_keep_a_page_each():
    pages = _texts(_event(6))
    assert sum("短い説明です" in text for text in pages) == 6


def test_the_venue_stands_where_a_filler_page_would_before_the_timetable():
    talk = {"start": "10:00", "end": "11:00", "title": "話", "speakers": [{"name": "話者"}]}
    event = {
        "title": "見本会", "dates": ["2026-05-10"], "venue": "見本会館", "shops": ["見本工房"], "programme": [talk],
    }  # fmt: skip
    pages = _texts(Event.from_dict(event))
    assert [index for index, text in enumerate(pages, 1) if "見本会館" in text][1] == 3
    assert "プログラム" in pages[3]


def test_each_talk_that_shares_a_page_is_a_bookmark():
    document = pypdfium2.PdfDocument(make_booklet(_event(20), Wishes()).to_bytes())
    titles = [mark.get_title() if hasattr(mark, "get_title") else mark.title for mark in document.get_toc()]
    assert sum(title.startswith("話題その") for title in titles) == 20


TEMPLATE = """
name: probe
inks: {ink: [0, 0, 0, 100]}
faces: {text: Noto Sans JP}
styles: {line: {weight: 400, size: 10pt, leading: 14pt, ink: ink, floor: 8pt}}
masters:
  head:
    - {text: "{{ event.title_line | join }}", style: line, x: 5, b: 10, w: 60, lines: 1}
plans:
  flyer: {pages: [{sheet: probe}]}
sheets:
  probe:
    size: [100mm, 80mm]
    master: head
    frames: [{text: 本文, style: line, x: 5, b: 40}]
"""


def test_what_is_over_on_every_page_is_told_like_the_rest(tmp_path: Path) -> None:
    (tmp_path / "probe").mkdir()
    blocks = TEMPLATE.replace("masters:", "blocks:")
    (tmp_path / "probe" / "template.yaml").write_text(blocks, encoding="utf-8")

    def told(title: str) -> set[str]:
        event = Event.from_dict({"title": title, "dates": ["2026-05-10"]})
        return {finding.rule for finding in ofprint.flyer(event, template=tmp_path / "probe").findings}

    assert told("見本会") == set()
    assert told("見本の会の名前がいくらか長い") == set()
    assert told("見本の会の名前がいくらか長いので小さく") == {"text.reduced"}
    assert "text.overset" in told("見本の会の名前がとても長くて一行には決して収まらない")
