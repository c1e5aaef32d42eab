"""The first event, from its definition to finished files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

import ofprint
from ofprint.cli import main

MM = 72 / 25.4


@pytest.fixture(scope="module")
def built(examples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which ``ofprint build`` made everything of the forum."""
    out = tmp_path_factory.mktemp("forum")
    assert main(["build", str(examples["tohoku-vol7"]), "-o", str(out)]) == 0
    return out


def test_build_writes_the_files_that_the_design_names(built: Path) -> None:
    for name in ("flyer.pdf", "booklet.pdf", "booklet-imposed.pdf", "badges.pdf", "signage/welcome.pdf"):
        assert (built / name).is_file(), name


def boxes(path: Path, name: str) -> set[tuple[float, ...]]:
    with pikepdf.open(path) as pdf:
        return {tuple(round(float(v) / MM, 1) for v in page[name]) for page in pdf.pages}


def size(box: tuple[float, ...]) -> tuple[float, float]:
    return round(box[2] - box[0], 1), round(box[3] - box[1], 1)


@pytest.mark.parametrize(("name", "trim"), [("flyer.pdf", (210, 297)), ("booklet.pdf", (148, 210))])
def test_trim_is_the_paper_and_bleed_three_millimetres_larger(
    built: Path, name: str, trim: tuple[float, float]
) -> None:
    (trim_box,) = boxes(built / name, "/TrimBox")
    (bleed_box,) = boxes(built / name, "/BleedBox")
    assert size(trim_box) == trim
    assert size(bleed_box) == (trim[0] + 6, trim[1] + 6)


def test_a_page_of_badges_is_a4_exactly(built: Path) -> None:
    (box,) = boxes(built / "badges.pdf", "/MediaBox")
    assert size(box) == (210, 297)


def test_the_imposed_booklet_is_a4_on_its_side(built: Path) -> None:
    (box,) = boxes(built / "booklet-imposed.pdf", "/MediaBox")
    assert size(box) in {(297, 210), (296, 210)}


def test_booklet_pages_are_a_multiple_of_four(built: Path) -> None:
    with pikepdf.open(built / "booklet.pdf") as pdf:
        assert len(pdf.pages) % 4 == 0


def facts(event: ofprint.Event) -> list[str]:
    """Every fact of the event that flyer and booklet must carry, each as one string."""
    found = [event.title.flat, str(event.edition), str(event.featuring), str(event.theme), str(event.venue.address)]
    found += [str(host.name) for rank in event.hosts for host in rank.names]
    found += [str(rank.rank) for rank in event.hosts]
    found += [str(paragraph) for paragraph in event.lead]
    found += [str(event.venue.name), str(event.venue.room), str(event.venue.floor), str(event.privacy)]
    for item in event.programme:
        found += [str(text) for text in (item.title, item.subtitle, item.label, item.by, item.optional) if text]
        found.append(str(item.start))
        for who in (*item.speakers, *item.panelists, *item.facilitators):
            found += [str(who.name), *(str(text) for text in (who.affiliation, who.role) if text)]
            found += [str(paragraph) for paragraph in who.person.biography]
    for contact in event.contacts:
        found += [str(contact.office), str(contact.department), contact.tel, contact.mail, *map(str, contact.names)]
    return found


def test_every_fact_is_found_in_flyer_and_booklet_by_text_extraction(
    built: Path, forum: ofprint.Event, text_of: Callable[[bytes], str]
) -> None:
    text = text_of((built / "flyer.pdf").read_bytes()) + text_of((built / "booklet.pdf").read_bytes())
    missing = [fact for fact in facts(forum) if "".join(fact.split()) not in text]
    assert not missing


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.pdf"))


def test_no_font_is_unembedded_in_any_file(built: Path) -> None:
    for path in files(built):
        with pikepdf.open(path) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                    assert {"/FontFile2", "/FontFile3"} & set(thing.keys()), path
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
                    assert thing.get("/Subtype") in ("/Type0", "/CIDFontType2", "/CIDFontType0"), path


def streams(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        found = [page.Contents.read_bytes() if isinstance(page.Contents, pikepdf.Stream) else b"" for page in pdf.pages]
        return found + [
            thing.read_bytes()
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
        ]


def test_no_rgb_operator_and_no_notdef_is_drawn_in_any_file(built: Path) -> None:
    for path in files(built):
        for stream in streams(path):
            assert not re.search(rb"(?:^|\s)(?:rg|RG)(?:\s|$)", stream), path
            for shown in re.findall(rb"\[((?:[^\]])*)\]\s*TJ", stream):
                codes = b"".join(re.findall(rb"<([0-9A-F]*)>", shown))
                assert b"0000" not in [codes[i : i + 4] for i in range(0, len(codes), 4)], path


def test_every_code_decodes_from_a_rendering_to_its_text(
    built: Path, forum: ofprint.Event, examples: dict[str, Path]
) -> None:
    people = ofprint.load_attendees(examples["tohoku-vol7"] / "attendees.csv")
    assert decoded(built / "flyer.pdf") == {forum.registration.url}
    assert decoded(built / "badges.pdf") == {person.id for person in people}


def decoded(path: Path) -> set[str]:
    found = set()
    for page in pypdfium2.PdfDocument(path):
        image = page.render(scale=300 / 72).to_pil().convert("L")
        found |= {code.text for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)}
    return found


def test_body_text_is_black_ink_alone(built: Path) -> None:
    content = b"\n".join(streams(built / "flyer.pdf"))
    assert re.search(rb"/OP1 gs 0 0 0 1 k", content), "K100 laid over what is beneath"


def test_the_same_input_gives_the_same_bytes_twice(forum: ofprint.Event, built: Path) -> None:
    assert ofprint.flyer(forum).to_bytes() == (built / "flyer.pdf").read_bytes()


def test_a_document_goes_to_bytes_and_to_a_stream_alike(forum: ofprint.Event) -> None:
    stream = io.BytesIO()
    document = ofprint.flyer(forum)
    document.save(stream)
    assert stream.getvalue() == document.to_bytes()
