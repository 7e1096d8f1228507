"""A book read once into plain values, for reports that ask the same questions many times over.

Scores, ranks and averages are looked up in the book when first wanted and kept; they are what the
book says and never change, so reports made from one ledger do not depend on one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from generator.scores.book import Book
from generator.scores.group import Group, GroupKind, Placed
from generator.scores.tree import TOTAL
from generator.scores.units import Unit

ALL = Group()
KINDS: tuple[GroupKind, ...] = ("region", "province", "tier", "cluster")


class Ledger:
    """Standings of every unit of a book, within all units or within a group."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._rankings: dict[tuple[str, Group], tuple[Placed, ...]] = {}
        self._places: dict[tuple[str, Group], dict[str, Placed]] = {}
        self._averages: dict[tuple[str, Group], float | None] = {}
        self._kinds: dict[GroupKind, tuple[Group, ...]] = {}

    def ranking(self, key: str = TOTAL, group: Group = ALL) -> tuple[Placed, ...]:
        """Return the units of a group that have a score, best first; nothing for an unscored indicator."""
        if (key, group) not in self._rankings:
            self._rankings[key, group] = self.book.ranking(key, group) if self.book.has(key) else ()
        return self._rankings[key, group]

    def place(self, unit: str, key: str = TOTAL, group: Group = ALL) -> Placed | None:
        """Return where a unit (by key) stands; None where its score is missing or it is outside."""
        if (key, group) not in self._places:
            self._places[key, group] = {placed.unit.key: placed for placed in self.ranking(key, group)}
        return self._places[key, group].get(unit)

    def score(self, unit: str, key: str = TOTAL) -> float | None:
        """Return a unit's unrounded score, also one in brackets; None where it is missing."""
        placed = self.place(unit, key)
        if placed is None and self.book.brackets and self.book.in_brackets(unit, key):
            return self.book.score(unit, key)
        return placed.score if placed else None

    def average(self, key: str = TOTAL, group: Group = ALL) -> float | None:
        """Return the unrounded mean over a group; None where nobody in it has a score."""
        if (key, group) not in self._averages:
            value = self.book.average(key, group) if self.book.has(key) else float("nan")
            self._averages[key, group] = None if value != value else value
        return self._averages[key, group]

    def count(self, group: Group = ALL) -> int:
        """Return how many units of a group have a total."""
        return len(self.ranking(TOTAL, group))

    def kind(self, kind: GroupKind) -> tuple[Group, ...]:
        """Return the groups of a kind that have members, in the book's order."""
        if kind not in self._kinds:
            self._kinds[kind] = self.book.groups(kind)
        return self._kinds[kind]

    @cached_property
    def groups(self) -> Mapping[str, tuple[Group, ...]]:
        """Unit key → its region, province, tier and clusters, in that order."""
        found: dict[str, list[Group]] = {unit.key: [] for unit in self.book.units}
        for kind in KINDS:
            for group in self.kind(kind):
                for unit in self.book.members(group):
                    found[unit.key].append(group)
        return {key: tuple(groups) for key, groups in found.items()}

    def group_of(self, unit: str, kind: GroupKind) -> Group | None:
        """Return the first group of a kind that a unit belongs to."""
        return next((group for group in self.groups[unit] if group.kind == kind), None)

    def members(self, group: Group) -> tuple[Unit, ...]:
        """Return the units of a group that have a total, best first."""
        return tuple(placed.unit for placed in self.ranking(TOTAL, group))
