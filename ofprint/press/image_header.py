"""The size of a picture read from its first bytes, before anything is decoded.

It stands apart because a picture that would fill the memory must be refused before a decoder sees it.
"""

from __future__ import annotations

import struct
from typing import Literal

_START_OF_FRAME = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))


def pixel_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, JPEG or TIFF as stored, or None when its head does not say."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:2] == b"\xff\xd8":
        return _jpeg_size(data)
    if data[:4] in (b"II*\0", b"MM\0*"):
        return _tiff_size(data)
    return None


def _tiff_size(data: bytes) -> tuple[int, int] | None:
    """Return the size in the first directory of a TIFF (TIFF 6.0: tags 256 and 257, short or long)."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    at = int.from_bytes(data[4:8], order)
    found: dict[int, int] = {}
    for entry in range(int.from_bytes(data[at : at + 2], order)):
        start = at + 2 + 12 * entry
        tag, kind = (int.from_bytes(data[start + n : start + n + 2], order) for n in (0, 2))
        if tag in (256, 257):
            found[tag] = int.from_bytes(data[start + 8 : start + (10 if kind == 3 else 12)], order)
    return (found[256], found[257]) if len(found) == 2 else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return the size in the first frame header of a JPEG (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        alone = marker == 0xFF or 0xD0 <= marker <= 0xD9 or marker == 0x01
        at += 1 if marker == 0xFF else 2 if alone else 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None
