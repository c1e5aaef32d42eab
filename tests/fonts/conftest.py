"""The faces and made fonts that the tests of this room share."""

from __future__ import annotations

from pathlib import Path

import font_maker
import pytest

from ofprint.fonts import FontLibrary, FontStack


@pytest.fixture(scope="session")
def library() -> FontLibrary:
    return FontLibrary.bundled()


@pytest.fixture(scope="session")
def gothic(library: FontLibrary) -> FontStack:
    return library.stack("Noto Sans JP")


@pytest.fixture(scope="session")
def mincho(library: FontLibrary) -> FontStack:
    return library.stack("Noto Serif JP", 700)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The made fonts by kind."""
    folder = tmp_path_factory.mktemp("made")
    return {
        "ttf": font_maker.make_ttf(folder),
        "otf": font_maker.make_otf(folder),
        "cid": font_maker.make_cid_otf(folder),
        "ttc": font_maker.make_collection(folder),
        "variable": font_maker.make_variable_ttf(folder),
        "cff2": font_maker.make_cff2(folder),
    }
