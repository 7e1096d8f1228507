"""The worker's side: an edition is prepared once, then report after report comes off it.

A press is a function of its ticket, a report a function of its press and its task: which reports a
worker made before, and how many workers there are, changes no byte.
"""

from __future__ import annotations

import errno
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from generator.audit import Audit
from generator.batch.compiled import receive
from generator.batch.content import WHOLE, hash_content
from generator.batch.inputs import digest_file, digest_names, hash_edition, unpack
from generator.batch.lock import holds, state_folder
from generator.batch.manifest import Made
from generator.batch.order import Job
from generator.build import accepted, write_audit, write_files
from generator.chapters.waivers import waive
from generator.config import Edition, read_edition, theme_of
from generator.document import Chapter, Document, Figure, blocks_of, walk
from generator.errors import InputError, OutputError, WhitepaperError
from generator.findings import Finding, Severity
from generator.formats import AUDIT
from generator.theme import Theme

if TYPE_CHECKING:
    from generator.writers.pdf.layout import Layout

State = Literal["made", "same", "would", "failed"]
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""What keeps every further report from being written, too."""


@dataclass(frozen=True)
class Ticket:
    """What a worker needs to begin: where the edition is (or its files, packed), the hash of its files,
    where the reports go, the token of the batch that holds the lock there, and the edition's books."""

    edition: str
    inputs: str
    out: str
    token: str
    books: bytes = field(repr=False)
    packed: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Task:
    """A job and what is known of it: the hash of a content that is already made ("" for none)."""

    job: Job
    known: str = ""
    dry: bool = False


@dataclass(frozen=True)
class Shape:
    """What a laid-out report looks like from afar; `Entry` says what the fields mean."""

    pages: int = 0
    fill: float = 1.0
    fullest: float = 1.0
    dropped: int = 0


