"""Cards on their sheets: the makers' geometry, an organizer's own, register of fronts and backs, offsets, marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from card_pages import codes, ink_box, marked_template, pages
from PIL import ImageOps

import ofprint
from ofprint.base.errors import OutputError
from ofprint.cli import main
from ofprint.people import Attendee
from ofprint.products.imposing import CardImposition
from ofprint.products.sheets import card_sheet, card_sheets, read_sheet

TEN_LINES = """\
title: 手元の用紙
paper: A4
grid: [2, 4]
card: [86, 54]
origin: [15, 20]
pitch: [94, 62]
fold: none
marks: false
source: 箱の裏
"""


def crowd(count: int) -> list[Attendee]:
    return [
        Attendee(id=f"A-{n:03d}", name="山田 太郎", family="山田", given="太郎", row=n + 1) for n in range(1, count + 1)
    ]


@pytest.fixture(scope="module")
def two_sided(forum: ofprint.Event) -> ofprint.Event:
    """The forum with its timetable on the backs."""
    data = {"title": "見本の会", "dates": "2026-01-22", "badges": {"back": ["timetable"]}}
    return ofprint.Event.from_dict({**data, "programme": [{"start": "10:00", "end": "11:00", "title": "話"}]})


# Sheets as data ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(card_sheets()))
def test_a_shipped_sheet_lies_on_its_paper_and_names_its_source(name: str) -> None:
    sheet = card_sheets()[name]
    assert sheet.source
    for x, y in sheet.cells:
        assert x >= 0
        assert y >= 0
        assert x + sheet.card[0] <= sheet.paper[0] + 0.01
        assert y + sheet.card[1] <= sheet.paper[1] + 0.01


def test_the_ten_cards_of_a_one_stand_where_the_maker_says() -> None:
    sheet = card_sheet("a-one-51002")
    assert sheet.cells[0] == (14, 11)
    assert sheet.cells[-1] == (14 + 91, 11 + 4 * 55)
    assert (sheet.card, sheet.paper) == ((91, 55), (210, 297))


def test_every_product_number_of_a_maker_is_a_name() -> None:
    assert card_sheet("A-One-51431") is card_sheet("a-one-51002")
    assert card_sheet("hisago-lp930m").name == "hisago-cj600s"


def test_an_unknown_sheet_names_the_nearest() -> None:
    with pytest.raises(OutputError, match="kokuyo-kpc-ve10"):
        card_sheet("kokuyo-kpc-ve01")


def test_a_sheet_of_ones_own_is_ten_lines(tmp_path: Path) -> None:
    (tmp_path / "my.yaml").write_text(TEN_LINES, encoding="utf-8")
    sheet = read_sheet(tmp_path / "my.yaml")
    assert (sheet.title, sheet.cells[3], len(sheet.cells)) == ("手元の用紙", (109, 82), 8)


def test_without_origin_and_pitch_the_cards_touch_in_the_middle(tmp_path: Path) -> None:
    (tmp_path / "my.yaml").write_text("paper: A4\ngrid: [2, 5]\ncard: [91mm, 55mm]\n", encoding="utf-8")
    assert read_sheet(tmp_path / "my.yaml").cells[:2] == [(14, 11), (105, 11)]


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        (("paper: A4", "paper: A9"), (2, 8), "A9"),
        (("paper: A4", "papr: A4"), (2, 1), "did you mean paper"),
        (("grid: [2, 4]", "grid: [2, 4.5]"), (3, 7), "whole"),
        (("card: [86, 54]", "card: 86"), (4, 7), "two lengths"),
        (("card: [86, 54]", "card: [86, -54]"), (4, 7), "two lengths"),
        (("card: [86, 54]", "card: [86, 8]"), (4, 7), "at least 20 mm"),
        (("pitch: [94, 62]", "pitch: [80, 62]"), (6, 8), "on one another"),
        (("grid: [2, 4]", "grid: [2, 5]"), (5, 9), "322 mm"),
        (("fold: none", "fold: up"), (7, 7), "up"),
        (("marks: false", "marks: maybe"), (8, 8), "true or false"),
        (("grid: [2, 4]\n", ""), None, "no grid"),
    ],
)
def test_a_fault_in_a_sheet_of_ones_own_is_named_with_place_and_cure(
    tmp_path: Path, change: tuple[str, str], place: tuple[int, int] | None, said: str
) -> None:
    (tmp_path / "my.yaml").write_text(TEN_LINES.replace(*change), encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        read_sheet(tmp_path / "my.yaml")
    finding = next(found for found in caught.value.findings if said in str(found))
    assert finding.rule == "badges.sheet"
    assert finding.cure
    assert place is None or (finding.place.line, finding.place.column) == place


@pytest.mark.parametrize("text", ["", "- 1\n", "a: [1\n", "paper: A4\x00\n", "x" * 3_000_000])
def test_a_sheet_that_is_none_is_refused_without_a_traceback(tmp_path: Path, text: str) -> None:
    (tmp_path / "my.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(OutputError):
        read_sheet(tmp_path / "my.yaml")


def test_the_events_own_sheet_must_lie_in_its_folder(examples: dict[str, Path], tmp_path: Path) -> None:
    text = (examples["tohoku-vol7"] / "event.yaml").read_text(encoding="utf-8")
    (tmp_path / "event.yaml").write_text(
        text.replace("  code: id\n", "  code: id\n  sheet: ../my.yaml\n"), encoding="utf-8"
    )
    with pytest.raises(ofprint.EventError, match="leads out"):
        ofprint.load(tmp_path)


def test_the_command_takes_a_sheet_of_ones_own(examples: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "my.yaml").write_text(TEN_LINES, encoding="utf-8")
    out = tmp_path / "badges.pdf"
    arguments = ["badges", str(examples["community-evening"]), "-o", str(out), "--sheet", str(tmp_path / "my.yaml")]
    assert main(arguments) == 0
    first, second = codes(out.read_bytes())[0][:2]
    assert second[1] - first[1] == pytest.approx(94, abs=0.3)


# Register ---------------------------------------------------------------------------------------


def boxes(imposition: CardImposition) -> list[tuple[float, float, float, float]]:
    """The boxes of a sheet's cells as fronts see them, offset included."""
    (dx, dy), (width, height) = imposition.offset, imposition.sheet.card
    return [(x + dx, y + dy, x + dx + width, y + dy + height) for x, y in imposition.sheet.cells]


