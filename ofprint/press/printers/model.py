"""One printer as data: its values, each with the page it was read on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ofprint.base.findings import Words
from ofprint.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of a printer: what it is, the page it was read on (None when none was), the day it was noted."""

    value: Any
    source: str | None
    noted: str | None = None
    inherited: bool = False
    """Whether it is the common profile's, the printer's own not being known."""


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer: its name on the command line, its title, and its values by name."""

    name: str
    title: Words
    values: Mapping[str, Value]

    def __getitem__(self, key: str) -> Any:
        return self.values[key].value
