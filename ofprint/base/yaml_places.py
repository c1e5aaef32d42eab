"""YAML read with places: a file becomes a tree of nodes and a list of faults, nothing is ever constructed.

It stands apart because event definitions and templates are read by the same rules: every scalar stays
text with its line and column, and whatever is wrong is collected, not raised one by one.
"""

from __future__ import annotations

from pathlib import Path

from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass
from ofprint.base.text_encoding import decode
from ofprint.base.yaml_builder import TreeBuilder
from ofprint.base.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

__all__ = ["MAX_BYTES", "Entry", "Mapping", "Node", "Scalar", "Sequence", "YamlFile", "read_yaml", "read_yaml_file"]

MAX_BYTES = 2_000_000
"""The largest file read, in bytes."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a YAML file held: its tree as far as it could be read, and everything found on the way."""

    root: Node | None
    findings: tuple[Finding, ...]
    encoding: str
    whole: bool
    """False when reading stopped at a fault: the tree lacks what stands after it."""


def read_yaml_file(path: Path, *, shown: str | None = None) -> YamlFile:
    """Return the tree in the file at ``path``, named ``shown`` in findings (as given, if None).

    A file over 2 MB is refused unread. Raises ``OSError`` when it cannot be opened.
    """
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    return read_yaml(data, file=shown or str(path))


def read_yaml(data: bytes, *, file: str) -> YamlFile:
    """Return the tree in ``data``; ``file`` is the name that places carry. Raises nothing."""
    if len(data) > MAX_BYTES:
        return YamlFile(None, (_too_large(file),), "UTF-8", whole=False)
    decoded = decode(data)
    builder = TreeBuilder(file)
    builder.read(decoded)
    return YamlFile(builder.root, builder.log.in_order(), decoded.encoding, builder.whole)


def _too_large(file: str) -> Finding:
    return Finding(
        "yaml.size",
        Severity.ERROR,
        Words("the file is larger than 2 MB", "ファイルが 2 MB を超えています"),
        Words("keep pictures and lists in files of their own", "画像や名簿は別のファイルに分けてください"),
        Place(file),
    )
