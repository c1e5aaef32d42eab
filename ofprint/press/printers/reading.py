"""A printer's file read strictly: every fault with its line and its cure, for the shipped files and a user's own alike.

It stands apart because a file may come from a stranger: nothing in it is taken before it is checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.nearest import nearest
from ofprint.base.records import dataclass
from ofprint.base.yaml_places import Mapping, Node, Scalar, read_yaml_file
from ofprint.press.hand_in import FORMS, ORDERS
from ofprint.press.printers.model import Printer, Value
from ofprint.press.variants import VARIANTS

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_WORDS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class _Form:
    """What a value must be: its words for a message, and a test."""

    expected: Words
    suits: Callable[[Any], bool]


def _number(low: float, high: float, *, none: bool = False) -> _Form:
    also = (" or null", "か null") if none else ("", "")
    expected = Words(f"a number from {low:g} to {high:g}{also[0]}", f"{low:g}〜{high:g} の数{also[1]}")
    return _Form(
        expected,
        lambda value: (
            (none and value is None)
            or (isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high)
        ),
    )


def _one_of(*names: str) -> _Form:
    listed = ", ".join(names)
    return _Form(Words(f"one of {listed}", f"{listed} のどれか"), lambda value: value in names)


_YES_OR_NO = _Form(Words("true or false", "true か false"), lambda value: isinstance(value, bool))
_FILE_NAME = _Form(
    Words("a file name ending in .pdf, with {part} in it", "{part} を含み .pdf で終わるファイル名"),
    lambda value: (
        isinstance(value, str)
        and len(value) <= 120
        and "{part}" in value
        and re.fullmatch(r"[^/\\:*?\"<>|\x00-\x1f]+\.pdf", value.replace("{event}", "e").replace("{part}", "p"))
        is not None
        and "{" not in value.replace("{event}", "").replace("{part}", "")
    ),
)
FORMS_OF_VALUES = {
    "press": _one_of(*VARIANTS), "marks": _YES_OR_NO, "bleed": _number(0, 20), "safe": _number(0, 50),
    "ink": _number(100, 400), "dpi": _number(1, 5000), "dpi_floor": _number(1, 5000), "bitmap_dpi": _number(1, 5000),
    "line": _number(0, 10), "line_floor": _number(0, 10), "small_text": _number(0, 100), "least_text": _number(0, 100),
    "spots": _one_of("allow", "warn", "refuse"), "page_order": _one_of(*ORDERS), "booklet": _one_of(*FORMS),
    "binding": _one_of("saddle", "perfect"), "stitched": _number(4, 400, none=True), "file_name": _FILE_NAME,
    "ascii_name": _YES_OR_NO, "megabytes": _number(0.001, 100_000, none=True),
}  # fmt: skip
"""The values of a printer and what each must be; docs/press.md says what each does."""


def read_file(path: Path) -> Printer:
    """Return the printer in a file, with the values that it says itself.

    Raises `PressError` with every fault, each with line, column and cure.
    """
    try:
        read = read_yaml_file(path)
    except OSError as error:
        reason = error.strerror or str(error)
        what = Words(f"the printer's file cannot be read ({reason})", f"印刷所のファイルを読めません（{reason}）")
        cure = Words("check its name and permissions", "名前と権限を確かめてください")
        raise PressError([Finding("printer.file", Severity.ERROR, what, cure, Place(str(path)))]) from None
    reading = _Reading(path, [finding for finding in read.findings if finding.severity is Severity.ERROR])
    printer = reading.printer(read.root)
    if printer is None or reading.findings:
        raise PressError(reading.findings)
    return printer


class _Reading:
    """One file's reading: what it gave, and what was wrong."""

    def __init__(self, path: Path, findings: list[Finding]) -> None:
        self._path = path
        self.findings = findings

    def printer(self, root: Node | None) -> Printer | None:
        if not isinstance(root, Mapping):
            self._fault(None, "", _expected(Words("the keys name, title and values", "name、title、values のキー")))
            return None
        self._known(root, "", ("name", "title", "values"))
        name = self._name(root.get("name"))
        values = root.get("values")
        if not isinstance(values, Mapping):
            self._fault(values or root, "values", _expected(Words("the printer's values", "印刷所の値")))
            return None
        self._known(values, "values", FORMS_OF_VALUES)
        entries = {entry.key.text: entry.value for entry in values if entry.key.text in FORMS_OF_VALUES}
        found = {key: self._value(key, node) for key, node in entries.items()}
        return Printer(name, self._title(root.get("title"), name), {key: one for key, one in found.items() if one})

    def _name(self, node: Node | None) -> str:
        if node is None:
            return self._path.stem
        if isinstance(node, Scalar) and re.fullmatch(r"[\w.-]{1,40}", node.text):
            return node.text
        self._fault(node, "name", _expected(Words("a short name without spaces", "空白のない短い名前")))
        return self._path.stem

    def _title(self, node: Node | None, name: str) -> Words:
        if node is None:
            return Words(name, name)
        if isinstance(node, Scalar) and node.text:
            return Words(node.text[:80], node.text[:80])
        said = {key: node.get(key) for key in ("en", "ja")} if isinstance(node, Mapping) else {}
        en, ja = (one.text[:80] if isinstance(one, Scalar) else "" for one in (said.get("en"), said.get("ja")))
        if not en and not ja:
            self._fault(node, "title", _expected(Words("a title, or {en: …, ja: …}", "題、または {en: …, ja: …}")))
        return Words(en or ja, ja or en)

    def _value(self, key: str, node: Node) -> Value | None:
        path, source, noted = f"values.{key}", None, None
        if isinstance(node, Mapping):
            self._known(node, path, ("value", "source", "noted"))
            source, noted = (self._said(node.get(name), f"{path}.{name}") for name in ("source", "noted"))
            source = None if source == "none" else source
            inner, path = node.get("value"), f"{path}.value"
            if inner is None:
                self._fault(node, path, _expected(FORMS_OF_VALUES[key].expected))
                return None
            node = inner
        form = FORMS_OF_VALUES[key]
        value = _typed(node) if isinstance(node, Scalar) else node
        if isinstance(node, Scalar) and form.suits(value):
            return Value(value, source, noted)
        self._fault(node, path, _expected(form.expected))
        return None

    def _said(self, node: Node | None, path: str) -> str | None:
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return None
        if isinstance(node, Scalar):
            return node.text[:200]
        self._fault(node, path, _expected(Words("a text", "文字列")))
        return None

    def _known(self, node: Mapping, path: str, known: Iterable[str]) -> None:
        for entry in node:
            if entry.key.text in known:
                continue
            near = nearest(entry.key.text, known)
            listed = near[0] if near else ", ".join(known)
            what = Words(f"unknown key “{entry.key.text[:40]}”", f"「{entry.key.text[:40]}」というキーはありません")
            cure = Words(f"meant: {listed}?", f"もしかして: {listed}")
            self._add(entry.key, f"{path}.{entry.key.text[:40]}".lstrip("."), what, cure)

    def _fault(self, node: Node | None, path: str, words: tuple[Words, Words]) -> None:
        self._add(node, path, *words)

    def _add(self, node: Node | None, path: str, what: Words, cure: Words) -> None:
        place = node.place(path) if node is not None else Place(None, None, None, path or None)
        place = Place(str(self._path), place.line, place.column, place.path)
        self.findings.append(Finding("printer.value", Severity.ERROR, what, cure, place))


def _expected(expected: Words) -> tuple[Words, Words]:
    return (
        Words("this is not what a printer's file takes here", "印刷所のファイルに書けない値です"),
        Words(f"write {expected.en}", f"{expected.ja}を書いてください"),
    )


def _typed(node: Scalar) -> Any:
    """Return a scalar as the value it stands for: null, true, false, a number, else text."""
    if node.is_null:
        return None
    if node.style != "plain":
        return node.text
    if node.text in _WORDS:
        return _WORDS[node.text]
    if _NUMBER.fullmatch(node.text):
        return float(node.text) if "." in node.text else int(node.text)
    return node.text
