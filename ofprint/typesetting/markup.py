"""A small markup for ruby, emphasis, bold, colour, size, links and tate-chu-yoko, and the text it gives.

It stands apart because only a value marked as `Markup` is ever read this way: a plain ``str`` is
data and prints as it stands, whatever signs it holds.

The signs (a backslash before any of them prints it):

- ``｜宮嶋《みやじま》`` group ruby; ``｜宮嶋《みや｜じま》`` one reading for each character (jukugo ruby,
  a line may end between them); ``宮嶋《みやじま》`` without the bar takes the kanji before ``《``
- ``《《要点》》`` emphasis dots (kenten)
- ``**太字**`` bold
- ``[文字](https://example.jp)`` a link; ``[文字]{ink=accent size=1.2 bold tcy}`` attributes: an ink's
  name carried to the glyphs, a size relative to the text's, bold, tate-chu-yoko
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from ofprint.base.records import dataclass, field, replace
from ofprint.typesetting.classes import script


@dataclass(frozen=True, slots=True)
class Dress:
    """How a run differs from its text: weight, ink, relative size, link, tate-chu-yoko."""

    bold: bool = False
    ink: object | None = None
    size: float = 1.0
    link: str | None = None
    tcy: bool = False


PLAIN = Dress()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one dress: characters ``start`` to ``end``."""

    start: int
    end: int
    dress: Dress


@dataclass(frozen=True, slots=True)
class Ruby:
    """Readings over the base ``start`` to ``end``: one for the whole (group, mono), or one a character (jukugo)."""

    start: int
    end: int
    readings: tuple[str, ...]

    @property
    def kind(self) -> Literal["mono", "group", "jukugo"]:
        """Its kind by JLREQ 3.3.1: over one character, over a group, over a compound part by part."""
        if self.end - self.start == 1:
            return "mono"
        return "jukugo" if len(self.readings) > 1 else "group"

    def part(self, start: int, end: int) -> tuple[Ruby, ...]:
        """Return what of it stands over the characters ``start`` to ``end``, counted from there.

        One reading for each character may be parted; any other stands whole or not at all.
        """
        first, last = max(self.start, start), min(self.end, end)
        if first >= last:
            return ()
        if (first, last) == (self.start, self.end):
            return (replace(self, start=first - start, end=last - start),)
        if len(self.readings) != self.end - self.start:
            return ()
        own = self.readings[first - self.start : last - self.start]
        return (Ruby(first - start, last - start, own),) if any(own) else ()


class RichText(NamedTuple):
    """A text without signs, and what stands over its parts."""

    text: str
    runs: tuple[Run, ...] = ()
    """In order and without gaps; empty when all of it is plain."""
    rubies: tuple[Ruby, ...] = ()
    dots: tuple[tuple[int, int], ...] = ()
    """Parts with emphasis dots."""

    def part(self, start: int, end: int) -> RichText:
        """Return the characters ``start`` to ``end`` with what stands over them."""
        return RichText(
            self.text[start:end],
            tuple(
                Run(max(run.start, start) - start, min(run.end, end) - start, run.dress)
                for run in self.runs
                if run.start < end and run.end > start
            ),
            tuple(part for ruby in self.rubies for part in ruby.part(start, end)),
            tuple((max(a, start) - start, min(b, end) - start) for a, b in self.dots if a < end and b > start),
        )


_SIGNS = re.compile(r"[\\｜《》*\[\]]")


@dataclass(frozen=True)
class Markup:
    """A text with signs; see the module for them. ``+`` joins it with plain text, which stays data."""

    source: str

    def __post_init__(self) -> None:
        if not isinstance(self.source, str):
            raise TypeError(f"Markup is made of a str, not {type(self.source).__name__}")

    @classmethod
    def escape(cls, text: str) -> Markup:
        """Return a plain text as markup that prints it as it stands."""
        return cls(_SIGNS.sub(lambda match: "\\" + match[0], text))

    @classmethod
    def ruby(cls, base: str, reading: str | Iterable[str]) -> Markup:
        """Return ruby over a base: one reading for the whole, or one for each of its characters."""
        readings = (reading,) if isinstance(reading, str) else tuple(reading)
        over = "｜".join(cls.escape(part).source for part in readings)
        return cls(f"｜{cls.escape(base).source}《{over}》")

    def __add__(self, other: Markup | str) -> Markup:
        return Markup(self.source + _source(other))

    def __radd__(self, other: str) -> Markup:
        return Markup(_source(other) + self.source)

    def __str__(self) -> str:
        return self.plain

    @property
    def plain(self) -> str:
        """The text that it prints, without ruby."""
        return parse(self.source).text


def _source(value: Markup | str) -> str:
    return value.source if isinstance(value, Markup) else Markup.escape(value).source


