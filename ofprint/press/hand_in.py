"""A booklet in the form a printer takes it: in reading order or imposed, whole or its cover apart, named as asked.

It stands apart because the form is the printer's and the booklet is the same whatever becomes of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass
from ofprint.press.imposer import ImpositionJob, impose
from ofprint.press.imposition import Scheme, Spine, n_up, saddle, spreads
from ofprint.press.printers import Printer
from ofprint.press.variants import Variant

ORDERS = ("reading", "imposed")
"""Pages as they are read, the printer imposes; or the sheets that are printed on both sides and folded."""
FORMS = ("single", "spreads", "cover")
"""In reading order: page by page, as open spreads, or the cover as spreads and the inside page by page.

Imposed, every side is a spread already: ``cover`` puts the cover's sheet into a file of its own, for thicker paper."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file to hand in: what it is called, the pages it holds (from 0), and how they stand; None as they are."""

    name: str
    pages: tuple[int, ...]
    scheme: Scheme | None = None

    @property
    def sides(self) -> int:
        """How many pages the file has."""
        if self.scheme is None:
            return len(self.pages)
        return self.scheme.sheet_count(len(self.pages)) * (2 if self.scheme.back else 1)

    @property
    def folds(self) -> bool:
        """Whether two pages stand on each side."""
        return self.scheme is not None and self.scheme.columns == 2

    def size(self, page: tuple[float, float]) -> tuple[float, float]:
        """Return the trim of the file's pages for pages of size ``page``, mm."""
        return page if self.scheme is None else self.scheme.block(page)


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished booklet, page by page in reading order, and what folding it takes; lengths in mm."""

    data: bytes
    title: str
    date: datetime
    paper: tuple[float, float] | None = None
    """The sheet of an imposed copier booklet; None for the open spread itself."""
    creep: float = 0.0
    """The thickness of the paper, for sheets that are imposed."""
    slug: Callable[[str, int, int, float], bytes] | None = None
    """Gives the slug line of a side: by the file's name, the side's number, how many there are, and its room in mm."""


def parts_of(count: int, order: str, form: str, binding: Spine) -> tuple[Part, ...]:
    """Return the files that a booklet of ``count`` pages becomes (see `ORDERS` and `FORMS`).

    Raises `PressError` when a cover is wanted apart and there is no inside.
    """
    everything = tuple(range(count))
    imposed = order == "imposed"
    if form != "cover":
        if imposed:
            return (Part("booklet-imposed", everything, saddle(binding)),)
        return (Part("booklet", everything, spreads(binding) if form == "spreads" else None),)
    if count < 8:
        raise PressError([_no_inside(count)])
    inside = saddle(binding) if imposed else n_up(1, 1)
    return (
        Part("cover", (0, 1, count - 2, count - 1), saddle(binding)),
        Part("inside", everything[2:-2], inside),
    )


def made(part: Part, booklet: Finished, variant: Variant) -> bytes:
    """Return the file of one part. Raises `PressError` as `impose` does."""
    if part.scheme is None:
        return booklet.data
    job = ImpositionJob(
        f"{booklet.title} {part.name}",
        booklet.date,
        variant=variant,
        paper=booklet.paper if part.folds else None,
        creep=booklet.creep,
        select=part.pages,
        slug=partial(booklet.slug, part.name) if booklet.slug else None,
    )
    return impose(booklet.data, part.scheme, job)


def file_name(printer: Printer, event: str, part: str) -> str:
    """Return the name of a file as ``printer`` wants it, such as ``tohoku-vol7_flyer.pdf``."""
    name = str(printer["file_name"]).replace("{event}", event).replace("{part}", part)
    if printer["ascii_name"]:
        name = re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-_")
        name = re.sub(r"-*([._])-*", r"\1", name)
    return name


def _no_inside(count: int) -> Finding:
    return Finding(
        "hand-in.cover",
        Severity.ERROR,
        Words(
            f"a booklet of {count} pages has no inside apart from its cover",
            f"{count} ページでは表紙と本文に分けられません",
        ),
        Words("hand it in as one file", "一つのファイルで入稿してください"),
    )
