"""Names and short terms brought to one width: 字取り, 均等割り付け.

It stands apart because a list of names looks like one only when its entries are equally wide.
Sources: JLREQ #jidori_processing; the five-em setting of names that printers use for lists.
"""

from __future__ import annotations

import re

from ofprint.typesetting.markup import Dress, RichText, Run
from ofprint.typesetting.paragraph import Paragraph
from ofprint.typesetting.settext import Line, SetText
from ofprint.typesetting.style import TextStyle

_LATIN = "[A-Za-z\xc0-\u02af\u0370-\u058f]"
_PARTED = 0.25
"""Ems between family and given name where the width leaves none (nearest to the Japanese/Latin aki)."""
_HONORIFIC = 0.5
"""Ems between a name and its honorific."""
_TOGETHER = frozenset("a0Ωα()!:.,$%°-’") | {'"'}
"""Kinds that stay solid with one another: Latin words and figures."""


def jidori(text: str, ems: float, *, style: TextStyle) -> SetText:
    """Set a short text over a width of ``ems`` by equal gaps between its characters.

    Latin words, figures and ―― stay solid; a single character stands at the left; what is wider than
    the width is set solid (JLREQ #jidori_processing). The measure of the result is the width it took.
    """
    paragraph = Paragraph(RichText(text), style)
    natural = paragraph.natural(0, len(paragraph))
    places = [at for at in range(len(paragraph) - 1) if _opens(paragraph, at)]
    rest = max(0.0, ems - natural)
    gaps = [gap.natural for gap in paragraph.gaps[:-1]]
    for at in places:
        gaps[at] += rest / len(places)
    return _one_line(paragraph, gaps, max(ems, natural), style)


def set_name(
    family: str,
    given: str = "",
    *,
    style: TextStyle,
    ems: float = 5.0,
    honorific: str = "",
    honorific_size: float = 1.0,
) -> SetText:
    """Set a name by the convention of lists, ``ems`` wide, its honorific after it and not counted.

    Up to five ems all that is left stands between family and given name (鈴木□一郎, 北野□□武,
    小泉今日子); over more than five each part is spread over its half with one em between (鈴□木□一□郎),
    a single character outwards. A longer name is parted by a quarter em and is wider. A Latin name is
    set as it is written, given name first. ``honorific_size`` is relative to the name's.
    """
    if re.match(_LATIN, family) or re.match(_LATIN, given):
        name, gaps = " ".join(part for part in (given, family) if part), None
    else:
        name = family + given
        gaps = _name_gaps(len(family), len(given), ems)
    size = Dress(size=honorific_size)
    runs = (Run(0, len(name), Dress()), Run(len(name), len(name) + len(honorific), size)) if honorific else ()
    paragraph = Paragraph(RichText(name + honorific, runs), style)
    return _named(paragraph, gaps, len(name), style)


def _named(paragraph: Paragraph, gaps: list[float] | None, length: int, style: TextStyle) -> SetText:
    widths = [gap.natural for gap in paragraph.gaps[:-1]]
    end = paragraph.cell_at(length)
    if gaps is not None and end == len(gaps) + 1:
        widths[: len(gaps)] = [natural + gap for natural, gap in zip(widths, gaps, strict=False)]
    if 0 < end < len(paragraph):
        widths[end - 1] = _HONORIFIC
    width = sum(paragraph.advances) - paragraph.tracking + sum(widths) if len(paragraph) else 0.0
    return _one_line(paragraph, widths, width, style)


def _name_gaps(family: int, given: int, ems: float) -> list[float]:
    """Return the ems between the characters of a name of so many characters each side."""
    gaps = [0.0] * max(0, family + given - 1)
    rest = ems - family - given
    if not family or not given:
        return [max(0.0, rest) / len(gaps)] * len(gaps) if gaps else []
    if ems <= 5 or rest < 1:
        gaps[family - 1] = rest if rest >= 0 else _PARTED
        return gaps
    half = (ems - 1) / 2
    left, right = _halves(family, given, half, ems)
    for first, count, room in ((0, family, left), (family, given, right)):
        for at in range(first, first + count - 1):
            gaps[at] = (room - count) / (count - 1)
    gaps[family - 1] = ems - family - given - sum(gaps)
    return gaps


def _halves(family: int, given: int, half: float, ems: float) -> tuple[float, float]:
    """Return the widths of the two parts: half each, unless one needs more."""
    left = max(half, float(family)) if given <= half else ems - 1 - max(half, float(given))
    return left, ems - 1 - left


def _opens(paragraph: Paragraph, at: int) -> bool:
    """Return whether a gap may be opened: not inside Latin words, figures and ――."""
    leading, trailing = paragraph.kinds[at], paragraph.kinds[at + 1]
    return not (leading in _TOGETHER and trailing in _TOGETHER) and not (leading == trailing == "—")


def _one_line(paragraph: Paragraph, gaps: list[float], ems: float, style: TextStyle) -> SetText:
    line = Line(paragraph, 0, len(paragraph) - 1, style, gaps)
    line.text, line.start = paragraph.text, 0.0
    line.natural = paragraph.natural(0, len(paragraph)) * style.size
    line.width = ems * style.size
    return SetText((line,) if paragraph.text else (), line.width, style, tuple(paragraph.missing()))
