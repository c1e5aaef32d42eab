"""What a font file says of itself: names, weight, metrics and permissions, read from its tables' bytes.

It stands apart because it must be quick and must bear any bytes: it reads a few small tables with
``struct``, trusts no offset, and turns whatever is wrong into one `FontError` with file and cure.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from ofprint.base.errors import FontError
from ofprint.base.records import dataclass
from ofprint.fonts.faults import (
    broken_font,
    missing_file,
    no_outlines,
    no_such_face,
    not_a_font,
    too_large,
)

SIZE_LIMIT = 100 * 1024 * 1024
"""The largest font file that is opened, in bytes; the full Noto CJK collections stay below it."""

_TABLE_LIMIT = 8 * 1024 * 1024
_MAGIC = {b"\x00\x01\x00\x00", b"OTTO", b"true"}
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp")
_PS_NAME, _FAMILY, _TYPOGRAPHIC_FAMILY, _PS_PREFIX = 6, 1, 16, 25
_ENGLISH = 0x409
_WIDTHS = ("Ultra Condensed", "Extra Condensed", "Condensed", "Semi Condensed", "", "Semi Expanded",
           "Expanded", "Extra Expanded", "Ultra Expanded")  # fmt: skip
"""OS/2 usWidthClass 1 to 9 (OpenType specification, OS/2 table)."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of a variable font, in the axis' own units."""

    tag: str
    least: float
    default: float
    greatest: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """A face's heights in ems, y up from the baseline; ``None`` where the file does not say."""

    ascender: float
    descender: float
    cap_height: float | None
    x_height: float | None
    italic_angle: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What one face of a file says of itself."""

    path: Path
    index: int
    digest: str
    """Eight hexadecimal digits that stand for the face's content (table checksums, head, name)."""
    outlines: str
    """The table with the outlines: ``"glyf"``, ``"CFF "`` or ``"CFF2"``."""
    postscript_name: str
    families: tuple[str, ...]
    """The family's names in every language of the file, the English one first."""
    weight: int
    width: int
    italic: bool
    permissions: int
    """OS/2 fsType."""
    upem: int
    glyph_count: int
    metrics: Metrics
    axes: tuple[Axis, ...]
    has_vertical: bool
    fixed_pitch: bool
    serif: bool

    @property
    def forbids_embedding(self) -> bool:
        """Whether the licence bits forbid embedding outlines (fsType 2 alone, or bitmaps only, 0x0200)."""
        return self.permissions & 0x000F == 0x0002 or bool(self.permissions & 0x0200)

    @property
    def forbids_subsetting(self) -> bool:
        """Whether the licence bits ask for the whole font to be embedded (fsType 0x0100)."""
        return bool(self.permissions & 0x0100)

    @property
    def style_suffix(self) -> str:
        """What to add to the family's name for a width or a slope other than the normal one."""
        words = [_WIDTHS[self.width - 1] if 1 <= self.width <= 9 else "", "Italic" if self.italic else ""]
        return " ".join(word for word in words if word)


def face_count(path: Path) -> int:
    """Return how many faces a file holds: 1, or a collection's number. Raises `FontError`."""
    with _opened(path) as stream:
        return len(_offsets(path, stream))


def read_facts(path: Path, index: int = 0) -> FontFacts:
    """Return the facts of face ``index`` of the file at ``path``. Raises `FontError`."""
    try:
        with _opened(path) as stream:
            return _facts(_Tables(path, stream, index))
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise FontError([broken_font(path, str(error))]) from error


def _opened(path: Path) -> BinaryIO:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise FontError([not_a_font(path)])
        if size > SIZE_LIMIT:
            raise FontError([too_large(path, size, SIZE_LIMIT)])
        return path.open("rb")
    except OSError as error:
        raise FontError([missing_file(path, error.strerror or str(error))]) from error


