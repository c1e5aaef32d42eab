"""The run of people whose badges are printed: in which order, parted at which reception windows, how often each.

It stands apart because fronts, backs, tab sheets and the reception list must agree on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass
from ofprint.people.order import By, ordered
from ofprint.people.windows import OTHERS, Window, by_window, even_windows, parse_windows

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.people import Attendee

Order = Literal["list", "reading", "window", "role", "affiliation"]
ORDERS: tuple[Order, ...] = ("list", "reading", "window", "role", "affiliation")
_MOST_WINDOWS = 50


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the run that is handed out at one window; the whole run where there are none."""

    label: str
    people: tuple[Attendee, ...]
    by: By = By.LIST
    """What its people are ordered by."""


def sections(event: Event, people: Sequence[Attendee], *, order: Order | None = None) -> list[Section]:
    """Return the people in the event's order, or in the one given, parted where it goes by windows.

    Raises `OutputError` when it goes by windows and the event names none, `AttendeesError` for windows that
    cannot be read.
    """
    chosen = order or event.badges.order
    if chosen == "window":
        return [
            Section(window.label, tuple(inside), By.READING)
            for window, inside in by_window(people, reception_windows(event, people))
        ]
    by = By(chosen)
    roles = [role.key for role in event.badges.roles]
    return [Section("", tuple(ordered(people, by, roles=roles)), by)]


def reception_windows(event: Event, people: Sequence[Attendee]) -> tuple[Window, ...]:
    """Return the event's reception windows: as named, or so many of about equal length.

    Raises `OutputError` when there are none, `AttendeesError` for those that cannot be read.
    """
    given = event.badges.windows
    if len(given) == 1 and given[0].isdecimal():
        count = int(given[0])
        if 1 <= count <= _MOST_WINDOWS:
            return even_windows(people, count)
    elif given:
        return parse_windows(given)
    what = Words(
        "the badges go by reception windows, and the event names none", "窓口順ですが、受付窓口の指定がありません"
    )
    cure = Words(
        f"write “windows: [あ–こ, さ–の, は–ん]” under badges:, or how many (1 to {_MOST_WINDOWS})",
        f"badges: に「windows: [あ–こ, さ–の, は–ん]」のように、または数（1〜{_MOST_WINDOWS}）で書いてください",
    )
    raise OutputError([Finding("badges.windows", Severity.ERROR, what, cure, event.place("badges.windows"))])


def run_of(parts: Sequence[Section]) -> list[Attendee]:
    """Return everybody of the sections in the order of the run."""
    return [attendee for part in parts for attendee in part.people]


__all__ = ["ORDERS", "OTHERS", "Order", "Section", "reception_windows", "run_of", "sections"]
