"""The tables of an edition, read and checked once, and sent to every process that needs them.

A worker that is handed the books loads neither pandas nor the table readers, and cannot see other scores than
its neighbour. Where there are workers, the parent does not load them either: another process reads, sends what
it read, and ends. The bytes go from process to process and are never kept in a file.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from generator.audit import Audit
from generator.config import Edition, read_edition
from generator.findings import Finding
from generator.opening import book_before, part_of, sound_book
from generator.scores.book import Book

if TYPE_CHECKING:
    from generator.chapters.unit_series import Series


@dataclass(frozen=True)
class Compiled:
    """The books of an edition, checked: its own, the one it compares itself with, and what was found."""

    book: Book
    before: Book | None
    findings: tuple[Finding, ...]

    def series(self, edition: Edition, audit: Audit | None = None) -> Series:
        """Return what all reports share, made ready in this process; with `audit`, for one of them, traced."""
        from generator.chapters.unit_series import Series  # templates: the process that reads needs none

        return Series(edition, self.book, self.before, audit)


def compile_books(folder: Path) -> bytes:
    """Read and check the tables of the edition in `folder` and return them for `receive`.

    Raises what reading an edition raises, and FindingsError when the data hold errors.
    """
    edition = read_edition(folder)
    book, findings = sound_book(edition)
    return send(Compiled(part_of(book, edition), book_before(edition), findings))


def read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return a mapping that cannot be changed; the type itself has no name that pickle could find."""
    return MappingProxyType(mapping)


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Send a read-only mapping as what it shows; pickle by itself refuses one."""
        return (read_only, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


def send(compiled: Compiled) -> bytes:
    """Return the bytes for another process."""
    target = io.BytesIO()
    _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(compiled)
    return target.getvalue()


def receive(sent: bytes) -> Compiled:
    """Return what `send` was given; the bytes must come from a process of this very batch."""
    compiled = pickle.loads(sent)
    assert isinstance(compiled, Compiled)
    return compiled
