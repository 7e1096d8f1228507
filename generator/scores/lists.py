"""Lists of units without scores: which units made which list (领域), with the checks such lists allow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding
from generator.scores.columns import ColumnReader
from generator.scores.grid import Grid
from generator.scores.header import find_header
from generator.scores.labels import Role
from generator.scores.options import ScoreOptions, TableRef
from generator.scores.read import limit
from generator.scores.rules import Words, find, listed
from generator.scores.source import about, read_grid
from generator.scores.table import Row, ScoreTable
from generator.scores.table_reader import TableReader
from generator.scores.tree import Tree
from generator.scores.units import Names, Unit, as_unit

_NO_LIST = Words("没有“领域”之类的名单列", "no column of lists, such as 领域")
_ADD_LIST = Words("请补上“领域”或“榜单”一列", "add a column 领域 or list")
_SEVERAL = 3  # units a province has in every other list before its absence here is odd


@dataclass(frozen=True)
class UnitList:
    """A named list and its units, in the order of the table."""

    name: str
    units: tuple[Unit, ...]


@dataclass
class _Entries:
    """The rows of one list with the units they name; `count` includes rows that name none."""

    rows: list[Row]
    units: list[Unit]
    count: int = 0


def read_lists(
    ref: TableRef, options: ScoreOptions, folder: Path | None = None
) -> tuple[tuple[UnitList, ...], tuple[Finding, ...]]:
    """Return the lists of a table with columns for list (领域, domain), name and perhaps province.

    Findings: everything odd about a name, a unit twice in one list (E301), and a province
    that every other list has (W317). Raises InputError where the table cannot be read.
    """
    grid = read_grid(ref, folder)
    findings = list(grid.findings)
    read = _read(grid, options, findings)
    if read is None:
        return (), limit(findings)
    table, lists = read
    for name, entries in lists.items():
        findings.extend(_twice(table, name, entries))
    findings.extend(_lost_provinces(table, lists))
    return tuple(UnitList(name, tuple(entries.units)) for name, entries in lists.items()), limit(findings)


def _read(
    grid: Grid, options: ScoreOptions, findings: list[Finding]
) -> tuple[ScoreTable, dict[str, _Entries]] | None:
    header, faults = find_header(grid, Tree(), options)
    findings.extend(faults)
    if header is None:
        return None
    findings.extend(ColumnReader(grid, Tree(), options, header, only_attributes=True).read())
    if Role.LIST not in header.roles:
        findings.append(find("E115", about(grid), reason=_NO_LIST, near=_ADD_LIST))
        return None
    reader = TableReader(grid, header, Tree(), options)
    table = reader.read()
    findings.extend(reader.findings)
    names = Names(options)
    lists: dict[str, _Entries] = {}
    for row in table.rows:
        name = str(grid.at(row.index, header.roles[Role.LIST]) or "").strip()
        entries = lists.setdefault(name, _Entries([], []))
        entries.count += 1
        entry = names.identify(table, row, findings)
        if entry is not None:
            entries.rows.append(row)
            entries.units.append(as_unit(entry, row))
    return table, lists


def _twice(table: ScoreTable, name: str, entries: _Entries) -> list[Finding]:
    seen: dict[str, Row] = {}
    findings: list[Finding] = []
    for row, unit in zip(entries.rows, entries.units, strict=True):
        place = table.name_place(row)
        if unit.key in seen:
            cells = listed((table.name_place(seen[unit.key]).cell, place.cell))
            findings.append(find("E301", place, f"{unit.name}（{name}）", cells=cells))
        seen.setdefault(unit.key, row)
    return findings


def _lost_provinces(table: ScoreTable, lists: dict[str, _Entries]) -> list[Finding]:
    counts: dict[str, dict[str, int]] = {}
    for name, entries in lists.items():
        for unit in entries.units:
            row = counts.setdefault(unit.province, dict.fromkeys(lists, 0))
            row[name] += 1
    findings: list[Finding] = []
    for province, row in counts.items():
        absent = [name for name, count in row.items() if count == 0]
        least = min((count for count in row.values() if count), default=0)
        if len(absent) == 1 and len(lists) > 2 and least >= _SEVERAL:
            name = absent[0]
            place = table.name_place(lists[name].rows[0])
            words = {"list": name, "count": str(lists[name].count), "least": str(least)}
            findings.append(find("W317", place, province, None, **words))
    return findings
