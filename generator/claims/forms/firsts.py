"""Who is first or last in a set, and how far places lie apart: 二线城市中，昆明居首, 第3名与第4名相差1.8分."""

from __future__ import annotations

from generator.claims.grammar import CUT, END, POINTS, Grammar
from generator.claims.selections import INSIDE, everything


def first_in(grammar: Grammar, start: int) -> int:
    """Read 二线城市中，昆明以64.5分居首, and behind it 宝鸡垫底."""
    for end, chosen in [*grammar.sets.at(start), *grammar.topic(start)]:
        if end > start and not grammar.eat(rf"{INSIDE}|,", end) and not grammar.eat("[W市城]", end - 1):
            continue
        head = grammar.eat(
            rf"(?:{INSIDE})?,?(?:以|按|论)?(?P<key>I?)(?:的|上|方面|s|x|y)*(?P<unit>U)(?:的)?[sxy]*"
            rf"(?:[以得b]{{0,2}}{POINTS})?(?:的)?[sxy]*(?:[rbj在名列]|得)*(?P<place>[OmM]){END}",
            end,
        )
        if head is None or (end == start and grammar.context.topic is None):
            continue
        if not chosen.filters and end == start:
            continue
        grammar.desk.size(chosen)
        if grammar.desk.place(chosen, head, grammar.sets.listed(*head.span("unit"))):
            grammar.context.topic = chosen
            return head.end()
    return 0


def first_after(grammar: Grammar, start: int) -> int:
    """Read 成都在四川居首, 昆明以64.5分在二线城市中居首."""
    head = grammar.eat(rf"(?P<unit>U)(?:[以得b]{{0,2}}{POINTS})?,?(?:在|r在|居|为|b)", start)
    for end, chosen in grammar.sets.at(head.end()) if head else ():
        tail = grammar.eat(
            rf"(?:{INSIDE})?(?P<key>I?)(?:的|上|方面|s|x|y)*(?:[rbj名列以]|{POINTS})*(?P<place>[OmM])(?:的)?(?:W)?{END}",
            end,
        )
        if head is None or tail is None or not chosen.filters:
            continue
        if grammar.desk.place(chosen, tail, grammar.sets.listed(*head.span("unit"))):
            grammar.context.topic = chosen
            return tail.end()
    return 0


def first_is(grammar: Grammar, start: int) -> int:
    """Read 三线城市居首的是德阳, 四川得分最低的城市为广元."""
    whole = (start, grammar.context.topic or everything(grammar.facts))
    for end, chosen in [*grammar.sets.at(start), whole]:
        head = grammar.eat(
            rf"(?:{INSIDE})?,?(?P<key>I?)(?:的|上|方面|s|x|y)*[rb]?(?P<place>[OmM])(?:的|者)?(?:W)?(?:o)?[b]+(?P<unit>U){END}",
            end,
        )
        told = head and (head.group("key") or (grammar.desk.measure and end == start))
        if head is None or not (chosen.filters or told):
            continue
        if grammar.desk.place(chosen, head, grammar.sets.listed(*head.span("unit"))):
            grammar.context.topic = chosen if chosen.filters else grammar.context.topic
            return head.end()
    return 0


def rank_gap(grammar: Grammar, start: int) -> int:
    """Read 第3名与第4名相差1.8分, 二线城市首位比末位高14.2分."""
    for end, chosen in [*grammar.sets.at(start), (start, grammar.context.topic or everything(grammar.facts))]:
        head = grammar.eat(
            rf"(?:{INSIDE})?(?:的|从|由|i)?(?P<first>O)(?:[W市名位]|的?U)*(?:(?:[&c]|到)(?P<second>O)(?:[W市名位]|的?U)*)?"
            rf"(?:之间|间|的|s|W|仅|,)*(?P<side>g|s差|[hl])(?:[boH出了达到至]|为|拉开|扩大)*(?P<gap>{POINTS}){CUT}",
            end,
        )
        if head and grammar.desk.rank_gap(chosen, head):
            return head.end()
    return 0


def above(grammar: Grammar, start: int) -> int:
    """Read 西安反在贵阳之下: which of two units stands before the other."""
    head = grammar.eat(rf"(?P<one>U)反?[rb]?在?(?P<other>U)(?P<side>之上|之下|之前|之后|前面|后面){END}", start)
    if head is None:
        return 0
    grammar.desk.order(grammar.sets.listed(*head.span()), head, higher=head.group("side") in ("之上", "之前", "前面"))
    return head.end()
