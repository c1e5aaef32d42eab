"""Pictures: enough pixels for their size on paper."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Any

from ofprint.base.findings import Finding
from ofprint.base.lengths import MM
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.painted import Painted
from ofprint.press.preflight.saying import ERROR, WARNING, found

_MODULES = 200
"""A one-bit or grey picture of no more pixels a side is a code or a pattern: its pixels are meant to be seen."""
_FLAT = 16
"""Pictures of no more pixels a side are flat colour."""


def check_images(file: Examined) -> Iterator[Finding]:
    """Check the effective resolution of every picture inside the bleed, whichever direction is coarser."""
    if not file.for_press:
        return
    for page, painted in file.drawn:
        if painted.kind != "image" or painted.box[2] - painted.box[0] < 2 * MM:
            continue
        width, height, bits = _pixels(painted.image)
        if max(width, height) <= _FLAT or (bits == 1 and max(width, height) <= _MODULES):
            continue
        yield from _resolution(file, page, painted, (width, height, bits))


def _pixels(image: Any) -> tuple[int, int, int]:
    """Return width, height and bits of the whole pixel's kind: 1 for one-bit pictures and stencils."""
    inline = isinstance(image, dict)
    width = image.get("W", image.get("Width", 0)) if inline else image.get("/Width", 0)
    height = image.get("H", image.get("Height", 0)) if inline else image.get("/Height", 0)
    bits = image.get("BPC", image.get("BitsPerComponent", 8)) if inline else image.get("/BitsPerComponent", 8)
    stencil = image.get("IM", image.get("ImageMask", False)) if inline else image.get("/ImageMask", False)
    return int(width), int(height), 1 if stencil else int(bits)


def _resolution(file: Examined, page: PageView, painted: Painted, pixels: tuple[int, int, int]) -> Iterator[Finding]:
    width, height, bits = pixels
    a, b, c, d, _, _ = painted.matrix
    across, down = hypot(a, b), hypot(c, d)
    if not across or not down:
        return
    dpi = min(width * 72 / across, height * 72 / down)
    wanted = file.limits.bitmap_dpi if bits == 1 else file.limits.dpi
    if dpi < wanted - 0.5:
        yield found(
            "images.resolution",
            ERROR if dpi < file.limits.dpi_floor else WARNING,
            (f"a picture prints at {dpi:.0f} dpi; {wanted:.0f} and more look sharp",
             f"画像の解像度が {dpi:.0f} dpi です（{wanted:.0f} dpi 以上にします）"),
            ("use a larger original or print it smaller", "大きな原画像を使うか、小さく配置してください"),
            page.place(painted.box),
        )  # fmt: skip
