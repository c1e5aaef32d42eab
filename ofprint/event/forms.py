"""Forms: marks on a model's fields that say how a value is read and how an editor's schema describes it.

It stands apart because the models then are the one place where a field, its form and its words stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ofprint.base.findings import Words
from ofprint.base.records import dataclass, field
from ofprint.base.yaml_tree import Mapping, Scalar
from ofprint.event import values
from ofprint.event.clock import narrow
from ofprint.event.files import check_file
from ofprint.event.reading import Spot, items_of, meant, short
from ofprint.event.texts import read_paragraphs


@dataclass(frozen=True, eq=False)
class Form:
    """How one kind of value is read from its spot, and its JSON Schema."""

    read: Callable[[Spot], Any]
    schema: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Keyed:
    """A tuple of parts given as a mapping of keys, or as a list whose items have ``key``."""


@dataclass(frozen=True, slots=True)
class BadgeCode:
    """What a badge's code holds: the id, a column of the list, an address with one in it, a name card, or nothing."""

    kind: str
    """``id``, ``column``, ``url``, ``mecard``, ``vcard`` or ``none``."""
    pattern: str = ""
    """For ``column`` and ``url``: what it holds, ``{id}`` or a heading of the list in braces where that goes."""

    def __str__(self) -> str:
        return self.pattern or self.kind

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of the list that the pattern names, the id's left out."""
        return tuple(name for name in _HOLE.findall(self.pattern) if name != "id")

    def filled(self, said: Callable[[str], str]) -> str:
        """Return the pattern with what ``said`` gives for each name in braces."""
        return _HOLE.sub(lambda hole: said(hole[1]), self.pattern)


_HOLE = re.compile(r"\{([^{}]{1,80})\}")


def _code(spot: Spot) -> BadgeCode | None:
    kinds = ("id", "mecard", "vcard", "none")
    text = values.read_plain(spot, 500)
    if text is None:
        return None
    if text.lower() in kinds:
        return BadgeCode(text.lower())
    if _HOLE.fullmatch(text):
        return BadgeCode("id") if text == "{id}" else BadgeCode("column", text)
    if not text.startswith(("https://", "http://")):
        what = Words(f"“{short(text)}” is no code", f"「{short(text)}」はコードの種類ではありません")
        spot.find("unknown-word", what, meant(spot, text, (*kinds, "https://example.jp/c/{id}")))
        return None
    if not _HOLE.search(text) or set("{}") & set(_HOLE.sub("", text)):
        what = Words(
            "the address needs {id}, or a heading of the list in braces, where that goes",
            "URL には、番号の入る {id} か、名簿の見出しを括弧に入れたものが要ります",
        )
        spot.find(
            "badge-code",
            what,
            Words("write it as https://example.jp/c/{id}", "https://example.jp/c/{id} のように書いてください"),
        )
        return None
    return BadgeCode("url", text)


_WORDS_OF_FOCUS = {"left": 0.0, "top": 0.0, "center": 0.5, "right": 1.0, "bottom": 1.0}


def _focus(spot: Spot) -> tuple[float, float] | None:
    """Read the point of a picture to keep in view: two shares of width and height from the top left."""
    parts = [node.text if isinstance(node, Scalar) else "" for node in items_of(spot.node)]
    parts = parts[0].replace(",", " ").split() if len(parts) == 1 else parts
    shares = [_share(narrow(part)) for part in parts]
    if len(shares) != 2 or None in shares:
        expected = Words(
            "two shares of width and height, such as 50% 30%", "幅と高さに対する 2 つの割合（50% 30% など）"
        )
        spot.wrong(
            expected,
            Words(
                "write it as 50% 30% (from the left, from the top)",
                "左から・上からの割合を 50% 30% のように書いてください",
            ),
        )
        return None
    return shares[0] or 0.0, shares[1] or 0.0


def _share(text: str) -> float | None:
    if text in _WORDS_OF_FOCUS:
        return _WORDS_OF_FOCUS[text]
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?)(%?)", text)
    share = float(found[1]) / (100 if found[2] else 1) if found else -1.0
    return share if 0 <= share <= 1 else None


COLUMNS = {
    "受付番号": "id",
    "氏名": "name",
    "ふりがな": "reading",
    "ローマ字": "romaji",
    "所属": "affiliation",
    "役職": "title",
    "区分": "role",
    "備考": "note",
}
"""Our own headings of attendee lists, and the English word that may stand for each."""


def _columns(spot: Spot) -> dict[str, str] | None:
    """Read which heading of the organizer's list stands for which of ours."""
    if not isinstance(spot.node, Mapping):
        spot.wrong(
            Words("our heading and theirs", "見出しの対応"),
            Words("write 氏名: お名前", "「氏名: お名前」のように書いてください"),
        )
        return None
    english = {word: heading for heading, word in COLUMNS.items()}
    made: dict[str, str] = {}
    for entry in spot.node:
        heading = english.get(entry.key.text, entry.key.text)
        if heading not in COLUMNS:
            values.unknown_key(spot.at(entry.key), entry.key.text, [*COLUMNS, *english])
        elif theirs := values.read_plain(spot.key(entry.key.text, entry.value)):
            made[heading] = theirs
    return made


def _sheet(spot: Spot) -> str | None:
    """Read a card sheet: a shipped one's name, or a YAML file in the event's folder."""
    name = values.read_plain(spot, 400)
    own = name is not None and name.lower().endswith((".yaml", ".yml"))
    return check_file(spot, "sheet") if own else name


MOST_OFFSET = 20.0
"""Millimetres that a sheet may be moved by: more is another sheet."""


