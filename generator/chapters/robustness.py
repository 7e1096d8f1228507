"""What a volume says of how sure its ranks are: intervals, neighbours that change places, words for leads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator import document as d
from generator.audit.number import Real, Trace, Whole
from generator.chapters.options import Options, template_error
from generator.figures.heat import Heat
from generator.findings import Place
from generator.text import number

if TYPE_CHECKING:
    from generator.chapters.facts import PaperFacts
    from generator.chapters.unit_facts import UnitFacts
    from generator.scores.uncertainty import Interval, RankUncertainty

LEAD, NEAR = 0.95, 0.75  # shares of draws from which one unit leads another, and is near before it
BAND = 5  # places in a column of the figure
BANDS = 6


@dataclass(frozen=True)
class UnitInterval:
    """A unit with the ends of its interval, the median, and the share of draws in which the next overtakes it."""

    unit: UnitFacts
    low: int
    high: int
    median: int
    overtaken: float | None

    @property
    def shown(self) -> str:
        """The interval as printed: 3—6, or one rank."""
        return f"{self.low}" if self.low == self.high else f"{self.low}—{self.high}"


class RobustnessFacts:
    """Rank intervals of one paper, drawn once when first asked for."""

    def __init__(self, paper: PaperFacts) -> None:
        self._paper = paper

    @cached_property
    def _found(self) -> RankUncertainty:
        from generator.scores.uncertainty import rank_uncertainty  # numpy, for those who ask alone

        try:
            return rank_uncertainty(self._paper.book)
        except LookupError:
            raise template_error(
                Place("edition.toml"), "只有名次、没有得分，无法计算名次区间", "ranks without scores have no intervals"
            ) from None

    @property
    def draws(self) -> int:
        """How many times the ranking was taken."""
        return Whole(self._found.draws, _parameter("draws"))

    @property
    def spread(self) -> float:
        """By what share of itself every weight was varied, 0–1."""
        return Real(self._found.spread, _parameter("spread"))

    @property
    def ahead_from(self) -> float:
        """The share of draws, 0–1, from which a unit is said to lead another."""
        return Real(LEAD, _parameter("ahead"))

    @property
    def close_from(self) -> float:
        """The share of draws, 0–1, from which it is said to be close before it."""
        return Real(NEAR, _parameter("close"))

    @cached_property
    def intervals(self) -> tuple[UnitInterval, ...]:
        """All units, best rank first."""
        turned = {upper: share for upper, _, share in self._found.inversions}
        return tuple(self._interval(one, turned.get(one.unit)) for one in self._found.intervals)

    def _interval(self, found: Interval, share: float | None) -> UnitInterval:
        unit = self._paper.unit(self._paper.book.unit(found.unit))

        def drawn(what: str) -> Trace:
            return Trace(what, unit.raw, "total", ("simulated", what, unit.raw, self._found.draws))

        return UnitInterval(
            unit, Whole(found.low, drawn("rank 5%")), Whole(found.high, drawn("rank 95%")),
            Whole(found.median, drawn("rank median")),
            None if share is None else Real(share, drawn("share overtaken by the next")),
        )

    @property
    def fixed(self) -> tuple[UnitFacts, ...]:
        """Units whose interval is their one rank."""
        return tuple(one.unit for one in self.intervals if one.low == one.high)

    @property
    def widest(self) -> UnitInterval:
        """The unit with the widest interval, the best ranked of several."""
        return max(self.intervals, key=lambda one: one.high - one.low)

    @property
    def unsure(self) -> tuple[UnitInterval, ...]:
        """Units that the next overtakes in more than a quarter of the draws."""
        return tuple(one for one in self.intervals if one.overtaken is not None and one.overtaken > 1 - NEAR)

    def standing(self, unit: UnitFacts, other: UnitFacts) -> str:
        """Return 领先, 接近 or 并列 (ahead, close, level) for a unit that ranks before another.

        It leads where it is before the other in 95 % of the draws, is near where it is in 75 %; else
        the two stand side by side, whatever their scores.
        """
        share = self._found.ahead(unit.key, other.key)
        ahead, close, level = self._paper.words.standings
        return ahead if share >= LEAD else close if share >= NEAR else level

    def bands(self, key: str) -> tuple[float, ...]:
        """Return the share of draws, in percent, that put a unit into each band of five places."""
        bounds = [(1 + BAND * n, BAND * (n + 1)) for n in range(BANDS)]
        return tuple(100 * self._found.within(key, first, last) for first, last in bounds)


def _parameter(name: str) -> Trace:
    return Trace("parameter", "", "", ("parameter", f"uncertainty.{name}"))


def uncertainty_figure(paper: PaperFacts, options: Options) -> d.Spec:
    """Return how often the first units fall into each band of ranks, in percent of the draws."""
    facts = RobustnessFacts(paper)
    shown = facts.intervals[: options.whole("count", 20)]
    columns = tuple(paper.words.band.format(1 + BAND * n, BAND * (n + 1)) for n in range(BANDS))
    return Heat(
        tuple(one.unit.raw for one in shown), columns,
        tuple(
            tuple(
                Real(share, Trace("share of draws", one.unit.raw, "total", ("simulated", column, one.unit.raw)))
                for share, column in zip(facts.bands(one.unit.key), columns, strict=True)
            )
            for one in shown
        ),
        format="integer", by_column=False,
    )


def uncertainty_table(paper: PaperFacts, options: Options) -> d.Table:
    """Return every unit's rank with its interval, packed `across` times."""
    facts = RobustnessFacts(paper)
    rows = tuple(
        d.Row((d.Cell(one.unit.rank), d.Cell(one.unit.raw), d.Cell(one.low), d.Cell(one.high), d.Cell(one.overtaken)))
        for one in facts.intervals
    )
    words = paper.words
    columns = (
        d.Column(words.rank, "right", "rank", 0.7), d.Column(paper.unit_head, width=1.5),
        d.Column(words.best_rank, "right", "rank", 0.7), d.Column(words.worst_rank, "right", "rank", 0.7),
        d.Column(words.overtaken, "right", "percent1", 0.9),
    )
    spread = number(facts.spread * 100, 0)
    densities = ("dense", "open") if len(rows) > 100 else ("open", "dense")
    return d.Table(
        columns, rows, across=options.whole("across", 2), dense=options.choice("rows", densities) == "dense",
        note=words.drawn.format(spread=spread, draws=facts.draws),
    )
