"""What can be told before anything is made: characters that no face has.

It stands apart from the event's own checks because only here are faces known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ofprint.base.findings import Finding, Severity, Words
from ofprint.fonts import clusters, is_ignorable

if TYPE_CHECKING:
    from ofprint.event import Event


def check(event: Event) -> list[Finding]:
    """Return a finding for each text of the event that holds a character no face has."""
    from ofprint.products.making import event_fonts

    stack = event_fonts(event).stack("Noto Sans JP")
    findings = []
    for path, text in event.texts():
        lacking = [
            c for c in clusters(str(text)) if not c.isspace() and not is_ignorable(c) and stack.face_for(c) is None
        ]
        if lacking:
            shown = " ".join(f"{c} (U+{ord(c[0]):04X})" for c in dict.fromkeys(lacking))
            what = Words(f"no face has {shown}", f"{shown} の字形がどの書体にもありません")
            cure = Words(
                "write it otherwise, or put a font that has it into the event's fonts folder",
                "別の書き方にするか、その字を持つ書体をイベントの fonts フォルダーに入れてください",
            )
            findings.append(Finding("text.missing-character", Severity.ERROR, what, cure, event.place(path)))
    return findings
