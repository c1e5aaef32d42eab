"""JLREQ's Tables 1 and 2, walked through `set_text` for every pair of classes a single character can stand for."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from type_fakes import style

import ofprint.typesetting
from ofprint.typesetting import set_text
from ofprint.typesetting.classes import BLANK_AFTER, BLANK_BEFORE, kind
from ofprint.typesetting.tables import departures

MEMBERS = {
    "01": "（「", "02": "）」", "03": "〜‐", "04": "！？", "05": "・：", "06": "。．", "07": "、，", "08": "—…",
    "09": "々ゝ", "10": "ー", "11": "ぁッ", "12": "￥＃", "13": "℃％", "14": "　", "15": "あの", "16": "アン",
    "19": "漢①", "24": "5", "25": "\u212b\u2127", "26": " ", "27": "Aé",
}  # fmt: skip
"""Members of every class that a single character of its own stands for; cl-20 to 23, 28 to 30 need markup."""
PAIRS = list(product(MEMBERS, MEMBERS))
HEAD = "漢"


@cache
def published(name: str) -> dict[tuple[str, str], str]:
    """The matrix, read here by itself: nothing of the code under test decides what is expected."""
    text = (Path(ofprint.typesetting.__file__).parent / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    (_, *columns), *rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {(row[0], column): cell for row in rows for column, cell in zip(columns, row[1:], strict=True)}


def departs(table: str, leading: str, trailing: str) -> bool:
    return any(d.table == table and d.covers(leading, trailing) for d in departures())


def ems(cell: str) -> float:
    parts = re.findall(r"(\d)/(\d)", cell)
    return sum(int(above) / int(below) for above, below in parts)


def space_between(first: str, second: str) -> float:
    """The ems between the bodies of two characters, measured from where their glyphs stand."""
    glyphs = [g for g in set_text(HEAD + first + second + HEAD, measure=99, style=style()).lines[0].glyphs if g.text]
    one, two = glyphs[1], glyphs[2]
    end = one.along + (1 / 3 if first == " " else one.advance) - BLANK_AFTER.get(kind(first), 0.0)
    return two.along + BLANK_BEFORE.get(kind(second), 0.0) - end


@pytest.mark.parametrize(("leading", "trailing"), PAIRS)
def test_the_natural_space_between_two_classes_is_what_table_1_prints(leading: str, trailing: str) -> None:
    cell = published("spacing")[leading, trailing]
    if departs("spacing", leading, trailing):
        return
    for first, second in product(MEMBERS[leading], MEMBERS[trailing]):
        assert space_between(first, second) == pytest.approx(ems(cell)), (first, second, cell)


def breaks_between(first: str, second: str) -> bool:
    """Whether a line ends between two characters at any place of the line they come to stand."""
    measure = 9
    for before in range(measure + 2):
        text = HEAD * before + first + second + HEAD * 12
        place = before + 1
        ends, at = set(), 0
        for line in set_text(text, measure=measure, style=style()).lines:
            at += len(line.text)
            ends.add(at)
        if place in ends:
            return True
    return False


@pytest.mark.parametrize(("leading", "trailing"), PAIRS)
def test_a_line_ends_between_two_classes_where_table_2_lets_it(leading: str, trailing: str) -> None:
    cell = published("breaks")[leading, trailing]
    for first, second in product(MEMBERS[leading], MEMBERS[trailing]):
        allowed = cell == "yes" or (cell == "dep" and leading == trailing and first != second)
        if departs("breaks", leading, trailing):
            allowed = False
        assert breaks_between(first, second) == allowed, (first, second, cell)


def test_every_departure_is_real_and_says_why() -> None:
    for departure in departures():
        cell = published(departure.table)
        assert departure.reason.endswith(".")
        named = [pair for pair in cell if departure.covers(*pair)]
        assert any(cell[pair] != departure.ours for pair in named) or departure.trailing == "line-end"


@pytest.mark.parametrize("jlreq_class", ["01", "02", "05", "06", "07"])
def test_a_line_begins_flush_with_an_opening_mark_and_ends_with_its_blank(jlreq_class: str) -> None:
    """Table 1's line-head row and line-end column."""
    for mark in MEMBERS[jlreq_class]:
        line = set_text(mark, measure=9, style=style()).lines[0]
        body = 1 - BLANK_BEFORE.get(kind(mark), 0.0) - BLANK_AFTER.get(kind(mark), 0.0)
        end = published("spacing")[jlreq_class, "line-end"]
        assert line.glyphs[0].along + BLANK_BEFORE.get(kind(mark), 0.0) == pytest.approx(0)
        assert line.natural == pytest.approx(body + (0 if end == "x" else ems(end)))
