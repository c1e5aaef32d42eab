"""A page's content walked with its graphics state: every painting operator becomes a record.

It stands apart because no rule looks at operators: they ask what was painted, where, in which inks.
Damage and malice end in a shorter list, never in an error: depth, work and memory are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf

from ofprint.press.geometry import Box
from ofprint.press.preflight.glyphs import PdfFont
from ofprint.press.preflight.inks import CMYK, GRAY, PATTERN, RGB, UNKNOWN, Colour, Space, read_space, shading_colours
from ofprint.press.preflight.lexer import Name, operations
from ofprint.press.preflight.library import Budget, Library
from ofprint.press.preflight.painted import IDENTITY, Matrix, Painted, Path, common, is_empty, quad_box, times
from ofprint.press.preflight.paths import PathBuilder
from ofprint.press.preflight.state import State
from ofprint.press.preflight.streams import TooLarge

_MOST_DEPTH = 12
_MOST_SAVED = 512
_TROUBLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, ZeroDivisionError, OverflowError, RuntimeError)


_PLAIN_BLENDS = ("Normal", "Compatible")


@dataclass(frozen=True, slots=True)
class _Group:
    """What the transparency groups around were drawn with; it holds for all that is painted inside them."""

    alpha: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False
    is_group: bool = False


class Interpreter:
    """Walks one page; `painted` is what it painted, in order."""

    def __init__(self, page: int, sheet: Box, library: Library, budget: Budget, unit: float = 1.0) -> None:
        self.page = page
        self.painted: list[Painted] = []
        self.broken = False
        """Whether something of the page could not be read."""
        self._library = library
        self._budget = budget
        self._state = State(sheet)
        self._state.ctm = (unit, 0.0, 0.0, unit, 0.0, 0.0)
        self._saved: list[State] = []
        self._depth = 0
        self._group = _Group()
        self._resources: Any = {}
        self._patterns: set[tuple[int, int]] = set()
        self._start_path()
        self._text_matrix: Matrix = IDENTITY
        self._line_matrix: Matrix = IDENTITY

    def run(self, content: bytes, resources: Any) -> None:
        """Walk ``content``, its names looked up in ``resources``."""
        outer, self._resources = self._resources, resources
        handlers = _HANDLERS
        for word, operands in operations(content):
            self._budget.left -= 1
            if self._budget.left <= 0:
                break
            handler = handlers.get(word)
            if handler is not None:
                try:
                    handler(self, operands)
                except TooLarge:
                    self.broken = True
                except _TROUBLE:
                    self.broken = True
        self._resources = outer

    # --- paths -------------------------------------------------------------------------------------

    def _start_path(self) -> None:
        self._path = PathBuilder()
        self._clips = False

    def _move(self, v: list[Any]) -> None:
        self._path.move(self._state.ctm, v[0], v[1])

    def _line(self, v: list[Any]) -> None:
        self._path.line(self._state.ctm, v[0], v[1])

    def _curve(self, v: list[Any]) -> None:
        self._path.curve(self._state.ctm, v)

    def _close(self, _v: list[Any]) -> None:
        self._path.close()

    def _rectangle(self, v: list[Any]) -> None:
        self._budget.left -= len(v) // 4
        self._path.rectangles(self._state.ctm, v)

    def _clip(self, _v: list[Any]) -> None:
        self._clips = True

    def _paint(self, *, fill: bool = False, stroke: bool = False) -> None:
        path = self._path.path()
        if path is not None:
            if fill:
                self._fill(path)
            if stroke:
                self._stroke(path)
            if self._clips:
                self._state.clip = common(self._state.clip, path.box)
        self._start_path()

    def _fill(self, path: Path) -> None:
        state, whole = self._state, path.box
        covers = path.rectangles and len(path.boxes) == 1
        box = common(whole, state.clip)
        if state.fill.space.family == "Pattern":
            self._pattern_fill(box)
        elif not is_empty(box):
            self._add("fill", box, state.fill, path=path, whole=whole, rectangle=covers)

    def _stroke(self, path: Path) -> None:
        state = self._state
        a, b, c, d, _, _ = state.ctm
        width = state.line_width * abs(a * d - b * c) ** 0.5
        left, bottom, right, top = path.box
        half = width / 2
        whole = (left - half, bottom - half, right + half, top + half)
        box = common(whole, state.clip)
        if not is_empty(box):
            self._add("stroke", box, state.stroke, path=path, width=width, whole=whole)

    def _add(self, kind: Any, box: Box, colour: Colour | None, **more: Any) -> None:
        state = self._state
        stroke = kind == "stroke"
        self.painted.append(
            Painted(
                kind,
                box,
                colour,
                state.stroke_overprint if stroke else state.fill_overprint,
                state.overprint_mode,
                (state.stroke_alpha if stroke else state.fill_alpha) * self._group.alpha,
                state.blend if self._group.blend in _PLAIN_BLENDS else self._group.blend,
                state.soft_mask or self._group.soft_mask,
                in_group=self._group.is_group,
                **more,
            )
        )

    # --- patterns, shadings, images and forms --------------------------------------------------------

    def _pattern_fill(self, box: Box) -> None:
        """Paint a pattern: its colours where it is a shading, its artwork where it is a tile."""
        pattern = self._state.pattern
        if is_empty(box) or pattern is None:
            return
        if int(pattern.get("/PatternType", 0)) == 2:
            self._shade_box(pattern["/Shading"], box)
        elif pattern.objgen not in self._patterns and self._depth < _MOST_DEPTH:
            self._patterns.add(pattern.objgen)
            self._inside(pattern, box)

    def _shade_box(self, shading: Any, box: Box) -> None:
        colours = shading_colours(shading)
        known = [colour for colour in colours if colour.total is not None]
        colour = max(known, key=lambda each: each.total or 0.0) if known else (colours or [Colour(UNKNOWN)])[0]
        self._add("shade", box, colour)

    def _shade(self, v: list[Any]) -> None:
        if not is_empty(self._state.clip):
            self._shade_box(self._resources["/Shading"]["/" + v[0]], self._state.clip)

    def _do(self, v: list[Any]) -> None:
        thing = self._resources["/XObject"]["/" + v[0]]
        kind = str(thing.get("/Subtype"))
        if kind == "/Image":
            self._image(thing)
        elif kind == "/Form" and self._depth < _MOST_DEPTH:
            self._inside(thing, None)

    def _inside(self, form: Any, clip: Box | None) -> None:
        """Walk a form or a pattern's tile with the state as it is, and come back to it."""
        kept, saved, self._saved = self._state.copy(), self._saved, []
        text, group = (self._text_matrix, self._line_matrix), self._group
        if str(form.get("/Group", {}).get("/S", "")) == "/Transparency":
            self._enter_group()
        matrix = form.get("/Matrix")
        if matrix is not None:
            values = [float(v) for v in matrix]
            self._state.ctm = times((values[0], values[1], values[2], values[3], values[4], values[5]), self._state.ctm)
        box = quad_box(self._state.ctm, *(float(v) for v in form["/BBox"])) if "/BBox" in form else self._state.clip
        self._state.clip = common(self._state.clip, clip or box)
        self._depth += 1
        self._start_path()
        if not is_empty(self._state.clip):
            self.run(self._library.content(form), form.get("/Resources", self._resources))
        self._depth -= 1
        self._state, self._saved, self._group = kept, saved, group
        self._text_matrix, self._line_matrix = text
        self._start_path()

    def _enter_group(self) -> None:
        """Let what the group is drawn with hold for all inside it, where the state begins anew (11.6.6)."""
        state, outer = self._state, self._group
        blend = state.blend if outer.blend in _PLAIN_BLENDS else outer.blend
        self._group = _Group(outer.alpha * state.fill_alpha, blend, outer.soft_mask or state.soft_mask, is_group=True)
        state.fill_alpha = state.stroke_alpha = 1.0
        state.blend, state.soft_mask = "Normal", False

    def _image(self, thing: Any) -> None:
        whole = quad_box(self._state.ctm, 0, 0, 1, 1)
        box = common(whole, self._state.clip)
        if is_empty(box):
            return
        colour = self._state.fill if thing.get("/ImageMask", False) else Colour(self._image_space(thing))
        self._add(
            "image", box, colour, image=thing, matrix=self._state.ctm, whole=whole, rectangle="/SMask" not in thing
        )

    def _image_space(self, thing: Any) -> Space:
        space = thing.get("/ColorSpace")
        if space is None:
            return UNKNOWN
        named = self._resources.get("/ColorSpace", {})
        if isinstance(space, pikepdf.Name) and str(space) in named:
            space = named[str(space)]
        return self._library.space(space)

    def _inline_image(self, v: list[Any]) -> None:
        entries = v[0]
        space = entries.get("ColorSpace", entries.get("CS", "DeviceGray"))
        named = self._resources.get("/ColorSpace", {})
        found = named["/" + space] if isinstance(space, str) and "/" + space in named else space
        colour = Colour(self._library.space(found)) if not isinstance(space, list) else Colour(UNKNOWN)
        if entries.get("ImageMask", entries.get("IM", False)):
            colour = self._state.fill
        whole = quad_box(self._state.ctm, 0, 0, 1, 1)
        box = common(whole, self._state.clip)
        if not is_empty(box):
            self._add("image", box, colour, image=entries, matrix=self._state.ctm, whole=whole, rectangle=True)

    # --- state -----------------------------------------------------------------------------------------

    def _save(self, _v: list[Any]) -> None:
        if len(self._saved) < _MOST_SAVED:
            self._saved.append(self._state.copy())

    def _restore(self, _v: list[Any]) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _concat(self, v: list[Any]) -> None:
        self._state.ctm = times((v[0], v[1], v[2], v[3], v[4], v[5]), self._state.ctm)

    def _width(self, v: list[Any]) -> None:
        self._state.line_width = v[0]

    def _graphics_state(self, v: list[Any]) -> None:
        entries, state = self._resources["/ExtGState"]["/" + v[0]], self._state
        for key, value in entries.items():
            if key == "/OP":
                state.stroke_overprint = bool(value)
                if "/op" not in entries:
                    state.fill_overprint = bool(value)
            elif key == "/op":
                state.fill_overprint = bool(value)
            elif key == "/OPM":
                state.overprint_mode = int(value)
            elif key == "/CA":
                state.stroke_alpha = float(value)
            elif key == "/ca":
                state.fill_alpha = float(value)
            elif key == "/BM":
                state.blend = str(value if isinstance(value, pikepdf.Name) else value[0])[1:]
            elif key == "/SMask":
                state.soft_mask = str(value) != "/None"
            elif key == "/LW":
                state.line_width = float(value)
            elif key == "/Font":
                state.font, state.font_size = self._library.font(value[0]), float(value[1])

    # --- colour ------------------------------------------------------------------------------------------

    def _space_named(self, name: str) -> Space:
        spaces = self._resources.get("/ColorSpace", {})
        if "/" + name in spaces:
            return self._library.space(spaces["/" + name])
        return read_space(name)

    def _fill_space(self, v: list[Any]) -> None:
        self._state.fill = _initial(self._space_named(v[0]))

    def _stroke_space(self, v: list[Any]) -> None:
        self._state.stroke = _initial(self._space_named(v[0]))

    def _fill_colour(self, v: list[Any]) -> None:
        if v and isinstance(v[-1], Name):
            self._state.fill = Colour(PATTERN)
            self._state.pattern = self._resources["/Pattern"]["/" + v[-1]]
        else:
            self._state.fill = Colour(self._state.fill.space, tuple(v))

    def _stroke_colour(self, v: list[Any]) -> None:
        if not (v and isinstance(v[-1], Name)):
            self._state.stroke = Colour(self._state.stroke.space, tuple(v))

    def _fill_device(self, space: Space, v: list[Any]) -> None:
        self._state.fill = Colour(space, tuple(v[: space.components]))

    def _stroke_device(self, space: Space, v: list[Any]) -> None:
        self._state.stroke = Colour(space, tuple(v[: space.components]))

    # --- text ----------------------------------------------------------------------------------------------

    def _begin_text(self, _v: list[Any]) -> None:
        self._text_matrix = self._line_matrix = IDENTITY

    def _font(self, v: list[Any]) -> None:
        self._state.font = self._library.font(self._resources["/Font"]["/" + v[0]])
        self._state.font_size = v[1]

    def _set(self, slot: str, v: list[Any]) -> None:
        setattr(self._state, slot, v[0] / 100 if slot == "scale" else int(v[0]) if slot == "mode" else v[0])

    def _next_line(self, v: list[Any]) -> None:
        self._line_matrix = times((1, 0, 0, 1, v[0], v[1]), self._line_matrix)
        self._text_matrix = self._line_matrix

    def _next_line_leading(self, v: list[Any]) -> None:
        self._state.leading = -v[1]
        self._next_line(v)

    def _new_line(self, _v: list[Any]) -> None:
        self._next_line([0.0, -self._state.leading])

    def _matrix(self, v: list[Any]) -> None:
        self._text_matrix = self._line_matrix = (v[0], v[1], v[2], v[3], v[4], v[5])

    def _show(self, v: list[Any]) -> None:
        self._text([v[-1]])

    def _show_list(self, v: list[Any]) -> None:
        self._text(v[0])

    def _show_new_line(self, v: list[Any]) -> None:
        self._new_line(v)
        self._text([v[-1]])

    def _text(self, parts: list[Any]) -> None:
        """Paint a string or a list of strings and kerns, and move on by its advance."""
        state, font = self._state, self._state.font
        if font is None:
            return
        codes, far = self._advance(font, parts)
        where = times(self._text_matrix, state.ctm)
        self._text_matrix = times((1, 0, 0, 1, 0, far) if font.vertical else (1, 0, 0, 1, far, 0), self._text_matrix)
        font.used.update(codes)
        font.pages.add(self.page)
        size, rise = state.font_size, state.rise
        ink = (-size / 2, far, size / 2, 0.0) if font.vertical else (0.0, rise - 0.1 * size, far, rise + 0.8 * size)
        whole = quad_box(where, *ink)
        box = common(whole, state.clip)
        if codes and state.mode not in (3, 7) and not is_empty(box):
            shown = state.stroke if state.mode in (1, 5) else state.fill
            on_page = abs(size) * abs(where[0] * where[3] - where[1] * where[2]) ** 0.5
            self._add("text", box, shown, font=font, size=on_page, codes=tuple(codes), whole=whole)

    def _advance(self, font: PdfFont, parts: list[Any]) -> tuple[list[int], float]:
        """Return the codes of a text operand, and how far they move on in text space."""
        state, codes = self._state, []
        size, spread, widths, default = state.font_size, 0.0, font.widths, font.default
        for part in parts:
            if isinstance(part, bytes):
                found = font.codes(part)
                codes += found
                if font.vertical:
                    spread += sum(-size * font.advance(code) - state.char_space for code in found)
                    continue
                spread += sum(widths.get(code, default) for code in found) / 1000 * size
                spread += len(found) * state.char_space
                if state.word_space and not font.composite:
                    spread += found.count(32) * state.word_space
            elif isinstance(part, float):
                spread -= part / 1000 * size
        return codes, spread if font.vertical else spread * state.scale


