"""Text on text, in a code's quiet zone, past the trim or a clip: each is found, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

import ofprint
from ofprint.base.findings import Severity
from ofprint.base.lengths import MM
from ofprint.fonts import FontLibrary
from ofprint.layout.clashes import CLASHES, Clash, clashes
from ofprint.layout.page import Code, Group, Item, Stamp, Text, rectangle
from ofprint.typesetting import Markup, TextStyle, set_text

STACK = FontLibrary.bundled().stack("Noto Sans JP", 400)
PAGE = (100.0, 80.0)


def text(said: str | Markup, x: float, y: float, *, pt: float = 10, wide: float = 80, **style: object) -> Text:
    """Set a text with its first baseline at (x, y) mm."""
    set_ = TextStyle(fonts=STACK, size=pt, **{"leading": 1.7 * pt, "align": "left", **style})
    return Text(set_text(said, measure=wide * MM, style=set_), x, y, sets=str(said)[:4])


def found(*items: Item) -> list[tuple[str, str]]:
    """Return what clashes: the kind, and how the texts begin."""
    told = clashes(items, *PAGE)
    return [(one.kind, one.text.sets + (one.other.sets if one.other else "")) for one in told]


def test_lines_that_stand_apart_are_no_fault() -> None:
    above, beneath = text("上の行です", 10, 20), text("下の行です", 10, 20 + 10 / MM)
    assert not found(above, beneath), "set solid, ems touch and ink does not"
    assert not found(text("左", 10, 40), text("右", 10 + 10 / MM, 40))
    assert not found(text("長い文を何行かに組んだものは自分とは重ならない" * 4, 10, 20, wide=40))


@pytest.mark.parametrize("apart", [1.0, 5.0, 7.5])
def test_a_line_over_another_is_found_whatever_holds_it(apart: float) -> None:
    one, two = text("一番目の行", 10, 20), text("二番目の行", 14, 20 + apart / MM)
    assert found(one, two) == [("overlap", "一番目の二番目の")]
    shifted = Group((text("二番目の行", 4, apart / MM),), matrix=(1, 0, 0, 1, 10, 20))
    assert found(one, shifted) == [("overlap", "一番目の二番目の")]
    stamp = Stamp("s", (text("二番目の行", 4, apart / MM),), 50, 20, matrix=(1, 0, 0, 1, 10, 20))
    assert found(one, stamp) == [("overlap", "一番目の二番目の")]
    turned = Group((text("二番目の行", 0, 0),), matrix=(-1, 0, 0, -1, 30, 20 - 6 / MM + apart / 2 / MM))
    assert found(one, turned), "upside down"


def test_a_descender_on_an_ascender_is_found_and_a_letter_beside_it_is_not() -> None:
    assert found(text("gg", 10, 20), text("hh", 10, 20 + 6 / MM)) == [("overlap", "gghh")]
    assert not found(text("aa", 10, 20), text("aa", 10, 20 + 6 / MM)), "no ink where the boxes of ems meet"


def test_vertical_columns_are_seen_where_they_stand() -> None:
    column = text("縦に組んだ柱", 50, 10, vertical=True)
    assert not found(column, text("柱の右", 50 + 6 / MM, 20)), "beside the column"
    assert found(column, text("柱の上", 45, 20)) == [("overlap", "柱の上縦に組ん")]
    assert not found(column, text("柱の下", 45, 10 + 6 * 10 / MM + 10 / MM))
    assert found(text("縦に組んだ柱", 50, 65, vertical=True)) == [("cut", "縦に組ん")]


def test_ruby_in_the_line_above_is_found() -> None:
    rubied = Markup("宮嶋という名の人は｜宮嶋《みやじま》と読む" * 3)
    assert not found(text(rubied, 10, 20, wide=40, leading=20))
    tight = text(rubied, 10, 20, wide=40, leading=11)
    assert [kind for kind, _ in found(tight)] == ["overlap"], "one text may stand on itself"


def test_a_quiet_zone_is_four_modules_wide() -> None:
    code = Code("https://example.jp/", 10, 10, 25)
    module = 25 / 25  # 19 bytes at level M are version 2, 25 modules
    assert not found(code, text("申込", 10, 35 + 4 * module + 0.9 * 10 / MM))
    assert found(code, text("申込", 10, 35 + 4 * module + 0.7 * 10 / MM)) == [("in-code", "申込")]
    assert not found(code, text("申込", 35 + 4 * module, 20))
    assert found(code, text("申込", 35 + 2 * module, 20)) == [("in-code", "申込")]


def test_what_the_trim_or_a_clip_cuts_is_found() -> None:
    assert found(text("右へはみ出す", 90, 20)) == [("cut", "右へはみ")]
    assert found(text("上", 10, 1)) == [("cut", "上")]
    assert found(text("下", 10, 79.9)) == [("cut", "下")]
    assert not found(text("端まで", 100 - 3 * 10 / MM, 78))
    inside = text("窓の中の文", 5, 10)
    assert not found(Group((inside,), clip=rectangle(0, 0, 40, 20)))
    assert found(Group((inside,), clip=rectangle(0, 0, 15, 20))) == [("cut", "窓の中の")]


def test_a_pair_is_told_once() -> None:
    long = text("何行もある文がもう一つの文の上に載っている場合でも一度だけ言う", 10, 20, wide=40)
    other = text("何行もある別の文がその上に載っている場合でも同じく一度だけ言う", 11, 20.5, wide=40)
    clash: list[Clash] = list(clashes((long, other), *PAGE))
    assert len(clash) == 1
    left, top, right, foot = clash[0].box
    assert 10 <= left < right <= 51 and 15 <= top < foot <= 40


TEMPLATE = """
name: probe
inks: {ink: [0, 0, 0, 100]}
faces: {text: Noto Sans JP}
styles: {body: {weight: 400, size: 10pt, leading: 17pt, ink: ink}, huge: {weight: 400, size: 90pt, ink: ink}}
plans:
  flyer: {pages: [{sheet: probe}]}
