"""Imposed sheets as a PDF: the pages of a finished file placed by a scheme, with folds and cuts marked.

It stands apart from the scheme's arithmetic because this is where pages become forms on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass, replace
from ofprint.press.document import Duplex, PrintDocument
from ofprint.press.geometry import Box, Fold, SheetGeometry
from ofprint.press.imposition import Placement, Scheme, Turn, impose_pages
from ofprint.press.marks import Point, black_lines, fold_ticks
from ofprint.press.placing import PageArt, fill_forms, open_pdf, page_art, placed, placeholder
from ofprint.press.variants import OFFICE, Variant

_TOLERANCE = 0.2
"""How far page sizes may differ within one job, mm."""
_CUT_GAP, _CUT_LENGTH = 1.0, 5.0
"""Where a cut mark begins beyond the block, and how long it is, mm."""


@dataclass(frozen=True, slots=True)
class ImpositionJob:
    """How imposed sheets are made; lengths in mm.

    ``paper`` is the sheet the block is centred on; without it the sheet's trim is the block itself (the
    open spread of a booklet). ``creep`` is the thickness of one sheet. Cut marks stand around the block.
    """

    title: str
    date: datetime
    variant: Variant = OFFICE
    paper: tuple[float, float] | None = None
    gutter: tuple[float, float] = (0.0, 0.0)
    creep: float = 0.0
    turn: Turn = "upright"
    cut_marks: bool = False
    select: tuple[int, ...] | None = None
    """The pages to impose, counted from 0, in this order; all of them when it is None."""
    slug: Callable[[int, int, float], bytes] | None = None
    """Gives the operators of a side's slug line: by its number, how many there are, and its room in mm."""


def impose(data: bytes, scheme: Scheme, job: ImpositionJob) -> bytes:
    """Return the PDF ``data`` imposed by ``scheme``: one page for each side of each sheet.

    Raises `PressError` when the file cannot be read, its pages differ in size, or the block is larger
    than the paper.
    """
    with open_pdf(data) as pdf:
        chosen = range(len(pdf.pages)) if job.select is None else job.select
        arts = [page_art(pdf, pdf.pages[number]) for number in chosen]
        size = _common_size(arts)
        block = _block(scheme, size, job)
        sides = [side for both in _plan(len(arts), scheme, size, job) for side in both]
        skeleton = _skeleton(data, sides, block, job)
        forms = {f"P{number}": art for number, art in enumerate(arts)}
        return fill_forms(skeleton, forms, transparency=job.variant.transparency)


def _plan(
    pages: int, scheme: Scheme, size: tuple[float, float], job: ImpositionJob
) -> list[tuple[tuple[Placement, ...], ...]]:
    sheets = impose_pages(pages, scheme, page=size, gutter=job.gutter, creep=job.creep, turn=job.turn)
    return [(sheet.front, sheet.back) if scheme.back else (sheet.front,) for sheet in sheets]


@dataclass(frozen=True, slots=True)
class _Block:
    """All pages of one side together, and where they stand in the sheet's trim; mm."""

    scheme: Scheme
    page: tuple[float, float]
    gutter: tuple[float, float]
    sheet: SheetGeometry
    corner: tuple[float, float]
    """The block's lower-left corner from the trim's."""

    @property
    def size(self) -> tuple[float, float]:
        return self.scheme.block(self.page, self.gutter)

    @property
    def top(self) -> float:
        """The block's upper edge from the trim's top."""
        return self.sheet.trim[1] - self.corner[1] - self.size[1]


def _block(scheme: Scheme, page: tuple[float, float], job: ImpositionJob) -> _Block:
    """Return the block centred on its sheet, with the sheet's folds."""
    size = scheme.block(page, job.gutter)
    paper = job.paper or size
    corner = ((paper[0] - size[0]) / 2, (paper[1] - size[1]) / 2)
    if min(corner) < -_TOLERANCE:
        raise PressError([_too_large(size, paper)])
    flat = _Block(scheme, page, job.gutter, job.variant.sheet(paper, slug=job.slug is not None), corner)
    return replace(flat, sheet=replace(flat.sheet, folds=tuple(_folds(flat))))


def _folds(block: _Block) -> list[Fold]:
    """Return the folds between cells: upright where pages are bound, level where heads meet."""
    scheme, (width, height), (across, down) = block.scheme, block.page, block.gutter
    upright = {cell.column for cell in scheme.front if cell.spine == "right"}
    turned = {row: any(cell.turned for cell in scheme.front if cell.row == row) for row in range(scheme.rows)}
    level = [row for row in range(scheme.rows - 1) if turned[row] != turned[row + 1]]
    return [
        *(Fold(block.corner[0] + (column + 1) * width + (column + 0.5) * across) for column in sorted(upright)),
        *(Fold(block.top + (row + 1) * height + (row + 0.5) * down, "horizontal") for row in level),
    ]


def _skeleton(data: bytes, sides: Sequence[Sequence[Placement]], block: _Block, job: ImpositionJob) -> bytes:
    """Return the imposed file with empty forms where the pages will be."""
    duplex = _duplex(block, job.turn)
    document = PrintDocument(variant=job.variant, title=job.title, date=job.date, fonts=NoFonts(), duplex=duplex)
    for number in sorted({spot.page for side in sides for spot in side if spot.page is not None}):
        document.add_form(f"P{number}", (0, 0, 1, 1), placeholder(data, f"page {number}"))
    marks, box = _own_marks(block, job), block.sheet.slug_box
    for number, side in enumerate(sides, 1):
        there = [spot for spot in side if spot.page is not None]
        drawn = [_draw(spot, block, _reach(spot, block, job.variant.bleed)) for spot in there]
        document.add_page(
            block.sheet,
            b"\n".join([*drawn, marks]),
            uses=sorted({f"P{spot.page}" for spot in there}),
            slug=job.slug(number, len(sides), (box[2] - box[0]) / MM) if job.slug and box else b"",
        )
    return document.finish()


