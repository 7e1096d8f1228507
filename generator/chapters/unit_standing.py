"""Where a unit stands by its total: in the whole, in its groups, between its neighbours, below the next tier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from generator.audit.number import keeping, setting
from generator.chapters.brackets import shown_score
from generator.chapters.facts import PaperFacts
from generator.chapters.ledger import ALL, Ledger
from generator.chapters.template import markdown_text
from generator.chapters.unit_facts import UnitFacts
from generator.chapters.unit_words import UNIT_WORDS, UnitWords
from generator.scores.group import Group, Placed, Tier
from generator.scores.tree import TOTAL
from generator.scores.units import Unit
from generator.text import number

_SHORTER = ("城市群", "维吾尔自治区", "回族自治区", "壮族自治区", "自治区", "地区", "省", "市")


@dataclass(frozen=True)
class Scope:
    """A group that the unit is ranked within, with the unit's place in it; without one where its total is in
    brackets: then it has neither rank nor gap."""

    kind: str
    raw: str
    short: str
    group: Group
    rank: int | None
    of: int
    average: float
    gap: float | None
    leader: str
    best: float

    @property
    def name(self) -> str:
        """The group's name as Markdown shows it."""
        return markdown_text(self.raw)


@dataclass(frozen=True)
class Neighbour:
    """A unit beside the own one in the ranking; `gap` is the distance in points."""

    name: str
    score: float
    rank: int
    gap: float

    @property
    def apart(self) -> str:
        """The distance in words, fine enough to stand beside others: 1.73, 0.04."""
        return exact(self.gap)


@dataclass(frozen=True)
class Bound:
    """Where a tier above begins: its name, its lowest score and how many points are lacking."""

    name: str
    bound: float
    lacking: float

    @property
    def short_of(self) -> str:
        """What is lacking, in words."""
        return exact(self.lacking)


@dataclass(frozen=True)
class Rung(Bound):
    """A tier above that has units: how many, and their mean."""

    count: int
    average: float

    @property
    def apart(self) -> str:
        """How far its mean is above the unit, in words."""
        return fine(self.average - self.bound + self.lacking)


def _fine(points: float) -> str:
    return number(points, 1) if abs(points) >= 1 else _exact(points)


def _exact(points: float) -> str:
    size = abs(points)
    return number(points, next((places for places in (2, 3, 4) if size >= 0.5 * 10**-places), 2))


fine: Callable[[float], str] = keeping(_fine)
"""Returns a distance with one decimal, below one point as `exact` does: 1.7, 0.04."""

exact: Callable[[float], str] = keeping(_exact)
"""Returns a distance with two decimals, with more where it would be 0.00: 0.82, 0.004."""


