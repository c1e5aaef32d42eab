"""The encoding of a list in text form, settled over the whole file before a single row is split.

It stands apart because a wrong guess prints wrong names: byte order marks, UTF-16 without one,
strict UTF-8, then CP932; a file that is two of these at once is refused with its rows.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import BinaryIO

from ofprint.base.findings import Words
from ofprint.base.records import dataclass, field
from ofprint.base.text_encoding import Decoded, decode
from ofprint.people.reports import Report
from ofprint.people.source import ListFile

_CHUNK = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STRAY = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
"""What Python's CP932 makes of the five single bytes that CP932 leaves undefined."""
_AS_UTF8 = Words(
    en="open it, look at the names, and save it as CSV UTF-8",
    ja="開いて氏名を確かめ、「CSV UTF-8」で保存し直してください",
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text file is encoded: what to call it, Python's codec, and the bytes of its mark to skip."""

    label: str
    codec: str
    skip: int = 0


class _Line(Enum):
    EITHER = auto()
    UTF8 = auto()
    CP932 = auto()
    NEITHER = auto()


@dataclass(slots=True)
class _Tally:
    """What the lines of a file that is not UTF-8 as a whole are, with the first rows of each kind."""

    counts: dict[_Line, int] = field(default_factory=dict)
    rows: dict[_Line, list[int]] = field(default_factory=dict)
    euc: bool = True

    def add(self, kind: _Line, row: int) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        first = self.rows.setdefault(kind, [])
        if len(first) < 10 and (not first or first[-1] != row):
            first.append(row)


def detect(file: ListFile, report: Report) -> Encoding:
    """Settle the encoding of a text file and say it; raises `AttendeesError` where it is none, or more than one."""
    with file.open() as stream:
        head = _head(stream)
        decoded = decode(head)
        encoding = _wide(stream, head, decoded, report) or _utf8(stream, decoded, report) or _by_lines(stream, report)
    report.info("encoding", Words(en=f"read as {encoding.label}", ja=f"文字コードは {encoding.label} として読みました"))
    return encoding


def _head(stream: BinaryIO) -> bytes:
    """Return the file's beginning, cut so that it ends with a line or at least with a wide character."""
    head = stream.read(_CHUNK)
    stream.seek(0)
    if len(head) < _CHUNK:
        return head
    end = head.rfind(b"\n") + 1
    return head[:end] if end and b"\0" not in head[:1024] else head


def _wide(stream: BinaryIO, head: bytes, decoded: Decoded, report: Report) -> Encoding | None:
    """Take UTF-16, UTF-32 and a byte order mark as the head shows them, and hold the whole file to it."""
    skip, codec = next(((len(mark), codec) for mark, codec in _MARKS if head.startswith(mark)), (0, ""))
    if not codec and decoded.encoding != "UTF-16":
        return None
    codec = codec or _unmarked_codec(head, decoded.text)
    if not _decodes(stream, codec, skip):
        raise report.stop(
            "broken-encoding",
            Words(
                en=f"bytes that are no text in {decoded.encoding}",
                ja=f"{decoded.encoding}の文字として読めないバイトがあります",
            ),
            _AS_UTF8,
            row=_broken_row(stream, codec, skip),
        )
    return Encoding(decoded.encoding, codec, skip)


def _unmarked_codec(head: bytes, text: str) -> str:
    """Return which kind of UTF-16 without a mark gave ``text``."""
    return "utf-16-le" if head[:128].decode("utf-16-le", "ignore")[:32] == text[:32] else "utf-16-be"


def _utf8(stream: BinaryIO, decoded: Decoded, report: Report) -> Encoding | None:
    if not _decodes(stream, "utf-8"):
        return None
    if decoded.fault:
        raise report.stop("encoding", decoded.fault.what, decoded.fault.cure, row=decoded.fault.line)
    return Encoding("UTF-8", "utf-8")


def _decodes(stream: BinaryIO, codec: str, skip: int = 0) -> bool:
    """Tell whether a stream is valid in a codec from ``skip`` to its end, and wind it back."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    stream.seek(skip)
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True


def _broken_row(stream: BinaryIO, codec: str, skip: int) -> int:
    """Return the row in which text that must not be broken breaks."""
    stream.seek(skip)
    decoder = codecs.getincrementaldecoder(codec)("strict")
    row, quotes = 1, 0
    while chunk := stream.read(4096):
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as fault:
            text = fault.object[: fault.start].decode(codec, "ignore")
            return row + sum(_row_ends(text, quotes))
        row += sum(_row_ends(text, quotes))
        quotes += text.count('"')
    return row


def _row_ends(text: str, quotes: int) -> list[int]:
    """Return 1 for each line end outside quotes."""
    return [(quotes + text.count('"', 0, at)) % 2 == 0 for at, c in enumerate(text) if c == "\n"]


def _by_lines(stream: BinaryIO, report: Report) -> Encoding:
    tally = _Tally()
    for row, line in rows_of_bytes(stream):
        if not line.isascii():
            tally.add(_classified(line), row)
            tally.euc = tally.euc and _valid(line, "euc_jp")
    if tally.euc:
        raise report.stop(
            "encoding",
            Words(en="this is EUC-JP, which is not read", ja="文字コードがEUC-JPです。EUC-JPは読めません"),
            _AS_UTF8,
            row=_first(tally),
        )
    utf8, cp932, neither = (tally.counts.get(kind, 0) for kind in (_Line.UTF8, _Line.CP932, _Line.NEITHER))
    if utf8 and cp932:
        raise _mixed(tally, report, utf8, cp932)
    if neither:
        raise _broken(tally, report, "UTF-8" if utf8 else "CP932")
    return Encoding("CP932", "cp932")


def rows_of_bytes(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield ``(row, line)``: the physical lines of a list with the row a spreadsheet counts them to.

    A quote, a comma and a line end are never part of a longer character in UTF-8 or CP932, so a
    row can be told before the encoding is known.
    """
    row, quotes = 1, 0
    for long_line in stream:
        for line in long_line.splitlines() or [b""]:
            yield row, line
            quotes += line.count(b'"')
            row += quotes % 2 == 0


def _classified(line: bytes) -> _Line:
    cp932 = _valid(line, "cp932") and not _STRAY.search(line.decode("cp932"))
    if _valid(line, "utf-8"):
        return _Line.EITHER if cp932 and not _is_surely_utf8(line) else _Line.UTF8
    return _Line.CP932 if cp932 else _Line.NEITHER


def _is_surely_utf8(line: bytes) -> bool:
    """Tell whether a valid line holds a character of three bytes: half-width kana in CP932 can pass for ones of two."""
    return any(character > "\u07ff" for character in line.decode("utf-8"))


def _valid(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _first(tally: _Tally) -> int:
    return min(rows[0] for rows in tally.rows.values())


def _mixed(tally: _Tally, report: Report, utf8: int, cp932: int) -> Exception:
    fewer, label, other = (_Line.CP932, "CP932", "UTF-8") if cp932 <= utf8 else (_Line.UTF8, "UTF-8", "CP932")
    rows = tally.rows[fewer]
    listed = ", ".join(map(str, rows)) + (" …" if tally.counts[fewer] > len(rows) else "")
    return report.stop(
        "mixed-encodings",
        Words(
            en=f"two encodings in one file: {other}, but {label} in row {listed}",
            ja=f"一つのファイルに二つの文字コードがあります。全体は{other}、{label}の行は {listed}",
        ),
        Words(
            en="type these rows anew, or save both parts as UTF-8 before joining them",
            ja="その行を打ち直すか、つなぐ前の名簿をどちらもUTF-8で保存してください",
        ),
        row=rows[0],
    )


def _broken(tally: _Tally, report: Report, label: str) -> Exception:
    rows = tally.rows[_Line.NEITHER]
    listed = ", ".join(map(str, rows)) + (" …" if tally.counts[_Line.NEITHER] > len(rows) else "")
    return report.stop(
        "broken-encoding",
        Words(
            en=f"bytes that are no text in {label} in row {listed}",
            ja=f"{label}の文字として読めないバイトがあります（{listed}行目）",
        ),
        _AS_UTF8,
        row=rows[0],
    )
