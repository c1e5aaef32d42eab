"""Printers as data: every value has a source or says that it has none, and every value does something."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image
from press_good import good
from press_iso import iso_faults
from press_samples import A5, DATE, box_mm, document, opened, plain

from ofprint.base.errors import PressError
from ofprint.base.findings import Severity
from ofprint.base.inks import Ink
from ofprint.press.hand_in import Booklet, file_name, hand_in
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
    assert file_name(changed(ascii_name=False), "東北", "flyer") == "東北_flyer.pdf"
    assert file_name(changed(file_name="{part}-{event}.pdf"), "tohoku", "flyer") == "flyer-tohoku.pdf"


def booklet(kind="x4", pages=12):
    return Booklet(plain(kind, pages=pages, trim=A5), "tohoku", "冊子", DATE)


def test_a_booklet_is_handed_in_as_one_file_by_default():
    made = booklet()
    assert hand_in(made, changed()) == {"tohoku_booklet.pdf": made.data}


def test_a_booklet_is_handed_in_as_cover_and_inside():
    files = hand_in(booklet(), changed(booklet="cover"))
    assert list(files) == ["tohoku_cover.pdf", "tohoku_inside.pdf"]
    with opened(files["tohoku_cover.pdf"]) as cover, opened(files["tohoku_inside.pdf"]) as inside:
        assert len(cover.pages) == 2 and box_mm(cover.pages[0].TrimBox) == (15, 15, 311, 225)
        assert len(inside.pages) == 8 and box_mm(inside.pages[0].TrimBox) == (15, 15, 163, 225)
    assert all(iso_faults(data, "x4") == [] and preflight(data) == [] for data in files.values())
    with pytest.raises(PressError, match="no inside"):
        hand_in(booklet(pages=4), changed(booklet="cover"))


def test_a_booklet_for_a_copier_is_imposed():
    (data,) = hand_in(booklet("office"), read_printer("copier")).values()
    with opened(data) as pdf:
        assert {box_mm(page.MediaBox) for page in pdf.pages} == {(0, 0, 297, 210)}


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
