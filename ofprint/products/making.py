"""What every product begins with: the template, the studio, the event as templates see it, the date.

It stands apart so that the four products are a few lines each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ofprint.base.errors import TemplateError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.fonts import FontLibrary
from ofprint.layout.parts import PARTS
from ofprint.layout.template.engine import evaluate
from ofprint.layout.template.expressions import Language
from ofprint.layout.template.loading import load_template, template_folder
from ofprint.layout.template.model import Plan
from ofprint.layout.template.studio import Studio
from ofprint.products.assemble import AssembledPage, Maker
from ofprint.products.document import Document, merged_findings
from ofprint.products.filters import FILTERS
from ofprint.products.view import EventView
from ofprint.products.viewing import file_date, view_of

if TYPE_CHECKING:
    from ofprint.event import Event

DEFAULT_TEMPLATE = "kojo"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller may say of any product."""

    template: str | Path | None = None
    language: str = "ja"
    draft: bool = False
    date: dt.datetime | None = None
    fonts: FontLibrary | None = None


@dataclass(frozen=True)
class Making:
    """One product in the making."""

    event: Event
    view: EventView
    maker: Maker
    plan: Plan
    date: dt.datetime
    wishes: Wishes

    @property
    def library(self) -> FontLibrary:
        """The faces at hand."""
        return self.maker.studio.library

    def document(self, name: str, pages: Sequence[AssembledPage], **values: Any) -> Document:
        """Return assembled pages as a document called ``name``."""
        return Document(
            name=name,
            title=document_title(self.view),
            pages=tuple(page.page for page in pages),
            date=self.date,
            language=self.wishes.language,
            findings=merged_findings(page.findings for page in pages),
            library=self.library,
            draft=self.wishes.draft,
            **values,
        )


def document_title(view: EventView) -> str:
    """Return the title as a file's metadata gives it: title and edition."""
    return f"{view.short_title} {view.edition}".strip()


def begin(event: Event, product: str, wishes: Wishes) -> Making:
    """Read the template and make ready what the product's sheets need.

    Raises `TemplateError` when the template is at fault or has no such product.
    """
    folder = template_folder(str(wishes.template or event.template or DEFAULT_TEMPLATE), event.folder)
    template = load_template(folder, product, PARTS)
    if product not in template.plans:
        raise TemplateError([_no_plan(template.name, product, template.plans)])
    view = view_of(event, wishes.language)
    library = wishes.fonts or event_fonts(event)
    studio = Studio(
        PARTS,
        template.styles,
        template.inks,
        template.faces,
        library,
        Language(FILTERS),
        wishes.language,
    )
    words = {**template.words.get("ja", {}), **template.words.get(wishes.language, {})}
    names: dict[str, Any] = {"event": view, "words": words}
    for name, given in template.values.items():
        names[name] = evaluate(given, studio, names)
    maker = Maker(studio, template, names, wishes.draft)
    return Making(event, view, maker, template.plans[product], wishes.date or file_date(event), wishes)


def event_fonts(event: Event) -> FontLibrary:
    """Return the bundled faces, with those of the event's own ``fonts`` folder where it has one."""
    library = FontLibrary.bundled()
    folder = event.folder / "fonts" if event.folder else None
    return library.with_folder(folder) if folder and folder.is_dir() else library


def _no_plan(name: str, product: str, plans: Iterable[str]) -> Finding:
    there = ", ".join(plans) or "none"
    return Finding(
        "template.no-plan",
        Severity.ERROR,
        Words(
            f"the template {name} has no plan for {product}", f"テンプレート {name} に {product} の plans がありません"
        ),
        Words(f"it has: {there}", f"あるもの: {there}"),
    )
