"""Who is first or last in a set, and how far places lie apart: 二线城市中，昆明居首, 第3名与第4名相差1.8分."""

from __future__ import annotations

import re

from generator.claims.grammar import CUT, END, POINTS, Grammar
from generator.claims.selections import INSIDE, everything
from generator.scores.tree import TOTAL


def first_in(grammar: Grammar, start: int) -> int:
    """Read 二线城市中，昆明以64.5分居首, and behind it 宝鸡垫底."""
    for end, chosen in [*grammar.sets.at(start), *grammar.topic(start)]:
        if end > start and not grammar.eat(rf"{INSIDE}|,", end) and not grammar.eat("[W市城]", end - 1):
            continue
        head = grammar.eat(
            rf"(?:{INSIDE})?,?(?:以|按|论)?(?P<key>I?)(?:的|上|方面|s|x|y)*(?P<unit>U)(?:的)?[sxy]*"
            rf"(?:[以得b]{{0,2}}{POINTS})?(?:的)?[sxy]*(?:[rbj在名列]|得)*(?P<place>[OmM]|最靠[前后]){END}",
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
            rf"(?:{INSIDE})?(?P<key>I?)(?:的|上|方面|s|x|y)*(?:[rbj名列以]|{POINTS})*(?P<place>[OmM]|最靠[前后])(?:的)?(?:W)?{END}",
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
            rf"(?:{INSIDE})?,?(?P<key>I?)(?:的|上|方面|s|x|y)*[rb]?(?P<place>[OmM]|最靠[前后])(?:的|者)?(?:W)?(?:o)?[b]+(?P<unit>U){END}",
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
            rf"(?:{INSIDE})?(?:的|从|由|i)?(?P<first>O)[W市名位]*(?:的?(?P<one>U))?(?:(?:[&c]|到)(?P<second>O)[W市名位]*(?:的?(?P<two>U))?)?"
            rf"(?:之间|间|的|s|W|[仅只o]|,)*(?P<side>g|s差|[hl]|N?下子?[掉跌落降少滑]|[掉跌落矮])(?:[boH出了达到至]|为|拉开|扩大)*(?P<gap>{POINTS}){CUT}",
            end,
        )
        if head and grammar.desk.rank_gap(chosen, head):
            return head.end()
    return 0


def above(grammar: Grammar, start: int) -> int:
    """Read 西安反在贵阳之下: which of two units stands before the other."""
    if found := _steps(grammar, start):
        return found
    head = grammar.eat(
        rf"(?P<one>U)?(?:[sxy的]*{POINTS},)?反?[rb]?在?(?P<other>U)(?P<side>之上|之下|之前|之后|前面|后面){END}", start
    )
    if head is None:
        return 0
    units = grammar.sets.listed(*head.span())
    if not head.group("one"):  # 排在呼和浩特之后 behind the score of a unit
        own, sure = grammar.check.binder.subject(grammar.check.reading, grammar.frame.owners[start])
        units = (*own, *units)
        if not sure or len(own) != 1 or grammar.frame.text[start] not in "r在":
            return 0
        if not grammar.eat(CUT, head.end()):  # 排在柳州之前、又属于陕西的 goes on describing others
            return 0
    grammar.desk.order(units, head, higher=head.group("side") in ("之上", "之前", "前面"))
    return head.end()


def neighbour(grammar: Grammar, start: int) -> int:
    """Read 前面一位是厦门, 其后是包头, 紧随其后的是柳州 behind the rank of a unit: who stands next to it."""
    head = grammar.eat(
        rf"(?:(?:r在?|在)?D?(?P<side>前|后)(?:面)?(?:的)?N[位名]|(?P<after>紧?[随跟]?其后))(?:的)?b(?:{POINTS}的)?(?P<unit>U){END}",
        start,
    )
    named = grammar.sets.listed(0, start)
    if head is None or not named:
        return 0
    (own, *_), other = named[-1:], grammar.sets.listed(*head.span("unit"))[0]
    if head.group("side") and len(set(named)) > 1:
        own = named[0]  # 成都列第21位，前面一位是厦门，后面一位是大连
    if not re.search("[rO]", grammar.text[:start]):
        return 0
    grammar.desk.next_to(own, other, head, before=head.group("side") == "前")
    return head.end()


