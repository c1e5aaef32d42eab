"""Handing in: a printer's name gives the files their names and the booklet its form; nothing of a picture is silent."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

import ofprint
from ofprint.base.records import replace
from ofprint.cli import main
from ofprint.event.text import Text
from ofprint.press.printers import Value, read_printer
from ofprint.products import naming

NAMES = {
    "raksul": ["forum_booklet.pdf", "forum_flyer.pdf"],
    "graphic": ["forum_booklet.pdf", "forum_flyer.pdf"],
    "printpac": ["forum_booklet.pdf", "forum_flyer.pdf"],
    "copier": ["forum_booklet-imposed.pdf", "forum_flyer.pdf"],
    "konbini": ["booklet-imposed.pdf", "flyer.pdf"],
}


@pytest.fixture(scope="module")
def event(examples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("event") / "forum"
    shutil.copytree(examples["community-evening"], folder)
    return folder


@pytest.mark.parametrize("printer", NAMES)
def test_build_names_files_and_hands_in_the_booklet_as_the_printer_asks(
    event: Path, tmp_path: Path, printer: str
) -> None:
    assert main(["build", str(event), "-o", str(tmp_path), "--only", "flyer,booklet", "--press", printer]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES[printer]
    with pikepdf.open(tmp_path / NAMES[printer][0]) as pdf:
        assert len(pdf.pages) == (4 if "imposed" in NAMES[printer][0] else 8)


def test_a_single_product_in_a_folder_is_named_as_build_names_it(event: Path, tmp_path: Path) -> None:
    assert main(["flyer", str(event), "-o", f"{tmp_path}/", "--press", "raksul", "--quiet"]) == 0
    assert main(["booklet", str(event), "-o", str(tmp_path), "--press", "copier", "--quiet"]) == 0
    assert main(["booklet", str(event), "-o", str(tmp_path), "--quiet"]) == 0
    names = ["booklet-imposed.pdf", "booklet.pdf", "forum_booklet-imposed.pdf", "forum_flyer.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_a_file_name_of_ones_own_stays(event: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["booklet", str(event), "-o", str(tmp_path / "a.pdf"), "--press", "raksul", "--quiet"]) == 0
    assert main(["booklet", str(event), "-o", "./b.pdf", "--quiet"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b-imposed.pdf", "b.pdf"]


@pytest.mark.parametrize(
    ("form", "parts"),
    [("spreads", [("booklet", 4, (296, 210))]), ("cover", [("cover", 2, (296, 210)), ("inside", 4, (148, 210))])],
)
def test_a_printers_form_reaches_the_files(
    event: Path, monkeypatch: pytest.MonkeyPatch, form: str, parts: list[tuple[str, int, tuple[int, int]]]
) -> None:
    common = read_printer("common")
    read_printer("raksul")
    asked = common.values | {"booklet": Value(form, None)}
    monkeypatch.setattr(
        "ofprint.press.printers.read_printer", lambda _name: type(common)("raksul", common.title, asked)
    )
    files = ofprint.booklet(ofprint.load(event)).files("raksul")
    assert [(file.name, file.pages, file.trim) for file in files] == parts
    for file in files:
        data = file.made().data
        assert ofprint.preflight(data, press="raksul") == []


def test_creep_moves_inner_pages(event: Path) -> None:
    booklet = ofprint.booklet(ofprint.load(event))
    assert booklet.imposed() != booklet.imposed(creep=0.2)


def test_an_event_without_a_folder_has_a_name() -> None:
    made = ofprint.Event.from_dict(
        {"title": "催し", "dates": [{"date": "2026-12-05", "start": "13:00", "end": "17:00"}]}
    )
    assert naming.file_named(made, "flyer", "raksul") == "event_flyer.pdf"
    assert naming.file_named(made, "flyer", None) == "flyer.pdf"


def test_a_single_command_says_what_it_did_to_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "e"
    folder.mkdir()
    Image.new("RGB", (300, 375), (200, 90, 40)).save(folder / "face.tif")
    (folder / "event.yaml").write_text(
        "title: 試し\ndates: [{date: 2026-12-05, start: 13:00, end: 17:00}]\n"
        "people: {a: {name: 見本 太郎, portrait: face.tif, biography: 見本の人。}}\n"
        "programme: [{start: 13:00, end: 14:00, kind: talk, title: 見本の話, speakers: [a]}]\n",
        encoding="utf-8",
    )
    assert main(["booklet", str(folder), "-o", str(tmp_path / "b.pdf")]) == 0
    assert "image.resolution" in capsys.readouterr().err


def slugs(data: bytes) -> list[str]:
    """What each page's slug line says."""
    document = pypdfium2.PdfDocument(data)
    lines = [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]
    return [line for line in lines if re.search(r" v\.[0-9a-f]{6}$", line)]


