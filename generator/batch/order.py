"""What is to be made: one job a unit, from `--units` or from a run sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from generator.batch.asked import KNOWN, USUAL, Options
from generator.chapters.unit_series import Series, file_stem
from generator.english import amount
from generator.errors import InputError
from generator.findings import Finding, Place, Severity
from generator.formats import PDF_STANDARDS, read_formats
from generator.scores.grid import Grid, is_blank
from generator.scores.options import TableRef
from generator.scores.source import read_grid
from generator.scores.units import Unit

ALL = "all"

HEADS: Mapping[str, tuple[str, ...]] = {
    "unit": ("unit", "单位", "城市", "名称", "代码", "code"),
    "formats": ("format", "formats", "格式"),
    "options": ("option", "options", "选项"),
}
"""The columns of a run sheet and the words that head them; only the first is needed."""


@dataclass(frozen=True)
class Job:
    """One report: the unit's key and name, the stem of its files, formats and options."""

    key: str
    name: str
    stem: str
    formats: tuple[str, ...]
    options: Options = USUAL


CHOICES: Mapping[str, tuple[str, ...]] = {"pdf-standard": PDF_STANDARDS, "charts": ("native", "picture")}


def jobs_of(series: Series, names: str, formats: Sequence[str], options: Options = USUAL) -> tuple[Job, ...]:
    """Return the jobs for a comma-separated list of units, or for `all` of them.

    Raises InputError with every name that no unit bears.
    """
    if names.strip().lower() in (ALL, ""):
        units: Sequence[Unit] = series.book.units
    else:
        asked = [name for part in names.split("，") for name in part.split(",") if name.strip()]
        if not asked:
            raise InputError("--units 没有写单位", en="--units names no unit")
        units = _found(series, asked)
    return _distinct(_job(unit, formats, options) for unit in units)


def read_sheet(
    path: Path, sheet: str, series: Series, formats: Sequence[str], options: Options = USUAL
) -> tuple[Job, ...]:
    """Return the jobs of a run sheet: a CSV file or a sheet of a workbook, one unit a line.

    Its columns are unit, formats and options (`pdf-standard=a-2b; charts=picture`); a cell left empty
    means what the command line says. Raises InputError with a finding for every cell at fault.
    """
    grid = read_grid(TableRef(path, sheet), path.parent)
    columns = _columns(grid)
    findings: list[Finding] = []
    jobs: list[Job] = []
    for line in range(1, len(grid.rows)):
        cells = {name: _text(grid, line, column) for name, column in columns.items()}
        if not cells["unit"]:
            if any(cells.values()):
                nobody = InputError("这一行没有写单位", en="this line names no unit")
                findings.append(_fault(grid.place(line, columns["unit"]), "", nobody))
            continue
        try:
            unit = series.find(cells["unit"])
            chosen = read_formats(cells["formats"], KNOWN) if cells.get("formats") else tuple(formats)
            jobs.append(_job(unit, chosen, _read_options(cells.get("options", ""), options)))
        except InputError as error:
            findings.append(_fault(grid.place(line, columns["unit"]), cells["unit"], error))
    if findings:
        english = f"{amount(len(findings), 'fault')} in {grid.file}"
        raise InputError(f"{grid.file} 有{len(findings)}处错误", findings, en=english)
    if not jobs:
        raise InputError(f"{grid.file} 中没有一个单位", en=f"{grid.file} names no unit")
    return _distinct(jobs)


def _columns(grid: Grid) -> dict[str, int]:
    heads = [str(value).strip().lower() for value in grid.rows[0]] if grid.rows else []
    found = {
        name: heads.index(word) for name, words in HEADS.items() for word in words[::-1] if word in heads
    }
    if "unit" not in found:
        raise InputError(
            f"{grid.file} 的第一行须有一列叫“{'、'.join(HEADS['unit'][:4])}”之一",
            en=f"the first line of {grid.file} must name a column `unit`",
        )
    return found


def _text(grid: Grid, row: int, column: int) -> str:
    value = grid.at(row, column)
    if is_blank(value):
        return ""
    return f"{value:.0f}" if isinstance(value, float) else str(value).strip()


def _read_options(text: str, options: Options) -> Options:
    """Return `options` with what a cell says otherwise."""
    given: dict[str, str] = options.as_dict()
    for part in text.replace("；", ";").split(";"):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if not name:
            continue
        if value not in CHOICES.get(name, ()):
            known = "；".join(f"{key}={'|'.join(values)}" for key, values in CHOICES.items())
            shown = part.strip()
            raise InputError(f"不认识的选项“{shown}”；可用：{known}", en=f"unknown option {shown}; {known}")
        given[name] = value
    return Options(given["pdf-standard"], cast('Literal["", "native", "picture"]', given["charts"]))


def _found(series: Series, names: Iterable[str]) -> list[Unit]:
    units, faults = [], []
    for name in names:
        try:
            units.append(series.find(name.strip()))
        except InputError as error:
            faults.append(error)
    if faults:
        raise InputError("；".join(fault.message for fault in faults), en="; ".join(f.say("en") for f in faults))
    return units


def _job(unit: Unit, formats: Sequence[str], options: Options) -> Job:
    return Job(unit.key, unit.name, file_stem(unit), tuple(formats), options)


def _distinct(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """Return the jobs, each once; two that would write the same file are an InputError.

    Windows and macOS take names that differ in case alone for the same.
    """
    kept = {job.key: job for job in jobs}
    _report_clashes(kept.values(), lambda job: job.stem.casefold())
    return tuple(kept.values())


def _report_clashes(jobs: Iterable[Job], name: Callable[[Job], str]) -> None:
    owners: dict[str, Job] = {}
    for job in jobs:
        other = owners.setdefault(name(job), job)
        if other is not job:
            raise InputError(
                f"“{other.name}”与“{job.name}”的文件会同名（{job.stem}），请给出代码",
                en=f"{other.name} and {job.name} would write the same file {job.stem}; give codes",
            )


def _fault(place: Place, value: str, error: InputError) -> Finding:
    return Finding("E440", Severity.ERROR, place, value, error.message, error.say("en"))
