"""Pages too large for PDF's own units: a stage banner ten metres wide."""

from __future__ import annotations

import pypdfium2
import pytest
from press_samples import DATE, box_mm, document, ground, opened, plain, square

from ofprint.base.inks import Ink
from ofprint.press.geometry import SheetGeometry
from ofprint.press.outline import Link
from ofprint.press.preflight import preflight
from ofprint.press.tiler import TilingJob, tile
from ofprint.press.tiling import PAPERS, plan_tiles

BANNER = (10_000.0, 900.0)


@pytest.mark.parametrize(("width", "unit"), [(297.0, 1), (5_000.0, 1), (5_074.0, 1), (5_076.0, 2), (10_000.0, 2)])
def test_a_unit_is_as_many_points_as_fourteen_thousand_four_hundred_of_them_need(width: float, unit: int) -> None:
    assert SheetGeometry((width, 900)).unit == unit


@pytest.mark.parametrize("variant", ["x4", "office"])
def test_a_large_page_says_how_large_its_units_are(variant: str) -> None:
    with opened(plain(variant, trim=BANNER)) as pdf:
        page = pdf.pages[0]
        assert page.obj.UserUnit == 2 and max(float(edge) for edge in page.mediabox) <= 14_400
        left, bottom, right, top = (2 * edge for edge in box_mm(page.trimbox))
        assert (right - left, top - bottom) == pytest.approx(BANNER, abs=0.05)


def test_without_such_units_it_is_drawn_at_half_its_size_with_the_whole_bleed() -> None:
    data = plain("x1a", trim=BANNER)
    with opened(data) as pdf:
        page = pdf.pages[0]
        assert "/UserUnit" not in page.obj
        trim, bleed = box_mm(page.trimbox), box_mm(page.BleedBox)
        assert trim[2] - trim[0] == pytest.approx(BANNER[0] / 2, abs=0.05)
        assert trim[0] - bleed[0] == pytest.approx(3, abs=0.02)
    assert not [finding for finding in preflight(data, press="x1a") if "box" in finding.rule]


def test_preflight_counts_a_large_page_in_its_own_millimetres() -> None:
    made = document("x4")
    sheet = made.variant.sheet(BANNER)
    thin = b"0 0 0 1 K 0.05 w 0 1000 m 20000 1000 l S"
    made.add_page(sheet, ground(sheet, Ink(y=10)) + thin)
    found = preflight(made.finish(), press="x4")
    (line,) = [finding for finding in found if finding.rule.startswith("preflight.line")]
    assert line.place.box and line.place.box[2] == pytest.approx(20_000 * 25.4 / 72, rel=0.01)
    assert not [finding for finding in found if "bleed" in finding.rule or "boxes" in finding.rule]


def test_a_link_opens_where_it_stands_on_a_large_page() -> None:
    made = document("office")
    made.add_page(made.variant.sheet(BANNER), square(0, 0, 10), links=[Link((1000, 500, 3000, 700), "https://e.jp")])
    with opened(made.finish()) as pdf:
        assert [float(edge) for edge in pdf.pages[0].obj.Annots[0].Rect] == [500, 250, 1500, 350]


def test_a_large_page_is_tiled_at_full_size() -> None:
    made = document("office")
    made.add_page(made.variant.sheet(BANNER), square(10_000, 1_000, 600, Ink(k=100)))
    tiling = plan_tiles(BANNER, PAPERS["a3"])
    tiles = tile(made.finish(), TilingJob("横看板", DATE, paper=PAPERS["a3"]))
    pages = pypdfium2.PdfDocument(tiles)
    assert len(pages) == len(tiling.tiles) + 1
    x, y = (10_000 + 300) * 25.4 / 72, BANNER[1] - (1_000 + 300) * 25.4 / 72
    holder = next(t for t in tiling.tiles if t.x < x < t.x + t.width and t.y < y < t.y + t.height)
    picture = pages[holder.number].render(scale=1).to_pil().convert("L")
    at = [int((tiling.margin + v) * 72 / 25.4) for v in (x - holder.x, y - holder.y)]
    assert picture.getpixel((at[0], at[1])) < 60
