"""Scores, ranks, the first n, orders of lists, and who is highest or lowest."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, Keys
from generator.claims.check import Check, Rule, listed_units, rule
from generator.claims.claim import Fact, Kind, Verdict
from generator.claims.lexicon import Ranks
from generator.claims.numerals import Number
from generator.claims.verdicts import UNSURE, Outcome
from generator.scores.tree import TOTAL


# --- scores -------------------------------------------------------------------------------------
def read_scores(check: Check, match: re.Match[str]) -> None:
    """Read 得分为45.3分, 得分分别为…, 以89.2分, 成都（89.2分）."""
    start, end = match.span("values")
    numbers = check.numbers(start, end)
    if not numbers or not check.free(start, end) or not _looks_like_points(check, match, numbers):
        return
    bound = check.binder.bind(check.reading, match.start(), start)
    if not bound.units and not bound.others:
        if bound.named and any(key != TOTAL for keys in bound.keys for key in keys) and _has_indicator(check, match.start()):
            read_means(check, bound, numbers, start, end)
        return
    check.take(start, end)
    if not match.group("cue") and not bound.measured and "?" in check.letters[: match.start()]:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    for unit, keys, (position, number) in _paired(bound, numbers, every="j" in check.letters[start - 3 : start]):
        stated = _loosened(check, position, number)
        outcome = verdicts.score(check.facts, unit, keys, stated) if unit else UNSURE
        fact = _fact(check, "score", unit, keys, bound, number.value - number.step / 2, number.value + number.step / 2)
        check.add(Kind.SCORE, start, end, outcome, bound, units=(unit,) if unit else (),
                  stated=f"{check.facts.name(unit)} {check.tokens[position].text}分", facts=fact if not stated.hedge else ())
    if bound.others and not bound.units:
        check.add(Kind.SCORE, start, end, verdicts.ABSENT, bound)


def _has_indicator(check: Check, before: int) -> bool:
    return any(token.letter == "I" for token in check.tokens[:before])


def read_means(check: Check, bound: Bound, numbers: list[tuple[int, Number]], start: int, end: int) -> None:
    """Read 营商环境数字化…得分56.4分: a score of an indicator without a unit is its average."""
    if len(numbers) != len(bound.keys):
        return
    check.take(start, end)
    for keys, (position, number) in zip(bound.keys, numbers, strict=True):
        bare = tuple(key for key in keys if key != TOTAL)
        outcome = verdicts.mean(check.facts, bare, number, bound.scope)
        check.add(Kind.AVERAGE, start, end, outcome, bound, stated=f"{check.tokens[position].text}分")


def _looks_like_points(check: Check, match: re.Match[str], numbers: list[tuple[int, Number]]) -> bool:
    """Return whether numbers can be scores: 0–100, with 分 behind them or a decimal after 得分."""
    if any(number.share or not 0 <= number.value <= 120 for _, number in numbers):
        return False
    after = check.tokens[match.end()].text if match.end() < len(check.tokens) else ""
    if "p" in match.group("values"):
        return not after.startswith(("钟", "之", "类", "会", "别"))
    return bool(match.group("cue")) and all(n.decimals for _, n in numbers) and after[:1] not in ("万", "亿", "元", "%", "个", "倍")


def _loosened(check: Check, position: int, number: Number) -> Number:
    """Return the number with 高于, 超过 … before it read as a bound without another end."""
    before = check.letters[max(0, position - 1) : position]
    if before in ("h", "l") and number.hedge in ("over", "under", ""):
        return replace(number, hedge="least" if before == "h" else "most")
    return number


def _paired(bound: Bound, numbers: list[tuple[int, Number]], *, every: bool) -> list[tuple[str, Keys, tuple[int, Number]]]:
    """Return unit, indicator and number of each claim in a statement that lists several."""
    units, keys = bound.units, bound.keys
    if len(units) == len(numbers) and (len(keys) == 1 or len(units) > 1) and not bound.others:
        return [(unit, keys[0], number) for unit, number in zip(units, numbers, strict=True)]
    if len(units) == 1 and len(keys) == len(numbers):
        return [(units[0], key, number) for key, number in zip(keys, numbers, strict=True)]
    if len(units) >= 1 and len(numbers) == 1 and (every or len(units) == 1 or numbers[0][1].hedge):
        return [(unit, key, numbers[0]) for unit in units for key in keys]
    return [("", keys[0], number) for number in numbers]


def _fact(check: Check, what: str, unit: str, keys: Keys, bound: Bound, low: float, high: float) -> tuple[Fact, ...]:
    if not unit or len(keys) != 1 or bound.scope.units is not None or bound.open_list:
        return ()
    return (Fact(what, unit, keys[0], bound.year, low, high),)


def read_leading_scores(check: Check, match: re.Match[str]) -> None:
    """Read 89.2分、77.3分的综合评分遥遥领先 without a subject: the scores of the first ones."""
    numbers = check.numbers(*match.span("values"))
    bound = check.binder.bind(check.reading, match.start())
    if bound.units or bound.others or not check.free(*match.span("values")):
        return
    order = check.facts.order()[: len(numbers)]
    outcomes = [verdicts.score(check.facts, unit, (TOTAL,), number) for unit, (_, number) in zip(order, numbers, strict=False)]
    check.take(*match.span("values"))
    bound = replace(bound, state="unsure", keys=((TOTAL,),))
    check.add(Kind.SCORE, match.start(), match.end(), verdicts.all_of(outcomes), bound, units=order)


# --- ranks ----------------------------------------------------------------------------------------
def read_ranks(check: Check, match: re.Match[str]) -> None:
    """Read 排名第二十六位, 分别排名第三、四、四、四名, 均居首位."""
    start, end = match.span("ranks")
    ranks = _ranks_at(check, start)
    if ranks is None or not check.free(start, end) or not _is_rank(check, match, start):
        return
    bound = check.binder.bind(check.reading, match.start("ranks") if not match.group("cue") else match.start(), start)
    if not bound.units:
        if not bound.others and _has_indicator(check, start):
            _read_indicator_rank(check, bound, ranks, start, end)
        elif bound.others:
            check.take(start, end)
            check.add(Kind.RANK, start, end, verdicts.ABSENT, bound, stated=f"{bound.others[0]} {check.tokens[start].text}")
        return
    check.take(start, end)
    bound = _rank_state(check, bound, match, end)
    tied = "q" in check.letters[max(0, match.start() - 2) : end]
    for unit, keys, stated in _ranked(bound, ranks, every=bool(re.search("[jq]", check.letters[max(0, start - 5) : start]))):
        outcome = verdicts.rank(check.facts, unit, keys, stated, bound.scope, tied=tied) if unit else UNSURE
        check.add(Kind.RANK, match.start(), end, outcome, bound, units=(unit,) if unit else (),
                  stated=f"{check.facts.name(unit)} 第{stated[0]}", facts=_fact(check, "rank", unit, keys, bound, *stated))


def _ranks_at(check: Check, position: int) -> Ranks | None:
    meaning = check.tokens[position].meaning
    if isinstance(meaning, Ranks):
        return meaning
    if isinstance(meaning, Number) and meaning.is_whole() and 0 < meaning.value < 1000:
        return Ranks((int(meaning.value),))
    return None


def _is_rank(check: Check, match: re.Match[str], start: int) -> bool:
    """Return whether 第一 is a rank: a verb of ranking before it, 名 or 位 behind, or a name right before."""
    text = check.tokens[start].text
    before = check.letters[start - 1 : start]
    if check.letters[start] == "N":
        return "r" in (match.group("cue") or "")
    following = check.tokens[start + 1].text if start + 1 < len(check.tokens) else ""
    if following[:1] in ("产", "大") or (following and check.letters[start + 1] == "?" and not following.startswith(("的", "，")) and not match.group("cue")):
        return False
    return bool(match.group("cue")) or text.endswith(("名", "位")) or before in ("U", "I", "(", "s", "D", ",")


def _rank_state(check: Check, bound: Bound, match: re.Match[str], end: int) -> Bound:
    """Return the bound as unsure where nothing says that the rank is one in this book."""
    after = check.letters[end : end + 1]
    if after == "?" and bound.sure and check.tokens[end].text[0] not in "！？…":
        bound = replace(bound, state="unsure")
    if bound.sure and not bound.measured and "?" in check.letters[: match.start()]:
        bound = replace(bound, state="unsure")
    return bound


def _ranked(bound: Bound, ranks: Ranks, *, every: bool) -> list[tuple[str, Keys, tuple[int, int]]]:
    """Return unit, indicator and rank of each claim; one rank for many units needs 均 or 并列."""
    units, keys, values = bound.units, bound.keys, ranks.values
    if ranks.through and len(values) == 2:
        if len(units) == values[1] - values[0] + 1:
            return [(unit, keys[0], (values[0] + n, values[0] + n)) for n, unit in enumerate(units)]
        return [(unit, keys[0], (values[0], values[1])) for unit in units] if every else [("", keys[0], values[:2])]
    if len(values) == 1:
        if len(units) == 1 or every:
            return [(unit, key, (values[0], values[0])) for unit in units for key in keys]
        return [("", keys[0], (values[0], values[0]))]
    if len(units) == len(values) and len(keys) == 1:
        return [(unit, keys[0], (value, value)) for unit, value in zip(units, values, strict=True)]
    if len(units) == 1 and len(keys) == len(values):
        return [(units[0], key, (value, value)) for key, value in zip(keys, values, strict=True)]
    return [("", keys[0], (values[0], values[0]))]


def _read_indicator_rank(check: Check, bound: Bound, ranks: Ranks, start: int, end: int) -> None:
    """Read 各三级指标中，营商环境数字化排名第一位: an indicator among its siblings, by average."""
    levels = any(token.letter == "L" or token.text == "指标" for token in check.tokens[:start])
    if not levels or len(ranks.values) != 1 or not bound.keys:
        return
    tree, facts = check.facts.book.tree, check.facts
    heads = [t for t in check.tokens[:start] if t.letter == "I"]
    own = check.binder.resolve(heads[-1:], check.reading)
    above = check.binder.resolve(heads[:1], check.reading) if len(heads) > 1 else ()

    def judge(key: str) -> Outcome:
        level = tree.indicator(key).level
        pool = [i.key for i in tree.level(level) if facts.scores(i.key) and (not above or i.key.startswith(f"{above[0]}/"))]
        means = {k: facts.mean(k) or 0.0 for k in pool}
        if key not in means:
            return verdicts.ABSENT
        place = sorted(means.values(), reverse=True).index(means[key]) + 1
        stated = ranks.values[0] if ranks.values[0] > 0 else len(means) + 1 + ranks.values[0]
        return verdicts.verdict(place == stated, f"{facts.label(key)}平均{verdicts.points(means[key])}，{len(means)}项中第{place}", key=key)

    check.take(start, end)
    check.add(Kind.RANK, start, end, verdicts.any_of(own, judge), bound)


def read_named_ranks(check: Check, match: re.Match[str]) -> None:
    """Read 排名第一的是成都, 第二至第五名分别为…, 榜首为成都."""
    start, end = match.span("units")
    position = match.start("ranks")
    ranks = _ranks_at(check, position)
    if ranks is None or not check.free(position, position + 1):
        return
    units, others = listed_units(check, start, end)
    bound = check.binder.topic(check.reading, match.start(), end)
    bound = replace(bound, units=units, others=others)
    if not bound.measured and "?" in check.letters[: match.start()]:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    check.take(position, position + 1)
    if others and bound.sure and len(ranks.values) == 1 and not ranks.through:
        bound = replace(bound, state="unsure")
    for unit, keys, stated in _ranked(bound, ranks, every=False):
        outcome = verdicts.rank(check.facts, unit, keys, stated, bound.scope) if unit else UNSURE
        check.add(Kind.RANK, match.start(), end, outcome, bound, units=(unit,) if unit else (),
                  stated=f"{check.facts.name(unit)} 第{stated[0]}", facts=_fact(check, "rank", unit, keys, bound, *stated))


def read_second_to(check: Check, match: re.Match[str]) -> None:
    """Read 仅次于成都: the rank behind the last one named."""
    bound = check.binder.bind(check.reading, match.start())
    ahead, others = listed_units(check, *match.span("units"))
    if not bound.units or not ahead or others or len(bound.units) > 1:
        return
    word = check.tokens[match.start()].text

    def judge(key: str) -> Outcome:
        ranks = check.facts.ranks(key, bound.scope)
        if any(unit not in ranks for unit in (*ahead, *bound.units)):
            return verdicts.ABSENT
        last, own = max(ranks[unit] for unit in ahead), ranks[bound.units[0]]
        near = {last + 1} if word == "仅次于" else {last + 1, last + 2, last + 3}
        return verdicts.verdict(own in near, f"{check.facts.name(bound.units[0])}{check.facts.label(key)}第{own}名，{check.facts.names(list(ahead))}第{last}名", check.facts.place_of(bound.units[0], key), key)

    if word != "仅次于":
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    for keys in bound.keys:
        check.add(Kind.RANK, match.start(), match.end(), verdicts.any_of(keys, judge), bound, units=bound.units)


# --- the first n ----------------------------------------------------------------------------------
def read_top(check: Check, match: re.Match[str]) -> None:
    """Read U、U、U位列前五 and 进入前十."""
    position = match.start("top")
    count = check.tokens[position].meaning
    if not isinstance(count, int) or not count or not check.free(position, position + 1):
        return
    bound = check.binder.bind(check.reading, match.start(), position)
    if not bound.units and not bound.others:
        return
    bound = _rank_state(check, bound, match, position + 1)
    if match.group("neg"):
        return
    check.take(position, position + 1)
    listing = not re.search("[jG]", match.group("cue") or "") and "r" in check.letters[match.start() - 1 : position] and not bound.open_list
    _top_claims(check, bound, count, match.start(), position + 1, listing=listing)


def read_top_list(check: Check, match: re.Match[str]) -> None:
    """Read 前五名依次为U、U、U and 前三甲U、U、U."""
    position = match.start("top")
    count = check.tokens[position].meaning
    if not isinstance(count, int) or not count or not check.free(position, position + 1):
        return
    units, others = listed_units(check, *match.span("units"))
    bound = check.binder.topic(check.reading, match.start(), match.end())
    bound = replace(bound, units=units, others=others, open_list=check.letters[match.end() : match.end() + 1] == "e")
    if not bound.measured and "?" in check.letters[: match.start()]:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    check.take(position, position + 1)
    _top_claims(check, bound, count, match.start(), match.end(), listing=not bound.open_list)


def _top_claims(check: Check, bound: Bound, count: int, start: int, end: int, *, listing: bool) -> None:
    """Record membership of each unit, and the order where exactly n are listed."""
    low, high = (1, count) if count > 0 else (count, -1)
    several = len(bound.units) + len(bound.others) > 1
    for name in bound.others:
        outside = Outcome(Verdict.FALSE, f"{name}不在{check.facts.paper.region}的{len(check.facts.units)}个单位之列") if several else verdicts.ABSENT
        check.add(Kind.TOP, start, end, outside, bound, stated=name)
    exact = listing and len(bound.units) == abs(count) and not bound.others
    for keys in bound.keys:
        for unit in bound.units:
            outcome = verdicts.rank(check.facts, unit, keys, (low, high), bound.scope)
            fact = _fact(check, "rank", unit, keys, bound, low, high) if count > 0 else ()
            check.add(Kind.TOP, start, end, outcome, bound, units=(unit,), stated=f"{check.facts.name(unit)} 前{count}", facts=fact)
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
        return verdicts.verdict(own == sorted(own), f"{check.facts.label(key)}依次为{'、'.join(check.facts.name(u) for u in right)}", check.facts.place_of(bound.units[0], key), key)

    facts = [
        fact for n, unit in enumerate(bound.units, start=1) for fact in _fact(check, "rank", unit, keys, bound, n, n)
    ]
    check.add(Kind.ORDER, start, end, verdicts.any_of(keys, judge), bound, units=bound.units,
              stated="、".join(check.facts.name(unit) for unit in bound.units), facts=facts)


# --- highest and lowest -----------------------------------------------------------------------------
def read_extreme(check: Check, match: re.Match[str]) -> None:
    """Read 得分最高的是成都 and 成都得分最高."""
    named = match.group("units")
    position = match.start("most")
    if named:
        units, others = listed_units(check, *match.span("units"))
        bound = replace(check.binder.topic(check.reading, match.start(), match.end()), units=units, others=others)
    else:
        bound = check.binder.bind(check.reading, match.start(), match.end())
        units = bound.units
    if len(units) != 1 or not bound.measured or bound.others:
        return
    if "?" in check.letters[: match.start()] and not bound.named and "s" not in match.group() and "x" not in match.group():
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    place = 1 if check.letters[position] == "m" else -1
    for keys in bound.keys:
        outcome = verdicts.rank(check.facts, units[0], keys, (place, place), bound.scope)
        check.add(Kind.EXTREME, match.start(), match.end(), outcome, bound, units=units, facts=_fact(check, "rank", units[0], keys, bound, place, place) if place == 1 else ())


def read_extreme_score(check: Check, match: re.Match[str]) -> None:
    """Read 最高分89.2分, 最低得分为32.3分."""
    (position, number), *_ = check.numbers(*match.span("values"))
    if not check.free(*match.span("values")):
        return
    bound = check.binder.topic(check.reading, match.start(), match.start("values"))
    high = check.letters[match.start("most")] == "m"
    if not bound.measured and not re.search("[sxp]", match.group()):
        return

    def judge(key: str) -> Outcome:
        spread = check.facts.spread(key, bound.scope)
        if spread is None:
            return verdicts.ABSENT
        value = spread[1] if high else spread[0]
        order = check.facts.order(key, bound.scope)
        unit = order[0] if high else order[-1]
        return verdicts.verdict(number.fits(value), f"{check.facts.name(unit)}{check.facts.label(key)}{verdicts.points(value)}", check.facts.place_of(unit, key), key)

    check.take(*match.span("values"))
    check.add(Kind.EXTREME, match.start(), match.end(), verdicts.any_of(bound.keys[0], judge), bound)


RULES: tuple[Rule, ...] = (
    rule(r"1[f']*(?P<units>{UL})", read_second_to),
    rule(r"(?P<values>NpN?p?(?:[、&]Np)*)f*[xys]*[xs](?:hf?|u|f)+(?:[,.;]|$)", read_leading_scores),
    rule(r"(?P<cue>r*)(?P<ranks>O)(?:[fWsxyr'])*[bd]+[f']*(?P<units>{UL})", read_named_ranks),
    rule(r"(?P<cue>r+)(?P<ranks>O)f(?P<units>U)(?![、&])", read_named_ranks),
    rule(r"(?P<cue>)(?<![hlc])(?P<ranks>O)(?P<units>U)(?=[,.;、s(]|N|$)", read_named_ranks),
    rule(r"(?P<top>E)[fWsxyr']*(?:[bd]+|\()[f']*(?P<units>{UL})", read_top_list),
    rule(r"(?P<top>E)f?(?P<units>U(?:[、&]U)+)", read_top_list),
    rule(r"(?P<neg>!?)(?P<cue>[rGjdfb]*)(?P<top>E)", read_top),
    rule(r"(?P<cue>[rqbdj][rqbdjfosxyRP']*)(?P<ranks>O)", read_ranks),
    rule(r"(?P<cue>r[b']*)(?P<ranks>N)(?![kWpt?N])", read_ranks),
    rule(r"(?P<cue>)(?P<ranks>O)", read_ranks),
    rule(r"(?P<most>[mM])[fsxpWy']*b+[f']*(?P<units>{UL})(?!,?f?s?b?[hl])", read_extreme),
    rule(r"(?P<most>[mM])(?:f|s|p|x|b|o|,)*\(?(?P<values>Np?)", read_extreme_score),
    rule(r"(?P<units>)[sxI]f*(?P<most>[mM])(?=[,.;e)]|$)", read_extreme),
)

SCORE_RULES: tuple[Rule, ...] = (
    rule(r"(?P<cue>[sx][sxbodjf'R]*[hl]?)(?P<values>{NL})(?![kWt%])", read_scores),
    rule(r"(?P<cue>)(?P<values>NpN?p?(?:[、&]Np)*)(?=[f']*[xys]*[xs])", read_scores),
    rule(r"(?P<cue>)(?<=[UfbdoDVj(])(?P<values>{NL})(?![kWt%])", read_scores),
)