def read_offset(text: str) -> tuple[float, float] | None:
    """Return two lengths in mm, to the right and down, from text such as ``0.5, -0.3``; None where it is none."""
    found = re.fullmatch(
        r"\s*([+-]?\d{1,3}(?:\.\d{1,4})?)(?:\s*mm)?[\s,]+([+-]?\d{1,3}(?:\.\d{1,4})?)(?:\s*mm)?\s*", text
    )
    moved = (float(found[1]), float(found[2])) if found else (MOST_OFFSET + 1, 0.0)
    return moved if max(map(abs, moved)) <= MOST_OFFSET else None


def _offset(spot: Spot) -> tuple[float, float] | None:
    parts = [node.text if isinstance(node, Scalar) else "?" for node in items_of(spot.node)]
    moved = read_offset(narrow(", ".join(parts)))
    if moved is None:
        expected = Words("two lengths in mm, to the right and down", "右と下への移動量（mm）2つ")
        spot.wrong(expected, Words("write it as 0.5, -0.3", "0.5, -0.3 のように書いてください（20 mm まで）"))
    return moved


_SIZE = r"([AB][0-8])(?:\s*[・(]?\s*(portrait|landscape|縦|横)\)?)?|(\d{2,5})\s*(?:mm)?\s*[x×*]\s*(\d{2,5})\s*mm"
_LEAST_SIDE = 20
_MOST_SIDE = 10_000
"""mm of a sheet's side: a tag, and the widest stage banner."""
_TURNS = {"縦": "portrait", "横": "landscape"}


def _size(spot: Spot) -> str | None:
    """Read a sheet: ``A3``, ``A3 landscape``, ``A3 横``, ``263×1091mm``; returned in one spelling."""
    expected = Words("a size of paper such as A3 or 263x1091mm", "A3、263x1091mm のような寸法")
    scalar = spot.scalar(expected)
    found = re.fullmatch(_SIZE, narrow(scalar.text), re.IGNORECASE) if scalar else None
    if scalar and not found:
        spot.wrong(
            expected, Words("write A3, A3 landscape or 263x1091mm", "A3、A3 横、263x1091mm のように書いてください")
        )
    if not found:
        return None
    if found[3]:
        sides = int(found[3]), int(found[4])
        if not _LEAST_SIDE <= min(sides) <= max(sides) <= _MOST_SIDE:
            what = Words(
                f"{sides[0]} × {sides[1]} mm: a side is {_LEAST_SIDE} mm to 10 m",
                f"{sides[0]} × {sides[1]} mm：一辺は {_LEAST_SIDE} mm から 10 m までです",
            )
            spot.find("out-of-range", what, Words("write 7200x900mm, for example", "7200x900mm のように書きます"))
            return None
        return f"{sides[0]}x{sides[1]}mm"
    turn = (found[2] or "").lower()
    return f"{found[1].upper()} {_TURNS.get(turn, turn)}".strip()


def _timezone(spot: Spot) -> str | None:
    """Read a zone's name of the tz database; where a system has no database the name is taken as it is."""
    name = values.read_plain(spot, 60)
    if name is None or name == "Asia/Tokyo":
        return name
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(name)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        zones = sorted(zoneinfo.available_timezones())
        if zones:
            what = Words(f"“{short(name)}” is no time zone", f"「{short(name)}」はタイムゾーンの名前ではありません")
            spot.find("unknown-word", what, meant(spot, name, zones))
            return None
    return name


def _text_or_yes(spot: Spot) -> Any:
    from ofprint.event.text import Text
    from ofprint.event.texts import read_text

    word = narrow(spot.node.text).lower() if isinstance(spot.node, Scalar) else ""
    if word in values.YES:
        return Text("任意参加", {"ja": "任意参加", "en": "optional"})
    return None if word in values.NO else read_text(spot, Text)


_STRING: dict[str, Any] = {"type": "string"}
_REF = {name: {"$ref": f"#/$defs/{name}"} for name in ("text", "paragraphs", "scalar")}

PARAGRAPHS = Form(read_paragraphs, _REF["paragraphs"])
URL = Form(values.read_url, {"type": "string", "pattern": "^\\s*[hｈ]"})
MAIL = Form(values.read_mail, {"type": "string", "pattern": "[@＠]"})
PHONE = Form(values.read_phone, _STRING)
POSTAL_CODE = Form(values.read_postal_code, _REF["scalar"])
MINUTES = Form(values.read_minutes_of, _REF["scalar"])
PLAIN = Form(values.read_plain, _REF["scalar"])
SECRET = Form(values.read_plain, _REF["scalar"])
SIZE = Form(_size, _STRING)
SHEET = Form(_sheet, _REF["scalar"])
OFFSET = Form(_offset, {"anyOf": [_STRING, {"type": "array", "minItems": 2, "maxItems": 2, "items": _REF["scalar"]}]})
TIMEZONE = Form(_timezone, _STRING)
OPTIONAL = Form(_text_or_yes, {"anyOf": [{"type": "boolean"}, _REF["text"]]})
FOCUS = Form(_focus, {"anyOf": [_STRING, {"type": "array", "minItems": 2, "maxItems": 2, "items": _REF["scalar"]}]})
CODE = Form(
    _code, {"anyOf": [{"enum": ["id", "mecard", "vcard", "none"]}, {"type": "string", "pattern": "\\{[^{}]+\\}"}]}
)
COLUMN_NAMES = Form(_columns, {"type": "object", "additionalProperties": _STRING})
OPTIONS = Form(values.read_options, {"type": "object"})
IMAGE = Form(lambda spot: check_file(spot, "image"), _STRING)
LIST_FILE = Form(lambda spot: check_file(spot, "list"), _STRING)
KEYED = Keyed()
