"""Averages, and who lies above or below them."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, unit_key
from generator.claims.check import Check, Rule, listed_units, rule
from generator.claims.claim import Kind
from generator.claims.facts import Scope
from generator.claims.numerals import Number
from generator.claims.ranked_means import (
    read_best_indicator,
    read_best_named,
    read_extreme_mean,
    read_indicator_extreme,
    read_order_of_means,
)
from generator.claims.scopes import scope_of
from generator.claims.verdicts import Outcome


def read_means(check: Check, match: re.Match[str]) -> None:
    """Read 平均得分为45.6分, and 平均得分分别为… over a list of groups or indicators."""
    start, end = match.span("values")
    numbers = [(p, n) for p, n in check.numbers(start, end) if n.decimals or check.letters[p + 1 : p + 2] == "p"]
    if not numbers or not check.free(start, end) or any(n.share or n.value > 120 for _, n in numbers):
        return
    if check.letters[numbers[-1][0] + 1 : numbers[-1][0] + 2] == "t":
        return  # 是全部城市平均的1.52倍: no points
    last = numbers[-1][0]  # 平均54.1分，两组相差…: the two is none of them
    end = last + 2 if check.letters[last + 1 : last + 2] == "p" else last + 1
    bound = check.binder.topic(check.reading, match.start(), match.start() + 1)
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    if compared := re.search("[hlc][fRZ]*$", check.letters[low : match.start()]):
        _read_group_gap(check, bound, numbers, low, match, higher=compared.group()[0] == "h")
        return
    groups = _groups_before(check, match.start())
    tops = [t.meaning for t in check.tokens[low : match.start()] if t.letter == "E"]
    if tops and isinstance(tops[0], int) and not groups:
        order = check.facts.order(bound.keys[0][0])
        inside = order[: tops[0]] if tops[0] > 0 else order[tops[0] :]
        groups = [Scope(check.reading.text(low, match.start()), frozenset(inside))] * len(tops)
    units = [unit_key(t) for t in check.tokens[low : match.start()] if t.letter == "U"]
    if not groups and not units and (owner := _group_behind(check, end)):
        groups = [owner]
    if not groups and re.search("[hl]f*Npf*(?:Nk?W)?|Nk?Wf*[hl]", check.letters[:low]):
        return  # 低于40分的35座城市占近一半，平均只有36.3分: the average of those just counted
    check.take(start, end)
    if len(groups) == len(numbers):
        scopes: list[Scope] = [*groups]
    elif groups:
        return
    elif units:
        counted = "e" not in check.letters[low : match.start()] and len(units) > 1
        scopes = [Scope("、".join(check.facts.name(u) for u in units), frozenset(units))] if counted else []
    else:
        scopes = [bound.scope] * len(numbers)
    if len(scopes) == 1 and not set("PCTRU") & set(check.letters[low : match.start()]):
        scopes = [_scope_meant(check, scopes[0], bound, low, numbers)]
        if re.search("除|以外|之外|其余|其他|不含|不算|剔除", check.reading.text(0, low)):  # of those left over
            bound = replace(bound, state="unsure" if bound.sure else bound.state)
    if named := re.match("f(?P<key>I)", check.letters[end:]):  # 平均得分52.1分的数字政府
        own = check.binder.resolve([check.tokens[end + named.start("key")]], check.reading)
        bound = replace(bound, keys=(own,) if own and check.tokens[end].text == "的" else bound.keys)
    keys = list(bound.keys) * (len(numbers) if len(bound.keys) == 1 else 1)
    if not scopes or not (len(scopes) == len(numbers) == len(keys)):
        return
    unknown = "?" in check.letters[low : match.start()] and not bound.named
    bound = replace(bound, state="unsure" if unknown and bound.sure else bound.state)
    for own, scope, (position, number) in zip(keys, scopes, numbers, strict=True):
        outcome = verdicts.mean(check.facts, own, number, scope)
        check.add(
            Kind.AVERAGE,
            match.start(),
            end,
            outcome,
            replace(bound, scope=scope, keys=(own,)),
            stated=f"{scope.name}{check.facts.label(own[0])}平均{check.tokens[position].text}分",
        )


def _group_behind(check: Check, end: int) -> Scope | None:
    """Return the group that an average stands before as its attribute: 被平均68.1分的四川甩在身后."""
    found = re.match("f(?P<group>[PC])(?!f?[sxaI])", check.letters[end:])
    if found is None or check.tokens[end].text != "的":
        return None
    return scope_of(check, check.tokens[end + found.start("group")])


def read_listed_means(check: Check, match: re.Match[str]) -> None:
    """Read 青海、甘肃平均分分列倒数第一和第二，分别为44.4分和45.2分: one for each group of a list told before."""
    numbers = check.numbers(*match.span("values"))
    lists = list(re.finditer("[PCT](?:[、&][PCT])+", check.letters[: match.start()]))
    if not lists or not check.free(*match.span("values")) or "U" in check.letters[lists[-1].start() : match.start()]:
        return
    scopes = [scope_of(check, token) for token in check.tokens[slice(*lists[-1].span())] if token.letter in "PCT"]
    told = check.letters[: match.start()]
    if len(scopes) != len(numbers) or "a" not in told or set("?!HgN") & set(told[lists[-1].end() :]):
        return
    bound = check.binder.topic(check.reading, match.start(), match.start())
    check.take(*match.span("values"))
    for scope, (position, number) in zip(scopes, numbers, strict=True):
        if scope is not None and scope.units and len(bound.keys) == 1:
            outcome = verdicts.mean(check.facts, bound.keys[0], number, scope)
            stated = f"{scope.name}平均{check.tokens[position].text}分"
            about = replace(bound, scope=scope, state="outside" if bound.state == "outside" else "sure")
            check.add(Kind.AVERAGE, match.start(), match.end(), outcome, about, stated=stated)


def _scope_meant(check: Check, scope: Scope, bound: Bound, low: int, numbers: list[tuple[int, Number]]) -> Scope:
    """Return the group an average is taken in where its clause names none: one that a clause before names may fit."""
    told = [scope_of(check, token) for token in check.tokens[:low] if token.letter in "PC"]
    groups = [each for each in told if each is not None and each.units]
    fitting = (
        each
        for each in (scope, bound.scope, *groups)
        for key in bound.keys[0]
        if len(numbers) == 1 and (mean := check.facts.mean(key, each)) is not None and numbers[0][1].fits(mean)
    )
    return next(fitting, scope)


def _read_group_gap(
    check: Check,
    bound: Bound,
    numbers: list[tuple[int, Number]],
    low: int,
    match: re.Match[str],
    *,
    higher: bool,
) -> None:
    """Read 高于西部平均水平3.4分 said of a group: the gap between the two averages."""
    groups = [scope for t in check.tokens[:low] if (scope := scope_of(check, t)) and scope.units is not None]
    check.take(*match.span("values"))
    if len(groups) != 1 or len(numbers) != 1 or "U" in check.letters[: match.start()]:
        return

    def judge(key: str) -> Outcome:
        own, whole = check.facts.mean(key, groups[0]), check.facts.mean(key)
        if own is None or whole is None:
            return verdicts.ABSENT
        number = numbers[0][1]
        right = (verdicts.difference(number, own, whole) or number.fits(whole)) and (own > whole) == higher
        table = f"{groups[0].name}平均{verdicts.points(own)}，总体平均{verdicts.points(whole)}"
        return verdicts.verdict(right, table, key=key)

    bound = replace(bound, scope=groups[0], state="outside" if "Z" in match.group() else bound.state)
    check.add(Kind.GAP, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound)


def _groups_before(check: Check, position: int) -> list[Scope]:
    """Return the groups named before an average in its clause, or in the ones before it if it has none."""
    number = check.reading.clause_at(position)
    low = check.reading.clauses[number][0]
    found = [
        scope for t in check.tokens[low:position] if (scope := scope_of(check, t)) and scope.units is not None
    ]
    if found or "U" in check.letters[low:position] or "I" in check.letters[low:position]:
        return found
    if "d" not in check.letters[low:position] and "d" not in check.letters[position : position + 3]:
        if number and set(check.letters[low:position]) <= set("fysx"):
            low = check.reading.clauses[number - 1][0]
            near = [
                scope
                for t in check.tokens[low:position]
                if (scope := scope_of(check, t)) and scope.units is not None
            ]
            return near if len(near) == 1 and "U" not in check.letters[low:position] else []
        return []
    last = check.letters.rfind("a", 0, position)  # groups before another average belong to that one
    named = (scope_of(check, token) for token in check.tokens[last + 1 : position])
    return [scope for scope in named if scope and scope.units is not None]


def read_sides(check: Check, match: re.Match[str]) -> None:
    """Read 高于平均水平, 均低于平均分, 比平均分高."""
    bound = check.binder.bind(check.reading, match.start())
    if not bound.units or (match.end() < len(check.letters) and check.letters[match.end()] == "N"):
        return
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    higher = "h" in match.group("side")
    alone = re.search("o[f']*(?:[UX][、&]?)+Nk?W", check.letters[low : match.start()])
    if re.search("其余|其他", check.reading.text(low, match.start())):
        return  # 其余6市均低于平均: said of those not named
    if re.search("N(?:k?W|k)[^U]*$", check.letters[low : match.start()]) and not alone:
        return
    if re.search("o[f']*(?:[UX][、&]?)+(?:V|Nk?W?)?[fsxyIj]*$", check.letters[low : match.start()]):
        _only(check, bound, higher, low, match)
    if "!" in check.letters[max(0, match.start() - 2) : match.start()]:
        return
    bound = _with_group(check, bound, match)
    if not bound.measured and "?" in check.letters[: match.start()]:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    for keys in bound.keys:
        for unit in bound.units:
            outcome = verdicts.against_mean(check.facts, unit, keys, higher, bound.scope)
            if not check.facts.scores(keys[0]):
                outcome = verdicts.ABSENT
            check.add(
                Kind.ABOVE,
                match.start(),
                match.end(),
                outcome,
                bound,
                units=(unit,),
                stated=f"{check.facts.name(unit)}{check.facts.label(keys[0])}{'高于' if higher else '低于'}平均",
            )


def read_sides_told(check: Check, match: re.Match[str]) -> None:
    """Read 略高于西部地区45.6分的平均水平: the average itself, and on which side of it a unit lies."""
    (position, number), *_ = check.numbers(*match.span("line"))
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    bound = check.binder.bind(check.reading, match.start())
    if check.tokens[position + 2].text != "的" or len(bound.units) != 1 or not check.free(position, position + 1):
        return
    if "a" in check.letters[low : match.start()] or "N" in check.letters[low : match.start()]:
        return
    read_sides(check, match)
    scope = _with_group(check, bound, match).scope
    if len(bound.keys) != 1 or (bound.scope.units is not None and scope.units is None):
        return
    check.take(position, position + 1)
    stated = f"{scope.name}平均{check.tokens[position].text}分"
    plain = replace(number, hedge="")  # 高于45.6分的平均水平: 高于 is said of the unit and not of the number
    outcome = verdicts.mean(check.facts, bound.keys[0], plain, scope)
    check.add(Kind.AVERAGE, match.start(), match.end(), outcome, replace(bound, scope=scope), stated=stated)


def _only(check: Check, bound: Bound, higher: bool, low: int, match: re.Match[str]) -> None:
    """Record 只有贵阳、遵义高于平均分: nobody else of the group lies on that side."""
    groups = [scope for t in check.tokens[low : match.start()] if (scope := scope_of(check, t))]
    scope = groups[-1] if groups else bound.scope
    key = bound.keys[0][0]
    line = check.facts.mean(key)
    if line is None or bound.others:
        return
    right = {u for u in check.facts.members(scope) if ((check.facts.score(u, key) or line) > line) == higher}
    outcome = verdicts.verdict(
        right == set(bound.units), f"{scope.name}中有{len(right)}个：{check.facts.names(right)}"
    )
    check.add(Kind.ONLY, match.start(), match.end(), outcome, bound, units=bound.units)


def _with_group(check: Check, bound: Bound, match: re.Match[str]) -> Bound:
    """Return the bound with the group whose average is meant: 高于四川省平均, 高于全国平均."""
    for token in check.tokens[match.start() : match.end()]:
        if token.letter == "Z":
            return replace(bound, state="outside")
        scope = scope_of(check, token)
        if scope is not None:
            return replace(bound, scope=scope)
    return replace(bound, scope=bound.scope if bound.scope.units is None else Scope())


def read_group_sides(check: Check, match: re.Match[str]) -> None:
    """Read 四川省平均得分高于西部平均水平: the average of a group against the whole."""
    scope = scope_of(check, check.tokens[match.start("group")])
    if scope is None or scope.units is None:
        return
    bound = replace(check.binder.topic(check.reading, match.start(), match.end()), scope=Scope())
    higher = check.letters[match.start("side")] == "h"
    if any(token.letter == "Z" for token in check.tokens[match.start() : match.end()]):
        bound = replace(bound, state="outside")

    def judge(key: str) -> Outcome:
        own, whole = check.facts.mean(key, scope), check.facts.mean(key)
        if own is None or whole is None:
            return verdicts.ABSENT
        return verdicts.verdict(
            own > whole if higher else own < whole,
            f"{scope.name}平均{verdicts.points(own)}，总体平均{verdicts.points(whole)}",
            key=key,
        )

    for keys in bound.keys:
        check.add(Kind.ABOVE, match.start(), match.end(), verdicts.any_of(keys, judge), bound)


def read_only_those(check: Check, match: re.Match[str]) -> None:
    """Read 高于全国平均的只有合肥、芜湖和铜陵: all that lie on that side."""
    units, others = listed_units(check, *match.span("units"))
    if "?" in check.letters[: match.start()] or "Z" in match.group() or others:
        return
    groups = [scope for t in check.tokens[: match.start()] if t.letter in "PCT" and (scope := scope_of(check, t))]
    bound = replace(check.binder.topic(check.reading, match.start(), match.start()), units=units)
    bound = replace(bound, scope=groups[-1] if groups else Scope())
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    _only(check, bound, check.letters[match.start("side")] == "h", low, match)


RULES: tuple[Rule, ...] = (
    rule(r"(?<=,)f*d[f']*(?P<values>Np(?:[、&]Np)+)(?=[,.;]|$)", read_listed_means),
    rule(r"(?P<side>[hl])[fRyxs]*af*W?b?of*(?P<units>{UL})(?![、&e])", read_only_those),
    rule(r"a[fsb]*(?P<order>d)[fb]*(?P<list>{IL})", read_order_of_means),
    rule(r"(?P<best>I)b[fRWLN]*a[fs]*(?P<most>[mM])(?=f+[,.;]|f*L|$)", read_best_named),
    rule(r"(?:[sa]f*|(?<=I,)f*)(?P<most>[mM])[fW]*b(?P<best>I)(?=[,.;(]|$)", read_best_indicator),
    rule(r"L[f']*(?:a[fs]*)?(?P<most>[mM])(?=[,.;f]|$)", read_indicator_extreme),
    rule(r"I(?:f*|,f*)af*(?P<most>[mM])(?:,?[fbo]*(?P<values>Np))?", read_extreme_mean),
    rule(r"(?P<group>[PCT])[fWsxyI]*a[f']*(?P<side>[hl])[fRZkWyxs]*a(?!N)", read_group_sides),
    rule(r"a[fsxyd']*[bod:f]*(?P<values>{NL})(?![k%])", read_means),
    rule(r"(?P<side>[hl])[fRPCTWyxs']*(?P<line>N)pf[RPCT]?[fWyxs]*a(?!f?[hl])", read_sides_told),
    rule(r"(?P<side>[hl])[fRZPCTWyxsI']*a(?!f?[hl])", read_sides),
    rule(r"c[fRZPCTWyxsI']*a[fsxyd']*(?P<side>[hl])(?!f?N)", read_sides),
)
