"""A head in vertical columns that fall like a staircase: each begins lower than the one at its right.

It stands apart because size, number of columns and their heights depend on each other and are solved
together; the bookmark or panel behind the head is drawn from what is solved here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, replace
from ofprint.layout.bilingual import first_of, is_bilingual, parted, second_size, stands_beneath
from ofprint.layout.page import Item
from ofprint.layout.parts.heads import marked_split, marks_of
from ofprint.layout.parts.options import CONTENT, TYPE, as_text
from ofprint.layout.parts.pieces import divisions
from ofprint.layout.parts.text import chosen_style, smaller, tagged
from ofprint.layout.template.engine import Job
from ofprint.layout.template.model import Kind, Option, Part, Style
from ofprint.layout.template.placed import Overset, Placed
from ofprint.layout.template.studio import setting_findings

_TRIAL = 100.0
_SLACK = 0.02
_MOST_OF_A_HEAD = 0.6


@dataclass(frozen=True, slots=True)
class Fall:
    """A head in columns: their words, their lengths and where each begins, in ems, and the type size in pt."""

    columns: tuple[str, ...]
    lengths: tuple[float, ...]
    starts: tuple[float, ...]
    need: float
    """From the first column's head to the foot, in ems."""
    size: float


def starts_of(lengths: Sequence[float], *, step: float, tail: float, need: float, hung: bool) -> tuple[float, ...]:
    """Return where columns of ``lengths`` ems begin.

    ``hung``: the last ends, its ``tail`` counted in, on the foot at ``need``; one between begins halfway, never
    less than ``step`` a column down and never so low that it passes the foot. Else each begins one ``step`` lower.
    """
    count = len(lengths)
    if not hung or count == 1:
        return tuple(step * index for index in range(count))
    last = need - lengths[-1] - tail
    inner = [min(max(last * index / (count - 1), step * index), need - lengths[index]) for index in range(1, count - 1)]
    return (0.0, *inner, last)


def _lengths(job: Job, columns: Sequence[str], style: Style) -> tuple[float, ...]:
    trial = replace(style, size=_TRIAL, leading=1.7 * _TRIAL, floor=0)
    return tuple(job.studio.set(column, trial).width / _TRIAL for column in columns)


def _fall(job: Job, columns: Sequence[str], style: Style, values: Mapping[str, Any]) -> Fall:
    lengths = _lengths(job, columns, style)
    step, tail, count = values["step"], values["tail"], len(columns)
    ends = [length + step * index + (tail if index == count - 1 else 0) for index, length in enumerate(lengths)]
    need = max(ends)
    size = min(values["most"], values["h"] * MM / need) if need else values["most"]
    starts = starts_of(lengths, step=step, tail=tail, need=need, hung=bool(values["hung"]))
    return Fall(tuple(columns), lengths, starts, need, size)


def _falls(job: Job, pieces: Sequence[str], style: Style, values: Mapping[str, Any]) -> list[Fall]:
    """Return the ways to set a head of given pieces whose columns are not over ``long``; where all are, the last."""
    falls, fall = [], None
    sizes = _lengths(job, pieces, style)
    for count in range(1, int(values["columns"]) + 1):
        ends = marked_split(sizes, count, marks_of(pieces))
        if ends is None:
            break
        columns = ["".join(pieces[a:b]).strip() for a, b in zip([0, *ends[:-1]], ends, strict=True)]
        fall = _fall(job, columns, style, values)
        if max(fall.lengths) <= values["long"]:
            falls.append(fall)
    return falls or ([fall] if fall else [])


def chosen_fall(falls: Sequence[Fall], gain: float) -> Fall:
    """Return the way with the fewest columns to which no further column adds its worth of size."""
    best = falls[0]
    for fall in falls[1:]:
        if fall.size > best.size * gain:
            best = fall
    return best


def _closest(bound: Any) -> Iterator[list[str]]:
    """Yield the ways to divide a head as `divisions` does, each first with what の leads joined to what it leads.

    A joined piece that would be more than half of the head is no help to its columns, and is left parted.
    """
    for pieces in divisions(bound):
        joined: list[str] = []
        for piece in pieces:
            if joined and joined[-1].endswith("の"):
                joined[-1] += piece
            else:
                joined.append(piece)
        if len(joined) < len(pieces) and max(map(len, joined)) <= sum(map(len, joined)) * _MOST_OF_A_HEAD:
            yield joined
        yield pieces


def _cascade(job: Job, values: Mapping[str, Any]) -> Placed:
    """Set a head in the fewest columns that hold it, as large as its height allows.

    The coarsest division whose columns are not over ``long`` is taken, else the coarsest that is large enough; only
    where neither is there does a column end inside a word.
    """
    bound = values["bind"] if values["bind"] is not None else values["text"]
    style = replace(chosen_style(job, values), setting="vertical", breaks="none")
    whole = as_text(bound)
    if not is_bilingual(whole):
        return _solved(job, values, bound, style)
    pieces = [first_of(as_text(piece)) for piece in bound] if isinstance(bound, list | tuple) else first_of(whole)
    second = parted(whole)[1].replace("\n", " ")
    placed = _solved(job, values, pieces, style)
    if stands_beneath(whole):
        return _beside(job, values, placed, second, style)
    both = _under(job, placed, second, style)
    over = both.y + both.h - values["y"] - values["h"]
    if over <= 0:
        return both
    return _under(job, _solved(job, {**values, "h": values["h"] - over}, pieces, style), second, style)


