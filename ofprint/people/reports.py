"""The findings of one attendee list, gathered as it is read.

It stands apart because a list of 100,000 rows can be wrong in every row: each rule speaks of its
first rows and then only counts, so that a report stays readable and memory does not grow.
"""

from __future__ import annotations

from collections import Counter

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.people.cells import CELL_LIMIT

ROWS_TOLD = 50
"""How many rows one rule names before it only counts."""


class Report:
    """What was found in the list called ``file``."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._findings: list[Finding] = []
        self._told: Counter[str] = Counter()
        self._severity: dict[str, Severity] = {}

    def error(self, rule: str, what: Words, cure: Words | None = None, *, row: int | None = None) -> None:
        """Note something the list cannot be printed with."""
        self._add(rule, Severity.ERROR, what, cure, row)

    def warning(self, rule: str, what: Words, cure: Words | None = None, *, row: int | None = None) -> None:
        """Note something that changes what is printed."""
        self._add(rule, Severity.WARNING, what, cure, row)

    def info(self, rule: str, what: Words, cure: Words | None = None, *, row: int | None = None) -> None:
        """Note how the list was read."""
        self._add(rule, Severity.INFO, what, cure, row)

    def stop(self, rule: str, what: Words, cure: Words | None = None, *, row: int | None = None) -> AttendeesError:
        """Note an error after which nothing more can be read, and return what to raise."""
        self.error(rule, what, cure, row=row)
        return AttendeesError(self.errors)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found: of the whole list, then row by row, then how often rules spoke that fell silent."""
        return (*sorted(self._findings, key=lambda finding: finding.place.row or 0), *self._uncounted())

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings the list cannot be printed with."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    def _add(self, rule: str, severity: Severity, what: Words, cure: Words | None, row: int | None) -> None:
        self._severity[rule] = severity
        self._told[rule] += 1
        if self._told[rule] <= ROWS_TOLD:
            self._findings.append(Finding(f"people.{rule}", severity, what, cure, Place(file=self.file, row=row)))

    def _uncounted(self) -> list[Finding]:
        return [
            Finding(
                f"people.{rule}",
                self._severity[rule],
                Words(
                    en=f"{count - ROWS_TOLD:,} more of the same", ja=f"同じ指摘がほかに{count - ROWS_TOLD:,}件あります"
                ),
                place=Place(file=self.file),
            )
            for rule, count in self._told.items()
            if count > ROWS_TOLD
        ]


def too_long(row: int, length: str, report: Report) -> None:
    """Say that a cell is longer than one of a spreadsheet can be."""
    report.error(
        "cell-too-long",
        Words(
            en=f"a cell of {length} characters; a spreadsheet's holds {CELL_LIMIT:,} at most",
            ja=f"{length}文字のセルがあります。表計算ソフトのセルは{CELL_LIMIT:,}文字までです",
        ),
        Words(
            en="look for a quote that is not closed, or empty the cell",
            ja="閉じていない引用符がないか確かめるか、セルを空にしてください",
        ),
        row=row,
    )
