"""The painter: turns a page's items into PDF operators and notes what they use.

It stands apart because it is the one place where mm with y downwards become points with y upwards,
and because it may run in any process: glyphs keep their ids, so no font needs to exist yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, field
from ofprint.layout.codes import path_operators, qr_matrix
from ofprint.layout.page import Code, Group, Item, Link, Matrix, Picture, Shape, Stamp, Step, Text

if TYPE_CHECKING:
    from ofprint.fonts import Face
    from ofprint.fonts.embed import EmbeddedFonts
    from ofprint.typesetting import PlacedGlyph

InkOperators = Callable[[Ink, bool], bytes]
"""Gives the operators that make an ink current, for filling or (True) for stroking."""
_TURNED = 90


@dataclass
class Painted:
    """What painting a page gave beside its operators: stamps to define, pictures to add, links to lay."""

    stamps: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    pictures: dict[Picture, str] = field(default_factory=dict)
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    """``(x0, y0, x1, y1, url)`` in points from the trim's lower-left corner."""
    inks: set[Ink] = field(default_factory=set)


class Painter:
    """Paints items on a page of ``height`` mm; fonts used are noted in ``fonts``."""

    def __init__(self, *, height: float, fonts: EmbeddedFonts, inks: InkOperators) -> None:
        self._height = height
        self._fonts = fonts
        self._inks = inks
        self._fill: Ink | None = None
        self._stroke: Ink | None = None
        self.painted = Painted()

    def paint(self, items: Iterable[Item]) -> bytes:
        """Return the operators of the items, in order."""
        self._fill = self._stroke = None
        out: list[bytes] = []
        for item in items:
            self._paint(item, out)
        return b"\n".join(out)

    def _paint(self, item: Item, out: list[bytes]) -> None:
        if isinstance(item, Shape):
            self._shape(item, out)
        elif isinstance(item, Text):
            self._text(item, out)
        elif isinstance(item, Group):
            self._group(item, out)
        elif isinstance(item, Code):
            self._code(item, out)
        elif isinstance(item, Stamp):
            self._stamp(item, out)
        elif isinstance(item, Picture):
            self._picture(item, out)
        elif isinstance(item, Link):
            x0, y0 = self._point(item.x, item.y + item.h)
            x1, y1 = self._point(item.x + item.w, item.y)
            self.painted.links.append((x0, y0, x1, y1, item.url))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return x * MM, (self._height - y) * MM

    def _set_ink(self, ink: Ink, out: list[bytes], *, stroke: bool = False) -> None:
        if (self._stroke if stroke else self._fill) == ink:
            return
        if stroke:
            self._stroke = ink
        else:
            self._fill = ink
        other = self._fill if stroke else self._stroke
        if other is not None and other.overprint != ink.overprint:
            # The overprint state serves filling and stroking alike, so the other ink is set anew.
            if stroke:
                self._fill = None
            else:
                self._stroke = None
        self.painted.inks.add(ink)
        out.append(self._inks(ink, stroke))

    def _shape(self, shape: Shape, out: list[bytes]) -> None:
        if shape.fill is not None:
            self._set_ink(shape.fill, out)
            out.append(self._path(shape.path) + b" f")
        if shape.stroke is not None:
            self._set_ink(shape.stroke, out, stroke=True)
            out.append(_numbers((shape.width * MM,)) + b" w " + self._path(shape.path) + b" S")

    def _path(self, path: Sequence[Step]) -> bytes:
        parts = []
        for operator, *values in path:
            points = [self._point(values[i], values[i + 1]) for i in range(0, len(values), 2)]
            parts.append(_numbers(value for point in points for value in point) + b" " + operator.encode())
        return b" ".join(parts).strip()

    def _group(self, group: Group, out: list[bytes]) -> None:
        inner = [b"q"]
        if group.matrix != (1, 0, 0, 1, 0, 0):
            inner.append(self._matrix(group.matrix) + b" cm")
        if group.clip:
            inner.append(self._path(group.clip) + b" W n")
        kept = self._fill, self._stroke
        self._fill = self._stroke = None
        for item in group.items:
            self._paint(item, inner)
        self._fill, self._stroke = kept
        out.extend([*inner, b"Q"])

    def _matrix(self, matrix: Matrix) -> bytes:
        """Turn a matrix of mm with y downwards into one of points with y upwards."""
        a, b, c, d, e, f = matrix
        height = self._height
        return _numbers((a, -b, -c, d, MM * (c * height + e), MM * (height - d * height - f)), places=4)

    def _stamp(self, stamp: Stamp, out: list[bytes]) -> None:
        self.painted.stamps.setdefault(stamp.name, stamp.items)
        out.append(b"q " + self._matrix(stamp.matrix) + b" cm /" + stamp.name.encode("ascii") + b" Do Q")

    def _picture(self, picture: Picture, out: list[bytes]) -> None:
        name = self.painted.pictures.setdefault(picture, picture_name(picture))
        x, y = self._point(picture.x, picture.y + picture.h)
        out.append(b"q " + _numbers((picture.w * MM, 0, 0, picture.h * MM, x, y)) + f" cm /{name} Do Q".encode("ascii"))

    def _code(self, code: Code, out: list[bytes]) -> None:
        matrix = qr_matrix(code.text, level=code.level)
        x, y = self._point(code.x, code.y + code.side)
        self._set_ink(code.ink, out)
        out.append(path_operators(matrix, x, y, code.side * MM / matrix.size).encode("ascii"))

    def _text(self, text: Text, out: list[bytes]) -> None:
        origin_x, origin_y = self._point(text.x, text.y)
        vertical = text.setting.style.vertical
        for number, line in enumerate(text.setting.lines):
            shift = text.shifts[number] * MM if number < len(text.shifts) else 0.0
            x, y = (origin_x - line.cross, origin_y) if vertical else (origin_x + shift, origin_y - line.cross)
            for run in _runs(line.glyphs, vertical):
                self._set_ink(_ink_of(run.glyphs[0], text), out)
                out.append(self._run(run, x, y, vertical))

    def _run(self, run: _Run, x: float, y: float, vertical: bool) -> bytes:
        first = run.glyphs[0]
        font = self._fonts.use(first.face, [(glyph.gid, glyph.text) for glyph in run.glyphs], first.vertical)
        at = (x - first.across, y - first.along) if vertical else (x + first.along, y - first.across)
        if not first.upright:
            matrix = b"0 -1 1 0 "
        elif first.stretch != 1:
            matrix = _numbers((first.stretch, 0, 0, 1), places=4) + b" "
        else:
            matrix = b"1 0 0 1 "
        shown = _shown(run.glyphs, first.vertical, beside=vertical and first.upright and not first.vertical)
        drawn = b"BT " + font.encode("ascii") + b" " + _numbers((first.size,)) + b" Tf " + matrix
        drawn += _numbers(at, places=3) + b" Tm " + shown + b" ET"
        if not run.spelt:
            return drawn
        return b"/Span <</ActualText <" + _actual_text(run.glyphs) + b">>> BDC " + drawn + b" EMC"


