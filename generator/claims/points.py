"""Scores: 得分为45.3分, 以89.2分, 成都（89.2分）, and those of an indicator without a unit."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, Keys, unit_key
from generator.claims.check import Check, Rule, bounds_fact, names_indicator, rule
from generator.claims.claim import Kind
from generator.claims.numerals import Number
from generator.claims.verdicts import UNSURE
from generator.scores.tree import TOTAL

_MARGIN = re.compile(
    r"的?(?:微弱|明显|较大|较小|细微|微小)?的?(?:领先)?(?:优势|劣势|差距|之差|落差|身位)"
)


def read_scores(check: Check, match: re.Match[str]) -> None:
    """Read 得分为45.3分, 得分分别为…, 以89.2分, 成都（89.2分）."""
    start, end = match.span("values")
    numbers = check.numbers(start, end)
    if not numbers or not check.free(start, end) or not _looks_like_points(check, match, numbers):
        return
    low = check.reading.clauses[check.reading.clause_at(start)][0]
    if re.match("f*W", check.letters[end:]) and "U" not in check.letters[low:start]:
        return  # 得分不足35分的城市: a condition, not a claim
    behind = re.match("f+(?=[bo])", check.letters[end:])
    if behind and check.tokens[end + behind.end() - 1].text == "的" and "U" not in check.letters[low:start]:
        return  # 得分在40分以下的有4个: those of whom it is told how many they are
    if match.group("cue") in ("h", "l") and "c" in check.letters[low:start]:
        return  # 比重庆高11.9分: a difference
    if check.letters[:start].endswith("a("):
        return  # 西部平均（41.0分）的2.0倍: what the bracket stands behind, and no unit's score
    bound = check.binder.bind(check.reading, match.start(), start)
    if owner := _unit_behind(check, low, start, end):
        bound = replace(bound, units=(owner,), others=())
    if not bound.units and not bound.others:
        if (
            bound.named
            and any(key != TOTAL for keys in bound.keys for key in keys)
            and names_indicator(check, match.start())
        ):
            read_means(check, bound, numbers, start, end)
        return
    if bound.state == "unsure" and _in_brackets(check, start) and len(bound.units) == 1:
        bound = replace(bound, state="sure")
    check.take(start, end)
    if not match.group("cue") and not bound.measured and "?" in check.letters[: match.start()]:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    for unit, keys, (position, number) in _paired(
        bound, numbers, every="j" in check.letters[start - 3 : start]
    ):
        stated = _loosened(check, position, number)
        outcome = verdicts.score(check.facts, unit, keys, stated) if unit else UNSURE
        fact = bounds_fact(
            check, "score", unit, keys, bound, number.value - number.step / 2, number.value + number.step / 2
        )
        check.add(
            Kind.SCORE,
            start,
            end,
            outcome,
            bound,
            units=(unit,) if unit else (),
            stated=f"{check.facts.name(unit)} {check.tokens[position].text}分",
            facts=fact if not stated.hedge else (),
        )
    if bound.others and not bound.units:
        check.add(Kind.SCORE, start, end, verdicts.ABSENT, bound)


def _unit_behind(check: Check, low: int, start: int, end: int) -> str:
    """Return the unit that a score stands before as its attribute: 其后是58.2分的包头; empty for none."""
    behind = re.match("fU(?=[,.;]|$)", check.letters[end:])
    ahead = re.search("b$", check.letters[low:start])
    if not behind or not ahead or check.tokens[end].text != "的" or set("UX") & set(check.letters[low:start]):
        return ""
    return unit_key(check.tokens[end + 1])


def _in_brackets(check: Check, start: int) -> bool:
    """Return whether each of several units of the clause has its score in brackets: 甲（48.4分）领先乙（48.1分）."""
    low, high = check.reading.clauses[check.reading.clause_at(start)]
    clause = check.letters[low:high]
    return len(re.findall(r"U\(Np\)", clause)) == clause.count("U") > 1 and "?" not in clause


def read_means(check: Check, bound: Bound, numbers: list[tuple[int, Number]], start: int, end: int) -> None:
    """Read 营商环境数字化…得分56.4分: a score of an indicator without a unit is its average."""
    if len(numbers) != len(bound.keys):
        return
    check.take(start, end)
    plain = "?" not in check.letters[:start] and set("L7") & set(check.letters[:start])
    if bound.state != "outside":
        bound = replace(bound, state="sure" if plain else "unsure")
    for keys, (position, number) in zip(bound.keys, numbers, strict=True):
        bare = tuple(key for key in keys if key != TOTAL)
        outcome = verdicts.mean(check.facts, bare, number, bound.scope)
        check.add(Kind.AVERAGE, start, end, outcome, bound, stated=f"{check.tokens[position].text}分")


def _looks_like_points(check: Check, match: re.Match[str], numbers: list[tuple[int, Number]]) -> bool:
    """Return whether numbers can be scores: within the scale or a little above it, with 分 behind them or a decimal
    after 得分."""
    if any(number.share or not 0 <= number.value <= 1.2 * check.facts.most for _, number in numbers):
        return False
    if is_margin(check, match.end()):
        return False
    after = check.tokens[match.end()].text if match.end() < len(check.tokens) else ""
    if "p" in match.group("values"):
        return not after.startswith(("钟", "之", "类", "会", "别"))
    return (
        bool(match.group("cue"))
        and all(n.decimals for _, n in numbers)
        and after[:1] not in ("万", "亿", "元", "%", "个", "倍")
    )


def is_margin(check: Check, after: int) -> bool:
    """Return whether points are those of a difference: 0.2分的微弱优势, 0.5分之差."""
    return bool(_MARGIN.match(check.reading.text(after, after + 5)))


def _loosened(check: Check, position: int, number: Number) -> Number:
    """Return the number with 高于, 超过 … before it read as a bound without another end."""
    before = check.letters[max(0, position - 1) : position]
    if before in ("h", "l") and number.hedge in ("over", "under", ""):
        return replace(number, hedge="least" if before == "h" else "most")
    return number


def _paired(
    bound: Bound, numbers: list[tuple[int, Number]], *, every: bool
) -> list[tuple[str, Keys, tuple[int, Number]]]:
    """Return unit, indicator and number of each claim in a statement that lists several."""
    units, keys = bound.units, bound.keys
    if len(units) == len(numbers) and (len(keys) == 1 or len(units) > 1) and not bound.others:
        return [(unit, keys[0], number) for unit, number in zip(units, numbers, strict=True)]
    if len(units) == 1 and len(keys) == len(numbers):
        return [(units[0], key, number) for key, number in zip(keys, numbers, strict=True)]
    if len(units) >= 1 and len(numbers) == 1 and (every or len(units) == 1 or numbers[0][1].hedge):
        return [(unit, key, numbers[0]) for unit in units for key in keys]
    return [("", keys[0], number) for number in numbers]


def read_leading_scores(check: Check, match: re.Match[str]) -> None:
    """Read 89.2分、77.3分的综合评分遥遥领先 without a subject: the scores of the first ones."""
    numbers = check.numbers(*match.span("values"))
    bound = check.binder.bind(check.reading, match.start())
    if bound.units or bound.others or not check.free(*match.span("values")):
        return
    order = check.facts.order()[: len(numbers)]
    outcomes = [
        verdicts.score(check.facts, unit, (TOTAL,), number)
        for unit, (_, number) in zip(order, numbers, strict=False)
    ]
    check.take(*match.span("values"))
    bound = replace(bound, state="unsure", keys=((TOTAL,),))
    check.add(Kind.SCORE, match.start(), match.end(), verdicts.all_of(outcomes), bound, units=order)


def read_threshold(check: Check, match: re.Match[str]) -> None:
    """Read 略高于新一线65分的门槛, 低于二线城市50分的门槛: on which side of a tier's line a unit lies."""
    position = match.start("value")
    line = check.tokens[position].meaning
    bound = check.binder.bind(check.reading, match.start())
    if not isinstance(line, Number) or not check.free(position, position + 1) or len(bound.units) != 1:
        return
    (unit,), higher = bound.units, match.group("side") == "h"

    def judge(key: str) -> verdicts.Outcome:
        score = check.facts.score(unit, key)
        if score is None:
            return verdicts.ABSENT
        table = f"{check.facts.name(unit)}{check.facts.label(key)}{verdicts.points(score)}"
        return verdicts.verdict((score >= line.value) == higher, table, check.facts.place_of(unit, key), key)

    check.take(position, position + 1)
    outcome = verdicts.any_of(bound.keys[0], judge)
    check.add(Kind.COMPARISON, match.start(), match.end(), outcome, bound, units=bound.units)


RULES: tuple[Rule, ...] = (
    rule(r"(?P<side>[hl])f*TW?(?=f*Npf*(?:[,.;]|$))f*(?P<value>N)p", read_threshold),
    rule(r"(?P<values>NpN?p?(?:[、&]Np)*)f*[xys]*[xs](?:hf?|u|f)+(?:[,.;]|$)", read_leading_scores),
    rule(r"(?P<cue>[sx][sxbodjf'R]*[hl]?)(?P<values>{NL})(?![kWt%])", read_scores),
    rule(r"(?P<cue>)(?P<values>NpN?p?(?:[、&]Np)*)(?=[f']*[xys]*[xs])", read_scores),
    rule(r"(?P<cue>(?<=[UVj])[hl])(?P<values>Np)(?![kWt%f])", read_scores),
    rule(r"(?P<cue>)(?<=[UfbdoDVj(])(?P<values>{NL})(?![kWt%])", read_scores),
)
