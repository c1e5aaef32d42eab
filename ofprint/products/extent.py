"""How far an item reaches across a page, in mm.

It stands apart because parting a spread and finding what lies too near the trim ask the same thing.
"""

from __future__ import annotations

from ofprint.base.lengths import MM
from ofprint.layout.page import Code, Group, Item, Link, Matrix, Page, Picture, Shape, Stamp, Text, polygon

Corners = tuple[tuple[float, float], ...]


def reach(item: Item) -> tuple[float, float] | None:
    """Return the left and right end of an item in mm; None for one that has none."""
    if isinstance(item, Shape):
        xs = [value for step in item.path for value in step[1::2]]
        return (min(xs), max(xs)) if xs else None
    if isinstance(item, Text):
        return _text_reach(item)
    if isinstance(item, Code):
        return item.x, item.x + item.side
    if isinstance(item, Picture | Link):
        return item.x, item.x + item.w
    if isinstance(item, Group | Stamp):
        ends = [span for inner in item.items if (span := reach(inner))]
        return _moved(ends, item.matrix) if ends else None
    return None


def _moved(ends: list[tuple[float, float]], matrix: Matrix) -> tuple[float, float]:
    xs = [matrix[0] * x + matrix[4] for span in ends for x in span]
    return min(xs), max(xs)


def _text_reach(text: Text) -> tuple[float, float] | None:
    setting = text.setting
    if not setting.lines:
        return None
    if setting.style.vertical:
        half = setting.style.size / 2 / MM
        return text.x - setting.lines[-1].cross / MM - half, text.x + half
    starts = [line.start for line in setting.lines]
    ends = [line.start + line.width for line in setting.lines]
    return text.x + min(starts) / MM, text.x + max(ends) / MM


def stands_on(item: Item, left: float, right: float, *, owner: tuple[float, float]) -> bool:
    """Whether an item belongs on a page from ``left`` to ``right`` mm, bleed included.

    Shapes belong wherever they reach; text and codes only to the page (``owner``) that holds their middle,
    so that nothing is read twice.
    """
    span = reach(item)
    if span is None:
        return False
    if isinstance(item, Shape | Group | Stamp | Picture):
        return span[1] > left and span[0] < right
    middle = (span[0] + span[1]) / 2
    return owner[0] <= middle < owner[1]


def inside(page: Page) -> tuple[Item, ...]:
    """Return a page's items, shapes that run off the trim cut ``page.inset`` mm inside it; text is never cut.

    A copier leaves some 4 to 5 mm of white, no two the same; cut by us, the white is even.
    """
    edge, right, foot = page.inset, page.width - page.inset, page.height - page.inset
    window = ((edge, edge), (right, edge), (right, foot), (edge, foot))
    trim = ((0.0, 0.0), (page.width, 0.0), (page.width, page.height), (0.0, page.height))
    return tuple(_cut(item, window, trim) for item in page.items)


def _cut(item: Item, window: Corners, trim: Corners) -> Item:
    """Return an item, its shapes that reach beyond ``trim`` shown only in ``window``; both in the item's own ground."""
    if isinstance(item, Shape):
        return Group((item,), clip=polygon(window)) if _runs_off(item, trim) else item
    if isinstance(item, Group | Stamp):
        inner, outer = _into(item.matrix, window), _into(item.matrix, trim)
        items = tuple(_cut(one, inner, outer) for one in item.items)
        clip = item.clip if isinstance(item, Group) else None
        return Group(items, item.matrix, clip)
    return item


def _into(matrix: Matrix, corners: Corners) -> Corners:
    """Return corners as they lie on the ground that a matrix brings to them."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return tuple((((x - e) * d - (y - f) * c) / area, ((y - f) * a - (x - e) * b) / area) for x, y in corners)


def _runs_off(shape: Shape, trim: Corners) -> bool:
    """Whether a shape reaches beyond the trim, whose corners a matrix may have turned by right angles."""
    lefts, tops = zip(*trim, strict=True)
    xs, ys = ([value for step in shape.path for value in step[at::2]] for at in (1, 2))
    return bool(xs) and (min(xs) < min(lefts) or max(xs) > max(lefts) or min(ys) < min(tops) or max(ys) > max(tops))
