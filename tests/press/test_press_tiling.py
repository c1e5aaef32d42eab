"""Tiling: the tiles cover the page, overlap as asked, and show what the page shows."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press_samples import DATE, box_mm, document, opened, square

from ofprint.base.errors import PressError
from ofprint.base.inks import Ink
from ofprint.press.tiler import TilingJob, tile
from ofprint.press.tiling import PAPERS, plan_tiles

A1 = (594.0, 841.0)


@settings(max_examples=100, deadline=None)
@given(st.floats(50, 2000), st.floats(50, 2000), st.sampled_from(["a4", "a3"]), st.floats(0, 20))
def test_tiles_cover_the_page_and_share_their_overlap(width, height, paper, overlap):
    tiling = plan_tiles((width, height), PAPERS[paper], overlap=overlap)
    tiles = tiling.tiles
    assert len(tiles) == tiling.columns * tiling.rows
    assert max(each.x + each.width for each in tiles) == pytest.approx(width)
    assert max(each.y + each.height for each in tiles) == pytest.approx(height)
    for each in tiles:
        assert 0 < each.width <= tiling.area[0] + 1e-6 and 0 < each.height <= tiling.area[1] + 1e-6
        if each.column:
            left = tiles[each.number - 2]
            assert left.x + left.width - each.x == pytest.approx(overlap)


def test_the_way_with_fewer_sheets_is_taken():
    assert len(plan_tiles(A1, PAPERS["a4"]).tiles) == 15
    assert plan_tiles(A1, PAPERS["a4"]).paper == (297, 210)
    assert len(plan_tiles((180, 270), PAPERS["a4"]).tiles) == 1


def test_paper_that_holds_nothing_is_refused():
    with pytest.raises(ValueError, match="holds no tile"):
        plan_tiles(A1, (20, 20))


def poster():
    """Return an A1 page with a cyan square of 40 mm at (300, 400) mm from its lower left."""
    made = document("office")
    made.add_page(made.variant.sheet(A1), square(300 * 72 / 25.4, 400 * 72 / 25.4, 40 * 72 / 25.4, Ink(c=100)))
    return made.finish()


def test_each_tile_shows_its_part_of_the_page():
    data = tile(poster(), TilingJob("掲示", DATE))
    tiling = plan_tiles(A1, PAPERS["a4"])
    pages = pypdfium2.PdfDocument(data)
    assert len(pages) == 1 + len(tiling.tiles)
    inside = (320, 841 - 420)
    for each in tiling.tiles:
        x, y = inside[0] - each.x, inside[1] - each.y
        if not (0 < x < each.width and 0 < y < each.height):
            continue
        picture = pages[each.number].render(scale=1).to_pil().convert("RGB")
        at = (int((tiling.margin + x) * 72 / 25.4), int((tiling.margin + y) * 72 / 25.4))
        assert picture.getpixel(at)[0] < 120


def test_tiles_are_the_paper_exactly_and_numbered():
    with opened(tile(poster(), TilingJob("掲示", DATE, paper=PAPERS["a3"]))) as pdf:
        assert {box_mm(page.MediaBox) for page in pdf.pages} == {(0, 0, 420, 297)}
        assert [page.label for page in pdf.pages] == ["map", *(str(n) for n in range(1, len(pdf.pages)))]


def test_tiling_is_deterministic_and_knows_its_pages():
    data = poster()
    assert tile(data, TilingJob("掲示", DATE)) == tile(data, TilingJob("掲示", DATE))
    with pytest.raises(PressError, match="no page 2"):
        tile(data, TilingJob("掲示", DATE, page=2))
