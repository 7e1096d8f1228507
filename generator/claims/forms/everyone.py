"""What is said of all units of a set or of none: 福建9市全部在50分以上, 没有一座城市进入前十."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims.grammar import CUT, Grammar
from generator.claims.selections import INSIDE
from generator.scores.tree import TOTAL


def all_of(grammar: Grammar, start: int) -> int:
    """Read 福建9市全部在50分以上, 北京、上海、杭州、深圳四市均超过90分."""
    for end, chosen in grammar.chosen(start):
        head = grammar.eat(
            rf"(?:{INSIDE})?,?(?:(?P<size>N)(?:[市城区]|k[W市城区县家]*))?(?:s)?(?P<all>(?:j|全|无一例外|全数)*)(?:能|可)?",
            end,
        )
        trait = grammar.traits.at(head.end()) if head else None
        if head is None or trait is None or not grammar.eat(CUT, trait[0]):
            continue
        tier = grammar.text[start] == "T" and chosen.filters == 1  # 引领型城区得分不低于70分: what the tier is
        tier = tier and not trait[1].spread
        if not head.group("all") and not (chosen.rest and end > start) and not tier:
            continue
        if head.group("size") and chosen.rest and chosen.size < 0:  # 其余6座处于起步阶段
            chosen, number = replace(chosen, size=head.start("size")), grammar.frame.number(head.start("size"))
            left = len(chosen.pick(TOTAL, False))
            if not left or (grammar.context.topic is None and not (number and number.fits(left))):
                continue  # 除成都外，其余5座: of a set that a sentence before tells
        grammar.desk.size(chosen)
        grammar.desk.every(chosen, trait[1], head.end(), trait[0])
        grammar.context.topic = chosen
        grammar.context.counted = chosen if tier else grammar.context.counted
        return trait[0]
    return 0


def none_of(grammar: Grammar, start: int) -> int:
    """Read 东北三省没有一座城市进入前十; 山东16市中，得分超过80分的一座也没有."""
    for end, chosen in [*grammar.chosen(start), *grammar.topic(start)]:
        head = grammar.eat(
            rf"(?:{INSIDE})?,?(?:再)?(?:!(?:哪|任何|哪怕)?N?k?(?:W|[市城])?(?:的)?|无N(?:k?W|[市城k]))(?:能够?|可)?",
            end,
        )
        trait = grammar.traits.at(head.end()) if head else None
        if head and trait and grammar.eat(CUT, trait[0]) and re.search("N|k|W", head.group()) and end > start:
            grammar.desk.nobody(trait[1].over(chosen), head.start(), trait[0])
            grammar.context.topic = chosen
            return trait[0]
    for end, chosen in [*grammar.chosen(start), *grammar.topic(start)]:
        head = grammar.eat(rf"(?:{INSIDE})?,?!(?:任何)?N?k?(?=T)", end)  # 山东16市中没有一线城市
        for after, part in grammar.sets.at(head.end(), chosen) if head and end > start else ():
            if grammar.eat(CUT, after):
                grammar.desk.size(chosen)
                grammar.desk.nobody(replace(part, size=-1), head.start() if head else start, after)
                grammar.context.topic = chosen
                return after
    for end, chosen in grammar.sets.at(start, grammar.context.topic):
        if not chosen.plain and (tail := grammar.eat(rf",?(?:N?k(?:W)?!(?:b)?|!N?k){CUT}", end)):
            grammar.desk.nobody(chosen, end, tail.end())
            return tail.end()
    return 0
