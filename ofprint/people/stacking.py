"""Which card lies in which cell of which sheet: row by row, or so that a cut pile is already in order.

It stands apart because it is counting alone: badges, backs, tab sheets and blanks must all agree on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Card = TypeVar("Card")

Sheet = tuple[Card | None, ...]
"""The cards of one sheet by cell, ``None`` for a cell left free."""


def sheet_by_sheet(cards: Sequence[Card], cells: int, *, first_free: int = 0) -> list[Sheet[Card]]:
    """Return the sheets filled one after another, the first from its cell ``first_free`` (counted from 0) on."""
    padded: list[Card | None] = [*[None] * _checked(cells, first_free), *cards]
    padded += [None] * (-len(padded) % cells)
    return [tuple(padded[at : at + cells]) for at in range(0, len(padded), cells)] if cards else []


def cut_and_stack(cards: Sequence[Card], cells: int, *, first_free: int = 0) -> list[Sheet[Card]]:
    """Return the sheets so that piles, cut through all sheets at once and laid one under another, are in order.

    A pile is one cell through all sheets, the first sheet on top; the pile of the first cell lies
    on top. Free cells are the first ``first_free`` of the first sheet and the last ones of the last.
    """
    first_free = _checked(cells, first_free)
    sheets = -(-(len(cards) + first_free) // cells) if cards else 0
    full = len(cards) + first_free - (sheets - 1) * cells
    grid: list[list[Card | None]] = [[None] * cells for _ in range(sheets)]
    rest = iter(cards)
    for cell in range(cells):
        for sheet in range(int(cell < first_free), sheets - int(cell >= full)):
            grid[sheet][cell] = next(rest)
    return [tuple(sheet) for sheet in grid]


def _checked(cells: int, first_free: int) -> int:
    if cells < 1:
        raise ValueError(f"a sheet has at least one cell, not {cells}")
    if not 0 <= first_free < cells:
        raise ValueError(f"the first free cell is 0 to {cells - 1}, not {first_free}")
    return first_free
