"""One face of one font file, opened lazily: its glyphs, its measures, shaping and subsetting by HarfBuzz.

It stands apart because every other room asks a face and never the file. All measures are ems.
A face may be used by many threads at once and crosses processes as (path, index, instance).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import uharfbuzz as hb

from ofprint.base.errors import FontError
from ofprint.fonts.canonical import PlainCharacters, plain_characters, sequence_characters, spells
from ofprint.fonts.clusters import is_ignorable, is_selector
from ofprint.fonts.faults import broken_font, no_such_instance
from ofprint.fonts.sfnt import FontFacts, read_facts

Instance = tuple[tuple[str, float], ...]
"""A variable font's place on its axes: (tag, value) pairs, sorted by tag. Empty for the default."""

_CAP_HEIGHT, _X_HEIGHT = 0.72, 0.5
"""Heights in ems for a face that neither states them nor has an H or an x to measure."""


class ShapedGlyph(NamedTuple):
    """One glyph as shaped. Advances and offsets are ems, x to the right and y up, as in PDF.

    In vertical setting ``y_advance`` is negative (downwards), and the offsets are counted from the
    glyph's own vertical origin, so they are zero unless a feature moves the glyph.
    """

    gid: int
    cluster: int
    """The index in the text of the first character that the glyph stands for."""
    x_advance: float
    y_advance: float
    x_offset: float
    y_offset: float


class Mark(NamedTuple):
    """What of a glyph is asked for again and again in horizontal setting: its advance, its ink (ems), its character."""

    advance: float
    left: float
    bottom: float
    right: float
    top: float
    text: str
    """The text that it stands for by the face's cmap, "" if none."""


T = TypeVar("T")


class _Known(dict[int, T]):
    """What was found of glyphs by their ids; what is not known yet is found when it is asked for."""

    def __init__(self, find: Callable[[int], T]) -> None:
        self._find = find

    def __missing__(self, gid: int) -> T:
        found = self[gid] = self._find(gid)
        return found


