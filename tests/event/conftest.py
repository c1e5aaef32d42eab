"""Shared by the event tests: a folder for an event, and its faults as short lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ofprint.base.errors import EventError
from ofprint.base.findings import Finding
from ofprint.event import load

Faults = Callable[[str | bytes], list[Finding]]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def faults(tmp_path: Path) -> Faults:
    """Write an event file and return everything found in it, whether it loads or not."""

    def found(text: str | bytes) -> list[Finding]:
        data = text.encode() if isinstance(text, str) else text
        (tmp_path / "event.yaml").write_bytes(data)
        try:
            return list(load(tmp_path).findings)
        except EventError as error:
            assert error.findings
            return list(error.findings)

    return found
