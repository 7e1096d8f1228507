"""A table as a flowable: three rules, a quiet bar behind scores, the average in the accent."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from reportlab.platypus.flowables import Flowable

from generator import document as d
from generator.typeset import Paragraph
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
RULE, STRONG_RULE = 0.5, 1.0
DENSE_PAD = 1.0
"""Padding above and below the text of a dense table, in points; others have `PAD_Y`."""


class TableBody(Flowable):  # type: ignore[misc]
    """Header and rows of a table, without its caption. Cut between rows, the header repeats."""

    def __init__(self, table: d.Table, styles: Styles) -> None:
        super().__init__()
        self.table, self.styles = table, styles
        self._measure = 0.0

    # --- layout --------------------------------------------------------------------

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size at a measure of `width` points."""
        if width != self._measure:
            self._measure = width
            self._lay_out(width)
        return width, sum(self._head_heights) + sum(self._heights)

    def _lay_out(self, width: float) -> None:
        self._columns, self._head, self._rows = spread(self.table)
        self._widths = column_widths(self.table, width)
        self._lefts = column_lefts(self.table, self._widths)
        self._head_texts = self._texts(self._head, head=True)
        self._row_texts = self._texts(self._rows, head=False)
        self._head_heights = self._row_heights(self._head_texts, len(self._head))
        self._heights = self._row_heights(self._row_texts, len(self._rows))

    def _texts(self, rows: tuple[d.Row, ...], *, head: bool) -> list[tuple[Spot, Paragraph, float]]:
        """Return every cell with its paragraph and the height of its text."""
        setter = CellText(self.styles)
        texts = []
        for spot in place_cells(rows):
            paragraph = setter.paragraph(spot, self._columns[spot.column], head=head)
            _, height = paragraph.wrap(self._span_width(spot) - 2 * PAD_X, 1e6)
            texts.append((spot, paragraph, height))
        return texts

    def _span_width(self, spot: Spot) -> float:
        last = spot.column + spot.cell.columns - 1
        return self._lefts[last] + self._widths[last] - self._lefts[spot.column]

    def _row_heights(self, texts: list[tuple[Spot, Paragraph, float]], count: int) -> list[float]:
        pad = 2 * (DENSE_PAD if self.table.dense else PAD_Y)
        heights = [self.styles.theme.type.table.leading + pad] * count
        for spot, _, height in texts:
            if spot.cell.rows == 1:
                heights[spot.row] = max(heights[spot.row], height + pad)
        for spot, _, height in texts:
            lacking = height + pad - sum(heights[spot.row : spot.last_row + 1])
            if spot.cell.rows > 1 and lacking > 0:
                heights[spot.last_row] += lacking
        return heights

    def least_height(self, width: float) -> float:
        """Return the height of the header and the first rows, which must not be parted."""
        self.wrap(width, 0)
        return sum(self._head_heights) + sum(self._heights[:LEAST_ROWS])

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
        if self.table.across > 1:
            at = fitting * self.table.across
            return self._pieces(self.table.rows[:at], self.table.rows[at:])
        return self._pieces(*cut_rows(self.table.rows, best_cut(self.table.rows, fitting)))

    def _pieces(self, *parts: tuple[d.Row, ...]) -> list[Flowable]:
        return [TableBody(replace(self.table, rows=rows), self.styles) for rows in parts]

    # --- drawing -------------------------------------------------------------------

    def draw(self) -> None:
        """Draw the header band, bars, rules and texts; the origin is the lower left corner."""
        top = sum(self._head_heights) + sum(self._heights)
        self._draw_head(top)
        body = top - sum(self._head_heights)
        edges = _edges(body, self._heights)
        for spot, _, _ in self._row_texts:
            self._draw_ground(spot, edges)
            self._draw_bar(spot, edges)
        self._draw_rows(self._row_texts, edges, "TBody")
        self._draw_rules(edges)

    def _draw_head(self, top: float) -> None:
        palette, canvas = self.styles.theme.palette, self.canv
        edges = _edges(top, self._head_heights)
        canvas.setFillColor(palette.deep)
        for left, right in self._packs():
            canvas.rect(left, edges[-1], right - left, top - edges[-1], stroke=0, fill=1)
        if self._head_texts:
            self._draw_rows(self._head_texts, edges, "THead")

    def _draw_rows(
        self, texts: list[tuple[Spot, Paragraph, float]], edges: list[float], kind: str
    ) -> None:
        """Draw the texts row by row, each a cell of the structure."""
        tags = tags_of(self.canv)
        with tags.element(kind):
            for _, cells in groupby(texts, key=lambda text: text[0].row):
                with tags.element("TR"):
                    for spot, paragraph, height in cells:
                        scope = self._scope(spot, kind)
                        with tags.leaf("TH" if scope else "TD", **_spans(spot, scope)):
                            self._draw_text(spot, paragraph, height, edges)

    def _scope(self, spot: Spot, kind: str) -> str:
        """Return what a cell is the header of; without column titles the first cell names its row."""
        if kind == "THead":
            return "Column"
        return "Row" if not self._head_texts and spot.column == 0 else ""

    def _packs(self) -> list[tuple[float, float]]:
        """Return the left and right edge of each pack of columns."""
        size = len(self.table.columns)
        return [
            (self._lefts[first], self._lefts[first + size - 1] + self._widths[first + size - 1])
            for first in range(0, len(self._lefts), size)
        ]

    def _draw_ground(self, spot: Spot, edges: list[float]) -> None:
        palette = self.styles.theme.palette
        fill = {"average": palette.accent, "group": palette.pale}.get(_role(spot))
        if fill:
            self.canv.setFillColor(fill)
            self.canv.rect(
                self._lefts[spot.column], edges[spot.last_row + 1], self._span_width(spot),
                edges[spot.row] - edges[spot.last_row + 1], stroke=0, fill=1,
            )

    def _draw_bar(self, spot: Spot, edges: list[float]) -> None:
        column, value = self._columns[spot.column], spot.cell.value
        if not column.bar or not isinstance(value, int | float) or _role(spot) == "average":
            return
        palette = self.styles.theme.palette
        strong = _role(spot) == "strong" or spot.cell.strong
        self.canv.setFillColor(palette.ramp[1] if strong else palette.pale)
        share = max(0.0, min(1.0, value / column.bar))
        bottom, top = edges[spot.row + 1], edges[spot.row]
        self.canv.rect(
            self._lefts[spot.column], bottom + 2.5, share * self._widths[spot.column], top - bottom - 5,
            stroke=0, fill=1,
        )

    def _draw_text(self, spot: Spot, paragraph: Paragraph, height: float, edges: list[float]) -> None:
        top, bottom = edges[spot.row], edges[spot.last_row + 1]
        y = bottom + (top - bottom - height) / 2
        paragraph.drawOn(self.canv, self._lefts[spot.column] + PAD_X, y)

    def _draw_rules(self, edges: list[float]) -> None:
        palette = self.styles.theme.palette
        self.canv.setStrokeColor(palette.rule)
        self.canv.setLineWidth(RULE)
        covered = {
            (row, column)
            for spot, _, _ in self._row_texts
            for row in range(spot.row, spot.last_row)
            for column in range(spot.column, spot.column + spot.cell.columns)
        }
        for row, y in enumerate(edges[1:-1]):
            for column, (left, width) in enumerate(zip(self._lefts, self._widths, strict=True)):
                if (row, column) not in covered:
                    self.canv.line(left, y, left + width, y)
        self.canv.setStrokeColor(palette.deep)
        self.canv.setLineWidth(STRONG_RULE)
        for left, right in self._packs():
            self.canv.line(left, edges[-1], right, edges[-1])


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


