"""The findings of one YAML file while it is read, and its source lines: encoding, control characters, traps.

It stands apart because these look at the text before and beside the tree.
"""

from __future__ import annotations

import re
from itertools import islice

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.text_encoding import Decoded
from ofprint.base.yaml_traps import Trap
from ofprint.base.yaml_tree import printable

MAX_FINDINGS = 300
"""Findings kept of one file; what is over is counted in a last one."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SEPARATOR = re.compile("[\x85\u2028\u2029]")
_LONGEST_PATH = 200
_DELETE = Words("delete it", "削除してください")


class YamlLog:
    """Collects what is found in one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[str] = []
        self._findings: list[Finding] = []
        self._seen: set[tuple[str, int]] = set()
        self._caught: set[int] = set()
        """Lines with a trap that is an error."""
        self._more = 0
        self.has_error = False

    def in_order(self) -> tuple[Finding, ...]:
        """Return the findings in the order of their lines, at most 300 and the number of the rest."""
        order = sorted(self._findings, key=lambda found: (found.place.line or 0, found.place.column or 0))
        if not self._more:
            return tuple(order)
        what = Words(f"{self._more} more findings are not listed", f"ほかに {self._more} 件あります")
        severity = Severity.ERROR if self.has_error else Severity.WARNING
        return (*order, Finding("yaml.more", severity, what, None, Place(self.file)))

    def find(
        self,
        rule: str,
        at: tuple[int, int],
        what: Words,
        cure: Words | None = None,
        *,
        path: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a finding at line and column ``at`` (from 1; 0 where there is none)."""
        self.has_error = self.has_error or severity is Severity.ERROR
        if len(self._findings) >= MAX_FINDINGS:
            self._more += 1
            return
        place = Place(self.file, at[0] or None, at[1] or None, printable(path)[-_LONGEST_PATH:] or None)
        self._findings.append(Finding(rule, severity, what, cure, place))

    def trap(self, trap: Trap, line: int, path: str = "") -> None:
        """Add a trap found on ``line``, once for the line and rule."""
        if (trap.rule, line) in self._seen:
            return
        self._seen.add((trap.rule, line))
        if trap.certain:
            self._caught.add(line)
        severity = Severity.ERROR if trap.certain else Severity.WARNING
        self.find(trap.rule, (line, trap.column), trap.what, trap.cure, path=path, severity=severity)

    def has_trap_on(self, *lines: int) -> bool:
        """Whether a trap that is certain, and so an error, was found on any of ``lines``."""
        return not self._caught.isdisjoint(lines)

    def take(self, decoded: Decoded) -> str:
        """Say how the file was encoded, report control characters, and return the text free of them."""
        self._say_encoding(decoded)
        text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        self.lines = text.split("\n")
        if not (_CONTROL.search(text) or _SEPARATOR.search(text)):
            return text
        for number, line in enumerate(self.lines, 1):
            self._report_controls(number, line)
        text = _SEPARATOR.sub(" ", _CONTROL.sub(" ", text))
        self.lines = text.split("\n")
        return text

    def _say_encoding(self, decoded: Decoded) -> None:
        if decoded.fault:
            self.find("yaml.encoding", (decoded.fault.line, 0), decoded.fault.what, decoded.fault.cure)
            return
        if decoded.encoding == "UTF-8":
            return
        with_bom = decoded.encoding == "UTF-8 with a BOM"
        name = "BOM 付き UTF-8" if with_bom else decoded.encoding
        what = Words(f"read as {decoded.encoding}", f"文字コードは {name} として読みました")
        cure = Words("saved as UTF-8 it cannot be mistaken", "UTF-8 で保存すれば取り違えがありません")
        severity = Severity.INFO if with_bom else Severity.WARNING
        self.find("yaml.encoding", (0, 0), what, cure, severity=severity)

    def _report_controls(self, number: int, line: str) -> None:
        for found in islice(_CONTROL.finditer(line), 5):
            code = f"U+{ord(found[0]):04X}"
            what = Words(f"a control character ({code})", f"制御文字（{code}）があります")
            self.find("yaml.control", (number, found.start() + 1), what, _DELETE)
        for found in islice(_SEPARATOR.finditer(line), 5):
            code = f"U+{ord(found[0]):04X}"
            what = Words(f"a line separator ({code}), read as a space", f"行区切り文字（{code}）は空白として読みました")
            self.find("yaml.control", (number, found.start() + 1), what, _DELETE, severity=Severity.WARNING)
