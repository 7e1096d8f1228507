"""Everything a template may say of one unit, and where it stands on an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.chapters.brackets import shown_score
from generator.chapters.template import markdown_text
from generator.chapters.unit_texts import text_on
from generator.scores.group import Placed
from generator.scores.tree import TOTAL
from generator.scores.units import Unit

if TYPE_CHECKING:
    from generator.chapters.facts import PaperFacts


_SHORT_KINDS = (("自治州", "州"), ("地区", "地区"), ("盟", "盟"), ("市", "市"), ("自治县", "县"))


def common_name(short: str, full: str) -> str:
    """Return the name that running text uses: 成都市, 红河州, 阿克苏地区, 兴安盟; 黔西南州 stays."""
    for ending, kind in _SHORT_KINDS:
        if full.endswith(ending):
            return short if short.endswith(kind) else short + kind
    return full


@dataclass(frozen=True)
class Standing:
    """A unit's score on one indicator: rank r of n, the average, and the gap to it in points."""

    key: str
    name: str
    label: str
    level: int
    score: float
    rank: int
    of: int
    average: float

    @property
    def gap(self) -> float:
        """Points above the average; negative below."""
        return self.score - self.average


class UnitFacts:
    """Everything a template may say of one unit."""

    def __init__(self, unit: Unit, paper: PaperFacts) -> None:
        self._unit, self._paper = unit, paper
        self.key, self.raw = unit.key, unit.name
        self.name = markdown_text(unit.name)
        self.common = markdown_text(common_name(unit.name, unit.full))
        self.province = markdown_text(unit.province)

    @cached_property
    def text(self) -> str:
        """The hand-written text on the unit, as templates ask for it."""
        return text_on(self._unit, self._paper.book.whole or self._paper.book, self._paper.commentary)

    @cached_property
    def _placed(self) -> Placed:
        return self._paper.book.rank(self._unit, TOTAL)

    @property
    def ranked(self) -> bool:
        """Whether the unit has a rank: its total is there, and not in brackets."""
        return not (self._paper.book.has_scores and self._paper.book.in_brackets(self._unit))

    @property
    def score(self) -> float:
        """The total, unrounded."""
        return self._placed.score if self.ranked else self._paper.book.score(self._unit)

    @property
    def shown(self) -> str:
        """The total as it is printed, in brackets where parts of it are missing."""
        return shown_score(self._paper, self._unit)

    @property
    def rank(self) -> int:
        """The rank by total within the book."""
        return self._placed.rank

    @property
    def of(self) -> int:
        """How many units the rank counts."""
        return self._placed.of

    @property
    def gap(self) -> float:
        """Points above the average total; negative below."""
        return self.score - self._paper.average

    @cached_property
    def tier(self) -> str:
        """The name of the unit's tier, nothing below the lowest."""
        tier = self._paper.book.tier(self._unit)
        return markdown_text(tier.name) if tier else ""

    @property
    def tier_short(self) -> str:
        """The short name of the unit's tier."""
        tier = self._paper.book.tier(self._unit)
        return (tier.short or tier.name) if tier else ""

    def standings(self, level: int) -> tuple[Standing, ...]:
        """Return the unit's standings on every indicator of a level that it has a full score for, in the
        tree's order."""
        return tuple(
            self._paper.standing(self._unit, indicator)
            for indicator in self._paper.book.tree.level(level)
            if self._paper.rank_of(self._unit, indicator.key) is not None
        )

    @cached_property
    def by_rank(self) -> tuple[Standing, ...]:
        """Level-1 standings, best rank first; equal ranks keep the tree's order."""
        return tuple(sorted(self.standings(1), key=lambda standing: standing.rank))

    @cached_property
    def by_gap(self) -> tuple[Standing, ...]:
        """Level-1 standings, furthest above the average first."""
        return tuple(sorted(self.standings(1), key=lambda standing: -standing.gap))

    @cached_property
    def by_gap2(self) -> tuple[Standing, ...]:
        """Level-2 standings, furthest above the average first."""
        return tuple(sorted(self.standings(2), key=lambda standing: -standing.gap))

    @cached_property
    def tagline(self) -> str:
        """The motto from the head of the unit's commentary, or nothing."""
        source = self._paper.commentary.read(self.text)
        return markdown_text(source.meta.get("tagline", "")) if source else ""

    @cached_property
    def neighbours(self) -> tuple[UnitFacts, ...]:
        """The units just above and below in the ranking."""
        return tuple(o for o in self._paper.units if self.ranked and 0 < abs(o.rank - self.rank) <= 1)
