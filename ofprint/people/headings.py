"""Which column of a list holds what: headings matched by name against ``headings.yaml``.

It stands apart because platforms rename, add and reorder their columns; what they are called is
data, and the position of a column is never looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import yaml

from ofprint.base.findings import Words
from ofprint.base.records import dataclass
from ofprint.people.attendee import Column
from ofprint.people.reports import Report

NAME_FIELDS = frozenset({"name", "family", "given"})
STATUS_FIELDS = frozenset({"status", "cancelled", "waiting"})
"""Fields that several columns may fill at once."""
HEADING_ROWS = 10
"""How many rows of a list are searched for its headings."""

_OWN = ("受付番号", "氏名", "姓", "名", "ふりがな", "せい", "めい", "ローマ字", "所属", "役職", "区分", "備考")
"""The headings of our own lists."""
_BRACKETED = re.compile(r"(.*?)[(\[【<〔《](.+?)[)\]】>〕》](.*)")
_REQUEST = re.compile(
    r"(の|を|は)?(ご)?(記入|入力|教えて|お書き|お知らせ|選択|選んで)(お願い|して|下さい|ください|する|します).*$|(を|は)?お?(教え|書き|知らせ).*$"
)
_PREFIX = re.compile(r"^(?:q?\d+[.:)]|あなたの|参加者の|ご参加者の|参加される方の|参加する方の|ご本人の)")
_DEMAND = re.compile(r"[(\[【※*]*(?:必須項目|必須|任意|required|optional)[)\]】]*")
_NOISE = re.compile(r"[\s_\-‐‑–—・･.。:：;；*＊※★☆●◎◆■□?？!！\"'’、,]+")
_COMBINED = {
    ("name", "family"): "family",
    ("name", "given"): "given",
    ("name", "reading"): "reading",
    ("name", "reading_family"): "reading_family",
    ("name", "reading_given"): "reading_given",
    ("name", "romaji"): "romaji",
    ("reading", "name"): "reading",
    ("reading", "family"): "reading_family",
    ("reading", "given"): "reading_given",
    ("reading", "reading_family"): "reading_family",
    ("reading", "reading_given"): "reading_given",
    ("family", "reading"): "reading_family",
    ("family", "reading_family"): "reading_family",
    ("family", "romaji"): "romaji_family",
    ("given", "reading"): "reading_given",
    ("given", "reading_given"): "reading_given",
    ("given", "romaji"): "romaji_given",
    ("romaji", "family"): "romaji_family",
    ("romaji", "given"): "romaji_given",
}
"""What a heading in two parts means: 「お名前（フリガナ）」, 「フリガナ（姓）」, 「姓（ローマ字）」."""


@dataclass(frozen=True, slots=True)
class Table:
    """``headings.yaml`` as it is asked: field and rank of each known heading, and the words of status columns."""

    ranks: Mapping[str, tuple[str, int]]
    statuses: Mapping[str, tuple[str, ...]]

    def field_of(self, heading: str) -> tuple[str, int] | None:
        """Return the field a heading names and how good the match is (lower is better), ``None`` if it names none."""
        plain = plain_heading(heading)
        if plain in self.ranks:
            return self.ranks[plain]
        field = self._loose(heading)
        return (field, 1000) if field and field != "ignored" else None

    def _loose(self, heading: str) -> str | None:
        text = _tidied(heading)
        halves = [part for part in re.split(r"[/|\n]", text) if part.strip()]
        if len(halves) == 2:
            return self._same([self._part(half) for half in halves])
        return self._part(text)

    def _part(self, text: str) -> str | None:
        bracketed = _BRACKETED.fullmatch(text)
        if not bracketed:
            return self._plain(text)
        base = self._plain(bracketed[1] + bracketed[3])
        added = self._plain(bracketed[2])
        if base is None or added is None:
            return base
        return base if base == added else _COMBINED.get((base, added))

    def _plain(self, text: str) -> str | None:
        found = self.ranks.get(plain_heading(text))
        return found[0] if found else None

    @staticmethod
    def _same(fields: Sequence[str | None]) -> str | None:
        known = {field for field in fields if field}
        return known.pop() if len(known) == 1 else None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one list are: the heading row, and the columns with what each fills."""

    row: int
    """The heading row, counted from 1."""
    columns: tuple[Column, ...]

    def index(self, field: str) -> int | None:
        """Return the column that fills ``field``, counted from 0, ``None`` if there is none."""
        return next((at for at, column in enumerate(self.columns) if column.field == field), None)

    def indexes(self, fields: Iterable[str]) -> tuple[int, ...]:
        """Return every column that fills one of ``fields``."""
        wanted = frozenset(fields)
        return tuple(at for at, column in enumerate(self.columns) if column.field in wanted)


