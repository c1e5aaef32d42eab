"""Faces inside a PDF: widths, origins, text, size, sameness."""

from __future__ import annotations

import pickle
import random
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import font_maker
import pytest
from fontTools.cffLib import CFFFontSet
from pdf_probe import (
    difference,
    drawn,
    font_in,
    ink,
    opened,
    picture_of,
    place,
    placed,
    text_of,
    unembedded,
    vertical_metrics_of,
    widths_of,
)
from reportlab.pdfgen.canvas import Canvas

from ofprint.base.errors import FontError
from ofprint.fonts import FontLibrary, FontStack, open_face
from ofprint.fonts.embed import EmbeddedFonts, FaceUse

KINDS = [("ttf", 0, {}), ("otf", 0, {}), ("cid", 0, {}), ("ttc", 1, {}), ("variable", 0, {}), ("cff2", 0, {})]
WORDS = "髙橋𠮷野 葛\U000e0100城 東北ABC"


def test_a_face_is_a_composite_font_whose_codes_are_glyph_ids(gothic: FontStack) -> None:
    document = opened(placed(gothic.face, WORDS))
    font, inner = font_in(document, gothic.face.key)
    assert (font.Subtype, font.Encoding, inner.Subtype) == ("/Type0", "/Identity-H", "/CIDFontType2")
    assert inner.CIDToGIDMap == "/Identity"
    assert str(font.BaseFont)[7:] == "+NotoSansJP-Regular"
    descriptor = inner.FontDescriptor
    needed = ("Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV", "FontFile2", "FontName")
    assert all(f"/{key}" in descriptor for key in needed)
    assert (descriptor.Ascent, descriptor.Descent, descriptor.CapHeight) == (880, -120, 733)
    assert [str(name) for name in descriptor.FontFile2.Filter] == ["/FlateDecode"]


@pytest.mark.parametrize("family", ["Noto Sans JP", "Noto Sans", "Noto Emoji"])
def test_widths_in_the_pdf_are_the_face_s(library: FontLibrary, family: str) -> None:
    face = library.stack(family).face
    gids = sorted(random.Random(3).sample(range(1, face.glyph_count), 300))

    def draw(canvas: Canvas) -> None:
        fonts = EmbeddedFonts()
        fonts.use(face, [(gid, "") for gid in gids])
        fonts.add_to(canvas)

    document = opened(drawn(draw))
    _, inner = font_in(document, face.key)
    listed = dict(widths_of(inner))
    assert set(listed) <= set(gids)
    for gid in gids:
        assert listed.get(gid, float(inner.DW)) == pytest.approx(face.advance(gid) * 1000, abs=1e-4)


def test_vertical_origins_in_the_pdf_are_the_face_s(gothic: FontStack, library: FontLibrary) -> None:
    for face in (gothic.face, library.stack("Noto Emoji").face, library.stack("Noto Sans").face):
        gids = range(20, min(face.glyph_count, 15500), 113)

        def draw(canvas: Canvas, face=face, gids=gids) -> None:
            fonts = EmbeddedFonts()
            fonts.use(face, [(gid, "") for gid in gids], vertical=True)
            fonts.add_to(canvas)

        document = opened(drawn(draw))
        font, inner = font_in(document, f"{face.key}-V")
        assert font.Encoding == "/Identity-V"
        top, down = (float(value) for value in inner.DW2)
        listed = vertical_metrics_of(inner)
        for gid in gids:
            found = listed.get(gid, (down, face.advance(gid) * 500, top))
            x, y = face.vertical_origin(gid)
            assert found == pytest.approx((-1000 * face.advance(gid, vertical=True), 1000 * x, 1000 * y), abs=1e-3)


def test_vertical_text_runs_down_the_middle(gothic: FontStack) -> None:
    picture = picture_of(placed(gothic.face, "縦「書き」、。", vertical=True))
    left, top, right, bottom = picture.point(lambda grey: 255 - grey).getbbox()
    assert 2 * 138 <= left < right <= 2 * 162
    assert top >= 2 * 10
    assert bottom - top > 2 * 24 * 5


