"""What stage banners and reserved-seat sheets show, read from the event's signs.

It stands apart from the rest of the view because these sheets have their size and number from the sign itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from ofprint.products.view import ReservedView, StageView

if TYPE_CHECKING:
    from ofprint.event import Event, Text
    from ofprint.event.parts import Sign

STAGE = (5400.0, 900.0)
"""The stage banner's size where the event gives none, mm: a cloth of the usual 90 cm over a stage of three ken."""
PER_DISTANCE = 250
"""Letters are at least the reading distance divided by this: 120 mm at 30 m."""
_SERIES = {"A": (841, 1189), "B": (1030, 1456)}
"""Size 0 of ISO 216's A and of JIS P 0138's B, mm."""


class Viewer(Protocol):
    """Whatever reads one event in one language."""

    event: Event
    language: str

    def words(self, text: Text | str | None) -> str:
        """Return a text's words in the language; nothing for None."""


def sheet_size(size: str) -> tuple[float, float]:
    """Return width and height in mm of a sheet as the event spells it: ``A3``, ``A3 landscape``, ``263x1091mm``."""
    sides = re.fullmatch(r"(\d+)x(\d+)mm", size)
    if sides:
        return float(sides[1]), float(sides[2])
    width, height = _SERIES[size[0]]
    for _ in range(int(size[1])):
        width, height = height // 2, width
    return (height, width) if size.endswith("landscape") else (width, height)


def letter_height(distance: str) -> float:
    """Return the least height of letters in mm for a distance such as ``30m``; 0 where it says none."""
    found = re.search(r"(\d+(?:\.\d+)?)\s*(mm|cm|m)?", distance)
    if not found:
        return 0.0
    return float(found[1]) * {"mm": 1, "cm": 10}.get(found[2], 1000) / PER_DISTANCE


def stages(viewer: Viewer, title: tuple[str, ...]) -> tuple[StageView, ...]:
    """Return the banners over the stage; ``title`` stands on those without words of their own."""
    return tuple(
        StageView(
            number,
            tuple(sign.text.of(viewer.language).lines) if sign.text else title,
            sign.text is not None,
            viewer.words(sign.subtext),
            *(sheet_size(sign.size) if sign.size else STAGE),
            letter_height(viewer.words(sign.distance)),
        )
        for number, sign in enumerate((s for s in viewer.event.signs if s.kind == "stage"), 1)
    )


def reserved(viewer: Viewer) -> tuple[ReservedView, ...]:
    """Return a sheet for each seat that is kept, as many as its sign has copies."""
    return tuple(
        _seat(viewer, sign) for sign in viewer.event.signs if sign.kind == "reserved" for _ in range(sign.copies)
    )


def _seat(viewer: Viewer, sign: Sign) -> ReservedView:
    """Return a kept seat: a person's by their key, else what the sign says."""
    who = viewer.event.person(sign.person) if sign.person else None
    if who is None:
        return ReservedView(viewer.words(sign.text), beneath(viewer, sign))
    post = " ".join(viewer.words(part) for part in (who.affiliation, who.role) if part)
    honorific = "様" if viewer.language == "ja" else ""
    return ReservedView(str(who.name.of(viewer.language)), viewer.words(sign.subtext), honorific, post)


def beneath(viewer: Viewer, sign: Sign) -> str:
    """Return what stands beneath a sign's words: its subtext, else the same words in the other language."""
    if sign.subtext or not sign.text:
        return viewer.words(sign.subtext)
    others = [language for language in sign.text.languages if language != viewer.language]
    return str(sign.text.of(others[0])) if others else ""
