"""What ofprint has to say about an input or an output: a finding names rule, place, matter and cure.

It stands apart because the command line, the Python API and the preflight all speak through it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from ofprint.base.records import asdict, dataclass, field


class Severity(StrEnum):
    """How much a finding weighs: an error stops the product, the others are listed."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in the two languages ofprint speaks."""

    en: str
    ja: str

    def said(self, language: str) -> str:
        """Return the sentence in ``language`` (``"ja"``, anything else is English)."""
        return self.ja if language == "ja" else self.en

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is: in a text file (line, column, key path), a list (row) or a page (box in mm)."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    """The path of the key, such as ``programme[3].speakers[0]``."""
    row: int | None = None
    """The row of a list as its reader counts it (the heading row is 1)."""
    page: int | None = None
    """The page, counted from 1."""
    box: tuple[float, float, float, float] | None = None
    """``(x, y, width, height)`` in mm from the top left of the trim."""

    def __str__(self) -> str:
        spot = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        box = "({:.1f}, {:.1f}) {:.1f} × {:.1f} mm".format(*self.box) if self.box else None
        parts = [
            spot or None,
            f"p.{self.page}" if self.page is not None else None,
            f"row {self.row}" if self.row is not None else None,
            self.path,
            box,
        ]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: the rule that found it, how much it weighs, where, what, and the cure."""

    rule: str
    """A stable dotted name such as ``event.unknown-key`` or ``text.overset``."""
    severity: Severity
    what: Words
    cure: Words | None = None
    place: Place = field(default_factory=Place)

    def said(self, language: str = "en") -> str:
        """Return the finding on one line: place, matter, cure, and the rule's name."""
        where = f"{self.place}: " if str(self.place) else ""
        cure = f" → {self.cure.said(language)}" if self.cure else ""
        return f"{where}{self.what.said(language)}{cure} [{self.rule}]"

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the finding as plain data for JSON, its sentences in ``language``."""
        place = {key: value for key, value in asdict(self.place).items() if value is not None}
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "place": place,
            "what": self.what.said(language),
            "cure": self.cure.said(language) if self.cure else None,
        }

    def __str__(self) -> str:
        return self.said()
