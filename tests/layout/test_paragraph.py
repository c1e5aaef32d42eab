"""`ofprint.Paragraph` in a plain ReportLab document."""

from __future__ import annotations

import io
import sys
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import KeepInFrame, ListFlowable, ListItem, SimpleDocTemplate, Table

import ofprint
from ofprint.base.resources import resource_folder
from ofprint.typesetting.markup import Ruby, parse

sys.path.insert(0, str(Path(__file__).parents[1] / "fonts"))
sys.path.insert(0, str(Path(__file__).parents[1] / "typesetting"))
from font_maker import make_cid_otf, make_otf, make_ttf
from glyph_reader import Glyph, glyphs

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


# -- what a style and the arguments say -----------------------------------------------------------


def shown(*flowables: object) -> list[Glyph]:
    return [glyph for glyph in glyphs(built(*flowables)) if glyph.text.strip()]


@pytest.mark.parametrize(
    ("arguments", "options", "said"),
    [
        ((None, style()), {}, "str or an ofprint.Markup, not None"),
        ((5, style()), {}, "str or an ofprint.Markup, not int"),
        ((b"abc", style()), {}, "str or an ofprint.Markup, not bytes"),
        (("文", None), {}, "ParagraphStyle, not None"),
        (("文", "body"), {}, "ParagraphStyle, not str"),
        (("文", style(), 1), {}, "bulletText is a str"),
        (("文", style()), {"colour": "red"}, "no option 'colour'.*tracking, aki, kinsoku"),
        (("文", style()), {"size": 12}, "its ParagraphStyle says it"),
        (("文", style(), "・"), {"vertical": True}, "vertical Paragraph takes no bulletText"),
    ],
)
def test_a_wrong_argument_is_a_type_error_that_says_what_is_expected(arguments, options, said) -> None:
    with pytest.raises(TypeError, match=said):
        ofprint.Paragraph(*arguments, **options)


@pytest.mark.parametrize("options", [{"kinsoku": "hard"}, {"breaks": "word"}])
def test_a_wrong_choice_is_a_value_error_that_names_the_choices(options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is one of"):
        ofprint.Paragraph("文", style(), **options)


def test_a_first_line_may_hang_before_the_others() -> None:
    paragraph = ofprint.Paragraph("一、" + LONG, style(leftIndent=20, firstLineIndent=-20))
    paragraph.wrap(200, 500)
    assert paragraph.setting is not None
    assert [line.start for line in paragraph.setting.lines[:3]] == [-20, 0, 0]
    assert paragraph.setting.lines[0].width == pytest.approx(200)


def test_a_bullet_stands_before_the_first_line_and_moves_a_text_that_it_would_run_into() -> None:
    bulleted = style(leftIndent=20, bulletIndent=5, bulletFontName="Test Mincho")
    mark, first, *_ = shown(ofprint.Paragraph(LONG, bulleted, bulletText="■"))
    plain, *_ = shown(ofprint.Paragraph(LONG, bulleted))
    assert (mark.text, first.text) == ("■", LONG[0])
    assert mark.origin[1] == pytest.approx(first.origin[1], abs=0.01)
    assert mark.origin[0] == pytest.approx(plain.origin[0] - 15, abs=0.01)
    assert first.origin[0] == pytest.approx(mark.origin[0] + 10 + 6, abs=0.01), "its width and 0.6 em of it"
    narrow = style(leftIndent=40, bulletIndent=5, bulletFontName="Test Mincho")
    mark, first, *_ = shown(ofprint.Paragraph(LONG, narrow, "■"))
    assert first.origin[0] - mark.origin[0] == pytest.approx(35, abs=0.01)


def test_the_ground_and_border_of_a_style_are_drawn() -> None:
    boxed = style(backColor=colors.yellow, borderColor=colors.red, borderWidth=2, borderPadding=4)
    image = pypdfium2.PdfDocument(built(ofprint.Paragraph("文", boxed)))[0].render(scale=1).to_pil().convert("RGB")
    found = {colour for _, colour in image.getcolors(100_000)}
    assert {(255, 255, 0), (255, 0, 0)} <= found


def test_markup_names_reportlab_colours_and_an_unknown_one_is_refused() -> None:
    data = built(ofprint.Paragraph(ofprint.Markup("[朱]{ink=red}の[印]{ink=#0000ff}と墨"), style()))
    image = pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil().convert("RGB")
    found = {colour for _, colour in image.getcolors(1_000_000)}
    assert {(255, 0, 0), (0, 0, 255), (0, 0, 0)} <= found
    with pytest.raises(ValueError, match="no colour 'vermilion'"):
        ofprint.Paragraph(ofprint.Markup("[朱]{ink=vermilion}"), style())


def test_bold_runs_are_set_in_the_bold_of_a_family_that_ships() -> None:
    with pikepdf.open(io.BytesIO(built(ofprint.Paragraph(ofprint.Markup("**太**字"), style("Noto Sans JP"))))) as pdf:
        names = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values() if "Descendant" in str(font)}
    assert len({name for name in names if "NotoSansJP" in name}) == 2


