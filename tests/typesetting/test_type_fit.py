"""Fitting by stated rules: what was done is said, and nothing is cut."""

from __future__ import annotations

import pytest
from type_fakes import style

from ofprint.base.errors import FitError
from ofprint.base.findings import Place
from ofprint.typesetting import FitLimits, Markup, fit_text

HEAD = style(size=20, align="left", breaks="none")


def test_what_fits_is_left_alone() -> None:
    fitted = fit_text("宮嶋浩聡", width=80, height=20, style=HEAD)
    assert (fitted.size, fitted.done, fitted.text.width) == (20, (), 80)


def test_aki_gives_first_then_tracking_then_size() -> None:
    assert fit_text("あaいbう", width=100, style=HEAD).done == ()
    assert fit_text("あaいbう", width=95, style=HEAD).done == ("aki",)
    fitted = fit_text("あaいbう", width=88, style=HEAD)
    assert fitted.done == ("aki", "tracking")
    assert fitted.style.aki == pytest.approx(0.125)
    assert fit_text("あaいbう", width=80, style=HEAD).done[-1] == "size"


def test_the_size_goes_down_in_steps_and_no_further_than_needed() -> None:
    limits = FitLimits(tracking=0, step=0.5)
    fitted = fit_text("宮嶋浩聡", width=70, style=HEAD, limits=limits)
    assert (fitted.size, fitted.done) == (17.5, ("size",))
    assert fitted.text.width <= 70


def test_tracking_goes_no_further_than_needed() -> None:
    fitted = fit_text("宮嶋浩聡", width=79, style=HEAD)
    assert fitted.done == ("tracking",)
    assert fitted.style.tracking == pytest.approx(-0.02)


def test_lines_come_last_and_begin_again_at_the_full_size() -> None:
    wide = style(size=20, leading=24, align="left", breaks="phrases")
    limits = FitLimits(floor=15, tracking=0, most_lines=2)
    fitted = fit_text("地域のチカラが地域をつくる", width=160, height=44, style=wide, limits=limits)
    assert (fitted.size, fitted.done, len(fitted.text.lines)) == (20, ("lines",), 2)
    assert [line.text for line in fitted.text.lines] == ["地域のチカラが", "地域をつくる"]


def test_a_phrase_is_kept_whole_as_long_as_a_size_allows_it() -> None:
    head = style(size=20, leading=20, align="left", breaks="phrases")
    limits = FitLimits(floor=10, tracking=0, lines=2)
    fitted = fit_text("オープンファクトリーの潮流", width=190, style=head, limits=limits)
    assert [line.text for line in fitted.text.lines] == ["オープンファクトリーの", "潮流"]
    assert fitted.size < 20


def test_height_bounds_size_and_lines() -> None:
    assert fit_text("あ", width=99, height=17, style=HEAD).size == 17
    with pytest.raises(FitError):
        fit_text("あいう", width=30, height=20, style=style(size=20, align="left"), limits=FitLimits(floor=15))


def test_a_word_is_never_cut_to_fit() -> None:
    body = style(size=20, align="left")
    fitted = fit_text("Wolfgang Amadeus", width=60, style=body, limits=FitLimits(floor=5, lines=2))
    assert [line.text for line in fitted.text.lines] == ["Wolfgang ", "Amadeus"]


def test_past_the_floor_the_error_names_text_box_and_overflow() -> None:
    place = Place(path="people[3].name")
    with pytest.raises(FitError) as caught:
        fit_text("寿限無寿限無五劫の擦り切れ", width=100, height=20, style=HEAD, place=place)
    (finding,) = caught.value.findings
    assert finding.rule == "text.overset"
    assert finding.place is place
    for words in (finding.what.en, finding.what.ja):
        assert "寿限無寿限無五劫の擦り切れ" in words
        assert "100.0 × 20.0 pt" in words
        assert "51.7 pt" in words


def test_markup_is_fitted_as_well() -> None:
    fitted = fit_text(Markup("｜宮嶋《みやじま》**浩聡**"), width=70, style=HEAD)
    assert fitted.text.text == "宮嶋浩聡"
    assert fitted.text.width <= 70


def test_fitting_gives_the_same_outcome_as_setting_at_that_style() -> None:
    from ofprint.typesetting import set_text

    fitted = fit_text("株式会社ABCシステムズ", width=150, style=HEAD)
    again = set_text("株式会社ABCシステムズ", measure=150, style=fitted.style)
    assert fitted.text.lines[0].glyphs == again.lines[0].glyphs
    assert fitted.text.width <= 150


@pytest.mark.parametrize("breaks", ["paragraph", "phrases", "none"])
def test_an_empty_paragraph_takes_its_line_and_is_no_fault(breaks: str) -> None:
    wishes = style(breaks=breaks)
    limits = FitLimits(lines=3)
    fitted = fit_text("\n見出しを置く", width=9, height=9, style=wishes, limits=limits)
    assert [line.text for line in fitted.text.lines] == ["\n", "見出しを置く"]
