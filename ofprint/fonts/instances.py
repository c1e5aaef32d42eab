"""Variable fonts: an instance by its name or its axes' values, and CFF2 made into plain CFF.

It stands apart because HarfBuzz varies TrueType outlines itself, while a PDF cannot hold CFF2
at all: fontTools makes a plain font of it, once, in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from ofprint.base.errors import FontError
from ofprint.fonts.face import Instance, open_face
from ofprint.fonts.faults import broken_font, no_such_instance


def resolve_instance(path: Path, index: int, instance: str | Mapping[str, float] | None) -> Instance:
    """Return the place on the axes that a named instance (``"Bold"``) or axis values (``{"wght": 700}``) stand for.

    Values beyond an axis are taken at its end. Raises `FontError` for a name or axis that the font lacks.
    """
    if not instance:
        return ()
    if isinstance(instance, str):
        return _named(path, index, instance)
    axes = {axis.tag: axis for axis in open_face(path, index).facts.axes}
    for tag in instance:
        if tag not in axes:
            raise FontError([no_such_instance(path, tag, list(axes))])
    pairs = ((tag, min(max(value, axes[tag].least), axes[tag].greatest)) for tag, value in instance.items())
    return tuple(sorted((tag, float(value)) for tag, value in pairs))


def _named(path: Path, index: int, name: str) -> Instance:
    import uharfbuzz as hb

    face = open_face(path, index)
    tags = [axis.tag for axis in face.facts.axes]
    source = hb.Face(hb.Blob.from_file_path(str(path)), index)
    places = {source.get_name(named.subfamily_name_id) or "": named.design_coords for named in source.named_instances}
    for known, place in places.items():
        if known.casefold() == name.casefold():
            return tuple(sorted(zip(tags, map(float, place), strict=True)))
    raise FontError([no_such_instance(path, name, list(places))])


@lru_cache(maxsize=16)
def plain_cff(path: Path, index: int, instance: Instance) -> bytes:
    """Return a font with CFF2 outlines as one with CFF outlines, at one place on its axes (else the default).

    Kept in memory, as fontTools takes its time. Raises `FontError` when fontTools cannot read the font.
    """
    from fontTools.cffLib.CFF2ToCFF import convertCFF2ToCFF
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    try:
        font = TTFont(path, fontNumber=index, recalcTimestamp=False)
        if "fvar" in font:
            place = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | dict(instance)
            font = instantiateVariableFont(font, place)
        convertCFF2ToCFF(font)
        plain = BytesIO()
        font.save(plain)
    except Exception as error:  # fontTools raises anything over a damaged font
        raise FontError([broken_font(path, f"fontTools cannot make a plain font of it: {error}")]) from error
    return plain.getvalue()
