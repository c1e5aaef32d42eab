"""Cells: the atoms of a line, each a grapheme cluster (or a tate-chu-yoko group) with its glyphs.

It stands apart because here, and only here, text meets the faces: which face sets a cluster, which
glyphs, how wide. All measures are ems of the cell's own size. Japanese characters are looked up once
each (in display setting with their neighbour, for the kerning), Latin runs are shaped as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ofprint.fonts.face import Face
from ofprint.fonts.stack import FontStack
from ofprint.typesetting.classes import BLANK_AFTER, BLANK_BEFORE, FULL_EM, LATIN_KINDS, LATIN_RUN, kind, settled

_TOGETHER = re.compile(f"(?P<dashes>—+)|[{LATIN_RUN}]+(?:’[{LATIN_RUN}]+)*")
"""What is shaped as a whole: dashes and leaders side by side, Latin runs."""
_SHAPED = LATIN_KINDS | {"—"}
_WESTERN = LATIN_KINDS | {" "}
_EM_DASH, _BAR = "—", "―"
_LETTERS = frozenset("a0")
_REMEMBERED = 30_000
"""How many words and clusters a shaper remembers; untrusted text may hold any number of different ones."""
_LONGEST_WORD = 200
"""Longer runs are shaped anew each time."""
_SPACE_WIDTHS = {
    "\u2000": 0.5, "\u2001": 1.0, "\u2002": 0.5, "\u2003": 1.0, "\u2004": 1 / 3, "\u2005": 0.25,
    "\u2006": 1 / 6, "\u2007": 0.5, "\u2008": 0.25, "\u2009": 0.2, "\u200a": 0.1, "\u205f": 0.22,
}  # fmt: skip
_WIDEST_PICTURE = 1.6
"""Pictographs of a fallback face up to this wide (ems) are brought to one em."""


class Glyph(NamedTuple):
    """A glyph in its cell, in ems of the cell's size; see `settext.PlacedGlyph` for what the fields mean."""

    face: Face
    gid: int
    along: float
    across: float
    advance: float
    text: str
    upright: bool = True
    vertical: bool = False
    scale: float = 1.0
    stretch: float = 1.0


class Cell(NamedTuple):
    """What stands together: its kind, how far it moves the pen without its blanks, and its glyphs."""

    kind: str
    advance: float
    glyphs: tuple[Glyph, ...]
    parts: int = 1
    """How many grapheme clusters it holds: more than one only in tate-chu-yoko."""
    missing: bool = False


class Manner(NamedTuple):
    """How cells are made: what of a style bears on glyphs and widths."""

    fonts: FontStack
    vertical: bool
    display: bool
    tracked: bool
    word_space: float | None
    tcy: int
    stacked: int = 0


@lru_cache(maxsize=64)
def shaper(manner: Manner) -> Shaper:
    """Return the shaper of a manner, shared so that what it has looked up is kept."""
    if manner.vertical:
        from ofprint.typesetting.vertical import VerticalShaper

        return VerticalShaper(manner)
    return Shaper(manner)


class _Singles(dict[str, Cell]):
    """Cluster → cell, filled as clusters are met."""

    def __init__(self, shaper: Shaper) -> None:
        super().__init__()
        self._shaper = shaper

    def __missing__(self, cluster: str) -> Cell:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[cluster] = self._shaper.single(cluster)
        return found


class _Pairs(dict[tuple[str, str], Cell]):
    """Two neighbours in display setting → the first one's cell, kerned with the second; filled as pairs are met."""

    def __init__(self, shaper: Shaper) -> None:
        super().__init__()
        self._shaper = shaper

    def __missing__(self, pair: tuple[str, str]) -> Cell:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[pair] = self._shaper.in_company(pair)
        return found


