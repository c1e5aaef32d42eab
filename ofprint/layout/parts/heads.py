"""A head fitted to its measure: as large as it may be, in lines broken at phrases.

It stands apart from other text because its size and its breaks are chosen together.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from typing import Any

from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, replace
from ofprint.layout.bilingual import first_of, is_bilingual, parted
from ofprint.layout.parts.options import BOX, CONTENT, TYPE, as_text
from ofprint.layout.parts.pieces import divisions
from ofprint.layout.parts.text import AT, SLACK, TAGS, Fit, beneath, chosen_style, horizontal, ink_extent, tagged
from ofprint.layout.template.engine import Job
from ofprint.layout.template.model import Kind, Option, Part, Style
from ofprint.layout.template.placed import Placed

_MOST_PIECES = 120
"""Pieces of a head whose splits are weighed; a title has a tenth of it."""
_MARKS = frozenset("、。，．：；！？!?:;,」』）〉》】～—―")
"""Where a head is best parted: after a mark, as it would be read out."""
_WORTH = 1.12
"""By how much the widest line may grow for that."""


@dataclass(frozen=True, slots=True)
class _Head:
    lines: tuple[str, ...]
    size: float


def best_split(widths: Sequence[float], lines: int) -> list[int] | None:
    """Split consecutive pieces into ``lines`` lines whose widest is the narrowest possible.

    Returns the piece index at which each line ends; None when there are fewer pieces than lines.
    Among equal splits the one with the later, longer lines is taken.
    """
    count = len(widths)
    if lines > count:
        return None
    sums = [0.0]
    for width in widths:
        sums.append(sums[-1] + width)
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, lines + 1):
        for end in range(line, count + 1):
            options = [
                (max(best[line - 1, start][0], sums[end] - sums[start]), start)
                for start in range(line - 1, end)
                if (line - 1, start) in best
            ]
            if options:
                best[line, end] = min(options)
    ends, end = [count], count
    for line in range(lines, 1, -1):
        end = best[line, end][1]
        ends.append(end)
    return ends[::-1]


def marked_split(widths: Sequence[float], lines: int, marks: Collection[int]) -> list[int] | None:
    """Split as `best_split` does, but end lines after the pieces ``marks`` (indexes) where that costs little.

    No line is longer than the widest of the best split by more than ``_WORTH``; of such splits the one with the most
    lines that end on a mark is taken, then the one whose widest line is the narrowest.
    """
    best = best_split(widths, lines)
    if best is None or lines == 1 or not marks:
        return best
    sums = [0.0, *accumulate(widths)]
    room = _WORTH * max(sums[end] - sums[start] for start, end in zip([0, *best[:-1]], best, strict=True))
    found: dict[int, tuple[int, float, tuple[int, ...]]] = {0: (0, 0.0, ())}
    for line in range(1, lines + 1):
        further: dict[int, tuple[int, float, tuple[int, ...]]] = {}
        for end in range(line, len(widths) + 1):
            for start, (unmarked, widest, ends) in found.items():
                if start < end and (width := sums[end] - sums[start]) <= room:
                    here = (unmarked + (end - 1 not in marks), max(widest, width), (*ends, end))
                    further[end] = min(here, further.get(end, here))
        found = further
    return list(found[len(widths)][2])


def marks_of(pieces: Sequence[str]) -> set[int]:
    """Return which pieces of a head end on a mark, by their indexes."""
    return {at for at, piece in enumerate(pieces) if piece.rstrip()[-1:] in _MARKS and piece.strip()}


def _at_most(pieces: Sequence[str], most: int) -> Sequence[str]:
    """Join neighbouring pieces until there are ``most``: weighing every split of a whole page would not end."""
    each = -(-len(pieces) // most)
    return ["".join(pieces[at : at + each]) for at in range(0, len(pieces), each)] if each > 1 else pieces


def _head_choices(job: Job, pieces: Sequence[str], style: Style, values: Mapping[str, Any]) -> list[_Head]:
    """Return for each number of lines the best split and the size at which its widest line fills the measure."""
    trial = replace(style, size=100.0, leading=170.0, floor=0)
    pieces = _at_most(pieces, _MOST_PIECES)
    widths = [job.studio.set(piece, trial).width / MM for piece in pieces]
    measure, height, ratio = values["w"], values["h"], values["ratio"]
    heads = []
    marks = marks_of(pieces)
    for count in range(min(int(values["least_lines"]), len(pieces)), int(values["lines"]) + 1):
        ends = marked_split(widths, count, marks)
        if ends is None:
            break
        lines = tuple("".join(pieces[a:b]).strip() for a, b in zip([0, *ends[:-1]], ends, strict=True))
        widest = max(_ink_width(job, line, trial) for line in lines)
        size = min(values["most"], 100 * measure / widest if widest else values["most"])
        if height is not None:
            size = min(size, height * MM / (1 + (count - 1) * ratio))
        heads.append(_Head(lines, size))
    return heads


def _chosen(heads: Sequence[_Head], gain: float, least: float) -> _Head:
    """Return the head of the fewest lines to which no further line adds its worth of size.

    One smaller than ``least`` gives way to any that is larger.
    """
    best = heads[0]
    for head in heads[1:]:
        if head.size > best.size * (gain if best.size >= least else 1):
            best = head
    return best


def _ink_width(job: Job, line: str, style: Style) -> float:
    setting = job.studio.set(line, style)
    left, _, right, _ = ink_extent(setting)
    return right - left if style.optical else setting.width / MM


def _head(job: Job, values: Mapping[str, Any]) -> Placed:
    """Fit a head: of 1 to ``lines`` lines broken at phrases, more lines as long as they make the type larger."""
    bound = values["bind"] if values["bind"] is not None else values["text"]
    style = replace(chosen_style(job, values), breaks="none")
    whole = "\n".join(as_text(piece) for piece in bound) if isinstance(bound, list | tuple) else as_text(bound)
    if not is_bilingual(whole):
        return _fitted(job, values, bound, style)
    second = parted(whole)[1]
    bound = [first_of(as_text(piece)) for piece in bound] if isinstance(bound, list | tuple) else first_of(whole)
    placed = _fitted(job, values, bound, style)
    both = beneath(job, values, placed, second, replace(style, breaks="paragraph"))
    if values["h"] is not None and both.h > values["h"]:
        placed = _fitted(job, {**values, "h": max(values["h"] - (both.h - placed.h), 1)}, bound, style)
        both = beneath(job, values, placed, second, replace(style, breaks="paragraph"))
    return both


def _fitted(job: Job, values: Mapping[str, Any], bound: Any, style: Style) -> Placed:
    head = None
    for pieces in divisions(bound):
        head = _chosen(_head_choices(job, pieces, style, values), values["gain"], values["least"])
        if head.size >= values["least"]:
            break
    if head is None:
        return Placed()
    size = max(head.size, values["least"])
    style = replace(style, size=size, leading=size * values["ratio"])
    setting = job.studio.set(tagged("\n".join(head.lines), values["tags"]), style)
    over = max(_ink_width(job, line, style) for line in head.lines) - values["w"]
    if values["h"] is not None:
        over = max(over, (setting.extent + size) / MM - values["h"])
    fit = Fit(setting, style, over if over > SLACK else 0.0)
    said = tagged("".join(pieces), values["tags"])
    placing = {**values, "measure": values["w"], "w": None if style.align == "left" else values["w"]}
    return horizontal(job, placing, said, style.size, fit)


HEAD = Part(
    "head",
    "A head as large as its measure allows, in one to several lines broken at phrases.",
    {
        **BOX,
        **AT,
        **CONTENT,
        **TYPE,
        **TAGS,
        "most": Option(Kind.SIZE, "the largest size", 84.0),
        "least": Option(Kind.SIZE, "the smallest size; under it the head is over", 30.0),
        "lines": Option(Kind.NUMBER, "the most lines", 4, least=1, most=12),
        "least_lines": Option(Kind.NUMBER, "the fewest lines, where the text has as many phrases", 1, least=1, most=12),
        "ratio": Option(Kind.NUMBER, "leading by size", 1.2),
        "gain": Option(Kind.NUMBER, "what a further line must multiply the size by", 1.12),
    },
    _head,
    slides=True,
)
