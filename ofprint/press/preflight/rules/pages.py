"""Pages: their count against the binding, and their order by the labels they carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ofprint.base.findings import Finding
from ofprint.press.preflight.examined import Examined
from ofprint.press.preflight.saying import ERROR, WARNING, found

_MULTIPLES = {"saddle": 4, "perfect": 2}
_NAMES = {"saddle": ("saddle stitch", "中綴じ"), "perfect": ("perfect binding", "無線綴じ")}


def check_pages(file: Examined) -> Iterator[Finding]:
    """Check that the page count suits the binding and that numbered pages follow one another."""
    count, binding = len(file.pages), file.limits.binding
    if count == 0:
        yield found("pages.none", ERROR, ("the file has no page", "ページがありません"))
    if binding and count % _MULTIPLES[binding]:
        english, japanese = _NAMES[binding]
        multiple = _MULTIPLES[binding]
        yield found(
            "pages.count",
            ERROR,
            (f"{count} pages cannot be bound: {english} takes a multiple of {multiple}",
             f"{count} ページです（{japanese}は {multiple} の倍数にします）"),
            (f"add {-count % multiple} blank pages or take some out",
             f"白ページを {-count % multiple} ページ足すか、減らしてください"),
        )  # fmt: skip
    most = file.limits.stitched
    if binding == "saddle" and most is not None and count > most:
        yield found(
            "pages.thick",
            WARNING,
            (f"{count} pages are more than are stitched through the fold: {most:g}",
             f"{count} ページです（中綴じは {most:g} ページまで）"),
            ("have it bound (無線綴じ) or printed on thinner paper, and ask the printer",
             "無線綴じにするか、薄い紙でできるか印刷所に相談してください"),
        )  # fmt: skip
    if file.limits.page_order == "reading":
        yield from _order(file)


def _order(file: Examined) -> Iterator[Finding]:
    """Report each page whose number, by its label, is not greater than the one before it (a new start at 1 is one)."""
    before = 0
    for page, label in zip(file.pages, _labels(file.pdf), strict=False):
        if label is None:
            continue
        if label <= before and label != 1:
            yield found(
                "pages.order",
                WARNING,
                (
                    f"the page is numbered {label} and follows number {before}",
                    f"ページ番号 {label} が {before} の後にあります",
                ),
                ("put the pages into reading order", "ページを順番どおりに並べてください"),
                page.place(),
            )
        before = label


def _labels(pdf: Any) -> list[int | None]:
    """Return each page's label where it is a plain number; nothing when the file has no labels."""
    if "/PageLabels" not in pdf.Root:
        return []
    labels = []
    try:
        for page in pdf.pages:
            label = str(page.label)
            labels.append(int(label) if label.isascii() and label.isdigit() else None)
    except (ValueError, TypeError, KeyError, RuntimeError):
        return []
    return labels
