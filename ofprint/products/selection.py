"""Whose badges are printed: everybody's, some people's, those that are new or changed, and blanks for walk-ins.

It stands apart because the ledger decides it and is told of it: an entry is made for a badge that lies in a whole
file, and only where the ledger was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass, field, replace
from ofprint.layout.page import Code, Item, Picture, Shape, Text, walk
from ofprint.layout.paint import content_of
from ofprint.people import Attendee
from ofprint.people.ledger import Ledger, chosen, fingerprint, read_ledger, record, shown_of
from ofprint.products.cards import CardMaker
from ofprint.products.holders import code_text, photo_of, role_of
from ofprint.products.making import Making

if TYPE_CHECKING:
    from ofprint.event import Event

LEDGER = "badges-ledger.json"
"""The name of the ledger beside the event where none is given."""
MOST_BLANKS = 10_000
_WALK_IN = re.compile(r"W-(\d{3,})")
_TOLD = 20


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for: ids, only what changed, how many blanks; and the ledger's file, None for no ledger."""

    only: tuple[str, ...] = ()
    changed: bool = False
    blank: int = 0
    ledger: Path | None = None
    kept: bool = False
    """Whether a ledger is kept though nothing else asks for one: beside the event, where no file is named."""

    def beside(self, event: Event) -> Selection:
        """Return the selection with a ledger beside the event, where one is needed and none was named."""
        if self.ledger or not (self.kept or self.changed or self.only or self.blank):
            return self
        return replace(self, ledger=(event.folder or Path()) / LEDGER)


@dataclass(frozen=True, slots=True)
class Selected:
    """The people whose badges are printed, what each badge shows (fingerprint by id), and what there is to say."""

    people: tuple[Attendee, ...]
    showing: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def selected(making: Making, people: Sequence[Attendee], wish: Selection, size: tuple[float, float]) -> Selected:
    """Choose among ``people`` whose badge of ``size`` mm is printed.

    Raises `AttendeesError` for an id that nobody has and for a damaged ledger, `OutputError` for more blanks
    than a run may have.
    """
    if not 0 <= wish.blank <= MOST_BLANKS:
        raise OutputError([_too_many(wish.blank)])
    if wish.ledger is None:
        return Selected(tuple(people))
    ledger = read_ledger(wish.ledger)
    design = _Design(making, size)
    listed = chosen(people, wish.only) if wish.only else list(people)
    if wish.blank and not (wish.only or wish.changed):
        listed = []
    showing = {one.id: design.shown(one) for one in listed}
    findings: list[Finding] = []
    if wish.changed:
        wanted = set(ledger.unprinted(showing))
        listed = [one for one in listed if one.id in wanted]
        showing = {one.id: showing[one.id] for one in listed}
        findings = _gone(ledger, people)
    walk_ins = _walk_ins(ledger, people, wish.blank)
    showing.update((one.id, design.shown(one)) for one in walk_ins)
    return Selected((*listed, *walk_ins), showing, tuple(findings))


def note(path: Path, showing: Mapping[str, str], findings: Iterable[Finding], people: Iterable[Attendee]) -> None:
    """Enter printed badges into the ledger; a card that had to be left blank is none, and comes again when asked.

    To be called when the file is whole and in its place.
    """
    rows = {found.place.row for found in findings if found.rule == "badges.blank"}
    left = {one.id for one in people if one.row in rows and one.name}
    record(path, {one: shown for one, shown in showing.items() if one not in left})


class _Design:
    """What a badge shows beside its person's own texts: the look of each role, told by a specimen of it."""

    def __init__(self, making: Making, size: tuple[float, float]) -> None:
        self._maker = CardMaker(making)
        self._event = making.event
        self._size = size
        self._looks: dict[str, str] = {}

    def shown(self, attendee: Attendee) -> str:
        """Return the fingerprint of somebody's badge."""
        fields = [f"{key}={attendee.extra.get(key, '')}" for key in self._columns()]
        photo = photo_of(self._event, attendee)[0]
        fields += [f"photo={content_of(photo)}"] if photo else []
        return shown_of(attendee, code_text(self._event, attendee), self._look(role_of(self._event, attendee)), *fields)

    def _columns(self) -> list[str]:
        own = self._event.badges
        return [key for key in (*own.fields, own.photo, own.consent) if key]

    def _look(self, role: str) -> str:
        if role not in self._looks:
            specimen = Attendee(
                "0", "見本 太郎", "見本", "太郎", "みほん", "たろう", "Taro Mihon", "見本社", "部長", role
            )
            card = self._maker.card(specimen, self._size)
            self._looks[role] = fingerprint([_told(item) for item in walk(card.items)])
        return self._looks[role]


def _told(item: Item) -> str:
    """Tell what one item shows, to a tenth of a millimetre: not how it is painted, which may change with a version."""
    if isinstance(item, Text):
        return f"text {item.x:.1f} {item.y:.1f} {item.setting.style.size:.1f} {item.ink} {item.setting.text}"
    if isinstance(item, Shape):
        points = " ".join(f"{value:.1f}" for step in item.path for value in step[1:])
        return f"shape {item.fill} {item.stroke} {item.width:.1f} {points}"
    if isinstance(item, Code):
        return f"code {item.x:.1f} {item.y:.1f} {item.side:.1f} {item.level} {item.text}"
    if isinstance(item, Picture):
        return f"picture {content_of(item.file)} {item.x:.1f} {item.y:.1f} {item.w:.1f} {item.h:.1f}"
    return type(item).__name__


def _walk_ins(ledger: Ledger, people: Iterable[Attendee], count: int) -> list[Attendee]:
    """Return blanks numbered after those that the ledger and the list know, from W-001 on."""
    known = (*ledger.printed, *(one.id for one in people)) if count else ()
    last = max((int(found[1]) for one in known if (found := _WALK_IN.fullmatch(one))), default=0)
    return [Attendee(f"W-{last + number:03d}", "") for number in range(1, count + 1)]


def _gone(ledger: Ledger, people: Iterable[Attendee]) -> list[Finding]:
    """Return a warning for printed badges whose people are not in the list any more."""
    ids = [one for one in ledger.gone(one.id for one in people) if not _WALK_IN.fullmatch(one)]
    if not ids:
        return []
    shown = ", ".join(ids[:_TOLD]) + (" …" if len(ids) > _TOLD else "")
    what = Words(
        f"printed before and no longer in the list ({len(ids)}): {shown}",
        f"印刷済みですが名簿にない番号（{len(ids)}件）：{shown}",
    )
    cure = Words("take these badges out of the pile", "この名札を抜いてください")
    return [Finding("badges.gone", Severity.WARNING, what, cure)]


def _too_many(count: int) -> Finding:
    return Finding(
        "badges.blank-count",
        Severity.ERROR,
        Words(f"{count} blank badges: 0 to {MOST_BLANKS:,}", f"空白の札 {count} 枚: 0〜{MOST_BLANKS:,} です"),
    )
