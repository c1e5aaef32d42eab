"""Pages of the file as pictures, for the questions only a picture answers: filled bleed, codes.

It stands apart because PDFium may be used by one thread at a time; the lock is here.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ofprint.press.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

PDFIUM = threading.Lock()
"""Held around every use of PDFium, which is not made for threads."""
_MOST_PIXELS = 40_000_000


class Raster:
    """Renders parts of pages; a file that PDFium cannot read gives no picture."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._unreadable = False
        self._open: tuple[int, Any] | None = None
        self.units: Mapping[int, float] = {}
        """Points a unit of each page stands for, where that is not 1."""

    def render(self, page: int, box: Box, dpi: float) -> Image | None:
        """Return ``box`` (points) of a page (counted from 1, unrotated) at ``dpi``, in RGB on white."""
        width, height = (box[2] - box[0]) * dpi / 72, (box[3] - box[1]) * dpi / 72
        if width < 1 or height < 1 or width * height > _MOST_PIXELS:
            return None
        unit = self.units.get(page, 1.0)
        left, bottom, right, top = (edge / unit for edge in box)
        with PDFIUM:
            return self._rendered(page, (left, bottom, right, top), dpi * unit)

    def _rendered(self, page: int, box: Box, dpi: float) -> Image | None:
        import pypdfium2

        try:
            if self._document is None and not self._unreadable:
                self._document = pypdfium2.PdfDocument(self._data)
            if self._unreadable or page > len(self._document):
                return None
            leaf = self._leaf(page)
            leaf.set_mediabox(*box)
            leaf.set_cropbox(*box)
            picture: Image = leaf.render(scale=dpi / 72, may_draw_forms=False).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError):
            self._unreadable = self._document is None
            return None
        return picture

    def _leaf(self, page: int) -> Any:
        """Return the page, kept open as long as the same one is asked for."""
        if self._open is None or self._open[0] != page:
            if self._open is not None:
                self._open[1].close()
            leaf = self._document[page - 1]
            leaf.set_rotation(0)
            self._open = (page, leaf)
        return self._open[1]

    def close(self) -> None:
        """Let go of the file."""
        with PDFIUM:
            if self._open is not None:
                self._open[1].close()
                self._open = None
            if self._document is not None:
                self._document.close()
                self._document = None
