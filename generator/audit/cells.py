"""The cells of weights and attributes, found again in the tables that they were read from.

A cell counts only where it holds the very value: a weight (as a share or in percent) to the right of its
indicator's name, an attribute in the row of its unit. Where a layout is another, no cell is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from generator.audit.book import TracedBook
from generator.audit.register import Register
from generator.scores.grid import Grid, Raw
from generator.scores.labels import bare, normal
from generator.scores.tree import Indicator


def find_weights(book: TracedBook, grid: Grid, register: Register) -> None:
    """Enter the cell of every indicator's weight into the register."""
    path: list[Indicator] = []
    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            found = _named(book, path, value) if isinstance(value, str) else None
            if found is None:
                continue
            path = [*(known for known in path if known.level < found.level), found]
            key = book.qualified(found.key)
            for right in (column + 1, column + 2):
                if key not in register.weights and _is_weight(grid.at(row, right), found.weight):
                    register.weights[key] = grid.place(row, right)


def _named(book: TracedBook, path: list[Indicator], value: str) -> Indicator | None:
    """Return the indicator that a name means below those named before it."""
    wanted = {normal(value), bare(value)} - {""}
    for above in (*reversed(path), None):
        children = book.tree.children(above.key) if above else book.tree.roots
        for child in children:
            if {normal(child.name), bare(child.name), normal(child.other)} & wanted:
                return child
    return None


def _is_weight(value: Raw, weight: float) -> bool:
    number = _number(value)
    return number is not None and (isclose(number, weight, abs_tol=1e-9) or isclose(number, weight * 100))


def find_attributes(book: TracedBook, grid: Grid, register: Register) -> None:
    """Enter the cell of every number that stands beside the scores into the register."""
    called = ((unit, (unit.full, unit.name, unit.key, *unit.names)) for unit in book.units)
    names = {name: unit for unit, its in called for name in its if name in book}
    for row, cells in enumerate(grid.rows):
        unit = next((names[str(value).strip()] for value in cells if str(value).strip() in names), None)
        if unit is None:
            continue
        for attribute, value in unit.attributes.items():
            if not isinstance(value, int | float):
                continue
            for column in _columns(grid, attribute):
                number = _number(grid.at(row, column))
                if number is not None and isclose(number, value):
                    key = (book.called(unit), attribute)
                    register.attributes.setdefault(key, grid.place(row, column))


def _columns(grid: Grid, attribute: str) -> Iterator[int]:
    """Yield the columns whose heading begins with the attribute's name."""
    for cells in grid.rows[:6]:
        for column, value in enumerate(cells):
            if isinstance(value, str) and bare(value) == bare(attribute):
                yield column


def _number(value: Raw) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(str(value).strip().rstrip("%"))
    except ValueError:
        return None
