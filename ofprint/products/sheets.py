"""Card sheets as data: where each card stands on the paper an organizer owns.

They stand apart because a sheet is bought, not designed: a template's card goes onto any of them. Shipped
sheets lie in ``card_sheets.yaml``; an organizer's own is a file of the same keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.nearest import nearest
from ofprint.base.records import dataclass, replace
from ofprint.base.yaml_places import read_yaml_file
from ofprint.base.yaml_tree import Mapping, Node, Scalar, Sequence
from ofprint.layout.template.reading import Reader

DEFAULT_SHEET = "a-one-51002"
_TABLE = Path(__file__).with_name("card_sheets.yaml")
_PAPERS = {
    "A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0), "A6": (105.0, 148.0), "A7": (74.0, 105.0),
    "B5": (182.0, 257.0), "postcard": (100.0, 148.0), "letter": (215.9, 279.4),
}  # fmt: skip
_KEYS = ("title", "maker", "products", "paper", "grid", "card", "origin", "pitch", "fold", "marks", "source")
_SLACK = 0.01
_LEAST_CARD, _MOST_PAPER, _MOST_CELLS = 20.0, 1200.0, 500
FOLDS = ("none", "top", "side")


@dataclass(frozen=True, slots=True)
class CardSheet:
    """A sheet of cards, mm: paper, grid, card, the first card's place and the pitch between cards."""

    name: str
    title: str
    paper: tuple[float, float]
    grid: tuple[int, int]
    card: tuple[float, float]
    """A card as it is cut, before it is folded."""
    origin: tuple[float, float]
    pitch: tuple[float, float]
    fold: str = "none"
    """``top``: folded over at the head of its front; ``side``: folded like a book, its back to the left."""
    marks: bool = False
    """Whether it is plain paper, to be cut along marks."""
    source: str = "none"
    names: tuple[str, ...] = ()
    """Every name it goes by: its own and those of the maker's products that share it."""

    @property
    def cells(self) -> list[tuple[float, float]]:
        """The upper left corner of each card, row by row."""
        (x, y), (dx, dy) = self.origin, self.pitch
        return [(x + column * dx, y + row * dy) for row in range(self.grid[1]) for column in range(self.grid[0])]

    @property
    def face(self) -> tuple[float, float]:
        """The size of one face: the card, or half of it where it is folded."""
        width, height = self.card
        return (width / 2 if self.fold == "side" else width, height / 2 if self.fold == "top" else height)


def card_sheet(name: str, beside: Path | None = None) -> CardSheet:
    """Return a card sheet: a shipped one by its name, or the organizer's own, a YAML file named from ``beside``.

    Raises `OutputError` naming the nearest when there is none, or every fault of the file with its place.
    """
    if name.lower().endswith((".yaml", ".yml")):
        return read_sheet((beside or Path()) / name)
    sheets = _by_name()
    if name.lower() in sheets:
        return sheets[name.lower()]
    near = nearest(name, sheets)
    hint = near[0] if near else ", ".join(card_sheets())
    what = Words(f"no card sheet {name!r}", f"用紙「{name}」はありません")
    cure = Words(
        f"did you mean {hint}?" if near else f"one of {hint}; or a YAML file of your own",
        f"「{hint}」ではありませんか" if near else f"次のいずれか、または自分の YAML ファイルです: {hint}",
    )
    raise OutputError([Finding("badges.sheet", Severity.ERROR, what, cure)])


def read_sheet(path: Path) -> CardSheet:
    """Return an organizer's own sheet out of a YAML file with the keys of ``card_sheets.yaml``.

    Raises `OutputError` listing every fault with file, line, column and cure.
    """
    try:
        file = read_yaml_file(path, shown=path.name)
    except OSError as wrong:
        what = Words(
            f"the sheet cannot be read: {wrong.strerror or wrong}", f"用紙の定義を読めません: {wrong.strerror or wrong}"
        )
        cure = Words("check the name and the folder", "ファイル名とフォルダーを確かめてください")
        raise OutputError([Finding("badges.sheet", Severity.ERROR, what, cure, Place(path.name))]) from None
    reader = _SheetReader()
    reader.findings += [finding for finding in file.findings if finding.severity is Severity.ERROR]
    sheet = None
    if isinstance(file.root, Mapping):
        sheet = reader.sheet(path.stem, file.root)
    elif not reader.findings:
        reader.findings.append(_no_mapping(path.name))
    if reader.findings or sheet is None:
        raise OutputError([replace(finding, rule="badges.sheet") for finding in reader.findings])
    return sheet


