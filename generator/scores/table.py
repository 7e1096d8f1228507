"""A score table read: one row per unit, one number per indicator, each with its cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.findings import Place
from generator.scores.grid import Grid
from generator.scores.header import Header

MISSING = float("nan")


@dataclass
class Row:
    """One unit of the table as written: raw name and province, values by indicator key, attributes."""

    index: int
    name: str
    province: str = ""
    city: str = ""
    code: str = ""
    rank: float | None = None
    values: dict[str, float] = field(default_factory=dict)
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)
    attributes: dict[str, float | str] = field(default_factory=dict)


@dataclass
class ScoreTable:
    """All rows of a table.

    A value is NaN where it is missing by declaration, absent where it is not given.
    """

    grid: Grid
    header: Header
    rows: list[Row] = field(default_factory=list)
    averages: dict[str, tuple[float, Place]] = field(default_factory=dict)
    weights: dict[str, tuple[float, Place]] = field(default_factory=dict)
    missing: set[tuple[int, str]] = field(default_factory=set)

    def name_place(self, row: Row) -> Place:
        """Return the cell of a row's name."""
        return self.grid.place(row.index, self.header.unit)

    def place(self, row: Row, key: str) -> Place:
        """Return the cell of a value, of the name where there is none."""
        cell = row.cells.get(key)
        return self.grid.place(*cell) if cell else self.name_place(row)
