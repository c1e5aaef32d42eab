"""Findings drawn onto the pages they are about: a frame in proof colours, and in a few words what is the matter.

It stands apart because drafts and previews both show them, and nothing else may print them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ofprint.base.findings import Finding, Severity
from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.fonts import FontLibrary
from ofprint.layout.page import Item, Page, Shape, Text, rectangle
from ofprint.layout.template.engine import OVERSET
from ofprint.typesetting import TextStyle, set_text

_RED, _AMBER, _BLUE = Ink(0, 95, 90, 0), Ink(0, 55, 100, 0), Ink(85, 35, 0, 0)
_INKS = {Severity.ERROR: _RED, Severity.WARNING: _AMBER, Severity.INFO: _BLUE}
_PAPER = Ink()


def marked(pages: Sequence[Page], findings: Iterable[Finding], library: FontLibrary, language: str) -> tuple[Page, ...]:
    """Return the pages with each finding that names a page and a box drawn over it, its words in ``language``.

    Text that is over and errors are red, warnings amber, notes blue. Sizes follow the page, so that a mark is
    read on the image of a badge and of a board alike.
    """
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.place.box is not None and finding.place.page is not None:
            by_page.setdefault(finding.place.page, []).append(finding)
    return tuple(
        page.changed(items=(*page.items, *_marks(page, by_page[number], library, language)))
        if number in by_page
        else page
        for number, page in enumerate(pages, 1)
    )


def _marks(page: Page, findings: Iterable[Finding], library: FontLibrary, language: str) -> Iterable[Item]:
    unit = min(page.width, page.height) / 210
    for finding in findings:
        assert finding.place.box is not None, "only findings with a box are marked"
        x, y, w, h = finding.place.box
        ink = _RED if finding.rule == OVERSET else _INKS[finding.severity]
        yield Shape(rectangle(x, y, max(w, unit), max(h, unit)), None, ink, 0.5 * unit)
        yield from _label(page, finding.what.said(language), (x, y), ink, library)


def _label(page: Page, said: str, at: tuple[float, float], ink: Ink, library: FontLibrary) -> Iterable[Item]:
    """Set the words on a plate of the mark's ink, on top of the box or, where that leaves the page, inside it."""
    unit = min(page.width, page.height) / 210
    style = TextStyle(
        fonts=library.stack("Noto Sans JP", 700), size=6.5 * unit, leading=9 * unit, align="left", breaks="none"
    )
    setting = set_text(" ".join(said.split())[:80], measure=1e6, style=style)
    width, height = setting.width / MM + 2 * unit, 3.2 * unit
    x = max(min(at[0], page.width - width), 0)
    y = at[1] - height if at[1] >= height else at[1]
    yield Shape(rectangle(x, y, width, height), ink)
    yield Text(setting, x + unit, y + 2.4 * unit, _PAPER)
