"""Single cards: one person's badge laid on its own ground, or a named blank where it cannot be set.

They stand apart because one person's fault may stop nobody else, and because the command, scripts and
worker processes all lay cards one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.layout.clashes import clash_findings
from ofprint.layout.page import Group, Item, Page, rectangle
from ofprint.layout.template.engine import LaidSheet, overset_findings
from ofprint.layout.template.planning import Series
from ofprint.products.holders import HolderView, holder_findings, holder_of
from ofprint.products.imposing import BLEED
from ofprint.products.making import Making
from ofprint.products.name_check import NameCheck
from ofprint.products.shapes import BLANK, FRONT, card_layout, lay_card
from ofprint.products.sides import Side, Spot

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
        return Page(self.width, self.height, self.items, FRONT)


class CardMaker:
    """Lays cards of one event in one theme."""

    def __init__(self, making: Making) -> None:
        same = {**making.maker.names, "card": None}
        series = Series(same, "person", _FEW, making.maker.template.sheets.values())
        self._studio = making.maker.studio.in_series(series)
        self.making = replace(making, maker=replace(making.maker, studio=self._studio))
        self._language = making.wishes.language or "ja"
        self._shared: dict[tuple[str, tuple[float, float]], Card] = {}
        self._checks: dict[tuple[float, float], NameCheck] = {}

    def card(self, attendee: Attendee, size: tuple[float, float], kind: str = FRONT) -> Card:
        """Lay one person's card of ``size`` mm; what cannot be set makes it a blank with a finding.

        Nobody's name, a walk-in's, is a blank by itself.

        Raises `TemplateError` when the template is at fault.
        """
        holder = holder_of(self.making.event, attendee, self._language, self.making.maker.template.inks)
        if not attendee.name:
            return self._laid(BLANK, size, None, person=holder)
        if missing := self._missing(holder):
            found = _blank(
                holder,
                attendee.row,
                f"no face has {' '.join(missing)}",
                f"{' '.join(missing)} の字形がどの書体にもありません",
            )
            return self._laid(BLANK, size, found, person=holder)
        laid = self._lay(kind, size, person=holder)
        if wrong := _fault(laid):
            return self._laid(BLANK, size, _blank(holder, attendee.row, wrong.en, wrong.ja), person=holder)
        findings = (replace(found, place=Place(row=attendee.row, path=holder.id)) for found in laid.findings)
        faults = holder_findings(self.making.event, attendee)
        told = self._check(size).of(holder, attendee.row, laid.placed.items)
        return Card(laid.width, laid.height, laid.placed.items, (*findings, *faults, *told))

    def common(self, kind: str, size: tuple[float, float], **names: Any) -> Card:
        """Lay a card that shows nobody: a back, or a tab. What is over in it is an error."""
        laid = self._lay(kind, size, **names)
        draft = self.making.wishes.draft
        findings = (*laid.findings, *overset_findings(laid, page=1, draft=draft), *_clashes(laid, draft=draft))
        return Card(laid.width, laid.height, laid.placed.items, findings)

    def page(self, side: Side) -> tuple[Page, list[Finding]]:
        """Lay a side's cards, each clipped to its own ground; return the page and what was found."""
        findings: list[Finding] = []
        items = [item for spot in side.spots for item in self._spot(spot, side.card, findings)]
        number = str(side.number)
        name = FRONT if side.alone else f"badges {number}"
        bleed = BLEED if side.alone else 0
        page = Page(side.width, side.height, (*items, *side.items), name, number, bleed=bleed, folds=side.folds)
        return page, findings

    def _spot(self, spot: Spot, size: tuple[float, float], findings: list[Finding]) -> tuple[Item, ...]:
        card = self._of(spot, size)
        findings += card.findings
        if spot.reach is None:
            return card.items
        left, top, right, bottom = spot.reach
        clip = rectangle(-left, -top, card.width + left + right, card.height + top + bottom)
        return (Group(card.items, spot.matrix, clip=clip),)

    def _of(self, spot: Spot, size: tuple[float, float]) -> Card:
        if spot.attendee is not None:
            return self.card(spot.attendee, size, spot.kind)
        if spot.tab is not None:
            return self.common(spot.kind, size, tab=spot.tab)
        if (spot.kind, size) not in self._shared:
            self._shared[spot.kind, size] = self.common(spot.kind, size)
        return self._shared[spot.kind, size]

    def _check(self, size: tuple[float, float]) -> NameCheck:
        if size not in self._checks:
            self._checks[size] = NameCheck(self.making, size)
        return self._checks[size]

    def _missing(self, holder: HolderView) -> list[str]:
        """Return the characters that no face of the name's style has, each as itself and its code."""
        stack = self._studio.stack(self._studio.style("display"))
        return stack.lacking(
            "".join((holder.name, holder.reading, holder.romaji, holder.post, holder.role_word, holder.field_line))
        )

    def _lay(self, kind: str, size: tuple[float, float], **names: Any) -> LaidSheet:
        sheet = card_layout(self.making, kind, size)
        return lay_card(self.making, sheet, size, **names)

    def _laid(self, kind: str, size: tuple[float, float], found: Finding | None, **names: Any) -> Card:
        laid = self._lay(kind, size, **names)
        return Card(laid.width, laid.height, laid.placed.items, (found,) if found else ())


def _fault(laid: LaidSheet) -> Words | None:
    """Return why a card cannot be printed as it was laid: text that is over or clashes, or an error of a part."""
    if laid.placed.over:
        over = laid.placed.over[0]
        return Words(f"{over.frame} is {over.by:.1f} mm over", f"{over.frame} が {over.by:.1f} mm あふれます")
    return next((found.what for found in (*laid.findings, *_clashes(laid)) if found.severity is Severity.ERROR), None)


def _clashes(laid: LaidSheet, *, draft: bool = False) -> list[Finding]:
    return clash_findings(laid.placed.items, laid.width, laid.height, sheet=laid.name, page=1, draft=draft)


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
