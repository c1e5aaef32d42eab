"""Files that appear whole or not at all.

They stand apart because every product, report and picture is written through them.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from ofprint.base.errors import OutputError
from ofprint.base.findings import Finding, Place, Severity, Words

_SUFFIX = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` by way of a temporary file beside it; errors as `whole_file`.

    Into a device or a pipe, which cannot be replaced, the data is written as it is.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        _pour(path, data)
        return
    with whole_file(path) as stream:
        stream.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream to a temporary file beside ``path`` that takes its place when all went well.

    What a killed run left beside it is taken away. Raises `OutputError` when the folder cannot be written,
    or when the file is held open by another program (Windows); the new file is then kept beside it and named.
    """
    with whole_files() as files:
        yield files.open(path)


@contextmanager
def whole_files(beside: Path | None = None) -> Iterator[WholeFiles]:
    """Give a set of files that take their places together when all went well; errors as `whole_file`.

    ``beside`` is the path that their names are made from: what killed runs left for it is taken away too.
    """
    if beside is not None and beside.parent.is_dir():
        clear_away(beside)
    files = WholeFiles()
    try:
        yield files
        files.settle()
    finally:
        files.discard()


class WholeFiles:
    """Temporary files that stand for the files they will become."""

    def __init__(self) -> None:
        self._parts: list[tuple[Path, _Part]] = []

    def open(self, path: Path) -> IO[bytes]:
        """Return a stream to what will be the file at ``path``; a link is followed."""
        if path.is_symlink():
            path = Path(os.path.realpath(path))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            clear_away(path)
            part = _Part(path)
        except OSError as wrong:
            raise OutputError([_cannot_write(path, wrong)]) from None
        self._parts.append((path, part))
        return part

    def settle(self) -> None:
        """Bring every file to the disk, then put each into its place."""
        for _, part in self._parts:
            part.settle()
        while self._parts:
            path, part = self._parts.pop(0)
            part.close()
            _replace(part.at, path)

    def discard(self) -> None:
        """Take away what is not in its place."""
        for _, part in self._parts:
            with contextlib.suppress(OutputError):
                part.close()
            part.at.unlink(missing_ok=True)
        self._parts = []


class _Part(io.BufferedRandom):
    """A temporary file beside ``path``, locked while it is written; what cannot be written is an `OutputError`."""

    def __init__(self, path: Path) -> None:
        handle, at = tempfile.mkstemp(prefix=_prefix(path), suffix=_SUFFIX, dir=path.parent)
        self.at = Path(at)
        self._path = path
        _lock(handle)
        super().__init__(io.FileIO(handle, "w+b"))

    def write(self, data: Any, /) -> int:
        with self._said():
            return super().write(data)

    def flush(self) -> None:
        with self._said():
            super().flush()

    def settle(self) -> None:
        """Bring the file to the disk, with the rights any new file has."""
        with self._said():
            self.flush()
            os.fsync(self.fileno())
            self.at.chmod(0o666 & ~_umask())

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except OSError as wrong:
            raise OutputError([_cannot_write(self._path, wrong)]) from None


def clear_away(path: Path) -> None:
    """Take away the temporary files that killed runs left beside ``path``; those of runs at work stay."""
    prefix = _prefix(path)
    for left in path.parent.iterdir():
        if left.name.startswith(prefix) and left.name.endswith(_SUFFIX):
            with contextlib.suppress(OSError):  # in use, or already taken away by another run
                _take_away(left)


def _prefix(path: Path) -> str:
    return f".{path.stem}-"


if sys.platform == "win32":

    def _lock(_handle: int) -> None:
        """Do nothing: an open file cannot be deleted here."""

    def _take_away(path: Path) -> None:
        path.unlink()

else:
    import fcntl

    def _lock(handle: int) -> None:
        with contextlib.suppress(OSError):  # some network drives have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)

    def _take_away(path: Path) -> None:
        """Delete a file that nobody has locked; raises ``OSError`` for one that is in use."""
        with path.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


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
