"""Card sheets as data: where each card stands on the paper an organizer owns.

They stand apart because a sheet is bought, not designed: a template's card goes onto any that fits it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.nearest import nearest
from ofprint.base.records import dataclass
from ofprint.base.yaml_places import read_yaml_file
from ofprint.base.yaml_tree import Mapping, Scalar, Sequence

DEFAULT_SHEET = "a-one-51002"
_TABLE = Path(__file__).with_name("card_sheets.yaml")


@dataclass(frozen=True, slots=True)
class CardSheet:
    """A sheet of cards, mm: paper, grid, card, the first card's place and the pitch between cards."""

    name: str
    title: str
    paper: tuple[float, float]
    grid: tuple[int, int]
    card: tuple[float, float]
    origin: tuple[float, float]
    pitch: tuple[float, float]
    source: str

    @property
    def cells(self) -> list[tuple[float, float]]:
        """The upper left corner of each card, row by row."""
        (x, y), (dx, dy) = self.origin, self.pitch
        return [(x + column * dx, y + row * dy) for row in range(self.grid[1]) for column in range(self.grid[0])]


def card_sheet(name: str) -> CardSheet:
    """Return a card sheet by its name. Raises `OutputError` naming the nearest when there is none."""
    sheets = card_sheets()
    if name in sheets:
        return sheets[name]
    near = nearest(name, sheets)
    hint = near[0] if near else ", ".join(sheets)
    what = Words(f"no card sheet {name!r}", f"用紙「{name}」はありません")
    cure = Words(
        f"did you mean {hint}?" if near else f"one of {hint}",
        f"「{hint}」ではありませんか" if near else f"次のいずれか: {hint}",
    )
    raise OutputError([Finding("badges.sheet", Severity.ERROR, what, cure)])


@cache
def card_sheets() -> dict[str, CardSheet]:
    """Return every shipped card sheet by its name."""
    root = read_yaml_file(_TABLE).root
    assert isinstance(root, Mapping), "the shipped table is a mapping"
    return {entry.key.text: _sheet(entry.key.text, entry.value) for entry in root}


def _sheet(name: str, node: object) -> CardSheet:
    assert isinstance(node, Mapping), f"{name} is a mapping"

    def text(key: str) -> str:
        value = node.get(key)
        assert isinstance(value, Scalar), f"{name}.{key} is one value"
        return value.text

    def pair(key: str) -> tuple[float, float]:
        value = node.get(key)
        assert isinstance(value, Sequence), f"{name}.{key} is a pair"
        first, second = (float(item.text) for item in value if isinstance(item, Scalar))
        return first, second

    columns, rows = pair("grid")
    grid = (int(columns), int(rows))
    return CardSheet(
        name, text("title"), pair("paper"), grid, pair("card"), pair("origin"), pair("pitch"), text("source")
    )
