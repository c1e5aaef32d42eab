"""Families, weights and a user's own folder."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import font_maker
import pytest

from ofprint.base.errors import FontError
from ofprint.base.resources import resource_folder
from ofprint.fonts import FontLibrary


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("ゴシック", "NotoSansJP-Regular"),
        ("明朝", "NotoSerifJP-Regular"),
        ("sans-serif", "NotoSansJP-Regular"),
        ("serif", "NotoSerifJP-Regular"),
        ("noto serif jp", "NotoSerifJP-Regular"),
        ("Ｎｏｔｏ　Ｓａｎｓ　ＪＰ", "NotoSansJP-Regular"),
        ("NotoSans", "NotoSans-Regular"),
    ],
)
def test_a_family_is_found_by_any_of_its_names(library: FontLibrary, name: str, face: str) -> None:
    assert library.stack(name).face.name == face


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (100, "Regular"),
        (400, "Regular"),
        (500, "Regular"),
        (600, "Bold"),
        (700, "Bold"),
        (800, "Black"),
        (1000, "Black"),
    ],
)
def test_the_nearest_weight_is_taken_by_css_rule(library: FontLibrary, wanted: int, taken: str) -> None:
    assert library.stack("Noto Sans JP", wanted).face.name == f"NotoSansJP-{taken}"


def test_an_unknown_family_is_an_error_with_the_nearest_names(library: FontLibrary) -> None:
    with pytest.raises(FontError) as caught:
        library.stack("Noto Sanz JP")
    finding = caught.value.findings[0]
    assert finding.rule == "font.unknown-family"
    assert finding.cure is not None
    assert "Noto Sans JP" in finding.cure.en


def test_every_bundled_file_is_in_the_table_and_has_its_licence(library: FontLibrary) -> None:
    folder = resource_folder("fonts")
    listed = {member.path for family in library.families for member in family.members}
    assert listed == set(folder.glob("*/*.ttf"))
    assert all((path.parent / "OFL.txt").is_file() for path in listed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    font_maker.make_ttf(tmp_path, "Town Gothic", weight=300, style="Light")
    font_maker.make_ttf(tmp_path, "Town Gothic", weight=700, style="Bold")
    (tmp_path / "sub").mkdir()
    font_maker.make_cid_otf(tmp_path / "sub", "Village Mincho")
    font_maker.make_collection(tmp_path)
    font_maker.make_variable_ttf(tmp_path)
    return tmp_path


def test_a_folder_of_fonts_serves_by_family_and_weight(library: FontLibrary, folder: Path) -> None:
    own = library.with_folder(folder)
    assert own.stack("town gothic", 300).face.facts.weight == 300
    assert own.stack("Town Gothic", 600).face.facts.weight == 700
    assert own.stack("Village Mincho").face.is_cff
    assert own.stack("Made Two").face.index == 1
    assert not own.refused


def test_a_variable_font_gives_every_weight_of_its_axis(library: FontLibrary, folder: Path) -> None:
    own = library.with_folder(folder)
    assert own.stack("Made Variable", 650).face.instance == (("wght", 650.0),)
    assert own.stack("Made Variable", 1000).face.instance == (("wght", 900.0),)


def test_own_fonts_fall_back_to_the_bundled_ones_of_their_kind(library: FontLibrary, folder: Path) -> None:
    own = library.with_folder(folder)
    serif = ["NotoSerifJP-Regular", "NotoSerif-Regular", "NotoSans-Regular"]
    assert [face.name for face in own.stack("Village Mincho").faces[1:4]] == serif
    assert [face.name for face in own.stack("Town Gothic", 700).faces[1:3]] == ["NotoSansJP-Bold", "NotoSans-Bold"]
    assert own.stack("Town Gothic").runs("東龍") == [
        (own.stack("Town Gothic").faces[0], 0, 1),
        (own.stack("Town Gothic").faces[1], 1, 2),
    ]


def test_the_bundled_library_is_not_changed_by_a_folder(library: FontLibrary, folder: Path) -> None:
    library.with_folder(folder)
    with pytest.raises(FontError):
        library.stack("Town Gothic")


def test_japanese_family_names_match(library: FontLibrary, tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    path = font_maker.make_ttf(tmp_path, "Town Gothic")
    font = TTFont(path)
    font["name"].setName("町ゴシック", 1, 3, 1, 0x411)
    font.save(path)
    assert library.with_folder(tmp_path).stack("町ゴシック").face.path == path


def test_italic_and_narrow_cuts_are_families_of_their_own(library: FontLibrary, tmp_path: Path) -> None:
    font_maker.make_ttf(tmp_path, "Town Gothic")
    font_maker.make_ttf(tmp_path, "Town Gothic", style="Italic", fsSelection=1)
    font_maker.make_ttf(tmp_path, "Town Gothic", style="Narrow", usWidthClass=3)
    own = library.with_folder(tmp_path)
    assert not own.stack("Town Gothic").face.facts.italic
    assert own.stack("Town Gothic Italic").face.facts.italic
    assert own.stack("Town Gothic Condensed").face.facts.width == 3


def test_a_folder_that_is_not_there_is_an_error(library: FontLibrary, tmp_path: Path) -> None:
    with pytest.raises(FontError) as caught:
        library.with_folder(tmp_path / "none")
    assert caught.value.findings[0].rule == "font.no-such-folder"


def test_a_restricted_font_is_refused_by_name_only_when_asked_for(library: FontLibrary, tmp_path: Path) -> None:
    path = font_maker.make_ttf(tmp_path, "Locked Gothic", fsType=2)
    own = library.with_folder(tmp_path)
    assert [finding.rule for finding in own.refused] == ["font.embedding-forbidden"]
    with pytest.raises(FontError) as caught:
        own.stack("Locked Gothic")
    finding = caught.value.findings[0]
    assert "Locked Gothic" in finding.what.en
    assert finding.place.file == str(path)


def test_a_library_is_pickled(library: FontLibrary, folder: Path) -> None:
    own = library.with_folder(folder)
    assert pickle.loads(pickle.dumps(own)).stack("Town Gothic") == own.stack("Town Gothic")


def test_of_two_files_for_one_weight_the_first_by_path_serves(library: FontLibrary, tmp_path: Path) -> None:
    path = font_maker.make_ttf(tmp_path, "Town Gothic")
    shutil.copy(path, tmp_path / "zz.ttf")
    assert library.with_folder(tmp_path).stack("Town Gothic").face.path == path
