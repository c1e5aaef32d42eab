"""The painter, seen in the finished PDF: glyphs stand where the setting says."""

from __future__ import annotations

import datetime as dt
import io
from itertools import pairwise

import pypdfium2
import pytest

from ofprint.fonts import FontLibrary
from ofprint.layout.page import Page, Text
from ofprint.products.document import Document
from ofprint.typesetting import Markup, TextStyle, set_text


def boxes(text: str | Markup, tcy: int) -> dict[str, tuple[float, float, float, float]]:
    """Return each character's ink box (left, bottom, right, top) of a vertical line at 30 pt."""
    style = TextStyle(FontLibrary.bundled().stack("Noto Serif JP"), 30, vertical=True, tcy=tcy)
    page = Page(60, 100, (Text(set_text(text, measure=260, style=style), 30, 5),))
    date = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    data = Document("line", "line", (page,), date, press="office").to_bytes()
    found = pypdfium2.PdfDocument(io.BytesIO(data))[0].get_textpage()
    return {found.get_text_range(at, 1): found.get_charbox(at) for at in range(found.count_chars())}


@pytest.mark.parametrize(
    ("text", "tcy", "beside"),
    [("月12日", 2, "12"), ("築120年", 3, "120"), (Markup("[VOL]{tcy}の夜"), 2, "VOL")],
)
def test_tate_chu_yoko_stands_side_by_side_within_an_em(text: str | Markup, tcy: int, beside: str) -> None:
    found = boxes(text, tcy)
    lefts = [found[character] for character in beside]
    assert all(before[2] <= after[0] + 0.6 for before, after in pairwise(lefts))
    assert lefts[-1][2] - lefts[0][0] <= 30.5
