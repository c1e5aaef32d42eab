"""The file as such: version, locks, identifiers, what must not be inside, and whether it could be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ofprint.base.findings import Finding
from ofprint.press.preflight.examined import Examined, PageView
from ofprint.press.preflight.saying import ERROR, WARNING, found

_ACTIONS = {
    "/OpenAction": ("an action runs when the file is opened", "開いたときに動作するアクションがあります"),
    "/AA": ("actions are tied to the document", "文書にアクションが設定されています"),
    "/AcroForm": ("the file holds a form to fill in", "入力フォームがあります"),
}
_NAMES = {
    "/JavaScript": ("the file holds scripts", "スクリプトがあります"),
    "/EmbeddedFiles": ("the file holds other files", "添付ファイルがあります"),
}
_BANNED_FILTERS = {"/LZWDecode", "/Crypt"}


def check_file(file: Examined) -> Iterator[Finding]:
    """Check version, encryption, ids, actions, annotations and damage (ISO 15930-4 and -7)."""
    yield from _readable(file)
    if file.pdf.is_encrypted:
        yield found(
            "file.locked",
            ERROR,
            ("the file is encrypted or restricted", "パスワードまたは制限がかかっています"),
            ("export it without any security", "セキュリティを付けずに書き出してください"),
        )
    yield from _name(file)
    yield from _size(file)
    if not file.for_press:
        return
    yield from _version(file)
    yield from _identifiers(file)
    yield from _actions(file.pdf.Root)
    yield from _filters(file)
    for page in file.pages:
        yield from _annotations(page)


def _readable(file: Examined) -> Iterator[Finding]:
    repairs = file.pdf.get_warnings()
    if any("file is damaged" in str(each) for each in repairs):
        yield found(
            "file.repaired",
            ERROR,
            ("the file is damaged and could be read only by repairing it; parts may be missing",
             "ファイルが壊れていて、修復して読みました。欠けた部分があるかもしれません"),
            ("export the file anew", "書き出し直してください"),
        )  # fmt: skip
    if file.budget.spent:
        yield found(
            "file.too-much",
            WARNING,
            (
                "the file holds more than is examined; the rest was not looked at",
                "内容が多すぎるため、一部だけを検査しました",
            ),
        )
    for page in file.pages:
        if page.broken:
            yield found(
                "file.damaged",
                WARNING,
                ("something on the page could not be read", "読み取れない部分があります"),
                ("export the file anew", "書き出し直してください"),
                page.place(),
            )


def _name(file: Examined) -> Iterator[Finding]:
    """Report a file name that is not of half-width letters, digits, hyphens and underlines."""
    if file.limits.ascii_name and file.name and not re.fullmatch(r"[A-Za-z0-9_.-]+", file.name):
        yield found(
            "file.name",
            WARNING,
            (
                f"the file's name {file.name} is not of plain letters and digits",
                f"ファイル名「{file.name}」に半角英数字以外があります",
            ),
            ("rename it in half-width letters and digits", "半角英数字の名前にしてください"),
        )


def _size(file: Examined) -> Iterator[Finding]:
    """Report a file larger than the printer's door lets in."""
    most, size = file.limits.megabytes, len(file.data) / 1e6
    if most is not None and size > most:
        yield found(
            "file.size",
            ERROR,
            (f"the file has {size:.1f} MB, the printer takes {most:g} MB",
             f"ファイルが {size:.1f} MB あります（受け付けは {most:g} MB まで）"),
            ("split it, or use smaller pictures", "分割するか、画像を小さくしてください"),
        )  # fmt: skip


def _version(file: Examined) -> Iterator[Finding]:
    most = "{}.{}".format(*file.variant.pdf_version)
    version = str(file.pdf.pdf_version)
    wrong = version > most if file.variant.name == "x1a" else version != most
    if wrong:
        yield found(
            "file.version",
            ERROR,
            (f"the file is PDF {version}; {file.variant.standard} is PDF {most}",
             f"PDF {version} です（{file.variant.standard} は PDF {most}）"),
            (f"export it as {file.variant.standard}", f"{file.variant.standard} で書き出してください"),
        )  # fmt: skip


def _identifiers(file: Examined) -> Iterator[Finding]:
    identifiers = file.pdf.trailer.get("/ID")
    if identifiers is None or len(list(identifiers)) != 2:
        yield found(
            "file.id",
            ERROR,
            ("the file has no identifier", "ファイル識別子（ID）がありません"),
            (f"export it as {file.variant.standard}", f"{file.variant.standard} で書き出してください"),
        )


def _actions(root: Any) -> Iterator[Finding]:
    names = root.get("/Names", {})
    for holder, table in ((root, _ACTIONS), (names, _NAMES)):
        for key, words in table.items():
            if key in holder:
                yield found("file.actions", ERROR, words, ("take them out", "取り除いてください"))


def _filters(file: Examined) -> Iterator[Finding]:
    banned = _BANNED_FILTERS | ({"/JPXDecode"} if file.variant.name == "x1a" else set())
    seen: set[str] = set()
    for _, painted in file.drawn:
        if painted.image is not None and not isinstance(painted.image, dict):
            seen.update(name for name in banned if name in str(painted.image.get("/Filter", "")))
    for name in sorted(seen):
        yield found(
            "file.filter",
            ERROR,
            (f"a picture is packed with {name[1:]}, which {file.variant.standard} forbids",
             f"画像の圧縮 {name[1:]} は {file.variant.standard} では使えません"),
            ("export it with Flate or JPEG compression", "Flate か JPEG 圧縮で書き出してください"),
        )  # fmt: skip


def _annotations(page: PageView) -> Iterator[Finding]:
    """Report annotations whose rectangle reaches into the bleed; printer's marks may stand outside it."""
    for annotation in list(page.obj.get("/Annots", []))[:1000]:
        try:
            left, bottom, right, top = (float(edge) for edge in annotation["/Rect"])
        except (KeyError, TypeError, ValueError):
            continue
        box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        reach = page.bleed
        if box[0] < reach[2] and box[2] > reach[0] and box[1] < reach[3] and box[3] > reach[1]:
            kind = str(annotation.get("/Subtype", "/?"))[1:]
            yield found(
                "file.annotation",
                ERROR,
                (f"there is an annotation ({kind}) on the page", f"注釈（{kind}）がページ上にあります"),
                ("take out links, comments and fields", "リンク・注釈・フォームを取り除いてください"),
                page.place(box),
            )
