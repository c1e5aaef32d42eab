"""The font program that goes into a PDF: only the glyphs used, each under its own id.

It stands apart because what a PDF needs of a font is less than a font file and, for CFF, differs from it.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb

from ofprint.base.errors import FontError
from ofprint.fonts.cff import with_identity_charset
from ofprint.fonts.faults import broken_font

if TYPE_CHECKING:
    from ofprint.fonts.face import Face

_KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
"""The tables of a TrueType font that a PDF reader wants (ISO 32000-1, 9.9)."""


def subset_face(face: Face, gids: frozenset[int]) -> bytes:
    """Return the FontFile2 bytes (TrueType) or FontFile3 bytes (CFF) of some glyphs of a face.

    Glyph ids stay as they are; in a CFF the CIDs are made equal to them. Hinting, layout and names
    go. Deterministic. Raises `FontError` when HarfBuzz cannot cut the font.
    """
    source = face.harfbuzz.face
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(range(1, face.glyph_count) if face.facts.forbids_subsetting else sorted(gids))
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    if face.is_cff:
        wanted.flags |= hb.SubsetFlags.DESUBROUTINIZE
    wanted.unicode_set.clear()
    wanted.name_id_set.clear()
    kept = {"CFF ", *_KEPT, *_VARIABLE}
    wanted.drop_table_tag_set.update(_tag(tag) for tag in source.table_tags if tag not in kept)
    _pin(wanted, face)
    try:
        cut = wanted.subset(source)
        if face.is_cff:
            return with_identity_charset(bytes(cut.reference_table("CFF ").data))
    except (RuntimeError, ValueError, LookupError, struct.error) as error:
        raise FontError([broken_font(face.path, f"it cannot be subset: {error}")]) from error
    return _sfnt({tag: bytes(cut.reference_table(tag).data) for tag in _KEPT})


_VARIABLE = frozenset({"fvar", "gvar", "avar", "HVAR", "MVAR", "cvar", "STAT"})


def _pin(wanted: Any, face: Face) -> None:
    """Fix a variable font's axes, so that what comes out is a plain font."""
    if face.facts.axes and not face.is_cff:
        wanted.pin_all_axes_to_default(face.harfbuzz.face)
        for tag, value in face.instance:
            wanted.pin_axis_location(face.harfbuzz.face, tag, value)


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
