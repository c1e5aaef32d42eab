"""Set text as PDF operators: runs of glyphs in one face, size and ink, spelt out where a reader would misread them.

It stands apart from the painter because what a text becomes depends on nothing but where it stands: a document
that is written twice, as single pages and imposed, paints its text once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ofprint.base.records import dataclass
from ofprint.fonts.embed import EmbeddedFonts

if TYPE_CHECKING:
    from ofprint.fonts import Face
    from ofprint.typesetting import PlacedGlyph, SetText

_APART = 0.07
"""The gap in em beyond which readers of PDF take what was set apart for a word space."""
_LEVEL = 0.0005
"""Points by which the baselines of one run may differ."""


@dataclass(frozen=True, slots=True)
class PaintedRun:
    """One run: its operators, and the ink it was set in (None: the text's own)."""

    operators: bytes
    ink: object | None


@dataclass(frozen=True, slots=True)
class PaintedText:
    """Set text painted: its runs, and what each face must hold for them, by face and whether it is set vertically."""

    runs: tuple[PaintedRun, ...]
    uses: tuple[tuple[Face, bool, tuple[tuple[int, str], ...]], ...]


def painted_text(setting: SetText, origin: tuple[float, float], shifts: Sequence[float] = ()) -> PaintedText:
    """Paint set text from ``origin``, in points from the page's lower left; each line moves by its shift."""
    x0, y0 = origin
    vertical = setting.style.vertical
    made: list[PaintedRun] = []
    uses: dict[tuple[Face, bool], dict[tuple[int, str], None]] = {}
    for number, line in enumerate(setting.lines):
        shift = shifts[number] if number < len(shifts) else 0.0
        at = (x0 - line.cross, y0) if vertical else (x0 + shift, y0 - line.cross)
        for run in _runs(line.glyphs, vertical):
            made.append(_painted(run, at, vertical))
            first = run.glyphs[0]
            held = uses.setdefault((first.face, first.vertical), {})
            held.update(dict.fromkeys((glyph.gid, glyph.text) for glyph in run.glyphs))
    return PaintedText(tuple(made), tuple((face, own, tuple(held)) for (face, own), held in uses.items()))


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
    manner: tuple[Any, ...] = ()
    level = end = 0.0
    word = False  # whether the glyph before shows a character that is no space
    for glyph in glyphs:
        face, gid, size, along, across, _, text, upright, ink, _, own_vertical, stretch, _ = glyph
        height = along if vertical and upright and not own_vertical else across
        before, manner = manner, (face.key, size, ink, upright, own_vertical, stretch)
        alike = manner == before and -_LEVEL < height - level < _LEVEL
        unclear = face.characters()[gid] != text
        shows = bool(text) and not text.isspace()
        last = runs[-1] if runs else None
        if last is None or not alike:
            runs.append(_Run([glyph], unclear))
        elif word and shows and along - end > _APART * size:
            if not last.spelt:
                last = _part_last(runs)
            last.glyphs.append(glyph)
        elif (unclear or last.spelt) and not (unclear and not text and last.spelt):
            runs.append(_Run([glyph], unclear))
        else:
            last.glyphs.append(glyph)
        level, word = height, shows
        end = along + face.advances(own_vertical)[gid] * size
    return runs


def _part_last(runs: list[_Run]) -> _Run:
    """Make the last glyph of the last run the beginning of a spelt run, and return that."""
    last = runs[-1].glyphs.pop()
    if not runs[-1].glyphs:
        runs.pop()
    runs.append(_Run([last], spelt=True))
    return runs[-1]


def _painted(run: _Run, start: tuple[float, float], vertical: bool) -> PaintedRun:
    x, y = start
    first = run.glyphs[0]
    at = (x - first.across, y - first.along) if vertical else (x + first.along, y - first.across)
    if not first.upright:
        matrix = b"0 -1 1 0 "
    elif first.stretch != 1:
        matrix = numbers((first.stretch, 0, 0, 1), places=4) + b" "
    else:
        matrix = b"1 0 0 1 "
    shown = _shown(run.glyphs, first.vertical, beside=vertical and first.upright and not first.vertical)
    font = EmbeddedFonts.resource_name(first.face, first.vertical).encode("ascii")
    drawn = b"BT " + font + b" " + numbers((first.size,)) + b" Tf " + matrix
    drawn += numbers(at, places=3) + b" Tm " + shown + b" ET"
    if run.spelt:
        drawn = b"/Span <</ActualText <" + _actual_text(run.glyphs) + b">>> BDC " + drawn + b" EMC"
    return PaintedRun(drawn, first.ink)


def _actual_text(glyphs: Sequence[PlacedGlyph]) -> bytes:
    """Return the characters of glyphs in UTF-16, as an actual text states them (ISO 32000-1, 14.9.4)."""
    text = "".join(glyph.text for glyph in glyphs)
    return ("\ufeff" + text).encode("utf-16-be").hex().upper().encode("ascii")


def _shown(run: Sequence[PlacedGlyph], vertical: bool, *, beside: bool = False) -> bytes:
    """Return the run as one ``TJ``: glyph ids, and between them what is not the face's own advance.

    Glyphs that stand ``beside`` one another in a vertical line (tate-chu-yoko) go across it, narrowed by their stretch.
    """
    scale = run[0].size * run[0].stretch
    advances = run[0].face.advances(vertical)
    unseen = 0.00005 * scale  # less than half of what one decimal of a thousandth of an em can say
    parts: list[str] = ["<"]
    pen = -run[0].across if beside else run[0].along
    for glyph in run:
        gid = glyph.gid
        off = (-glyph.across if beside else glyph.along) - pen
        if off >= unseen or off <= -unseen:
            gap = round(off / scale * 1000, 1)
            if gap:
                parts.append(f"> {_short(gap if vertical else -gap)} <")
                pen += gap * scale / 1000
        parts.append(f"{gid:04X}")
        pen += advances[gid] * scale
    return ("[" + "".join(parts) + ">] TJ").encode("ascii")


def _short(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def numbers(values: Iterable[float], places: int = 2) -> bytes:
    """Return numbers as PDF writes them, without needless zeros (2 places of a point are 3.5 µm)."""
    shown = []
    for value in values:
        text = f"{value:.{places}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        shown.append("0" if text in ("-0", "") else text)
    return " ".join(shown).encode("ascii")
