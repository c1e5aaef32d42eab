"""Inks as PDF operators: process colours, spot inks, overprint and knock-out.

It stands apart because how a colour is written decides which plates it lands on.

An ink of black alone is written as ``0 0 0 k`` in DeviceCMYK, not as DeviceGray, in files for the
press: with overprint mode 1 a CMYK component of zero leaves the plate beneath untouched (ISO 32000-1,
11.7.4.3), so K100 type prints over a tint, while DeviceGray black erases what is beneath. A file
for an office copier takes DeviceGray: its driver may send CMYK black through RGB and print it in four
toners, but prints grey with black toner alone.
"""

from __future__ import annotations

import re

from ofprint.base.inks import Ink
from ofprint.press.pdfobjects import name, number, numbers

OVERPRINT = b"/OP1 gs"
"""Lay ink over what is beneath, for fills and strokes, zero components transparent (OPM 1)."""
KNOCKOUT = b"/OP0 gs"
"""Erase what is beneath."""


def ink_operators(ink: Ink, stroke: bool = False, *, device_gray: bool = False) -> bytes:
    """Return the operators that make ``ink`` current for filling, or for stroking when ``stroke``.

    ``device_gray`` writes inks of black alone as DeviceGray (the `office` variant). White always
    knocks out: laid over, it would vanish.
    """
    if device_gray and ink.is_grey:
        return KNOCKOUT + b" " + number(1 - ink.k / 100) + (b" G" if stroke else b" g")
    state = OVERPRINT if ink.overprint and ink.total > 0 else KNOCKOUT
    return state + b" " + _colour(ink, stroke)


def _colour(ink: Ink, stroke: bool) -> bytes:
    if ink.spot:
        space = b"/" + spot_resource(ink.spot).encode("ascii")
        return space + (b" CS " if stroke else b" cs ") + number(ink.tint / 100) + (b" SCN" if stroke else b" scn")
    amounts = numbers(amount / 100 for amount in (ink.c, ink.m, ink.y, ink.k))
    return amounts + (b" K" if stroke else b" k")


def spot_resource(spot: str) -> str:
    """Return the name under which a page's resources hold the spot ink: ``CS_`` and its name in ASCII."""
    return "CS_" + re.sub(r"[^A-Za-z0-9]", lambda found: f"_{ord(found[0]):x}_", spot)


def separation(spot: str, alternate: tuple[float, float, float, float]) -> bytes:
    """Return a Separation colour space (8.6.6.4) whose process alternate is ``alternate``, in per cent."""
    full = numbers(amount / 100 for amount in alternate)
    tint = b"<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[" + full + b"]>>"
    return b"[/Separation " + name(spot) + b"/DeviceCMYK " + tint + b"]"
