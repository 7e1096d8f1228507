"""Differences told in passing: 以0.2分之差, 曲靖则低0.4分, 比40分多0.5分, 比西部平均高2.0分, 是四线城市的2.4倍.

What the difference is to is often not said in the same breath. It is true if it fits any of those it may be
to: a unit named beside it, the neighbours in the order, the average where one is spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, unit_key
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind
from generator.claims.facts import Scope
from generator.claims.numerals import Number
from generator.claims.paper import NATION
from generator.claims.points import is_margin
from generator.claims.scopes import scope_of
from generator.claims.verdicts import Outcome


def _others(check: Check, unit: str, key: str, bound: Bound, *, order: bool) -> Iterator[tuple[str, float]]:
    """Yield what a difference may be to, by name and value."""
    facts = check.facts
    scores = facts.scores(key)
    named = [unit_key(t) for t in check.tokens if t.letter == "U"]
    near = facts.order(key, bound.scope) if order else []
    place = near.index(unit) if unit in near else -2
    beside = near[max(place - 1, 0) : place + 2] if place >= 0 else []
    for other in dict.fromkeys((*named, *check.reading.carry.units, *beside)):
        if other != unit and other in scores:
            yield facts.name(other), scores[other]
    if "a" in check.letters and (mean := facts.mean(key)) is not None:
        yield "平均", mean


def _judge(check: Check, bound: Bound, number: Number, sign: int, *, order: bool) -> Outcome:
    unit = bound.units[0]

    def judge(key: str) -> Outcome:
        own = check.facts.score(unit, key)
        rest = list(_others(check, unit, key, bound, order=order))
        if own is None or not rest:
            return verdicts.ABSENT
        right = any(verdicts.difference(number, own, value) and (own - value) * sign >= 0 for _, value in rest)
        shown = "，".join(f"{name}{verdicts.points(value)}" for name, value in rest[:4])
        table = f"{check.facts.name(unit)}{verdicts.points(own)}，{shown}"
        return verdicts.verdict(right, table, check.facts.place_of(unit, key), key)

    return verdicts.any_of(bound.keys[0], judge)


def read_margins(check: Check, match: re.Match[str]) -> None:
    """Read 以0.2分的微弱优势列第49, 以0.5分之差居次."""
    (position, number), *_ = check.numbers(*match.span("value"))
    if not check.free(position, position + 1) or not is_margin(check, match.end()):
        return
    check.take(position, position + 1)
    bound = check.binder.bind(check.reading, match.start())
    if len(bound.units) != 1 or len(bound.keys) != 1:
        return
    outcome = _judge(check, bound, number, 0, order=True)
    check.add(Kind.GAP, match.start(), match.end(), outcome, bound, units=bound.units)


def read_elided_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 宜宾高于平均分0.2分，曲靖则低0.4分: the difference is to what was named before."""
    (position, number), *_ = check.numbers(*match.span("value"))
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    if not check.free(position, position + 1) or not set("Ua") & set(check.letters[:low]):
        return
    if set("?ZPCTE!HQ") & set(check.letters[: match.end()]):
        return
    if check.letters[match.start()] == "D" and check.tokens[match.start()].text not in ("前者", "后者"):
        return
    bound = check.binder.bind(check.reading, match.start("side"))
    if len(bound.units) != 1:
        return
    if check.letters[match.start()] == "D":
        pair = re.fullmatch(r"U[^U]*U[^U]*", check.letters[: match.start()])
        bound = replace(bound, state="sure" if pair and bound.state != "outside" else bound.state)
    check.take(position, position + 1)
    outcome = _judge(check, bound, number, 1 if check.letters[match.start("side")] == "h" else -1, order=True)
    check.add(Kind.GAP, match.start(), match.end(), outcome, bound, units=bound.units)


def read_gap_to(check: Check, match: re.Match[str]) -> None:
    """Read 海东在青海垫底，与西宁相差25.3分: the subject stands in a clause before."""
    (position, number), *_ = check.numbers(*match.span("value"))
    bound = check.binder.bind(check.reading, match.start())
    other = unit_key(check.tokens[match.start("other")])
    if len(bound.units) != 1 or other in bound.units or not check.free(position, position + 1):
        return

    def judge(key: str) -> Outcome:
        own, rest = check.facts.score(bound.units[0], key), check.facts.score(other, key)
        if own is None or rest is None:
            return verdicts.ABSENT
        first, second = check.facts.name(bound.units[0]), check.facts.name(other)
        table = f"{first}{verdicts.points(own)}，{second}{verdicts.points(rest)}"
        return verdicts.verdict(
            verdicts.difference(number, own, rest), table, check.facts.place_of(bound.units[0], key), key
        )

    check.take(position, position + 1)
    check.add(
        Kind.GAP, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound, units=bound.units
    )


