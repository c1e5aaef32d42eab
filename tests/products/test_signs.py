"""Stage banners, reserved seats, and signs whose size is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

import ofprint
from ofprint.layout.page import Text, walk
from ofprint.layout.template.loading import shipped_templates
from ofprint.products.viewing_signs import letter_height, sheet_size


@pytest.fixture
def asked(examples: dict[str, Path], tmp_path: Path):  # type: ignore[no-untyped-def]
    """Load the first event with signs of its own."""

    def load(signs: str) -> ofprint.Event:
        folder = tmp_path / "event"
        shutil.copytree(examples["tohoku-vol7"], folder)
        file = folder / "event.yaml"
        file.write_text(file.read_text(encoding="utf-8") + f"\nsigns:\n{signs}\n", encoding="utf-8")
        return ofprint.load(folder)

    return load


def said(document: ofprint.Document) -> str:
    items = [item for page in document.pages for item in walk(page.items) if isinstance(item, Text)]
    return "\n".join(item.setting.text for item in items)


@pytest.mark.parametrize("theme", shipped_templates())
def test_a_banner_ten_metres_wide_keeps_its_size_and_its_letters_are_read_from_afar(
    asked, theme: str, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    event = asked("  - { kind: stage, size: 10000x900mm, distance: 30m }")
    banner = ofprint.signage(event, template=theme)["stage"]
    title = max(
        (item for item in walk(banner.pages[0].items) if isinstance(item, Text)), key=lambda t: t.setting.style.size
    )
    assert title.setting.style.size * 25.4 / 72 * 0.92 >= 120
    banner.save(tmp_path / "stage.pdf")
    with pikepdf.open(tmp_path / "stage.pdf") as pdf:
        box, unit = pdf.pages[0].trimbox, float(pdf.pages[0].obj.UserUnit)
        assert float(box[2] - box[0]) * unit * 25.4 / 72 == pytest.approx(10_000, abs=0.1)
    assert not [f for f in ofprint.preflight(tmp_path / "stage.pdf", press="x4") if f.severity == "error"]


@pytest.mark.parametrize("theme", shipped_templates())
def test_a_banner_too_small_for_its_reading_distance_is_over(asked, theme: str) -> None:  # type: ignore[no-untyped-def]
    event = asked("  - { kind: stage, size: 1800x900mm, distance: 80m }")
    with pytest.raises(ofprint.FitError, match=r"title does not fit by \d+"):
        ofprint.signage(event, template=theme)["stage"].require_fit()


@pytest.mark.parametrize("theme", shipped_templates())
def test_a_seat_is_kept_as_often_as_it_has_copies_with_the_other_language_beneath(asked, theme: str) -> None:  # type: ignore[no-untyped-def]
    event = asked(
        "  - { kind: reserved, text: { ja: 来賓席, en: Guests of honour }, copies: 3 }\n"
        "  - { kind: reserved, person: miyajima }"
    )
    seats = ofprint.signage(event, template=theme)["reserved"]
    assert len(seats.pages) == 4
    words = said(seats)
    assert words.count("来賓席") == 3 and words.count("Guests of honour") == 3
    assert "宮嶋 浩聡" in words and "様" in words


def test_a_reserved_seat_says_for_whom(asked) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ofprint.EventError, match="for whom"):
        asked("  - { kind: reserved }")


def test_a_size_that_the_theme_does_not_make_is_said(asked) -> None:  # type: ignore[no-untyped-def]
    signs = ofprint.signage(asked("  - { kind: welcome, size: A2 }\n  - { kind: reception, size: A3 }"))
    (finding,) = [finding for finding in signs.findings if finding.rule == "signage.size"]
    assert "welcome" in finding.what.en and "A2" in finding.what.en and finding.place.line


def test_a_side_over_ten_metres_is_a_fault(asked) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ofprint.EventError, match="10 m"):
        asked("  - { kind: stage, size: 12000x900mm }")


@pytest.mark.parametrize(
    ("size", "sides"),
    [("A3", (297, 420)), ("A3 landscape", (420, 297)), ("B2", (515, 728)), ("7200x900mm", (7200, 900))],
)
def test_sheet_sizes(size: str, sides: tuple[float, float]) -> None:
    assert sheet_size(size) == sides


@pytest.mark.parametrize(("distance", "height"), [("30m", 120), ("20 m", 80), ("500cm", 20), ("", 0), ("30", 120)])
def test_letters_follow_the_reading_distance(distance: str, height: float) -> None:
    assert letter_height(distance) == height


def test_a_spread_bound_at_the_right_is_read_right_page_first(forum: ofprint.Event) -> None:
    booklet = ofprint.booklet(forum, template="shiori")
    first, second = [page for page in booklet.pages if page.name == "booklet-timetable"]
    times = [
        [item.setting.text for item in walk(page.items) if isinstance(item, Text) and ":" in item.setting.text]
        for page in (first, second)
    ]
    assert "13:30" in times[0] and "16:00" in times[1] and int(first.folio or 0) + 1 == int(second.folio or 0)


OFFICE = "\nrooms:\n  hall: { name: 中ホールA, floor: 6階 }\n  office: { name: 講師控室, floor: 7階 }\n"


@pytest.mark.parametrize("theme", shipped_templates())
def test_doors_banners_and_cards_are_made_for_whom_and_what_the_signs_name(asked, theme: str) -> None:  # type: ignore[no-untyped-def]
    event = asked(
        "  - { kind: door, room: office }\n  - { kind: banner, person: miyajima }\n  - { kind: tent, person: miyajima }"
        + OFFICE
    )
    signage = ofprint.signage(event, template=theme)
    (door,) = [name for name in signage if name.startswith("door")]
    assert "講師控室" in said(signage[door]) and "中ホールA" not in said(signage[door])
    for name in ("banners", "tents"):
        assert "宮嶋" in said(signage[name]) and "渡辺" not in said(signage[name])
        assert len(signage[name].pages) == 1


@pytest.mark.parametrize("theme", shipped_templates())
def test_the_reception_has_a_sign_for_each_window_and_for_each_of_its_own_words(
    asked, theme: str, examples: dict[str, Path], tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    event = asked("  - reception\n  - { kind: reception, text: 報道関係者, subtext: Press }")
    signage = ofprint.signage(event, template=theme)
    assert set(signage) == {"reception", "reception-1"}
    assert "報道関係者" in said(signage["reception-1"]) and "Press" in said(signage["reception-1"])
    text = (tmp_path / "event" / "event.yaml").read_text(encoding="utf-8")
    text = text.split("\nsigns:")[0].replace("\nbadges:\n", "\nbadges:\n  windows: [あ–こ, さ–の, は–ん]\n")
    (tmp_path / "event" / "event.yaml").write_text(text + "\nsigns: [reception]\n", encoding="utf-8")
    signage = ofprint.signage(ofprint.load(tmp_path / "event"), template=theme)
    assert list(signage) == ["reception", "reception-1", "reception-2", "reception-3"]
    assert "は–ん" in said(signage["reception-3"]) and "受付" in said(signage["reception-3"])


def test_what_a_kind_of_sign_does_not_show_is_said(asked) -> None:  # type: ignore[no-untyped-def]
    event = asked("  - { kind: welcome, text: ようこそ }\n  - { kind: direction, arrow: up, copies: 3 }")
    unused = [found.place.path for found in event.findings if found.rule == "event.unused"]
    assert unused == ["signs[0].text", "signs[1].copies"]


def test_a_sign_for_a_day_that_is_none_of_the_event_s_is_a_fault(asked) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ofprint.EventError, match=r"signs\[0\]\.date.*no day of the event"):
        asked("  - { kind: timetable, date: 2026-01-23 }")
