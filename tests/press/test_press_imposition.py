"""Imposition: sheets fold into the right order, backs meet fronts, pages are placed without rasterizing."""

from __future__ import annotations

from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press_iso import iso_faults
from press_samples import A5, DATE, box_mm, document, ground, opened, plain, square

from ofprint.base.errors import PressError
from ofprint.base.inks import Ink
from ofprint.press.imposer import ImpositionJob, impose
from ofprint.press.imposition import (
    SCHEMES,
    cut_and_stack,
    impose_pages,
    n_up,
    repeated,
    saddle,
    saddle_folded_twice,
)
from ofprint.press.variants import VARIANTS

JOB = ImpositionJob(title="面付け", date=DATE)


def side(placements, *, row=0):
    """Return the pages of one row of a side from left to right, counted from 1."""
    return [placed.page + 1 for placed in sorted(placements, key=lambda p: p.x) if placed.cell.row == row]


def folded_once(sheets, binding):
    """Fold and nest sheets by hand and return the pages in the order in which they are read.

    A left-bound booklet lies with its spine left: of the outermost sheet one sees the right half of
    the front, turns it, and sees the left half of the back; after the middle come the other halves.
    """
    recto, verso = (1, 0) if binding == "left" else (0, 1)
    order = []
    for sheet in sheets:
        order += [side(sheet.front)[recto], side(sheet.back)[verso]]
    for sheet in reversed(sheets):
        order += [side(sheet.back)[recto], side(sheet.front)[verso]]
    return order


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("pages", range(4, 97, 4))
def test_a_saddle_stitched_booklet_folds_into_reading_order(pages, binding):
    sheets = impose_pages(pages, saddle(binding), page=A5)
    assert folded_once(sheets, binding) == list(range(1, pages + 1))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SCHEMES)), st.integers(1, 200))
def test_every_page_has_one_place(name, pages):
    sheets = impose_pages(pages, SCHEMES[name], page=A5)
    placed = [p.page for sheet in sheets for p in (*sheet.front, *sheet.back)]
    assert sorted(page for page in placed if page is not None) == list(range(pages))
    assert placed.count(None) < SCHEMES[name].pages_a_sheet


def behind(scheme, pages, turn="upright"):
    """Return, for each cell, the page in front and the page behind it after the sheet is turned."""
    block = scheme.block(A5)
    pairs = []
    for sheet in impose_pages(pages, scheme, page=A5, turn=turn):
        for front in sheet.front:
            x, y = (block[0] - front.x - A5[0], front.y) if turn == "upright" else (front.x, block[1] - front.y - A5[1])
            back = next(p for p in sheet.back if p.x == pytest.approx(x) and p.y == pytest.approx(y))
            pairs.append((front.page, back.page))
    return pairs


@pytest.mark.parametrize("turn", ["upright", "tumble"])
@pytest.mark.parametrize(
    "scheme", [n_up(2, 5, two_sided=True), cut_and_stack(2, 5, two_sided=True), repeated(3, 2, two_sided=True)]
)
def test_backs_lie_behind_their_fronts_however_the_sheet_is_turned(scheme, turn):
    pages = scheme.pages_a_sheet * 3
    assert all(back == front + 1 and front % 2 == 0 for front, back in behind(scheme, pages, turn))


