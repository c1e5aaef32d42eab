"""Files that appear whole or not at all.

It stands apart because every product, report and picture is written through it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Place, Severity, Words


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` by way of a temporary file beside it.

    A link is followed; into a device or a pipe the data is written as it is.
    Raises `OutputError` when the folder cannot be written, or when the file is held open by another
    program (Windows); the new file is then kept beside it and named.
    """
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file() and not path.is_dir():
        _pour(path, data)
        return
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


def left_over(folder: Path, pattern: str, made: Collection[str]) -> list[Finding]:
    """Return a warning for each file of ``pattern`` in the folder that is none of those ``made`` now: it is older."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.glob(pattern))
    return [
        Finding(
            "output.left-over",
            Severity.WARNING,
            Words(
                "is of an earlier run: this one does not make it", "前回までに作られたもので、今回は作られていません"
            ),
            Words("delete it, lest it be printed", "取り違えないように削除してください"),
            Place(str(folder / name)),
        )
        for name in names
        if name not in made
    ]


def _pour(path: Path, data: bytes) -> None:
    """Write into a device or a pipe, which cannot be replaced."""
    try:
        with path.open("wb") as stream:
            stream.write(data)
    except OSError as wrong:
        raise OutputError([_cannot_write(path, wrong)]) from None


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
