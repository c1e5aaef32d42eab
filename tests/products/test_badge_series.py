"""Cards laid one after another by what they share show what each shows when it is laid by itself."""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import ofprint
from ofprint.layout.page import Code, Group, Item, Picture, Shape, Stamp, Text
from ofprint.layout.template.loading import shipped_templates
from ofprint.people import Attendee
from ofprint.products.cards import CardMaker
from ofprint.products.holders import holder_of
from ofprint.products.making import Making, Wishes, begin
from ofprint.products.shapes import BACK, FRONT, TAB, card_layout, lay_card
from ofprint.products.sides import TabView

THEMES = shipped_templates()
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = [
    ("佐藤 花子", "佐藤", "花子", "さとう", "はなこ"),
    ("勅使河原 虎太郎", "勅使河原", "虎太郎", "てしがわら", "こたろう"),
    ("左衛門三郎 龍之介", "左衛門三郎", "龍之介", "さえもんさぶろう", "りゅうのすけ"),
    ("José García Márquez", "García Márquez", "José", "", ""),
    ("無名", "", "", "むめい", ""),
]
POSTS = [("", ""), ("見本社", ""), ("国立研究開発法人 見本情報基盤技術総合研究機構つくばセンター", "主任研究員")]
EVENT = """
title: 見本の会
dates: [2026-05-10]
attendees: list.csv
template: {theme}
badges:
  code: {code}
  consent: 撮影
  fields: [懇親会]
  roles:
    参加者: {{}}
    登壇者: {{note: 講師控室あり}}
"""


def people() -> list[Attendee]:
    """People of every combination, and each name once more in another order."""
    combined = itertools.product(NAMES, POSTS, ["参加者", "登壇者", "見学"], ["", "可", "不可"])
    found = [
        Attendee(
            f"N-{n:03}", *name, romaji="Hanako Sato" if n % 3 else "", affiliation=post[0], title=post[1], role=role,
            row=n + 2, extra={"撮影": consent, "懇親会": "参加" if n % 2 else ""},
        )
        for n, (name, post, role, consent) in enumerate(combined)
    ]  # fmt: skip
    return [*found[::2], *found[1::2]]


def leaves(items: Iterable[Item], matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)) -> Iterator[tuple[Any, ...]]:
    """Yield what is shown, in painting order, where it stands on the page."""
    for item in items:
        if isinstance(item, Group | Stamp):
            a, b, c, d, e, f = item.matrix
            ka, kb, kc, kd, ke, kf = matrix
            yield from leaves(
                item.items,
                (ka * a + kc * b, kb * a + kd * b, ka * c + kc * d, kb * c + kd * d, ka * e + kc * f + ke,
                 kb * e + kd * f + kf),
            )  # fmt: skip
        elif isinstance(item, Text):
            spot = _at(matrix, item.x, item.y)
            yield "text", item.setting.text, round(item.setting.style.size, 4), item.ink, *spot, _near(item.shifts)
        elif isinstance(item, Shape):
            path = tuple(
                (step[0], *(_at(matrix, *step[i : i + 2]) for i in range(1, len(step), 2))) for step in item.path
            )
            yield "shape", path, item.fill, item.stroke, round(item.width, 4)
        elif isinstance(item, Code):
            yield "code", item.text, item.level, round(item.side, 3), item.ink, *_at(matrix, item.x, item.y)
        elif isinstance(item, Picture):
            yield "picture", item.file, *_at(matrix, item.x, item.y)