def _steps(grammar: Grammar, start: int) -> int:
    """Read 比福州高两个位次 behind the rank of a unit: how many places lie between two."""
    head = grammar.eat(
        rf"c(?P<other>U)(?:的|r|[xsy])*(?:还|要)?(?P<side>[hl]|靠前|靠后|前|后|高|低)(?:[b出了])*(?P<many>N)(?:k?r|k?位次|k?名次|[名位]|k位){END}",
        start,
    ) or grammar.eat(rf"c(?P<other>U)(?:的|r|[xsy])*(?:还|要)?(?P<side>靠)(?P<many>E){END}", start)
    if head is None:
        return 0
    units, sure = grammar.check.binder.subject(grammar.check.reading, grammar.frame.owners[start])
    if not sure or len(units) != 1:
        return 0
    side = head.group("side")
    if side == "靠":  # 靠前20位 is one phrase
        side += grammar.frame.token(head.start("many")).text[0]
    higher = side in ("h", "高", "靠前", "前")
    grammar.desk.steps(units[0], grammar.sets.listed(*head.span("other"))[0], head, higher=higher)
    return head.end()


def ranks_between(grammar: Grammar, start: int) -> int:
    """Read 名次相差11位 behind the ranks of two units."""
    head = grammar.eat(
        rf"(?:D|N[市地者城]|彼此|前后|U[&、]U(?:N[市地城])?)?(?:之间|间)?(?:在|的)?(?:r|位次|名次)?(?:之间|间|[上的相])*g(?:[bo了达仅至]|出)*"
        rf"(?P<many>N)(?:k?位次|k?名次|k?[位名]|k?r){CUT}",
        start,
    )
    own = "U" in head.group() if head else False
    units = tuple(dict.fromkeys(grammar.sets.listed(start if own else 0, head.end() if head and own else start)))
    if head is None or len(units) != 2:
        return 0
    grammar.desk.steps_between(units[0], units[1], head)
    return head.end()


def against_total(grammar: Grammar, start: int) -> int:
    """Read 比其总分排名高两位 behind the rank of a unit in an indicator."""
    head = grammar.eat(
        rf"(?P<cue>[hlc])D?(?:的)?(?P<other>[xyI])(?:的|[xys])*r(?:要)?(?P<side>[hl]|靠前|靠后|高|低)?(?:[b出了])*"
        rf"(?P<many>N)(?:k?r|k?位次|k?名次|[名位]|k位){END}",
        start,
    ) or grammar.eat(rf"(?P<cue>c)D?(?:的)?(?P<other>[xyI])(?:的|[xys])*r(?:要)?(?P<side>靠)(?P<many>E){END}", start)
    word = (head.group("side") or head.group("cue")) if head else ""
    if word == "靠" and head is not None:  # 靠前4位 is one phrase
        word += grammar.frame.token(head.start("many")).text[0]
    named = [p for p in range(start) if grammar.text[p] == "I"]
    if head is None or word == "c" or not named or (head.group("cue") != "c" and head.group("side")):
        return 0
    units, sure = grammar.check.binder.subject(grammar.check.reading, grammar.frame.owners[start])
    keys = grammar.sets.keys(grammar.frame.token(named[-1]))
    other = grammar.sets.keys(grammar.frame.token(head.start("other"))) if head.group("other") == "I" else (TOTAL,)
    if not sure or len(units) != 1 or len(keys) != 1 or len(other) != 1:
        return 0
    grammar.desk.ranks_apart(units[0], keys[0], other[0], head, higher=word in ("h", "高", "靠前"))
    return head.end()


def to_line(grammar: Grammar, start: int) -> int:
    """Read 昆明距新一线门槛只差0.5分, 离平均线还差14.3分: what a unit wants of a tier or of the average."""
    head = grammar.eat(
        rf"(?P<unit>U)?(?:的?[sx])?(?:距离?|离)(?P<line>T|R?的?[xys]*a|Np)W?(?:的)?(?:门槛|线|大关|分数线|标准)?(?:还|仅|只|o|尚|要)*"
        rf"(?:g|差|缺|欠)(?:[bo达])*(?P<gap>{POINTS}){CUT}",
        start,
    )
    if head is None:
        return 0
    if head.group("unit"):
        units, sure = grammar.sets.listed(*head.span("unit")), True
    else:
        units, sure = grammar.check.binder.subject(grammar.check.reading, grammar.frame.owners[start])
    if not sure or len(units) != 1:
        return 0
    return head.end() if grammar.desk.short_of(units[0], head) else 0


def first_carried(grammar: Grammar, start: int) -> int:
    """Read 在四个直辖市中居末位 behind what is said of a unit."""
    head = grammar.eat("在?", start)
    for end, chosen in grammar.sets.at(head.end()) if head else ():
        tail = grammar.eat(rf"{INSIDE}?(?P<key>I?)(?:的|[sxy])*[rbj列]*(?P<place>[OmM]|最靠[前后])(?:的)?{END}", end)
        if head is None or tail is None or chosen.plain or not chosen.filters:
            continue
        units, sure = grammar.check.binder.subject(grammar.check.reading, grammar.frame.owners[start])
        if sure and len(units) == 1 and grammar.desk.place(chosen, tail, units):
            grammar.desk.size(chosen)
            return tail.end()
    return 0
