"""What a narrow measure gives up: the very strict level of kinsoku for the strict one, where it leaves no good break.

It stands apart because it weighs lines that were chosen already, and most text never comes here. JLREQ's
levels (C.3) are a choice between the look of line heads and even spacing; on a measure of a few
ems the strictest tears holes into lines. Then, and only then, JLREQ's own default is taken for the
paragraph, and the outcome says so (`SetText.kinsoku`). A looser level is a choice already and is held to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ofprint.base.records import replace
from ofprint.typesetting.linebreak import Span
from ofprint.typesetting.paragraph import Paragraph

NARROW = 8.0
"""A measure of so many ems or less may drop the level."""
HOLE = 1.0
"""A line that must be opened by more than this at each of its places, in ems, has no good break: holes as wide as a
character."""
_GAIN = 0.25
"""How much narrower the widest hole must become, in ems, for a level to be dropped."""
Breaking = Callable[[Paragraph], list[Span]]


def loosened(paragraph: Paragraph, chosen: list[Span], measure: float, breaking: Breaking) -> Paragraph:
    """Return the paragraph, or the same at the strict level, if that closes its holes or spares it a wrong break.

    ``chosen`` are its lines at ``measure`` ems, ``breaking`` finds those of another paragraph.
    """
    if paragraph.style.kinsoku != "very-strict" or measure > NARROW:
        return paragraph
    wrong, hole = _worst(paragraph, chosen, measure)
    if not wrong and hole <= HOLE:
        return paragraph
    other = Paragraph(paragraph.rich, replace(paragraph.style, kinsoku="strict"))
    return other if _worst(other, breaking(other), measure) < (wrong, hole - _GAIN) else paragraph


def _worst(paragraph: Paragraph, chosen: Sequence[Span], measure: float) -> tuple[int, float]:
    """Return how many lines end where no rule lets them, and how far the worst of all but the last is opened.

    That is by so many ems at each of its places.
    """
    wrong, hole = 0, 0.0
    for first, end in chosen[:-1]:
        wrong += not paragraph.gaps[end - 1].breaks
        places = sum(1 for gap in paragraph.gaps[first : paragraph.last_drawn(end)] if gap.grows_last)
        hole = max(hole, (measure - paragraph.natural(first, end)) / max(1, places))
    return wrong, hole
