"""Reads the glyphs out of a finished PDF: what each says, where it stands, how far it moves the pen, its ink.

Written from ISO 32000-1 (9.4 text objects, 9.7 composite fonts, 14.9.4 actual text) with nothing of ofprint in it,
so that what it finds does not rest on what ofprint believes of its own lines. Lengths are points on the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pikepdf
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)
EM_CENTRE = 0.38
"""How far over the baseline the middle of a Japanese em box lies, in ems."""


@dataclass(frozen=True)
class Glyph:
    """One glyph as it stands on its page."""

    text: str
    """What it stands for; empty where a neighbour says it too."""
    origin: Point
    """The start of its advance: on the baseline, or at the middle of the top of a glyph set downwards."""
    way: Point
    """The unit vector in which it moves the pen."""
    advance: float
    size: float
    """Its em, along the way."""
    centre: Point
    """The middle of its em box."""
    box: tuple[float, float, float, float] | None
    """Where its ink is: x0, y0, x1, y1; ``None`` where it has none."""
    gid: int
    down: bool
    """Whether it is set by vertical metrics."""
    page: int

    def along(self, way: Point) -> float:
        """Return where it starts along a direction."""
        return self.origin[0] * way[0] + self.origin[1] * way[1]


def times(a: Matrix, b: Matrix) -> Matrix:
    """Return the matrix that applies ``a``, then ``b``."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def moved(m: Matrix, x: float, y: float) -> Point:
    """Return a point through a matrix."""
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


class Font:
    """A composite font: how its codes become glyphs, characters, widths and ink."""

    def __init__(self, font: pikepdf.Dictionary) -> None:
        if font.Subtype != "/Type0":
            raise ValueError(f"text in a font that is not composite: {font.get('/BaseFont')}")
        self.cid_font: Any = font.DescendantFonts[0]
        encoding = font.Encoding
        self.down = isinstance(encoding, pikepdf.Name) and str(encoding).endswith("-V")
        self.codes = _single_codes(encoding) if isinstance(encoding, pikepdf.Stream) else None
        self.texts = _to_unicode(font.ToUnicode) if "/ToUnicode" in font else {}
        self.default = float(self.cid_font.get("/DW", 1000))
        self.widths = {cid: values[0] for cid, values in _table(self.cid_font.get("/W", []), 1)}
        top, down = (float(value) for value in self.cid_font.get("/DW2", [880, -1000]))
        self.top, self.down_by = top, down
        self.vertical = dict(_table(self.cid_font.get("/W2", []), 3))
        self._inks: dict[int, tuple[float, float, float, float] | None] = {}

    def read(self, shown: bytes) -> Iterator[tuple[int, str]]:
        """Yield (CID, text) for the codes of a string."""
        if self.codes is not None:
            yield from ((self.codes[code], self.texts.get(code, "")) for code in shown)
            return
        for at in range(0, len(shown), 2):
            code = int.from_bytes(shown[at : at + 2], "big")
            yield code, self.texts.get(code, "")

    def width(self, cid: int) -> float:
        """Return a glyph's horizontal advance in ems."""
        return self.widths.get(cid, self.default) / 1000

    def fall(self, cid: int) -> tuple[float, float, float]:
        """Return a glyph's vertical advance (negative) and the place of its vertical origin, in ems."""
        down, x, y = self.vertical.get(cid, (self.down_by, self.widths.get(cid, self.default) / 2, self.top))
        return down / 1000, x / 1000, y / 1000

    @cached_property
    def _program(self) -> tuple[Any, float]:
        descriptor = self.cid_font.FontDescriptor
        if "/FontFile2" in descriptor:
            font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
            return font, font["head"].unitsPerEm
        raise ValueError("an embedded program that is not TrueType")

    def ink(self, cid: int) -> tuple[float, float, float, float] | None:
        """Return the box of a glyph's outline in ems."""
        if cid not in self._inks:
            self._inks[cid] = self._bounds(cid)
        return self._inks[cid]

    def _bounds(self, cid: int) -> tuple[float, float, float, float] | None:
        font, upem = self._program
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[font.getGlyphName(cid)].draw(pen)
        if pen.bounds is None:
            return None
        x0, y0, x1, y1 = (edge / upem for edge in pen.bounds)
        return x0, y0, x1, y1


