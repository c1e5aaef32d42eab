"""What is true of an event: the typed model, its loading and its checks.

It stands apart because every product reads the event from here, and nothing here knows how it will look.
"""

from __future__ import annotations

from typing import Any

from ofprint.event.clock import Clock, Moment
from ofprint.event.loading import load
from ofprint.event.model import Event
from ofprint.event.text import Edition, PersonName, Text

__all__ = ["Clock", "Edition", "Event", "Moment", "PersonName", "Text", "load", "schema"]


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an event definition."""
    from ofprint.event.json_schema import event_schema

    return event_schema()
