"""The gallery holds every example × theme × product, and its page shows them; the images themselves are looked at."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from ofprint.layout.template.loading import shipped_templates

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
PRODUCTS = ("flyer", "booklet", "badges", "signage")
MOST = 6_000_000
"""Bytes of all images together, so that the tree stays light."""


def test_the_gallery_holds_every_example_in_every_theme_and_nothing_else(examples: dict[str, Path]) -> None:
    wanted = {
        f"{name}-{theme}-{product}.webp" for name in examples for theme in shipped_templates() for product in PRODUCTS
    }
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r'src="([^"]+)"', page)) == wanted
    assert {path.name for path in GALLERY.iterdir()} == wanted | {"README.md", "make.py"}


def test_the_gallery_is_light_and_its_images_are_whole() -> None:
    files = list(GALLERY.glob("*.webp"))
    assert sum(path.stat().st_size for path in files) < MOST
    for path in files:
        with Image.open(path) as image:
            assert image.width > 300 and image.height > 100, path.name
