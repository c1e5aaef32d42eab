"""Badges, backs and reception list agree: the same people in the same order with the same numbers."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from card_pages import codes, pages, texts

import ofprint
from ofprint.base.errors import OfprintError, OutputError
from ofprint.cli import main
from ofprint.layout.template.loading import shipped_templates
from ofprint.people import Attendee
from ofprint.products.making import Wishes
from ofprint.products.reception import make_reception
from ofprint.products.roll import run_of, sections

NAMES = [
    *[
        ("阿部", "あべ"),
        ("伊藤", "いとう"),
        ("上田", "うえだ"),
        ("加賀美", "かがみ"),
        ("木村", "きむら"),
        ("佐藤", "さとう"),
    ],
    *[("髙橋", "たかはし"), ("長谷川", "はせがわ"), ("馬場", "ばば"), ("三浦", "みうら"), ("山﨑", "やまざき")],
    ("渡邉", "わたなべ"),
]
"""In the order of the syllabary."""


def crowd(count: int, seed: int = 11) -> list[Attendee]:
    """People in no order, each with a role and an affiliation."""
    r = random.Random(seed)
    found = []
    for number in range(1, count + 1):
        family, reading = r.choice(NAMES)
        names = {"name": f"{family} 健", "family": family, "given": "健"}
        reads = {"reading_family": reading, "reading_given": "けん"}
        affiliation, role = f"例示{r.randint(1, 4)}社", r.choice(["参加者", "登壇者", "報道"])
        row = number + 1
        found.append(Attendee(id=f"N-{number:03d}", **names, **reads, affiliation=affiliation, role=role, row=row))
    return found


def event_of(**badges: object) -> ofprint.Event:
    data = {"title": "見本の会", "dates": "2026-01-22", "programme": [{"start": "10:00", "title": "話"}]}
    return ofprint.Event.from_dict({**data, "badges": {"windows": ["あ–こ", "さ–の", "は–ん"], **badges}})


every_theme = pytest.mark.parametrize("theme", shipped_templates())


def listed(event: ofprint.Event, people: list[Attendee], order: str, theme: str) -> list[str]:
    """The numbers of a reception list in the order of its pages' lines."""
    parts = sections(event, people, order=order)  # type: ignore[arg-type]
    document = make_reception(event, parts, Wishes(template=theme))
    known = {one.id for one in people}
    found = []
    for text in texts(document.to_bytes()):
        places = sorted((text.find(one), one) for one in known if one in text)
        found += [one for _, one in places]
    return found


@pytest.mark.parametrize(
    ("theme", "order"),
    [
        *(("kojo", order) for order in ("list", "reading", "window", "role", "affiliation")),
        *((theme, order) for theme in ("sumi", "shiori") for order in ("reading", "window")),
    ],
)
def test_badges_and_reception_list_have_the_same_people_in_the_same_order(theme: str, order: str) -> None:
    event, people = event_of(), crowd(64)
    badges = ofprint.badges(event, people, order=order, template=theme)  # type: ignore[arg-type]
    printed = [code[0] for page in codes(badges.to_bytes()) for code in page]
    assert sorted(printed) == sorted(one.id for one in people)
    assert printed == listed(event, people, order, theme)


def test_every_front_has_its_back_and_no_other_cell_has_one() -> None:
    event, people = event_of(back=["timetable"]), crowd(13)
    front, back, front_2, back_2 = pages(ofprint.badges(event, people).to_bytes(), 60)
    assert front.size == back.size
    assert front_2.crop((0, 300, *front_2.size)).getextrema() == (255, 255), "three cards stand on the last sheet"
    assert back_2.crop((0, 300, *back_2.size)).getextrema() == (255, 255)
    assert back_2.crop((250, 30, 460, 150)).getextrema()[0] < 128, "the first card's back stands at the right"


def test_reading_order_is_that_of_the_syllabary() -> None:
    families = [one.reading_family for one in run_of(sections(event_of(), crowd(64), order="reading"))]
    order = [reading for _, reading in NAMES]
    assert families == sorted(families, key=order.index)


def test_windows_part_the_list_and_each_begins_on_a_page_of_its_own() -> None:
    event, people = event_of(), crowd(40)
    document = make_reception(event, sections(event, people, order="window"), Wishes())
    heads = [text for text in texts(document.to_bytes()) if "受付名簿" in text]
    assert [next(w for w in ("あ–こ", "さ–の", "は–ん") if w in head) for head in heads] == ["あ–こ", "さ–の", "は–ん"]


def test_so_many_windows_are_about_as_long() -> None:
    parts = sections(event_of(windows=["3"]), crowd(90), order="window")
    assert len(parts) == 3
    assert max(len(part.people) for part in parts) < 60


