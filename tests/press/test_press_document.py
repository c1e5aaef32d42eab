"""What a press document promises: boxes, metadata, one variant's rules, the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from press_iso import iso_faults
from press_samples import A4, A5, DATE, box_mm, document, ground, opened, plain, square

from ofprint.base.errors import PressError
from ofprint.base.inks import BLACK, PAPER, Ink
from ofprint.press.geometry import Fold, SheetGeometry
from ofprint.press.inks import ink_operators, spot_resource
from ofprint.press.outline import Bookmark, Link
from ofprint.press.variants import VARIANTS, X4, with_profile


@pytest.mark.parametrize("kind", ["x1a", "x4"])
def test_a_file_keeps_the_rules_of_its_standard(kind):
    made = document(kind, author="実行委員会", right_to_left=True, duplex="long-edge")
    made.add_spot(Ink(0, 60, 100, 0, spot="特色 朱"))
    made.add_image("Grey", Image.new("L", (20, 20), 90))
    made.add_image("Bits", Image.new("1", (20, 20), 1))
    made.add_image("Photo", Image.new("CMYK", (20, 20), (10, 20, 30, 40)))
    sheet = made.variant.sheet(A4, folds=(Fold(105),))
    content = ground(sheet, Ink(c=30)) + square(50, 50, 30, Ink(0, 60, 100, 0, spot="特色 朱", tint=50))
    content += b"q 50 0 0 50 200 200 cm /Grey Do /Bits Do /Photo Do Q"
    made.add_page(
        sheet, content, uses=["Grey", "Bits", "Photo"], label="表1", slug=square(0, 0, 5), links=[Link((0, 0, 9, 9), 0)]
    )
    made.add_bookmark(Bookmark("表紙", 0))
    assert iso_faults(made.finish(), kind) == []


@pytest.mark.parametrize("kind", VARIANTS)
def test_helvetica_and_ascii85_are_nowhere(kind):
    data = plain(kind, pages=2)
    assert b"Helvetica" not in data
    assert b"ASCII85" not in data


def test_trim_bleed_and_media_of_a_flyer():
    with opened(plain("x4")) as pdf:
        page = pdf.pages[0]
        assert box_mm(page.TrimBox) == (15, 15, 225, 312)
        assert box_mm(page.BleedBox) == (12, 12, 228, 315)
        assert box_mm(page.MediaBox) == box_mm(page.CropBox) == (0, 0, 240, 327)


def test_office_is_the_paper_exactly():
    with opened(plain("office")) as pdf:
        page = pdf.pages[0]
        assert box_mm(page.MediaBox) == box_mm(page.TrimBox) == box_mm(page.BleedBox) == (0, 0, 210, 297)
        assert "/OutputIntents" not in pdf.Root


def test_a_shop_may_want_the_bleed_without_marks():
    with opened(plain(replace(X4, marks=False))) as pdf:
        assert box_mm(pdf.pages[0].MediaBox) == (0, 0, 216, 303)
        assert box_mm(pdf.pages[0].TrimBox) == (3, 3, 213, 300)


def test_links_are_written_where_the_variant_allows():
    for kind, links in (("office", 2), ("x1a", 0), ("x4", 0)):
        made = document(kind)
        sheet = made.variant.sheet(A5)
        made.add_page(sheet, b"", links=[Link((0, 0, 10, 10), "https://example.jp/申込"), Link((0, 0, 5, 5), 1)])
        made.add_page(sheet, b"")
        with opened(made.finish()) as pdf:
            annotations = pdf.pages[0].obj.get("/Annots", [])
            assert len(annotations) == links
            if links:
                assert str(annotations[0].A.URI) == "https://example.jp/%E7%94%B3%E8%BE%BC"
                assert annotations[1].Dest[0].objgen == pdf.pages[1].obj.objgen


def test_bookmarks_nest_and_count():
    made = document("office")
    for _ in range(4):
        made.add_page(made.variant.sheet(A5), b"")
    for title, page, level in (("表紙", 0, 0), ("講演", 1, 0), ("一", 1, 1), ("二", 2, 1), ("奥付", 3, 0)):
        made.add_bookmark(Bookmark(title, page, level))
    with opened(made.finish()) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["表紙", "講演", "奥付"]
        assert [item.title for item in outline.root[1].children] == ["一", "二"]
        assert int(pdf.Root.Outlines.Count) == 5


def test_page_labels_join_runs_of_numbers():
    made = document("office")
    for label in ("表1", None, "3", "4", "表4"):
        made.add_page(made.variant.sheet(A5), b"", label=label)
    with opened(made.finish()) as pdf:
        assert [page.label for page in pdf.pages] == ["表1", "2", "3", "4", "表4"]
        assert len(pdf.Root.PageLabels.Nums) == 2 * 3


def test_a_right_bound_document_opens_to_the_right():
    with opened(plain("office", right_to_left=True, duplex="short-edge")) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge


def test_info_and_xmp_agree_on_a_title_with_every_kind_of_character():
    with opened(plain("x4", title='「A & B」 <\\(東北)> "𠮷"\n二行目')) as pdf:
        assert str(pdf.docinfo.Title) == '「A & B」 <\\(東北)> "𠮷" 二行目' == pdf.open_metadata()["dc:title"]


def test_a_naive_date_has_no_zone():
    with opened(plain("x4", date=datetime(2026, 10, 1))) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20261001000000"
        assert pdf.open_metadata()["xmp:CreateDate"] == "2026-10-01T00:00:00"


def test_the_document_id_follows_the_content():
    first, second, other = plain(), plain(), plain(title="別")
    assert first == second
    assert opened(first).trailer.ID != opened(other).trailer.ID


def test_the_same_bytes_under_another_hash_seed_zone_and_folder(tmp_path):
    script = "import sys; from press_samples import plain; sys.stdout.buffer.write(plain('x4', pages=3))"
    paths = os.pathsep.join(p for p in sys.path if p)
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima"))
    ]
    assert runs[0] == runs[1] == plain("x4", pages=3)


def test_an_image_in_rgb_is_refused_and_a_mask_in_x1a_too():
    with pytest.raises(PressError, match="RGB"):
        document().add_image("Photo", Image.new("RGB", (2, 2)))
    with pytest.raises(PressError, match="opacity mask"):
        document("x1a").add_image("Photo", Image.new("L", (2, 2)), Image.new("L", (2, 2)))


def test_pixels_come_back_as_they_went_in():
    for mode in ("L", "CMYK", "1"):
        picture = Image.effect_noise((33, 17), 90)
        picture = (
            Image.merge("CMYK", [picture.rotate(turn) for turn in (0, 90, 180, 270)])
            if mode == "CMYK"
            else picture.convert(mode)
        )
        made = document("x4")
        made.add_image("P", picture)
        made.add_page(SheetGeometry(A5), b"q 9 0 0 9 0 0 cm /P Do Q", uses=["P"])
        with opened(made.finish()) as pdf:
            assert pdf.pages[0].Resources.XObject.P.read_bytes() == picture.tobytes()


def test_a_soft_mask_brings_a_cmyk_blending_space_through_forms():
    made = document("x4")
    made.add_image("P", Image.new("L", (2, 2)), Image.new("L", (2, 2)))
    made.add_form("F", (0, 0, 9, 9), b"/P Do", uses=["P"])
    made.add_page(SheetGeometry(A5), b"/F Do", uses=["F"])
    made.add_page(SheetGeometry(A5), b"")
    with opened(made.finish()) as pdf:
        assert pikepdf.Name.DeviceCMYK == pdf.pages[0].Group.CS
        assert "/Group" not in pdf.pages[1].obj


def test_what_is_drawn_must_be_in_the_document():
    made = document()
    for content in (b"/Nowhere Do", b"/CS_Gold cs 1 scn"):
        with pytest.raises(ValueError, match="not in the document"):
            made.add_page(SheetGeometry(A5), content)


def test_one_spot_ink_has_one_alternate():
    made = document()
    made.add_spot(Ink(10, spot="DIC 161"))
    made.add_spot(Ink(10, spot="DIC 161", tint=40))
    with pytest.raises(PressError, match="DIC 161"):
        made.add_spot(Ink(20, spot="DIC 161"))


@pytest.mark.parametrize(
    ("ink", "office", "operators"),
    [
        (BLACK, False, b"/OP1 gs 0 0 0 1 k"),
        (BLACK, True, b"/OP0 gs 0 g"),
        (PAPER, False, b"/OP0 gs 0 0 0 0 k"),
        (replace(PAPER, overprint=True), False, b"/OP0 gs 0 0 0 0 k"),
        (Ink(k=40), True, b"/OP0 gs 0.6 g"),
        (Ink(c=12.5, m=100), True, b"/OP0 gs 0.125 1 0 0 k"),
        (Ink(spot="金", tint=30), False, b"/OP0 gs /CS__91d1_ cs 0.3 scn"),
    ],
)
def test_inks_as_operators(ink, office, operators):
    assert ink_operators(ink, device_gray=office) == operators


def test_two_spot_names_never_share_a_resource():
    assert len({spot_resource(name) for name in ("A B", "A_B", "A-B", "金", "A_20_B")}) == 5


def test_a_users_own_profile_takes_the_place_of_the_bundled_one(tmp_path):
    assert X4.output_intent and X4.output_intent.profile
    mine = tmp_path / "press.icc"
    mine.write_bytes(X4.output_intent.profile.read_bytes())
    made = with_profile(X4, mine, "CustomCoated", "A press of my own")
    with opened(plain(made)) as pdf:
        assert str(pdf.Root.OutputIntents[0].OutputConditionIdentifier) == "CustomCoated"
    assert iso_faults(plain(made), "x4") == []
    assert plain(made) == plain(with_profile(X4, Path(mine), "CustomCoated", "A press of my own"))
    mine.write_bytes(b"no profile")
    for wrong in (mine, tmp_path / "nowhere.icc"):
        with pytest.raises(PressError, match="no ICC profile"):
            with_profile(X4, wrong, "JCS2011")


def test_the_date_given_is_the_date_written():
    with opened(plain()) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20261001090000+09'00'"
    assert DATE.year == 2026
