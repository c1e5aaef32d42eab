"""The signs: one document for each file that the template's plan names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.nearest import nearest
from ofprint.base.records import dataclass, replace
from ofprint.products.assemble import AssembledPage, assemble, on_page, parted
from ofprint.products.document import Document, merged_findings
from ofprint.products.making import Making, Wishes, begin
from ofprint.products.viewing_signs import known_pictogram, sheet_size

if TYPE_CHECKING:
    from ofprint.event import Event


@dataclass(frozen=True)
class Signage:
    """An event's signs by file name, without its ending: ``welcome``, ``reception``, ``door-1`` and so on."""

    documents: Mapping[str, Document]
    unmade: tuple[Finding, ...] = ()
    """What the event asks for and the template cannot give."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in all of them."""
        return merged_findings([self.unmade, *(document.findings for document in self.documents.values())])

    def __getitem__(self, name: str) -> Document:
        return self.documents[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.documents)

    def save(self, folder: str | os.PathLike[str], *, press: str | None = None) -> list[Path]:
        """Write each sign to ``folder/<name>.pdf``; return the paths. Errors as `Document.save`."""
        for document in self.documents.values():
            document.require_fit()
        paths = []
        for name, document in self.documents.items():
            paths.append(Path(folder) / f"{name}.pdf")
            document.save(paths[-1], press=press)
        return paths

    def save_tiled(self, folder: str | os.PathLike[str], paper: str = "a4") -> list[Path]:
        """Write every page larger than ``paper`` (``a4`` or ``a3``) as sheets to join; return the paths.

        They stand beside the signs as ``<name>-<paper>.pdf``, or ``<name>-<page>-<paper>.pdf`` where a sign has
        several pages. Errors as `Document.save`.
        """
        from ofprint.press.tiling import PAPERS
        from ofprint.products.files import write_whole

        paths = []
        for name, document in self.documents.items():
            for number, page in enumerate(document.pages, 1):
                if max(page.width, page.height) <= max(PAPERS[paper]):
                    continue
                of = f"-{number}" if len(document.pages) > 1 else ""
                paths.append(Path(folder) / f"{name}{of}-{paper}.pdf")
                write_whole(paths[-1], document.tiled(paper, page=number))
        return paths


def make_signage(event: Event, wishes: Wishes) -> Signage:
    """Lay out the signs. Raises `TemplateError` when the template is at fault."""
    making = begin(event, "signage", wishes)
    files: dict[str, list[AssembledPage]] = {}
    for page in assemble(making.maker, making.plan):
        pages = files.setdefault(page.file or page.page.name, [])
        pages.append(replace(page, findings=tuple(on_page(one, len(pages) + 1) for one in page.findings)))
    documents = {name: making.document(name, *parted(pages), kind=Document) for name, pages in files.items()}
    return Signage(documents, (*_unmade(event, making), *_undrawn(event), *_other_sizes(event, documents.values())))


def _other_sizes(event: Event, documents: Iterable[Document]) -> Iterator[Finding]:
    """Yield a warning for each sign whose size is not the one the event asks for: the template's own stands."""
    made = {page.name.removeprefix("sign-"): (page.width, page.height) for of in documents for page in of.pages}
    asked = [(index, sign) for index, sign in enumerate(event.signs) if sign.size and sign.kind != "stage"]
    for index, sign in asked:
        size = made.get(sign.kind)
        if size and sign.size and size != sheet_size(sign.size):
            yield Finding(
                "signage.size",
                Severity.WARNING,
                Words(
                    f"the template makes “{sign.kind}” signs {size[0]:g} × {size[1]:g} mm, not {sign.size}",
                    f"テンプレートの「{sign.kind}」は {size[0]:g} × {size[1]:g} mm です（{sign.size} にはなりません）",
                ),
                Words("have it enlarged by the printer", "拡大は印刷所で指定してください"),
                event.place(f"signs[{index}]"),
            )


def _unmade(event: Event, making: Making) -> Iterator[Finding]:
    """Yield a warning for each kind of sign that the event asks for and the template has no sheet for."""
    made = {chapter.sheet.removeprefix("sign-") for chapter in making.plan.chapters}
    for index, sign in enumerate(event.signs):
        if sign.kind not in made:
            yield Finding(
                "signage.not-made",
                Severity.WARNING,
                Words(
                    f"the template {making.maker.template.name} has no sheet for “{sign.kind}” signs; none is made",
                    f"テンプレート {making.maker.template.name} に「{sign.kind}」のサインがないため作りません",
                ),
                Words(f"it has {', '.join(sorted(made))}", f"あるもの: {', '.join(sorted(made))}"),
                event.place(f"signs[{index}]"),
            )


def _undrawn(event: Event) -> Iterator[Finding]:
    """Yield a warning for each pictogram that a sign asks for and that there is not."""
    for index, sign in enumerate(event.signs):
        if not sign.pictogram or known_pictogram(sign.pictogram):
            continue
        from ofprint.layout.parts.pictograms import pictograms

        near = nearest(sign.pictogram, pictograms())
        there = near[0] if near else ", ".join(pictograms())
        yield Finding(
            "signage.pictogram",
            Severity.WARNING,
            Words(
                f"no pictogram {sign.pictogram!r}; the sign is made without one",
                f"ピクトグラム「{sign.pictogram}」がないため、なしで作りました",
            ),
            Words(f"there are: {there}", f"あるもの: {there}"),
            event.place(f"signs[{index}].pictogram"),
        )
