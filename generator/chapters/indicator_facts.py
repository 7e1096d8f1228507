"""Everything a template may say of one indicator over all units."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from generator.audit.number import counted, counted_above
from generator.chapters.template import markdown_text
from generator.scores.group import Placed
from generator.scores.tree import Indicator

if TYPE_CHECKING:
    from generator.chapters.facts import PaperFacts
    from generator.chapters.unit_facts import UnitFacts


class IndicatorFacts:
    """Everything a template may say of one indicator over all units."""

    def __init__(self, indicator: Indicator, paper: PaperFacts) -> None:
        self._indicator, self._paper = indicator, paper
        self.key = indicator.key
        self.name = markdown_text(indicator.name)
        self.label = markdown_text(paper.label(indicator))
        self.path = markdown_text(indicator.key.replace("/", paper.words.path))
        self.weight = indicator.weight
        self.text = f"indicators/{indicator.name}"

    @cached_property
    def parent(self) -> IndicatorFacts | None:
        """The indicator above, None for level 1."""
        return self._paper.indicator(self._indicator.parent) if self._indicator.parent else None

    @cached_property
    def children(self) -> tuple[IndicatorFacts, ...]:
        """The indicators one level below, in the tree's order."""
        return tuple(self._paper.indicator(key) for key in self._indicator.children)

    @cached_property
    def grandchildren(self) -> tuple[IndicatorFacts, ...]:
        """The indicators two levels below, in the tree's order."""
        return tuple(grandchild for child in self.children for grandchild in child.children)

    @property
    def leaf_level(self) -> int:
        """The level of the lowest indicators below this one, 0 where some lie deeper than others."""
        levels = {leaf.level for leaf in self._paper.book.tree.leaves(self.key)}
        return levels.pop() if len(levels) == 1 else 0

    @cached_property
    def leaves(self) -> tuple[IndicatorFacts, ...]:
        """The lowest indicators below this one, best average first; in the tree's order without scores."""
        leaves = [self._paper.indicator(leaf.key) for leaf in self._paper.book.tree.leaves(self.key)]
        scored = self._paper.book.has(self.key)
        return tuple(sorted(leaves, key=lambda leaf: -leaf.average) if scored else leaves)

    @cached_property
    def average(self) -> float:
        """The mean over all units, unrounded."""
        return self._paper.book.average(self.key)

    @cached_property
    def ranking(self) -> tuple[tuple[UnitFacts, Placed], ...]:
        """All units with their places on this indicator, best first."""
        placed = self._paper.book.ranking(self.key)
        return tuple((self._paper.unit(place.unit), place) for place in placed)

    @property
    def count(self) -> int:
        """How many units the mean and the ranks are taken over."""
        return counted(self.ranking)

    @property
    def leader(self) -> UnitFacts:
        """The unit in first place."""
        return self.ranking[0][0]

    @property
    def best(self) -> float:
        """The highest score."""
        return self.ranking[0][1].score

    @property
    def lowest(self) -> float:
        """The lowest score."""
        return self.ranking[-1][1].score

    def top(self, count: int) -> tuple[UnitFacts, ...]:
        """Return the units ranked `count` or better; ties at the edge are all in."""
        return tuple(unit for unit, place in self.ranking if place.rank <= count)

    @cached_property
    def above(self) -> int:
        """How many units score above the average."""
        return counted_above((unit for unit, place in self.ranking if place.score > self.average), self.average)
