"""What formulas refer to by name: the books, the groups of units, and the cells they come from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.audit.number import Formula, names_in
from generator.findings import Place

if TYPE_CHECKING:
    from generator.audit.book import TracedBook

_CELL = re.compile(r"([A-Z]+)(\d+)$")

LONG_LIST = 12  # names that a formula may list itself


@dataclass
class Register:
    """The books by label, groups by name with the names of their units, and places found elsewhere.

    `weights` and `attributes` hold the cells of weights (by qualified indicator) and of attributes
    (by unit and attribute) as far as they were found again in their tables.
    """

    books: dict[str, TracedBook] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    weights: dict[str, Place] = field(default_factory=dict)
    attributes: dict[tuple[str, str], Place] = field(default_factory=dict)
    _lists: dict[Formula, str] = field(default_factory=dict)
    _columns: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def book_of(self, name: str) -> tuple[TracedBook, str]:
        """Return the book and the bare key of a qualified indicator or group."""
        label, mark, rest = name.partition(":")
        return (self.books[label], rest) if mark and label in self.books else (self.books[""], name)

    def parts(self, indicator: str) -> tuple[tuple[str, float], ...]:
        """Return the indicators a score is summed from with their weights; nothing for one that is given."""
        book, key = self.book_of(indicator)
        children = book.tree.children(key) if key == "total" or key in book.tree else ()
        if not book.tree.weighted or not children or not all(book.has(child.key) for child in children):
            return ()
        return tuple((book.qualified(child.key), float(child.weight)) for child in children)

    def leaves(self, indicator: str) -> tuple[str, ...]:
        """Return the indicators with given scores that a score rests on."""
        parts = self.parts(indicator)
        return tuple(leaf for part, _ in parts for leaf in self.leaves(part)) if parts else (indicator,)

    def place(self, unit: str, indicator: str) -> Place | None:
        """Return the cell of a given score, None where the table has none."""
        book, key = self.book_of(indicator)
        return book.sources.get((book.unit(unit).key, key))

    def short(self, formula: object) -> object:
        """Return a formula in which a long list of names that is counted is a group of its own."""
        if not isinstance(formula, tuple):
            return formula
        if formula[0] != "count" or len(formula) <= LONG_LIST:
            return tuple(self.short(operand) for operand in formula)
        if formula[1:] not in self._lists:
            name = f"list-{len(self._lists) + 1}"
            self._lists[formula[1:]] = name
            self.groups[name] = formula[1:]
        return ("size", "", self._lists[formula[1:]])

    def cells(self, formula: Formula) -> list[str]:
        """Return the cells a formula rests on, neighbours as ranges: scores.xlsx 评分!D6:D76."""
        found: list[str] = []
        for call in dict.fromkeys(names_in(formula)):
            found.extend(self._cells_of(call))
        return list(dict.fromkeys(found))

    def _cells_of(self, call: Formula) -> Iterable[str]:
        match call:
            case ("score", unit, indicator):
                return self._column(indicator, "", (unit,))
            case ("rank" | "mean" | "above", *_, indicator, scope):
                return self._column(indicator, scope, self.groups.get(scope, ()))
            case ("given_rank", unit, indicator, _):
                book, _key = self.book_of(indicator)
                return (str(book.sources.get((book.unit(unit).key, ""), Place(""))),)
            case ("weight", indicator):
                return (str(self.weights[indicator]),) if indicator in self.weights else ()
            case ("attribute", unit, name):
                place = self.attributes.get((unit, name))
                return (str(place),) if place else ()
            case ("setting", name):
                return (f"edition.toml {name}",)
            case ("size", _, scope):
                return self._names(scope, self.groups.get(scope, ()))
            case ("count", *names):
                return self._names("", names)
        return ()

    def _names(self, scope: str, names: Iterable[str]) -> tuple[str, ...]:
        """Return the cells of the names of units that are counted; other things have none."""
        book, _ = self.book_of(scope)
        places = [book.sources.get((book.unit(name).key, "")) for name in names if name in book]
        return tuple(ranges(place for place in places if place))

    def _column(self, indicator: str, scope: str, units: tuple[str, ...]) -> tuple[str, ...]:
        key = (indicator, scope or units[0])
        if key not in self._columns:
            leaves = self.leaves(indicator)
            places = (self.place(unit, leaf) for unit in units for leaf in leaves)
            self._columns[key] = tuple(ranges(place for place in places if place))
        return self._columns[key]


def ranges(places: Iterable[Place]) -> list[str]:
    """Return cells as text, rectangles of neighbours as ranges; in the order of files, sheets, columns."""
    sheets: dict[tuple[str, str], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    found: list[str] = []
    for place in places:
        cell = _CELL.match(place.cell)
        if cell is None:
            found.append(str(place))
        else:
            sheets[place.file, place.sheet][_number(cell[1])].add(int(cell[2]))
    for (file, sheet), columns in sheets.items():
        runs = {column: tuple(_runs(rows)) for column, rows in columns.items()}
        for first, last in _runs(runs):
            start = first
            for column in range(first, last + 1):
                if column == last or runs[column + 1] != runs[column]:
                    found.extend(
                        str(Place(file, sheet, _range(start, top, column, end))) for top, end in runs[column]
                    )
                    start = column + 1
    return found


def _range(left: int, top: int, right: int, bottom: int) -> str:
    first, last = f"{_letters(left)}{top}", f"{_letters(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of neighbouring numbers as (first, last)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
