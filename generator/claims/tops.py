"""The first n, orders of lists, and who is highest or lowest."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, Keys
from generator.claims.check import Check, Rule, bounds_fact, listed_units, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.ranks import ranked_state
from generator.claims.verdicts import Outcome


def read_top(check: Check, match: re.Match[str]) -> None:
    """Read U、U、U位列前五 and 进入前十."""
    position = match.start("top")
    count = check.tokens[position].meaning
    if not isinstance(count, int) or not count or not check.free(position, position + 1):
        return
    bound = check.binder.bind(check.reading, match.start(), position)
    if not bound.units and not bound.others:
        return
    bound = ranked_state(check, bound, match, position + 1)
    if match.group("neg"):
        return
    check.take(position, position + 1)
    listing = (
        not re.search("[jG]", match.group("cue") or "")
        and "r" in check.letters[match.start() - 1 : position]
        and not bound.open_list
    )
    _top_claims(check, bound, count, match.start(), position + 1, listing=listing)


def read_top_list(check: Check, match: re.Match[str]) -> None:
    """Read 前五名依次为U、U、U and 前三甲U、U、U."""
    position = match.start("top")
    count = check.tokens[position].meaning
    if not isinstance(count, int) or not count or not check.free(position, position + 1):
        return
    units, others = listed_units(check, *match.span("units"))
    bound = check.binder.topic(check.reading, match.start(), match.end())
    bound = replace(
        bound, units=units, others=others, open_list=check.letters[match.end() : match.end() + 1] == "e"
    )
    if not bound.measured and "?" in check.letters[: match.start()]:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    check.take(position, position + 1)
    _top_claims(check, bound, count, match.start(), match.end(), listing=not bound.open_list)


def _top_claims(check: Check, bound: Bound, count: int, start: int, end: int, *, listing: bool) -> None:
    """Record membership of each unit, and the order where exactly n are listed."""
    low, high = (1, count) if count > 0 else (count, -1)
    several = len(bound.units) + len(bound.others) > 1
    for name in bound.others:
        outside = (
            Outcome(
                Verdict.FALSE, f"{name}不在{check.facts.paper.region}的{len(check.facts.units)}个单位之列"
            )
            if several
            else verdicts.ABSENT
        )
        check.add(Kind.TOP, start, end, outside, bound, stated=name)
    exact = listing and len(bound.units) == abs(count) and not bound.others
    for keys in bound.keys:
        for unit in bound.units:
            outcome = verdicts.rank(check.facts, unit, keys, (low, high), bound.scope)
            fact = bounds_fact(check, "rank", unit, keys, bound, low, high) if count > 0 else ()
            check.add(
                Kind.TOP,
                start,
                end,
                outcome,
                bound,
                units=(unit,),
                stated=f"{check.facts.name(unit)} 前{count}",
                facts=fact,
            )
        if exact and count > 1:
            _order(check, bound, keys, start, end)


def _order(check: Check, bound: Bound, keys: Keys, start: int, end: int) -> None:
    """Record the order of a list: every unit has the rank of its place in it."""

    def judge(key: str) -> Outcome:
        ranks = check.facts.ranks(key, bound.scope)
        own = [ranks.get(unit, 0) for unit in bound.units]
        if 0 in own:
            return verdicts.ABSENT
        right = check.facts.order(key, bound.scope)[: len(own)]
        return verdicts.verdict(
            own == sorted(own),
            f"{check.facts.label(key)}依次为{'、'.join(check.facts.name(u) for u in right)}",
            check.facts.place_of(bound.units[0], key),
            key,
        )

    facts = [
        fact
        for n, unit in enumerate(bound.units, start=1)
        for fact in bounds_fact(check, "rank", unit, keys, bound, n, n)
    ]
    check.add(
        Kind.ORDER,
        start,
        end,
        verdicts.any_of(keys, judge),
        bound,
        units=bound.units,
        stated="、".join(check.facts.name(unit) for unit in bound.units),
        facts=facts,
    )


def read_extreme(check: Check, match: re.Match[str]) -> None:
    """Read 得分最高的是成都 and 成都得分最高."""
    named = match.group("units")
    position = match.start("most")
    if named:
        units, others = listed_units(check, *match.span("units"))
        bound = replace(
            check.binder.topic(check.reading, match.start(), match.end()), units=units, others=others
        )
    else:
        bound = check.binder.bind(check.reading, match.start(), match.end())
        units = bound.units
    if len(units) != 1 or not bound.measured or bound.others:
        return
    if (
        "?" in check.letters[: match.start()]
        and not bound.named
        and "s" not in match.group()
        and "x" not in match.group()
    ):
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    place = 1 if check.letters[position] == "m" else -1
    for keys in bound.keys:
        outcome = verdicts.rank(check.facts, units[0], keys, (place, place), bound.scope)
        check.add(
            Kind.EXTREME,
            match.start(),
            match.end(),
            outcome,
            bound,
            units=units,
            facts=bounds_fact(check, "rank", units[0], keys, bound, place, place) if place == 1 else (),
        )


def read_extreme_score(check: Check, match: re.Match[str]) -> None:
    """Read 最高分89.2分, 最低得分为32.3分."""
    (_, number), *_ = check.numbers(*match.span("values"))
    if not check.free(*match.span("values")):
        return
    bound = check.binder.topic(check.reading, match.start(), match.start("values"))
    high = check.letters[match.start("most")] == "m"
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    if "U" in check.letters[low : match.start()] or not ("p" in match.group("values") or number.decimals):
        return
    if not bound.measured and not re.search("[sxp]", match.group()):
        return

    def judge(key: str) -> Outcome:
        spread = check.facts.spread(key, bound.scope)
        if spread is None:
            return verdicts.ABSENT
        value = spread[1] if high else spread[0]
        order = check.facts.order(key, bound.scope)
        unit = order[0] if high else order[-1]
        return verdicts.verdict(
            number.fits(value),
            f"{check.facts.name(unit)}{check.facts.label(key)}{verdicts.points(value)}",
            check.facts.place_of(unit, key),
            key,
        )

    check.take(*match.span("values"))
    check.add(Kind.EXTREME, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound)


RULES: tuple[Rule, ...] = (
    rule(r"(?P<top>E)[fWsxyr']*(?:[bd]+|\()[f']*(?P<units>{UL})", read_top_list),
    rule(r"(?P<top>E)f?(?P<units>U(?:[、&]U)+)", read_top_list),
    rule(r"(?P<neg>!?)(?P<cue>[rGjdfb]*)(?P<top>E)", read_top),
    rule(r"(?P<most>[mM])[fsxpWy']*b+[f']*(?P<units>{UL})(?!,?f?s?b?[hl])", read_extreme),
    rule(r"(?P<most>[mM])(?:f|s|p|x|b|o|,)*\(?(?P<values>Np?)", read_extreme_score),
    rule(r"(?P<units>)[sxI]f*(?P<most>[mM])(?=[,.;e)]|$)", read_extreme),
)
