"""The grid of a table: which cell stands where, how wide the columns and how high the rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator import document as d
from generator.text import format_value
from generator.typeset import Line, TextStyle, layout_lines
from generator.writers.pdf.inlines import InlineWriter
from generator.writers.pdf.styles import Styles

PAD_X = 5.0
PAD_Y = 4.2
GUTTER = 12.0
"""Padding inside cells and the gap between the columns of a packed table, in points."""


class Spot(NamedTuple):
    """A cell in its place: row and column of its upper left corner, and how far it reaches."""

    cell: d.Cell
    row: int
    column: int
    role: d.RowRole

    @property
    def last_row(self) -> int:
        """The lowest row that the cell covers."""
        return self.row + self.cell.rows - 1


def place_cells(rows: Sequence[d.Row]) -> list[Spot]:
    """Return every cell with its place; a place covered from above is skipped."""
    covered: set[tuple[int, int]] = set()
    spots = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (number, column) in covered:
                column += 1
            spots.append(Spot(cell, number, column, row.role))
            if cell.rows > 1:
                covered.update(
                    (number + down, column + right)
                    for down in range(1, cell.rows)
                    for right in range(cell.columns)
                )
            column += cell.columns
    return spots


def head_rows(table: d.Table) -> tuple[d.Row, ...]:
    """Return the header rows of a table: those above, then the column titles."""
    titles = tuple(d.Cell(column.title, align=_title_align(column)) for column in table.columns)
    return (*table.head, d.Row(titles)) if table.show_titles else table.head


def _title_align(column: d.Column) -> d.Align:
    return "right" if column.align == "decimal" else column.align


def spread(table: d.Table) -> tuple[tuple[d.Column, ...], tuple[d.Row, ...], tuple[d.Row, ...]]:
    """Return columns, header rows and body rows with the packing carried out."""
    if table.across == 1:
        return table.columns, head_rows(table), table.rows
    blank = d.Row(tuple(d.Cell("") for _ in table.columns))
    rows = []
    for line in d.packed_rows(table):
        cells: list[d.Cell] = []
        for row in line:
            cells.extend(_marked(row or blank))
        rows.append(d.Row(tuple(cells)))
    head = tuple(replace(row, cells=row.cells * table.across) for row in head_rows(table))
    return table.columns * table.across, head, tuple(rows)


@dataclass(frozen=True)
class RoleCell(d.Cell):
    """A cell of a packed line: it keeps the role of the row it came from."""

    role: d.RowRole = ""


def _marked(row: d.Row) -> list[d.Cell]:
    return [
        RoleCell(cell.value, cell.format, cell.columns, cell.rows, cell.strong, cell.align, row.role)
        for cell in row.cells
    ]


class CellText:
    """Sets the text of cells in the style that role and column ask for; lengths in points.

    One serves a whole paper, which shows the same figures again and again.
    """

    def __init__(self, styles: Styles) -> None:
        self._palette, self._plain, self._style = styles.theme.palette, styles.cell, styles.cell_in
        self._inlines = InlineWriter(styles.theme)
        self._kept: dict[tuple[object, ...], list[Line]] = {}

    @property
    def leading(self) -> float:
        """The height of one line of a cell."""
        return self._plain.leading

    def lines(self, spot: Spot, column: d.Column, width: float, *, head: bool) -> list[Line]:
        """Return the lines of a cell's text at a width."""
        cell = spot.cell
        value, form, align = cell.value, cell.format or column.format, cell.align or column.align
        role = cell.role if isinstance(cell, RoleCell) else spot.role
        # A number of another type may be equal and yet be written otherwise.
        key = (value, value.__class__, form, align, role, head, cell.strong, width)
        lines = self._kept.get(key)
        if lines is None:
            lines = self._kept[key] = self._set(value, form, self._style_of(role, align, head, cell.strong), width)
        return lines

    def _style_of(self, role: d.RowRole, align: d.Align, head: bool, strong: bool) -> TextStyle:
        colour = self._palette.paper if head else self._palette.ink
        return self._style(colour, head or strong or role in ("strong", "average", "group"), align)

    def _set(self, value: object, form: str, style: TextStyle, width: float) -> list[Line]:
        shown = self._inlines.spans(value) if isinstance(value, tuple) else format_value(value, form)
        return layout_lines(shown, style, width)


def column_widths(table: d.Table, measure: float) -> list[float]:
    """Return the widths of the columns of the spread table in points, gutters left out."""
    total = sum(column.width for column in table.columns)
    one = (measure - GUTTER * (table.across - 1)) / table.across
    return [column.width / total * one for column in table.columns] * table.across


def column_lefts(table: d.Table, widths: Sequence[float]) -> list[float]:
    """Return the left edge of every column; a gutter stands before each further pack."""
    lefts, x = [], 0.0
    for number, width in enumerate(widths):
        if number and number % len(table.columns) == 0:
            x += GUTTER
        lefts.append(x)
        x += width
    return lefts


def cut_rows(rows: Sequence[d.Row], at: int) -> tuple[tuple[d.Row, ...], tuple[d.Row, ...]]:
    """Return rows before and from `at`; a cell that reaches across is shown in both."""
    crossing = [spot for spot in place_cells(rows) if spot.row < at <= spot.last_row]
    upper = list(rows[:at])
    lower = [list(row.cells) for row in rows[at:]]
    for spot in crossing:
        cells = tuple(
            replace(cell, rows=at - spot.row) if cell is spot.cell else cell
            for cell in upper[spot.row].cells
        )
        upper[spot.row] = replace(upper[spot.row], cells=cells)
    carried = [replace(spot.cell, rows=spot.last_row - at + 1) for spot in crossing]
    if lower:
        lower[0] = carried + lower[0]
    kept = tuple(replace(row, cells=tuple(cells)) for row, cells in zip(rows[at:], lower, strict=True))
    return tuple(upper), kept


def _leaves_one(at: int, bands: Sequence[int], count: int) -> bool:
    """Return whether a cut before row `at` parts one row from the others under the same band."""
    start = max((band + 1 for band in bands if band < at), default=at)
    end = min((band for band in bands if band >= at), default=count)
    return start < at < end and 1 in (at - start, end - at)


def best_cut(rows: Sequence[d.Row], most: int, slack: int = 6) -> int:
    """Return where to cut when `most` rows fit: up to `slack` rows earlier if fewer cells are torn, if a band
    (a row of role `group`) then stays with the row it heads, and if no row under a band is alone on its page."""
    bands = [at for at, row in enumerate(rows) if row.role == "group"]
    spots = [spot for spot in place_cells(rows) if spot.cell.rows > 1]

    def torn(at: int) -> int:
        parted = rows[at - 1].role == "group" and at < len(rows) and rows[at].role != "group"
        return sum(spot.row < at <= spot.last_row for spot in spots) + parted + _leaves_one(at, bands, len(rows))

    choices = range(most, max(1, most - slack) - 1, -1)
    return min(choices, key=lambda at: (torn(at), -at))
