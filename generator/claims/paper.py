"""What a checker must know of a publication beyond its book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.config import Edition

NATION = ("全国", "我国", "中国")


@dataclass(frozen=True)
class Axes:
    """The axes of the quadrants; `score_threshold` None is the average of the totals."""

    attribute: str
    threshold: float
    score_threshold: float | None = None


@dataclass(frozen=True)
class Paper:
    """The words a paper uses: its region (西部地区), its index (数字经济), its word for a unit (城市).

    `labels` are the names of indicators in running text (城市服务 → 城市服务能力); `tier_counts` are
    the published numbers of units by full name of tier and year. `groups` are those of the edition
    alone (stages of a ranking, regions of its own) by name, with keys of units; `kind` is what a volume of
    several kinds of units calls this one (城区); `ranks_only` says that there are no scores.
    """

    region: str
    index: str
    year: int
    unit_word: str = "城市"
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    axes: Axes | None = None
    tier_counts: Mapping[str, Mapping[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    kind: str = ""
    ranks_only: bool = False

    @property
    def region_stem(self) -> str:
        """The region without its generic ending: 西部 for 西部地区."""
        return self.region.removesuffix("地区")

    @property
    def is_national(self) -> bool:
        """Whether the paper is about the whole country."""
        return any(word in self.region for word in NATION)


def paper_of(edition: Edition) -> Paper:
    """Return what the edition file says about its words and thresholds."""
    axes = None
    if edition.quadrants:
        line = edition.quadrants.score_threshold
        axes = Axes(
            edition.quadrants.attribute, edition.quadrants.threshold, None if isinstance(line, str) else line
        )
    return Paper(
        edition.region,
        edition.index,
        edition.year,
        edition.unit_word,
        MappingProxyType(dict(edition.labels)),
        axes,
    )
