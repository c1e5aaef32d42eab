"""Folding diagrams: the sheets of an imposition scheme drawn as SVG from the scheme itself.

It stands apart because a drawing made from the data cannot tell another story than the data.
"""

from __future__ import annotations

from ofprint.press.imposition import Placement, Scheme, Sheet, impose_pages

_PAGE = (60.0, 85.0)
_GAP, _TOP = 20.0, 30.0
_STYLE = (
    "text{font-family:sans-serif;text-anchor:middle}"
    ".page{fill:#fff;stroke:#333}.fold{stroke:#333;stroke-dasharray:5 4}.spine{stroke:#c00;stroke-width:3}"
)


def folding_diagram(scheme: Scheme, *, sheets: int = 2) -> str:
    """Return an SVG of both sides of every sheet of a job of ``sheets`` sheets.

    Numbers stand as the pages do, heads up or on their heads; a red edge is where a page is bound.
    """
    made = impose_pages(scheme.pages_a_sheet * sheets, scheme, page=_PAGE)
    width, height = scheme.block(_PAGE)
    sides = 2 if scheme.back else 1
    total = (sides * (width + _GAP) + _GAP, sheets * (height + _TOP + _GAP) + _GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total[0]:g}" height="{total[1]:g}">',
        f"<style>{_STYLE}</style>",
    ]
    for number, sheet in enumerate(made, 1):
        parts += _sheet(sheet, number, (width, height), (number - 1) * (height + _TOP + _GAP) + _TOP + _GAP / 2)
    return "\n".join([*parts, "</svg>", ""])


def _sheet(sheet: Sheet, number: int, block: tuple[float, float], top: float) -> list[str]:
    parts = []
    for index, (name, side) in enumerate((("front", sheet.front), ("back", sheet.back))):
        if not side:
            continue
        left = _GAP + index * (block[0] + _GAP)
        label = f"sheet {number}, {name}"
        parts.append(f'<text x="{left + block[0] / 2:g}" y="{top - 8:g}" font-size="11">{label}</text>')
        for placed in side:
            parts += _page(placed, (left + placed.x, top + block[1] - placed.y - _PAGE[1]))
    return parts


def _page(placed: Placement, corner: tuple[float, float]) -> list[str]:
    """Return one page: its outline, its number, and the edge it is bound at."""
    (x, y), (width, height) = corner, _PAGE
    middle = (x + width / 2, y + height / 2)
    turn = f' transform="rotate(180 {middle[0]:g} {middle[1]:g})"' if placed.turned else ""
    shown = "" if placed.page is None else str(placed.page + 1)
    parts = [
        f'<rect class="page" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>',
        f'<text x="{middle[0]:g}" y="{middle[1] + 8:g}" font-size="24"{turn}>{shown}</text>',
    ]
    if placed.spine:
        at = x if placed.spine == "left" else x + width
        parts.append(f'<line class="spine" x1="{at:g}" y1="{y:g}" x2="{at:g}" y2="{y + height:g}"/>')
    return parts