@pytest.mark.parametrize(
    "text", [WORDS, "あ―‐～・「」（）", "あ〜", "戸斉黄亀龍", "—", "―", "葛\U000e0100", "神\ufe00", "Ａ１ｱﾞ①㈱"]
)
def test_the_text_taken_out_is_the_text_put_in(text: str) -> None:
    stack = FontLibrary.bundled().stack("ゴシック")

    def draw(canvas: Canvas) -> None:
        canvas.setFont("First", 12)
        canvas.drawString(10, 100, text)

    pdf = drawn(draw)
    assert text_of(pdf) == text
    assert stack.face.covers("𠮷")


def test_text_shown_vertically_is_taken_out_upright(gothic: FontStack) -> None:
    assert text_of(placed(gothic.face, "「縦」ー。", vertical=True)).replace("\r\n", "") == "「縦」ー。"


def test_of_two_characters_with_one_glyph_the_ordinary_one_comes_out(gothic: FontStack) -> None:
    assert gothic.face.glyph(ord("～")) == gothic.face.glyph(ord("〜"))
    assert text_of(placed(gothic.face, "〜～")) == "〜〜"


def test_radicals_come_out_as_the_characters_people_type(gothic: FontStack) -> None:
    assert text_of(placed(gothic.face, "⽂化")) == "文化"


def test_a_glyph_outside_the_cmap_gives_the_text_it_stood_for(gothic: FontStack) -> None:
    face = gothic.face
    small = face.shape("っ", vertical=True)[0].gid
    assert face.character(small) == ""
    assert text_of(placed(face, "っ", vertical=True)) == "っ"


def test_a_document_with_embedded_fonts_alone_names_no_other(gothic: FontStack) -> None:
    pdf = placed(gothic.face, WORDS)
    assert unembedded(pdf) == []
    assert b"Helvetica" not in pdf


@pytest.mark.parametrize(("kind", "index", "instance"), KINDS)
def test_every_kind_of_font_paints_the_same_outlines(made, kind, index, instance) -> None:
    source = open_face(font_maker.SOURCE)
    pdf = placed(open_face(made[kind], index, instance), font_maker.TEXT)
    expected = placed(source, font_maker.TEXT)
    assert unembedded(pdf) == []
    assert ink(picture_of(expected)) > 1000
    assert difference(pdf, expected) < 0.03 * ink(picture_of(expected))
    assert text_of(pdf) == font_maker.TEXT


def test_a_cff_font_goes_in_as_a_bare_cff_table(made: dict[str, Path]) -> None:
    for kind in ("otf", "cid"):
        face = open_face(made[kind])
        document = opened(placed(face, "東北"))
        font, inner = font_in(document, face.key)
        assert inner.Subtype == "/CIDFontType0"
        assert inner.FontDescriptor.FontFile3.Subtype == "/CIDFontType0C"
        assert font.BaseFont == f"{inner.BaseFont}-Identity-H"


def test_a_cid_keyed_subset_has_the_glyph_ids_as_cids_and_no_gaps(made: dict[str, Path]) -> None:
    face = open_face(made["cid"])
    gids = sorted(face.glyph(ord(character)) for character in "北文C")
    font = CFFFontSet()
    font.decompile(BytesIO(face.subset(gids)), None)
    assert font.topDictIndex[0].charset == [".notdef", *(f"cid{gid:05d}" for gid in gids)]


def test_a_ligature_gives_its_letters(library: FontLibrary) -> None:
    face = library.stack("Noto Sans").face
    use = FaceUse(face, texts={face.glyph(ord("ﬁ")): {"fi"}})
    assert use.text(face.glyph(ord("ﬁ"))) == "fi"
    use.texts[face.glyph(ord("ﬁ"))].add("ﬁ")
    assert use.text(face.glyph(ord("ﬁ"))) == "ﬁ"


def test_an_instance_paints_heavier_and_sets_wider(made: dict[str, Path]) -> None:
    heavy = open_face(made["variable"], instance={"wght": 900})
    pdf = placed(heavy, "東北")
    document = opened(pdf)
    _, inner = font_in(document, heavy.key)
    assert float(inner.DW) == 1200
    assert ink(picture_of(pdf)) > 1.2 * ink(picture_of(placed(open_face(made["variable"]), "東北")))


