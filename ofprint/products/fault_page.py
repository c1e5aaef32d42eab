"""A page that says what is wrong, where a preview has nothing else to show.

It stands apart because it must stand when no template does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ofprint.base.findings import Finding, Words
from ofprint.base.inks import BLACK, Ink
from ofprint.base.lengths import MM
from ofprint.fonts import FontLibrary
from ofprint.layout.page import Item, Page, Shape, Text, rectangle
from ofprint.products.document import Document
from ofprint.typesetting import TextStyle, set_text

_WIDTH, _HEIGHT, _MARGIN = 210.0, 148.0, 12.0
_RED, _PAPER = Ink(0, 95, 90, 0), Ink()
_HEAD = Words("To be mended; then this page comes back", "直すと、このページに戻ります")


def fault_document(findings: Sequence[Finding], language: str) -> Document:
    """Return one page that lists findings, each with its place and cure; what finds no room is counted."""
    library = FontLibrary.bundled()
    items: list[Item] = [
        Shape(rectangle(0, 0, _WIDTH, 22), _RED),
        _text(_HEAD.said(language), library, (_MARGIN, 14), size=14, weight=700, ink=_PAPER)[0],
    ]
    at = 33.0
    for number, finding in enumerate(findings):
        text, height = _text(finding.said(language), library, (_MARGIN, at))
        if at + height > _HEIGHT - 10 and number:
            left = len(findings) - number
            rest = Words(f"and {left} more, see the console", f"ほか {left} 件はコンソールに出ています")
            items.append(_text(rest.said(language), library, (_MARGIN, at), weight=700)[0])
            break
        items.append(text)
        at += height + 7
    page = Page(_WIDTH, _HEIGHT, tuple(items), "fault")
    return Document("fault", "fault", (page,), dt.datetime(2000, 1, 1), language=language)


def _text(
    said: str, library: FontLibrary, at: tuple[float, float], *, size: float = 10, weight: int = 400, ink: Ink = BLACK
) -> tuple[Text, float]:
    """Return a text set over the page's measure, and how far below its first baseline (mm) it reaches."""
    style = TextStyle(fonts=library.stack("Noto Sans JP", weight), size=size, leading=1.5 * size, align="left")
    setting = set_text(said, measure=(_WIDTH - 2 * _MARGIN) * MM, style=style)
    return Text(setting, *at, ink), setting.extent / MM
