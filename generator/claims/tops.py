"""The first n, orders of lists, and who is highest or lowest."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, Keys
from generator.claims.check import Check, Rule, bounds_fact, listed_units, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.facts import EVERYWHERE, Scope
from generator.claims.ranks import ranked_state
from generator.claims.scopes import scope_of
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
    if bound.scope.units is not None and abs(count) >= len(bound.scope.units):
        bound = replace(bound, scope=EVERYWHERE)  # 云南入围前十的城市: ten are more than there are in it
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
    around = _group_around(check, match.start()) if bound.scope.units is None else None
    for keys in bound.keys:
        outcome = verdicts.rank(check.facts, units[0], keys, (place, place), around or bound.scope)
        check.add(
            Kind.EXTREME,
            match.start(),
            match.end(),
            outcome,
            bound,
            units=units,
            facts=bounds_fact(check, "rank", units[0], keys, bound, place, place) if place == 1 else (),
        )


def read_best(check: Check, match: re.Match[str]) -> None:
    """Read 得分最高的三座城市是成都、重庆、乌鲁木齐: as many as are listed stand at that end."""
    (position, number), *_ = check.numbers(*match.span("count"))
    units, others = listed_units(check, *match.span("units"))
    if len(units) != number.value or others or not number.is_whole() or not check.free(position, position + 1):
        return
    bound = replace(check.binder.topic(check.reading, match.start(), match.end()), units=units)
    if not bound.measured or "?" in check.letters[: match.start()]:
        return
    count = int(number.value) if check.letters[match.start()] == "m" else -int(number.value)
    check.take(position, position + 1)
    _top_claims(check, bound, count, match.start(), match.end(), listing=False)


def read_more_of_the_top(check: Check, match: re.Match[str]) -> None:
    """Read 进入前五十的还有淄博、烟台、临沂: further ones, so no order and no whole list."""
    position = match.start("top")
    count = check.tokens[position].meaning
    if check.tokens[match.start("more")].text not in ("还有", "另有") or not isinstance(count, int) or not count:
        return
    units, others = listed_units(check, *match.span("units"))
    bound = check.binder.topic(check.reading, match.start(), match.end())
    bound = replace(bound, units=units, others=others, open_list=True)
    check.take(position, position + 1)
    _top_claims(check, bound, count, match.start(), match.end(), listing=False)


def read_top_scores(check: Check, match: re.Match[str]) -> None:
    """Read 前五名得分依次是89.2、77.3、70.4、68.6、68.1分, 前三名合计236.9分."""
    start, end = match.span("values")
    count = check.tokens[match.start("top")].meaning
    numbers = check.numbers(start, end)
    summed = "+" in match.group()
    bound = check.binder.topic(check.reading, match.start(), start)
    if not isinstance(count, int) or count < 1 or not check.free(start, end) or bound.scope.units is not None:
        return
    if len(numbers) != (1 if summed else count) or any(number.share for _, number in numbers):
        return
    if "?" in check.letters[: match.start()] and not bound.measured:
        return

    def judge(key: str) -> Outcome:
        order = check.facts.order(key, bound.scope)[:count]
        scores = [check.facts.score(unit, key) or 0.0 for unit in order]
        shown = "、".join(f"{check.facts.name(u)}{verdicts.points(s)}" for u, s in zip(order, scores, strict=True))
        if summed:
            printed = sum(round(score, 1) for score in scores)
            right = numbers[0][1].fits(printed) or numbers[0][1].fits(sum(scores))
            return verdicts.verdict(right, f"{shown}，合计{verdicts.points(printed)}", key=key)
        right = all(number.fits(score) for (_, number), score in zip(numbers, scores, strict=True))
        return verdicts.verdict(right, shown, key=key)

    check.take(start, end)
    check.add(Kind.SCORE, match.start(), end, verdicts.any_of(bound.keys[0], judge), bound)


def _group_around(check: Check, before: int) -> Scope | None:
    """Return the group a sentence began with: 广东省得分最高的是深圳，最低的是潮州."""
    named = [t for t in check.tokens[:before] if t.letter in "PC"]
    scope = scope_of(check, named[-1]) if named else None
    return scope if scope and scope.units else None


def read_extreme_score(check: Check, match: re.Match[str]) -> None:
    """Read 最高分89.2分, 最低得分为32.3分."""
    (_, number), *_ = check.numbers(*match.span("values"))
    if not check.free(*match.span("values")):
        return
    bound = check.binder.topic(check.reading, match.start(), match.start("values"))
    high = check.letters[match.start("most")] == "m"
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    if re.search("a[fsxIy]*$", check.letters[low : match.start()]):
        return  # 平均分最低的一项，仅36.6分: the lowest of the averages
    if "U" in check.letters[low : match.start()] or not ("p" in match.group("values") or number.decimals):
        return
    if not bound.measured and not re.search("[sxp]", match.group()):
        return

    own = set("PCTR") & set(check.letters[low : match.start()])
    before = [] if own else [each for t in check.tokens[:low] if (each := scope_of(check, t)) and each.units]

    def judge(key: str) -> Outcome:
        outcomes = [judge_in(key, scope) for scope in (bound.scope, *before)]
        return next((outcome for outcome in outcomes if outcome.verdict is Verdict.TRUE), outcomes[0])

    def judge_in(key: str, scope: Scope) -> Outcome:
        spread = check.facts.spread(key, scope)
        if spread is None:
            return verdicts.ABSENT
        value = spread[1] if high else spread[0]
        order = check.facts.order(key, scope)
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
    rule(r"[mM][fsxpWy']*(?P<count>N)k?[fW]*[bd]+f*(?P<units>{UL})(?![、&e])", read_best),
    rule(r"(?P<top>E)[fW]*[sx][f]*[db]+(?P<values>{NL})(?![k%tW])", read_top_scores),
    rule(r"(?P<top>E)[fW]*[sx]?[f]*\+[fbo]*(?P<values>Np)", read_top_scores),
    rule(r"(?P<top>E)[fWsxyr']*(?:[bd]+|\()[f']*(?P<units>{UL})", read_top_list),
    rule(r"[rG]f*(?P<top>E)W?fW?(?P<more>f)(?P<units>{UL})", read_more_of_the_top),
    rule(r"(?P<top>E)f?(?P<units>U(?:[、&]U)+)", read_top_list),
    rule(r"(?P<neg>!?)(?P<cue>[rGjdfb]*)(?P<top>E)", read_top),
    rule(r"(?P<most>[mM])[fsxpWy']*b+[f']*(?P<units>{UL})(?!,?f?s?b?[hl])", read_extreme),
    rule(r"(?P<most>[mM])(?:f|s|p|x|b|o|,)*\(?(?P<values>Np?)", read_extreme_score),
    rule(r"(?P<units>)[sxI]f*(?P<most>[mM])(?=[,.;e)]|$)", read_extreme),
    rule(r"(?P<units>)(?<=U)(?P<most>[mM])(?=[,.;]|$)", read_extreme),
    rule(r"(?P<units>)(?<=[fTPCR])[sx](?P<most>[mM])(?=fW[,.;]|fW$)", read_extreme),
)
