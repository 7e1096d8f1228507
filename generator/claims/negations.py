"""What a text denies: 并非西部前五, 未能跨入新一线."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.membership import group_of, judge_member
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL

# 未 and 不 alone are parts of other words (未来, 不仅); these deny what follows them.
_DENIALS = ("并未", "尚未", "未能", "没有", "并非", "并不", "暂未")


def _denies(check: Check, match: re.Match[str]) -> bool:
    position = match.start()
    if "!" in check.letters[max(0, position - 2) : position]:
        return False  # 无不跻身前十
    return check.tokens[position].text in _DENIALS or check.letters[position + 1 : position + 2] == "G"


def _denied(outcome: Outcome) -> Outcome:
    turned = {Verdict.TRUE: Verdict.FALSE, Verdict.FALSE: Verdict.TRUE}
    return replace(outcome, verdict=turned.get(outcome.verdict, outcome.verdict))


def read_not_among(check: Check, match: re.Match[str]) -> None:
    """Read 并非西部前五, 未进入前十."""
    position = match.start("top")
    count = check.tokens[position].meaning
    bound = check.binder.bind(check.reading, match.start(), position)
    if not isinstance(count, int) or count < 1 or len(bound.units) != 1 or not _denies(check, match):
        return
    check.take(position, position + 1)
    (unit,) = bound.units
    for keys in bound.keys:
        ranks = [verdicts.rank(check.facts, unit, (key,), (1, count), bound.scope) for key in keys]
        outcome = verdicts.any_of(keys, dict(zip(keys, map(_denied, ranks), strict=True)).__getitem__)
        check.add(Kind.TOP, match.start(), position + 1, outcome, bound, units=(unit,))


def read_not_in(check: Check, match: re.Match[str]) -> None:
    """Read 未能跨入新一线, 不属于二线城市."""
    token = check.tokens[match.start("group")]
    scope = group_of(check, token)
    bound = check.binder.bind(check.reading, match.start())
    if scope is None or not bound.units or not _denies(check, match):
        return
    bound = replace(bound, keys=((TOTAL,),))
    for unit in bound.units:
        outcome = _denied(judge_member(check, unit, token, scope))
        stated = f"{check.facts.name(unit)}不属{scope.name}"
        check.add(Kind.TIER, match.start(), match.end(), outcome, bound, units=(unit,), stated=stated)


RULES: tuple[Rule, ...] = (
    rule(r"![rGfbRPyx]*(?P<top>E)", read_not_among),
    rule(r"![fb]*G[fRyx]*(?P<group>[TK])", read_not_in),
)
