"""The reception list (受付名簿): the people of the badges in the badges' order, with a box to tick.

It stands apart from the badges because it is a document of its own, for the desk and not for the people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.fonts.clusters import clusters
from ofprint.people.order import By, first_kana
from ofprint.products.assemble import assemble, parted
from ofprint.products.document import Document
from ofprint.products.holders import HolderView, holder_of
from ofprint.products.making import Making, Wishes, begin
from ofprint.products.roll import Section

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.fonts import FontStack
    from ofprint.people import Attendee

PLAN = "reception"
_GETA = "〓"
_ROWS = ("あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ", "まみむめも", "やゆよ",
         "らりるれろ", "わゐゑをん")  # fmt: skip
_ROW_OF = {kana: row[0] for row in _ROWS for kana in row}


@dataclass(frozen=True, slots=True)
class RowView:
    """One person of a list; ``heading`` is given where the group of rows begins."""

    id: str
    name: str
    reading: str
    post: str
    role_word: str
    group: str
    heading: str


@dataclass(frozen=True, slots=True)
class ListView:
    """One list: a window's, or everybody's with no label."""

    label: str
    rows: tuple[RowView, ...]

    @property
    def count(self) -> int:
        """How many people stand on it."""
        return len(self.rows)


def make_reception(event: Event, sections: Sequence[Section], wishes: Wishes) -> Document:
    """Lay out the reception list of the people of a run, a list for each of its sections.

    Raises `TemplateError` when the template is at fault or has no reception list.
    """
    making = begin(event, PLAN, wishes)
    found: list[Finding] = []
    lists = tuple(_list(making, section, found) for section in sections if section.people)
    maker = replace(making.maker, names={**making.maker.names, "lists": lists})
    pages, findings = parted(assemble(maker, making.plan))
    return making.document("reception-list", pages, [*found, *findings], kind=Document, press="office")


def _list(making: Making, section: Section, found: list[Finding]) -> ListView:
    return ListView(section.label, tuple(_rows(making, section, found)))


def _rows(making: Making, section: Section, found: list[Finding]) -> Iterator[RowView]:
    studio = making.maker.studio
    stack = studio.stack(studio.style("display"))
    before: str | None = None
    for attendee in section.people:
        holder = holder_of(making.event, attendee, making.wishes.language or "ja")
        group = _group(making, section.by, attendee, holder.role_word)
        heading = group if group != before else ""
        before = group
        texts = (holder.id, holder.name, holder.reading, holder.post, holder.role_word)
        if lacking := stack.lacking("".join(texts)):
            found.append(_geta_finding(holder, attendee.row, lacking))
            texts = tuple(_with_geta(text, stack) for text in texts)  # type: ignore[assignment]
        yield RowView(*texts, group, heading)


def _with_geta(text: str, stack: FontStack) -> str:
    """Return a text with the geta mark 〓, the printer's own, for each cluster that no face has."""
    return "".join(_GETA if stack.lacking(cluster) else cluster for cluster in clusters(text))


def _geta_finding(holder: HolderView, row: int, lacking: Sequence[str]) -> Finding:
    shown = " ".join(lacking)
    what = Words(
        f"{holder.id}: no face has {shown}; the reception list shows {_GETA} for it",
        f"{holder.id}: {shown} の字形がどの書体にもありません。受付名簿では{_GETA}にしました",
    )
    return Finding("reception.missing-character", Severity.WARNING, what, place=Place(row=row))


def _group(making: Making, by: By, attendee: Attendee, role_word: str) -> str:
    """Return the group of rows somebody stands in: か行, A–Z or その他 by reading, the role by role, else none."""
    if by is By.ROLE:
        return role_word
    if by is not By.READING:
        return ""
    letter = first_kana(attendee)
    if letter in _ROW_OF:
        return f"{_ROW_OF[letter]}{making.maker.names['words'].get('row', '')}"
    return "A–Z" if letter else "＊"
