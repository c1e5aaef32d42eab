"""Readers of texts: in one language or more, on one line or several, in paragraphs.

It stands apart because each says in one place what it expects, what it found and how to mend it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TypeVar

from ofprint.base.findings import Words
from ofprint.base.yaml_tree import Mapping, Sequence
from ofprint.event.reading import Spot, short
from ofprint.event.text import LANGUAGES, Text

T = TypeVar("T", bound=Text)

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2028\u2029]")
_MOST = {"PersonName": 120, "Edition": 60}
_MOST_TEXT = 4_000
_MOST_PARAGRAPHS = 40_000
"""Characters of a text, and of paragraphs together."""
_TEXT = Words("a text", "文章")
_DELETE = Words("delete it", "削除してください")


def read_text(spot: Spot, kind: type[T]) -> T | None:
    """Return the text here: a line, a list of lines (forced breaks), or ``{ja: …, en: …}``."""
    node = spot.node
    if isinstance(node, Mapping):
        return _read_languages(spot, node, kind)
    if isinstance(node, Sequence):
        lines = [_plain_text(spot.item(index, item), kind) for index, item in enumerate(node)]
        return kind("\n".join(line for line in lines if line)) if all(lines) and lines else None
    text = _plain_text(spot, kind)
    return None if text is None else kind(text)


def _read_languages(spot: Spot, node: Mapping, kind: type[T]) -> T | None:
    given: dict[str, str] = {}
    for entry in node:
        if entry.key.text not in LANGUAGES:
            what = Words(
                f"unknown key “{short(entry.key.text)}” in a text",
                f"文章の中の「{short(entry.key.text)}」は使えないキーです",
            )
            cure = Words(
                "write the text itself, or {ja: …, en: …}; a text with “: ” in it needs quotes",
                "文章そのものか {ja: …, en: …} を書いてください（「: 」を含む文章は引用符で囲みます）",
            )
            spot.at(entry.key).find("unknown-key", what, cure)
            return None
        text = read_text(spot.key(entry.key.text, entry.value), Text) if not isinstance(entry.value, Mapping) else None
        if isinstance(entry.value, Mapping):
            spot.key(entry.key.text, entry.value).wrong(_TEXT)
        if text:
            given[entry.key.text] = str(text)
    if not given:
        return None
    main = spot.reading.language if spot.reading.language in given else next(iter(given))
    return kind(given[main], given)


def _plain_text(spot: Spot, kind: type[Text]) -> str | None:
    scalar = spot.scalar(_TEXT)
    if scalar is None:
        return None
    text = scalar.text.strip(" \t\n\u3000")
    if not any(_shows(character) for character in text):
        spot.find(
            "empty",
            Words("the text is empty", "文章が空です"),
            Words("fill it in or delete the key", "書き込むか、キーごと削除してください"),
        )
        return None
    check_characters(spot, text)
    most = _MOST.get(kind.__name__, _MOST_TEXT)
    if len(text) > most:
        what = Words(
            f"{len(text):,} characters, at most {most:,} are read", f"{len(text):,} 字あります（{most:,} 字まで）"
        )
        spot.find("too-long", what, Words("shorten it", "短くしてください"))
        return None
    return text


def _shows(character: str) -> bool:
    """Whether a character leaves a mark or its absence would be told: not a space, nor a format character."""
    return not character.isspace() and unicodedata.category(character) != "Cf"


def check_characters(spot: Spot, text: str) -> None:
    """Report control characters (error), and invisible, direction and lost characters (warning) in a text."""
    for found in islice(_CONTROL.finditer(text), 3):
        code, before = _met(found)
        what = Words(
            f"a control character ({code}) after “{before}”", f"「{before}」の後に制御文字（{code}）があります"
        )
        spot.find("control-character", what, _DELETE)
    for found in islice(_INVISIBLE.finditer(text), 3):
        code, before = _met(found)
        what = Words(
            f"an invisible character ({code}) after “{before}”", f"「{before}」の後に見えない文字（{code}）があります"
        )
        spot.warn("invisible-character", what, _DELETE)
    if at := text.find("\ufffd") + 1:
        before = short(text[: at - 1][-10:])
        what = Words(
            f"a character was lost (U+FFFD) after “{before}”", f"「{before}」の後の文字が壊れています（U+FFFD）"
        )
        spot.warn("lost-character", what, Words("write it anew", "書き直してください"))


def _met(found: re.Match[str]) -> tuple[str, str]:
    """Return a character's code and the text before it."""
    return f"U+{ord(found[0]):04X}", short(found.string[: found.start()][-10:])


def read_paragraphs(spot: Spot) -> tuple[Text, ...] | None:
    """Return the paragraphs here: a list, or one text whose paragraphs end at empty lines (else at line ends)."""
    if isinstance(spot.node, Mapping):
        both = {e.key.text: _split(spot.key(e.key.text, e.value)) for e in spot.node if e.key.text in LANGUAGES}
        if len(both) == len(spot.node.entries):
            return _paired(both, spot.reading.language)
    return tuple(Text(text) if isinstance(text, str) and not isinstance(text, Text) else text for text in _split(spot))


def _split(spot: Spot) -> list[Text]:
    node = spot.node
    if isinstance(node, Sequence):
        made = [read_text(spot.item(index, item), Text) for index, item in enumerate(node)]
        return [text for text in made if text]
    if isinstance(node, Mapping):
        made_one = read_text(spot, Text)
        return [made_one] if made_one else []
    text = _long_text(spot)
    pieces = re.split(r"\n[ \t\u3000]*\n+", text) if re.search(r"\n[ \t\u3000]*\n", text) else text.split("\n")
    return [Text(piece.strip(" \t\n\u3000")) for piece in pieces if piece.strip(" \t\n\u3000")]


def _long_text(spot: Spot) -> str:
    scalar = spot.scalar(_TEXT)
    if scalar is None:
        return ""
    if len(scalar.text) <= 40_000:
        check_characters(spot, scalar.text)
        return scalar.text
    what = Words(
        f"{len(scalar.text):,} characters, at most 40,000 are read", f"{len(scalar.text):,} 字あります（40,000 字まで）"
    )
    spot.find("too-long", what, Words("shorten it", "短くしてください"))
    return ""


def _paired(both: dict[str, list[Text]], language: str) -> tuple[Text, ...]:
    """Pair paragraphs of two languages one by one; the main language leads."""
    main = language if language in both else next(iter(both), "")
    made = []
    for index, text in enumerate(both.get(main, [])):
        made.append(Text(text, {name: str(texts[index]) for name, texts in both.items() if index < len(texts)}))
    return tuple(made)
