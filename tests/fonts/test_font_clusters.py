"""Where a text is cut for fallback and shaping."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofprint.fonts import clusters, is_ignorable


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("髙橋", ["髙", "橋"]),
        ("か\u3099き", ["か\u3099", "き"]),
        ("ｶﾞｷﾞ", ["ｶﾞ", "ｷﾞ"]),
        ("葛\U000e0100城", ["葛\U000e0100", "城"]),
        ("e\u0301\u0323x", ["e\u0301\u0323", "x"]),
        ("👨‍👩‍👧と👍🏽", ["👨‍👩‍👧", "と", "👍🏽"]),
        ("🇯🇵🇫🇷🇯", ["🇯🇵", "🇫🇷", "🇯"]),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("a\r\nb\n\u0301", ["a", "\r\n", "b", "\n", "\u0301"]),
        ("文\u200d字", ["文\u200d", "字"]),
        ("각\u11a8", ["각\u11a8"]),
        ("🏴\U000e0067\U000e007f", ["🏴\U000e0067\U000e007f"]),
        ("", []),
    ],
)
def test_a_base_stays_with_what_belongs_to_it(text: str, cut: list[str]) -> None:
    assert clusters(text) == cut


@given(st.text(st.characters(), max_size=60))
def test_clusters_join_back_to_the_text_and_none_is_empty(text: str) -> None:
    found = clusters(text)
    assert "".join(found) == text
    assert all(found)


@pytest.mark.parametrize("mixed", ["漢字かな交じり文、2024年。", "か\u3099e\u0301👨‍👩‍👧", "e\u0301" + "\u0323" * 500])
def test_a_long_text_is_cut_in_no_time_to_speak_of(mixed: str) -> None:
    text = mixed * (200_000 // len(mixed))
    begin = time.perf_counter()
    assert sum(map(len, clusters(text))) == len(text)
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x85", "\u200b", "\u200d", "\u202e", "\xad", "\ufeff", "\ufe0f"]
)
def test_characters_without_ink_are_asked_of_no_face(character: str) -> None:
    assert is_ignorable(character)


@pytest.mark.parametrize("character", [" ", "\u3000", "\xa0", "a", "文", "\u3099", "\ufffd"])
def test_spaces_and_marks_are_asked_of_a_face(character: str) -> None:
    assert not is_ignorable(character)