def _under(job: Job, placed: Placed, second: str, style: Style) -> Placed:
    """Add a label's second language to the foot of a head's last column, smaller."""
    small = smaller(style, second_size(placed.size))
    fit = job.studio.set(second, small)
    y = placed.value["ends"][-1] + 0.4 * small.size / MM
    text = job.text(fit, placed.value["centre"], y, job.studio.ink(style.ink))
    foot = max(placed.last or 0, y + fit.width / MM)
    return replace(
        placed, items=(*placed.items, text), h=foot - placed.y, last=foot,
        findings=(*placed.findings, *setting_findings(fit)),
    )  # fmt: skip


def _beside(job: Job, values: Mapping[str, Any], placed: Placed, second: str, style: Style) -> Placed:
    """Add the second language as columns of its own, smaller, at the left of a head."""
    small = smaller(style, second_size(placed.size))
    fit = job.studio.set(second, replace(small, breaks="paragraph"), values["h"])
    size, apart = small.size / MM, 0.5 * small.size / MM
    centre = placed.x - apart - size / 2
    text = job.text(fit, centre, placed.y, job.studio.ink(style.ink))
    width = apart + size + fit.extent / MM
    deep = max(placed.h, max((line.start + line.width for line in fit.lines), default=0) / MM)
    return replace(
        placed, items=(*placed.items, text), x=placed.x - width, w=placed.w + width, h=deep, last=placed.y + deep,
        lines=placed.lines + len(fit.lines), findings=(*placed.findings, *setting_findings(fit)),
    )  # fmt: skip


def _solved(job: Job, values: Mapping[str, Any], bound: Any, style: Style) -> Placed:
    large: Fall | None = None
    fall: Fall | None = None
    *whole, within_words = [*_closest(bound)] or [[]]
    for pieces in whole:
        ways = _falls(job, pieces, style, values)
        fall = chosen_fall(ways, values["gain"]) if ways else None
        if fall and fall.size >= values["least"]:
            large = large or fall
            if max(fall.lengths) <= values["long"]:
                return _drawn(job, values, fall, style)
    if large is None and within_words:
        fall = chosen_fall(_falls(job, within_words, style, values), values["gain"])
    found = large or fall
    return Placed() if found is None else _drawn(job, values, found, style)


def _drawn(job: Job, values: Mapping[str, Any], fall: Fall, style: Style) -> Placed:
    size = max(fall.size, values["least"])
    em, pitch = size / MM, values["pitch"] * size / MM
    style = replace(style, size=size, leading=size * 1.7)
    items: list[Item] = []
    findings: list[Any] = []
    edge = job.width - values["right"] if values["right"] is not None else values["x"]
    ink = job.studio.ink(style.ink)
    for index, (column, start) in enumerate(zip(fall.columns, fall.starts, strict=True)):
        setting = job.studio.set(tagged(column, values["tags"]), style)
        items.append(job.text(setting, edge - em / 2 - index * pitch, values["y"] + start * em, ink))
        findings += setting_findings(setting)
    width = em + (len(items) - 1) * pitch
    said = "".join(fall.columns)
    deep = fall.need * em
    over = deep - values["h"]
    box = (edge - width, values["y"], width, deep)
    return Placed(
        tuple(items), *box, first=edge - em / 2, last=values["y"] + deep, size=size, lines=len(items),
        over=(Overset(said, over, box, job.called),) if over > _SLACK else (),
        findings=tuple(findings),
        value={
            "em": em, "centre": edge - em / 2 - (len(items) - 1) * pitch,
            "starts": [values["y"] + start * em for start in fall.starts],
            "ends": [
                values["y"] + (start + length) * em for start, length in zip(fall.starts, fall.lengths, strict=True)
            ],
        },
    )  # fmt: skip


CASCADE = Part(
    "cascade",
    "A head in vertical columns, each beginning lower than the one at its right, as large as their height allows. "
    "Its `value` holds `em` (mm), the last column's `centre`, and the columns' `starts` and `ends`.",
    {
        "x": Option(Kind.LENGTH, "the right edge of the first column"),
        "right": Option(Kind.LENGTH, "the same, counted leftwards from the ground's right"),
        "y": Option(Kind.LENGTH, "the head of the first column", required=True),
        "h": Option(Kind.LENGTH, "from there to the foot, at most", required=True),
        **CONTENT,
        **TYPE,
        "tags": Option(Kind.NAME, "the ink of #tags in the text"),
        "most": Option(Kind.SIZE, "the largest size", 64.0),
        "least": Option(Kind.SIZE, "the smallest size; under it the head is over", 30.0),
        "columns": Option(Kind.NUMBER, "the most columns", 3),
        "long": Option(Kind.NUMBER, "the most ems of a column, where more columns are to be had", 14),
        "gain": Option(Kind.NUMBER, "what a further column must multiply the size by", 1.25),
        "step": Option(Kind.NUMBER, "ems by which a column begins lower than the one before, at least", 1.5),
        "pitch": Option(Kind.NUMBER, "ems from column to column", 1.43),
        "tail": Option(Kind.NUMBER, "ems kept free under the last column", 0),
        "hung": Option(Kind.VALUE, "whether the last column ends on the foot", True),
    },
    _cascade,
)
