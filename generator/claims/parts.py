"""How many units each of several groups has: 其中辽宁6个、黑龙江4个, 新一线城市，山东有6个, 江苏最多，达13座."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound
from generator.claims.check import Check, Rule, listed_units, rule
from generator.claims.claim import Kind
from generator.claims.conditions import borderline
from generator.claims.facts import Scope
from generator.claims.membership import group_of
from generator.claims.numerals import Number
from generator.claims.scopes import scope_of
from generator.scores.tree import TOTAL

_PART = re.compile(r"(?P<group>[PU])f*(?P<count>N)k")
_LISTED = re.compile("(?:参评|入榜|上榜|入围|入选)的?城市(?:数量|数)?最多[^。]*$")
_SAMPLE = re.compile("参评|入榜|上榜|入围|入选")
_HAS = re.compile(r"(?<=,)(?P<group>[PC])[bof]+(?P<units>(?:U(?:[、&]U)*)?)(?P<count>N)k?W?(?=[,.;]|$)")


def read_parts(check: Check, match: re.Match[str]) -> None:
    """Read 东北三省共有12个城市参评，其中辽宁6个、黑龙江4个、吉林2个: the provinces of a region by their sizes.

    A province that has its name in common with a city is meant as well.
    """
    if set("?ZX!IQETK") & set(check.letters):
        return
    provinces = check.facts.provinces()
    for found in _PART.finditer(check.letters, match.start("parts"), match.end("parts")):
        token = check.tokens[found.start("group")]
        name = token.meaning.name if isinstance(token.meaning, Scope) else f"{token.text}省"
        (position, number), *_ = check.numbers(*found.span("count"))
        if name not in provinces or not check.free(position, position + 1):
            continue
        size = len(provinces[name])
        check.take(position, position + 1)
        bound = Bound(keys=((TOTAL,),), scope=Scope(name, provinces[name]), year=check.facts.paper.year)
        outcome = verdicts.verdict(number.fits(size), f"{name}共{size}个")
        stated = f"{name}{check.tokens[position].text}个"
        check.add(Kind.COUNT, found.start(), found.end(), outcome, bound, stated=stated)


def read_tier_shares(check: Check, match: re.Match[str]) -> None:
    """Read 新一线城市，山东有6个，河南只有郑州1个: how many of a tier, and which, each group has."""
    tier = group_of(check, check.tokens[match.start("tier")])
    if tier is None or set("?ZX!IQE") & set(check.letters):
        return
    for found in _HAS.finditer(check.letters, match.end()):
        scope = scope_of(check, check.tokens[found.start("group")])
        units, _ = listed_units(check, *found.span("units"))
        (position, number), *_ = check.numbers(*found.span("count"))
        if scope is None or not check.free(position, position + 1):
            continue
        right = (scope.units or frozenset()) & (tier.units or frozenset())
        holds = number.fits(len(right)) and (not units or set(units) == right)
        table = f"{scope.name}属{tier.name}的有{len(right)}个：{check.facts.names(right)}"
        bound = Bound(units, keys=((TOTAL,),), scope=scope, year=check.facts.paper.year)
        check.take(position, position + 1)
        outcome = verdicts.verdict(holds, table, borderline(check, right))
        check.add(Kind.COUNT, found.start(), found.end(), outcome, bound, units=units)


def read_sizes_listed(check: Check, match: re.Match[str]) -> None:
    """Read 入围城市江苏13座，广东12座: the sizes of several groups, where nothing else is counted."""
    lead, said = check.letters[: match.start()], check.reading.text(0, match.start())
    if not _SAMPLE.search(said) or re.search("[TKEIhlXU!aOZ]|G[PC]", lead) or not check.free(*match.span()):
        return
    bound = Bound(keys=((TOTAL,),), year=check.facts.paper.year)
    for found in re.finditer("(?P<group>[PC])N", match.group()):
        token, at = check.tokens[match.start() + found.start()], match.start() + found.end() - 1
        number, scope = check.tokens[at].meaning, scope_of(check, token)
        if not isinstance(number, Number) or scope is None or not scope.units:
            continue
        check.take(at, at + 1)
        size = len(scope.units)
        outcome = verdicts.verdict(number.fits(size), f"{scope.name}共{size}个")
        stated = f"{scope.name}{check.tokens[at].text}个"
        check.add(Kind.COUNT, at - 1, at + 2, outcome, replace(bound, scope=scope), stated=stated)


def read_other_counts(check: Check, match: re.Match[str]) -> None:
    """Read 湖北有宜昌、襄阳两市超过60分，湖南则有1个: of the second province by the condition of the first.

    Where the sentence leaves some out (省会之外), one less is right as well.
    """
    scope, line = scope_of(check, check.tokens[match.start("group")]), check.tokens[match.start("line")].meaning
    (position, number), *_ = check.numbers(*match.span("count"))
    if scope is None or not isinstance(line, Number) or not check.free(position, position + 1):
        return
    scores, higher = check.facts.scores(TOTAL), check.letters[match.start("side")] == "h"
    right = frozenset(u for u in scope.units or () if u in scores and (scores[u] >= line.value) == higher)
    less = 1 if re.search("除|之外|以外", check.reading.text(0, match.start())) and right else 0
    holds = any(number.fits(len(right) - n) for n in range(less + 1))
    side = "不低于" if higher else "低于"
    table = f"{scope.name}{side}{line.value:g}分的有{len(right)}个：{check.facts.names(right)}"
    check.take(position, position + 1)
    bound = Bound(keys=((TOTAL,),), scope=scope, year=check.facts.paper.year)
    bound = replace(bound, state="unsure") if set("IQ!TEK") & set(check.letters[: match.end()]) else bound
    outcome = verdicts.verdict(holds, table, borderline(check, right))
    check.add(Kind.COUNT, match.start("group"), match.end(), outcome, bound)


def read_most_listed(check: Check, match: re.Match[str]) -> None:
    """Read 江苏入榜城市最多，达13座；广东次之，有12座；山东再次之，有11座: provinces by how many units they have."""
    (position, number), *_ = check.numbers(*match.span("count"))
    said = "".join(token.text for token in check.reading.carry.told) + check.reading.text(0, position)
    if not _LISTED.search(said) or not check.free(position, position + 1):
        return
    if scope := scope_of(check, check.tokens[match.start("group")]):
        size = len(scope.units or ())
        check.take(position, position + 1)
        bound = Bound(keys=((TOTAL,),), scope=scope, year=check.facts.paper.year)
        outcome = verdicts.verdict(number.fits(size), f"{scope.name}共{size}个")
        check.add(Kind.COUNT, match.start(), match.end(), outcome, bound)


RULES: tuple[Rule, ...] = (
    rule(r"(?<=[,b、])(?:[PC]NkW?[,、&])+[PC]NkW?(?=[,.;]|$)", read_sizes_listed),
    rule(r"^f*(?P<tier>T)Wf*(?=,[PC])", read_tier_shares),
    rule(r"(?P<side>[hl])(?P<line>N)p,(?P<group>P)f*b(?P<count>N)k(?=[,.;]|$)", read_other_counts),
    rule(r"^f*[PCR]f*Nk?W+,f?(?P<parts>[PU]f*Nk(?:[、,&][PU]f*Nk)+)(?=[.;]|$)", read_parts),
    rule(r"^(?P<group>P)(?:[fW]*m|f*2|f+),[bf]*(?P<count>N)kW?(?=[,.;]|$)", read_most_listed),
)
