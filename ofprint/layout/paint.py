"""The painter: turns a page's items into PDF operators and notes what they use.

It stands apart because it is the one place where mm with y downwards become points with y upwards,
and because it may run in any process: glyphs keep their ids, so no font needs to exist yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.inks import Ink
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, field
from ofprint.layout.codes import mask_operators, path_operators, qr_matrix
from ofprint.layout.page import Code, Group, Item, Link, Matrix, Picture, Shape, Stamp, Step, Text
from ofprint.layout.runs import Noting, RunStore

if TYPE_CHECKING:
    from ofprint.fonts.embed import EmbeddedFonts

InkOperators = Callable[[Ink, bool], bytes]
"""Gives the operators that make an ink current, for filling or (True) for stroking."""


@dataclass
class Painted:
    """What painting a page gave beside its operators: stamps to define, pictures to add, links to lay."""

    stamps: dict[str, Stamp] = field(default_factory=dict)
    pictures: dict[Picture, str] = field(default_factory=dict)
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    """``(x0, y0, x1, y1, url)`` in points from the trim's lower-left corner."""
    inks: set[Ink] = field(default_factory=set)


class Painter:
    """Paints items on a page of ``height`` mm; fonts used are noted in ``fonts``, runs kept in ``runs``."""

    def __init__(
        self,
        *,
        height: float,
        fonts: EmbeddedFonts | Noting,
        inks: InkOperators,
        runs: RunStore | None = None,
        code_masks: bool = False,
    ) -> None:
        self._height = height
        self._noting = fonts if isinstance(fonts, Noting) else Noting(fonts)
        self._runs = runs or RunStore()
        self._code_operators = mask_operators if code_masks else path_operators
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
            out.append(numbers((shape.width * MM,)) + b" w " + self._path(shape.path) + b" S")

    def _path(self, path: Sequence[Step]) -> bytes:
        parts = []
        for operator, *values in path:
            points = [self._point(values[i], values[i + 1]) for i in range(0, len(values), 2)]
            parts.append(numbers(value for point in points for value in point) + b" " + operator.encode())
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
        return numbers((a, -b, -c, d, MM * (c * height + e), MM * (height - d * height - f)), places=4)

    def _stamp(self, stamp: Stamp, out: list[bytes]) -> None:
        """Draw a form, whose own coordinates count from the ground's upper left corner (a page of height 0)."""
        self.painted.stamps.setdefault(stamp.name, stamp)
        a, b, c, d, e, f = stamp.matrix
        at = numbers((a, -b, -c, d, MM * e, MM * (self._height - f)), places=4)
        out.append(b"q " + at + b" cm /" + stamp.name.encode("ascii") + b" Do Q")

    def _picture(self, picture: Picture, out: list[bytes]) -> None:
        name = self.painted.pictures.setdefault(picture, picture_name(picture))
        x, y = self._point(picture.x, picture.y + picture.h)
        out.append(b"q " + numbers((picture.w * MM, 0, 0, picture.h * MM, x, y)) + f" cm /{name} Do Q".encode("ascii"))

    def _code(self, code: Code, out: list[bytes]) -> None:
        matrix = qr_matrix(code.text, level=code.level)
        x, y = self._point(code.x, code.y + code.side)
        self._set_ink(code.ink, out)
        out.append(self._code_operators(matrix, x, y, code.side * MM / matrix.size).encode("ascii"))

    def _text(self, text: Text, out: list[bytes]) -> None:
        origin_x, origin_y = self._point(text.x, text.y)
        shifts = text.shifts
        for run in self._runs.of(text.setting):
            self._noting.note(run)
            self._set_ink(text.ink if run.ink is None else _named_ink(run.ink, text), out)
            x = origin_x + run.x
            if shifts and run.line < len(shifts):
                x += shifts[run.line] * MM
            out.append(run.before + numbers((x, origin_y + run.y), places=3) + run.after)


def picture_name(picture: Picture) -> str:
    """Return the name under which a PDF holds a picture: equal for equal content, shape and focus, wherever it lies."""
    facts = f"{content_of(picture.file)}|{picture.w / picture.h:.4f}|{picture.w:.2f}|{picture.focus}"
    if picture.page != 1 or picture.ink is not None:
        facts += f"|{picture.page}|{picture.ink}"
    return f"Image-{hashlib.sha256(facts.encode()).hexdigest()[:12]}"


def content_of(file: str) -> str:
    """Return what tells a file's content from another's; its name where it cannot be read, which is said elsewhere."""
    path = Path(file)
    try:
        facts = path.stat()
        return _content(file, facts.st_mtime_ns, facts.st_size)
    except OSError:
        return path.name


@lru_cache(1024)
def _content(file: str, _time: int, _size: int) -> str:
    with Path(file).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _named_ink(ink: object, text: Text) -> Ink:
    """Return the ink that a style or markup gives to glyphs, by itself or by its name."""
    return ink if isinstance(ink, Ink) else (text.named or {}).get(str(ink), text.ink)


def numbers(values: Iterable[float], places: int = 2) -> bytes:
    """Return numbers as PDF writes them, without needless zeros (2 places of a point are 3.5 µm)."""
    shown = []
    for value in values:
        text = f"{value:.{places}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        shown.append("0" if text in ("-0", "") else text)
    return " ".join(shown).encode("ascii")
