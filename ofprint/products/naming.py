"""What a product's file is called: plainly, or as the printer it goes to wants it.

It stands apart because the command and `ofprint.products.building` name files alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ofprint.press.variants import VARIANTS

if TYPE_CHECKING:
    from ofprint.event import Event


def file_named(event: Event, part: str, press: str | None) -> str:
    """Return the name of the file that holds ``part`` (``flyer``, ``cover`` …) for a press variant or a printer.

    Raises `PressError` when there is no such press.
    """
    if press is None or press in VARIANTS:
        return f"{part}.pdf"
    from ofprint.press.hand_in import file_name
    from ofprint.press.printers import read_printer

    return file_name(read_printer(press), event_name(event), part)


def event_name(event: Event) -> str:
    """Return the event's name in file names: its folder's, or ``event`` for one that lies in none."""
    return (event.folder.resolve().name if event.folder else "") or "event"
