"""Printed sides of badges: whose card stands where.

They stand apart from cards and painting because order, first cell, backs and tab sheets are decided here,
before anything is laid; a side is small and crosses processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ofprint.base.records import dataclass
from ofprint.layout.page import Item, Matrix, moved
from ofprint.products.sheets import CardSheet

if TYPE_CHECKING:
    from ofprint.people import Attendee

CARD = "badge"
"""The template's sheet that shows a person."""
BLANK = "badge-blank"
"""The template's sheet that is left to be written on."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A card on a side: whose it is, where it stands (mm from the side's upper left), the template's sheet it shows."""

    attendee: Attendee
    matrix: Matrix
    sheet: str = CARD


@dataclass(frozen=True, slots=True)
class Side:
    """One printed side, mm: its cards, each clipped to its own ground, and what else stands on it."""

    width: float
    height: float
    spots: tuple[Spot, ...]
    number: int
    """Counts from 1."""
    items: tuple[Item, ...] = ()
    alone: bool = False
    """Whether the side is its one card, bleed and all, and not a ground on which cards stand."""


def sides_on(sheet: CardSheet, people: Iterable[Attendee]) -> Iterator[Side]:
    """Yield the sides of a card sheet, filled row by row in the order of ``people``, who may come as a stream."""
    cells = [moved(x, y) for x, y in sheet.cells]
    waiting = iter(people)
    number = 0
    while on_one := list(islice(waiting, len(cells))):
        number += 1
        spots = tuple(Spot(attendee, cell) for attendee, cell in zip(on_one, cells, strict=False))
        yield Side(*sheet.paper, spots, number)


def sides_alone(people: Iterable[Attendee]) -> Iterator[Side]:
    """Yield a side for each card, which is what a card printer takes; its size is the card's own."""
    for number, attendee in enumerate(people, 1):
        yield Side(0, 0, (Spot(attendee, moved(0, 0)),), number, alone=True)
