"""QR codes: decoded back from a picture of the page, with their quiet zone, module size and contrast.

Only places that look like a code are rendered: a filled grid of squares, or a square picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PIL import Image

from ofprint.base.findings import Finding
from ofprint.base.lengths import MM
from ofprint.base.records import dataclass
from ofprint.press.geometry import Box
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.painted import Painted
from ofprint.press.preflight.saying import ERROR, INFO, WARNING, found

_FEWEST = 40
"""Squares or runs of the smallest code."""
_VERSIONS = range(21, 178, 4)
_MOST_SIDE = 1600
"""Pixels of the picture a code is read from, at most."""
_PIXELS = 7
"""Pixels for each module of a code."""
_FIELD = 3
"""Modules of a field when squares are gathered into codes."""
_MOST_CODES = 400
"""Codes looked at in one file: a thousand badges need not all be read."""


@dataclass(frozen=True)
class _Spot:
    """A place on a page that may hold a code; ``modules`` is set where a vector grid shows how many it has."""

    box: Box
    modules: int | None


def check_codes(file: Examined) -> Iterator[Finding]:
    """Check every place that looks like a QR code."""
    looked = 0
    for page in file.pages:
        for spot in _spots(page):
            looked += 1
            if looked <= _MOST_CODES:
                yield from _check(file, page, spot)
    if looked > _MOST_CODES:
        yield found(
            "codes.not-read",
            INFO,
            (f"of {looked} codes the first {_MOST_CODES} were read back",
             f"QR コード {looked} 個のうち、最初の {_MOST_CODES} 個を読み取って確かめました"),
        )  # fmt: skip


def _spots(page: PageView) -> Iterator[_Spot]:
    """Yield grids drawn as one path, grids drawn square by square, and square pictures."""
    loose: list[Box] = []
    for painted in page.painted:
        box = painted.box
        if painted.kind == "fill" and painted.path is not None and painted.path.rectangles:
            modules = _grid(painted.path.boxes)
            if modules:
                yield _Spot(painted.path.box, modules)
            elif len(painted.path.boxes) == 1 and box[2] - box[0] < 20 and not _is_light(painted):
                loose.append(box)
        elif painted.kind == "image" and _squarish(box) and 6 * MM < box[2] - box[0] < 200 * MM:
            yield _Spot(box, None)
    if len(loose) >= _FEWEST:
        yield from _clusters(loose)


def _is_light(painted: Painted) -> bool:
    total = painted.colour.total if painted.colour else None
    return total is not None and total < 30


def _squarish(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return height > 0 and 0.97 < width / height < 1.03


def _grid(boxes: list[Box]) -> int | None:
    """Return how many modules a side a path of upright rectangles has when it is a QR code's grid."""
    if len(boxes) < _FEWEST:
        return None
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    if not _squarish((left, bottom, right, top)):
        return None
    module = min(min(box[2] - box[0], box[3] - box[1]) for box in boxes)
    modules = round((right - left) / module) if module > 0 else 0
    if modules not in _VERSIONS:
        return None
    side = (right - left) / modules
    on_grid = sum(_on_grid(box, (left, bottom), side) for box in boxes)
    return modules if on_grid >= 0.95 * len(boxes) else None


def _on_grid(box: Box, corner: tuple[float, float], side: float) -> bool:
    places = [(box[0] - corner[0]) / side, (box[2] - corner[0]) / side]
    places += [(box[1] - corner[1]) / side, (box[3] - corner[1]) / side]
    return all(abs(place - round(place)) < 0.2 for place in places)


def _clusters(boxes: list[Box]) -> Iterator[_Spot]:
    """Yield the groups of neighbouring small squares that make up a code's grid."""
    for group in _neighbours(boxes):
        modules = _grid(group)
        if modules:
            whole = (
                min(b[0] for b in group),
                min(b[1] for b in group),
                max(b[2] for b in group),
                max(b[3] for b in group),
            )
            yield _Spot(whole, modules)


