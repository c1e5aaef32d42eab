"""An event from a file, a folder or a dict: everything found is told at once, or the event is returned.

It stands apart because it alone joins reading YAML, reading the model and raising.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ofprint.base.errors import EventError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.yaml_places import read_yaml_file
from ofprint.base.yaml_tree import Mapping, Node
from ofprint.event.fields import default_of, public_fields
from ofprint.event.model import Event
from ofprint.event.native import NodeMaker
from ofprint.event.part import read_part
from ofprint.event.reading import Reading, Spot

EVENT_FILE = "event.yaml"


def load(path: str | os.PathLike[str]) -> Event:
    """Return the event at ``path``: a folder that holds ``event.yaml``, or the file itself.

    Raises `EventError` with every fault of the file, each with line, column, key path and cure;
    what is no error is in `Event.findings`.
    """
    file = _event_file(Path(path))
    try:
        read = read_yaml_file(file)
    except (OSError, ValueError) as error:
        raise EventError([_unreadable(file, error)]) from None
    reading = _reading(file.parent, read.findings)
    reading.whole = read.whole
    return _event(reading, read.root, str(file))


def event_from_dict(mapping: AbcMapping[str, Any], folder: Path | None) -> Event:
    """Return the event in plain data; see `Event.from_dict`."""
    maker = NodeMaker()
    root = maker.node(mapping)
    reading = _reading(folder, maker.findings)
    return _event(reading, root, None)


def _event_file(path: Path) -> Path:
    try:
        if not path.is_dir():
            return path
        file = path / EVENT_FILE
        if file.is_file() or not (path / "event.yml").is_file():
            return file
    except (OSError, ValueError):
        return path
    return path / "event.yml"


def _unreadable(file: Path, error: Exception) -> Finding:
    if isinstance(error, FileNotFoundError):
        what = Words("there is no such event file", "イベントのファイルがありません")
        cure = Words(
            f"name a folder that holds {EVENT_FILE}, or the file",
            f"{EVENT_FILE} のあるフォルダーか、ファイルを指定してください",
        )
    else:
        reason = getattr(error, "strerror", None) or str(error)
        what = Words(f"the file cannot be read ({reason})", f"ファイルを読めません（{reason}）")
        cure = Words("check its name and permissions", "名前と権限を確かめてください")
    return Finding("event.missing-file", Severity.ERROR, what, cure, Place(str(file)))


def _reading(folder: Path | None, findings: Iterable[Finding]) -> Reading:
    reading = Reading(folder=folder)
    for finding in findings:
        reading.add(finding)
    return reading


def _event(reading: Reading, root: Node | None, file: str | None) -> Event:
    event = _read(reading, root)
    findings = _in_order(reading)
    if event is None or reading.has_error:
        raise EventError(findings)
    return replace(event, _findings=findings, _folder=reading.folder, _file=file, _places=reading.places)


def _read(reading: Reading, root: Node | None) -> Event | None:
    if root is None:
        return None
    if isinstance(root, Mapping) and (language := root.get("language")) is not None:
        reading.language = getattr(language, "text", "ja").strip().lower()
    reading.known["honorific"] = default_of(public_fields(Event)["honorific"])
    return read_part(Spot(reading, root), Event)


def _in_order(reading: Reading) -> tuple[Finding, ...]:
    """Sort by place and drop what was said twice; what was not kept is counted."""
    once = list(dict.fromkeys(reading.findings))
    once.sort(key=lambda found: (found.place.line or 0, found.place.column or 0))
    if not reading.more:
        return tuple(once)
    what = Words(f"{reading.more} more findings are not listed", f"ほかに {reading.more} 件あります")
    severity = Severity.ERROR if reading.has_error else Severity.WARNING
    return (*once, Finding("event.more", severity, what, None, Place(once[0].place.file)))
