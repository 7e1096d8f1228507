"""Averages and single values of sets, and the differences between them: 长三角平均60.9分，高于京津冀."""

from __future__ import annotations

import re

from generator.claims.grammar import CUT, POINTS, Grammar
from generator.claims.scopes import peers_of
from generator.claims.selections import INSIDE, Selection, everything


def mean(grammar: Grammar, start: int) -> int:
    """Read 长三角城市群平均60.9分, and keep it for 前者, 后者 and 比…高."""
    for end, chosen in grammar.chosen(start):
        head = grammar.eat(
            rf"(?:的)?(?P<key>I?)(?:的|[sxy])*a(?:[sxy的])*[bo]*(?P<value>{POINTS})(?=[,;.、&]|$)", end
        )
        if head is None or not chosen.filters:
            continue
        return _told(grammar, chosen, head)
    return 0


def _told(grammar: Grammar, chosen: Selection, head: re.Match[str]) -> int:
    """Record the average of a set, keep it for the clauses behind it, and return where its words end."""
    grammar.desk.size(chosen)
    grammar.desk.mean(chosen, head)
    grammar.context.means.append((chosen, head.start("value")))
    return head.end()


def mean_against(grammar: Grammar, start: int) -> int:
    """Read 比西部75座城市的48.8分高出14.3分, 高于京津冀的60.6分, 前者略高 behind an average."""
    if not grammar.context.means:
        return 0
    if pair := grammar.eat(rf"D(?:要|b|的)*(?P<side>[hl]|高|低|强|弱)(?:些|N筹|D)?{CUT}", start):
        return _pair(grammar, pair)
    own = grammar.context.means[-1][0]
    head = grammar.eat(r"(?:既)?(?P<side>[chl])", start)
    for end, chosen in grammar.sets.at(head.end()) if head else ():
        tail = grammar.eat(
            rf"(?:的)?[sxy]*(?:a)?(?:的)?[sxy]*(?P<other>{POINTS})?(?:的)?(?:要)?(?P<side>[hl]|高|低)?(?:[b出]*)(?P<gap>{POINTS})?{CUT}",
            end,
        )
        if head is None or tail is None or not chosen.filters:
            continue
        side = tail if head.group("side") == "c" else head
        if not side.group("side") or (side is head and tail.group("side")):
            continue
        grammar.desk.size(chosen)
        higher = side.group("side") in ("h", "高")
        if grammar.desk.means(own, chosen, tail, higher=higher, start=start):
            return tail.end()
    return 0


def _pair(grammar: Grammar, found: re.Match[str]) -> int:
    word = grammar.frame.token(found.start()).text
    if word not in ("前者", "后者") or len(grammar.context.means) != 2:
        return 0
    (first, _), (second, _) = grammar.context.means
    own, other = (first, second) if word == "前者" else (second, first)
    grammar.desk.means(own, other, None, higher=found.group("side") in ("h", "高", "强"), start=found.start())
    return found.end()


def extreme(grammar: Grammar, start: int) -> int:
    """Read 四川最高分89.2分, 若不计成都，西部最高分只有77.3分."""
    for end, chosen in [*grammar.chosen(start), *grammar.topic(start)]:
        head = grammar.eat(
            rf"(?:{INSIDE})?,?(?:的|R|[sxy])*(?P<place>[mM])(?:p|s|值|的|x|y)*[bo]*(?P<value>{POINTS}){CUT}", end
        )
        if head and chosen.filters and (end > start or grammar.context.topic):
            grammar.desk.extreme(chosen, head)
            grammar.context.topic = chosen
            return head.end()
    return 0


def pair_gap(grammar: Grammar, start: int) -> int:
    """Read 相差25.2分 behind the scores of two units."""
    head = grammar.eat(rf"(?:D|N[市地者城]|彼此|前后|首尾)?(?:之间|间)?g[b达仅ohl]*(?P<gap>{POINTS}){CUT}", start)
    units = tuple(dict.fromkeys(grammar.sets.listed(0, start)))
    if head and len(units) == 2 and "P" not in grammar.text[:start].strip("P"):
        grammar.desk.gap(units, head)
        return head.end()
    return 0


def means_gap(grammar: Grammar, start: int) -> int:
    """Read 两者相差14.3分 behind the averages of two groups."""
    head = grammar.eat(rf"(?:D|N[地省者类级市区]|彼此|前后)?(?:之间|间)?g[b达仅o]*(?P<gap>{POINTS}){CUT}", start)
    if head is None or len(grammar.context.means) != 2:
        return 0
    (first, _), (second, _) = grammar.context.means
    grammar.desk.means_gap(first, second, head)
    return head.end()


