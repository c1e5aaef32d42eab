"""web-platform-tests' Japanese line-break pages, their cases restated as data, set by our levels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from type_fakes import style

from ofprint.typesetting import set_text

LEVELS = {"strict": "very-strict", "normal": "strict", "loose": "very-loose"}
"""CSS's level → ofprint's nearest: JLREQ's very strict, its default, and its loosest (C.3)."""

DEPARTURES = {
    (
        "hyphens",
        "normal",
    ): "JLREQ's strict level keeps cl-03 from line heads (C.3); line-break-normal-hyphens-001 agrees.",
    ("iteration", "normal", "々"): "JLREQ's strict level lets 々 start a line, as many books do (C.3, level 3).",
    ("in", "strict"): "Table 2 lets a line end between an ideograph and a leader (cl-19 × cl-08).",
    ("in", "normal"): "Table 2 lets a line end between an ideograph and a leader (cl-19 × cl-08).",
    ("po", "strict"): "Table 2 parts a postfixed abbreviation from numerals only not (cl-24 × cl-13), not from kanji.",
    ("po", "normal"): "Table 2 parts a postfixed abbreviation from numerals only not (cl-24 × cl-13), not from kanji.",
}
"""Where JLREQ, which goes before, says something else: (group, CSS level[, character]) → why."""


def cases() -> Iterator[tuple[str, str, str, bool]]:
    """Yield (group, CSS level, character, whether it may begin a line)."""
    text = Path(__file__).with_name("wpt-line-break-ja.tsv").read_text(encoding="utf-8")
    (_, *levels, _), *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    for group, *allowed, spans in rows:
        for span in spans.split():
            first, _, last = span.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                for level, may in zip(levels, allowed, strict=True):
                    yield group, level, chr(code), may == "yes"


def begins_a_line(character: str, level: str) -> bool:
    """Whether the line after six kanji in six ems begins with it, as on the pages."""
    text = "文" * 6 + character + "字字"
    return set_text(text, measure=6, style=style(kinsoku=LEVELS[level])).lines[1].text[0] == character


@pytest.mark.parametrize(("group", "level", "character", "may"), list(cases()))
def test_a_character_begins_a_line_where_the_pages_say(group: str, level: str, character: str, may: bool) -> None:
    departs = (group, level) in DEPARTURES or (group, level, character) in DEPARTURES
    assert begins_a_line(character, level) == (may != departs)


@pytest.mark.parametrize("character", "‐–")
@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("strict", ["文", "文-", "文"]),
        ("normal", ["文", "文-", "文"]),
        ("loose", ["文文", "-文"]),
    ],
)
def test_a_hyphen_in_two_ems(character: str, level: str, expected: list[str]) -> None:
    """line-break-strict-hyphens-001, line-break-normal-hyphens-001, line-break-loose-hyphens-001."""
    lines = set_text(f"文文{character}文", measure=2, style=style(kinsoku=LEVELS[level])).lines
    assert [line.text.replace(character, "-") for line in lines] == expected
