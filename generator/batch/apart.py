"""Work done in a process of its own, whose memory goes with it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from typing import TypeVar

Result = TypeVar("Result")


@contextmanager
def begun_apart(work: Callable[..., Result], *given: object) -> Iterator[Callable[[], Result]]:
    """Begin on `work` in another process; what is yielded waits for its result, or raises what it raised.

    A process that dies over it (no memory, killed) is no fault of the work: then it is done here.
    """
    from loky import ProcessPoolExecutor

    pool = ProcessPoolExecutor(1, initializer=follow_parent, initargs=(os.getpid(),))
    future: Future[Result] = pool.submit(work, *given)

    def result() -> Result:
        try:
            return future.result()
        except BrokenExecutor:
            return work(*given)
        finally:
            pool.shutdown(wait=False)

    try:
        yield result
    finally:
        if not future.done():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                pool.shutdown(wait=True, kill_workers=True)


def cores() -> int:
    """Return the number of processors this process may use."""
    from loky import cpu_count

    return int(cpu_count())


def follow_parent(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end by itself when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
