"""Printed sides of badges: whose card stands where.

They stand apart from cards and painting because order, first cell, backs and tab sheets are decided here,
before anything is laid; a side is small and crosses processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ofprint.base.records import dataclass, replace
from ofprint.layout.page import Item, Matrix, moved
from ofprint.people.stacking import cut_and_stack, sheet_by_sheet
from ofprint.products.imposing import BLEED, CardImposition, Face, Reach
from ofprint.products.roll import Section
from ofprint.products.shapes import BACK, FRONT, TAB

if TYPE_CHECKING:
    from ofprint.people import Attendee

_FREE = BLEED + 2


@dataclass(frozen=True, slots=True)
class TabView:
    """What a tab sheet says of the window whose badges follow."""

    label: str
    count: int
    first: str
    last: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A card on a side: whose it is, where it stands (mm from the side's upper left), the kind of card it shows."""

    attendee: Attendee | None
    matrix: Matrix
    kind: str = FRONT
    reach: Reach | None = (0.0, 0.0, 0.0, 0.0)
    """How far it may run beyond its face; None where nothing holds it."""
    tab: TabView | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One printed side, mm: its cards, each clipped to its own ground, and what else stands on it."""

    width: float
    height: float
    spots: tuple[Spot, ...]
    number: int
    """Counts from 1."""
    card: tuple[float, float]
    """The size of a card's face."""
    items: tuple[Item, ...] = ()
    alone: bool = False
    """Whether the side is its one card, bleed and all, and not a ground on which cards stand."""
    folds: tuple[tuple[str, float], ...] = ()


def sides_of(imposition: CardImposition, parts: Sequence[Section], *, alone: bool = False) -> Iterator[Side]:
    """Yield a run's printed sides, a back after each front where the paper is printed on both.

    ``alone`` gives a side to each card, which is what a card printer takes. With tabs every section begins on a
    new sheet, after its tab sheet; else the sections run on.
    """
    runs = [part for part in parts if part.people] if imposition.tabs else [_joined(parts)]
    number = 0
    for index, part in enumerate(runs):
        sides = _alone(imposition, part) if alone else _on_sheets(imposition, part, first=index == 0)
        tab = _tab(imposition, part, index, len(runs), alone=alone) if imposition.tabs else ()
        for side in (*tab, *sides) if tab else sides:
            number += 1
            yield replace(side, number=number)


def _joined(parts: Sequence[Section]) -> Section:
    return parts[0] if len(parts) == 1 else Section("", tuple(one for part in parts for one in part.people))


def _tab(imposition: CardImposition, part: Section, index: int, count: int, *, alone: bool) -> tuple[Side, ...]:
    """Return a window's tab sheet, and its empty back where the paper is printed on both sides."""
    first, last = part.people[0], part.people[-1]
    said = TabView(part.label, len(part.people), first.name, last.name, index + 1, count)
    size = imposition.sheet.face if alone else imposition.sheet.paper
    spot = Spot(None, moved(0, 0), TAB, None, said)
    front = Side(*size, (spot,), 0, size, alone=alone)
    return (front, replace(front, spots=())) if imposition.turned else (front,)


def _copied(imposition: CardImposition, part: Section) -> Iterable[Attendee]:
    return (one for one in part.people for _ in range(imposition.copies))


def _on_sheets(imposition: CardImposition, part: Section, *, first: bool) -> Iterator[Side]:
    sheet, people = imposition.sheet, tuple(_copied(imposition, part))
    fronts, marks = imposition.fronts(), tuple(imposition.marks())
    folded = imposition.folded_backs() if imposition.folded and imposition.backs else []
    turned = imposition.turned_backs() if imposition.turned else []
    lay = cut_and_stack if imposition.stack else sheet_by_sheet
    for on_one in lay(people, len(fronts), first_free=imposition.first_cell if first else 0):
        spots = [Spot(one, face.matrix, FRONT, face.reach) for one, face in _filled(on_one, fronts)]
        spots += [_back(face) for _, face in _filled(on_one, folded)]
        yield Side(*sheet.paper, tuple(spots), 0, sheet.face, marks)
        if turned:
            yield Side(*sheet.paper, tuple(_back(face) for _, face in _filled(on_one, turned)), 0, sheet.face)


def _filled(cards: Sequence[Attendee | None], faces: Sequence[Face]) -> Iterator[tuple[Attendee, Face]]:
    return ((card, face) for card, face in zip(cards, faces, strict=False) if card is not None)


def _back(face: Face) -> Spot:
    return Spot(None, face.matrix, BACK, face.reach)


def _alone(imposition: CardImposition, part: Section) -> Iterator[Side]:
    """Yield each card as a side of its own, its back after it or, of a folded card, on it."""
    sheet = imposition.sheet
    if imposition.folded:
        bare = replace(imposition, offset=(0.0, 0.0), sheet=replace(
            sheet, paper=sheet.card, grid=(1, 1), origin=(0.0, 0.0), marks=True))  # fmt: skip
        front, behind = bare.fronts()[0], bare.folded_backs()[0]
        folds = (("y", sheet.face[1]),) if sheet.fold == "top" else (("x", sheet.face[0]),)
        backs = (Spot(None, behind.matrix, BACK, _wide(behind.reach)),) if imposition.backs else ()
        for one in _copied(imposition, part):
            spot = Spot(one, front.matrix, FRONT, _wide(front.reach))
            yield Side(*sheet.card, (spot, *backs), 0, sheet.face, alone=True, folds=folds)
        return
    for one in _copied(imposition, part):
        yield Side(*sheet.face, (Spot(one, moved(0, 0), FRONT, None),), 0, sheet.face, alone=True)
        if imposition.turned:
            yield Side(*sheet.face, (Spot(None, moved(0, 0), BACK, None),), 0, sheet.face, alone=True)


def _wide(reach: Reach) -> Reach:
    """Return a reach that ends at the fold alone: elsewhere the press cuts the bleed."""
    left, top, right, bottom = (_FREE if side else 0.0 for side in reach)
    return left, top, right, bottom
