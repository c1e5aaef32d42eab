"""An attendee list from its bytes to its people, row by row and in bounded memory.

It stands apart because it joins the steps, each of which knows nothing of the others: what the
file is, its encoding, its rows, its headings, who comes, what a row says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Finding
from ofprint.people.attendee import Attendee, AttendeeList, Column
from ofprint.people.delimited import Row, delimited_rows
from ofprint.people.encodings import detect
from ofprint.people.headings import HEADING_ROWS, find_layout, wanted_headings
from ofprint.people.reports import Report
from ofprint.people.rows import RowReader
from ofprint.people.source import Kind, ListFile, ListSource, kind_of, list_file
from ofprint.people.workbook import workbook_rows


def load_attendees(source: ListSource, *, mapping: Mapping[str, str] | None = None) -> list[Attendee]:
    """Return the people of an attendee list who get a badge, in the list's order.

    ``source`` is a path (CSV, TSV or ``.xlsx``, told by content), the bytes or a binary stream.
    ``mapping`` names headings that are not known, by our own heading or by field:
    ``{"氏名": "お客様", "role": "コース"}``. Raises `AttendeesError` with every fault and its row.
    """
    return list(read_attendees(source, mapping=mapping).people)


def read_attendees(source: ListSource, *, mapping: Mapping[str, str] | None = None) -> AttendeeList:
    """Return the people with everything found on the way; arguments and errors as for `load_attendees`."""
    stream = AttendeeStream(source, mapping=mapping)
    people = tuple(stream)
    return AttendeeList(people, stream.findings, stream.columns, stream.encoding)


class AttendeeStream:
    """The people of a list one after another, for lists too long to hold; may be iterated once.

    What the list is, its encoding and its columns are settled when the stream is made (which raises
    `AttendeesError` if they cannot be). Faults in rows are gathered while it runs and raised
    together at its end: run it through once before printing from it.
    """

    def __init__(self, source: ListSource, *, mapping: Mapping[str, str] | None = None) -> None:
        file = list_file(source)
        self._report = Report(file.name)
        wanted = wanted_headings(mapping or {}, self._report)
        self._rows = self._open(file, wanted)
        head = list(islice(self._rows, HEADING_ROWS))
        layout = find_layout(head, wanted, self._report)
        if layout is None:
            raise AttendeesError(self._report.errors)
        self._layout = layout
        self._head = head[next(at for at, (number, _) in enumerate(head) if number == layout.row) + 1 :]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The list's columns and what each was taken for."""
        return self._layout.columns

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found so far; complete once the stream has run out."""
        return self._report.findings

    def __iter__(self) -> Iterator[Attendee]:
        """Yield the people; raises `AttendeesError` at the end if any row is at fault."""
        reader = RowReader(self._layout, self._report)
        for number, cells in chain(self._head, self._rows):
            attendee = reader.read(number, cells)
            if attendee:
                yield attendee
        reader.close()
        if self._report.errors:
            raise AttendeesError(self._report.errors)

    def _open(self, file: ListFile, wanted: Mapping[str, str]) -> Iterator[Row]:
        if kind_of(file, self._report) is Kind.WORKBOOK:
            self.encoding = "Excel"
            return workbook_rows(file, wanted, self._report)
        encoding = detect(file, self._report)
        self.encoding = encoding.label
        return delimited_rows(file, encoding, wanted, self._report)
