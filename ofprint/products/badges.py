"""The badges: a card for each attendee, on the organizer's sheet or one to a page.

They stand apart from other products because their content is a list of people of any length: cards are laid and
painted when they are asked for, piece by piece, and go into the file as they come.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from copy import copy
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.page import Group, Page, rectangle
from ofprint.people.stacking import sheet_by_sheet
from ofprint.press.printers import press_named
from ofprint.products.cards import CardMaker
from ofprint.products.document import (
    Document,
    Printable,
    Rendered,
    is_office,
    print_document,
    require_fit,
)
from ofprint.products.files import whole_files
from ofprint.products.imposing import CardImposition
from ofprint.products.making import Making, Wishes, begin, facts_of
from ofprint.products.name_check import run_findings
from ofprint.products.painting import PageWriter
from ofprint.products.printing import PrintWishes, imposition_of
from ofprint.products.roll import Section, run_of, sections
from ofprint.products.run import BadgeJob, pieces
from ofprint.products.selection import Selection, note, selected
from ofprint.products.shapes import BACK
from ofprint.products.sheets import DEFAULT_SHEET, card_sheet
from ofprint.products.sides import Side, sides_of

if TYPE_CHECKING:
    import datetime as dt

    from ofprint.event import Event
    from ofprint.people import Attendee


Told = Callable[[int], None]
"""Hears how many cards were done since it heard last."""


def _nobody(_cards: int) -> None:
    """Hear nothing."""


class Badges(Printable):
    """Badges as cards, one a page; as ``office`` they are written onto the card sheet.

    Nothing is laid before it is asked for; `findings` and the file come out of one run. ``executor`` lets other
    processes or machines do the work.
    """

    def __init__(
        self,
        making: Making,
        parts: Sequence[Section],
        imposition: CardImposition,
        *,
        noted: Iterable[Finding] = (),
        executor: Executor | None = None,
        showing: Mapping[str, str] | None = None,
        ledger: Path | None = None,
    ) -> None:
        facts = facts_of(making, "badges", press="office")
        for name in ("name", "title", "date", "press", "language", "right_to_left", "slug", "library", "draft"):
            setattr(self, name, getattr(facts, name))
        self.parts = parts
        self.people = run_of(parts)
        self.imposition = imposition
        self.noted = tuple(noted)
        self.making = making
        self.showing = showing or {}
        """What each badge shows, a fingerprint by id, where a ledger is kept."""
        self.ledger = ledger
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
        maker = CardMaker(self.making)
        return tuple(maker.card(attendee, self.imposition.sheet.face).page for attendee in self.people)

    def on_sheets(self) -> Iterator[Page]:
        """Yield the printed sides of the card sheet as pages."""
        maker = CardMaker(self.making)
        return (maker.page(side)[0] for side in self.sides("office"))

    def with_executor(self, executor: Executor | None) -> Badges:
        """Return the same badges, made by ``executor``."""
        other = copy(self)
        other._executor, other._made = executor, {}
        return other

    def with_pages(self, pages: Iterable[Page]) -> Cards:
        """Return the badges with other cards in the place of these."""
        facts = facts_of(self.making, self.name, press=self.press)
        return Cards(**{**facts.__dict__, "pages": tuple(pages)}, imposition=self.imposition)

    def sides(self, press: str, parts: Sequence[Section] | None = None) -> Iterator[Side]:
        """Yield the printed sides of a press variant for its own people, or for other sections."""
        return sides_of(self.imposition, self.parts if parts is None else parts, alone=not is_office(press))

    def facts(self, press: str) -> dict[str, object]:
        """Return what a table of files says of them: pages and trim."""
        sizes: dict[tuple[float, float], None] = {}
        count = 0
        for side in self.sides(press):
            sizes[side.width, side.height] = None
            count += 1
        return {"pages": count, "trim": " / ".join(f"{width:g}×{height:g}" for width, height in sizes)}

    def rendered(self, *, press: str | None = None, date: dt.datetime | None = None) -> Rendered:
        """Return the PDF: cards on their sheet as ``office``, one card a page as ``x1a`` or ``x4``."""
        return self._fitting(self._render(press or self.press, date or self.date))

    def save(
        self, target: str | os.PathLike[str] | IO[bytes], *, press: str | None = None, date: dt.datetime | None = None
    ) -> None:
        """Write the PDF to a path, whole or not at all, or to a binary stream; errors as `to_bytes`.

        To a path it is written as it grows, in memory that does not grow with it, and entered into the ledger, where
        one is kept, when the file is whole.
        """
        if not isinstance(target, str | os.PathLike):
            super().save(target, press=press, date=date)
        elif self._made:
            super().save(target, press=press, date=date)
            self.record()
        else:
            self.save_volumes(Path(target), press=press, date=date)

    def save_volumes(
        self,
        path: Path,
        *,
        volume: int | None = None,
        press: str | None = None,
        date: dt.datetime | None = None,
        told: Told = _nobody,
    ) -> tuple[list[Path], tuple[Finding, ...]]:
        """Write the PDF, or one for each ``volume`` sheets (``badges-1.pdf`` …), and enter the badges into the ledger.

        Returned are the files, which appear together when all are whole, and what was found; ``told`` hears of cards
        as they are done. Raises `FitError` or `FontError` after everybody was tried, `TemplateError` at once.
        """
        press, date = press or self.press, date or self.date
        paths: list[Path] = []
        findings: dict[Finding, None] = {}
        with whole_files(beside=path) as files:
            for number, sides in enumerate(self._volumes(press, volume), 1):
                paths.append(path if volume is None else path.with_name(f"{path.stem}-{number}{path.suffix}"))
                made = self._render(press, date, files.open(paths[-1]), sides, told)
                findings.update(dict.fromkeys(made.findings))
            require_fit(findings, draft=self.draft)
        self.record(findings)
        return paths, tuple(findings)

    def record(self, findings: Iterable[Finding] | None = None) -> None:
        """Enter the badges into the ledger, where one is kept: to be called when they lie in a whole file."""
        if self.ledger is not None:
            note(self.ledger, self.showing, self.findings if findings is None else findings, self.people)

    def _volumes(self, press: str, sheets: int | None) -> Iterator[Iterable[Side]]:
        """Yield the sides of each file: all, or those of so many sheets."""
        sides = self.sides(press)
        if sheets is None:
            yield sides
            return
        on_one = sheets * (2 if self.imposition.turned else 1)
        while first := next(sides, None):
            yield chain([first], islice(sides, on_one - 1))

    def _render(
        self,
        press: str,
        date: dt.datetime,
        sink: IO[bytes] | None = None,
        sides: Iterable[Side] | None = None,
        told: Told = _nobody,
    ) -> Rendered:
        made = self._made.get((press, date)) if sink is None else None
        if made is not None:
            return made
        product = copy(self)
        product.date = date
        fonts = EmbeddedFonts()
        duplex = self.imposition.duplex if is_office(press) else None
        wanted = press_named(press)
        pdf = print_document(product, wanted.variant, fonts, sink, duplex=duplex)
        writer = PageWriter(pdf, fonts, wanted.limits)
        findings = list(self.noted)
        count = 0 if is_office(press) else sum(1 for _ in self.sides(press))
        job = BadgeJob(self.making.event, replace(self.making.wishes, date=date), press, count)
        for piece in pieces(self.making, job, self.sides(press) if sides is None else sides, self._executor):
            writer.write(piece.pages, piece.fonts)
            findings += piece.findings
            told(piece.cards)
        made = Rendered(writer.finish(sink), tuple(dict.fromkeys((*findings, *writer.findings))))
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

    imposition: CardImposition | None = None

    def rendered(self, *, press: str | None = None, date: dt.datetime | None = None) -> Rendered:
        """Return the PDF: cards on their sheet as ``office``, one card a page as ``x1a`` or ``x4``."""
        if not is_office(press or self.press):
            return super().rendered(press=press, date=date)
        return Document.rendered(replace(self, pages=tuple(self._on_sheets())), press=press or self.press, date=date)

    def _on_sheets(self) -> Iterator[Page]:
        """Yield sheets of the cards in their own order: they may be anybody's by now, so they have no backs."""
        imposition = self.imposition or CardImposition(card_sheet(DEFAULT_SHEET))
        faces, marks = imposition.fronts(), tuple(imposition.marks())
        filled = sheet_by_sheet(self.pages, len(faces), first_free=imposition.first_cell)
        for number, cards in enumerate(filled, 1):
            items = tuple(
                Group(card.items, face.matrix, clip=rectangle(0, 0, card.width, card.height))
                for face, card in zip(faces, cards, strict=True)
                if card is not None
            )
            yield Page(*imposition.sheet.paper, (*items, *marks), f"badges {number}", str(number), bleed=0)


