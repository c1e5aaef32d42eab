"""Lines: none so thin that it does not print."""

from __future__ import annotations

from collections.abc import Iterator

from ofprint.base.findings import Finding
from ofprint.base.lengths import MM
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.painted import Painted, common, is_empty
from ofprint.press.preflight.saying import ERROR, WARNING, found

_SLACK = 0.005
_LONG = 2 * MM
"""A filled strip is a line when it is at least this long."""


def check_lines(file: Examined) -> Iterator[Finding]:
    """Check the weight of strokes, and of filled strips that stand for lines, inside the bleed."""
    if not file.for_press:
        return
    for page, painted in file.drawn:
        weight = _weight(painted)
        if weight is None or weight >= file.limits.line - _SLACK:
            continue
        if not is_empty(common(painted.box, page.bleed)) and _reaches_in(painted, page):
            yield _thin(file, page, painted, weight)


def _weight(painted: Painted) -> float | None:
    """Return how thick a line is, or None for what is no visible line."""
    if painted.path is None or (painted.colour is not None and painted.colour.is_white):
        return None
    if painted.kind == "stroke":
        return painted.width
    if painted.kind != "fill" or not painted.rectangle:
        return None
    width, height = painted.box[2] - painted.box[0], painted.box[3] - painted.box[1]
    whole = painted.whole or painted.box
    if min(width, height) < min(whole[2] - whole[0], whole[3] - whole[1]) - 0.001:
        return None
    return min(width, height) if max(width, height) >= _LONG else None


def _reaches_in(painted: Painted, page: PageView) -> bool:
    """Whether a line lies inside the bleed by more than a mark's own half weight."""
    box, bleed, slack = painted.box, page.bleed, 0.2 * MM
    apart = box[2] < bleed[0] + slack or box[0] > bleed[2] - slack
    return not (apart or box[3] < bleed[1] + slack or box[1] > bleed[3] - slack)


def _thin(file: Examined, page: PageView, painted: Painted, weight: float) -> Finding:
    hardly = weight < file.limits.line_floor
    return found(
        "lines.hairline",
        ERROR if hardly else WARNING,
        (f"a line is {weight:.2f} pt thick; {file.limits.line:g} pt print safely",
         f"線の太さが {weight:.2f} pt です（{file.limits.line:g} pt 以上にします）"),
        ("make it thicker", "太くしてください"),
        page.place(painted.box),
    )  # fmt: skip
