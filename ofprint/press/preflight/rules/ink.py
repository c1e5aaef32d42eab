"""Total ink: exact for vector art from its colours, overprint included, and for pictures from their pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ofprint.base.findings import Finding
from ofprint.press.geometry import Box
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.inks import PROCESS
from ofprint.press.preflight.painted import Painted, common, is_empty
from ofprint.press.preflight.pixels import most_image_ink
from ofprint.press.preflight.saying import ERROR, found

_SLACK = 0.5
_MOST_GROUNDS = 400
Plates = Mapping[str, float]


def check_ink(file: Examined) -> Iterator[Finding]:
    """Check that nothing inside the bleed lays down more ink than the job's limit."""
    if not file.for_press:
        return
    pictures: dict[Any, float | None] = {}
    for page in file.pages:
        grounds: list[tuple[Box, Plates]] = []
        for painted in page.painted:
            box = common(painted.box, page.bleed)
            if is_empty(box) or box[2] - box[0] < 0.01 or box[3] - box[1] < 0.01:
                continue
            total = _picture(painted, pictures) if _is_picture(painted) else _vector(painted, grounds)
            if total is not None and total > file.limits.ink + _SLACK:
                yield _too_much(page, box, total, file.limits.ink)


def _is_picture(painted: Painted) -> bool:
    return painted.kind == "image" and not _is_stencil(painted.image)


def _is_stencil(image: Any) -> bool:
    return bool(image.get("/ImageMask", False)) if not isinstance(image, dict) else bool(image.get("IM", False))


def _picture(painted: Painted, known: dict[Any, float | None]) -> float | None:
    if isinstance(painted.image, dict) or painted.colour is None:
        return None
    key = painted.image.objgen
    if key not in known:
        known[key] = most_image_ink(painted.image, painted.colour.space)
    return known[key]


def _vector(painted: Painted, grounds: list[tuple[Box, Plates]]) -> float | None:
    """Return the ink where ``painted`` lies, what shows through it included; remember it as a ground."""
    if painted.colour is None or painted.colour.plates is None or "All" in painted.colour.plates:
        return None
    plates = painted.colour.plates
    if painted.overprint or painted.blend == "Multiply" or painted.alpha < 1:
        plates = _over(painted, _beneath(painted.box, grounds))
    if painted.rectangle and painted.kind == "fill":
        grounds.append((painted.box, plates))
        del grounds[:-_MOST_GROUNDS]
    return 100 * sum(plates.values())


def _beneath(box: Box, grounds: list[tuple[Box, Plates]]) -> Plates:
    """Return the plates of the topmost ground that lies under the whole of ``box``."""
    for ground, plates in reversed(grounds):
        if ground[0] <= box[0] and ground[1] <= box[1] and ground[2] >= box[2] and ground[3] >= box[3]:
            return plates
    return {}


def _over(painted: Painted, ground: Plates) -> Plates:
    """Return the plates of a colour laid over a ground (ISO 32000-1, 11.7.4.3 for overprint)."""
    assert painted.colour is not None
    own = painted.colour.plates or {}
    names = set(ground) | set(own)
    if painted.blend == "Multiply":
        return {name: 1 - (1 - ground.get(name, 0)) * (1 - own.get(name, 0)) for name in names}
    kept = dict(ground) if painted.overprint else {}
    if painted.overprint and painted.colour.space.family in ("DeviceCMYK", "ICCBased") and not painted.overprint_mode:
        kept = {name: amount for name, amount in kept.items() if name not in PROCESS}
    if painted.overprint and painted.colour.space.family == "DeviceGray":
        kept = {name: amount for name, amount in kept.items() if name not in PROCESS}
    laid = {**kept, **own}
    if painted.alpha >= 1:
        return laid
    return {n: ground.get(n, 0) * (1 - painted.alpha) + laid.get(n, 0) * painted.alpha for n in names}


def _too_much(page: PageView, box: Box, total: float, limit: float) -> Finding:
    return found(
        "ink.total",
        ERROR,
        (
            f"the total ink is {total:.0f} %, more than {limit:.0f} %",
            f"総インキ量が {total:.0f} %（上限 {limit:.0f} %）です",
        ),
        (
            "lighten the colours beneath the black, or convert the picture anew",
            "色を軽くするか、画像を変換し直してください",
        ),
        page.place(box),
    )
