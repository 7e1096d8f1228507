"""Scores that are likely slips: a decimal point out of place, a value far from all others, a unit of zeros only.

The bounds are measured: in the 293 columns of scores of the editions in `data/` the lowest score lies at most 0.29
of the spread of the others below them and the highest 0.44 above, the second lowest is at most 2.2 times the
lowest; of all scores divided by ten, nine in ten are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.findings import Finding
from generator.scores.intake import Read
from generator.scores.rules import NOTHING, Words, find

_LEAST = 5  # scores of a column below which nothing is far
_ENOUGH = 10  # scores from which the spread of a column is known well
_TIMES = 3
"""How many times a score the next one must be before a decimal point is doubted."""

_APART, _EVEN = 0.15, 5.0
"""The gap, in spreads of the others, beyond which such a score stands apart: at least so large, and so many times
the gap that scores evenly spread would leave."""

_FAR = 3.0
"""The gap, in spreads of the others, beyond which any score is far away."""

_FLOOR = 0.02  # the least spread, as a share of the scale: scores nearly all equal have none of their own
_ONE_IN = 20  # of so many scores one may be slipped


class Outlier(NamedTuple):
    """A score that stands apart: its row, the score likely meant (None if unknown), and the range of the others."""

    row: int
    meant: float | None
    low: float
    high: float


def outliers(values: dict[int, float], span: float) -> tuple[Outlier, ...]:
    """Return the scores of a column (by row) that stand apart, on a scale of `span` points."""
    if len(values) < _LEAST:
        return ()
    order = sorted(values, key=lambda row: values[row])
    return (*_end(values, order, span, 10.0), *_end(values, order[::-1], span, 0.1))


def _end(values: dict[int, float], order: list[int], span: float, factor: float) -> tuple[Outlier, ...]:
    """Return the outliers among the first of `order`, the scores from one end inwards; most slips at once first."""
    for count in range(max(1, len(order) // _ONE_IN), 0, -1):
        if not _leaps(values[order[count - 1]], values[order[count]]):
            continue  # before the lists are made: of a long column most places are no gap at all
        ends, rest = order[:count], [values[row] for row in order[count:]]
        if _slipped([values[row] for row in ends], rest, span, factor):
            return tuple(Outlier(row, values[row] * factor, min(rest), max(rest)) for row in ends)
    rest = [values[row] for row in order[1:]]
    far = len(order) >= _ENOUGH and abs(values[order[0]] - rest[0]) > _FAR * _spread(rest, span)
    return (Outlier(order[0], None, min(rest), max(rest)),) if far else ()


def _leaps(end: float, nearest: float) -> bool:
    """Return whether one score is so many times the other that the decimal point may have moved between them."""
    low, high = sorted((abs(end), abs(nearest)))
    return low != 0 and high >= _TIMES * low


def _slipped(ends: list[float], rest: list[float], span: float, factor: float) -> bool:
    """Return whether scores at one end are those of the rest with the decimal point moved by a place."""
    nearest = rest[0]
    lowest, highest = min(rest), max(rest)
    if not all(lowest <= end * factor <= highest for end in ends):
        return False
    gap = abs(nearest - ends[-1])
    apart = max(_APART, _EVEN / (len(rest) + len(ends)))
    half = rest[: len(rest) // 2 + 1]
    widest = max(abs(one - other) for one, other in pairwise(half))
    return gap > apart * _spread(rest, span) and gap > widest


def _spread(rest: list[float], span: float) -> float:
    return max(max(rest) - min(rest), _FLOOR * span)


def _outliers(read: Read) -> Iterator[Finding]:
    """Yield W223 for every score as given, of what is not itself a sum, that stands apart from its column."""
    low, high = read.options.scale
    empty = _zeros(read)
    for key in read.given:
        if key in read.rolled.computed:
            continue  # held against the sum of its parts
        column = {p: float(value) for p, value in enumerate(read.given[key]) if value == value and p not in empty}
        for outlier in outliers(column, high - low):
            near = NOTHING
            if outlier.meant is not None:
                near = Words(f"；是否应为 {outlier.meant:.10g}？", f"; was {outlier.meant:.10g} meant?")
            yield find(
                "W223", read.table.place(read.rows[outlier.row], str(key)), column[outlier.row],
                unit=read.units[outlier.row].name, indicator=read.label(str(key)), count=len(column) - 1,
                low=f"{outlier.low:.10g}", high=f"{outlier.high:.10g}", near=near,
            )


def _all_zero(read: Read) -> Iterator[Finding]:
    """Yield W224 for every unit whose scores are all 0 while others have some."""
    for position in sorted(_zeros(read)):
        yield find("W224", read.table.name_place(read.rows[position]), read.units[position].name)


def _zeros(read: Read) -> set[int]:
    """Return the positions of units with nothing but zeros, in a table where that is not so everywhere."""
    known = read.given.notna().any(axis=1)
    zero = known & (read.given.fillna(0.0) == 0).all(axis=1)
    return {int(position) for position in read.given.index[zero]} if not zero.all() else set()


CHECKS: tuple[Callable[[Read], Iterator[Finding]], ...] = (_all_zero, _outliers)
