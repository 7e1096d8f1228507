"""A run from its beginning to its end: what is asked for, what of it is to be done, doing it, keeping the books."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator import __version__
from generator.atomic import whole_file
from generator.batch.apart import cores
from generator.batch.asked import USUAL, BatchOptions, Options
from generator.batch.compiled import receive
from generator.batch.engines import run_here, run_processes
from generator.batch.inputs import digest_names, hash_means, pack
from generator.batch.lock import state_folder
from generator.batch.manifest import Entry, Journal, Manifest, open_journal, read_manifest, write_manifest
from generator.batch.order import ALL, Job, jobs_of, read_sheet
from generator.batch.outliers import find_outliers
from generator.batch.plan import Plan, make_plan, shown_changes
from generator.batch.press import Outcome, Task, Ticket, shown
from generator.batch.progress import Watch
from generator.batch.result import BatchResult
from generator.batch.wish import Wish, finishing_first
from generator.chapters.unit_series import Series
from generator.chapters.waivers import is_waived
from generator.config import Edition, theme_of
from generator.errors import InputError, OutputError
from generator.findings import Finding, user_language
from generator.formats import FORMATS
from generator.review import review_units

CONTACT = "contact.pdf"


class Run:
    """One run over a folder whose lock is held."""

    def __init__(
        self, options: BatchOptions, edition: Edition, files: Mapping[str, str], books: Callable[[], bytes],
        out: Path, watch: Watch, token: str,
    ) -> None:  # fmt: skip
        """`files` are the hashes of the edition's files; `books` is waited for when there is nothing else to do."""
        self._options, self._edition, self._out = options, edition, out
        self._watch, self._token, self._wish = watch, token, Wish()
        self._manifest = read_manifest(out)
        self._refuse_other_edition()
        self._run = self._asked()
        self._files = files
        self._inputs = {**files, **_hash_elsewhere(edition)}
        self._means = hash_means(edition, theme_of(edition))
        self._books = books()
        compiled = receive(self._books)
        series = compiled.series(edition)
        self._jobs = self._read_jobs(series)
        self._result = BatchResult(out, len(self._jobs), findings=compiled.findings, dry=options.dry_run)
        self._result.texts = self._review(series)
        self._result.strays = _strays(self._manifest, series)

    def plan_only(self) -> BatchResult:
        """Return what would be made and why; nothing is written."""
        plan = self._plan()
        self._work(plan, Journal(None))
        return self._result

    def make(self, broken: bool) -> BatchResult:
        """Make what has to be made, and write the manifest whatever happens."""
        self._result.resumed = broken
        if broken:
            self._watch.say("上次没有做完，接着做", "the run before broke off; going on")
        self._clear()
        plan = self._plan()
        self._manifest.edition, self._manifest.version = self._edition.name, __version__
        self._manifest.run, self._manifest.finished = self._run, False
        for table in (self._inputs, self._means):
            self._manifest.hashes[digest_names(table)] = table
        try:
            with open_journal(self._out) as journal:
                journal.begin(self._manifest)
                self._work(plan, journal)
            self._manifest.finished = not (self._result.failed or self._result.undone)
        finally:
            self._close()
        return self._result

    # --- what is asked ---------------------------------------------------------------

    def _refuse_other_edition(self) -> None:
        other = self._manifest.edition
        if other and other != self._edition.name:
            raise InputError(
                f"{self._out} 里是 {other} 的报告；请换一个输出文件夹", en=f"{self._out} holds the reports of {other}"
            )

    def _asked(self) -> dict[str, Any]:
        """Return the run that is asked for; with `resume`, what the last one was where nothing else is said."""
        options, last = self._options, self._manifest.run
        if options.resume and not last:
            raise InputError(f"{self._out} 里没有可以接着做的任务", en=f"there is no run to resume in {self._out}")
        before = last if options.resume and options.units is None and options.sheet is None else {}
        return {
            "units": options.units or before.get("units", ALL),
            "sheet": str(options.sheet.absolute()) if options.sheet else before.get("sheet", ""),
            "sheet_name": options.sheet_name or before.get("sheet_name", ""),
            "formats": list(options.formats or (last.get("formats") if options.resume else None) or FORMATS),
            "options": (
                last.get("options", {}) if options.resume and options.options == USUAL else
                options.options.as_dict()
            ),
        }

    def _read_jobs(self, series: Series) -> tuple[Job, ...]:
        run = self._run
        given = run["options"]
        chosen = Options(given.get("pdf-standard", USUAL.standard), given.get("charts", ""))
        if run["sheet"]:
            return read_sheet(Path(run["sheet"]), run["sheet_name"], series, run["formats"], chosen)
        return jobs_of(series, run["units"], run["formats"], chosen)

    def _review(self, series: Series) -> dict[str, tuple[Finding, ...]]:
        """Hold the hand-written texts on the units asked for against the tables, as a build of each would."""
        units = (series.book.unit(job.key) for job in self._jobs)
        found = review_units(self._edition, series.book, units, series.before)
        left = {key: tuple(f for f in wrong if not is_waived(f, self._edition.waivers)) for key, wrong in found.items()}
        return {key: wrong for key, wrong in left.items() if wrong}

    def _plan(self) -> Plan:
        self._watch.say("核对已有的报告", "looking at what is there")
        plan = make_plan(
            self._jobs, self._manifest, self._inputs, self._means, self._out,
            force=self._options.force, dry=self._options.dry_run,
        )
        self._result.current = [job.name for job in plan.current]
        return plan

    # --- doing it --------------------------------------------------------------------

    def _work(self, plan: Plan, journal: Journal) -> None:
        jobs = {task.job.key: task.job for task in plan.tasks}
        left = dict(jobs)
        if jobs:
            self._watch.begin(len(jobs))
        try:
            with finishing_first(self._wish, self._watch), closing(self._outcomes(plan.tasks)) as stream:
                for outcome in stream:
                    self._take(left.pop(outcome.key), outcome, plan, journal)
                    self._result.full |= outcome.stop
                    self._wish.stop |= outcome.stop or (outcome.state == "failed" and self._options.fail_fast)
            if left:
                self._wish.heed()
        finally:
            self._result.undone = [job.name for job in left.values()]

    def _outcomes(self, tasks: tuple[Task, ...]) -> Generator[Outcome, None, None]:
        if not tasks:
            return
        options = self._options
        ticket = Ticket(
            str(self._edition.folder), digest_names(self._files), str(self._out), self._token, self._books
        )
        if options.scheduler:
            far = replace(ticket, edition=self._edition.name, packed=pack(self._edition, self._out))
            yield from _run_cluster(far, tasks, options.scheduler, self._wish)
            return
        workers = min(options.jobs or cores(), len(tasks))
        if workers > 1:
            yield from run_processes(ticket, tasks, workers, self._wish)
        else:
            yield from run_here(ticket, tasks, self._wish)

    def _take(self, job: Job, outcome: Outcome, plan: Plan, journal: Journal) -> None:
        """Keep the books about one outcome."""
        result, manifest = self._result, self._manifest
        before = manifest.reports.get(job.key)
        why = plan.why[job.key]
        said = ""
        try:
            self._fetch(outcome)
        except OutputError as error:
            outcome = Outcome(job.key, "failed", said=(error.message, error.say("en")))
        match outcome.state:
            case "made" | "would":
                result.made.append(job.name)
                result.why[job.name] = why = (*why, *shown_changes(before, outcome.content))
            case "same":
                result.same.append(job.name)
            case "failed":
                said = outcome.said[user_language() == "en"]
                result.failed[job.name] = said
                manifest.reports.pop(job.key, None)
                manifest.failed[job.key] = {"unit": job.name, "zh": outcome.said[0], "en": outcome.said[1]}
        if outcome.state in ("made", "same") and not self._options.dry_run:
            entry = self._entry(job, outcome, before, why)
            manifest.reports[job.key] = entry
            manifest.failed.pop(job.key, None)
            journal.report(job.key, entry)
        self._watch.step(job.name, said)

    def _fetch(self, outcome: Outcome) -> None:
        """Write the files that a worker far away has sent."""
        for name, content in outcome.blobs.items():
            with whole_file(self._out / name) as temporary:
                temporary.write_bytes(content)

    def _entry(self, job: Job, outcome: Outcome, before: Entry | None, why: tuple[str, ...]) -> Entry:
        inputs, means = digest_names(self._inputs), digest_names(self._means)
        if outcome.state == "same" and before is not None:
            return replace(before, inputs=inputs, means=means)
        shape = outcome.shape
        return Entry(
            job.name, inputs, means, outcome.content, job.options.as_dict(), outcome.files, shape.pages,
            shape.fill, shape.fullest, shape.dropped, (*shown(self._result.texts.get(job.key, ())), *outcome.findings),
            round(outcome.seconds, 3), why,
        )

    # --- the end ---------------------------------------------------------------------

    def _close(self) -> None:
        """Write manifest and contact sheet, clear the workplace."""
        self._clear()
        result, manifest = self._result, self._manifest
        keys = {job.key for job in self._jobs}
        reports = {key: entry for key, entry in manifest.reports.items() if key in keys}
        result.outliers = find_outliers(reports)
        try:
            if manifest.finished and any("pdf" in entry.files for entry in reports.values()):
                result.contact = self._contact(reports)
            write_manifest(self._out, manifest)
        except OutputError:
            result.full = True  # the journal has it all; the next run takes it from there

    def _contact(self, reports: dict[str, Entry]) -> Path:
        path = self._out / CONTACT
        if self._result.made or not path.exists():
            from generator.batch.contact import write_contact_sheet  # pikepdf: for the parent, at the end

            self._watch.say("排样张", "gathering the contact sheet")
            title = f"{self._edition.title}（{self._edition.year}）"
            write_contact_sheet(path, self._out, title, reports, self._result.outliers)
        return path

    def _clear(self) -> None:
        with suppress(OSError):
            shutil.rmtree(state_folder(self._out) / "making")


def _hash_elsewhere(edition: Edition) -> dict[str, str]:
    """Return what stands for scores that are not in the folder: a database may always have changed, so every
    report is asked."""
    elsewhere = edition.scores_home.scores.database
    return {"database": secrets.token_hex(8)} if elsewhere and not elsewhere.startswith("sqlite:") else {}


def _strays(manifest: Manifest, series: Series) -> list[str]:
    """Return the units whose reports lie in the folder though the edition has them no more."""
    return [entry.unit for key, entry in manifest.reports.items() if key not in series.book]


def _run_cluster(ticket: Ticket, tasks: tuple[Task, ...], address: str, wish: Wish) -> Iterator[Outcome]:
    try:
        from generator.batch.cluster import run_cluster
    except ImportError as error:
        raise InputError(
            '--scheduler 需要 Dask：pip install "whitepaper-generator[cluster]"',
            en='--scheduler needs Dask: pip install "whitepaper-generator[cluster]"',
        ) from error
    return run_cluster(ticket, tasks, address, wish)
