"""Pages out of a plan: chapters laid in order, page numbers settled, filler added, spreads parted.

It stands apart from the single products because all of them, whatever their sheets, are put together so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ofprint.base.findings import Finding, Place, Words
from ofprint.base.nearest import nearest
from ofprint.base.records import dataclass, field, replace
from ofprint.layout.clashes import clash_findings
from ofprint.layout.page import Item, Page
from ofprint.layout.template.engine import OVERSET, LaidSheet, evaluate, fault, lay_master, lay_sheet, overset_findings
from ofprint.layout.template.laid import LaidFrame
from ofprint.layout.template.model import Chapter, Plan, Sheet, Template, words_in
from ofprint.layout.template.placed import Placed, shift
from ofprint.layout.template.studio import Studio
from ofprint.products.extent import stands_on

MOST_PAGES = 2000
_MOST_ROUNDS = 6
_SLACK = 1e-6
"""What parts of a page may add up to beyond it, by rounding."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a template may ask of the page it is laid on."""

    number: int
    count: int
    further: bool = False
    """Whether it goes on where a page before it broke off."""
    rest: Any = None
    slot: float = 0
    """Where on the page it stands, where several share one: which of the page's ``slots``, from 0; a fraction where
    the items before it are of another height."""
    slots: int = 1

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
class _Laid:
    """A sheet laid for a task at its page, the names in scope kept; not yet finished to a page."""

    task: _Task
    laid: LaidSheet
    scope: Mapping[str, Any]

    @property
    def pages(self) -> int:
        """How many pages it makes; none where it stands on the page of the one before."""
        return 0 if self.scope["page"].slot else 2 if self.task.chapter.spread else 1


@dataclass(frozen=True, slots=True)
class Maker:
    """A studio, the template whose sheets are laid, and the names that every sheet may use."""

    studio: Studio
    template: Template
    names: Mapping[str, Any]
    draft: bool = False
    right_bound: bool = False
    """Whether a spread's right page is read first."""

    def value(self, given: Any, names: Mapping[str, Any]) -> Any:
        """Evaluate what the template gave, among the common names and ``names``."""
        return evaluate(given, self.studio, {**self.names, **names})


@dataclass
class KeptSheets:
    """Sheets that were laid, so that a later round lays only those that see something new.

    What changes from round to round is the contents, the page count and the page's number; a sheet in whose
    expressions the word does not occur cannot see it.
    """

    studio: Studio
    _laid: dict[Any, LaidSheet] = field(default_factory=dict)
    _words: dict[int, frozenset[str]] = field(default_factory=dict)

    def laid(self, sheet: Sheet, of: Mapping[str, Any], scope: Mapping[str, Any]) -> LaidSheet:
        """Return the sheet laid for the task with the names ``of``, which are alive as long as this store is."""
        page: PageFacts = scope["page"]
        words = self._words_of(sheet)
        key = (
            id(sheet),
            id(of),
            page.further,
            page.rest,
            page.slot,
            page.slots,
            scope["contents"] if "contents" in words else None,
            page.count if "count" in words else None,
            page.number if "number" in words else page.even if "even" in words else None,
        )
        if key not in self._laid:
            self._laid[key] = lay_sheet(self.studio, sheet, scope)
        return self._laid[key]

    def _words_of(self, sheet: Sheet) -> frozenset[str]:
        if id(sheet) not in self._words:
            self._words[id(sheet)] = words_in(
                (sheet.width, sheet.height, sheet.frames, sheet.values, sheet.when_over, sheet.folds)
            )
        return self._words[id(sheet)]


