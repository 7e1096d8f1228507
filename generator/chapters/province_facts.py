"""What a volume says of its provinces on one indicator: their means there, beside those of the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.audit.number import counted
from generator.chapters.facts import GroupFacts, PaperFacts
from generator.chapters.template import markdown_text
from generator.scores.group import Group


@dataclass(frozen=True)
class ProvinceFacts:
    """A province with its mean on an indicator, None where none of its units is ranked there, and on the total."""

    name: str
    raw: str
    mean: float | None
    total: float

    @property
    def gap(self) -> float:
        """Points by which the mean on the indicator is above that on the total; 0 without the former."""
        return 0.0 if self.mean is None else self.mean - self.total


class ProvincesOn:
    """The provinces on one indicator, highest mean first, those without one last."""

    def __init__(self, rows: Iterable[ProvinceFacts]) -> None:
        self.rows = tuple(sorted(rows, key=lambda row: (row.mean is None, -(row.mean or 0.0))))

    @property
    def count(self) -> int:
        """How many have a mean on the indicator."""
        return counted(row for row in self.rows if row.mean is not None)

    @property
    def ahead(self) -> int:
        """How many do better on the indicator than on the total."""
        return counted(row for row in self.rows if row.gap > 0)

    @property
    def widest(self) -> ProvinceFacts:
        """The one furthest above its total, or least below it."""
        return max((row for row in self.rows if row.mean is not None), key=lambda row: row.gap)

    @property
    def lowest(self) -> ProvinceFacts:
        """The one furthest below its total, or least above it."""
        return min((row for row in self.rows if row.mean is not None), key=lambda row: row.gap)


def provinces_on(paper: PaperFacts, key: str) -> ProvincesOn:
    """Return the provinces by their means on an indicator."""
    rows = []
    for group in paper.provinces:
        short = paper.book.unit(group.units[0].key).province_short
        rows.append(ProvinceFacts(markdown_text(short), short, province_mean(paper, group, key), group.average))
    return ProvincesOn(rows)


def province_mean(paper: PaperFacts, group: GroupFacts, key: str) -> float | None:
    """Return the mean of a province over its units that are ranked on an indicator; None where none is."""
    home = paper.book.unit(group.units[0].key).province
    if home:
        mean = paper.book.average(key, Group("province", home))
        return mean if mean == mean else None
    ranked = [
        paper.book.score(unit.key, key) for unit in group.units if paper.rank_of(unit.key, key) is not None
    ]
    return sum(ranked) / len(ranked) if ranked else None
