"""A good press file with everything in it, and room to plant one fault at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pikepdf
import zxingcpp
from PIL import Image
from press_samples import A5, DATE

from ofprint.base.inks import BLACK, PAPER, Ink
from ofprint.base.lengths import MM
from ofprint.fonts import FontLibrary
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.press.document import PrintDocument
from ofprint.press.geometry import SheetGeometry
from ofprint.press.inks import ink_operators
from ofprint.press.variants import VARIANTS


@dataclass
class Page:
    """One page under construction: operators, and the fonts and images they use."""

    fonts: EmbeddedFonts
    parts: list[bytes] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)

    def raw(self, operators: bytes) -> None:
        self.parts.append(operators)

    def box(self, x: float, y: float, width: float, height: float, ink: Ink) -> None:
        """Fill a box given in mm from the trim's lower left."""
        self.raw(ink_operators(ink) + f" {x * MM:.3f} {y * MM:.3f} {width * MM:.3f} {height * MM:.3f} re f".encode())

    def line(self, x: float, y: float, length: float, weight: float, ink: Ink = BLACK) -> None:
        """Draw a level line; weight in points, the rest in mm."""
        self.raw(
            ink_operators(ink, stroke=True)
            + f" {weight} w {x * MM:.3f} {y * MM:.3f} m {(x + length) * MM:.3f} {y * MM:.3f} l S".encode()
        )

    def text(self, text: str, x: float, y: float, size: float, ink: Ink = BLACK) -> None:
        """Set a line of text at (x, y) mm, size in points."""
        face = FontLibrary.bundled().stack("Noto Sans JP", 400).faces[0]
        gids = [face.glyph(ord(letter)) for letter in text]
        name = self.fonts.use(face, zip(gids, text, strict=True))
        codes = "".join(f"{gid:04X}" for gid in gids)
        where = f"1 0 0 1 {x * MM:.3f} {y * MM:.3f} Tm <{codes}> Tj ET"
        self.raw(ink_operators(ink) + f" BT /{name.lstrip('/')} {size} Tf {where}".encode())

    def code(self, text: str, x: float, y: float, side: float, ink: Ink = BLACK) -> None:
        """Draw a QR code, ``side`` mm a side."""
        rows = qr_rows(text)
        module = side * MM / len(rows)
        runs = []
        for row, bits in enumerate(rows):
            for start, length in _runs(bits):
                at = (x * MM + start * module, y * MM + (len(rows) - 1 - row) * module)
                runs.append(f"{at[0]:.4f} {at[1]:.4f} {length * module:.4f} {module:.4f} re")
        self.raw(ink_operators(ink) + b" " + "\n".join(runs).encode() + b" f")

    def picture(self, name: str, x: float, y: float, width: float, height: float) -> None:
        self.uses.add(name)
        self.raw(f"q {width * MM:.3f} 0 0 {height * MM:.3f} {x * MM:.3f} {y * MM:.3f} cm /{name} Do Q".encode())


@cache
def qr_rows(text: str) -> list[list[bool]]:
    picture = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image()
    view = memoryview(picture)
    dark = [[view[row, column] < 128 for column in range(view.shape[1])] for row in range(view.shape[0])]
    while not any(dark[0]):
        dark = [row[1:-1] for row in dark[1:-1]]
    return dark


def _runs(bits: list[bool]) -> list[tuple[int, int]]:
    runs, start = [], None
    for at, bit in enumerate([*bits, False]):
        if bit and start is None:
            start = at
        elif not bit and start is not None:
            runs.append((start, at - start))
            start = None
    return runs


Plant = Callable[[Page], None]


def good(
    kind: str = "x4", plant: Plant | None = None, *, pages: int = 2, images: dict[str, Any] | None = None
) -> bytes:
    """Return a clean file of ``pages`` A5 pages; ``plant`` adds its fault to the second."""
    fonts = EmbeddedFonts()
    variant = VARIANTS[kind]
    made = PrintDocument(variant=variant, title="検査の見本", date=DATE, fonts=fonts)
    made.add_spot(Ink(0, 60, 100, 0, spot="Gold"))
    made.add_image("Photo", Image.effect_noise((400, 300), 40).convert("CMYK"))
    for name, picture in (images or {}).items():
        made.add_image(name, *(picture if isinstance(picture, tuple) else (picture,)))
    sheet = variant.sheet(A5)
    for number in range(1, pages + 1):
        page = Page(fonts)
        clean(page, sheet, number)
        if plant and number == 2:
            plant(page)
        made.add_page(sheet, b"\n".join(page.parts), uses=page.uses, label=str(number))
    return made.finish()


def clean(page: Page, sheet: SheetGeometry, number: int) -> None:
    """Draw what is right: a ground into the bleed, type in black, a code, a picture, a rule."""
    bleed = sheet.bleed
    page.box(-bleed, 150, A5[0] + 2 * bleed, A5[1] - 150 + bleed, Ink(c=60, m=20))
    page.box(20, 170, 60, 20, PAPER)
    page.text(f"第{number}回 東北フォーラム", 25, 176, 12)
    page.text("白抜きの題字", 90, 176, 14, PAPER)
    page.text("本文はスミ一色で組み、下地に重ねて刷る。", 20, 130, 9)
    page.text("赤い見出し", 20, 120, 12, Ink(m=100, y=90))
    page.code(f"https://example.jp/{number}", 100, 90, 25)
    page.picture("Photo", 20, 80, 25, 18)
    page.line(20, 70, 100, 0.5)


def edited(data: bytes, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return a file after ``edit`` changed its objects."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        file = io.BytesIO()
        pdf.save(file, static_id=True, fix_metadata_version=False)
        return file.getvalue()
