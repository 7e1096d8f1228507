"""Differences between two, comparisons, sums and ratios of scores."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, unit_key
from generator.claims.check import Check, Rule, listed_units, rule
from generator.claims.claim import Kind
from generator.claims.lexicon import Token
from generator.claims.marks import Ranks
from generator.claims.numerals import Number
from generator.claims.verdicts import Outcome


def _end(check: Check, token: Token, key: str, bound: Bound) -> tuple[str, float] | None:
    """Return name and value of one end of a gap: a unit, the average, the one at a rank."""
    facts = check.facts
    order = facts.order(key, bound.scope)
    unit = ""
    match token.letter:
        case "U":
            unit = unit_key(token)
        case "a":
            mean = facts.mean(key, bound.scope)
            return None if mean is None else ("平均", mean)
        case "O" if isinstance(token.meaning, Ranks):
            value = token.meaning.values[0]
            if abs(value) > len(order):
                return None
            unit = order[value - 1 if value > 0 else value]
        case "m":
            unit = order[0] if order else ""
        case "M":
            unit = order[-1] if order else ""
    score = facts.score(unit, key)
    return None if score is None else (f"{facts.name(unit)}{verdicts.points(score)}", score)


def _judge_gap(check: Check, bound: Bound, first: Token, second: Token, number: Number, sign: int) -> Outcome:
    def judge(key: str) -> Outcome:
        one, two = _end(check, first, key, bound), _end(check, second, key, bound)
        if one is None or two is None:
            return verdicts.ABSENT
        right = verdicts.difference(number, one[1], two[1]) and (not sign or (one[1] - two[1]) * sign >= 0)
        if second.letter == "a" and not right and sign and number.fits(two[1]):
            right = (one[1] - two[1]) * sign >= 0  # 高于平均分45.6分 may name the average itself
        if not right and second.letter == "a" and bound.scope.units is not None:
            whole = check.facts.mean(key)
            right = whole is not None and verdicts.difference(number, one[1], whole)
        gap = one[1] - two[1]
        source = check.facts.place_of(unit_key(first), key) if first.letter == "U" else ""
        return verdicts.verdict(right, f"{one[0]}，{two[0]}，相差{verdicts.points(abs(gap))}", source, key)

    return verdicts.any_of(bound.keys[0], judge)


def read_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 比重庆高11.9分, 领先第二名11.9分, 高出平均分43.6分."""
    (position, number), *_ = check.numbers(*match.span("value"))
    if not check.free(position, position + 1):
        return
    second = check.tokens[match.start("other")]
    bound = check.binder.bind(check.reading, match.start(), match.end())
    if len(bound.units) != 1 or len(bound.keys) != 1 or second.letter == "Z":
        if bound.units:
            check.take(position, position + 1)
        return
    check.take(position, position + 1)
    if any(t.letter == "Z" for t in check.tokens[match.start() : position]) and not re.search(
        "ZOf*U", match.group()
    ):
        bound = replace(bound, state="outside")
    if number.share or number.value > 120:
        return
    first = _as_token(bound.units[0])
    places = check.tokens[position + 1].text in ("位", "名") if position + 1 < len(check.tokens) else False
    if not bound.measured and "p" not in match.group() and not (places and "O" in check.letters[: match.start()]):
        return
    sign = 1 if "h" in match.group("side") else -1
    if "位" in check.reading.text(match.start("value"), match.end()) or "名" in check.reading.text(
        match.start("value"), match.end()
    ):
        _rank_gap(check, bound, second, number, sign, match)
        return
    outcome = _judge_gap(check, bound, first, second, number, sign)
    if second.letter == "U" and check.tokens[position - 1].text == "的":
        outcome = _judge_value(check, bound, unit_key(second), number, sign)
    check.add(Kind.GAP, match.start(), match.end(), outcome, bound, units=bound.units)


def _judge_value(check: Check, bound: Bound, other: str, number: Number, sign: int) -> Outcome:
    """Judge 高于重庆的80.4分: the number is the other's score."""

    def judge(key: str) -> Outcome:
        first, second = check.facts.score(bound.units[0], key), check.facts.score(other, key)
        if first is None or second is None:
            return verdicts.ABSENT
        names = check.facts.name(bound.units[0]), check.facts.name(other)
        table = f"{names[0]}{verdicts.points(first)}，{names[1]}{verdicts.points(second)}"
        right = number.fits(second) and (first - second) * sign > 0
        return verdicts.verdict(right, table, check.facts.place_of(other, key), key)

    return verdicts.any_of(bound.keys[0], judge)


