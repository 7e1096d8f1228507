"""A packed table over many pages: each page is packed on its own, so that reading goes down a column,
across, and only then to the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.document import Row, Table
from generator.theme import Theme
from generator.writers.closing import AS_USUAL, Closing
from generator.writers.docx.grid import PADDING, Slot
from generator.writers.docx.room import width_of

_ROW_SPACE = 8.4
_CLOSER = (7.6, 6.8)
"""Points above and below the text of a row, and what they may be where that saves a page with next to nothing."""
_SCANT = 0.25
"""Share of a page's lines under which its last page holds next to nothing."""
_DENSE_SPACE = 3.0
_DENSE_CLOSER = (2.2, 1.6, 1.1)
"""The same of a dense table."""
_AROUND = 60.0
_LEAST_AROUND = 34.0
"""What caption and notes take of a page, in points: both, and one of them, for no page of several has both."""
_BEFORE = 150.0
"""Points that a heading and a few lines take above the table on its first page, where nobody knows how much
stands there; without room for them they would stay behind alone, the table going to the next page whole."""
_LOOSER = 1.05
"""How much more room what stands above a table takes in Word than in the PDF."""
_LONG = 20
"""Rows from which a table nearly fills a page."""
_LEAST = 4
"""Lines that the first page must have room for, so that the table begins there."""


def pitch(table: Table, theme: Theme) -> float:
    """Return the height of a table's row of one line in points."""
    return theme.type.table.leading + (_DENSE_SPACE if table.dense else _ROW_SPACE)


def pages_of(
    table: Table, slots: Sequence[Slot], theme: Theme, top: float | None = None, closing: Closing = AS_USUAL
) -> tuple[list[Table], float]:
    """Return a table as tables of one page each, and by how many points the space of its rows is closer than usual.

    One that fits, or is not packed, stays as it is. `top` is how far down its page (points) it begins, where
    that is known, and `closing` how it stands in the PDF. Rows close up a little where their last page would else
    hold next to nothing, or where the PDF needs fewer pages.
    """
    whole = _DENSE_SPACE if table.dense else _ROW_SPACE
    usual = whole * closing.rows
    if table.across == 1:
        return [table], max(whole - usual, _closing(table, slots, theme, top))
    high = pitch(table, theme)
    heights = [_height(row, slots, theme, high) for row in table.rows]
    if _page_height(heights, table.across) + 5 * high < theme.page.depth:
        return [table], whole - usual
    pages = _parted(table, slots, theme, top, usual)
    scant = len(pages[-1].rows) < _SCANT * max(len(page.rows) for page in pages)
    fewer = 0 < closing.sheets < len(pages)
    if fewer or (scant and not table.dense):
        for space in _DENSE_CLOSER if table.dense else _CLOSER:
            closer = _parted(table, slots, theme, top, min(space, usual), _LEAST_AROUND if fewer else _AROUND)
            if len(closer) < len(pages):
                return closer, whole - min(space, usual)
    return pages, whole - usual


def _closing(table: Table, slots: Sequence[Slot], theme: Theme, top: float | None) -> float:
    """Return by how many points the rows of a table close up that has a page to itself in the PDF and would else
    leave its last rows to the next one in Word."""
    if top is None or table.dense or len(table.rows) < _LONG:
        return 0.0
    around = top * _LOOSER + _AROUND + (len(table.head) + 1) * pitch(table, theme)
    for space in (_ROW_SPACE, *_CLOSER):
        lines = (len(table.rows) - 1) * (_ROW_SPACE - space)
        if around + tallness(table, slots, theme) - lines <= theme.page.depth:
            return _ROW_SPACE - space
    return 0.0


def _parted(
    table: Table, slots: Sequence[Slot], theme: Theme, top: float | None, space: float, around: float = _AROUND
) -> list[Table]:
    """Return a packed table as tables of one page each, of which caption and notes take `around` points."""
    high = theme.type.table.leading + space
    heights = [_height(row, slots, theme, high) for row in table.rows]
    room = theme.page.depth - around - (len(table.head) + 1) * pitch(replace(table, dense=False), theme)
    per_page = int(room / high)
    while per_page > 1 and _tallest(heights, per_page, table.across) > room:
        per_page -= 1
    size = per_page * table.across
    first = _first(per_page, room, high, top) * table.across
    starts = [0, *range(first, len(table.rows), size)]
    return [
        replace(table, rows=table.rows[start:end])
        for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True)
    ]


def tallness(table: Table, slots: Sequence[Slot], theme: Theme) -> float:
    """Return the height of the rows of a table that is not packed, in points."""
    high = pitch(table, theme)
    return sum(_height(row, slots, theme, high) for row in table.rows)


def _first(per_page: int, room: float, high: float, top: float | None) -> int:
    """Return how many lines stand on the first page: a whole page of them where too few would fit."""
    if top is None:
        return max(1, per_page - int(_BEFORE / high))
    fitting = min(per_page, int((room - top * _LOOSER) / high))
    return fitting if fitting >= _LEAST else per_page


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
