"""What can be told before anything is made: characters that no face has, and what the badges will print.

It stands apart from the event's own checks because only here are faces and templates known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ofprint.base.records import dataclass
from ofprint.layout.template.studio import missing_finding

if TYPE_CHECKING:
    from ofprint.base.findings import Finding
    from ofprint.event import Event
    from ofprint.people import Attendee
    from ofprint.products.making import Wishes
    from ofprint.products.printing import PrintWishes


def check(event: Event) -> list[Finding]:
    """Return a finding for each text of the event that holds a character no face has."""
    from ofprint.products.making import event_fonts

    stack = event_fonts(event).stack("Noto Sans JP")
    return [
        missing_finding(lacking, str(text), event.place(path))
        for path, text in event.texts()
        if (lacking := stack.lacking(str(text)))
    ]


@dataclass(frozen=True, slots=True)
class BadgeCheck:
    """What a run of badges will be: its cards, its sides of paper, the sheet's title, and all that was found."""

    cards: int
    sides: int
    sheet: str
    findings: tuple[Finding, ...]


def check_badges(event: Event, people: Sequence[Attendee], wishes: Wishes, printing: PrintWishes) -> BadgeCheck:
    """Lay every badge without printing any and return what the run will be.

    Raises `TemplateError`, and `OutputError` for a sheet, colour or window that is not there.
    """
    from ofprint.products.badges import make_badges
    from ofprint.products.cards import CardMaker
    from ofprint.products.shapes import BACK

    badges = make_badges(event, people, wishes, printing)
    maker, face = CardMaker(badges.making), badges.imposition.sheet.face
    findings = list(badges.noted)
    for attendee in badges.people:
        findings += maker.card(attendee, face).findings
    if badges.imposition.backs:
        findings += maker.common(BACK, face).findings
    cards = len(badges.people) * badges.imposition.copies
    return BadgeCheck(cards, int(str(badges.facts("office")["pages"])), badges.imposition.sheet.title, tuple(findings))
