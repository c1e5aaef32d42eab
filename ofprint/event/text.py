"""The event's texts: a string in the event's own language that knows its other languages and its lines.

It stands apart because every room may print a text, and a template only has to say which language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

LANGUAGES = ("ja", "en")
"""The languages a text may be given in."""

_LATIN_NAME = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .,‐-]+"


class Text(str):
    r"""A text of the event: as a ``str`` it is in the event's main language; ``of`` gives another.

    A title given as a list of lines holds ``\n`` where a line break is forced.
    """

    __slots__ = ("_others",)
    _others: dict[str, str]

    def __new__(cls, text: str = "", others: Mapping[str, str] | None = None) -> Self:
        """Make a text; ``others`` maps every language it was given in to its words."""
        made = super().__new__(cls, text)
        made._others = dict(others or {})
        return made

    def __getnewargs__(self) -> tuple[str, dict[str, str]]:  # type: ignore[override]
        return str(self), self._others

    def of(self, language: str, *, fallback: bool = True) -> Text:
        """Return the text in ``language``; where it was not given, the main one, or ``""`` without fallback.

        A text given plainly counts as given in every language only when falling back.
        """
        if language in self._others:
            return type(self)(self._others[language], self._others)
        return self if fallback else type(self)("")

    @property
    def ja(self) -> Text:
        """The Japanese words, else the main ones."""
        return self.of("ja")

    @property
    def en(self) -> Text:
        """The English words, else the main ones."""
        return self.of("en")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it was given in; empty for a plain text."""
        return tuple(self._others)

    @property
    def lines(self) -> tuple[str, ...]:
        """The text by its forced line breaks."""
        return tuple(self.split("\n"))

    @property
    def flat(self) -> str:
        """The text on one line: forced breaks closed up beside Japanese, a space between Latin words."""
        return re.sub(r"(?<=[\x21-\u024f])\n(?=[\x21-\u024f])", " ", str(self)).replace("\n", "")

    def __repr__(self) -> str:
        return f"Text({str(self)!r})"


class PersonName(Text):
    """A person's name or reading, and its parts: ``森田 正隆`` is family 森田, given 正隆."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[str, str]:
        """``(family, given)``; given is empty when the name was written as one word.

        Japanese names are written family first; a name in Latin letters given first.
        """
        words = self.replace("\u3000", " ").split(" ")
        words = [word for word in words if word]
        if len(words) < 2:
            return (words[0] if words else "", "")
        if self.is_latin:
            return words[-1], " ".join(words[:-1])
        return words[0], " ".join(words[1:])

    @property
    def family(self) -> str:
        """The family name, or the whole name when it is one word."""
        return self.parts[0]

    @property
    def given(self) -> str:
        """The given name, or ``""``."""
        return self.parts[1]

    @property
    def is_latin(self) -> bool:
        """Whether it is in Latin letters throughout."""
        return bool(re.fullmatch(_LATIN_NAME, self))


class Edition(Text):
    """Which one of a series: ``vol.7`` is prefix ``vol.``, number ``7``; ``第12回`` has the suffix 回."""

    __slots__ = ()

    @property
    def _parts(self) -> tuple[str, str, str]:
        found = re.fullmatch(r"(\D*)(\d+)(\D*)", self)
        return (found[1], found[2], found[3]) if found else ("", "", str(self))

    @property
    def prefix(self) -> str:
        """What stands before the number."""
        return self._parts[0]

    @property
    def number(self) -> str:
        """The number in figures, or ``""``."""
        return self._parts[1]

    @property
    def suffix(self) -> str:
        """What follows the number, or the whole when there is none."""
        return self._parts[2]
