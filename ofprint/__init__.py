"""ofprint: one event definition becomes its flyer, booklet, badges and signs as print-ready PDFs.

    import ofprint
    event = ofprint.load("examples/tohoku-vol7")
    ofprint.flyer(event).save("flyer.pdf", press="x4")

Called from Python, ofprint starts no process, reads no clock and keeps no state; every name below is
imported when it is first used, so that a small job starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ofprint.api import badges, booklet, flyer, load, load_attendees, preflight, schema, signage, template_schema
    from ofprint.base.errors import (
        AttendeesError,
        EventError,
        FitError,
        FontError,
        OfprintError,
        OutputError,
        PressError,
        TemplateError,
    )
    from ofprint.base.findings import Finding, Place, Severity
    from ofprint.event import Event
    from ofprint.fonts.register import register_font
    from ofprint.layout.paragraph import Paragraph
    from ofprint.people import Attendee
    from ofprint.products.document import Document
    from ofprint.typesetting import Markup

__version__ = "0.1.0"

_HOMES = {
    **dict.fromkeys(
        (
            "badges", "booklet", "flyer", "load", "load_attendees", "preflight", "schema", "signage",
            "template_schema",
        ),
        "api",
    ),
    **dict.fromkeys(
        (
            "AttendeesError", "EventError", "FitError", "FontError", "OfprintError", "OutputError", "PressError",
            "TemplateError",
        ),
        "base.errors",
    ),
    **dict.fromkeys(("Finding", "Place", "Severity"), "base.findings"),
    "Attendee": "people",
    "Document": "products.document",
    "Event": "event",
    "Markup": "typesetting",
    "Paragraph": "layout.paragraph",
    "register_font": "fonts.register",
}  # fmt: skip

__all__ = [
    "Attendee", "AttendeesError", "Document", "Event", "EventError", "Finding", "FitError", "FontError", "Markup",
    "OfprintError", "OutputError", "Paragraph", "Place", "PressError", "Severity", "TemplateError", "badges", "booklet",
    "flyer", "load", "load_attendees", "preflight", "register_font", "schema", "signage", "template_schema",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ofprint' has no attribute {name!r}")
    value = getattr(import_module(f"ofprint.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