def assemble(maker: Maker, plan: Plan) -> list[AssembledPage]:
    """Lay a plan's chapters; page numbers, count and contents are settled by laying until they repeat."""
    names = dict(maker.names)
    for name, given in plan.values.items():
        names[name] = maker.value(given, names)
    maker = replace(maker, names=names, right_bound=plan.binding == "right")
    tasks = list(_tasks(maker, plan))
    kept = KeptSheets(maker.studio)
    contents: tuple[Entry, ...] = ()
    count = len(tasks)
    for _ in range(_MOST_ROUNDS):
        made = _Round(maker, plan, kept, contents, count)
        made.lay_all(tasks)
        if tuple(made.entries) == contents and made.number - 1 == count:
            break
        contents, count = tuple(made.entries), made.number - 1
    pages: list[AssembledPage] = []
    for one in made.laid:
        finished = _finished(maker, one)
        if one.pages:
            pages += finished
        else:
            pages[-1] = _joined(pages[-1], *finished)
    return [_looked_over(page, number, draft=maker.draft) for number, page in enumerate(pages, 1)]


def _looked_over(made: AssembledPage, number: int, *, draft: bool) -> AssembledPage:
    """Return a page with what is found only when all of it is there: text on text, in a code, past the trim.

    Where something is over, that is told alone: the rest comes of it.
    """
    page = made.page
    if any(finding.rule == OVERSET for finding in made.findings):
        return made
    found = clash_findings(page.items, page.width, page.height, sheet=page.name, page=number, draft=draft)
    return replace(made, findings=(*made.findings, *found)) if found else made


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
        items = maker.value(chapter.repeat, {}) or ()
        if not isinstance(items, list | tuple):
            what = Words(
                f"repeat {chapter.repeat.value!r} gives no list",
                f"repeat「{chapter.repeat.value}」がリストではありません",
            )
            raise fault(
                chapter.place,
                what,
                Words("give it a list, such as event.talks", "event.talks のようなリストを指定してください"),
            )
        for item in items:
            yield _Task(chapter, sheet, {chapter.each: item})


def _sheet(maker: Maker, name: str, place: Place) -> Sheet:
    if name not in maker.template.sheets:
        raise fault(place, f"no sheet {name!r}", _nearest_sheet(name, maker.template.sheets))
    return maker.template.sheets[name]


def _nearest_sheet(name: str, sheets: Iterable[str]) -> Words:
    near = nearest(name, sheets)
    listed = ", ".join(sorted(sheets))
    if near:
        return Words(f"did you mean {near[0]}?", f"「{near[0]}」ではありませんか")
    return Words(f"there are {listed}", f"あるもの: {listed}")


@dataclass
class _Round:
    """One laying of every task, with the contents and the page count known from the round before."""

    maker: Maker
    plan: Plan
    kept: KeptSheets
    contents: tuple[Entry, ...]
    count: int
    laid: list[_Laid] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    number: int = 1
    """The page that comes next."""

    def lay_all(self, tasks: Sequence[_Task]) -> None:
        """Lay the tasks in order, fillers between them where the plan needs some."""
        waiting = list(tasks)
        while waiting:
            task = waiting.pop(0)
            if task.chapter.fill:
                last = sum(_least_pages(later) for later in waiting)
                while (self.number - 1 + last) % self.plan.multiple:
                    self._lay(_single(task))
                continue
            if not _starts_here(task.chapter, self.number):
                roaming = (index for index, later in enumerate(waiting) if later.chapter.roams)
                if (index := next(roaming, None)) is not None:
                    self._lay(waiting.pop(index))
            if not _starts_here(task.chapter, self.number):
                chapter = replace(task.chapter, title=None)
                sheet = _sheet(self.maker, self.plan.filler, self.plan.place)
                self._lay(_single(replace(task, sheet=sheet, chapter=chapter)))
            self._lay(task)

    def _lay(self, task: _Task) -> None:
        names = {**task.names, "contents": self.contents}
        if not self._shared(task, names):
            self._enter(task, names, self.number)
            for one in _laid(self.maker, task, names, self.kept, (self.number, self.count)):
                self._add(one)
        if self.number - 1 > MOST_PAGES:
            raise fault(
                task.chapter.place,
                Words(f"more than {MOST_PAGES} pages", f"{MOST_PAGES} ページを超えました"),
                Words("repeat over fewer items", "繰り返す項目を減らしてください"),
            )

    def _shared(self, task: _Task, names: Mapping[str, Any]) -> bool:
        """Lay a task beside others on one page, as many as its chapter says or fewer; False where it needs its own."""
        chapter = task.chapter
        most = int(self.maker.value(chapter.share, names) or 1) if chapter.share else 1
        before = self.laid[-1].scope["page"] if self.laid else PageFacts(0, 0)
        used = (before.slot + 1) / before.slots
        shares = range(most, 1, -1)
        beside = [(slots, round(used * slots, 6)) for slots in shares if used + 1 / slots < 1 + _SLACK]
        for slots, slot in (*beside, *((slots, 0) for slots in shares)):
            facts = PageFacts(self.number - (1 if slot else 0), self.count, slot=slot, slots=slots)
            scope = {**self.maker.names, **names, "page": facts}
            sheet = _sheet(self.maker, chapter.shared, chapter.place)
            laid = self.kept.laid(sheet, task.names, scope)
            if not laid.placed.over:
                self._enter(task, names, facts.number)
                self._add(_Laid(replace(task, sheet=sheet), laid, scope))
                return True
        return False

    def _enter(self, task: _Task, names: Mapping[str, Any], number: int) -> None:
        """Put a task with a title into the contents; an empty one, such as a timetable's second page, is none."""
        chapter = task.chapter
        title = self.maker.value(chapter.title, names) if chapter.title is not None else ""
        if title:
            note = self.maker.value(chapter.note, names) if chapter.note else ""
            self.entries.append(Entry(title, note or "", number))

    def _add(self, one: _Laid) -> None:
        self.laid.append(one)
        self.number += one.pages