def make_badges(
    event: Event,
    people: Iterable[Attendee],
    wishes: Wishes,
    printing: PrintWishes | None = None,
    *,
    selection: Selection | None = None,
    executor: Executor | None = None,
) -> Badges:
    """Return a badge for each attendee, in the order that the caller or the event wishes.

    A name that cannot be set (a character that no face has, or more than its card holds) becomes a
    finding and a named blank. Raises `TemplateError` when the template is at fault, `OutputError` when the
    sheet, a cell or a window is not there, `AttendeesError` for an id that nobody has or a damaged ledger.
    """
    making = begin(event, "badges", wishes)
    printing = printing or PrintWishes()
    listed = people if isinstance(people, Sequence) else tuple(people)
    imposition = imposition_of(event, printing)
    wish = (selection or Selection()).beside(event)
    taken = selected(making, listed, wish, imposition.sheet.face)
    parts = sections(event, taken.people, order=printing.order)
    noted = [*run_findings(making, listed), *imposition.mark_findings(), *taken.findings]
    if imposition.backs and BACK not in making.maker.template.plans:
        imposition = replace(imposition, backs=False)
        noted.append(_no_back(making))
    return Badges(
        making, parts, imposition, noted=noted, executor=executor, showing=taken.showing, ledger=wish.ledger
    )  # fmt: skip


def _no_back(making: Making) -> Finding:
    """Return the warning that the event wants backs and the theme has none."""
    name = making.maker.template.name
    what = Words(
        f"the theme {name} has no badge back; the badges are printed on one side",
        f"テーマ {name} には名札の裏面がありません。表だけ印刷します",
    )
    cure = Words(
        "add plans: badges-back: to its badges.yaml, or extend a shipped theme",
        "badges.yaml に plans: badges-back: を書き加えるか、付属のテーマを extends にしてください",
    )
    return Finding("badges.no-back", Severity.WARNING, what, cure, making.event.place("badges.back"))