def _offsets(path: Path, stream: BinaryIO) -> list[int]:
    """Return where each face's table directory begins (OpenType specification, font collections)."""
    head = stream.read(12)
    if head[:4] in _MAGIC:
        return [0]
    if head[:4] != b"ttcf" or len(head) < 12:
        raise FontError([not_a_font(path, web=head[:4] in (b"wOFF", b"wOF2"))])
    count = struct.unpack(">L", head[8:])[0]
    data = stream.read(4 * min(count, 4096))
    if not 0 < count <= 4096 or len(data) < 4 * count:
        raise FontError([broken_font(path, "the collection's list of faces is cut short")])
    return list(struct.unpack(f">{count}L", data))


class _Tables:
    """The table directory of one face, checked against the file's size, and its small tables' bytes."""

    def __init__(self, path: Path, stream: BinaryIO, index: int) -> None:
        self.path, self.index, self._stream = path, index, stream
        offsets = _offsets(path, stream)
        if not 0 <= index < len(offsets):
            raise FontError([no_such_face(path, index, len(offsets))])
        stream.seek(offsets[index])
        magic, count = struct.unpack(">4sH6x", stream.read(12))
        if magic not in _MAGIC:
            raise FontError([not_a_font(path)])
        self.directory = stream.read(16 * count)
        records = [struct.unpack_from(">4s4xLL", self.directory, 16 * i) for i in range(count)]
        self.spans = {tag.decode("latin-1"): (offset, length) for tag, offset, length in records}
        self._check()

    def _check(self) -> None:
        size = self.path.stat().st_size
        for tag, (offset, length) in self.spans.items():
            if not (tag.isascii() and tag.isprintable()):
                raise FontError([broken_font(self.path, f"its table directory names a table {tag!r}")])
            if offset + length > size:
                raise FontError([broken_font(self.path, f"the table {tag!r} reaches past the end of the file")])
        absent = [tag for tag in _NEEDED if not self.spans.get(tag, (0, 0))[1]]
        if absent:
            raise FontError([broken_font(self.path, f"the table {absent[0]!r} is missing or empty")])
        if not self.outlines:
            raise FontError([no_outlines(self.path)])

    @cached_property
    def outlines(self) -> str:
        present = [tag for tag in ("glyf", "CFF ", "CFF2") if self.spans.get(tag, (0, 0))[1]]
        return present[0] if present else ""

    def read(self, tag: str, least: int = 0) -> bytes:
        """Return a table's bytes; raises ``ValueError`` when it is shorter than ``least``."""
        offset, length = self.spans.get(tag, (0, 0))
        self._stream.seek(offset)
        data = self._stream.read(min(length, _TABLE_LIMIT))
        if len(data) < least:
            raise ValueError(f"the table {tag!r} is cut short")
        return data


def _facts(tables: _Tables) -> FontFacts:
    head, hhea = tables.read("head", 54), tables.read("hhea", 36)
    os2, post = tables.read("OS/2"), tables.read("post")
    (upem,) = struct.unpack_from(">H", head, 18)
    if not 16 <= upem <= 16384:
        raise ValueError(f"units per em are {upem}")
    name = tables.read("name")
    records = list(_names(name))
    (mac_style,) = struct.unpack_from(">H", head, 44)
    long_os2 = len(os2) >= 64
    return FontFacts(
        path=tables.path,
        index=tables.index,
        digest=blake2b(tables.directory + head + name, digest_size=4).hexdigest(),
        outlines=tables.outlines,
        postscript_name=_postscript_name(records, tables.path),
        families=_families(records) or (tables.path.stem,),
        weight=_weight(os2, mac_style),
        width=struct.unpack_from(">H", os2, 6)[0] if long_os2 else 5,
        italic=bool((struct.unpack_from(">H", os2, 62)[0] & 1) if long_os2 else mac_style & 2),
        permissions=struct.unpack_from(">H", os2, 8)[0] if long_os2 else 0,
        upem=upem,
        glyph_count=struct.unpack_from(">H", tables.read("maxp", 6), 4)[0],
        metrics=_metrics(upem, head, hhea, os2, post),
        axes=tuple(_axes(tables.read("fvar"))),
        has_vertical=bool(tables.spans.get("vmtx") and tables.spans.get("vhea")),
        fixed_pitch=len(post) >= 16 and struct.unpack_from(">L", post, 12)[0] != 0,
        serif=_is_serif(os2, records),
    )


