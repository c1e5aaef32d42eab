"""Worker processes of the command: none for a small run, and none left behind by a run that is killed.

They stand apart because only the command starts processes. The first pieces are made in the process itself: a run
that ends with them never pays for workers, and workers that are forked find fonts and theme ready.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, TypeVar

T = TypeVar("T")
_HERE = {"fork": 2, "spawn": 8, "forkserver": 8}
"""Pieces made before workers are started, by how they start: a forked one is ready at once, others import anew."""
_SELDOM = (200_000, 20, 20)
"""How seldom garbage is looked for: what is made lives for one piece, and holds no cycles."""


class Workers(Executor):
    """``count`` processes, started when the first pieces have been made here; a single one is this process."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._method = start_method()
        self._here = _HERE[self._method]
        self._pool: ProcessPoolExecutor | None = None

    works_here = True
    """Whether the first pieces are made in the process that hands them out."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Make a piece here, or hand it to a worker."""
        if self._count > 1 and self._here <= 0:
            return self._started().submit(fn, *args, **kwargs)
        self._here -= 1
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as wrong:  # noqa: BLE001 - it is the caller's, as a worker's would be
            done.set_exception(wrong)
        return done

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context(self._method)
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=_begin)
        return self._pool

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers."""
        if self._pool is not None:
            self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        """End the workers: when all went well in peace, else at once."""
        if kind is not None and self._pool is not None:
            workers = list((self._pool._processes or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.terminate()
        self.shutdown()
        return None


def start_method() -> str:
    """Return how workers start: as the program has set it; else forked on Linux, while no thread runs beside."""
    chosen = multiprocessing.get_start_method(allow_none=True)
    if chosen:
        return chosen
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def core_count() -> int:
    """Return how many processes may run at once here."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin() -> None:
    """Prepare a worker: an interrupt is its parent's to answer, and it ends when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_SELDOM)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
