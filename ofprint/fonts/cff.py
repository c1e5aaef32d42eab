"""A CFF table whose CIDs are the glyph ids that page content names.

It stands apart because a PDF reader takes a code in a CID-keyed CFF for a CID, not for a glyph id
(ISO 32000-1, 9.7.4.2), and regional subsets of Source Han and Noto CJK have charsets that say otherwise.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_CHARSET, _ROS, _CHAR_STRINGS = 15, (12, 30), 17
"""Operators of a CFF Top DICT (Adobe Technical Note 5176, table 9 and 10)."""


def with_charset(table: bytes, cids: Sequence[int]) -> bytes | None:
    """Return a CID-keyed CFF table with these CIDs for its glyphs (.notdef's is not listed); ``None`` if name-keyed.

    The new charset is put at the end, and the Top DICT's entry is set to it in place. Raises
    ``ValueError`` or ``LookupError`` when the table cannot be read or its entry has no room.
    """
    top, end = _first_item(table, _skip_index(table, table[2]))
    entries = {operator: (place, length) for operator, place, length in _operators(table, top, end)}
    if _ROS not in entries:
        return None
    glyphs = _index_count(table, _number(table, *entries[_CHAR_STRINGS]))
    place, length = entries[_CHARSET]
    if length != 5 or glyphs != len(cids) + 1:
        raise ValueError("the CFF table leaves no room for another charset")
    charset = struct.pack(f">B{len(cids)}H", 0, *cids)
    return table[:place] + struct.pack(">Bl", 29, len(table)) + table[place + length :] + charset


def _index_count(table: bytes, place: int) -> int:
    return int(struct.unpack_from(">H", table, place)[0])


def _offsets(table: bytes, place: int) -> tuple[list[int], int]:
    """Return an INDEX's offsets and where its data begins less one, as its offsets count from 1."""
    count, size = _index_count(table, place), table[place + 2]
    begin = place + 3
    found = [int.from_bytes(table[begin + size * i : begin + size * (i + 1)], "big") for i in range(count + 1)]
    return found, begin + size * (count + 1) - 1


def _skip_index(table: bytes, place: int) -> int:
    if not _index_count(table, place):
        return place + 2
    offsets, base = _offsets(table, place)
    return base + offsets[-1]


def _first_item(table: bytes, place: int) -> tuple[int, int]:
    offsets, base = _offsets(table, place)
    return base + offsets[0], base + offsets[1]


def _operators(table: bytes, place: int, end: int) -> Iterator[tuple[int | tuple[int, int], int, int]]:
    """Yield (operator, place of its last operand, length of that operand) of a DICT."""
    last, length = place, 0
    while place < end:
        byte = table[place]
        if byte <= 21:
            operator: int | tuple[int, int] = (12, table[place + 1]) if byte == 12 else byte
            yield operator, last, length
            place += 2 if byte == 12 else 1
            continue
        last, length = place, _operand_length(table, place)
        place += length


def _operand_length(table: bytes, place: int) -> int:
    byte = table[place]
    if byte == 30:
        end = place + 1
        while table[end] & 0x0F != 0x0F and table[end] >> 4 != 0x0F:
            end += 1
        return end + 1 - place
    return {28: 3, 29: 5}.get(byte, 1 if byte <= 246 else 2)


def _number(table: bytes, place: int, length: int) -> int:
    byte = table[place]
    if length == 5:
        return int(struct.unpack_from(">l", table, place + 1)[0])
    if length == 3:
        return int(struct.unpack_from(">h", table, place + 1)[0])
    if length == 2:
        sign, base = (1, 247) if byte < 251 else (-1, 251)
        return sign * ((byte - base) * 256 + table[place + 1] + 108)
    return byte - 139
