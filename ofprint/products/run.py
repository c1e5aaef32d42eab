"""A run of badges: sides handed out in pieces, painted here or in other processes, taken back in order.

It stands apart because it alone knows of executors. A glyph's code is its id and a stamp's name its content's
hash, so a piece is painted anywhere without knowing the others, and the file has the same bytes however
many worked on it. A worker keeps what it made ready for a job (event, theme, faces) for the next piece.
"""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from typing import TYPE_CHECKING

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass
from ofprint.fonts.embed import EmbeddedFonts
from ofprint.layout.runs import RunStore
from ofprint.products.cards import CardMaker
from ofprint.products.document import Printable, press_variant, slug_of
from ofprint.products.making import Making, Wishes, begin, facts_of
from ofprint.products.painting import FormStore, PagePainter, PaintedPage
from ofprint.products.sides import Side

if TYPE_CHECKING:
    from ofprint.event import Event

PIECE = 60
"""Cards of one piece, about: small enough that little waits in memory, large enough to be worth its way."""
_UNDERWAY = 64
"""Pieces handed out and not yet taken back, at most."""


@dataclass(frozen=True, slots=True)
class BadgeJob:
    """What a worker must know: plain data that crosses processes."""

    event: Event
    wishes: Wishes
    press: str
    sides: int = 0
    """How many there are in all, for slug lines; 0 where sheets have none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Painted sides in order, the glyphs they use, what was found, and how many cards they hold."""

    pages: tuple[PaintedPage, ...]
    fonts: EmbeddedFonts
    findings: tuple[Finding, ...]
    cards: int


class Bench:
    """Where sides of one job are laid and painted; many threads may work at one."""

    def __init__(self, making: Making, job: BadgeJob) -> None:
        self._cards = CardMaker(making)
        self._sides = job.sides
        self._product: Printable = facts_of(making, "badges")
        self._variant = press_variant(job.press)
        self._forms = FormStore()
        self._runs = RunStore()

    def paint(self, sides: Iterable[Side]) -> Piece:
        """Paint sides. Raises `TemplateError` when the template is at fault."""
        painter = PagePainter(self._variant, self._forms, self._runs)
        pages: list[PaintedPage] = []
        findings: list[Finding] = []
        cards = 0
        for side in sides:
            page, found = self._cards.page(side)
            pages.append(painter.page(page, slug_of(self._product, side.number, self._sides)))
            findings += found
            cards += sum(1 for spot in side.spots if spot.attendee is not None)
        return Piece(tuple(pages), painter.fonts, tuple(findings), cards)


_BENCHES: dict[bytes, Bench] = {}
"""The benches of the jobs that this process worked on last, by the pickled job."""
_MOST_BENCHES = 2


def paint_sides(job: bytes, sides: list[Side]) -> Piece:
    """Paint a piece in whatever process this is; ``job`` is a pickled `BadgeJob`."""
    bench = _BENCHES.get(job)
    if bench is None:
        found: BadgeJob = pickle.loads(job)  # noqa: S301 - what this process's own parent or scheduler sent
        bench = keep(job, Bench(begin(found.event, "badges", found.wishes), found))
    return bench.paint(sides)


def keep(job: bytes, bench: Bench) -> Bench:
    """Keep a bench for the next piece of its job; processes forked from this one have it ready."""
    while len(_BENCHES) >= _MOST_BENCHES:
        _BENCHES.pop(next(iter(_BENCHES)), None)
    _BENCHES[job] = bench
    return bench


def pieces(making: Making, job: BadgeJob, sides: Iterable[Side], executor: Executor | None = None) -> Iterator[Piece]:
    """Yield the painted sides in order, made by ``executor``, or here without one.

    ``sides`` may be a stream: it is read as far as there is room for pieces under way. Raises
    `TemplateError`, and `OutputError` when the executor's workers died.
    """
    if executor is None:
        bench = Bench(making, job)
        yield from map(bench.paint, _cut(sides))
        return
    known = pickle.dumps(job)
    if getattr(executor, "works_here", False):
        keep(known, Bench(making, job))
    underway: deque[Future[Piece]] = deque()
    try:
        for piece in _cut(sides):
            underway.append(executor.submit(paint_sides, known, piece))
            if len(underway) >= _UNDERWAY:
                yield underway.popleft().result()
        while underway:
            yield underway.popleft().result()
    except BrokenExecutor:
        raise OutputError([_died()]) from None
    finally:
        for future in underway:
            future.cancel()


def _cut(sides: Iterable[Side]) -> Iterator[list[Side]]:
    """Cut a stream of sides into pieces of about as many cards."""
    waiting = iter(sides)
    while first := next(waiting, None):
        more = PIECE // max(1, len(first.spots)) - 1
        yield [first, *islice(waiting, max(0, more))]


def _died() -> Finding:
    return Finding(
        "badges.workers",
        Severity.ERROR,
        Words("a process that made badges ended before its time", "名札を作るプロセスが途中で終了しました"),
        Words(
            "the machine may be short of memory: try --workers 1",
            "メモリーが足りないおそれがあります。--workers 1 で試してください",
        ),
    )