@pytest.mark.parametrize(
    ("theme", "sheet", "offset"),
    [
        *(("kojo", sheet, (0.0, 0.0)) for sheet in ("a-one-51002", "a-one-51091", "insert-a6", "insert-4x3")),
        *(("kojo", sheet, (1.3, -0.7)) for sheet in ("a-one-51002", "a-one-51091", "insert-a6", "insert-4x3")),
        *((theme, sheet, (0.0, 0.0)) for theme in ("sumi", "shiori") for sheet in ("a-one-51002", "insert-a6")),
    ],
)
@pytest.mark.parametrize("turn", ["long", "short"])
def test_fronts_and_backs_meet_within_a_tenth_of_a_millimetre(
    two_sided: ofprint.Event, tmp_path: Path, theme: str, sheet: str, turn: str, offset: tuple[float, float]
) -> None:
    count = len(card_sheet(sheet).cells)
    badges = ofprint.badges(
        two_sided, crowd(count), sheet=sheet, turn=turn, offset=offset, cut_marks=False,  # type: ignore[arg-type]
        template=marked_template(tmp_path, theme),
    )  # fmt: skip
    front, back = pages(badges.to_bytes())
    portrait = front.height >= front.width
    through = ImageOps.mirror(back) if (turn == "long") == portrait else ImageOps.flip(back)
    for cell in boxes(badges.imposition):
        seen, behind = ink_box(front, cell), ink_box(through, cell)
        assert seen is not None
        assert behind is not None
        assert max(abs(a - b) for a, b in zip(seen, behind, strict=True)) < 0.1


def test_a_printer_that_turns_untrue_is_corrected_on_the_backs_alone(two_sided: ofprint.Event) -> None:
    plain = CardImposition(card_sheet("a-one-51002"), backs=True)
    moved = CardImposition(card_sheet("a-one-51002"), backs=True, back_offset=(0.8, 0.4))
    assert [face.matrix for face in plain.fronts()] == [face.matrix for face in moved.fronts()]
    for before, after in zip(plain.turned_backs(), moved.turned_backs(), strict=True):
        assert after.matrix[4:] == pytest.approx((before.matrix[4] + 0.8, before.matrix[5] + 0.4))


