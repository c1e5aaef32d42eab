"""The nodes of a YAML file as read: mappings, sequences and scalars with their places, nothing typed.

It stands apart because dicts from Python are turned into the same nodes, so that one reader and one
set of faults serves both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ofprint.base.findings import Place
from ofprint.base.records import dataclass

Style = Literal["plain", "quoted", "block", "native", "refused"]
"""How a scalar was written; ``native`` came from a Python value, ``refused`` was reported already."""

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as text, with the place it begins at (line and column from 1; 0 without a file)."""

    text: str
    style: Style = "plain"
    line: int = 0
    column: int = 0
    file: str | None = None
    native: object = None
    """The Python value the text was made from, where there is no file."""

    @property
    def is_null(self) -> bool:
        """Whether nothing was written: an empty value, ``~`` or ``null`` without quotes."""
        return self.style == "plain" and self.text in _NULLS

    def place(self, path: str | None = None) -> Place:
        """Return the place, with the path of the key."""
        return Place(self.file, self.line or None, self.column or None, path)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order written, every key once."""

    entries: tuple[Entry, ...]
    line: int = 0
    column: int = 0
    file: str | None = None
    whole: bool = True
    """False where a syntax error cut it short: what seems missing may stand after the error."""

    def place(self, path: str | None = None) -> Place:
        """Return the place of the first key, with the path of the key it belongs to."""
        return Place(self.file, self.line or None, self.column or None, path)

    def get(self, key: str) -> Node | None:
        """Return the value of ``key``, or None."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in the order written."""

    items: tuple[Node, ...]
    line: int = 0
    column: int = 0
    file: str | None = None
    whole: bool = True
    """False where a syntax error cut it short."""

    def place(self, path: str | None = None) -> Place:
        """Return the place of the first item, with the path of the key it belongs to."""
        return Place(self.file, self.line or None, self.column or None, path)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


Node = Scalar | Mapping | Sequence


def printable(text: str) -> str:
    """Return ``text`` fit for a message: what no console should be sent stands as U+FFFD."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign == "\u3000" else "\ufffd" for sign in text)