class Shaper:
    """Makes the cells of a text in horizontal setting."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.stack = manner.fonts
        self.first = manner.fonts.faces[0]
        self.centre = (self.first.ascender + self.first.descender) / 2
        self.features = ("-liga", "-clig") if manner.tracked else ()
        self.shaping = self._shaping()
        self.lost = False
        """Whether a character was ever met that no face has."""
        self._singles = _Singles(self)
        self._pairs = _Pairs(self)
        self._words: dict[str, list[Cell]] = {}

    def _shaping(self) -> tuple[str, ...]:
        """Return the features of runs set horizontally."""
        return ("palt", "kern", *self.features) if self.manner.display else self.features

    def cells(self, parts: Sequence[str], kinds: str) -> list[Cell]:
        """Return the cells of a text given as its grapheme clusters and their kinds, one letter each."""
        if _SHAPED.isdisjoint(kinds):
            return self._japanese(parts, kinds) if parts else []
        found: list[Cell] = []
        end = 0
        for match in _TOGETHER.finditer(kinds):
            start = match.start()
            if start > end:
                found += self._japanese(parts[end:start], kinds[end:start])
            end = match.end()
            if match["dashes"]:
                western = set(kinds[max(0, start - 1) : start] + kinds[end : end + 1]) <= _WESTERN
                found += self._dashes(parts[start:end], western and len(parts) > end - start)
            else:
                among = self.manner.vertical and end - start <= self.manner.tcy and _among_words(kinds, start, end)
                found += self._latin(parts[start:end], kinds[start:end], among=among)
        if end < len(parts):
            found += self._japanese(parts[end:], kinds[end:])
        return found

    def _latin(self, parts: Sequence[str], kinds: str, *, among: bool) -> list[Cell]:  # noqa: ARG002
        """Return the cells of a Latin run; ``among`` says whether other words stand beside it."""
        return self._remembered(parts, kinds)

    def _dashes(self, parts: Sequence[str], western: bool) -> list[Cell]:
        """Return the cells of dashes and leaders, joined where the face has a glyph for two (――).

        Among Japanese an em dash is drawn as the bar that fills its em (U+2015), where the face's own is
        a Latin one and narrower.
        """
        text = "".join(parts)
        key = f"{text} " if western else text
        found = self._words.get(key)
        if found is None:
            narrow = not western and self._has_narrow_dash()
            drawn = [part.replace(_EM_DASH, _BAR) for part in parts] if narrow else parts
            found = self.finished(parts, "—" * len(parts), self._as_said(text, self.side_by_side(drawn)))
            self._remember(key, found)
        return found

    def _has_narrow_dash(self) -> bool:
        face = self.first
        dash, bar = face.glyph(ord(_EM_DASH)), face.glyph(ord(_BAR))
        return bool(bar) and face.advance(bar) >= FULL_EM and (not dash or face.advance(dash) < face.advance(bar))

    def side_by_side(self, parts: Sequence[str]) -> list[list[Glyph] | None]:
        """Return the glyphs of dashes shaped together."""
        return self.glyphs(parts, self.shaping)

    def _as_said(self, text: str, glyphs: Sequence[list[Glyph] | None]) -> list[list[Glyph] | None]:
        """Return the glyphs with the characters that were written in the place of those that were drawn."""
        if None in glyphs:
            return list(glyphs)
        found: list[list[Glyph] | None] = []
        at = 0
        for own in glyphs:
            said = []
            for glyph in own or ():
                said.append(glyph._replace(text=text[at : at + len(glyph.text)]))
                at += len(glyph.text)
            found.append(said)
        return found

    def _japanese(self, parts: Sequence[str], kinds: str) -> list[Cell]:
        if self.manner.display:
            return self._kerned(parts, kinds)
        singles = self._singles
        return [singles[part] for part in parts]

    def _kerned(self, parts: Sequence[str], kinds: str) -> list[Cell]:
        """Return cells kerned with what follows them; no face kerns two kanji, so these are looked up singly."""
        singles, pairs = self._singles, self._pairs
        found = [
            singles[part] if first == second == "漢" else pairs[part, following]
            for part, following, first, second in zip(parts, parts[1:], kinds, kinds[1:], strict=False)
        ]
        found.append(singles[parts[-1]])
        return found

    def _remembered(self, parts: Sequence[str], kinds: str) -> list[Cell]:
        text = "".join(parts)
        found = self._words.get(text)
        if found is None:
            found = self.run(parts, kinds)
            self._remember(text, found)
        return found

    def _remember(self, text: str, cells: list[Cell]) -> None:
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        if len(text) <= _LONGEST_WORD:
            self._words[text] = cells

    def run(self, parts: Sequence[str], kinds: str) -> list[Cell]:
        """Return the cells of a Latin run, shaped as a whole."""
        return self._of_one_face("".join(parts), kinds) or self.finished(parts, kinds, self.glyphs(parts, self.shaping))

    def _of_one_face(self, text: str, kinds: str) -> list[Cell]:
        """Return the cells of a word of letters and figures that the first face has, a glyph for each; else nothing."""
        face = self.first
        if len(text) != len(kinds) or not _LETTERS.issuperset(kinds) or self.stack.runs(text) != [(face, 0, len(text))]:
            return []
        shaped = face.shape(text, features=self.shaping)
        if [glyph[1] for glyph in shaped] != list(range(len(text))):
            return []
        return [
            Cell(kind, advance, (Glyph(face, gid, x, 0.0 - y, advance, character),))
            for (gid, _, advance, _, x, y), kind, character in zip(shaped, kinds, text, strict=True)
        ]

    def tate_chu_yoko(self, parts: Sequence[str], kinds: str) -> list[Cell]:
        """Return the cells of parts marked to stand side by side; in horizontal setting they do anyway."""
        return self.cells(parts, kinds)

    def single(self, cluster: str) -> Cell:
        """Return the cell of one cluster set by itself."""
        face = self.stack.face_for(cluster) if len(cluster) == 1 and not self.manner.display else None
        gid = face.glyph(ord(cluster)) if face else 0
        glyphs = [Glyph(face, gid, 0.0, 0.0, face.advance(gid), cluster)] if face and gid else self._first((cluster,))
        return self.finished((cluster,), kind(cluster[0]), (glyphs,))[0]

    def in_company(self, pair: tuple[str, str]) -> Cell:
        """Return the cell of a cluster as it is set before another in display setting."""
        return self.finished((pair[0],), kind(pair[0][0]), (self._first(pair),))[0]

    def _first(self, parts: Sequence[str]) -> list[Glyph] | None:
        """Return the glyphs of the first of some parts shaped together."""
        return self.glyphs(parts, self.shaping)[0]

    def glyphs(self, parts: Sequence[str], features: tuple[str, ...]) -> list[list[Glyph] | None]:
        """Return the glyphs of each part in horizontal setting; ``None`` where no face has it."""
        text = "".join(parts)
        owner = [at for at, part in enumerate(parts) for _ in part]
        found: list[list[Glyph] | None] = [[] for _ in parts]
        for face, start, end in self._runs(text, parts):
            if face is None:
                for at in owner[start:end]:
                    found[at] = None
                continue
            for glyph, cluster in _shaped(face, text[start:end], features):
                _append(found[owner[start + cluster]], glyph)
        return found

    def _runs(self, text: str, parts: Sequence[str]) -> list[tuple[Face | None, int, int]]:
        """Return (face, start, end) for a text: a word that the first face has in part comes from one face, if any.

        Two faces in one word (the Ł of Łódź) would show more than the word in another face does.
        """
        runs = self.stack.runs(text)
        if len(runs) > 1:
            whole = next((face for face in self.stack.faces if all(map(face.covers, parts))), None)
            return [(whole, 0, len(text))] if whole else runs
        return runs

    def finished(self, parts: Sequence[str], kinds: str, glyphs: Sequence[list[Glyph] | None]) -> list[Cell]:
        """Return cells from parts, kinds and glyphs: widths measured, blanks of full-em marks taken off."""
        return [
            self._missing(part, initial) if own is None else self._cell(part, initial, own)
            for part, initial, own in zip(parts, kinds, glyphs, strict=True)
        ]

    def _cell(self, part: str, initial: str, glyphs: list[Glyph]) -> Cell:
        advance = sum(glyph.advance for glyph in glyphs)
        if initial in " \xa0\u2002":
            return self._space(part, initial, glyphs, advance)
        if initial in "→漢" and advance > 1.0 and self._is_picture(glyphs, advance):
            glyphs, advance = self._brought_to_an_em(glyphs, advance), 1.0
        final = settled(initial, advance)
        before = BLANK_BEFORE.get(final, 0.0)
        if before:
            glyphs = [glyph._replace(along=glyph.along - before) for glyph in glyphs]
        return Cell(final, advance - before - BLANK_AFTER.get(final, 0.0), tuple(glyphs))

    def _is_picture(self, glyphs: list[Glyph], advance: float) -> bool:
        """Return whether glyphs wider than an em are to be brought to it: pictographs, and flags in two letters."""
        return len(glyphs) > 1 or (advance <= _WIDEST_PICTURE and glyphs[0].face is not self.first)

    def _space(self, part: str, initial: str, glyphs: list[Glyph], advance: float) -> Cell:
        if initial != "\u2002" and self.manner.word_space is not None:
            advance = self.manner.word_space
        return Cell(initial, advance or _SPACE_WIDTHS.get(part, 0.25), tuple(glyphs))

    def _missing(self, part: str, initial: str) -> Cell:
        if initial in " \xa0\u2002":
            return self._space(part, initial, [], 0.0)
        self.lost = True
        return Cell("a" if initial == "a" else "漢", 0.5 if initial == "a" else 1.0, (), missing=True)

    def _brought_to_an_em(self, glyphs: Iterable[Glyph], advance: float) -> list[Glyph]:
        """Return a pictograph's glyphs at one em of width, its box centred on the first face's em box."""
        scale = 1 / advance
        return [
            glyph._replace(
                along=glyph.along * scale,
                across=glyph.across * scale + (0.0 if glyph.vertical else self._centred(glyph.face, scale)),
                advance=glyph.advance * scale,
                scale=scale,
            )
            for glyph in glyphs
        ]

    def _centred(self, face: Face, scale: float) -> float:
        """Return how far down the baseline of a scaled face goes to have its box on the first face's centre."""
        return scale * (face.ascender + face.descender) / 2 - self.centre


