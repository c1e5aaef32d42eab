"""The preflight: any PDF walked with its graphics state, and every fault a printer would find reported.

It stands apart from the writer on purpose: it knows nothing of how ofprint makes files and judges ours and
a stranger's alike.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ofprint.base.errors import PressError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.press.limits import Limits
from ofprint.press.placing import open_pdf
from ofprint.press.preflight.examined import Examined
from ofprint.press.preflight.rules import RULES
from ofprint.press.preflight.saying import gathered
from ofprint.press.printers import limits_of, press_named
from ofprint.press.variants import Variant

__all__ = ["RULES", "Limits", "preflight"]

MOST_BYTES = 1024 * 1024 * 1024


def preflight(
    file: str | os.PathLike[str] | bytes | IO[bytes], press: str | Variant = "x4", *, limits: Limits | None = None
) -> list[Finding]:
    """Return what a printer would find in a PDF (a path, its bytes or a binary stream), in page order.

    ``press`` is the variant it is meant to be, or the printer it goes to; ``limits`` are the figures of
    the job, else the printer's. Raises `PressError` when it is no PDF that can be read, or no such press. A
    file that is hostile or damaged ends in findings.
    """
    variant, usual = _press(press)
    data = _bytes(file)
    with open_pdf(data) as pdf:
        examined = Examined(pdf, data, variant, limits or usual, _name(file))
        try:
            return list(gathered(_all(examined)))
        finally:
            examined.raster.close()


def _all(file: Examined) -> Iterator[Finding]:
    """Yield the findings of all rules; a rule that a damaged file defeats says so instead."""
    for name, rule in RULES.items():
        try:
            yield from rule(file)
        except Exception:  # noqa: BLE001 - no file, however made, may end in a traceback
            yield Finding(
                "preflight.file.damaged",
                Severity.WARNING,
                Words(f"the file could not be examined for: {name}", f"検査できない項目があります：{name}"),
                Words("export the file anew", "書き出し直してください"),
            )
    if file.raster.missed:
        yield _not_pictured(sorted(file.raster.missed))


def _not_pictured(pages: list[int]) -> Finding:
    """Return the finding that no picture of some pages could be made, so that what only a picture shows is unknown."""
    some = ", ".join(str(page) for page in pages[:10]) + (" …" if len(pages) > 10 else "")
    return Finding(
        "preflight.file.not-pictured",
        Severity.WARNING,
        Words(
            f"no picture could be made of these pages, so their bleed and codes were not looked at: {some}",
            f"画像にできないページがあり、塗り足しと QR コードを検査していません：{some}",
        ),
        Words(
            "make pages and pictures smaller, or check them by eye",
            "ページや画像を小さくするか、目で確かめてください",
        ),
    )


def _press(press: str | Variant) -> tuple[Variant, Limits]:
    """Return the variant and the limits that ``press`` stands for."""
    if isinstance(press, Variant):
        return press, limits_of(press)
    named = press_named(press)
    return named.variant, named.limits


def _name(file: str | os.PathLike[str] | bytes | IO[bytes]) -> str:
    return Path(file).name if isinstance(file, (str, os.PathLike)) else ""


def _bytes(file: str | os.PathLike[str] | bytes | IO[bytes]) -> bytes:
    """Return the file's bytes; a file larger than a gigabyte is refused."""
    if isinstance(file, (bytes, bytearray)):
        data = bytes(file)
    elif isinstance(file, (str, os.PathLike)):
        data = b"" if Path(file).stat().st_size > MOST_BYTES else Path(file).read_bytes()
    else:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES or not data:
        raise PressError(
            [
                Finding(
                    "press.no-pdf",
                    Severity.ERROR,
                    Words("the file is empty or larger than a gigabyte", "ファイルが空か、1 GB を超えています"),
                )
            ]
        )
    return data
