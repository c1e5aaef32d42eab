"""The booklet: single pages in reading order, and the sheets that fold into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ofprint.base.records import dataclass
from ofprint.layout.runs import RunStore
from ofprint.products.assemble import assemble, parted
from ofprint.products.document import Document, is_office, press_variant
from ofprint.products.making import Wishes, begin

if TYPE_CHECKING:
    from ofprint.event import Event


@dataclass(frozen=True)
class Booklet(Document):
    """A booklet's pages in reading order; `imposed` gives the sheets for saddle stitching."""

    def imposed(self, *, press: str = "office") -> bytes:
        """Return the PDF of the sheets that, printed on both sides and folded, make the booklet.

        As ``office`` two pages stand on A4 exactly; as ``x1a`` or ``x4`` the trim is the open spread.
        """
        from ofprint.press.imposer import ImpositionJob, impose
        from ofprint.press.imposition import saddle

        page = self.pages[0]
        paper = office_paper(2 * page.width, page.height) if is_office(press) else None
        job = ImpositionJob(f"{self.title} {self.name}", self.date, variant=press_variant(press), paper=paper)
        pages = self.to_bytes(press=press)
        return impose(pages, saddle("right" if self.right_to_left else "left"), job)


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