@pytest.mark.parametrize("theme", ["kojo", "sumi", "shiori"])
@pytest.mark.parametrize("sheet", ["fold-91x55", "hisago-bm120s", "a-one-51151"])
def test_both_faces_of_a_folded_badge_read_upright(
    two_sided: ofprint.Event, tmp_path: Path, sheet: str, theme: str
) -> None:
    marked = marked_template(tmp_path, theme)
    badges = ofprint.badges(two_sided, crowd(1), sheet=sheet, cut_marks=False, template=marked)
    (page,) = pages(badges.to_bytes())
    (x, y), (width, height) = badges.imposition.sheet.cells[0], badges.imposition.sheet.card
    fold = badges.imposition.sheet.fold
    front = (x, y + height / 2, x + width, y + height) if fold == "top" else (x + width / 2, y, x + width, y + height)
    back = (x, y, x + width, y + height / 2) if fold == "top" else (x, y, x + width / 2, y + height)
    seen, behind = ink_box(page, front), ink_box(page, back)
    assert seen is not None
    assert behind is not None
    scale = badges.imposition.sheet.face[1] / 55
    if (
        fold == "top"
    ):  # the back's square, turned over the fold, stands as far left, and as far below the fold's other side
        assert behind[0] == pytest.approx(seen[0], abs=0.15)
        assert front[1] - behind[3] == pytest.approx(seen[1] - front[1], abs=0.15)
    else:
        assert back[2] - behind[2] == pytest.approx(seen[0] - front[0], abs=0.15)
        assert behind[1] == pytest.approx(seen[1], abs=0.15)
    assert seen[2] - seen[0] == pytest.approx(5 * scale, abs=0.15)


def test_the_file_asks_the_printer_to_turn_about_the_right_edge(two_sided: ofprint.Event) -> None:
    import pikepdf

    for turn, name in (("long", "/DuplexFlipLongEdge"), ("short", "/DuplexFlipShortEdge")):
        data = ofprint.badges(two_sided, crowd(1), turn=turn).to_bytes()  # type: ignore[arg-type]
        with pikepdf.open(__import__("io").BytesIO(data)) as pdf:
            assert pdf.Root.ViewerPreferences.Duplex == name


# A run on its sheets ----------------------------------------------------------------------------


def test_a_half_used_sheet_begins_at_its_first_free_cell(forum: ofprint.Event) -> None:
    first, second = codes(ofprint.badges(forum, crowd(12), first_cell=4).to_bytes())
    assert [code[0] for code in first] == [f"A-{n:03d}" for n in range(1, 8)]
    assert first[0][1] > 105
    assert len(second) == 5


def test_copies_follow_each_other(forum: ofprint.Event) -> None:
    (page,) = codes(ofprint.badges(forum, crowd(3), copies=2).to_bytes())
    assert [code[0] for code in page] == ["A-001", "A-001", "A-002", "A-002", "A-003", "A-003"]


def test_a_pile_that_is_cut_through_all_sheets_is_in_order(forum: ofprint.Event) -> None:
    sheets = codes(ofprint.badges(forum, crowd(23), stack=True).to_bytes())
    by_place: dict[tuple[int, int], list[str]] = {}
    for sheet in sheets:
        for text, x, y in sheet:
            by_place.setdefault((round(y / 55), round(x / 91)), []).append(text)
    piled = [text for place in sorted(by_place) for text in by_place[place]]
    assert piled == [f"A-{n:03d}" for n in range(1, 24)]


@pytest.mark.parametrize(("option", "value"), [("first_cell", 11), ("first_cell", 0), ("copies", 0), ("copies", 101)])
def test_a_cell_or_number_that_there_is_not_is_refused(forum: ofprint.Event, option: str, value: int) -> None:
    with pytest.raises(OutputError, match="1 to"):
        ofprint.badges(forum, crowd(1), **{option: value})  # type: ignore[arg-type]


def test_an_offset_moves_every_card_by_as_much(forum: ofprint.Event) -> None:
    (before,), (after,) = (
        codes(ofprint.badges(forum, crowd(10), offset=o).to_bytes(), 600) for o in ((0, 0), (2.0, 1.0))
    )
    for (_, x0, y0), (_, x1, y1) in zip(before, after, strict=True):
        assert (x1 - x0, y1 - y0) == pytest.approx((2, 1), abs=0.15)


