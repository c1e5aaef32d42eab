"""Two languages in one text: the second stands beneath the first, smaller, or after it where there is one line.

It stands apart because the text carries the second language with it through names, filters and joins, which know
nothing of it, until the part that sets it parts the two. The signs are noncharacters of Unicode, kept for a program's
own use (The Unicode Standard 23.7): no text that is read may hold them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ofprint.typesetting import Markup

_BENEATH, _AFTER, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_SECOND = re.compile(f"([{_BENEATH}{_AFTER}])([^{_BENEATH}{_AFTER}{_END}]*){_END}")
_SIGNS = str.maketrans("", "", _BENEATH + _AFTER + _END)
_AS_SMALL = 8.0
"""Points: a second language is set no smaller than this, unless the first is."""


def beneath(first: str, second: str) -> str:
    """Return a text whose second language stands beneath it."""
    return _with(_BENEATH, first, second)


def after(first: str, second: str) -> str:
    """Return a label whose second language follows it on the line."""
    return _with(_AFTER, first, second)


def _with(sign: str, first: str, second: str) -> str:
    first, second = first.translate(_SIGNS), second.translate(_SIGNS)
    return f"{first}{sign}{second}{_END}" if second and second != first else first


def literal(text: str | Mapping[str, str], language: str, second: str | None) -> str:
    """Return what a template says by language, in that of a product; a second follows it on the line."""
    if isinstance(text, str):
        return text
    said = text.get(language) or next(iter(text.values()))
    other = text.get(second) if second else None
    return f"{said}{_AFTER}{other}{_END}" if other and other != said else said


def is_bilingual(text: object) -> bool:
    """Whether a text carries a second language."""
    return text.__class__ is str and (_BENEATH in text or _AFTER in text)


def stands_beneath(text: str) -> bool:
    """Whether the second language may stand beneath: not in a label alone."""
    return _BENEATH in text


def first_of(text: str) -> str:
    """Return a text without its second language."""
    return parted(text)[0] if is_bilingual(text) else text


def parted(text: str) -> tuple[str, str]:
    """Return a text's two languages, line by line; a line that is in one language stands in that alone."""
    firsts, seconds = [], []
    for line in text.split("\n"):
        first, within = line, []
        while found := _SECOND.findall(first):  # the innermost first: a template's own words may hold an event's
            within += [second for _, second in found if second]
            first = _SECOND.sub("", first)
        seconds.append(", ".join(within))
        firsts.append(first.translate(_SIGNS).strip())
    return "\n".join(filter(None, firsts)), "\n".join(filter(None, seconds))


def in_line(text: str, size: float) -> Markup:
    """Return a text whose second language follows the first, smaller; ``size`` in pt is that of the first."""
    if _BENEATH in text:
        first, second = (part.replace("\n", " ") for part in parted(text))
        return Markup.escape(f"{first} " if first else "") + _small(second, size)
    pieces, end = Markup(""), 0
    for found in _SECOND.finditer(text):
        gap = "" if not text[end : found.start()].strip() else " "
        pieces, end = pieces + text[end : found.start()].translate(_SIGNS) + gap + _small(found[2], size), found.end()
    return pieces + text[end:].translate(_SIGNS)


def in_paragraphs(text: str, size: float) -> Markup:
    """Return running text with the second language's paragraphs after the first's, smaller."""
    first, second = parted(text)
    pieces = Markup.escape(first)
    for paragraph in second.split("\n"):
        pieces = pieces + ("\n" if pieces.source else "") + _small(paragraph, size)
    return pieces


def _small(text: str, size: float) -> Markup:
    ratio = second_size(size) / size
    return Markup(f"[{Markup.escape(text).source}]{{size={ratio:.3f}}}") if text else Markup("")


def second_size(size: float) -> float:
    """Return the size in pt of the second language under a first of ``size``: three fifths, of heads less."""
    return min(size, max(_AS_SMALL, 0.6 * min(size, 24) + 0.3 * max(size - 24, 0)))
