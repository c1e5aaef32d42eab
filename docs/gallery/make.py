"""Make the gallery: page images of every example in every theme, and the page that shows them.

    python docs/gallery/make.py

Each product is one image, small enough to keep; what it leaves out of a long product stands under it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pikepdf
import pypdfium2
from PIL import Image

from ofprint.cli import main
from ofprint.layout.template.loading import shipped_templates

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
PRODUCTS = ("flyer", "booklet", "badges", "signage")

INSIDE = 10
"""So many inner pages of a booklet are shown, beside its cover and back."""
GROUND, GAP, WIDE = "#e4e4e4", 12, 1560
"""The ground between pages, the pixels between them, and the widest image."""
WIDTHS = {"flyer": 560, "booklet": 255, "badges": 560}
"""The width of a page in pixels; signs are as high as one another instead."""
SIGN_HEIGHT = 400
QUALITY = 68


class Sheet(NamedTuple):
    """One image: rows of groups of pages that touch, and what is said of it."""

    groups: tuple[tuple[Image.Image, ...], ...]
    said: str


def examples() -> tuple[str, ...]:
    """Return the examples that are events."""
    return tuple(sorted(path.parent.name for path in EXAMPLES.glob("*/event.yaml")))


def name_of(example: str, theme: str, product: str) -> str:
    """Return the file of an image."""
    return f"{example}-{theme}-{product}.webp"


def _pages(pdf: Path, numbers: Iterable[int], size: tuple[int, int]) -> list[Image.Image]:
    """Return pages (from 1), cut to their trim, no wider and no higher than a size in pixels."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        images = []
        for number in numbers:
            page = document[number - 1]
            page.set_cropbox(*page.get_trimbox())
            width, height = page.get_size()
            drawn = page.render(scale=2 * min(size[0] / width, size[1] / height)).to_pil()
            images.append(drawn.resize((drawn.width // 2, drawn.height // 2), Image.Resampling.LANCZOS))
        return images
    finally:
        document.close()


def _wish(pdf: Path, key: str) -> str:
    """Return what a file asks of its reader, such as its direction."""
    with pikepdf.open(pdf) as opened:
        return str(opened.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get(key, ""))


def _count(pdf: Path) -> int:
    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def _flyer(out: Path) -> Sheet:
    pdf = out / "flyer.pdf"
    count = _count(pdf)
    return Sheet(tuple((page,) for page in _pages(pdf, range(1, count + 1), (WIDTHS["flyer"], 9999))), f"{count} pages")


def _booklet(out: Path) -> Sheet:
    """Return the open jacket and the first spreads, as they lie in the hand."""
    pdf = out / "booklet.pdf"
    count, backwards = _count(pdf), _wish(pdf, "/Direction") == "/R2L"
    inner = range(2, min(INSIDE + 2, count))
    spreads = [(count, 1), *((page, page + 1) for page in inner[::2])]
    ordered = [pair[::-1] if backwards else pair for pair in spreads]
    groups = tuple(tuple(_pages(pdf, pair, (WIDTHS["booklet"], 9999))) for pair in ordered)
    whole = len(inner) + 2 == count
    return Sheet(groups, f"{count} pages" if whole else f"jacket and pages 2–{inner[-1]} of {count}")


def _badges(out: Path) -> Sheet:
    pdf = out / "badges.pdf"
    count, sides = _count(pdf), 2 if _wish(pdf, "/Duplex").startswith("/Duplex") else 1
    groups = tuple((page,) for page in _pages(pdf, range(1, sides + 1), (WIDTHS["badges"], 9999)))
    shown = "front and back of the first sheet" if sides == 2 else "the first sheet"
    return Sheet(groups, f"{shown} of {count // sides}" if count > sides else shown)


def _signage(out: Path) -> Sheet:
    """Return the first sign of each kind."""
    files = sorted((out / "signage").glob("*.pdf"), key=lambda pdf: pdf.stem)
    kinds = {pdf.stem.split("-")[0]: pdf for pdf in reversed(files)}
    groups = [tuple(_pages(pdf, (1,), (WIDE - 2 * GAP, SIGN_HEIGHT))) for _, pdf in sorted(kinds.items())]
    return Sheet(tuple(groups), f"one sign of each kind; {sum(map(_count, files))} in all")


SHEETS = {"flyer": _flyer, "booklet": _booklet, "badges": _badges, "signage": _signage}


def _laid(groups: Sequence[Sequence[Image.Image]]) -> Image.Image:
    """Return groups of pages in rows on one ground."""
    rows: list[list[Sequence[Image.Image]]] = [[]]
    used = GAP
    for group in groups:
        width = sum(page.width for page in group) + GAP
        if rows[-1] and used + width > WIDE + 2 * GAP:
            rows.append([])
            used = GAP
        rows[-1].append(group)
        used += width
    widths = [sum(page.width for group in row for page in group) + GAP * (len(row) + 1) for row in rows]
    heights = [max(page.height for group in row for page in group) for row in rows]
    whole = Image.new("RGB", (max(widths), sum(heights) + GAP * (len(rows) + 1)), GROUND)
    y = GAP
    for row, height in zip(rows, heights, strict=True):
        x = GAP
        for group in row:
            for page in group:
                whole.paste(page, (x, y))
                x += page.width
            x += GAP
        y += height + GAP
    return whole


def index(said: dict[str, str]) -> str:
    """Return the page that shows the images, with what is said of each by its file."""
    themes = shipped_templates()
    lines = [
        "# Gallery",
        "",
        "Every example in every theme, made by `python docs/gallery/make.py`. Pages are shown cut to their trim.",
        "",
    ]
    for example in examples():
        lines += [f"## [{example}](../../examples/{example}/event.yaml)", ""]
        lines += [f"| | {' | '.join(themes)} |", f"| --- |{' --- |' * len(themes)}"]
        for product in PRODUCTS:
            names = [name_of(example, theme, product) for theme in themes]
            cells = [f'<a href="{name}"><img src="{name}" alt="{name[:-5]}"></a><br>{said[name]}' for name in names]
            lines.append(f"| {product} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def make() -> int:
    """Build every example in every theme, write the images and the page; return 1 where a build fails."""
    said: dict[str, str] = {}
    for old in HERE.glob("*.webp"):
        old.unlink()
    for example in examples():
        for theme in shipped_templates():
            with TemporaryDirectory() as folder:
                out = Path(folder)
                if main(["build", str(EXAMPLES / example), "--template", theme, "-o", folder, "--quiet"]):
                    return 1
                for product, sheet_of in SHEETS.items():
                    sheet, name = sheet_of(out), name_of(example, theme, product)
                    _laid(sheet.groups).save(HERE / name, "WEBP", quality=QUALITY, method=6)
                    said[name] = sheet.said
    (HERE / "README.md").write_text(index(said), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(make())
