"""Rows of an Excel workbook as text: what a cell shows, not what it stores.

It stands apart because a spreadsheet types its cells: numbers lose their ``.0``, dates their
serial, and a formula counts only with the value that was saved with it.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Words
from ofprint.people.delimited import Row
from ofprint.people.headings import HEADING_ROWS, score
from ofprint.people.reports import Report
from ofprint.people.source import ListFile

UNCALCULATED = "\x00formula"
"""Stands in a cell whose formula was saved without its value; no text can hold it."""
_COLUMNS = 512
_ZEROS = re.compile(r"0{2,}")
_OUT_OF_GAPS = 2000
"""Empty rows in a row after which a sheet is taken to have ended (formats reach to row 1,048,576)."""


def workbook_rows(file: ListFile, wanted: Mapping[str, str], report: Report) -> Iterator[Row]:
    """Yield the rows of the first sheet that has a heading for names, else of the first sheet."""
    try:
        yield from _rows(file, wanted, report)
    except AttendeesError:
        raise
    except Exception as fault:  # noqa: BLE001 - damaged bytes make the archive, XML and openpyxl raise anything
        raise _damaged(report, fault) from None


def _rows(file: ListFile, wanted: Mapping[str, str], report: Report) -> Iterator[Row]:
    from openpyxl import load_workbook

    with file.open() as values, file.open() as formulas:
        book = load_workbook(values, read_only=True, data_only=True)
        sheet = _chosen(book, wanted, report)
        if sheet is None:
            return
        if not _has_formulas(file):
            yield from _closed((number, [_shown(cell) for cell in cells]) for number, cells in _numbered(sheet))
            return
        twin = load_workbook(formulas, read_only=True, data_only=False)[sheet.title]
        for (number, cells), (_, sources) in zip(_numbered(sheet), _numbered(twin), strict=False):
            yield number, [_shown(cell, source) for cell, source in zip(cells, sources, strict=False)]


def _closed(rows: Iterator[Row]) -> Iterator[Row]:
    """Yield rows up to the last that holds anything before a long gap."""
    gap = 0
    for number, cells in rows:
        gap = 0 if any(cells) else gap + 1
        if gap > _OUT_OF_GAPS:
            return
        yield number, cells


def _numbered(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    return enumerate(sheet.iter_rows(max_col=_COLUMNS if (sheet.max_column or 0) > _COLUMNS else None), start=1)


def _chosen(book: Any, wanted: Mapping[str, str], report: Report) -> Any:
    """Return the sheet to read and say which it is where there is a choice."""
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(book.worksheets)
    if not sheets:
        raise report.stop("empty", Words(en="the workbook has no sheet", ja="ブックにシートがありません"), row=1)
    named = [sheet for sheet in sheets if _best_score(sheet, wanted)]
    chosen = (named or sheets)[0]
    if len(named) > 1:
        others = "、".join(sheet.title for sheet in named[1:5])
        report.warning(
            "other-sheets",
            Words(
                en=f"sheet {chosen.title!r} was read; {others} has names too and was not",
                ja=f"シート「{chosen.title}」を読みました。{others} にも氏名がありますが、読んでいません",
            ),
            Words(en="put the people on one sheet", ja="参加者を一つのシートにまとめてください"),
        )
    elif len(sheets) > 1:
        report.info("sheet", Words(en=f"sheet {chosen.title!r} was read", ja=f"シート「{chosen.title}」を読みました"))
    return chosen


def _best_score(sheet: Any, wanted: Mapping[str, str]) -> int:
    rows = islice(sheet.iter_rows(max_row=HEADING_ROWS), HEADING_ROWS)
    return max((score([_shown(cell).strip() for cell in row], wanted) for row in rows), default=0)


def _has_formulas(file: ListFile) -> bool:
    """Tell whether any sheet holds a formula, by its raw XML; those without a value take a second reading to find."""
    with file.open() as stream, zipfile.ZipFile(stream) as archive:
        return any(_holds_formula(archive, name) for name in archive.namelist() if name.startswith("xl/worksheets/"))


def _holds_formula(archive: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(1 << 16):
            if re.search(rb"<(?:\w+:)?f[ >/]", tail + chunk):
                return True
            tail = chunk[-64:]
    return False


def _shown(cell: Any, source: Any = None) -> str:
    value = cell.value
    if value is None:
        formula = source is not None and source.value is not None and source.data_type == "f"
        return UNCALCULATED if formula else ""
    if isinstance(value, str):
        return value
    return _number_shown(value, cell)


def _number_shown(value: Any, cell: Any) -> str:
    """Return a number, date or truth as a spreadsheet shows it: no ``.0``, leading zeros where its format has them."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return _date_shown(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _figures(value, getattr(cell, "number_format", "") or "")
    return str(value)


def _date_shown(value: datetime.datetime) -> str:
    if (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat(" ", "seconds" if value.second else "minutes")


def _figures(value: float, number_format: str) -> str:
    if value == int(value) and abs(value) < 1e15:
        width = len(number_format) if _ZEROS.fullmatch(number_format) else 0
        return f"{int(value):0{width}d}" if width else str(int(value))
    return format(value, ".15g")


def _damaged(report: Report, fault: Exception) -> AttendeesError:
    detail = type(fault).__name__
    return report.stop(
        "damaged-workbook",
        Words(
            en=f"the Excel workbook is damaged and cannot be read ({detail})",
            ja=f"Excelブックが壊れていて読めません（{detail}）",
        ),
        Words(en="open it in Excel and save it again", ja="Excelで開いて保存し直してください"),
    )
