"""Text on the page: a block in its box, a head fitted to its measure, a letter in the middle of a ring."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, replace
from ofprint.layout.page import Text
from ofprint.layout.parts.options import BOX, CONTENT, TYPE, content
from ofprint.layout.parts.pieces import divisions
from ofprint.layout.template.engine import Job
from ofprint.layout.template.model import Kind, Option, Part, Style
from ofprint.layout.template.placed import Overset, Placed, located
from ofprint.layout.template.studio import setting_findings
from ofprint.typesetting import Markup, SetText

BODY_TOP = 0.88
"""The Japanese em box above the baseline, in em (JLREQ 2.1.2 sets the body as a square; 0.88 is the CJK faces' use)."""
BODY_FOOT = 1 - BODY_TOP
_TAG = "[#＃](?:[A-Za-z0-9_一-鿿々ァ-ヺー]+|[ぁ-ゖ]+)"
"""A hashtag: the sign and the word after it; kanji, katakana and Latin run on, hiragana only by itself."""
_Box = tuple[float, float, float, float]
_SIZE_STEP = 0.97
_MOST_PIECES = 120
"""Pieces of a head whose splits are weighed; a title has a tenth of it."""
_SLACK = 0.02
"""mm by which rounding may pass an edge."""


def chosen_style(job: Job, values: Mapping[str, Any]) -> Style:
    """Return the part's style with what the frame changes in it."""
    get = values.get
    return job.studio.style(
        values["style"], size=get("size"), leading=get("leading"), weight=get("weight"), align=get("align"),
        ink=get("ink"), tracking=get("tracking"),
    )  # fmt: skip


def centred(job: Job, values: Mapping[str, Any], x: float, y: float, room: float) -> Text | None:
    """Return one line whose ink box is centred about (x, y) mm, smaller where it is wider than ``room`` mm.

    None for no text.
    """
    text = content(values)
    if not text:
        return None
    style = replace(chosen_style(job, values), align="left")
    setting = job.studio.set(text, style)
    left, bottom, right, top = ink_extent(setting)
    if right - left > room:
        style = replace(style, size=style.size * room / (right - left))
        setting = job.studio.set(text, style)
        left, bottom, right, top = ink_extent(setting)
    ink = job.studio.ink(style.ink)
    return Text(setting, x - (left + right) / 2, y + (bottom + top) / 2, ink, sets=job.called)


def ink_extent(setting: SetText, line: int = 0) -> tuple[float, float, float, float]:
    """Return (left, bottom, right, top) of a horizontal line's ink in mm, up from its baseline."""
    level = setting.lines[line].level
    if level is not None:
        left, bottom, right, top = level.box or (0, 0, 0, 0)
        return (left / MM, bottom / MM, right / MM, top / MM)
    least_left = least_bottom = math.inf
    most_right = most_top = -math.inf
    for face, gid, size, along, *_ in setting.lines[line].glyphs:
        left, bottom, right, top = face.ink_box(gid)
        if right > left:
            if (reach := along + left * size) < least_left:  # comparisons, as this is done for every glyph set
                least_left = reach
            if (reach := along + right * size) > most_right:
                most_right = reach
            if (reach := bottom * size) < least_bottom:
                least_bottom = reach
            if (reach := top * size) > most_top:
                most_top = reach
    if most_right == -math.inf:
        return (0, 0, 0, 0)
    return (least_left / MM, least_bottom / MM, most_right / MM, most_top / MM)


def optical_shift(setting: SetText, align: str, inks: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """Return for each line the mm that bring its first (or, set to the right, last) ink onto the margin.

    ``inks`` are the lines' ink extents.
    """
    shifts = []
    for line, (left, _, right, _) in zip(setting.lines, inks, strict=True):
        end = (line.start + line.width) / MM
        shifts.append({"right": end - right, "center": 0.0}.get(align, line.start / MM - left))
    return tuple(shifts)


def _line_spans(
    setting: SetText, inks: Sequence[tuple[float, ...]], shifts: Sequence[float]
) -> list[tuple[float, float]]:
    """Return where each line starts and ends, mm: at its ink where ink stands on the margin, else at its width."""
    if not shifts:
        return [(line.start / MM, (line.start + line.width) / MM) for line in setting.lines]
    return [(left + shift, right + shift) for (left, _, right, _), shift in zip(inks, shifts, strict=True)]


def _named(job: Job, text: Any) -> Mapping[str, Ink] | None:
    """Return the inks that markup may call by name; None for plain text, which calls none."""
    return job.studio.inks if isinstance(text, Markup) else None


def tagged(text: Any, ink: str | None) -> Any:
    """Return text whose ``#tags`` are printed in the ink named; plain text otherwise stays what it is."""
    if not ink or not isinstance(text, str) or not re.search(_TAG, text):
        return text
    marked, end = Markup(""), 0
    for found in re.finditer(_TAG, text):
        tag = Markup(f"[{Markup.escape(found[0]).source}]{{ink={ink}}}")
        marked, end = marked + text[end : found.start()] + tag, found.end()
    return marked + text[end:]


@dataclass(frozen=True, slots=True)
class _Fit:
    setting: SetText
    style: Style
    over: float = 0.0


@dataclass(frozen=True, slots=True)
class _Room:
    """What a text may take: width and height in mm, and lines; None where it is not limited."""

    width: float | None
    height: float | None
    lines: float | None


def _needs(setting: SetText, width: float | None, height: float | None, most: float | None, style: Style) -> float:
    """Return by how many mm the setting passes its box; 0 when it stands inside."""
    over = 0.0
    vertical = style.setting == "vertical"
    measure, extent = (height, width) if vertical else (width, height)
    if measure is not None:
        over = max(over, max((line.start + line.width for line in setting.lines), default=0) / MM - measure)
    if extent is not None:
        over = max(over, (setting.extent + style.size) / MM - extent)
    if most is not None and len(setting.lines) > most:
        over = max(over, (len(setting.lines) - most) * style.leading / MM)
    return over if over > _SLACK else 0.0


def _fitted(job: Job, text: Any, style: Style, room: _Room) -> _Fit:
    """Set the text; while it is over and its style has a floor, set it smaller by 3 % a step."""
    width, height, most = room.width, room.height, room.lines
    measure = height if style.setting == "vertical" else width
    while True:
        setting = job.studio.set(text, style, measure)
        over = _needs(setting, width, height, most, style)
        if not over or not style.floor or style.size <= style.floor:
            return _Fit(setting, style, over)
        size = max(style.floor, style.size * _SIZE_STEP)
        style = replace(style, size=size, leading=style.leading * size / style.size)


def _text(job: Job, values: Mapping[str, Any]) -> Placed:
    text = tagged(content(values), values["tags"])
    if not text:
        return Placed()
    style = chosen_style(job, values)
    if style.setting == "vertical":
        return _vertical(job, values, text, style)
    width, height = values["w"], values["h"]
    if width is None and values["x"] is not None and values["right"] is not None:
        width = job.width - values["right"] - values["x"]
    fit = _fitted(job, text, style, _Room(width, height, values["lines"]))
    return _horizontal(job, {**values, "w": width}, text, style.size, fit)


def _horizontal(job: Job, values: Mapping[str, Any], text: Any, wanted: float, fit: _Fit) -> Placed:
    setting, set_style, width = fit.setting, fit.style, values["w"]
    natural = setting.width / MM
    x = _left(job, values, width if width is not None else natural)
    first = _first_baseline(job, values, setting, set_style)
    inks = [ink_extent(setting, number) for number in range(len(setting.lines))] if set_style.optical else []
    shifts = optical_shift(setting, set_style.align, inks) if set_style.optical else ()
    spans = _line_spans(setting, inks, shifts)
    item = Text(
        setting, x, first, job.studio.ink(set_style.ink), sets=job.called, shifts=shifts, named=_named(job, text)
    )
    left = x + min((start for start, _ in spans), default=0)
    top = first - BODY_TOP * set_style.size / MM
    last = first + setting.extent / MM
    ends = [x + end for _, end in spans]
    box = (x, top, width or values.get("measure") or natural, values["h"] or last - top)
    return Placed(
        (item,),
        left,
        top,
        max(ends, default=left) - left,
        last - top,
        first=first,
        last=last,
        size=set_style.size,
        lines=len(setting.lines),
        over=_overset(job, text, fit.over, box),
        findings=located((*setting_findings(setting), *reduced(job, text, wanted, set_style.size)), box),
        value=ends,
    )


def _left(job: Job, values: Mapping[str, Any], width: float) -> float:
    if values["x"] is not None:
        return float(values["x"])
    return job.width - values["right"] - width if values["right"] is not None else 0.0


def _first_baseline(job: Job, values: Mapping[str, Any], setting: SetText, style: Style) -> float:
    """Find the first baseline from the one edge or baseline that the frame names."""
    extent, size = setting.extent / MM, style.size / MM
    if values["b"] is not None:
        return float(values["b"])
    if values["last"] is not None:
        return float(values["last"] - extent)
    if values["middle"] is not None:
        return float(values["middle"] - extent / 2 + (BODY_TOP - 0.5) * size)
    if values["y"] is None and values["bottom"] is not None:
        return float(job.height - values["bottom"] - BODY_FOOT * size - extent)
    return float((values["y"] or 0) + BODY_TOP * size)


def _vertical(job: Job, values: Mapping[str, Any], text: Any, style: Style) -> Placed:
    """Set columns from right to left; the first column's body is flush with the box's right edge."""
    height, width = values["h"], values["w"]
    if values["least_last"] and height is not None:
        height = _kind_measure(job, text, style, height, values["least_last"])
    fit = _fitted(job, text, style, _Room(width, height, values["lines"]))
    setting, style_set = fit.setting, fit.style
    size, extent = style_set.size / MM, setting.extent / MM
    if values["right"] is not None:
        edge = job.width - values["right"]
    else:
        edge = (values["x"] or 0) + (width if width is not None else extent + size)
    longest = max((line.start + line.width for line in setting.lines), default=0) / MM
    top = values["y"] if values["y"] is not None else job.height - (values["bottom"] or 0) - (height or longest)
    item = Text(setting, edge - size / 2, top, job.studio.ink(style_set.ink), sets=job.called, named=_named(job, text))
    w = extent + size
    box = (edge - w, top, w, height or longest)
    return Placed(
        (item,),
        edge - w,
        top,
        w,
        longest,
        first=edge - size / 2,
        last=top + longest,
        size=style_set.size,
        lines=len(setting.lines),
        over=_overset(job, text, fit.over, box),
        findings=located((*setting_findings(setting), *reduced(job, text, style.size, style_set.size)), box),
    )


def _kind_measure(job: Job, text: Any, style: Style, height: float, least: float) -> float:
    """Return the measure nearest ``height`` mm, two ems to either side, whose last lines hold ``least`` characters."""
    em = style.size / MM
    for ems in (0, -1, 1, -2, 2):
        lines = job.studio.set(text, style, height + ems * em).lines
        ends = [line for line in lines if line.text.endswith("\n") or line is lines[-1]]
        if all(len(line.text.strip()) >= least for line in ends):
            return height + ems * em
    return height


def _overset(job: Job, text: Any, by: float, box: tuple[float, float, float, float]) -> tuple[Overset, ...]:
    return (Overset(str(text), by, box, job.called),) if by else ()


def reduced(job: Job, text: Any, wanted: float, size: float) -> tuple[Finding, ...]:
    """Return the finding that a text is set smaller than its style wants; nothing where it is not (sizes in pt)."""
    if size >= wanted - 0.01:
        return ()
    said = " ".join(str(text).split())[:40]
    return (
        Finding(
            "text.reduced",
            Severity.INFO,
            Words(
                en=f"{job.called} is set in {size:.1f} pt instead of {wanted:.1f} pt: {said}",
                ja=f"{job.called} を {wanted:.1f} pt から {size:.1f} pt に下げて組みました: {said}",
            ),
        ),
    )


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
    low, high = values["least_lines"], values["lines"]
    heads = []
    for count in range(int(low), int(high) + 1):
        ends = best_split(widths, count)
        if ends is None:
            break
        lines = tuple("".join(pieces[a:b]).strip() for a, b in zip([0, *ends[:-1]], ends, strict=True))
        widest = max(_ink_width(job, line, trial) for line in lines)
        size = min(values["most"], 100 * measure / widest if widest else values["most"])
        if height is not None:
            size = min(size, height * MM / (1 + (count - 1) * ratio))
        heads.append(_Head(lines, size))
    return heads


def _chosen(heads: Sequence[_Head], gain: float) -> _Head:
    """Return the head of the fewest lines to which no further line adds its worth of size."""
    best = heads[0]
    for head in heads[1:]:
        if head.size > best.size * gain:
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
    head = None
    for pieces in divisions(bound):
        head = _chosen(_head_choices(job, pieces, style, values), values["gain"])
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
    fit = _Fit(setting, style, over if over > _SLACK else 0.0)
    said = tagged("".join(pieces), values["tags"])
    placing = {**values, "measure": values["w"], "w": None if style.align == "left" else values["w"]}
    return _horizontal(job, placing, said, style.size, fit)


_TAGS = {"tags": Option(Kind.NAME, "the ink of #tags in the text", of="inks")}
_AT = {
    "b": Option(Kind.LENGTH, "the first baseline"),
    "last": Option(Kind.LENGTH, "the last baseline"),
    "middle": Option(Kind.LENGTH, "the y about which the lines are centred"),
}
TEXT = Part(
    "text",
    "Text in a box. Its place is named by y (top of the first line's body), b, last, middle or bottom.",
    {
        **BOX,
        **_AT,
        **CONTENT,
        **TYPE,
        **_TAGS,
        "lines": Option(Kind.NUMBER, "the most lines"),
        "least_last": Option(
            Kind.NUMBER,
            "in vertical setting, characters that a paragraph's last line holds at least, where a measure within two "
            "ems of `h` gives it",
        ),
    },
    _text,
    slides=True,
)
HEAD = Part(
    "head",
    "A head as large as its measure allows, in one to several lines broken at phrases.",
    {
        **BOX,
        **_AT,
        **CONTENT,
        **TYPE,
        **_TAGS,
        "most": Option(Kind.SIZE, "the largest size", 84.0),
        "least": Option(Kind.SIZE, "the smallest size; under it the head is over", 30.0),
        "lines": Option(Kind.NUMBER, "the most lines", 4, least=1, most=12),
        "least_lines": Option(Kind.NUMBER, "the fewest lines", 1, least=1, most=12),
        "ratio": Option(Kind.NUMBER, "leading by size", 1.2),
        "gain": Option(Kind.NUMBER, "what a further line must multiply the size by", 1.12),
    },
    _head,
    slides=True,
)
