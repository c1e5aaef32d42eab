"""What may be said of how a run of badges is printed, by the caller or by the event, and the imposition it gives.

It stands apart because the command, scripts and the calibration page all say it, and the event fills in the rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass
from ofprint.products.imposing import CardImposition, Turn
from ofprint.products.roll import Order
from ofprint.products.sheets import DEFAULT_SHEET, CardSheet, card_sheet

if TYPE_CHECKING:
    from ofprint.event import Event

MOST_COPIES = 100


@dataclass(frozen=True, slots=True)
class PrintWishes:
    """How a run is to be printed; None for what the event says."""

    sheet: str | None = None
    order: Order | None = None
    turn: Turn | None = None
    offset: tuple[float, float] | None = None
    back_offset: tuple[float, float] | None = None
    first_cell: int = 1
    """The first free cell of the first sheet, counted from 1 as people count."""
    copies: int = 1
    cut_marks: bool | None = None
    stack: bool | None = None
    tabs: bool | None = None


def chosen_sheet(event: Event, name: str | None) -> CardSheet:
    """Return the card sheet named by the caller, else by the event. Raises `OutputError` when there is none.

    A file that the caller names is found from where they stand, or from the event's folder; one that the event
    names lies in its folder.
    """
    if name:
        here = Path(name).is_file()
        return card_sheet(name, None if here else event.folder)
    return card_sheet(event.badges.sheet or DEFAULT_SHEET, event.folder)


def imposition_of(event: Event, wishes: PrintWishes) -> CardImposition:
    """Return how a run lies on its sheets. Raises `OutputError` for a sheet, cell or number that there is not."""
    own, sheet = event.badges, chosen_sheet(event, wishes.sheet)
    cells = len(sheet.cells)
    if not 1 <= wishes.first_cell <= cells:
        raise OutputError([_out_of_range("first-cell", wishes.first_cell, cells, sheet.title)])
    if not 1 <= wishes.copies <= MOST_COPIES:
        raise OutputError([_out_of_range("copies", wishes.copies, MOST_COPIES, "")])
    marks = own.cut_marks if wishes.cut_marks is None else wishes.cut_marks
    return CardImposition(
        sheet=sheet,
        backs=any(side != "none" for side in own.back),
        turn=wishes.turn or own.turn,
        offset=own.offset if wishes.offset is None else wishes.offset,
        back_offset=own.back_offset if wishes.back_offset is None else wishes.back_offset,
        first_cell=wishes.first_cell - 1,
        copies=wishes.copies,
        cut_marks=sheet.marks if marks is None else marks,
        stack=own.stack if wishes.stack is None else wishes.stack,
        tabs=own.tabs if wishes.tabs is None else wishes.tabs,
    )


def _out_of_range(option: str, given: int, most: int, title: str) -> Finding:
    on = f" ({title})" if title else ""
    what = Words(f"--{option} {given}: 1 to {most}{on}", f"--{option} {given}: 1〜{most} です{on}")
    cure = Words("count from the upper left, row by row", "左上から横へ数えます") if title else None
    return Finding(f"badges.{option}", Severity.ERROR, what, cure)
