"""`manifest.json`: for every report what it was made of, what was made, and why.

While a batch runs, every finished report goes as one line to a journal beside it; the manifest itself is
written whole at the end. A run that is killed therefore loses nothing that was finished, and the torn last
line of a journal is one report made again. Both are JSON: nothing here can run when it is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from generator.atomic import whole_file
from generator.batch.inputs import digest_file
from generator.batch.lock import state_folder
from generator.errors import InputError

NAME = "manifest.json"
JOURNAL = "journal.jsonl"
SCHEMA = 1


@dataclass(frozen=True)
class Made:
    """A file of a report: its name, the hash of its content and its size in bytes."""

    name: str
    digest: str
    size: int

    def intact(self, folder: Path) -> bool:
        """Return whether the file in `folder` is still the one that was made."""
        path = folder / self.name
        try:
            return path.stat().st_size == self.size and digest_file(path) == self.digest
        except OSError:
            return False


@dataclass(frozen=True)
class Entry:
    """One report: hashes of its inputs and of what it shows, its files, its shape, and why it was made.

    `inputs` and `means` name hash tables kept once in the manifest; `fill` is the share (0–1) of its
    emptiest page in use, `fullest` that of its fullest, `dropped` the labels that found no room.
    """

    unit: str
    inputs: str
    means: str
    content: Mapping[str, str]
    options: Mapping[str, str]
    files: Mapping[str, Made]
    pages: int = 0
    fill: float = 1.0
    fullest: float = 1.0
    dropped: int = 0
    findings: tuple[str, ...] = ()
    seconds: float = 0.0
    why: tuple[str, ...] = ()


@dataclass
class Manifest:
    """All reports of a folder, with the hash tables they refer to and the run that was asked for."""

    edition: str = ""
    version: str = ""
    run: dict[str, Any] = field(default_factory=dict)
    finished: bool = False
    reports: dict[str, Entry] = field(default_factory=dict)
    failed: dict[str, dict[str, str]] = field(default_factory=dict)
    hashes: dict[str, dict[str, str]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the manifest as plain values, hash tables that nobody refers to left out."""
        used = {name for entry in self.reports.values() for name in (entry.inputs, entry.means)}
        return {
            "schema": SCHEMA, "edition": self.edition, "version": self.version, "run": self.run,
            "finished": self.finished,
            "reports": {key: asdict(entry) for key, entry in sorted(self.reports.items())},
            "failed": dict(sorted(self.failed.items())),
            "hashes": {name: table for name, table in sorted(self.hashes.items()) if name in used},
        }


def read_manifest(out: Path) -> Manifest:
    """Return what is known about a folder: its manifest and, after a run that broke off, its journal.

    A manifest that cannot be read counts as none: everything is made again. Raises InputError for one
    of a later version of the program.
    """
    try:
        table = json.loads((out / NAME).read_text(encoding="utf-8"))
        manifest = _manifest(table)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        manifest = Manifest()
    for line in _lines(state_folder(out) / JOURNAL):
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            _take(json.loads(line), manifest)
    return manifest


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Write the manifest whole; the journal has then done its service and goes."""
    content = json.dumps(manifest.as_dict(), ensure_ascii=False, indent=1)
    with whole_file(out / NAME) as temporary:
        temporary.write_text(content + "\n", encoding="utf-8")
    with suppress(OSError):
        (state_folder(out) / JOURNAL).unlink(missing_ok=True)


class Journal:
    """Takes down what happens in a run, a line at a time; without a stream, nothing."""

    def __init__(self, stream: IO[str] | None) -> None:
        self._stream = stream

    def begin(self, manifest: Manifest) -> None:
        """Note the run and its hash tables."""
        head = {"edition": manifest.edition, "version": manifest.version, "run": manifest.run}
        self._write({**head, "hashes": manifest.hashes})

    def report(self, key: str, entry: Entry) -> None:
        """Note a finished report."""
        self._write({"key": key, "entry": asdict(entry)})

    def _write(self, value: Mapping[str, Any]) -> None:
        if self._stream is None:
            return
        with suppress(OSError):  # a full disk: the reports themselves tell, and this one is made again
            self._stream.write(json.dumps(value, ensure_ascii=False) + "\n")
            self._stream.flush()


@contextmanager
def open_journal(out: Path) -> Iterator[Journal]:
    """Yield the journal of a folder, going on after what a broken run left in it."""
    with (state_folder(out) / JOURNAL).open("a", encoding="utf-8") as stream:
        if stream.tell():
            with suppress(OSError):
                stream.write("\n")  # ends a line that was cut off
        try:
            yield Journal(stream)
        finally:
            with suppress(OSError):
                stream.flush()
                os.fsync(stream.fileno())


def _manifest(table: Mapping[str, Any]) -> Manifest:
    if table["schema"] > SCHEMA:
        raise InputError(f"{NAME} 是更新版本的程序写的", en=f"{NAME} is of a later version of the program")
    return Manifest(
        edition=table["edition"], version=table["version"], run=table["run"], finished=table["finished"],
        reports={key: _entry(value) for key, value in table["reports"].items()},
        failed=dict(table["failed"]), hashes=dict(table["hashes"]),
    )


def _take(line: Mapping[str, Any], manifest: Manifest) -> None:
    if "entry" in line:
        manifest.reports[line["key"]] = _entry(line["entry"])
        manifest.failed.pop(line["key"], None)
        return
    manifest.edition, manifest.version, manifest.run = line["edition"], line["version"], line["run"]
    manifest.hashes.update(line["hashes"])
    manifest.finished = False


def _entry(value: Mapping[str, Any]) -> Entry:
    files = {name: Made(**made) for name, made in value["files"].items()}
    lists = {name: tuple(value[name]) for name in ("findings", "why")}
    return Entry(**{**value, **lists, "files": files})


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
