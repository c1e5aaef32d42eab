"""The type specimen is built as its script says, and its lines keep to their measures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pypdfium2
import pytest

from ofprint.base.lengths import MM
from ofprint.layout.page import Text, walk
from ofprint.products.document import Document

FOLDER = Path(__file__).parents[2] / "examples" / "specimen"
NEAR = 0.2
"""Points by which right edges may differ."""


@pytest.fixture(scope="module")
def specimen() -> Iterator[Document]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        yield import_module("specimen").build()


def texts(document: Document) -> list[Text]:
    return [item for page in document.pages for item in walk(page.items) if isinstance(item, Text)]


def test_it_has_a_cover_and_seven_chapters(specimen: Document) -> None:
    data = specimen.to_bytes()
    assert len(pypdfium2.PdfDocument(io.BytesIO(data))) == 8
    assert data == specimen.to_bytes()


def test_nothing_is_missing_and_all_stands_on_its_page(specimen: Document) -> None:
    for text in texts(specimen):
        assert not text.setting.missing
        vertical = text.setting.style.vertical
        start, edge = (text.y, 297) if vertical else (text.x, 210)
        for line in text.setting.lines:
            assert all(0 < start + glyph.along / MM < edge - 10 for glyph in line.glyphs), line.text


def test_justified_lines_end_at_the_measure(specimen: Document) -> None:
    counted = 0
    for text in texts(specimen):
        setting = text.setting
        if setting.style.align != "justify" or setting.style.breaks != "paragraph":
            continue
        for line in setting.lines[:-1]:
            assert line.width <= setting.measure + NEAR
            if not line.text.isascii() and not line.text.endswith("\n") and hasattr(line, "natural"):
                assert line.start + line.width == pytest.approx(setting.measure, abs=NEAR), line.text
                counted += 1
    assert counted > 40
