"""Files that are no fonts, or no longer: each is a finding with file and cure, never a crash."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import font_maker
import pytest

from ofprint.base.errors import FontError
from ofprint.fonts import Face, FontLibrary
from ofprint.fonts.sfnt import SIZE_LIMIT


def rule_of(path: Path, index: int = 0) -> str:
    with pytest.raises(FontError) as caught:
        Face(path, index).shape("A")
    finding = caught.value.findings[0]
    assert finding.place.file == str(path)
    assert finding.cure is not None
    return finding.rule


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "font.not-a-font"),
        (b"hello, I am a text", "font.not-a-font"),
        (b"PK\x03\x04" + bytes(100), "font.not-a-font"),
        (b"wOF2" + bytes(100), "font.not-a-font"),
        (b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff", "font.broken"),
        (b"\x00\x01\x00\x00", "font.broken"),
        (b"OTTO\x00\x01" + bytes(6), "font.broken"),
        (b"\x00\x01\x00\x00\xff\xff" + bytes(200), "font.broken"),
    ],
)
def test_bytes_that_are_no_font_are_a_finding(tmp_path: Path, data: bytes, rule: str) -> None:
    (tmp_path / "bad.ttf").write_bytes(data)
    assert rule_of(tmp_path / "bad.ttf") == rule


def test_a_font_cut_short_is_a_finding(made: dict[str, Path], tmp_path: Path) -> None:
    whole = made["ttf"].read_bytes()
    for share in (0.2, 0.5, 0.9):
        (tmp_path / "cut.ttf").write_bytes(whole[: int(len(whole) * share)])
        assert rule_of(tmp_path / "cut.ttf") == "font.broken"


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.ttf").open("wb") as stream:
        stream.write(b"\x00\x01\x00\x00")
        stream.truncate(SIZE_LIMIT + 1)
    assert rule_of(tmp_path / "huge.ttf") == "font.too-large"


def test_a_missing_file_and_a_folder_are_findings(tmp_path: Path) -> None:
    assert rule_of(tmp_path / "none.ttf") == "font.unreadable"
    assert rule_of(tmp_path) == "font.not-a-font"


def test_an_index_beyond_the_collection_is_a_finding(made: dict[str, Path]) -> None:
    assert rule_of(made["ttc"], 2) == "font.no-such-face"
    assert rule_of(made["ttf"], 1) == "font.no-such-face"


def test_a_font_of_pictures_only_is_a_finding(made: dict[str, Path], tmp_path: Path) -> None:
    data = made["ttf"].read_bytes().replace(b"glyf", b"CBDT", 1)
    (tmp_path / "pictures.ttf").write_bytes(data)
    assert rule_of(tmp_path / "pictures.ttf") == "font.no-outlines"


def test_bad_files_in_a_folder_are_listed_and_the_rest_serves(library: FontLibrary, tmp_path: Path) -> None:
    font_maker.make_ttf(tmp_path, "Town Gothic")
    (tmp_path / "bad.ttf").write_bytes(b"nonsense")
    (tmp_path / "worse.otf").write_bytes(struct.pack(">4sHHHH", b"OTTO", 40, 0, 0, 0))
    (tmp_path / "readme.txt").write_text("no font")
    own = library.with_folder(tmp_path)
    assert own.stack("Town Gothic").face.name == "TownGothic-Regular"
    assert sorted(finding.rule for finding in own.refused) == ["font.broken", "font.not-a-font"]
    with pytest.raises(FontError) as caught:
        own.stack("Missing")
    assert len(caught.value.findings) == 3


@pytest.mark.parametrize("kind", ["ttf", "cid", "variable", "ttc"])
def test_random_damage_gives_a_finding_or_a_face_but_no_crash(made: dict[str, Path], tmp_path: Path, kind: str) -> None:
    whole, chance, path = made[kind].read_bytes(), random.Random(8), tmp_path / "mutant.otf"
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        try:
            face = Face(path)
            face.shape("東A", vertical=True)
            assert face.key
            face.subset([1, 2])
        except FontError as error:
            assert error.findings
