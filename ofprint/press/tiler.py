"""The tiles of a large page as a PDF: each with joining marks, its number and a key map of all.

It stands apart from the plan because this is where the page is placed, as it is, on every sheet.
The number is drawn with strokes: press sets no type.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass
from ofprint.press.document import PrintDocument
from ofprint.press.geometry import SheetGeometry
from ofprint.press.imposer import NoFonts
from ofprint.press.pdfobjects import number, numbers
from ofprint.press.placing import fill_forms, open_pdf, page_art, placed, placeholder
from ofprint.press.strokes import stroked_number
from ofprint.press.tiling import PAPERS, Tile, Tiling, plan_tiles
from ofprint.press.variants import OFFICE

_TICK = (0.5, 3.0)
"""Where a joining mark begins and ends outside the tile, mm."""
_NUMBER_HEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class TilingJob:
    """How a large page is tiled; lengths in mm. ``page`` counts from 1."""

    title: str
    date: datetime
    page: int = 1
    paper: tuple[float, float] = PAPERS["a4"]
    overlap: float = 10.0
    margin: float = 8.0


def tile(data: bytes, job: TilingJob) -> bytes:
    """Return one page of the PDF ``data`` as tiles for an office printer, the key map first.

    A tile is cut along its left and upper joining marks and laid on the neighbour's, which stand where
    the cut edge comes to lie. Raises `PressError` when the file cannot be read or has no such page.
    """
    with open_pdf(data) as pdf:
        if not 1 <= job.page <= len(pdf.pages):
            raise PressError([_no_page(job.page, len(pdf.pages))])
        art = page_art(pdf, pdf.pages[job.page - 1])
        size = (art.size[0] / MM, art.size[1] / MM)
        tiling = plan_tiles(size, job.paper, overlap=job.overlap, margin=job.margin)
        document = PrintDocument(variant=OFFICE, title=job.title, date=job.date, fonts=NoFonts(), duplex="simplex")
        document.add_form("Page", (0, 0, 1, 1), placeholder(data, f"page {job.page}"))
        sheet = SheetGeometry(tiling.paper, bleed=0)
        document.add_page(sheet, _key_page(tiling), uses=["Page"], label="map")
        for each in tiling.tiles:
            document.add_page(sheet, _tile_page(tiling, each), uses=["Page"], label=str(each.number))
        return fill_forms(document.finish(), {"Page": art}, transparency=True)


def _tile_page(tiling: Tiling, each: Tile) -> bytes:
    """Return one tile: its part of the page, its marks, number and small map in the margin."""
    left, top = tiling.margin, tiling.paper[1] - tiling.margin
    origin = ((left - each.x) * MM, (top - (tiling.size[1] - each.y)) * MM)
    clip = (left * MM, (top - each.height) * MM, (left + each.width) * MM, top * MM)
    drawn = placed("Page", (1, 0, 0, 1, *origin), clip)
    corner = (left, top + _TICK[0])
    small = _NUMBER_HEIGHT / tiling.rows
    return b"\n".join(
        [
            drawn,
            _lines(_joining_marks(tiling, each)),
            _map(tiling, (left + 12, corner[1]), (small * 1.2, small), filled=each),
            stroked_number(str(each.number), (left + 4, corner[1]), _NUMBER_HEIGHT),
        ]
    )


def _joining_marks(tiling: Tiling, each: Tile) -> Iterable[tuple[float, ...]]:
    """Yield the marks outside a tile: where it is cut, and where its right and lower neighbours' edges lie."""
    left, top = tiling.margin, tiling.paper[1] - tiling.margin
    right, bottom = left + each.width, top - each.height
    near, far = _TICK
    upright = [left, right]
    level = [top, bottom]
    if each.column + 1 < tiling.columns:
        upright.append(left + tiling.area[0] - tiling.overlap)
    if each.row + 1 < tiling.rows:
        level.append(top - tiling.area[1] + tiling.overlap)
    for x in upright:
        yield from ((x, top + near, x, top + far), (x, bottom - near, x, bottom - far))
    for y in level:
        yield from ((left - near, y, left - far, y), (right + near, y, right + far, y))


def _key_page(tiling: Tiling) -> bytes:
    """Return the whole page small on one sheet, with the grid and the number of every tile."""
    room = tiling.area
    scale = min(room[0] / tiling.size[0], room[1] / tiling.size[1])
    left = (tiling.paper[0] - tiling.size[0] * scale) / 2
    bottom = (tiling.paper[1] - tiling.size[1] * scale) / 2
    clip = tuple(edge * MM for edge in (left, bottom, left + tiling.size[0] * scale, bottom + tiling.size[1] * scale))
    parts = [placed("Page", (scale, 0, 0, scale, left * MM, bottom * MM), (clip[0], clip[1], clip[2], clip[3]))]
    for each in tiling.tiles:
        x, top = left + each.x * scale, bottom + (tiling.size[1] - each.y) * scale
        box = (x, top - each.height * scale, each.width * scale, each.height * scale)
        parts.append(b"q 0 G 0.2835 w " + numbers(edge * MM for edge in box) + b" re S Q")
        parts.append(_numbered(str(each.number), (x + 2, top - 9)))
    return b"\n".join(parts)


def _numbered(text: str, corner: tuple[float, float]) -> bytes:
    """Return a number 6 mm high on a white field, so that it reads on any artwork."""
    field = (corner[0] - 1, corner[1] - 1, 3.6 * len(text) + 2, 8)
    return b"q 1 g " + numbers(edge * MM for edge in field) + b" re f Q " + stroked_number(text, corner, 6)


def _map(tiling: Tiling, corner: tuple[float, float], cell: tuple[float, float], filled: Tile) -> bytes:
    """Return a small grid of all tiles with one filled; ``corner`` is its lower left."""
    parts = [b"q 0 G 0 g 0.1417 w"]
    for each in tiling.tiles:
        box = (corner[0] + each.column * cell[0], corner[1] + (tiling.rows - 1 - each.row) * cell[1], *cell)
        parts.append(numbers(edge * MM for edge in box) + (b" re B" if each == filled else b" re S"))
    return b"\n".join([*parts, b"Q"])


def _lines(lines: Iterable[tuple[float, ...]]) -> bytes:
    drawn = [
        b" ".join([numbers(v * MM for v in line[:2]), b"m", numbers(v * MM for v in line[2:]), b"l S"])
        for line in lines
    ]
    return b"\n".join([b"q 0 G", number(0.1 * MM) + b" w", *drawn, b"Q"])


def _no_page(page: int, pages: int) -> Finding:
    return Finding(
        "tile.no-page",
        Severity.ERROR,
        Words(f"there is no page {page}: the file has {pages}", f"{page} ページ目はありません（全 {pages} ページ）"),
    )
