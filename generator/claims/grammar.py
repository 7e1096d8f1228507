"""A grammar of statements about sets of units: who (a set), what of them (a measure, a condition), how many.

Clause by clause a frame is read from its left end to its right: a statement counts only if every
word of its clause has a place in it, so that what the grammar does not know it leaves to the
narrower rules. What a clause sets (the set spoken of, the set just counted, averages just told)
is kept for the clauses behind it until one of them is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from generator.claims.averages import scope_of
from generator.claims.check import Check
from generator.claims.frame import Frame, frame_of
from generator.claims.selections import INSIDE, UL, Selection, Selections, Trait, everything, within
from generator.claims.statements import Desk
from generator.claims.traits import Traits

_END = r"(?=[,;.、&]|$)"
_CUT = r"(?=[,;.]|$)"
_MANY = r"N(?:k|W|[市城席州位名区县])*"
_POINTS = r"Np"
_LEAD = re.compile(r"(?:从|在|就|按|论|若论|仅论|看)?(?:I(?:上|方面|领域|指标|一项|维度|来看|看|而言|中|里|的)*,)?")


# 如果不算省会: a set that the tables know nothing of, so that nothing behind it can be called false
_SUPPOSED = re.compile(
    "(?:如果|假如|假设|倘若|假使|若)*(?:除去?|剔除|[不!](?:算|计|含)|扣除|排除|撇开|抛开|只看|仅看|把|将|以)[^U]*,"
)
_LEAVING = "除若如把将不!剔抛撇去排扣"
_HEADS = frozenset("RPCTKEUDOhlcN")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass
class Context:
    """What the clauses before leave: the set spoken of, the one just counted, averages just told."""

    topic: Selection | None = None
    counted: Selection | None = None
    means: list[tuple[Selection, int]] = field(default_factory=list)
    trait: Trait | None = None  # what has just been counted by it
    series: bool = False  # numbers of one group after the other are being told


Form = Callable[["Grammar", int], int]


class Grammar:
    """Reads the statements of one sentence and records what comes of them."""

    def __init__(self, check: Check) -> None:
        self.check, self.facts = check, check.facts
        self.frame: Frame = frame_of(check.reading)
        self.text = self.frame.text
        self.traits = Traits(check, self.frame)
        self.sets = Selections(check, self.frame, self.traits.at)
        self.desk = Desk(check, self.frame)
        self.context = Context()

    def read(self) -> None:
        """Read the sentence from clause to clause."""
        position = 0
        while position < len(self.text):
            if position in self.frame.among and self.context.counted is not None:
                self.context.topic = self.context.counted
            self.sets.topic = self.context.topic
            lead = _LEAD.match(self.text, position)
            start = lead.end() if lead else position
            end = self._statement(start)
            if not end:
                self.context = Context()
                self.desk.whole, self.desk.measure = False, ""
                end = next((n for n in self.frame.ends if n > position), len(self.text))
                if _SUPPOSED.match(self.text[position:end]) and end < len(self.text):
                    self.check.doubt = min(self.check.doubt, self.frame.owners[end])
            while self.text[end : end + 1] and self.text[end] in ",;.、&":
                end += 1
            position = max(end, position + 1)

    def _statement(self, start: int) -> int:
        """Return the place behind the statement that begins here, 0 where the grammar knows none."""
        stop = self.text.find(";", start) % (len(self.text) + 1)
        clause = self.text[start:stop]
        if not _HEADS & set(clause):
            return 0
        for needs, form in FORMS:
            if _has(clause, needs) and (end := form(self, start)):
                return end
        return 0

    def eat(self, pattern: str, position: int) -> re.Match[str] | None:
        """Return the match of a pattern at a place."""
        return _compiled(pattern).match(self.text, position)

    # --- how many ------------------------------------------------------------------------------
    def count_in(self, start: int) -> int:
        """Read 陕西8市中，4市得分超过50分: a number out of a set, and what is said of them."""
        for end, chosen in [*self.sets.at(start), *self._topic(start)]:
            head = self.eat(rf"{INSIDE}?(?:,)?(?:[broj+S占达去共])*(?P<many>{_MANY})(?:的)?(?:W)?", end)
            if head is None or (end == start and self.context.topic is None):
                continue
            if chosen.size >= 0 and not self.eat(INSIDE, end):
                continue
            trait = self.traits.at(head.end())
            if trait is None or not self.eat(_END, trait[0]):
                continue
            part = trait[1].over(chosen)
            self.desk.size(chosen)
            self.desk.count(part, head.start("many"), trait[0])
            self.context.topic, self.context.counted, self.context.trait = chosen, part, trait[1]
            return trait[0]
        return 0

    def count_of_group(self, start: int) -> int:
        """Read 前十名中，江苏占3席, and behind it 广东占2席: how many of a set lie in a group."""
        for end, chosen in [*self.sets.at(start), *self._topic(start)]:
            onward = end == start
            if (onward and not self.context.series) or (not onward and not self.eat(INSIDE, end)):
                continue
            if chosen.plain and not chosen.whole:
                continue
            verbs = "(?:[brod占去得拿+S有])" + ("*" if onward else "+")
            head = self.eat(rf"{INSIDE}?,?(?P<group>[PCT])W?{verbs}(?P<many>N(?:k|[席W市城位名])*){_END}", end)
            scope = scope_of(self.check, self.frame.token(head.start("group"))) if head else None
            if head is None or scope is None:
                continue
            self.desk.size(chosen)
            self.desk.count(within(chosen, scope, self.facts), head.start("many"), head.end())
            self.context.topic, self.context.series = chosen, True
            return head.end()
        return 0

    def count_after(self, start: int) -> int:
        """Read 得分超过70分的城市有12座, 二线城市共16座, 一线与新一线合计56座."""
        for end, chosen in self.sets.at(start, self.context.topic):
            if chosen.plain or chosen.size >= 0:
                continue
            head = self.eat(rf"(?:[borSj+共数]|数量)*(?P<many>N(?:k|[WZ市城席])*)(?:之多)?{_END}", end)
            number = self.frame.number(head.start("many")) if head else None
            if head is None or number is None or number.share:
                continue
            self.desk.count(chosen, head.start("many"), head.end())
            self.context.counted = chosen
            if self.context.topic is None:
                self.context.topic, self.context.series = everything(self.facts), True
            return head.end()
        return 0

    def share(self, start: int) -> int:
        """Read 二线城市占全部样本的三分之一强, 不到全国的四分之一, 全部城市里近一半落在四线."""
        for end, chosen in [*self.sets.at(start), *self._counted(start)]:
            head = self.eat(r"(?:,)?(?:[brS占]|约|为)*(?P<cue>[hl]?)(?:了)?", end)
            if head is None or (chosen.plain and chosen.filters != 1):
                continue
            at, whole = self._whole(head.end())
            tail = self.eat(rf"(?:W)?(?:的|S|b)*(?P<share>N){_END}", at)
            number = self.frame.number(tail.start("share")) if tail else None
            if (
                tail is None
                or number is None
                or not number.share
                or (end == head.end() and at == end and not chosen.filters)
            ):
                continue
            if not re.search("[brS占hl]", self.text[end : head.end()]) and end != start:
                continue
            self.desk.share(chosen, whole, tail.start("share"), tail.end(), head.group("cue"))
            return tail.end()
        return self._share_in(start)

    def _share_in(self, start: int) -> int:
        for end, chosen in [*self.sets.at(start), *self._topic(start)]:
            head = self.eat(rf"(?:{INSIDE})?(?:,)?(?:b|有|h|l|另外?)*(?P<share>N)(?:的)?(?:W)?", end)
            number = self.frame.number(head.start("share")) if head else None
            trait = self.traits.at(head.end()) if head else None
            if head is None or number is None or not number.share or trait is None or not self.eat(_END, trait[0]):
                continue
            self.desk.share(trait[1].over(chosen), chosen, head.start("share"), trait[0], "")
            self.context.topic, self.context.counted = chosen, trait[1].over(chosen)
            return trait[0]
        return 0

    def _whole(self, position: int) -> tuple[int, Selection]:
        """Return the set a share is taken of: the one named, else the topic, else all."""
        for end, chosen in self.sets.at(position):
            return end, chosen
        return position, self.context.topic or everything(self.facts)

    def count_onward(self, start: int) -> int:
        """Read 湖北只有5座 behind 湖南有8座城市进入百强, 数量达10座 and 比新一线城市多32座 behind a number."""
        context = self.context
        if context.counted is not None:
            if head := self.eat(rf"(?:数量|总数|个数|数|\+|达|b|有)+(?P<many>N(?:k|[W市城])+)(?:之多)?{_END}", start):
                self.desk.count(context.counted, head.start("many"), head.end())
                return head.end()
            head = self.eat("c", start)
            for end, chosen in self.sets.at(start + 1) if head else ():
                tail = self.eat(rf"(?:的)?(?:要)?(?P<side>[hl])(?:[b出了]|整整)*(?P<many>N(?:k|[W市城])+){_CUT}", end)
                if tail and chosen.filters and chosen.size < 0:
                    self.desk.counts(context.counted, chosen, tail)
                    return tail.end()
        if context.trait is not None:
            for end, chosen in self.sets.at(start):
                tail = self.eat(rf"(?:W)?(?:[brodj]|则|占|有)*(?P<many>N(?:k|[W市城席])+){_END}", end)
                if tail and chosen.plain and chosen.filters and chosen.size < 0:
                    self.desk.count(context.trait.over(chosen), tail.start("many"), tail.end())
                    return tail.end()
        return 0

    def count_of_indicators(self, start: int) -> int:
        """Read 五项一级指标里，北京有四项居首: in how many indicators of a level a unit has a place."""
        head = self.eat(
            rf"(?:在?L{INSIDE}?,?)?(?P<unit>U)(?:在?L{INSIDE}?)?,?[bo]*(?P<many>N)(?:项|k)(?:一级指标|指标|s)*[rbj在G]*(?P<place>[OE]){_END}",
            start,
        )
        level = next((self.frame.token(p) for p in range(len(self.text)) if self.text[p] == "L"), None)
        if head and level and self.desk.indicators(level, head, self.sets.listed(*head.span("unit"))[0]):
            return head.end()
        return 0

    # --- all and none --------------------------------------------------------------------------
    def all_of(self, start: int) -> int:
        """Read 福建9市全部在50分以上, 北京、上海、杭州、深圳四市均超过90分."""
        for end, chosen in self._chosen(start):
            head = self.eat(
                rf"(?:{INSIDE})?,?(?P<size>N[市城区])?(?:s)?(?P<all>(?:j|全|无一例外|全数)*)(?:能|可)?", end
            )
            trait = self.traits.at(head.end()) if head else None
            if head is None or trait is None or not self.eat(_CUT, trait[0]):
                continue
            if not head.group("all") and not (chosen.rest and end > start):
                continue
            self.desk.size(chosen)
            self.desk.every(chosen, trait[1], head.end(), trait[0])
            self.context.topic = chosen
            return trait[0]
        return 0

    def none_of(self, start: int) -> int:
        """Read 东北三省没有一座城市进入前十; 山东16市中，得分超过80分的一座也没有."""
        for end, chosen in [*self._chosen(start), *self._topic(start)]:
            head = self.eat(rf"(?:{INSIDE})?,?(?:!N?k?(?:W|[市城])?|无N(?:k?W|[市城k]))(?:能|可)?", end)
            trait = self.traits.at(head.end()) if head else None
            if head and trait and self.eat(_CUT, trait[0]) and re.search("N|k|W", head.group()) and end > start:
                self.desk.nobody(trait[1].over(chosen), head.start(), trait[0])
                return trait[0]
        for end, chosen in self.sets.at(start, self.context.topic):
            if not chosen.plain and (tail := self.eat(rf",?(?:N?k(?:W)?!(?:b)?|!N?k){_CUT}", end)):
                self.desk.nobody(chosen, end, tail.end())
                return tail.end()
        return 0

    # --- who is first --------------------------------------------------------------------------
    def first_in(self, start: int) -> int:
        """Read 二线城市中，昆明以64.5分居首, and behind it 宝鸡垫底."""
        for end, chosen in [*self.sets.at(start), *self._topic(start)]:
            if end > start and not self.eat(rf"{INSIDE}|,", end) and not self.eat("[W市城]", end - 1):
                continue
            head = self.eat(
                rf"(?:{INSIDE})?,?(?:以|按|论)?(?P<key>I?)(?:的|上|方面|s|x|y)*(?P<unit>U)(?:的)?[sxy]*"
                rf"(?:[以得b]{{0,2}}{_POINTS})?(?:的)?[sxy]*(?:[rbj在名列]|得)*(?P<place>[OmM]){_END}",
                end,
            )
            if head is None or (end == start and self.context.topic is None):
                continue
            if not chosen.filters and end == start:
                continue
            self.desk.size(chosen)
            if self.desk.place(chosen, head, self.sets.listed(*head.span("unit"))):
                self.context.topic = chosen
                return head.end()
        return 0

    def first_after(self, start: int) -> int:
        """Read 成都在四川居首, 昆明以64.5分在二线城市中居首."""
        head = self.eat(rf"(?P<unit>U)(?:[以得b]{{0,2}}{_POINTS})?,?(?:在|r在|居|为|b)", start)
        for end, chosen in self.sets.at(head.end()) if head else ():
            tail = self.eat(
                rf"(?:{INSIDE})?(?P<key>I?)(?:的|上|方面|s|x|y)*(?:[rbj名列以]|{_POINTS})*(?P<place>[OmM])(?:的)?(?:W)?{_END}",
                end,
            )
            if head and tail and chosen.filters and self.desk.place(chosen, tail, self.sets.listed(*head.span("unit"))):
                self.context.topic = chosen
                return tail.end()
        return 0

    def first_is(self, start: int) -> int:
        """Read 三线城市居首的是德阳, 四川得分最低的城市为广元."""
        whole = (start, self.context.topic or everything(self.facts))
        for end, chosen in [*self.sets.at(start), whole]:
            head = self.eat(
                rf"(?:{INSIDE})?,?(?P<key>I?)(?:的|上|方面|s|x|y)*[rb]?(?P<place>[OmM])(?:的|者)?(?:W)?(?:o)?[b]+(?P<unit>U){_END}",
                end,
            )
            told = head and (head.group("key") or (self.desk.measure and end == start))
            if head is None or not (chosen.filters or told):
                continue
            if self.desk.place(chosen, head, self.sets.listed(*head.span("unit"))):
                self.context.topic = chosen if chosen.filters else self.context.topic
                return head.end()
        return 0

    # --- averages and single values --------------------------------------------------------------
    def mean(self, start: int) -> int:
        """Read 长三角城市群平均60.9分, and keep it for 前者, 后者 and 比…高."""
        for end, chosen in self._chosen(start):
            head = self.eat(
                rf"(?:的)?(?P<key>I?)(?:的|[sxy])*a(?:[sxy的])*[bo]*(?P<value>{_POINTS})(?=[,;.、&]|$)", end
            )
            if head is None or not chosen.filters:
                continue
            self.desk.size(chosen)
            self.desk.mean(chosen, head)
            self.context.means.append((chosen, head.start("value")))
            return head.end()
        return 0

    def mean_against(self, start: int) -> int:
        """Read 比西部75座城市的48.8分高出14.3分, 高于京津冀的60.6分, 前者略高 behind an average."""
        if not self.context.means:
            return 0
        if pair := self.eat(rf"D(?:要|b|的)*(?P<side>[hl]|高|低|强|弱)(?:些|N筹)?{_CUT}", start):
            return self._pair(pair)
        own = self.context.means[-1][0]
        head = self.eat(r"(?:既)?(?P<side>[chl])", start)
        for end, chosen in self.sets.at(head.end()) if head else ():
            tail = self.eat(
                rf"(?:的)?[sxy]*(?:a)?(?:的)?[sxy]*(?P<other>{_POINTS})?(?:的)?(?:要)?(?P<side>[hl]|高|低)?(?:[b出]*)(?P<gap>{_POINTS})?{_CUT}",
                end,
            )
            if head is None or tail is None or not chosen.filters:
                continue
            side = tail if head.group("side") == "c" else head
            if not side.group("side") or (side is head and tail.group("side")):
                continue
            self.desk.size(chosen)
            higher = side.group("side") in ("h", "高")
            if self.desk.means(own, chosen, tail, higher=higher, start=start):
                return tail.end()
        return 0

    def _pair(self, found: re.Match[str]) -> int:
        word = self.frame.token(found.start()).text
        if word not in ("前者", "后者") or len(self.context.means) != 2:
            return 0
        (first, _), (second, _) = self.context.means
        own, other = (first, second) if word == "前者" else (second, first)
        self.desk.means(own, other, None, higher=found.group("side") in ("h", "高", "强"), start=found.start())
        return found.end()

    def extreme(self, start: int) -> int:
        """Read 四川最高分89.2分, 若不计成都，西部最高分只有77.3分."""
        for end, chosen in [*self._chosen(start), *self._topic(start)]:
            head = self.eat(
                rf"(?:{INSIDE})?,?(?:的|R|[sxy])*(?P<place>[mM])(?:p|s|值|的|x|y)*[bo]*(?P<value>{_POINTS}){_CUT}", end
            )
            if head and chosen.filters and (end > start or self.context.topic):
                self.desk.extreme(chosen, head)
                self.context.topic = chosen
                return head.end()
        return 0

    def rank_gap(self, start: int) -> int:
        """Read 第3名与第4名相差1.8分, 二线城市首位比末位高14.2分."""
        for end, chosen in [*self.sets.at(start), (start, self.context.topic or everything(self.facts))]:
            head = self.eat(
                rf"(?:{INSIDE})?(?:的|从|由|i)?(?P<first>O)(?:[W市名位]|的?U)*(?:(?:[&c]|到)(?P<second>O)(?:[W市名位]|的?U)*)?"
                rf"(?:之间|间|的|s|W|仅|,)*(?P<side>g|s差|[hl])(?:[boH出了达到至]|为|拉开|扩大)*(?P<gap>{_POINTS}){_CUT}",
                end,
            )
            if head and self.desk.rank_gap(chosen, head):
                return head.end()
        return 0

    def pair_gap(self, start: int) -> int:
        """Read 相差25.2分 behind the scores of two units."""
        head = self.eat(rf"(?:D|N[市地者城]|彼此|前后|首尾)?(?:之间|间)?g[b达仅o]*(?P<gap>{_POINTS}){_CUT}", start)
        units = tuple(dict.fromkeys(self.sets.listed(0, start)))
        if head and len(units) == 2 and "P" not in self.text[:start].strip("P"):
            self.desk.gap(units, head)
            return head.end()
        return 0

    def sample(self, start: int) -> int:
        """Read 华东地区共有36座城市入围: the size of a group in the ranking."""
        for end, chosen in self.sets.at(start):
            head = self.eat(rf"(?:[+bo有])*(?P<many>N(?:k|[W市城])+)(?:入围|上榜|G)(?:R|榜单|榜)?{_CUT}", end)
            if head and chosen.plain and chosen.filters:
                self.desk.count(chosen, head.start("many"), head.end())
                self.context.topic, self.context.series = everything(self.facts), True
                return head.end()
        return 0

    # --- who they are --------------------------------------------------------------------------
    def above(self, start: int) -> int:
        """Read 西安反在贵阳之下: which of two units stands before the other."""
        head = self.eat(rf"(?P<one>U)反?[rb]?在?(?P<other>U)(?P<side>之上|之下|之前|之后|前面|后面){_END}", start)
        if head is None:
            return 0
        self.desk.order(self.sets.listed(*head.span()), head, higher=head.group("side") in ("之上", "之前", "前面"))
        return head.end()

    def names(self, start: int) -> int:
        """Read 得分超过70分的只有成都、重庆和乌鲁木齐三市; 排在柳州之前的陕西城市是…."""
        for end, chosen in [*self.sets.at(start, self.context.topic), *self._counted(start)]:
            head = self.eat(
                rf"(?:W)?(?:,)?(?P<link>[bdio]+)(?P<units>{UL})(?P<open>e?)(?P<size>N?)(?:k?[WZ市城区])*(?P<listed>入围|上榜|G)?{_CUT}",
                end,
            )
            if head is None or (end == start and "d" not in head.group("link")):
                continue
            named = chosen.name in self.facts.paper.groups or bool(head.group("listed"))
            if (chosen.plain and not named) or (chosen.filters < 2 and self.text[start] == "T") or not chosen.filters:
                continue
            self.desk.names(chosen, head, self.sets.listed(*head.span("units")))
            return head.end()
        return 0

    def topic(self, start: int) -> int:
        """Read 陕西8市中, and 若不计成都、重庆: a set that the clauses behind are about."""
        for end, chosen in self.sets.at(start):
            stop = self.eat(rf"(?:{INSIDE}|来看|看|而言|方面)*(?=,)", end)
            sized = chosen.plain and chosen.size >= 0  # 山西九市，除太原外…
            bare = stop is not None and stop.end() == end and self.text[start : start + 1] not in _LEAVING
            if stop is None or not chosen.filters or (bare and not sized):
                continue
            self.desk.size(chosen)
            self.context.topic = chosen
            return stop.end() + 1
        return 0

    # --- whom a clause is about ------------------------------------------------------------------
    def _chosen(self, start: int) -> list[tuple[int, Selection]]:
        return list(self.sets.at(start))

    def _topic(self, start: int) -> list[tuple[int, Selection]]:
        return [(start, self.context.topic)] if self.context.topic else []

    def _counted(self, start: int) -> list[tuple[int, Selection]]:
        return [(start, self.context.counted)] if self.context.counted else []


def _needs(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))


def _has(clause: str, needs: tuple[re.Pattern[str], ...]) -> bool:
    """Return whether a clause holds all of `needs` in their order; one pattern with .* takes cubic time for it."""
    position = 0
    for need in needs:
        found = need.search(clause, position)
        if found is None:
            return False
        position = found.end()
    return True


# The forms in the order they are tried, and what a clause must hold for each, one thing behind the other.
FORMS: tuple[tuple[tuple[re.Pattern[str], ...], Form], ...] = (
    (_needs("[hl高低强弱]"), Grammar.mean_against),
    (_needs("O", "[ghl]", "Np"), Grammar.rank_gap),
    (_needs("a", "Np"), Grammar.mean),
    (_needs("[mM]", "Np"), Grammar.extreme),
    (_needs("N"), Grammar.share),
    (_needs("j|全|一例外|除|其"), Grammar.all_of),
    (_needs("!|无N"), Grammar.none_of),
    (_needs("U", "N", "[OE]"), Grammar.count_of_indicators),
    (_needs("N"), Grammar.count_onward),
    (_needs("N"), Grammar.count_in),
    (_needs("N"), Grammar.count_of_group),
    (_needs("N"), Grammar.count_after),
    (_needs("U", "U", "[上下前后]"), Grammar.above),
    (_needs("g", "Np"), Grammar.pair_gap),
    (_needs("N", "[入上G]"), Grammar.sample),
    (_needs("U", "[OmM]"), Grammar.first_in),
    (_needs("U", "[OmM]"), Grammar.first_after),
    (_needs("[OmM]", "U"), Grammar.first_is),
    (_needs("[bio]", "U"), Grammar.names),
    (_needs("[RPCTKENUW]"), Grammar.topic),
)


def read_statements(check: Check) -> None:
    """Record the statements of a sentence that the grammar understands."""
    if re.search("[NOVmMjUI]", check.letters):
        Grammar(check).read()
