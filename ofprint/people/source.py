"""The bytes of an attendee list: where they come from and what they are, told by content and not by name.

It stands apart because a file's name lies: a workbook called .csv, a web page called .xls.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Words
from ofprint.base.records import dataclass
from ofprint.people.reports import Report

ListSource = str | os.PathLike[str] | bytes | BinaryIO
"""What a list may be read from: a path, the bytes themselves, or a binary stream."""

_UNPACKED_LIMIT = 1 << 30
_RESAVE = Words(
    en="open it in a spreadsheet program and save it as .xlsx or as CSV (UTF-8)",
    ja="表計算ソフトで開き、.xlsx か CSV（UTF-8）で保存し直してください",
)
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")
_REFUSED = (
    (b"%PDF-", Words(en="a PDF", ja="PDF")),
    (b"{\\rtf", Words(en="an RTF document", ja="RTF文書")),
    (b"\x1f\x8b", Words(en="a gzip archive", ja="gzip形式の圧縮ファイル")),
    (b"Rar!", Words(en="a RAR archive", ja="RAR形式の圧縮ファイル")),
    (b"7z\xbc\xaf", Words(en="a 7-Zip archive", ja="7-Zip形式の圧縮ファイル")),
    (b"\x89PNG", Words(en="a picture", ja="画像")),
    (b"\xff\xd8\xff", Words(en="a picture", ja="画像")),
    (b"SQLite format 3", Words(en="a database", ja="データベース")),
)


class Kind(StrEnum):
    """What a list is by its content."""

    TEXT = "text"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list that can be opened as often as needed."""

    name: str
    """The file's name, for reports (``attendees`` when it came as bytes)."""
    open: Callable[[], BinaryIO]


def list_file(source: ListSource) -> ListFile:
    """Return the list behind a path, bytes or a binary stream (which is read to its end)."""
    if isinstance(source, bytes):
        return ListFile("attendees", lambda: io.BytesIO(source))
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        return ListFile(str(path), lambda: path.open("rb"))
    held = source.read()
    return ListFile(str(getattr(source, "name", "attendees")), lambda: io.BytesIO(held))


def kind_of(file: ListFile, report: Report) -> Kind:
    """Tell what the list is, and warn where its name says otherwise; raises `AttendeesError` for what is no list."""
    head = _head(file, report)
    kind = _kind(file, head, report)
    suffix = Path(file.name).suffix.lower()
    if kind is Kind.WORKBOOK and suffix in {".csv", ".tsv", ".txt", ".xls"}:
        _misnamed(report, suffix, Words(en="an Excel workbook", ja="Excelブック"))
    elif kind is Kind.TEXT and suffix in {".xlsx", ".xlsm", ".xls", ".ods"}:
        _misnamed(report, suffix, Words(en="a text file", ja="テキストファイル"))
    return kind


def _head(file: ListFile, report: Report) -> bytes:
    try:
        with file.open() as stream:
            head = stream.read(8192)
    except OSError as fault:
        raise _unopened(report, fault) from None
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise report.stop(
            "empty",
            Words(en="the attendee list is empty", ja="参加者名簿が空です"),
            Words(en="export it again", ja="もう一度書き出してください"),
            row=1,
        )
    return head


def _unopened(report: Report, fault: OSError) -> AttendeesError:
    if isinstance(fault, FileNotFoundError):
        return report.stop(
            "missing",
            Words(en="there is no such attendee list", ja="参加者名簿のファイルがありません"),
            Words(en="check the path", ja="ファイルの場所を確かめてください"),
        )
    if isinstance(fault, IsADirectoryError):
        return report.stop(
            "folder",
            Words(en="this is a folder, not an attendee list", ja="参加者名簿のファイルではなく、フォルダーです"),
            Words(en="name the file", ja="ファイルを指定してください"),
        )
    detail = fault.strerror or str(fault)
    return report.stop(
        "unreadable",
        Words(en=f"the attendee list cannot be opened: {detail}", ja=f"参加者名簿を開けません（{detail}）"),
        Words(
            en="close it in other programs and try again",
            ja="ほかのソフトで開いていれば閉じて、もう一度実行してください",
        ),
    )


def _kind(file: ListFile, head: bytes, report: Report) -> Kind:
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file, report)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _old_workbook(file, report)
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise _refused(report, what)
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(_HTML_STARTS) or (start.startswith(b"<?xml") and b"<html" in start):
        raise _refused(
            report,
            Words(
                en="a web page (HTML), as some systems export it under the name .xls",
                ja="Webページ（HTML）。.xls という名前で書き出されることがあります",
            ),
        )
    if start.startswith(b"<?xml"):
        raise _refused(report, Words(en="an XML document", ja="XML文書"))
    return Kind.TEXT


def _zipped(file: ListFile, report: Report) -> Kind:
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except Exception:  # noqa: BLE001 - damaged bytes make the archive reader raise anything
        raise report.stop(
            "damaged-workbook",
            Words(
                en="the Excel workbook is damaged: it cannot be unpacked", ja="Excelブックが壊れていて、展開できません"
            ),
            Words(en="download or export it again", ja="もう一度ダウンロードするか、書き出してください"),
        ) from None
    if "xl/workbook.xml" not in names:
        binary = "xl/workbook.bin" in names
        raise _refused(
            report,
            Words(en="a binary workbook (.xlsb)", ja="バイナリブック（.xlsb）")
            if binary
            else Words(en="an archive or another office document", ja="圧縮ファイルか別の文書"),
        )
    if unpacked > _UNPACKED_LIMIT:
        raise report.stop(
            "huge-workbook",
            Words(
                en=f"the Excel workbook unpacks to {unpacked >> 20:,} MB",
                ja=f"Excelブックを展開すると{unpacked >> 20:,}MBになります",
            ),
            Words(en="save the attendee sheet alone", ja="参加者のシートだけを保存してください"),
        )
    return Kind.WORKBOOK


def _old_workbook(file: ListFile, report: Report) -> AttendeesError:
    """Tell a workbook under a password, stored in the same container, from one in the format of before 2007."""
    with file.open() as stream:
        locked = "EncryptedPackage".encode("utf-16-le") in stream.read(1 << 20)
    if locked:
        return report.stop(
            "locked-workbook",
            Words(en="the Excel workbook is protected with a password", ja="Excelブックにパスワードがかかっています"),
            Words(en="save it without the password", ja="パスワードを外して保存してください"),
        )
    return report.stop(
        "old-workbook",
        Words(
            en="this is a workbook in the format of before 2007 (.xls)", ja="2003以前の形式のExcelブック（.xls）です"
        ),
        _RESAVE,
    )


def _refused(report: Report, what: Words) -> AttendeesError:
    return report.stop(
        "no-list",
        Words(en=f"this is not an attendee list but {what.en}", ja=f"参加者名簿ではありません：{what.ja}"),
        _RESAVE,
    )


def _misnamed(report: Report, suffix: str, what: Words) -> None:
    report.warning(
        "misnamed",
        Words(
            en=f"the name ends in {suffix}, but this is {what.en}; read as such",
            ja=f"拡張子は {suffix} ですが、中身は{what.ja}です。{what.ja}として読みました",
        ),
        Words(en="give the file its right extension", ja="正しい拡張子に直してください"),
    )
