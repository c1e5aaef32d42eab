"""What the command says and how: its language, findings, progress and the closing table.

It stands apart so that no room below ever prints; nothing printed here can fail on a console's encoding.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, NoReturn

from ofprint.base.findings import Finding, Severity, Words
from ofprint.base.records import dataclass

_MARKS = {
    Severity.ERROR: Words("error", "誤り"),
    Severity.WARNING: Words("warning", "注意"),
    Severity.INFO: Words("note", "報告"),
}
_ALIKE = 6
"""Findings of one rule in one file that are told one by one; further ones are counted."""


def spoken_language() -> str:
    """Return the language of messages: Japanese where the locale is Japanese, English otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    try:
        found = locale.getlocale()[0] or ""
    except ValueError:
        return "en"
    return "ja" if found.lower().startswith("ja") else "en"


def make_safe(stream: IO[str] | Any) -> None:
    """Let a stream replace what its encoding lacks, so that nothing printed fails (CP932 consoles)."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")


@dataclass(frozen=True)
class Console:
    """Prints results to stdout and findings to stderr, in one language; ``quiet`` leaves only errors."""

    language: str
    quiet: bool = False

    def said(self, words: Words) -> str:
        """Return words in the console's language."""
        return words.said(self.language)

    def say(self, words: Words | str) -> None:
        """Print a result, unless quiet."""
        if not self.quiet:
            print(words if isinstance(words, str) else self.said(words), flush=True)

    def fault(self, words: Words) -> None:
        """Print an error that is no finding."""
        print(self.said(words), file=sys.stderr, flush=True)

    def findings(self, findings: Iterable[Finding], *, least: Severity = Severity.INFO) -> None:
        """Print findings to stderr, a line each; quiet leaves the errors."""
        order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
        shown = order[: order.index(Severity.ERROR if self.quiet else least) + 1]
        more: dict[tuple[str | None, str], list[Finding]] = {}
        for finding in findings:
            if finding.severity not in shown:
                continue
            alike = more.setdefault((finding.place.file, finding.rule), [])
            alike.append(finding)
            if len(alike) <= _ALIKE or not _may_be_counted(finding):
                mark = self.said(_MARKS[finding.severity])
                print(f"{mark}: {finding.said(self.language)}", file=sys.stderr)
        for (file, rule), alike in more.items():
            rest = [finding for finding in alike[_ALIKE:] if _may_be_counted(finding)]
            if rest:
                print(self.said(_and_more(file or "", rule, rest)), file=sys.stderr)
        sys.stderr.flush()

    @contextmanager
    def progress(self, steps: Sequence[str]) -> Iterator[Any]:
        """Show a bar over named steps on a terminal; elsewhere, and when quiet, show nothing."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda _name: None
            return
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=RichConsole(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=len(steps))

            def advance(name: str) -> None:
                bar.update(task, description=name, advance=1)

            yield advance

    @contextmanager
    def counting(self, total: int, *, least: int) -> Iterator[Callable[[int], None]]:
        """Show how far a count is, its rate and the time left, on a terminal and from ``least`` on; else nothing."""
        if self.quiet or total < least or not sys.stderr.isatty():
            yield lambda _more: None
            return
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        rate = TextColumn(self.said(Words("{task.speed:.0f}/s", "{task.speed:.0f} 枚/秒")))
        columns = (BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
        shown = RichConsole(stderr=True)
        # Refreshed by hand: a thread beside would keep workers from being forked.
        with Progress(*columns, console=shown, transient=True, auto_refresh=False) as bar:
            task = bar.add_task("", total=total, speed=0.0)

            def advance(more: int) -> None:
                bar.update(task, advance=more)
                bar.refresh()

            yield advance

    def table(self, heads: Sequence[Words], rows: Iterable[Sequence[str]]) -> None:
        """Print a table, its columns as wide as their entries (full-width characters count two)."""
        lines = [[self.said(head) for head in heads], *([*row] for row in rows)]
        widths = [max(_columns(line[index]) for line in lines) for index in range(len(heads))]
        for line in lines:
            cells = (cell + " " * (width - _columns(cell)) for cell, width in zip(line, widths, strict=True))
            self.say("  ".join(cells).rstrip())


def _may_be_counted(finding: Finding) -> bool:
    """Whether further findings of its kind are told by their number: a preflight's, errors left out."""
    return finding.rule.startswith("preflight.") and finding.severity is not Severity.ERROR


def _and_more(file: str, rule: str, rest: Sequence[Finding]) -> Words:
    pages = sorted({finding.place.page for finding in rest if finding.place.page is not None})
    where = f" p.{pages[0]}–{pages[-1]}" if pages else ""
    return Words(
        f"… {file}{where}: {len(rest)} more of [{rule}]; ofprint preflight --json lists them all",
        f"… {file}{where}: [{rule}] がほかに {len(rest)} 件あります（すべては ofprint preflight --json で）",
    )


def _columns(text: str) -> int:
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def wrong_usage(words: Words) -> NoReturn:
    """Say what was asked wrongly and end the command with exit code 2."""
    Console(spoken_language()).fault(words)
    raise SystemExit(2)
