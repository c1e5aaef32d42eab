"""Nodes into typed parts: one spot of the definition at a time, every fault collected with place and cure.

It stands apart because a model that checks itself would stop at the first bad field; here whatever can be
read is read, so that all faults are told at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass, field
from ofprint.base.yaml_tree import Mapping, Node, Scalar, Sequence, printable

MOST_FINDINGS = 400
_LONGEST_PATH = 200


@dataclass(slots=True)
class Reading:
    """One reading of a definition: what is known so far, and everything found."""

    folder: Path | None = None
    """The event's folder; None when the event came as a dict without one."""
    language: str = "ja"
    findings: list[Finding] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every key path."""
    known: dict[str, Any] = field(default_factory=dict)
    """What later parts refer to: ``dates``, ``rooms``, ``tracks``, ``people``, ``honorific``."""
    used: set[str] = field(default_factory=set)
    """Keys of the people that were referred to."""
    whole: bool = True
    """False when a syntax error hides the rest: what is missing is then unknown."""

    more: int = 0
    """Findings past the most that are kept."""
    has_error: bool = False

    def add(self, finding: Finding) -> None:
        """Keep a finding; past 400 they are only counted."""
        self.has_error = self.has_error or finding.severity is Severity.ERROR
        if self.full:
            self.more += 1
        else:
            self.findings.append(finding)

    def count_error(self) -> None:
        """Count an error that is not kept."""
        self.has_error = True
        self.more += 1

    @property
    def full(self) -> bool:
        """Whether further findings are only counted: no word is then looked for that is like another."""
        return len(self.findings) >= MOST_FINDINGS


@dataclass(frozen=True, slots=True)
class Spot:
    """A node at its key path, and the reading it belongs to."""

    reading: Reading
    node: Node
    path: str = ""

    def key(self, name: str, node: Node) -> Spot:
        """Return the spot of the value of ``name``."""
        return self._below(f"{self.path}.{name}" if self.path else name, node)

    def item(self, index: int, node: Node) -> Spot:
        """Return the spot of a list's item."""
        return self._below(f"{self.path}[{index}]", node)

    def _below(self, path: str, node: Node) -> Spot:
        if node.line:
            self.reading.places[path] = (node.line, node.column)
        return Spot(self.reading, node, path)

    def at(self, node: Node) -> Spot:
        """Return the spot with another node under the same path."""
        return Spot(self.reading, node, self.path)

    def find(
        self, rule: str, what: Words, cure: Words | None = None, *, severity: Severity = Severity.ERROR, key: str = ""
    ) -> None:
        """Add a finding here, or at the child ``key`` of this mapping."""
        node: Node = self.node
        path = self.path
        if key:
            path = f"{path}.{key}" if path else key
            node = (isinstance(node, Mapping) and node.get(key)) or node
        place = node.place(printable(path)[-_LONGEST_PATH:] or None)
        self.reading.add(Finding(f"event.{rule}", severity, what, cure, place))

    def warn(self, rule: str, what: Words, cure: Words | None = None, *, key: str = "") -> None:
        """Add a warning here, or at the child ``key``."""
        self.find(rule, what, cure, severity=Severity.WARNING, key=key)

    def wrong(self, expected: Words, cure: Words | None = None, *, rule: str = "wrong-type") -> None:
        """Report that something else was expected here, unless this value was reported already."""
        if isinstance(self.node, Scalar) and self.node.style == "refused":
            return
        found = said_of(self.node)
        what = Words(f"expected {expected.en}, found {found.en}", f"{expected.ja}が要りますが、{found.ja}があります")
        self.find(rule, what, hint_of(self.node) or cure)

    def scalar(self, expected: Words, cure: Words | None = None) -> Scalar | None:
        """Return the scalar here, or report what was expected."""
        if isinstance(self.node, Scalar) and self.node.style != "refused":
            return self.node
        self.wrong(expected, cure)
        return None

    def place(self) -> Place:
        """Return the place, with its key path."""
        return self.node.place(self.path or None)


def said_of(node: Node) -> Words:
    """Return a node in words: its text in quotes, or what kind it is."""
    if isinstance(node, Scalar):
        if node.is_null:
            return Words("nothing", "空の値")
        text = short(node.text)
        if node.style == "native" and not isinstance(node.native, str):
            kind = type(node.native).__name__
            return Words(f"{text} ({kind})", f"{text}（{kind}）")
        return Words(f"“{text}”", f"「{text}」")
    if isinstance(node, Mapping):
        return Words("keys with values", "キーと値の組")
    return Words("a list", "リスト")


def short(text: str, most: int = 40) -> str:
    """Return ``text`` on one line, cut to ``most`` characters, fit for a message."""
    flat = printable(" ".join(text[: 4 * most].split()))
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


def hint_of(node: Node) -> Words | None:
    """Return the cure for a plain text that was meant to be a mapping or a list, if it looks so."""
    if not isinstance(node, Scalar) or node.style != "plain" or not node.text:
        return None
    if "：" in node.text.split("\n")[0][:24]:
        return Words(
            "write “key: value” with an ASCII colon and a space",
            "半角コロンと半角スペースで「キー: 値」と書いてください",
        )
    if node.text[:1] in "-・－ー−–●■":
        return Words(
            "begin each item with an ASCII hyphen and a space: “- ”",
            "項目は半角ハイフンと半角スペース「- 」で始めてください",
        )
    return None


def nearest(word: str, options: Iterable[str]) -> str | None:
    """Return the option most like ``word``, or None when none is like it."""
    import difflib

    sought = _form(word)
    by_form = {_form(option): option for option in options}
    alike = [form for form in by_form if abs(len(form) - len(sought)) <= 2 + len(sought) // 2]
    alike.sort(key=lambda form: -len(set(form) & set(sought)))
    close = difflib.get_close_matches(sought, alike[:60], n=1, cutoff=0.6)
    return by_form[close[0]] if close else None


def _form(word: str) -> str:
    return word.lower().strip().replace("-", "_")


def meant(spot: Spot, word: str, options: Iterable[str]) -> Words | None:
    """Return the cure for an unknown word: the nearest option, or all of them (up to 30)."""
    if spot.reading.full:
        return None
    known = [printable(option) for option in islice(options, 1_000)]
    if near := nearest(word[:60], known):
        return Words(f"did you mean “{near}”?", f"「{near}」ではありませんか")
    shown = ", ".join(known[:30]) + (" …" if len(known) > 30 else "")
    return (
        Words(f"use one of: {shown}", f"使えるのは {shown} です") if known else Words("delete it", "削除してください")
    )


def items_of(node: Node) -> tuple[Node, ...]:
    """Return a list's items; one value alone is a list of one."""
    return node.items if isinstance(node, Sequence) else (node,)
