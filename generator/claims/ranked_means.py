"""Indicators ranked by their averages: which is highest or lowest of its level, and their order."""

from __future__ import annotations

import re

from generator.claims import verdicts
from generator.claims.binding import Bound, Keys
from generator.claims.check import Check
from generator.claims.claim import Kind
from generator.claims.facts import Scope
from generator.claims.scopes import scope_of
from generator.claims.verdicts import Outcome


def read_extreme_mean(check: Check, match: re.Match[str]) -> None:
    """Read 四项一级指标中，产业融合能力平均得分最低，仅36.6分: an indicator among its level, by average."""
    own = check.binder.resolve([check.tokens[match.start()]], check.reading)
    facts = check.facts
    level = max((key.count("/") for key in own), default=9)
    bound = Bound(
        keys=(own,), state="sure" if level == 0 or "L" in check.letters[: match.start()] else "unsure"
    )
    if "U" in check.letters[: match.start()]:
        return
    check.add(Kind.EXTREME, match.start(), match.end(), _edge(check, own, match), bound)
    for position, number in check.numbers(*match.span("values")) if match.group("values") else ():
        check.take(position, position + 1)
        check.add(
            Kind.AVERAGE,
            match.start(),
            match.end(),
            verdicts.mean(facts, own, number, Scope()),
            bound,
            stated=f"平均{check.tokens[position].text}分",
        )


def _edge(check: Check, own: Keys, match: re.Match[str], scope: Scope | None = None) -> Outcome:
    """Judge whether an indicator has the highest or lowest average of its level, over all units or a group."""
    within = scope or Scope()
    tree, facts = check.facts.book.tree, check.facts
    place = 1 if check.letters[match.start("most")] == "m" else -1

    def judge(key: str) -> Outcome:
        means = {
            i.key: facts.mean(i.key, within) or 0.0
            for i in tree.level(tree.indicator(key).level)
            if facts.scores(i.key)
        }
        if key not in means:
            return verdicts.ABSENT
        edge = max(means, key=lambda k: means[k]) if place > 0 else min(means, key=lambda k: means[k])
        return verdicts.verdict(
            edge == key,
            f"同级平均{'最高' if place > 0 else '最低'}的是{facts.label(edge)}{verdicts.points(means[edge])}",
            key=key,
        )

    return verdicts.any_of(own, judge)


def read_indicator_extreme(check: Check, match: re.Match[str]) -> None:
    """Read 数字生态平均得分47.0分，在五项一级指标中最低."""
    named = [p for p in range(match.start()) if check.letters[p] == "I"]
    if len(named) != 1 or set("UXPCT?") & set(check.letters[: match.start()]):
        return
    own = check.binder.resolve([check.tokens[named[0]]], check.reading)
    level = max((key.count("/") for key in own), default=9)
    if "a" in check.letters[named[0] : match.end()] and level == 0:
        check.add(Kind.EXTREME, match.start(), match.end(), _edge(check, own, match), Bound(keys=(own,)))


def read_best_indicator(check: Check, match: re.Match[str]) -> None:
    """Read 五个领域中平均分最高的是数字经济: an indicator among its level, by average over all units or a group."""
    lead = check.letters[: match.start("most")]
    own = check.binder.resolve([check.tokens[match.start("best")]], check.reading)
    if set("UXD?!EOK") & set(lead) or "a" not in lead or "L" not in lead or len(own) != 1 or own[0].count("/"):
        return
    named = [scope for t in check.tokens[: match.start()] if t.letter in "PCT" and (scope := scope_of(check, t))]
    if len(named) > 1 or (not named and set("PCTZ") & set(lead)):
        return
    scope = named[0] if named else Scope()
    outcome = _edge(check, own, match, scope)
    check.add(Kind.EXTREME, match.start(), match.end(), outcome, Bound(keys=(own,), scope=scope))


def read_best_named(check: Check, match: re.Match[str]) -> None:
    """Read 数字经济是西部平均分最高的指标: an indicator of the first level among its siblings."""
    own = check.binder.resolve([check.tokens[match.start("best")]], check.reading)
    behind = check.reading.text(match.end(), min(match.end() + 4, len(check.tokens)))
    if set("UXDPCTKEZ?!") & set(check.letters[: match.end()]) or len(own) != 1 or own[0].count("/"):
        return
    if re.match("的?(?:一项|一级指标|指标|领域|一个|能力|$)", behind) is None:
        return
    check.add(Kind.EXTREME, match.start(), match.end(), _edge(check, own, match), Bound(keys=(own,)))


def read_order_of_means(check: Check, match: re.Match[str]) -> None:
    """Read 五项一级指标的平均分由高到低为数字经济、数字基础设施…: indicators in the order of their averages."""
    words = check.tokens[match.start("order")].text
    if "到" not in words or "U" in check.letters[: match.start()]:
        return
    tokens = [t for t in check.tokens[match.start("list") : match.end("list")] if t.letter == "I"]
    keys = [check.binder.resolve([t], check.reading) for t in tokens]
    means = [check.facts.mean(each[0]) if len(each) == 1 else None for each in keys]
    known = [mean for mean in means if mean is not None]
    if len(known) != len(keys) or len(keys) < 2:
        return
    table = "，".join(f"{t.text}平均{verdicts.points(mean)}" for t, mean in zip(tokens, known, strict=True))
    outcome = verdicts.verdict(known == sorted(known, reverse="高到低" in words), table)
    check.add(Kind.ORDER, match.start(), match.end(), outcome, Bound(keys=((keys[0][0],),)))