class UnitStanding:
    """The names of a unit and its place by total."""

    def __init__(self, paper: PaperFacts, ledger: Ledger, unit: Unit) -> None:
        self.paper, self.ledger = paper, ledger
        self.raw = unit
        self.key = unit.key
        placed, score = ledger.place(unit.key), ledger.score(unit.key)
        assert score is not None, "a unit without a total has no report"
        self.ranked, self.score, self.of = placed is not None, score, placed.of if placed else len(ledger.ranking())
        self.rank = placed.rank if placed else 1 + sum(other.score > score for other in ledger.ranking())

    # --- names ---------------------------------------------------------------------------
    @property
    def words(self) -> UnitWords:
        """The words of the edition's language."""
        return UNIT_WORDS[self.paper.edition.language]

    def nearest_to(self, word: str) -> str:
        """Return what is called a strength (or weakness) though the rule does not call it one."""
        return self.words.nearest_to.format(word.lower() if self.paper.edition.language == "en" else word)

    @cached_property
    def unit(self) -> UnitFacts:
        """The facts that every paper has of a unit."""
        return self.paper.unit(self.raw)

    @property
    def name(self) -> str:
        """The short name: 成都."""
        return markdown_text(self.raw.name)

    @property
    def common(self) -> str:
        """The name that running text uses: 成都市."""
        return self.unit.common

    @property
    def full(self) -> str:
        """The whole name."""
        return markdown_text(self.raw.full)

    # --- standing ------------------------------------------------------------------------
    @cached_property
    def average(self) -> float:
        """The mean total of the book, unrounded."""
        return self.ledger.average() or 0.0

    @property
    def shown(self) -> str:
        """The total as it is printed, in brackets where parts of it are missing."""
        return shown_score(self.paper, self.raw)

    @property
    def gap(self) -> float:
        """Points of the total above the mean; negative below."""
        return self.score - self.average

    @cached_property
    def tied(self) -> tuple[str, ...]:
        """The units that share its rank."""
        placed = self.ledger.ranking() if self.ranked else ()
        return tuple(
            markdown_text(p.unit.name) for p in placed if p.rank == self.rank and p.unit.key != self.key
        )

    @property
    def last(self) -> bool:
        """Whether nobody ranks lower, in a book of at least two."""
        return self.ranked and self.of > 1 and self.rank == self.ledger.ranking()[-1].rank

    @property
    def beaten(self) -> int:
        """How many units have a lower total."""
        return sum(placed.score < self.score for placed in self.ledger.ranking())

    @cached_property
    def above(self) -> Neighbour | None:
        """The unit next above in rank; None for the first, and without a rank."""
        better = [placed for placed in self.ledger.ranking() if placed.rank < self.rank]
        return self._against(better[-1]) if better and self.ranked else None

    @cached_property
    def below(self) -> Neighbour | None:
        """The unit next below in rank; None for the last, and without a rank."""
        worse = [placed for placed in self.ledger.ranking() if placed.rank > self.rank]
        return self._against(worse[0]) if worse and self.ranked else None

    def _against(self, other: Placed) -> Neighbour:
        return Neighbour(markdown_text(other.unit.name), other.score, other.rank, abs(self.score - other.score))

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The groups the unit is ranked within, widest first; a group of one is left out."""
        region = self.paper.edition.region
        found = [] if self.ledger.book.whole is None else [self._nation()]
        found.append(self._scope("all", region, _short(region), ALL))
        for group in self.ledger.groups[self.key]:
            size = self.ledger.count(group)
            if 1 < size < self.of:
                found.append(self._scope(group.kind, group.name, self._short(group), group))
        return tuple(found)

    @cached_property
    def narrow(self) -> tuple[Scope, ...]:
        """The groups that running text speaks of one by one: the nation of a part, the province, the clusters."""
        return tuple(scope for scope in self.scopes if scope.kind in ("nation", "province", "cluster"))

    @cached_property
    def leads_everywhere(self) -> bool:
        """Whether it comes first in every group it is ranked within."""
        return all(scope.rank == 1 for scope in self.scopes)

    def scope(self, kind: str) -> Scope | None:
        """Return the unit's place in its province, region, tier or cluster; None where it is alone there."""
        return next((scope for scope in self.scopes if scope.kind == kind), None)

    def alone_in(self, kind: str) -> bool:
        """Whether a group of this kind has no other unit; a group that all units share is no scope either."""
        return any(group.kind == kind and self.ledger.count(group) == 1 for group in self.ledger.groups[self.key])

    def _scope(self, kind: str, name: str, short: str, group: Group) -> Scope:
        placed, ranking = self.ledger.place(self.key, TOTAL, group), self.ledger.ranking(TOTAL, group)
        average = self.ledger.average(TOTAL, group) or 0.0
        rank, of, gap = (placed.rank, placed.of, self.score - average) if placed else (None, len(ranking), None)
        return Scope(kind, name, short, group, rank, of, average, gap, ranking[0].unit.name, ranking[0].score)

    def _nation(self) -> Scope:
        whole = self.ledger.book.whole
        assert whole is not None
        ranking, average = whole.ranking(), whole.average()
        rank, gap = (whole.rank(self.raw).rank, self.score - average) if self.ranked else (None, None)
        return Scope(
            "nation", self.words.nation, self.words.nation_short, ALL, rank, len(ranking), average, gap,
            ranking[0].unit.name, ranking[0].score,
        )

    def _short(self, group: Group) -> str:
        if group.kind == "tier":
            tiers = {tier.name: tier.short or tier.name for tier in self.ledger.book.tiers}
            return tiers[group.name]
        return _short(group.name)

    @cached_property
    def tier(self) -> str:
        """The name of the tier, nothing where there is none."""
        return self.unit.tier

    @property
    def province(self) -> str:
        """The province, nothing where the unit has none."""
        return "" if self.raw.province in ("", self.raw.full) else markdown_text(self.raw.province)

    @cached_property
    def clusters(self) -> tuple[str, ...]:
        """The city clusters it belongs to."""
        return tuple(markdown_text(g.name) for g in self.ledger.groups[self.key] if g.kind == "cluster")

    @cached_property
    def next_tier(self) -> Rung | None:
        """The nearest tier above that has units; None where no tier above has any."""
        group = self._tier_above
        if group is None:
            return None
        bound = self._bound(next(tier for tier in self._tiers_above if tier.name == group.name))
        average = self.ledger.average(TOTAL, group) or 0.0
        return Rung(markdown_text(group.name), bound, bound - self.score, self.ledger.count(group), average)

    @cached_property
    def open_tier(self) -> Bound | None:
        """The nearest tier above where none above has units: there is nobody to compare with, but it is not the top."""
        if self.next_tier is not None or not self._tiers_above:
            return None
        bound = self._bound(self._tiers_above[0])
        return Bound(markdown_text(self._tiers_above[0].name), bound, bound - self.score)

    @cached_property
    def _tier_above(self) -> Group | None:
        """The nearest tier above that has units, as a group."""
        known = {group.name: group for group in self.ledger.kind("tier")}
        return next((known[tier.name] for tier in self._tiers_above if tier.name in known), None)

    @cached_property
    def _tiers_above(self) -> tuple[Tier, ...]:
        """The tiers above its own, the nearest first."""
        own = self.ledger.book.tier(self.raw)
        above = [tier for tier in self.ledger.book.tiers if own is not None and tier.index < own.index]
        return tuple(sorted(above, key=lambda tier: -tier.index))

    @staticmethod
    def _bound(tier: Tier) -> float:
        bound: float = setting(float(tier.min), f"tiers.{tier.name}.min")
        return bound


def _short(name: str) -> str:
    """Return a group's name for a narrow column: 四川, 成渝, 西部."""
    for ending in _SHORTER:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name
