"""What a narrow measure gives up: one kinsoku level, where the style's own leaves no good break.

It stands apart because it weighs lines that were chosen already, and most text never comes here. JLREQ's
levels (C.3) are a choice between the look of line heads and even spacing; on a measure of a few
ems the strictest tears holes into lines. Then, and only then, the next looser level is taken for the
paragraph, and the outcome says so (`SetText.kinsoku`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ofprint.base.records import replace
from ofprint.typesetting.kinsoku import Level
from ofprint.typesetting.linebreak import Span
from ofprint.typesetting.paragraph import Paragraph

NARROW = 8.0
"""A measure of so many ems or less may drop a level."""
HOLE = 1.0
"""A line that must be opened by more than this at each of its places, in ems, has no good break: holes as wide as a
character."""
_GAIN = 0.25
"""How much narrower the widest hole must become, in ems, for a level to be dropped."""
_LOOSER: dict[Level, Level] = {"very-strict": "strict", "strict": "loose", "loose": "very-loose"}
_EMERGENCY = 1e3
"""How bad a break is that no rule allows, in ems of hole."""

Breaking = Callable[[Paragraph], list[Span]]


def loosened(paragraph: Paragraph, chosen: list[Span], measure: float, breaking: Breaking) -> Paragraph:
    """Return the paragraph, or the same made one level looser, if that closes its holes or spares it a wrong break.

    ``chosen`` are its lines at ``measure`` ems, ``breaking`` finds those of another paragraph.
    """
    looser = _LOOSER.get(paragraph.style.kinsoku)
    worst = _worst(paragraph, chosen, measure) if looser and measure <= NARROW else 0.0
    if not looser or worst <= HOLE:
        return paragraph
    other = Paragraph(paragraph.rich, replace(paragraph.style, kinsoku=looser))
    return other if _worst(other, breaking(other), measure) < worst - _GAIN else paragraph


def _worst(paragraph: Paragraph, chosen: Sequence[Span], measure: float) -> float:
    """Return how far the worst of the lines but the last is opened at each of its places, in ems."""
    worst = 0.0
    for first, end in chosen[:-1]:
        if not paragraph.gaps[end - 1].breaks:
            worst = max(worst, _EMERGENCY)
            continue
        places = sum(1 for gap in paragraph.gaps[first : paragraph.last_drawn(end)] if gap.grows_last)
        worst = max(worst, (measure - paragraph.natural(first, end)) / max(1, places))
    return worst