def test_the_slug_line_says_event_product_page_date_and_a_version_that_follows_the_page(event: Path) -> None:
    loaded = ofprint.load(event)
    first = slugs(ofprint.flyer(loaded).to_bytes())
    assert len(first) == 2
    assert re.fullmatch(r"はじめての組版ナイト flyer 1/2 \d{4}-\d\d-\d\d v\.[0-9a-f]{6}", first[0])
    changed = slugs(ofprint.flyer(replace(loaded, theme=Text("文字のならびを、三度見る。"))).to_bytes())
    assert changed[0] != first[0] and changed[1] == first[1]


def test_a_new_picture_under_an_old_name_is_a_new_version(examples: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "lecture"
    shutil.copytree(examples["craft-lecture"], folder)
    picture = folder / "portrait.png"
    before = slugs(ofprint.booklet(ofprint.load(folder)).to_bytes())
    with Image.open(picture) as image:
        image.rotate(180).save(picture)
    after = slugs(ofprint.booklet(ofprint.load(folder)).to_bytes())
    assert len(before) == len(after) and 0 < sum(a != b for a, b in zip(before, after, strict=True)) < len(before)


@pytest.mark.parametrize("order", ["reading", "imposed"])
def test_spreads_covers_and_imposed_sheets_have_their_slug_line(event: Path, order: str) -> None:
    booklet = ofprint.booklet(ofprint.load(event))
    part = next(part for part in booklet._parts(order, "cover") if part.name == "cover")
    data = booklet._made(part, "x1a", booklet.to_bytes(press="x1a"), 0.0)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        bleed = [float(value) for value in pdf.pages[0].bleedbox]
    image = pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil().convert("L")
    width, height = image.size
    top = height - int((bleed[1] - 2 * 72 / 25.4) * 4)
    foot = image.crop((int(bleed[0] * 4) + 40, top, width // 3, height - 4))
    assert sum(foot.histogram()[:90]) > 300


def test_a_printer_s_file_beside_the_event_is_found(event: Path, tmp_path: Path) -> None:
    (event / "matsu.yaml").write_text(
        'name: matsu\nvalues: {file_name: "{event}-{part}-matsu.pdf", booklet: cover}\n', encoding="utf-8"
    )
    assert main(["build", str(event), "-o", str(tmp_path), "--only", "flyer,booklet", "--press", "matsu.yaml"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"forum-{part}-matsu.pdf" for part in ("cover", "flyer", "inside")
    ]


def test_a_wrong_printer_s_file_ends_with_its_faults(
    event: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (event / "take.yaml").write_text("values: {blead: 3}\n", encoding="utf-8")
    assert main(["build", str(event), "-o", str(tmp_path / "out"), "--press", "take.yaml"]) == 1
    assert "take.yaml:1:10 values.blead" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_long_slug_line_ends_before_the_centre_mark(forum: ofprint.Event) -> None:
    data = ofprint.booklet(forum).to_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        left, bottom, right, _ = (float(edge) for edge in pdf.pages[1].bleedbox)
    text = pypdfium2.PdfDocument(data)[1].get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    slug = [box for box in boxes if box[3] < bottom]
    assert len(slug) > 40 and max(box[2] for box in slug) < (left + right) / 2 - 72 / 25.4
    assert re.search(r"フォーラム vol\.7 booklet 2/12 .* v\.[0-9a-f]{6}", slugs(data)[1])
