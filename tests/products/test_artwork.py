"""A designer's own artwork: drawings and pages as vectors in inks, from the template's folder and nowhere else."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import ofprint
from ofprint.press.preflight import preflight

SHEET = (
    "name: art\nextends: kojo\ninks: {leaf: [80, 0, 70, 0]}\nplans: {flyer: {pages: [{sheet: a}]}}\n"
    "sheets:\n  a:\n    size: A5\n    frames:\n"
)
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><style>.a{fill:#ff6a00}</style>'
    '<path fill="#000" d="M0 40V16l20-8v32z"/><rect class="a" x="24" y="22" width="12" height="18"/>'
    '<circle cx="50" cy="20" r="6" fill="device-cmyk(1 0 0 0.2)"/></svg>'
)


def laid(folder: Path, event: ofprint.Event, *frames: str) -> bytes:
    lines = "".join(f"      - {frame}\n" for frame in frames)
    (folder / "template.yaml").write_text(SHEET + lines, encoding="utf-8")
    return ofprint.flyer(event, template=folder).to_bytes()


def form_content(pdf: bytes) -> str:
    """All operators of the file's forms."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form"]
        return "\n".join(stream.read_bytes().decode("latin-1") for stream in streams)


def ground(*, script: bool = False, password: bool = False) -> bytes:
    """A designer's page: A5 with 3 mm of bleed, in CMYK, drawn over its whole media."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(437.0, 612.3))
    page = pdf.pages[0]
    page.TrimBox = pikepdf.Array([8.504, 8.504, 428.031, 603.78])
    page.obj.BleedBox = pikepdf.Array([0, 0, 437, 612.3])
    page.Contents = pdf.make_stream(b"0.3 0 0.4 0 k -20 -20 500 700 re f")
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    stream = io.BytesIO()
    pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b") if password else False)
    return stream.getvalue()


def test_a_drawing_is_areas_of_ink_black_alone_for_greys_and_device_inks_as_given(
    tmp_path: Path, forum: ofprint.Event
) -> None:
    (tmp_path / "mark.svg").write_text(MARK, encoding="utf-8")
    pdf = laid(tmp_path, forum, "{part: image, text: mark.svg, x: 10, y: 10, w: 60, h: 40}")
    content = form_content(pdf)
    assert "0 0 0 1 k" in content, "black is K alone"
    assert "1 0 0 0.2 k" in content
    assert "/Image" not in content.replace("/Image-", "")
    orange = [
        line
        for line in content.splitlines()
        if line.endswith(" k") and "0 0 0 1 k" not in line and "1 0 0 0.2" not in line
    ]
    assert any(float(line.split()[-4]) > 0.5 > float(line.split()[-5]) for line in orange if len(line.split()) > 5), (
        orange
    )
    assert not [one for one in preflight(pdf, press="x4") if one.severity is ofprint.Severity.ERROR]


def test_a_drawing_in_one_ink_and_whole_in_its_box(tmp_path: Path, forum: ofprint.Event) -> None:
    (tmp_path / "mark.svg").write_text(MARK, encoding="utf-8")
    pdf = laid(tmp_path, forum, "{part: image, text: mark.svg, fit: whole, ink: leaf, x: 10, y: 10, w: 60, h: 60}")
    assert form_content(pdf).count("0.8 0 0.7 0 k") == 3
    document = ofprint.flyer(forum, template=tmp_path)
    picture = document.pages[0].items[0]
    assert (picture.x, picture.y, picture.w, picture.h) == pytest.approx((10, 20, 60, 40))


def test_a_pdf_ground_stands_on_the_trim_as_vectors_and_its_bleed_runs_over(
    tmp_path: Path, forum: ofprint.Event
) -> None:
    import pypdfium2

    (tmp_path / "ground.pdf").write_bytes(ground())
    pdf = laid(tmp_path, forum, "{part: image, text: ground.pdf, x: 0, y: 0, w: 148, h: 210}")
    assert "0.3 0 0.4 0 k -20 -20 500 700 re f" in form_content(pdf), "the page's own operators, not pixels"
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=2).to_pil().convert("RGB")
    left = page.get_trimbox()[0]
    inside = image.getpixel((int(left * 2) + 4, image.height // 3))
    in_bleed = image.getpixel((int(left * 2) - 10, image.height // 3))
    assert inside == in_bleed != (255, 255, 255)
    assert image.getpixel((int(left * 2) - 30, image.height // 3)) == (255, 255, 255), "no further than the bleed"
    assert not [one for one in preflight(pdf, press="x4") if one.severity is ofprint.Severity.ERROR]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (ground(script=True), "script"),
        (ground(password=True), "password"),
        (b"%PDF-1.7 nothing", "no PDF"),
    ],
)
def test_a_page_that_could_do_more_than_be_printed_is_refused(
    made: bytes, said: str, tmp_path: Path, forum: ofprint.Event
) -> None:
    (tmp_path / "ground.pdf").write_bytes(made)
    with pytest.raises(ofprint.OfprintError, match=said) as wrong:
        laid(tmp_path, forum, "{part: image, text: ground.pdf, fit: whole, x: 0, y: 0, w: 148, h: 210}")
    assert wrong.value.findings[0].cure and wrong.value.findings[0].place.line == 9


def test_a_page_that_is_not_there_is_said(tmp_path: Path, forum: ofprint.Event) -> None:
    (tmp_path / "ground.pdf").write_bytes(ground())
    with pytest.raises(ofprint.OfprintError, match="no page 3, but 1"):
        laid(tmp_path, forum, "{part: image, text: ground.pdf, page: 3, x: 0, y: 0, w: 148, h: 210}")


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<text>abc</text>", "outlines"),
        ('<image href="http://example.jp/a.png" width="9" height="9"/>', "picture"),
        ("<script>alert(1)</script>", "script"),
        ('<use href="http://example.jp/a.svg#b"/>', "href"),
        ('<rect onload="x()" width="9" height="9"/>', "onload"),
        ('<linearGradient id="g"/><rect fill="url(#g)" width="9" height="9"/>', "gradient"),
        ('<rect opacity=".4" width="9" height="9"/>', "transparency"),
        ('<rect fill="nonsense" width="9" height="9"/>', "colour"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g><use href="#a"/>', "symbol"),
        ("<rect", "no XML"),
    ],
)
def test_a_drawing_that_cannot_be_printed_as_areas_is_refused_with_its_cure(
    inner: str, said: str, tmp_path: Path, forum: ofprint.Event
) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inner}</svg>'
    (tmp_path / "mark.svg").write_text(drawing, encoding="utf-8")
    with pytest.raises(ofprint.OfprintError, match=said) as wrong:
        laid(tmp_path, forum, "{part: image, text: mark.svg, x: 10, y: 10, w: 60, h: 40}")
    assert all(finding.cure for finding in wrong.value.findings)


def test_entities_that_multiply_are_refused(tmp_path: Path, forum: ofprint.Event) -> None:
    entities = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    laughs = f'{entities}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    (tmp_path / "mark.svg").write_text(laughs, encoding="utf-8")
    with pytest.raises(ofprint.OfprintError, match="entities"):
        laid(tmp_path, forum, "{part: image, text: mark.svg, x: 10, y: 10, w: 60, h: 40}")


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/secret.png", "~/secret.png", "http://example.jp/a.png", "link.png", "C:\\\\a.png"]
)
def test_a_picture_outside_the_folder_is_not_read(name: str, tmp_path: Path, forum: ofprint.Event) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.png")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(ofprint.TemplateError, match="leads out") as wrong:
        laid(folder, forum, f"{{part: image, text: '{name}', x: 10, y: 10, w: 60, h: 40}}")
    assert wrong.value.findings[0].place.line == 9 and wrong.value.findings[0].cure


def test_a_picture_that_is_not_there_is_a_fault_of_its_frame(tmp_path: Path, forum: ofprint.Event) -> None:
    with pytest.raises(ofprint.TemplateError, match="not there"):
        laid(tmp_path, forum, "{part: image, text: gone.png, x: 10, y: 10, w: 60, h: 40}")
