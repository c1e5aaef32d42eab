"""Any font as a ReportLab font, in other people's documents."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import font_maker
import pypdfium2
import pytest
from pdf_probe import drawn, ink, picture_of, text_of, unembedded
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from ofprint.base.errors import FontError
from ofprint.fonts import FontLibrary
from ofprint.fonts.register import register_font, registered_stack

KINDS = [
    ("ttf", {}),
    ("otf", {}),
    ("cid", {}),
    ("ttc", {"index": 1}),
    ("variable", {"instance": "Black"}),
    ("variable", {"instance": {"wght": 250}}),
    ("cff2", {"instance": {"wght": 700}}),
]


def written(font: str, text: str) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 20)
        canvas.drawString(10, 100, text)

    return drawn(draw)


@pytest.mark.parametrize(("kind", "options"), KINDS)
def test_every_kind_of_font_is_drawn_measured_and_read_back(made, kind, options) -> None:
    register_font("Made", made[kind], **options)
    text = f"{font_maker.TEXT} {font_maker.TEXT[:2]}"
    pdf = written("Made", text)
    assert text_of(pdf) == text
    assert unembedded(pdf) == []
    assert ink(picture_of(pdf)) > 800
    face = registered_stack("Made").face
    width = sum(face.advance(face.glyph(ord(character))) for character in text)
    assert pdfmetrics.stringWidth(text, "Made", 20) == pytest.approx(20 * width)


@pytest.mark.parametrize("kind", ["ttf", "otf", "cid", "cff2"])
def test_paragraphs_flow_in_a_plain_document(made: dict[str, Path], kind: str) -> None:
    register_font("Made", made[kind])
    style = ParagraphStyle("body", fontName="Made", fontSize=14, leading=20, wordWrap="CJK")
    out = BytesIO()
    SimpleDocTemplate(out, initialFontName="Made").build([Paragraph("<b>東北</b>文化かな" * 40, style)])
    assert text_of(out.getvalue()).replace("\r\n", "") == "東北文化かな" * 40
    assert unembedded(out.getvalue()) == []


def test_justified_paragraphs_fill_the_measure() -> None:
    register_font("Latin", FontLibrary.bundled().stack("Noto Sans").face.path)
    style = ParagraphStyle("body", fontName="Latin", fontSize=12, leading=16, alignment=TA_JUSTIFY)
    out = BytesIO()
    SimpleDocTemplate(out).build([Paragraph("The quick brown fox jumps over the lazy dog. " * 8, style)])
    page = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage()
    boxes = [page.get_rect(place) for place in range(page.count_rects())]
    edges: dict[int, float] = {}
    for _, bottom, right, _ in boxes:
        line = round(bottom / 8)
        edges[line] = max(edges.get(line, 0), right)
    full = [edges[line] for line in sorted(edges)[1:]]
    assert len(full) >= 4
    assert max(full) - min(full) < 1.5


def test_characters_that_the_font_lacks_come_from_the_bundled_faces(made: dict[str, Path]) -> None:
    register_font("Made", made["otf"])
    pdf = written("Made", "東𠮷Ł≒😀葛\U000e0100")
    assert text_of(pdf) == "東𠮷Ł≒😀葛\U000e0100"
    assert unembedded(pdf) == []


def test_a_character_that_no_face_has_is_an_error_that_names_it(made: dict[str, Path]) -> None:
    register_font("Made", made["otf"])
    with pytest.raises(FontError, match=r"U\+13000"):
        pdfmetrics.stringWidth("東\U00013000", "Made", 10)


def test_ignorable_characters_take_no_room(made: dict[str, Path]) -> None:
    register_font("Made", made["ttf"])
    assert pdfmetrics.stringWidth("東\u200b\x00北\u202e", "Made", 10) == 20
    assert text_of(written("Made", "東\u200b\x00北\u202e")) == "東北"


def test_a_name_registered_anew_is_the_new_font(made: dict[str, Path]) -> None:
    register_font("Made", made["ttf"])
    register_font("Made", made["ttc"], index=1)
    assert registered_stack("Made").face.name == "MadeTwo-Bold"
    assert registered_stack("Helvetica") is None


def test_ascent_and_descent_are_those_of_the_em_box(made: dict[str, Path]) -> None:
    register_font("Made", made["cid"])
    assert pdfmetrics.getAscentDescent("Made", 10) == pytest.approx((8.8, -1.2))


@pytest.mark.parametrize(
    ("kind", "options", "rule"),
    [
        ("ttc", {"index": 5}, "font.no-such-face"),
        ("ttf", {"instance": "Bold"}, "font.no-such-instance"),
        ("variable", {"instance": "Heavy"}, "font.no-such-instance"),
        ("variable", {"instance": {"wdth": 75}}, "font.no-such-instance"),
    ],
)
def test_what_cannot_be_registered_says_why(made, kind, options, rule) -> None:
    with pytest.raises(FontError) as caught:
        register_font("Bad", made[kind], **options)
    assert caught.value.findings[0].rule == rule
    assert registered_stack("Bad") is None


def test_a_font_that_forbids_embedding_is_not_registered(tmp_path: Path) -> None:
    with pytest.raises(FontError, match="forbids embedding"):
        register_font("Locked", font_maker.make_ttf(tmp_path, "Locked Gothic", fsType=2))


def test_the_same_document_has_the_same_bytes(made: dict[str, Path]) -> None:
    register_font("Made", made["cid"])
    assert written("Made", "東北文化 髙") == written("Made", "東北文化 髙")
