"""Text that cannot be read where it stands: on other text, in a code's quiet zone, or cut by trim or clip.

It stands apart because it looks at a whole page, whatever parts and templates put it there: each part knows only
its own frame, and a frame that fits its box may still stand where another one ends.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.lengths import MM
from ofprint.layout.codes import QUIET_ZONE, qr_size
from ofprint.layout.page import Code, Group, Item, Matrix, Stamp, Text
from ofprint.typesetting import PlacedGlyph

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in mm from the trim's upper left."""
LEAST = 0.12
"""Ems by which the ink of two glyphs must cover each other both ways: boxes that only touch are no fault."""
_SLACK = 0.01
"""mm that are nothing on paper."""
_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)
_RULES = {"overlap": "text.overlap", "in-code": "text.in-code", "cut": "text.cut"}
CLASHES = frozenset(_RULES.values())
"""The rules of what is found here."""


class Clash(NamedTuple):
    """A text that cannot be read where it stands, and what it stands on: another one, or nothing of that kind."""

    kind: Literal["overlap", "in-code", "cut"]
    text: Text
    other: Text | None
    box: Box
    """Where: what is covered, or what of the text should stand elsewhere."""


class _Inked(NamedTuple):
    """A line of text as it stands on the page."""

    box: Box
    em: float
    """Its type size on the page, mm."""
    text: Text
    number: int
    matrix: Matrix
    window: Box
    """What of the page shows it: the trim, or the clipping path of its group."""


def clashes(items: Iterable[Item], width: float, height: float) -> Iterator[Clash]:
    """Yield what stands on other text, in a code's quiet zone, or is cut, on a page of ``width`` by ``height`` mm.

    Each pair of texts is told once. A ground (`Text.ground`) may be stood on, and may run off the trim.
    """
    lines: list[_Inked] = []
    codes: list[Box] = []
    _gather(items, _UNMOVED, (0.0, 0.0, width, height), lines, codes)
    yield from _cut(lines)
    for around in codes:
        yield from _in_code(lines, around)
    yield from _overlapping(lines)


def _gather(items: Iterable[Item], matrix: Matrix, window: Box, lines: list[_Inked], codes: list[Box]) -> None:
    """Add the lines of text that items hold, and their codes with the quiet zone."""
    for item in items:
        if isinstance(item, Text):
            _gather_lines(item, matrix, window, lines)
        elif isinstance(item, Code):
            quiet = QUIET_ZONE * item.side / qr_size(item.text, level=item.level)
            box = (item.x - quiet, item.y - quiet, item.x + item.side + quiet, item.y + item.side + quiet)
            codes.append(_moved(box, matrix))
        elif isinstance(item, Group | Stamp):
            inner = matrix if item.matrix == _UNMOVED else _times(matrix, item.matrix)
            seen = window
            if isinstance(item, Group) and item.clip:
                xs, ys = ([value for step in item.clip for value in step[at::2]] for at in (1, 2))
                seen = _meeting(window, _moved((min(xs), min(ys), max(xs), max(ys)), inner))
            _gather(item.items, inner, seen, lines, codes)


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that applies ``inner``, then ``outer``."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def _moved(box: Box, matrix: Matrix) -> Box:
    if matrix == _UNMOVED:
        return box
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _gather_lines(text: Text, matrix: Matrix, window: Box, lines: list[_Inked]) -> None:
    em = text.setting.style.size / MM * _scale(matrix)
    for number, line in enumerate(text.setting.lines):
        if level := line.level:
            if level.box is None:
                continue
            left, foot, right, top = level.box
            x, y = text.x + _shift(text, number), text.y + line.cross / MM
            box = (x + left / MM, y - top / MM, x + right / MM, y - foot / MM)
        else:
            boxes = [found for glyph in line.glyphs if (found := _glyph(glyph, text, number))]
            if not boxes:
                continue
            box = _around(boxes)
        lines.append(_Inked(_moved(box, matrix), em, text, number, matrix, window))


def _scale(matrix: Matrix) -> float:
    return 1.0 if matrix == _UNMOVED else math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))


def _shift(text: Text, number: int) -> float:
    return text.shifts[number] if number < len(text.shifts) else 0.0


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(feet)


def _glyph(glyph: PlacedGlyph, text: Text, number: int) -> Box | None:
    """Return where a glyph's ink stands on the ground of its text, in mm; None where it has none."""
    left, foot, right, top = glyph.face.ink_box(glyph.gid)
    if left >= right or foot >= top:
        return None
    scale, line = glyph.size / MM, text.setting.lines[number]
    if not text.setting.style.vertical:
        x = text.x + _shift(text, number) + glyph.along / MM
        y = text.y + (line.cross + glyph.across) / MM
        return x + left * scale * glyph.stretch, y - top * scale, x + right * scale * glyph.stretch, y - foot * scale
    x = text.x - (line.cross + glyph.across) / MM
    y = text.y + _shift(text, number) + glyph.along / MM
    if not glyph.upright:
        return x + foot * scale, y + left * scale, x + top * scale, y + right * scale
    if glyph.vertical:
        dx, dy = glyph.face.vertical_origin(glyph.gid)
        x, y = x - dx * scale, y + dy * scale
    return x + left * scale * glyph.stretch, y - top * scale, x + right * scale * glyph.stretch, y - foot * scale


