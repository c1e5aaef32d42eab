"""Printers as data: every value has a source or says that it has none, and every value does something."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Name
from PIL import Image
from press_good import edited, good
from press_iso import iso_faults
from press_samples import A5, DATE, box_mm, document, opened, plain

from ofprint.base.errors import PressError
from ofprint.base.findings import Severity
from ofprint.base.inks import Ink
from ofprint.press.hand_in import Finished, file_name, made, parts_of
from ofprint.press.preflight import preflight
from ofprint.press.printers import Value, press_named, press_of, printer_names, read_printer


def changed(**values):
    """Return the common profile with some values changed."""
    common = read_printer("common")
    return replace(common, values={**common.values, **{key: Value(value, None) for key, value in values.items()}})


def test_the_printers_of_the_command_line():
    assert printer_names() == ("copier", "graphic", "konbini", "printpac", "raksul")


@pytest.mark.parametrize("name", ["common", *printer_names()])
def test_every_value_says_where_it_was_read_and_when_or_that_it_was_not(name):
    printer = read_printer(name)
    assert set(printer.values) == set(read_printer("common").values)
    for value in printer.values.values():
        assert (value.source is None) == (value.noted is None)
        assert value.source is None or "." in value.source


def test_what_a_printer_does_not_say_is_shown_as_inherited():
    raksul = read_printer("raksul")
    assert not raksul.values["ink"].inherited and raksul.values["bleed"].inherited
    assert not any(value.inherited for value in read_printer("common").values.values())


def test_a_press_is_a_variant_or_a_printer():
    assert press_named("x1a").printer is None
    assert press_named("printpac").limits.safe == 5
    assert press_named("konbini").variant.name == "office"
    with pytest.raises(PressError, match="raksul"):
        press_named("nobody")


def rules(data, printer):
    press = press_of(printer)
    return {
        each.rule.removeprefix("preflight."): each.severity
        for each in preflight(data, press.variant, limits=press.limits)
    }


def first_page(printer):
    """Return MediaBox (mm) and PDF/X version of a page made for a printer."""
    with opened(plain(press_of(printer).variant, trim=A5)) as pdf:
        return box_mm(pdf.pages[0].MediaBox), str(pdf.docinfo["/GTS_PDFXVersion"])


# Every value of a profile, a change of it, and what is then seen.
def test_press_changes_the_standard_written():
    assert first_page(changed(press="x1a"))[1] == "PDF/X-1a:2003"


def test_marks_change_the_sheet():
    assert first_page(changed(marks=False))[0] == (0, 0, 154, 216)


def test_bleed_changes_the_box_and_the_check():
    assert first_page(changed(bleed=5, marks=False))[0] == (0, 0, 158, 220)
    assert "bleed.box" in rules(good(), changed(bleed=5))


BITS = Image.effect_noise((300, 300), 90).convert("1")


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("safe", 21, "text.unsafe"),
        ("ink", 70, "ink.total"),
        ("dpi", 500, "images.resolution"),
        ("line", 0.7, "lines.hairline"),
        ("small_text", 13, "text.several-inks"),
        ("least_text", 10, "text.size"),
    ],
)
def test_each_figure_changes_the_check(key, value, rule):
    assert rule not in rules(good(), changed())
    assert rule in rules(good(), changed(**{key: value}))


def test_the_floors_turn_warnings_into_errors():
    assert rules(good(), changed(dpi=500, dpi_floor=450))["images.resolution"] == Severity.ERROR
    assert rules(good(), changed(line=0.7, line_floor=0.6))["lines.hairline"] == Severity.ERROR


def test_one_bit_pictures_have_a_figure_of_their_own():
    data = good(plant=lambda page: page.picture("Bits", 30, 30, 20, 20), images={"Bits": BITS})
    assert "images.resolution" in rules(data, changed(dpi=100))
    assert "images.resolution" not in rules(data, changed(dpi=100, bitmap_dpi=300))


@pytest.mark.parametrize(
    ("spots", "severity"), [("allow", Severity.INFO), ("warn", Severity.WARNING), ("refuse", Severity.ERROR)]
)
def test_spot_inks_are_weighed_as_the_printer_takes_them(spots, severity):
    data = good(plant=lambda page: page.box(30, 30, 9, 9, Ink(0, 60, 100, 0, spot="Gold")))
    assert rules(data, changed(spots=spots)) == {"colour.spot": severity}


def test_a_file_name_is_checked_where_the_printer_minds(tmp_path):
    path = tmp_path / "チラシ.pdf"
    path.write_bytes(good())
    for minds in (True, False):
        press = press_of(changed(ascii_name=minds))
        found = {each.rule for each in preflight(path, press.variant, limits=press.limits)}
        assert found == ({"preflight.file.name"} if minds else set())


def test_file_names_follow_the_printers_pattern():
    assert file_name(changed(), "東北フォーラム vol7", "flyer") == "vol7_flyer.pdf"
    assert file_name(changed(), "東北フォーラム", "flyer") == "flyer.pdf"
    assert file_name(changed(), "vol7東北", "flyer") == "vol7_flyer.pdf"
    assert file_name(changed(ascii_name=False), "東北", "flyer") == "東北_flyer.pdf"
    assert file_name(changed(file_name="{part}-{event}.pdf"), "tohoku", "flyer") == "flyer-tohoku.pdf"


def handed_in(printer, *, pages=12, binding="left", **facts):
    """Return the files of a booklet for a printer, by the name of each part."""
    variant = press_of(printer).variant
    finished = Finished(plain(variant, pages=pages, trim=A5), "冊子", DATE, **facts)
    parts = parts_of(pages, printer["page_order"], printer["booklet"], binding)
    return {part.name: made(part, finished, variant) for part in parts}, finished


def test_a_booklet_is_handed_in_as_one_file_by_default():
    files, finished = handed_in(changed())
    assert files == {"booklet": finished.data}


def grounds(data, page, *points):
    """Return which page's ground (see `plain`) prints at each point, by its cyan."""
    import pypdfium2

    picture = pypdfium2.PdfDocument(data)[page].render(scale=1).to_pil().convert("RGB")
    return [picture.getpixel((int(x * 72 / 25.4), picture.height - 1 - int(y * 72 / 25.4))) for x, y in points]


