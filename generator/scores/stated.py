"""What a table states beside the scores, tiers and ranks, against what the scores give."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from generator.findings import Finding, Place
from generator.scores.book import rank_rows
from generator.scores.intake import NOISE, Read, tier_name
from generator.scores.labels import Role, normal, roles
from generator.scores.options import TierBound
from generator.scores.rules import Words, find, listed
from generator.scores.table import Row, ScoreTable
from generator.scores.tree import TOTAL

_AGREED = 0.8
"""The share of units that must agree before foreign marks (A, B, C; 1, 2, 3) are taken for the edition's tiers."""

_LEAST_MARKED = 5  # units below which such marks could mean anything
_KIND = re.compile(r"(?:城市|城区|地区|区县|县市|县域|园区|单位|cities|units)$")

Told = dict[int, tuple[str, Row]]
"""Position of a unit → what its row says in one column."""


def tiers_told(read: Read) -> Iterator[Finding]:
    """Yield W335 for every unit whose tier, as told in a column of tiers, is not that of its score.

    A column is one of tiers if most of its values name tiers of the edition, by long or short name; in the score
    table also if its label says so (等级, 梯队) and its marks follow the scores nearly everywhere.
    """
    if not read.options.tiers or TOTAL not in read.rolled.scores:
        return
    right = {
        position: tier_name(float(score), read.options.tiers)
        for position, score in enumerate(read.counted(TOTAL))
        if not math.isnan(score)
    }
    for table, column, told in _columns(read):
        known = {position: value for position, value in told.items() if position in right}
        meant = _meaning({position: value for position, (value, _) in known.items()}, right, read.options.tiers)
        if meant is None and table is read.table and Role.TIER in roles(table.header.paths[column][-1]):
            meant = _agreed({position: value for position, (value, _) in known.items()}, right)
        for position, (value, row) in known.items() if meant is not None else ():
            if meant is not None and meant.get(value) != right[position]:
                score = float(read.rolled.scores[TOTAL].iloc[position])
                bounds = "、".join(f"{tier.name} ≥ {tier.min:g}" for tier in read.options.tiers)
                yield find(
                    "W335", table.grid.place(row.index, column), value, unit=read.units[position].name,
                    score=f"{score:.6g}", right=right[position] or "—", bounds=bounds,
                )


def _columns(read: Read) -> Iterator[tuple[ScoreTable, int, Told]]:
    """Yield the columns beside the scores, of the score table and of the attribute table, with their texts."""
    rows: list[tuple[ScoreTable, dict[int, Row]]] = [(read.table, dict(enumerate(read.rows)))]
    if read.beside is not None:
        known = {p: row for p, unit in enumerate(read.units) if (row := read.beside.rows.get(unit.key))}
        rows.append((read.beside.table, known))
    for table, entries in rows:
        for name, column in table.header.attributes.items():
            told = {p: (_said(row.attributes[name]), row) for p, row in entries.items() if name in row.attributes}
            if told:
                yield table, column, told


def _said(value: float | str) -> str:
    return f"{value:g}" if isinstance(value, float) else value.strip()


def _meaning(told: dict[int, str], right: dict[int, str], tiers: tuple[TierBound, ...]) -> dict[str, str] | None:
    """Return the tier that each value names, None where most values name none."""
    forms = _forms(tiers)
    meant = {value: forms[core] for value in set(told.values()) if (core := _core(value)) in forms}
    named = sum(value in meant for value in told.values())
    return meant if told and named * 2 > len(told) else None


def _forms(tiers: tuple[TierBound, ...]) -> dict[str, str]:
    """Return what a tier may be called: by its name, its short name, and the name without what all begin with."""
    letters = list(zip(*(normal(tier.name) for tier in tiers), strict=False)) if len(tiers) > 1 else []
    shared = next((place for place, signs in enumerate(letters) if len(set(signs)) > 1), len(letters))
    forms: dict[str, str] = {}
    for tier in tiers:
        for form in (_core(tier.name), _core(tier.short), _core(normal(tier.name)[shared:])):
            if form:
                forms.setdefault(form, tier.name)
    return forms


def _core(text: str) -> str:
    """Return a tier's name for comparing: without the kind of unit at its end (一线城市, 一线)."""
    return _KIND.sub("", normal(text)) or normal(text)


