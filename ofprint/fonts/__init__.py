"""Faces, families, fallback by character, shaping, subsetting and embedding.

It stands apart because typesetting and press both ask for glyphs and neither should know a font file.
"""

from ofprint.fonts.clusters import clusters, is_ignorable
from ofprint.fonts.face import Face, ShapedGlyph, open_face
from ofprint.fonts.library import Family, FontLibrary
from ofprint.fonts.stack import FontStack

__all__ = ["Face", "Family", "FontLibrary", "FontStack", "ShapedGlyph", "clusters", "is_ignorable", "open_face"]