sheets:
  probe:
    size: [100mm, 80mm]
    frames:
      - {part: text, name: numeral, LAYERstyle: huge, text: "7", x: 90, b: 40}
      - {part: text, name: one, style: body, text: 一番目の文, x: 10, b: 60}
      - {part: text, name: two, style: body, text: 二番目の文, x: X, b: 61}
"""


def probed(tmp_path: Path, *, layer: str, x: int) -> ofprint.Document:
    (tmp_path / "probe").mkdir(exist_ok=True)
    said = TEMPLATE.replace("LAYER", layer).replace("X,", f"{x},")
    (tmp_path / "probe" / "template.yaml").write_text(said, encoding="utf-8")
    event = ofprint.Event.from_dict({"title": "見本の会", "dates": "2026-01-22"})
    return ofprint.flyer(event, template=tmp_path / "probe")


def test_a_template_whose_frames_meet_is_told_and_not_printed(tmp_path: Path) -> None:
    document = probed(tmp_path, layer="", x=20)
    told = {one.rule: one for one in document.findings if one.rule in CLASHES}
    assert set(told) == {"text.cut", "text.overlap"}
    assert "numeral “7” runs past" in told["text.cut"].what.en and told["text.cut"].place.page == 1
    assert "one “一番目の文” and two “二番目の文”" in told["text.overlap"].what.en
    assert "「一番目の文」" in told["text.overlap"].what.ja
    box = told["text.overlap"].place.box
    assert box and 20 <= box[0] <= 28 and 55 <= box[1] <= 61
    with pytest.raises(ofprint.FitError):
        document.to_bytes()


def test_a_ground_may_be_stood_on_and_run_off(tmp_path: Path) -> None:
    assert not probed(tmp_path, layer="layer: -1, ", x=60).findings
    assert {one.rule for one in probed(tmp_path, layer="layer: 1, ", x=60).findings} == {"text.cut"}


def test_a_frame_that_a_script_moves_onto_another_is_told_until_it_is_moved_away(tmp_path: Path) -> None:
    fine = probed(tmp_path, layer="layer: -1, ", x=60)
    frame = fine.pages[0].frames["two"]
    onto = fine.with_frame(frame.moved(dx=-45))
    assert [(one.rule, one.severity, one.place.page) for one in onto.findings] == [("text.overlap", Severity.ERROR, 1)]
    assert not onto.with_frame(onto.pages[0].frames["two"].moved(dx=45)).findings
