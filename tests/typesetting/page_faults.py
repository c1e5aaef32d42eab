"""What is wrong with the lines of a finished page, by JLREQ's rules and the house's own.

The rules are written here once more, with nothing of ofprint in them. See `page_lines` for how lines are told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from glyph_reader import Glyph
from page_lines import Line, Paragraph, Part, is_under, squeezed

CLOSING = frozenset("）」』】〉》〕］｝”’〟)]}｣")
OPENING = frozenset("（「『【〈《〔［｛“‘〝([{｢")
POINTS = frozenset("、。，．､｡")
NEVER_FIRST = (
    CLOSING
    | POINTS
    | frozenset("・：；？！?!‼⁉々ゝゞヽヾ〻ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｰｧｨｩｪｫｯｬｭｮ‐〜–゠")
)
"""JLREQ 3.1.7 at the very strict level."""
NEVER_LAST = OPENING
"""JLREQ 3.1.8."""
COUNTERS = (
    "年|月|日|時|分|秒|人|名|社|件|回|階|歳|円|万|億|千|百|％|%|℃|度|割|点|位|号|個|本|台|枚|冊|部|頁|章|校|店|泊"
)
_CLOSING_A_TEXT = "".join(sorted(CLOSING | POINTS)) + "！？～"
WHOLE = (
    re.compile("―{2,}|—{2,}|…{2,}|‥{2,}"),
    re.compile(r"[0-9０-９]+(?:[,.:，．：/-][0-9０-９]+)*" + f"(?:{COUNTERS})?"),
    re.compile(r"〒[0-9-]+"),
    re.compile(r"(?i)\bvol\.[0-9]+|\bno\.[0-9]+"),
    re.compile("第[0-9]+[回号章期]?"),
    re.compile("#[ァ-ヶー]+|#[A-Za-z0-9]+"),
    re.compile("[一-鿿々]{2,4}氏(?![一-鿿])"),
)
"""What never parts."""
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f](?:[A-Za-z\u00c0-\u024f’']*[A-Za-z\u00c0-\u024f])?")
ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+/[!-~]*")
AFTER_IN_ADDRESS = "/.@=&?#~_-,;:"
EDGE = 0.2
"""Points by which the ends of justified lines may differ."""


class Fault(NamedTuple):
    """A fault of a paragraph, by its rule's name, with the line that has it."""

    rule: str
    where: str


def faults(paragraph: Paragraph, measure: Callable[[int], float] | None = None) -> list[Fault]:
    """Return what is wrong with a paragraph's lines.

    ``measure`` gives the measure of each page's text where all of it is to be justified; without it the
    edge is where most lines of a column end, and lines are justified where most of them end there.
    """
    found = [*_ends(paragraph), *_partings(paragraph)]
    for column in paragraph.columns():
        full = column[:-1] if column[-1] is paragraph.parts[-1] else column
        edge = _head(column) + measure(column[0].line.page) if measure else _common(full)
        if edge is not None:
            found += _edges(column, full, edge)
    for part in paragraph.parts:
        found += _pairs(part)
    return found


def _ends(paragraph: Paragraph) -> Iterator[Fault]:
    for before, after in pairwise(paragraph.parts):
        first, last = after.text[0], before.text[-1]
        opens = first in "～〜" and _is_subtitle(paragraph.text, after.text)
        if first in NEVER_FIRST | {"～"} and not opens:
            yield Fault("line start", after.text)
        if last in NEVER_LAST:
            yield Fault("line end", before.text)
    last = paragraph.parts[-1]
    if len(paragraph.parts) > 1 and last.ends_its_line and len(last.text.rstrip(_CLOSING_A_TEXT)) <= 1:
        yield Fault("single last character", last.text)


def _is_subtitle(text: str, line: str) -> bool:
    """Return whether a line begins with the first wave of ～副題～."""
    return text.count(line[0]) > 1 and text.rstrip("」』） ").endswith(line[0])


def _partings(paragraph: Paragraph) -> Iterator[Fault]:
    text = paragraph.text
    measure = max(part.stop - part.start for part in paragraph.parts)
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    for cut in paragraph.cuts():
        inside = any(start < cut < end for start, end in addresses)
        if inside and text[cut - 1] in AFTER_IN_ADDRESS:
            continue
        for rule, patterns in (("parted", WHOLE), ("cut word", (LATIN,))):
            for pattern in patterns:
                match = next((one for one in pattern.finditer(text) if one.start() < cut < one.end()), None)
                if match and _width(paragraph, *match.span()) <= measure:
                    yield Fault(rule, match[0])


def _width(paragraph: Paragraph, start: int, end: int) -> float:
    """Return the sum of the advances of the characters ``start`` to ``end`` of a paragraph's text."""
    shown = [glyph for part in paragraph.parts for glyph in part.glyphs for _ in squeezed(glyph.text)]
    before = len(squeezed(paragraph.text[:start]))
    own = shown[before : before + len(squeezed(paragraph.text[start:end]))]
    return sum(glyph.advance / max(1, len(squeezed(glyph.text))) for glyph in own)


def _stops(part: Part) -> tuple[float, ...]:
    """Return where a line may be said to end: at its last glyph's advance, or with its blank left out."""
    size, last = part.line.size, part.text[-1]
    blank = 0.5 if last in CLOSING | POINTS else 0.25 if last in "・：；" else 0.0
    return (part.stop, part.stop - blank * size) if blank else (part.stop,)


