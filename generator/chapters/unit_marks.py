"""One unit on one indicator, and the marks of a level as sentences speak of them.

A unit without a score for an indicator has a `Mark` without score and rank there; templates and
tables say so instead of leaving the row out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.chapters.advice_library import Severity, severity
from generator.chapters.template import markdown_text

LEVEL = 0.05
"""Points below which a gap is no gap: it would be printed as 0.0."""

@dataclass(frozen=True)
class Mark:
    """A unit on one indicator. `score`, `rank` and `gap` are None where its score is missing; where parts of
    it are, it has a score, published in brackets, but neither rank nor gap.

    `raw` names it (城市治理·政策规划 where the name alone is ambiguous), `label` is that for Markdown.
    `weight` is its share of the parent, `share` of the total; `peers` the mean of the peers.
    """

    key: str
    raw: str
    name: str
    level: int
    weight: float
    share: float
    score: float | None
    rank: int | None
    of: int
    average: float | None
    tier_average: float | None
    peers: float | None
    best: float | None
    leader: str

    @property
    def label(self) -> str:
        """The name as Markdown shows it."""
        return markdown_text(self.raw)

    @property
    def gap(self) -> float | None:
        """Points above the average; negative below."""
        if self.score is None or self.rank is None or self.average is None:
            return None
        return self.score - self.average

    @property
    def partial(self) -> bool:
        """Whether the score rests on a part of its weight: it is printed in brackets."""
        return self.score is not None and self.rank is None

    @property
    def peer_gap(self) -> float | None:
        """Points above the mean of the peers; negative below."""
        if self.score is None or self.rank is None or self.peers is None:
            return None
        return self.score - self.peers

    @property
    def tier_gap(self) -> float | None:
        """Points above the mean of the tier; negative below."""
        return None if self.gap is None or self.tier_average is None else (self.score or 0.0) - self.tier_average

    @property
    def severity(self) -> Severity:
        """How the unit stands here; a missing score counts as behind."""
        if self.gap is None or self.rank is None:
            return "behind"
        return severity(self.gap, self.rank, self.of)


class Marks(tuple[Mark, ...]):
    """Marks in the tree's order, with the parts of them that sentences are about."""

    @property
    def above(self) -> tuple[Mark, ...]:
        """Those above the average, widest lead first."""
        return tuple(mark for mark in self.by_gap if (mark.gap or 0.0) >= LEVEL)

    @property
    def under(self) -> tuple[Mark, ...]:
        """Those below the average, widest gap first."""
        return tuple(mark for mark in reversed(self.by_gap) if (mark.gap or 0.0) <= -LEVEL)

    @property
    def short_of_tier(self) -> tuple[Mark, ...]:
        """Those above the average and below that of the tier, furthest below the tier first."""
        found = [mark for mark in self.above if mark.tier_gap is not None and mark.tier_gap <= -LEVEL]
        return tuple(sorted(found, key=lambda mark: mark.tier_gap or 0.0))

    @property
    def ahead_of_tier(self) -> tuple[Mark, ...]:
        """Those below the average and above that of the tier, furthest above the tier first."""
        found = [mark for mark in self.under if mark.tier_gap is not None and mark.tier_gap >= LEVEL]
        return tuple(sorted(found, key=lambda mark: -(mark.tier_gap or 0.0)))

    @property
    def even(self) -> tuple[Mark, ...]:
        """Those at the average."""
        return tuple(mark for mark in self if mark.gap is not None and abs(mark.gap) < LEVEL)

    @property
    def scored(self) -> tuple[Mark, ...]:
        """Those with a score, in order."""
        return tuple(mark for mark in self if mark.gap is not None)

    @property
    def lacking(self) -> tuple[Mark, ...]:
        """Those without a score."""
        return tuple(mark for mark in self if mark.gap is None and not mark.partial)

    @property
    def partial(self) -> tuple[Mark, ...]:
        """Those whose score rests on a part of its weight, in order."""
        return tuple(mark for mark in self if mark.partial)

    @property
    def by_gap(self) -> tuple[Mark, ...]:
        """Those with a score, furthest above the average first."""
        known = [mark for mark in self if mark.gap is not None]
        return tuple(sorted(known, key=lambda mark: -(mark.gap or 0.0)))

    @property
    def first_ten(self) -> tuple[Mark, ...]:
        """Those ranked tenth or better."""
        return tuple(mark for mark in self if mark.rank is not None and mark.rank <= 10)


def best_first(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks by rank, best first; at one rank the wider lead first."""
    return tuple(sorted(marks, key=lambda mark: (mark.rank or 0, -(mark.gap or 0.0))))
