"""What the codes of simple fonts are called: glyph names by base encoding and differences (ISO 32000-1, 9.6.6).

It stands apart because only fonts of other programs are simple: ofprint's own are composite.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from ofprint.press.preflight.glyphs import PdfFont

_UNI = re.compile(r"uni[0-9A-F]{4}|u[0-9A-F]{4,6}")


def glyph_names(font: PdfFont) -> dict[int, str] | None:
    """Return the glyph name of each code of a simple font; None where its own program alone says what codes mean."""
    encoding = font.thing.get("/Encoding")
    if font.composite or encoding is None or font.subtype not in ("Type1", "MMType1"):
        return None
    by_parts = isinstance(encoding, pikepdf.Dictionary)
    base = encoding.get("/BaseEncoding") if by_parts else encoding
    differences: Any = encoding.get("/Differences", []) if by_parts else []
    names = _base(str(base)) if base is not None else {}
    code = 0
    for entry in differences:
        if isinstance(entry, pikepdf.Name):
            names[code] = str(entry)[1:]
            code += 1
        else:
            code = int(entry)
    return names


def _base(name: str) -> dict[int, str]:
    from fontTools.agl import UV2AGL
    from fontTools.encodings.MacRoman import MacRoman
    from fontTools.encodings.StandardEncoding import StandardEncoding

    if name == "/WinAnsiEncoding":
        letters = {code: bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)}
        return {code: UV2AGL.get(ord(letter), "") for code, letter in letters.items() if letter}
    table = {"/MacRomanEncoding": MacRoman, "/StandardEncoding": StandardEncoding}.get(name, [])
    return {code: glyph for code, glyph in enumerate(table) if glyph != ".notdef"}


def means_nothing(name: str) -> bool:
    """Whether a glyph's name says no character, such as ``g12`` (Adobe Glyph List Specification)."""
    from fontTools.agl import AGL2UV

    stem: Any = name.partition(".")[0]
    return not all(part in AGL2UV or _UNI.fullmatch(part) for part in stem.split("_")) or not stem
