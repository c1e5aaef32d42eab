"""Page boxes: a trim on every page, each box inside the next, pages of one size, the trim centred."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ofprint.base.findings import Finding
from ofprint.base.lengths import MM
from ofprint.press.geometry import Box
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.saying import ERROR, WARNING, found

_SLACK = 0.05


def check_boxes(file: Examined) -> Iterator[Finding]:
    """Check the boxes of every page (ISO 15930: a TrimBox or an ArtBox, not both; boxes nested)."""
    for page in file.pages:
        if file.for_press:
            yield from _trim(page)
        yield from _nested(page)
        if file.for_press and page.marked:
            yield from _centred(page)
    yield from _one_size(file)


def _trim(page: PageView) -> Iterator[Finding]:
    if not page.says_trim:
        yield found(
            "boxes.trim",
            ERROR,
            ("the page does not say where it is trimmed", "仕上がり位置（TrimBox）がありません"),
            ("export it with a TrimBox", "TrimBox を付けて書き出してください"),
            page.place(),
        )
    elif "/TrimBox" in page.obj and "/ArtBox" in page.obj:
        yield found(
            "boxes.trim",
            ERROR,
            ("the page has a TrimBox and an ArtBox", "TrimBox と ArtBox が両方あります"),
            ("keep the TrimBox alone", "TrimBox だけにしてください"),
            page.place(),
        )


def _nested(page: PageView) -> Iterator[Finding]:
    boxes = [("TrimBox", page.trim), ("BleedBox", page.bleed), ("CropBox", page.crop), ("MediaBox", page.media)]
    for (inner_name, inner), (outer_name, outer) in pairwise(boxes):
        if not _inside(inner, outer):
            yield found(
                "boxes.nested",
                ERROR,
                (
                    f"the {inner_name} reaches out of the {outer_name}",
                    f"{inner_name} が {outer_name} からはみ出しています",
                ),
                ("nest the boxes: trim, bleed, crop, media", "仕上がり・塗り足し・用紙の順に入れ子にしてください"),
                page.place(inner),
            )


def _inside(inner: Box, outer: Box) -> bool:
    near = all(inner[edge] >= outer[edge] - _SLACK for edge in (0, 1))
    return near and all(inner[edge] <= outer[edge] + _SLACK for edge in (2, 3))


def _centred(page: PageView) -> Iterator[Finding]:
    sides = (page.trim[0] - page.media[0], page.media[2] - page.trim[2])
    ends = (page.trim[1] - page.media[1], page.media[3] - page.trim[3])
    if max(abs(sides[0] - sides[1]), abs(ends[0] - ends[1])) > 0.5 * MM:
        yield found(
            "boxes.centred",
            WARNING,
            ("the trim is not centred on its sheet", "仕上がりが用紙の中央にありません"),
            ("make the paper beyond the marks equal on all sides", "四辺の余白をそろえてください"),
            page.place(page.trim),
        )


def _one_size(file: Examined) -> Iterator[Finding]:
    """Report pages whose trim differs from the first page's, turned pages counting as the same size."""
    sizes = [tuple(sorted(((p.trim[2] - p.trim[0]) / MM, (p.trim[3] - p.trim[1]) / MM))) for p in file.pages]
    for page, size in zip(file.pages[1:], sizes[1:], strict=True):
        if max(abs(a - b) for a, b in zip(size, sizes[0], strict=True)) > 0.5:
            yield found(
                "boxes.sizes",
                WARNING,
                (
                    "the trim is {:.1f} × {:.1f} mm, the first page's {:.1f} × {:.1f} mm".format(*size, *sizes[0]),
                    "仕上がりが {:.1f} × {:.1f} mm で、1ページ目（{:.1f} × {:.1f} mm）と違います".format(
                        *size, *sizes[0]
                    ),
                ),
                ("hand in one file for each size", "サイズごとに別のファイルにしてください"),
                page.place(page.trim),
            )
