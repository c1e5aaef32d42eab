"""What there is to say about pictures: the findings of `ofprint.press.colour`, in both languages.

They stand apart so that the darkroom's steps can be read without their words.
"""

from __future__ import annotations

from ofprint.base.findings import Finding, Place, Severity, Words


def _finding(rule: str, severity: Severity, name: str, what: Words, cure: Words | None = None) -> Finding:
    return Finding(f"image.{rule}", severity, what, cure, Place(file=name))


def too_large(name: str, size: tuple[int, int], most: int) -> Finding:
    """Return the finding for a picture with more pixels than are worked on."""
    have, may = round(size[0] * size[1] / 1e6), round(most / 1e6)
    return _finding(
        "too-large",
        Severity.ERROR,
        name,
        Words(
            f"{size[0]} × {size[1]} pixels ({have} megapixels) are more than the {may} that are worked on",
            f"{size[0]} × {size[1]} ピクセル（{have} メガピクセル）は上限の {may} メガピクセルを超えています",
        ),
        Words(
            "reduce it; at 350 dpi even A2 takes 46 megapixels",
            "縮小してください（350 dpi なら A2 でも 46 メガピクセルです）",
        ),
    )


def unreadable(name: str) -> Finding:
    """Return the finding for a file that is no picture, or a broken one."""
    return _finding(
        "unreadable",
        Severity.ERROR,
        name,
        Words("the picture is broken or of an unknown kind", "画像が壊れているか、対応していない形式です"),
        Words("save it anew as PNG, JPEG or TIFF", "PNG、JPEG、TIFF のいずれかで保存し直してください"),
    )


def coarse(name: str, dpi: float, wanted: float, *, error: bool) -> Finding:
    """Return the finding for a picture with too few pixels for its size on paper."""
    return _finding(
        "resolution",
        Severity.ERROR if error else Severity.WARNING,
        name,
        Words(
            f"it prints at {dpi:.0f} dpi; {wanted:.0f} and more look sharp",
            f"印刷時の解像度が {dpi:.0f} dpi です（{wanted:.0f} dpi 以上が必要です）",
        ),
        Words("use a larger original or print it smaller", "大きな原画像を使うか、小さく配置してください"),
    )


def reduced(name: str, dpi: float, to: float) -> Finding:
    """Return the finding for a picture brought down to what the press can use."""
    return _finding(
        "reduced",
        Severity.INFO,
        name,
        Words(f"brought from {dpi:.0f} down to {to:.0f} dpi", f"解像度を {dpi:.0f} dpi から {to:.0f} dpi に下げました"),
    )


def flattened(name: str) -> Finding:
    """Return the finding for a picture whose opacity was laid on white."""
    return _finding(
        "flattened",
        Severity.INFO,
        name,
        Words("its transparent parts were laid on paper white", "透明部分を白地に統合しました"),
    )


def profile_unusable(name: str) -> Finding:
    """Return the finding for an embedded profile that does not fit the picture."""
    return _finding(
        "profile",
        Severity.WARNING,
        name,
        Words(
            "its embedded colour profile is broken or not for RGB; it was taken for sRGB",
            "埋め込みプロファイルが使えないため、sRGB とみなしました",
        ),
        Words("save it with an sRGB profile", "sRGB プロファイルを埋め込んで保存してください"),
    )


def ink_reduced(name: str, most: float, limit: float) -> Finding:
    """Return the finding for a CMYK picture brought under the ink limit."""
    return _finding(
        "ink-reduced",
        Severity.INFO,
        name,
        Words(
            f"its total ink of up to {most:.0f} % was brought under {limit:.0f} %",
            f"総インキ量（最大 {most:.0f} %）を {limit:.0f} % 以下に抑えました",
        ),
    )
