"""What the book says, in plain tables that are looked up thousands of times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.claims.paper import Paper
from generator.scores.book import Book
from generator.scores.group import Group, Placed, Tier
from generator.scores.tree import TOTAL
from generator.scores.units import Unit

FULL_MARKS = 100.0


@dataclass(frozen=True)
class Scope:
    """A set of units a claim is made within, and its name; the whole book where `units` is None."""

    name: str = ""
    units: frozenset[str] | None = None
    beyond: bool = False  # the whole book that a regional one was taken from


EVERYWHERE = Scope()


class Facts:
    """Scores, ranks, averages and memberships of one book by the keys of units and indicators.

    `before` are those of the volume it is compared with, `kin` those of the other kinds of units of the
    same volume by name (县市 beside 城区).
    """

    def __init__(self, book: Book, paper: Paper, before: Book | None = None) -> None:
        self.book, self.paper = book, paper
        self.before = Facts(before, paper) if before is not None else None
        self.kin: Mapping[str, Facts] = {}
        self.units: dict[str, Unit] = {unit.key: unit for unit in book.units}
        self._scores: dict[str, dict[str, float]] = {}
        self._given: dict[str, dict[str, int]] = {}
        self._ranks: dict[tuple[str, frozenset[str] | None], dict[str, int]] = {}

    @cached_property
    def most(self) -> float:
        """The greatest number that may be a score: a text may go by a hundred points whatever the scale is."""
        return max(FULL_MARKS, self.book.scale[1])

    # --- scores and ranks -------------------------------------------------------------------
    def scores(self, key: str) -> dict[str, float]:
        """Return the scores of an indicator by unit, missing ones left out; empty without any."""
        if key not in self._scores:
            known = self.book.has(key)
            self._scores[key] = (
                {p.unit.key: p.score for p in self.book.ranking(key) if p.score == p.score} if known else {}
            )
        return self._scores[key]

    def score(self, unit: str, key: str = TOTAL) -> float | None:
        """Return a score, None where there is none."""
        return self.scores(key).get(unit)

    def bracketed(self, unit: str, key: str = TOTAL) -> float | None:
        """Return a score that is published in brackets: it has no rank and no place in any average."""
        if unit not in self.units or not self.book.in_brackets(unit, key):
            return None
        return self.book.score(unit, key)

    def ranks(self, key: str = TOTAL, scope: Scope = EVERYWHERE) -> dict[str, int]:
        """Return the ranks of an indicator by unit within a scope; equal scores share a rank."""
        if scope.beyond:
            return self._beyond(key)
        known = self._ranks.get((key, scope.units))
        if known is None:
            known = self._ranks[key, scope.units] = self._rank(key, scope)
        return known

    def _beyond(self, key: str) -> dict[str, int]:
        return {placed.unit.key: placed.rank for placed in self._whole(key)}

    def _whole(self, key: str) -> Sequence[Placed]:
        whole = self.book.whole
        return whole.ranking(key) if whole is not None and whole.has(key) else ()

    def _rank(self, key: str, scope: Scope) -> dict[str, int]:
        if scope.units is None:
            if key != TOTAL and not self.book.has(key):
                return {}
            return {p.unit.key: p.rank for p in self.book.ranking(key)}
        whole = self.ranks(key)
        inside = sorted((rank, unit) for unit, rank in whole.items() if unit in scope.units)
        numbers = [rank for rank, _ in inside]
        return {unit: numbers.index(rank) + 1 for rank, unit in inside}

    def order(self, key: str = TOTAL, scope: Scope = EVERYWHERE) -> list[str]:
        """Return the units of a scope, best first."""
        return list(self.ranks(key, scope))

    def place_of(self, unit: str, key: str = TOTAL) -> str:
        """Return the cell a unit's score comes from, in words."""
        return str(self.book.source(unit, key)) if unit in self.units else ""

    # --- scopes -----------------------------------------------------------------------------
    def members(self, scope: Scope) -> frozenset[str]:
        """Return the units of a scope."""
        return frozenset(self.units) if scope.units is None else scope.units

    def group(self, group: Group) -> Scope:
        """Return a group of the book as a scope."""
        return Scope(group.name, frozenset(unit.key for unit in self.book.members(group)))

    def mean(self, key: str = TOTAL, scope: Scope = EVERYWHERE) -> float | None:
        """Return the unrounded mean over a scope, None where nothing is known."""
        known = self._known(key, scope)
        return sum(known) / len(known) if known else None

    def spread(self, key: str = TOTAL, scope: Scope = EVERYWHERE) -> tuple[float, float] | None:
        """Return the lowest and the highest score of a scope."""
        known = self._known(key, scope)
        return (min(known), max(known)) if known else None

    def _known(self, key: str, scope: Scope) -> list[float]:
        if scope.beyond:
            return [placed.score for placed in self._whole(key) if placed.score == placed.score]
        scores = self.scores(key)
        return [scores[unit] for unit in self.members(scope) if unit in scores] or self._of_kin(key, scope)

    def _of_kin(self, key: str, scope: Scope) -> list[float]:
        """Return the scores of units of another kind; their trees are others, so only totals are known."""
        for other in self.kin.values():
            if scope.units and key == TOTAL and scope.units <= other.units.keys():
                return [score for unit, score in other.scores(key).items() if unit in scope.units]
        return []

    # --- tiers and quadrants ------------------------------------------------------------------
    @cached_property
    def tiers(self) -> dict[int, tuple[Tier, frozenset[str]]]:
        """Tiers by index with their members."""
        known = {unit: self.book.tier(unit) for unit in self.units}
        return {
            tier.index: (tier, frozenset(u for u, own in known.items() if own and own.index == tier.index))
            for tier in self.book.tiers
        }

    @cached_property
    def quadrants(self) -> dict[int, frozenset[str]]:
        """Members of the quadrants 1–4; empty where the paper has none or the attribute is missing."""
        axes = self.paper.axes
        if axes is None or not self.book.has_scores:
            return {}
        found = self.book.quadrants(axes.attribute, axes.threshold, axes.score_threshold)
        placed = {number: frozenset(unit.key for unit in units) for number, units in found.items()}
        return placed if any(placed.values()) else {}

    def provinces(self) -> dict[str, frozenset[str]]:
        """Return the members of every province of the book by its full name."""
        return {g.name: frozenset(u.key for u in self.book.members(g)) for g in self.book.groups("province")}

    def clusters(self) -> dict[str, frozenset[str]]:
        """Return the members of every city cluster of the book by its full name."""
        return {g.name: frozenset(u.key for u in self.book.members(g)) for g in self.book.groups("cluster")}

    def regions(self) -> dict[str, frozenset[str]]:
        """Return the members of 东部, 中部, 西部 and 东北 as far as the book has them."""
        if self.paper.groups:
            return {}  # the edition has regions of its own
        return {g.name: frozenset(u.key for u in self.book.members(g)) for g in self.book.groups("region")}

    # --- words ----------------------------------------------------------------------------------
    def name(self, unit: str) -> str:
        """Return the short name of a unit."""
        return self.units[unit].name if unit in self.units else unit

    def names(self, units: frozenset[str] | set[str] | list[str], most: int = 6) -> str:
        """Return names of units, best total first, as a list in words."""
        ranks = self.ranks()
        known = sorted(units, key=lambda unit: ranks.get(unit, 9999))
        shown = "、".join(self.name(unit) for unit in known[:most])
        return shown + ("等" if len(known) > most else "")

    def label(self, key: str) -> str:
        """Return what a text calls an indicator, 综合得分 for the total."""
        if key == TOTAL:
            return "综合得分"
        name = self.book.tree.indicator(key).name if key in self.book.tree else key
        return self.paper.labels.get(key) or self.paper.labels.get(name) or name
