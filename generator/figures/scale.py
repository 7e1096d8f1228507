"""Scales: from a value to a place on the paper, with ticks a person would have chosen."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class Scale(Protocol):
    """Maps values to points along an axis and knows where its ticks are."""

    @property
    def ticks(self) -> tuple[float, ...]:
        """Values at which the axis is marked."""

    def __call__(self, value: float) -> float:
        """Return the place of a value in points."""


@dataclass(frozen=True)
class Linear:
    """Values `low` to `high` spread evenly from `start` to `end` points."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def __call__(self, value: float) -> float:
        """Return the place of a value; a scale of no extent puts everything in its middle."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Logarithmic:
    """Equal distances for equal ratios; all values above zero."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = ()

    def __call__(self, value: float) -> float:
        """Return the place of a value; what is not above zero lies at the start."""
        share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True)
class Broken:
    """Two linear stretches with the empty range `gap` taken out; `cut` are its ends in points."""

    lower: Linear
    upper: Linear

    @property
    def ticks(self) -> tuple[float, ...]:
        """Ticks of both stretches."""
        return self.lower.ticks + self.upper.ticks

    @property
    def cut(self) -> tuple[float, float]:
        """Where the axis stops and where it goes on, in points."""
        return self.lower.end, self.upper.start

    def __call__(self, value: float) -> float:
        """Return the place of a value; one inside the gap lies in its middle."""
        if value <= self.lower.high:
            return self.lower(value)
        return self.upper(value) if value >= self.upper.low else sum(self.cut) / 2


_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LEAST = 1e-300  # below this, an extent is as good as none: its parts are no longer numbers


def step_for(extent: float, count: int) -> float:
    """Return a round step (1, 2, 2.5 or 5 × 10ⁿ) that divides `extent` into at most `count` parts."""
    if not _LEAST < extent < math.inf:
        return 1.0
    rough = extent / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * step for step in (*_STEPS, 20.0) if power * step >= rough * (1 - 1e-9))


def ticks_between(low: float, high: float, count: int) -> tuple[float, ...]:
    """Return round values from `low` to `high`, both included where they are round."""
    step = step_for(high - low, count)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(round(index * step, 12) for index in range(first, last + 1))


def linear(
    values: Iterable[float], start: float, end: float, *, zero: bool = True, count: int = 5, pad: bool = True
) -> Linear:
    """Return a scale that holds all values; `zero` takes zero in, `pad` ends it on round values."""
    found = [value for value in values if math.isfinite(value)]
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low, low + 1.0) if low == 0 else (low - abs(low) * 0.5, high + abs(high) * 0.5)
    if pad:
        step = step_for(high - low, count)
        low = math.floor(low / step + 1e-9) * step
        high = math.ceil(high / step - 1e-9) * step
    return Linear(low, high, start, end, ticks_between(low, high, count))


def logarithmic(values: Iterable[float], start: float, end: float) -> Scale:
    """Return a logarithmic scale over the positive values; without any, a linear one."""
    found = [value for value in values if value > 0]
    if not found:
        return linear((), start, end)
    low, high = min(found) / 1.12, max(found) * 1.12
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in ((1, 2, 5), (1, 3), (1,)):
        ticks = tuple(
            float(f"{digit}e{power}")
            for power in decades
            for digit in steps
            if low <= float(f"{digit}e{power}") <= high
        )
        if len(ticks) <= 7:
            break
    return Logarithmic(low, high, start, end, ticks)


def broken(values: Sequence[float], start: float, end: float, count: int = 5) -> Scale:
    """Return a scale with its widest empty range taken out, if that is over two fifths of the extent
    and most values lie below it.

    The stretch above the break gets a fifth of the axis. Values without such a gap get a
    linear scale.
    """
    found = sorted(set(values))
    if len(found) < 3:
        return linear(found, start, end, count=count)
    gap, index = max((high - low, place) for place, (low, high) in enumerate(itertools.pairwise(found)))
    if gap < (found[-1] - min(found[0], 0.0)) * 0.4 or 2 * (index + 1) < len(found):
        return linear(found, start, end, count=count)
    below, above = found[: index + 1], found[index + 1 :]
    cut = start + (end - start) * 0.78
    lower = linear(below, start, cut - 8 * math.copysign(1, end - start), count=count)
    step = step_for(max(above[-1] - above[0], above[-1] * 0.1), 2)
    low, high = math.floor(above[0] / step) * step, math.ceil(above[-1] / step) * step
    low = low if low > lower.high else above[0]
    upper = Linear(low, high, cut + 8 * math.copysign(1, end - start), end, ticks_between(low, high, 2))
    return Broken(lower, upper)


def digits_for(ticks: Sequence[float]) -> int:
    """Return how many decimals tell the ticks apart."""
    if len(ticks) < 2:
        return 0
    step = min(abs(high - low) for low, high in itertools.pairwise(ticks))
    return max(0, min(6, -math.floor(math.log10(step) + 1e-9) + (1 if f"{step:e}"[0:3] == "2.5" else 0)))