def picture_name(picture: Picture) -> str:
    """Return the name under which a PDF holds a picture: equal for the same file, shape and focus."""
    facts = f"{picture.file}|{picture.w / picture.h:.4f}|{picture.w:.2f}|{picture.focus}"
    return f"Image-{hashlib.sha256(facts.encode()).hexdigest()[:12]}"


def _ink_of(glyph: PlacedGlyph, text: Text) -> Ink:
    """Return a glyph's ink: the text's own, or the one that markup names."""
    if glyph.ink is None:
        return text.ink
    if isinstance(glyph.ink, Ink):
        return glyph.ink
    return (text.named or {}).get(str(glyph.ink), text.ink)


_APART = 0.07
"""The gap in em beyond which readers of PDF take what was set apart for a word space."""


@dataclass(slots=True)
class _Run:
    """Glyphs painted by one operator; ``spelt`` ones carry their characters as an actual text."""

    glyphs: list[PlacedGlyph]
    spelt: bool


def _runs(glyphs: Iterable[PlacedGlyph], vertical: bool) -> list[_Run]:
    """Split a line's glyphs where face, size, ink, direction or height changes, and where characters must be spelt.

    Spelt are glyphs that do not say their characters by themselves, and neighbours that are set apart
    (aki, justification) without a space between them: a reader of the file would else put one there.
    """
    runs: list[_Run] = []
    before: PlacedGlyph | None = None
    for glyph in glyphs:
        alike = before is not None and _manner(before, vertical) == _manner(glyph, vertical)
        apart = before is not None and alike and _is_apart(before, glyph)
        unclear = not _says_itself(glyph)
        if apart and before is not None:
            if not runs[-1].spelt:
                _part_last(runs)
            runs[-1].glyphs.append(glyph)
        elif not alike or unclear or runs[-1].spelt:
            if alike and unclear and not glyph.text and runs[-1].spelt:
                runs[-1].glyphs.append(glyph)
            else:
                runs.append(_Run([glyph], unclear))
        else:
            runs[-1].glyphs.append(glyph)
        before = glyph
    return runs


