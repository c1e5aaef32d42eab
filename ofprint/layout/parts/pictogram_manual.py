"""The manual of the pictograms and the sheet that shows them, made from the table that themes draw from.

It stands apart because it is written for designers and held true by a test.

    python -m ofprint.layout.parts.pictogram_manual docs
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from ofprint.layout.page import Step
from ofprint.layout.parts.pictograms import GRID, Pictogram, pictograms

_COLUMNS, _CELL = 6, 96
_LETTERS = {"m": "M", "l": "L", "c": "C", "h": "Z"}

_HEAD = """# The pictograms

Drawn by us on one grid of 64 with one line of 4, after the meanings of ISO 7001, ISO 7010 and JIS Z 8210; one table
(`ofprint/layout/parts/pictograms.yaml`) serves all themes. An event names one in a sign (`pictogram: no-photography`),
a template with the part `pictogram`. This page and its picture are made by
`python -m ofprint.layout.parts.pictogram_manual docs`.

![All pictograms](pictograms.svg)

| name | ja | en |
| --- | --- | --- |
"""


def manual() -> str:
    """Return the manual as Markdown."""
    rows = (f"| `{one.name}` | {one.means['ja']} | {one.means['en']} |\n" for one in pictograms().values())
    return _HEAD + "".join(rows)


def sheet() -> str:
    """Return all pictograms as one SVG: each over its name."""
    known = list(pictograms().values())
    height = -(-len(known) // _COLUMNS) * _CELL
    cells = "".join(_cell(one, index) for index, one in enumerate(known))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_COLUMNS * _CELL} {height}">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{cells}</svg>\n'
    )


def _cell(one: Pictogram, index: int) -> str:
    x, y = index % _COLUMNS * _CELL + 10, index // _COLUMNS * _CELL + 8
    drawn = "".join(
        f'<path d="{_data(stroke.path)}" fill="{"#fff" if stroke.off else "#000"}"/>' for stroke in one.strokes
    )
    label = f'<text x="{GRID / 2:g}" y="{GRID + 11:g}" font-size="7" text-anchor="middle">{one.name}</text>'
    return f'<g transform="translate({x},{y})">{drawn}{label}</g>\n'


def _data(path: Iterable[Step]) -> str:
    return " ".join(_LETTERS[step[0]] + " ".join(f"{value:.2f}" for value in step[1:]) for step in path)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "pictograms.md").write_text(manual(), encoding="utf-8", newline="\n")
    (folder / "pictograms.svg").write_text(sheet(), encoding="utf-8", newline="\n")
