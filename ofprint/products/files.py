"""Files that appear whole or not at all.

It stands apart because every product, report and picture is written through it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Place, Severity, Words


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` by way of a temporary file beside it.

    Raises `OutputError` when the folder cannot be written, or when the file is held open by another
    program (Windows); the new file is then kept beside it and named.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".part", dir=path.parent)
    except OSError as wrong:
        raise OutputError([_cannot_write(path, wrong)]) from None
    part = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        _replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _replace(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except PermissionError:
        kept = path.with_name(f"{path.stem}-new{path.suffix}")
        try:
            part.replace(kept)
        except OSError as wrong:
            raise OutputError([_cannot_write(path, wrong)]) from None
        raise OutputError([_in_use(path, kept)]) from None
    except OSError as wrong:
        raise OutputError([_cannot_write(path, wrong)]) from None


def _in_use(path: Path, kept: Path) -> Finding:
    return Finding(
        "output.in-use",
        Severity.ERROR,
        Words(
            f"the file is open in another program; the new one is {kept.name}",
            f"ファイルがほかのソフトで開かれています。新しいものは {kept.name} です",
        ),
        Words("close it and run again", "閉じてからもう一度実行してください"),
        Place(str(path)),
    )


def _cannot_write(path: Path, wrong: OSError) -> Finding:
    return Finding(
        "output.write",
        Severity.ERROR,
        Words(f"cannot be written: {wrong.strerror or wrong}", f"書き込めません: {wrong.strerror or wrong}"),
        Words("choose a folder that can be written to", "書き込めるフォルダーを指定してください"),
        Place(str(path)),
    )
