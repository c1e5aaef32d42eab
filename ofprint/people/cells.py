"""One cell of a list made fit to print: blanks, control characters, what a spreadsheet left behind.

It stands apart because a cell comes from anywhere and is data: nothing in it may steer a terminal,
turn the direction of a line or break it.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ofprint.people.kana import composed

CELL_LIMIT = 32_767
"""The most characters a cell of a spreadsheet holds; a longer one is a quote that was never closed, or an attack."""

SPREADSHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
"""What a spreadsheet writes where a formula failed."""

# C0 and C1 controls but tab and line ends, the separators of lines and paragraphs, the marks that turn or isolate
# direction, the zero-width space, the byte order mark astray, and the interlinear and tag characters that show nothing.
_CONTROLS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
)
_CONTROL = re.compile(f"[{_CONTROLS}]")
_PRIVATE = "\ue000-\uf8ff"
_SUSPECT = re.compile(f"[{_CONTROLS}\ufffd{_PRIVATE}\ufdd0-\ufdef\ufffe\uffff]")
_UNEVEN = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029\u0300-\u036f\u3099\u309a]")
_ODD = re.compile(f"{_UNEVEN.pattern[:-1]}{_SUSPECT.pattern[1:]}")
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[\t ]*\n[\t ]*|\t")


class Suspicion(StrEnum):
    """What is wrong with a character that was found in a row."""

    NUL = "nul"
    CONTROL = "control"
    REPLACEMENT = "lost-character"
    PRIVATE = "private-character"


def is_plain(row: str) -> bool:
    """Tell whether a whole row, its cells joined, holds nothing but characters that print on one line as they are."""
    return not _ODD.search(row)


def suspicions(row: str) -> set[Suspicion]:
    """Return what kinds of suspect characters a whole row holds."""
    return {_suspicion(character) for character in _SUSPECT.findall(row)}


def defused(text: str) -> str:
    """Return ``text`` without the characters that steer a terminal or a line and show nothing."""
    return _CONTROL.sub("", text)


def lines(text: str) -> str:
    r"""Return a cell that may have several lines: ends of lines as ``\n``, blanks around it taken off, marks joined."""
    return _LINE_END.sub("\n", composed(text)).strip()


def line(text: str) -> str:
    """Return a cell as one line: line ends and tabs within it become a space, blanks around it are taken off."""
    return _BLANKS.sub(" ", lines(text))


def _suspicion(character: str) -> Suspicion:
    if character == "\x00":
        return Suspicion.NUL
    if character == "\ufffd":
        return Suspicion.REPLACEMENT
    return Suspicion.PRIVATE if "\ue000" <= character <= "\uf8ff" else Suspicion.CONTROL
