"""The few PDF objects ofprint writes itself: numbers, text strings, dates, streams, dictionaries.

They stand apart because ReportLab's own streams, strings and dates carry choices (ASCII85, the clock)
that a file for the press cannot have; these plug into its document in their place.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from reportlab.pdfbase import pdfdoc

_DELIMITERS = frozenset("()<>[]{}/%#")


def number(value: float) -> bytes:
    """Return ``value`` as PDF writes it, to a ten-thousandth of a point, without a needless fraction."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode("ascii")


def numbers(values: Iterable[float]) -> bytes:
    """Return ``values`` as PDF numbers with spaces between."""
    return b" ".join(number(value) for value in values)


def box_array(box: Iterable[float]) -> bytes:
    """Return a rectangle as a PDF array."""
    return b"[" + numbers(box) + b"]"


def name(text: str) -> bytes:
    """Return ``text`` as a PDF name, slash included (ISO 32000-1, 7.3.5; UTF-8 beyond ASCII)."""
    escaped = "".join(
        chr(byte) if 0x21 <= byte <= 0x7E and chr(byte) not in _DELIMITERS else f"#{byte:02X}"
        for byte in text.encode("utf-8")
    )
    return b"/" + escaped.encode("ascii")


def text_string(text: str) -> bytes:
    """Return a PDF text string: printable ASCII as it stands, anything else in UTF-16 (7.9.2.2)."""
    if text.isascii() and (not text or text.isprintable()):
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def date_string(moment: datetime) -> bytes:
    """Return a PDF date (7.9.4) with the offset the date itself carries, none when it is naive."""
    return b"(D:" + moment.strftime("%Y%m%d%H%M%S").encode("ascii") + _offset(moment) + b")"


def _offset(moment: datetime) -> bytes:
    offset = moment.utcoffset()
    if offset is None:
        return b""
    minutes = int(offset.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"{sign}{hours:02d}'{rest:02d}'".encode("ascii")


class Dictionary(pdfdoc.PDFDictionary):  # type: ignore[misc]
    """A dictionary that always stands as an object of its own."""

    __RefOnly__ = 1


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]
    """A stream object; compressed with zlib unless it is said to be ready (filtered, or to be read as text)."""

    __RefOnly__ = 1

    def __init__(self, content: bytes, entries: Mapping[str, Any] | None = None, *, ready: bool = False) -> None:
        self.content = content if ready else zlib.compress(content, 6)
        self.entries = dict(entries or {})
        if not ready:
            self.entries["Filter"] = b"/FlateDecode"

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Return the object's bytes; ReportLab calls this once when the file is written."""
        head = pdfdoc.PDFDictionary({**self.entries, "Length": len(self.content)}).format(document)
        return bytes(head) + b"\nstream\n" + self.content + b"\nendstream\n"
