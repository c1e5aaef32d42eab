"""One person of an attendee list, and the list as it was read.

It stands apart because everything that prints people needs these values and none of the reading.
"""

from __future__ import annotations

from collections.abc import Mapping

from ofprint.base.findings import Finding
from ofprint.base.records import dataclass, field


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person who gets a badge; texts are one line but ``note`` and ``extra``, ``""`` where the list has none."""

    id: str
    """The 受付番号 as the list has it, or a token made from name, reading and affiliation; unique within its list."""
    name: str
    """The whole name as it is written (surrounding blanks taken off)."""
    family: str = ""
    given: str = ""
    """Both are empty when the name has no split that is sure."""
    reading_family: str = ""
    reading_given: str = ""
    """The reading in full-width kana; one without a split stands whole in ``reading_family``."""
    romaji: str = ""
    affiliation: str = ""
    title: str = ""
    """役職."""
    role: str = ""
    """区分: what colours and words of the badge follow."""
    note: str = ""
    row: int = 0
    """The row of the list as a spreadsheet counts it (the first row of the file is 1)."""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The list's other columns, by heading."""

    @property
    def reading(self) -> str:
        """The whole reading, its parts a space apart."""
        return f"{self.reading_family} {self.reading_given}".strip()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: where it is, what its heading says, what it was taken for."""

    letter: str
    """``A``, ``B`` … as a spreadsheet names it."""
    heading: str
    field: str | None
    """The field of `Attendee` (or ``status`` and the like) it fills, ``None`` for one of the ``extra``."""


@dataclass(frozen=True, slots=True)
class AttendeeList:
    """An attendee list as it was read: the people to print, and everything there is to say about it."""

    people: tuple[Attendee, ...]
    findings: tuple[Finding, ...]
    columns: tuple[Column, ...]
    encoding: str
    """What the bytes were taken for: ``UTF-8``, ``UTF-8 with a BOM``, ``UTF-16``, ``CP932``, ``Excel`` …."""
