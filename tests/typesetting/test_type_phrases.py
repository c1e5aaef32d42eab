"""Where the lines of a head may end: at phrases, never inside what a reader takes for one word."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ofprint.fonts import FontLibrary
from ofprint.typesetting import TextStyle, set_text
from ofprint.typesetting.phrases import boundaries, joints


def parted(text: str, places: set[int]) -> str:
    cuts = [0, *sorted(places), len(text)]
    return "|".join(text[start:end] for start, end in pairwise(cuts))


@pytest.mark.parametrize(
    "expected",
    [
        "地域の|チカラが|地域の|#ハッシュタグを|創る",
        "地域一体型オープンファクトリーの|全国的な|潮流",
        "ものづくりの|まちづくり",
        "後継ぎの|相談から|見える|こと",
        "砂は|もう|一度|使える",
        "2026年の|組版エンジンを|語る|夜",
        "溶接体験の|三十年",
        "Opening |the |factory",
        "工場",
        "",
    ],
)
def test_phrases_begin_where_a_reader_hears_them(expected: str) -> None:
    text = expected.replace("|", "")
    assert parted(text, boundaries(text)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "360°よねざわ|オープンファクトリーが",
        "地域一体型|オープンファクトリーの",
        "東北|オープンファクトリーフォーラム",
        "DX|フォーラム",
        "例示地域|ものづくり|観光推進協議会",
        "2026年",
    ],
)
def test_a_phrase_too_wide_is_parted_where_the_script_tells_a_new_word(expected: str) -> None:
    text = expected.replace("|", "")
    assert parted(text, joints(text)) == expected


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        (
            "360°よねざわオープンファクトリーが紡いだ未来",
            12,
            ["360°よねざわ", "オープンファクトリーが", "紡いだ未来"],
        ),
        ("「ものづくりのまち」に起こった小さな産業革命", 12, ["「ものづくりのまち」に", "起こった小さな産業革命"]),
        ("新しいものづくりの場をひらく", 8, ["新しい", "ものづくりの", "場をひらく"]),
    ],
)
def test_heads_in_the_breaker_follow_the_same_rules(text: str, ems: float, lines: list[str]) -> None:
    style = TextStyle(FontLibrary.bundled().stack("Noto Sans JP"), 10, align="left", breaks="phrases")
    assert [line.text for line in set_text(text, measure=10 * ems, style=style).lines] == lines
