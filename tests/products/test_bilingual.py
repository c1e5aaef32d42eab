"""Two languages in one product: the second beneath the first, smaller, and nothing of either left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import ofprint
from ofprint.layout.bilingual import after, beneath, first_of, in_line, in_paragraphs, parted, second_size
from ofprint.layout.page import Text, walk
from ofprint.layout.template.loading import shipped_templates


def closed(text: str) -> str:
    return "".join(text.split())


def texts(document: ofprint.Document) -> list[Text]:
    return [item for page in document.pages for item in walk(page.items) if isinstance(item, Text)]


def test_the_two_languages_of_a_text_part_line_by_line_whatever_it_was_joined_to() -> None:
    room, floor = beneath("講堂", "Lecture Room"), beneath("2階", "2nd floor")
    assert parted(f"{room}　{floor}") == ("講堂　2階", "Lecture Room, 2nd floor")
    assert parted(f"一段落目\n{beneath('二段落目', 'Second')}") == ("一段落目\n二段落目", "Second")
    assert in_line(after("会場", "Venue"), 20).plain == "会場 Venue"
    assert in_paragraphs(beneath("漆の器は", "A bowl"), 9).plain == "漆の器は\nA bowl"
    assert first_of(room) == "講堂"


def test_a_second_language_is_said_once_and_no_text_can_forge_one() -> None:
    assert beneath("Tokyo", "Tokyo") == "Tokyo"
    forged = "講堂\ufdd0x\ufdd2"
    assert parted(beneath(forged, "Hall")) == ("講堂x", "Hall")


@pytest.mark.parametrize(("first", "second"), [(6, 6), (8.85, 8), (12, 8), (24, 14.4), (100, 37.2)])
def test_the_second_size_is_three_fifths_but_never_small(first: float, second: float) -> None:
    assert second_size(first) == pytest.approx(second)


@pytest.mark.parametrize("theme", shipped_templates())
def test_what_is_given_in_two_languages_stands_in_both(theme: str, examples: dict[str, Path]) -> None:
    event = ofprint.load(examples["craft-lecture"])
    flyer = ofprint.flyer(event, template=theme, language="both")
    booklet = ofprint.booklet(event, template=theme, language="both")
    printed = closed("".join(item.setting.text for document in (flyer, booklet) for item in texts(document)))
    said = [event.title, event.theme, *event.lead, event.venue.name, event.venue.room, event.venue.address]
    said += [text for item in event.programme for text in (item.title, item.subtitle, item.label, *item.abstract)]
    said += [name.name for rank in event.hosts for name in rank.names]
    said += [text for person in event.people for text in (*person.biography, person.affiliation, person.role)]
    two = [text for text in said if text is not None and {"ja", "en"} <= set(text.languages)]
    assert len(two) > 20
    missing = [
        words
        for text in two
        for words in (text.of("ja"), text.of("en"))
        if any(closed(part) not in printed for part in (words[:8], words[-8:]))
    ]
    assert not missing
    assert all(closed(str(person.romaji)) in printed for person in event.people if person.romaji)


def test_the_second_title_stands_under_the_first_and_is_smaller(examples: dict[str, Path]) -> None:
    front = ofprint.flyer(ofprint.load(examples["craft-lecture"]), language="both").pages[0]
    first, second = (
        next(item for item in walk(front.items) if isinstance(item, Text) and item.setting.text == words)
        for words in ("漆の時間", "The Time of Lacquer")
    )
    assert second.y > first.y and second.x == pytest.approx(first.x, abs=1)
    assert second.setting.style.size < 0.6 * first.setting.style.size


@pytest.mark.parametrize("theme", shipped_templates())
def test_signs_have_the_other_language_beneath_where_it_is_given(theme: str, examples: dict[str, Path]) -> None:
    signage = ofprint.signage(ofprint.load(examples["craft-lecture"]), template=theme)
    assert {"講堂", "Lecture Room"} <= {item.setting.text for item in texts(signage["door-1"])}
    alone = ofprint.signage(ofprint.load(examples["craft-lecture"]), template=theme, language="ja")
    assert not any("Lecture" in item.setting.text for item in texts(alone["door-1"]))
    forum = ofprint.signage(ofprint.load(examples["tohoku-vol7"]), template=theme)
    assert not any("Entrance" in item.setting.text for item in texts(forum["door-1"]))


def test_a_language_that_is_none_is_refused(forum: ofprint.Event) -> None:
    with pytest.raises(ValueError, match="ja, en or both expected, not 'fr'"):
        ofprint.flyer(forum, language="fr")


def test_a_template_s_own_words_are_said_in_both_languages_too(examples: dict[str, Path]) -> None:
    mine = {
        "extends": "kojo",
        "sheets": {
            "flyer-front": {
                "frames": [
                    {"text": {"ja": "場所は{{ event.venue.room }}", "en": "Be early"}, "style": "S", "x": 12, "b": 120}
                ]
            }
        },
    }
    flyer = ofprint.flyer(ofprint.load(examples["craft-lecture"]), template=mine, language="both")
    assert "場所は講堂 Lecture Room, Be early" in {item.setting.text for item in texts(flyer)}


@pytest.mark.parametrize("theme", shipped_templates())
@pytest.mark.parametrize("example", ["craft-lecture", "two-day-conference"])
def test_every_product_fits_in_two_languages(theme: str, example: str, examples: dict[str, Path]) -> None:
    event = ofprint.load(examples[example])
    signage = ofprint.signage(event, template=theme, language="both")
    for document in (
        ofprint.flyer(event, template=theme, language="both"),
        ofprint.booklet(event, template=theme, language="both"),
        *(signage[name] for name in signage),
    ):
        document.require_fit()
    people = [
        ofprint.Attendee(
            "N-1", "白峰 澪", "白峰", "澪", "しらみね", "みお", romaji="Mio Shiramine", role="参加者", row=2
        )
    ]
    badges = ofprint.badges(event, people, template=theme, language="both")
    assert badges.to_bytes() and not [found for found in badges.findings if found.severity == "error"]


@pytest.mark.parametrize("theme", ["kojo", "sumi"])
def test_a_badge_without_room_for_two_keeps_its_event_line_in_the_first_language(
    theme: str, examples: dict[str, Path], text_of: Callable[[bytes], str]
) -> None:
    event = ofprint.load(examples["craft-lecture"])
    people = [ofprint.Attendee("N-1", "白峰 澪", "白峰", "澪", role="参加者", row=2)]
    said = text_of(ofprint.badges(event, people, template=theme, language="both").to_bytes())
    front, _, back = said.partition("プログラム")
    assert "漆の時間" in front and "Lacquer" not in front
    assert "Lacquer" in back, "where the talk of that name stands in both"