def _neighbours(boxes: list[Box]) -> Iterator[list[Box]]:
    """Yield boxes in groups, found on a coarse board: boxes in the same field or in fields that touch are together.

    A field is wider than nearly every gap between the dark modules of a code, and less than its quiet zone.
    """
    field = _FIELD * sorted(min(box[2] - box[0], box[3] - box[1]) for box in boxes)[len(boxes) // 2]
    if field <= 0:
        return
    board: dict[tuple[int, int], list[Box]] = {}
    for box in boxes:
        board.setdefault((int((box[0] + box[2]) / 2 // field), int((box[1] + box[3]) / 2 // field)), []).append(box)
    while board:
        group, edge = [], [next(iter(board))]
        group += board.pop(edge[0])
        while edge:
            x, y = edge.pop()
            for near in [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]:
                if near in board:
                    group += board.pop(near)
                    edge.append(near)
        yield group


def _check(file: Examined, page: PageView, spot: _Spot) -> Iterator[Finding]:
    margin = max(0.3, (file.limits.quiet_zone + 1) / (spot.modules or _VERSIONS[0])) * (spot.box[2] - spot.box[0])
    shown = (spot.box[0] - margin, spot.box[1] - margin, spot.box[2] + margin, spot.box[3] + margin)
    picture = file.raster.render(page.number, shown, dpi := _dpi(spot, shown))
    if picture is None:
        return
    code = _read(picture)
    if code is None:
        if spot.modules:
            yield _unreadable(page, spot.box)
        return
    if not code.valid:
        yield _unreadable(page, spot.box)
        return
    modules = spot.modules or _modules(code)
    yield from _judged(file, page, spot.box, (picture.convert("L"), code, modules, dpi))


def _dpi(spot: _Spot, shown: Box) -> float:
    """Return how finely a place is rendered: seven pixels a module where their number is known, else 800 across."""
    side = shown[2] - shown[0]
    wanted = 72 * _PIXELS * spot.modules / (spot.box[2] - spot.box[0]) if spot.modules else 72 * _MOST_SIDE / side / 2
    return min(600.0, max(100.0, wanted), 72 * _MOST_SIDE / side)


def _read(picture: Image.Image) -> Any:
    """Return the QR code in a picture as zxing-cpp sees it, read or not, or None when there is none."""
    import zxingcpp

    wanted: Any = zxingcpp.BarcodeFormat.QRCode
    seen = list(zxingcpp.read_barcodes(picture, formats=wanted, return_errors=True))
    read = [code for code in seen if code.valid]
    return next(iter(read or seen), None)


def _modules(code: Any) -> int | None:
    extra = code.extra if isinstance(code.extra, dict) else {}
    version = str(extra.get("Version", ""))
    return 17 + 4 * int(version) if version.isdigit() else None


def _judged(
    file: Examined, page: PageView, box: Box, seen: tuple[Image.Image, Any, int | None, float]
) -> Iterator[Finding]:
    """Judge a code that reads well: module size, contrast, quiet zone."""
    picture, code, modules, dpi = seen
    corners = [code.position.top_left, code.position.top_right, code.position.bottom_right, code.position.bottom_left]
    left, right = min(c.x for c in corners), max(c.x for c in corners)
    top, bottom = min(c.y for c in corners), max(c.y for c in corners)
    if not modules or right <= left:
        return
    module = (right - left) / modules
    size = module / dpi * 25.4
    if size < file.limits.module - 0.005:
        yield _small(page, box, size, file.limits.module)
    within = picture.crop((left, top, right, bottom))
    dark, light = _levels(within)
    if (light - dark) / 255 < file.limits.contrast or dark > light:
        yield _pale(page, box, (light - dark) / 255)
    if not _quiet(picture, (left, top, right, bottom), module * file.limits.quiet_zone, (dark + light) / 2):
        yield _crowded(page, box, file.limits.quiet_zone)


def _levels(picture: Image.Image) -> tuple[int, int]:
    """Return the lightness of the dark and of the light modules: what a tenth of the pixels lie below and above."""
    counts, total = picture.histogram(), picture.width * picture.height
    below, dark = 0, 0
    for level, count in enumerate(counts):
        below += count
        if below >= total * 0.1:
            dark = level
            break
    above, light = 0, 255
    for level in range(255, -1, -1):
        above += counts[level]
        if above >= total * 0.1:
            light = level
            break
    return dark, light


def _quiet(picture: Image.Image, code: tuple[int, int, int, int], zone: float, middle: float) -> bool:
    """Whether nothing dark stands in the quiet zone (its inner edge, softened by the picture, left out)."""
    left, top, right, bottom = code
    soft = max(2, round(zone / 8))
    reach = int(zone * 0.93)
    strips = [
        (left - reach, top - reach, right + reach, top - soft),
        (left - reach, bottom + soft, right + reach, bottom + reach),
        (left - reach, top, left - soft, bottom),
        (right + soft, top, right + reach, bottom),
    ]
    for strip in strips:
        box = (max(strip[0], 0), max(strip[1], 0), min(strip[2], picture.width), min(strip[3], picture.height))
        if box[0] < box[2] and box[1] < box[3]:
            dark = sum(picture.crop(box).histogram()[: int(middle)])
            if dark > 0.002 * (box[2] - box[0]) * (box[3] - box[1]) + 4:
                return False
    return True


def _unreadable(page: PageView, box: Box) -> Finding:
    return found(
        "codes.unreadable",
        ERROR,
        ("a QR code cannot be read", "QR コードが読み取れません"),
        ("clear what lies over it, and print it dark on light", "重なりをなくし、明るい地に濃い色で印刷してください"),
        page.place(box),
    )


def _small(page: PageView, box: Box, size: float, least: float) -> Finding:
    return found(
        "codes.module",
        WARNING,
        (f"the modules of a QR code are {size:.2f} mm; {least:g} mm and more scan well",
         f"QR コードの 1 モジュールが {size:.2f} mm です（{least:g} mm 以上にします）"),
        ("print it larger or shorten its text", "大きくするか、内容を短くしてください"),
        page.place(box),
    )  # fmt: skip


def _pale(page: PageView, box: Box, contrast: float) -> Finding:
    return found(
        "codes.contrast",
        WARNING,
        (
            f"a QR code has little contrast ({contrast * 100:.0f} %)",
            f"QR コードの明暗差が小さいです（{contrast * 100:.0f} %）",
        ),
        ("print it dark on a light ground", "明るい地に濃い色で印刷してください"),
        page.place(box),
    )


def _crowded(page: PageView, box: Box, zone: float) -> Finding:
    return found(
        "codes.quiet-zone",
        ERROR,
        (
            f"there is no clear space of {zone:g} modules around a QR code",
            f"QR コードの周りに {zone:g} モジュール分の余白がありません",
        ),
        ("keep everything away from it", "周囲を空けてください"),
        page.place(box),
    )