def _single(task: _Task) -> _Task:
    return replace(task, chapter=replace(task.chapter, spread=False))


def _least_pages(task: _Task) -> int:
    return 2 if task.chapter.spread else 1


def _starts_here(chapter: Chapter, number: int) -> bool:
    return not chapter.start or (number % 2 == 0) == (chapter.start == "even")


def _laid(
    maker: Maker, task: _Task, names: Mapping[str, Any], kept: KeptSheets, at: tuple[int, int]
) -> Iterator[_Laid]:
    """Lay a task's sheet and, while something is left over, further pages of it, from page ``at[0]`` of ``at[1]``."""
    number, count = at
    rest = None
    for further in range(MOST_PAGES):
        facts = PageFacts(number + further, count, further=further > 0, rest=rest)
        scope = {**maker.names, **names, "page": facts}
        laid = kept.laid(task.sheet, task.names, scope)
        yield _Laid(task, laid, scope)
        left = _rest_of(laid, task.sheet) if task.sheet.spill and not task.chapter.spread else None
        if left is None or left == rest:
            return
        rest = left


def _rest_of(laid: LaidSheet, sheet: Sheet) -> Any:
    """Return what the sheet's ``spill`` frame leaves: of columns beside each other, what the last has left.

    Where that frame does not stand on the page, it is what another leaves.
    """
    frame = laid.placed.frames.get(sheet.spill)
    return frame.placed.rest if frame else laid.placed.rest


def _finished(maker: Maker, one: _Laid) -> list[AssembledPage]:
    """Return the page, or the two of a spread, that a laid sheet makes."""
    chapter, facts = one.task.chapter, one.scope["page"]
    file = _file_name(chapter, maker.value(chapter.file, one.scope)) if chapter.file else ""
    heading = maker.value(chapter.title, one.scope) if chapter.title and not facts.further else None
    found = (*one.laid.findings, *overset_findings(one.laid, page=facts.number, draft=maker.draft))
    if not chapter.spread:
        page, more = _page(maker, one.task.sheet, one.laid, one.scope, heading)
        return [AssembledPage(page, tuple(on_page(finding, facts.number) for finding in (*found, *more)), file)]
    halves = _parted(maker, one.task.sheet, one.laid, one.scope, heading)
    by_half = _told_by_half(found, facts.number, one.laid.width / 2)
    return [
        AssembledPage(page, (*by_half[side], *(on_page(finding, facts.number + side) for finding in more)), file)
        for side, (page, more) in enumerate(halves)
    ]


