"""Colour spaces: no device RGB, nothing device-independent where the variant forbids it, spot inks named."""

from __future__ import annotations

from collections.abc import Iterator

from ofprint.base.findings import Finding
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.inks import PROCESS
from ofprint.press.preflight.painted import Painted
from ofprint.press.preflight.saying import ERROR, INFO, WARNING, found

_CALIBRATED = {"ICCBased", "CalRGB", "CalGray", "Lab"}
_WORDS = {
    "fill": ("an area", "面"), "stroke": ("a line", "線"), "text": ("text", "文字"), "image": ("a picture", "画像"),
    "shade": ("a gradient", "グラデーション"),
}  # fmt: skip


_SPOTS = {"allow": INFO, "warn": WARNING, "refuse": ERROR}


def check_colour(file: Examined) -> Iterator[Finding]:
    """Check the colour of everything painted (X-1a: CMYK, grey and spot inks only; X-4: no device RGB)."""
    if not file.for_press:
        return
    spots: dict[str, tuple[PageView, Painted]] = {}
    for page, painted in file.drawn:
        if painted.colour is None:
            continue
        yield from _space(file, page, painted)
        for name in painted.colour.plates or ():
            if name not in PROCESS and name != "All":
                spots.setdefault(name, (page, painted))
    yield from _spots(file, spots)


def _space(file: Examined, page: PageView, painted: Painted) -> Iterator[Finding]:
    assert painted.colour is not None
    space, (english, japanese) = painted.colour.space, _WORDS[painted.kind]
    if space.is_rgb:
        yield found(
            "colour.rgb",
            ERROR,
            (f"{english} is in RGB", f"{japanese}が RGB です"),
            ("convert it to CMYK", "CMYK に変換してください"),
            page.place(painted.box),
        )
    elif not file.variant.icc_colour and _CALIBRATED.intersection(space.families):
        yield found(
            "colour.profile",
            ERROR,
            (f"{english} carries its own colour profile ({space.families[-1]})",
             f"{japanese}にカラープロファイル（{space.families[-1]}）が付いています"),
            ("convert it to plain CMYK or grey", "プロファイルのない CMYK かグレーに変換してください"),
            page.place(painted.box),
        )  # fmt: skip
    elif file.variant.icc_colour and space.family in _CALIBRATED and painted.colour.plates is None:
        yield found(
            "colour.convert",
            WARNING,
            (
                f"{english} is not in CMYK; the printer will convert it",
                f"{japanese}が CMYK ではなく、印刷所で変換されます",
            ),
            ("convert it to CMYK yourself to see the colour", "CMYK に変換して色を確かめてください"),
            page.place(painted.box),
        )


def _spots(file: Examined, spots: dict[str, tuple[PageView, Painted]]) -> Iterator[Finding]:
    for name, (page, painted) in sorted(spots.items()):
        yield found(
            "colour.spot",
            _SPOTS[file.limits.spots],
            (f"the spot ink {name} needs a plate of its own", f"特色「{name}」の版が必要です"),
            ("ask whether the printer takes spot inks", "特色を使えるか印刷所に確かめてください"),
            page.place(painted.box),
        )