@dataclass(frozen=True)
class Outcome:
    """What became of a task. `said` is why it failed, in Chinese and English; `stop` means that no other
    report can be written either; `blobs` holds the files where the worker cannot reach the folder."""

    key: str
    state: State
    content: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Made] = field(default_factory=dict)
    shape: Shape = Shape()
    findings: tuple[str, ...] = ()
    seconds: float = 0.0
    said: tuple[str, str] = ("", "")
    stop: bool = False
    blobs: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class Press:
    """An edition made ready; `make` makes one report."""

    def __init__(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._out = Path(ticket.out)
        self._near = not ticket.packed or holds(self._out, ticket.token)
        edition = self._read(ticket)
        compiled = receive(ticket.books)
        self._compiled, self._known = compiled, compiled.findings
        self._series = compiled.series(edition)
        if digest_names(hash_edition(edition, self._out)) != ticket.inputs:
            raise InputError(
                "版本文件夹在批量任务运行时被改动；请用 --resume 继续", en="the edition was changed while the batch ran"
            )
        self._edition, self._theme = edition, theme_of(edition)
        word = edition.word
        self._word_template = edition.inside(word.template) if word.template else None

    def _read(self, ticket: Ticket) -> Edition:
        if not ticket.packed:
            return read_edition(Path(ticket.edition))
        self._temporary = tempfile.TemporaryDirectory(prefix="whitepaper-")
        unpack(ticket.packed, Path(self._temporary.name))
        return read_edition(Path(self._temporary.name) / ticket.edition)

    def make(self, task: Task) -> Outcome:
        """Return what became of a task; whatever goes wrong with one report is in its outcome."""
        begun = time.perf_counter()
        try:
            return self._make(task, begun)
        except WhitepaperError as error:
            return _failure(task, error, begun)
        except MemoryError:
            said = ("内存不足", "out of memory")
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
            said = (f"程序错误 {place}", f"internal error {place}")
        return Outcome(task.job.key, "failed", said=said, seconds=time.perf_counter() - begun)

    def _make(self, task: Task, begun: float) -> Outcome:
        job = task.job
        document, missing = self._series.compose(self._series.book.unit(job.key))
        found = accepted(waive((*self._known, *missing), self._edition.waivers), False)
        content = hash_content(document)
        if task.known == content[WHOLE] or task.dry:
            state: State = "same" if task.known == content[WHOLE] else "would"
            return Outcome(job.key, state, content, seconds=time.perf_counter() - begun)
        with self._workplace() as folder:
            files, written, layout = write_files(
                document, self._theme, Path(folder) / job.stem, job.formats,
                charts=job.options.charts or self._edition.figures.docx,
                archive=job.options.standard == "a-2b", ask_update=self._edition.word.ask_update,
                word_template=self._word_template,
            )
            if AUDIT in job.formats:
                files = (*files, self._audit(job, Path(folder) / f"{job.stem}.audit.json"))
            made = {
                path.suffix[1:] if path.suffix != ".json" else AUDIT:
                Made(path.name, digest_file(path), path.stat().st_size) for path in files
            }
            blobs = {} if self._near else {path.name: path.read_bytes() for path in files}
            if self._near:
                self._publish(files)
        return Outcome(
            job.key, "made", content, made, _shape(document, layout, self._theme),
            shown((*(finding for finding in found if finding not in self._known), *written)),
            time.perf_counter() - begun, blobs=blobs,
        )

    def _audit(self, job: Job, path: Path) -> Path:
        """Write where every number of a report comes from; the report is composed once more for it, traced."""
        audit = Audit()
        self._compiled.series(self._edition, audit).compose(self._series.book.unit(job.key))
        return write_audit(audit, self._edition, path)

    def _workplace(self) -> tempfile.TemporaryDirectory[str]:
        """Return a folder for one report, on the disk where it will stay wherever that can be reached."""
        making = state_folder(self._out) / "making"
        try:
            if self._near:
                making.mkdir(parents=True, exist_ok=True)
            return tempfile.TemporaryDirectory(dir=making if self._near else None)
        except OSError as error:
            raise unwritable(self._out, error) from error

    def _publish(self, files: tuple[Path, ...]) -> None:
        """Give finished files their place, unless the batch that asked for them is no more."""
        if not holds(self._out, self.ticket.token):
            raise InputError("批量任务已经结束", en="the batch has ended")
        for path in files:
            place(path, self._out)


def place(path: Path, folder: Path) -> None:
    """Move a finished file into `folder` under its own name, at one stroke."""
    try:
        path.replace(folder / path.name)
    except OSError as error:
        raise unwritable(folder / path.name, error) from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """Return, in words, why a path cannot be written."""
    if isinstance(error, PermissionError):
        zh, en = "文件可能正在别的程序中打开，或没有写权限", "it may be open elsewhere, or you may not write there"
    elif error.errno in FULL:
        zh, en = "磁盘已满或只读", "the disk is full or read-only"
    else:
        zh = en = error.strerror or str(error)
    made = OutputError(f"无法写入 {path.name}：{zh}", en=f"cannot write {path.name}: {en}")
    made.__cause__ = error
    return made


def _failure(task: Task, error: WhitepaperError, begun: float) -> Outcome:
    cause = error.__cause__
    full = isinstance(error, OutputError) and isinstance(cause, OSError) and cause.errno in FULL
    details = [finding for finding in error.findings if finding.severity is Severity.ERROR][:3]
    zh = "；".join([error.say("zh"), *(f"{f.code} {f.place} {f.message('zh')}" for f in details)])
    en = "; ".join([error.say("en"), *(f"{f.code} {f.place} {f.message('en')}" for f in details)])
    return Outcome(task.job.key, "failed", said=(zh, en), seconds=time.perf_counter() - begun, stop=full)


def shown(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the findings that tell one report from another: warnings, once each."""
    grave = (finding for finding in findings if finding.severity is not Severity.NOTE)
    return tuple(dict.fromkeys(f"{f.code} {f.place} {f.value}".strip() for f in grave))


def _shape(document: Document, layout: Layout | None, theme: Theme) -> Shape:
    """Return the shape of a report. A part's last page may end where it likes, so it has no say in `fill`."""
    if layout is None:
        return Shape(dropped=_dropped(document, theme))
    uses = [
        (page.part, (page.sheet.used + page.sheet.notes_height) / theme.page.depth)
        for page in layout.pages if page.sheet is not None and isinstance(page.part, Chapter)
    ]
    inner = [use for (part, use), (after, _) in pairwise(uses) if part is after]
    return Shape(
        len(layout.pages), round(min(inner, default=1.0), 2),
        round(max((use for _, use in uses), default=1.0), 2), _dropped(document, theme),
    )


def _dropped(document: Document, theme: Theme) -> int:
    """Return how many labels of figures found no room."""
    from generator.figures.draw import dropped

    blocks = (block for part in document.parts for block in walk(blocks_of(part)))
    return sum(
        len(dropped(block.spec, theme.page.measure * block.share, theme))
        for block in blocks if isinstance(block, Figure)
    )


_TICKETS: dict[str, Ticket] = {}
_PRESSES: dict[str, Press] = {}
_ONE_AT_A_TIME = threading.Lock()


def begin(ticket: Ticket) -> None:
    """Take the ticket of a batch; its tasks then name it by token alone."""
    _TICKETS[ticket.token] = ticket


def end(token: str) -> None:
    """Forget a batch."""
    _TICKETS.pop(token, None)
    _PRESSES.pop(token, None)


def press_of(token: str) -> Press:
    """Return the press of a batch, made ready at first use and kept until another batch begins."""
    if token not in _PRESSES:
        _PRESSES.clear()
        _PRESSES[token] = Press(_TICKETS[token])
    return _PRESSES[token]


def make(token: str, task: Task) -> Outcome:
    """Make one report in this process. Threads of one process take turns: ReportLab keeps global state."""
    with _ONE_AT_A_TIME:
        return press_of(token).make(task)