def place_of_mean(grammar: Grammar, start: int) -> int:
    """Read 为全国各省最低, 居各城市群首位 behind the average of a province or a cluster."""
    head = grammar.eat(
        r"(?:[brj在于列]|处于)*(?:R|Z)?(?:内|中|里|的)?(?:Z[区市]*|各?(?:省区市|省区|省市|省份?|城市群|地区|区域|等级|W|省W|N类))(?:中|里|当中)?"
        rf"(?:之)?[rb]?(?P<place>[OmM])(?:的)?{CUT}",
        start,
    )
    if head is None or not grammar.context.means or "P" in grammar.text[start : head.end()]:
        return 0
    chosen, at = grammar.context.means[-1]
    token = next((grammar.frame.token(p) for p in range(at, -1, -1) if grammar.text[p] in "PCT"), None)
    if token is None or not grammar.desk.place_of_mean(chosen, peers_of(grammar.facts, token), head):
        return 0
    return head.end()


def group_above(grammar: Grammar, start: int) -> int:
    """Read 论平均分，青海在云南之上: which of two groups has the higher average."""
    head = grammar.eat(r"(?:[论就按从以讲比看说]|若论|单论|要论)*a(?:来看|看|而言|来说|上|方面|论|讲|说)?,", start)
    for end, one in grammar.sets.at(head.end()) if head else ():
        link = grammar.eat(r"(?:反|却|倒|排|r|b)*(?P<side>在|[hlc])", end)
        for after, other in grammar.sets.at(link.end()) if link else ():
            tail = grammar.eat(rf"(?:的)?(?P<side>之上|之下|之前|之后|前面|后面|[hl]|高|低)?{CUT}", after)
            if link is None or tail is None or not one.filters or not other.filters:
                continue
            word = link.group("side") if link.group("side") in "hl" else tail.group("side") or ""
            if not word or (link.group("side") in "hl" and tail.group("side")):
                continue
            higher = word in ("之上", "之前", "前面", "h", "高")
            if grammar.desk.means(one, other, None, higher=higher, start=start):
                grammar.context.means.append((one, start))
                return tail.end()
    return 0


def placed_by_mean(grammar: Grammar, start: int) -> int:
    """Read 各省平均分中，山西以44.0分垫底，江苏以69.7分居首: groups of a kind by their averages."""
    head = grammar.eat(
        r"(?:在|从|按|论|就|以)?(?:各?(?:Z|省份?|省区市|省W|城市群|区域|地区|等级)|N[大个]?(?:区域|地区|城市群|板块))(?:的|[sxyW])*"
        r"a(?:[中里内上]|之中|当中|来看|看|而言|排名)*,",
        start,
    )
    end = 0
    while head and (done := _placed(grammar, end + 1 if end else head.end())):
        end = done
    return end


def _placed(grammar: Grammar, start: int) -> int:
    """Read one group with its average and its place among those of its kind."""
    for end, chosen in grammar.sets.at(start):
        found = grammar.eat(
            rf"(?P<key>)(?:以|的|为|b)*(?P<value>{POINTS})?(?:的)?(?:[rb在列名]|得)*(?P<place>[OmM]){CUT}", end
        )
        if found is None or not chosen.plain or chosen.filters != 1 or grammar.text[start] not in "PCT":
            continue
        peers = peers_of(grammar.facts, grammar.frame.token(start))
        if not grammar.desk.place_of_mean(chosen, peers, found):
            continue
        if found.group("value"):
            grammar.desk.mean(chosen, found)
        grammar.context.means.append((chosen, start))
        return found.end()
    return 0


def mean_above(grammar: Grammar, start: int) -> int:
    """Read 长三角城市群平均分高于京津冀城市群, 江苏的平均分比浙江高6.2分: which of two averages is higher."""
    for end, one in grammar.chosen(start):
        link = grammar.eat(r"(?:的)?[sxy]*a(?:[sxy的])*(?:反|却|要|略)*(?P<side>[hlc])(?:出)?", end)
        for after, other in grammar.sets.at(link.end()) if link else ():
            tail = grammar.eat(
                rf"(?:的)?[sxy]*a?(?:的)?(?:要|略)?(?P<side>[hl]|高|低)?(?:[b出了]*)(?P<other>(?!))?(?P<gap>{POINTS})?{CUT}",
                after,
            )
            if link is None or tail is None or not one.filters or not other.filters:
                continue
            word = tail.group("side") or "" if link.group("side") == "c" else link.group("side")
            if not word or (link.group("side") != "c" and (tail.group("side") or tail.group("gap"))):
                continue
            grammar.desk.size(one)
            grammar.desk.size(other)
            if grammar.desk.means(one, other, tail, higher=word in ("h", "高"), start=start):
                grammar.context.means += [(one, start), (other, end)]
                return tail.end()
    return 0


