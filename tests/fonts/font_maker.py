"""Small fonts of every kind, built when a test asks for them from the outlines of a bundled face.

They stand apart so that no binary file lies in the tree and a test can say which kind it means.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from ofprint.base.resources import resource_folder

TEXT = "東北文化かなABC"
"""The characters that every made font has, the space besides."""

SOURCE = resource_folder("fonts") / "noto-serif-jp" / "NotoSerifJP-Bold.ttf"
CIDS = {character: 20856 - 700 * place for place, character in enumerate(TEXT)}
"""CIDs of the CID-keyed font: far from the glyph ids, and running backwards."""

Draw = Callable[[Any], None]


@cache
def _source() -> tuple[Any, Any, Any]:
    font = TTFont(SOURCE, lazy=True)
    return font.getGlyphSet(), font.getBestCmap(), font["hmtx"]


def _names() -> list[str]:
    return [".notdef", "space", *(f"uni{ord(character):04X}" for character in TEXT)]


def _drawings() -> dict[str, tuple[Draw, int]]:
    """Return how each glyph is drawn and how wide it is, in thousandths of an em."""
    glyphs, cmap, widths = _source()
    found: dict[str, tuple[Draw, int]] = {".notdef": (_box, 500), "space": (lambda pen: None, 250)}
    for character in TEXT:
        name = cmap[ord(character)]
        recording = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recording)
        found[f"uni{ord(character):04X}"] = (recording.replay, widths[name][0])
    return found


def _box(pen: Any) -> None:
    pen.moveTo((50, 0))
    for corner in ((50, 700), (450, 700), (450, 0)):
        pen.lineTo(corner)
    pen.closePath()


def _started(family: str, *, outlines: str, style: str = "Regular", weight: int = 400, **os2: int) -> FontBuilder:
    builder = FontBuilder(1000, isTTF=outlines == "glyf")
    builder.setupGlyphOrder(_names())
    builder.setupCharacterMap({0x20: "space"} | {ord(character): f"uni{ord(character):04X}" for character in TEXT})
    names = {"familyName": family, "styleName": style, "psName": f"{family.replace(' ', '')}-{style}"}
    builder.setupNameTable(names)
    builder.setupHorizontalMetrics(_metrics())
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=weight, **os2)
    builder.setupPost()
    return builder


def _metrics() -> dict[str, tuple[int, int]]:
    found = {}
    for name, (draw, width) in _drawings().items():
        pen = BoundsPen(None)
        draw(pen)
        found[name] = (width, int(pen.bounds[0]) if pen.bounds else 0)
    return found


def _true_type(family: str, **os2: Any) -> FontBuilder:
    builder = _started(family, outlines="glyf", **os2)
    glyphs = {}
    for name, (draw, _) in _drawings().items():
        pen = TTGlyphPen(None)
        draw(pen)
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    return builder


def _char_strings(cff2: bool = False) -> dict[str, Any]:
    strings = {}
    for name, (draw, width) in _drawings().items():
        pen = T2CharStringPen(None if cff2 else width, None, CFF2=cff2)
        draw(pen)
        strings[name] = pen.getCharString()
    return strings


def make_ttf(folder: Path, family: str = "Made Gothic", **os2: Any) -> Path:
    """Write a TrueType font; ``os2`` may hold fields such as ``fsType`` besides ``weight`` and ``style``."""
    return _saved(_true_type(family, **os2), folder / f"{family.replace(' ', '')}-{os2.get('style', 'Regular')}.ttf")


def make_otf(folder: Path, family: str = "Made Mincho") -> Path:
    """Write a font with name-keyed CFF outlines."""
    builder = _started(family, outlines="CFF")
    builder.setupCFF(f"{family.replace(' ', '')}-Regular", {"FullName": family}, _char_strings(), {})
    return _saved(builder, folder / f"{family.replace(' ', '')}.otf")


def make_cid_otf(folder: Path, family: str = "Made CID") -> Path:
    """Write a font with CID-keyed CFF outlines whose CIDs (`CIDS`) are not its glyph ids."""
    path = make_otf(folder, family)
    font = TTFont(path, recalcTimestamp=False)
    font.ensureDecompiled()
    cids = [".notdef", "cid00231", *(f"cid{CIDS[character]:05d}" for character in TEXT)]
    renamed = dict(zip(font.getGlyphOrder(), cids, strict=True))
    _key_by_cid(font["CFF "].cff.topDictIndex[0], renamed)
    font.setGlyphOrder(cids)
    for table in font["cmap"].tables:
        table.cmap = {codepoint: renamed.get(name, name) for codepoint, name in table.cmap.items()}
    font["hmtx"].metrics = {renamed[name]: value for name, value in font["hmtx"].metrics.items()}
    font.save(path)
    return path


def _key_by_cid(top: Any, renamed: dict[str, str]) -> None:
    """Make a name-keyed CFF's Top DICT a CID-keyed one with a single font dictionary."""
    strings, private = top.CharStrings, top.Private
    strings.charStrings = {renamed[name]: place for name, place in strings.charStrings.items()}
    top.charset = list(renamed.values())
    for key in ("FullName", "FamilyName", "Weight", "Encoding", "Private"):
        top.rawDict.pop(key, None)
        vars(top).pop(key, None)
    top.ROS, top.CIDCount = ("Adobe", "Japan1", 7), 23060
    member = FontDict()
    member.Private = private
    top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect()
    top.FDArray.append(member)
    top.FDSelect.format, top.FDSelect.gidArray = 3, [0] * len(renamed)
    strings.fdArray, strings.fdSelect = top.FDArray, top.FDSelect


def make_collection(folder: Path) -> Path:
    """Write a .ttc of two TrueType faces, Made One and Made Two (bold)."""
    collection = TTCollection()
    collection.fonts = [_true_type("Made One").font, _true_type("Made Two", weight=700, style="Bold").font]
    path = folder / "made.ttc"
    collection.save(path)
    return path


_AXES = [("wght", 100, 400, 900, "Weight")]
_INSTANCES = [{"location": {"wght": 400}, "stylename": "Regular"}, {"location": {"wght": 900}, "stylename": "Black"}]


def make_variable_ttf(folder: Path, family: str = "Made Variable") -> Path:
    """Write a variable TrueType font, wght 100 to 900; at 900 each glyph is half as wide again and 200 wider set."""
    builder = _true_type(family)
    builder.setupFvar(_AXES, _INSTANCES)
    glyf, variations = builder.font["glyf"], {}
    for name in _names()[1:]:
        glyph = glyf[name]
        points = list(glyph.coordinates) if glyph.numberOfContours else []
        deltas = [(round(x / 2), 0) for x, _ in points] + [(0, 0), (200, 0), (0, 0), (0, 0)]
        variations[name] = [TupleVariation({"wght": (0, 1, 1)}, deltas)]
    builder.setupGvar(variations)
    return _saved(builder, folder / "MadeVariable.ttf")


def make_cff2(folder: Path, family: str = "Made CFF2") -> Path:
    """Write a variable font with CFF2 outlines (that do not vary)."""
    builder = _started(family, outlines="CFF2")
    builder.setupFvar(_AXES, _INSTANCES)
    builder.setupCFF2(_char_strings(cff2=True), [{}], [{}])
    return _saved(builder, folder / "MadeCFF2.otf")


def _saved(builder: FontBuilder, path: Path) -> Path:
    builder.save(path)
    return path
