"""The facts of a national or regional volume under one name, `volume`, each computed when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.audit.number import counted
from generator.chapters import cluster_facts, province_facts, tier_facts
from generator.chapters.comparison import Comparison, compare
from generator.chapters.facts import GroupFacts, PaperFacts
from generator.chapters.membership import read_tier_years
from generator.chapters.robustness import RobustnessFacts
from generator.chapters.template import markdown_text
from generator.chapters.unit_facts import UnitFacts
from generator.scores.tree import TOTAL


@dataclass(frozen=True)
class PartMean:
    """The mean of some units on one indicator, with how many they are."""

    names: tuple[str, ...]
    count: int
    average: float
    whole: float

    @property
    def gap(self) -> float:
        """Points above the mean of all units; negative below."""
        return self.average - self.whole


class VolumeFacts:
    """Tiers with their changes, clusters, groups of provinces, and the earlier volume."""

    def __init__(self, paper: PaperFacts) -> None:
        self._paper = paper

    @cached_property
    def tiers(self) -> tuple[tier_facts.TierFacts, ...]:
        """The tiers from the top, with the year before."""
        return tier_facts.tier_changes(self._paper)

    @property
    def has_years(self) -> bool:
        """Whether tier counts of other years are known; they are those of the whole book."""
        return self._paper.edition.scores.history is not None and not self.is_part

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with tier counts, oldest first; none where the edition has no such table."""
        found = read_tier_years(self._paper.edition) if self.has_years else None
        return found.years if found else ()

    def profile(self, key: str = TOTAL) -> tier_facts.TierProfile:
        """Return the means of the tiers on an indicator."""
        return tier_facts.tier_profile(self._paper, key)

    @cached_property
    def clusters(self) -> tuple[cluster_facts.ClusterFacts, ...]:
        """The city clusters, highest weighted mean first."""
        return cluster_facts.by_weighted(self._paper)

    @cached_property
    def poles(self) -> tuple[cluster_facts.ClusterFacts, ...]:
        """The clusters the edition calls poles, highest weighted mean first."""
        return cluster_facts.poles(self._paper)

    @cached_property
    def poles_ahead(self) -> tuple[cluster_facts.ClusterFacts, ...]:
        """The poles whose weighted mean is above the mean of all units."""
        average = self._paper.average
        return tuple(pole for pole in self.poles if pole.weighted is not None and pole.weighted > average)

    @cached_property
    def unclustered(self) -> tuple[UnitFacts, ...]:
        """Units that belong to no cluster, best first."""
        return tuple(unit for unit in self._paper.units if not self._paper.book.unit(unit.key).clusters)

    @cached_property
    def provinces(self) -> tuple[GroupFacts, ...]:
        """Provinces by mean total, highest first."""
        return tuple(sorted(self._paper.provinces, key=lambda group: -group.average))

    @cached_property
    def provinces_above(self) -> tuple[GroupFacts, ...]:
        """Provinces whose mean total is above that of all units, highest first."""
        return tuple(group for group in self.provinces if group.average > self._paper.average)

    def provinces_on(self, key: str, names: Sequence[str]) -> PartMean:
        """Return the mean on an indicator over the units of some provinces, by short or full name."""
        facts = self._paper.indicator(key)
        part = self._paper.book.where({"province": list(names)})
        return PartMean(
            tuple(markdown_text(name) for name in names), counted(part.units), part.average(facts.key),
            facts.average,
        )

    def against_total(self, key: str) -> province_facts.ProvincesOn:
        """Return the means of all provinces on an indicator, beside those on the total."""
        return province_facts.provinces_on(self._paper, self._paper.indicator(key).key)

    @property
    def is_part(self) -> bool:
        """Whether the book is a part recomputed within a larger one."""
        return self._paper.book.whole is not None

    @property
    def whole_count(self) -> int:
        """How many units the larger book scores."""
        whole = self._paper.book.whole or self._paper.book
        return counted(unit for unit in whole.units if not (whole.has_scores and whole.in_brackets(unit)))

    @property
    def whole_average(self) -> float:
        """The mean total of the larger book."""
        return (self._paper.book.whole or self._paper.book).average(TOTAL)

    def whole_average_on(self, key: str) -> float:
        """Return the mean of the larger book on an indicator."""
        return (self._paper.book.whole or self._paper.book).average(self._paper.indicator(key).key)

    def whole_rank(self, unit: UnitFacts) -> int:
        """Return a unit's rank by total in the larger book."""
        return self._paper.book.whole_rank(unit.key).rank

    def within_whole(self, rank: int) -> tuple[UnitFacts, ...]:
        """Return the units ranked `rank` or better in the larger book."""
        return tuple(unit for unit in self._paper.units if self.whole_rank(unit) <= rank)

    @cached_property
    def above_whole(self) -> int:
        """How many units score above the mean of the larger book."""
        return counted(unit for unit in self._paper.units if unit.score > self.whole_average)

    @cached_property
    def robustness(self) -> RobustnessFacts:
        """How sure the ranks are."""
        return RobustnessFacts(self._paper)

    @cached_property
    def comparison(self) -> Comparison | None:
        """The earlier volume against this one, None where the edition names none."""
        return compare(self._paper)
