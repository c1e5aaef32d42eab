"""The preflight on other producers' files (made by make_foreign.py): what is so is found, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ofprint.press.preflight import preflight

FOREIGN = Path(__file__).parent / "foreign"
OF_THE_FILE = {"file.version", "file.id", "metadata.version", "metadata.title", "metadata.trapped", "metadata.xmp",
               "metadata.output-intent", "boxes.trim"}  # fmt: skip
"""What is so of any file that was not exported as PDF/X."""


def found(name, press="x1a"):
    return [
        each for each in preflight(FOREIGN / name, press) if each.rule.removeprefix("preflight.") not in OF_THE_FILE
    ]


@pytest.mark.parametrize("name", ["typst-clean.pdf", "ghostscript-clean.pdf"])
@pytest.mark.parametrize("press", ["x1a", "x4", "office"])
def test_nothing_is_said_of_clean_artwork(name, press):
    assert found(name, press) == []


@pytest.mark.parametrize("name", ["typst-clean.pdf", "ghostscript-clean.pdf"])
def test_a_plain_file_is_told_that_it_is_no_pdf_x(name):
    rules = {each.rule for each in preflight(FOREIGN / name, "x4")}
    assert {"preflight.metadata.version", "preflight.metadata.output-intent", "preflight.boxes.trim"} <= rules


def test_a_browser_s_clean_page_is_clean_for_a_copier_and_rgb_for_a_press():
    assert found("chromium-clean.pdf", "office") == []
    assert {each.rule for each in found("chromium-clean.pdf", "x4")} == {"preflight.colour.rgb"}


PLACES = {
    "typst-faulty.pdf": {
        "colour.profile": (30, 30, 30, 20),
        "ink.total": (30, 90, 30, 20),
        "lines.hairline": (30, 70, 50, 0),
        "transparency.used": (30, 140, 30, 10),
        "text.unsafe": None,
    },
    "chromium-faulty.pdf": {
        "file.annotation": (20.1, 140.0, 10.6, 5.0),
        "colour.rgb": None,
        "transparency.used": (20.1, 70.1, 29.9, 19.8),
        "text.size": (20, 100.5, 1.4, 1.3),
        "text.unsafe": (1, 121.3, 3.5, 3.2),
    },
    "ghostscript-faulty.pdf": {
        "colour.rgb": (35.28, 84, 39.9, 20.1),
        "ink.total": (35.28, 119.2, 20.1, 20.1),
        "lines.hairline": (35.28, 111.1, 70.6, 0),
        "text.several-inks": (35.28, 155.3, 20.4, 1.9),
        "text.unsafe": (1.06, 172.1, 19.8, 2.9),
    },
}


@pytest.mark.parametrize("name", PLACES)
def test_planted_faults_are_found_on_their_page_in_their_place(name):
    seen = {each.rule.removeprefix("preflight."): each.place for each in reversed(found(name))}
    assert set(seen) == set(PLACES[name])
    for rule, box in PLACES[name].items():
        assert seen[rule].page == (1 if name.startswith("chromium") else 2)
        if box:
            assert seen[rule].box == pytest.approx(box, abs=0.1)
