"""Content streams cut into operators and their operands, fast and without trusting them.

It stands apart because everything the preflight sees of a page comes through here, and a hostile stream
must cost no more than its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TOKEN = re.compile(
    rb"[\x00\t\n\x0c\r ]*(?:%[^\r\n]*[\x00\t\n\x0c\r ]*)*"
    rb"(?:(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?=[\x00\t\n\x0c\r \[\]<>(/%A-Za-z'\"+-]|$)"
    rb"|(?P<operator>[A-Za-z'\"][A-Za-z0-9*'\"]*)"
    rb"|/(?P<name>[^\x00\t\n\x0c\r ()<>\[\]{}/%]*)"
    rb"|\((?P<string>(?:[^()\\]|\\.)*)\)"
    rb"|<(?P<hex>[0-9A-Fa-f\x00\t\n\x0c\r ]*)>"
    rb"|(?P<mark><<|>>|[\[\]])"
    rb"|(?P<other>.))",
    re.DOTALL,
)
_MORE_RECTANGLES = re.compile(
    rb"(?:(?:[\t\n\r ]+[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})){4}[\t\n\r ]+re(?=[\t\n\r ]|$)){1,20000}"
)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n?|\n)|(.))", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_CONSTANTS = {"true": True, "false": False, "null": None}
_INLINE_END = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ]|$)")
_MOST = 1e9
"""No length, code or colour is larger; a number of a thousand digits is taken for this."""
_MOST_OPERANDS = 2048
"""More operands than any operator takes (ISO 32000-1, Annex C allows 8191 array elements)."""

Operation = tuple[str, list[Any]]


class Name(str):
    """A name operand, without its slash."""

    __slots__ = ()


def operations(data: bytes) -> Iterator[Operation]:  # noqa: PLR0912 - one branch for each kind of token
    """Yield each operator of a content stream with its operands.

    Numbers come as floats, names as `Name`, strings as bytes, arrays as lists and dictionaries as dicts.
    Rectangles that follow one another come as one operation, four numbers each; an inline image as
    ``("BI", [dictionary, data])``. What is no token is passed over.
    """
    at, end, match = 0, len(data), _TOKEN.match
    operands: list[Any] = []
    open_lists: list[list[Any]] = []
    while at < end:
        found = match(data, at)
        if found is None:
            return
        at, kind = found.end(), found.lastgroup
        if kind == "number":
            operands.append(min(max(float(found["number"]), -_MOST), _MOST))
        elif kind == "operator":
            word = found["operator"].decode("ascii")
            if word in _CONSTANTS:
                operands.append(_CONSTANTS[word])
                continue
            if word == "ID":
                image, at = _inline_image(data, at)
                yield "BI", [_pairs(operands), image]
            elif word == "re":
                more, at = _more_rectangles(data, at)
                yield word, operands[-4:] + more
            elif word != "BI":
                yield word, operands
            operands, open_lists = [], []
        elif kind == "name":
            operands.append(Name(_unescaped_name(found["name"])))
        elif kind == "string":
            operands.append(_string(found["string"]))
        elif kind == "hex":
            operands.append(_hexadecimal(found["hex"]))
        elif kind == "mark":
            operands = _structure(found["mark"], operands, open_lists)
        elif found["other"] == b"(":
            text, at = _nested_string(data, at)
            operands.append(text)
        if len(operands) > _MOST_OPERANDS and not open_lists:
            operands = []


def _more_rectangles(data: bytes, at: int) -> tuple[list[float], int]:
    """Return the numbers of the rectangles that follow at once, and where they end: codes are thousands of them."""
    found = _MORE_RECTANGLES.match(data, at)
    if found is None:
        return [], at
    return [float(part) for part in found[0].replace(b"re", b" ").split()], found.end()


def _structure(mark: bytes, operands: list[Any], open_lists: list[list[Any]]) -> list[Any]:
    """Open or close an array or dictionary; return the list that operands now join."""
    if mark in (b"[", b"<<"):
        open_lists.append(operands)
        return []
    if not open_lists:
        return operands
    outer = open_lists.pop()
    outer.append(operands if mark == b"]" else _pairs(operands))
    return outer


def _pairs(operands: list[Any]) -> dict[str, Any]:
    return {str(key): value for key, value in zip(operands[::2], operands[1::2], strict=False)}


def _inline_image(data: bytes, at: int) -> tuple[bytes, int]:
    """Return the bytes of an inline image that begin after ``ID``, and where the stream goes on."""
    found = _INLINE_END.search(data, at)
    if found is None:
        return data[at + 1 :], len(data)
    return data[at + 1 : found.start()], found.end()


def _unescaped_name(raw: bytes) -> str:
    if b"#" in raw:
        raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), raw)
    return raw.decode("utf-8", "replace")


def _string(raw: bytes) -> bytes:
    return _ESCAPE.sub(_escaped, raw) if b"\\" in raw else raw


def _escaped(found: re.Match[bytes]) -> bytes:
    octal, newline, other = found.groups()
    if octal:
        return bytes([int(octal, 8) & 0xFF])
    return b"" if newline else _PLAIN.get(other, other)


def _nested_string(data: bytes, at: int) -> tuple[bytes, int]:
    """Return a string with brackets inside it, read one bracket at a time."""
    depth, start = 1, at
    for found in re.compile(rb"\\.|[()]", re.DOTALL).finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return _string(data[start : found.start()]), found.end()
    return _string(data[start:]), len(data)


def _hexadecimal(raw: bytes) -> bytes:
    digits = raw.translate(None, b"\x00\t\n\x0c\r ")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
