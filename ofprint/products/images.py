"""Page images of a PDF, to look at.

They stand apart because only a preview opens a renderer.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
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


def marked_images(pdf: Path, findings: Iterable[Finding], folder: Path, *, dpi: float = 100) -> int:
    """Write each page that has one of the preflight's ``findings`` with its places framed; return how many.

    They are ``folder/<name>-<page>.png``: red for errors, orange for warnings, blue for the rest.
    """
    from ofprint.press.preflight.marked import marked_pages

    placed = [finding for finding in findings if finding.place.page is not None]
    pages = marked_pages(pdf.read_bytes(), placed, dpi=dpi) if placed else {}
    for number, picture in pages.items():
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        write_whole(folder / f"{pdf.stem}-{number:02}.png", stream.getvalue())
    return len(pages)


def _page_images(pypdfium2: Any, pdf: Path, folder: Path, dpi: float) -> int:
    try:
        document = pypdfium2.PdfDocument(pdf.read_bytes())
    except (OSError, pypdfium2.PdfiumError) as wrong:
        raise PressError([_unreadable(pdf, wrong)]) from None
    try:
        for index in range(len(document)):
            write_whole(folder / f"{pdf.stem}-{index + 1:02}.png", _png(document[index], dpi))
        return len(document)
    except pypdfium2.PdfiumError as wrong:
        raise PressError([_unreadable(pdf, wrong)]) from None
    finally:
        document.close()


def _unreadable(pdf: Path, wrong: Exception) -> Finding:
    what = Words(f"cannot be read as a PDF: {wrong}", f"PDF として読めません: {wrong}")
    cure = Words("export the file anew", "書き出し直してください")
    return Finding("preview.unreadable", Severity.ERROR, what, cure, Place(str(pdf)))


def png_of_page(data: bytes, dpi: float) -> bytes:
    """Return the first page of a PDF that we made as a PNG at ``dpi``."""
    import pypdfium2

    from ofprint.press.preflight.raster import PDFIUM

    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            return _png(document[0], dpi)
        finally:
            document.close()


def _png(page: Any, dpi: float) -> bytes:
    """Return a page as a PNG, packed fast: flat areas pack well at any level."""
    width, height = page.get_size()
    scale = min(dpi / 72, (MOST_PIXELS / (width * height)) ** 0.5)
    stream = io.BytesIO()
    page.render(scale=scale).to_pil().save(stream, "PNG", compress_level=1)
    return stream.getvalue()
