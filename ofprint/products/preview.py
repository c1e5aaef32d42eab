"""A designer's preview: an image of every page, and after each save only of the pages that changed.

It stands apart because it is the one place that keeps anything between two makings: what each image shows, so
that a page is drawn again only where its paint is another. One process stays alive, so that faces and libraries
are opened once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.errors import OfprintError
from ofprint.base.findings import Finding, Severity
from ofprint.base.records import dataclass, field, replace
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.page import Item, Page
from ofprint.layout.paint import Painter
from ofprint.layout.template.loading import template_folders
from ofprint.press.inks import ink_operators
from ofprint.press.printers import press_named
from ofprint.products.badges import Badges, make_badges
from ofprint.products.booklet import make_booklet
from ofprint.products.document import Document, written
from ofprint.products.fault_page import fault_document
from ofprint.products.files import write_whole
from ofprint.products.flyer import make_flyer
from ofprint.products.images import png_of_page
from ofprint.products.making import Wishes, chosen_folder, facts_of
from ofprint.products.marking import marked
from ofprint.products.signage import make_signage

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.people import Attendee

PRODUCTS = ("flyer", "booklet", "signage", "badges")
"""In the order in which they are drawn: the badges, whose list takes longest, last."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One product after a save: the images drawn anew, those taken away, and what was found."""

    product: str
    images: tuple[str, ...]
    removed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    fault: bool = False
    """Whether it could not be made: the findings say why."""


@dataclass
class Preview:
    """The page images of one event in one folder; `redraw` brings them up to date."""

    source: Path
    folder: Path
    wishes: Wishes = field(default_factory=Wishes)
    attendees: Path | None = None
    only: Sequence[str] = PRODUCTS
    dpi: float = 100
    language: str = "en"
    """The language of what is said on the images."""
    _shown: dict[str, dict[str, str]] = field(default_factory=dict)
    """The paint of each image by product and name."""
    _templates: tuple[Path, ...] = ()
    _list: Path | None = None

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders whose files may change an image."""
        home = self.source if self.source.is_dir() else self.source.parent
        lists = () if self._list is None or self._list.is_relative_to(home) else (self._list.parent,)
        return tuple(dict.fromkeys((home, *self._templates, *lists)))

    def redraw(self, changed: Collection[Path] = ()) -> Iterator[Drawn]:
        """Make what the files ``changed`` may touch (without any: everything) and draw the pages that look otherwise.

        A fault in a file is drawn in place of a product's first page. Raises `OutputError` when an image
        cannot be written.
        """
        products = self._touched(changed)
        try:
            event, people = self._read()
        except OfprintError as wrong:
            for product in products:
                yield self._fault(product, wrong.findings)
            return
        for product in products:
            if product == "badges" and people is None:
                continue
            try:
                yield self._product(product, event, people or ())
            except OfprintError as wrong:
                yield self._fault(product, wrong.findings)

    def _touched(self, changed: Collection[Path]) -> list[str]:
        """Return the products that the files ``changed`` may touch, those whose own file it is first."""
        own = {f"{product}.yaml": product for product in PRODUCTS}
        folders = {folder.resolve() for folder in self._templates}
        touched: set[str] = set()
        for path in changed:
            if path.name in own and path.parent.resolve() in folders:
                touched.add(own[path.name])
            elif path == self._list:
                touched.add("badges")
            else:
                touched.update(PRODUCTS)
        return [product for product in PRODUCTS if product in self.only and (product in touched or not changed)]

    def _read(self) -> tuple[Event, Sequence[Attendee] | None]:
        from ofprint.event import load

        event = load(self.source)
        self._templates = tuple(template_folders(chosen_folder(event, self.wishes)))
        self._list = self.attendees or event.attendees_file
        if self._list is None or "badges" not in self.only:
            return event, None
        from ofprint.people import read_attendees

        return event, list(read_attendees(self._list, mapping=event.badges.columns or None).people)

    def _product(self, product: str, event: Event, people: Sequence[Attendee]) -> Drawn:
        pages: dict[str, tuple[Document, Page]] = {}
        findings: list[Finding] = []
        for name, document in _documents(product, event, people, self.wishes):
            findings += document.findings
            shown = marked(document.pages, document.findings, document.library, self.language)
            bare = replace(document, draft=False)
            pages |= {f"{name}-{number:02}": (bare, page) for number, page in enumerate(shown, 1)}
        paints = {name: _paint(page) for name, (_, page) in pages.items()}
        before = self._shown.get(product, {})
        new = [name for name, paint in paints.items() if before.get(name) != paint]
        for name in new:
            document, page = pages[name]
            self._draw(name, replace(document, pages=(page,)))
        removed = tuple(name for name in before if name not in paints)
        for name in removed:
            (self.folder / f"{name}.png").unlink(missing_ok=True)
        self._shown[product] = paints
        return Drawn(product, tuple(new), removed, tuple(findings))

    def _fault(self, product: str, findings: Sequence[Finding]) -> Drawn:
        """Draw what is wrong in place of the product's first page; its other images stay as they were."""
        before = self._shown.setdefault(product, {})
        name = next(iter(before), f"{product}-01")
        wrong = [finding for finding in findings if finding.severity is Severity.ERROR]
        document = fault_document(wrong or findings, self.language)
        paint = _paint(document.pages[0])
        if before.get(name) == paint:
            return Drawn(product, (), findings=tuple(findings), fault=True)
        self._draw(name, document)
        before[name] = paint
        return Drawn(product, (name,), findings=tuple(findings), fault=True)

    def _draw(self, name: str, document: Document) -> None:
        write_whole(self.folder / f"{name}.png", png_of_page(written(document, press_named("office")).data, self.dpi))


def _documents(
    product: str, event: Event, people: Iterable[Attendee], wishes: Wishes
) -> Iterator[tuple[str, Document]]:
    """Yield a product's documents with the names their images begin with."""
    if product == "signage":
        for name, document in make_signage(event, wishes).documents.items():
            yield f"signage/{name}", document
    elif product == "badges":
        badges: Badges = make_badges(event, people, wishes)
        facts = facts_of(badges.making, product, press="office")
        yield product, replace(facts, pages=tuple(badges.on_sheets()), findings=badges.findings)
    else:
        yield product, {"flyer": make_flyer, "booklet": make_booklet}[product](event, wishes)


def _paint(page: Page) -> str:
    """Return a hash of everything that shows on a page: its operators, its stamps', its pictures' files and times."""
    digest = hashlib.sha256(repr((page.width, page.height)).encode())
    waiting: list[tuple[str, Iterable[Item]]] = [("", page.items)]
    done: set[str] = set()
    while waiting:
        name, items = waiting.pop()
        painter = Painter(height=page.height, fonts=EmbeddedFonts(), inks=partial(ink_operators, device_gray=True))
        digest.update(name.encode() + painter.paint(items))
        digest.update(repr([_file_facts(picture.file) for picture in painter.painted.pictures]).encode())
        stamps = painter.painted.stamps
        waiting += [(name, stamp.items) for name, stamp in stamps.items() if name not in done]
        done.update(stamps)
    return digest.hexdigest()


def _file_facts(file: str) -> tuple[int, int] | None:
    try:
        facts = Path(file).stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
