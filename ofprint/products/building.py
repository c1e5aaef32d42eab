"""The main job: everything an event prints, each file whole, inspected, and told of in one table.

It stands apart from the command so that a script may run the same job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.errors import OfprintError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.products.badges import make_badges
from ofprint.products.booklet import make_booklet
from ofprint.products.document import Document, Printable, Rendered, file_facts
from ofprint.products.files import left_over, write_whole
from ofprint.products.flyer import make_flyer
from ofprint.products.making import Wishes, languages_of
from ofprint.products.naming import file_named
from ofprint.products.printed import unprinted
from ofprint.products.reception import make_reception
from ofprint.products.roll import sections
from ofprint.products.signage import make_signage

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.layout.page import Page
    from ofprint.people import Attendee

PRODUCTS = ("flyer", "booklet", "badges", "signage")
RECEPTION = "reception"
"""The reception list: made where it is among those asked for, or where the event asks for it."""


@dataclass(frozen=True, slots=True)
class Made:
    """One file that was made, or that could not be: its findings say why."""

    name: str
    path: Path | None
    pages: int = 0
    trim: str = ""
    press: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether an error was found in it."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _File:
    """A file to write: its name, how its bytes are made, and what the table says of it."""

    name: str
    made: Callable[[], Rendered]
    press: str
    document: Printable
    facts: Mapping[str, object]
    bound: bool = False
    """Whether it is a booklet page by page, so that its count is held against the binding."""
    findings: tuple[Finding, ...] = ()
    """What is to be said of it beside what its document found."""


def build(  # noqa: PLR0913 - keyword-only but for what is printed and where
    event: Event,
    people: Sequence[Attendee] | None,
    folder: Path,
    wishes: Wishes,
    *,
    only: Sequence[str] = PRODUCTS,
    press: str | None = None,
    told: Callable[[str], None] = lambda _name: None,
    executor: Executor | None = None,
) -> Iterator[Made]:
    """Make an event's products in ``folder`` and inspect each file; yield what was made, file by file.

    A product at fault is not written and yields its findings; the others are made all the same. Badges are made
    by ``executor`` where one is given.
    """
    makers: dict[str, Callable[..., Iterator[_File]]] = {**_FILES, "badges": partial(_badges, executor=executor)}
    pages: list[Page] = []
    wanted = set(only)
    if event.badges.reception_list and "badges" in wanted:
        wanted.add(RECEPTION)
    for product, files_of in makers.items():
        if product not in wanted or (product in ("badges", RECEPTION) and people is None):
            continue
        told(product)
        try:
            files = list(files_of(event, people or (), wishes, press))
        except OfprintError as wrong:
            older = left_over(folder, _PATTERNS[product], ())
            yield Made(product, None, findings=(*wrong.findings, *older))
            continue
        if files and isinstance(files[0].document, Document):
            pages += files[0].document.pages
        if product == "booklet" and "flyer" in only:
            files[0] = _with_findings(files[0], unprinted(event, pages, *languages_of(event, product, wishes.language)))
        older = left_over(folder, _PATTERNS[product], [file.name for file in files])
        for number, file in enumerate(files):
            yield _made(_with_findings(file, older) if number == 0 else file, folder)


def _with_findings(file: _File, findings: Sequence[Finding]) -> _File:
    return replace(file, findings=(*file.findings, *findings))


def _made(file: _File, folder: Path) -> Made:
    path = folder / file.name
    facts = {"pages": int(str(file.facts["pages"])), "trim": str(file.facts["trim"]), "press": file.press}
    try:
        made = file.made()
        write_whole(path, made.data)
    except OfprintError as wrong:
        return Made(file.name, None, findings=(*wrong.findings, *left_over(folder, file.name, ())))
    found = inspected(made.data, file.press, file.name, bound=file.bound)
    told = (*file.document.findings, *file.findings, *made.findings, *found)
    return Made(file.name, path, findings=told, **facts)  # type: ignore[arg-type]


def inspected(data: bytes, press: str, name: str, *, bound: bool = False) -> list[Finding]:
    """Return what preflight finds in a file just made, its places naming the file; ``bound`` for a whole booklet."""
    from ofprint.press.preflight import preflight
    from ofprint.press.printers import COMMON, press_named, read_printer

    named = press_named(press)
    limits = named.limits
    if bound:
        usual = named.printer or read_printer(COMMON)
        limits = replace(limits, binding=usual["binding"], stitched=usual["stitched"])
    found = preflight(data, press=press, limits=limits)
    return [replace(finding, place=replace(finding.place, file=name)) for finding in found]


def _one(name: str, document: Document, press: str) -> _File:
    return _File(name, lambda: document.rendered(press=press), press, document, file_facts(document))


def _flyer(event: Event, _people: Sequence[Attendee], wishes: Wishes, press: str | None) -> Iterator[_File]:
    document = make_flyer(event, wishes)
    yield _one(file_named(event, "flyer", press), document, press or document.press)


def _booklet(event: Event, _people: Sequence[Attendee], wishes: Wishes, press: str | None) -> Iterator[_File]:
    booklet = make_booklet(event, wishes)
    for number, file in enumerate(booklet.files(press)):
        told = replace(booklet, findings=()) if number else booklet
        facts = {"pages": file.pages, "trim": f"{file.trim[0]:g}×{file.trim[1]:g}"}
        yield _File(file_named(event, file.name, press), file.made, file.press, told, facts, file.in_reading_order)


def _badges(
    event: Event,
    people: Sequence[Attendee],
    wishes: Wishes,
    press: str | None,
    *,
    executor: Executor | None = None,
) -> Iterator[_File]:
    badges = make_badges(event, people, wishes, executor=executor)
    chosen = press or badges.press
    name = file_named(event, "badges", press)
    yield _File(name, lambda: badges.rendered(press=chosen), chosen, badges, badges.facts(chosen))


def _reception(event: Event, people: Sequence[Attendee], wishes: Wishes, _press: str | None) -> Iterator[_File]:
    document = make_reception(event, sections(event, people), wishes)
    yield _one("reception-list.pdf", document, document.press)


def _signage(event: Event, _people: Sequence[Attendee], wishes: Wishes, press: str | None) -> Iterator[_File]:
    signage = make_signage(event, wishes)
    for number, (name, document) in enumerate(signage.documents.items()):
        told = document if number else replace(document, findings=(*signage.unmade, *document.findings))
        yield _one(f"signage/{file_named(event, name, press)}", told, press or document.press)


_PATTERNS = {
    "flyer": "flyer.pdf", "booklet": "booklet*.pdf", "badges": "badges*.pdf", RECEPTION: "reception-list.pdf",
    "signage": "signage/*.pdf",
}  # fmt: skip
_FILES: dict[str, Callable[..., Iterator[_File]]] = {
    "flyer": _flyer,
    "booklet": _booklet,
    "badges": _badges,
    RECEPTION: _reception,
    "signage": _signage,
}


def no_list() -> Finding:
    """Return the finding that no attendee list was named, so no badges are made."""
    return Finding(
        "badges.no-list",
        Severity.INFO,
        Words("no attendee list is named, so no badges are made", "名簿の指定がないため、名札は作りません"),
        Words(
            "write “attendees: attendees.csv” in the event, or give --attendees",
            "event.yaml に attendees: attendees.csv と書くか、--attendees で指定します",
        ),
    )