def _edges(column: Sequence[Part], full: Sequence[Part], edge: float) -> Iterator[Fault]:
    """Yield the lines of a column that go beyond its edge, and the full ones that stop short of it."""
    for part in column:
        if min(_stops(part)) > edge + EDGE:
            yield Fault("overfull", part.text)
    for part in full:
        if all(abs(stop - edge) > EDGE for stop in _stops(part)) and min(_stops(part)) < edge and _may_open(part):
            yield Fault("short of the edge", part.text)


def _may_open(part: Part) -> bool:
    """Return whether a line has a place that may grow: not one that is a single Latin word or a part of an address."""
    return re.fullmatch(r"[!-~\u00c0-\u024f]+", "".join(glyph.text for glyph in part.glyphs).strip()) is None


def _head(column: Sequence[Part]) -> float:
    """Return where a column's lines begin."""
    return min(_body(part.line.glyphs[at], part.line.starts[at], 0.0)[0] for part in column for at in part.shown[:1])


def _common(full: Sequence[Part]) -> float | None:
    """Return the place that more than half of two lines or more end at, to a twentieth of a point, if there is one."""
    counted = Counter(round(stop * 20) for part in full for stop in _stops(part))
    edge = max(counted, key=lambda at: (counted[at] + counted[at + 1] + counted[at - 1], -at), default=0) / 20
    at_edge = [part for part in full if any(abs(stop - edge) <= EDGE for stop in _stops(part))]
    return edge if len(full) > 1 and len(at_edge) > len(full) / 2 else None


def _body(glyph: Glyph, start: float, end: float) -> tuple[float, float]:
    """Return where a mark's body lies, without the blanks that a full-em glyph has."""
    if glyph.advance < 0.9 * glyph.size:
        return start, end
    half, letter = glyph.size / 2, glyph.text
    return (
        (start + half, end)
        if letter in OPENING
        else (start, end - half)
        if letter in CLOSING | POINTS
        else (start, end)
    )


def _pairs(part: Part) -> Iterator[Fault]:
    """Yield pairs of marks that keep both their blanks, pairs that touch, and glyphs that are not there."""
    shown = [at for at in range(part.first, part.end) if part.line.glyphs[at].text]
    spread = _spread(part)
    for at, following in pairwise(shown):
        one, two = part.line.glyphs[at], part.line.glyphs[following]
        natural = _natural(one.text, two.text)
        if natural is None or following != at + 1:
            continue
        end = _body(one, part.line.starts[at], part.line.ends[at])[1]
        start = _body(two, part.line.starts[following], part.line.ends[following])[0]
        if (start - end) / one.size > natural + 0.3 + spread:
            yield Fault("double-width pair", one.text + two.text)
    for glyph in part.glyphs:
        if not glyph.gid or (glyph.box is None and glyph.text.strip("\u200b\u00ad") and not glyph.text.isspace()):
            yield Fault("missing glyph", glyph.text)


def _natural(one: str, two: str) -> float | None:
    """Return the ems between the bodies of two marks side by side (JLREQ 3.1.4); ``None`` for other pairs."""
    if one in CLOSING and two in OPENING:
        return 0.5
    if one in POINTS and two in OPENING:
        return 0.5
    if (one in OPENING and two in OPENING) or (one in CLOSING | POINTS and two in CLOSING | POINTS):
        return 0.0
    return None


def _spread(part: Part) -> float:
    """Return the widest gap between two kanji or kana of a line, in ems: how far it was opened up."""
    found = [0.0]
    for at in range(part.first, part.end - 1):
        one, two = part.line.glyphs[at], part.line.glyphs[at + 1]
        if all("ぁ" <= glyph.text[:1] <= "鿿" for glyph in (one, two)):
            found.append((part.line.starts[at + 1] - part.line.ends[at]) / one.size)
    return max(found)


# -- the page -------------------------------------------------------------------------------------


def unknown_faults(made: Sequence[Line]) -> Iterator[Fault]:
    """Yield wrong line starts and ends in texts whose words are not known (those of a template).

    Two lines are taken for one text's when the second stands right under the first, in its size, and the first is full.
    """
    for before, after in pairwise(made):
        text, following = ("".join(glyph.text for glyph in line.glyphs) for line in (before, after))
        full = before.ends[-1] - before.starts[0] > max(8 * before.size, after.ends[-1] - after.starts[0] - before.size)
        if not (is_under(before, after) and full and text.strip() and following.strip()):
            continue
        if following.strip()[0] in NEVER_FIRST:
            yield Fault("line start", following)
        if text.strip()[-1] in NEVER_LAST:
            yield Fault("line end", text)


def overlaps(found: Sequence[Glyph], *, least: float = 0.12) -> list[Fault]:
    """Return pairs of glyphs of one page whose ink boxes cover each other by more than ``least`` ems both ways."""
    faults_: list[Fault] = []
    for page in {glyph.page for glyph in found}:
        inked = sorted((g for g in found if g.page == page and g.box), key=lambda g: g.box[0])
        faults_ += _overlaps(inked, least)
    return faults_


def _overlaps(inked: Sequence[Glyph], least: float) -> Iterator[Fault]:
    active: list[Glyph] = []
    for glyph in inked:
        x0, y0, x1, y1 = glyph.box
        active = [other for other in active if other.box[2] > x0]
        for other in active:
            _, b0, a1, b1 = other.box
            wide, tall = min(x1, a1) - x0, min(y1, b1) - max(y0, b0)
            most = least * min(glyph.size, other.size)
            if wide > most and tall > most and not _is_mark(glyph, other):
                yield Fault("overlap", other.text + glyph.text)
        active.append(glyph)


def _is_mark(one: Glyph, two: Glyph) -> bool:
    """Return whether one of two glyphs is a combining mark, which stands over its letter."""
    return not one.text or not two.text or min(one.advance, two.advance) < 0.02 * one.size
