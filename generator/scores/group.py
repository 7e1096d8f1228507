"""Groups, tiers and quadrants: what ranks and averages can be taken within."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.scores.units import Unit

REGIONS = {
    "东部": "Eastern region", "中部": "Central region", "西部": "Western region", "东北": "Northeastern region",
    "港澳台": "Hong Kong, Macao and Taiwan",
}
"""The regions of the National Bureau of Statistics in its order, with their English names."""

GroupKind = Literal["all", "province", "region", "cluster", "tier"]


@dataclass(frozen=True)
class Group:
    """A set of units by what they share; `name` is that of the province, region, cluster or tier."""

    kind: GroupKind = "all"
    name: str = ""


@dataclass(frozen=True)
class Tier:
    """A class of units by score: `min` belongs to it; `index` counts from the highest, 0."""

    name: str
    min: float
    index: int
    short: str = ""


@dataclass(frozen=True)
class Placed:
    """A unit's standing in one indicator: unrounded score, rank, and out of how many."""

    unit: Unit
    score: float
    rank: int
    of: int


@dataclass(frozen=True)
class Standing:
    """A unit in one indicator against its group: score, average, their difference, rank of how many."""

    key: str
    name: str
    score: float
    average: float
    gap: float
    rank: int
    of: int
