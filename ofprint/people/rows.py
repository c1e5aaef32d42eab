"""One row of a list into one person, with what is wrong in it said by its number.

It stands apart because this is what runs 100,000 times: everything about columns is settled
before, and a row without a fault takes the short way through.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from ofprint.base.findings import Words
from ofprint.people.attendee import Attendee
from ofprint.people.cells import CELL_LIMIT, SPREADSHEET_ERRORS, Suspicion, defused, is_plain, line, lines, suspicions
from ofprint.people.headings import Layout, known_headings
from ofprint.people.identity import Register
from ofprint.people.names import joined, read_name, read_reading, reading_like
from ofprint.people.reports import Report, too_long
from ofprint.people.status import StatusColumns
from ofprint.people.workbook import UNCALCULATED

_FIELDS = ("id", "name", "family", "given", "reading", "reading_family", "reading_given", "romaji", "romaji_family",
           "romaji_given", "affiliation", "title", "role", "note")  # fmt: skip
_SUSPECT: dict[Suspicion, tuple[Words, Words | None]] = {
    Suspicion.NUL: (
        Words(
            en="zero bytes: the file was damaged, or cut while it was copied",
            ja="値が0のバイトがあります。ファイルが壊れているか、コピーの途中で切れています",
        ),
        Words(en="export the list again", ja="名簿をもう一度書き出してください"),
    ),
    Suspicion.CONTROL: (
        Words(
            en="control characters that do not print; they were taken out",
            ja="印刷されない制御文字がありました。取り除きました",
        ),
        None,
    ),
    Suspicion.REPLACEMENT: (
        Words(
            en="a character was lost before ofprint read the list (it reads \ufffd)",
            ja="この名簿を読む前に失われた文字があります（\ufffd になっています）",
        ),
        Words(en="type it anew", ja="その文字を入力し直してください"),
    ),
    Suspicion.PRIVATE: (
        Words(
            en="a character of somebody's own (外字), which no other computer knows",
            ja="外字があります。ほかの環境では表示も印刷もできません",
        ),
        Words(en="replace it by one that Unicode has", ja="Unicodeにある文字に置き換えてください"),
    ),
}


class RowReader:
    """Makes people of the rows under one heading row."""

    def __init__(self, layout: Layout, report: Report) -> None:
        self._report = report
        self._layout = layout
        self._width = len(layout.columns)
        self._headings = [column.heading for column in layout.columns]
        self._used = [at for at, column in enumerate(layout.columns) if column.field]
        self._values = itemgetter(*(self._index(field) for field in _FIELDS))
        self._extra = _extra_columns(layout)
        self._several_lines = frozenset({self._index("note"), *(at for _, at in self._extra)})
        self._status = StatusColumns(layout, known_headings())
        self._register = Register(report)
        self._roles: dict[str, str] = {}
        self._printed = 0

    def read(self, row: int, cells: Sequence[str]) -> Attendee | None:
        """Return the person of a row, ``None`` for a blank row and for who gets no badge."""
        whole = "".join(cells)
        if not whole or whole.isspace():
            return None
        fitted = self._fitted(row, cells, whole)
        if fitted is None or fitted[:-1] == self._headings or self._status.absence(fitted):
            return None
        attendee = self._attendee(row, fitted)
        if attendee:
            self._printed += 1
        return attendee

    def close(self) -> None:
        """Say what only the whole list shows: who is not printed, and that nobody is."""
        self._status.tell(self._report)
        if not self._printed and not self._report.errors:
            self._report.error(
                "nobody",
                Words(en="the list has headings but nobody to print", ja="見出しはありますが、印刷する人がいません"),
                Words(
                    en="look whether the right list, and the right sheet of it, was saved",
                    ja="正しい名簿（シート）を保存したか確かめてください",
                ),
                row=self._layout.row,
            )

    def _index(self, field: str) -> int:
        """Return the column of a field; the empty cell that closes every row where there is none."""
        at = self._layout.index(field)
        return self._width if at is None else at

    def _fitted(self, row: int, cells: Sequence[str], whole: str) -> list[str] | None:
        """Return a row as wide as the headings plus one empty cell, its faults told; ``None`` if it is unusable."""
        if len(cells) != self._width:
            cells = self._cut(row, cells)
        if len(whole) > CELL_LIMIT and (longest := max(map(len, cells), default=0)) > CELL_LIMIT:
            too_long(row, f"{longest:,}", self._report)
            return None
        fitted = [cell.strip() for cell in cells] if is_plain(whole) else self._mended(row, cells)
        if "#" in whole:
            self._drop_failed_formulas(row, fitted)
        if not fitted:
            return None
        fitted.append("")
        return fitted

    def _cut(self, row: int, cells: Sequence[str]) -> Sequence[str]:
        """Return a row of the right width; nothing of one whose cells no longer stand under their headings."""
        if len(cells) < self._width:
            self._too_narrow(row, len(cells))
            return [*cells, *[""] * (self._width - len(cells))]
        if any(cell.strip() for cell in cells[self._width :]):
            self._too_wide(row, len(cells))
            return []
        return cells[: self._width]

    def _mended(self, row: int, cells: Sequence[str]) -> list[str]:
        """Return the cells of a row that holds line ends, combining marks or characters that should not be there."""
        calculated = self._calculated(row, list(cells)) if UNCALCULATED in cells else cells
        self._suspect(row, suspicions("".join(calculated)))
        clean = [defused(cell) for cell in calculated]
        return [lines(cell) if at in self._several_lines else line(cell) for at, cell in enumerate(clean)]

    def _attendee(self, row: int, cells: list[str]) -> Attendee | None:
        (own_id, whole, family, given, reads, reads_family, reads_given, romaji, romaji_family, romaji_given,
         affiliation, title, role, note) = self._values(cells)  # fmt: skip
        reading = read_reading(reads, reads_family, reads_given)
        name = read_name(whole, family, given, reading)
        if not name.whole:
            self._nameless(row, cells)
            return None
        if not reading.given:
            reading = reading_like(name, reading)
        return Attendee(
            id=self._register.identify(own_id, name.whole, reading.whole, affiliation, row),
            name=name.whole,
            family=name.family,
            given=name.given,
            reading_family=reading.family,
            reading_given=reading.given,
            romaji=romaji or joined(romaji_family, romaji_given),
            affiliation=affiliation,
            title=title,
            role=self._roles.setdefault(role, role),
            note=note,
            row=row,
            extra={heading: cells[at] for heading, at in self._extra},
        )

    def _too_wide(self, row: int, width: int) -> None:
        self._report.error(
            "wide-row",
            Words(
                en=f"{width} cells under {self._width} headings: the cells no longer stand under theirs",
                ja=f"見出しは{self._width}列ですが、この行には{width}列あり、ずれています",
            ),
            Words(en="put a cell that holds a comma in quotes", ja='カンマを含むセルは引用符（"）で囲んでください'),
            row=row,
        )

    def _too_narrow(self, row: int, width: int) -> None:
        self._report.warning(
            "narrow-row",
            Words(
                en=f"{width} cells under {self._width} headings; the missing ones were taken as empty",
                ja=f"見出しは{self._width}列ですが、この行は{width}列です。足りない列は空として読みました",
            ),
            Words(
                en="look whether a line end was put inside a cell", ja="セルの途中で改行していないか確かめてください"
            ),
            row=row,
        )

    def _calculated(self, row: int, cells: list[str]) -> list[str]:
        """Empty the cells whose formula has no value: an error where the column is used, for it cannot be guessed."""
        for at, cell in enumerate(cells):
            if cell != UNCALCULATED:
                continue
            cells[at] = ""
            used = at in self._used
            say = self._report.error if used else self._report.warning
            say(
                "formula" if used else "formula-unused",
                Words(
                    en=f"{self._place(at)} holds a formula that was saved without its value",
                    ja=f"{self._place(at)}は数式で、計算した値が保存されていません",
                ),
                Words(
                    en="open the workbook in Excel and save it, or paste the column as values",
                    ja="Excelで開いて保存するか、列を「値」として貼り付けてください",
                ),
                row=row,
            )
        return cells

    def _drop_failed_formulas(self, row: int, cells: list[str]) -> None:
        for at in self._used:
            if at < len(cells) and cells[at] in SPREADSHEET_ERRORS:
                self._report.warning(
                    "failed-formula",
                    Words(
                        en=f"{self._place(at)} reads {cells[at]}, a formula that failed; taken as empty",
                        ja=f"{self._place(at)}が {cells[at]}（数式のエラー）です。空として読みました",
                    ),
                    Words(en="mend the formula or type the value", ja="数式を直すか、値を入力してください"),
                    row=row,
                )
                cells[at] = ""

    def _suspect(self, row: int, found: set[Suspicion]) -> None:
        for suspicion in sorted(found):
            what, cure = _SUSPECT[suspicion]
            say = self._report.error if suspicion is Suspicion.NUL else self._report.warning
            say(suspicion.value, what, cure, row=row)

    def _nameless(self, row: int, cells: Sequence[str]) -> None:
        there = next((line(cell)[:40] for cell in cells if cell.strip()), "")
        self._report.warning(
            "no-name",
            Words(
                en=f"no name in this row (it begins {there!r}); no badge",
                ja=f"氏名が空の行です（「{there}」）。名札は作りません",
            ),
            Words(en="fill in the name, or take the row out", ja="氏名を入れるか、行を消してください"),
            row=row,
        )

    def _place(self, at: int) -> str:
        column = self._layout.columns[at]
        return f"{column.letter} {column.heading}".strip()


def _extra_columns(layout: Layout) -> list[tuple[str, int]]:
    """Return heading and place of each column that fills no field; equal headings get numbers, empty ones letters."""
    extra: dict[str, int] = {}
    for at, column in enumerate(layout.columns):
        if column.field is None or column.field in {"status", "account", "cancelled", "waiting"}:
            heading = line(column.heading) or column.letter
            key, times = heading, 1
            while key in extra:
                times += 1
                key = f"{heading} ({times})"
            extra[key] = at
    return list(extra.items())
