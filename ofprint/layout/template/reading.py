"""The template reader's hands: values of each kind out of YAML nodes, every fault noted with its place.

It stands apart so that what is wrong in a template is reported all at once, like an event's faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.inks import Ink
from ofprint.base.lengths import millimetres, points
from ofprint.base.nearest import nearest
from ofprint.base.yaml_tree import Mapping, Node, Scalar, Sequence
from ofprint.layout.template.model import MOST_MM, MOST_NUMBER, MOST_PT, Given, Kind, Option

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_LENGTH = re.compile(r"[+-]?\d+(\.\d+)?\s*(pt|mm|cm|in|Q|H)")
MOST_INK = 300.0
"""Per cent of all inks together; what coated sheets take, and what the press variants are held to."""
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


class Reader:
    """Reads nodes and gathers what is wrong with them in ``findings``."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def fault(self, node: Node, rule: str, what: Words, cure: Words | None = None, path: str = "") -> None:
        """Note one fault at a node."""
        self.findings.append(Finding(rule, Severity.ERROR, what, cure, node.place(path or None)))

    def mapping(self, node: Node | None, path: str) -> Mapping | None:
        """Return the node when it is a mapping; note a fault and give None otherwise."""
        if node is None:
            return None
        if isinstance(node, Mapping):
            return node
        self._kind(node, path, Words("keys and values", "キーと値"))
        return None

    def sequence(self, node: Node | None, path: str) -> tuple[Node, ...]:
        """Return a list's items; note a fault and give none when it is no list."""
        if node is None:
            return ()
        if isinstance(node, Sequence):
            return node.items
        self._kind(node, path, Words("a list", "リスト"))
        return ()

    def text(self, node: Node | None, path: str, default: str = "") -> str:
        """Return a scalar's text; note a fault when it is no scalar."""
        if node is None:
            return default
        if isinstance(node, Scalar):
            return node.text
        self._kind(node, path, Words("one value", "一つの値"))
        return default

    def number(self, node: Node | None, path: str, default: float = 0.0) -> float:
        """Return a plain number."""
        text = self.text(node, path, str(default))
        if node is None:
            return default
        if _NUMBER.fullmatch(text):
            return self._limited(node, float(text), MOST_NUMBER, "", path)
        self._kind(node, path, Words("a number", "数値"), found=text)
        return default

    def _limited(self, node: Node, value: float, most: float, unit: str, path: str) -> float:
        """Return a value within ``most`` either way; note a fault and give the limit otherwise."""
        if abs(value) <= most:
            return value
        self.fault(
            node,
            "template.too-large",
            Words(f"{value:.6g}{unit} is more than any sheet holds", f"{value:.6g}{unit} は大きすぎます"),
            Words(f"write at most {most:g}{unit}", f"{most:g}{unit} 以下にしてください"),
            path,
        )
        return most

    def points(self, node: Node | None, path: str, default: float = 0.0) -> float:
        """Return a type size or leading in points; a number without a unit is a fault."""
        text = self.text(node, path, "")
        if node is None:
            return default
        if _LENGTH.fullmatch(text):
            return self._limited(node, points(text), MOST_PT, "pt", path)
        self._kind(
            node,
            path,
            Words("a size with its unit, such as 9pt or 13Q", "単位つきの大きさ（9pt、13Q など）"),
            found=text,
        )
        return default

    def flag(self, node: Node | None, path: str, default: bool = False) -> bool:
        """Return true or false."""
        text = self.text(node, path, "")
        if node is None:
            return default
        if text.lower() in _FLAGS:
            return _FLAGS[text.lower()]
        self._kind(node, path, Words("true or false", "true か false"), found=text)
        return default

    def known(self, node: Mapping, keys: Iterable[str], path: str) -> None:
        """Note each key that is not among ``keys``, with the nearest that is."""
        allowed = list(keys)
        for entry in node:
            if entry.key.text in allowed:
                continue
            near = nearest(entry.key.text, allowed)
            cure = near[0] if near else ", ".join(allowed)
            self.fault(
                entry.key,
                "template.unknown-key",
                Words(f"unknown key “{entry.key.text}”", f"不明なキー「{entry.key.text}」です"),
                Words(
                    f"did you mean {cure}?" if near else f"one of: {cure}",
                    f"{cure} の{'誤り' if near else 'いずれか'}ではありませんか",
                ),
                path,
            )

    def one_of(self, node: Node, value: str, choices: Iterable[str], path: str) -> None:
        """Note a fault when a name is none of its choices."""
        names = list(choices)
        if value in names:
            return
        near = nearest(value, names)
        listed = ", ".join(sorted(names)[:30])
        hint = f"did you mean {near[0]}?" if near else f"one of: {listed}"
        ja = f"「{near[0]}」ではありませんか" if near else f"次のいずれかです: {listed}"
        self.fault(
            node,
            "template.unknown-name",
            Words(f"there is no “{value}”", f"「{value}」はありません"),
            Words(hint, ja),
            path,
        )

    def ink(self, node: Node, path: str) -> Ink:
        """Return an ink from ``[c, m, y, k]`` or from keys c, m, y, k, spot, tint, overprint (per cent)."""
        try:
            if isinstance(node, Sequence):
                c, m, y, k = (self.number(item, path) for item in node)
                return self._limited_ink(node, Ink(c, m, y, k), path)
            mapping = self.mapping(node, path)
            if mapping is None:
                return Ink()
            self.known(mapping, ("c", "m", "y", "k", "spot", "tint", "overprint"), path)
            amounts = {key: self.number(mapping.get(key), f"{path}.{key}", 0) for key in "cmyk"}
            spot = self.text(mapping.get("spot"), f"{path}.spot") or None
            tint = self.number(mapping.get("tint"), f"{path}.tint", 100)
            ink = Ink(**amounts, spot=spot, tint=tint, overprint=self.flag(mapping.get("overprint"), path))
            return self._limited_ink(node, ink, path)
        except ValueError as wrong:
            cure = Words("four amounts of ink, 0 to 100: [c, m, y, k]", "インキ量 0〜100 を4つ: [c, m, y, k]")
            self.fault(
                node, "template.ink", Words(f"no ink: {wrong}", f"インキの指定になっていません: {wrong}"), cure, path
            )
            return Ink()

    def _limited_ink(self, node: Node, ink: Ink, path: str) -> Ink:
        """Note an ink whose sum no printer takes."""
        total = ink.c + ink.m + ink.y + ink.k
        if total > MOST_INK:
            self.fault(
                node,
                "template.ink-limit",
                Words(f"{total:g} % of ink in all", f"インキの総量が {total:g}% です"),
                Words(
                    f"at most {MOST_INK:g} %: more does not dry; take C, M and Y back and leave K",
                    f"{MOST_INK:g}% 以下に。乾かず裏移りします。K を残して C・M・Y を減らしてください",
                ),
                path,
            )
        return ink

    def given(self, node: Node, option: Option, path: str) -> Given:
        """Return an option's value as the template gives it, still to be evaluated."""
        readers: dict[Kind, Callable[[Node, Option, str], Given]] = {
            Kind.TEXT: self._literal, Kind.NAME: self._named, Kind.VALUE: self._expression, Kind.EACH: self._expression,
        }  # fmt: skip
        return readers.get(option.kind, self._measured)(node, option, path)

    def _literal(self, node: Node, option: Option, path: str) -> Given:
        if isinstance(node, Mapping):
            value: Any = {entry.key.text: self.text(entry.value, f"{path}.{entry.key.text}") for entry in node}
            return Given(option.kind, value, node.place(path))
        return Given(option.kind, self.text(node, path), node.place(path))

    def _named(self, node: Node, option: Option, path: str) -> Given:
        text = self.text(node, path)
        if option.choices and "{{" not in text:
            self.one_of(node, text, option.choices, path)
        return Given(option.kind, text, node.place(path))

    def _expression(self, node: Node, option: Option, path: str) -> Given:
        if isinstance(node, Sequence):
            items = [self.text(item, path) for item in node]
            return Given(option.kind, f"[{', '.join(items)}]", node.place(path), is_expression=True)
        text = self.text(node, path)
        if text.lower() in _FLAGS and isinstance(node, Scalar) and node.style == "plain":
            return Given(option.kind, _FLAGS[text.lower()], node.place(path))
        return Given(option.kind, text, node.place(path), is_expression=True)

    def _measured(self, node: Node, option: Option, path: str) -> Given:
        text = self.text(node, path)
        if _LENGTH.fullmatch(text):
            if option.kind is Kind.SIZE:
                return Given(option.kind, self.points(node, path), node.place(path))
            value = self._limited(node, millimetres(text), MOST_MM, "mm", path)
            return Given(option.kind, value, node.place(path))
        if _NUMBER.fullmatch(text):
            if option.kind is Kind.SIZE:
                self.points(node, path)
            most, unit = (MOST_MM, "mm") if option.kind is Kind.LENGTH else (MOST_NUMBER, "")
            return Given(option.kind, self._limited(node, float(text), most, unit, path), node.place(path))
        return Given(option.kind, text, node.place(path), is_expression=True)

    def _kind(self, node: Node, path: str, wanted: Words, found: str | None = None) -> None:
        names = {
            Mapping: ("keys and values", "キーと値"),
            Sequence: ("a list", "リスト"),
            Scalar: ("one value", "一つの値"),
        }
        en, ja = names[type(node)]
        self.fault(
            node,
            "template.kind",
            Words(f"{found or en} where {wanted.en} belongs", f"{wanted.ja}が必要ですが、{found or ja} があります"),
            Words(f"write {wanted.en}", f"{wanted.ja}を書いてください"),
            path,
        )
