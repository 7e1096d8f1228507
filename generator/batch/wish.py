"""The wish to end a batch before its end.

Once it is there no more tasks are given out; what is in hand is finished and goes into the books. A batch that
is cut off instead forgets the reports that its workers finish in the moment before they are stopped.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from generator.batch.progress import Watch

Handler = Callable[[int, FrameType | None], object]


class Wish:
    """Whether the batch is to end, and whether that was asked from outside."""

    def __init__(self) -> None:
        self.stop = self.interrupted = False

    def heed(self) -> None:
        """Raise the KeyboardInterrupt that was kept back while reports were in hand."""
        if self.interrupted:
            raise KeyboardInterrupt


@contextmanager
def closing_in_order() -> Iterator[None]:
    """Let SIGTERM, by which a cluster or a service asks for an end, do in a `with` block what Ctrl-C does."""
    with _handling(signal.default_int_handler, signal.SIGTERM):
        yield


@contextmanager
def finishing_first(wish: Wish, watch: Watch) -> Iterator[None]:
    """Let the first Ctrl-C or SIGTERM in a `with` block be a wish; the second breaks off at once."""

    def take(number: int, frame: FrameType | None) -> None:
        if wish.interrupted:
            signal.default_int_handler(number, frame)
        wish.stop = wish.interrupted = True
        with suppress(RuntimeError):  # the stream was just being written to; it tells only what comes anyway
            watch.say("先完成手头的报告；再按一次 Ctrl-C 立即停止", "finishing what is begun; Ctrl-C again stops it")

    with _handling(take, signal.SIGINT, signal.SIGTERM):
        yield


@contextmanager
def _handling(handler: Handler, *numbers: signal.Signals) -> Iterator[None]:
    """Handle signals in a `with` block, but for those that this process was told to ignore.

    Only the main thread can take signals; in another nothing changes.
    """
    here = threading.current_thread() is threading.main_thread()
    taken = [number for number in numbers if here and signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handler) for number in taken}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
