"""Page images with the places of findings marked: red for errors, orange for warnings, blue for the rest.

It stands apart because a picture is one more way to say what was found, beside text and JSON.
"""

from __future__ import annotations

from collections.abc import Iterable

from PIL import Image, ImageDraw

from ofprint.base.findings import Finding, Severity
from ofprint.press.placing import open_pdf
from ofprint.press.preflight.examined import PageView, view_of
from ofprint.press.preflight.raster import Raster

_COLOURS = {Severity.ERROR: (220, 0, 40), Severity.WARNING: (240, 140, 0), Severity.INFO: (0, 100, 220)}
_LEAST = 6
"""The least side of a marking, pixels: a hairline's place is still to be seen."""


def marked_pages(data: bytes, findings: Iterable[Finding], *, dpi: float = 100) -> dict[int, Image.Image]:
    """Return an image of each page of the PDF ``data`` that has a finding, by page number from 1.

    A finding without a place on its page frames the whole trim. Raises `PressError` for what is no PDF.
    """
    by_page: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.place.page is not None:
            by_page.setdefault(finding.place.page, []).append(finding)
    raster, images = Raster(data), {}
    with open_pdf(data) as pdf:
        for number in sorted(by_page):
            if number <= len(pdf.pages):
                view = view_of(number, pdf.pages[number - 1].obj)
                raster.units = {number: view.unit}
                picture = raster.render(number, view.media, dpi)
                if picture is not None:
                    images[number] = _turned(_drawn(picture, view, by_page[number], dpi), view.rotation)
    raster.close()
    return images


def _drawn(picture: Image.Image, view: PageView, findings: Iterable[Finding], dpi: float) -> Image.Image:
    """Return ``picture`` (unrotated) with a frame around each finding's place."""
    pen, scale = ImageDraw.Draw(picture), dpi / 72
    for finding in findings:
        left, bottom, right, top = view.box_of(finding.place) or view.trim
        box = [(left - view.media[0]) * scale, (view.media[3] - top) * scale]
        box += [(right - view.media[0]) * scale, (view.media[3] - bottom) * scale]
        grow_x, grow_y = (max(0.0, (_LEAST - box[n + 2] + box[n]) / 2) + 2 for n in (0, 1))
        frame = (box[0] - grow_x, box[1] - grow_y, box[2] + grow_x, box[3] + grow_y)
        pen.rectangle(frame, outline=_COLOURS[finding.severity], width=2)
    return picture


def _turned(picture: Image.Image, rotation: int) -> Image.Image:
    """Return ``picture`` as one reads the page (PDF turns clockwise)."""
    return picture.rotate(-rotation, expand=True) if rotation else picture
