"""Small press documents that the tests of the press room share."""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from typing import Any

import pikepdf

from ofprint.base.inks import BLACK, Ink
from ofprint.press.document import PrintDocument
from ofprint.press.geometry import SheetGeometry
from ofprint.press.inks import ink_operators
from ofprint.press.variants import VARIANTS, Variant

JST = timezone(timedelta(hours=9))
DATE = datetime(2026, 10, 1, 9, 0, tzinfo=JST)
A4 = (210.0, 297.0)
A5 = (148.0, 210.0)


class NoFonts:
    """Stands for the fonts of a document without text."""

    def add_to(self, canvas: Any) -> None:
        """Add none."""


def document(variant: str | Variant = "x4", **more: Any) -> PrintDocument:
    chosen = VARIANTS[variant] if isinstance(variant, str) else variant
    return PrintDocument(**{"variant": chosen, "title": "見本", "date": DATE, "fonts": NoFonts(), **more})


def ground(sheet: SheetGeometry, ink: Ink, *, device_gray: bool = False) -> bytes:
    """Return operators that fill trim and bleed with ``ink``."""
    left, bottom, right, top = sheet.bleed_box
    x, y = sheet.origin
    box = f" {left - x:.4f} {bottom - y:.4f} {right - left:.4f} {top - bottom:.4f}"
    return ink_operators(ink, device_gray=device_gray) + f"{box} re f\n".encode()


def square(x: float, y: float, side: float, ink: Ink = BLACK) -> bytes:
    return ink_operators(ink) + f" {x} {y} {side} {side} re f\n".encode()


def plain(variant: str | Variant = "x4", pages: int = 1, trim: tuple[float, float] = A4, **more: Any) -> bytes:
    """Return a clean file: every page filled to the bleed, with one black square."""
    made = document(variant, **more)
    sheet = made.variant.sheet(trim)
    for number in range(pages):
        made.add_page(sheet, ground(sheet, Ink(c=10 + number % 60, y=20)) + square(100, 100, 20 + number))
    return made.finish()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def box_mm(box: Any) -> tuple[float, ...]:
    return tuple(round(float(edge) * 25.4 / 72, 2) for edge in box)