class Face:
    """One face: file, index in a collection, place on the axes of a variable font.

    Nothing is read before it is asked for; a fault in the file is a `FontError` then.
    Use `open_face` to get one that is shared.
    """

    def __init__(self, path: Path | str, index: int = 0, instance: Instance = ()) -> None:
        self.path = Path(path)
        self.index = index
        self.instance: Instance = tuple(sorted(instance))
        self._buffers: list[Any] = []
        self._identity = self.path, self.index, self.instance
        self._hash = hash(self._identity)
        self._advances = _Known(self._horizontal_advance), _Known(self._vertical_advance)
        self._characters = _Known(self._character)
        self._boxes: dict[int, tuple[float, float, float, float]] = {}
        self.marks: Mapping[int, Mark] = _Known(self._mark)
        """By glyph id, what setting and painting ask of every glyph."""

    def __reduce__(self) -> tuple[Any, ...]:
        return open_face, (self.path, self.index, self.instance)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Face) and self._identity == other._identity)

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Face({str(self.path)!r}, {self.index}, {self.instance})"

    @cached_property
    def facts(self) -> FontFacts:
        """What the file says of itself."""
        return read_facts(self.path, self.index)

    @cached_property
    def harfbuzz(self) -> Any:
        """The HarfBuzz font at a scale of one em in font units; read it, do not change it."""
        facts = self.facts
        _check_axes(facts, self.instance)
        try:
            face = hb.Face(self._blob(), 0 if facts.outlines == "CFF2" else self.index)
        except (hb.HarfBuzzError, OSError) as error:
            raise FontError([broken_font(self.path, str(error))]) from error
        if face.upem != facts.upem or not face.glyph_count:
            raise FontError([broken_font(self.path, "HarfBuzz finds no glyphs in it")])
        font = hb.Font(face)
        if self.instance and facts.outlines != "CFF2":
            font.set_variations(dict(self.instance))
        return font

    def _blob(self) -> Any:
        if self.facts.outlines == "CFF2":
            from ofprint.fonts.instances import plain_cff

            return hb.Blob(plain_cff(self.path, self.index, self.instance))
        return hb.Blob.from_file_path(str(self.path))

    @cached_property
    def key(self) -> str:
        """A name that stands for content, index and instance; fit for a PDF resource."""
        return f"{self.name}-{self.facts.digest}"

    @cached_property
    def name(self) -> str:
        """The PostScript name; a variable font's instance is named after Adobe Technical Note 5902."""
        place = "".join(f"_{value:g}{tag.strip()}" for tag, value in self.instance).replace("-", "m")
        return self.facts.postscript_name + place

    @cached_property
    def upem(self) -> int:
        """Font units in an em."""
        return self.facts.upem

    @cached_property
    def glyph_count(self) -> int:
        """How many glyphs the face has, .notdef included."""
        return int(self.harfbuzz.face.glyph_count)

    @property
    def is_cff(self) -> bool:
        """Whether the outlines are CFF (or CFF2)."""
        return self.facts.outlines != "glyf"

    @property
    def has_vertical(self) -> bool:
        """Whether the face has metrics for vertical setting."""
        return self.facts.has_vertical

    @property
    def ascender(self) -> float:
        """The top of the em box above the baseline: typo metrics, else those of hhea."""
        return self.facts.metrics.ascender

    @property
    def descender(self) -> float:
        """The bottom of the em box (negative): typo metrics, else those of hhea."""
        return self.facts.metrics.descender

    @cached_property
    def cap_height(self) -> float:
        """The height of an H, as stated or measured."""
        return self.facts.metrics.cap_height or self._top("H") or _CAP_HEIGHT

    @cached_property
    def x_height(self) -> float:
        """The height of an x, as stated or measured."""
        return self.facts.metrics.x_height or self._top("x") or _X_HEIGHT

    def _top(self, character: str) -> float:
        gid = self.glyph(ord(character))
        return self.ink_box(gid)[3] if gid else 0.0

    def glyph(self, codepoint: int, selector: int = 0) -> int:
        """Return the glyph of a character, with a variation selector if given; 0 when there is none."""
        if selector:
            return self.harfbuzz.get_variation_glyph(codepoint, selector) or 0
        return self.harfbuzz.get_nominal_glyph(codepoint) or 0

    def covers(self, cluster: str) -> bool:
        """Return whether the face has a whole grapheme cluster.

        A base with a selector counts when the cmap knows the pair; combining marks when all are there,
        or the composed character is. Characters without ink are not asked for.
        """
        if len(cluster) == 1:
            return is_ignorable(cluster) or self.glyph(ord(cluster)) != 0
        if self._has_all(cluster):
            return True
        composed = unicodedata.normalize("NFC", cluster)
        return composed != cluster and self._has_all(composed)

    def _has_all(self, cluster: str) -> bool:
        for character, following in zip(cluster, [*cluster[1:], ""], strict=True):
            if is_ignorable(character):
                continue
            selector = ord(following) if following and is_selector(following) else 0
            if not self.glyph(ord(character), selector):
                return False
        return True

    def advance(self, gid: int, vertical: bool = False) -> float:
        """Return how far a glyph moves the pen along the line, in ems; downwards counts positive."""
        return self._advances[vertical][gid]

    def _horizontal_advance(self, gid: int) -> float:
        return float(self.harfbuzz.get_glyph_h_advance(gid) / self.upem)

    def _vertical_advance(self, gid: int) -> float:
        return float(-self.harfbuzz.get_glyph_v_advance(gid) / self.upem) if self.has_vertical else 1.0

    def ink_box(self, gid: int) -> tuple[float, float, float, float]:
        """Return (left, bottom, right, top) of a glyph's ink in ems, y up; zeros if it has none."""
        found = self._boxes.get(gid)
        if found is None:
            found = self._boxes[gid] = self._measured_box(gid)
        return found

    def _mark(self, gid: int) -> Mark:
        return Mark(self.advance(gid), *self.ink_box(gid), self.character(gid))

    def _measured_box(self, gid: int) -> tuple[float, float, float, float]:
        extents = self.harfbuzz.get_glyph_extents(gid)
        if extents is None or not (extents.width or extents.height):
            return (0.0, 0.0, 0.0, 0.0)
        left, top, upem = extents.x_bearing, extents.y_bearing, self.upem
        return (left / upem, (top + extents.height) / upem, (left + extents.width) / upem, top / upem)

    def vertical_origin(self, gid: int) -> tuple[float, float]:
        """Return the position vector v of a glyph in vertical setting, in ems, as PDF's W2 takes it.

        From vmtx or VORG; a face without them is set in a square em centred on its own box.
        """
        if self.has_vertical:
            x, y = self.harfbuzz.get_glyph_v_origin(gid) or (0, 0)
            return x / self.upem, y / self.upem
        return self.advance(gid) / 2, (self.ascender + self.descender) / 2 + 0.5

    def shape(
        self,
        text: str,
        *,
        features: tuple[str, ...] = (),
        vertical: bool = False,
        script: str | None = None,
        language: str = "ja",
    ) -> list[ShapedGlyph]:
        """Return the text's glyphs, left to right or top to bottom.

        ``features`` are OpenType tags: ``"palt"`` on, ``"-liga"`` off, ``"aalt=2"``. ``script`` is an
        ISO 15924 code, by default that of the text. Ignorable characters give no glyph; gid 0 stands
        for a character that the face does not cover.
        """
        buffer = self._buffers.pop() if self._buffers else _fresh_buffer()
        buffer.add_codepoints(list(map(ord, text))) if _SURROGATE.search(text) else buffer.add_str(text)
        buffer.direction = "ttb" if vertical else "ltr"
        if script:
            buffer.script = script
        else:
            buffer.guess_segment_properties()
        buffer.language = language
        hb.shape(self.harfbuzz, buffer, _feature_values(features))
        glyphs = self._vertical_glyphs(text, buffer) if vertical else self._horizontal_glyphs(text, buffer)
        buffer.clear_contents()
        self._buffers.append(buffer)
        return glyphs

    def _horizontal_glyphs(self, text: str, buffer: Any) -> list[ShapedGlyph]:
        upem, new, glyphs = self.upem, tuple.__new__, []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            gid, cluster, (x, y, advance, _) = info.codepoint, info.cluster, place.position
            if gid or not is_ignorable(text[cluster]):
                glyphs.append(new(ShapedGlyph, (gid, cluster, advance / upem, 0.0, x / upem, y / upem)))
        return glyphs

    def _vertical_glyphs(self, text: str, buffer: Any) -> list[ShapedGlyph]:
        upem, new, glyphs = self.upem, tuple.__new__, []
        origin, own = self.harfbuzz.get_glyph_v_origin, self.has_vertical
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            gid, cluster, (x, y, _, down) = info.codepoint, info.cluster, place.position
            if gid or not is_ignorable(text[cluster]):
                left, top = origin(gid) or (0, 0)
                advance = down / upem if own else -1.0
                shift = ((x + left) / upem, (y + top) / upem)
                glyphs.append(new(ShapedGlyph, (gid, cluster, 0.0, advance, *shift)))
        return glyphs

    def character(self, gid: int) -> str:
        """Return the text that a glyph stands for by the face's cmap, "" if none.

        Where several characters share it, the unified, ordinary one is preferred: 文 over ⽂.
        """
        return self._characters[gid]

    def _character(self, gid: int) -> str:
        return self._plain_characters.text(gid) or self._sequence_characters.get(gid, "")

    @cached_property
    def _plain_characters(self) -> PlainCharacters:
        return plain_characters(self.harfbuzz)

    @cached_property
    def _sequence_characters(self) -> dict[int, str]:
        return sequence_characters(self.harfbuzz)

    def spells(self, text: str, gid: int) -> bool:
        """Return whether a text is one character (with or without a selector) that has the glyph ``gid``."""
        return spells(self.harfbuzz, text, gid)

    def subset(self, gids: Iterable[int]) -> bytes:
        """Return the outlines of the glyphs as a font program for PDF, reached by the face's glyph ids as CIDs.

        A TrueType face gives an sfnt with what FontFile2 needs, a CFF face the bare CFF table.
        """
        from ofprint.fonts.subset import subset_face

        return subset_face(self, frozenset(gids))


