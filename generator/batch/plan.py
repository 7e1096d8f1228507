"""What has to be made anew, and why.

Reasons are of two kinds. A hard one (no such report yet, a file missing or altered, another format, option,
font, theme or version) means making it. A soft one (a file of the edition or a template was changed) means
asking: the worker composes the report and makes it only when it then says something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.batch.content import SHOWN, WHOLE
from generator.batch.inputs import CONTENT_ONLY
from generator.batch.manifest import Entry, Manifest
from generator.batch.order import Job
from generator.batch.press import Task
from generator.formats import AUDIT

REASONS: Mapping[str, tuple[str, str]] = {
    "new": ("新增", "new"),
    "forced": ("指定重做", "forced"),
    "missing": ("文件缺失", "file missing"),
    "altered": ("文件被改动", "file altered"),
    "format": ("增加格式", "format added"),
    "option": ("选项改变", "option changed"),
    "means": ("程序或版式改变", "program or look changed"),
    "input": ("输入改变", "input changed"),
    "shows": ("内容改变", "content changed"),
}


@dataclass(frozen=True)
class Plan:
    """The tasks of a run with the reasons known before it, and the reports that stand as they are."""

    tasks: tuple[Task, ...]
    why: Mapping[str, tuple[str, ...]]
    current: tuple[Job, ...]


def make_plan(
    jobs: Sequence[Job], manifest: Manifest, inputs: Mapping[str, str], means: Mapping[str, str], out: Path,
    *, force: bool = False, dry: bool = False,
) -> Plan:
    """Return what is to be done; `inputs` and `means` are the hashes of now."""
    tasks: list[Task] = []
    why: dict[str, tuple[str, ...]] = {}
    current: list[Job] = []
    for job in jobs:
        entry = manifest.reports.get(job.key)
        job = _with_kept_formats(job, entry, out)
        hard = _hard(job, entry, manifest, means, out) or (("forced",) if force else ())
        soft = _soft(entry, manifest, inputs, means)
        if not hard and not soft:
            current.append(job)
            continue
        # A record of cells may be out of date though the report says the same: a row has moved.
        anew = hard or entry is None or AUDIT in job.formats
        known = "" if anew or entry is None else entry.content.get(WHOLE, "")
        tasks.append(Task(job, known, dry))
        why[job.key] = (*hard, *soft)
    return Plan(tuple(tasks), why, tuple(current))


def reason(code: str, what: object = "") -> str:
    """Return a reason as the manifest keeps it: `input: scores.xlsx`."""
    return f"{code}: {what}" if what else code


def say(why: str, language: str) -> str:
    """Return a reason for people."""
    code, _, what = why.partition(": ")
    words = REASONS.get(code, (code, code))[language == "en"]
    return f"{words} {what}".strip()


def shown_changes(entry: Entry | None, content: Mapping[str, str]) -> tuple[str, ...]:
    """Return in which of its parts a report now says something else."""
    if entry is None:
        return ()
    parts = [name for name in SHOWN if entry.content.get(name) != content.get(name)]
    return (reason("shows", ", ".join(parts)),) if parts else ()


def _with_kept_formats(job: Job, entry: Entry | None, out: Path) -> Job:
    """Return the job with the formats made before, too: no file stays behind that says something else."""
    kept = [name for name, made in entry.files.items() if (out / made.name).exists()] if entry else []
    return replace(job, formats=tuple(dict.fromkeys((*job.formats, *kept))))


def _hard(
    job: Job, entry: Entry | None, manifest: Manifest, means: Mapping[str, str], out: Path
) -> tuple[str, ...]:
    if entry is None:
        return ("new",)
    reasons = [reason("format", name) for name in job.formats if name not in entry.files]
    for made in entry.files.values():
        if not (out / made.name).exists():
            reasons.append(reason("missing", made.name))
        elif not made.intact(out):
            reasons.append(reason("altered", made.name))
    if dict(entry.options) != job.options.as_dict():
        reasons.append("option")
    changed = _changes(manifest.hashes.get(entry.means), means) - CONTENT_ONLY
    if changed:
        reasons.append(reason("means", ", ".join(sorted(changed))))
    return tuple(reasons)


def _soft(
    entry: Entry | None, manifest: Manifest, inputs: Mapping[str, str], means: Mapping[str, str]
) -> tuple[str, ...]:
    if entry is None:
        return ()
    changed = sorted(_changes(manifest.hashes.get(entry.inputs), inputs))
    changed += sorted(_changes(manifest.hashes.get(entry.means), means) & CONTENT_ONLY)
    return (reason("input", _few(changed)),) if changed else ()


def _changes(before: Mapping[str, str] | None, now: Mapping[str, str]) -> set[str]:
    old = before or {}
    return {name for name in {*old, *now} if old.get(name) != now.get(name)}


def _few(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (f" … ({len(names)})" if len(names) > most else "")