def test_cut_marks_stand_in_the_margins_and_only_where_they_are_wished(forum: ofprint.Event) -> None:
    above = (10, 0, 200, 8.9)  # over the block of cards, which begins at y 11
    plain, bare = (
        pages(ofprint.badges(forum, crowd(10), sheet="plain-91x55", cut_marks=marks).to_bytes())[0]
        for marks in (None, False)
    )
    assert ink_box(plain, above) is not None
    assert ink_box(bare, above) is None
    assert ink_box(pages(ofprint.badges(forum, crowd(10)).to_bytes())[0], above) is None


def test_plain_paper_bleeds_and_a_cut_sheet_does_not(forum: ofprint.Event) -> None:
    right = (196.2, 11, 200, 286)  # right of the block of cards, which ends at x 196
    plain = pages(ofprint.badges(forum, crowd(10), sheet="plain-91x55", cut_marks=False).to_bytes())[0]
    cut = pages(ofprint.badges(forum, crowd(10)).to_bytes())[0]
    assert (ink_box(plain, right) or (0, 0, 0, 0))[2] == pytest.approx(199, abs=0.1)
    assert ink_box(cut, right) is None


def test_the_calibration_page_draws_every_card_at_its_place(examples: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "calibration.pdf"
    event = str(examples["two-day-conference"])
    assert main(["badges", event, "-o", str(out), "--calibrate", "--offset", "0.5,-0.3"]) == 0
    front, back = pages(out.read_bytes())
    assert ink_box(front, (9, 150, 20, 151))[0] == pytest.approx(14.5, abs=0.1)  # type: ignore[index]
    assert ink_box(back, (190, 150, 205, 151))[2] == pytest.approx(210 - 14.5, abs=0.1)  # type: ignore[index]


@pytest.mark.parametrize("theme", ["kojo", "sumi", "shiori"])
@pytest.mark.parametrize("name", list(card_sheets()))
def test_every_sheet_takes_every_theme_with_codes_that_decode(name: str, theme: str, examples: dict[str, Path]) -> None:
    event = ofprint.load(examples["two-day-conference"])
    people = ofprint.load_attendees(examples["two-day-conference"] / "attendees.csv")
    badges = ofprint.badges(event, people[:4], sheet=name, template=theme)
    assert not [finding for finding in badges.findings if finding.rule == "badges.blank"]
    read = {code[0] for page in codes(badges.to_bytes()) for code in page}
    assert {f"https://example.jp/mihon-2026/c/{person.id}" for person in people[:4]} <= read


def test_a_template_without_a_card_of_the_shape_says_so(two_sided: ofprint.Event, tmp_path: Path) -> None:
    home = tmp_path / "wide"
    home.mkdir()
    (home / "template.yaml").write_text(
        "name: wide\nextends: kojo\nplans:\n  badges:\n    pages:\n      - {sheet: badge, when: card.w > card.h}\n",
        encoding="utf-8",
    )
    with pytest.raises(ofprint.OfprintError, match="105×148"):
        ofprint.badges(two_sided, crowd(1), sheet="insert-a6", template=home).to_bytes()


def test_a_theme_with_one_size_of_badge_refuses_other_cards_and_finds_its_blanks(
    two_sided: ofprint.Event, tmp_path: Path
) -> None:
    home = tmp_path / "fixed"
    home.mkdir()
    shape = "size: [91mm, 55mm]\n    frames:\n      - {part: rect, x: 12, y: 8, w: 5, h: 5, fill: text}\n"
    (home / "template.yaml").write_text(
        "name: fixed\ninks: {text: [0, 0, 0, 100]}\nfaces: {text: Noto Sans JP}\n"
        "styles: {display: {size: 9pt}, text: {size: 9pt}}\n"
        "plans: {badges: {pages: [{sheet: badge}]}}\nsheets:\n"
        f"  badge:\n    {shape}  badge-blank:\n    {shape}",
        encoding="utf-8",
    )
    unknown = Attendee(id="A-1", name="\U00013000", row=2)
    event = ofprint.Event.from_dict({"title": "見本の会", "dates": "2026-01-22"})
    assert pages(ofprint.badges(event, [unknown], template=home).to_bytes(), 20)
    with pytest.raises(ofprint.OfprintError, match="91×55 mm, and the card is 90×55"):
        ofprint.badges(event, [unknown], template=home, sheet="hisago-bm102s").to_bytes()


def test_one_card_a_page_has_its_back_behind_it(two_sided: ofprint.Event) -> None:
    assert len(pages(ofprint.badges(two_sided, crowd(3)).to_bytes(press="x4"), 20)) == 6
