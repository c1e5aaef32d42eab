"""The faces that one PDF document uses, glyph by glyph, gathered until it is saved.

It stands apart because pages may be made anywhere: a glyph's code is its id, so any process can
write content before the subset exists, and what it used is plain data that travels and merges.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Literal

from ofprint.base.errors import FontError
from ofprint.base.records import dataclass, field
from ofprint.fonts.face import Face
from ofprint.fonts.faults import forbidden_font

Mode = Literal["H", "V", "S"]
"""How a face is written with: two-byte codes across (Identity-H), down (Identity-V), or the
one-byte space to which PDF's word spacing applies (ISO 32000-1, 9.3.3)."""

_ENDING = {"H": "", "V": "-V", "S": "-S"}


@dataclass(slots=True)
class FaceUse:
    """What a document uses of one face: its modes, and the texts that each glyph stood for."""

    face: Face
    modes: set[Mode] = field(default_factory=set)
    texts: dict[int, set[str]] = field(default_factory=dict)

    def text(self, gid: int) -> str:
        """Return what is copied out of the PDF for a glyph.

        The face's canonical character; but what was written wherever the glyph always stood for one
        character of the cmap that is more than a compatibility form of it (a variation sequence, a
        dash with two codes), or for the letters of a ligature; and what was written where the cmap does
        not know the glyph.
        """
        canonical = self.face.character(gid)
        given = self.texts.get(gid, set()) - {""}
        if not canonical:
            return min(given, key=lambda text: (len(text), text), default="")
        spelt = [text for text in given if self.face.spells(text, gid)]
        if len(spelt) == 1 and unicodedata.normalize("NFKC", spelt[0]) != canonical:
            return spelt[0]
        letters = unicodedata.normalize("NFKC", canonical)
        return letters if letters in given and not spelt else canonical


class EmbeddedFonts:
    """The faces used by one PDF document. Plain data: pickle it, `merge` it, then `add_to` the document."""

    def __init__(self) -> None:
        self._uses: dict[str, FaceUse] = {}

    @staticmethod
    def resource_name(face: Face, vertical: bool = False) -> str:
        """Return the name by which page content calls a face, such as ``/NotoSansJP-Bold-0f3a91c2``.

        Depends on the face alone; ``-V`` at the end for vertical setting (Identity-V).
        """
        return font_resource(face, "V" if vertical else "H")

    @property
    def uses(self) -> list[FaceUse]:
        """What is used of each face, in the order of their keys."""
        return [self._uses[key] for key in sorted(self._uses)]

    def use(self, face: Face, gids_with_text: Iterable[tuple[int, str]], vertical: bool = False) -> str:
        """Note the glyphs that a run draws, each with the text that it stands for; return the resource name.

        The codes in the page content are the glyph ids, two bytes each, high byte first. Glyphs after
        the first of a cluster come with ``""``. Raises ``ValueError`` for .notdef and for ids that the
        face does not have, `FontError` where the font forbids embedding.
        """
        return self.use_as("V" if vertical else "H", face, gids_with_text)

    def use_as(self, mode: Mode, face: Face, gids_with_text: Iterable[tuple[int, str]]) -> str:
        """Do what `use` does, for any mode."""
        use = self._use_of(face)
        use.modes.add(mode)
        texts = use.texts
        for gid, text in gids_with_text:
            known = texts.get(gid)
            if known is None:
                known = texts[gid] = _checked(face, gid)
            known.add(text)
        return font_resource(face, mode)

    def _use_of(self, face: Face) -> FaceUse:
        use = self._uses.get(face.key)
        if use is None:
            if face.facts.forbids_embedding:
                raise FontError([forbidden_font(face.path, face.name)])
            use = self._uses[face.key] = FaceUse(face)
        return use

    def merge(self, other: EmbeddedFonts) -> None:
        """Add what another process or page used; the order of merging does not show in the document."""
        for key, theirs in other._uses.items():
            ours = self._uses.setdefault(key, FaceUse(theirs.face))
            ours.modes |= theirs.modes
            for gid, texts in theirs.texts.items():
                ours.texts.setdefault(gid, set()).update(texts)

    def add_to(self, canvas: Any) -> None:
        """Have the fonts written into a ReportLab canvas' document when it is saved.

        May be called at any time before ``save``, glyphs noted later included. Fonts that the
        document gathered on its own (`register_font`) are taken over.
        """
        self._join(canvas._doc)

    def _join(self, document: Any) -> None:
        waiting = document.delayedFonts
        for place, other in enumerate(waiting):
            if other is self:
                return
            if isinstance(other, EmbeddedFonts):
                self.merge(other)
                waiting[place] = self
                return
        waiting.append(self)

    @classmethod
    def of_document(cls, document: Any) -> EmbeddedFonts:
        """Return the fonts that a ReportLab document gathers, new ones if it has none yet."""
        for waiting in document.delayedFonts:
            if isinstance(waiting, EmbeddedFonts):
                return waiting
        fonts = cls()
        fonts._join(document)
        return fonts

    def addObjects(self, document: Any) -> None:  # noqa: N802 - ReportLab calls it by this name
        """Write the font objects into a ReportLab document; ReportLab calls this when saving."""
        from ofprint.fonts.pdfobjects import write_face

        for use in self.uses:
            write_face(document, use)


def font_resource(face: Face, mode: Mode) -> str:
    """Return the resource name of a face in a mode, with its leading slash."""
    return f"/{face.key}{_ENDING[mode]}"


def _checked(face: Face, gid: int) -> set[str]:
    if not 0 < gid < face.glyph_count:
        raise ValueError(f"glyph {gid} of {face.name} must not be drawn: ids go from 1 to {face.glyph_count - 1}")
    return set()