def _at(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return round(a * x + c * y + e, 3) + 0.0, round(b * x + d * y + f, 3) + 0.0


def _near(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(value, 3) + 0.0 for value in values)


def alone(making: Making, kind: str, size: tuple[float, float], **names: Any) -> list[tuple[Any, ...]]:
    """Lay a card by the engine, without a series."""
    assert making.maker.studio.series is None
    laid = lay_card(making, card_layout(making, kind, size), size, **names)
    return list(leaves(laid.placed.items))


@pytest.mark.parametrize("code", ["https://example.jp/c/{id}", "none"], ids=["code", "bare"])
@pytest.mark.parametrize(
    ("theme", "size"),
    [(theme, size) for theme in THEMES for size in ((91.0, 55.0), (105.0, 148.0))],
    ids=[f"{theme} {shape}" for theme in THEMES for shape in ("wide", "upright")],
)
def test_a_card_of_a_series_is_the_card_laid_alone(
    tmp_path: Path, theme: str, code: str, size: tuple[float, float]
) -> None:
    (tmp_path / "event.yaml").write_text(EVENT.format(theme=theme, code=code), encoding="utf-8")
    (tmp_path / "list.csv").write_text("氏名\n見本 一\n", encoding="utf-8")
    making = begin(ofprint.load(tmp_path), "badges", Wishes())
    maker = CardMaker(making)
    shown = 0
    for attendee in people():
        card = maker.card(attendee, size)
        if any(found.rule == "badges.blank" for found in card.findings):
            continue
        holder = holder_of(making.event, attendee, "ja", making.maker.template.inks)
        assert list(leaves(card.items)) == alone(making, FRONT, size, person=holder), attendee
        shown += 1
    assert shown > 80


@pytest.mark.parametrize("size", [(91.0, 55.0), (105.0, 148.0)], ids=["wide", "upright"])
@pytest.mark.parametrize("back", ["timetable", "timetable, wifi, qr, map, contacts, privacy"], ids=["programme", "all"])
@pytest.mark.parametrize(
    ("theme", "example"),
    [
        *(("kojo", name) for name in ("tohoku-vol7", "two-day-conference", "town-festival", "community-evening")),
        *((theme, name) for theme in ("sumi", "shiori") for name in ("tohoku-vol7", "two-day-conference")),
    ],
)
def test_what_shows_nobody_is_the_card_laid_alone(
    tmp_path: Path, theme: str, example: str, back: str, size: tuple[float, float]
) -> None:
    folder = tmp_path / "event"
    shutil.copytree(EXAMPLES / example, folder)
    said = (folder / "event.yaml").read_text(encoding="utf-8")
    said = re.sub(r"(?m)^  back:.*\n", "", said).replace("\nbadges:\n", f"\nbadges:\n  back: [{back}]\n")
    (folder / "event.yaml").write_text(said, encoding="utf-8")
    making = begin(ofprint.load(folder), "badges", Wishes(template=theme))
    maker = CardMaker(making)
    shown = list(leaves(maker.common(BACK, size).items))
    assert any(leaf[0] == "text" for leaf in shown)
    assert shown == alone(making, BACK, size)
    for number, label in enumerate(["あ–こ", "さ–の", ""], 1):
        tab = TabView(label, 12 * number, f"見本 {number}", f"例示 {number}", number, 3)
        assert list(leaves(maker.common(TAB, size, tab=tab).items)) == alone(making, TAB, size, tab=tab), label


THEME = """
extends: kojo
sheets:
  badge:
    frames:
      - {name: number, text: "{{ person.id }}", style: id, x: 2, b: 5}
      - part: stack
        items: "person.name_pieces"
        x: 2
        y: 8
        w: 40
        pitch: 5
        cell: [{part: group, x: 0, y: 0, w: width, h: 4, frames: [{text: "{{ item }}", style: id, x: 0, b: 3}]}]
      - part: group
        repeat: "['参加者', '登壇者', person.role]"
        as: word
        x: 50
        y: 8 + 6 * loop.index
        w: 30
        h: 5
        with: "{'number': word, 'mine': word == person.role}"
        frames: [{text: "{{ number }}", style: id, x: 0, b: 3}, {when: mine, text: "○", style: id, x: 20, b: 3}]
      - {part: group, x: 2, y: 40, w: 40, h: 5, frames: [{text: "{{ number.w > 4 }}", style: id, x: 0, b: 3}]}
"""


def test_names_that_a_part_gives_belong_to_its_items(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "template.yaml").write_text("extends: kojo\n", encoding="utf-8")
    (tmp_path / "mine" / "badges.yaml").write_text(THEME.replace("extends: kojo\n", ""), encoding="utf-8")
    (tmp_path / "event.yaml").write_text(EVENT.format(theme="./mine", code="none"), encoding="utf-8")
    (tmp_path / "list.csv").write_text("氏名\n見本 一\n", encoding="utf-8")
    making = begin(ofprint.load(tmp_path), "badges", Wishes())
    maker, size = CardMaker(making), (91.0, 55.0)
    for attendee in people():
        holder = holder_of(making.event, attendee, "ja", making.maker.template.inks)
        shown = list(leaves(maker.card(attendee, size).items))
        assert shown == alone(making, FRONT, size, person=holder), attendee
        texts = [leaf[1] for leaf in shown if leaf[0] == "text"]
        assert [*holder.name_pieces] == texts[1 : 1 + len(holder.name_pieces)]