_SURROGATE = re.compile(r"[\ud800-\udfff]")


def _fresh_buffer() -> Any:
    buffer = hb.Buffer()
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    return buffer


def _check_axes(facts: FontFacts, instance: Instance) -> None:
    known = [axis.tag for axis in facts.axes]
    for tag, _ in instance:
        if tag not in known:
            raise FontError([no_such_instance(facts.path, tag, known)])


@lru_cache(maxsize=256)
def _feature_values(features: tuple[str, ...]) -> dict[str, int]:
    values: dict[str, int] = {}
    for feature in features:
        tag, _, value = feature.lstrip("+-").partition("=")
        values[tag] = 0 if feature[0] == "-" else int(value or 1)
    return values


@lru_cache(maxsize=256)
def _shared_face(path: Path, index: int, instance: Instance, _stamp: tuple[int, int]) -> Face:
    return Face(path, index, instance)


def open_face(path: Path | str, index: int = 0, instance: Mapping[str, float] | Instance = ()) -> Face:
    """Return the face of a file, the same object for the same unchanged file, so that its caches are shared."""
    where = Path(path)
    pairs = instance.items() if isinstance(instance, Mapping) else instance
    try:
        status = where.stat()
        stamp = (status.st_mtime_ns, status.st_size)
    except OSError:
        stamp = (0, 0)
    return _shared_face(where, index, tuple(sorted(pairs)), stamp)
