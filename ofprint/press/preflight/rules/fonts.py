"""Fonts: embedded, subset, their widths those of the face, no .notdef drawn, text that can be copied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ofprint.base.findings import Finding, Place
from ofprint.press.preflight.encodings import glyph_names, means_nothing
from ofprint.press.preflight.examined import Examined
from ofprint.press.preflight.glyphs import PdfFont
from ofprint.press.preflight.programs import Program, embedded_stream, glyph_of, read_program
from ofprint.press.preflight.saying import ERROR, INFO, WARNING, found

_SUBSET = re.compile(r"[A-Z]{6}\+")
_WIDTH_SLACK = 1.5
"""How far a width may be from the face's, thousandths of an em (ISO 32000 lets them be rounded)."""


def check_fonts(file: Examined) -> Iterator[Finding]:
    """Check every font that draws something, with the place of its first string."""
    first = _first_drawn(file)
    for font in file.library.fonts:
        if font not in first:
            continue
        place = first[font]
        yield from _embedding(file, font, place)
        yield from _text(font, place)
        program = read_program(font)
        if program is not None:
            yield from _widths(font, program, place)
        yield from _notdef(file, font, program)


def _first_drawn(file: Examined) -> dict[PdfFont, Place]:
    """Return each font that draws visible text, with the place where it does first."""
    places: dict[PdfFont, Place] = {}
    for page, painted in file.drawn:
        if painted.font is not None and painted.font not in places:
            places[painted.font] = page.place(painted.box)
    return places


def _embedding(file: Examined, font: PdfFont, place: Place) -> Iterator[Finding]:
    if font.subtype == "Type3":
        yield found(
            "fonts.type3",
            WARNING,
            (f"the font {font.name} is of Type 3, which printers' systems may refuse",
             f"Type 3 フォント（{font.name}）は印刷所で扱えないことがあります"),
            ("export the file with OpenType or TrueType fonts", "OpenType か TrueType のフォントで書き出してください"),
            place,
        )  # fmt: skip
    elif embedded_stream(font) is None:
        yield found(
            "fonts.embedded",
            ERROR,
            (f"the font {font.name} is not embedded", f"フォント {font.name} が埋め込まれていません"),
            ("embed all fonts", "すべてのフォントを埋め込んでください"),
            place,
        )
    elif file.for_press and not _SUBSET.match(font.name):
        yield found(
            "fonts.subset",
            INFO,
            (f"the font {font.name} is embedded whole", f"フォント {font.name} がサブセットになっていません"),
            ("embed only the characters in use", "使った文字だけを埋め込むと軽くなります"),
            place,
        )


def _text(font: PdfFont, place: Place) -> Iterator[Finding]:
    """Report fonts whose codes mean nothing outside the file: numbers of glyphs, or names that say no character."""
    if "/ToUnicode" in font.thing:
        return
    names = None if font.composite else glyph_names(font)
    unsaid = names is not None and any(means_nothing(names.get(code, "")) for code in font.used)
    if unsaid or (font.composite and str(font.thing.get("/Encoding", "")).startswith("/Identity")):
        yield found(
            "fonts.unicode",
            WARNING,
            (f"text in {font.name} cannot be searched or copied", f"{font.name} の文字は検索・コピーできません"),
            ("export the file with ToUnicode tables", "ToUnicode を付けて書き出してください"),
            place,
        )


def _widths(font: PdfFont, program: Program, place: Place) -> Iterator[Finding]:
    wrong = []
    for code in sorted(font.used):
        glyph = glyph_of(font, code, program)
        have = program.widths.get(code if glyph is None else glyph)
        if glyph is not None and have is not None and abs(have - font.widths.get(code, font.default)) > _WIDTH_SLACK:
            wrong.append((code, have))
    if wrong and not font.vertical:
        code, have = wrong[0]
        said = font.widths.get(code, font.default)
        yield found(
            "fonts.widths",
            ERROR,
            (f"{len(wrong)} widths of {font.name} are not the face's (code {code}: {said:.0f}, in the face {have:.0f})",
             f"{font.name} の文字幅 {len(wrong)} 個がフォントと違います（コード {code}：{said:.0f}／実際 {have:.0f}）"),
            ("export the file anew with another program", "別のソフトで書き出し直してください"),
            place,
        )  # fmt: skip


def _notdef(file: Examined, font: PdfFont, program: Program | None) -> Iterator[Finding]:
    """Report each string that draws glyph 0, the box that stands for a missing character."""
    missing = {code for code in font.used if glyph_of(font, code, program) == 0}
    if not missing:
        return
    for page, painted in file.drawn:
        if painted.font is font and missing.intersection(painted.codes):
            yield _missing_character(font, page.place(painted.box))


def _missing_character(font: PdfFont, place: Place) -> Finding:
    return found(
        "fonts.notdef",
        ERROR,
        (f"a character is missing from {font.name} and prints as a box", f"{font.name} にない文字が「□」になります"),
        ("set it in a font that has the character", "その文字を持つフォントを使ってください"),
        place,
    )
