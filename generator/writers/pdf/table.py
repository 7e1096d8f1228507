"""A table as a flowable: three rules, a quiet bar behind scores, the average on a tint of the accent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from reportlab.platypus.flowables import Flowable

from generator import document as d
from generator.typeset import Line, decimal, draw_line, rgb
from generator.writers.pdf.grid import (
    PAD_X,
    PAD_Y,
    CellText,
    RoleCell,
    Spot,
    best_cut,
    column_lefts,
    column_widths,
    cut_rows,
    place_cells,
    spread,
)
from generator.writers.pdf.styles import Styles
from generator.writers.pdf.tags import tags_of

LEAST_ROWS = 3
SHORT = 8
"""Lines of rows up to which a table is short: it is cut only where moving it would leave a hole."""
RULE, STRONG_RULE = 0.5, 1.0
DENSE_PAD = 1.0
"""Padding above and below the text of a dense table, in points; others have `PAD_Y`."""


class _SetCell(NamedTuple):
    """A cell with its lines at the width of its columns."""

    spot: Spot
    lines: list[Line]


class TableBody(Flowable):  # type: ignore[misc]
    """Header and rows of a table, without its caption. Cut between rows, the header repeats.

    Cells are lines placed at once, not flowables: a paper has more cells than everything else.
    """

    def __init__(self, table: d.Table, styles: Styles, setter: CellText, padding: float = 1.0) -> None:
        super().__init__()
        self.table, self.styles = table, styles
        self._setter, self.padding = setter, padding
        self._measure = 0.0

    # --- layout --------------------------------------------------------------------

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size at a measure of `width` points."""
        if width != self._measure:
            self._measure = width
            self._lay_out(width)
        return width, self._tall

    def _lay_out(self, width: float) -> None:
        self._columns, self._head, self._rows = spread(self.table)
        self._widths = column_widths(self.table, width)
        self._lefts = column_lefts(self.table, self._widths)
        self._head_cells = self._set(self._head, head=True)
        self._row_cells = self._set(self._rows, head=False)
        self._head_heights = self._row_heights(self._head_cells, len(self._head))
        self._heights = self._row_heights(self._row_cells, len(self._rows))
        self._tall = sum(self._head_heights) + sum(self._heights)

    def _set(self, rows: tuple[d.Row, ...], *, head: bool) -> list[_SetCell]:
        """Return every cell with its lines."""
        lines, columns = self._setter.lines, self._columns
        return [
            _SetCell(spot, lines(spot, columns[spot.column], self._span_width(spot) - 2 * PAD_X, head=head))
            for spot in place_cells(rows)
        ]

    def _span_width(self, spot: Spot) -> float:
        if spot.cell.columns == 1:
            return self._widths[spot.column]
        last = spot.column + spot.cell.columns - 1
        return self._lefts[last] + self._widths[last] - self._lefts[spot.column]

    def _row_heights(self, cells: list[_SetCell], count: int) -> list[float]:
        pad = 2 * (DENSE_PAD if self.table.dense else PAD_Y) * self.padding
        leading = self._setter.leading
        heights = [leading + pad] * count
        for spot, lines in cells:
            if spot.cell.rows == 1 and len(lines) > 1:
                heights[spot.row] = max(heights[spot.row], len(lines) * leading + pad)
        for spot, lines in cells:
            if spot.cell.rows > 1:
                lacking = len(lines) * leading + pad - sum(heights[spot.row : spot.last_row + 1])
                heights[spot.last_row] += max(0.0, lacking)
        return heights

    def with_padding(self, share: float) -> TableBody:
        """Return the same rows with a share (0–1) of the usual padding above and below their text."""
        return TableBody(self.table, self.styles, self._setter, share)

    def least_height(self, width: float) -> float:
        """Return the height of the header and the first rows, which must not be parted."""
        self.wrap(width, 0)
        return sum(self._head_heights) + sum(self._heights[:LEAST_ROWS])

    @property
    def short(self) -> bool:
        """Whether the table has few lines of rows, packed rows side by side counting as one."""
        return -(-len(self.table.rows) // self.table.across) <= SHORT

    # --- cutting -------------------------------------------------------------------

    def split(self, width: float, height: float) -> list[Flowable]:
        """Return the table in two, the first no higher than `height`; empty where that is too low."""
        self.wrap(width, height)
        fitting, used = 0, sum(self._head_heights)
        for row_height in self._heights:
            if used + row_height > height:
                break
            used += row_height
            fitting += 1
        if fitting < LEAST_ROWS or fitting == len(self._heights):
            return []
        # The last rows do not stand alone on a page, as long as enough stay before them.
        fitting -= min(max(0, LEAST_ROWS - len(self._heights) + fitting), fitting - LEAST_ROWS)
        if self.table.across > 1:
            return self._packed_pieces(fitting, width, height)
        return self._pieces(*cut_rows(self.table.rows, best_cut(self.table.rows, fitting)))

    def _packed_pieces(self, fitting: int, width: float, height: float) -> list[Flowable]:
        """Return a packed table in two: its rows are packed anew in each part, so that other rows stand
        side by side and the first part may be higher than the lines counted."""
        for lines in range(fitting, LEAST_ROWS - 1, -1):
            at = lines * self.table.across
            pieces = self._pieces(self.table.rows[:at], self.table.rows[at:])
            if pieces[0].wrap(width, height)[1] <= height + 0.01:
                return pieces
        return []

    def _pieces(self, *parts: tuple[d.Row, ...]) -> list[Flowable]:
        return [
            TableBody(replace(self.table, rows=rows), self.styles, self._setter, self.padding) for rows in parts
        ]

    # --- drawing -------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the header band, grounds, bars, rules and texts; the origin is the lower left corner."""
        head = _edges(self._tall, self._head_heights)
        body = _edges(head[-1], self._heights)
        grounds = [*self._bands(head), *self._grounds(body), *self._bars(body)]
        self.canv.addLiteral("\n".join(["q", *grounds, "Q"]))
        if self._head_cells:
            self._draw_cells(self._head_cells, head, "THead")
        self._draw_cells(self._row_cells, body, "TBody")
        self.canv.addLiteral("\n".join(["q", *self._rules(body), "Q"]))

    def _draw_cells(self, cells: list[_SetCell], edges: list[float], kind: str) -> None:
        """Draw the texts row by row, each a cell of the structure."""
        tags, canvas, leading = tags_of(self.canv), self.canv, self._setter.leading
        with tags.element(kind):
            for _, row in groupby(cells, key=lambda cell: cell.spot.row):
                with tags.element("TR"):
                    for spot, lines in row:
                        scope = self._scope(spot, kind)
                        tags.open_leaf("TH" if scope else "TD", _spans(spot, scope))
                        x = self._lefts[spot.column] + PAD_X
                        y = (edges[spot.row] + edges[spot.last_row + 1] + len(lines) * leading) / 2
                        for line in lines:
                            draw_line(canvas, x + line.x, y - line.baseline, line)
                        tags.close_leaf()

    def _scope(self, spot: Spot, kind: str) -> str:
        """Return what a cell is the header of; without column titles the first cell names its row."""
        if kind == "THead":
            return "Column"
        return "Row" if not self._head_cells and spot.column == 0 else ""

    def _packs(self) -> list[tuple[float, float]]:
        """Return the left and right edge of each pack of columns."""
        size = len(self.table.columns)
        return [
            (self._lefts[first], self._lefts[first + size - 1] + self._widths[first + size - 1])
            for first in range(0, len(self._lefts), size)
        ]

    def _bands(self, edges: list[float]) -> Iterator[str]:
        """Yield the operators of the header's ground."""
        yield f"{rgb(self.styles.theme.palette.deep)} rg"
        for left, right in self._packs():
            yield _box(left, edges[-1], right - left, edges[0] - edges[-1])

    def _grounds(self, edges: list[float]) -> Iterator[str]:
        palette = self.styles.theme.palette
        fills = {"average": palette.accent_ground, "group": palette.pale}
        for spot, _ in self._row_cells:
            if fill := fills.get(_role(spot)):
                bottom = edges[spot.last_row + 1]
                size = (self._span_width(spot), edges[spot.row] - bottom)
                yield f"{rgb(fill)} rg {_box(self._lefts[spot.column], bottom, *size)}"

    def _bars(self, edges: list[float]) -> Iterator[str]:
        """Yield the operators of the quiet bars behind values, their length the share of the column's bar."""
        palette = self.styles.theme.palette
        for spot, _ in self._row_cells:
            whole, value = self._columns[spot.column].bar, spot.cell.value
            if not whole or not isinstance(value, int | float) or _role(spot) == "average":
                continue
            strong = _role(spot) == "strong" or spot.cell.strong
            length = max(0.0, min(1.0, value / whole)) * self._widths[spot.column]
            bottom, top = edges[spot.row + 1], edges[spot.row]
            shown = _box(self._lefts[spot.column], bottom + 2.5, length, top - bottom - 5)
            yield f"{rgb(palette.ramp[1] if strong else palette.pale)} rg {shown}"

    def _rules(self, edges: list[float]) -> Iterator[str]:
        """Yield the operators of the rules between rows, and of the strong one at the foot."""
        palette = self.styles.theme.palette
        covered = {
            (row, column)
            for spot, _ in self._row_cells
            if spot.cell.rows > 1
            for row in range(spot.row, spot.last_row)
            for column in range(spot.column, spot.column + spot.cell.columns)
        }
        yield f"{rgb(palette.rule)} RG {RULE} w"
        spans = list(zip(self._lefts, self._widths, strict=True))
        for row, y in enumerate(edges[1:-1]):
            free = [span for column, span in enumerate(spans) if (row, column) not in covered]
            for left, right in _joined(free):
                yield f"{decimal(left)} {decimal(y)} m {decimal(right)} {decimal(y)} l S"
        yield f"{rgb(palette.deep)} RG {STRONG_RULE} w"
        foot = decimal(edges[-1])
        for left, right in self._packs():
            yield f"{decimal(left)} {foot} m {decimal(right)} {foot} l S"


def _box(x: float, y: float, width: float, height: float) -> str:
    """Return the operators of a filled rectangle."""
    return f"{decimal(x)} {decimal(y)} {decimal(width)} {decimal(height)} re f"


def _joined(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield left and right edges of stretches, given as left and width, made one where they touch."""
    left = right = 0.0
    for start, width in spans:
        if right > left and start - right < 0.01:
            right = start + width
            continue
        if right > left:
            yield left, right
        left, right = start, start + width
    if right > left:
        yield left, right


def _spans(spot: Spot, scope: str) -> dict[str, Any]:
    """Return what the structure says of a cell: its scope in a header, how far it reaches."""
    told: dict[str, Any] = {"Scope": scope} if scope else {}
    if spot.cell.rows > 1:
        told["RowSpan"] = spot.cell.rows
    if spot.cell.columns > 1:
        told["ColSpan"] = spot.cell.columns
    return told


def _role(spot: Spot) -> d.RowRole:
    return spot.cell.role if isinstance(spot.cell, RoleCell) else spot.role


def _edges(top: float, heights: list[float]) -> list[float]:
    """Return the upper edge of every row and the lower edge of the last, from the top down."""
    edges = [top]
    for height in heights:
        edges.append(edges[-1] - height)
    return edges


