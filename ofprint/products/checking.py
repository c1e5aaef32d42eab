"""What can be told before anything is made: characters that no face has.

It stands apart from the event's own checks because only here are faces known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ofprint.layout.template.studio import missing_finding

if TYPE_CHECKING:
    from ofprint.base.findings import Finding
    from ofprint.event import Event


def check(event: Event) -> list[Finding]:
    """Return a finding for each text of the event that holds a character no face has."""
    from ofprint.products.making import event_fonts

    stack = event_fonts(event).stack("Noto Sans JP")
    return [
        missing_finding(lacking, str(text), event.place(path))
        for path, text in event.texts()
        if (lacking := stack.lacking(str(text)))
    ]
