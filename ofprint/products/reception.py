"""The reception list (受付名簿): the people of the badges in the badges' order, with a box to tick.

It stands apart from the badges because it is a document of its own, for the desk and not for the people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ofprint.base.records import dataclass, replace
from ofprint.people.order import By, first_kana
from ofprint.products.assemble import assemble, parted
from ofprint.products.document import Document
from ofprint.products.holders import holder_of
from ofprint.products.making import Making, Wishes, begin
from ofprint.products.roll import Section

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.people import Attendee

PLAN = "reception"
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
    lists = tuple(_list(making, section) for section in sections if section.people)
    maker = replace(making.maker, names={**making.maker.names, "lists": lists})
    pages, findings = parted(assemble(maker, making.plan))
    return making.document("reception-list", pages, findings, kind=Document, press="office")


def _list(making: Making, section: Section) -> ListView:
    return ListView(section.label, tuple(_rows(making, section)))


def _rows(making: Making, section: Section) -> Iterator[RowView]:
    before: str | None = None
    for attendee in section.people:
        holder = holder_of(making.event, attendee, making.wishes.language or "ja")
        group = _group(making, section.by, attendee, holder.role_word)
        heading = group if group != before else ""
        yield RowView(holder.id, holder.name, holder.reading, holder.post, holder.role_word, group, heading)
        before = group


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
