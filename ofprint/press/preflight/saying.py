"""Findings of the preflight put into words, and too many of one kind put together.

It stands apart so that a rule's module reads as the rule, not as the making of findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import replace

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
Said = tuple[str, str]
"""A sentence in English and in Japanese."""
_MOST_PLACES = 5


def found(rule: str, severity: Severity, what: Said, cure: Said | None = None, place: Place | None = None) -> Finding:
    """Return a finding of ``rule`` (``preflight.`` is put before it)."""
    return Finding(f"preflight.{rule}", severity, Words(*what), Words(*cure) if cure else None, place or Place())


def gathered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings in page order; of one rule on one page the first few, the last of them telling how many more."""
    groups: dict[tuple[int, str, Severity], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.place.page or 0, finding.rule, finding.severity), []).append(finding)
    for key in sorted(groups, key=lambda group: group[0]):
        group = list(dict.fromkeys(groups[key]))
        shown, rest = group[:_MOST_PLACES], len(group) - _MOST_PLACES
        yield from shown[:-1]
        yield _and_more(shown[-1], rest) if rest > 0 else shown[-1]


def _and_more(finding: Finding, rest: int) -> Finding:
    what = Words(f"{finding.what.en} (and {rest} more on this page)", f"{finding.what.ja}（ほかに {rest} か所）")
    return replace(finding, what=what)