def _as_token(unit: str) -> Token:
    return Token("U", 0, 0, "", unit)


def _rank_gap(
    check: Check, bound: Bound, second: Token, number: Number, sign: int, match: re.Match[str]
) -> None:
    """Record 比重庆高一位."""
    if second.letter != "U" or not number.is_whole():
        return
    other = unit_key(second)

    def judge(key: str) -> Outcome:
        ranks = check.facts.ranks(key, bound.scope)
        if other not in ranks or bound.units[0] not in ranks:
            return verdicts.ABSENT
        gap = (ranks[other] - ranks[bound.units[0]]) * sign
        return verdicts.verdict(
            gap == number.value,
            f"{check.facts.name(bound.units[0])}第{ranks[bound.units[0]]}名，{check.facts.name(other)}第{ranks[other]}名",
            check.facts.place_of(bound.units[0], key),
            key,
        )

    check.add(
        Kind.GAP, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound, units=bound.units
    )


def read_compared_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 与成都相比，绵阳总分低23.3分 and 与第三名德阳相比，则高出10.3分: the points are the difference."""
    (position, number), *_ = check.numbers(*match.span("value"))
    other = check.tokens[match.start("other")]
    if not check.free(position, position + 1) or set("?ZPC") & set(check.letters[: match.end()]):
        return
    bound = check.binder.topic(check.reading, match.start(), match.end())
    if match.group("own"):
        units: tuple[str, ...] = (unit_key(check.tokens[match.start("own")]),)
    else:
        units = check.reading.carry.units or check.reading.home
    if len(units) != 1 or units[0] == unit_key(other) or len(bound.keys) != 1:
        return
    bound = replace(bound, units=units)
    check.take(position, position + 1)
    sign = 1 if check.letters[match.start("side")] == "h" else -1
    outcome = _judge_gap(check, bound, _as_token(units[0]), other, number, sign)
    check.add(Kind.GAP, match.start(), match.end(), outcome, bound, units=units)


def read_pair_gaps(check: Check, match: re.Match[str]) -> None:
    """Read 成都与重庆得分相差11.9分, 最高分与最低分相差56.9分, 两市相差11.9分."""
    (position, number), *_ = check.numbers(*match.span("value"))
    if not check.free(position, position + 1) or number.share or number.value > 120:
        return
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    if "H" in check.letters[low : match.end()]:
        return
    bound = check.binder.bind(check.reading, match.start(), match.end())
    ends = [
        check.tokens[p]
        for p in range(low, match.start())
        if check.letters[p] in "UaOmM" and not re.match("O[UX]|[mM]f?[UX]", check.letters[p:])  # 第二名重庆, 最高的成都
    ]
    ends = [t for t in ends if t.letter != "a"] if sum(t.letter in "UO" for t in ends) > 1 else ends
    if "E" in check.letters[low : match.start()]:
        return
    if len(ends) == 1 and len(bound.units) == 1 and ends[0].letter != "U":
        ends = [_as_token(bound.units[0]), ends[0]]
    if len(ends) < 2 and len(bound.units) == 2:
        ends = [_as_token(unit) for unit in bound.units]
    text = check.tokens[match.start()].text
    if text in ("极差", "级差") or (len(ends) < 2 and "首尾" in check.reading.text(low, match.start())):
        ends = [Token("m", 0, 0, ""), Token("M", 0, 0, "")]
        bound = check.binder.topic(check.reading, match.start(), match.start() + 1)
    if len(ends) == 2 and {t.letter for t in ends} == {"m", "M"}:
        bound = check.binder.topic(check.reading, match.start(), match.start() + 1)
        bound = replace(bound, measured=True)
    if len(ends) != 2 or len(bound.keys) != 1:
        return
    check.take(position, position + 1)
    if not bound.measured and "?" in check.letters[: match.start()]:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    bound = replace(
        bound,
        state="sure"
        if bound.state == "unsure" and bound.measured and "?" not in check.letters[low : match.end()]
        else bound.state,
    )
    outcome = _judge_gap(check, bound, ends[0], ends[1], number, 0)
    check.add(Kind.GAP, match.start(), match.end(), outcome, bound, units=bound.units)


def read_comparisons(check: Check, match: re.Match[str]) -> None:
    """Read 得分高于重庆, 比重庆高, 领先于重庆."""
    bound = check.binder.bind(check.reading, match.start(), match.end())
    others, foreign = listed_units(check, *match.span("others"))
    if len(bound.units) != 1 or foreign or not others or bound.units[0] in others:
        return
    if not bound.measured and ("?" in check.letters or "p" not in check.letters[match.end() :]):
        return  # 略高于长春，领先0.1分: the points say what is compared
    sign = 1 if "h" in match.group("side") else -1

    def judge(key: str) -> Outcome:
        scores = check.facts.scores(key)
        own = scores.get(bound.units[0])
        rest = [scores.get(unit) for unit in others]
        if own is None or any(value is None for value in rest):
            return verdicts.ABSENT
        right = all((own - value) * sign > 0 for value in rest if value is not None)
        shown = "，".join(
            f"{check.facts.name(u)}{verdicts.points(scores[u])}" for u in (bound.units[0], *others)
        )
        return verdicts.verdict(right, shown, check.facts.place_of(bound.units[0], key), key)

    for keys in bound.keys:
        check.add(
            Kind.COMPARISON,
            match.start(),
            match.end(),
            verdicts.any_of(keys, judge),
            bound,
            units=bound.units,
        )


def read_sums(check: Check, match: re.Match[str]) -> None:
    """Read 成都与重庆得分合计166.5分."""
    (position, number), *_ = check.numbers(*match.span("value"))
    bound = check.binder.bind(check.reading, match.start(), match.end())
    if not check.free(position, position + 1) or len(bound.units) < 2 or bound.others or len(bound.keys) != 1:
        return

    def judge(key: str) -> Outcome:
        values = [check.facts.score(unit, key) for unit in bound.units]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return verdicts.ABSENT
        printed = round(sum(round(value + 1e-9, 1) for value in known), 6)
        return verdicts.verdict(
            number.fits(sum(known)) or number.fits(printed),
            f"合计{verdicts.points(sum(known))}",
            check.facts.place_of(bound.units[0], key),
            key,
        )

    check.take(position, position + 1)
    check.add(
        Kind.SUM, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound, units=bound.units
    )


def read_ratios(check: Check, match: re.Match[str]) -> None:
    """Read 得分是天水的2.8倍, 相当于平均分的两倍."""
    (position, number), *_ = check.numbers(*match.span("value"))
    bound = check.binder.bind(check.reading, match.start(), match.end())
    if (
        not check.free(position, position + 1)
        or len(bound.units) != 1
        or not (bound.measured or re.search("[mM]fU", check.letters[: match.start()]))
        or len(bound.keys) != 1
    ):
        return
    second = check.tokens[match.start("other")]

    def judge(key: str) -> Outcome:
        one, two = _end(check, _as_token(bound.units[0]), key, bound), _end(check, second, key, bound)
        if one is None or two is None or not two[1]:
            return verdicts.ABSENT
        return verdicts.verdict(
            number.fits(one[1] / two[1]),
            f"{one[0]}，{two[0]}，{one[1] / two[1]:.2f}倍",
            check.facts.place_of(bound.units[0], key),
            key,
        )

    check.take(position, position + 1)
    check.add(
        Kind.RATIO,
        match.start(),
        match.end(),
        verdicts.any_of(bound.keys[0], judge),
        bound,
        units=bound.units,
    )


RULES: tuple[Rule, ...] = (
    rule(
        r"c[fRPC']*(?:Z?r?Of*(?=U))?(?P<other>[UaOZ])(?:[fsxyIRW'])*(?P<side>[hl])[fbo]*(?P<value>N)(?:p|f)",
        read_gaps,
    ),
    rule(r"(?P<side>[hl])[fR']*(?:O(?=U))?(?P<other>[UaOZ])[fsxyIb'ao]*[lh]?(?P<value>N)p", read_gaps),
    rule(r"(?<=&)(?P<other>U)c,?(?P<side>[hl])[fbo]*(?P<value>N)p", read_gaps),
    rule(
        r"&f*O?f*(?P<other>U)c,f*(?P<own>U?)[sxyIf]*(?P<side>[hl])[fbo]*(?P<value>N)p(?=[,.;]|$)",
        read_compared_gaps,
    ),
    rule(r"g[fbod']*(?P<value>N)p", read_pair_gaps),
    rule(r"\+[fbsx']*(?P<value>N)p", read_sums),
    rule(r"(?:b|f|\?)+(?:[mMO]f)?(?P<other>[UaO])f?s?f?(?P<value>N)t", read_ratios),
    rule(r"c(?P<others>{UL})[fsxyIRW']*(?P<side>[hl])(?=[,.;]|$)", read_comparisons),
    rule(r"(?P<side>[hl])f?(?P<others>{UL})(?=[,.;sfe(]|$)", read_comparisons),
)
