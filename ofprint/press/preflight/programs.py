"""Embedded font programs: the widths they hold, and which glyph a code draws.

It stands apart because it is the only part that reads font files, and it does so only for fonts that
are used. fontTools reads them, whatever is broken in them ends in no answer.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pikepdf

from ofprint.base.records import dataclass
from ofprint.press.preflight.encodings import glyph_names
from ofprint.press.preflight.glyphs import PdfFont
from ofprint.press.preflight.streams import TooLarge, decoded

_MOST_BYTES = 32 * 1024 * 1024
_TROUBLE = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    AssertionError,
    OverflowError,
    RuntimeError,
    OSError,
)


@dataclass(frozen=True)
class Program:
    """What an embedded font says: widths by glyph in thousandths of an em, its number of glyphs, and their names."""

    widths: Mapping[int, float]
    glyphs: int
    names: Mapping[str, int] | None = None
    """Glyphs by name, where codes go by names."""


def embedded_stream(font: PdfFont) -> tuple[str, Any] | None:
    """Return key and stream of the embedded font program, or None when there is none."""
    descriptor = font.descriptor
    if descriptor is None:
        return None
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            return key, descriptor[key]
    return None


def glyph_of(font: PdfFont, code: int, program: Program | None) -> int | None:
    """Return the glyph id that a code draws, or None when that is not a plain question.

    In a composite font the code is taken as CID (Identity-H and -V), the CID as glyph through CIDToGIDMap; in a simple
    one it has a name, and the program a glyph of that name.
    """
    if not font.composite:
        names = glyph_names(font) if program is not None and program.names is not None else None
        return None if names is None or program is None else (program.names or {}).get(names.get(code, ""), 0)
    if not str(font.thing.get("/Encoding", "")).startswith("/Identity"):
        return None
    mapping = font.described.get("/CIDToGIDMap")
    if not isinstance(mapping, pikepdf.Stream):
        return code
    try:
        table = decoded(mapping, 1 << 18)
    except TooLarge:
        return None
    return int.from_bytes(table[2 * code : 2 * code + 2]) if 2 * code + 2 <= len(table) else 0


def read_program(font: PdfFont) -> Program | None:
    """Return a font's program, widths by glyph id (TrueType) or CID (CFF); None when it cannot be read.

    Of simple fonts those in CFF are read.
    """
    embedded = embedded_stream(font)
    if embedded is None or not (font.composite or embedded[0] == "/FontFile3"):
        return None
    try:
        data = decoded(embedded[1], _MOST_BYTES)
        return _truetype(data) if embedded[0] == "/FontFile2" else _cff(data, font)
    except (*_TROUBLE, TooLarge):
        return None
    except Exception:  # noqa: BLE001 - fontTools' own errors share no base; a font it cannot read has no answer
        return None


def _truetype(data: bytes) -> Program:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(data), lazy=True, checkChecksums=0) as font:
        scale = 1000 / font["head"].unitsPerEm
        count = font["maxp"].numGlyphs
        raw = font.reader["hmtx"]
        long_ones = font["hhea"].numberOfHMetrics
    widths = {gid: int.from_bytes(raw[4 * gid : 4 * gid + 2]) * scale for gid in range(min(long_ones, len(raw) // 4))}
    last = widths.get(long_ones - 1, 0.0)
    widths.update(dict.fromkeys(range(long_ones, count), last))
    return Program(widths, count)


def _cff(data: bytes, font: PdfFont) -> Program:
    """Return the widths of the glyphs in use of a CFF program, keyed by CID as the PDF calls them."""
    from fontTools.cffLib import CFFFontSet

    if data[:4] == b"OTTO":
        from fontTools.ttLib import TTFont

        data = TTFont(io.BytesIO(data), lazy=True).reader["CFF "]
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    charset, keyed = top.charset, hasattr(top, "ROS")
    names = {int(name[3:]) if keyed and name[:3] == "cid" else index: name for index, name in enumerate(charset)}
    if keyed:
        names[0] = charset[0]
    by_name = None if font.composite or keyed else {name: index for index, name in enumerate(charset)}
    used = names if by_name is not None else {cid: names[cid] for cid in font.used if cid in names}
    matrix = getattr(top, "FontMatrix", [0.001])[0] or 0.001
    widths = {cid: _charstring_width(top, name) * matrix * 1000 for cid, name in used.items()}
    return Program(widths, len(charset), by_name)


def _charstring_width(top: Any, name: str) -> float:
    from fontTools.misc.psCharStrings import T2WidthExtractor

    glyph, selector = top.CharStrings.getItemAndSelector(name)
    private = top.FDArray[selector].Private if selector is not None else top.Private
    subroutines = getattr(private, "Subrs", [])
    reader = T2WidthExtractor(subroutines, glyph.globalSubrs, private.nominalWidthX, private.defaultWidthX, private)
    reader.execute(glyph)
    return float(reader.width)
