"""All that was read of one year's tables, before it is a book: what the checks look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from generator.scores.options import TOLERATED, ScoreOptions, TierBound
from generator.scores.rollup import Rolled
from generator.scores.rules import Words
from generator.scores.table import Row, ScoreTable
from generator.scores.tree import TOTAL, Tree
from generator.scores.units import Names, Unit

NOISE = 1e-9
"""What the arithmetic of floats may add to a score, in points."""

TOTAL_NAME = Words("综合得分", "total")


@dataclass(frozen=True)
class Beside:
    """The attribute table and its rows by the key of their unit."""

    table: ScoreTable
    rows: dict[str, Row]


@dataclass(frozen=True)
class Read:
    """All that was read: the table, its rows with their units, the tree, and the rolled-up scores.

    `beside` holds the rows of the attribute table by the key of their unit, with that table.
    """

    table: ScoreTable
    rows: tuple[Row, ...]
    units: tuple[Unit, ...]
    tree: Tree
    given: pd.DataFrame
    rolled: Rolled
    options: ScoreOptions
    names: Names
    beside: Beside | None = None

    def tolerance(self, given: Iterable[float]) -> float:
        """Return how far scores as given may lie from the recomputed ones, in points.

        That is what the edition says, else a share of the scale; on a narrow scale at least what rounding to the
        decimals of the scores given may make, where they have any.
        """
        if self.options.tolerance is not None:
            return self.options.tolerance
        low, high = self.options.scale
        places = decimals(given)
        return max(TOLERATED * (high - low), 0.5 * 0.1**places if places else 0.0)

    def label(self, key: str) -> str | Words:
        """Return the printed name of a key."""
        return self.tree.indicator(key).name if key in self.tree else TOTAL_NAME

    def counted(self, key: str) -> pd.Series[float]:
        """Return the scores that ranks and averages are taken on: those published in brackets are missing."""
        column = self.rolled.scores[key]
        if self.options.missing != "bracket":
            return column
        return column.where(self.rolled.coverage[key] > 1 - NOISE)

    def total(self) -> pd.Series[float] | None:
        """Return the total as the table gives it, else as computed; None for a list of ranks."""
        if TOTAL in self.given and self.given[TOTAL].notna().all():
            return self.given[TOTAL]
        return self.rolled.scores.get(TOTAL)


def decimals(values: Iterable[float]) -> int:
    """Return the decimals, at most four, that the values are written with."""
    known = [value for value in values if value == value]
    return next((places for places in range(4) if all(abs(round(v, places) - v) < NOISE for v in known)), 4)


def tier_name(score: float, tiers: tuple[TierBound, ...]) -> str:
    """Return the name of the tier that a score falls into, empty below the lowest."""
    return next((tier.name for tier in tiers if score >= tier.min), "")
