"""Marks: tombo that stand where the trim says, on every plate, with none of their ink inside the bleed."""

from __future__ import annotations

from collections.abc import Iterator

from ofprint.base.findings import Finding
from ofprint.base.lengths import MM
from ofprint.press.geometry import Box
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.inks import PROCESS
from ofprint.press.preflight.painted import Painted
from ofprint.press.preflight.saying import ERROR, WARNING, found

_SLACK = 0.1 * MM
_REACH = 20 * MM
"""How far outside the trim a corner mark is looked for."""
Line = tuple[float, float, float, float]


def check_marks(file: Examined) -> Iterator[Finding]:
    """Check the marks of pages that have room for them; a page that is its bleed needs none."""
    if not file.for_press:
        return
    for page in file.pages:
        yield from _registration_inside(page)
        if page.marked and page.says_trim:
            outside = [painted for painted in page.painted if _is_mark(painted, page)]
            yield from _at_the_trim(page, outside)
            yield from _on_all_plates(page, outside)


def _is_mark(painted: Painted, page: PageView) -> bool:
    """Whether something is a stroke (or a filled line) of a mark: thin, and outside the bleed."""
    if painted.kind not in ("stroke", "fill") or painted.path is None:
        return False
    box, bleed = painted.box, page.bleed
    apart = box[2] <= bleed[0] + _SLACK or box[0] >= bleed[2] - _SLACK
    return apart or box[3] <= bleed[1] + _SLACK or box[1] >= bleed[3] - _SLACK


def _lines(painted: Painted) -> list[Line]:
    if painted.kind == "stroke" and painted.path is not None:
        return painted.path.lines
    left, bottom, right, top = painted.box
    if min(right - left, top - bottom) > 0.5 * MM:
        return []
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    return [(middle_x, bottom, middle_x, top)] if top - bottom > right - left else [(left, middle_y, right, middle_y)]


def _at_the_trim(page: PageView, outside: list[Painted]) -> Iterator[Finding]:
    """Report each corner whose two trim lines are not drawn where the TrimBox ends."""
    lines = [line for painted in outside for line in _lines(painted)]
    missing = [name for name, x, y in _corners(page.trim) if not _corner_drawn(lines, x, y)]
    if missing and len(missing) == len(_corners(page.trim)):
        yield found(
            "marks.missing",
            WARNING,
            (
                "there is room for marks, but none stand at the trim",
                "用紙に余白がありますが、仕上がり位置にトンボがありません",
            ),
            (
                "add tombo, or make the page no larger than its bleed",
                "トンボを付けるか、塗り足しまでの大きさで書き出してください",
            ),
            page.place(page.trim),
        )
    elif missing:
        yield found(
            "marks.trim",
            ERROR,
            ("the marks do not agree with the trim at: " + ", ".join(name for name, _ in missing),
             "トンボが仕上がり位置と合いません：" + "、".join(name for _, name in missing)),
            ("draw the marks from the TrimBox", "トンボを仕上がり位置に合わせてください"),
            page.place(page.trim),
        )  # fmt: skip


def _corners(trim: Box) -> list[tuple[tuple[str, str], float, float]]:
    left, bottom, right, top = trim
    return [
        (("top left", "左上"), left, top),
        (("top right", "右上"), right, top),
        (("bottom left", "左下"), left, bottom),
        (("bottom right", "右下"), right, bottom),
    ]


def _corner_drawn(lines: list[Line], x: float, y: float) -> bool:
    upright = any(
        abs(x0 - x) < _SLACK and abs(x1 - x) < _SLACK and abs((y0 + y1) / 2 - y) < _REACH for x0, y0, x1, y1 in lines
    )
    level = any(
        abs(y0 - y) < _SLACK and abs(y1 - y) < _SLACK and abs((x0 + x1) / 2 - x) < _REACH for x0, y0, x1, y1 in lines
    )
    return upright and level


def _on_all_plates(page: PageView, outside: list[Painted]) -> Iterator[Finding]:
    for painted in outside:
        plates = painted.colour.plates if painted.colour else None
        at_corner = any(_corner_drawn([line, line[::-1]], x, y) or _touches(line, x, y) for line in _lines(painted)
                        for _, x, y in _corners(page.trim))  # fmt: skip
        if plates is None or not at_corner:
            continue
        if "All" not in plates and not all(plates.get(name, 0) > 0.99 for name in PROCESS):
            yield found(
                "marks.plates",
                WARNING,
                ("a mark is not on every plate", "トンボがすべての版に入っていません"),
                ("draw marks in the registration colour", "トンボはレジストレーションカラーで描いてください"),
                page.place(painted.box),
            )


def _touches(line: Line, x: float, y: float) -> bool:
    """Whether a line is one of the two trim lines of the corner at (x, y)."""
    x0, y0, x1, y1 = line
    upright = abs(x0 - x) < _SLACK and abs(x1 - x) < _SLACK and abs((y0 + y1) / 2 - y) < _REACH
    return upright or (abs(y0 - y) < _SLACK and abs(y1 - y) < _SLACK and abs((x0 + x1) / 2 - x) < _REACH)


def _registration_inside(page: PageView) -> Iterator[Finding]:
    """Report registration colour inside the bleed: on a plate it is four inks at full strength."""
    for painted in page.painted:
        plates = painted.colour.plates if painted.colour else None
        if not plates or "All" not in plates:
            continue
        box, bleed = painted.box, page.bleed
        if (
            min(box[2], bleed[2]) - max(box[0], bleed[0]) > _SLACK
            and min(box[3], bleed[3]) - max(box[1], bleed[1]) > _SLACK
        ):
            yield found(
                "marks.registration",
                ERROR,
                ("registration colour is used inside the bleed", "レジストレーションカラーが紙面の中で使われています"),
                ("use black alone, and the registration colour for marks only", "スミ（K）に替えてください"),
                page.place(box),
            )
