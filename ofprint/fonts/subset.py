"""The font program that goes into a PDF: only the glyphs used, each under its own id.

It stands apart because what a PDF needs of a font is less than a font file and, for CFF, differs from it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb

from ofprint.base.errors import FontError
from ofprint.fonts.cff import with_charset
from ofprint.fonts.faults import broken_font

if TYPE_CHECKING:
    from ofprint.fonts.face import Face

_VARIABLE = frozenset({"fvar", "gvar", "avar", "HVAR", "MVAR", "cvar", "STAT"})
_KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
"""The tables of a TrueType font that a PDF reader wants (ISO 32000-1, 9.9)."""


def subset_face(face: Face, gids: frozenset[int]) -> bytes:
    """Return the FontFile2 bytes (TrueType) or FontFile3 bytes (CFF) of some glyphs of a face.

    Codes are the face's glyph ids: they are kept, or, in a CID-keyed CFF, they become the CIDs of a
    table without gaps. Hinting, layout and names go. Deterministic. Raises `FontError` when HarfBuzz
    cannot cut the font.
    """
    wanted = range(1, face.glyph_count) if face.facts.forbids_subsetting else sorted(gids)
    try:
        if face.is_cff:
            return _cid_keyed(face, wanted) or _table(_cut(face, wanted), "CFF ")
        cut = _cut(face, wanted)
        return _sfnt({tag: _table(cut, tag) for tag in _KEPT})
    except (RuntimeError, ValueError, LookupError, struct.error) as error:
        raise FontError([broken_font(face.path, f"it cannot be subset: {error}")]) from error


def _cid_keyed(face: Face, gids: Iterable[int]) -> bytes | None:
    """Return the CFF table of the glyphs alone, each under its glyph id as CID; ``None`` if it is name-keyed."""
    plan = hb.SubsetPlan(face.harfbuzz.face, _input(face, gids, hb.SubsetFlags.DESUBROUTINIZE))
    order = sorted(plan.new_to_old_glyph_mapping.items())
    return with_charset(_table(plan.execute(), "CFF "), [old for new, old in order if new])


def _cut(face: Face, gids: Iterable[int]) -> Any:
    flags = hb.SubsetFlags.RETAIN_GIDS | (hb.SubsetFlags.DESUBROUTINIZE if face.is_cff else hb.SubsetFlags.DEFAULT)
    return _input(face, gids, flags).subset(face.harfbuzz.face)


def _input(face: Face, gids: Iterable[int], flags: Any) -> Any:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(gids)
    wanted.flags = flags | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.unicode_set.clear()
    wanted.name_id_set.clear()
    kept = {"CFF ", *_KEPT, *_VARIABLE}
    wanted.drop_table_tag_set.update(_tag(tag) for tag in face.harfbuzz.face.table_tags if tag not in kept)
    _pin(wanted, face)
    return wanted


def _table(face: Any, tag: str) -> bytes:
    return bytes(face.reference_table(tag).data)


def _pin(wanted: Any, face: Face) -> None:
    """Fix a variable font's axes, so that what comes out is a plain font."""
    if not face.is_cff:
        place = dict(face.instance)
        for axis in face.facts.axes:
            wanted.pin_axis_location(face.harfbuzz.face, axis.tag, place.get(axis.tag, axis.default))


def _tag(tag: str) -> int:
    return int(struct.unpack(">L", tag.encode("latin-1"))[0])


def _sfnt(tables: dict[str, bytes]) -> bytes:
    """Return an sfnt of the tables that are not empty, in the order and with the checksums of the specification."""
    present = {tag: data for tag, data in sorted(tables.items()) if data}
    power = 1 << (len(present).bit_length() - 1)
    header = struct.pack(">4s4H", b"\0\1\0\0", len(present), power * 16, power.bit_length() - 1,
                         (len(present) - power) * 16)  # fmt: skip
    offset = 12 + 16 * len(present)
    directory, body = [], []
    for tag, data in present.items():
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory.append(struct.pack(">4sLLL", tag.encode("latin-1"), total, offset, len(data)))
        body.append(padded)
        offset += len(padded)
    return b"".join((header, *directory, *body))