def _weight(os2: bytes, mac_style: int) -> int:
    """Return usWeightClass, 1 to 1000; some old files count it from 1 to 9."""
    weight = int(struct.unpack_from(">H", os2, 4)[0]) if len(os2) >= 6 else 700 if mac_style & 1 else 400
    return min(max(weight * 100 if weight < 10 else weight, 1), 1000)


def _metrics(upem: int, head: bytes, hhea: bytes, os2: bytes, post: bytes) -> Metrics:
    ascender, descender = struct.unpack_from(">hh", os2, 68) if len(os2) >= 72 else (0, 0)
    if ascender <= descender:
        ascender, descender = struct.unpack_from(">hh", hhea, 4)
    x_height, cap_height = struct.unpack_from(">hh", os2, 86) if len(os2) >= 90 else (0, 0)
    angle = struct.unpack_from(">l", post, 4)[0] / 65536 if len(post) >= 8 else 0.0
    left, bottom, right, top = (value / upem for value in struct.unpack_from(">4h", head, 36))
    return Metrics(
        ascender=ascender / upem,
        descender=descender / upem,
        cap_height=cap_height / upem if cap_height > 0 else None,
        x_height=x_height / upem if x_height > 0 else None,
        italic_angle=angle,
        box=(left, bottom, right, top),
    )


def _axes(fvar: bytes) -> Iterator[Axis]:
    if len(fvar) < 16:
        return
    offset, _, count, size = struct.unpack_from(">4H", fvar, 4)
    for number in range(count):
        tag, least, default, greatest = struct.unpack_from(">4slll", fvar, offset + number * size)
        yield Axis(tag.decode("latin-1"), least / 65536, default / 65536, greatest / 65536)


def _names(table: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield (name id, language, text) for the records that can be read; the language is Windows' number."""
    if len(table) < 6:
        return
    count, storage = struct.unpack_from(">HH", table, 2)
    for number in range(min(count, (len(table) - 6) // 12)):
        platform, encoding, language, name_id, length, offset = struct.unpack_from(">6H", table, 6 + 12 * number)
        data = table[storage + offset : storage + offset + length]
        text = data.decode(_codec(platform, encoding), "ignore").replace("\0", "").strip()
        if platform == 1:
            language = {0: _ENGLISH, 11: 0x411}.get(language, language)
        if text:
            yield name_id, language or _ENGLISH, text


def _codec(platform: int, encoding: int) -> str:
    if platform == 1:
        return "shift_jis" if encoding == 1 else "mac_roman"
    return "utf-16-be"


def _families(records: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """Return the typographic family (name 16, else 1) in each language, English first."""
    found: dict[int, str] = {}
    for wanted in (_TYPOGRAPHIC_FAMILY, _FAMILY):
        for name_id, language, text in records:
            if name_id == wanted:
                found.setdefault(language, text)
    ordered = sorted(found, key=lambda language: (language != _ENGLISH, language))
    return tuple(dict.fromkeys(found[language] for language in ordered))


def _postscript_name(records: list[tuple[int, int, str]], path: Path) -> str:
    """Return the PostScript name with nothing in it that a PDF name would have to escape."""
    name = next((text for name_id, _, text in records if name_id == _PS_NAME), path.stem)
    return re.sub(r"[^A-Za-z0-9+_.-]", "", name)[:63] or "Font"


def _is_serif(os2: bytes, records: list[tuple[int, int, str]]) -> bool:
    """Return whether the face is a mincho or serif: by its names, else by its Panose serif digit (2 to 10)."""
    names = " ".join(text for name_id, _, text in records if name_id in (_FAMILY, _TYPOGRAPHIC_FAMILY)).casefold()
    if re.search(r"gothic|sans|ゴシック|丸ゴ|角ゴ", names):
        return False
    if re.search(r"mincho|serif|明朝|ming|song", names):
        return True
    return len(os2) >= 42 and os2[32] == 2 and 2 <= os2[33] <= 10