def test_the_least_width_is_that_of_the_widest_piece() -> None:
    assert ofprint.Paragraph("電話は022-221-4861へ", style(leftIndent=7)).minWidth() == pytest.approx(7 + 63, abs=8)
    assert ofprint.Paragraph("", style()).minWidth() == 0


# -- over frames ----------------------------------------------------------------------------------


def test_what_goes_over_to_a_narrower_frame_keeps_its_ruby_and_has_no_second_indent() -> None:
    marked = ofprint.Markup("".join("｜工場《こう｜ば》をひらく、" for _ in range(30)) + "\n次の段落もある。" * 2)
    paragraph = ofprint.Paragraph(marked, style(firstLineIndent=10))
    here, rest = paragraph.split(200, 100)
    rest.wrap(120, 1000)
    assert here.setting is not None and rest.setting is not None
    assert here.getPlainText() + rest.getPlainText() == marked.plain
    assert here.setting.text + rest.setting.text == marked.plain
    starts = [line.start for line in rest.setting.lines]
    assert starts[0] == 0
    begins = [at for at, line in enumerate(rest.setting.lines) if line.text.startswith("次の")]
    assert [starts[at] for at in begins] == [10, 10]
    assert rest.setting.measure == 120
    readings = [g.text for line in rest.setting.lines for g in line.glyphs if g.role == "ruby"]
    assert readings.count("ば") == rest.getPlainText().count("場") > 10
    pitches = {round(b.cross - a.cross, 6) for a, b in pairwise(rest.setting.lines)}
    assert pitches == {17}


def test_a_reading_for_each_character_is_parted_with_its_base() -> None:
    rich = parse("町の｜工場《こう｜ば》と｜向日葵《ひまわり》")
    assert rich.part(0, 3).rubies == (Ruby(2, 3, ("こう",)),)
    assert rich.part(3, 9).rubies == (Ruby(0, 1, ("ば",)), Ruby(2, 5, ("ひまわり",)))
    assert rich.part(0, 6).rubies == (Ruby(2, 4, ("こう", "ば")),)


def test_a_vertical_paragraph_fills_frames_with_columns_from_the_right() -> None:
    data = built(ofprint.Paragraph(LONG * 30, style(), vertical=True))
    document = pypdfium2.PdfDocument(data)
    assert len(document) > 1
    assert text_of(data) == LONG * 30
    found = [glyph for glyph in glyphs(data) if glyph.page == 0 and glyph.down]
    columns = list(dict.fromkeys(round(glyph.origin[0], 2) for glyph in found))
    assert columns == sorted(columns, reverse=True)
    assert columns[0] == pytest.approx(A5[0] - 72 - 6 - 17 / 2, abs=0.1), "half a leading from the frame's right"
    assert min(glyph.origin[1] - glyph.advance for glyph in found) > 72


def test_a_story_with_tables_lists_and_shrunk_frames_is_built() -> None:
    ofprint.register_font("Test Gothic", MINCHO)
    said = ofprint.Paragraph(LONG, style())
    table = Table([[said, ofprint.Paragraph("短い", style())]], colWidths=[150, 60])
    listed = ListFlowable([ListItem(ofprint.Paragraph(LONG, style()))], bulletFontName="Test Gothic")
    shrunk = KeepInFrame(200, 60, [ofprint.Paragraph(LONG * 3, style())], mode="shrink")
    assert text_of(built(table, listed, shrunk)).count("契機となります") == 5
