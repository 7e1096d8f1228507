"""A packed table over many pages: each page is packed on its own, so that reading goes down a column,
across, and only then to the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.document import Row, Table
from generator.theme import Theme
from generator.writers.docx.grid import PADDING, Slot
from generator.writers.docx.room import width_of

_ROW_SPACE = 9.0
_DENSE_SPACE = 3.0
_AROUND = 60.0
"""Points above and below the text of a row, also of a dense table, and what caption and notes take of a page."""
_BEFORE = 150.0
"""Points that a heading and a few lines take above the table on its first page; else they would
stay behind alone, the table going to the next page whole."""


def pitch(table: Table, theme: Theme) -> float:
    """Return the height of a table's row of one line in points."""
    return theme.type.table.leading + (_DENSE_SPACE if table.dense else _ROW_SPACE)


def pages_of(table: Table, slots: Sequence[Slot], theme: Theme) -> list[Table]:
    """Return a table as tables of one page each; one that fits, or is not packed, as it is."""
    lines = -(-len(table.rows) // table.across)
    high = pitch(table, theme)
    if table.across == 1 or (lines + 5) * high < theme.page.depth:
        return [table]
    heights = [_height(row, slots, theme, high) for row in table.rows]
    room = theme.page.depth - _AROUND - (len(table.head) + 1) * pitch(replace(table, dense=False), theme)
    per_page = int(room / high)
    while per_page > 1 and _tallest(heights, per_page, table.across) > room:
        per_page -= 1
    size = per_page * table.across
    first = max(1, per_page - int(_BEFORE / high)) * table.across
    starts = [0, *range(first, len(table.rows), size)]
    return [
        replace(table, rows=table.rows[start:end])
        for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True)
    ]


def _height(row: Row, slots: Sequence[Slot], theme: Theme, high: float) -> float:
    """Return the height of a row in points, `high` with one line; only words can need a second line."""
    size = theme.type.table
    lines, at = 1, 0
    for cell in row.cells:
        covered = slots[at : at + cell.columns]
        at += cell.columns
        if isinstance(cell.value, str) and covered:
            width = sum(slot.width + slot.bar for slot in covered) - 2 * PADDING
            lines = max(lines, int(width_of(cell.value, theme, size, bold=True) // max(width, 1)) + 1)
    return (lines - 1) * size.leading + high


def _tallest(heights: Sequence[float], per_page: int, across: int) -> float:
    """Return the height of the tallest page when every page has `per_page` lines."""
    size = per_page * across
    pages = (heights[start : start + size] for start in range(0, len(heights), size))
    return max(_page_height(page, across) for page in pages)


def _page_height(heights: Sequence[float], across: int) -> float:
    tall = -(-len(heights) // across)
    return sum(max(heights[line::tall]) for line in range(tall))