def test_both_directions_share_one_font_program(gothic: FontStack) -> None:
    def draw(canvas: Canvas) -> None:
        fonts = EmbeddedFonts()
        place(canvas, fonts, gothic.face, "横")
        place(canvas, fonts, gothic.face, "縦", vertical=True)
        fonts.add_to(canvas)

    document = opened(drawn(draw))
    programs = {font_in(document, f"{gothic.face.key}{end}")[1].objgen for end in ("", "-V")}
    assert len(programs) == 1


def test_only_the_glyphs_used_are_embedded(gothic: FontStack) -> None:
    few, many = placed(gothic.face, "東北"), placed(gothic.face, "いろはにほへとちりぬるを東北地域情報化会議")
    assert len(few) < 20_000
    assert len(few) < len(many) < 40_000


def test_notdef_and_foreign_glyph_ids_are_refused(gothic: FontStack) -> None:
    fonts = EmbeddedFonts()
    for gid in (0, -1, gothic.face.glyph_count):
        with pytest.raises(ValueError, match="must not be drawn"):
            fonts.use(gothic.face, [(gid, "")])


def test_a_font_that_forbids_embedding_is_refused(tmp_path: Path) -> None:
    face = open_face(font_maker.make_ttf(tmp_path, "Locked Gothic", fsType=2))
    with pytest.raises(FontError, match="forbids embedding"):
        EmbeddedFonts().use(face, [(2, "東")])


def test_a_font_that_forbids_subsetting_goes_in_whole(tmp_path: Path) -> None:
    face = open_face(font_maker.make_ttf(tmp_path, "Whole Gothic", fsType=0x0100))
    document = opened(placed(face, "東"))
    _, inner = font_in(document, face.key)
    assert inner.BaseFont == "/WholeGothic-Regular"
    (tmp_path / "whole.ttf").write_bytes(inner.FontDescriptor.FontFile2.read_bytes())
    from fontTools.ttLib import TTFont

    glyf = TTFont(tmp_path / "whole.ttf")["glyf"]
    assert sum(glyf[name].numberOfContours != 0 for name in glyf) >= len(font_maker.TEXT)


def gathered(texts: list[str]) -> EmbeddedFonts:
    fonts = EmbeddedFonts()
    for text in texts:
        for face, start, end in FontLibrary.bundled().stack("明朝").runs(text):
            assert face is not None
            fonts.use(face, [(glyph.gid, text[start + glyph.cluster]) for glyph in face.shape(text[start:end])])
    return fonts


def saved(fonts: EmbeddedFonts) -> bytes:
    return drawn(fonts.add_to)


def test_the_order_of_pages_and_processes_does_not_show() -> None:
    texts = ["東北の会", "髙橋≒😀", "Łódź 𠮷野"]
    whole = saved(gathered(texts))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        parts = list(pool.map(gathered, [[text] for text in reversed(texts)]))
    joined = EmbeddedFonts()
    for part in parts:
        joined.merge(part)
    assert saved(joined) == whole
    assert saved(pickle.loads(pickle.dumps(joined))) == whole


def test_merging_leaves_the_other_s_glyphs_alone() -> None:
    one, other = gathered(["東"]), gathered(["北"])
    one.merge(other)
    assert sum(len(use.texts) for use in one.uses) == 2
    assert sum(len(use.texts) for use in other.uses) == 1


def test_resource_names_depend_on_the_face_alone(gothic: FontStack) -> None:
    name = EmbeddedFonts.resource_name(gothic.face)
    assert name == EmbeddedFonts().use(gothic.face, [(5, "x")]) == f"/{gothic.face.key}"
    assert EmbeddedFonts.resource_name(gothic.face, vertical=True) == f"{name}-V"


def test_a_document_formatted_twice_has_its_fonts_once(gothic: FontStack) -> None:
    fonts = gathered(["東"])

    def draw(canvas: Canvas) -> None:
        fonts.add_to(canvas)
        fonts.add_to(canvas)
        fonts.addObjects(canvas._doc)

    assert unembedded(drawn(draw)) == []