def _single_codes(stream: pikepdf.Stream) -> dict[int, int]:
    found = re.findall(rb"<([0-9A-Fa-f]{2})>\s+(\d+)", stream.read_bytes().split(b"begincidchar")[1])
    return {int(code, 16): int(cid) for code, cid in found}


def _to_unicode(stream: pikepdf.Stream) -> dict[int, str]:
    found: dict[int, str] = {}
    data = stream.read_bytes()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            begin = int(text, 16)
            for at, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = (begin + at).to_bytes(2, "big").decode("utf-16-be")
    return found


def _table(array: Any, values: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    """Yield (CID, values) of a W (one value) or W2 (three) array."""
    at, entries = 0, list(array)
    while at < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, pikepdf.Array):
            numbers = [float(value) for value in second]
            for step in range(0, len(numbers), values):
                yield first + step // values, tuple(numbers[step : step + values])
            at += 2
        else:
            given = tuple(float(value) for value in entries[at + 2 : at + 2 + values])
            yield from ((cid, given) for cid in range(first, int(second) + 1))
            at += 2 + values


@dataclass
class _State:
    """What q and Q keep, and the text state."""

    ctm: Matrix = UNIT
    font: Font | None = None
    size: float = 0.0
    char: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    hidden: bool = False


@dataclass
class _Reader:
    """One reading of a page's content, forms included."""

    page: int
    fonts: dict[tuple[int, int], Font]
    found: list[Glyph] = field(default_factory=list)

    def read(self, content: Any, resources: Any, ctm: Matrix) -> None:
        state, kept = _State(ctm), list[_State]()
        matrix = line = UNIT
        marks: list[tuple[str, int] | None] = []
        for operands, operator in pikepdf.parse_content_stream(content):
            name = str(operator)
            match name:
                case "q":
                    kept.append(replace(state))
                case "Q":
                    state = kept.pop()
                case "cm":
                    state.ctm = times(_matrix(operands), state.ctm)
                case "Do":
                    self._form(resources.XObject[str(operands[0])], resources, state.ctm)
                case "BT":
                    matrix = line = UNIT
                case "Tf":
                    state.font, state.size = self._font(resources.Font[str(operands[0])]), float(operands[1])
                case "Tc":
                    state.char = float(operands[0])
                case "Tw":
                    state.word = float(operands[0])
                case "Tz":
                    state.scale = float(operands[0]) / 100
                case "TL":
                    state.leading = float(operands[0])
                case "Ts":
                    state.rise = float(operands[0])
                case "Tr":
                    state.hidden = int(operands[0]) in (3, 7)
                case "Tm":
                    matrix = line = _matrix(operands)
                case "Td" | "TD" | "T*":
                    x, y = (0.0, -state.leading) if name == "T*" else (float(operands[0]), float(operands[1]))
                    state.leading = -y if name == "TD" else state.leading
                    matrix = line = times((1, 0, 0, 1, x, y), line)
                case "Tj" | "TJ" | "'":
                    if name == "'":
                        matrix = line = times((1, 0, 0, 1, 0.0, -state.leading), line)
                    pieces = operands[0] if name == "TJ" else [operands[0]]
                    matrix = self._show(pieces, state, matrix)
                case "BDC" | "BMC":
                    said = operands[1].get("/ActualText") if name == "BDC" and _is_dictionary(operands[1]) else None
                    marks.append(None if said is None else (str(said), len(self.found)))
                case "EMC":
                    mark = marks.pop()
                    if mark:
                        self._respell(*mark)

    def _font(self, font: Any) -> Font:
        key = font.objgen
        if key not in self.fonts:
            self.fonts[key] = Font(font)
        return self.fonts[key]

    def _form(self, form: Any, resources: Any, ctm: Matrix) -> None:
        if form.get("/Subtype") == "/Form":
            inner = times(_matrix(form.get("/Matrix", UNIT)), ctm)
            self.read(form, form.get("/Resources", resources), inner)

    def _show(self, pieces: Any, state: _State, matrix: Matrix) -> Matrix:
        font, size = state.font, state.size
        if font is None:
            raise ValueError("text is shown before a font is chosen")
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                shift = -float(piece) / 1000 * size
                matrix = times((1, 0, 0, 1, *((0, shift) if font.down else (shift * state.scale, 0))), matrix)
                continue
            for cid, text in font.read(bytes(piece)):
                if not state.hidden:
                    self.found.append(self._glyph(font, cid, text, state, matrix))
                extra = state.char + (state.word if font.codes is not None and text == " " else 0.0)
                if font.down:
                    matrix = times((1, 0, 0, 1, 0, font.fall(cid)[0] * size + extra), matrix)
                else:
                    matrix = times((1, 0, 0, 1, (font.width(cid) * size + extra) * state.scale, 0), matrix)
        return matrix

    def _glyph(self, font: Font, cid: int, text: str, state: _State, matrix: Matrix) -> Glyph:
        full = times((state.size * state.scale, 0, 0, state.size, 0, state.rise), times(matrix, state.ctm))
        down, shift_x, shift_y = font.fall(cid) if font.down else (0.0, 0.0, 0.0)
        step = (0.0, down) if font.down else (font.width(cid), 0.0)
        start, end = moved(full, 0, 0), moved(full, *step)
        unit = moved((*full[:4], 0, 0), *((0, -1) if font.down else (1, 0)))
        size = (unit[0] ** 2 + unit[1] ** 2) ** 0.5
        middle = (0.0, step[1] / 2) if font.down else (step[0] / 2, EM_CENTRE)
        ink = font.ink(cid) if cid else None
        box = None
        if ink:
            corners = [moved(full, x - shift_x, y - shift_y) for x in ink[::2] for y in ink[1::2]]
            xs, ys = zip(*corners, strict=True)
            box = (min(xs), min(ys), max(xs), max(ys))
        return Glyph(
            text, start, (unit[0] / size, unit[1] / size),
            ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5, size,
            moved(full, *middle), box, cid, font.down, self.page,
        )  # fmt: skip

    def _respell(self, said: str, first: int) -> None:
        """Let the glyphs since ``first`` say an actual text: one character each, or as their font has it."""
        own = self.found[first:]
        if len(said) == len(own):
            shares = list(said)
        elif "".join(glyph.text for glyph in own) == said:
            return
        else:
            shares = _shares(said, [glyph.text for glyph in own])
        self.found[first:] = [replace(glyph, text=text) for glyph, text in zip(own, shares, strict=True)]


def _shares(said: str, texts: Sequence[str]) -> list[str]:
    """Part an actual text among glyphs: by what their font says as long as it agrees, the rest to where it stops."""
    shares, at = [], 0
    for text in texts:
        end = at + len(text) if text and said.startswith(text, at) else at
        shares.append(said[at:end])
        at = end
    if shares:
        last = max((number for number, share in enumerate(shares) if share), default=0)
        shares[last] += said[at:]
    return shares


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _is_dictionary(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary)


def glyphs(pdf: bytes) -> list[Glyph]:
    """Return every glyph that a PDF shows, page by page, in the order of its content."""
    found: list[Glyph] = []
    fonts: dict[tuple[int, int], Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            reader = _Reader(number, fonts)
            reader.read(page, page.resources, UNIT)
            found += reader.found
    return found
