"""Bitmaps as image objects of a PDF: grey, one-bit and CMYK, losslessly compressed.

It stands apart because it is the only place where pixels become PDF bytes. Colour is not converted
here: an image in RGB is refused, `ofprint.press.colour` makes it ready first.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.press.pdfobjects import Stream

if TYPE_CHECKING:
    from PIL.Image import Image

_KINDS = {"1": (b"/DeviceGray", 1, 1), "L": (b"/DeviceGray", 8, 1), "CMYK": (b"/DeviceCMYK", 8, 4)}
"""Pillow mode -> colour space, bits a component, components."""


def image_stream(image: Image, **entries: Any) -> Stream:
    """Return the image object of ``image`` (modes ``1``, ``L`` or ``CMYK``); ``entries`` join its dictionary.

    The pixels are packed with PNG's row filters, which PDF reads as predictor 15 (ISO 32000-1, 7.4.4.4).
    Raises `PressError` for any other mode.
    """
    if image.mode not in _KINDS:
        raise PressError([_not_for_press(image.mode)])
    space, bits, colours = _KINDS[image.mode]
    width, height = image.size
    parms = f"<</Predictor 15/Colors {colours}/BitsPerComponent {bits}/Columns {width}>>".encode("ascii")
    head = {"Type": b"/XObject", "Subtype": b"/Image", "Width": width, "Height": height, "ColorSpace": space}
    packed = {"BitsPerComponent": bits, "Filter": b"/FlateDecode", "DecodeParms": parms}
    return Stream(_png_rows(image), {**head, **packed, **entries}, ready=True)


def _png_rows(image: Image) -> bytes:
    """Return the deflated rows of ``image`` as a PNG holds them (CMYK travels as four plain channels)."""
    from PIL import Image as Pillow

    carrier = Pillow.frombytes("RGBA", image.size, image.tobytes()) if image.mode == "CMYK" else image
    file = io.BytesIO()
    carrier.save(file, "PNG", compress_level=6)
    return _data_chunks(file.getvalue())


def _data_chunks(png: bytes) -> bytes:
    """Return the joined IDAT chunks of a PNG file."""
    data, at = [], 8
    while at < len(png):
        length, kind = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        if kind == b"IDAT":
            data.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(data)


def _not_for_press(mode: str) -> Finding:
    return Finding(
        "press.image-mode",
        Severity.ERROR,
        Words(
            f"an image in the colour mode {mode} has no place on a plate", f"画像のカラーモード {mode} は版にできません"
        ),
        Words("convert it to CMYK or grey first", "CMYK またはグレースケールに変換してください"),
    )
