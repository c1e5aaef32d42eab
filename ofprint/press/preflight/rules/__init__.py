"""The rules of the preflight, one subject a module, and the table that names them all.

They stand apart from one another so that a rule can be read, tested and left out alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ofprint.base.findings import Finding
from ofprint.press.preflight.examined import Examined
from ofprint.press.preflight.rules.bleed import check_bleed
from ofprint.press.preflight.rules.boxes import check_boxes
from ofprint.press.preflight.rules.codes import check_codes
from ofprint.press.preflight.rules.colour import check_colour
from ofprint.press.preflight.rules.file import check_file
from ofprint.press.preflight.rules.fonts import check_fonts
from ofprint.press.preflight.rules.images import check_images
from ofprint.press.preflight.rules.ink import check_ink
from ofprint.press.preflight.rules.lines import check_lines
from ofprint.press.preflight.rules.marks import check_marks
from ofprint.press.preflight.rules.metadata import check_metadata
from ofprint.press.preflight.rules.pages import check_pages
from ofprint.press.preflight.rules.text import check_text
from ofprint.press.preflight.rules.transparency import check_transparency

Rule = Callable[[Examined], Iterator[Finding]]

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "file": check_file,
        "metadata": check_metadata,
        "boxes": check_boxes,
        "marks": check_marks,
        "bleed": check_bleed,
        "fonts": check_fonts,
        "colour": check_colour,
        "ink": check_ink,
        "transparency": check_transparency,
        "text": check_text,
        "lines": check_lines,
        "images": check_images,
        "codes": check_codes,
        "pages": check_pages,
    }
)
"""Every rule's subject and the function that checks it."""
