"""Parts that hold other frames: a group moved or turned, a stack, a time rail, a clock across, and columns of text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, replace
from ofprint.layout.bilingual import in_paragraphs, is_bilingual
from ofprint.layout.page import Group, Item, rectangle
from ofprint.layout.parts.options import BOX, CONTENT, TYPE, as_text, box
from ofprint.layout.parts.text import BODY_TOP, chosen_style
from ofprint.layout.template.engine import Job, Loop
from ofprint.layout.template.model import Kind, Option, Part, Style
from ofprint.layout.template.placed import Overset, Placed, located, together
from ofprint.layout.template.studio import setting_findings

_SLACK = 0.02


def _group(job: Job, values: Mapping[str, Any]) -> Placed:
    """Lay frames on a ground of their own, then move it; ``align: right`` flushes what was laid to the right edge."""
    x, y, w, h = box(values, job.width, job.height)
    inner = job.lay(values["frames"], values["with"] or {}, width=w, height=h)
    dx = x + w - inner.right if values["align"] == "right" else x
    if values["align"] == "center":
        dx = x + (w - inner.w) / 2 - inner.x
    placed = inner.shifted(dx, y)
    if values["turn"]:
        placed = _turned(placed, x + w / 2, y + h / 2)
    if values["clip"]:
        placed = replace(placed, items=(Group(placed.items, clip=rectangle(x, y, w, h)),))
    return placed


def _turned(placed: Placed, cx: float, cy: float) -> Placed:
    """Turn everything upside down about a point, so that it reads from the other side."""
    group = Group(placed.items, matrix=(-1, 0, 0, -1, 2 * cx, 2 * cy))
    x, y = 2 * cx - placed.right, 2 * cy - placed.bottom
    over = tuple(replace(one, box=_turned_box(one.box, cx, cy)) for one in placed.over)
    findings = tuple(
        replace(one, place=replace(one.place, box=_turned_box(one.place.box, cx, cy))) if one.place.box else one
        for one in placed.findings
    )
    return replace(placed, items=(group,), x=x, y=y, first=None, last=None, over=over, findings=findings)


def _turned_box(box: tuple[float, float, float, float], cx: float, cy: float) -> tuple[float, float, float, float]:
    x, y, w, h = box
    return 2 * cx - x - w, 2 * cy - y - h, w, h


def _cell(job: Job, values: Mapping[str, Any], item: Any, loop: Loop, more: Mapping[str, Any]) -> Placed:
    names = {**(values["with"] or {}), values["as"]: item, "loop": loop, "last": None, **more}
    return job.lay(values["cell"], names, width=values["w"])


def _stack(job: Job, values: Mapping[str, Any]) -> Placed:
    """Lay a cell for each item, one under the other; what finds no room is over, or goes on to a further page."""
    x, y, w, h = box(values, job.width, job.height)
    items = list(values["items"] or ())
    values = {**values, "called": job.called}
    start = int(values["from"] or 0)
    limited = values["h"] is not None or values["bottom"] is not None
    pen = y
    placed: list[Placed] = []
    for index in range(start, len(items)):
        cell = _cell(job, {**values, "w": w}, items[index], Loop(index, len(items)), {"number": index - start})
        foot = pen + cell.bottom
        if limited and foot > y + h + _SLACK and (index > start or not values["spill"]):
            return replace(together(placed), **_rest(values, index, items, (x, y, w, h), foot))
        if cell.items:
            placed.append(cell.shifted(x, pen))
            pen = pen + (values["pitch"] or cell.bottom + values["gap"])
    return together(placed)


def _rest(
    values: Mapping[str, Any], index: int, items: Sequence[Any], at: tuple[float, ...], foot: float
) -> dict[str, Any]:
    if values["spill"]:
        return {"rest": index}
    x, y, w, h = at
    left = len(items) - index
    return {"over": (Overset(f"{left} of {len(items)} entries", foot - y - h, (x, y, w, h), values["called"]),)}


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of the rail: its item, its own height (mm) and its minutes."""

    y: float
    h: float
    minutes: float


