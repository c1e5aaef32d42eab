"""Plain Python data into the nodes that YAML gives, so that a dict is read and checked like a file.

It stands apart because it knows Python's types and nothing of events.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as AbcMapping
from typing import Any

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.yaml_builder import MAX_DEPTH, MAX_KEY, MAX_NODES
from ofprint.base.yaml_tree import Entry, Mapping, Node, Scalar, Sequence, printable
from ofprint.event.reading import MOST_FINDINGS


class NodeMaker:
    """Makes the nodes of one value; what cannot be read goes to ``findings``."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._count = 0

    def node(self, value: Any, path: str = "", depth: int = 0) -> Node:
        """Return the node of ``value``, at most as deep and as many as a file may have."""
        self._count += 1
        if depth > MAX_DEPTH or self._count > MAX_NODES:
            return self._refuse(
                path, Words("nested too deep, or too many values", "入れ子が深すぎるか、値が多すぎます")
            )
        if isinstance(value, AbcMapping):
            return self._mapping(value, path, depth)
        if isinstance(value, list | tuple):
            return Sequence(tuple(self.node(one, f"{path}[{index}]", depth + 1) for index, one in enumerate(value)))
        return self._scalar(value, path)

    def _mapping(self, value: AbcMapping[Any, Any], path: str, depth: int) -> Node:
        entries: dict[str, Entry] = {}
        for key, one in value.items():
            name = str(key) if isinstance(key, str | int) and not isinstance(key, bool) else ""
            below = f"{path}.{name}" if path else name
            if not name or len(name) > MAX_KEY or name in entries:
                self._refuse(
                    path,
                    Words(
                        f"a key must be a word of its own, not {key!r:.40}",
                        f"キーは別々の文字列でなければなりません: {key!r:.40}",
                    ),
                )
            else:
                entries[name] = Entry(Scalar(name, "quoted"), self.node(one, below, depth + 1))
            if self._count > MAX_NODES:
                break
        return Mapping(tuple(entries.values()))

    def _scalar(self, value: Any, path: str) -> Node:
        if value is None:
            return Scalar("")
        if isinstance(value, str):
            return Scalar(value if type(value) is str else str(value), "native", native=value)
        if isinstance(value, bool):
            return Scalar("yes" if value else "no", "native", native=value)
        if isinstance(value, int | float):
            return Scalar(str(value) if abs(value) < 1e15 else "∞", "native", native=value)
        if isinstance(value, dt.date | dt.time):
            return Scalar(_said(value), "native", native=value)
        kind = type(value).__name__
        cure = Words(
            "give text, a number, a date or time, a list or a dict",
            "文字列・数値・日付・時刻・リスト・辞書で渡してください",
        )
        return self._refuse(path, Words(f"a value of type {kind} cannot be read", f"{kind} 型の値は読めません"), cure)

    def _refuse(self, path: str, what: Words, cure: Words | None = None) -> Scalar:
        if len(self.findings) < MOST_FINDINGS and (not self.findings or self.findings[-1].what != what):
            self.findings.append(
                Finding("event.wrong-type", Severity.ERROR, what, cure, Place(path=printable(path)[-200:] or None))
            )
        return Scalar("", "refused")


def _said(value: dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, dt.date) else value.strftime("%H:%M")
