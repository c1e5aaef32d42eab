"""A designer's PDF page as artwork: opened, its boxes read, refused where it could do more than be printed.

It stands apart from placing our own pages because this one comes from a stranger.
"""

from __future__ import annotations

from typing import Any

from ofprint.base.errors import PressError
from ofprint.base.findings import Words
from ofprint.base.records import replace
from ofprint.press.placing import PageArt, open_pdf, page_art
from ofprint.press.svg import refused

_EXPORT = Words("export it anew as PDF/X", "PDF/X で書き出し直してください")


class UnitArt(PageArt):
    """A page whose trim fills the unit square, as a picture does."""

    @property
    def matrix(self) -> tuple[float, ...]:
        """The form's matrix: the trim, as one reads the page, becomes the square from 0 to 1."""
        a, b, c, d, e, f = PageArt.matrix.fget(self)  # type: ignore[attr-defined]
        width, height = self.size
        return (a / width, b / height, c / width, d / height, e / width, f / height)


def open_art(data: bytes, name: str, number: int = 1) -> UnitArt:
    """Return page ``number`` (from 1) of a PDF as artwork that fills the unit square.

    Raises `PressError` naming the file when it cannot be opened, has no such page, or holds scripts or attachments.
    """
    try:
        pdf = open_pdf(data)
    except PressError as wrong:
        raise PressError(replace(one, place=replace(one.place, file=name)) for one in wrong.findings) from None
    if pdf.is_encrypted:
        raise refused(
            name, "encryption", "暗号化", Words("save it without a password", "パスワードなしで保存してください")
        )
    _examine(pdf, name)
    count = len(pdf.pages)
    if not 1 <= number <= count:
        cure = Words(f"name a page from 1 to {count}", f"1〜{count} ページを指定してください")
        raise refused(name, f"no page {number}, but {count}", f"{number} ページがなく、全 {count} ページ", cure)
    art = page_art(pdf, pdf.pages[number - 1])
    return UnitArt(art.pdf, art.page, art.trim, art.bleed, art.rotation, art.unit)


def _examine(pdf: Any, name: str) -> None:
    """Refuse scripts, actions and attached files, wherever the file keeps them."""
    names = pdf.Root.get("/Names", {})
    if "/JavaScript" in names or "/OpenAction" in pdf.Root or "/AA" in pdf.Root:
        raise refused(name, "a script or an action", "スクリプトやアクション", _EXPORT)
    if "/EmbeddedFiles" in names:
        raise refused(name, "attached files", "添付ファイル", _EXPORT)
    for page in pdf.pages:
        if "/AA" in page.obj or any("/JS" in (one.get("/A") or {}) for one in page.obj.get("/Annots", ())):
            raise refused(name, "a script or an action", "スクリプトやアクション", _EXPORT)