def read_gap_between(check: Check, match: re.Match[str]) -> None:
    """Read 一线城市与四线城市的平均分相差52.3分: the averages of two groups."""
    (position, number), *_ = check.numbers(*match.span("value"))
    scopes = [scope_of(check, check.tokens[match.start(end)]) for end in ("one", "two")]
    if not check.free(position, position + 1) or "?" in check.letters[: match.end()]:
        return
    bound = check.binder.topic(check.reading, match.start(), match.end())

    def judge(key: str) -> Outcome:
        means = [(scope.name, check.facts.mean(key, scope)) for scope in scopes if scope and scope.units]
        known = [(name, mean) for name, mean in means if mean is not None]
        if len(known) != 2:
            return verdicts.ABSENT
        table = "，".join(f"{name}平均{verdicts.points(mean)}" for name, mean in known)
        return verdicts.verdict(verdicts.difference(number, known[0][1], known[1][1]), table, key=key)

    check.take(position, position + 1)
    check.add(Kind.GAP, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound)


def read_line_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 比40分多0.5分和0.2分: the difference to a number."""
    (line_at, line), *_ = check.numbers(*match.span("line"))
    gaps = check.numbers(*match.span("values"))
    bound = check.binder.bind(check.reading, match.start())
    if len(bound.units) != len(gaps) or bound.others or not check.free(line_at, match.end()):
        return
    sign = 1 if check.letters[match.start("side")] == "h" else -1
    check.take(match.start(), match.end())
    for unit, (_, number) in zip(bound.units, gaps, strict=True):
        score = check.facts.score(unit, bound.keys[0][0])
        if score is None:
            continue
        right = verdicts.difference(number, score, line.value) and (score - line.value) * sign >= 0
        table = f"{check.facts.name(unit)}{verdicts.points(score)}"
        outcome = verdicts.verdict(right, table, check.facts.place_of(unit, bound.keys[0][0]))
        stated = f"{table}比{line.value:g}分"
        check.add(Kind.GAP, match.start(), match.end(), outcome, bound, units=(unit,), stated=stated)


def _group_before(check: Check, before: int) -> Scope | None:
    """Return the only group whose average the clauses before a token give, None where a unit is the subject."""
    found: Scope | None = None
    for position, token in enumerate(check.tokens[:before]):
        if token.letter in "PCT" and (scope := scope_of(check, token)) and scope.units:
            found = scope
        elif token.letter in "UX?" or (token.letter == "R" and position and check.letters[position - 1] not in "PCT"):
            found = None
    return found if "a" in check.letters[:before] else None


def _value_of(check: Check, match: re.Match[str], key: str) -> tuple[str, float] | None:
    """Return name and average of the group that another is held against."""
    token = check.tokens[match.start("other")]
    scope: Scope | None = Scope()
    if token.letter == "Z":
        known = token.text in NATION and check.facts.book.whole is not None
        scope = Scope(token.text, None, beyond=True) if known else None
    elif token.letter in "PCT":
        scope = scope_of(check, token)
    mean = check.facts.mean(key, scope) if scope is not None else None
    return None if mean is None or scope is None else (scope.name or "总体", mean)


def read_mean_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 平均43.6分，比西部平均低2.0分, 低于全国平均5.5分: one average against another."""
    (position, number), *_ = check.numbers(*match.span("value"))
    scope = _group_before(check, match.start())
    regional = "R" in check.letters[: match.start()] and check.letters[match.start("other")] == "Z"
    if scope is None and regional and "a" in check.letters[: match.start()]:
        scope = Scope()
    if scope is None or set("UX!E") & set(check.letters[: match.end()]) or not check.free(position, position + 1):
        return
    bound = check.binder.topic(check.reading, 0, match.start())
    bound = replace(bound, scope=scope, state="sure" if "?" not in check.letters[: match.end()] else "unsure")
    higher = check.letters[match.start("side")] == "h"

    def judge(key: str) -> Outcome:
        own, other = check.facts.mean(key, scope), _value_of(check, match, key)
        if own is None or other is None:
            return verdicts.ABSENT
        right = (verdicts.difference(number, own, other[1]) or number.fits(other[1])) and (own > other[1]) == higher
        table = f"{scope.name}平均{verdicts.points(own)}，{other[0]}平均{verdicts.points(other[1])}"
        return verdicts.verdict(right, table, key=key)

    check.take(position, position + 1)
    check.add(Kind.GAP, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound)


