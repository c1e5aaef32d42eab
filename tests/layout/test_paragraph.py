"""`ofprint.Paragraph` in a plain ReportLab document."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import SimpleDocTemplate

import ofprint
from ofprint.base.resources import resource_folder

sys.path.insert(0, str(Path(__file__).parents[1] / "fonts"))
from font_maker import make_cid_otf, make_otf, make_ttf

MINCHO = resource_folder("fonts") / "noto-serif-jp" / "NotoSerifJP-Regular.ttf"
LONG = "地域一体型オープンファクトリーは、開催地域にとって、自らのまちの魅力や奥行きを再認識する契機となります。"


def built(*flowables: object) -> bytes:
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A5, initialFontName="Test Mincho").build(list(flowables))
    return stream.getvalue()


def text_of(data: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return "".join("".join(pages).split())


@pytest.fixture(scope="module", autouse=True)
def mincho() -> None:
    ofprint.register_font("Test Mincho", MINCHO)


def style(name: str = "Test Mincho", **values: object) -> ParagraphStyle:
    return ParagraphStyle("body", fontName=name, fontSize=10, leading=17, **{"alignment": 4, **values})


def test_a_plain_text_is_data_and_prints_as_it_stands() -> None:
    said = "<b>太字</b>ではなく&《ルビ》でも**強調**でもない"
    assert text_of(built(ofprint.Paragraph(said, style()))) == said


def test_markup_is_read_only_where_it_is_marked_as_such() -> None:
    marked = ofprint.Markup("｜宮嶋《みやじま》さんの**話**")
    assert "宮嶋さんの話" in text_of(built(ofprint.Paragraph(marked, style())))


def test_a_long_text_goes_over_pages_and_comes_out_whole() -> None:
    data = built(ofprint.Paragraph(LONG * 40, style()))
    assert len(pypdfium2.PdfDocument(data)) > 1
    assert text_of(data) == LONG * 40


def test_no_font_of_the_document_is_unembedded() -> None:
    with pikepdf.open(io.BytesIO(built(ofprint.Paragraph(LONG, style())))) as pdf:
        fonts = [
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        ]
        assert {str(font.Subtype) for font in fonts} <= {"/Type0", "/CIDFontType2", "/CIDFontType0"}


@pytest.mark.parametrize("maker", [make_ttf, make_otf, make_cid_otf])
def test_true_type_cff_and_cid_keyed_cff_serve_alike(tmp_path: Path, maker) -> None:  # type: ignore[no-untyped-def]
    font = maker(tmp_path)
    ofprint.register_font(f"Made {maker.__name__}", font)
    said = "日本" * 3
    data = built(ofprint.Paragraph(said, style(f"Made {maker.__name__}", alignment=0)))
    assert text_of(data) == said
    image = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
    assert image.getextrema()[0] < 128, "something is painted"


def test_a_character_that_no_face_has_is_an_error_that_names_it() -> None:
    with pytest.raises(ofprint.FontError, match=r"U\+13000"):
        built(ofprint.Paragraph("\U00013000", style()))


def test_no_line_is_wider_than_the_frame() -> None:
    paragraph = ofprint.Paragraph(LONG * 3, style())
    paragraph.wrap(123.4, 1000)
    assert paragraph._set is not None
    assert max(line.start + line.width for line in paragraph._set.lines) <= 123.4 + 1e-6
