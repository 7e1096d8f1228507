"""The door of a batch: opens the edition, holds the folder, and has the tables read while the rest is loaded."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from generator.atomic import check_folder
from generator.batch.apart import begun_apart, cores
from generator.batch.asked import BatchOptions
from generator.batch.compiled import compile_books
from generator.batch.inputs import hash_edition
from generator.batch.lock import hold
from generator.batch.progress import Silence, Watch
from generator.batch.result import BatchResult
from generator.batch.wish import closing_in_order
from generator.config import read_edition
from generator.fonts import check_faces


def run_batch(options: BatchOptions, watch: Watch | None = None) -> BatchResult:
    """Make the reports of an edition and return what came of it.

    A report that fails is in the result; what keeps all of them from being made is raised as in `build`:
    FindingsError, InputError, EditionError, OutputError. So is KeyboardInterrupt, also for a SIGTERM, after the
    reports in hand are finished and the books are in order.
    """
    begun = time.perf_counter()
    watch = watch or Silence()
    watch.say("读取版本与得分", "reading edition and scores")
    edition = read_edition(options.edition)
    out = (options.out or Path("output") / edition.name).absolute()
    check_faces()
    if not options.dry_run:
        check_folder(out)
    files = hash_edition(edition, out)  # before they are read: whoever changes one meanwhile is found out
    with _reading(edition.folder, options) as books:
        # To import what makes reports takes half as long as to read the tables.
        from generator.batch.run import Run

        if options.dry_run:
            result = Run(options, edition, files, books, out, watch, "").plan_only()
        else:
            token = secrets.token_hex(8)
            with hold(out, token) as broken, closing_in_order():
                result = Run(options, edition, files, books, out, watch, token).make(broken)
    result.seconds = time.perf_counter() - begun
    return result


@contextmanager
def _reading(folder: Path, options: BatchOptions) -> Iterator[Callable[[], bytes]]:
    """Yield what returns the compiled books, which another process reads wherever several are to work."""
    if options.scheduler or (options.jobs or cores()) > 1:
        with begun_apart(compile_books, folder) as books:
            yield books
    else:
        yield partial(compile_books, folder)
