"""Page images of a PDF, to look at.

They stand apart because only a preview opens a renderer.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.products.files import write_whole

MOST_PIXELS = 40_000_000
"""A page larger than this at the resolution asked for is drawn smaller (A1 at 100 dpi is 7.7 million)."""


def page_images(pdf: Path, folder: Path, *, dpi: float = 100) -> int:
    """Write each page of ``pdf`` to ``folder/<name>-<page>.png`` at ``dpi``; return how many.

    Raises `PressError` when the file is no PDF that can be read.
    """
    import pypdfium2

    from ofprint.press.preflight.raster import PDFIUM

    with PDFIUM:
        return _page_images(pypdfium2, pdf, folder, dpi)


def _page_images(pypdfium2: Any, pdf: Path, folder: Path, dpi: float) -> int:
    try:
        document = pypdfium2.PdfDocument(pdf.read_bytes())
    except (OSError, pypdfium2.PdfiumError) as wrong:
        what = Words(f"cannot be read as a PDF: {wrong}", f"PDF として読めません: {wrong}")
        raise PressError([Finding("preview.unreadable", Severity.ERROR, what, None, Place(str(pdf)))]) from None
    try:
        for index in range(len(document)):
            page = document[index]
            width, height = page.get_size()
            scale = min(dpi / 72, (MOST_PIXELS / (width * height)) ** 0.5)
            stream = io.BytesIO()
            page.render(scale=scale).to_pil().save(stream, "PNG")
            write_whole(folder / f"{pdf.stem}-{index + 1:02}.png", stream.getvalue())
        return len(document)
    finally:
        document.close()
