"""Total ink of a CMYK picture: measured, and brought under a limit.

It stands apart because it is arithmetic on plates, whatever the picture shows. Black is kept and the three
colours are scaled down together, as grey component replacement does: in the shadows, where the limit is
passed, black carries the picture and hue stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_STRIP = 256
"""Rows worked on at once: the sums need four bytes a pixel for each plate."""


def most_ink(picture: Image) -> float:
    """Return the greatest total ink of any pixel of a CMYK picture, per cent."""
    return max(_most(strip) for _, strip in _strips(picture)) / 2.55


def limited(picture: Image, limit: float) -> tuple[Image, float]:
    """Return a CMYK picture with no pixel above ``limit`` per cent of ink, and what it had at most before.

    A pixel over the limit keeps its black; its colours shrink by one factor. The result is never above
    the limit, and a picture within it comes back as it is.
    """
    most = most_ink(picture)
    if most <= limit:
        return picture, most
    allowed = int(limit * 2.55)
    result = picture.copy()
    for box, strip in _strips(picture):
        if _most(strip) > allowed:
            result.paste(_scaled(strip, allowed), box)
    return result, most


def _strips(picture: Image) -> list[tuple[tuple[int, int, int, int], Image]]:
    tops = range(0, picture.height, _STRIP)
    boxes = [(0, top, picture.width, min(top + _STRIP, picture.height)) for top in tops]
    return [(box, picture.crop(box)) for box in boxes]


def _most(strip: Image) -> int:
    from PIL import ImageMath

    c, m, y, k = strip.split()
    total = ImageMath.lambda_eval(lambda of: of["c"] + of["m"] + of["y"] + of["k"], c=c, m=m, y=y, k=k)
    return int(total.getextrema()[1])


def _scaled(strip: Image, allowed: int) -> Image:
    """Return ``strip`` with its colours scaled so that each pixel's bytes add up to ``allowed`` at most."""
    from PIL import Image, ImageMath

    c, m, y, k = strip.split()

    def shrunk(of: dict[str, Any]) -> Any:
        colours = of["max"](of["c"] + of["m"] + of["y"], 1)
        room = of["min"](of["max"](allowed - of["k"], 0), colours)
        return of["convert"](of["plate"] * room / colours, "L")

    plates = [ImageMath.lambda_eval(shrunk, c=c, m=m, y=y, k=k, plate=plate) for plate in (c, m, y)]
    return Image.merge("CMYK", [*plates, k])
