"""The same work in this process or in several; every engine yields an outcome for every task.

A worker that dies (killed, out of memory, a fault in a C library) takes the pool with it, and nobody knows
which of the tasks given out it died over. None of them is blamed for that: they are set aside, the others go
on in a new pool, and at the end each of those set aside is made with nothing beside it. Only a death there
counts against a report, so a bad one cannot take others along, however the processes happen to be timed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import warnings
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from itertools import count
from typing import Any

from generator.batch.apart import follow_parent
from generator.batch.press import Outcome, Task, Ticket, begin, end, make, press_of
from generator.batch.wish import Wish

AHEAD = 2
"""Tasks given out for each worker: one at work, one waiting, so that none stands idle."""

RARELY = (100_000, 50, 1000)
"""Thresholds of the garbage collector in a worker."""

ALONE = 2
"""How often a report's worker may die with nothing else in hand before the report is given up."""

_KILLED = (
    "工作进程反复中断（可能内存不足或被系统终止）", "its worker process died every time (out of memory, or killed)"
)


def run_here(ticket: Ticket, tasks: Iterable[Task], wish: Wish) -> Iterator[Outcome]:
    """Yield outcomes one after another, made in this process."""
    before = gc.get_threshold()
    begin(ticket)
    try:
        for number, task in enumerate(tasks):
            if wish.stop:
                break
            yield make(ticket.token, task)
            tidy(number)
    finally:
        end(ticket.token)
        gc.unfreeze()
        gc.set_threshold(*before)


def tidy(number: int) -> None:
    """Keep the collector from walking over fonts, templates and scores again and again.

    Called after report `number`, from 0. What a report leaves behind is collected at one go. What then still stands
    stays (faces, templates, lines kept to be set again) and is set aside, so that the next turn looks at what is
    new only. Left to itself the collector takes a quarter of a report's time. To collect after every second or
    fourth report takes as long in all, and 2 MB a report.
    """
    if number == 0:
        gc.set_threshold(*RARELY)
    gc.collect()
    gc.freeze()


_made = count()


def make_and_tidy(token: str, task: Task) -> Outcome:
    """Make one report in a worker that has begun."""
    outcome = make(token, task)
    tidy(next(_made))
    return outcome


def run_processes(ticket: Ticket, tasks: Iterable[Task], workers: int, wish: Wish) -> Iterator[Outcome]:
    """Yield outcomes as they come from `workers` processes of loky."""
    waiting = deque(tasks)
    aside: deque[Task] = deque()
    while waiting and not wish.stop:
        yield from _run_pool(ticket, waiting, min(workers, len(waiting)), AHEAD, aside, wish)
    yield from _run_alone(ticket, aside, wish)


def _run_alone(ticket: Ticket, suspects: deque[Task], wish: Wish) -> Iterator[Outcome]:
    """Yield outcomes of tasks made one at a time by one process, which is replaced when it dies."""
    deaths: Counter[str] = Counter()
    while suspects and not wish.stop:
        lost: deque[Task] = deque()
        yield from _run_pool(ticket, suspects, 1, 1, lost, wish)
        for task in lost:
            deaths[task.job.key] += 1
            if deaths[task.job.key] < ALONE:
                suspects.appendleft(task)
            else:
                yield Outcome(task.job.key, "failed", said=_KILLED)


def _run_pool(
    ticket: Ticket, waiting: deque[Task], workers: int, ahead: int, lost: deque[Task], wish: Wish
) -> Iterator[Outcome]:
    """Yield outcomes until nothing waits, the pool dies or an end is wished; what a dead one held goes to `lost`.

    A worker has at most `ahead` tasks given out.
    """
    pool = _pool(ticket, workers)
    held: dict[Future[Outcome], Task] = {}
    broken, given = False, 0
    try:
        while held or (waiting and not broken and not wish.stop):
            while waiting and len(held) < workers * ahead and not (broken or wish.stop):
                try:
                    future = pool.submit(make_and_tidy, ticket.token, waiting[0])
                except BrokenExecutor:  # it died before this task; a pool that never took one must cost one
                    broken = True
                    lost.extend([] if given else [waiting.popleft()])
                else:
                    held[future] = waiting.popleft()
                    given += 1
            done, _ = wait(held, return_when=FIRST_COMPLETED)
            for future in done:
                task = held.pop(future)
                try:
                    outcome = future.result()
                except BrokenExecutor:
                    broken = True
                    lost.append(task)
                else:
                    yield outcome
    finally:
        _close(pool, at_once=bool(held))


def _pool(ticket: Ticket, workers: int) -> Any:
    from loky import ProcessPoolExecutor

    # loky restarts a worker whose memory grows, and says so; that is no news for the user.
    warnings.filterwarnings("ignore", message="A worker stopped while some jobs were given")
    return ProcessPoolExecutor(workers, initializer=_begin_worker, initargs=(ticket, os.getpid()))


def _close(pool: Any, at_once: bool) -> None:
    """End a pool, killing its workers when `at_once`.

    loky's thread forgets the work it holds before it takes up what was just submitted, and then dies of a
    KeyError with a traceback on the user's screen. So nothing may be left to take up.
    """
    with contextlib.suppress(queue.Empty):
        while at_once:
            pool._work_ids.get(block=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pool.shutdown(wait=True, kill_workers=at_once)


def _begin_worker(ticket: Ticket, parent: int) -> None:
    """Make a worker ready."""
    follow_parent(parent)
    begin(ticket)
    try:
        press_of(ticket.token)
    except Exception:
        return  # the same fault comes with the first task, in words
