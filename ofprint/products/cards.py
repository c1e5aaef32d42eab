"""Single cards: one person's badge laid on its own ground, or a named blank where it cannot be set.

They stand apart because one person's fault may stop nobody else, and because the command, scripts and
worker processes all lay cards one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.layout.page import Group, Item, Page, rectangle
from ofprint.layout.template.engine import LaidSheet, lay_sheet
from ofprint.layout.template.planning import Series
from ofprint.products.holders import HolderView, holder_of
from ofprint.products.making import Making
from ofprint.products.sides import BLANK, CARD, Side, Spot

if TYPE_CHECKING:
    from ofprint.people import Attendee

_FEW = ("role", "role_word", "role_colour", "role_note", "latin", "level", "consent")
"""What of a person takes few values: frames that hang on nothing else are laid once for each and drawn as stamps."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card as laid, mm, and what was found on the way."""

    width: float
    height: float
    items: tuple[Item, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def page(self) -> Page:
        """The card as a page of its own."""
        return Page(self.width, self.height, self.items, CARD)


class CardMaker:
    """Lays cards of one event in one theme."""

    def __init__(self, making: Making) -> None:
        self.making = making
        series = Series(making.maker.names, "person", _FEW, making.maker.template.sheets.values())
        self._studio = replace(making.maker.studio, series=series)
        self._language = making.wishes.language or "ja"

    def card(self, attendee: Attendee, sheet: str = CARD) -> Card:
        """Lay one person's card; what cannot be set makes it a blank with a finding.

        Raises `TemplateError` when the template is at fault.
        """
        holder = holder_of(self.making.event, attendee, self._language)
        if missing := self._missing(holder):
            found = _blank(
                holder,
                attendee.row,
                f"no face has {' '.join(missing)}",
                f"{' '.join(missing)} の字形がどの書体にもありません",
            )
            return self._laid(BLANK, holder, found)
        laid = self._lay(sheet, holder)
        if laid.placed.over:
            over = laid.placed.over[0]
            found = _blank(
                holder,
                attendee.row,
                f"{over.frame} is {over.by:.1f} mm over",
                f"{over.frame} が {over.by:.1f} mm あふれます",
            )
            return self._laid(BLANK, holder, found)
        findings = (replace(found, place=Place(row=attendee.row, path=holder.id)) for found in laid.findings)
        return Card(laid.width, laid.height, laid.placed.items, tuple(findings))

    def page(self, side: Side) -> tuple[Page, list[Finding]]:
        """Lay a side's cards, each clipped to its own ground; return the page and what was found."""
        if side.alone:
            card = self.card(side.spots[0].attendee, side.spots[0].sheet)
            return card.page, list(card.findings)
        findings: list[Finding] = []
        items = [self._spot(spot, findings) for spot in side.spots]
        number = str(side.number)
        return Page(side.width, side.height, (*items, *side.items), f"badges {number}", number, bleed=0), findings

    def _spot(self, spot: Spot, findings: list[Finding]) -> Group:
        card = self.card(spot.attendee, spot.sheet)
        findings += card.findings
        return Group(card.items, spot.matrix, clip=rectangle(0, 0, card.width, card.height))

    def _missing(self, holder: HolderView) -> list[str]:
        """Return the characters that no face of the name's style has, each as itself and its code."""
        stack = self._studio.stack(self._studio.style("display"))
        return stack.lacking("".join((holder.name, holder.reading, holder.romaji, holder.post)))

    def _lay(self, sheet: str, holder: HolderView) -> LaidSheet:
        maker = self.making.maker
        names: dict[str, Any] = {**maker.names, "person": holder}
        return lay_sheet(self._studio, maker.template.sheets[sheet], names)

    def _laid(self, sheet: str, holder: HolderView, found: Finding) -> Card:
        laid = self._lay(sheet, holder)
        return Card(laid.width, laid.height, laid.placed.items, (found,))


def _blank(holder: HolderView, row: int, en: str, ja: str) -> Finding:
    return Finding(
        "badges.blank",
        Severity.WARNING,
        Words(
            f"{holder.id} {holder.name}: {en}; the card is left blank to write on",
            f"{holder.id} {holder.name}: {ja}。手書き用の空白の札にしました",
        ),
        Words("write the name by hand, or add a face that has it", "手書きするか、その字を持つ書体を追加してください"),
        Place(row=row),
    )