def mean_of_pair(grammar: Grammar, start: int) -> int:
    """Read 前者为60.9分 behind two averages held against each other."""
    head = grammar.eat(rf"D(?P<key>)(?:的)?[sxya]*(?:[bo]|仅)*(?P<value>{POINTS}){CUT}", start)
    word = grammar.frame.token(start).text if head else ""
    if head is None or word not in ("前者", "后者") or len(grammar.context.means) != 2:
        return 0
    chosen, _ = grammar.context.means[0 if word == "前者" else 1]
    grammar.desk.mean(chosen, head)
    return head.end()


def mean_onward(grammar: Grammar, start: int) -> int:
    """Read 湖南为50.7分 behind 江西的平均分为51.8分."""
    depth = grammar.context.means[-1][0].filters if grammar.context.means else 0
    for end, chosen in grammar.chosen(start) if depth else ():
        head = grammar.eat(rf"(?P<key>)(?:则|是)*[bo]+(?P<value>{POINTS}){CUT}", end)
        if head is None or not chosen.plain or chosen.filters != depth:
            continue
        return _told(grammar, chosen, head)
    return 0


def measure(grammar: Grammar, start: int) -> int:
    """Keep the indicators of 数字政府平均52.8分，数字社会平均51.2分, which other rules judge, for 前者高1.6分."""
    head = grammar.eat(rf"(?P<key>I)(?:的|[sxy])*a(?:[sxy的])*[bo]*{POINTS}{CUT}", start)
    keys = grammar.sets.keys(grammar.frame.token(start)) if head else ()
    if head is None or len(keys) != 1 or grammar.context.topic is not None or grammar.context.means:
        return 0
    grammar.context.measures.append(keys[0])
    return head.end()


def measures_apart(grammar: Grammar, start: int) -> int:
    """Read 前者高1.6分, 两者相差1.6分 behind the averages of two indicators."""
    told = grammar.context.measures
    head = grammar.eat(
        rf"(?:D|N[者项])(?:之间|间|要|b|的)*(?P<side>[hlg]|高|低)(?:出|[bo达仅])*(?P<gap>{POINTS})?{CUT}", start
    )
    word = grammar.frame.token(start).text if head else ""
    if head is None or len(told) != 2:
        return 0
    if head.group("side") == "g":
        if word in ("前者", "后者") or not head.group("gap"):
            return 0
        grammar.desk.measures_apart(told[0], told[1], head, None)
        return head.end()
    if word not in ("前者", "后者"):
        return 0
    own, other = told if word == "前者" else told[::-1]
    grammar.desk.measures_apart(own, other, head, head.group("side") in ("h", "高"))
    return head.end()


def means_all(grammar: Grammar, start: int) -> int:
    """Read 三者均低于西部平均 behind the averages of three groups."""
    told = grammar.context.means
    word = grammar.eat("D|N[者类级省档地区]", start)
    head = grammar.eat(r"j(?P<side>[hl])", word.end()) if word else None
    if head is None or len(told) < 2:
        return 0
    number = grammar.frame.number(start)
    size = {"两者": 2, "二者": 2, "三者": 3}.get(grammar.frame.token(start).text) if number is None else number.value
    for end, line in [*grammar.sets.at(head.end()), (head.end(), everything(grammar.facts))]:
        tail = grammar.eat(rf"(?:的)?[sxy]*a{CUT}", end)
        if tail is None or size != len(told):
            continue
        for one, _ in told:
            grammar.desk.means(one, line, None, higher=head.group("side") == "h", start=start)
        return tail.end()
    return 0


def indicator_mean_against(grammar: Grammar, start: int) -> int:
    """Read 数字生态平均47.0分，高于数字社会的51.2分: the averages of two indicators of one set."""
    named = [*grammar.sets.at(start), (start, grammar.context.topic or everything(grammar.facts))]
    for end, chosen in named:
        head = grammar.eat(
            rf"(?:的)?(?P<key>I)(?:的|[sxy])*a(?:[sxy的])*[bo]*(?P<value>{POINTS}),(?:D)?(?P<side>[hl])(?:出)?"
            rf"(?P<two>I)(?:的|[sxya])*(?P<other>{POINTS})?{CUT}",
            end,
        )
        if head is None:
            continue
        grammar.desk.size(chosen)
        if grammar.desk.indicator_means(chosen, head):
            return head.end()
    return 0
