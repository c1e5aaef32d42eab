"""Pictures into a PDF: made ready for the press, cropped to their box about their focus.

They stand apart because only documents with pictures pay for opening an image library.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.layout.page import Picture
from ofprint.press.document import PrintDocument
from ofprint.press.limits import Limits
from ofprint.press.variants import Variant

if TYPE_CHECKING:
    from PIL.Image import Image

    from ofprint.press.colour import Darkroom

MOST_BYTES = 200_000_000


class PictureDesk:
    """Makes a document's pictures ready once each and adds them to its PDF."""

    def __init__(self, variant: Variant, limits: Limits) -> None:
        self._variant = variant
        self._limits = limits
        self._darkroom: Darkroom | None = None
        self.findings: list[Finding] = []

    def add(self, pdf: PrintDocument, picture: Picture, name: str) -> None:
        """Add a picture under ``name``. Raises `PressError` when it cannot be printed."""
        data = _bytes_of(picture)
        file = Path(picture.file).name
        ready = self._opened().prepare(data, name=file, printed=(picture.w, picture.h))
        errors = [finding for finding in ready.findings if finding.severity is Severity.ERROR]
        if ready.image is None or errors:
            raise PressError(errors or ready.findings)
        self.findings += ready.findings
        mask = None if ready.mask is None else _cropped(ready.mask, picture)
        pdf.add_image(name, _cropped(ready.image, picture), mask)

    def _opened(self) -> Darkroom:
        if self._darkroom is None:
            from ofprint.press.colour import Darkroom, condition_of

            self._darkroom = Darkroom(condition_of(self._variant, self._limits))
        return self._darkroom


def _bytes_of(picture: Picture) -> bytes:
    path = Path(picture.file)
    try:
        if path.stat().st_size <= MOST_BYTES:
            return path.read_bytes()
        what = Words("the picture is larger than 200 MB", "画像が 200 MB を超えています")
        cure = Words("save it smaller", "小さくして保存してください")
    except OSError as wrong:
        what = Words(f"the picture cannot be read: {wrong.strerror}", f"画像を読めません: {wrong.strerror}")
        cure = Words("check its name and place", "ファイル名と場所を確かめてください")
    raise PressError([Finding("picture.unreadable", Severity.ERROR, what, cure, Place(path.name))])


def _cropped(image: Image, picture: Picture) -> Image:
    """Crop to the box's shape so that the focus stays as near its middle as the edges allow."""
    wide, high = image.size
    shape = picture.w / picture.h
    w, h = (wide, round(wide / shape)) if wide / high < shape else (round(high * shape), high)
    left = min(max(round(picture.focus[0] * wide - w / 2), 0), wide - w)
    top = min(max(round(picture.focus[1] * high - h / 2), 0), high - h)
    return image.crop((left, top, left + w, top + h))