@cache
def card_sheets() -> dict[str, CardSheet]:
    """Return every shipped card sheet by its own name."""
    root, reader = read_yaml_file(_TABLE).root, _SheetReader()
    assert isinstance(root, Mapping), "the shipped table is a mapping"
    read = [reader.sheet(entry.key.text, entry.value) for entry in root if isinstance(entry.value, Mapping)]
    assert not reader.findings, f"the shipped table is right: {reader.findings}"
    return {sheet.name: sheet for sheet in read if sheet}


@cache
def _by_name() -> dict[str, CardSheet]:
    return {name: sheet for sheet in card_sheets().values() for name in sheet.names}


class _SheetReader(Reader):
    """Reads one sheet's mapping and notes what is wrong with it."""

    def sheet(self, name: str, node: Mapping) -> CardSheet | None:
        """Return the sheet; None, its faults noted, where it cannot be."""
        before = len(self.findings)
        self.known(node, _KEYS, "")
        for key in ("paper", "grid", "card"):
            if node.get(key) is None:
                self._missing(node, key)
        paper = self._paper(node.get("paper"))
        columns, rows = self._pair(node.get("grid"), "grid", (1, 1), whole=True)
        card = self._pair(node.get("card"), "card", (91, 55))
        pitch = self._pair(node.get("pitch"), "pitch", card)
        block = (pitch[0] * (columns - 1) + card[0], pitch[1] * (rows - 1) + card[1])
        middle = ((paper[0] - block[0]) / 2, (paper[1] - block[1]) / 2)
        origin = self._pair(node.get("origin"), "origin", middle, least=0)
        fold = self.text(node.get("fold"), "fold", "none")
        if (given := node.get("fold")) is not None:
            self.one_of(given, fold, FOLDS, "fold")
        sheet = CardSheet(
            name, self.text(node.get("title"), "title", name), paper, (int(columns), int(rows)), card, origin, pitch,
            fold, self.flag(node.get("marks"), "marks"), self.text(node.get("source"), "source", "none"),
            self._names(name, node),
        )  # fmt: skip
        if len(self.findings) == before:
            self._checked(sheet, node)
        return sheet if len(self.findings) == before else None

    def _checked(self, sheet: CardSheet, node: Mapping) -> None:
        """Note what the numbers cannot be together: cards off the paper, on one another, or too small to print."""
        (columns, rows), (wide, high) = sheet.grid, sheet.face
        if columns * rows > _MOST_CELLS:
            self._wrong(node, "grid", f"more than {_MOST_CELLS} cards", f"{_MOST_CELLS} 面を超えています")
        if min(wide, high) < _LEAST_CARD:
            self._wrong(
                node, "card", f"a face of {wide:g}×{high:g} mm: at least {_LEAST_CARD:g} mm a side",
                f"1面が {wide:g}×{high:g} mm です。{_LEAST_CARD:g} mm 以上にしてください",
            )  # fmt: skip
        for axis, (count, said) in enumerate(((columns, ("across", "横")), (rows, ("down", "縦")))):
            reach = sheet.origin[axis] + (count - 1) * sheet.pitch[axis] + sheet.card[axis]
            if count > 1 and sheet.pitch[axis] < sheet.card[axis] - _SLACK:
                self._wrong(
                    node, "pitch", f"{said[0]}: a pitch of {sheet.pitch[axis]:g} mm lays cards of "
                    f"{sheet.card[axis]:g} mm on one another",
                    f"{said[1]}: 間隔 {sheet.pitch[axis]:g} mm ではカード（{sheet.card[axis]:g} mm）が重なります",
                )  # fmt: skip
            elif reach > sheet.paper[axis] + _SLACK or sheet.origin[axis] < -_SLACK:
                self._wrong(
                    node, "origin" if node.get("origin") else "card",
                    f"{said[0]}: the cards reach {reach:g} mm on paper of {sheet.paper[axis]:g} mm",
                    f"{said[1]}: カードが {reach:g} mm に達し、用紙（{sheet.paper[axis]:g} mm）からはみ出します",
                )  # fmt: skip

    def _paper(self, node: Node | None) -> tuple[float, float]:
        if not isinstance(node, Scalar):
            return self._pair(node, "paper", _PAPERS["A4"], most=_MOST_PAPER)
        name, _, turned = node.text.partition(" ")
        if name in _PAPERS and turned in ("", "landscape"):
            width, height = _PAPERS[name]
            return (height, width) if turned else (width, height)
        listed = ", ".join(_PAPERS)
        self.fault(
            node, "badges.sheet", Words(f"no paper “{node.text}”", f"用紙「{node.text}」はありません"),
            Words(f"one of {listed} (and landscape), or [width, height] in mm",
                  f"{listed}（横向きは landscape を添える）か、[幅, 高さ]（mm）です"), "paper",
        )  # fmt: skip
        return _PAPERS["A4"]

    def _pair(
        self, node: Node | None, path: str, default: tuple[float, float], *, whole: bool = False, least: float = 0.01,
        most: float = _MOST_PAPER,
    ) -> tuple[float, float]:  # fmt: skip
        """Return two numbers in mm (or two whole ones); a fault and the default where they are none."""
        if node is None:
            return default
        if isinstance(node, Sequence) and len(node.items) == 2:
            before = len(self.findings)
            first, second = (self.number(_bare(item), path) for item in node)
            fits = all(least <= value <= most and (not whole or value == int(value)) for value in (first, second))
            if fits or len(self.findings) > before:
                return first, second
        en, ja = ("two whole numbers", "整数を2つ") if whole else ("two lengths in mm", "長さ（mm）を2つ")
        example = "[2, 5]" if whole else "[91, 55]"
        self.fault(
            node, "badges.sheet", Words(f"{path} needs {en}", f"{path} には{ja}書きます"),
            Words(f"write {path}: {example}", f"{path}: {example} のように書いてください"), path,
        )  # fmt: skip
        return default

    def _names(self, name: str, node: Mapping) -> tuple[str, ...]:
        maker = self.text(node.get("maker"), "maker")
        products = [self.text(item, "products") for item in self.sequence(node.get("products"), "products")]
        return tuple(dict.fromkeys((name, *(f"{maker}-{product}" for product in products))))

    def _missing(self, node: Mapping, key: str) -> None:
        what = Words(f"the sheet has no {key}", f"用紙の定義に {key} がありません")
        example = {"paper": "paper: A4", "grid": "grid: [2, 5]", "card": "card: [91, 55]"}[key]
        self.fault(
            node, "badges.sheet", what, Words(f"add “{example}”", f"「{example}」のように書き加えてください"), key
        )

    def _wrong(self, node: Mapping, key: str, en: str, ja: str) -> None:
        cure = Words("measure the sheet and correct the numbers (mm)", "用紙を測り、数値（mm）を直してください")
        self.fault(node.get(key) or node, "badges.sheet", Words(en, ja), cure, key)


def _bare(node: Node) -> Node:
    """Return a scalar without a unit of mm, which may be written."""
    if isinstance(node, Scalar) and node.text.endswith("mm"):
        return replace(node, text=node.text.removesuffix("mm").strip())
    return node


def _no_mapping(name: str) -> Finding:
    what = Words("a sheet is keys and values", "用紙の定義はキーと値の組です")
    cure = Words("write paper:, grid: and card:", "paper:、grid:、card: を書いてください")
    return Finding("badges.sheet", Severity.ERROR, what, cure, Place(name, 1, 1))


def sheet_names() -> Iterable[str]:
    """Return the names of the shipped sheets, in the order of their table."""
    return card_sheets()
