"""Folding diagrams: one for each scheme in docs/press, drawn from the scheme as it is."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ofprint.press.diagrams import folding_diagram
from ofprint.press.imposition import SCHEMES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", SCHEMES)
def test_the_diagram_in_the_documentation_is_that_of_the_scheme(name):
    drawn = folding_diagram(SCHEMES[name])
    assert (DOCS / "press" / f"{name}.svg").read_text(encoding="utf-8") == drawn
    assert f"press/{name}.svg" in (DOCS / "press.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SCHEMES)
def test_a_diagram_shows_every_page_once(name):
    root = ElementTree.fromstring(folding_diagram(SCHEMES[name]))
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    numbers = sorted(int(text) for text in texts if text and re.fullmatch(r"\d+", text))
    assert numbers == list(range(1, 2 * SCHEMES[name].pages_a_sheet + 1))


def test_every_printer_has_its_section():
    from ofprint.press.printers import printer_names

    page = (DOCS / "press.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in printer_names())
