"""Groups against the whole or each other: 江苏13城全部高于全国平均, 其中4城高于平均, 低于全国2.0分."""

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
from generator.claims.scopes import peers_of, scope_of
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL

_LEFT_OUT = re.compile("不计|不算|不含|剔除|除去|除外|之外|以外|不少于|不足|以上的省")


def _last_group(check: Check, before: int) -> Scope | None:
    """Return the last group with members named before a token, none where a unit stands after it."""
    for token in reversed(check.tokens[:before]):
        if token.letter in "UX?":
            return None
        if token.letter in "PCT" and (scope := scope_of(check, token)) and scope.units:
            return scope
    return None


def _is_plain(check: Check, match: re.Match[str]) -> bool:
    return not set("?ZX!IQ") & set(check.letters[: match.end()])


def read_all_sides(check: Check, match: re.Match[str]) -> None:
    """Read 江苏13城全部高于全国平均: every unit of the group lies on that side."""
    scope = scope_of(check, check.tokens[match.start("group")])
    if scope is None or not scope.units or not _is_plain(check, match):
        return
    _count_sides(check, match, scope, len(scope.units), "全部")


def read_counted_sides(check: Check, match: re.Match[str]) -> None:
    """Read 内蒙古参评6城，其中4城高于西部平均."""
    position = match.start("count")
    scope, stated = _last_group(check, position), check.tokens[position].meaning
    if scope is None or not isinstance(stated, int) or not _is_plain(check, match):
        return
    _count_sides(check, match, scope, stated, check.tokens[position].text)


def _count_sides(check: Check, match: re.Match[str], scope: Scope, stated: int, words: str) -> None:
    line = check.facts.mean()
    if line is None:
        return
    higher = check.letters[match.start("side")] == "h"
    right = {
        unit
        for unit in scope.units or ()
        if (score := check.facts.score(unit)) is not None and (score > line) == higher
    }
    side = "高于" if higher else "低于"
    check.add(
        Kind.COUNT,
        match.start(),
        match.end(),
        verdicts.verdict(
            len(right) == stated,
            f"{scope.name}{len(scope.units or ())}个中{side}平均{verdicts.points(line)}的有{len(right)}个",
            borderline(check, frozenset(right)),
        ),
        Bound(keys=((TOTAL,),), scope=scope, year=check.facts.paper.year),
        stated=f"{words}{side}平均",
    )


def read_counted_tops(check: Check, match: re.Match[str]) -> None:
    """Read 湖北12城中有三城进入前二十."""
    position = match.start("count")
    scope, stated = _last_group(check, position), check.tokens[position].meaning
    top = check.tokens[match.start("top")].meaning
    number = stated.value if isinstance(stated, Number) else stated
    if scope is None or not isinstance(top, int) or top < 1 or not _is_plain(check, match):
        return
    ranks = check.facts.ranks()
    right = {unit for unit in scope.units or () if 0 < ranks.get(unit, 0) <= top}
    check.take(match.start(), match.end())
    check.add(
        Kind.COUNT,
        match.start(),
        match.end(),
        verdicts.verdict(
            len(right) == number,
            f"前{top}名中{scope.name}{len(right)}个：{check.facts.names(right)}",
            borderline(check, frozenset(right)),
        ),
        Bound(keys=((TOTAL,),), scope=scope, year=check.facts.paper.year),
    )


def read_chained_tops(check: Check, match: re.Match[str]) -> None:
    """Read 前五十名中，江苏占8席，浙江占7席，山东、广东各占6席: each group after the first."""
    (position, number), *_ = check.numbers(*match.span("count"))
    tops = [t.meaning for t in check.tokens[: match.start()] if t.letter == "E"]
    if len(tops) != 1 or not isinstance(tops[0], int) or tops[0] < 1 or not number.is_whole():
        return
    if not check.free(position, position + 1) or set("?UXZ!") & set(check.letters[: match.start()]):
        return
    listed = [t for t in check.tokens[match.start("groups") : match.end("groups")] if t.letter in "PC"]
    if len(listed) > 1 and "各" not in check.reading.text(match.end("groups"), position):
        return
    bound = check.binder.topic(check.reading, match.start(), match.start())
    ranks = check.facts.ranks(bound.keys[0][0])
    check.take(position, position + 1)
    for token in listed:
        scope = scope_of(check, token)
        if scope is None:
            continue
        right = {unit for unit in scope.units or () if 0 < ranks.get(unit, 0) <= tops[0]}
        table = f"前{tops[0]}名中{scope.name}{len(right)}个：{check.facts.names(right)}"
        outcome = verdicts.verdict(number.fits(len(right)), table, borderline(check, frozenset(right)))
        stated = f"{scope.name}{check.tokens[position].text}席"
        check.add(Kind.COUNT, match.start(), match.end(), outcome, bound, stated=stated)


