"""Medians: 中位数只有40.2分, 城区得分中位数53.2分, held against the group that the words let them be of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from generator.claims import verdicts
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind
from generator.claims.facts import EVERYWHERE, Scope
from generator.claims.scopes import scope_of
from generator.claims.verdicts import Outcome, points

_WORDS = ("中位数", "中位值", "中位分")


def read_medians(check: Check, match: re.Match[str]) -> None:
    """Read 中位数只有40.2分: false where it is that of no group which its paragraph names, and not that of all."""
    (position, number), *_ = check.numbers(*match.span("value"))
    if check.tokens[match.start()].text not in _WORDS or not check.free(position, position + 1):
        return
    bound = check.binder.topic(check.reading, match.start(), match.start())
    scopes = list(_scopes(check, match.start()))
    keys = tuple(dict.fromkeys(key for group in bound.keys for key in group))

    def judge(key: str) -> Outcome:
        known = {scope.name: value for scope in scopes if (value := _median(check, key, scope)) is not None}
        if not known:
            return verdicts.ABSENT
        table = "，".join(f"{name or check.facts.paper.region}中位数{points(value)}" for name, value in known.items())
        return verdicts.verdict(any(map(number.fits, known.values())), table, key=key)

    check.take(position, position + 1)
    check.add(Kind.AVERAGE, match.start(), match.end(), verdicts.any_of(keys, judge), bound)


def _scopes(check: Check, before: int) -> Iterator[Scope]:
    """Yield the groups that are named before a token in its paragraph, and the whole."""
    for token in (*check.reading.carry.told, *check.tokens[:before]):
        if token.letter in "PCTK" and (scope := scope_of(check, token)) and scope.units:
            yield scope
    yield EVERYWHERE


def _median(check: Check, key: str, scope: Scope) -> float | None:
    """Return the median of a group, the mean of the two in the middle where their number is even."""
    scores = check.facts.scores(key)
    values = [scores[unit] for unit in check.facts.members(scope) if unit in scores]
    return median(values) if values else None


RULES: tuple[Rule, ...] = (rule(r"w[f']*[bo]*[fo]*(?P<value>N)p", read_medians),)
