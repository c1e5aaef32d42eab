"""The badges: a card for each attendee, on the organizer's sheet or one to a page.

They stand apart from other products because their content is a list of people, and one person's
fault may stop nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.layout.page import Group, Item, Page, moved, rectangle
from ofprint.layout.template.engine import LaidSheet, lay_sheet
from ofprint.products.document import Document, Rendered, is_office
from ofprint.products.holders import HolderView, holder_of
from ofprint.products.making import Making, Wishes, begin
from ofprint.products.sheets import DEFAULT_SHEET, CardSheet, card_sheet

if TYPE_CHECKING:
    import datetime as dt

    from ofprint.event import Event
    from ofprint.people import Attendee

CARD = "badge"
BLANK = "badge-blank"


@dataclass(frozen=True)
class Badges(Document):
    """Badges as cards, one a page; as ``office`` they are written onto the card sheet."""

    sheet: CardSheet | None = None

    def rendered(self, *, press: str | None = None, date: dt.datetime | None = None) -> Rendered:
        """Return the PDF: cards on their sheet as ``office``, one card a page as ``x1a`` or ``x4``."""
        if not is_office(press or self.press):
            return super().rendered(press=press, date=date)
        return Document.rendered(replace(self, pages=tuple(self.on_sheets())), press=press or self.press, date=date)

    def on_sheets(self) -> list[Page]:
        """Return the cards on their sheets, each clipped to its own card."""
        sheet = self.sheet or card_sheet(DEFAULT_SHEET)
        cells = sheet.cells
        groups = [self.pages[start : start + len(cells)] for start in range(0, len(self.pages), len(cells))]
        return [_on_sheet(sheet, cells, cards, number) for number, cards in enumerate(groups, 1)]


def _on_sheet(sheet: CardSheet, cells: Sequence[tuple[float, float]], cards: Sequence[Page], number: int) -> Page:
    items = tuple(
        Group(card.items, moved(x, y), clip=rectangle(0, 0, card.width, card.height))
        for (x, y), card in zip(cells, cards, strict=False)
    )
    return Page(*sheet.paper, items, f"badges {number}", str(number), bleed=0)


def make_badges(event: Event, people: Iterable[Attendee], wishes: Wishes, *, sheet: str | None = None) -> Badges:
    """Lay out a badge for each attendee, in the list's order.

    A name that cannot be set (a character that no face has, or more than its card holds) becomes a
    finding and a named blank. Raises `TemplateError` when the template is at fault, `OutputError` when the
    sheet is unknown or its card is not the template's.
    """
    making = begin(event, "badges", wishes)
    chosen = card_sheet(sheet or event.badges.sheet or DEFAULT_SHEET)
    findings: list[Finding] = []
    pages = [
        _card(making, holder_of(event, attendee, making.wishes.language or "ja"), attendee.row, findings)
        for attendee in people
    ]
    return making.document("badges", pages, findings, kind=Badges, press="office", sheet=chosen)


def _card(making: Making, holder: HolderView, row: int, findings: list[Finding]) -> Page:
    """Lay one person's card; what cannot be set makes it a blank with a finding."""
    missing = _missing(making, holder)
    if missing:
        findings.append(
            _blank(
                holder, row, f"no face has {' '.join(missing)}", f"{' '.join(missing)} の字形がどの書体にもありません"
            )
        )
        return _page(making, BLANK, holder)
    laid = _lay(making, CARD, holder)
    if laid.placed.over:
        over = laid.placed.over[0]
        findings.append(
            _blank(
                holder, row, f"{over.frame} is {over.by:.1f} mm over", f"{over.frame} が {over.by:.1f} mm あふれます"
            )
        )
        return _page(making, BLANK, holder)
    findings += [replace(finding, place=Place(row=row, path=holder.id)) for finding in laid.findings]
    return _as_page(laid, laid.placed.items)


def _missing(making: Making, holder: HolderView) -> list[str]:
    """Return the characters that no face of the name's style has, each as itself and its code."""
    stack = making.maker.studio.stack(making.maker.studio.style("display"))
    text = "".join((holder.name, holder.reading, holder.romaji, holder.post))
    return stack.lacking(text)


def _lay(making: Making, sheet: str, holder: HolderView) -> LaidSheet:
    names: dict[str, Any] = {**making.maker.names, "person": holder}
    return lay_sheet(making.maker.studio, making.maker.template.sheets[sheet], names)


def _page(making: Making, sheet: str, holder: HolderView) -> Page:
    laid = _lay(making, sheet, holder)
    return _as_page(laid, laid.placed.items)


def _as_page(laid: LaidSheet, items: tuple[Item, ...]) -> Page:
    return Page(laid.width, laid.height, items, CARD)


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
