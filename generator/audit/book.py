"""A book whose answers carry their origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from generator.audit.number import Real, Trace, Whole
from generator.scores.book import Book
from generator.scores.group import Group, Placed
from generator.scores.tree import TOTAL, Tree
from generator.scores.units import Unit

if TYPE_CHECKING:
    from generator.audit.register import Register


@dataclass(frozen=True)
class TracedBook(Book):
    """The same scores, ranks, means and weights as the book it was made from, as traced numbers.

    `label` tells several books of one edition apart (nothing for the first), `scope` is the
    register's name for the set of all its units.
    """

    label: str = ""
    scope: str = "all"
    register: Register = field(kw_only=True, repr=False, compare=False)

    def qualified(self, name: str) -> str:
        """Return the name of an indicator or group with the book's label before it."""
        return f"{self.label}:{name}" if self.label else name

    def called(self, unit: Unit) -> str:
        """Return the name that formulas use for a unit: the short one unless several have it."""
        return next((name for name in (unit.name, unit.full) if name in self), unit.key)

    def _scope_of(self, within: Group | None) -> str:
        if within is None or within.kind == "all":
            name = self.scope
        else:
            name = f"{self.scope}/{within.kind}={within.name}"
        name = self.qualified(name)
        if name not in self.register.groups:
            self.register.groups[name] = tuple(self.called(unit) for unit in self.members(within))
        return name

    # --- numbers -------------------------------------------------------------------------
    def score(self, unit: Unit | str, key: str = TOTAL) -> float:
        """Return the unrounded score."""
        return self._score(self.units[self._row(unit)], key, super().score(unit, key))

    def _score(self, unit: Unit, key: str, value: float) -> float:
        name, indicator = self.called(unit), self.qualified(key)
        return Real(value, Trace("score", name, indicator, ("score", name, indicator)))

    def average(self, key: str = TOTAL, within: Group | None = None) -> float:
        """Return the unrounded mean."""
        indicator, scope = self.qualified(key), self._scope_of(within)
        return Real(
            super().average(key, within), Trace("average", "", indicator, ("mean", indicator, scope))
        )

    def ranking(self, key: str = TOTAL, within: Group | None = None) -> tuple[Placed, ...]:
        """Return all units by score, best first."""
        scope = self._scope_of(within)
        return tuple(self._placed(placed, key, scope) for placed in super().ranking(key, within))

    def rank(self, unit: Unit | str, key: str = TOTAL, within: Group | None = None) -> Placed:
        """Return the standing of one unit."""
        return self._placed(super().rank(unit, key, within), key, self._scope_of(within))

    def _placed(self, placed: Placed, key: str, scope: str) -> Placed:
        name, indicator = self.called(placed.unit), self.qualified(key)
        formula: tuple[str, ...] = ("rank", name, indicator, scope)
        if key == TOTAL and not self.has_scores:
            formula = ("given_rank", name, indicator, scope)
        return Placed(
            placed.unit,
            self._score(placed.unit, key, float(placed.score)),
            Whole(int(placed.rank), Trace("rank", name, indicator, formula)),
            Whole(int(placed.of), Trace("count", "", indicator, ("size", indicator, scope))),
        )

    def attribute(self, unit: Unit | str, name: str) -> float | str | None:
        """Return what stands beside the scores."""
        value = super().attribute(unit, name)
        if not isinstance(value, int | float):
            return value
        own = self.called(self.units[self._row(unit)])
        return Real(float(value), Trace("attribute", own, "", ("attribute", own, name)))

    # --- parts ---------------------------------------------------------------------------
    def where(self, conditions: Mapping[str, str | Iterable[str]]) -> Book:
        """Return the book of the units that meet all conditions, traced as well."""
        listed = {
            kind: (names,) if isinstance(names, str) else tuple(sorted(names))
            for kind, names in conditions.items()
        }
        told = ",".join(f"{kind}={'、'.join(names)}" for kind, names in listed.items())
        part = super().where(listed)
        return _copy(part, f"{self.scope}/{told}", self)


def _copy(part: Book, scope: str, of: TracedBook) -> TracedBook:
    values: dict[str, Any] = {known.name: getattr(part, known.name) for known in fields(Book)}
    return TracedBook(**values, label=of.label, scope=scope, register=of.register)


def traced(book: Book, register: Register, label: str = "", scope: str = "all") -> TracedBook:
    """Return `book` with traced answers, entered in the register; the whole it is a part of as well."""
    values: dict[str, Any] = {known.name: getattr(book, known.name) for known in fields(Book)}
    values["tree"] = _traced_tree(book.tree, label)
    if book.whole is not None:
        values["whole"] = traced(book.whole, register, label, "whole")
        scope = f"part-of-{len(book.whole.units)}"
    made = TracedBook(**values, label=label, scope=scope, register=register)
    register.books[label] = made.whole if isinstance(made.whole, TracedBook) else made
    return made


def _traced_tree(tree: Tree, label: str) -> Tree:
    def weighed(key: str, weight: float) -> float:
        name = f"{label}:{key}" if label else key
        return Real(weight, Trace("weight", "", name, ("weight", name)))

    indicators = tuple(replace(known, weight=weighed(known.key, known.weight)) for known in tree)
    return Tree(indicators, tree.weighted)
