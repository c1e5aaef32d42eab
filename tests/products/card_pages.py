"""Badges rendered and read back, for the tests: where ink stands, what codes hold, in which order."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps

DPI = 600
MM = DPI / 25.4
"""Pixels of a millimetre."""

MARKED = """\
name: marked
extends: THEME
sheets:
  badge:
    frames:
      - {part: rect, x: 12, y: 8, w: 5, h: 5, fill: text}
  badge-tall:
    frames:
      - {part: rect, x: 12, y: 8, w: 5, h: 5, fill: text}
  badge-back:
    values: {has_time: false}
    when_over: []
    frames:
      - {part: rect, x: width - 12 - 5, y: 8, w: 5, h: 5, fill: text}
  badge-tall-back:
    values: {has_time: false}
    when_over: []
    frames:
      - {part: rect, x: width - 12 - 5, y: 8, w: 5, h: 5, fill: text}
"""
"""A template whose fronts and backs bear one square, at the same place of the card as one looks through it."""


def marked_template(folder: Path, theme: str = "kojo") -> Path:
    """Write the marked template over a theme's cards and return its folder."""
    home = folder / "marked"
    home.mkdir(exist_ok=True)
    (home / "template.yaml").write_text(MARKED.replace("THEME", theme), encoding="utf-8")
    return home


def pages(data: bytes, dpi: float = DPI) -> list[Image.Image]:
    """Return a PDF's pages in grey."""
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(io.BytesIO(data))]


def ink_box(page: Image.Image, box: tuple[float, float, float, float]) -> tuple[float, ...] | None:
    """Return the box of the ink inside a box of a page, both in mm from the page's upper left."""
    left, top, right, bottom = (round(edge * MM) for edge in box)
    found = ImageOps.invert(page.crop((left, top, right, bottom))).point(lambda v: 255 if v > 127 else 0).getbbox()
    return found and tuple((edge + base) / MM for edge, base in zip(found, (left, top, left, top), strict=True))


def codes(data: bytes, dpi: float = 300) -> list[list[tuple[str, float, float]]]:
    """Return each page's codes row by row: text, and the middle in mm."""
    found = []
    for page in pages(data, dpi):
        read = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)
        middles = [
            (
                code.text,
                (code.position.top_left.x + code.position.bottom_right.x) / 2 / dpi * 25.4,
                (code.position.top_left.y + code.position.bottom_right.y) / 2 / dpi * 25.4,
            )
            for code in read
        ]
        found.append(sorted(middles, key=lambda code: (round(code[2] / 10), code[1])))
    return found


def texts(data: bytes) -> list[str]:
    """Return each page's text without blanks."""
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(io.BytesIO(data))]