def _part_last(runs: list[_Run]) -> None:
    """Make the last glyph of the last run the beginning of a spelt run."""
    last = runs[-1].glyphs.pop()
    if not runs[-1].glyphs:
        runs.pop()
    runs.append(_Run([last], spelt=True))


def _manner(glyph: PlacedGlyph, vertical: bool) -> tuple[Any, ...]:
    turned = vertical and glyph.upright and not glyph.vertical
    height = glyph.along if turned else glyph.across
    return (glyph.face.key, glyph.size, glyph.ink, glyph.upright, glyph.vertical, glyph.stretch, round(height, 3))


def _is_apart(before: PlacedGlyph, glyph: PlacedGlyph) -> bool:
    if not glyph.text or not before.text or before.text.isspace() or glyph.text.isspace():
        return False
    end = before.along + before.face.advance(before.gid, before.vertical) * before.size
    return glyph.along - end > _APART * glyph.size


def _says_itself(glyph: PlacedGlyph) -> bool:
    """Whether a reader of the file gets the glyph's characters from its id alone."""
    return bool(glyph.face.character(glyph.gid) == glyph.text)


def _actual_text(glyphs: Sequence[PlacedGlyph]) -> bytes:
    """Return the characters of glyphs in UTF-16, as an actual text states them (ISO 32000-1, 14.9.4)."""
    text = "".join(glyph.text for glyph in glyphs)
    return ("\ufeff" + text).encode("utf-16-be").hex().upper().encode("ascii")


def _shown(run: Sequence[PlacedGlyph], vertical: bool, *, beside: bool = False) -> bytes:
    """Return the run as one ``TJ``: glyph ids, and between them what is not the face's own advance.

    Glyphs that stand ``beside`` one another in a vertical line (tate-chu-yoko) go across it, narrowed by their stretch.
    """
    scale = run[0].size * run[0].stretch
    places = [-glyph.across if beside else glyph.along for glyph in run]
    parts: list[str] = []
    pen = places[0]
    open_hex = False
    for glyph, place in zip(run, places, strict=True):
        gap = round((place - pen) / scale * 1000, 1)
        if abs(gap) >= 0.1:
            parts.append(
                f"> {_short(gap if vertical else -gap)} <" if open_hex else f"{_short(gap if vertical else -gap)} <"
            )
            open_hex = True
            pen += gap * scale / 1000
        elif not open_hex:
            parts.append("<")
            open_hex = True
        parts.append(f"{glyph.gid:04X}")
        pen += _advance(glyph.face, glyph.gid, vertical) * scale
    return ("[" + "".join(parts) + ">] TJ").encode("ascii")


def _advance(face: Face, gid: int, vertical: bool) -> float:
    return face.advance(gid, vertical)


def _short(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _numbers(values: Iterable[float], places: int = 2) -> bytes:
    """Return numbers as PDF writes them, without needless zeros (2 places of a point are 3.5 µm)."""
    shown = []
    for value in values:
        text = f"{value:.{places}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        shown.append("0" if text in ("-0", "") else text)
    return " ".join(shown).encode("ascii")