class NoFonts:
    """The sheets carry no text of their own; the pages bring their fonts."""

    def add_to(self, canvas: Any) -> None:
        """Add none."""


def _own_marks(block: _Block, job: ImpositionJob) -> bytes:
    """Return the marks inside the sheet's trim: fold ticks where there is no room outside, and cut marks."""
    folds = fold_ticks(block.sheet) if block.sheet.folds and not job.variant.marks else b""
    cuts = black_lines(block.sheet, _cuts(block)) if job.cut_marks else b""
    return folds + b"\n" + cuts


def _draw(spot: Placement, block: _Block, reach: tuple[float, float, float, float]) -> bytes:
    """Return the operators that draw one page, clipped ``reach`` mm (left, bottom, right, top) beyond its trim."""
    x, y = block.corner[0] + spot.x, block.corner[1] + spot.y
    width, height = block.page
    left, bottom, right, top = reach
    clip: Box = ((x - left) * MM, (y - bottom) * MM, (x + width + right) * MM, (y + height + top) * MM)
    x += {"left": -spot.creep, "right": spot.creep, None: 0.0}[spot.spine]
    if spot.turned:
        return placed(f"P{spot.page}", (-1, 0, 0, -1, (x + width) * MM, (y + height) * MM), clip)
    return placed(f"P{spot.page}", (1, 0, 0, 1, x * MM, y * MM), clip)


def _reach(spot: Placement, block: _Block, bleed: float) -> tuple[float, float, float, float]:
    """Return how far beyond its trim a page may print: its bleed outwards, half the gutter towards a neighbour."""
    (width, height), slack = block.size, 1e-6
    across, down = (min(bleed, gap / 2) for gap in block.gutter)
    return (
        bleed if spot.x < slack else across,
        bleed if spot.y < slack else down,
        bleed if spot.x + block.page[0] > width - slack else across,
        bleed if spot.y + block.page[1] > height - slack else down,
    )


def _cuts(block: _Block) -> list[list[Point]]:
    """Return a mark at both ends of every cut, outside the block, mm from the trim's top left."""
    (x, _), top, (width, height) = block.corner, block.top, block.size
    near, far = _CUT_GAP, _CUT_GAP + _CUT_LENGTH
    lines: list[list[Point]] = []
    for at in _edges(block.scheme.columns, block.page[0], block.gutter[0], x):
        lines += [[(at, top - near), (at, top - far)], [(at, top + height + near), (at, top + height + far)]]
    for at in _edges(block.scheme.rows, block.page[1], block.gutter[1], top):
        lines += [[(x - near, at), (x - far, at)], [(x + width + near, at), (x + width + far, at)]]
    return lines


def _edges(count: int, side: float, gap: float, start: float) -> list[float]:
    """Return where ``count`` cells begin and end, each place once."""
    return sorted({round(start + index * (side + gap) + end, 4) for index in range(count) for end in (0.0, side)})


def _duplex(block: _Block, turn: Turn) -> Duplex:
    """Return how the printer turns the paper: about its upright axis is the long edge of portrait paper."""
    if not block.scheme.back:
        return "simplex"
    portrait = block.sheet.trim[1] >= block.sheet.trim[0]
    return "long-edge" if portrait == (turn == "upright") else "short-edge"


def _common_size(arts: Sequence[PageArt]) -> tuple[float, float]:
    """Return the size all pages share, mm; raises `PressError` naming each page that differs."""
    sizes = [(art.size[0] / MM, art.size[1] / MM) for art in arts]
    if not sizes:
        raise PressError([_empty()])
    first = sizes[0]
    odd = [n for n, size in enumerate(sizes) if max(abs(a - b) for a, b in zip(size, first, strict=True)) > _TOLERANCE]
    if odd:
        raise PressError([_other_size(number, sizes[number], first) for number in odd])
    return round(first[0], 2), round(first[1], 2)


def _mm(size: tuple[float, float]) -> str:
    return f"{size[0]:.1f} × {size[1]:.1f} mm"


def _other_size(number: int, size: tuple[float, float], first: tuple[float, float]) -> Finding:
    return Finding(
        "impose.page-size",
        Severity.ERROR,
        Words(
            f"the trim is {_mm(size)}, that of the first page {_mm(first)}",
            f"仕上がりサイズが {_mm(size)} で、1ページ目の {_mm(first)} と違います",
        ),
        Words("make all pages of one job the same size", "すべてのページを同じ大きさにしてください"),
        Place(page=number + 1),
    )


def _empty() -> Finding:
    return Finding("impose.empty", Severity.ERROR, Words("the file has no page", "ページがありません"))


def _too_large(block: tuple[float, float], paper: tuple[float, float]) -> Finding:
    return Finding(
        "impose.paper",
        Severity.ERROR,
        Words(
            f"the pages take {_mm(block)}, the paper is {_mm(paper)}",
            f"面付けは {_mm(block)}、用紙は {_mm(paper)} です",
        ),
        Words(
            "choose larger paper, a narrower gutter or fewer pages a side",
            "用紙を大きくするか、間隔か面数を減らしてください",
        ),
    )
