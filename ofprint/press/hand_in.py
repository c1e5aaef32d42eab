"""A booklet in the form a printer takes it: one file, cover and inside apart, or imposed; named as asked.

It stands apart because the form is the printer's and the booklet is the same whatever becomes of it.
"""

from __future__ import annotations

import re
from datetime import datetime

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass
from ofprint.press.imposer import ImpositionJob, impose
from ofprint.press.imposition import Spine, n_up, saddle
from ofprint.press.placing import open_pdf
from ofprint.press.printers import Printer, press_of

FORMS = ("single", "cover", "imposed")
"""One file in page order; cover as two spreads and the inside as single pages; sheets for a copier."""


@dataclass(frozen=True, slots=True)
class Booklet:
    """A finished booklet in reading order, and what naming and folding it takes."""

    data: bytes
    event: str
    title: str
    date: datetime
    binding: Spine = "left"
    paper: tuple[float, float] | None = (297.0, 210.0)
    """The sheet of an imposed copier booklet, mm; None for the open spread itself."""


def hand_in(booklet: Booklet, printer: Printer) -> dict[str, bytes]:
    """Return the files to hand in to ``printer``, by name.

    Raises `PressError` when the booklet has too few pages for a cover of its own.
    """
    form = printer["booklet"]
    if form == "imposed":
        return {file_name(printer, booklet.event, "booklet-imposed"): _imposed(booklet, printer)}
    if form == "cover":
        cover, inside = _cover_and_inside(booklet, printer)
        return {
            file_name(printer, booklet.event, "cover"): cover,
            file_name(printer, booklet.event, "inside"): inside,
        }
    return {file_name(printer, booklet.event, "booklet"): booklet.data}


def file_name(printer: Printer, event: str, part: str) -> str:
    """Return the name of a file as ``printer`` wants it, such as ``tohoku-vol7_flyer.pdf``."""
    name = str(printer["file_name"]).format(event=event, part=part)
    if printer["ascii_name"]:
        name = re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-")
    return name


def _imposed(booklet: Booklet, printer: Printer) -> bytes:
    variant = press_of(printer).variant
    paper = None if variant.standard else booklet.paper
    job = ImpositionJob(booklet.title, booklet.date, variant=variant, paper=paper)
    return impose(booklet.data, saddle(booklet.binding), job)


def _cover_and_inside(booklet: Booklet, printer: Printer) -> tuple[bytes, bytes]:
    """Return the cover (pages 1 and last, 2 and last but one, as spreads) and the pages between, one by one."""
    with open_pdf(booklet.data) as pdf:
        count = len(pdf.pages)
    if count < 8:
        raise PressError([_no_inside(count)])
    variant = press_of(printer).variant
    outer = (0, 1, count - 2, count - 1)
    cover = ImpositionJob(booklet.title, booklet.date, variant=variant, select=outer)
    inside = ImpositionJob(booklet.title, booklet.date, variant=variant, select=tuple(range(2, count - 2)))
    return impose(booklet.data, saddle(booklet.binding), cover), impose(booklet.data, n_up(1, 1), inside)


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
