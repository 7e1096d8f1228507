"""Noun phrases of a frame as sets of units: 陕西8市, 得分超过70分的城市, 除成都之外的四川城市, 前十名.

A phrase is built of filters one behind the other (地区, 等级, 前 n 名, a condition with 的), and may state
how many it holds. What it holds may depend on the indicator meant and, where a bound is met only as
printed, on how generously it is read, so a set is a function of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.claims.check import Check
from generator.claims.cityclasses import CLASSES
from generator.claims.facts import Facts, Scope
from generator.claims.frame import Frame
from generator.claims.lexicon import Token
from generator.claims.marks import Ranks
from generator.claims.scopes import scope_of

Pick = Callable[[str, bool], frozenset[str]]

UL = r"U(?:(?:、&|[、&,])U)*"
INSIDE = r"(?:之中|当中|之内|里面|[中里内])"
COUNTED = r"(?P<size>N)k?(?P<noun>[WZR市城州区县]+|(?=[,;.]|$))"
_WITHOUT = re.compile(
    rf"(?:若|如果)?(?:除去?|[把将]|[不!](?:计|算|含)|剔除|抛开|撇开|去掉|排除|扣除|刨去|拿掉)(?P<units>{UL})(?:N?k?[W市城州区县]+)?"
    r"(?:之外|以外|外|[放搁撇晾]到?在?(?:N边|旁边|外面)|r?除在外|排除在外|除外|不计|不算|之后|后|(?<=[UW市城]),)(?:的|,)?(?:其余|其他)?"
)
_TIERS = re.compile(r"T(?:W?[、&]T)*")
_LED = re.compile("(?:若|如果)?[f,]*")
_UNION = re.compile(r"[PU](?:[、&][PU])+(?=NkW)")  # 江浙沪25座城市
_AHEAD = re.compile(r"N大?k?(?=[RPTZ])")  # 50个高新区
_LIST = re.compile(rf"(?P<units>{UL})(?:N[市城区]|Nk?[WZ]+|N?k?Z)")


@dataclass(frozen=True)
class Selection:
    """A set of units: its words, how it is picked by indicator and reading, and the place of a size it states."""

    name: str
    pick: Pick
    filters: int = 0
    plain: bool = True  # a province, cluster or the whole book, and nothing more
    size: int = -1
    whole: bool = False  # all the units of the book
    fixed: bool = True  # the same under every indicator
    rest: bool = False  # what 除…外 or 其余 leaves: what is said of it is said of all

    def both(self, key: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the set read strictly and read generously."""
        return self.pick(key, False), self.pick(key, True)


@dataclass(frozen=True)
class Trait:
    """A condition on units; a `fixed` one is the same under every indicator."""

    words: str
    holds: Callable[[str, str, bool], bool]
    fixed: bool = False
    spread: bool = False  # 在50.3分至64.5分之间: said of a whole set it tells the ends, which `ranges` reads

    def over(self, base: Selection) -> Selection:
        """Return the units of a selection that have the trait."""

        def pick(key: str, generous: bool) -> frozenset[str]:
            return frozenset(u for u in base.pick(key, generous) if self.holds(u, key, generous))

        return Selection(
            f"{base.name}{self.words}的", pick, base.filters + 1, plain=False, fixed=base.fixed and self.fixed
        )

    def turned(self) -> Trait:
        """Return what a denial makes of it."""
        return Trait(f"不{self.words}", lambda u, key, generous: not self.holds(u, key, not generous), self.fixed)


def everything(facts: Facts) -> Selection:
    """Return the whole book as a selection."""
    units = frozenset(facts.units)
    return Selection("", lambda key, generous: units, whole=True)


def of_units(facts: Facts, units: frozenset[str]) -> Selection:
    """Return units named one by one."""
    return Selection(facts.names(units), lambda key, generous: units, 1, plain=False)


def without(base: Selection, units: frozenset[str], facts: Facts) -> Selection:
    """Return a selection less some of its units."""
    return Selection(
        f"{base.name}除{facts.names(units)}外",
        lambda key, generous: base.pick(key, generous) - units,
        base.filters + 1,
        plain=False,
        rest=True,
        fixed=base.fixed,
    )


def other_than(base: Selection, part: Selection) -> Selection:
    """Return what a part leaves of a selection."""
    return Selection(
        f"{part.name}之外",
        lambda key, generous: base.pick(key, generous) - part.pick(key, generous),
        base.filters + 1,
        plain=False,
        rest=True,
        fixed=False,
    )


def within(base: Selection, scope: Scope, facts: Facts) -> Selection:
    """Return the part of a selection that lies in a group."""
    members = scope.units
    if members is None:
        return replace(base, filters=base.filters + 1)  # stays the whole
    if any(members <= other.units.keys() for other in facts.kin.values()):
        return Selection(scope.name, lambda key, generous: members, 1)  # units of another kind
    return Selection(
        f"{base.name}{scope.name}",
        lambda key, generous: base.pick(key, generous) & members,
        base.filters + 1,
        plain=base.plain,
        rest=base.rest,
        fixed=base.fixed,
    )


