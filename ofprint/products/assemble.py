"""Pages out of a plan: chapters laid in order, page numbers settled, filler added, spreads parted.

It stands apart from the single products because all of them, whatever their sheets, are put together so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ofprint.base.findings import Finding, Place
from ofprint.base.records import dataclass, replace
from ofprint.layout.page import Page
from ofprint.layout.template.engine import LaidSheet, evaluate, fault, lay_master, lay_sheet, overset_findings
from ofprint.layout.template.model import Chapter, Plan, Sheet, Template
from ofprint.layout.template.placed import shift
from ofprint.layout.template.studio import Studio
from ofprint.products.extent import stands_on

MOST_PAGES = 2000
_MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a template may ask of the page it is laid on."""

    number: int
    count: int
    further: bool = False
    """Whether it goes on where a page before it broke off."""
    rest: Any = None

    @property
    def even(self) -> bool:
        """Whether it is a left-hand page of a book bound left."""
        return self.number % 2 == 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents: where a chapter begins."""

    title: str
    note: str
    page: int


@dataclass(frozen=True, slots=True)
class AssembledPage:
    """A page with the findings of its making and the file it belongs to."""

    page: Page
    findings: tuple[Finding, ...]
    file: str = ""


def parted(pages: Iterable[AssembledPage]) -> tuple[list[Page], list[Finding]]:
    """Return the pages and, apart from them, their findings in order."""
    listed = list(pages)
    return [page.page for page in listed], [finding for page in listed for finding in page.findings]


@dataclass(frozen=True, slots=True)
class _Task:
    """A chapter to be laid for one item."""

    chapter: Chapter
    sheet: Sheet
    names: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Maker:
    """A studio, the template whose sheets are laid, and the names that every sheet may use."""

    studio: Studio
    template: Template
    names: Mapping[str, Any]
    draft: bool = False

    def value(self, given: Any, names: Mapping[str, Any]) -> Any:
        """Evaluate what the template gave, among the common names and ``names``."""
        return evaluate(given, self.studio, {**self.names, **names})


def assemble(maker: Maker, plan: Plan) -> list[AssembledPage]:
    """Lay a plan's chapters; page numbers, count and contents are settled by laying until they repeat."""
    names = dict(maker.names)
    for name, given in plan.values.items():
        names[name] = maker.value(given, names)
    maker = replace(maker, names=names)
    tasks = list(_tasks(maker, plan))
    contents: tuple[Entry, ...] = ()
    count = len(tasks)
    for _ in range(_MOST_ROUNDS):
        pages, entries = _round(maker, plan, tasks, contents, count)
        if entries == contents and len(pages) == count:
            break
        contents, count = entries, len(pages)
    return pages


def _tasks(maker: Maker, plan: Plan) -> Iterator[_Task]:
    for chapter in plan.chapters:
        if chapter.fill:
            yield _Task(chapter, _sheet(maker, plan.filler, plan.place), {})
            continue
        sheet = _sheet(maker, chapter.sheet, chapter.place)
        if chapter.when is not None and not maker.value(chapter.when, {}):
            continue
        if chapter.repeat is None:
            yield _Task(chapter, sheet, {})
            continue
        for item in maker.value(chapter.repeat, {}) or ():
            yield _Task(chapter, sheet, {chapter.each: item})


def _sheet(maker: Maker, name: str, place: Place) -> Sheet:
    if name not in maker.template.sheets:
        raise fault(place, f"no sheet {name!r}; there are {', '.join(sorted(maker.template.sheets))}")
    return maker.template.sheets[name]


