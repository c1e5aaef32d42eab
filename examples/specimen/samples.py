"""Samples that need more than a style: lines broken one by one, lists of names, heads."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sheet import BLACK_FACE, BODY, Sample, sample, stacked

from ofprint.typesetting import Line, SetText, TextStyle, justify, set_name, set_text
from ofprint.typesetting.linebreak import EPSILON, stops
from ofprint.typesetting.markup import RichText
from ofprint.typesetting.paragraph import Paragraph

HEAD = TextStyle(BLACK_FACE, 14.5, leading=20, align="left", breaks="phrases", display=True)
LIST = replace(BODY, align="left", breaks="none")


def first_fit(words: str, ems: float, label: str) -> Sample:
    """Return a text broken line by line: each takes all that can be pushed into it. The cost stands in the label."""
    paragraph = Paragraph(RichText(words), BODY)
    places = stops(paragraph, ems)
    chosen, final = [0], len(places.cells) - 1
    while chosen[-1] < final:
        start = chosen[-1]
        fits = [at for at in range(start + 1, final + 1) if places.least_ends[at] - places.least_starts[start] <= ems]
        chosen.append(fits[-1])
    lines = [
        _line(paragraph, places.cells[a], places.cells[b], ems, number)
        for number, (a, b) in enumerate(pairwise(chosen))
    ]
    measure = ems * BODY.size
    return Sample((SetText(tuple(lines), measure, BODY),), measure, f"{label}　{cost(lines, ems)}")


def _line(paragraph: Paragraph, first: int, end: int, ems: float, number: int) -> Line:
    last = paragraph.last_drawn(end)
    need = ems - paragraph.natural(first, end)
    gaps = None
    if end < len(paragraph) or need < -EPSILON:
        gaps = justify.adjusted(paragraph.gaps[first:last], need=need, tail=paragraph.tail(last)).gaps
    made = Line(paragraph, first, last, BODY, gaps)
    made.text, made.start = paragraph.text[paragraph.index_of(first) : paragraph.index_of(end)], 0.0
    made.natural, made.cross = paragraph.natural(first, end) * BODY.size, number * BODY.pitch
    made.width = made.natural if gaps is None else ems * BODY.size
    return made


def cost(lines: tuple[Line, ...] | list[Line], ems: float) -> str:
    """Return the looseness of all lines but the last, in em²."""
    return f"{sum((line.natural / BODY.size - ems) ** 2 for line in lines[:-1]):.2f} em²"


def total_fit(words: str, ems: float, label: str) -> Sample:
    """Return a text broken over the whole paragraph, its cost in the label."""
    found = sample(words, ems)
    return replace(found, label=f"{label}　{cost(found.settings[0].lines, ems)}")


def names(*parted: tuple[str, str], ems: float, label: str, honorific: str = "") -> Sample:
    """Return names by the convention of lists."""
    return stacked(
        (set_name(*parts, style=LIST, ems=ems, honorific=honorific, honorific_size=0.8) for parts in parted),
        label, measure=ems * LIST.size,
    )  # fmt: skip


def head(words: str, measure: float, label: str) -> Sample:
    """Return a head at a measure in points."""
    return Sample((set_text(words, measure=measure, style=HEAD),), measure, label)


def wide(words: str, style: TextStyle) -> SetText:
    """Return a text on one line that is its own measure."""
    found = set_text(words, measure=1e6, style=style)
    return replace(found, measure=found.width)
