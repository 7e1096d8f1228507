"""A book: one year's validated scores of all units at all levels, with group membership."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import fsum

from generator.findings import Place
from generator.scores.group import REGIONS, Group, GroupKind, Placed, Standing, Tier
from generator.scores.options import Ties
from generator.scores.tree import TOTAL, Indicator, Tree
from generator.scores.units import Unit

Columns = Mapping[str, tuple[float, ...]]
_WHOLE = 1e-9  # what adding shares of weight may lose
_ORDER = {name: place for names in (REGIONS, REGIONS.values()) for place, name in enumerate(names)}


@dataclass(frozen=True)
class Book:
    """Scores of `units` by indicator key; TOTAL is the key of the total score.

    Scores are unrounded (to nine decimals); ranks are taken on them, equal scores share a
    rank. `scores`, `given` and `coverage` have a column per indicator key with a value per unit, in
    the order of `units`, NaN where there is none. They are plain values: a book needs no pandas, so a
    worker that is sent one need not load it. A book made by `where` keeps the whole one as `whole`.

    With `brackets` (the edition's `missing = "bracket"`) a score that rests on less than its whole weight
    is published in brackets: it is kept, but has no rank and no tier and is part of no average.
    """

    title: str
    year: int
    tree: Tree
    units: tuple[Unit, ...]
    tiers: tuple[Tier, ...]
    scores: Columns = field(repr=False)
    given: Columns = field(repr=False)
    coverage: Columns = field(repr=False)
    given_ranks: Mapping[str, int] = field(default_factory=dict, repr=False)
    sources: Mapping[tuple[str, str], Place] = field(default_factory=dict, repr=False)
    ties: Ties = "min"
    brackets: bool = False
    scale: tuple[float, float] = (0.0, 100.0)  # the lowest and the highest score there may be
    whole: Book | None = field(default=None, repr=False)

    # --- units ---------------------------------------------------------------------------
    @cached_property
    def _positions(self) -> dict[str, int]:
        """Unit key → row; names and full names too, where they name one unit only."""
        found: dict[str, int] = {}
        doubtful: set[str] = set()
        for position, unit in enumerate(self.units):
            for name in {unit.key, unit.name, unit.full, *unit.names}:
                if found.setdefault(name, position) != position:
                    doubtful.add(name)
        return {name: position for name, position in found.items() if name not in doubtful}

    def unit(self, name: str) -> Unit:
        """Return the unit with this short or full name or code; KeyError if none or several have it."""
        return self.units[self._positions[name]]

    def __contains__(self, unit: object) -> bool:
        return (unit.key if isinstance(unit, Unit) else unit) in self._positions

    def _row(self, unit: Unit | str) -> int:
        return self._positions[unit.key if isinstance(unit, Unit) else unit]

    # --- scores --------------------------------------------------------------------------
    @property
    def has_scores(self) -> bool:
        """Whether there are scores at all; a list of ranks has none."""
        return TOTAL in self.scores

    def score(self, unit: Unit | str, key: str = TOTAL) -> float:
        """Return the unrounded score; NaN where it is missing by declaration."""
        return self.scores[key][self._row(unit)]

    def given_score(self, unit: Unit | str, key: str = TOTAL) -> float | None:
        """Return the score as the table gives it, None where it was computed."""
        if key not in self.given:
            return None
        value = self.given[key][self._row(unit)]
        return None if value != value else value

    def has(self, key: str) -> bool:
        """Return whether there are scores for an indicator."""
        return key in self.scores

    def share_covered(self, unit: Unit | str, key: str = TOTAL) -> float:
        """Return the share of weight (0–1) that a score rests on; below 1 where parts are missing."""
        return self.coverage[key][self._row(unit)] if key in self.coverage else 1.0

    def in_brackets(self, unit: Unit | str, key: str = TOTAL) -> bool:
        """Return whether a score is published in brackets: parts of it are missing."""
        return self._bracketed(self._row(unit), key)

    def _bracketed(self, row: int, key: str) -> bool:
        if not self.brackets or key not in self.coverage or key not in self.scores:
            return False
        return self.scores[key][row] == self.scores[key][row] and self.coverage[key][row] < 1 - _WHOLE

    def bracketed(self, key: str = TOTAL, within: Group | None = None) -> tuple[Unit, ...]:
        """Return the units whose score is published in brackets, highest first."""
        rows = [row for row in self._rows(within) if self._bracketed(row, key)]
        return tuple(self.units[row] for row in sorted(rows, key=lambda row: -self.scores[key][row]))

    def _counted(self, rows: Iterable[int], key: str) -> list[int]:
        """Return the rows whose score takes part in ranks and averages: it is there, and not in brackets."""
        column = self.scores[key]
        known = [row for row in rows if column[row] == column[row]]
        return [row for row in known if not self._bracketed(row, key)] if self.brackets else known

    def average(self, key: str = TOTAL, within: Group | None = None) -> float:
        """Return the unrounded mean over all units, or over a group; NaN for an empty one."""
        column = self.scores[key]
        known = [column[row] for row in self._counted(self._rows(within), key)]
        return fsum(known) / len(known) if known else float("nan")

    def source(self, unit: Unit | str, key: str = TOTAL) -> Place:
        """Return the cell a score comes from; for a computed one the cell of the unit's name."""
        name = self.units[self._row(unit)].key
        return self.sources.get((name, key)) or self.sources.get((name, ""), Place(""))

    # --- ranks ---------------------------------------------------------------------------
    def ranking(self, key: str = TOTAL, within: Group | None = None) -> tuple[Placed, ...]:
        """Return all units by score, best first, ties in the order of the table; scores missing or in
        brackets left out."""
        known: dict[tuple[str, Group | None], tuple[Placed, ...]]
        known = self.__dict__.setdefault("_ranking_cache", {})
        if (key, within) not in known:
            known[key, within] = self._ranked(key, within)
        return known[key, within]

    def _ranked(self, key: str, within: Group | None) -> tuple[Placed, ...]:
        ranks = self._ranks(key, within)
        column = self.scores.get(key)
        order = sorted(ranks, key=lambda row: (ranks[row], row))
        return tuple(
            Placed(
                self.units[row],
                float("nan") if column is None else column[row],
                ranks[row],
                len(order),
            )
            for row in order
        )

    def rank(self, unit: Unit | str, key: str = TOTAL, within: Group | None = None) -> Placed:
        """Return the standing of one unit; KeyError where its score is missing or in brackets, or it is
        not in the group."""
        row = self._row(unit)
        ranks = self._ranks(key, within)
        if row not in ranks:
            raise KeyError(self.units[row].name)
        score = self.scores[key][row] if key in self.scores else float("nan")
        return Placed(self.units[row], score, ranks[row], len(ranks))

    def whole_rank(self, unit: Unit | str, key: str = TOTAL) -> Placed:
        """Return the standing in the whole book: the national rank beside a regional one."""
        return (self.whole or self).rank(unit, key)

    def _ranks(self, key: str, within: Group | None) -> dict[int, int]:
        """Return the rank of every row of a group that has a score, kept from the first time on: by the group, for
        its rows by themselves take as long to look up as there are."""
        known: dict[tuple[str, Group | None], dict[int, int]] = self.__dict__.setdefault("_rank_cache", {})
        if (key, within) not in known:
            known[key, within] = self._rank_rows(key, self._rows(within))
        return known[key, within]

    def _rank_rows(self, key: str, rows: tuple[int, ...]) -> dict[int, int]:
        if key == TOTAL and not self.has_scores:
            return rank_rows({row: float(self.given_ranks[self.units[row].key]) for row in rows}, "min")
        column = self.scores[key]
        return rank_rows({row: -column[row] for row in self._counted(rows, key)}, self.ties)

    # --- groups --------------------------------------------------------------------------
    def groups(self, kind: GroupKind) -> tuple[Group, ...]:
        """Return the groups of a kind that have members: provinces by code, tiers from the top."""
        names = {name for unit in self.units for name in self._memberships(unit, kind)}
        return tuple(
            Group(kind, name) for name in sorted(names, key=lambda name: self._group_order(kind, name))
        )

    def members(self, group: Group | None) -> tuple[Unit, ...]:
        """Return the units of a group, in the order of the table."""
        return tuple(self.units[row] for row in self._rows(group))

    def _rows(self, within: Group | None) -> tuple[int, ...]:
        if within is None or within.kind == "all":
            return tuple(range(len(self.units)))
        known = self.__dict__.setdefault("_group_cache", {})
        if within not in known:
            known[within] = tuple(
                row
                for row, unit in enumerate(self.units)
                if within.name in self._memberships(unit, within.kind)
            )
        rows: tuple[int, ...] = known[within]
        return rows

    def _memberships(self, unit: Unit, kind: str) -> tuple[str, ...]:
        match kind:
            case "all":
                return ("",)
            case "province":
                return tuple(filter(None, (unit.province, unit.province_short)))[:1]
            case "region":
                return (unit.region,) if unit.region else ()
            case "cluster":
                return unit.clusters
            case "tier":
                tier = self.tier(unit)
                return (tier.name,) if tier else ()
        value = unit.attributes.get(kind)
        return (str(value),) if value is not None else ()

    def _group_order(self, kind: str, name: str) -> tuple[str, str]:
        if kind == "tier":
            return f"{next((tier.index for tier in self.tiers if tier.name == name), 99):02d}", name
        if kind == "region":
            return str(_ORDER.get(name, 9)), name
        code = min(
            (u.adcode or "999999" for u in self.units if name in self._memberships(u, kind)), default="999999"
        )
        return code, name  # codes of zones hold letters

    # --- tiers and quadrants -------------------------------------------------------------
    def tier(self, unit: Unit | str) -> Tier | None:
        """Return the tier of a unit by its unrounded total; a bound belongs to the tier it begins."""
        if not self.has_scores or self.in_brackets(unit):
            return None
        return self.tier_of(self.score(unit))

    def tier_of(self, score: float) -> Tier | None:
        """Return the tier a score falls into, None below the lowest."""
        return next((tier for tier in self.tiers if score >= tier.min), None)

    def quadrant(
        self, unit: Unit | str, attribute: str, threshold: float, score_threshold: float | None = None
    ) -> int | None:
        """Return 1–4, counted from upper right against the clock; None without the attribute or in brackets.

        Across: the attribute, reaching `threshold`; upwards: the total, reaching the average
        or `score_threshold`. So 2 is high score with low attribute, 4 low score with high.
        """
        row = self._row(unit)
        value = self.attribute(self.units[row], attribute)
        if not isinstance(value, float | int) or self.in_brackets(unit):
            return None
        line = self.average() if score_threshold is None else score_threshold
        right, high = value >= threshold, self.score(unit) >= line
        return (1 if right else 2) if high else (4 if right else 3)

    def quadrants(
        self, attribute: str, threshold: float, score_threshold: float | None = None
    ) -> dict[int, tuple[Unit, ...]]:
        """Return the units of each quadrant 1–4, best total first."""
        placed = [p.unit for p in self.ranking()]
        found = {unit.key: self.quadrant(unit, attribute, threshold, score_threshold) for unit in placed}
        return {
            number: tuple(unit for unit in placed if found[unit.key] == number) for number in (1, 2, 3, 4)
        }

    def attribute(self, unit: Unit | str, name: str) -> float | str | None:
        """Return what stands beside the scores, by name with or without its unit in brackets."""
        attributes = self.units[self._row(unit)].attributes
        bare = name.split("（")[0].split("(")[0].strip()
        return attributes.get(name, attributes.get(bare))

    # --- strengths -----------------------------------------------------------------------
    def standings(
        self, unit: Unit | str, level: int | Iterable[Indicator] = 2, within: Group | None = None
    ) -> tuple[Standing, ...]:
        """Return the unit against its group in every indicator of a level that it has a full score for."""
        indicators = self.tree.level(level) if isinstance(level, int) else tuple(level)
        row = self._row(unit)
        found: list[Standing] = []
        for indicator in indicators:
            if indicator.key not in self.scores or not self._counted((row,), indicator.key):
                continue
            placed = self.rank(self.units[row], indicator.key, within)
            average = self.average(indicator.key, within)
            found.append(
                Standing(
                    indicator.key,
                    indicator.name,
                    placed.score,
                    average,
                    placed.score - average,
                    placed.rank,
                    placed.of,
                )
            )
        return tuple(found)

    def strengths(
        self, unit: Unit | str, n: int = 3, level: int = 2, within: Group | None = None
    ) -> tuple[Standing, ...]:
        """Return up to `n` indicators the unit does best in.

        The published rule: rank within the group first, then the gap to the average; only
        indicators above the average count, and the lowest rank is never a strength.
        """
        able = [s for s in self.standings(unit, level, within) if s.gap > 0 and s.rank < s.of]
        return tuple(sorted(able, key=lambda s: (s.rank, -s.gap))[:n])

    def weaknesses(
        self, unit: Unit | str, n: int = 3, level: int = 2, within: Group | None = None
    ) -> tuple[Standing, ...]:
        """Return up to `n` indicators the unit does worst in: lowest rank, then widest gap.

        Only indicators below the average count, and the first rank is never a weakness.
        """
        weak = [s for s in self.standings(unit, level, within) if s.gap < 0 and s.rank > 1]
        return tuple(sorted(weak, key=lambda s: (-s.rank, s.gap))[:n])

    # --- subsets -------------------------------------------------------------------------
    def where(self, conditions: Mapping[str, str | Iterable[str]]) -> Book:
        """Return a book of the units that meet all conditions, everything recomputed inside it.

        Keys are province, region, cluster, tier, unit or the name of an attribute; a value is
        a name or several. `whole_rank` still gives the rank in the whole book.
        """
        wanted = {
            kind: {names} if isinstance(names, str) else set(names) for kind, names in conditions.items()
        }
        rows = [
            row
            for row, unit in enumerate(self.units)
            if all(self._meets(unit, k, v) for k, v in wanted.items())
        ]
        keys = {self.units[row].key for row in rows}
        return Book(
            title=self.title,
            year=self.year,
            tree=self.tree,
            units=tuple(self.units[row] for row in rows),
            tiers=self.tiers,
            scores=_only(self.scores, rows),
            given=_only(self.given, rows),
            coverage=_only(self.coverage, rows),
            given_ranks={key: rank for key, rank in self.given_ranks.items() if key in keys},
            sources=self.sources,
            ties=self.ties,
            brackets=self.brackets,
            scale=self.scale,
            whole=self.whole or self,
        )

    def _meets(self, unit: Unit, kind: str, names: set[str]) -> bool:
        if kind == "unit":
            return bool({unit.key, unit.name, unit.full, *unit.names} & names)
        if kind == "province":
            return bool({unit.province, unit.province_short} & names)
        return bool(set(self._memberships(unit, kind)) & names)


def _only(columns: Columns, rows: Sequence[int]) -> Columns:
    """Return columns with some of their rows alone."""
    return {key: tuple(column[row] for row in rows) for key, column in columns.items()}


def rank_rows(values: Mapping[int, float], ties: Ties) -> dict[int, int]:
    """Return the rank of every row, the lowest value first.

    Equal values share the first of their places (`min`), the same with no gap after it (`dense`), or take
    places in the order of the rows (`stable`).
    """
    found: dict[int, int] = {}
    last, rank, distinct = None, 0, 0
    for place, row in enumerate(sorted(values, key=lambda row: (values[row], row)), start=1):
        if values[row] != last:
            last, rank, distinct = values[row], place, distinct + 1
        found[row] = {"min": rank, "dense": distinct, "stable": place}[ties]
    return found