def _file_name(chapter: Chapter, name: str) -> str:
    """Return the name of a chapter's file; one that could lead out of the output's folder is a fault."""
    if re.fullmatch(r"\w[\w.-]{0,79}", name):
        return name
    what = Words(f"{name[:80]!r} is no name of a file", f"「{name[:80]}」はファイル名になりません")
    cure = Words("letters, figures, - and _ only, no folders", "文字・数字・-・_ だけを使い、フォルダーは付けません")
    raise fault(chapter.file.place if chapter.file else chapter.place, what, cure)


def on_page(finding: Finding, number: int, left: float = 0) -> Finding:
    """Return a finding that has a box with the page it is on, whose left edge is ``left`` mm from the box's origin."""
    if finding.place.box is None:
        return finding
    x, y, w, h = finding.place.box
    return replace(finding, place=replace(finding.place, page=number, box=(x - left, y, w, h)))


def _told_by_half(findings: Iterable[Finding], number: int, half: float) -> tuple[list[Finding], list[Finding]]:
    """Part a spread's findings: each goes to the page on which the middle of its box stands, else to the first."""
    told: tuple[list[Finding], list[Finding]] = ([], [])
    for finding in findings:
        box = finding.place.box
        side = int(box is not None and box[0] + box[2] / 2 >= half)
        told[side].append(on_page(finding, number + side, side * half))
    return told


def _joined(page: AssembledPage, more: AssembledPage) -> AssembledPage:
    """Return a page with what shares it: its items (its master stands there already), headings and findings."""
    both = replace(
        page.page, items=(*page.page.items, *more.page.items), headings=(*page.page.headings, *more.page.headings)
    )
    return replace(page, page=both, findings=(*page.findings, *more.findings))


def _page(
    maker: Maker, sheet: Sheet, laid: LaidSheet, scope: Mapping[str, Any], heading: str | None
) -> tuple[Page, list[Finding]]:
    """Return a laid sheet as a page, what stands on every page of it beneath, and what was found in laying that."""
    number, master = scope["page"].number, Placed()
    if not scope["page"].slot:
        master = lay_master(maker.studio, sheet, scope, laid.width, laid.height)
    headings = (heading,) if heading else ()
    page = Page(
        laid.width, laid.height, (*master.items, *laid.placed.items), sheet.name, str(number), sheet.bleed, laid.folds,
        headings, inset=sheet.inset, frames=laid.placed.frames,
    )  # fmt: skip
    over = overset_findings(replace(laid, placed=master), page=number, draft=maker.draft) if master.over else []
    return page, [*master.findings, *over]


def _frames_on(frames: Mapping[str, LaidFrame], here: Mapping[int, Item], dx: float) -> Iterator[tuple[str, LaidFrame]]:
    """Yield a spread's frames that stand on one of its pages, moved with it; their items are the page's own."""
    for name, frame in frames.items():
        items = tuple(here[id(item)] for item in frame.items if id(item) in here)
        if items:
            yield name, frame.shifted(dx, 0, replace(frame.placed.shifted(dx, 0), items=items))


def _parted(
    maker: Maker, sheet: Sheet, laid: LaidSheet, scope: Mapping[str, Any], heading: str | None
) -> list[tuple[Page, list[Finding]]]:
    """Part a spread into its two pages in reading order, the right one first where the book is bound at the right.

    Each keeps the items that stand on it, its bleed included.
    """
    half, bleed = laid.width / 2, sheet.bleed
    pages = []
    for index, side in enumerate((1, 0) if maker.right_bound else (0, 1)):
        facts = replace(scope["page"], number=scope["page"].number + index)
        moved = {id(item): shift(item, -half * side, 0) for item in laid.placed.items}
        here = {key: item for key, item in moved.items() if stands_on(item, -bleed, half + bleed, owner=(0, half))}
        frames = dict(_frames_on(laid.placed.frames, here, -half * side))
        flat = replace(laid, width=half, placed=replace(laid.placed, items=tuple(here.values()), frames=frames))
        pages.append(_page(maker, sheet, flat, {**scope, "page": facts}, None if index else heading))
    return pages
