"""Transparency: none in X-1a; in X-4 it is allowed and nothing is said."""

from __future__ import annotations

from collections.abc import Iterator

from ofprint.base.findings import Finding
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.painted import Painted
from ofprint.press.preflight.saying import ERROR, found


def check_transparency(file: Examined) -> Iterator[Finding]:
    """Check opacity, blend modes, soft masks and transparency groups where the variant has no transparency."""
    if not file.for_press or file.variant.transparency:
        return
    for page in file.pages:
        group = page.obj.get("/Group", {})
        if str(group.get("/S", "")) == "/Transparency":
            yield _transparent(page, None, ("the page is a transparency group", "ページが透明グループです"))
        for painted in page.painted:
            words = _how(painted)
            if words:
                yield _transparent(page, painted, words)


def _how(painted: Painted) -> tuple[str, str] | None:
    """Return in what way something is see-through, or None."""
    if painted.image is not None and not isinstance(painted.image, dict) and "/SMask" in painted.image:
        return "a picture has an opacity mask", "画像に透明マスクがあります"
    if painted.alpha < 1:
        return f"something is only {painted.alpha * 100:.0f} % opaque", f"不透明度が {painted.alpha * 100:.0f} % です"
    if painted.blend not in ("Normal", "Compatible"):
        return f"a blend mode ({painted.blend}) is used", f"描画モード（{painted.blend}）が使われています"
    if painted.soft_mask:
        return "a soft mask is used", "ソフトマスクが使われています"
    if painted.in_group:
        return "it stands in a transparency group", "透明グループの中にあります"
    return None


def _transparent(page: PageView, painted: Painted | None, words: tuple[str, str]) -> Finding:
    cure = ("flatten it, or hand in X-4", "分割・統合するか、X-4 で入稿してください")
    return found("transparency.used", ERROR, words, cure, page.place(painted.box if painted else None))
