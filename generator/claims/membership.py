"""Tiers, quadrants, provinces and clusters: who belongs to them, and the bounds of tiers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound
from generator.claims.check import Check, Rule, listed_units, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.facts import Scope
from generator.claims.lexicon import Token
from generator.claims.mentions import mentioned
from generator.claims.scopes import scope_of
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL

_BEYOND = ("及以上", "及以下", "以上", "以下")
_KINDS = {"T": Kind.TIER, "K": Kind.QUADRANT, "P": Kind.MEMBER, "C": Kind.MEMBER}


def group_of(check: Check, token: Token) -> Scope | None:
    """Return the tier, quadrant, province or cluster a token names, also an empty one."""
    if token.letter == "K" and isinstance(token.meaning, int):
        quadrants = check.facts.quadrants
        return Scope(token.text, quadrants[token.meaning]) if quadrants else None
    scope = scope_of(check, token)
    return scope if scope and scope.units is not None else None


def own_group(check: Check, unit: str, letter: str) -> str:
    """Return the tier, quadrant, province or clusters a unit belongs to, in words."""
    facts = check.facts
    match letter:
        case "T":
            return next((tier.name for tier, members in facts.tiers.values() if unit in members), "")
        case "K":
            return next(
                (f"第{'一二三四'[n - 1]}象限" for n, members in facts.quadrants.items() if unit in members),
                "",
            )
        case "P":
            return facts.units[unit].province
    return "、".join(facts.units[unit].clusters)


def judge_member(check: Check, unit: str, token: Token, scope: Scope) -> Outcome:
    """Judge whether a unit belongs to a group."""
    if token.letter in "TK" and check.facts.bracketed(unit) is not None:
        shown = f"{check.facts.name(unit)}数据不全，得分在括号内，不分等级与象限"
        return verdicts.verdict(False, shown, check.facts.place_of(unit))
    own = own_group(check, unit, token.letter)
    score = check.facts.score(unit)
    shown = (
        f"{check.facts.name(unit)}{verdicts.points(score) if score is not None else ''}，属{own or '他处'}"
    )
    return verdicts.verdict(unit in (scope.units or ()), shown, check.facts.place_of(unit))


def add_members(
    check: Check,
    units: Iterable[str],
    others: Iterable[str],
    token: Token,
    bound: Bound,
    start: int,
    end: int,
) -> None:
    """Record a membership claim for each unit; a place outside the book among several is a false one."""
    scope = group_of(check, token)
    if scope is None:
        return
    units, others = tuple(units), tuple(others)
    kind = _KINDS[token.letter]
    for unit in units:
        check.add(
            kind,
            start,
            end,
            judge_member(check, unit, token, scope),
            bound,
            units=(unit,),
            stated=f"{check.facts.name(unit)}属{scope.name}",
        )
    for name in others:
        outside = Outcome(
            Verdict.FALSE, f"{name}不在{check.facts.paper.region}的{len(check.facts.units)}个单位之列"
        )
        is_ours = bool(units) and token.letter in "TK" and _is_full(check, token)
        check.add(
            kind, start, end, outside if is_ours else verdicts.ABSENT, bound, stated=f"{name}属{scope.name}"
        )


def _is_full(check: Check, token: Token) -> bool:
    if token.letter == "T" and isinstance(token.meaning, int):
        return len(token.text) > len(check.facts.tiers[token.meaning][0].short or "四字")
    return token.letter == "K"


def read_entering(check: Check, match: re.Match[str]) -> None:
    """Read 成都市进入数字经济一线城市, 曲靖处于第二象限, 绵阳属于成渝城市群."""
    token = check.tokens[match.start("group")]
    if "!" in check.letters[max(0, match.start() - 2) : match.end()]:
        return
    bound = check.binder.bind(check.reading, match.start())
    if not bound.units:
        return
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    counted = re.search("N(?:k?W|k)", check.letters[low : match.start()])
    if token.letter in "PC" and (
        check.letters[match.end() : match.end() + 1] not in ("", ",", ".", ";", ")", "&")
        or match.group("verb") not in "G"
    ):
        return
    if (
        token.letter == "T"
        and match.group("verb") == "b"
        and not _is_full(check, token)
        and "o" not in match.group()
        and "T" not in check.letters[: match.start()]
    ):
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    if counted and not bound.open_list and "U" not in check.letters[low : match.start()]:
        return
    bound = replace(bound, scope=Scope(), keys=((TOTAL,),))
    beyond = check.tokens[match.end()].text if match.end() < len(check.tokens) else ""
    if token.letter == "T" and isinstance(token.meaning, int) and beyond in _BEYOND:
        _add_beyond(check, bound, token.meaning, up=beyond.endswith("上"), span=match.span())
        return
    add_members(check, bound.units, bound.others, token, bound, match.start(), match.end())


def _add_beyond(check: Check, bound: Bound, index: int, *, up: bool, span: tuple[int, int]) -> None:
    """Record 成都、绵阳进入新一线及以上 for each unit: in the tier or in one beyond it."""
    tiers = check.facts.tiers
    held = frozenset(u for n in tiers if (n <= index if up else n >= index) for u in tiers[n][1])
    name = f"{tiers[index][0].name}{'及以上' if up else '及以下'}"
    for unit in bound.units:
        score = check.facts.score(unit)
        shown = f"{check.facts.name(unit)}{verdicts.points(score) if score is not None else ''}"
        table = f"{shown}，属{own_group(check, unit, 'T') or '他处'}"
        outcome = verdicts.verdict(unit in held, table, check.facts.place_of(unit))
        stated = f"{check.facts.name(unit)}属{name}"
        check.add(Kind.TIER, *span, outcome, bound, units=(unit,), stated=stated)


def read_parallel(check: Check, match: re.Match[str]) -> None:
    """Read 成都、重庆分别进入一线城市和新一线城市."""
    bound = check.binder.bind(check.reading, match.start())
    groups = [t for t in check.tokens[match.start() : match.end()] if t.letter in "TK"]
    if len(groups) != len(bound.units):
        return
    for unit, token in zip(bound.units, groups, strict=True):
        add_members(
            check,
            [unit],
            (),
            token,
            replace(bound, scope=Scope(), keys=((TOTAL,),)),
            match.start(),
            match.end(),
        )


def read_listing(check: Check, match: re.Match[str]) -> None:
    """Read 新一线城市包括重庆、贵阳…, 第一象限：成都、重庆, 重庆、贵阳等新一线城市."""
    token = check.tokens[match.start("group")]
    units, others = listed_units(check, *match.span("units"))
    if token.letter == "U" or not units:
        return
    bound = check.binder.topic(check.reading, match.start(), match.start())
    bound = replace(bound, units=units, scope=Scope(), keys=((TOTAL,),), state="sure")
    if token.letter in "PC":
        if not re.search("[i]", match.group()):
            return
        bound = replace(bound, state="unsure")
    elif token.letter == "T" and not _is_full(check, token) and not re.search("[ibo]", match.group()):
        bound = replace(bound, state="unsure")
    add_members(check, units, others, token, bound, match.start(), match.end())
    number = re.search("N", match.group())
    complete = (
        check.letters[match.end() : match.end() + 1] not in ("e", "N", "&")
        and token.letter in "TK"
        and re.search("[ib]", match.group())
    )
    scope = group_of(check, token)
    if complete and scope and (around := _group_around(check, match.start("group"))):  # 浙江的新一线城市有…
        inside = (scope.units or frozenset()) & (around.units or frozenset())
        scope = Scope(f"{around.name}{scope.name}", inside)
    if complete and scope and not others and not number and set(units) < set(scope.units or ()):
        missing = [unit for unit in scope.units or () if unit not in units]
        outcome = Outcome(
            Verdict.FALSE,
            f"{scope.name}共{len(scope.units or ())}个，还有{check.facts.names(missing)}",
            check.facts.place_of(missing[0]),
        )
        check.add(
            _KINDS[token.letter],
            match.start(),
            match.end(),
            outcome,
            bound,
            units=units,
            stated=f"{scope.name}{len(units)}个",
        )


def _group_around(check: Check, position: int) -> Scope | None:
    """Return the province or cluster that the clause names before a tier or quadrant, None where it names none."""
    low = check.reading.clauses[check.reading.clause_at(position)][0]
    named = (scope_of(check, token) for token in check.tokens[low:position] if token.letter in "PC")
    return next((scope for scope in named if scope and scope.units), None)


def read_named_after(check: Check, match: re.Match[str]) -> None:
    """Read 山东有6市跻身新一线，分别是济南、青岛…: those named in the clause after."""
    token = check.tokens[match.start("group")]
    units, others = listed_units(check, *match.span("units"))
    if "?" in check.letters[: match.start()] or "U" in check.letters[: match.start()]:
        return
    bound = Bound(units, others, keys=((TOTAL,),), year=check.facts.paper.year)
    add_members(check, units, others, token, bound, match.start(), match.end())


def read_only(check: Check, match: re.Match[str]) -> None:
    """Read 成都是唯一的一线城市, 唯一的一线城市为成都, 仅成都进入一线城市."""
    token = check.tokens[match.start("group")]
    scope = group_of(check, token)
    if scope is None or token.letter not in "TK":
        return
    if match.group("units"):
        units, others = listed_units(check, *match.span("units"))
        bound = replace(
            check.binder.topic(check.reading, match.start(), match.start()), units=units, others=others
        )
    else:
        bound = check.binder.bind(check.reading, match.start())
        units = bound.units
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    if not units or bound.others or ("U" in check.letters[low : match.start()] and match.group("units")):
        return
    around = next(
        (
            group
            for t in reversed(check.tokens[: match.start("group")])
            if t.letter in "PC" and (group := scope_of(check, t)) and group.units
        ),
        None,
    )
    right = scope.units or frozenset()
    if around is not None:  # 京津冀城市群中仅北京一城进入一线
        right &= around.units or frozenset()
    outcome = verdicts.verdict(
        set(units) == set(right),
        f"{around.name if around else ''}{scope.name}共{len(right)}个：{check.facts.names(right)}",
        check.facts.place_of(units[0]),
    )
    check.add(
        Kind.ONLY,
        match.start(),
        match.end(),
        outcome,
        replace(bound, scope=Scope(), keys=((TOTAL,),)),
        units=units,
    )


def read_namely(check: Check, match: re.Match[str]) -> None:
    """Read 80分以上的东部城市中，江苏占据3席，即南京、苏州、无锡: those listed are among those counted."""
    position, units = match.start("count"), listed_units(check, *match.span("units"))[0]
    told = mentioned(check, check.tokens[:position], but=check.tokens[position : position + 1]).told
    groups = [scope for t in check.tokens[:position] if t.letter in "PC" and (scope := scope_of(check, t))]
    if check.tokens[match.start("namely")].text != "即" or len(told) != 1 or not groups or not units:
        return
    right = told[0] & (groups[-1].units or frozenset())
    table = f"{groups[-1].name}中有{len(right)}个：{check.facts.names(right)}"
    bound = Bound(units, keys=((TOTAL,),), year=check.facts.paper.year)
    outcome = verdicts.verdict(set(units) <= right, table, check.facts.place_of(units[0]))
    check.add(Kind.MEMBER, match.start("units"), match.end(), outcome, bound, units=units)


def read_bounds(check: Check, match: re.Match[str]) -> None:
    """Read 综合得分85分及以上为一线城市: the lowest score of a tier."""
    (position, number), *_ = check.numbers(*match.span("value"))
    token = check.tokens[match.start("group")]
    if not isinstance(token.meaning, int) or not check.free(position, position + 1):
        return
    if check.letters[position - 1 : position] == "U":  # 淮安65.7分、连云港65.1分已进入新一线: a score
        return
    tier, _ = check.facts.tiers[token.meaning]
    check.take(position, position + 1)
    bound = Bound(keys=((TOTAL,),), year=check.facts.paper.year)
    below = "以下" in check.reading.text(match.start(), match.end())
    higher = [each.min for each, _ in check.facts.tiers.values() if each.index == tier.index - 1]
    right = number.value in higher if below else number.value == tier.min
    check.add(
        Kind.BOUND,
        match.start(),
        match.end(),
        verdicts.verdict(right, f"{tier.name}自{tier.min:g}分起"),
        bound,
    )


def read_wrong_home(check: Check, match: re.Match[str]) -> None:
    """Read 甘肃西宁: a unit after the name of a province that is not its own."""
    token = check.tokens[match.start()]
    if not isinstance(token.meaning, tuple):
        return
    province, unit = token.meaning
    if not isinstance(province, Scope):
        return
    right = check.facts.units[unit].province
    sure = province.name in token.text or token.text.endswith(("市", "州", "地区", "盟"))
    bound = Bound(units=(unit,), keys=((TOTAL,),), state="sure" if sure else "unsure")
    check.add(
        Kind.MEMBER,
        match.start(),
        match.end(),
        Outcome(Verdict.FALSE, f"{check.facts.units[unit].full}属{right}", check.facts.place_of(unit)),
        bound,
        units=(unit,),
    )


BOUNDS: tuple[Rule, ...] = (rule(r"(?P<value>N)pf*(?:W|f)*[bG]+f*(?P<group>T)", read_bounds),)
RULES: tuple[Rule, ...] = (
    rule(r"U", read_wrong_home),
    rule(r"(?P<units>)b[of]*o[Nkf RCP]*[rG]*f*(?P<group>[TK])", read_only),
    rule(r"o[Nkf]*(?P<group>[TK])W?[f']*b+(?P<units>{UL})(?![、&e])", read_only),
    rule(r"o(?P<units>{UL})(?:N?k?W|V)?[fG]*[Gr]f*(?P<group>[TK])", read_only),
    rule(r"(?P<group>[TK])W?[fy]*o[fbk]*(?P<units>{UL})", read_only),
    rule(r"(?P<count>N)(?:k?W|k|f),(?P<namely>b)(?P<units>{UL})(?![、&e])", read_namely),
    rule(r"d[Grb]f*[TK]W?(?:[、&][TK]W?)+", read_parallel),
    rule(r"(?P<verb>[Grb]|(?<=[UXe,])j)[ofjR'b]*(?P<group>[TKPC])", read_entering),
    rule(r"(?P<group>[TKPC])W?(?:N?k?W|[fj'])*(?:i|b|\()+[dfo']*(?P<units>{UL})", read_listing),
    rule(r"(?P<group>T)W?,f*d[fb]*(?P<units>{UL})", read_named_after),
    rule(r"(?P<units>{UL})e(?:Nk)?f*(?P<group>T)W", read_listing),
)
