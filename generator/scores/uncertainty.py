"""How sure ranks are: weights and rounding varied at random, the ranking taken again each time.

After the OECD/JRC Handbook on Constructing Composite Indicators (2008), step 7, uncertainty analysis
by Monte Carlo: every weight is drawn evenly within a share of itself and renormalised among its
siblings, every given score within half a unit of its last published decimal. The seed is fixed, so
that a paper built twice says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from generator.scores.book import Book
from generator.scores.tree import TOTAL

Floats = npt.NDArray[np.float64]
LOW, HIGH = 0.05, 0.95  # the bounds of an interval, as shares of the draws


@dataclass(frozen=True)
class Interval:
    """A unit's rank as published and the ranks between which nine draws of ten put it."""

    unit: str
    rank: int
    low: int
    high: int
    median: int

    @property
    def width(self) -> int:
        """Places between the ends; 0 where nothing moves the unit."""
        return self.high - self.low


@dataclass(frozen=True)
class RankUncertainty:
    """Intervals by unit key, best rank first, and the ranks of every draw (units × draws)."""

    draws: int
    spread: float
    places: int
    intervals: tuple[Interval, ...]
    ranks: npt.NDArray[np.int64] = field(repr=False)

    def __post_init__(self) -> None:
        rows = {interval.unit: row for row, interval in enumerate(self.intervals)}
        object.__setattr__(self, "_rows", rows)

    def _row(self, unit: str) -> npt.NDArray[np.int64]:
        rows: dict[str, int] = self.__dict__["_rows"]
        drawn: npt.NDArray[np.int64] = self.ranks[rows[unit]]
        return drawn

    def interval(self, unit: str) -> Interval:
        """Return the interval of a unit by key; KeyError for one without a total."""
        rows: dict[str, int] = self.__dict__["_rows"]
        return self.intervals[rows[unit]]

    def ahead(self, unit: str, other: str) -> float:
        """Return the share (0–1) of draws in which a unit ranks before another."""
        return float((self._row(unit) < self._row(other)).mean())

    def within(self, unit: str, first: int, last: int) -> float:
        """Return the share (0–1) of draws in which a unit's rank lies from `first` to `last`."""
        drawn = self._row(unit)
        return float(((drawn >= first) & (drawn <= last)).mean())

    @property
    def inversions(self) -> tuple[tuple[str, str, float], ...]:
        """Neighbours in the ranking with the share of draws that turn them round, in order of rank."""
        turned = (self.ranks[:-1] > self.ranks[1:]).mean(axis=1)
        names = [interval.unit for interval in self.intervals]
        return tuple(
            (upper, lower, float(share))
            for upper, lower, share in zip(names, names[1:], turned, strict=False)
        )


def rank_uncertainty(
    book: Book, *, draws: int = 1000, spread: float = 0.25, places: int = 1, seed: int = 2008
) -> RankUncertainty:
    """Return rank intervals of all units that have a total.

    Weights vary by ± `spread` of themselves; given scores by half of the last of `places` decimals.
    Where parts of a unit are missing, the weights of the others are scaled up. Raises LookupError
    for a book without scores: a list of ranks has nothing that could vary.
    """
    if not book.has_scores:
        raise LookupError("no scores")
    placed = book.ranking(TOTAL)
    leaves = _leaves(book, TOTAL)
    order = [book.units.index(place.unit) for place in placed]
    given = np.array([book.scores[leaf] for leaf in leaves], dtype=float).T[order]
    random = np.random.default_rng(seed)
    weights = _weights(book, leaves, draws, spread, random)
    present = ~np.isnan(given)
    known = np.where(present, given, 0.0)
    totals = known @ weights.T + _rounding(known.shape, weights, 0.5 * 10.0**-places, random)
    if not present.all():
        totals /= np.maximum(present @ weights.T, 1e-12)
    ranks = np.argsort(np.argsort(-totals, axis=0, kind="stable"), axis=0, kind="stable") + 1
    low, median, high = np.quantile(ranks, (LOW, 0.5, HIGH), axis=1, method="inverted_cdf")
    intervals = tuple(
        Interval(place.unit.key, place.rank, int(low[row]), int(high[row]), int(median[row]))
        for row, place in enumerate(placed)
    )
    return RankUncertainty(draws, spread, places, intervals, ranks)


def _leaves(book: Book, key: str) -> tuple[str, ...]:
    """Return the indicators whose given scores a score is summed from, itself where it is given."""
    children = book.tree.children(key) if book.tree.weighted else ()
    if not children or not all(book.has(child.key) for child in children):
        return (key,)
    return tuple(leaf for child in children for leaf in _leaves(book, child.key))


def _weights(
    book: Book, leaves: tuple[str, ...], draws: int, spread: float, random: np.random.Generator
) -> Floats:
    """Return the weight of every leaf in the total for every draw (draws × leaves), each row summing to 1."""
    found: dict[str, Floats] = {}

    def visit(key: str, share: Floats) -> None:
        if key in wanted:
            found[key] = share
            return
        children = book.tree.children(key)
        own = np.array([float(child.weight) for child in children])
        drawn = own * random.uniform(1 - spread, 1 + spread, (draws, len(children)))
        drawn /= drawn.sum(axis=1, keepdims=True)
        for column, child in enumerate(children):
            visit(child.key, share * drawn[:, column])

    wanted = set(leaves)
    visit(TOTAL, np.ones(draws))
    return np.column_stack([found[leaf] for leaf in leaves])


def _rounding(
    shape: tuple[int, int], weights: Floats, half: float, random: np.random.Generator
) -> Floats:
    """Return what rounding may have taken from or added to every total (units × draws)."""
    noise = np.empty((shape[0], len(weights)))
    if not half:
        return np.zeros_like(noise)
    for draw, row in enumerate(weights):  # a draw at a time keeps memory small
        noise[:, draw] = (random.random(shape, dtype=np.float32) - 0.5) @ row.astype(np.float32)
    return noise * (2 * half)