def _initial(space: Space) -> Colour:
    """Return the colour a space begins with: all ink for named inks, black else (ISO 32000-1, 8.6.5.1)."""
    if space.family in ("Separation", "DeviceN"):
        return Colour(space, (1.0,) * space.components)
    if space.components == 4:
        return Colour(space, (0.0, 0.0, 0.0, 1.0))
    return Colour(space, (0.0,) * space.components)


def _painting(
    *, fill: bool = False, stroke: bool = False, close: bool = False
) -> Callable[[Interpreter, list[Any]], None]:
    def paint(walker: Interpreter, v: list[Any]) -> None:
        if close:
            walker._close(v)
        walker._paint(fill=fill, stroke=stroke)

    return paint


_HANDLERS: dict[str, Callable[[Interpreter, list[Any]], None]] = {
    "m": Interpreter._move, "l": Interpreter._line, "c": Interpreter._curve, "v": Interpreter._curve,
    "y": Interpreter._curve, "h": Interpreter._close, "re": Interpreter._rectangle,
    "f": _painting(fill=True), "F": _painting(fill=True), "f*": _painting(fill=True),
    "S": _painting(stroke=True), "s": _painting(stroke=True, close=True),
    "B": _painting(fill=True, stroke=True), "B*": _painting(fill=True, stroke=True),
    "b": _painting(fill=True, stroke=True, close=True), "b*": _painting(fill=True, stroke=True, close=True),
    "n": _painting(), "W": Interpreter._clip, "W*": Interpreter._clip,
    "sh": Interpreter._shade, "Do": Interpreter._do, "BI": Interpreter._inline_image,
    "q": Interpreter._save, "Q": Interpreter._restore, "cm": Interpreter._concat, "w": Interpreter._width,
    "gs": Interpreter._graphics_state,
    "cs": Interpreter._fill_space, "CS": Interpreter._stroke_space,
    "sc": Interpreter._fill_colour, "scn": Interpreter._fill_colour,
    "SC": Interpreter._stroke_colour, "SCN": Interpreter._stroke_colour,
    "g": lambda walker, v: walker._fill_device(GRAY, v), "G": lambda walker, v: walker._stroke_device(GRAY, v),
    "k": lambda walker, v: walker._fill_device(CMYK, v), "K": lambda walker, v: walker._stroke_device(CMYK, v),
    "rg": lambda walker, v: walker._fill_device(RGB, v), "RG": lambda walker, v: walker._stroke_device(RGB, v),
    "BT": Interpreter._begin_text, "Tf": Interpreter._font, "Td": Interpreter._next_line,
    "TD": Interpreter._next_line_leading, "T*": Interpreter._new_line, "Tm": Interpreter._matrix,
    "Tj": Interpreter._show, "TJ": Interpreter._show_list, "'": Interpreter._show_new_line,
    '"': Interpreter._show_new_line,
    "Tc": lambda walker, v: walker._set("char_space", v), "Tw": lambda walker, v: walker._set("word_space", v),
    "Tz": lambda walker, v: walker._set("scale", v), "TL": lambda walker, v: walker._set("leading", v),
    "Ts": lambda walker, v: walker._set("rise", v), "Tr": lambda walker, v: walker._set("mode", v),
}  # fmt: skip
