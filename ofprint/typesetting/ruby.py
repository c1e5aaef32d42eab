"""Ruby and emphasis dots: what stands over a base, and the room it takes from the line.

It stands apart because JLREQ 3.3 is a chapter of its own. Lengths are ems of the text's size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ofprint.typesetting.cells import Cell
from ofprint.typesetting.markup import Ruby

if TYPE_CHECKING:
    from ofprint.typesetting.paragraph import Paragraph


class Over(NamedTuple):
    """One reading over its base: cells ``first`` to ``last`` of the paragraph."""

    first: int
    last: int
    cells: tuple[Cell, ...]
    size: float


def laid_over(paragraph: Paragraph, ruby: Ruby) -> list[Over]:
    """Return what a ruby lays over a paragraph, and make room for it there."""
    return []
