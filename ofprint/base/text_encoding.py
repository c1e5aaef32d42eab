"""Bytes into text: the encodings that Japanese event files and lists are saved in, and which was found.

It stands apart because the event definition and the attendee lists are told apart from their bytes
by the same rule: a byte order mark first, then strict UTF-8, then CP932 as Windows writes it.
"""

from __future__ import annotations

import re

from ofprint.base.findings import Words
from ofprint.base.records import dataclass

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8 with a BOM"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_SAMPLE = 1 << 18
_CP932_STRAYS = "[\x80\xa0\uf8f0-\uf8f3]"
"""What Python's codec makes of the five single bytes that CP932 leaves undefined."""


@dataclass(frozen=True, slots=True)
class EncodingFault:
    """Bytes that no encoding explains: where the first of them is, what it is, and the cure."""

    offset: int
    """Bytes from the file's start."""
    line: int
    """The line, counted from 1."""
    what: Words
    cure: Words


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, without a byte order mark, and the encoding it was found to be in."""

    text: str
    encoding: str
    """``UTF-8``, ``UTF-8 with a BOM``, ``UTF-16``, ``UTF-32`` or ``CP932``."""
    fault: EncodingFault | None = None
    """Set when the bytes could not all be read; ``text`` then holds U+FFFD in their place."""


def decode(data: bytes) -> Decoded:
    """Return the text in ``data``: by its byte order mark, else strict UTF-8, else CP932.

    Zero bytes in what is not UTF-16 stay in the text, for the caller to refuse with their place.
    Nothing is raised: bytes that fit none of these come back as `Decoded.fault`. A file that is
    mostly valid UTF-8 is never taken for CP932, whose codes would read it as other characters.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _by_mark(data, mark, codec, name)
    if b"\0" in data[:1024] and (wide := _utf16_without_mark(data)):
        return wide
    try:
        return _not_iso2022(data, Decoded(data.decode("utf-8"), "UTF-8"))
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            return _broken(data, "utf-8", "UTF-8", error)
    try:
        text = data.decode("cp932")
    except UnicodeDecodeError as error:
        return _broken(data, "cp932", "CP932", error)
    return _without_strays(text)


def _by_mark(data: bytes, mark: bytes, codec: str, name: str) -> Decoded:
    body = data[len(mark) :]
    try:
        return Decoded(body.decode(codec), name)
    except UnicodeDecodeError as error:
        return _broken(body, codec, name, error, skipped=len(mark))


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """UTF-16 that lost its mark: it decodes, holds line ends and no zero; else the caller reads on."""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\n" in text and "\0" not in text:
            return Decoded(text, "UTF-16")
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether whole three- and four-byte UTF-8 characters outnumber the bytes that are none.

    In CP932 text they are chance hits: its lead bytes E3–EF stand for rare kanji only.
    """
    text = data[:_SAMPLE].decode("utf-8", "surrogateescape")
    stray = len(re.findall("[\udc80-\udcff]", text))
    whole = len(re.findall("[\u0800-\ud7ff\ue000-\uffff\U00010000-\U0010ffff]", text))
    return whole > stray


def _not_iso2022(data: bytes, decoded: Decoded) -> Decoded:
    """Refuse JIS (ISO-2022-JP), whose bytes are all ASCII and would pass for UTF-8."""
    at = data.find(b"\x1b$B")
    if at < 0:
        return decoded
    what = Words("the file is in JIS (ISO-2022-JP)", "文字コードが JIS（ISO-2022-JP）です")
    return Decoded(decoded.text, "UTF-8", EncodingFault(at, data.count(b"\n", 0, at) + 1, what, _SAVE_AS_UTF8))


def _without_strays(text: str) -> Decoded:
    stray = re.search(_CP932_STRAYS, text)
    if not stray:
        return Decoded(text, "CP932")
    before = text[: stray.start()]
    offset = len(before.encode("cp932"))
    return Decoded(text, "CP932", _fault(offset, before.count("\n") + 1, b"", "CP932"))


def _broken(data: bytes, codec: str, name: str, error: UnicodeDecodeError, skipped: int = 0) -> Decoded:
    text = data.decode(codec, "replace")
    before = data[: error.start].decode(codec, "ignore")
    odd = data[error.start : error.end][:4]
    return Decoded(text, name, _fault(skipped + error.start, before.count("\n") + 1, odd, name))


def _fault(offset: int, line: int, odd: bytes, name: str) -> EncodingFault:
    shown = " ".join(f"{byte:02X}" for byte in odd)
    what = Words(
        f"byte {offset}{f' ({shown})' if shown else ''} is no character of {name}, in which the rest of the file is",
        f"{offset} バイト目{f'（{shown}）' if shown else ''}は、ほかの部分の文字コード {name} の文字ではありません",
    )
    return EncodingFault(offset, line, what, _SAVE_AS_UTF8)


_SAVE_AS_UTF8 = Words("save the file as UTF-8", "UTF-8 で保存し直してください")
