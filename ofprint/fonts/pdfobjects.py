"""The PDF objects of one embedded face: Type0 fonts, CIDFont, descriptor, font program, ToUnicode.

It stands apart because everything here is ISO 32000-1, section 9, written through ReportLab's document.
CIDs are glyph ids. The bytes depend on the face and the glyphs used alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

from ofprint.fonts.embed import FaceUse, Mode, font_resource
from ofprint.fonts.face import Face

_BLOCK = 100
"""How many entries a block of a CMap may hold (Adobe Technical Note 5014)."""


def write_face(document: Any, use: FaceUse) -> None:
    """Add a face's font objects to a ReportLab document, under the names that page content calls.

    A document that already has them (it is being formatted again) is left as it is.
    """
    gids = sorted(use.texts)
    mark = f"ofprint:{use.face.key}"
    if not gids or f"{mark}:cidfont" in document.idToObject:
        return
    base = _subset_tag(use.face, gids) + use.face.name
    descendants = PDFArray([document.Reference(_cid_font(document, use, base, gids), f"{mark}:cidfont")])
    texts = document.Reference(_to_unicode(use, gids), f"{mark}:tounicode")
    fonts = document.idToObject["BasicFonts"].dict
    for mode in sorted(use.modes):
        name = font_resource(use.face, mode)[1:]
        font = _dictionary(
            Type=PDFName("Font"),
            Subtype=PDFName("Type0"),
            BaseFont=PDFName(base + (f"-{_cmap_name(mode)}" if use.face.is_cff else "")),
            DescendantFonts=descendants,
        )
        if mode == "S":
            font["Encoding"] = document.Reference(_space_encoding(use.face), f"{mark}:space")
            font["ToUnicode"] = document.Reference(_space_to_unicode(), f"{mark}:space-tounicode")
        else:
            font["Encoding"], font["ToUnicode"] = PDFName(_cmap_name(mode)), texts
        fonts[name] = document.Reference(font, f"ofprint:{name}")


def _subset_tag(face: Face, gids: list[int]) -> str:
    """Return the six letters and the plus that mark a subset (9.6.4), made from the face and its glyphs."""
    if face.facts.forbids_subsetting:
        return ""
    number = int.from_bytes(blake2b(f"{face.key} {gids}".encode(), digest_size=8).digest(), "big")
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(65 + letter))
    return "".join(letters) + "+"


def _cid_font(document: Any, use: FaceUse, base: str, gids: list[int]) -> Any:
    face = use.face
    font = _dictionary(
        Type=PDFName("Font"),
        Subtype=PDFName("CIDFontType0" if face.is_cff else "CIDFontType2"),
        BaseFont=PDFName(base),
        CIDSystemInfo=_identity(),
        FontDescriptor=document.Reference(_descriptor(document, face, base, gids), f"ofprint:{face.key}:descriptor"),
    )
    default, widths = _widths(face, gids)
    font["DW"], font["W"] = default, widths
    if "V" in use.modes:
        font["DW2"], font["W2"] = _vertical_metrics(face, gids)
    if not face.is_cff:
        font["CIDToGIDMap"] = PDFName("Identity")
    return font


def _descriptor(document: Any, face: Face, base: str, gids: list[int]) -> Any:
    """Return the font descriptor (9.8); the stem width is the usual estimate from the weight."""
    facts = face.facts
    weight = next((value for tag, value in face.instance if tag == "wght"), facts.weight)
    flags = 4 | (1 if facts.fixed_pitch else 0) | (2 if facts.serif else 0) | (64 if facts.italic else 0)
    descriptor = _dictionary(
        Type=PDFName("FontDescriptor"),
        FontName=PDFName(base),
        Flags=flags,
        FontBBox="[{}]".format(" ".join(_thousandths(edge) for edge in facts.metrics.box)),
        ItalicAngle=_number(facts.metrics.italic_angle),
        Ascent=_thousandths(face.ascender),
        Descent=_thousandths(face.descender),
        CapHeight=_thousandths(face.cap_height),
        XHeight=_thousandths(face.x_height),
        StemV=round(50 + (weight / 65) ** 2),
    )
    program = face.subset(gids)
    if face.is_cff:
        stream, key = _stream(program, Subtype=PDFName("CIDFontType0C")), "FontFile3"
    else:
        stream, key = _stream(program, Length1=len(program)), "FontFile2"
    descriptor[key] = document.Reference(stream, f"ofprint:{face.key}:program")
    return descriptor


def _widths(face: Face, gids: list[int]) -> tuple[str, str]:
    """Return DW, the most frequent width, and W for the glyphs of another (9.7.4.3), in 1/1000 em."""
    widths = {gid: _thousandths(face.advance(gid)) for gid in gids}
    default = _most_frequent(widths.values())
    return default, _table((gid, width) for gid, width in widths.items() if width != default)


def _vertical_metrics(face: Face, gids: list[int]) -> tuple[str, str]:
    """Return DW2 and W2: downward displacement and position vector of each glyph (9.7.4.3), in 1/1000 em."""
    entries = {gid: _vertical_entry(face, gid) for gid in gids}
    top = _most_frequent(y for _, _, y in entries.values())
    down = _most_frequent(w for w, _, _ in entries.values())
    usual = {gid: (down, _thousandths(face.advance(gid) / 2), top) for gid in gids}
    return f"[{top} {down}]", _table((gid, " ".join(entry)) for gid, entry in entries.items() if entry != usual[gid])


def _vertical_entry(face: Face, gid: int) -> tuple[str, str, str]:
    x, y = face.vertical_origin(gid)
    return _thousandths(-face.advance(gid, vertical=True)), _thousandths(x), _thousandths(y)


def _table(entries: Iterable[tuple[int, str]]) -> str:
    """Return a W or W2 array: runs of one value as ``first last value``, neighbours in a list."""
    parts: list[str] = []
    for first, values in _neighbours(entries):
        if len(values) > 1 and len(set(values)) == 1:
            parts.append(f"{first} {first + len(values) - 1} {values[0]}")
        else:
            parts.append(f"{first} [{' '.join(values)}]")
    return f"[{' '.join(parts)}]"


def _neighbours(entries: Iterable[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    first, values = 0, list[str]()
    for gid, value in entries:
        if values and gid == first + len(values):
            values.append(value)
            continue
        if values:
            yield first, values
        first, values = gid, [value]
    if values:
        yield first, values


def _most_frequent(values: Iterable[str]) -> str:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))


def _cmap_name(mode: Mode) -> str:
    return "Ofprint-Space-H" if mode == "S" else f"Identity-{mode}"


def _space_encoding(face: Face) -> Any:
    """Return a CMap with one code, the single byte 32, for the face's space."""
    body = ["/WMode 0 def", "1 begincodespacerange", "<20> <20>", "endcodespacerange"]
    body += ["1 begincidchar", f"<20> {face.glyph(0x20)}", "endcidchar"]
    name = _cmap_name("S")
    entries = {"Type": PDFName("CMap"), "CMapName": PDFName(name), "CIDSystemInfo": _identity(), "WMode": 0}
    return _stream(_cmap(name, 1, body), **entries)


