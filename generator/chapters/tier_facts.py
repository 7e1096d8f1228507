"""What a volume says of its tiers: how they moved on the year before, and how they score."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.audit.number import counted
from generator.chapters.facts import GroupFacts, PaperFacts
from generator.chapters.indicator_facts import IndicatorFacts
from generator.chapters.membership import TierYears, read_tier_years
from generator.chapters.template import markdown_text
from generator.scores.group import Group
from generator.scores.tree import TOTAL


@dataclass(frozen=True)
class TierFacts(GroupFacts):
    """A tier with the counts of the year before, what it is like, and how many units all tiers have.

    `before` is None where no count of that year is known.
    """

    before: int | None = None
    portrait: str = ""
    of: int = 0

    @property
    def change(self) -> int | None:
        """Units more (or fewer) than the year before."""
        return None if self.before is None else self.count - self.before

    @property
    def growth(self) -> float | None:
        """The change as a share of the count before, to a tenth of a percent."""
        return round((self.count - self.before) / self.before, 3) if self.before else None

    @property
    def part(self) -> float:
        """The tier's share of all units, 0–1, to a tenth of a percent."""
        return round(self.count / self.of, 3) if self.of else 0.0


@dataclass(frozen=True)
class TierMean:
    """The mean of one tier on one indicator; `name` is the tier's short name."""

    name: str
    count: int
    average: float


@dataclass(frozen=True)
class Step:
    """Two neighbouring tiers and the points between their means."""

    upper: TierMean
    lower: TierMean

    @property
    def gap(self) -> float:
        """Points by which the upper tier leads."""
        return self.upper.average - self.lower.average


@dataclass(frozen=True)
class TierProfile:
    """One indicator seen tier by tier: means from the top tier down, tiers without units left out."""

    indicator: IndicatorFacts
    means: tuple[TierMean, ...]

    @property
    def average(self) -> float:
        """The mean over all units."""
        return self.indicator.average

    @property
    def first(self) -> TierMean:
        """The top tier that has units."""
        return self.means[0]

    @property
    def last(self) -> TierMean:
        """The lowest tier that has units."""
        return self.means[-1]

    @property
    def spread(self) -> float:
        """Points between the first tier and the last."""
        return self.first.average - self.last.average

    @property
    def steps(self) -> tuple[Step, ...]:
        """Neighbouring tiers, the widest gap first."""
        pairs = zip(self.means, self.means[1:], strict=False)
        return tuple(sorted((Step(upper, lower) for upper, lower in pairs), key=lambda step: -step.gap))

    @property
    def above(self) -> tuple[TierMean, ...]:
        """The tiers whose mean is above that of all units."""
        return tuple(mean for mean in self.means if mean.average > self.average)

    @cached_property
    def in_order(self) -> bool:
        """Whether every tier scores higher than the next."""
        return all(step.gap > 0 for step in self.steps)


def tier_changes(paper: PaperFacts) -> tuple[TierFacts, ...]:
    """Return the tiers from the top with the year before. A part of a book has no year before:
    published counts are those of the whole."""
    years = None if paper.book.whole else read_tier_years(paper.edition)
    portraits = {markdown_text(tier.name): tier.portrait for tier in paper.edition.tiers}
    return tuple(
        TierFacts(
            tier.name, tier.units, tier.bound, tier.short, _before(years, tier.name, paper.edition.year),
            markdown_text(portraits.get(tier.name, "")), paper.count,
        )
        for tier in paper.tiers
    )


def _before(years: TierYears | None, tier: str, year: int) -> int | None:
    return years.count(tier, year - 1) if years else None


def tier_profile(paper: PaperFacts, key: str = TOTAL) -> TierProfile:
    """Return the means of the tiers on an indicator, named by key or unambiguous name."""
    facts = paper.indicator(key)
    return TierProfile(facts, tier_means(paper, facts.key))


def tier_means(paper: PaperFacts, key: str) -> tuple[TierMean, ...]:
    """Return the means of the tiers on an indicator or the total, the top tier first."""
    found = []
    for tier in paper.book.tiers:
        group = Group("tier", tier.name)
        members = paper.book.members(group)
        if members:
            name = markdown_text(tier.short or tier.name)
            found.append(TierMean(name, counted(members), paper.book.average(key, group)))
    return tuple(found)
