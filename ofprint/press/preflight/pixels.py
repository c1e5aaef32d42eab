"""The ink in a picture's pixels: CMYK images decoded within bounds and their greatest total found.

It stands apart because pictures come packed in several ways, and any of them may be damaged.
"""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageChops

from ofprint.press.ink_limit import most_ink
from ofprint.press.preflight.inks import Space
from ofprint.press.preflight.streams import TooLarge, decoded

_MOST_PIXELS = 100_000_000


def most_image_ink(image: Any, space: Space) -> float | None:
    """Return the greatest total ink of an image's pixels, per cent; None for what holds no CMYK or cannot be read."""
    if space.family == "Indexed" and space.base is not None:
        return _most_of_palette(space)
    if space.components != 4 or space.family not in ("DeviceCMYK", "ICCBased"):
        return None
    try:
        width, height = int(image["/Width"]), int(image["/Height"])
        if width < 1 or height < 1 or width * height > _MOST_PIXELS:
            return None
        picture = _plates(image, (width, height))
        return None if picture is None else most_ink(_decoded_as_said(picture, image))
    except (TooLarge, OSError, ValueError, KeyError, TypeError, RuntimeError, MemoryError, SyntaxError):
        return None


def _plates(image: Any, size: tuple[int, int]) -> Image.Image | None:
    """Return the pixels as the file holds them, before any Decode array."""
    filters = str(image.get("/Filter", ""))
    if "/DCTDecode" in filters:
        return _jpeg(bytes(image.read_raw_bytes()), size) if filters == "/DCTDecode" else None
    if "/JPXDecode" in filters or int(image.get("/BitsPerComponent", 8)) != 8:
        return None
    width, height = size
    data = decoded(image, (4 * width + 1) * height + 1024)
    return Image.frombytes("CMYK", size, data[: 4 * width * height])


def _jpeg(data: bytes, size: tuple[int, int]) -> Image.Image | None:
    """Return a CMYK JPEG's own values: Pillow turns Adobe's inverted ones round, PDF does not."""
    picture = Image.open(io.BytesIO(data))
    if picture.mode != "CMYK" or picture.size != size:
        return None
    return ImageChops.invert(picture) if "adobe" in picture.info else picture


def _decoded_as_said(picture: Image.Image, image: Any) -> Image.Image:
    """Return ``picture`` turned round when its Decode array runs from 1 to 0."""
    decode = [float(value) for value in image.get("/Decode", [])]
    return ImageChops.invert(picture) if decode[:2] == [1.0, 0.0] else picture


def _most_of_palette(space: Space) -> float | None:
    totals = []
    for index in range(256):
        plates = space.plates_of([float(index)])
        if plates is None:
            return None
        totals.append(100 * sum(plates.values()))
    return max(totals)