def read_top_members(check: Check, match: re.Match[str]) -> None:
    """Read 前二十名中，浙江有杭州、宁波两城，江苏有南京、苏州、无锡三城: those of a group among the first n."""
    tops = [t.meaning for t in check.tokens[: match.start()] if t.letter == "E"]
    scope = scope_of(check, check.tokens[match.start("group")])
    if len(tops) != 1 or not isinstance(tops[0], int) or tops[0] < 1 or scope is None or not scope.units:
        return
    if set("?XZ!I") & set(check.letters[: match.start()]):
        return
    units, others = listed_units(check, *match.span("units"))
    ranks = check.facts.ranks()
    right = {unit for unit in scope.units if 0 < ranks.get(unit, 0) <= tops[0]}
    whole = match.group("count") is not None
    holds = not others and (set(units) == right if whole else set(units) <= right)
    table = f"前{tops[0]}名中{scope.name}{len(right)}个：{check.facts.names(right)}"
    bound = Bound(units, keys=((TOTAL,),), scope=scope, year=check.facts.paper.year)
    check.take(match.start(), match.end())
    outcome = verdicts.verdict(holds, table, borderline(check, frozenset(right)))
    check.add(Kind.TOP, match.start(), match.end(), outcome, bound, units=units)


def read_none(check: Check, match: re.Match[str]) -> None:
    """Read 河北11城无一进入前五十名, 江苏13城中没有一城低于全国平均: nobody of the group is there."""
    scope = scope_of(check, check.tokens[match.start("group")])
    if scope is None or not scope.units or set("?ZXQ") & set(check.letters[: match.end()]):
        return
    ranks, scores, line = check.facts.ranks(), check.facts.scores(TOTAL), check.facts.mean()
    if match.group("top"):
        top = check.tokens[match.start("top")].meaning
        if not isinstance(top, int) or top < 1:
            return
        right = {unit for unit in scope.units if 0 < ranks.get(unit, 0) <= top}
    elif match.group("tier"):
        inside = group_of(check, check.tokens[match.start("tier")])
        right = set(scope.units & (inside.units or frozenset())) if inside else set()
    else:
        higher = check.letters[match.start("side")] == "h"
        right = {u for u in scope.units if u in scores and line is not None and (scores[u] > line) == higher}
    table = f"{scope.name}有{len(right)}个：{check.facts.names(right)}"
    bound = Bound(keys=((TOTAL,),), scope=scope, year=check.facts.paper.year)
    check.take(match.start(), match.end())
    outcome = verdicts.verdict(not right, table, borderline(check, frozenset(right)))
    check.add(Kind.COUNT, match.start(), match.end(), outcome, bound)


def read_extreme_group(check: Check, match: re.Match[str]) -> None:
    """Read 城市平均分最低的是甘肃，只有40.6分: a province among provinces, a cluster among clusters."""
    token = check.tokens[match.start("group")]
    scope = scope_of(check, token)
    if scope is None or not scope.units or set("?UXKE!") & set(check.letters[: match.start()]):
        return
    if _LEFT_OUT.search(check.reading.sentence.text):
        return  # 不计只有一两个城市参评的省区: which groups are left is not read
    facts = check.facts
    peers = peers_of(facts, token)
    if scope.name not in peers:
        return
    bound = replace(check.binder.topic(check.reading, match.start(), match.start()), scope=scope)
    low = check.letters[match.start("most")] == "M"

    def judge(key: str) -> Outcome:
        means = {name: facts.mean(key, Scope(name, members)) for name, members in peers.items() if members}
        known = {name: mean for name, mean in means.items() if mean is not None}
        wide = {name: mean for name, mean in known.items() if len(peers[name]) > 1}
        edges = [(min if low else max)(each, key=lambda n: each[n]) for each in (known, wide) if each]
        if not edges:
            return verdicts.ABSENT
        table = f"平均{'最低' if low else '最高'}的是{edges[0]}{verdicts.points(known[edges[0]])}"
        return verdicts.verdict(scope.name in edges, table, key=key)

    check.add(Kind.EXTREME, match.start(), match.end("group"), verdicts.any_of(bound.keys[0], judge), bound)
    for position, number in check.numbers(*match.span("values")) if match.group("values") else ():
        check.take(position, position + 1)
        outcome = verdicts.mean(facts, bound.keys[0], number, scope)
        stated = f"{scope.name}平均{check.tokens[position].text}分"
        check.add(Kind.AVERAGE, match.start(), match.end(), outcome, bound, stated=stated)