def union(parts: Sequence[Selection]) -> Selection:
    """Return what several selections hold together."""
    return Selection(
        "、".join(part.name for part in parts),
        lambda key, generous: frozenset().union(*(part.pick(key, generous) for part in parts)),
        1,
        plain=False,
        fixed=all(part.fixed for part in parts),
    )


def leading(base: Selection, count: int, facts: Facts, fixed: str = "") -> Selection:
    """Return the first (or, negative, the last) units of a selection by rank."""

    def pick(key: str, generous: bool) -> frozenset[str]:
        ranks = facts.ranks(fixed or key)
        inside = sorted((ranks[u], u) for u in base.pick(key, generous) if u in ranks)
        kept = inside[:count] if count > 0 else inside[count:]
        return frozenset(unit for _, unit in kept)

    shown = f"前{count}名" if count > 0 else f"后{-count}名"
    return Selection(f"{base.name}{shown}", pick, base.filters + 1, plain=False, fixed=False)


class Selections:
    """Reads the noun phrases of one frame. `trait` reads a condition at a place (see `traits`)."""

    def __init__(self, check: Check, frame: Frame, trait: Callable[[int], tuple[int, Trait] | None]) -> None:
        self.check, self.facts, self.frame, self.text = check, check.facts, frame, frame.text
        self.topic: Selection | None = None  # what 除…外 is taken from
        self._trait = trait
        self._known: dict[tuple[int, int, int], list[tuple[int, Selection]]] = {}

    def at(self, position: int, topic: Selection | None = None) -> list[tuple[int, Selection]]:
        """Return the phrases that begin at a place with the place behind them, the longest first."""
        mark = (position, id(topic), id(self.topic))
        if mark not in self._known:
            self._known[mark] = list(self._at(position, topic))
        return self._known[mark]

    def _at(self, position: int, topic: Selection | None) -> Iterator[tuple[int, Selection]]:
        base = topic or everything(self.facts)
        if topic is None and self.topic is not None and self.topic.rest and self.topic.filters == 1:
            base = self.topic  # 不算成都，四川没有一座…: left out of every set behind it
        if found := _WITHOUT.match(self.text, position):
            topic = topic or self.topic
            if topic is None and position and not _LED.fullmatch(self.text[:position]):
                return  # of which set is told in clauses that were not understood
            rest = without(topic or base, self.units(*found.span("units")), self.facts)
            end, inner = self._filtered(found.end(), everything(self.facts))
            if inner is not None and not topic:
                rest = without(inner, self.units(*found.span("units")), self.facts)
            yield from self._sized(end, rest)
            return
        if found := _LIST.match(self.text, position):
            units = self.units(*found.span("units"))
            if len(units) > 1:
                yield found.end(), of_units(self.facts, units)
            return
        count = _AHEAD.match(self.text, position)
        end, chosen = self._filtered(count.end() if count else position, base)
        if chosen is not None and count:
            noun = re.compile(r"[WZ]*").match(self.text, end)
            yield noun.end() if noun else end, replace(chosen, size=position)
        elif chosen is not None:
            for after, phrase in self._sized(end, chosen):
                yield from self._less(after, phrase)
                yield after, phrase

    def _less(self, end: int, base: Selection) -> Iterator[tuple[int, Selection]]:
        """Yield a phrase with what it leaves out behind it: 河南17市除郑州外."""
        lead = re.compile(rf"{INSIDE}?,?").match(self.text, end)
        found = _WITHOUT.match(self.text, lead.end()) if lead else None
        if found and self.text[found.start() : found.start() + 1] not in "若如":
            yield found.end(), without(base, self.units(*found.span("units")), self.facts)

    def units(self, start: int, end: int) -> frozenset[str]:
        """Return the units named in a range of the frame."""
        return frozenset(self.listed(start, end))

    def listed(self, start: int, end: int) -> tuple[str, ...]:
        """Return the units named in a range of the frame, in order."""
        from generator.claims.binding import unit_key

        return tuple(unit_key(self.frame.token(p)) for p in range(start, end) if self.text[p] == "U")

    def _sized(self, end: int, chosen: Selection) -> Iterator[tuple[int, Selection]]:
        """Yield a phrase with the number behind it, and without it."""
        found = re.compile(COUNTED).match(self.text, end)
        if found is None and chosen.plain and (of := re.compile("W?的").match(self.text, end)):  # 上海的七个城区
            found = re.compile(COUNTED).match(self.text, of.end())
            found = found if found and found.group("noun") else None
        if found:
            if found.group("noun") or not chosen.plain:
                yield found.end(), replace(chosen, size=found.start("size"))
        elif found := re.compile(r"[WZ]+").match(self.text, end):
            yield found.end(), chosen
            return
        yield end, chosen

    def _filtered(self, position: int, base: Selection) -> tuple[int, Selection | None]:
        """Return the place behind the filters that begin here, and what they leave; None without any."""
        chosen, end, at = base, position, position
        found = False
        while True:
            step = self._filter(at, chosen)
            if step is None:
                return end, chosen if found else None
            end, chosen = step
            found = True
            joint = re.compile(r"(?:W|Z)?的?(?:N(?=k?[PCZT]))?(?:k(?=[PCZT]))?").match(self.text, end)
            if joint and (size := joint.group().find("N")) >= 0:  # 中部六省会
                chosen = replace(chosen, size=end + size)
            at = joint.end() if joint else end

    def _filter(self, position: int, base: Selection) -> tuple[int, Selection] | None:
        """Return the place behind one filter and what it leaves."""
        letter = self.text[position : position + 1]
        if found := _UNION.match(self.text, position):
            return self._union(found, base)
        if letter == "T" and (found := _TIERS.match(self.text, position)):
            return self._tiers(found, base)
        if letter in ("R", "P", "C", "K"):
            scope = scope_of(self.check, self.frame.token(position))
            return (position + 1, within(base, scope, self.facts)) if scope is not None else None
        if letter == "Z" and (cities := CLASSES.get(self.frame.token(position).text)):
            held = frozenset(unit.key for unit in self.facts.units.values() if unit.name in cities)
            scope = Scope(self.frame.token(position).text, held)
            return (position + 1, replace(within(base, scope, self.facts), plain=False)) if len(held) > 1 else None
        found = re.compile(r"(?P<key>I?)(?:的|s|x|y)*(?P<top>E)(?![,.;]?[rG])").match(self.text, position)
        if found:
            return self._top(found, base)
        found = re.compile(r"[sx]?(?P<edge>[OmM])的(?=N[市城个座k])").match(self.text, position)
        count = self.frame.number(found.end()) if found else None
        edge = self._edge(found.start("edge")) if found else 0
        if found and count is not None and edge in (1, -1):  # 垫底的两市, 得分最高的五个城市
            return found.end(), leading(base, int(count.value) * edge, self.facts)
        if rest := re.compile("其余|其他|另外|另|剩下的?|余下的?").match(self.text, position):
            base = base if base.filters else self.topic or base
            if not base.filters:
                return None  # of which group is told in clauses before: see `rest`
            return rest.end(), base if base.rest else self._others(base, position)
        trait = self._trait(position)
        if trait and re.compile(r"的(?=N|W|Z|[boRPCT]|$|[,.;])").match(self.text, trait[0]):
            return trait[0] + 1, trait[1].over(base)
        if trait and self.text[trait[0] : trait[0] + 1] == "b" and self.frame.token(trait[0]).text.startswith("的"):
            return trait[0], trait[1].over(base)  # 处在成长阶段的是35座
        return None

    def _others(self, base: Selection, position: int) -> Selection:
        """Return what 其余 means: the set less the units named before; nothing known where none are."""
        named = self.units(0, position)
        if named:
            return without(base, named, self.facts)
        return Selection(
            f"{base.name}其余", lambda key, generous: frozenset(), base.filters + 1, plain=False, rest=True
        )

    def _union(self, found: re.Match[str], base: Selection) -> tuple[int, Selection] | None:
        """Return the units of several provinces, municipalities among them."""
        tokens = [self.frame.token(p) for p in range(*found.span()) if self.text[p] in "PU"]
        if all(token.letter == "U" for token in tokens):
            return None
        units: set[str] = set(self.units(*found.span()))
        for token in tokens:
            if token.letter == "P":
                scope = scope_of(self.check, token)
                if scope is None or scope.units is None:
                    return None
                units |= scope.units
        shown = "、".join(token.meaning.name if isinstance(token.meaning, Scope) else token.text for token in tokens)
        return found.end(), within(base, Scope(shown, frozenset(units)), self.facts)

    def _tiers(self, found: re.Match[str], base: Selection) -> tuple[int, Selection] | None:
        tokens = [self.frame.token(p) for p in range(*found.span()) if self.text[p] == "T"]
        scopes = [scope for token in tokens if (scope := scope_of(self.check, token))]
        if len(scopes) != len(tokens):
            return None
        units = frozenset(unit for scope in scopes for unit in scope.units or ())
        chosen = within(base, Scope("、".join(scope.name for scope in scopes), units), self.facts)
        return found.end(), replace(chosen, plain=False)

    def _top(self, found: re.Match[str], base: Selection) -> tuple[int, Selection] | None:
        count = self.frame.token(found.start("top")).meaning
        keys: tuple[str, ...] = ()
        if found.group("key"):
            keys = self.keys(self.frame.token(found.start("key")))
        if not isinstance(count, int) or not count or len(keys) > 1:
            return None
        first = leading(base, count, self.facts, keys[0] if keys else "")
        if beyond := re.compile("之外|以外|开外").match(self.text, found.end()):  # 前五名之外
            return beyond.end(), other_than(base, first)
        return found.end(), first

    def _edge(self, position: int) -> int:
        """Return the place an ordinal means, 0 for several."""
        if self.text[position] in "mM":
            return 1 if self.text[position] == "m" else -1
        meaning = self.frame.token(position).meaning
        return meaning.values[0] if isinstance(meaning, Ranks) and len(meaning.values) == 1 else 0

    def keys(self, token: Token) -> tuple[str, ...]:
        """Return the indicators a token may mean."""
        return self.check.binder.resolve([token], self.check.reading)
