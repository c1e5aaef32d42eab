"""The manual of the parts, made from the options as the parts declare them.

It stands apart because it is written for designers and held true by a test.

    python -m ofprint.layout.parts.manual > docs/parts.md
"""

from __future__ import annotations

from ofprint.layout.parts import PARTS
from ofprint.layout.template.model import Kind, Option, Part

_WRITTEN = {
    Kind.LENGTH: "mm", Kind.SIZE: "pt or Q", Kind.NUMBER: "number", Kind.VALUE: "expression", Kind.TEXT: "text",
    Kind.NAME: "name", Kind.EACH: "expression for each item", Kind.FRAMES: "frames",
}  # fmt: skip

_NAMED = {"inks": "ink", "styles": "style"}
_HEAD = """# The parts

What a template's frames may name as `part:`, and the options of each. Every frame may also have `name`, `when`,
`repeat` (with `as`), `layer` and `hidden`; see [templates.md](templates.md). This page is made by
`python -m ofprint.layout.parts.manual`.
"""


def manual() -> str:
    """Return the manual of all parts as Markdown."""
    return _HEAD + "".join(_section(part) for part in PARTS.values())


def _section(part: Part) -> str:
    rows = "".join(_row(name, option) for name, option in part.options.items())
    return (
        f"\n## {part.name}\n\n{part.help}\n\n| option | holds | means | without it |\n| --- | --- | --- | --- |\n{rows}"
    )


def _row(name: str, option: Option) -> str:
    kind = ", ".join(f"`{choice}`" for choice in option.choices) or _NAMED.get(option.of, _WRITTEN[option.kind])
    without = "must be given" if option.required else "–" if option.default is None else f"`{option.default}`"
    bounds = f" ({option.least:g} to {option.most:g})" if option.most is not None else ""
    return f"| `{name}` | {kind}{bounds} | {option.help} | {without} |\n"


if __name__ == "__main__":
    print(manual(), end="")