def _space_to_unicode() -> Any:
    return _stream(_cmap("Adobe-Identity-UCS", 2, _characters("<20> <20>", ["<20> <0020>"])))


def _to_unicode(use: FaceUse, gids: list[int]) -> Any:
    """Return the ToUnicode CMap (9.10.3), which the modes across and down share."""
    texts = ((gid, use.text(gid)) for gid in gids)
    entries = [f"<{gid:04X}> <{_utf16(text)}>" for gid, text in texts if text]
    return _stream(_cmap("Adobe-Identity-UCS", 2, _characters("<0000> <FFFF>", entries)))


def _characters(codes: str, entries: list[str]) -> list[str]:
    lines = ["1 begincodespacerange", codes, "endcodespacerange"]
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return lines


def _cmap(name: str, kind: int, body: list[str]) -> bytes:
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering ({'UCS' if kind == 2 else 'Identity'}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        f"/CMapType {kind} def",
    ]
    tail = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join([*head, *body, *tail]).encode("ascii")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "ignore").hex().upper()


def _thousandths(em: float) -> str:
    return _number(em * 1000)


def _number(value: float) -> str:
    """Return a PDF number with at most four decimals."""
    return f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".")


def _identity() -> Any:
    return _dictionary(Registry=PDFString("Adobe"), Ordering=PDFString("Identity"), Supplement=0)


def _dictionary(**entries: Any) -> Any:
    return PDFDictionary(entries)


def _stream(content: bytes, **entries: Any) -> Any:
    return PDFStream(PDFDictionary(entries), content, [PDFZCompress])
