"""Shares and lists of counts: 六成城市, 二线城市占比22.5%, 分别为1个、5个、16个, 前十名中四川占2席."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from generator.claims import verdicts
from generator.claims.binding import Bound
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind
from generator.claims.conditions import (
    AFTER,
    BEFORE,
    Condition,
    as_condition,
    borderline,
    clause_range,
    group_condition,
    scope_before,
)
from generator.claims.facts import EVERYWHERE
from generator.claims.membership import group_of
from generator.claims.scopes import scope_of
from generator.scores.tree import TOTAL


def read_tier_sizes(check: Check, match: re.Match[str]) -> None:
    """Read 一线、新一线、二线城市分别为1个、5个、16个: a list of groups with a list of counts."""
    groups = [t for t in check.tokens[match.start() : match.start("counts")] if t.letter in "TKPC"]
    numbers = check.numbers(*match.span("counts"))
    if len(groups) != len(numbers) or not check.free(*match.span("counts")):
        return
    check.take(*match.span("counts"))
    for token, (_, number) in zip(groups, numbers, strict=True):
        scope = group_of(check, token)
        if scope is None or not number.is_whole():
            continue
        size = len(scope.units or ())
        bound = Bound(keys=((TOTAL,),), scope=scope, year=check.facts.paper.year)
        outcome = verdicts.verdict(
            number.fits(size), f"{scope.name}共{size}个", borderline(check, scope.units or frozenset())
        )
        check.add(
            Kind.COUNT,
            match.start(),
            match.end(),
            outcome,
            bound,
            stated=f"{scope.name}{int(number.value)}个",
        )


def read_sums(check: Check, match: re.Match[str]) -> None:
    """Read a total after a list of counts (甘肃省5个、广西8个…，共71个): the parts must add up to it."""
    (position, total), *_ = check.numbers(*match.span("total"))
    parts = [
        n for p, n in check.numbers(0, match.start()) if check.letters[p + 1 : p + 2] == "k" and n.is_whole()
    ]
    if len(parts) < 3 or not total.is_whole():
        return
    added = sum(int(n.value) for n in parts)
    lead = [n for n in parts if n.value == total.value]
    if lead:
        return
    bound = Bound(keys=((TOTAL,),))
    check.take(position, position + 1)
    check.add(
        Kind.TOTAL,
        match.start(),
        match.end(),
        verdicts.verdict(added == total.value, f"各项相加为{added}"),
        bound,
    )


def read_among_top(check: Check, match: re.Match[str]) -> None:
    """Read 前十名中四川占2席, 前二十名中有5个四川城市."""
    (position, number), *_ = check.numbers(*match.span("count"))
    top = check.tokens[match.start("top")].meaning
    scope = scope_of(check, check.tokens[match.start("group")])
    if (
        not check.free(position, position + 1)
        or not isinstance(top, int)
        or scope is None
        or scope.units is None
        or not number.is_whole()
    ):
        return
    bound = check.binder.topic(check.reading, match.start(), match.start() + 1)
    key = bound.keys[0][0]
    ranks = check.facts.ranks(key)
    if "?" in check.letters[: match.start()] and not bound.measured:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    right = {
        unit
        for unit in scope.units
        if (0 < ranks.get(unit, 0) <= top if top > 0 else ranks.get(unit, 0) > len(ranks) + top)
    }
    check.take(match.start(), match.end())
    check.add(
        Kind.COUNT,
        match.start(),
        match.end(),
        verdicts.verdict(
            number.fits(len(right)),
            f"{check.facts.label(key)}前{top}名中{scope.name}{len(right)}个：{check.facts.names(right)}",
            borderline(check, frozenset(right)),
        ),
        replace(bound, scope=EVERYWHERE),
    )


def read_shares(check: Check, match: re.Match[str]) -> None:
    """Read 六成城市低于平均水平, 近三分之二的城市…, 二线城市占比22.5%, 新一线城市占7.0%."""
    (position, number), *_ = check.numbers(*match.span("share"))
    if not number.share or not check.free(position, position + 1):
        return
    if "r" in match.group() and check.tokens[match.start("cue")].text != "占":
        return
    cue = match.groupdict().get("cue") or ""
    if cue in ("h", "l"):
        number = replace(number, hedge="over" if cue == "h" else "under")
    low, high = clause_range(check, position)
    ahead = match.group("ahead")
    if ahead is not None:
        found = AFTER.match(check.letters, match.end(), high)
    else:
        found = next(
            (
                m
                for start in range(low, match.start())
                if (m := BEFORE.match(check.letters, start, match.start()))
            ),
            None,
        )
    condition = as_condition(check, found) if found else _group_named(check, low, match.start())
    if condition is None and set(check.letters[low : match.start()]) <= set("f"):
        condition = _counted_before(check, low)
    if condition is None or "?" in check.letters[low : match.start()]:
        return
    scope, scoped = (
        scope_before(check, low, position)
        if condition.token < 0 or check.letters[condition.token] in "TK"
        else (EVERYWHERE, False)
    )
    if not scoped and any(t.letter == "Z" for t in check.tokens[low:high]):
        return
    members = check.facts.members(scope)
    right = [unit for unit in members if condition.holds(unit)]
    share = len(right) / len(members) if members else 0.0
    check.take(position, position + 1)
    bound = Bound(
        keys=((condition.key,),),
        scope=scope,
        year=check.facts.paper.year,
        state="sure" if condition.sure else "unsure",
    )
    check.add(
        Kind.SHARE,
        match.start(),
        match.end(),
        verdicts.verdict(
            number.fits(share),
            f"{condition.words}的有{len(right)}个，占{len(members)}个的{share * 100:.1f}%",
            borderline(check, frozenset(right)),
        ),
        bound,
    )


def _counted_before(check: Check, low: int) -> Condition | None:
    """Return the condition of the count in the clause before: 超过60分的仅有12个，占比16.9%."""
    number = check.reading.clause_at(low)
    if not number:
        return None
    first, last = check.reading.clauses[number - 1]
    counts = list(re.finditer("NkW?", check.letters[first:last]))
    if not counts:
        return None
    start, end = first + counts[-1].start(), first + counts[-1].end()
    after = AFTER.match(check.letters, end, last)
    before = next((m for at in range(first, start) if (m := BEFORE.match(check.letters, at, start))), None)
    found = after or before
    return as_condition(check, found) if found else _group_named(check, first, start)


def _is_in(members: frozenset[str], unit: str) -> bool:
    return unit in members


def _group_named(check: Check, low: int, position: int) -> Condition | None:
    """Return membership in the group a share is of: 四川省城市占四分之一."""
    for place in range(position - 1, low - 1, -1):
        token = check.tokens[place]
        if token.letter in "TK":
            return group_condition(check, place)
        if token.letter in "PC" and (scope := scope_of(check, token)) and scope.units:
            members = scope.units
            return Condition(partial(_is_in, members), f"属{scope.name}", token=place)
        if token.letter not in "fWbskNo、&+(":
            return None
    return None


RULES: tuple[Rule, ...] = (
    rule(r"[TKPC]W?(?:[、&][TKPC]W?)+[fWRo+,]*d[bofW]*(?P<counts>Nk?W?(?:[、&,]Nk?W?)+)", read_tier_sizes),
    rule(r"(?P<top>E)[fW]*,?[fbWo]*(?P<group>[PCT])W?[fbSor]*(?P<count>N)(?:k|f)", read_among_top),
    rule(r"(?P<top>E)[fW]*,?[fbWo]*(?P<count>N)kf*(?P<group>[PCT])W?", read_among_top),
    rule(r"(?P<group>[PCT])W?f*(?P<top>E)f*[rbo]+(?P<count>N)(?:k|f)", read_among_top),
    rule(r"(?:[,f]*\+[fbW]*)(?P<total>N)kW?", read_sums),
    rule(r"(?P<ahead>(?:^|[,f'yo])?)(?P<share>N)f*(?:R|W)f*(?=[^,.;]*[hlTEKs])", read_shares),
    rule(r"(?P<ahead>(?!))?(?<=,)(?P<cue>r)f*(?P<share>N)", read_shares),
    rule(r"(?P<ahead>(?!))?(?P<cue>[lh])f*(?:R|W)+f*(?P<share>N)", read_shares),
    rule(r"(?P<ahead>)?(?P<cue>S)[fbWRo]*(?P<share>N)", read_shares),
)
