"""How many units a set or a part of it holds, and what share of it: 陕西8市中，4市…, 二线城市占三分之一强."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims.facts import Scope
from generator.claims.grammar import CUT, END, LISTED, MANY, Grammar
from generator.claims.scopes import peers_of, scope_of
from generator.claims.selections import INSIDE, Selection, everything, union, within
from generator.scores.tree import TOTAL


def count_in(grammar: Grammar, start: int) -> int:
    """Read 陕西8市中，4市得分超过50分: a number out of a set, and what is said of them."""
    for end, chosen in [*grammar.sets.at(start), *grammar.topic(start)]:
        head = grammar.eat(rf"{INSIDE}?(?:,)?(?:[broj+S占达去共])*(?P<many>{MANY})(?:的)?(?:W)?", end)
        if head is None or (end == start and grammar.context.topic is None):
            continue
        if end > start and chosen.size >= 0 and not grammar.eat(INSIDE, end):
            continue
        trait = grammar.traits.at(head.end())
        if trait is None or not grammar.eat(END, trait[0]):
            continue
        part = trait[1].over(chosen)
        grammar.desk.size(chosen)
        grammar.desk.count(part, head.start("many"), trait[0])
        grammar.context.topic, grammar.context.counted, grammar.context.trait = chosen, part, trait[1]
        return trait[0]
    return 0


def count_of_group(grammar: Grammar, start: int) -> int:
    """Read 前十名中，江苏占3席, and behind it 广东占2席: how many of a set lie in a group."""
    onward = [(start, pool) for pool in grammar.context.pools[:1]]
    for end, chosen in [*grammar.sets.at(start), *onward]:
        if end > start and not grammar.eat(INSIDE, end):
            continue
        if end > start and chosen.plain and not chosen.whole:
            continue
        verbs = "(?:[brod占去得拿+S有])" + ("*" if end == start else "+")
        head = grammar.eat(
            rf"{INSIDE}?,?(?P<groups>[PCT](?:[、&][PCT])*)(?:N[省市地区家](?:之地)?)?W?(?P<each>各)?{verbs}"
            rf"(?P<many>N(?:k|[席W市城位名])*){END}",
            end,
        )
        if head is None or (len(head.group("groups")) > 1) is not bool(head.group("each")):
            continue
        pools = (chosen,) if end > start else grammar.context.pools
        if end == start and "T" in head.group("groups"):
            pools = pools[-1:]  # 新一线9个，二线18个: never one tier out of another
        grammar.desk.size(chosen)
        if not _out_of(grammar, pools, head):
            continue
        grammar.context.pools = pools if end > start else grammar.context.pools
        return head.end()
    return 0


def _out_of(grammar: Grammar, pools: tuple[Selection, ...], head: re.Match[str]) -> bool:
    """Count what each group holds out of the first set that fits; return whether the groups are known."""
    groups = [p for p in range(*head.span("groups")) if grammar.text[p] in "PCT"]
    scopes = [scope_of(grammar.check, grammar.frame.token(p)) for p in groups]
    for scope in scopes:
        if scope is None:
            return False
        parts = [within(pool, scope, grammar.facts) for pool in pools]
        part = grammar.desk.count(parts[0], head.start("many"), head.end(), parts[1:])
        grammar.context.topic, grammar.context.counted = pools[parts.index(part)], part
        grammar.context.tallies.append(part)
    return True


def count_after(grammar: Grammar, start: int) -> int:
    """Read 得分超过70分的城市有12座, 二线城市共16座, 一线与新一线合计56座."""
    known = [(end, part, grammar.context.topic) for end, part in grammar.sets.at(start, grammar.context.topic)]
    for end, chosen, base in [*known, *grammar.inner(start)]:
        if chosen.plain or chosen.size >= 0 or (grammar.text[start] == "Z" and base is None):
            continue  # 省会占6席 of what is not known
        verbs = r"(?:[borSj+共数]|数量|加起来|合起来|相加)*"
        head = grammar.eat(rf"{verbs}(?P<many>N(?:k|[WZ市城席])*)(?:之多)?{LISTED}", end)
        number = grammar.frame.number(head.start("many")) if head else None
        if head is None or number is None or number.share:
            continue
        named = _named_before(grammar, start) if base is None or base.whole else []
        meant = [within(chosen, scope, grammar.facts) for scope in named]
        part = grammar.desk.count(chosen, head.start("many"), head.end(), meant)
        if part in meant:  # 成渝地区除两极外，二线城市有5个，三线城市5个: all of them are of that group
            base = within(everything(grammar.facts), named[meant.index(part)], grammar.facts)
            grammar.context.pools = (base,)
        context = grammar.context
        context.topic, context.counted = base, chosen
        context.tallies.append(chosen)
        if base is None or base.whole:  # 新一线50个，其中江苏10个; 二线82个，三线77个
            context.topic = everything(grammar.facts)
            context.pools = (chosen, context.topic)
        return head.end()
    return 0


def _named_before(grammar: Grammar, position: int) -> list[Scope]:
    """Return the provinces and clusters that clauses name which were not understood: a count may be one in them."""
    tokens = [grammar.frame.token(p) for p in range(position) if grammar.text[p] in "PC"]
    return [scope for token in tokens if (scope := scope_of(grammar.check, token)) and scope.units]


def share(grammar: Grammar, start: int) -> int:
    """Read 二线城市占全部样本的三分之一强, 不到全国的四分之一, 全部城市里近一半落在四线."""
    for end, chosen in [*grammar.sets.at(start), *grammar.counted(start)]:
        head = grammar.eat(r"(?:,)?(?:[brS占]|约|为)*(?P<cue>[hl]?)(?:了)?", end)
        if head is None or (chosen.plain and chosen.filters != 1):
            continue
        at, whole = _whole(grammar, head.end())
        tail = grammar.eat(rf"(?:W)?(?:总数|总量|数量|个数|样本)*(?:的|S|b)*(?P<share>N){END}", at)
        number = grammar.frame.number(tail.start("share")) if tail else None
        if (
            tail is None
            or number is None
            or not number.share
            or (end == head.end() and at == end and not chosen.filters)
        ):
            continue
        if not re.search("[brS占hl]", grammar.text[end : head.end()]) and end != start:
            continue
        grammar.desk.share(chosen, whole, tail.start("share"), tail.end(), head.group("cue"))
        return tail.end()
    return _share_in(grammar, start)


def _share_in(grammar: Grammar, start: int) -> int:
    named = () if grammar.text[start] == "另" else grammar.sets.at(start)  # 另一半: of the same set
    for end, chosen in [*named, *grammar.topic(start)]:
        head = grammar.eat(rf"(?:{INSIDE})?(?:,)?(?:b|有|h|l|另外?)*(?P<share>N)(?:的)?(?:W)?", end)
        number = grammar.frame.number(head.start("share")) if head else None
        trait = grammar.traits.at(head.end()) if head else None
        if head is None or number is None or not number.share or trait is None or not grammar.eat(END, trait[0]):
            continue
        grammar.desk.share(trait[1].over(chosen), chosen, head.start("share"), trait[0], "")
        grammar.context.topic, grammar.context.counted = chosen, trait[1].over(chosen)
        return trait[0]
    return 0


def _whole(grammar: Grammar, position: int) -> tuple[int, Selection]:
    """Return the set a share is taken of: the one named, else the topic, else all."""
    for end, chosen in grammar.sets.at(position):
        return end, chosen
    topic, whole = grammar.context.topic, everything(grammar.facts)
    if sized := grammar.eat(r"(?:全部|全体|参评)?(?P<size>N)k?[W市城]*(?=的?N)", position):  # 占全部71个城市的49.3%
        number = grammar.frame.number(sized.start("size"))
        for each in (topic, whole):
            if number is not None and each is not None and number.fits(len(each.pick(TOTAL, False))):
                return sized.end(), each
    return position, topic or whole


def count_onward(grammar: Grammar, start: int) -> int:
    """Read 湖北只有5座 behind 湖南有8座城市进入百强, 数量达10座 and 比新一线城市多32座 behind a number."""
    context = grammar.context
    if context.counted is not None:
        if head := grammar.eat(rf"(?:数量|总数|个数|数|\+|达|b|有)+(?P<many>N(?:k|[W市城])+)(?:之多)?{END}", start):
            grammar.desk.count(context.counted, head.start("many"), head.end())
            return head.end()
        pair = grammar.eat(
            rf"(?P<one>D)c(?P<two>D)(?:要)?(?P<side>[hl])(?:[b出了])*(?P<many>N(?:k|[W市城席])+){CUT}", start
        )
        if pair:
            return _pair(grammar, pair)
        head = grammar.eat("c", start)
        for end, chosen in grammar.sets.at(start + 1) if head else ():
            tail = grammar.eat(rf"(?:的)?(?:要)?(?P<side>[hl])(?:[b出了]|整整)*(?P<many>N(?:k|[W市城])+){CUT}", end)
            if tail and chosen.filters and chosen.size < 0:
                grammar.desk.counts(context.counted, chosen, tail)
                return tail.end()
    if context.trait is not None:
        for end, chosen in grammar.sets.at(start):
            tail = grammar.eat(rf"(?:W)?(?:[brodj]|则|占|有)*(?P<many>N(?:k|[W市城席])+){END}", end)
            if tail and chosen.plain and chosen.filters and chosen.size < 0:
                grammar.desk.count(context.trait.over(chosen), tail.start("many"), tail.end())
                return tail.end()
    return 0


def _pair(grammar: Grammar, found: re.Match[str]) -> int:
    """Read 前者比后者多2个 behind the counts of two sets."""
    words = [grammar.frame.token(found.start(name)).text for name in ("one", "two")]
    told = grammar.context.tallies
    if len(told) != 2 or sorted(words) != ["前者", "后者"]:
        return 0
    one, other = told if words[0] == "前者" else told[::-1]
    grammar.desk.counts(one, other, found)
    return found.end()


def count_of_indicators(grammar: Grammar, start: int) -> int:
    """Read 五项一级指标里，北京有四项居首: in how many indicators of a level a unit has a place."""
    head = grammar.eat(
        rf"(?:在?L{INSIDE}?,?)?(?P<unit>U)(?:在?L{INSIDE}?)?,?[bo]*(?P<many>N)(?:项|k)(?:一级指标|指标|s)*[rbj在G]*(?P<place>[OE]){END}",
        start,
    )
    level = next((grammar.frame.token(p) for p in range(len(grammar.text)) if grammar.text[p] == "L"), None)
    if head and level and grammar.desk.indicators(level, head, grammar.sets.listed(*head.span("unit"))[0]):
        return head.end()
    return 0


def sample(grammar: Grammar, start: int) -> int:
    """Read 华东地区共有36座城市入围: the size of a group in the ranking."""
    for end, chosen in grammar.sets.at(start):
        head = grammar.eat(rf"(?:[+bo有])*(?P<many>N(?:k|[W市城])+)(?:入围|上榜|G)(?:R|榜单|榜)?{CUT}", end)
        if head and chosen.plain and chosen.filters:
            grammar.desk.count(chosen, head.start("many"), head.end())
            grammar.context.topic = replace(chosen, size=-1)
            grammar.context.pools = (everything(grammar.facts),)
            return head.end()
    return 0


def total(grammar: Grammar, start: int) -> int:
    """Read 两者合计27个 behind the counts of two sets."""
    head = grammar.eat(
        rf"(?:D|N[者类级省档地]|N?k?[TPC]?)(?:[+j]|加起来|相加|合起来)[boj达+为]*(?P<many>N(?:k|[W市城席])+){END}",
        start,
    )
    told = grammar.context.tallies
    if head is None or len(told) < 2:
        return 0
    word = grammar.eat("D|N[者类级省档地]", start)
    if word and not _means(grammar, start, len(told)):
        return 0
    grammar.desk.count(union(told), head.start("many"), head.end())
    return head.end()


def _means(grammar: Grammar, position: int, size: int) -> bool:
    """Return whether 两者, 三省 can stand for as many sets as have been counted."""
    number = grammar.frame.number(position)
    words = {"两者": 2, "二者": 2, "三者": 3}
    return size == (words.get(grammar.frame.token(position).text, 0) if number is None else number.value)


def most_of(grammar: Grammar, start: int) -> int:
    """Read 二线城市数量最多，共82座: which tier, province or cluster holds most units."""
    head = grammar.eat(
        rf"(?P<group>[TPC])W?(?:的)?(?:数量|个数|人数|数|W|总数|席位)*[rb]?(?P<most>[mM]){END}", start
    )
    token = grammar.frame.token(start) if head else None
    scope = scope_of(grammar.check, token) if token else None
    if head is None or token is None or scope is None or not scope.units:
        return 0
    if grammar.frame.token(head.start("most")).text not in ("最多", "最少"):
        return 0
    grammar.desk.most(scope, peers_of(grammar.facts, token), head)
    chosen = within(everything(grammar.facts), scope, grammar.facts)
    grammar.context.counted, grammar.context.topic = chosen, everything(grammar.facts)
    many = grammar.eat(rf",[+共bo有达]*(?P<many>N(?:k|[W市城席])+){END}", head.end())
    if many:
        grammar.desk.count(chosen, many.start("many"), many.end())
    return many.end() if many else head.end()
