"""Who a set is made of, and sets that later clauses are about: 得分超过70分的只有成都、重庆."""

from __future__ import annotations

import re

from generator.claims.grammar import CUT, END, LEAVING, Grammar
from generator.claims.selections import INSIDE, UL, everything


def names(grammar: Grammar, start: int) -> int:
    """Read 得分超过70分的只有成都、重庆和乌鲁木齐三市; 排在柳州之前的陕西城市是…."""
    for end, chosen in [*grammar.sets.at(start, grammar.context.topic), *grammar.counted(start)]:
        head = grammar.eat(
            rf"(?:W)?(?:,)?(?P<link>[bdio]+)(?P<units>{UL})(?P<open>e?)(?P<size>N?)(?:k?[WZ市城区])*(?P<listed>入围|上榜|G)?{CUT}",
            end,
        )
        if head is None or (end == start and "d" not in head.group("link") and not _namely(grammar, head)):
            continue
        named = chosen.name in grammar.facts.paper.groups or bool(head.group("listed"))
        if (chosen.plain and not named) or (chosen.filters < 2 and grammar.text[start] == "T") or not chosen.filters:
            continue
        grammar.desk.names(chosen, head, grammar.sets.listed(*head.span("units")))
        return head.end()
    return 0


def ranked(grammar: Grammar, start: int) -> int:
    """Read 云南6座城市的得分由高到低依次为昆明、玉溪…: all of a group in the order of their scores."""
    for end, chosen in grammar.chosen(start):
        head = grammar.eat(
            rf"{INSIDE}?(?:的)?,?(?P<key>I?)(?:的|[sxyr])*(?P<link>d+)b?(?P<units>{UL})(?P<open>e?){CUT}", end
        )
        words = {grammar.frame.token(p).text for p in range(*head.span("link"))} if head else set()
        if head is None or not chosen.filters or head.group("key") or not any("高到低" in word for word in words):
            continue
        units = grammar.sets.listed(*head.span("units"))
        grammar.desk.size(chosen)
        grammar.desk.made_of(chosen, units, head.span("units"), closed=not head.group("open"), ordered=True)
        return head.end()
    return 0


def _namely(grammar: Grammar, head: re.Match[str]) -> bool:
    """Return whether those just counted are named: 引领型高新区共5个，即…."""
    return {grammar.frame.token(p).text for p in range(*head.span("link"))} <= {"即", "："}


def topic(grammar: Grammar, start: int) -> int:
    """Read 陕西8市中, and 若不计成都、重庆: a set that the clauses behind are about."""
    for end, chosen in grammar.sets.at(start):
        stop = grammar.eat(rf"(?:{INSIDE}|来看|看|而言|方面)*(?=,)", end)
        sized = chosen.plain and chosen.size >= 0  # 山西九市，除太原外…
        bare = stop is not None and stop.end() == end and grammar.text[start : start + 1] not in LEAVING
        if stop is None or not chosen.filters or (bare and not sized):
            continue
        grammar.desk.size(chosen)
        grammar.context.topic = chosen
        return stop.end() + 1
    return 0


def passed(grammar: Grammar, start: int) -> int:
    """Pass over 长沙、湘潭处于成长阶段 in a set: other rules judge it, and 其余6座 behind it is of the same set."""
    topic = grammar.context.topic
    head = grammar.eat(rf"{UL}(?:N[市城区县家]|Nk[W市城区县]*)?j*", start)
    trait = grammar.traits.at(head.end()) if head and topic and topic.filters else None
    return trait[0] if trait and grammar.eat(CUT, trait[0]) else 0


def only(grammar: Grammar, start: int) -> int:
    """Read 贵州8个城市中，只有贵阳、遵义、黔南得分超过40分: who of a set alone has a trait."""
    for end, chosen in [*grammar.sets.at(start), *grammar.topic(start)]:
        head = grammar.eat(
            rf"{INSIDE}?,?(?P<link>[o只仅]+b?)(?P<units>{UL})(?P<open>e?)(?P<size>N?)(?:k?[WZ市城区县家])*(?:能|可)?",
            end,
        )
        if head is None or (end > start and not grammar.eat(rf"{INSIDE}|,", end)):
            continue
        trait = grammar.traits.at(head.end())
        if trait is None or not grammar.eat(END, trait[0]):
            continue
        grammar.desk.size(chosen)
        part = trait[1].over(chosen)
        grammar.desk.names(part, head, grammar.sets.listed(*head.span("units")))
        grammar.desk.take(*range(head.end(), trait[0]))
        grammar.context.topic, grammar.context.counted, grammar.context.trait = chosen, part, trait[1]
        return trait[0]
    return 0


def sole(grammar: Grammar, start: int) -> int:
    """Read 崇州市是县市中唯一超过85分的单位: one that alone has a trait."""
    head = grammar.eat(rf"(?P<units>{UL})?b", start)
    if head and not head.group("units"):  # 石家庄排名第38位，是河北唯一进入前五十名的城市
        own, sure = grammar.check.binder.subject(grammar.check.reading, grammar.frame.owners[start])
        head = head if sure and len(own) == 1 else None
    else:
        own = grammar.sets.listed(*head.span("units")) if head else ()
    whole = [(head.end(), grammar.context.topic or everything(grammar.facts))] if head else []
    for end, chosen in [*(grammar.sets.at(head.end()) if head else ()), *whole]:
        link = grammar.eat(rf"{INSIDE}?(?:的)?oN?k?(?:W)?", end)
        trait = grammar.traits.at(link.end()) if link else None
        tail = grammar.eat(rf"的?(?:N?k?[WZR市城区县]|单位|一员|N[市城个座区])*{CUT}", trait[0]) if trait else None
        if head is None or trait is None or tail is None:
            continue
        grammar.desk.size(chosen)
        part = trait[1].over(chosen)
        grammar.desk.made_of(part, own, head.span("units") if head.group("units") else head.span(), closed=True)
        grammar.desk.take(*range(head.end(), trait[0]))
        return tail.end()
    return 0
