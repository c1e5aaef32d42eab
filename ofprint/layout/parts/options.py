"""Options that many parts share, declared once with what they hold and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ofprint.layout.template.model import Kind, Option
from ofprint.typesetting import Markup

BOX: dict[str, Option] = {
    "x": Option(Kind.LENGTH, "left edge from the ground's left"),
    "right": Option(Kind.LENGTH, "right edge, counted leftwards from the ground's right"),
    "y": Option(Kind.LENGTH, "upper edge from the ground's top"),
    "bottom": Option(Kind.LENGTH, "lower edge, counted upwards from the ground's foot"),
    "w": Option(Kind.LENGTH, "width"),
    "h": Option(Kind.LENGTH, "height"),
}
CONTENT: dict[str, Option] = {
    "text": Option(Kind.TEXT, "a literal; {{ … }} stands for a value"),
    "bind": Option(Kind.VALUE, "an expression giving the content"),
}
TYPE: dict[str, Option] = {
    "style": Option(Kind.NAME, "the style that the text is set in", "text", of="styles"),
    "size": Option(Kind.SIZE, "type size instead of the style's; its leading follows in proportion"),
    "leading": Option(Kind.SIZE, "leading instead of the style's"),
    "weight": Option(Kind.NUMBER, "weight instead of the style's"),
    "align": Option(Kind.NAME, "alignment instead of the style's", choices=("left", "right", "center", "justify")),
    "ink": Option(Kind.NAME, "ink instead of the style's", of="inks"),
    "tracking": Option(Kind.NUMBER, "tracking in em instead of the style's"),
}
FILL: dict[str, Option] = {
    "fill": Option(Kind.NAME, "the ink inside", of="inks"),
    "stroke": Option(Kind.NAME, "the ink of the line", of="inks"),
    "width": Option(Kind.LENGTH, "the line's width", 0.2),
}


def content(values: Mapping[str, Any]) -> Any:
    """Return what a part is to set: the literal or the bound value, as text (`Markup` stays what it is)."""
    bound = values.get("bind")
    return as_text(bound if bound is not None else values.get("text"))


def as_text(value: Any) -> Any:
    """Return a value as text: nothing for None, paragraphs for a list."""
    if value.__class__ is str:
        return value
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(as_text(line) for line in value)
    return str(value)


def box(values: Mapping[str, Any], width: float, height: float) -> tuple[float, float, float, float]:
    """Return ``(x, y, w, h)`` in mm of a box whose edges may be named from either side of the ground.

    Raises ``ValueError`` when the edges given do not fix the box.
    """
    x, w = _edges(values["x"], values["right"], values["w"], width, "x", "right", "w")
    y, h = _edges(values["y"], values["bottom"], values["h"], height, "y", "bottom", "h")
    return x, y, w, h


def _edges(start: Any, end: Any, size: Any, whole: float, *names: str) -> tuple[float, float]:
    if start is None and end is None:
        start = 0
    if start is None:
        if size is None:
            start, size = 0, whole - end
        else:
            start = whole - end - size
    elif size is None:
        size = max(whole - start, 0) if end is None else whole - end - start
    if size < 0:
        raise ValueError(f"the box is less than nothing wide or high: {', '.join(names)} give {size:.2f} mm")
    return start, size
