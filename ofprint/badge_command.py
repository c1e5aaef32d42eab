"""The command ``ofprint badges``: the people, the paper, the workers, the files, the ledger.

It stands apart from the other commands because a run may be long: it tells how far it is, works in several
processes, and remembers what it printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ofprint.badge_options import printing_of, selection_of, sheet_options
from ofprint.base.findings import Finding, Words
from ofprint.console import Console, wrong_usage

if TYPE_CHECKING:
    from ofprint.event import Event
    from ofprint.people import Attendee
    from ofprint.products.badges import Badges
    from ofprint.products.making import Wishes
    from ofprint.products.roll import Section
    from ofprint.products.workers import Workers

AT_FAULT, DONE = 1, 0
_LONG = 300
"""Cards from which a run shows how far it is."""


def print_badges(
    event: Event,
    given: argparse.Namespace,
    wishes: Wishes,
    console: Console,
    people: Callable[[], Sequence[Attendee] | None],
) -> int:
    """Print the badges that are asked for; return the exit code."""
    from ofprint.products.badges import make_badges
    from ofprint.products.document import is_office

    if given.press and not is_office(given.press) and (options := sheet_options(given)):
        said = " ".join(options)
        wrong_usage(
            Words(
                f"{said}: with --press office only; x1a and x4 make one card a page",
                f"{said} は --press office のときだけ使えます（x1a・x4 は 1 ページ 1 枚）",
            )
        )
    if given.calibrate:
        return _calibration(event, given, wishes)
    selection = selection_of(given)
    listed = people()
    if listed is None and not (given.blank and not given.changed and not given.only):
        wrong_usage(
            Words(
                "no attendee list: give --attendees, or “attendees:” in the event",
                "名簿がありません。--attendees か、イベントの attendees: で指定してください",
            )
        )
    badges = make_badges(event, listed or (), wishes, printing_of(given), selection=selection)
    if not badges.people and listed:
        console.findings(badges.noted)
        console.say(Words("nothing to print: no badge is new or changed", "印刷するものはありません（新規・変更なし）"))
        given.out = ""
        return DONE
    findings = _written(badges, given, console)
    if given.reception_list:
        _reception(event, badges.parts, given, wishes, console)
    blank = any(finding.rule == "badges.blank" for finding in findings)
    return AT_FAULT if blank and given.strict else DONE


def _written(badges: Badges, given: argparse.Namespace, console: Console) -> Sequence[Finding]:
    """Write the files, with workers and progress; return what was found."""
    total = len(badges.people) * badges.imposition.copies
    with console.counting(total, least=_LONG) as told, workers_of(given) as workers:
        files, findings = badges.with_executor(workers).save_volumes(
            Path(given.out), volume=given.volume, press=given.press, told=told
        )
    console.findings(findings)
    given.out = ", ".join(map(str, files))
    return findings


def workers_of(given: argparse.Namespace) -> Workers:
    """Return the workers that the options ask for: as many as there are cores, where they say nothing."""
    from ofprint.products.workers import Workers, core_count

    return Workers(given.workers or core_count())


def _calibration(event: Event, given: argparse.Namespace, wishes: Wishes) -> int:
    from ofprint.products.calibration import calibration
    from ofprint.products.printing import imposition_of

    calibration(event, imposition_of(event, printing_of(given)), wishes).save(given.out)
    return DONE


def _reception(
    event: Event, parts: Sequence[Section], given: argparse.Namespace, wishes: Wishes, console: Console
) -> None:
    from ofprint.products.reception import make_reception

    document = make_reception(event, parts, wishes)
    document.require_fit()
    console.findings(document.findings)
    document.save(given.reception_list)
    console.say(Words(f"{given.reception_list} written", f"{given.reception_list} を書き出しました"))


def badges_told(event: Event, people: Sequence[Attendee], console: Console) -> tuple[Words, Iterable[Finding]]:
    """Tell what the badges will be before any is printed."""
    from ofprint.products.checking import check_badges
    from ofprint.products.making import Wishes
    from ofprint.products.printing import PrintWishes

    told = check_badges(event, people, Wishes(), PrintWishes())
    console.findings(told.findings)
    blank = sum(finding.rule == "badges.blank" for finding in told.findings)
    blanks = Words(f", {blank} of them left blank", f"（うち空白の札 {blank} 枚）") if blank else Words("", "")
    return Words(
        f"; {told.cards} badges to print{blanks.en}, {told.sides} sides of {told.sheet}",
        f"。名札は {told.cards} 枚{blanks.ja}、{told.sheet} で {told.sides} 面です",
    ), told.findings
