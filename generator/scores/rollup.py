"""From given scores to scores at every level: weighted sums, missing parts left out with their weight."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from generator.scores.tree import TOTAL, Tree

PRECISION = 9  # decimals kept: far below any printed one, far above the noise of adding floats


@dataclass(frozen=True)
class Rolled:
    """Scores by unit (rows) and key (columns), and the share of weight (0–1) each rests on.

    `computed` holds only what was summed; `scores` takes the given value where nothing could be.
    """

    scores: pd.DataFrame
    computed: pd.DataFrame
    coverage: pd.DataFrame


def roll_up(given: pd.DataFrame, tree: Tree) -> Rolled:
    """Return scores of every indicator and of the total from the columns that are given.

    A parent is the weighted sum of its children; children missing in a row are left out
    and the other weights scaled up. A given parent serves only where no child is given.
    """
    scores: dict[str, pd.Series[float]] = {}
    computed: dict[str, pd.Series[float]] = {}
    coverage: dict[str, pd.Series[float]] = {}

    def visit(key: str) -> None:
        children = tree.children(key)
        for child in children:
            visit(child.key)
        known = [child for child in children if child.key in scores]
        own = given.get(key)
        if known and tree.weighted and len(known) == len(children):
            computed[key], coverage[key] = _weigh(
                pd.DataFrame({c.key: scores[c.key] for c in known}),
                pd.DataFrame({c.key: coverage[c.key] for c in known}),
                pd.Series({c.key: c.weight for c in known}),
            )
            scores[key] = computed[key] if own is None else computed[key].fillna(own)
        elif own is not None:
            scores[key] = own.round(PRECISION)
            coverage[key] = own.notna().astype(float)

    visit(TOTAL)
    order = [TOTAL, *(indicator.key for indicator in tree)]
    return Rolled(
        *(
            pd.DataFrame({key: part[key] for key in order if key in part}, index=given.index)
            for part in (scores, computed, coverage)
        )
    )


def _weigh(
    parts: pd.DataFrame, covered: pd.DataFrame, weights: pd.Series[float]
) -> tuple[pd.Series[float], pd.Series[float]]:
    present = parts.notna()
    weight = present.mul(weights, axis=1).sum(axis=1)
    total = parts.fillna(0.0).mul(weights, axis=1).sum(axis=1)
    coverage = covered.fillna(0.0).mul(weights, axis=1).sum(axis=1) / weights.sum()
    value = (total / weight.where(weight > 0)).where(~present.all(axis=1), total)
    return value.round(PRECISION) + 0.0, coverage
