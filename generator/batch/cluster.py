"""The same work on a Dask cluster.

The edition's files travel once to every worker, as a plugin of the scheduler: a worker that joins later, or
takes the place of one that died, gets them too. A worker that sees the output folder under its own path
writes there; from any other, the finished files come back and are written here. This module needs the extra
`cluster` and is imported only where a scheduler is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import distributed

from generator.batch.engines import make_and_tidy
from generator.batch.inputs import hash_code
from generator.batch.press import Outcome, Task, Ticket, begin, end, press_of
from generator.batch.wish import Wish
from generator.errors import InputError

AHEAD = 3
"""Tasks given out for each thread of the cluster: with 100,000 reports the scheduler holds hundreds, not all."""

RETRIES = 3
CONNECT = 20.0


class PressPlugin(distributed.WorkerPlugin):  # type: ignore[misc]
    """Makes the press ready on every worker, before its first report."""

    def __init__(self, ticket: Ticket, code: str) -> None:
        self.ticket, self.code, self.name = ticket, code, f"whitepaper-{ticket.token}"

    def setup(self, worker: Any) -> None:
        """Begin on a worker; one with another version of the program refuses."""
        if hash_code() != self.code:
            raise RuntimeError(f"{worker.address}: another version of whitepaper-generator is installed there")
        begin(self.ticket)
        press_of(self.ticket.token)

    def teardown(self, worker: Any) -> None:
        """Forget the batch."""
        end(self.ticket.token)


def run_cluster(ticket: Ticket, tasks: Iterable[Task], address: str, wish: Wish) -> Iterator[Outcome]:
    """Yield outcomes as they come from the cluster whose scheduler is at `address`.

    Raises InputError where nobody answers at the address, or a worker has another version of the program.
    """
    try:
        client = distributed.Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(f"连接不上 {address}：{error}", en=f"no scheduler answers at {address}: {error}") from error
    with client:
        plugin = _registered(client, ticket)
        try:
            yield from _outcomes(client, ticket.token, iter(tasks), wish)
        finally:
            client.unregister_worker_plugin(plugin.name)


def _registered(client: Any, ticket: Ticket) -> Any:
    """Return the plugin after every worker is ready."""
    plugin = PressPlugin(ticket, hash_code())
    try:
        client.register_plugin(plugin)
    except Exception as error:
        raise InputError(f"集群的工作进程不能开始：{error}", en=f"a worker cannot begin: {error}") from error
    return plugin


def _outcomes(client: Any, token: str, tasks: Iterator[Task], wish: Wish) -> Iterator[Outcome]:
    held: dict[Any, Task] = {}
    stream = distributed.as_completed(loop=client.loop)

    def give() -> bool:
        task = None if wish.stop else next(tasks, None)
        if task is None:
            return False
        future = client.submit(make_and_tidy, token, task, key=f"{token}-{task.job.key}", pure=False, retries=RETRIES)
        held[future.key] = task
        stream.add(future)
        return True

    room = max(4, AHEAD * sum(client.nthreads().values()))
    while len(held) < room and give():
        pass
    for future in stream:
        task = held.pop(future.key)
        if future.status == "finished":
            yield future.result()
        else:
            error = future.exception()
            said = f"{type(error).__name__}: {error}"
            yield Outcome(task.job.key, "failed", said=(f"集群未能完成：{said}", f"the cluster gave up: {said}"))
        give()
