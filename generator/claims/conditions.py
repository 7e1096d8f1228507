"""Conditions on units: in a tier or quadrant, among the first n, on one side of the average, above a score."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.claims import verdicts
from generator.claims.binding import Keys
from generator.claims.check import Check
from generator.claims.facts import EVERYWHERE, Scope
from generator.claims.membership import group_of
from generator.claims.numerals import Number
from generator.claims.scopes import scope_of
from generator.scores.tree import TOTAL

# A condition on units: tier or quadrant, first n, side of the average, bound on the score.
_WORDS = (
    r"(?:(?:G|r|b|f)*(?P<group>[TK])|[Grfb]*(?P<top>E)|[fsxyIj]*(?P<side>[hl])[fRWyxsZ]*(?P<mean>a)"
    r"|[fj]*(?P<line>a)(?P<where>f{1,2})|[fjbIy]*(?:s|x)?[fb]*(?P<lower>Np?)f(?P<upper>Np)f*"
    r"|[fjbIy]*(?:s|x)[fbj]*(?P<limit>[hl]?)[fb]*(?P<bound>Np)(?P<tail>f?)|[fj]*(?P<limit2>[hl]?)(?P<bound2>Npf?))"
)


AFTER = re.compile(rf"[jdfos']*(?:b(?=Npf))?{_WORDS}")


BEFORE = re.compile(rf"{_WORDS}[f]*W?[fbo+']*$")


@dataclass(frozen=True)
class Condition:
    holds: Callable[[str], bool]
    words: str
    sure: bool = True
    key: str = TOTAL
    token: int = -1


def as_condition(check: Check, match: re.Match[str]) -> Condition | None:
    facts = check.facts
    keys = _keys_in(check, match)
    key = keys[0]
    if match.group("group"):
        return group_condition(check, match.start("group"))
    if match.group("top"):
        count = check.tokens[match.start("top")].meaning
        ranks = facts.ranks(key)
        if not isinstance(count, int) or not ranks:
            return None
        if count < 0:
            return Condition(
                lambda u: ranks.get(u, 0) > len(ranks) + count, f"{facts.label(key)}后{-count}名", key=key
            )
        return Condition(lambda u: 0 < ranks.get(u, 0) <= count, f"{facts.label(key)}前{count}名", key=key)
    scores = facts.scores(key)
    if not scores:
        return None
    if match.group("line"):
        words = check.reading.text(*match.span("where"))
        if not re.fullmatch("(?:之|以)?[上下]的?", words):
            return None
        mean, above = facts.mean(key) or 0.0, "上" in words
        return Condition(
            lambda u: (scores.get(u, mean) > mean) == above and scores.get(u, mean) != mean,
            f"{facts.label(key)}{'高于' if above else '低于'}平均{verdicts.points(mean)}",
            key=key,
        )
    if match.group("lower"):
        return _between(check, match, scores, key)
    if match.group("mean"):
        if any(t.letter == "Z" for t in check.tokens[match.start() : match.end()]):
            return None
        line, higher = facts.mean(key) or 0.0, match.group("side") == "h"
        if check.tokens[match.start("side")].text.startswith("未超过"):
            higher = False
        return Condition(
            lambda u: (scores.get(u, line) > line) if higher else (scores.get(u, line) < line),
            f"{facts.label(key)}{'高于' if higher else '低于'}平均{verdicts.points(line)}",
            key=key,
        )
    group = "bound" if match.group("bound") else "bound2"
    bound = check.tokens[match.start(group)].meaning
    if not isinstance(bound, Number) or bound.value > facts.most:
        return None
    side = match.group("limit") or match.group("limit2")
    start = match.start(group) + 2
    tail = check.reading.text(start, start + 2)
    reached = any(t.text.startswith("达") for t in check.tokens[match.start() : match.start(group)])
    if tail.startswith(("以上", "及以上")) or reached or side == "h" or bound.hedge in ("least", "over"):
        return Condition(
            lambda u: scores.get(u, -math.inf) >= bound.value, f"{facts.label(key)}{bound.value:g}分以上", key=key
        )
    if tail.startswith(("以下", "及以下")) or side == "l" or bound.hedge in ("most", "under"):
        return Condition(
            lambda u: scores.get(u, math.inf) < bound.value, f"{facts.label(key)}不足{bound.value:g}分", key=key
        )
    return None


def _between(check: Check, match: re.Match[str], scores: dict[str, float], key: str) -> Condition | None:
    """Return 介于40分至50分之间 as a condition; the upper bound may count or not, so no unit may stand on it."""
    lower, upper = (check.tokens[match.start(name)].meaning for name in ("lower", "upper"))
    if not isinstance(lower, Number) or not isinstance(upper, Number) or check.tokens[match.end("lower")].text not in (
        "至",
        "到",
    ):
        return None
    if not lower.value < upper.value <= check.facts.most:
        return None
    return Condition(
        lambda u: lower.value <= scores.get(u, -math.inf) < upper.value,
        f"{check.facts.label(key)}在{lower.value:g}至{upper.value:g}分之间",
        sure=upper.value not in scores.values(),
        key=key,
    )


def _keys_in(check: Check, match: re.Match[str]) -> Keys:
    inside = [t for t in check.tokens[match.start() : match.end()] if t.letter == "I"]
    if inside:
        return check.binder.resolve(inside[-1:], check.reading) or (TOTAL,)
    topic = check.binder.topic(check.reading, match.start(), match.start())
    return topic.keys[0] if topic.named and topic.keys else (TOTAL,)


def group_condition(check: Check, position: int) -> Condition | None:
    """Return membership in the group a token names, or in all of a list of tiers that ends with it."""
    scope = group_of(check, check.tokens[position])
    if scope is None or re.search("^[^，]{0,4}[以之]外", check.reading.text(position + 1, position + 8)):
        return None
    level = re.match("(?:城市)?(?:及|或)?(?:其)?以([上下])", check.reading.text(position + 1, position + 5))
    index = check.tokens[position].meaning
    if level and isinstance(index, int) and check.letters[position] == "T":
        up = level.group(1) == "上"
        known = check.facts.tiers
        chosen = [n for n in known if (n <= index if up else n >= index)]
        inside = frozenset(unit for n in chosen for unit in known[n][1])
        return Condition(lambda unit: unit in inside, f"属{scope.name}及以{level.group(1)}")
    listed = re.search(r"(?:TW?[、&])+$", check.letters[:position])
    onward = re.match(r"(?:W?[、&]T)+", check.letters[position + 1 :])
    if (listed or onward) and check.letters[position] == "T":
        first, last = listed.start() if listed else position, position + 1 + (onward.end() if onward else 0)
        groups = [group_of(check, t) for t in check.tokens[first:last] if t.letter == "T"]
        units = frozenset(unit for group in groups if group for unit in group.units or ())
        names = "、".join(group.name for group in groups if group)
        return Condition(lambda unit: unit in units, f"属{names}")
    return Condition(lambda unit: unit in (scope.units or ()), f"属{scope.name}", token=position)


def scope_before(check: Check, low: int, position: int) -> tuple[Scope, bool]:
    """Return the group a count is taken in: the last province, cluster or quadrant before it."""
    for place in range(position - 1, low - 1, -1):
        token = check.tokens[place]
        if token.letter in "U,":
            break
        if token.letter == "R" and (token.text in ("参评城市", "样本城市") or check.letters[max(place - 1, 0)] in "PC"):
            continue  # 长三角参评城市, 江苏县市: those of the group before
        if token.letter in "PCRK":
            scope = scope_of(check, token)
            return (scope, True) if scope else (EVERYWHERE, False)
    number = check.reading.clause_at(position)
    if number:  # 安徽16城中，低于40分的有2个
        first, last = check.reading.clauses[number - 1]
        is_group = re.fullmatch(r"[PC](?:[fW]|V|Nk?)*", check.letters[first:last])
        if is_group and (scope := scope_of(check, check.tokens[first])):
            return scope, True
    if number and "U" in check.letters[low:position]:
        first, last = check.reading.clauses[number - 1]
        head = [t for t in check.tokens[first:last] if t.letter == "K"]
        if head and set(check.letters[first:last]) <= set("Kf"):
            scope = scope_of(check, head[0])
            return (scope, True) if scope else (EVERYWHERE, False)
    for token in check.tokens[low:position]:
        if token.letter == "K" and (scope := scope_of(check, token)):
            return scope, True
    return EVERYWHERE, False


def borderline(check: Check, units: frozenset[str]) -> str:
    """Return the cell of the last unit that meets a condition, where a recount is best begun."""
    ranks = check.facts.ranks()
    known = [unit for unit in units if unit in ranks]
    return check.facts.place_of(max(known, key=lambda unit: ranks[unit])) if known else ""


def clause_range(check: Check, position: int) -> tuple[int, int]:
    low, high = check.reading.clauses[check.reading.clause_at(position)]
    return low, high