def _among_words(kinds: str, start: int, end: int) -> bool:
    """Return whether a run stands among Latin words, parted from one by a space: the *a* of *is a word*."""
    before, after = kinds[max(0, start - 2) : start], kinds[end : end + 2]
    return (len(before) > 1 and before[1] == " " and before[0] == "a") or (
        len(after) > 1 and after[0] == " " and after[1] == "a"
    )


def _append(cell: list[Glyph] | None, glyph: Glyph) -> None:
    if cell:
        pen = sum(before.advance for before in cell)
        cell.append(glyph._replace(along=glyph.along + pen))
    elif cell is not None:
        cell.append(glyph)


def _shaped(face: Face, text: str, features: tuple[str, ...]) -> list[tuple[Glyph, int]]:
    """Return (glyph, cluster) for a text of one face, each glyph's place counted from its own cell's start."""
    shaped = face.shape(text, features=features)
    found = []
    for glyph, share in zip(shaped, texts_of(text, [glyph.cluster for glyph in shaped]), strict=True):
        found.append(
            (Glyph(face, glyph.gid, glyph.x_offset, 0.0 - glyph.y_offset, glyph.x_advance, share), glyph.cluster)
        )
    return found


def texts_of(text: str, clusters: Sequence[int]) -> list[str]:
    """Return what each glyph stands for: the whole cluster for its first glyph, nothing for the others."""
    ends = [*clusters[1:], len(text)]
    for at in range(len(ends) - 2, -1, -1):
        if ends[at] == clusters[at]:
            ends[at] = ends[at + 1]
    return ["" if at and clusters[at - 1] == start else text[start : ends[at]] for at, start in enumerate(clusters)]
