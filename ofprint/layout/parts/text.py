"""Text on the page: a block in its box, a letter in the middle of a ring."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, replace
from ofprint.layout.bilingual import first_of, in_line, in_paragraphs, is_bilingual, parted, second_size, stands_beneath
from ofprint.layout.page import Text
from ofprint.layout.parts.options import BOX, CONTENT, TYPE, content
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
SLACK = 0.02
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
    text = first_of(content(values))
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
    return job.text(setting, x - (left + right) / 2, y + (bottom + top) / 2, ink)


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
class Fit:
    """A text as set, the style it came to, and by how many mm it is over."""

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
    return over if over > SLACK else 0.0


def _fitted(job: Job, text: Any, style: Style, room: _Room) -> Fit:
    """Set the text; while it is over and its style has a floor, set it smaller by 3 % a step."""
    width, height, most = room.width, room.height, room.lines
    measure = height if style.setting == "vertical" else width
    while True:
        setting = job.studio.set(text, style, measure)
        over = _needs(setting, width, height, most, style)
        if not over or not style.floor or style.size <= style.floor:
            return Fit(setting, style, over)
        size = max(style.floor, style.size * _SIZE_STEP)
        style = replace(style, size=size, leading=style.leading * size / style.size)


def _text(job: Job, values: Mapping[str, Any]) -> Placed:
    text = content(values)
    style = chosen_style(job, values)
    if is_bilingual(text):
        free = values["lines"] is None and values["w"] is not None and style.setting != "vertical"
        if free and stands_beneath(text):
            return _in_two_languages(job, values, text, style)
        text = in_paragraphs(text, style.size) if "\n" in text else in_line(text, style.size)
    return _laid(job, values, tagged(text, values["tags"]), style)


def _laid(job: Job, values: Mapping[str, Any], text: Any, style: Style) -> Placed:
    if not text:
        return Placed()
    if style.setting == "vertical":
        return _vertical(job, values, text, style)
    width, height = values["w"], values["h"]
    if width is None and values["x"] is not None and values["right"] is not None:
        width = job.width - values["right"] - values["x"]
    fit = _fitted(job, text, style, _Room(width, height, values["lines"]))
    return horizontal(job, {**values, "w": width}, text, style.size, fit)


def _in_two_languages(job: Job, values: Mapping[str, Any], text: str, style: Style) -> Placed:
    """Set the second language beneath the first; the frame's place is that of both."""
    first, second = parted(text)
    if not first:
        return _laid(job, values, second, smaller(style, second_size(style.size)))
    placed = _laid(job, {**values, "h": None}, tagged(first, values["tags"]), style)
    both = beneath(job, values, placed, second, style)
    if values["h"] is not None and both.h > values["h"] + SLACK:
        over = Overset(f"{first} {second}", both.h - values["h"], (both.x, both.y, both.w, values["h"]), job.called)
        both = replace(both, over=(*both.over, over))
    return both


def smaller(style: Style, size: float) -> Style:
    """Return a style at a smaller size in pt, its leading in proportion."""
    return replace(style, size=size, leading=(style.leading or 1.7 * style.size) * size / style.size, floor=0)


def beneath(job: Job, values: Mapping[str, Any], placed: Placed, second: str, style: Style) -> Placed:
    """Add the second language beneath a text that was placed; where its foot or middle is fixed, both move up."""
    small = smaller(style, second_size(placed.size or style.size))
    gap = max(small.leading, 1.5 * small.size) / MM
    at = {**values, "last": None, "middle": None, "bottom": None, "y": None, "h": None, "lines": None}
    foot = _laid(job, {**at, "b": (placed.last or 0) + gap}, second, small)
    down = (foot.last or 0) - (placed.last or 0)
    top, left, right = placed.y, min(placed.x, foot.x), max(placed.right, foot.right)
    both = replace(
        placed, items=(*placed.items, *foot.items), x=left, w=right - left, h=foot.y + foot.h - top, last=foot.last,
        lines=placed.lines + foot.lines, over=(*placed.over, *foot.over), findings=(*placed.findings, *foot.findings),
    )  # fmt: skip
    fixed = values["b"] is None and (values["y"] is None or values["last"] is not None)
    if fixed and values["middle"] is not None and values["last"] is None:
        return both.shifted(0, -down / 2)
    return both.shifted(0, -down) if fixed and (values["last"] is not None or values["bottom"] is not None) else both


def horizontal(job: Job, values: Mapping[str, Any], text: Any, wanted: float, fit: Fit) -> Placed:
    """Place a text that was fitted where its frame says; ``wanted`` is the size in pt its style asked for."""
    setting, set_style, width = fit.setting, fit.style, values["w"]
    natural = setting.width / MM
    x = _left(job, values, width if width is not None else natural)
    first = _first_baseline(job, values, setting, set_style)
    inks = [ink_extent(setting, number) for number in range(len(setting.lines))] if set_style.optical else []
    shifts = optical_shift(setting, set_style.align, inks) if set_style.optical else ()
    spans = _line_spans(setting, inks, shifts)
    item = job.text(setting, x, first, job.studio.ink(set_style.ink), shifts=shifts, named=_named(job, text))
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
    item = job.text(setting, edge - size / 2, top, job.studio.ink(style_set.ink), named=_named(job, text))
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


TAGS = {"tags": Option(Kind.NAME, "the ink of #tags in the text", of="inks")}
AT = {
    "b": Option(Kind.LENGTH, "the first baseline"),
    "last": Option(Kind.LENGTH, "the last baseline"),
    "middle": Option(Kind.LENGTH, "the y about which the lines are centred"),
}
TEXT = Part(
    "text",
    "Text in a box. Its place is named by y (top of the first line's body), b, last, middle or bottom.",
    {
        **BOX,
        **AT,
        **CONTENT,
        **TYPE,
        **TAGS,
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
