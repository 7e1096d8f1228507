"""The grid of a Word table: how wide each grid column is, and which belongs to which column of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from generator.document import Align, Cell, Column, Row, RowRole, Table, packed_rows
from generator.text import format_value
from generator.theme import Theme

PADDING = 4.0
GUTTER = 12.0
"""Padding at the sides of a cell, and the gap between the packs of a packed table; points."""

_FIGURE = 0.556
_POINT = 0.26
_BOLD = 1.06
"""Advances of Noto Sans in em: a figure, a decimal point, and what bold adds."""


@dataclass(frozen=True)
class Slot:
    """A column of the model in the grid: its value's width, and the width of the bar before it."""

    column: Column
    width: float
    bar: float = 0.0

    @property
    def spans(self) -> int:
        """Grid columns it takes."""
        return 2 if self.bar else 1


class Placed(NamedTuple):
    """A cell in its line: the column it begins in, or the place below a cell that reaches down."""

    cell: Cell | None
    column: int
    columns: int
    merge: str
    role: RowRole


def slots(table: Table, measure: float, theme: Theme) -> tuple[Slot, ...]:
    """Return the columns of one pack, with their widths in points."""
    one = (measure - GUTTER * (table.across - 1)) / table.across
    total = sum(column.width for column in table.columns) or 1.0
    return tuple(
        _slot(table, index, column, column.width / total * one, theme)
        for index, column in enumerate(table.columns)
    )


def _slot(table: Table, index: int, column: Column, width: float, theme: Theme) -> Slot:
    if not column.bar:
        return Slot(column, width)
    size = theme.type.table.size
    longest = max((len(_shown(row, index, column)) for row in table.rows), default=0)
    value = longest * _FIGURE * _BOLD * size + PADDING + 2
    room = width - value
    return Slot(column, value, room) if room >= 8 else Slot(column, width)


def _shown(row: Row, index: int, column: Column) -> str:
    value = row.cells[index].value if index < len(row.cells) else None
    return format_value(value, column.format) if isinstance(value, int | float) else ""


def decimals(table: Table) -> dict[int, int]:
    """Return for every column aligned on the decimal the most signs behind the point."""
    return {
        index: max((tail(_shown(row, index, column)) for row in table.rows), default=0)
        for index, column in enumerate(table.columns)
        if column.align == "decimal"
    }


def tail(shown: str) -> int:
    """Return the signs behind the decimal point."""
    return len(shown.partition(".")[2])


def lacking(shown: str, most: int, size: float) -> float:
    """Return how far (points) a number is moved left so that its point stands under the others."""
    own = tail(shown)
    return 0.0 if own >= most else ((most - own) * _FIGURE + (0.0 if own else _POINT)) * size


def place(rows: Sequence[Row], columns: int) -> list[list[Placed]]:
    """Return each row as placed cells: one covered from above is a continued merge, a missing one empty."""
    reaching: dict[int, tuple[int, int]] = {}
    lines: list[list[Placed]] = []
    for row in rows:
        line: list[Placed] = []
        cells = list(row.cells)
        at = 0
        while at < columns:
            if at in reaching:
                left, wide = reaching[at]
                line.append(Placed(None, at, wide, "continue", row.role))
                reaching[at] = (left - 1, wide)
                if left == 1:
                    del reaching[at]
                at += wide
                continue
            cell = cells.pop(0) if cells else None
            wide = max(min(cell.columns if cell else 1, columns - at), 1)
            merge = "restart" if cell and cell.rows > 1 else ""
            if cell and cell.rows > 1:
                reaching[at] = (cell.rows - 1, wide)
            line.append(Placed(cell, at, wide, merge, row.role))
            at += wide
        lines.append(line)
    return lines


def packs(table: Table) -> list[list[list[Placed]]]:
    """Return the body as lines of `across` packs of placed cells; a pack without a row is empty."""
    count = len(table.columns)
    if table.across == 1:
        return [[line] for line in place(table.rows, count)]
    return [
        [place((row,), count)[0] if row else [] for row in line] for line in packed_rows(table)
    ]


def joined_below(lines: Sequence[Sequence[Sequence[Placed]]], most: int = 8) -> set[int]:
    """Return the lines that stay with the next because a cell of up to `most` rows joins them: the words of a
    joined cell stand on one page only. A band (role `group`) stays with the rows it heads, of which none is left
    alone."""
    joined: set[int] = set()
    bands = [index for index, line in enumerate(lines) if _banded(line)]
    for start, end in pairwise([*bands, len(lines)]):
        if end - start > 2:  # the first two rows below a band, and the last two
            joined.update((start + 1, end - 2))
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else ()
        if _banded(line) and below and not _banded(below):
            joined.add(index)
        for placed in (placed for pack in line for placed in pack):
            rows = placed.cell.rows if placed.cell else 1
            if 1 < rows <= most:
                joined.update(range(index, index + rows - 1))
    return joined


def _banded(line: Sequence[Sequence[Placed]]) -> bool:
    return any(placed.role == "group" for pack in line for placed in pack)


def aligned(cell: Cell | None, column: Column) -> Align:
    """Return a cell's alignment: its own, else its column's."""
    return (cell.align if cell else None) or column.align
