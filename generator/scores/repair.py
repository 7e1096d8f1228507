"""A copy of a score table with the repairs that lose nothing: text numbers, 分 after a score, loose names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.errors import InputError
from generator.findings import Place
from generator.gazetteer import visible
from generator.gazetteer.names import folded, printed, unbracketed
from generator.scores.columns import ColumnReader
from generator.scores.grid import Grid, Raw, is_blank
from generator.scores.header import Header, find_header, is_summary_row
from generator.scores.labels import Role
from generator.scores.options import ScoreOptions, ScoreSources, TableRef
from generator.scores.source import read_grid
from generator.scores.tree import Tree
from generator.scores.tree_table import read_tree
from generator.scores.units import Names
from generator.scores.values import read_number

_STRIPPED = ("分",)  # units that a score may lose: 89.2分 is 89.2, while 89.2% may mean 0.892


@dataclass(frozen=True)
class Repair:
    """One cell that was changed, with its value before and after."""

    place: Place
    before: str
    after: str


@dataclass(frozen=True)
class _Plan:
    """The cells of one table that are to change, with their new values."""

    ref: TableRef
    grid: Grid
    changes: dict[tuple[int, int], Raw]

    def repairs(self) -> tuple[Repair, ...]:
        return tuple(
            Repair(
                self.grid.place(row, column),
                str(self.grid.at(row, column)),
                f"{value:.15g}" if isinstance(value, float) else str(value),
            )
            for (row, column), value in self.changes.items()
        )


def repair(
    sources: ScoreSources, options: ScoreOptions, further: Sequence[tuple[ScoreSources, ScoreOptions]] = ()
) -> tuple[bytes, tuple[Repair, ...]]:
    """Return the score table with its lossless repairs made, and what was changed.

    A workbook stays one, with its sheets, formats and formulas (whose results Excel renews
    when it opens the file); `further` are score tables on other sheets of it. A text table
    comes back as UTF-8 with a byte order mark.
    Raises InputError where a table cannot be read or is a query.
    """
    first = _plan(sources, options)
    if first.grid.text_is_number:
        return _as_text(first.grid, first.changes), first.repairs()
    plans = [first, *(_plan(*one) for one in further)]
    return _as_workbook(plans), tuple(made for plan in plans for made in plan.repairs())


def _plan(sources: ScoreSources, options: ScoreOptions) -> _Plan:
    if not isinstance(sources.table, TableRef):
        raise InputError("数据库里的表不能修复", en="a table in a database cannot be repaired")
    grid = read_grid(sources.table, sources.folder)
    tree = Tree()
    if sources.tree is not None:
        tree = read_tree(read_grid(sources.tree, sources.folder))[0] or tree
    header, findings = find_header(grid, tree, options)
    if header is None:
        raise InputError(findings[0].zh, findings, en=findings[0].en)
    ColumnReader(grid, tree, options, header).read()
    return _Plan(sources.table, grid, dict(_changes(grid, header, options)))


def _changes(grid: Grid, header: Header, options: ScoreOptions) -> Iterator[tuple[tuple[int, int], Raw]]:
    names = Names(options)
    columns = set(header.indicators.values()) | {header.roles.get(Role.VALUE, header.unit)} - {header.unit}
    for row in range(header.bottom + 1, len(grid.rows)):
        cells = grid.rows[row]
        if all(is_blank(cell) for cell in cells) or is_summary_row(cells, header.unit) is not None:
            continue
        for column in sorted(columns):
            number = _number(grid.at(row, column), options, grid.text_is_number)
            if number is not None:
                yield (row, column), number
        yield from _names(grid, header, names, row)


def _number(raw: Raw, options: ScoreOptions, text_is_number: bool) -> float | None:
    """Return the number a text cell stands for, None where there is nothing to repair."""
    if not isinstance(raw, str):
        return None
    reading = read_number(raw, frozenset(options.missing_markers))
    if reading.code == "W203" and reading.value is not None:
        odd = folded(raw.strip()) != raw
        return reading.value if odd or not text_is_number else None
    if reading.code == "E204" and isinstance(reading.hint, str) and raw.strip().endswith(_STRIPPED):
        return float(reading.hint)
    return None


def _names(grid: Grid, header: Header, names: Names, row: int) -> Iterator[tuple[tuple[int, int], Raw]]:
    raw = grid.at(row, header.unit)
    if isinstance(raw, str) and visible(raw) != unbracketed(raw):
        match = names.places.find(raw, level=names.level)
        if names.own or match.entry is not None or visible(raw) in names.extra:
            clean = visible(raw)
            yield (row, header.unit), printed(clean) if names.own or clean in names.extra else clean
    if Role.PROVINCE in header.roles and not names.own:
        column = header.roles[Role.PROVINCE]
        province = grid.at(row, column)
        found = (
            names.places.find_province(province) if isinstance(province, str) and province.strip() else None
        )
        if found and found.entry and found.codes:
            yield (row, column), found.entry.name


def _as_text(grid: Grid, changes: dict[tuple[int, int], Raw]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    for row, cells in enumerate(grid.rows):
        values = [changes.get((row, column), cell) for column, cell in enumerate(cells)]
        writer.writerow(f"{value:.15g}" if isinstance(value, float) else value for value in values)
    return stream.getvalue().encode("utf-8-sig")


def _as_workbook(plans: Sequence[_Plan]) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(plans[0].ref.path)
    for plan in plans:
        sheet = book[plan.grid.sheet]
        for (row, column), value in plan.changes.items():
            cell: Any = sheet.cell(row + 1, column + 1)
            cell.value = value
            if isinstance(value, float) and cell.number_format == "@":
                cell.number_format = "General"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
