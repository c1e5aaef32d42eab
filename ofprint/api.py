"""The functions that scripts and platforms call.

They stand together so that the Python door can be read on one page; each imports what it needs when
it is called.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ofprint.base.errors import PressError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ofprint.base.findings import Finding
    from ofprint.event import Event
    from ofprint.people import Attendee
    from ofprint.products.badges import Badges
    from ofprint.products.booklet import Booklet
    from ofprint.products.document import Document
    from ofprint.products.imposing import Turn
    from ofprint.products.making import Wishes
    from ofprint.products.roll import Order
    from ofprint.products.signage import Signage

Source = str | os.PathLike[str]
Template = Source | Mapping[str, Any]
"""A shipped template's name, a template's folder, or what its file would say as a mapping."""


def load(path: Source) -> Event:
    """Return the event defined in a folder's ``event.yaml``, or in the file itself.

    Raises `EventError` listing every fault with file, line and column, the path of the key, and the cure.
    """
    from ofprint.event import load as load_event

    return load_event(Path(path))


def load_attendees(source: Source | bytes | Any, *, mapping: Mapping[str, str] | None = None) -> list[Attendee]:
    """Return the people of an attendee list (CSV, TSV or XLSX; a path, bytes or a binary stream).

    ``mapping`` names the list's headings where they are none of the known ones: ``{"氏名": "お名前（漢字）"}``.
    Raises `AttendeesError` listing every fault with its row.
    """
    from ofprint.people import load_attendees as load_list

    return load_list(source, mapping=mapping)


def _the_event(event: object) -> Event:
    """Return what was given for an event. Raises ``TypeError`` for anything else."""
    from ofprint.event import Event

    if not isinstance(event, Event):
        raise TypeError(f"event: an Event from ofprint.load() or Event.from_dict() is expected, not {event!r:.60}")
    return event


def _the_people(people: object) -> Iterable[Attendee]:
    if isinstance(people, str | bytes | Mapping) or not isinstance(people, Iterable):
        raise TypeError(f"people: Attendees, as load_attendees() returns them, are expected, not {people!r:.60}")
    return people


def _wishes(template: Template | None, language: str | None, draft: bool, date: dt.datetime | None) -> Wishes:
    from ofprint.products.making import Wishes

    return Wishes(os.fspath(template) if isinstance(template, os.PathLike) else template, language, draft, date)


def flyer(
    event: Event,
    *,
    template: Template | None = None,
    language: str | None = None,
    draft: bool = False,
    date: dt.datetime | None = None,
) -> Document:
    """Return the event's flyer; ``save`` or ``to_bytes`` writes it.

    ``template`` names a shipped template or a folder, or says in Python what a template's file says
    (``{"extends": "kojo", "inks": {"deep": [85, 20, 90, 30]}}``); ``date`` is what the file's metadata gives (else
    ``updated:`` of the event, else its first day). Raises `TemplateError`.
    """
    from ofprint.products.flyer import make_flyer

    return make_flyer(_the_event(event), _wishes(template, language, draft, date))


def booklet(
    event: Event,
    *,
    template: Template | None = None,
    language: str | None = None,
    draft: bool = False,
    date: dt.datetime | None = None,
) -> Booklet:
    """Return the event's booklet in reading order; ``imposed`` gives the sheets to fold. As `flyer`."""
    from ofprint.products.booklet import make_booklet

    return make_booklet(_the_event(event), _wishes(template, language, draft, date))


def badges(  # noqa: PLR0913 - a door: how a run is printed, all by keyword
    event: Event,
    people: Iterable[Attendee],
    *,
    sheet: str | None = None,
    order: Order | None = None,
    turn: Turn | None = None,
    offset: tuple[float, float] | None = None,
    first_cell: int = 1,
    copies: int = 1,
    cut_marks: bool | None = None,
    stack: bool | None = None,
    tabs: bool | None = None,
    template: Template | None = None,
    language: str | None = None,
    date: dt.datetime | None = None,
    executor: Executor | None = None,
) -> Badges:
    """Return a badge for each attendee, on the card sheet named (``a-one-51002`` when neither says another).

    ``order`` is ``list``, ``reading``, ``window``, ``role`` or ``affiliation``; ``turn`` (``long``, ``short``) the
    edge about which paper turns for its back; ``offset`` moves all by mm to the right and down; ``first_cell``
    counts from 1; ``stack`` lays cards so that piles cut through all sheets are in order; ``tabs`` puts a tab
    sheet before each window. What is None is as ``badges:`` of the event says.
    ``executor``, any of `concurrent.futures` or one like it, lays and paints the cards; without one all is
    done in this thread. The bytes are the same.
    Raises `TemplateError`, or `OutputError` for a sheet that there is not.
    """
    from ofprint.products.badges import make_badges
    from ofprint.products.printing import PrintWishes

    printing = PrintWishes(
        sheet, order, turn, offset, None, first_cell, copies, cut_marks, stack, tabs
    )  # fmt: skip
    return make_badges(
        _the_event(event), _the_people(people), _wishes(template, language, False, date), printing, executor=executor
    )


def signage(
    event: Event,
    *,
    template: Template | None = None,
    language: str | None = None,
    draft: bool = False,
    date: dt.datetime | None = None,
) -> Signage:
    """Return the event's signs, a document for each file; ``save(folder)`` writes them. As `flyer`."""
    from ofprint.products.signage import make_signage

    return make_signage(_the_event(event), _wishes(template, language, draft, date))


def preflight(
    file: Source | bytes, *, press: str = "x4", binding: Literal["saddle", "perfect"] | None = None
) -> list[Finding]:
    """Return what a printer would find in a PDF, ours or a stranger's, for a press variant or a printer.

    ``binding`` tells that it is a whole booklet page by page, so that its count is held against it. Raises
    `PressError` when the file is no PDF that can be read.
    """
    from ofprint.base.records import replace
    from ofprint.press.preflight import preflight as inspect
    from ofprint.press.printers import press_named

    try:
        return inspect(file, press=press, limits=replace(press_named(press).limits, binding=binding))
    except OSError as wrong:
        raise PressError([_unreadable(file, wrong)]) from None


def _unreadable(file: Source | bytes, wrong: OSError) -> Finding:
    from ofprint.base.findings import Finding, Place, Severity, Words

    what = Words(f"cannot be read: {wrong.strerror or wrong}", f"読めません: {wrong.strerror or wrong}")
    cure = Words("check the name and the folder", "ファイル名とフォルダーを確かめてください")
    return Finding("preflight.unreadable", Severity.ERROR, what, cure, Place(str(file)))


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an event definition."""
    from ofprint.event import schema as event_schema

    return event_schema()


def template_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a template's files."""
    from ofprint.layout.parts import PARTS
    from ofprint.layout.template.schema import template_schema as of_parts

    return of_parts(PARTS)
