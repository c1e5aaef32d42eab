"""Every error ofprint raises; each carries the findings that say where, what and the cure.

They live together so that a caller can import them from one place.
"""

from __future__ import annotations

from collections.abc import Iterable

from ofprint.base.findings import Finding


class OfprintError(Exception):
    """Something the caller can mend: ``findings`` lists every fault with its place and cure."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(finding.said() for finding in self.findings))

    def __reduce__(self) -> tuple[type[OfprintError], tuple[tuple[Finding, ...]]]:
        """Rebuild from the findings, so that an error crosses processes whole."""
        return type(self), (self.findings,)


class EventError(OfprintError):
    """The event definition is at fault."""


class AttendeesError(OfprintError):
    """The attendee list cannot be read."""


class TemplateError(OfprintError):
    """The template is at fault."""


class FontError(OfprintError):
    """A font file cannot be used, or a face or family is not there."""


class FitError(OfprintError):
    """A text does not fit its box at its floor."""


class OutputError(OfprintError):
    """The output cannot be written, or breaks a rule of the press variant asked for."""


class PressError(OfprintError):
    """A PDF or the job's press settings cannot be used."""
