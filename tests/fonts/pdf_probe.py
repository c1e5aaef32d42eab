"""What the tests of this room ask of a PDF: its text, its picture, its fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from ofprint.fonts import Face, FontLibrary
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.fonts.register import register_font

PAGE = (300, 200)


def first_font() -> str:
    """Return the name of a registered font with which a canvas may begin, so that it never names Helvetica."""
    path = FontLibrary.bundled().stack("Noto Sans JP").face.path
    register_font("First", path)
    return "First"


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    """Return a PDF of one page on which ``draw`` drew."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE, initialFontName=first_font(), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def place(canvas: Canvas, fonts: EmbeddedFonts, face: Face, text: str, *, vertical: bool = False) -> None:
    """Write shaped text as page content does: glyph ids as two-byte codes."""
    glyphs = face.shape(text, vertical=vertical)
    name = fonts.use(face, [(glyph.gid, text[glyph.cluster :][:1]) for glyph in glyphs], vertical)
    codes = b"".join(glyph.gid.to_bytes(2, "big") for glyph in glyphs).hex()
    x, y = (150, 190) if vertical else (10, 100)
    canvas._code.append(f"BT {name} 24 Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET")


def placed(face: Face, text: str, *, vertical: bool = False) -> bytes:
    """Return a PDF of one page with one line in one face."""

    def draw(canvas: Canvas) -> None:
        fonts = EmbeddedFonts()
        place(canvas, fonts, face, text, vertical=vertical)
        fonts.add_to(canvas)

    return drawn(draw)


def text_of(pdf: bytes) -> str:
    """Return the text that pdfium takes out of a one-page PDF."""
    document = pypdfium2.PdfDocument(pdf)
    found: str = document[0].get_textpage().get_text_range()
    return found


def picture_of(pdf: bytes) -> Image.Image:
    """Return the first page as pdfium paints it, in greys at 144 dpi."""
    found: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("L")
    return found


def ink(picture: Image.Image) -> int:
    """Return how much is dark in a picture: the sum of (255 - grey) over its pixels, in whole pixels."""
    histogram = picture.histogram()
    return sum((255 - grey) * count for grey, count in enumerate(histogram)) // 255


def difference(first: bytes, second: bytes) -> int:
    """Return how far two PDFs' pictures differ, in whole pixels of ink."""
    return ink(ImageChops.invert(ImageChops.difference(picture_of(first), picture_of(second))))


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Return the PDF opened with pikepdf; its objects live as long as it does."""
    return pikepdf.open(BytesIO(pdf))


def font_in(document: pikepdf.Pdf, resource: str) -> tuple[Any, Any]:
    """Return a composite font of the first page by its resource name without the slash, and its CIDFont."""
    font = document.pages[0].Resources.Font[f"/{resource}"]
    return font, font.DescendantFonts[0]


def unembedded(pdf: bytes) -> list[str]:
    """Return the names of the fonts without a font program, on all pages."""
    document = pikepdf.open(BytesIO(pdf))
    absent = []
    for page in document.pages:
        for name, font in page.Resources.Font.items():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                absent.append(name)
    return absent


def widths_of(cid_font: Any) -> Iterator[tuple[int, float]]:
    """Yield (CID, width) of a CIDFont's W array (ISO 32000-1, 9.7.4.3)."""
    entries = list(cid_font.get("/W", []))
    while entries:
        first = int(entries.pop(0))
        following = entries.pop(0)
        if isinstance(following, pikepdf.Array):
            yield from ((first + step, float(width)) for step, width in enumerate(following))
        else:
            width = float(entries.pop(0))
            yield from ((cid, width) for cid in range(first, int(following) + 1))


def vertical_metrics_of(cid_font: Any) -> dict[int, tuple[float, float, float]]:
    """Return CID → (w1y, vx, vy) of a CIDFont's W2 array."""
    found = {}
    entries = list(cid_font.get("/W2", []))
    while entries:
        first = int(entries.pop(0))
        following = entries.pop(0)
        if isinstance(following, pikepdf.Array):
            values = [float(value) for value in following]
            triples = [tuple(values[place : place + 3]) for place in range(0, len(values), 3)]
            found.update({first + step: triple for step, triple in enumerate(triples)})
        else:
            triple = tuple(float(entries.pop(0)) for _ in range(3))
            found.update(dict.fromkeys(range(first, int(following) + 1), triple))
    return found
