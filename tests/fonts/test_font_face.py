"""What a face measures, shapes and cuts."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ofprint.base.errors import FontError
from ofprint.fonts import Face, FontLibrary, FontStack, open_face

ROOT = Path(__file__).resolve().parents[2]


def test_heights_are_those_of_the_japanese_em_box(gothic: FontStack) -> None:
    face = gothic.face
    assert (face.upem, face.ascender, face.descender) == (1000, 0.88, -0.12)
    assert (face.cap_height, face.x_height) == (0.733, 0.543)


def test_heights_that_the_file_leaves_out_are_measured(library: FontLibrary, made: dict[str, Path]) -> None:
    face = open_face(made["ttf"])
    assert face.facts.metrics.cap_height is None
    assert 0.4 <= face.cap_height <= 0.9
    assert library.stack("Noto Emoji").face.x_height > 0


@pytest.mark.parametrize("family", ["Noto Sans JP", "Noto Serif JP", "Noto Sans", "Noto Emoji"])
def test_advances_are_those_of_hmtx(library: FontLibrary, family: str) -> None:
    face = library.stack(family).face
    metrics = TTFont(face.path, lazy=True)["hmtx"].metrics
    order = TTFont(face.path, lazy=True).getGlyphOrder()
    for gid in range(0, face.glyph_count, 97):
        assert face.advance(gid) == metrics[order[gid]][0] / face.upem


def test_an_ink_box_is_left_bottom_right_top(gothic: FontStack) -> None:
    left, bottom, right, top = gothic.face.ink_box(gothic.face.glyph(ord("、")))
    assert 0 < left < right < 0.5
    assert -0.12 < bottom < top < 0.3
    assert gothic.face.ink_box(gothic.face.glyph(0x20)) == (0, 0, 0, 0)


def test_vertical_origins_are_at_the_head_of_the_em_box(gothic: FontStack) -> None:
    face = gothic.face
    assert face.has_vertical
    assert face.vertical_origin(face.glyph(ord("文"))) == (0.5, 0.88)
    assert face.advance(face.glyph(ord("文")), vertical=True) == 1.0
    half = face.glyph(ord("ｱ"))
    assert face.vertical_origin(half) == (0.25, 0.88)


def test_a_face_without_vertical_metrics_is_set_in_a_square_em(library: FontLibrary) -> None:
    face = library.stack("Noto Sans").face
    gid = face.glyph(ord("A"))
    assert not face.has_vertical
    assert face.advance(gid, vertical=True) == 1.0
    x, y = face.vertical_origin(gid)
    assert x == face.advance(gid) / 2
    assert y == pytest.approx((1.069 - 0.293) / 2 + 0.5)
    assert [(glyph.y_advance, glyph.x_offset, glyph.y_offset) for glyph in face.shape("AB", vertical=True)] == [
        (-1.0, 0.0, 0.0),
        (-1.0, 0.0, 0.0),
    ]


def test_vertical_shaping_takes_vertical_forms_and_leaves_offsets_at_the_origin(gothic: FontStack) -> None:
    across = gothic.face.shape("文「ー。")
    down = gothic.face.shape("文「ー。", vertical=True)
    assert down[0].gid == across[0].gid
    assert all(one.gid != other.gid for one, other in zip(across[1:], down[1:], strict=True))
    assert {(glyph.x_advance, glyph.y_advance, glyph.x_offset, glyph.y_offset) for glyph in down} == {(0, -1, 0, 0)}


def test_features_are_named_by_tag_and_switched_off_with_a_minus(gothic: FontStack) -> None:
    face = gothic.face
    assert sum(glyph.x_advance for glyph in face.shape("（あ）", features=("palt",))) < 3
    assert [glyph.x_advance for glyph in face.shape("（あ）")] == [1, 1, 1]
    kerned = sum(glyph.x_advance for glyph in face.shape("AVAVA"))
    assert kerned < sum(glyph.x_advance for glyph in face.shape("AVAVA", features=("-kern",)))


def test_clusters_count_characters_of_the_text(gothic: FontStack) -> None:
    assert [glyph.cluster for glyph in gothic.face.shape("𠮷葛\U000e0100か\u3099x")] == [0, 1, 3, 5]


def test_controls_and_joiners_give_no_glyph(gothic: FontStack) -> None:
    assert [glyph.cluster for glyph in gothic.face.shape("a\x00\u200bb\u202e")] == [0, 3]
    assert gothic.face.shape("") == []


def test_a_glyph_stands_for_the_ordinary_character(gothic: FontStack) -> None:
    face = gothic.face
    assert face.glyph(ord("⽂")) == face.glyph(ord("文"))
    for character in "文亀戸西黄斉-・ 　‘":
        assert face.character(face.glyph(ord(character))) == character
    assert face.character(face.glyph(0x845B, 0xE0100)) == "葛\U000e0100"
    assert face.character(0) == ""
    for upright, turned in zip("「（。", face.shape("「（。", vertical=True), strict=True):
        assert face.character(turned.gid) == upright


def test_a_subset_is_small_and_keeps_glyph_ids_and_widths(gothic: FontStack, tmp_path: Path) -> None:
    face = gothic.face
    gids = {face.glyph(ord(character)) for character in "東北地域の情報化"}
    data = face.subset(gids)
    assert len(data) < 120_000
    (tmp_path / "cut.ttf").write_bytes(data)
    cut = TTFont(tmp_path / "cut.ttf")
    assert set(cut.keys()) - {"GlyphOrder"} <= {"glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep"}
    order = cut.getGlyphOrder()
    drawn = {gid for gid, name in enumerate(order) if cut["glyf"][name].numberOfContours}
    assert gids <= drawn <= gids | {0}
    assert all(cut["hmtx"][order[gid]][0] == 1000 for gid in gids)


def test_the_same_glyphs_give_the_same_subset(mincho: FontStack) -> None:
    again = Face(mincho.face.path)
    assert again.subset([500, 20, 20]) == mincho.face.subset({20, 500})


def test_eight_threads_share_one_face(library: FontLibrary) -> None:
    face = Face(library.stack("Noto Sans JP", 700).face.path)
    lone = Face(face.path)
    texts = [f"{place}番 髙橋AV葛\U000e0100「」" * 5 for place in range(8)]

    def shaped(text: str) -> object:
        return [(face.shape(text), [face.ink_box(glyph.gid) for glyph in face.shape(text)]) for _ in range(60)][-1]

    expected = [(lone.shape(text), [lone.ink_box(glyph.gid) for glyph in lone.shape(text)]) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shaped, texts)) == expected


def test_a_face_is_pickled_by_file_index_and_instance(made: dict[str, Path]) -> None:
    face = open_face(made["variable"], instance={"wght": 900})
    sent = pickle.dumps(face)
    assert len(sent) < 500
    assert pickle.loads(sent).key == face.key


def test_keys_tell_faces_apart_and_can_stand_in_a_pdf(made: dict[str, Path], library: FontLibrary) -> None:
    faces = [open_face(made["ttc"], 0), open_face(made["ttc"], 1), open_face(made["variable"])]
    faces += [open_face(made["variable"], instance={"wght": 900}), library.stack("明朝").face]
    keys = [face.key for face in faces]
    assert len(set(keys)) == len(keys)
    assert all(set(key) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-") for key in keys)


def test_an_instance_is_as_wide_and_as_bold_as_asked(made: dict[str, Path]) -> None:
    plain, heavy = open_face(made["variable"]), open_face(made["variable"], instance={"wght": 900})
    half = open_face(made["variable"], instance={"wght": 650})
    gid = plain.glyph(ord("東"))
    assert [face.advance(gid) for face in (plain, half, heavy)] == [1.0, 1.1, 1.2]
    assert heavy.ink_box(gid)[2] > plain.ink_box(gid)[2] + 0.2


def test_an_axis_that_the_font_lacks_is_an_error(made: dict[str, Path]) -> None:
    with pytest.raises(FontError) as caught:
        open_face(made["ttf"], instance={"wght": 700}).shape("A")
    assert caught.value.findings[0].rule == "font.no-such-instance"


def test_opening_a_face_takes_no_time_to_speak_of(library: FontLibrary) -> None:
    path = library.stack("Noto Serif JP").face.path

    def seconds() -> float:
        begin = time.perf_counter()
        assert Face(path).key
        assert Face(path).harfbuzz
        return time.perf_counter() - begin

    assert min(seconds() for _ in range(5)) < 0.005


def test_setting_text_loads_neither_fonttools_nor_reportlab() -> None:
    script = (
        "import sys; from ofprint.fonts import FontLibrary; from ofprint.fonts.embed import EmbeddedFonts;"
        "face = FontLibrary.bundled().stack('明朝').face; face.shape('漢字'); face.subset([5]);"
        "EmbeddedFonts().use(face, [(5, 'x')]);"
        "print([name for name in sys.modules if name.partition('.')[0] in ('fontTools', 'reportlab', 'PIL')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