def read_stated_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 四市平均85.2分，比全国平均高30.9分: of whomever, the average just stated is held against another."""
    (own_at, own), (position, number) = check.numbers(*match.span("own"))[0], check.numbers(*match.span("value"))[0]
    if not check.free(position, position + 1) or own.share or set("!E") & set(check.letters[own_at : match.end()]):
        return
    bound = check.binder.topic(check.reading, 0, match.start())
    bound = replace(bound, state="sure" if "?" not in check.letters[: match.end()] else "unsure")
    higher = check.letters[match.start("side")] == "h"

    def judge(key: str) -> Outcome:
        other = _value_of(check, match, key)
        if other is None:
            return verdicts.ABSENT
        gap = own.value - other[1] if higher else other[1] - own.value
        right = abs(gap - number.value) <= (own.step + number.step) / 2 + 1e-9 or number.fits(other[1])
        return verdicts.verdict(right and gap > -own.step, f"{other[0]}平均{verdicts.points(other[1])}", key=key)

    check.take(position, position + 1)
    check.add(Kind.GAP, match.start("side"), match.end(), verdicts.any_of(bound.keys[0], judge), bound)


def read_mean_sides(check: Check, match: re.Match[str]) -> None:
    """Read 贵州平均得分43.7分，低于西部平均水平: the subject is the group of the clause before."""
    scope = _group_before(check, match.start())
    if scope is None or set("UX!E?Z") & set(check.letters[: match.end()]):
        return
    bound = replace(check.binder.topic(check.reading, 0, match.start()), scope=scope, state="sure")
    higher = check.letters[match.start("side")] == "h"

    def judge(key: str) -> Outcome:
        own, whole = check.facts.mean(key, scope), check.facts.mean(key)
        if own is None or whole is None:
            return verdicts.ABSENT
        table = f"{scope.name}平均{verdicts.points(own)}，总体平均{verdicts.points(whole)}"
        return verdicts.verdict((own > whole) == higher, table, key=key)

    check.add(Kind.ABOVE, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound)


def read_mean_ratios(check: Check, match: re.Match[str]) -> None:
    """Read 一线城市平均分90.5分，是四线城市的2.4倍: one average against another."""
    (position, number), *_ = check.numbers(*match.span("value"))
    scope = _group_before(check, match.start())
    if scope is None or set("UX!E?") & set(check.letters[: match.end()]) or not check.free(position, position + 1):
        return
    bound = replace(check.binder.topic(check.reading, 0, match.start()), scope=scope, state="sure")

    def judge(key: str) -> Outcome:
        own, other = check.facts.mean(key, scope), _value_of(check, match, key)
        if own is None or other is None or not other[1]:
            return verdicts.ABSENT
        times = own / other[1]
        table = f"{scope.name}平均{verdicts.points(own)}，{other[0]}平均{verdicts.points(other[1])}，{times:.2f}倍"
        return verdicts.verdict(number.fits(times), table, key=key)

    check.take(position, position + 1)
    check.add(Kind.RATIO, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound)


RULES: tuple[Rule, ...] = (
    rule(r"(?P<value>N)p", read_margins),
    rule(r"(?<=,)[&c]f*(?:r?Of*)?(?P<other>U)[fsxy]*g[fbod']*(?P<value>N)p", read_gap_to),
    rule(r"(?P<one>[TPC])W?&(?P<two>[TPC])W?f*a[f]*g[fbod']*(?P<value>N)p", read_gap_between),
    rule(r"cf*(?P<line>Np)f*(?P<side>[hl])f?(?P<values>{NL})", read_line_gaps),
    rule(r"c[f']*(?P<other>[RZPCTa])[fWyxs]*(?:a[fs]*)?(?P<side>[hl])[fbo]*(?P<value>N)p", read_mean_gaps),
    rule(r"(?P<side>[hl])[f']*(?P<other>[RZPCT])[fWyxs]*(?:a[fs]*)?(?P<value>N)p", read_mean_gaps),
    rule(
        r"a[fsbod']*(?P<own>N)p,f*c[f']*(?P<other>[RZPCT])[fWyxs]*(?:a[fs]*)?(?P<side>[hl])[fbo]*(?P<value>N)p",
        read_stated_gaps,
    ),
    rule(
        r"a[fsbod']*(?P<own>N)p,f*(?P<side>[hl])[f']*(?P<other>[RZPCT])[fWyxs]*(?:a[fs]*)?(?P<value>N)p",
        read_stated_gaps,
    ),
    rule(r"(?<=,)f*(?P<side>[hl])[fyxs]*Rf*a(?=[,.;]|$)", read_mean_sides),
    rule(r"(?:b|f)+(?P<other>[RZPCT])[fWyxs]*(?:a[fs]*)?(?P<value>N)t", read_mean_ratios),
    rule(r"[UD]f*(?P<side>[hl])[fb]*(?P<value>N)p(?=[,.;]|$)", read_elided_gaps),
)
