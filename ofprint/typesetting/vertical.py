"""Cells in vertical setting: upright characters in their vertical forms, rotated Latin, tate-chu-yoko.

It stands apart because which way a character stands is a rule of its own (UAX #50), asked only here.
Columns run from right to left; inside a cell ``along`` grows downwards and ``across`` to the left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ofprint.fonts.face import Face
from ofprint.typesetting.cells import Cell, Glyph, Manner, Shaper, texts_of
from ofprint.typesetting.classes import kind
from ofprint.typesetting.tables import stands_upright

_UPRIGHT_SIGN = re.compile("[A-Za-z#]")
_UPRIGHT_PAIR = re.compile("[!?]{2}")
_DIGITS = re.compile("[0-9]+")
_FIGURE = re.compile("([0-9]+)(°?)")
_STACKED_TIGHT = 0.07
"""How much closer, in ems, the digits of a stacked figure stand in display setting."""


class VerticalShaper(Shaper):
    """Makes the cells of a text in vertical setting."""

    def __init__(self, manner: Manner) -> None:
        super().__init__(manner)
        self.upright = ("vpal", "vkrn", *self.features) if manner.display else self.features

    def _shaping(self) -> tuple[str, ...]:
        return ("kern", *self.features) if self.manner.display else self.features

    def _latin(self, parts: Sequence[str], kinds: str, *, among: bool) -> list[Cell]:
        if among:
            return self._remembered(parts, kinds)
        if _is_together("".join(parts), self.manner.tcy):
            return [self.together(parts)]
        figure = _FIGURE.fullmatch("".join(parts))
        if figure and self.manner.stacked and (len(figure[1]) <= self.manner.stacked):
            return [self.stacked(parts, len(figure[1]))]
        return self._remembered(parts, kinds)

    def run(self, parts: Sequence[str], kinds: str) -> list[Cell]:
        """Return a Latin run lying on its side."""
        return self.finished(parts, kinds, self._lying(self.glyphs(parts, self.shaping)))

    def single(self, cluster: str) -> Cell:
        """Return the cell of one Japanese cluster set by itself."""
        return self.finished((cluster,), kind(cluster[0]), self.standing((cluster,)))[0]

    def side_by_side(self, parts: Sequence[str]) -> list[list[Glyph] | None]:
        """Return the glyphs of dashes shaped together, standing; lying where the face has none that stand."""
        standing, level = self.standing(parts), super().side_by_side(parts)
        ids = [[[glyph.gid for glyph in own or ()] for own in glyphs] for glyphs in (standing, level)]
        return self._lying(level) if ids[0] == ids[1] and parts[0] == "—" else standing

    def _first(self, parts: Sequence[str]) -> list[Glyph] | None:
        return self.standing(parts)[0]

    def _lying(self, glyphs: Sequence[list[Glyph] | None]) -> list[list[Glyph] | None]:
        return [own and [self._laid(glyph) for glyph in own] for own in glyphs]

    def _laid(self, glyph: Glyph) -> Glyph:
        """Return a horizontal glyph lying on its side, the em box centred on the line's centre."""
        return glyph._replace(across=glyph.across + self.centre, upright=False)

    def standing(self, parts: Sequence[str]) -> list[list[Glyph] | None]:
        """Return the glyphs of each part in their vertical forms."""
        text = "".join(parts)
        owner = [at for at, part in enumerate(parts) for _ in part]
        found: list[list[Glyph] | None] = [[] for _ in parts]
        for face, start, end in self.stack.runs(text):
            if face is None:
                for at in owner[start:end]:
                    found[at] = None
                continue
            for glyph, cluster in self._shaped_upright(face, text[start:end]):
                cell = found[owner[start + cluster]]
                if cell is not None:
                    pen = sum(before.advance for before in cell)
                    cell.append(glyph._replace(along=glyph.along + pen))
        return found

    def _shaped_upright(self, face: Face, text: str) -> list[tuple[Glyph, int]]:
        shaped = face.shape(text, features=self.upright, vertical=True)
        found, cluster = [], ""
        for glyph, share in zip(shaped, texts_of(text, [glyph.cluster for glyph in shaped]), strict=True):
            cluster = share or cluster
            character = _nominal(face, glyph.gid, cluster)
            if character and self._lies(character):
                laid = self._laid(Glyph(face, glyph.gid, 0.0, 0.0, face.advance(glyph.gid), share))
            else:
                laid = Glyph(
                    face, glyph.gid, 0.0 - glyph.y_offset, 0.0 - glyph.x_offset, -glyph.y_advance, share, vertical=True
                )
            found.append((laid, glyph.cluster))
        return found

    def _lies(self, character: str) -> bool:
        """Return whether a character lies on its side where the face has no vertical form of it.

        The semicolon stands: faces of Adobe-Japan1's kind turn the colon alone, which UAX #50 leaves them to do.
        """
        return character != "；" and not stands_upright(character)

    def tate_chu_yoko(self, parts: Sequence[str], kinds: str) -> list[Cell]:  # noqa: ARG002
        """Return the one cell of parts marked to stand side by side."""
        return [self.together(parts)]

    def together(self, parts: Sequence[str]) -> Cell:
        """Return a tate-chu-yoko cell: the parts side by side, solid, centred, one em at most (JLREQ 3.2.5)."""
        glyphs = self.glyphs(parts, self.features)
        if any(own is None for own in glyphs):
            self.lost = True
            return Cell("漢", 1.0, (), len(parts), missing=True)
        width = sum(glyph.advance for own in glyphs if own for glyph in own)
        stretch = min(1.0, 1 / width) if width else 1.0
        pen, placed = -width * stretch / 2, []
        for own in glyphs:
            for glyph in own or ():
                across = -(pen + glyph.along * stretch)
                along = 0.5 + self.centre + glyph.across
                placed.append(glyph._replace(along=along, across=across, stretch=stretch))
            pen += sum(glyph.advance for glyph in own or ()) * stretch
        return Cell("縦", 1.0, tuple(placed), len(parts))

    def stacked(self, parts: Sequence[str], digits: int) -> Cell:
        """Return a figure as one cell: up to ``tcy`` digits side by side, more one under the other.

        A degree sign after it hangs at the last digit's upper right and moves nothing.
        """
        rows = [parts[:digits]] if digits <= self.manner.tcy else [(part,) for part in parts[:digits]]
        cells = [self.together(row) for row in rows]
        pitch = 1 - _STACKED_TIGHT if self.manner.display else 1.0
        placed = [
            glyph._replace(along=glyph.along + row * pitch - (1 - pitch) / 2)
            for row, cell in enumerate(cells)
            for glyph in cell.glyphs
        ]
        for part in parts[digits:]:
            edge = min((glyph.across - glyph.advance * glyph.stretch for glyph in cells[-1].glyphs), default=0.0)
            base = (len(cells) - 1) * pitch - (1 - pitch) / 2 + 0.5 + self.centre
            own = self.glyphs((part,), self.features)[0] or ()
            placed += [glyph._replace(along=base + glyph.across, across=edge - glyph.along) for glyph in own]
        missing = any(cell.missing for cell in cells)
        return Cell("縦", len(cells) * pitch, tuple(placed), len(parts), missing)


def _nominal(face: Face, gid: int, cluster: str) -> str:
    """Return the character of a cluster whose own glyph this is; nothing when it is another form of it."""
    return next((character for character in cluster if face.glyph(ord(character)) == gid), "")


def _is_together(text: str, most: int) -> bool:
    """Return whether a Latin run stands upright: up to ``most`` digits, a letter or #, a pair of ！？."""
    if _DIGITS.fullmatch(text):
        return len(text) <= most
    return _UPRIGHT_SIGN.fullmatch(text) is not None or _UPRIGHT_PAIR.fullmatch(text) is not None
