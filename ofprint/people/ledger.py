"""The print ledger: a small file beside the event that remembers whose badge was printed, and what it showed.

It stands apart because it must tell the truth after a crash: an entry is written only when the
printed file is whole, in one replacement of the ledger, so that at worst a badge is printed twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ofprint.base.errors import AttendeesError
from ofprint.base.findings import Finding, Place, Severity, Words
from ofprint.base.records import dataclass, field
from ofprint.people.attendee import Attendee

_FORMAT = "ofprint-ledger"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was printed: for each id the fingerprint of what its badge showed. It holds no name."""

    printed: Mapping[str, str] = field(default_factory=dict)

    def is_printed(self, one: str, fingerprint: str) -> bool:
        """Tell whether the badge of ``one`` was printed as it would show now."""
        return self.printed.get(one) == fingerprint

    def unprinted(self, showing: Mapping[str, str]) -> list[str]:
        """Return the ids, in the order of ``showing`` (fingerprint by id), that are new or show something else now."""
        return [one for one, fingerprint in showing.items() if not self.is_printed(one, fingerprint)]

    def gone(self, ids: Iterable[str]) -> list[str]:
        """Return the printed ids that are not among ``ids`` any more: badges to take out of the pile."""
        return sorted(self.printed.keys() - set(ids))

    def with_printed(self, showing: Mapping[str, str]) -> Ledger:
        """Return this ledger with the badges in ``showing`` printed."""
        return Ledger({**self.printed, **showing})


def fingerprint(shown: Sequence[str]) -> str:
    """Return the fingerprint of what one badge shows, the same on every machine (128 bits in base 16).

    ``shown`` is every text that reaches the paper, code and design included, in a fixed order.
    """
    digest = hashlib.blake2b(digest_size=16, person=b"ofprint badge")
    for text in shown:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8))
        digest.update(data)
    return digest.hexdigest()


def shown_of(attendee: Attendee, *more: str) -> str:
    """Return the fingerprint of a badge that shows an attendee's own fields; ``more`` is what else it shows.

    The row does not count: a list sorted anew prints nothing again. Nor do the ``extra`` columns,
    unless their text is given in ``more``.
    """
    a = attendee
    own = (
        a.id,
        a.name,
        a.family,
        a.given,
        a.reading_family,
        a.reading_given,
        a.romaji,
        a.affiliation,
        a.title,
        a.role,
        a.note,
    )
    return fingerprint((*own, *more))


def chosen(people: Sequence[Attendee], only: Sequence[str]) -> list[Attendee]:
    """Return the people with the ids in ``only``, in their own order; raises `AttendeesError` for ids nobody has."""
    wanted = set(only)
    missing = sorted(wanted - {attendee.id for attendee in people})
    if missing:
        raise AttendeesError([_unknown_id(one) for one in missing])
    return [attendee for attendee in people if attendee.id in wanted]


def read_ledger(path: Path) -> Ledger:
    """Return the ledger at ``path``, an empty one if there is none; raises `AttendeesError` for one that is damaged."""
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        return Ledger()
    except OSError as fault:
        raise _fault(
            path,
            Words(en=f"the ledger cannot be read: {fault.strerror}", ja=f"印刷台帳を読めません（{fault.strerror}）"),
        ) from None
    except (ValueError, RecursionError):
        raise _damaged(path) from None
    return Ledger(_checked(data, path))


def record(path: Path, showing: Mapping[str, str]) -> Ledger:
    """Add the badges in ``showing`` (fingerprint by id) to the ledger at ``path`` and return it.

    To be called when the file with these badges is whole and in its place. The ledger is read
    again under a lock, so that two runs lose none of each other's entries, and replaced in one
    step: after a crash it is the old one or the new one, and the next record clears what was left.
    """
    with _alone(path.parent):
        ledger = read_ledger(path).with_printed(showing)
        body = {"format": _FORMAT, "version": _VERSION, "printed": dict(sorted(ledger.printed.items()))}
        _replace(path, json.dumps(body, ensure_ascii=False, indent=0).encode() + b"\n")
    return ledger


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other runs from writing a ledger in ``folder`` meanwhile; the system ends a killed one's lock.

    The folder itself is locked, so that no lock file can stay behind; on Windows, where folders
    have no locks, a file that the system deletes with its process stands for it. Where neither
    can be had (some network drives) the run goes on without.
    """
    if sys.platform == "win32":
        handle = _lock_file(folder / ".ofprint-ledger.lock")
    else:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":

    def _lock_file(path: Path) -> int:
        while True:
            try:
                return os.open(path, os.O_CREAT | os.O_EXCL | os.O_TEMPORARY | os.O_RDWR)
            except (FileExistsError, PermissionError):
                time.sleep(0.02)


def _replace(path: Path, data: bytes) -> None:
    """Put ``data`` in place of the file at ``path`` so that nobody ever sees half of it, not even after a power cut."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Bring the folder's entry itself to the disk, where the system can (Windows does so by itself)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _checked(data: Any, path: Path) -> dict[str, str]:
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        raise _damaged(path)
    if data.get("version") != _VERSION:
        raise _fault(
            path,
            Words(en="the ledger was written by a newer ofprint", ja="印刷台帳は新しい版のofprintで書かれています"),
        )
    printed = data.get("printed")
    if not isinstance(printed, dict) or not all(isinstance(mark, str) for mark in printed.values()):
        raise _damaged(path)
    return printed


def _damaged(path: Path) -> AttendeesError:
    return _fault(path, Words(en="this is no print ledger, or a damaged one", ja="印刷台帳ではないか、壊れています"))


def _fault(path: Path, what: Words) -> AttendeesError:
    cure = Words(
        en="restore it, or move it away: then everybody counts as not printed",
        ja="元に戻すか、別の場所に移してください。移すと全員が未印刷になります",
    )
    return AttendeesError([Finding("people.ledger", Severity.ERROR, what, cure, Place(file=str(path)))])


def _unknown_id(one: str) -> Finding:
    return Finding(
        "people.unknown-id",
        Severity.ERROR,
        Words(en=f"nobody in the list has the id {one}", ja=f"受付番号 {one} の人は名簿にいません"),
        Words(
            en="look the id up in the list; cancelled people have no badge",
            ja="名簿で番号を確かめてください。キャンセルした人の名札はありません",
        ),
    )