def read_sizes(check: Check, match: re.Match[str]) -> None:
    """Read 新一线梯队共有6城."""
    position = match.start("count")
    scope, stated = group_of(check, check.tokens[match.start("group")]), check.tokens[position].meaning
    if scope is None or not isinstance(stated, int) or not _is_plain(check, match):
        return
    size = len(scope.units or ())
    outcome = verdicts.verdict(
        size == stated, f"{scope.name}共{size}个", borderline(check, scope.units or frozenset())
    )
    bound = Bound(keys=((TOTAL,),), scope=scope, year=check.facts.paper.year)
    check.add(Kind.COUNT, match.start(), match.end(), outcome, bound, stated=f"{scope.name}{stated}个")


def read_whole_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 贵州8城平均46.5分，低于全国7.8分: the group's average against that of the whole."""
    (position, number), *_ = check.numbers(*match.span("value"))
    scope = _last_group(check, match.start())
    averaged = "a" in check.letters[: match.start()]
    if scope is None or not averaged or not check.free(position, position + 1) or not _is_plain(check, match):
        return
    bound = check.binder.topic(check.reading, match.start(), match.end())

    def judge(key: str) -> Outcome:
        own, whole = check.facts.mean(key, scope), check.facts.mean(key)
        if own is None or whole is None:
            return verdicts.ABSENT
        fits = verdicts.difference(number, own, whole) or number.fits(whole)
        table = f"{scope.name}平均{verdicts.points(own)}，总体平均{verdicts.points(whole)}"
        return verdicts.verdict(fits and (own > whole) == _is_higher(check, match), table, key=key)

    check.take(position, position + 1)
    outcome = verdicts.any_of(bound.keys[0], judge)
    check.add(Kind.GAP, match.start(), match.end(), outcome, replace(bound, scope=scope))


def read_other_means(check: Check, match: re.Match[str]) -> None:
    """Read 山东16城平均61.9分，高于河南的52.6分: the averages of two groups."""
    (position, number), *_ = check.numbers(*match.span("value"))
    scope, other = _last_group(check, match.start()), scope_of(check, check.tokens[match.start("group")])
    averaged = "a" in check.letters[: match.start()]
    if scope is None or other is None or not other.units or not averaged or not _is_plain(check, match):
        return
    if not check.free(position, position + 1):
        return
    bound = check.binder.topic(check.reading, match.start(), match.start("group"))

    def judge(key: str) -> Outcome:
        own, against = check.facts.mean(key, scope), check.facts.mean(key, other)
        if own is None or against is None:
            return verdicts.ABSENT
        right = number.fits(against) and (own > against) == _is_higher(check, match)
        table = f"{scope.name}平均{verdicts.points(own)}，{other.name}平均{verdicts.points(against)}"
        return verdicts.verdict(right, table, key=key)

    check.take(position, position + 1)
    outcome = verdicts.any_of(bound.keys[0], judge)
    check.add(Kind.AVERAGE, match.start(), match.end(), outcome, replace(bound, scope=other))