def _agreed(told: dict[int, str], right: dict[int, str]) -> dict[str, str] | None:
    """Return the tier that each foreign mark stands for: that of most of its units, if no two share one."""
    votes: dict[str, Counter[str]] = {}
    for position, value in told.items():
        votes.setdefault(value, Counter())[right[position]] += 1
    meant = {value: counts.most_common(1)[0][0] for value, counts in votes.items()}
    agreed = sum(counts.most_common(1)[0][1] for counts in votes.values())
    apart = len(set(meant.values())) == len(meant) > 1
    return meant if apart and len(told) >= _LEAST_MARKED and agreed >= _AGREED * len(told) else None


def ranks_told(read: Read) -> Iterator[Finding]:
    """Yield what is wrong with a column of ranks: lacking, against the order of scores, twice, skipped, miscounted."""
    yield from _unranked(read)
    found = [*_against_order(read), *_rank_gaps(read)]
    yield from found or _miscounted(read)


def _unranked(read: Read) -> Iterator[Finding]:
    """Yield E337 for every unit without a rank in a list of ranks, which has nothing else to order it by."""
    if read.total() is None and Role.RANK in read.table.header.roles:
        for position, row in enumerate(read.rows):
            if row.rank is None:
                yield find("E337", _rank_place(read, position), read.units[position].name)


def _against_order(read: Read) -> Iterator[Finding]:
    """Published rank against the order of scores: every neighbouring pair that is the wrong way round."""
    total = read.total()
    ranked = sorted((row.rank, position) for position, row in enumerate(read.rows) if row.rank is not None)
    if total is None:
        return
    for (rank, better), (other_rank, worse) in pairwise(ranked):
        if rank < other_rank and total.iloc[better] < total.iloc[worse] - NOISE:
            yield find(
                "E324",
                _rank_place(read, better),
                rank,
                unit=read.units[better].name,
                score=f"{total.iloc[better]:g}",
                other=read.units[worse].name,
                other_rank=f"{other_rank:g}",
                other_score=f"{total.iloc[worse]:g}",
            )


def _rank_place(read: Read, position: int) -> Place:
    return read.table.grid.place(read.rows[position].index, read.table.header.roles[Role.RANK])


def _rank_gaps(read: Read) -> Iterator[Finding]:
    """Ranks twice without a tie, and ranks skipped; a list out of a longer one may skip."""
    ranked = sorted((row.rank, position) for position, row in enumerate(read.rows) if row.rank is not None)
    if len(ranked) < 2 or len(ranked) < len(read.rows) or ranked[0][0] != 1 or ranked[-1][0] > _longest(read):
        return
    total = read.total()
    previous: tuple[float, int] | None = None
    for place, (rank, position) in enumerate(ranked, 1):
        if previous is not None and rank == previous[0]:
            tie = total is not None and abs(total.iloc[position] - total.iloc[previous[1]]) <= NOISE
            if not tie:
                both = listed((read.units[previous[1]].name, read.units[position].name))
                what = Words(f"第 {rank:g} 名：{both.zh}", f"{rank:g}: {both.en}")
                place_of = _rank_place(read, position)
                yield find("E325", place_of, f"{rank:g}", reason="重复", english="twice", what=what)
        elif rank != place and (previous is None or previous[0] == place - 1):
            yield find("E325", _rank_place(read, position), place, reason="跳号，缺", english="skipped", what=place)
        previous = (rank, position)


def _miscounted(read: Read) -> Iterator[Finding]:
    """Yield W336 for every rank that is not the computed one, in a table whose rows all name a unit, each its own.

    Ranks that run far beyond the table, or leave out the first, may be those of a longer list: such a rank can
    only be too small.
    """
    told = {position: row.rank for position, row in enumerate(read.rows) if row.rank is not None}
    whole = len({unit.key for unit in read.units}) == len(read.table.rows)
    if TOTAL not in read.rolled.scores or not told or not whole:
        return
    scores = {p: float(score) for p, score in enumerate(read.counted(TOTAL)) if not math.isnan(score)}
    right = rank_rows({position: -score for position, score in scores.items()}, read.options.ties)
    longer = max(told.values()) > _longest(read) or min(told.values()) != 1
    for position, rank in told.items():
        if position in right and (rank < right[position] or (rank > right[position] and not longer)):
            yield find(
                "W336", _rank_place(read, position), f"{rank:g}", unit=read.units[position].name,
                right=right[position], score=f"{scores[position]:.6g}",
            )


def _longest(read: Read) -> float:
    """Return the greatest rank that fits the table; beyond it the ranks are those of a longer list."""
    return 1.1 * len(read.rows) + 2


CHECKS: tuple[Callable[[Read], Iterator[Finding]], ...] = (ranks_told, tiers_told)