@pytest.mark.parametrize(
    ("binding", "order"),
    [("left", [(12, 1), (2, 3), (4, 5), (6, 7), (8, 9), (10, 11)]),
     ("right", [(1, 12), (3, 2), (5, 4), (7, 6), (9, 8), (11, 10)])],
)  # fmt: skip
def test_a_booklet_is_handed_in_as_spreads_in_reading_order(binding, order):
    files, finished = handed_in(changed(booklet="spreads"), binding=binding)
    assert list(files) == ["booklet"]
    data = files["booklet"]
    with opened(data) as pdf:
        assert {box_mm(page.TrimBox) for page in pdf.pages} == {(15, 15, 311, 225)}
        assert len(pdf.pages) == 6
    single = [grounds(finished.data, page, (60, 120))[0] for page in range(12)]
    for side, (left, right) in enumerate(order):
        assert grounds(data, side, (60, 120), (148 + 60, 120)) == [single[left - 1], single[right - 1]]
    assert iso_faults(data, "x4") == [] and preflight(data) == []


def test_a_booklet_is_handed_in_as_cover_and_inside():
    files, _ = handed_in(changed(booklet="cover"))
    assert list(files) == ["cover", "inside"]
    with opened(files["cover"]) as cover, opened(files["inside"]) as inside:
        assert len(cover.pages) == 2 and box_mm(cover.pages[0].TrimBox) == (15, 15, 311, 225)
        assert len(inside.pages) == 8 and box_mm(inside.pages[0].TrimBox) == (15, 15, 163, 225)
    assert all(iso_faults(data, "x4") == [] and preflight(data) == [] for data in files.values())
    with pytest.raises(PressError, match="no inside"):
        handed_in(changed(booklet="cover"), pages=4)


def test_page_order_chooses_between_pages_and_sheets_to_fold():
    files, _ = handed_in(changed(page_order="imposed"))
    assert list(files) == ["booklet-imposed"]
    with opened(files["booklet-imposed"]) as pdf:
        assert len(pdf.pages) == 6 and box_mm(pdf.pages[0].TrimBox) == (15, 15, 311, 225)
    apart, _ = handed_in(changed(page_order="imposed", booklet="cover"))
    with opened(apart["cover"]) as cover, opened(apart["inside"]) as inside:
        assert (len(cover.pages), len(inside.pages)) == (2, 4)


def test_page_order_changes_the_check():
    def backwards(pdf):
        pdf.Root.PageLabels = pdf.make_indirect({"/Nums": [0, {"/S": Name.D, "/St": 8}, 1, {"/S": Name.D, "/St": 3}]})

    data = edited(good(), backwards)
    assert "pages.order" in rules(data, changed())
    assert "pages.order" not in rules(data, changed(page_order="imposed"))