def _round(
    maker: Maker, plan: Plan, tasks: Sequence[_Task], contents: tuple[Entry, ...], count: int
) -> tuple[list[AssembledPage], tuple[Entry, ...]]:
    pages: list[AssembledPage] = []
    entries: list[Entry] = []
    waiting = 0
    for number, task in enumerate(tasks):
        names = {**task.names, "contents": contents}
        if task.chapter.fill:
            waiting = sum(_least_pages(later) for later in tasks[number + 1 :])
            while (len(pages) + waiting) % plan.multiple:
                pages += _one(maker, task, names, len(pages) + 1, count)
            continue
        if not _starts_here(task.chapter, len(pages) + 1):
            filler = replace(
                task, sheet=_sheet(maker, plan.filler, plan.place), chapter=replace(task.chapter, title=None)
            )
            pages += _one(maker, filler, names, len(pages) + 1, count)
        title = task.chapter.title
        if title is not None:
            note = maker.value(task.chapter.note, names) if task.chapter.note else ""
            entries.append(Entry(maker.value(title, names), note or "", len(pages) + 1))
        pages += _laid(maker, task, names, len(pages) + 1, count)
        if len(pages) > MOST_PAGES:
            raise fault(task.chapter.place, f"more than {MOST_PAGES} pages")
    return pages, tuple(entries)


def _least_pages(task: _Task) -> int:
    return 2 if task.chapter.spread else 1


def _starts_here(chapter: Chapter, number: int) -> bool:
    return not chapter.start or (number % 2 == 0) == (chapter.start == "even")


def _one(maker: Maker, task: _Task, names: Mapping[str, Any], number: int, count: int) -> list[AssembledPage]:
    chapter = replace(task.chapter, spread=False)
    return _laid(maker, replace(task, chapter=chapter), names, number, count)


def _laid(maker: Maker, task: _Task, names: Mapping[str, Any], number: int, count: int) -> list[AssembledPage]:
    """Lay a task's sheet and, while something is left over, further pages of it."""
    pages: list[AssembledPage] = []
    file = maker.value(task.chapter.file, names) if task.chapter.file else ""
    heading = maker.value(task.chapter.title, names) if task.chapter.title else None
    rest = None
    while True:
        facts = PageFacts(number + len(pages), count, further=bool(pages), rest=rest)
        scope = {**maker.names, **names, "page": facts}
        laid = lay_sheet(maker.studio, task.sheet, scope)
        findings = (*laid.findings, *overset_findings(laid, page=facts.number, draft=maker.draft))
        first = heading if not pages else None
        if task.chapter.spread:
            halves = _parted(maker, task.sheet, laid, scope, first)
            return [AssembledPage(page, () if side else findings, file) for side, page in enumerate(halves)]
        page = _page(maker, task.sheet, laid, scope, first)
        pages.append(AssembledPage(page, findings, file))
        left = laid.placed.rest if task.sheet.spill else None
        if left is None or left == rest or len(pages) > MOST_PAGES:
            return pages
        rest = left


def _page(maker: Maker, sheet: Sheet, laid: LaidSheet, scope: Mapping[str, Any], heading: str | None) -> Page:
    """Return a laid sheet as a page, what stands on every page of it beneath."""
    master = lay_master(maker.studio, sheet, scope, laid.width, laid.height)
    items = (*master.items, *laid.placed.items)
    folio = str(scope["page"].number)
    return Page(laid.width, laid.height, items, sheet.name, folio, sheet.bleed, laid.folds, heading)


def _parted(maker: Maker, sheet: Sheet, laid: LaidSheet, scope: Mapping[str, Any], heading: str | None) -> list[Page]:
    """Part a spread into its two pages; each keeps the items that stand on it, its bleed included."""
    half, bleed = laid.width / 2, sheet.bleed
    pages = []
    for side in (0, 1):
        facts = replace(scope["page"], number=scope["page"].number + side)
        moved = (shift(item, -half * side, 0) for item in laid.placed.items)
        items = tuple(item for item in moved if stands_on(item, -bleed, half + bleed, owner=(0, half)))
        flat = replace(laid, width=half, placed=replace(laid.placed, items=items))
        pages.append(_page(maker, sheet, flat, {**scope, "page": facts}, None if side else heading))
    return pages
