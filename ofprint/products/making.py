"""What every product begins with: the template, the studio, the event as templates see it, the date.

It stands apart so that the four products are a few lines each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ofprint.base.errors import FontError, TemplateError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass, replace
from ofprint.base.resources import resource_folder
from ofprint.event.text import LANGUAGES
from ofprint.fonts import FontLibrary
from ofprint.layout.bilingual import after
from ofprint.layout.parts import PARTS
from ofprint.layout.template.engine import evaluate
from ofprint.layout.template.expressions import Language
from ofprint.layout.template.loading import load_template, template_folder, template_from
from ofprint.layout.template.model import Plan, Template
from ofprint.layout.template.studio import MISSING, Studio
from ofprint.products.artwork import Artwork
from ofprint.products.assemble import Maker
from ofprint.products.document import Document, merged_findings
from ofprint.products.filters import FILTERS
from ofprint.products.view import EventView
from ofprint.products.viewing import file_date, view_of

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.layout.page import Page

DEFAULT_TEMPLATE = "kojo"
BOTH = "both"
"""The languages of a product that is in both of `LANGUAGES`."""
_FORMS = frozenset({"date_form"})
"""Words of a template that choose a form and are not printed."""
D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller may say of any product."""

    template: str | Path | Mapping[str, Any] | None = None
    """A shipped template's name, a folder, or a template said in Python."""
    language: str | None = None
    """The language printed, or ``both``; None for the event's own, on signs with the other beneath where given."""
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

    def document(
        self, name: str, pages: Iterable[Page], findings: Iterable[Finding], kind: type[D], **values: Any
    ) -> D:
        """Return pages as a document of a ``kind``, called ``name``; each finding once."""
        return kind(
            name=name,
            title=document_title(self.view),
            pages=tuple(pages),
            date=self.date,
            language=self.wishes.language or "ja",
            findings=merged_findings([_located(self.event, tuple(findings))]),
            library=self.library,
            draft=self.wishes.draft,
            **values,
        )


def facts_of(making: Making, name: str, press: str = "x4") -> Document:
    """Return a product's facts as a document without pages."""
    return making.document(name, (), (), Document, press=press)


def _located(event: Event, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings, those of missing characters as the event's own check tells them: with file and line."""
    if not any(finding.rule == MISSING for finding in findings):
        return findings
    from ofprint.products.checking import check

    told = check(event)
    explained = {finding.what.en.partition(": ")[0] for finding in told}
    rest = (one for one in findings if one.rule != MISSING or one.what.en.partition(": ")[0] not in explained)
    return (*told, *rest)


def _require_faces(template: Template, library: FontLibrary) -> None:
    """Raise `TemplateError` naming each family of the template that is not at hand."""
    wrong: list[Finding] = []
    for role, family in template.faces.items():
        try:
            library.stack(family)
        except FontError as missing:
            wrong += [replace(finding, place=template.face_places[role]) for finding in missing.findings]
    if wrong:
        raise TemplateError(wrong)


def document_title(view: EventView) -> str:
    """Return the title as a file's metadata gives it: title and edition."""
    return f"{view.short_title} {view.edition}".strip()


def begin(event: Event, product: str, wishes: Wishes) -> Making:
    """Read the template and make ready what the product's sheets need.

    Raises `TemplateError` when the template is at fault or has no such product.
    """
    language, second = languages_of(event, product, wishes.language)
    wishes = replace(wishes, language=language)
    if isinstance(wishes.template, Mapping):
        template = template_from(wishes.template, product, PARTS, event.folder)
    else:
        template = load_template(chosen_folder(event, wishes), product, PARTS)
    if product not in template.plans:
        raise TemplateError([_no_plan(template.name, product, template.plans)])
    view = view_of(event, language, second)
    library = wishes.fonts or event_fonts(event)
    _require_faces(template, library)
    studio = Studio(
        PARTS,
        template.styles,
        template.inks,
        template.faces,
        library,
        Language(FILTERS),
        language,
        second,
        Artwork(template.folders, event),
    )
    words = _words(template, language, second)
    names: dict[str, Any] = {"event": view, "words": words}
    for name, given in template.values.items():
        names[name] = evaluate(given, studio, names)
    maker = Maker(studio, template, names, wishes.draft)
    return Making(event, view, maker, template.plans[product], wishes.date or file_date(event), wishes)


def languages_of(event: Event, product: str, asked: str | None) -> tuple[str, str | None]:
    """Return the first language of a product, and the second if it has one.

    ``asked`` is ``ja``, ``en``, ``both`` or None for what the event is in. Raises ``ValueError`` for anything else.
    """
    if asked not in (*LANGUAGES, BOTH, None):
        raise ValueError(f"language: {', '.join(LANGUAGES)} or {BOTH} expected, not {asked!r}")
    first = event.language if asked in (None, BOTH) else str(asked)
    other = next(language for language in LANGUAGES if language != first)
    given = product == "signage" and {first, other} <= set(event.title.languages)
    return first, other if asked == BOTH or (asked is None and given) else None


def _words(template: Template, language: str, second: str | None) -> dict[str, str]:
    """Return the template's own words; labels carry a second language, what is joined to figures does not."""
    words = {**template.words.get("ja", {}), **template.words.get(language, {})}
    others = template.words.get(second, {}) if second else {}
    return {
        key: after(word, others[key])
        if word and key in others and key not in _FORMS and _is_label(others[key])
        else word
        for key, word in words.items()
    }


def _is_label(word: str) -> bool:
    return word == word.strip()


def chosen_folder(event: Event, wishes: Wishes) -> Path:
    """Return the folder of the template that the caller names, else the event's.

    The caller's is found from where they stand, or from the event's folder; one that the event file names must
    be a shipped one or lie in the event's own folder. Raises `TemplateError` otherwise.
    """
    if wishes.template:
        name = str(wishes.template)
        here = (Path(name) / "template.yaml").is_file()
        return template_folder(name, Path() if here else event.folder)
    folder = template_folder(event.template or DEFAULT_TEMPLATE, event.folder)
    shipped = resource_folder("templates").resolve()
    if event.folder and not any(folder.resolve().is_relative_to(home) for home in (shipped, event.folder.resolve())):
        raise TemplateError([_outside(event)])
    return folder


def _outside(event: Event) -> Finding:
    return Finding(
        "template.outside",
        Severity.ERROR,
        Words(
            f"the template {event.template} lies outside the event's folder",
            f"テンプレート {event.template} がイベントのフォルダーの外にあります",
        ),
        Words(
            "copy it into the folder, or name it with --template",
            "フォルダーの中に置くか、--template で指定してください",
        ),
        event.place("template"),
    )


def wished_date(text: str | None, epoch: str | None) -> dt.datetime | None:
    """Return the date that files carry: one given as 2026-01-22, else SOURCE_DATE_EPOCH's; None for the event's own.

    Raises ``ValueError`` when either cannot be read.
    """
    if text:
        return dt.datetime.fromisoformat(text).replace(tzinfo=dt.timezone(dt.timedelta(hours=9)))
    return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC) if epoch else None


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