@cache
def known_headings() -> Table:
    """Return ``headings.yaml``, read once."""
    text = Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - strings only, nothing is constructed
    ranks: dict[str, tuple[str, int]] = {}
    for field, headings in data["fields"].items():
        for rank, heading in enumerate(headings):
            ranks.setdefault(plain_heading(heading), (field, rank))
    statuses = {kind: tuple(plain_word(word) for word in words) for kind, words in data["statuses"].items()}
    return Table(ranks, statuses)


def plain_heading(heading: str) -> str:
    """Return a heading as it is compared: NFKC, lower case, without blanks, marks and 「必須」."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    return _NOISE.sub("", _DEMAND.sub("", text))


def _tidied(heading: str) -> str:
    """Return a heading without what asks or demands: 「お名前をご記入ください（必須）」 → お名前."""
    text = _DEMAND.sub("", unicodedata.normalize("NFKC", heading).casefold()).strip()
    return _REQUEST.sub("", _PREFIX.sub("", text).strip())


def plain_word(word: str) -> str:
    """Return a word of a status column as it is compared: NFKC, lower case, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", word).casefold())


def letter(index: int) -> str:
    """Return the letters a spreadsheet gives to the column ``index``, counted from 0 (0 → A, 26 → AA)."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(65 + rest) + letters
        index -= 1
    return letters


def score(cells: Sequence[str], wanted: Mapping[str, str]) -> int:
    """Return how much a row looks like the heading row: fields it names, 0 where no name is among them."""
    fields = {match[1] for match in _matches(cells, wanted)}
    return len(fields) if _has_name(fields) else 0


def find_layout(rows: Sequence[tuple[int, Sequence[str]]], wanted: Mapping[str, str], report: Report) -> Layout | None:
    """Find the heading row in the first rows of a list and say what each of its columns is.

    ``wanted`` comes from `wanted_headings`. What cannot be found goes to ``report``; ``None`` when
    no name can be read from the list.
    """
    head = [(number, [cell.strip() for cell in cells]) for number, cells in rows[:HEADING_ROWS]]
    scored = [(score(cells, wanted), -number) for number, cells in head]
    best = max(scored, default=(0, 0))
    if best[0] == 0:
        _no_name(head, report)
        return None
    number, cells = next(row for row in head if row[0] == -best[1])
    _missing_headings(wanted, cells, report, number)
    return Layout(number, _columns(cells, wanted, report, number))


def wanted_headings(mapping: Mapping[str, str], report: Report) -> dict[str, str]:
    """Return a caller's mapping as field by plain heading.

    It names headings by field or by our own heading: ``{"氏名": "お客様"}``.
    """
    table = known_headings()
    fields = {field for field, _ in table.ranks.values()} - {"ignored"}
    wanted: dict[str, str] = {}
    for key, heading in mapping.items():
        field = key if key in fields else table.ranks.get(plain_heading(key), ("", 0))[0]
        if field in fields:
            wanted[plain_heading(heading)] = field
        else:
            _unknown_field(key, sorted(fields), report)
    return wanted


def _unknown_field(key: str, fields: list[str], report: Report) -> None:
    near = get_close_matches(key, [*fields, *_OWN], n=1)
    hint = near[0] if near else "氏名"
    report.error(
        "mapping-field",
        Words(
            en=f"the mapping names a field that does not exist: {key!r}",
            ja=f"見出しの対応づけに知らない項目があります：{key}",
        ),
        Words(en=f"name one of ours, such as {hint!r}", ja=f"「{hint}」など、決まった項目名を書いてください"),
    )


def _missing_headings(wanted: Mapping[str, str], cells: Sequence[str], report: Report, row: int) -> None:
    there = {plain_heading(cell) for cell in cells}
    for heading, field in wanted.items():
        if heading not in there:
            near = get_close_matches(heading, sorted(there - {""}), n=1, cutoff=0.4)
            report.error(
                "mapping-heading",
                Words(
                    en=f"the heading given for {field!r} is not in the list: {heading!r}",
                    ja=f"「{field}」に指定された見出し「{heading}」が名簿にありません",
                ),
                Words(en=f"nearest heading: {near[0]!r}", ja=f"近い見出し：{near[0]}") if near else None,
                row=row,
            )


def _no_name(head: Sequence[tuple[int, Sequence[str]]], report: Report) -> None:
    """Say that no column of names was found, with the headings that were."""
    number, cells = next(((number, cells) for number, cells in head if any(cells)), (1, []))
    there = "、".join(cell[:20] for cell in cells[:12] if cell) or "–"
    report.error(
        "no-name-column",
        Words(
            en=f"no column of names: no heading for it in the first {HEADING_ROWS} rows (row {number} reads: {there})",
            ja=f"氏名の列がありません。最初の{HEADING_ROWS}行に氏名の見出しが見つかりません（{number}行目：{there}）",
        ),
        Words(
            en="give the column the heading 氏名 (or 姓 and 名, or Name), or map its heading to 氏名 in the event file",
            ja="列の見出しを「氏名」（または「姓」と「名」、Name）にするか、イベントファイルで見出しを「氏名」に対応づけてください",
        ),
        row=number,
    )


def _has_name(fields: Iterable[str]) -> bool:
    there = set(fields)
    return "name" in there or {"family", "given"} <= there or "family" in there


def _matches(cells: Sequence[str], wanted: Mapping[str, str]) -> list[tuple[int, str, int]]:
    """Return ``(column, field, rank)`` of each cell that is a known heading; the caller's mapping ranks before all."""
    table = known_headings()
    found = []
    for at, cell in enumerate(cells):
        if not cell or len(cell) > 200:
            continue
        field = wanted.get(plain_heading(cell))
        match = (field, -1) if field else table.field_of(cell)
        if match and match[0] != "ignored":
            found.append((at, match[0], match[1]))
    return found