@dataclass
class _Reading:
    """The state of one reading of a source, from left to right."""

    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    runs: list[Run] = field(default_factory=list)
    rubies: list[Ruby] = field(default_factory=list)
    dots: list[tuple[int, int]] = field(default_factory=list)

    def put(self, piece: str, dress: Dress) -> None:
        if not piece:
            return
        self.text.append(piece)
        start, self.length = self.length, self.length + len(piece)
        if self.runs and self.runs[-1].dress == dress:
            start = self.runs.pop().start
        self.runs.append(Run(start, self.length, dress))


_TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<dots>《《)|(?P<ruby>｜)|(?P<bold>\*\*)|(?P<group>\[)|(?P<text>[^\\｜《*\[]+|.)", re.DOTALL
)
_PIECE = r"(?:\\.|[^\\{stops}])*"
_RUBY = re.compile(
    "(?P<base>" + _PIECE.format(stops="《》｜\n") + ")《(?P<over>" + _PIECE.format(stops="《》\n") + ")》", re.DOTALL
)
_DOTS = re.compile("(?P<base>" + _PIECE.format(stops="《》\n") + ")》》", re.DOTALL)
_GROUP = re.compile(
    r"(?P<base>" + _PIECE.format(stops=r"\[\]") + r")\](?:\((?P<link>[^()\s]+)\)|\{(?P<attributes>[^{}\n]*)\})",
    re.DOTALL,
)
_BOLD = re.compile(r"(?P<base>(?:\\.|[^\\*]|\*(?!\*))+?)\*\*", re.DOTALL)


def parse(source: str) -> RichText:
    """Return what a markup source says; signs that do not make a whole print as they stand."""
    reading = _Reading(source)
    _read(reading, len(source), PLAIN)
    runs = tuple(reading.runs)
    if all(run.dress == PLAIN for run in runs):
        runs = ()
    return RichText("".join(reading.text), runs, tuple(reading.rubies), tuple(reading.dots))


def _read(reading: _Reading, end: int, dress: Dress) -> None:
    while reading.at < end:
        match = _TOKEN.match(reading.source, reading.at, end)
        assert match is not None
        sign = str(match.lastgroup)
        if sign == "text":
            _read_text(reading, match, end, dress)
        elif sign == "escaped" or not _read_sign(reading, sign, match.end(), end, dress):
            reading.put(match["escaped"] or match[0], dress)
            reading.at = match.end()


def _read_text(reading: _Reading, match: re.Match[str], end: int, dress: Dress) -> None:
    """Read plain text; the kanji at its end are a base when ``《`` follows them."""
    end_of_text = match.end()
    kanji = _kanji_at_end(match[0]) if reading.source[end_of_text : end_of_text + 1] == "《" else 0
    cut = end_of_text - kanji
    reading.put(reading.source[match.start() : cut], dress)
    reading.at = cut
    if kanji and not _read_sign(reading, "kanji", cut, end, dress):
        reading.put(reading.source[cut:end_of_text], dress)
        reading.at = end_of_text


def _kanji_at_end(text: str) -> int:
    length = 0
    while length < len(text) and (script(text[-1 - length]) == "漢" or text[-1 - length] == "ヶ"):
        length += 1
    return length


_WHOLES = {"dots": _DOTS, "ruby": _RUBY, "kanji": _RUBY, "bold": _BOLD, "group": _GROUP}


def _read_sign(reading: _Reading, sign: str, start: int, end: int, dress: Dress) -> bool:
    """Read the whole that a sign begins, its inside from ``start``; return whether there is one."""
    whole = _WHOLES[sign].match(reading.source, start, end)
    if whole is None or not whole["base"]:
        return False
    before = reading.length
    reading.at = whole.start("base")
    _read(reading, whole.end("base"), _dressed(dress, sign, whole))
    reading.at = whole.end()
    if sign in ("ruby", "kanji"):
        _put_ruby(reading, before, whole["over"])
    elif sign == "dots":
        reading.dots.append((before, reading.length))
    return True


def _dressed(dress: Dress, sign: str, whole: re.Match[str]) -> Dress:
    if sign == "bold":
        return replace(dress, bold=True)
    if sign != "group":
        return dress
    if whole["link"]:
        return replace(dress, link=whole["link"])
    return _with_attributes(dress, whole["attributes"] or "")


def _with_attributes(dress: Dress, attributes: str) -> Dress:
    for word in attributes.split():
        name, _, value = word.partition("=")
        if name == "ink" and value:
            dress = replace(dress, ink=value)
        elif name == "size" and re.fullmatch(r"\d+(?:\.\d+)?", value) and float(value) > 0:
            dress = replace(dress, size=float(value))
        elif name in ("bold", "tcy") and not value:
            dress = replace(dress, bold=True) if name == "bold" else replace(dress, tcy=True)
    return dress


def _put_ruby(reading: _Reading, start: int, over: str) -> None:
    readings = tuple(re.sub(r"\\(.)", r"\1", part) for part in re.split(r"(?<!\\)｜", over))
    base = reading.length - start
    if base and any(readings):
        whole = readings if len(readings) == base else ("".join(readings),)
        reading.rubies.append(Ruby(start, reading.length, whole))