def _cut(lines: Iterable[_Inked]) -> Iterator[Clash]:
    told: set[int] = set()
    for one in lines:
        left, top, right, foot = one.box
        first, head, last, tail = one.window
        off = left < first - _SLACK or top < head - _SLACK or right > last + _SLACK or foot > tail + _SLACK
        if off and not one.text.ground and id(one.text) not in told:
            told.add(id(one.text))
            yield Clash("cut", one.text, None, one.box)


def _in_code(lines: Sequence[_Inked], around: Box) -> Iterator[Clash]:
    for one in lines:
        if _common(one.box, around, _SLACK) and any(_common(box, around, _SLACK) for box, _ in _glyphs(one)):
            yield Clash("in-code", one.text, None, _meeting(one.box, around))


def _overlapping(lines: Iterable[_Inked]) -> Iterator[Clash]:
    told: set[tuple[int, int]] = set()
    before: list[_Inked] = []
    for one in sorted((line for line in lines if not line.text.ground), key=_left):
        near = []
        for other in before:
            if other.box[2] <= one.box[0]:
                continue  # nor does anything that comes later reach so far to the left
            near.append(other)
            pair = (id(one.text), id(other.text))
            if pair in told or not _common(one.box, other.box, LEAST * min(one.em, other.em)):
                continue
            if box := _covered(one, other):
                told |= {pair, pair[::-1]}
                yield Clash("overlap", other.text, one.text, box)
        near.append(one)
        before = near


def _left(line: _Inked) -> float:
    return line.box[0]


def _covered(one: _Inked, other: _Inked) -> Box | None:
    """Return where glyphs of two lines cover each other; None where none do."""
    common = _meeting(one.box, other.box)
    mine, theirs = ([(box, em) for box, em in _glyphs(line) if _common(box, common, 0)] for line in (one, other))
    for box, em in mine:
        for against, other_em in theirs:
            if _common(box, against, LEAST * min(em, other_em)):
                return _meeting(box, against)
    return None


def _glyphs(one: _Inked) -> Iterator[tuple[Box, float]]:
    """Yield where each glyph of a line stands, and its size, in mm."""
    scale = _scale(one.matrix) / MM
    for glyph in one.text.setting.lines[one.number].glyphs:
        if box := _glyph(glyph, one.text, one.number):
            yield _moved(box, one.matrix), glyph.size * scale


def _meeting(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _common(one: Box, other: Box, least: float) -> bool:
    """Whether two boxes cover each other by more than ``least`` mm both ways."""
    left, top, right, foot = one
    first, head, last, tail = other
    return (
        (right if right < last else last) - (left if left > first else first) > least  # min() and max() take longer
        and (foot if foot < tail else tail) - (top if top > head else head) > least
    )


def clash_findings(
    items: Iterable[Item], width: float, height: float, *, sheet: str, page: int, draft: bool = False
) -> list[Finding]:
    """Return an error (a warning in a draft) for each text of a page (mm) that cannot be read where it stands."""
    severity = Severity.WARNING if draft else Severity.ERROR
    return [
        Finding(_RULES[clash.kind], severity, _said(clash, sheet), _CURES[clash.kind], _place(clash.box, page))
        for clash in clashes(items, width, height)
    ]


def _place(box: Box, page: int) -> Place:
    left, top, right, foot = box
    return Place(page=page, box=(left, top, right - left, foot - top))


def _said(clash: Clash, sheet: str) -> Words:
    one = _named(clash.text)
    if clash.kind == "overlap" and clash.other is not None:
        two = _named(clash.other)
        return Words(
            f"{sheet}: {one.en} and {two.en} stand on each other", f"{sheet}: {one.ja}と{two.ja}が重なっています"
        )
    if clash.kind == "in-code":
        return Words(
            f"{sheet}: {one.en} stands in the quiet zone of a code", f"{sheet}: {one.ja}がコードの余白に入っています"
        )
    return Words(f"{sheet}: {one.en} runs past the edge and is cut", f"{sheet}: {one.ja}が端からはみ出して切れます")


def _named(text: Text) -> Words:
    line = " ".join(text.setting.text.split())
    short = line if len(line) <= 24 else f"{line[:23]}…"
    return Words(f"{text.sets or 'text'} “{short}”", f"{text.sets or '文字'}「{short}」")


_CURES = {
    "overlap": Words(
        "shorten one of them, or part their frames in the template; one that others may stand on has a layer below 0",
        "どちらかの文を短くするか、テンプレートで枠を離してください。地として重ねる文字は layer を 0 未満にします",
    ),
    "in-code": Words(
        "keep the code's white margin (4 modules) free in the template",
        "コードの周囲の余白（4 モジュール）を空けてください",
    ),
    "cut": Words(
        "shorten the text, or move its frame in the template; a ground that may run off has a layer below 0",
        "文を短くするか、テンプレートで枠を動かしてください。断ち落とす地の文字は layer を 0 未満にします",
    ),
}
