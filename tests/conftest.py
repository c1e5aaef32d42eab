"""Fixtures that many tests share: the examples, built once."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

import ofprint

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def examples() -> dict[str, Path]:
    """Every example's folder by its name."""
    return {folder.name: folder for folder in sorted(EXAMPLES.iterdir()) if (folder / "event.yaml").is_file()}


@pytest.fixture(scope="session")
def forum(examples: dict[str, Path]) -> ofprint.Event:
    """The first event."""
    return ofprint.load(examples["tohoku-vol7"])


@pytest.fixture(scope="session")
def text_of() -> Callable[[bytes], str]:
    """Extract a PDF's text, spaces and line ends left out."""

    def extract(data: bytes) -> str:
        document = pypdfium2.PdfDocument(io.BytesIO(data))
        pages = [page.get_textpage().get_text_range() for page in document]
        return "".join("".join(pages).split())

    return extract
