"""What is seen while a batch runs: one bar on a terminal, now and then a line in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from generator.findings import user_language

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

EVERY = 5.0
"""Seconds between two lines in a pipe."""


class Watch(Protocol):
    """What a run tells as it goes on."""

    def say(self, zh: str, en: str) -> None: ...
    def begin(self, total: int) -> None: ...
    def step(self, name: str, failed: str = "") -> None: ...


class Silence:
    """Watches without a word."""

    def say(self, zh: str, en: str) -> None:
        """Say nothing."""

    def begin(self, total: int) -> None:
        """Say nothing."""

    def step(self, name: str, failed: str = "") -> None:
        """Say nothing."""


class Lines:
    """Plain lines on stderr: every few seconds how far it is, and every failure at once."""

    def __init__(self) -> None:
        self._total = self._done = 0
        self._begun = self._last = time.monotonic()

    def say(self, zh: str, en: str) -> None:
        """Say what is being done."""
        print(words(zh, en), file=sys.stderr, flush=True)

    def begin(self, total: int) -> None:
        """Begin to count."""
        self._total, self._begun = total, time.monotonic()
        self._last = self._begun

    def step(self, name: str, failed: str = "") -> None:
        """Count a report."""
        self._done += 1
        now = time.monotonic()
        if failed:
            self.say(f"未完成 {name}：{failed}", f"failed: {name}: {failed}")
        if now - self._last >= EVERY or self._done == self._total:
            self._last = now
            rate = self._done / max(now - self._begun, 1e-9)
            left = (self._total - self._done) / rate
            self.say(
                f"{self._done}/{self._total}  每分钟 {60 * rate:.0f} 份  约余 {left:.0f} 秒  {name}",
                f"{self._done}/{self._total}  {60 * rate:.0f} a minute  {left:.0f} s left  {name}",
            )


class Bar:
    """One bar on a terminal: count, rate, time left, the unit just finished."""

    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._task: TaskID | None = None
        self._begun, self._done = time.monotonic(), 0

    def say(self, zh: str, en: str) -> None:
        """Say what is being done, above the bar."""
        self._print(words(zh, en), "dim")

    def begin(self, total: int) -> None:
        """Show the bar."""
        self._begun = time.monotonic()
        self._task = self._bar.add_task("", total=total, rate="")

    def step(self, name: str, failed: str = "") -> None:
        """Move the bar on by a report."""
        if self._task is None:
            return
        self._done += 1
        rate = 60 * self._done / max(time.monotonic() - self._begun, 1e-9)
        shown = words(f"每分钟 {rate:.0f} 份", f"{rate:.0f} a minute")
        self._bar.update(self._task, advance=1, description=name, rate=shown)
        if failed:
            self._print(words(f"未完成 {name}：{failed}", f"failed: {name}: {failed}"), "red")

    def _print(self, line: str, style: str) -> None:
        """Print a line as it is: a message may hold square brackets, which are no markup."""
        self._bar.console.print(line, style=style, markup=False, highlight=False)


@contextmanager
def watching() -> Iterator[Watch]:
    """Yield a bar where stderr is a terminal, lines where it is not."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar)


def words(zh: str, en: str) -> str:
    """Return the words in the user's language."""
    return en if user_language() == "en" else zh