def solve_slots(
    least: Sequence[float], minutes: Sequence[float], room: float, most: float
) -> tuple[float, list[float]]:
    """Return the scale k (mm a minute, at most ``most``) and heights max(leastᵢ, k·minutesᵢ) that fill ``room`` mm.

    The sum of heights grows with k, so k is found by bisection; where even k = 0 is too much, heights are the least.
    """

    def total(k: float) -> float:
        return sum(max(low, k * span) for low, span in zip(least, minutes, strict=True))

    low, high = 0.0, most
    if total(high) > room:
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if total(middle) <= room else (low, middle)
        scale = low
    else:
        scale = high
    return scale, [max(floor, scale * span) for floor, span in zip(least, minutes, strict=True)]


def _rail(job: Job, values: Mapping[str, Any]) -> Placed:
    """Lay a cell for each item on a rail whose spacing follows the clock as far as the text allows."""
    x, y, w, h = box(values, job.width, job.height)
    items = list(values["items"] or ())
    values = {**values, "w": w}
    cells = [_cell(job, values, item, Loop(i, len(items)), {}) for i, item in enumerate(items)]
    least = [max(cell.bottom + values["gap"], values["least"]) for cell in cells]
    minutes = [float(job.each(values["minutes"], {values["as"]: item}) or 0) for item in items]
    scale, heights = solve_slots(least, minutes, h, values["most"])
    pen, grounds, laid = y, [], []
    for index, (item, cell, height, span) in enumerate(zip(items, cells, heights, minutes, strict=True)):
        slot = Slot(pen, height, span)
        names = {values["as"]: item, "loop": Loop(index, len(items)), "slot": slot, "cell": cell}
        grounds.append(job.lay(values["ground"] or (), names, width=w, height=height).shifted(x, pen))
        laid.append(cell.shifted(x, pen))
        pen += height
    whole = together([*grounds, *laid])
    excess = pen - y - h
    over = (Overset(f"{len(items)} items", excess, (x, y, w, h), job.called),) if excess > _SLACK else ()
    return replace(
        whole, x=x, y=y, w=w, h=pen - y, over=(*whole.over, *over), value={"scale": scale, "least": sum(least)}
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A span of the clock across: where it stands (mm), its width, whether its time has room for a label, and where."""

    x: float
    w: float
    labelled: bool
    label: float
    """Where the label begins, mm from the span's own beginning."""


def _clock(job: Job, values: Mapping[str, Any]) -> Placed:
    """Lay a cell for each item along a level clock: as wide as its minutes are long, on one scale."""
    x, y, w, h = box(values, job.width, job.height)
    items = list(values["items"] or ())
    starts = [float(job.each(values["start"], {values["as"]: item})) for item in items]
    ends = [float(job.each(values["end"], {values["as"]: item})) for item in items]
    if not items:
        return Placed()
    first, last = min(starts), max(ends)
    scale = w / max(last - first, 1)
    placed, labelled_at = [], -math.inf
    for index, (item, start, end) in enumerate(zip(items, starts, ends, strict=True)):
        at = x + (start - first) * scale
        label = beside_fold(at, values["fold"])
        labelled = label - labelled_at >= values["apart"]
        labelled_at = label if labelled else labelled_at
        span = Span(at, (end - start) * scale, labelled, label - at)
        names = {values["as"]: item, "loop": Loop(index, len(items)), "span": span}
        placed.append(job.lay(values["cell"], names, width=(end - start) * scale, height=h).shifted(at, y))
    return replace(together(placed), value=scale)


def beside_fold(at: float, fold: Sequence[float] | None) -> float:
    """Return where a label begins that would stand at ``at``: at the nearer end of ``fold`` where it lies in it."""
    if not fold or not fold[0] < at < fold[1]:
        return at
    return fold[0] if at - fold[0] < fold[1] - at else fold[1]


def _columns(job: Job, values: Mapping[str, Any]) -> Placed:
    """Set running text in columns of equal length whose last lines stand on one foot.

    ``keep`` lines at the foot of the last column are left free (for the hosts, with a blank between).
    """
    style = chosen_style(job, values)
    text = _running(as_text(values["bind"]), style)
    count, gutter, foot = int(values["count"]), values["gutter"], values["foot"]
    width = (values["w"] - gutter * (count - 1)) / count
    setting = job.studio.set(text, style, width)
    lines = len(setting.lines)
    each = max(math.ceil((lines + values["keep"]) / count), int(values["least"]), 1)
    pitch = style.leading / MM
    first = foot - (each - 1) * pitch
    items: list[Item] = []
    for column in range(count):
        part = setting.lines[column * each : (column + 1) * each]
        if part:
            run = replace(setting, lines=tuple(_reset(part)))
            items.append(job.text(run, values["x"] + column * (width + gutter), first, job.studio.ink(style.ink)))
    top = first - BODY_TOP * style.size / MM
    over: tuple[Overset, ...] = ()
    if values["lines"] is not None and each > values["lines"]:
        over = (
            Overset(
                str(text), (each - values["lines"]) * pitch, (values["x"], top, values["w"], foot - top), job.called
            ),
        )
    return Placed(
        tuple(items), values["x"], top, values["w"], foot - top, first=first, last=foot, size=style.size, lines=each,
        over=over, value=lines,
        findings=located(setting_findings(setting), (values["x"], top, values["w"], foot - top)),
    )  # fmt: skip


def _running(text: Any, style: Style) -> Any:
    return in_paragraphs(text, style.size) if is_bilingual(text) else text


def _flow(job: Job, values: Mapping[str, Any]) -> Placed:
    """Set running text down to its foot; the lines that find no room go on to a further page."""
    style = chosen_style(job, values)
    text = _running(as_text(values["bind"] if values["bind"] is not None else values["text"]), style)
    if not text:
        return Placed()
    upright = style.setting == "vertical"
    deep = values["foot"] - values["b"]
    start = int(values["from"] or 0)
    setting = job.studio.goes_on(text, style, deep if upright else values["w"], start)
    pitch, size = style.leading / MM, style.size / MM
    extent = values["w"] - size if upright else deep
    room = max(math.floor(extent / pitch + _SLACK) + 1, 1)
    lines = setting.lines[:room]
    run = replace(setting, lines=tuple(_reset(lines)))
    along = (len(lines) - 1) * pitch
    end = start + sum(len(line.text) for line in lines)
    ink = job.studio.ink(style.ink)
    facts: dict[str, Any] = {
        "size": style.size, "lines": len(lines), "rest": end if len(lines) < len(setting.lines) else None,
        "findings": located(
            setting_findings(setting), (values["x"], values["b"], values["w"], values["foot"] - values["b"])
        ),
    }  # fmt: skip
    if upright:
        edge = values["x"] + values["w"]
        item = job.text(run, edge - size / 2, values["b"], ink)
        left = edge - size - along
        return Placed((item,), left, values["b"], edge - left, deep, first=edge - size / 2, **facts)
    first = values["b"]
    top = first - BODY_TOP * size
    item = job.text(run, values["x"], first, ink)
    return Placed((item,), values["x"], top, values["w"], first + along - top, first=first, last=first + along, **facts)


def _require(job: Job, values: Mapping[str, Any]) -> Placed:
    """Place nothing; when the room worked out is less than none, the sheet is over by as much."""
    if values["room"] >= -_SLACK:
        return Placed()
    box_ = (0, 0, job.width, job.height)
    return Placed(over=(Overset(values["says"] or "", -values["room"], box_, job.called),))


def _reset(lines: Sequence[Any]) -> list[Any]:
    """Return copies of lines, counted across from the first of them."""
    copies = [copy(line) for line in lines]
    start = copies[0].cross if copies else 0.0
    for line in copies:
        line.cross -= start
    return copies


CELL = {
    "items": Option(Kind.VALUE, "the items", required=True),
    "as": Option(Kind.NAME, "the name of an item inside its cell", "item"),
    "cell": Option(Kind.FRAMES, "the frames of one item, in their own coordinates", required=True),
    "with": Option(Kind.VALUE, "further names for the cell"),
}
FLOW = Part(
    "flow",
    "Running text that goes on to a further page where its foot is reached. In vertical setting its columns run "
    "from the right edge of its box.",
    {
        "x": Option(Kind.LENGTH, "left edge", required=True),
        "w": Option(Kind.LENGTH, "the measure; in vertical setting the width of all columns", required=True),
        "b": Option(Kind.LENGTH, "the first baseline; in vertical setting the columns' head", required=True),
        "foot": Option(
            Kind.LENGTH, "the last baseline that may be used; in vertical setting the columns' foot", required=True
        ),
        "from": Option(Kind.NUMBER, "the character to begin with: the `rest` of the page before", 0),
        **CONTENT,
        **TYPE,
    },
    _flow,
)
REQUIRE = Part(
    "require",
    "A condition of the sheet: where the room named is less than 0 mm, the sheet is over.",
    {
        "room": Option(Kind.LENGTH, "the room there is", required=True),
        "says": Option(Kind.TEXT, "what the room is for"),
    },
    _require,
)
GROUP = Part(
    "group",
    "Frames on a ground of their own, moved together.",
    {
        **BOX,
        "frames": Option(Kind.FRAMES, "the frames", required=True),
        "with": Option(Kind.VALUE, "names for them", None),
        "align": Option(
            Kind.NAME, "where what was laid stands in the box", "left", choices=("left", "right", "center")
        ),
        "turn": Option(Kind.VALUE, "whether it is turned upside down about the box's middle", False),
        "clip": Option(Kind.VALUE, "whether it shows only inside the box", False),
    },
    _group,
)
STACK = Part(
    "stack",
    "A cell for each item, one under the other.",
    {
        **BOX,
        **CELL,
        "gap": Option(Kind.LENGTH, "between the foot of one cell and the top of the next", 0),
        "pitch": Option(Kind.LENGTH, "from top to top, instead of the gap"),
        "from": Option(Kind.NUMBER, "the item to begin with", 0),
        "spill": Option(Kind.VALUE, "whether what is left goes on to a further page", False),
    },
    _stack,
)
RAIL = Part(
    "rail",
    "A time rail: each item's slot is as high as its text needs, and beyond that as its minutes.",
    {
        **BOX,
        **CELL,
        "ground": Option(Kind.FRAMES, "frames behind each cell; `slot.h` is the slot's height"),
        "minutes": Option(Kind.EACH, "the minutes of an item", required=True),
        "gap": Option(Kind.LENGTH, "from an item's last baseline to the next slot", 5.6),
        "least": Option(Kind.LENGTH, "the least height of a slot", 0),
        "most": Option(Kind.NUMBER, "the largest scale, mm a minute", 1.6),
    },
    _rail,
)
CLOCK = Part(
    "clock",
    "A level clock: each item as wide as it is long.",
    {
        **BOX,
        **CELL,
        "start": Option(Kind.EACH, "when an item starts, in minutes", required=True),
        "end": Option(Kind.EACH, "when it ends, in minutes", required=True),
        "apart": Option(Kind.LENGTH, "the least distance of two time labels", 11),
        "fold": Option(Kind.VALUE, "[from, to] in mm where no label begins: it stands at the nearer end"),
    },
    _clock,
)
COLUMNS = Part(
    "columns",
    "Running text in columns of equal length, standing on one foot.",
    {
        "x": Option(Kind.LENGTH, "left edge", required=True),
        "w": Option(Kind.LENGTH, "width of all columns", required=True),
        "foot": Option(Kind.LENGTH, "the last baseline", required=True),
        "count": Option(Kind.NUMBER, "number of columns", 3, least=1, most=12),
        "gutter": Option(Kind.LENGTH, "between columns", 4),
        "keep": Option(Kind.NUMBER, "lines kept free at the foot of the last column", 0),
        "lines": Option(Kind.NUMBER, "the most lines of a column"),
        "least": Option(Kind.NUMBER, "the fewest lines of a column", 1),
        **CONTENT,
        **TYPE,
    },
    _columns,
)
