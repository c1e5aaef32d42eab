"""Every fault of a template at once: what its files say, and what shows only when sheets are laid.

It stands apart because it lays events of its own: one small, one with everything that an event may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.base.errors import OfprintError, TemplateError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import replace
from ofprint.layout.parts import PARTS
from ofprint.layout.template.expressions import Language
from ofprint.layout.template.loading import read_template
from ofprint.layout.template.verifying import verify
from ofprint.products.assemble import assemble
from ofprint.products.badges import make_badges
from ofprint.products.filters import FILTERS
from ofprint.products.making import Wishes, begin

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.people import Attendee

_SAMPLES = tuple(Path(__file__).resolve().parents[1] / name for name in ("starter", "sample"))
"""The event that `ofprint new` writes, and one with two days, tracks, a panel, stalls and every kind of sign."""
PRODUCTS = ("flyer", "booklet", "badges", "signage")


def check_template(folder: Path, event: Event | None = None) -> list[Finding]:
    """Return every fault of the template in ``folder``, each once, in the order of its files and lines.

    All products that it has a plan for are laid, sheet by sheet, with two sample events, or with ``event``; what
    is over there is a warning.
    """
    findings = [finding for product in PRODUCTS for finding in _read(folder, product)]
    if not any(finding.severity is Severity.ERROR for finding in findings):
        findings += [finding for one in _events(event) for finding in _laid(folder, one)]
    found = dict.fromkeys(findings)
    return sorted(found, key=lambda one: (one.place.file or "~", one.place.line or 0, one.place.column or 0))


def _read(folder: Path, product: str) -> Iterator[Finding]:
    template, findings = read_template(folder, product, PARTS, unused=True)
    yield from findings
    yield from verify(template, PARTS, Language(FILTERS))


def _events(event: Event | None) -> list[Event]:
    from ofprint.event import load

    return [event] if event is not None else [load(sample) for sample in _SAMPLES]


def _laid(folder: Path, event: Event) -> Iterator[Finding]:
    for product in PRODUCTS:
        template, _ = read_template(folder, product, PARTS)
        if product in template.plans:
            yield from _product(folder, product, event)


def _product(folder: Path, product: str, event: Event) -> Iterator[Finding]:
    """Yield what laying a product finds, each chapter of its plan laid by itself, so that one fault hides no other."""
    wishes = Wishes(template=folder.resolve())
    try:
        if product == "badges":
            yield from _on_sample(make_badges(event, _people(event), wishes).findings)
            return
        making = begin(event, product, wishes)
    except OfprintError as wrong:
        yield from wrong.findings
        return
    for chapter in making.plan.chapters:
        try:
            pages = assemble(making.maker, replace(making.plan, chapters=(chapter,), multiple=1))
        except TemplateError as wrong:
            yield from wrong.findings
            continue
        for page in pages:
            yield from _on_sample(page.findings)


def _people(event: Event) -> list[Attendee]:
    from ofprint.people import read_attendees

    return list(read_attendees(event.attendees_file).people) if event.attendees_file else []


def _on_sample(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings of sheets laid that are more than notes: what does not fit there is a warning."""
    for finding in findings:
        if finding.severity is Severity.ERROR:
            what = Words(f"with the sample event: {finding.what.en}", f"見本のイベントで: {finding.what.ja}")
            yield replace(finding, severity=Severity.WARNING, what=what)
        elif finding.severity is Severity.WARNING:
            yield finding
