"""A grid of raw cells with their places: the one shape every kind of source is brought to."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from generator.findings import Finding, Place

_EPOCH = datetime.date(1899, 12, 30)


class CellError(str):
    """An error value such as #N/A or #DIV/0!, as the sheet shows it."""

    __slots__ = ()


@dataclass(frozen=True)
class ExcelDate:
    """A number that the sheet shows as a date: `serial` counts days since 30 December 1899."""

    serial: float

    def __str__(self) -> str:
        day = self.day
        return day.isoformat() if day else f"{self.serial:g}"

    @property
    def day(self) -> datetime.date | None:
        """The day, None for a time of day or a number that is no day."""
        return _EPOCH + datetime.timedelta(days=int(self.serial)) if 1 <= self.serial < 2_900_000 else None


Raw = str | float | bool | CellError | ExcelDate | None


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, rows and columns counted from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet or one text file, rows and columns counted from 0.

    `rows[r]` is as long as its last filled cell. `text_is_number` says that numbers
    come as text here (a CSV file), so that text numbers are nothing to report.
    """

    file: str
    sheet: str
    rows: list[list[Raw]]
    text_is_number: bool = False
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: frozenset[tuple[int, int]] = frozenset()
    percent: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    filtered: bool = False
    others: tuple[str, ...] = ()  # titles of the workbook's other sheets
    findings: tuple[Finding, ...] = ()

    def at(self, row: int, column: int) -> Raw:
        """Return the cell, None where the grid has none."""
        if row >= len(self.rows):
            return None
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def place(self, row: int, column: int) -> Place:
        """Return where a cell is, as the spreadsheet names it (C5)."""
        return Place(self.file, self.sheet, cell_name(row, column), row + 1)

    @property
    def width(self) -> int:
        """The length of the longest row."""
        return max((len(row) for row in self.rows), default=0)


def is_blank(value: Raw) -> bool:
    """Return whether a cell holds nothing a reader would see."""
    return value is None or (isinstance(value, str) and not value.strip(" \t\r\n\u00a0\u3000\u200b\ufeff"))


def column_name(column: int) -> str:
    """Return A, B, … AA for a column counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """Return a cell's name such as C5 for row and column counted from 0."""
    return f"{column_name(column)}{row + 1}"


def rows_in_english(rows: tuple[int, ...]) -> str:
    """Return rows (from 0) as an English sentence counts them: "row 7", "rows 3, 5–8"."""
    return f"row{'s' if len(rows) > 1 else ''} {runs(rows, ', ')}"


def runs(numbers: tuple[int, ...], mark: str = "、") -> str:
    """Return 8–12、15 for sorted row numbers counted from 0, as printed (from 1)."""
    parts: list[str] = []
    start = previous = -2
    for number in (*numbers, -9):
        if number != previous + 1:
            if start >= 0:
                parts.append(str(start + 1) if start == previous else f"{start + 1}–{previous + 1}")
            start = number
        previous = number
    return mark.join(parts)
