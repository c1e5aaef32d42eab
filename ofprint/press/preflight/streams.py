"""Streams of a stranger's PDF decoded within bounds.

It stands apart because a few kilobytes can unpack to gigabytes: nothing here returns more than it was
asked for.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from typing import Any

import pikepdf

MOST_CONTENT = 64 * 1024 * 1024
"""More decoded bytes than a page's operators ever take."""
_SAFE_RAW = 256 * 1024
"""Raw bytes of rarer filters that are handed to the library as a whole."""


class TooLarge(Exception):  # noqa: N818 - it says what is so, and never leaves this package
    """A stream unpacks to more than it may."""


class Damage:
    """What is told of streams while they are decoded: whether any of them is damaged."""

    found = False


def decoded(stream: Any, most: int = MOST_CONTENT, damage: Damage | None = None) -> bytes:
    """Return the decoded bytes of a stream, at most ``most`` of them.

    Raises `TooLarge` beyond that, and ``ValueError`` when nothing of it can be read. Damaged data give what could
    be read of them, and ``damage`` is told.
    """
    try:
        return _decoded(stream, most, damage or Damage())
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RuntimeError) as wrong:
        raise ValueError(f"a stream cannot be decoded: {wrong}") from None


def _decoded(stream: Any, most: int, damage: Damage) -> bytes:
    filters = _filters(stream)
    raw = bytes(stream.read_raw_bytes())
    if len(raw) > most:
        raise TooLarge
    if "/DecodeParms" in stream or not all(name in _DECODERS for name in filters):
        if all(name in ("FlateDecode", "Fl") for name in filters):
            for _ in filters:
                raw = inflated(raw, most, damage)
            return bytes(stream.read_bytes())
        if len(raw) > _SAFE_RAW:
            raise TooLarge
        plain = bytes(stream.read_bytes())
        if len(plain) > most:
            raise TooLarge
        return plain
    for name in filters:
        raw = _DECODERS[name](raw, most, damage)
    return raw


def _filters(stream: Any) -> list[str]:
    named = stream.get("/Filter", [])
    try:
        listed = [named] if isinstance(named, pikepdf.Name) else list(named)
    except (TypeError, ValueError):
        listed = []
    return [str(name)[1:] for name in listed]


def inflated(raw: bytes, most: int, damage: Damage | None = None) -> bytes:
    """Return what zlib data unpack to; raises `TooLarge` beyond ``most`` bytes, tells ``damage`` of a broken end."""
    engine = zlib.decompressobj()
    parts: list[bytes] = []
    total, data = 0, raw
    try:
        while data:
            part = engine.decompress(data, 1 << 20)
            total += len(part)
            if total > most:
                raise TooLarge
            parts.append(part)
            data = engine.unconsumed_tail
            if not part and not data:
                break
    except zlib.error:
        pass
    if damage is not None and raw and not engine.eof:
        damage.found = True
    return b"".join(parts)


def _ascii85(raw: bytes, most: int, damage: Damage) -> bytes:
    text = raw.split(b"~>")[0].lstrip()
    try:
        return base64.a85decode(text.removeprefix(b"<~"))[:most]
    except ValueError:
        damage.found = True
        return b""


def _ascii_hex(raw: bytes, most: int, _damage: Damage) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", raw.split(b">")[0])
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))[:most]


_DECODERS = {
    "FlateDecode": inflated,
    "Fl": inflated,
    "ASCII85Decode": _ascii85,
    "A85": _ascii85,
    "ASCIIHexDecode": _ascii_hex,
    "AHx": _ascii_hex,
}
