"""A pool closed in the middle of work: no process stays, and loky's own thread says nothing."""

from __future__ import annotations

import threading
import time
from concurrent.futures import wait

import pytest
from loky import ProcessPoolExecutor

from generator.batch.engines import _close


@pytest.mark.parametrize("turn", range(3))
def test_a_pool_closed_just_after_work_was_given_out_ends_in_silence(
    turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", said.append)
    pool = ProcessPoolExecutor(2)
    wait([pool.submit(time.sleep, 0)])
    workers = list(pool._processes.values())
    for _ in range(4):
        pool.submit(time.sleep, 60)
    _close(pool, at_once=True)
    assert not said, said[0].exc_value
    assert all(worker.exitcode is not None for worker in workers)
