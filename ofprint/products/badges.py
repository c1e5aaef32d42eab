"""The badges: a card for each attendee, on the organizer's sheet or one to a page.

They stand apart from other products because their content is a list of people of any length: cards are laid and
painted when they are asked for, piece by piece, and go into the file as they come.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ofprint.base.findings import Finding
from ofprint.base.records import dataclass, replace
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.page import Group, Page, moved, rectangle
from ofprint.products.cards import CardMaker
from ofprint.products.document import (
    Document,
    Printable,
    Rendered,
    is_office,
    press_variant,
    print_document,
    require_fit,
)
from ofprint.products.files import whole_file
from ofprint.products.making import Making, Wishes, begin, facts_of
from ofprint.products.painting import PageWriter
from ofprint.products.run import BadgeJob, pieces
from ofprint.products.sheets import DEFAULT_SHEET, CardSheet, card_sheet
from ofprint.products.sides import CARD, Side, sides_alone, sides_on

if TYPE_CHECKING:
    import datetime as dt

    from ofprint.event import Event
    from ofprint.people import Attendee


class Badges(Printable):
    """Badges as cards, one a page; as ``office`` they are written onto the card sheet.

    Nothing is laid before it is asked for; `findings` and the file come out of one run. ``executor`` lets other
    processes or machines do the work.
    """

    def __init__(
        self, making: Making, people: Sequence[Attendee], sheet: CardSheet, *, executor: Executor | None = None
    ) -> None:
        facts = facts_of(making, "badges", press="office")
        for name in ("name", "title", "date", "press", "language", "right_to_left", "slug", "library", "draft"):
            setattr(self, name, getattr(facts, name))
        self.people = people
        self.sheet = sheet
        self._making = making
        self._executor = executor
        self._made: dict[tuple[str, dt.datetime], Rendered] = {}

    @property
    def findings(self) -> tuple[Finding, ...]:  # type: ignore[override]
        """What was found in laying the cards; makes them when it is asked for first."""
        if not self._made:
            self._render(self.press, self.date)
        return next(iter(self._made.values())).findings

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The cards, each as a page of its own."""
        maker = CardMaker(self._making)
        return tuple(maker.card(attendee).page for attendee in self.people)

    def with_pages(self, pages: Iterable[Page]) -> Cards:
        """Return the badges with other cards in the place of these."""
        facts = facts_of(self._making, self.name, press=self.press)
        return Cards(**{**facts.__dict__, "pages": tuple(pages)}, sheet=self.sheet)

    def sides(self, press: str, people: Iterable[Attendee] | None = None) -> Iterator[Side]:
        """Yield the printed sides of a press variant for its own people, or for others."""
        chosen = self.people if people is None else people
        return sides_on(self.sheet, chosen) if is_office(press) else sides_alone(chosen)

    def facts(self, press: str) -> dict[str, object]:
        """Return what a table of files says of them: pages and trim."""
        card = self._making.maker.template.sheets[CARD]
        trim = self.sheet.paper
        if not is_office(press):
            trim = tuple(self._making.maker.value(side, {}) for side in (card.width, card.height))
        return {"pages": sum(1 for _ in self.sides(press)), "trim": f"{trim[0]:g}×{trim[1]:g}"}

    def rendered(self, *, press: str | None = None, date: dt.datetime | None = None) -> Rendered:
        """Return the PDF: cards on their sheet as ``office``, one card a page as ``x1a`` or ``x4``."""
        return self._fitting(self._render(press or self.press, date or self.date))

    def save(
        self, target: str | os.PathLike[str] | IO[bytes], *, press: str | None = None, date: dt.datetime | None = None
    ) -> None:
        """Write the PDF to a path, whole or not at all, or to a binary stream; errors as `to_bytes`.

        To a path it is written as it grows, in memory that does not grow with it.
        """
        if self._made or not isinstance(target, str | os.PathLike):
            super().save(target, press=press, date=date)
            return
        with whole_file(Path(target)) as stream:
            self.write(stream, press=press, date=date)

    def write(
        self,
        stream: IO[bytes],
        *,
        press: str | None = None,
        date: dt.datetime | None = None,
        told: Callable[[int], None] = lambda _cards: None,
    ) -> Rendered:
        """Write the PDF to a stream as it grows and return what was found; ``told`` hears of cards as they are done.

        Raises `FitError` or `FontError` after everybody was tried, `TemplateError` at once.
        """
        return self._fitting(self._render(press or self.press, date or self.date, stream, told))

    def _render(
        self,
        press: str,
        date: dt.datetime,
        sink: IO[bytes] | None = None,
        told: Callable[[int], None] = lambda _cards: None,
    ) -> Rendered:
        made = self._made.get((press, date))
        if made is not None:
            return made
        product = copy(self)
        product.date = date
        fonts = EmbeddedFonts()
        pdf = print_document(product, press_variant(press), fonts, sink)
        writer = PageWriter(pdf, fonts)
        findings: list[Finding] = []
        count = 0 if is_office(press) else len(self.people)
        job = BadgeJob(self._making.event, replace(self._making.wishes, date=date), press, count)
        for piece in pieces(self._making, job, self.sides(press), self._executor):
            writer.write(piece.pages, piece.fonts)
            findings += piece.findings
            told(piece.cards)
        made = Rendered(pdf.finish(), tuple(dict.fromkeys((*findings, *writer.findings))))
        if sink is None:
            self._made = {(press, date): made}
        return made

    def _fitting(self, made: Rendered) -> Rendered:
        """Return what was made, unless something in it keeps it from being given out."""
        require_fit(made.findings, draft=self.draft)
        return made


@dataclass(frozen=True)
class Cards(Document):
    """Cards as pages of their own; as ``office`` they are written onto the card sheet."""

    sheet: CardSheet | None = None

    def rendered(self, *, press: str | None = None, date: dt.datetime | None = None) -> Rendered:
        """Return the PDF: cards on their sheet as ``office``, one card a page as ``x1a`` or ``x4``."""
        if not is_office(press or self.press):
            return super().rendered(press=press, date=date)
        return Document.rendered(replace(self, pages=tuple(self._on_sheets())), press=press or self.press, date=date)

    def _on_sheets(self) -> Iterator[Page]:
        sheet = self.sheet or card_sheet(DEFAULT_SHEET)
        cells = sheet.cells
        for number, start in enumerate(range(0, len(self.pages), len(cells)), 1):
            items = tuple(
                Group(card.items, moved(x, y), clip=rectangle(0, 0, card.width, card.height))
                for (x, y), card in zip(cells, self.pages[start : start + len(cells)], strict=False)
            )
            yield Page(*sheet.paper, items, f"badges {number}", str(number), bleed=0)


def chosen_sheet(event: Event, name: str | None) -> CardSheet:
    """Return the card sheet named by the caller, else by the event. Raises `OutputError` when there is none."""
    if name:
        return card_sheet(name)
    return card_sheet(event.badges.sheet or DEFAULT_SHEET, event.folder)


def make_badges(
    event: Event,
    people: Iterable[Attendee],
    wishes: Wishes,
    *,
    sheet: str | None = None,
    executor: Executor | None = None,
) -> Badges:
    """Return a badge for each attendee, in the list's order.

    A name that cannot be set (a character that no face has, or more than its card holds) becomes a
    finding and a named blank. Raises `TemplateError` when the template is at fault, `OutputError` when the
    sheet is unknown or its card is not the template's.
    """
    making = begin(event, "badges", wishes)
    chosen = chosen_sheet(event, sheet)
    listed = people if isinstance(people, Sequence) else tuple(people)
    return Badges(making, listed, chosen, executor=executor)
