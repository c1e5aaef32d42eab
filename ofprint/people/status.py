"""Who of a list gets no badge: cancelled, waiting and left people, by the words of its status columns.

It stands apart because what a platform writes into such a column is its own affair and changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from ofprint.base.findings import Words
from ofprint.people.headings import STATUS_FIELDS, Layout, Table, plain_word
from ofprint.people.reports import Report


class Absence(StrEnum):
    """Why somebody on the list gets no badge."""

    CANCELLED = "cancelled"
    WAITING = "waiting"
    LEFT = "left"


_SAID = {
    Absence.CANCELLED: Words(en="cancelled", ja="キャンセル"),
    Absence.WAITING: Words(en="waiting", ja="補欠・キャンセル待ち"),
    Absence.LEFT: Words(en="left", ja="退会"),
}
_LEFT_MARK = "退会ユーザー"


class StatusColumns:
    """Reads the status columns of one list and counts whom they leave out."""

    def __init__(self, layout: Layout, table: Table) -> None:
        self._statuses = table.statuses
        self._columns = tuple((at, layout.columns[at].field) for at in layout.indexes(STATUS_FIELDS))
        self._marked = layout.indexes({"account", "name"})
        self._absent: Counter[Absence] = Counter()
        self._unknown: Counter[str] = Counter()
        self._known: dict[tuple[str | None, str], Absence | None] = {}

    def absence(self, cells: Sequence[str]) -> Absence | None:
        """Return why this row gets no badge, ``None`` if it gets one; each row is to be asked for once."""
        absence = self._absence(cells)
        if absence:
            self._absent[absence] += 1
        return absence

    def tell(self, report: Report) -> None:
        """Say how many people are not printed and why, and which status words were not known."""
        if self._absent:
            parts = [(count, _SAID[absence]) for absence, count in sorted(self._absent.items())]
            total = sum(self._absent.values())
            report.info(
                "not-printed",
                Words(
                    en=f"{total:,} not printed: " + ", ".join(f"{count:,} {word.en}" for count, word in parts),
                    ja=f"{total:,}人は印刷しません（"
                    + "、".join(f"{word.ja} {count:,}人" for count, word in parts)
                    + "）",
                ),
            )
        if self._unknown:
            listed = [f"{word} ({count:,})" for word, count in self._unknown.most_common(10)]
            report.info(
                "status-unknown",
                Words(
                    en=f"printed with a status that is not known: {', '.join(listed)}",
                    ja=f"知らないステータスの人も印刷します：{'、'.join(listed)}",
                ),
            )

    def _absence(self, cells: Sequence[str]) -> Absence | None:
        for at in self._marked:
            if _LEFT_MARK in cells[at]:
                return Absence.LEFT
        for at, field in self._columns:
            if cells[at] and (absence := self._cached(field, cells[at])):
                return absence
        return None

    def _cached(self, field: str | None, cell: str) -> Absence | None:
        """Look a cell up: a list has few different ones (those of dates are many, and are not kept)."""
        key = (field, cell)
        if key in self._known:
            absence = self._known[key]
        else:
            absence = self._of_status(cell) if field == "status" else self._of_flag(field, cell)
            if len(self._known) < 1000:
                self._known[key] = absence
        if absence is None and field == "status" and not self._is_ordinary(cell):
            self._note_unknown(cell[:40])
        return absence

    def _of_status(self, cell: str) -> Absence | None:
        word = plain_word(cell)
        if any(known in word for known in self._statuses["coming"]):
            return None
        for kind in (Absence.WAITING, Absence.CANCELLED, Absence.LEFT):
            if any(known in word for known in self._statuses[kind]):
                return kind
        return None

    def _of_flag(self, field: str | None, cell: str) -> Absence | None:
        if plain_word(cell) in self._statuses["denials"]:
            return None
        return Absence.CANCELLED if field == "cancelled" else Absence.WAITING

    def _is_ordinary(self, cell: str) -> bool:
        word = plain_word(cell)
        return any(word.startswith(known) for known in (*self._statuses["ordinary"], *self._statuses["coming"]))

    def _note_unknown(self, cell: str) -> None:
        if cell in self._unknown or len(self._unknown) < 100:
            self._unknown[cell] += 1
