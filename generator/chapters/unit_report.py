"""The facts of one unit's report: its standing, its scores, how it changed, and what it should do next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.chapters.advice_library import Library, Stage, Text, stage
from generator.chapters.facts import PaperFacts
from generator.chapters.ledger import Ledger
from generator.chapters.template import markdown_text
from generator.chapters.unit_marks import Mark, best_first
from generator.chapters.unit_scores import UnitScores
from generator.chapters.unit_standing import exact
from generator.chapters.unit_years import Earlier, Years
from generator.scores.units import Unit

REMEDIES, PER_TOP = 5, 2
"""Most recommendations that close a gap, and most of them under one level-1 indicator."""

MANY_LEAVES = 50


@dataclass(frozen=True)
class Remedy:
    """A recommendation with the figures that call for it.

    `target` is the mean or score to reach, `aim` says whose it is; `gain` is what reaching it would
    add to the total, in points. `weakest` are the lowest indicators below, lowest rank first.
    """

    number: int
    title: str
    text: str
    steps: tuple[str, ...]
    mark: Mark
    aim: str
    target: float | None
    gain: float
    weakest: tuple[Mark, ...]

    @property
    def worth(self) -> str:
        """The gain in words."""
        return exact(self.gain)


class UnitReport(UnitScores):
    """Everything the templates of family `city` may say of one unit."""

    def __init__(
        self, paper: PaperFacts, ledger: Ledger, library: Library, unit: Unit, earlier: Earlier | None = None
    ) -> None:
        super().__init__(paper, ledger, unit)
        self._library, self.earlier = library, earlier

    @cached_property
    def years(self) -> Years | None:
        """The unit then and now; None without an earlier volume, or where that does not score it."""
        return self.earlier.of(self.raw) if self.earlier else None

    # --- recommendations -----------------------------------------------------------------
    @cached_property
    def stage(self) -> Stage:
        """The third of the tiers that the unit is in; without tiers, of the ranking."""
        tier = self.ledger.book.tier(self.raw)
        return stage(tier.index, len(self.ledger.book.tiers)) if tier else stage(self.rank - 1, self.of)

    def _target(self, mark: Mark) -> tuple[str, float | None]:
        """Return whose score is to be reached, and what it is."""
        if self._tier_above is not None:
            aim = self.paper.words.average_of.format(self._short(self._tier_above))
            return aim, self.ledger.average(mark.key, self._tier_above)
        if mark.best is not None and (mark.rank or 0) > 1:
            return self.words.level_of.format(mark.leader), mark.best
        return "", None

    def _gain(self, mark: Mark) -> float:
        target = self._target(mark)[1]
        if target is None or mark.score is None:
            return 0.0
        return mark.share * max(target - mark.score, 0.0)

    @cached_property
    def remedies(self) -> tuple[Remedy, ...]:
        """The recommendations: gaps worth most points first, then the foremost strength to build on.

        The only unit of a book has none: no figure calls for one.
        """
        chosen: list[Remedy] = []
        titles: set[str] = set()
        for mark in self._called_for if self.of > 1 else ():
            text = self._library.choose(mark.key, mark.severity, self.stage, titles)
            if text is not None:
                titles.add(text.title)
                chosen.append(self._remedy(len(chosen) + 1, mark, text))
        return tuple(chosen)

    @cached_property
    def _called_for(self) -> tuple[Mark, ...]:
        """The marks that get a recommendation, in order."""
        room = sorted(
            self.compared, key=lambda mark: (-self._gain(mark), mark.gap or 0.0, -(mark.rank or 0))
        )
        most = REMEDIES - (len(self.leaves) > MANY_LEAVES)
        counts: dict[str, int] = {}
        found: list[Mark] = []
        for mark in room:
            top = mark.key.split("/")[0]
            if len(found) < most and counts.get(top, 0) < (PER_TOP if self.seconds else 1):
                counts[top] = counts.get(top, 0) + 1
                found.append(mark)
        strong = next((mark for mark in best_first(self.compared) if mark not in found), None)
        return tuple(found) if strong is None else (*found, strong)

    def _remedy(self, number: int, mark: Mark, text: Text) -> Remedy:
        aim, target = self._target(mark)
        return Remedy(
            number, markdown_text(text.title), markdown_text(text.text),
            tuple(markdown_text(step) for step in text.steps), mark, markdown_text(aim), target,
            self._gain(mark), self.below_mark(mark.key)[:2],
        )

    @property
    def gain(self) -> float:
        """What all recommendations together would add to the total, in points."""
        return sum(remedy.gain for remedy in self.remedies)

    @property
    def still_lacking(self) -> float:
        """Points to the next tier that the recommendations together leave open; none where they suffice."""
        return max(self.next_tier.lacking - self.gain, 0.0) if self.next_tier else 0.0
