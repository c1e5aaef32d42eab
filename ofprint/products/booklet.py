"""The booklet: single pages in reading order, and the files it is printed from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from ofprint.base.records import dataclass
from ofprint.layout.runs import RunStore
from ofprint.products.assemble import assemble, parted
from ofprint.products.document import Document, Rendered, is_office, outlined_slug, press_variant
from ofprint.products.making import Wishes, begin
from ofprint.products.painting import VERSION

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.press.hand_in import Part
    from ofprint.press.printers import Printer


@dataclass(frozen=True, slots=True)
class BookletFile:
    """One file of a booklet: its name without ending, its press, pages and trim (mm), and how its bytes are made."""

    name: str
    press: str
    pages: int
    trim: tuple[float, float]
    made: Callable[[], Rendered]
    in_reading_order: bool
    """Whether it holds the whole booklet page by page, so that its count can be held against the binding."""


@dataclass(frozen=True)
class Booklet(Document):
    """A booklet's pages in reading order; `imposed` gives the sheets for saddle stitching, `files` what to hand in."""

    def imposed(self, *, press: str = "office", creep: float = 0.0) -> bytes:
        """Return the PDF of the sheets that, printed on both sides and folded, make the booklet.

        As ``office`` two pages stand on A4 exactly; as ``x1a`` or ``x4`` the trim is the open spread. ``creep`` is
        the thickness of the paper, mm: pages of inner sheets move towards the spine by it for every sheet around them.
        """
        return self._made(self._parts("imposed", "single")[0], press, self.to_bytes(press=press), creep)

    def files(self, press: str | None = None, *, creep: float = 0.0) -> list[BookletFile]:
        """Return the files the booklet is handed in as: what the printer ``press`` asks for.

        For a press variant, or none, these are the pages in reading order and the sheets to fold (for a copier
        where no press is named). Raises `PressError` when there is no such press, or no inside apart from the cover.
        """
        rendered = cache(lambda press: self.rendered(press=press))
        plain = [("reading", press or self.press), ("imposed", press or "office")]
        printer = _printer(press)
        if printer is None:
            parts = [(part, wanted) for order, wanted in plain for part in self._parts(order, "single")]
        else:
            parts = [(part, press or "") for part in self._parts(printer["page_order"], printer["booklet"])]

        def file(part: Part, wanted: str) -> BookletFile:
            def made() -> Rendered:
                pages = rendered(wanted)
                return Rendered(self._made(part, wanted, pages.data, creep), pages.findings)

            paper = self._paper(wanted) if part.folds else None
            trim = paper or part.size((self.pages[0].width, self.pages[0].height))
            return BookletFile(part.name, wanted, part.sides, trim, made, part.scheme is None)

        return [file(*each) for each in parts]

    def _parts(self, order: str, form: str) -> tuple[Part, ...]:
        from ofprint.press.hand_in import parts_of

        return parts_of(len(self.pages), order, form, "right" if self.right_to_left else "left")

    def _paper(self, press: str) -> tuple[float, float] | None:
        page = self.pages[0]
        return office_paper(2 * page.width, page.height) if is_office(press) else None

    def _made(self, part: Part, press: str, pages: bytes, creep: float) -> bytes:
        from ofprint.press.hand_in import Finished, made

        version = hashlib.sha256(pages).hexdigest()[:VERSION]

        def slug(name: str, number: int, count: int, room: float) -> bytes:
            return outlined_slug(self, (number, count), version, name, room)

        finished = Finished(pages, self.title, self.date, self._paper(press), creep, slug)
        return made(part, finished, press_variant(press))


def _printer(press: str | None) -> Printer | None:
    from ofprint.press.printers import press_named

    return press_named(press).printer if press else None


def office_paper(width: float, height: float) -> tuple[float, float] | None:
    """Return the ISO paper an office has (A4 or A3, on its side) that holds a spread, mm; None where none does."""
    return next((paper for paper in ((297.0, 210.0), (420.0, 297.0)) if width <= paper[0] and height <= paper[1]), None)


def make_booklet(event: Event, wishes: Wishes) -> Booklet:
    """Lay out the booklet. Raises `TemplateError` when the template is at fault."""
    making = begin(event, "booklet", wishes)
    pages, findings = parted(assemble(making.maker, making.plan))
    return making.document(
        "booklet", pages, findings, kind=Booklet, right_to_left=making.plan.binding == "right", runs=RunStore()
    )
