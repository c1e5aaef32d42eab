"""Any .ttf, .otf or .ttc as a ReportLab font, for drawString, stringWidth and Platypus.

It stands apart because ReportLab's own TTFont refuses CFF outlines and knows no fallback; this
plugs a composite font into its hooks for dynamic fonts instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics

from ofprint.base.errors import FontError
from ofprint.fonts.clusters import clusters, is_ignorable
from ofprint.fonts.embed import EmbeddedFonts, font_resource
from ofprint.fonts.face import Face, open_face
from ofprint.fonts.faults import forbidden_font, missing_character
from ofprint.fonts.instances import resolve_instance
from ofprint.fonts.library import FontLibrary
from ofprint.fonts.stack import FontStack

_REMEMBERED = 50_000


def register_font(
    name: str, path: Path | str, *, index: int = 0, instance: str | Mapping[str, float] | None = None
) -> FontStack:
    """Make a font file a ReportLab font called ``name``; a font of that name is replaced.

    ``index`` picks a face of a collection, ``instance`` a variable font's named instance or axis
    values. Characters that the font lacks come from the families that ship with ofprint. Returns the
    face with that fallback chain. Raises `FontError` for a file that cannot be used or embedded; later,
    when text is measured or drawn, for a character that no face has.
    """
    where = Path(path)
    face = open_face(where, index, resolve_instance(where, index, instance))
    if face.facts.forbids_embedding:
        raise FontError([forbidden_font(where, face.name)])
    stack = FontLibrary.bundled().stack_of(face)
    pdfmetrics._fonts.pop(name, None)
    pdfmetrics.registerFont(CompositeFont(name, stack))
    return stack


def registered_stack(name: str) -> FontStack | None:
    """Return the faces of a font registered with `register_font`, ``None`` for any other name."""
    font = pdfmetrics._fonts.get(name)
    return font.stack if isinstance(font, CompositeFont) else None


class _Piece(NamedTuple):
    """How one grapheme cluster is written: the number of its font, its codes, its width in ems."""

    subset: int
    codes: bytes
    width: float
    glyphs: tuple[tuple[int, str], ...]


class CompositeFont:
    """A font stack as one of ReportLab's dynamic fonts.

    ReportLab's "subsets" are here the faces of the stack: number 2n is face n written with two-byte
    glyph ids, 2n + 1 the one-byte space of face n, to which ReportLab's word spacing applies.
    """

    _multiByte = 1  # noqa: N815 - ReportLab's name
    _dynamicFont = 1  # noqa: N815 - ReportLab's name
    encName = "UTF-8"  # noqa: N815 - ReportLab's name
    shapable = False

    def __init__(self, name: str, stack: FontStack) -> None:
        self.fontName = name
        self.stack = stack
        self.ascent = stack.face.ascender * 1000
        self.descent = stack.face.descender * 1000
        self.face = SimpleNamespace(
            name=f"{name}:{stack.face.key}",
            familyName=name,
            ascent=self.ascent,
            descent=self.descent,
            unitsPerEm=stack.face.upem,
            builtIn=False,
            bold=False,
            italic=stack.face.facts.italic,
        )
        self.substitutionFonts: list[Any] = []
        self._pieces: dict[str, _Piece] = {}

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf-8") -> float:  # noqa: N802 - ReportLab's name
        """Return the width of a text in points at ``size`` points."""
        return size * sum(self._piece(cluster).width for cluster in clusters(_decoded(text, encoding)))

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802 - ReportLab's name
        """Return (font number, codes) for the pieces of a text, and note its glyphs for the document."""
        pieces = [self._piece(cluster) for cluster in clusters(_decoded(text, encoding))]
        fonts = EmbeddedFonts.of_document(doc)
        split: list[tuple[int, bytes]] = []
        for piece in pieces:
            if piece.glyphs:
                face, spaced = self._part(piece.subset)
                fonts.use_as("S" if spaced else "H", face, piece.glyphs)
            if split and split[-1][0] == piece.subset:
                split[-1] = (piece.subset, split[-1][1] + piece.codes)
            elif piece.codes:
                split.append((piece.subset, piece.codes))
        return split

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: N802, ARG002 - ReportLab's hook
        """Return the resource name of a font number."""
        face, spaced = self._part(subset)
        return font_resource(face, "S" if spaced else "H")

    def _part(self, subset: int) -> tuple[Face, bool]:
        number, spaced = divmod(subset, 2)
        return self.stack.faces[number], bool(spaced)

    def _piece(self, cluster: str) -> _Piece:
        piece = self._pieces.get(cluster)
        if piece is None:
            if len(self._pieces) >= _REMEMBERED:
                self._pieces.clear()
            piece = self._pieces[cluster] = self._made(cluster)
        return piece

    def _made(self, cluster: str) -> _Piece:
        if all(map(is_ignorable, cluster)):
            return _Piece(0, b"", 0.0, ())
        face = self.stack.face_for(cluster)
        if face is None and cluster == "\xa0":
            return self._made(" ")
        if face is None:
            raise FontError([missing_character(cluster, self.fontName)])
        number = 2 * self.stack.faces.index(face)
        if cluster == " ":
            gid = face.glyph(0x20)
            return _Piece(number + 1, b" ", face.advance(gid), ((gid, " "),))
        gids = [glyph.gid for glyph in face.shape(cluster, features=("-kern",))]
        codes = b"".join(gid.to_bytes(2, "big") for gid in gids)
        glyphs = tuple((gid, "" if later else cluster) for later, gid in enumerate(gids))
        return _Piece(number, codes, sum(map(face.advance, gids)), glyphs)


def _decoded(text: str | bytes, encoding: str) -> str:
    return text.decode(encoding) if isinstance(text, bytes) else text
