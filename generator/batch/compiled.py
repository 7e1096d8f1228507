"""What the parent of a batch has read and checked, sent to its workers so that they need not.

The tables are read once: a worker that is handed the books loads neither pandas nor the table readers, and
cannot see other scores than its neighbour. The bytes go from a process to its workers and are never kept
in a file.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from generator.audit import Audit
from generator.chapters.unit_series import Series
from generator.config import Edition
from generator.findings import Finding
from generator.scores.book import Book


@dataclass(frozen=True)
class Compiled:
    """The books of an edition, checked: its own, the one it compares itself with, and what was found."""

    book: Book
    before: Book | None
    findings: tuple[Finding, ...]

    def series(self, edition: Edition, audit: Audit | None = None) -> Series:
        """Return what all reports share, made ready in this process; with `audit`, for one of them, traced."""
        return Series(edition, self.book, self.before, audit)


def read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return a mapping that cannot be changed; the type itself has no name that pickle could find."""
    return MappingProxyType(mapping)


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Send a read-only mapping as what it shows; pickle by itself refuses one."""
        return (read_only, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


def send(compiled: Compiled) -> bytes:
    """Return the bytes for a worker."""
    target = io.BytesIO()
    _Pickler(target, pickle.HIGHEST_PROTOCOL).dump(compiled)
    return target.getvalue()


def receive(sent: bytes) -> Compiled:
    """Return what `send` was given; the bytes must come from the parent of this very batch."""
    compiled = pickle.loads(sent)
    assert isinstance(compiled, Compiled)
    return compiled
