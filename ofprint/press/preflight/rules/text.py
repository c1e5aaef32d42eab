"""Type: small type in one ink, white never overprinting, nothing too small, nothing near the knife."""

from __future__ import annotations

from collections.abc import Iterator

from ofprint.base.findings import Finding
from ofprint.base.lengths import MM
from ofprint.press.geometry import Box
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.painted import Painted
from ofprint.press.preflight.saying import ERROR, WARNING, found

_DISPLAY = 30.0
"""Type of this size and more that runs out of the page is artwork and meant to be cut, points."""


def check_text(file: Examined) -> Iterator[Finding]:
    """Check every string drawn inside the trim, and every white thing that overprints."""
    for page, painted in file.drawn:
        if painted.overprint and file.for_press:
            yield from _white_overprint(page, painted)
        if painted.kind != "text" or _outside(painted.box, page.trim):
            continue
        if file.for_press:
            yield from _several_inks(file, page, painted)
            yield from _size(file, page, painted)
        yield from _near_the_knife(file, page, painted)


def _outside(box: Box, trim: Box) -> bool:
    return box[2] <= trim[0] or box[0] >= trim[2] or box[3] <= trim[1] or box[1] >= trim[3]


def _white_overprint(page: PageView, painted: Painted) -> Iterator[Finding]:
    colour = painted.colour
    if colour is None or not colour.is_white or painted.kind == "image":
        return
    if colour.space.family == "DeviceCMYK" and not painted.overprint_mode:
        return
    yield found(
        "text.white-overprint",
        ERROR,
        ("white is set to overprint and will vanish", "白がオーバープリントになっていて、印刷すると消えます"),
        ("turn overprint off for white", "白のオーバープリントを解除してください"),
        page.place(painted.box),
    )


def _several_inks(file: Examined, page: PageView, painted: Painted) -> Iterator[Finding]:
    plates = painted.colour.plates if painted.colour else None
    if plates is None or painted.size >= file.limits.small_text:
        return
    inks = [name for name, amount in plates.items() if amount >= 0.02]
    if len(inks) < 2:
        return
    yield found(
        "text.several-inks",
        WARNING,
        (f"type of {painted.size:.1f} pt is printed in {len(inks)} inks and will look blurred when they shift",
         f"{painted.size:.1f} pt の文字が {len(inks)} 色の掛け合わせで、版ずれするとにじみます"),
        ("set small type in one ink, black best of all", "小さい文字は 1 色（できればスミ）にしてください"),
        page.place(painted.box),
    )  # fmt: skip


def _size(file: Examined, page: PageView, painted: Painted) -> Iterator[Finding]:
    if 0 < painted.size < file.limits.least_text - 0.01:
        yield found(
            "text.size",
            WARNING,
            (f"type of {painted.size:.1f} pt is smaller than {file.limits.least_text:g} pt",
             f"文字が {painted.size:.1f} pt で、{file.limits.least_text:g} pt より小さいです"),
            ("set it larger", "大きくしてください"),
            page.place(painted.box),
        )  # fmt: skip


def _near_the_knife(file: Examined, page: PageView, painted: Painted) -> Iterator[Finding]:
    safe = file.limits.safe * MM
    trim, box = page.trim, painted.box
    room = min(box[0] - trim[0], box[1] - trim[1], trim[2] - box[2], trim[3] - box[3])
    meant = painted.size >= _DISPLAY and room < 0
    if room < safe - 0.1 * MM and not meant:
        yield found(
            "text.unsafe",
            WARNING,
            (f"type stands {max(room, 0) / MM:.1f} mm from the trim; {file.limits.safe:g} mm are safe",
             f"文字が仕上がりから {max(room, 0) / MM:.1f} mm にあります（{file.limits.safe:g} mm 以上離します）"),
            ("move it inwards", "内側に移してください"),
            page.place(box),
        )  # fmt: skip
