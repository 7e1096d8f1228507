"""Ranks: 排名第二十六位, 分别排名第三、四、四、四名, 排名第一的是成都, 仅次于成都."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, Keys, unit_key
from generator.claims.check import Check, Rule, bounds_fact, listed_units, names_indicator, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.marks import WORD_RANKS, Ranks
from generator.claims.numerals import Number
from generator.claims.scopes import scope_of
from generator.claims.verdicts import UNSURE, Outcome


def read_ranks(check: Check, match: re.Match[str]) -> None:
    """Read 排名第二十六位, 分别排名第三、四、四、四名, 均居首位."""
    start, end = match.span("ranks")
    ranks = _ranks_at(check, start)
    if ranks is None or not check.free(start, end) or not _is_rank(check, match, start):
        return
    if re.search("&$", check.letters[:start]) and re.match("f*(?:U[fsx]*)?[ghl]", check.letters[end:]):
        return  # 与榜首相差11.9分: the other end of a gap
    if re.match("f?U(?![、&])", check.letters[end:]) and not match.group("cue"):
        return  # 第二名玉溪比它低, 末位的昭通: the rank of the unit behind it
    if re.search(
        "[hlc1][yx]?$", check.letters[: match.start()] + check.letters[match.start() : start].rstrip("rb")
    ):
        return
    bound = check.binder.bind(
        check.reading, match.start("ranks") if not match.group("cue") else match.start(), start
    )
    if not bound.units:
        if not bound.others and names_indicator(check, start):
            _read_indicator_rank(check, bound, ranks, start, end)
        elif bound.others:
            check.take(start, end)
            check.add(
                Kind.RANK,
                start,
                end,
                verdicts.ABSENT,
                bound,
                stated=f"{bound.others[0]} {check.tokens[start].text}",
            )
        return
    check.take(start, end)
    bound = ranked_state(check, bound, match, end)
    tied = "q" in check.letters[max(0, match.start() - 2) : end]
    for unit, keys, stated in _ranked(
        bound, ranks, every=bool(re.search("[jq]", check.letters[max(0, start - 5) : start]))
    ):
        outcome = verdicts.rank(check.facts, unit, keys, stated, bound.scope, tied=tied) if unit else UNSURE
        check.add(
            Kind.RANK,
            match.start(),
            end,
            outcome,
            bound,
            units=(unit,) if unit else (),
            stated=f"{check.facts.name(unit)} 第{stated[0]}",
            facts=bounds_fact(check, "rank", unit, keys, bound, *stated),
        )


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
    if following[:1] in ("产", "大") or (
        following
        and check.letters[start + 1] == "?"
        and not following.startswith(("的", "，"))
        and not match.group("cue")
    ):
        return False
    return (
        bool(match.group("cue"))
        or text.endswith(("名", "位"))
        or text in WORD_RANKS
        or before in ("U", "I", "(", "s", "D", ",")
        or (before in ("Z", "R", "P", "C", "T") and check.letters[start + 1 : start + 2] in ("", ",", ".", ";", ")"))
    )


def ranked_state(check: Check, bound: Bound, match: re.Match[str], end: int) -> Bound:
    """Return the bound as unsure where nothing says that the rank is one in this book."""
    after = check.letters[end : end + 1]
    if re.search("rR?O、[PC]$", check.letters[: match.start()]):
        return bound  # 列全国第21、江苏第4: as sure as the rank before
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
        return (
            [(unit, keys[0], (values[0], values[1])) for unit in units]
            if every
            else [("", keys[0], values[:2])]
        )
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
        pool = [
            i.key
            for i in tree.level(level)
            if facts.scores(i.key) and (not above or i.key.startswith(f"{above[0]}/"))
        ]
        means = {k: facts.mean(k) or 0.0 for k in pool}
        if key not in means:
            return verdicts.ABSENT
        place = sorted(means.values(), reverse=True).index(means[key]) + 1
        stated = ranks.values[0] if ranks.values[0] > 0 else len(means) + 1 + ranks.values[0]
        return verdicts.verdict(
            place == stated,
            f"{facts.label(key)}平均{verdicts.points(means[key])}，{len(means)}项中第{place}",
            key=key,
        )

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
        for token in check.tokens[: match.start()]:  # 合肥在安徽一枝独秀，第二名芜湖: within the group spoken of
            if token.letter in "PC" and (scope := scope_of(check, token)) and scope.units and unit:
                inside = verdicts.rank(check.facts, unit, keys, stated, scope)
                if inside.verdict is Verdict.TRUE and outcome.verdict is not Verdict.TRUE:
                    outcome, bound = inside, replace(bound, scope=scope)
        check.add(
            Kind.RANK,
            match.start(),
            end,
            outcome,
            bound,
            units=(unit,) if unit else (),
            stated=f"{check.facts.name(unit)} 第{stated[0]}",
            facts=bounds_fact(check, "rank", unit, keys, bound, *stated),
        )


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
        near = {last + 1} if word.startswith(("仅", "只")) else {last + 1, last + 2, last + 3}
        return verdicts.verdict(
            own in near,
            f"{check.facts.name(bound.units[0])}{check.facts.label(key)}第{own}名，{check.facts.names(list(ahead))}第{last}名",
            check.facts.place_of(bound.units[0], key),
            key,
        )

    if not word.startswith(("仅", "只")):
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    for keys in bound.keys:
        check.add(
            Kind.RANK, match.start(), match.end(), verdicts.any_of(keys, judge), bound, units=bound.units
        )


def read_next(check: Check, match: re.Match[str]) -> None:
    """Read 重庆居次, 成都第一，重庆次之: the second of all, or the one behind the unit named before."""
    bound = check.binder.bind(check.reading, match.start())
    if len(bound.units) != 1 or bound.others:
        return
    low = check.reading.clauses[check.reading.clause_at(match.start())][0]
    if re.search("I[fsr]*$", check.letters[low : match.start()]) and "U" not in check.letters[low : match.start()]:
        return  # 四项指标中城市服务排名最高；产业融合次之: the second of the unit's own
    own = bound.units[0]
    named = [unit_key(t) for t in check.tokens[: match.start()] if t.letter == "U" and unit_key(t) != own]
    ahead = named[-1:] or [unit for unit in check.reading.carry.units if unit != own]
    scopes = [bound.scope]
    scopes += [scope for t in check.tokens[: match.start()] if t.letter in "PCT" and (scope := scope_of(check, t))]

    def judge(key: str) -> Outcome:
        right = False
        for scope in scopes:
            ranks = check.facts.ranks(key, scope)
            right = right or ranks.get(own) == 2 or any(ranks.get(own) == ranks.get(u, -9) + 1 for u in ahead)
        rank = check.facts.ranks(key, bound.scope).get(own)
        table = f"{check.facts.name(own)}{check.facts.label(key)}第{rank}名"
        return verdicts.ABSENT if rank is None else verdicts.verdict(right, table, check.facts.place_of(own, key), key)

    for keys in bound.keys:
        check.add(
            Kind.RANK, match.start(), match.end(), verdicts.any_of(keys, judge), bound, units=bound.units
        )


def read_leaders(check: Check, match: re.Match[str]) -> None:
    """Read 南昌以69.9分领跑江西: the first of the group."""
    if check.tokens[match.start()].text not in ("领跑", "问鼎"):
        return
    bound = check.binder.bind(check.reading, match.start())
    scope = scope_of(check, check.tokens[match.start("group")])
    if len(bound.units) != 1 or scope is None or not (bound.measured or "p" in check.letters[: match.start()]):
        return
    for keys in bound.keys:
        outcome = verdicts.rank(check.facts, bound.units[0], keys, (1, 1), scope)
        check.add(Kind.RANK, match.start(), match.end(), outcome, bound, units=bound.units)


RULES: tuple[Rule, ...] = (
    rule(r"r(?P<group>[PCR])(?=[,.;]|$)", read_leaders),
    rule(r"2(?=[,.;)]|$)", read_next),
    rule(r"1[f']*(?P<units>{UL})(?![Nhl])", read_second_to),
    rule(r"(?P<cue>r*)(?P<ranks>O)(?:[fWsxyr'])*[bd]+[f']*(?P<units>{UL})", read_named_ranks),
    rule(r"(?P<cue>r+)(?P<ranks>O)f(?P<units>U)(?![、&])", read_named_ranks),
    rule(r"(?P<cue>)(?<![hlc])(?P<ranks>O)f?(?P<units>U)(?=[,.;、s(&ogfrchl]|N|$)", read_named_ranks),
    rule(r"(?P<cue>[rqbdj][rqbdjfosxyRPCZ']*)(?P<ranks>O)", read_ranks),
    rule(r"(?P<cue>r[b']*)(?P<ranks>N)(?![kWpt?N])", read_ranks),
    rule(r"(?P<cue>)(?P<ranks>O)", read_ranks),
)