@every_theme
def test_a_tab_sheet_stands_before_each_window_with_its_label_and_count(theme: str) -> None:
    event, people = event_of(order="window", tabs=True, back=["timetable"]), crowd(40)
    badges = ofprint.badges(event, people, template=theme)
    said = texts(badges.to_bytes())
    for label, part in zip(("あ–こ", "さ–の", "は–ん"), badges.parts, strict=True):
        at = next(index for index, text in enumerate(said) if "受付" in text and {label[0], label[-1]} <= set(text))
        assert f"{len(part.people)}名" in said[at]
        assert at % 2 == 0
        assert said[at + 1] == "", "the tab's other side is empty, so that backs stay behind their fronts"
    assert [code[0] for page in codes(badges.to_bytes()) for code in page] == [one.id for one in run_of(badges.parts)]


def test_cut_piles_are_sorted_window_by_window() -> None:
    event, people = event_of(order="window", tabs=True, stack=True), crowd(70)
    badges = ofprint.badges(event, people)
    sheets = [page for page in codes(badges.to_bytes()) if page]
    piled: list[str] = []
    for part in badges.parts:
        count = -(-len(part.people) // 10)
        own, sheets = sheets[:count], sheets[count:]
        piles: dict[tuple[int, int], list[str]] = {}
        for sheet in own:
            for text, x, y in sheet:
                piles.setdefault((round((y - 38) / 55), round((x - 60) / 91)), []).append(text)
        piled += [text for place in sorted(piles) for text in piles[place]]
    assert piled == [one.id for one in run_of(badges.parts)]


def test_an_order_by_windows_without_any_is_refused_with_a_cure() -> None:
    with pytest.raises(OutputError, match="windows"):
        ofprint.badges(event_of(windows=[]), crowd(3), order="window")
    with pytest.raises(OfprintError, match="not a reception window"):
        ofprint.badges(event_of(windows=["あいう"]), crowd(3), order="window")


@every_theme
def test_the_list_repeats_its_heads_and_counts_its_pages(theme: str) -> None:
    event, people = event_of(), crowd(80)
    parts = sections(event, people, order="reading")
    said = texts(make_reception(event, parts, Wishes(template=theme)).to_bytes())
    assert len(said) > 2
    for number, text in enumerate(said, 1):
        assert all(head in text for head in ("受付名簿", "受付番号", "氏名", "所属", "区分", "来場"))
        assert f"{number}/{len(said)}" in text
    assert "あ行" in said[0]
    assert any("（続き）" in text for text in said[1:])


def test_a_long_affiliation_makes_its_row_higher_and_is_whole() -> None:
    long = "見本県立産業技術総合研究機構" * 6
    who = Attendee(id="A1", name="山田 太郎", affiliation=long, row=2)
    document = make_reception(event_of(), sections(event_of(), [who]), Wishes())
    assert not document.findings
    assert long in texts(document.to_bytes())[0]


@every_theme
def test_a_walk_in_has_a_row_to_write_on(theme: str) -> None:
    people = [Attendee(id="W-001", name="", row=1), Attendee(id="A2", name="山田 花子", row=2)]
    document = make_reception(event_of(), sections(event_of(), people), Wishes(template=theme))
    assert not document.findings
    said = texts(document.to_bytes())[0]
    assert said.index("W-001") < said.index("A2")


def test_a_character_that_no_face_has_is_a_geta_in_the_list_and_stops_nobody() -> None:
    people = [Attendee(id="A1", name="\U00013000 太郎", row=2), Attendee(id="A2", name="山田 花子", row=3)]
    document = make_reception(event_of(), sections(event_of(), people), Wishes())
    (finding,) = document.findings
    assert finding.place.row == 2
    said = texts(document.to_bytes())[0]
    assert "〓太郎" in said
    assert "山田花子" in said


def test_build_writes_the_reception_list_when_it_is_asked_for(examples: dict[str, Path], tmp_path: Path) -> None:
    event = str(examples["community-evening"])
    assert main(["build", event, "-o", str(tmp_path / "a"), "--only", "badges"]) == 0
    assert main(["build", event, "-o", str(tmp_path / "b"), "--only", "badges", "--reception-list"]) == 0
    assert not (tmp_path / "a" / "reception-list.pdf").exists()
    assert "受付名簿" in texts((tmp_path / "b" / "reception-list.pdf").read_bytes())[0]


def test_badges_write_the_list_in_their_own_order(examples: dict[str, Path], tmp_path: Path) -> None:
    out, desk = tmp_path / "badges.pdf", tmp_path / "list.pdf"
    event = str(examples["tohoku-vol7"])
    assert main(["badges", event, "-o", str(out), "--order", "reading", "--reception-list", str(desk)]) == 0
    printed = [code[0] for page in codes(out.read_bytes()) for code in page]
    said = "".join(texts(desk.read_bytes()))
    assert sorted(printed, key=said.index) == printed