def test_a_file_larger_than_the_printer_takes_is_an_error():
    data = good()
    assert "file.size" not in rules(data, changed(megabytes=10))
    assert rules(data, changed(megabytes=0.01))["file.size"] == Severity.ERROR


def test_a_booklet_for_a_copier_is_imposed():
    files, _ = handed_in(read_printer("copier"), paper=(297.0, 210.0))
    with opened(files["booklet-imposed"]) as pdf:
        assert {box_mm(page.MediaBox) for page in pdf.pages} == {(0, 0, 297, 210)}


def test_no_value_of_a_profile_is_left_without_effect():
    """Every value is named in some test above; a new one fails here until it is."""
    source = Path(__file__).read_text(encoding="utf-8")
    for key in read_printer("common").values:
        assert re.search(rf'\bchanged\([^)]*\b{key}=|\("{key}", ', source), key


def test_the_binding_is_the_one_of_the_profile():
    for binding, wrong in (("saddle", True), ("perfect", False)):
        press = press_of(changed(binding=binding))
        limits = replace(press.limits, binding=changed(binding=binding)["binding"])
        found = {each.rule for each in preflight(good(pages=2), press.variant, limits=limits)}
        assert ("preflight.pages.count" in found) == wrong


def test_a_printers_own_sheet_passes_its_own_check():
    for name in printer_names():
        press = press_named(name)
        made = document(press.variant)
        made.add_page(press.variant.sheet(A5), b"")
        assert preflight(made.finish(), name) == []


def test_more_pages_than_are_stitched_is_warned_of():
    limits = replace(press_of(changed(stitched=8)).limits, binding="saddle")
    thick = {pages: preflight(good(pages=pages), "x4", limits=limits) for pages in (8, 12)}
    assert [[f.severity for f in found if f.rule == "preflight.pages.thick"] for found in thick.values()] == [
        [],
        [Severity.WARNING],
    ]


OWN = """name: matsu
title: {en: Matsu Press, ja: 松印刷}
values:
  press: {value: x1a, source: "example.jp/guide", noted: "2026-11-25"}
  bleed: 5
  file_name: "{part}-matsu.pdf"
"""


def test_a_printer_of_ones_own_is_a_file(tmp_path):
    (tmp_path / "matsu.yaml").write_text(OWN, encoding="utf-8")
    press = press_named(str(tmp_path / "matsu.yaml"))
    assert (press.name, press.variant.name, press.limits.bleed) == ("matsu", "x1a", 5.0)
    assert press.printer.values["bleed"].source is None and press.printer.values["ink"].inherited


@pytest.mark.parametrize(
    ("said", "place", "cure"),
    [
        ("values: {blead: 3}", "1:10 values.blead", "bleed"),
        ("values: {bleed: yes}", "1:17 values.bleed", "a number from 0 to 20"),
        ("values: {bleed: 99}", "1:17 values.bleed", "a number from 0 to 20"),
        ("values: {press: x5}", "1:17 values.press", "office, x1a, x4"),
        ("values: {marks: 1}", "1:17 values.marks", "true or false"),
        ("values:\n  spots: {value: some}", "2:18 values.spots.value", "allow, warn, refuse"),
        ("values: {file_name: ../{part}.pdf}", "1:9 values", "close it with"),
        ('values: {file_name: "../{part}.pdf"}', "1:21 values.file_name", "{part}"),
        ('values: {file_name: "x.pdf"}', "1:21 values.file_name", "{part}"),
        ("values: {bleed: {source: a}}", "1:17 values.bleed.value", "a number from 0 to 20"),
        ("values: {bleed: [3]}", "1:17 values.bleed", "a number from 0 to 20"),
        ("name: a b\nvalues: {}", "1:7 name", "a short name without spaces"),
        ("title: [a]\nvalues: {}", "1:8 title", "a title"),
        ("- x4", "", "the keys name, title and values"),
        ("", "1:1", "key: value"),
        ("values: {bleed: 3, bleed: 4}", "1:20", "keep one of them"),
        ("values: &a {bleed: 3}", "1:9", ""),
    ],
)
def test_a_wrong_printer_file_is_answered_with_place_and_cure(tmp_path, said, place, cure):
    file = tmp_path / "own.yaml"
    file.write_text(said, encoding="utf-8")
    with pytest.raises(PressError) as fault:
        press_named(str(file))
    told = str(fault.value)
    assert "own.yaml" in told and place in told and cure in told, told


def test_a_printer_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(PressError, match=r"gone\.yaml.*cannot be read"):
        press_named(str(tmp_path / "gone.yaml"))
