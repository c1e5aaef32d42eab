"""The manual of the event definition, made from what the model says of its keys.

It stands apart because it is written for organizers and held true by a test.

    python -m ofprint.event.manual > docs/event.md
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ofprint.event import schema

_HEAD = """# The event definition

Every key that `event.yaml` may hold; `ofprint schema` prints the same for editors. The shortest event is a `title`
and `dates`; every other key may be left out. A text is a line, a list of lines (breaks that are kept), or one for each
language: `{ja: …, en: …}`. This page is made by `python -m ofprint.event.manual`.

イベント定義（`event.yaml`）に書ける項目の一覧です。必要なのは `title` と `dates` だけで、ほかは省けます。
"""
_HEADING = {
    "Day": "Dates: a day",
    "HostRank": "Hosts: a rank",
    "Host": "Hosts: a body",
    "Venue": "Venue",
    "Room": "Rooms: a room",
    "Track": "Tracks: a track",
    "Registration": "Registration",
    "Person": "People: a person",
    "Block": "Programme: a block of items",
    "Item": "Programme: an item",
    "Speaker": "Speakers: somebody on the stage",
    "Shop": "Shops: a stall",
    "Contact": "Contacts: an office",
    "Wifi": "Wifi",
    "Badges": "Badges",
    "BadgeRole": "Badges: a role",
    "Sign": "Signs: a sign",
    "Picture": "Pictures",
}
_PLAIN = {"text": "text", "paragraphs": "paragraphs", "scalar": "text or number"}
_TYPES = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}


def manual() -> str:
    """Return the manual of all keys as Markdown."""
    whole = schema()
    kinds = whole["$defs"]
    sections = [_section("The event", whole)]
    sections += [_section(_HEADING[name], kinds[name]) for name in _HEADING if name in kinds]
    return _HEAD + "".join(sections)


def _section(title: str, node: Mapping[str, Any]) -> str:
    shape = next((one for one in _ways(node) if "properties" in one), node)
    needed = shape.get("required", ())
    rows = "".join(_row(name, one, name in needed) for name, one in shape.get("properties", {}).items())
    about = node.get("description", "")
    said = f"{about}.\n\n" if about else ""
    return f"\n## {title}\n\n{said}| key | 項目 | holds | about |\n| --- | --- | --- | --- |\n{rows}"


def _row(name: str, node: Mapping[str, Any], needed: bool) -> str:
    ways = list(dict.fromkeys(_holds(node)))
    several = [way for way in ways if f"list of {way}" in ways]
    holds = ", ".join(f"{way} or a list" if way in several else way for way in ways if way[8:] not in several) or "text"
    about = str(node.get("description", "")).replace("|", "\\|")
    return f"| `{name}`{' (must be given)' if needed else ''} | {node.get('title', '')} | {holds} | {about} |\n"


def _ways(node: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    yield node
    for one in node.get("anyOf", ()):
        yield from _ways(one)


def _holds(node: Mapping[str, Any]) -> Iterable[str]:
    """Yield what a key may hold, in words."""
    for one in _ways(node):
        if "$ref" in one:
            yield _named(one["$ref"].rpartition("/")[2])
        elif "enum" in one:
            yield from (f"`{choice}`" for choice in one["enum"] if choice is not None)
        elif one.get("type") == "array":
            inner = " or ".join(dict.fromkeys(_holds(one.get("items", {})))) or "text"
            yield f"list of {inner}"
        elif one.get("type") == "object" and "properties" not in one:
            value = one.get("additionalProperties") or {}
            whole = any("properties" in way for way in _ways(value))
            yield "each under its key" if whole else f"{' or '.join(dict.fromkeys(_holds(value))) or 'text'} by key"
        elif one.get("examples"):
            yield " or ".join(f"`{example}`" for example in one["examples"][:2])
        else:
            kinds = one.get("type", ())
            yield from (_TYPES[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind in _TYPES)


def _named(kind: str) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    heading = _HEADING.get(kind, kind)
    anchor = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -").replace(" ", "-")
    return f"[{heading.partition(': ')[2] or heading}](#{anchor})"


if __name__ == "__main__":
    print(manual(), end="")
