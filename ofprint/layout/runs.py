"""A set text as runs of glyphs: operators that lack nothing but their place on the page.

They stand apart from the painter because a text set once may be painted a thousand times: its runs are made
once and kept. A run's glyphs are of one face, size, ink, direction and height.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ofprint.base.records import dataclass
from ofprint.fonts.embed import EmbeddedFonts

if TYPE_CHECKING:
    from ofprint.fonts import Face
    from ofprint.typesetting import PlacedGlyph, SetText
    from ofprint.typesetting.settext import Line

_APART = 0.07
"""The gap in em beyond which readers of PDF take what was set apart for a word space."""
_LEVEL = 0.0005
"""Points by which the baselines of one run may differ."""
_REMEMBERED = 4000
"""Set texts whose runs are kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Glyphs painted by one operator, at (x, y) points right of and above the text's origin."""

    line: int
    x: float
    y: float
    before: bytes
    """The operators up to the place: actual text, font, and the matrix without its two last numbers."""
    after: bytes
    ink: object | None
    face: Face
    glyphs: tuple[tuple[int, str], ...]
    vertical: bool


class RunStore:
    """The runs of set texts, each made when first asked for; painters of one job share it."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[SetText, tuple[Run, ...]]] = {}

    def of(self, setting: SetText) -> tuple[Run, ...]:
        """Return the runs of a set text."""
        found = self._kept.get(id(setting))
        if found is None:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            found = self._kept[id(setting)] = (setting, tuple(runs_of(setting)))  # kept, so that its id stays its own
        return found[1]


class Noting:
    """Notes the glyphs of runs for a document, each run's once."""

    def __init__(self, fonts: EmbeddedFonts) -> None:
        self.fonts = fonts
        self._noted: set[Run] = set()

    def note(self, run: Run) -> None:
        """Note a run's glyphs."""
        if run not in self._noted:
            self._noted.add(run)
            self.fonts.use(run.face, run.glyphs, run.vertical)


def runs_of(setting: SetText) -> Iterator[Run]:
    """Yield a set text's runs, line by line."""
    vertical = setting.style.vertical
    for number, line in enumerate(setting.lines):
        plain = None if vertical else _plain(number, line)
        if plain is not None:
            yield from plain
            continue
        for gathered in _gathered(line.glyphs, vertical):
            yield _run(number, line, gathered, vertical)


def _plain(number: int, line: Line) -> tuple[Run, ...] | None:
    """Return the run of a level line; None for any other, and where what is set apart would be taken for words."""
    level = line.level
    if level is None:
        return None
    glyphs, size = level.glyphs, level.size
    codes = "".join([f"{gid:04X}" for gid, _ in glyphs])
    parts, done = ["[<"], 0
    for at, move in level.moves:
        if at and move > 1000 * _APART and not (glyphs[at - 1][1].isspace() or glyphs[at][1].isspace()):
            return None
        parts.append(f"{codes[done : 4 * at]}> {_short(-move)} <")
        done = 4 * at
    before = f"BT {EmbeddedFonts.resource_name(level.face)} {_number(size)} Tf 1 0 0 1 ".encode("ascii")
    after = f" Tm {''.join(parts)}{codes[done:]}>] TJ ET".encode("ascii")
    return (Run(number, level.start, -line.cross, before, after, level.ink, level.face, glyphs, False),)


def _run(number: int, line: Line, gathered: _Gathered, vertical: bool) -> Run:
    glyphs = gathered.glyphs
    first = glyphs[0]
    if vertical:
        x, y = -line.cross - first.across, -first.along
    else:
        x, y = first.along, -line.cross - first.across
    if not first.upright:
        matrix = "0 -1 1 0 "
    elif first.stretch != 1:
        matrix = f"{_number(first.stretch, 4)} 0 0 1 "
    else:
        matrix = "1 0 0 1 "
    shown = _shown(glyphs, first.vertical, beside=vertical and first.upright and not first.vertical)
    font = EmbeddedFonts.resource_name(first.face, first.vertical)
    before = f"BT {font} {_number(first.size)} Tf {matrix}"
    after = f" Tm {shown} ET"
    if gathered.spelt:
        before = f"/Span <</ActualText <{_actual_text(glyphs)}>>> BDC {before}"
        after += " EMC"
    pairs = tuple((glyph.gid, glyph.text) for glyph in glyphs)
    return Run(
        number, x, y, before.encode("ascii"), after.encode("ascii"), first.ink, first.face, pairs, first.vertical
    )


@dataclass(slots=True)
class _Gathered:
    """Glyphs painted by one operator; ``spelt`` ones carry their characters as an actual text."""

    glyphs: list[PlacedGlyph]
    spelt: bool


def _gathered(glyphs: Iterable[PlacedGlyph], vertical: bool) -> list[_Gathered]:
    """Split a line's glyphs where face, size, ink, direction or height changes, and where characters must be spelt.

    Spelt are glyphs that do not say their characters by themselves, and neighbours that are set apart
    (aki, justification) without a space between them: a reader of the file would else put one there.
    """
    runs: list[_Gathered] = []
    manner: tuple[Any, ...] = ()
    level = end = 0.0
    word = False  # whether the glyph before shows a character that is no space
    for glyph in glyphs:
        face, gid, size, along, across, _, text, upright, ink, _, own_vertical, stretch, _ = glyph
        height = along if vertical and upright and not own_vertical else across
        before, manner = manner, (face.key, size, ink, upright, own_vertical, stretch)
        alike = manner == before and -_LEVEL < height - level < _LEVEL
        unclear = face.character(gid) != text
        shows = bool(text) and not text.isspace()
        last = runs[-1] if runs else None
        if last is None or not alike:
            runs.append(_Gathered([glyph], unclear))
        elif word and shows and along - end > _APART * size:
            if not last.spelt:
                last = _part_last(runs)
            last.glyphs.append(glyph)
        elif (unclear or last.spelt) and not (unclear and not text and last.spelt):
            runs.append(_Gathered([glyph], unclear))
        else:
            last.glyphs.append(glyph)
        level, word = height, shows
        end = along + face.advance(gid, own_vertical) * size
    return runs


def _part_last(runs: list[_Gathered]) -> _Gathered:
    """Make the last glyph of the last run the beginning of a spelt run, and return that."""
    last = runs[-1].glyphs.pop()
    if not runs[-1].glyphs:
        runs.pop()
    runs.append(_Gathered([last], spelt=True))
    return runs[-1]


def _actual_text(glyphs: Sequence[PlacedGlyph]) -> str:
    """Return the characters of glyphs in UTF-16, as an actual text states them (ISO 32000-1, 14.9.4)."""
    text = "".join(glyph.text for glyph in glyphs)
    return ("\ufeff" + text).encode("utf-16-be").hex().upper()


def _shown(run: Sequence[PlacedGlyph], vertical: bool, *, beside: bool = False) -> str:
    """Return the run as one ``TJ``: glyph ids, and between them what is not the face's own advance.

    Glyphs that stand ``beside`` one another in a vertical line (tate-chu-yoko) go across it, narrowed by their stretch.
    """
    scale = run[0].size * run[0].stretch
    advance = run[0].face.advance
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
        pen += advance(gid, vertical) * scale
    return "[" + "".join(parts) + ">] TJ"


def _short(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _number(value: float, places: int = 2) -> str:
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
