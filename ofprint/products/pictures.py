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
    from ofprint.press.placing import PageArt

MOST_BYTES = 200_000_000
_SAME_SHAPE = 0.005
"""By how much a page's shape may differ from its box and still fill it, its bleed running over."""


class PictureDesk:
    """Makes a document's pictures ready once each and adds them to its PDF."""

    def __init__(self, variant: Variant, limits: Limits) -> None:
        self._variant = variant
        self._limits = limits
        self._darkroom: Darkroom | None = None
        self.findings: list[Finding] = []
        self.pages: dict[str, PageArt] = {}
        """The PDF pages placed, by the names of their forms."""

    def add(self, pdf: PrintDocument, picture: Picture, name: str) -> None:
        """Add a picture under ``name``. Raises `PressError` when it cannot be printed."""
        data = _bytes_of(picture)
        file = Path(picture.file).name
        kind = Path(picture.file).suffix.lower()
        if kind in (".svg", ".pdf"):
            (self._drawing if kind == ".svg" else self._page)(pdf, picture, name, data)
            return
        ready = self._opened().prepare(data, name=file, printed=(picture.w, picture.h))
        errors = [finding for finding in ready.findings if finding.severity is Severity.ERROR]
        if ready.image is None or errors:
            raise PressError(errors or ready.findings)
        self.findings += ready.findings
        mask = None if ready.mask is None else _cropped(ready.mask, picture)
        pdf.add_image(name, _cropped(ready.image, picture), mask)

    def _drawing(self, pdf: PrintDocument, picture: Picture, name: str, data: bytes) -> None:
        """Add a drawing as a form on the unit square, its colours in the inks of the press."""
        from ofprint.press.svg import inks_of, read_svg

        drawing = read_svg(data, Path(picture.file).name)
        inks = inks_of(drawing.colours(), self._opened().inked)
        operators, used = drawing.operators(inks, picture.ink, device_gray=self._variant.device_gray)
        for ink in used:
            if ink.spot:
                pdf.add_spot(ink)
        _, _, width, height = drawing.box
        shown = _covering(picture, width / height)
        parts = [b"q", _matrix(*shown), b"cm", _matrix(1 / width, 1 / height, 0, 0), b"cm", operators, b"Q"]
        pdf.add_form(name, (0, 0, 1, 1), b"\n".join(parts))

    def _page(self, pdf: PrintDocument, picture: Picture, name: str, data: bytes) -> None:
        """Add a PDF page as a form on the unit square; it is filled when the file is finished."""
        from ofprint.press.pdf_art import open_art
        from ofprint.press.placing import placeholder

        art = open_art(data, Path(picture.file).name, picture.page)
        ratio = art.size[0] / art.size[1]
        inner = f"{name}-art"
        self.pages[inner] = art
        pdf.add_form(inner, (0, 0, 1, 1), placeholder(data, inner))
        whole = abs(ratio / (picture.w / picture.h) - 1) < _SAME_SHAPE
        box = (-1.0, -1.0, 2.0, 2.0) if whole else (0.0, 0.0, 1.0, 1.0)
        content = b" ".join([b"q", _matrix(*_covering(picture, ratio)), b"cm", f"/{inner} Do Q".encode("ascii")])
        pdf.add_form(name, box, content, [inner])

    def filled(self, data: bytes) -> bytes:
        """Return a finished file with the pages that it places in their forms."""
        if not self.pages:
            return data
        from ofprint.press.placing import fill_forms

        return fill_forms(data, self.pages, transparency=self._variant.transparency)

    def _opened(self) -> Darkroom:
        if self._darkroom is None:
            from ofprint.press.colour import Darkroom, condition_of

            self._darkroom = Darkroom(condition_of(self._variant, self._limits))
        return self._darkroom


def _covering(picture: Picture, ratio: float) -> tuple[float, float, float, float]:
    """Return ``(sx, sy, tx, ty)``: artwork of ``ratio`` covers the unit square that stands for the picture's box."""
    shape = picture.w / picture.h
    wide, high = max(ratio / shape, 1), max(shape / ratio, 1)
    left = min(max(picture.focus[0] * wide - 0.5, 0), wide - 1)
    foot = min(max((1 - picture.focus[1]) * high - 0.5, 0), high - 1)
    return wide, high, -left, -foot


def _matrix(sx: float, sy: float, tx: float, ty: float) -> bytes:
    return " ".join(f"{value:.9f}" for value in (sx, 0, 0, sy, tx, ty)).encode("ascii")


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
