"""A working event folder to start from.

It stands apart because a newcomer's first file should already build.
"""

from __future__ import annotations

from pathlib import Path

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.products.files import write_whole

_STARTER = Path(__file__).resolve().parents[1] / "starter"


def start_event(folder: Path) -> None:
    """Write the starter's event.yaml and attendees.csv into a new folder.

    Raises `OutputError` when the folder holds anything already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        what = Words("the folder is not empty", "フォルダーが空ではありません")
        cure = Words("name a new one; nothing was changed", "新しい名前を指定してください（何も変えていません）")
        raise OutputError([Finding("new.not-empty", Severity.ERROR, what, cure, Place(str(folder)))])
    for file in sorted(_STARTER.iterdir()):
        write_whole(folder / file.name, file.read_bytes())
