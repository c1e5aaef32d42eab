"""Pictures into a PDF: opened, cropped about their focus, brought to CMYK or grey.

It stands apart because only documents with pictures pay for opening an image library.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ofprint.layout.page import Picture
from ofprint.press.document import PrintDocument

if TYPE_CHECKING:
    from PIL.Image import Image


def add_pictures(pdf: PrintDocument, pictures: Mapping[Picture, str], known: set[str]) -> list[str]:
    """Add the pictures that a page draws and are not in the PDF yet; return the names drawn."""
    for picture, name in pictures.items():
        if name not in known:
            known.add(name)
            pdf.add_image(name, _ready(picture))
    return list(pictures.values())


def _ready(picture: Picture) -> Image:
    """Return the picture's pixels: upright, on paper white, in the box's shape, in CMYK or grey."""
    from PIL import Image as Images
    from PIL import ImageOps

    with Images.open(picture.file) as opened:
        image = ImageOps.exif_transpose(opened)
        if image.mode in ("RGBA", "LA", "PA", "P"):
            over = image.convert("RGBA")
            ground = Images.new("RGBA", over.size, "white")
            image = Images.alpha_composite(ground, over).convert("RGB")
        image = _cropped(image, picture)
        grey = image.mode in ("1", "L", "I", "F", "I;16")
        return image.convert("L") if grey else image.convert("CMYK")


def _cropped(image: Image, picture: Picture) -> Image:
    """Crop to the box's shape so that the focus stays as near its middle as the edges allow."""
    wide, high = image.size
    shape = picture.w / picture.h
    w, h = (wide, round(wide / shape)) if wide / high < shape else (round(high * shape), high)
    left = min(max(round(picture.focus[0] * wide - w / 2), 0), wide - w)
    top = min(max(round(picture.focus[1] * high - h / 2), 0), high - h)
    return image.crop((left, top, left + w, top + h))
