"""What an office printer's white edge cuts: shapes that run off the trim, and never a text."""

from __future__ import annotations

import pytest

from ofprint.base.inks import BLACK
from ofprint.base.lengths import MM
from ofprint.fonts import FontLibrary
from ofprint.layout.page import Group, Item, Matrix, Page, Shape, Text, rectangle
from ofprint.products.extent import inside
from ofprint.typesetting import TextStyle, set_text

STYLE = TextStyle(fonts=FontLibrary.bundled().stack("Noto Sans JP", 400), size=10, leading=17, align="left")
WORDS = Text(set_text("席札", measure=80 * MM, style=STYLE), 2, 4)
ROOF = Shape(rectangle(-3, -3, 210, 10), BLACK)
WALL = Shape(rectangle(20, 20, 10, 10), BLACK)


def clipped(items: tuple[Item, ...], within: tuple[tuple[Matrix, tuple], ...] = ()) -> dict[type, list[tuple]]:  # type: ignore[type-arg]
    """Return for each leaf, by its class, the clips that it stands in, on the page."""
    found: dict[type, list[tuple]] = {Shape: [], Text: []}  # type: ignore[type-arg]
    for item in items:
        if isinstance(item, Group):
            inner = clipped(item.items, (*within, (item.matrix, item.clip or ())))
            for kind, clips in inner.items():
                found[kind] += clips
        else:
            found[type(item)].append(within)
    return found


@pytest.mark.parametrize("matrix", [(1, 0, 0, 1, 0, 0), (-1, 0, 0, -1, 200, 150), (1, 0, 0, 1, 4, 6)])
def test_shapes_that_run_off_are_cut_and_the_text_among_them_is_not(matrix: Matrix) -> None:
    page = Page(200, 150, (Group((ROOF, WALL, WORDS), matrix),), inset=5)
    found = clipped(inside(page))
    clips = [[clip for _, clip in chain if clip] for chain in found[Shape]]
    assert [len(chain) for chain in clips] == [1, 0]
    assert all(not clip for chain in found[Text] for _, clip in chain)
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for _, *point in clips[0][0] if point for x, y in [point]]
    assert sorted(corners) == [(5, 5), (5, 145), (195, 5), (195, 145)], "the same window, however the group lies"
