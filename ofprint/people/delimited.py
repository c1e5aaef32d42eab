"""Rows of a CSV or TSV: the delimiter told by what makes headings of the first rows, quotes taken strictly.

It stands apart because a spreadsheet's rows are not a file's lines: a cell in quotes may have
several, and every report counts rows as the spreadsheet does.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Words
from ofprint.people.encodings import Encoding
from ofprint.people.headings import HEADING_ROWS, score
from ofprint.people.reports import Report, too_long
from ofprint.people.source import ListFile

DELIMITERS = (",", "\t", ";")
_SAMPLE = 1 << 16
_HINT = re.compile("sep=(.)\r?\n?", re.IGNORECASE)

Row = tuple[int, list[str]]
"""A row's number as a spreadsheet counts it, and its cells."""


def delimited_rows(file: ListFile, encoding: Encoding, wanted: Mapping[str, str], report: Report) -> Iterator[Row]:
    """Yield the rows of a text list; what cannot be split goes to ``report`` with its row, and reading goes on."""
    with file.open() as stream:
        stream.seek(encoding.skip)
        sample = stream.read(_SAMPLE).decode(encoding.codec, "ignore")
        stream.seek(encoding.skip)
        text = io.TextIOWrapper(stream, encoding=encoding.codec, newline="")
        hint = _HINT.match(sample)
        if hint:
            text.readline()
        delimiter = hint[1] if hint else sniff(sample, wanted)
        yield from _split(text, delimiter, report)


def sniff(sample: str, wanted: Mapping[str, str]) -> str:
    """Return the delimiter under which the first rows name the most fields; a comma where none does better.

    A comma inside a Japanese sentence or a semicolon inside an address makes no headings, so
    neither can mislead as counting characters would.
    """
    return max(DELIMITERS, key=lambda delimiter: _promise(sample, delimiter, wanted))


def _promise(sample: str, delimiter: str, wanted: Mapping[str, str]) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        rows = list(islice(reader, HEADING_ROWS))
    except csv.Error:
        return (0, 0)
    best = max((score([cell.strip() for cell in row], wanted) for row in rows), default=0)
    return best, max((len(row) for row in rows), default=0) if best == 0 else 0


def _split(text: Iterable[str], delimiter: str, report: Report) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    row = 0
    while True:
        row += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except UnicodeDecodeError:
            raise _changed(row, report) from None
        except csv.Error as fault:
            _unsplittable(str(fault), row, report)
            continue
        yield row, cells


def _unsplittable(fault: str, row: int, report: Report) -> None:
    if "limit" in fault:
        too_long(row, f"{csv.field_size_limit():,}+", report)
    elif "unexpected end" in fault:
        report.error(
            "open-quote",
            Words(en="a quote opens here and is never closed", ja='ここで始まる引用符（"）が閉じていません'),
            Words(
                en='close the quote, or write "" for one inside a cell',
                ja='引用符を閉じてください。セルの中の引用符は "" と書きます',
            ),
            row=row,
        )
    else:
        report.error(
            "stray-quote",
            Words(en="a quote stands inside a cell where none may", ja='セルの途中に引用符（"）があります'),
            Words(
                en='write "" for a quote inside a cell that is in quotes',
                ja='引用符で囲んだセルの中の引用符は "" と書いてください',
            ),
            row=row,
        )


def _changed(row: int, report: Report) -> AttendeesError:
    """Say that the file does not hold the text any more that its encoding was settled by."""
    return report.stop(
        "changed",
        Words(en="the list was changed while it was read", ja="読んでいる間に名簿が書き換えられました"),
        Words(en="save it and try again", ja="保存してから、もう一度実行してください"),
        row=row,
    )