def _columns(cells: Sequence[str], wanted: Mapping[str, str], report: Report, row: int) -> tuple[Column, ...]:
    taken: dict[str, tuple[int, int]] = {}
    matches = _matches(cells, wanted)
    for at, field, rank in matches:
        if field not in STATUS_FIELDS and (field not in taken or rank < taken[field][1]):
            taken[field] = (at, rank)
    chosen = {at: field for field, (at, _) in taken.items()} | {at: f for at, f, _ in matches if f in STATUS_FIELDS}
    _two_columns(cells, matches, taken, report, row)
    return tuple(Column(letter(at), cell, chosen.get(at)) for at, cell in enumerate(cells))


def _two_columns(
    cells: Sequence[str],
    matches: Sequence[tuple[int, str, int]],
    taken: Mapping[str, tuple[int, int]],
    report: Report,
    row: int,
) -> None:
    """Say where two columns fit one field, and which was taken."""
    for field, (at, _) in taken.items():
        others = [other for other, match, _ in matches if match == field and other != at]
        if others and field != "account":
            both = "、".join(f"{letter(other)} {cells[other]}" for other in others)
            report.warning(
                "two-columns",
                Words(
                    en=f"more than one column fits {field!r}: {letter(at)} {cells[at]!r} was taken, {both} was not",
                    ja=f"「{field}」の列が二つ以上あります。{letter(at)}列「{cells[at]}」を使い、{both} は使いません",
                ),
                Words(
                    en="map the right heading in the event file if this is wrong",
                    ja="違うときはイベントファイルで見出しを対応づけてください",
                ),
                row=row,
            )