@pytest.mark.parametrize("turn", ["upright", "tumble"])
def test_leaves_of_a_booklet_hold_two_pages_that_follow_each_other(turn):
    for scheme in (saddle("left"), saddle("right"), saddle_folded_twice("left"), saddle_folded_twice("right")):
        assert all({front // 2} == {back // 2} for front, back in behind(scheme, 48, turn))


def test_the_cover_of_a_right_bound_booklet_stands_on_the_left_half():
    first = impose_pages(8, saddle("right"), page=A5)[0]
    assert side(first.front) == [1, 8]
    assert side(first.back) == [7, 2]


def test_a_sheet_folded_twice_reads_one_to_eight():
    sheet = impose_pages(8, saddle_folded_twice("left"), page=A5)[0]
    assert (side(sheet.front), side(sheet.front, row=1)) == ([5, 4], [8, 1])
    assert (side(sheet.back), side(sheet.back, row=1)) == ([3, 6], [2, 7])
    assert all(placed.turned == (placed.cell.row == 0) for placed in (*sheet.front, *sheet.back))


@pytest.mark.parametrize("sheets", [1, 2, 5])
def test_cut_piles_laid_on_each_other_are_in_order(sheets):
    scheme = cut_and_stack(2, 2)
    made = impose_pages(4 * sheets, scheme, page=A5)
    order = [sheet.front[cell].page for cell in range(4) for sheet in made]
    assert order == list(range(4 * sheets))


def test_creep_grows_inwards_by_the_paper_and_moves_pages_to_the_spine():
    sheets = impose_pages(16, saddle("left"), page=A5, creep=0.13)
    assert [round(sheet.front[0].creep, 2) for sheet in sheets] == [0, 0.13, 0.26, 0.39]
    assert [placed.spine for placed in sheets[0].front] == ["right", "left"]
    assert all(placed.creep == 0 for placed in impose_pages(10, n_up(2, 5), page=(91, 55), creep=1)[0].front)


def test_gutters_stand_between_cells_only():
    sheet = impose_pages(4, n_up(2, 2), page=(50, 30), gutter=(6, 4))[0]
    assert [(placed.x, placed.y) for placed in sheet.front] == [(0, 34), (56, 34), (0, 0), (56, 0)]
    assert n_up(2, 2).block((50, 30), (6, 4)) == (106, 64)


def test_an_office_booklet_is_a4_exactly_with_fold_ticks_only():
    data = impose(plain("office", pages=8, trim=A5), saddle("left"), ImpositionJob("冊子", DATE, paper=(297, 210)))
    with opened(data) as pdf:
        assert len(pdf.pages) == 4
        assert {box_mm(page.MediaBox) for page in pdf.pages} == {(0, 0, 297, 210)}
        assert all(page.TrimBox == page.MediaBox for page in pdf.pages)
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipShortEdge
        content = pdf.pages[0].Contents.read_bytes()
        assert content.count(b" l S") == 2 and b"All" not in content


@pytest.mark.parametrize("kind", ["x1a", "x4"])
def test_an_imposed_booklet_for_a_printer_keeps_the_standard_and_trims_to_the_spread(kind):
    data = impose(plain(kind, pages=8, trim=A5), saddle("right"), ImpositionJob("冊子", DATE, variant=VARIANTS[kind]))
    assert iso_faults(data, kind) == []
    with opened(data) as pdf:
        assert box_mm(pdf.pages[0].TrimBox) == (15, 15, 311, 225)
        assert box_mm(pdf.pages[0].BleedBox) == (12, 12, 314, 228)


def tinted(pages, trim=A5, rotate=0):
    """Return a file whose page n is filled with n·5 per cent of black, with a cyan square in its lower left."""
    made = document("office")
    sheet = made.variant.sheet(trim)
    for number in range(1, pages + 1):
        made.add_page(sheet, ground(sheet, Ink(k=5 * number), device_gray=True) + square(0, 0, 20, Ink(c=100)))
    with opened(made.finish()) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = rotate
        return saved(pdf)


def saved(pdf):
    import io

    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


def pixel(data, page, x, y):
    """Return the colour at (x, y) mm from the lower left of a page."""
    picture = pypdfium2.PdfDocument(data)[page].render(scale=1).to_pil().convert("RGB")
    return picture.getpixel((int(x * 72 / 25.4), picture.height - 1 - int(y * 72 / 25.4)))


def test_pages_appear_where_the_scheme_puts_them():
    data = impose(tinted(8), saddle("left"), ImpositionJob("冊子", DATE, paper=(297, 210)))
    for page, left, right in ((0, 8, 1), (1, 2, 7), (2, 6, 3), (3, 4, 5)):
        for x, number in ((75, left), (225, right)):
            assert pixel(data, page, x, 100)[0] == pytest.approx(255 * (1 - 0.05 * number), abs=2)


def test_a_tumbled_back_stands_on_its_head():
    data = impose(tinted(4), saddle("left"), ImpositionJob("冊子", DATE, paper=(297, 210), turn="tumble"))
    assert pixel(data, 0, 3, 3)[0] < 120, "the square is at the lower left of the front's left page"
    assert pixel(data, 1, 294, 207)[0] < 120, "and at the upper right of the back"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_is_turned_in_its_file_is_placed_as_one_reads_it(rotate):
    data = tinted(2, trim=(100, 60), rotate=rotate)
    width, height = (100, 60) if rotate % 180 == 0 else (60, 100)
    made = impose(data, n_up(2, 1), JOB)
    with opened(made) as pdf:
        assert box_mm(pdf.pages[0].MediaBox) == (0, 0, 2 * width, height)
    corner = {0: (2, 2), 90: (2, height - 2), 180: (width - 2, height - 2), 270: (width - 2, 2)}[rotate]
    assert pixel(made, 0, *corner)[0] < 120


def test_pages_stay_vectors_and_text_stays_text():
    made = impose(plain("office", pages=4, trim=A5), saddle("left"), JOB)
    with opened(made) as pdf:
        assert all(form.Subtype == pikepdf.Name.Form for form in pdf.pages[0].Resources.XObject.values())


def test_bleed_reaches_outwards_but_never_over_the_spine():
    data = impose(plain("x4", pages=4, trim=A5), saddle("left"), ImpositionJob("冊子", DATE, variant=VARIANTS["x4"]))
    with opened(data) as pdf:
        clips = [
            [float(v) * 25.4 / 72 for v in operands]
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "re"
        ][1:]
    assert clips[0] == pytest.approx([-3, -3, 151, 216], abs=0.01)
    assert clips[1] == pytest.approx([148, -3, 151, 216], abs=0.01)


def test_cut_marks_stand_outside_the_block():
    job = ImpositionJob("札", DATE, paper=(210, 297), cut_marks=True)
    data = impose(plain("office", pages=10, trim=(91, 55)), n_up(2, 5), job)
    with opened(data) as pdf:
        assert pdf.pages[0].Contents.read_bytes().count(b" l S") == 2 * 3 + 2 * 6


def test_imposing_is_deterministic():
    data = plain("office", pages=8, trim=A5)
    assert impose(data, saddle("left"), JOB) == impose(data, saddle("left"), JOB)


def test_pages_of_different_sizes_are_each_named():
    made = document("office")
    for trim in (A5, A5, (100, 100), A5, (90, 90)):
        made.add_page(made.variant.sheet(trim), b"")
    with pytest.raises(PressError) as caught:
        impose(made.finish(), saddle("left"), JOB)
    assert [finding.place.page for finding in caught.value.findings] == [3, 5]


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.4\n%%EOF", b"\x00" * 5000])
def test_what_is_no_pdf_is_said_to_be_none(data):
    with pytest.raises(PressError, match=r"no PDF|no page"):
        impose(data, saddle("left"), JOB)


def test_a_block_larger_than_its_paper_is_a_finding():
    with pytest.raises(PressError, match="the paper is"):
        impose(plain("office", trim=A5), n_up(2, 2), ImpositionJob("x", DATE, paper=(210, 297)))


def test_schemes_known_by_name_carry_their_name():
    assert all(name == scheme.name for name, scheme in SCHEMES.items())
    assert all(a != b for a, b in pairwise(sorted(SCHEMES)))
