"""What badges show: roles, codes, photos, consent, further columns, backs; and what is told of it before printing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from card_pages import codes, pages, texts

import ofprint
from ofprint.base.findings import Finding, Severity
from ofprint.cli import main
from ofprint.layout.codes import qr_size
from ofprint.layout.template.loading import shipped_templates
from ofprint.people import Attendee
from ofprint.products.viewing import wifi_code

every_theme = pytest.mark.parametrize("theme", shipped_templates())
LEAST = {"title": "見本の会", "dates": {"date": "2026-01-22", "start": "10:00", "end": "12:00"}}


def event_of(folder: Path | None = None, **badges: Any) -> ofprint.Event:
    programme = [{"start": "10:00", "end": "11:00", "title": "縁側の話", "speakers": [{"name": "森田 正隆"}]}]
    data = {**LEAST, "programme": programme, "wifi": {"ssid": 'a;b"c', "password": "p:w,\\"}, "badges": badges}
    data["registration"] = {"url": "https://example.jp/r"}
    return ofprint.Event.from_dict(data, folder=folder)


def somebody(number: int = 1, **values: Any) -> Attendee:
    given = {"name": "山田 太郎", "family": "山田", "given": "太郎", "row": number + 1, **values}
    return Attendee(id=f"A-{number:03d}", **given)


def told(badges: Any, rule: str) -> list[Finding]:
    return [finding for finding in badges.findings if finding.rule == rule]


# Roles ------------------------------------------------------------------------------------------


def test_a_role_that_nobody_knows_is_named_with_what_it_prints_as() -> None:
    badges = ofprint.badges(
        event_of(), [somebody(1, role="見学者"), somebody(2, role="見学者"), somebody(3, role="報道")]
    )
    (finding,) = told(badges, "badges.role")
    assert "見学者" in finding.what.ja
    assert "2人" in finding.what.ja
    assert "見学者" in texts(badges.to_bytes())[0]


def test_the_events_own_role_prints_its_word_and_colour_and_needs_no_finding() -> None:
    roles = {"出展者": {"colour": "mid", "word": "出展", "note": "搬入可"}}
    badges = ofprint.badges(event_of(roles=roles), [somebody(role="出展者")])
    assert not told(badges, "badges.role")
    text = texts(badges.to_bytes())[0]
    assert "出展" in text
    assert "搬入可" in text
    assert b"0.9 0.62 0.12 0.26 k" in _streams(badges.to_bytes())


def _streams(data: bytes) -> bytes:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return b"\n".join(thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream))


def test_a_colour_that_the_theme_has_not_is_told_with_those_it_has_and_the_theme_s_look_prints() -> None:
    badges = ofprint.badges(event_of(roles={"出展者": {"colour": "orange"}}), [somebody(role="出展者")])
    (finding,) = told(badges, "badges.colour")
    assert finding.severity is Severity.WARNING
    assert "sig" in str(finding.cure)
    assert len(codes(badges.to_bytes())[0]) == 1


@every_theme
def test_an_event_whose_roles_have_the_colours_of_one_theme_prints_in_every_theme(
    theme: str, examples: dict[str, Path]
) -> None:
    event = ofprint.load(examples["tohoku-vol7"])
    people = ofprint.load_attendees(examples["tohoku-vol7"] / "attendees.csv")
    assert len(codes(ofprint.badges(event, people[:4], template=theme).to_bytes())[0]) == 4


def test_a_name_in_kana_is_not_said_twice() -> None:
    who = somebody(name="相沢 ことり", family="相沢", given="ことり", reading_family="あいざわ", reading_given="ことり")
    text = texts(ofprint.badges(event_of(code="none"), [who]).to_bytes())[0]
    assert text.count("ことり") == 1
    assert "あいざわ" in text


# Codes ------------------------------------------------------------------------------------------

HELD = {
    "id": "A-001",
    "https://example.jp/c/{id}": "https://example.jp/c/A-001",
    "mecard": "MECARD:N:山田,太郎;SOUND:やまだ,たろう;ORG:見本\\;社;;",
}


@pytest.mark.parametrize("code", [*HELD, "vcard"])
@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_a_code_holds_what_the_event_says_at_its_error_correction(code: str, level: str) -> None:
    who = somebody(reading_family="やまだ", reading_given="たろう", affiliation="見本;社")
    data = ofprint.badges(event_of(code=code, code_level=level), [who]).to_bytes()
    (page,) = codes(data, 400)
    ((text, _, _),) = page
    assert text == HELD[code] if code in HELD else text.startswith("BEGIN:VCARD")
    import zxingcpp

    (found,) = zxingcpp.read_barcodes(pages(data, 400)[0], formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.ec_level == level


def test_no_code_is_drawn_where_the_event_wants_none() -> None:
    assert codes(ofprint.badges(event_of(code="none"), [somebody()]).to_bytes()) == [[]]


@pytest.mark.parametrize("sheet", ["a-one-51002", "a-one-51091", "insert-a7", "insert-a6", "insert-4x3"])
@pytest.mark.parametrize("code", ["id", "vcard"])
@every_theme
def test_four_modules_around_a_code_are_paper(theme: str, sheet: str, code: str) -> None:
    import zxingcpp

    staff = somebody(role="スタッフ")
    badges = ofprint.badges(event_of(code=code), [staff], sheet=sheet, cut_marks=False, template=theme)
    (page,) = pages(badges.to_bytes(), 400)
    (found,) = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
    at = found.position
    module = (at.top_right.x - at.top_left.x) / qr_size(found.text)
    left, top = at.top_left.x, at.top_left.y
    right, bottom = at.bottom_right.x, at.bottom_right.y
    quiet = 3.8 * module
    for box in (
        (left - quiet, top - quiet, left - 2, bottom),
        (right + 3, top - quiet, right + quiet, bottom),
        (left, top - quiet, right, top - 2),
    ):
        assert page.crop(tuple(map(round, box))).getextrema()[0] > 200, box


# Photos, consent, further columns ---------------------------------------------------------------


@pytest.fixture
def with_photos(examples: dict[str, Path], tmp_path: Path) -> Path:
    shutil.copytree(examples["two-day-conference"] / "portraits", tmp_path / "photos")
    return tmp_path


@every_theme
@pytest.mark.parametrize("sheet", ["a-one-51002", "insert-a6"])
def test_a_photo_of_the_events_folder_is_printed(theme: str, sheet: str, with_photos: Path) -> None:
    who = somebody(extra={"写真": "photos/bando.png"})
    data = ofprint.badges(event_of(with_photos, photo="写真"), [who], sheet=sheet, template=theme).to_bytes()
    assert b"/Image-" in _streams(data)


@pytest.mark.parametrize(
    "name", ["photos/none.png", "../secret.png", "/etc/passwd", "photos/../../x.png", "event.yaml", "a\0b"]
)
def test_a_photo_that_is_not_there_or_leads_out_is_told_and_stops_nobody(with_photos: Path, name: str) -> None:
    badges = ofprint.badges(
        event_of(with_photos, photo="写真"), [somebody(extra={"写真": name}), somebody(2, extra={"写真": ""})]
    )
    (finding,) = told(badges, "badges.photo")
    assert finding.place.row == 2
    assert len(codes(badges.to_bytes())[0]) == 2


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("不可", "撮影不可"),
        ("NG", "撮影不可"),
        ("同意しない", "撮影不可"),
        ("可", "撮影可"),
        ("同意する", "撮影可"),
        ("OK", "撮影可"),
        ("", ""),
    ],
)
@every_theme
@pytest.mark.parametrize("sheet", ["a-one-51002", "insert-a6"])
def test_consent_is_said_in_words_and_a_sign(theme: str, sheet: str, answer: str, printed: str) -> None:
    who = somebody(extra={"撮影": answer})
    text = texts(ofprint.badges(event_of(consent="撮影"), [who], sheet=sheet, template=theme).to_bytes())[0]
    assert (printed in text) if printed else ("撮影" not in text)
    assert ("撮影不可" in text) == (printed == "撮影不可")


@every_theme
def test_the_sign_differs_in_form_and_not_in_colour_alone(theme: str) -> None:
    drawn = []
    for answer in ("可", "不可"):
        badges = ofprint.badges(event_of(consent="撮影"), [somebody(extra={"撮影": answer})], template=theme)
        drawn.append(pages(badges.to_bytes(), 200)[0].point(lambda v: 255 if v > 127 else 0).tobytes())
    assert drawn[0] != drawn[1]
    grey = {bytes([value]) for value in drawn[0]}
    assert grey <= {b"\0", b"\xff"}


def test_an_answer_that_is_not_understood_counts_as_no_and_is_told() -> None:
    badges = ofprint.badges(event_of(consent="撮影"), [somebody(extra={"撮影": "後ろ姿"})])
    assert told(badges, "badges.consent")[0].place.row == 2
    assert "撮影不可" in texts(badges.to_bytes())[0]


@every_theme
@pytest.mark.parametrize("sheet", ["a-one-51002", "insert-a6"])
def test_further_columns_and_the_events_note_are_printed(theme: str, sheet: str) -> None:
    who = somebody(extra={"懇親会": "参加"}, note="手話")
    event = event_of(fields=["懇親会", "備考"], note="再入場可")
    text = texts(ofprint.badges(event, [who], sheet=sheet, template=theme).to_bytes())[0]
    assert "再入場可" in text
    assert "懇親会:参加" in text
    assert "備考:手話" in text


def test_a_column_that_the_list_has_not_is_told_with_the_nearest() -> None:
    badges = ofprint.badges(event_of(fields=["懇親"], photo="顔"), [somebody(extra={"懇親会": "参加", "写真": ""})])
    said = " ".join(str(finding) for finding in told(badges, "badges.column"))
    assert "懇親会" in said
    assert "顔" in said


# Backs ------------------------------------------------------------------------------------------


@every_theme
@pytest.mark.parametrize("sheet", ["a-one-51002", "insert-a6", "insert-4x3"])
def test_a_back_shows_what_the_event_names_with_codes_that_decode(theme: str, sheet: str) -> None:
    event = event_of(back=["timetable", "wifi", "qr"])
    data = ofprint.badges(event, [somebody()], sheet=sheet, template=theme).to_bytes()
    front, back = codes(data)
    assert [code[0] for code in front] == ["A-001"]
    assert {code[0] for code in back} == {wifi_code(event.wifi), "https://example.jp/r"}  # type: ignore[arg-type]
    assert "縁側の話" in texts(data)[1]


def test_the_network_s_code_escapes_what_is_special() -> None:
    assert wifi_code(event_of().wifi) == 'WIFI:T:WPA;S:a\\;b\\"c;P:p\\:w\\,\\\\;;'  # type: ignore[arg-type]


@every_theme
def test_a_long_programme_on_a_small_back_says_what_it_left_out(theme: str, examples: dict[str, Path]) -> None:
    event = ofprint.load(examples["two-day-conference"])
    badges = ofprint.badges(event, [somebody()], template=theme)
    assert any("days, hours and place alone" in finding.what.en for finding in badges.findings)


@every_theme
@pytest.mark.parametrize("sheet", ["a-one-51002", "insert-a6"])
def test_a_walk_in_s_card_has_a_code_and_words_and_room_to_write(theme: str, sheet: str) -> None:
    blank = Attendee(id="W-001", name="", role="参加者", row=2)
    badges = ofprint.badges(event_of(), [blank], sheet=sheet, template=theme)
    data = badges.to_bytes()
    assert not badges.findings
    assert [code[0] for code in codes(data)[0]] == ["W-001"]
    text = texts(data)[0]
    assert all(word in text for word in ("お名前", "ご所属", "参加者", "見本の会"))


@every_theme
def test_a_map_that_has_no_room_beside_codes_is_left_out_and_told(theme: str, examples: dict[str, Path]) -> None:
    data = {**LEAST, "venue": {"name": "見本館", "map": "map.png"}, "wifi": {"ssid": "a", "password": "b"}}
    data["registration"] = {"url": "https://example.jp/r"}
    data["programme"] = [{"start": "10:00", "title": "縁側の話"}]
    data["badges"] = {"back": ["timetable", "wifi", "qr", "map"]}
    event = ofprint.Event.from_dict(data, folder=examples["craft-lecture"])
    badges = ofprint.badges(event, [somebody()], template=theme)
    assert len(codes(badges.to_bytes())[1]) == 2
    assert any("the map has no room" in finding.what.en for finding in told(badges, "layout.adapted"))


def test_a_theme_without_a_back_prints_fronts_alone_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        "name: bare\ninks: {text: [0, 0, 0, 100]}\nfaces: {text: Noto Sans JP}\n"
        "styles: {display: {size: 9pt}, text: {size: 9pt}}\nplans: {badges: {pages: [{sheet: badge}]}}\n"
        "sheets:\n  badge:\n    size: [91mm, 55mm]\n    frames:\n"
        "      - {part: rect, x: 12, y: 8, w: 5, h: 5, fill: text}\n",
        encoding="utf-8",
    )
    badges = ofprint.badges(event_of(back=["timetable"]), [somebody()], template=tmp_path)
    assert told(badges, "badges.no-back")
    assert len(pages(badges.to_bytes(), 20)) == 1


# What check tells -------------------------------------------------------------------------------


def test_a_character_from_another_face_is_told_by_person_with_the_face() -> None:
    badges = ofprint.badges(event_of(), [somebody(name="Łukasz Nowak", family="Nowak", given="Łukasz")])
    (finding,) = told(badges, "badges.stand-in")
    assert "Ł (U+0141)" in finding.what.en
    assert "NotoSans" in finding.what.en
    assert finding.place.row == 2


def test_a_name_smaller_than_the_two_sizes_is_listed_and_others_are_not() -> None:
    long = somebody(
        2, name="Maximiliane Schwarzenbacher-Hohenlohe", family="Schwarzenbacher-Hohenlohe", given="Maximiliane"
    )
    badges = ofprint.badges(
        event_of(), [somebody(1), long, somebody(3, name="長谷川 小次郎", family="長谷川", given="小次郎")]
    )
    (finding,) = told(badges, "badges.small-name")
    assert finding.place.row == 3
    assert "Maximiliane" in finding.what.ja


def test_a_fault_in_one_persons_further_column_leaves_one_blank() -> None:
    people = [somebody(1, extra={"懇親会": "\U00013000"}), somebody(2, extra={"懇親会": "参加"})]
    badges = ofprint.badges(event_of(fields=["懇親会"]), people)
    (finding,) = told(badges, "badges.blank")
    assert finding.severity is Severity.WARNING
    assert [code[0] for code in codes(badges.to_bytes())[0]] == ["A-001", "A-002"]


def test_check_tells_how_many_print_who_does_not_and_why(
    examples: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    folder = tmp_path / "event"
    shutil.copytree(examples["tohoku-vol7"], folder)
    rows = [
        "受付番号,氏名,ふりがな,区分,参加ステータス",
        "A1,山田 太郎,やまだ たろう,参加者,参加",
        "A2,佐藤 健,さとう けん,参加者,キャンセル",
        "A3,山田 太郎,やまだ たろう,参加者,参加",
        "A4,,なし,参加者,参加",
        "A5,Łukasz Nowak,,見学者,参加",
    ]
    (folder / "attendees.csv").write_bytes("\r\n".join(rows).encode("utf-8"))
    assert main(["check", str(folder)]) == 0
    said = "".join(capsys.readouterr())
    for words in (
        "名札は 3 枚、A-one 51002 (10面 91×55) で 1 面です",
        "文字コードは UTF-8",
        "1人は印刷しません（キャンセル 1人）",
        "row 4: 山田 太郎さんは2行目と",
        "row 5: 氏名が空の行です",
        "区分「見学者」（1人）",
        "row 6: A5 Łukasz Nowak: Ł (U+0141) は NotoSansJP-Black にないため NotoSans-Bold で組みます",
    ):
        assert words in said


# Codes from the list ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("{チケット}", "T 7/8"),
        ("https://example.jp/t/{チケット}", "https://example.jp/t/T%207%2F8"),
        ("https://example.jp/{id}?t={チケット}", "https://example.jp/A-001?t=T%207%2F8"),
        ("{id}", "A-001"),
        ("{氏名}", "山田 太郎"),
    ],
)
def test_a_code_holds_a_column_of_the_list(code: str, said: str) -> None:
    badges = ofprint.badges(event_of(code=code), [somebody(extra={"チケット": "T 7/8"})])
    assert [found[0] for found in codes(badges.to_bytes())[0]] == [said]
    assert not told(badges, "badges.no-code") and not told(badges, "badges.column")


def test_whose_column_is_empty_gets_a_badge_without_a_code_and_is_named() -> None:
    people = [somebody(1, extra={"チケット": "T-1"}), somebody(2, extra={"チケット": " "})]
    badges = ofprint.badges(event_of(code="{チケット}"), people)
    assert [found[0] for found in codes(badges.to_bytes())[0]] == ["T-1"]
    (finding,) = told(badges, "badges.no-code")
    assert finding.place.row == 3 and "A-002" in finding.what.ja and "チケット" in finding.what.ja


def test_a_column_that_the_list_has_not_is_named_with_the_nearest() -> None:
    badges = ofprint.badges(event_of(code="{チケト}"), [somebody(extra={"チケット": "T-1"})])
    (finding,) = told(badges, "badges.column")
    assert "チケット" in finding.cure.ja


@pytest.mark.parametrize(
    "code", ["https://example.jp/t", "https://example.jp/{id", "https://example.jp/{}", "{{id}}", "{a}{b}"]
)
def test_a_code_whose_braces_are_wrong_is_a_fault(code: str) -> None:
    with pytest.raises(ofprint.EventError, match=r"badges\.code"):
        event_of(code=code)