def read_own_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 平均分为54.3分，合肥高出22.7分: a unit against the mean just named."""
    (position, number), *_ = check.numbers(*match.span("value"))
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    before = check.letters[:low]
    if "a" not in before or set("UXPCT?ZE") & set(before) or not check.free(position, position + 1):
        return
    bound = check.binder.bind(check.reading, match.start("side"))
    if len(bound.units) != 1 or set("?ZX!") & set(check.letters[low : match.start()]):
        return

    def judge(key: str) -> Outcome:
        own, whole = check.facts.score(bound.units[0], key), check.facts.mean(key)
        if own is None or whole is None:
            return verdicts.ABSENT
        fits = verdicts.difference(number, own, whole)
        table = f"{check.facts.name(bound.units[0])}{verdicts.points(own)}，平均{verdicts.points(whole)}"
        right = fits and (own > whole) == _is_higher(check, match)
        return verdicts.verdict(right, table, check.facts.place_of(bound.units[0], key), key)

    check.take(position, position + 1)
    for keys in bound.keys:
        outcome = verdicts.any_of(keys, judge)
        check.add(Kind.GAP, match.start(), match.end(), outcome, bound, units=bound.units)


def read_indicator_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 数字政府平均分比数字生态高5.8分: the averages of two indicators."""
    (position, number), *_ = check.numbers(*match.span("value"))
    named = [p for p in range(match.start()) if check.letters[p] == "I"]
    if not match.group("one") and (len(named) != 1 or "a" not in check.letters[: match.start()]):
        return
    first_at = match.start("one") if match.group("one") else named[0]
    one = check.binder.resolve([check.tokens[first_at]], check.reading)
    two = check.binder.resolve([check.tokens[match.start("two")]], check.reading)
    if len(one) != 1 or len(two) != 1 or set("UX?ZPCT!Q") & set(check.letters[: match.end()]):
        return
    first, second = check.facts.mean(one[0]), check.facts.mean(two[0])
    if first is None or second is None or not check.free(position, position + 1):
        return
    right = verdicts.difference(number, first, second) and (first > second) == _is_higher(check, match)
    both = zip((one[0], two[0]), (first, second), strict=True)
    table = "，".join(f"{check.facts.label(key)}平均{verdicts.points(mean)}" for key, mean in both)
    check.take(position, position + 1)
    bound = Bound(keys=(one,), year=check.facts.paper.year)
    check.add(Kind.GAP, match.start(), match.end(), verdicts.verdict(right, table, key=one[0]), bound)


def _is_higher(check: Check, match: re.Match[str]) -> bool:
    return check.letters[match.start("side")] == "h"


RULES: tuple[Rule, ...] = (
    rule(r"(?P<group>[PC])f*[bo]+f*(?P<units>{UL})(?P<count>V|Nk?W?)?(?=[,.;]|$)", read_top_members),
    rule(r"(?P<groups>[PC](?:[、&][PC])*)[fW]*[fr]*r(?P<count>N)(?:k|f)", read_chained_tops),
    rule(
        r"(?P<group>[PC])(?:[fVW]|Nk)*!(?:V|Nk?W?|f*W)?[fGryxs]*(?:(?P<top>E)|(?P<side>[hl])[fRWyxs]*a(?!f*N)|(?P<tier>T))",
        read_none,
    ),
    rule(r"a[fs]*(?P<most>[mM])f*[WZ]?f*b+(?P<group>[PCT])W?(?:[,(][ofb]*(?P<values>Np))?", read_extreme_group),
    rule(
        r"a[fs]*[mM]f*W?b+[PCT]W?(?:[,(]?[ofb]*Np\)?)?,f*(?P<most>[mM])f*W?b+(?P<group>[PCT])W?(?:[,(][ofb]*(?P<values>Np))?",
        read_extreme_group,
    ),
    rule(r"(?P<group>[PCT])[fVW]*(?:Nk)?[fW]*j[f]*(?P<side>[hl])[fRWyxs]*a(?!f*N)", read_all_sides),
    rule(r"(?P<count>V)[fj]*(?P<side>[hl])[fRWyxs]*a(?!f*N)", read_counted_sides),
    rule(r"(?P<count>V|N(?=k))k?[fW]*[Gr]f*(?P<top>E)", read_counted_tops),
    rule(r"(?P<group>[TK])[fWbo+]*(?P<count>V)(?=[b,.;(]|$)", read_sizes),
    rule(r"(?P<side>[hl])f*Rf*(?P<value>N)p", read_whole_gaps),
    rule(r"Uf*(?P<side>[hl])f?(?P<value>N)p(?=[,.;]|$)", read_own_gaps),
    rule(r"(?P<one>I)f*af*c(?P<two>I)f*a?f*(?P<side>[hl])f?(?P<value>N)p", read_indicator_gaps),
    rule(r"(?P<one>)(?<=,)c(?P<two>I)f*a?f*(?P<side>[hl])f?(?P<value>N)p", read_indicator_gaps),
    rule(r"(?P<side>[hl])f*(?P<group>[PC])f+(?P<value>N)p", read_other_means),
)
