"""Statements held against the book: what comes of each, with the right value and its cell.

A score has several readings where the text leaves its indicator open; a statement is false
only if it is false under all of them, and then the first reading is the one reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.claims.binding import Keys
from generator.claims.claim import Verdict
from generator.claims.facts import EVERYWHERE, Facts, Scope
from generator.claims.numerals import Number
from generator.text import number as shown_number


@dataclass(frozen=True)
class Outcome:
    """A verdict, what the data say, and the cell they say it in."""

    verdict: Verdict
    table: str = ""
    source: str = ""
    key: str = ""


UNSURE = Outcome(Verdict.UNSURE)
ABSENT = Outcome(Verdict.NOT_IN_DATA)


def settle(outcome: Outcome, *, sure: bool) -> Outcome:
    """Return a false outcome as unsure where the binding is: a false alarm costs as much as a miss."""
    if outcome.verdict is Verdict.FALSE and not sure:
        return Outcome(Verdict.UNSURE, outcome.table, outcome.source, outcome.key)
    return outcome


def any_of(keys: Keys, judge: Callable[[str], Outcome]) -> Outcome:
    """Return the first true outcome of the readings, else the first that is false, else what is left."""
    outcomes = [judge(key) for key in keys]
    for verdict in (Verdict.TRUE, Verdict.FALSE):
        for outcome in outcomes:
            if outcome.verdict is verdict:
                return outcome
    return outcomes[0] if outcomes else ABSENT


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the first outcome that is not true, else the last."""
    last = ABSENT
    for outcome in outcomes:
        if outcome.verdict is not Verdict.TRUE:
            return outcome
        last = outcome
    return last


def verdict(holds: bool, table: str, source: str = "", key: str = "") -> Outcome:
    """Return the outcome of a statement that holds or does not."""
    return Outcome(Verdict.TRUE if holds else Verdict.FALSE, table, source, key)


def points(value: float) -> str:
    """Return a score in words, with two decimals where one would hide the difference."""
    return f"{shown_number(value, 1)}分"


def _aside(facts: Facts, unit: str, key: str) -> str:
    """Return in words a score that is published in brackets."""
    value = facts.bracketed(unit, key) or 0.0
    return f"{facts.name(unit)}{facts.label(key)}（{shown_number(value, 1)}）分，数据不全"


def score(facts: Facts, unit: str, keys: Keys, stated: Number) -> Outcome:
    """Judge a score."""

    def judge(key: str) -> Outcome:
        value = facts.score(unit, key)
        aside = facts.bracketed(unit, key)
        if value is None and aside is None:
            return ABSENT
        if value is None:
            return verdict(stated.fits(aside or 0.0), _aside(facts, unit, key), facts.place_of(unit, key), key)
        given = facts.book.given_score(unit, key)
        holds = stated.fits(value) or (given is not None and stated.fits(given))
        holds = holds or (bool(stated.hedge) and stated.fits(round(value + 1e-9, 1)))  # 74.97 is printed as 75.0
        return verdict(
            holds, f"{facts.name(unit)}{facts.label(key)}{points(value)}", facts.place_of(unit, key), key
        )

    return any_of(keys, judge)


def rank(
    facts: Facts, unit: str, keys: Keys, stated: tuple[int, int], scope: Scope, *, tied: bool = False
) -> Outcome:
    """Judge a rank: `stated` is a range of ranks, negative ones counted from the end.

    A rank told among the cities of a province may be the one in the whole book, so either will do.
    """
    if scope.units is None:
        return _rank_in(facts, unit, keys, stated, scope, tied=tied)
    if not scope.units:
        return ABSENT
    inside = _rank_in(facts, unit, keys, stated, scope, tied=tied)
    outside = _rank_in(facts, unit, keys, stated, EVERYWHERE, tied=tied)
    return outside if outside.verdict is Verdict.TRUE and inside.verdict is not Verdict.TRUE else inside


def _rank_in(
    facts: Facts, unit: str, keys: Keys, stated: tuple[int, int], scope: Scope, *, tied: bool
) -> Outcome:
    def judge(key: str) -> Outcome:
        ranks = facts.ranks(key, scope)
        if unit not in ranks:
            if facts.bracketed(unit, key) is None or (scope.units is not None and unit not in scope.units):
                return ABSENT
            return verdict(False, f"{_aside(facts, unit, key)}，不排名次", facts.place_of(unit, key), key)
        own = ranks[unit]
        low, high = (len(ranks) + 1 + n if n < 0 else n for n in stated)
        holds = low <= own <= high or (tied and _same_print(facts, key, own, low, ranks))
        where = f"{scope.name}{len(ranks)}个中" if scope.units is not None else ""
        table = f"{facts.name(unit)}{facts.label(key)}{where}第{own}名"
        return verdict(holds, table, facts.place_of(unit, key), key)

    return any_of(keys, judge)


def _same_print(facts: Facts, key: str, own: int, stated: int, ranks: dict[str, int]) -> bool:
    scores = facts.scores(key)
    by_rank = {rank: unit for unit, rank in ranks.items()}
    pair = [scores.get(by_rank.get(n, ""), float("nan")) for n in (own, stated)]
    return round(pair[0], 1) == round(pair[1], 1)


def mean(facts: Facts, keys: Keys, stated: Number, scope: Scope) -> Outcome:
    """Judge an average over a scope."""

    def judge(key: str) -> Outcome:
        value = facts.mean(key, scope)
        if value is None:
            return ABSENT
        name = f"{scope.name or facts.paper.region}{facts.label(key)}平均{points(value)}"
        return verdict(stated.fits(value), name, key=key)

    return any_of(keys, judge)


def against_mean(facts: Facts, unit: str, keys: Keys, higher: bool, scope: Scope) -> Outcome:
    """Judge whether a unit lies above or below the average."""

    def judge(key: str) -> Outcome:
        value, line = facts.score(unit, key), facts.mean(key, scope)
        if value is None and line is not None and facts.bracketed(unit, key) is not None:
            return verdict(False, f"{_aside(facts, unit, key)}，不与平均比较", facts.place_of(unit, key), key)
        if value is None or line is None:
            return ABSENT
        holds = value > line if higher else value < line
        table = f"{facts.name(unit)}{facts.label(key)}{points(value)}，平均{points(line)}"
        return verdict(holds, table, facts.place_of(unit, key), key)

    return any_of(keys, judge)


def difference(stated: Number, first: float, second: float) -> bool:
    """Return whether a gap is right, of the exact scores or of the printed ones."""
    exact = abs(first - second)
    printed = abs(round(first + 1e-9, 1) - round(second + 1e-9, 1))
    return stated.fits(exact) or stated.fits(round(printed, 6))
