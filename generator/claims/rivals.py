"""Rival readings: before a statement is called false, what else its sentence would let it mean.

A number is often told in one clause and what it is about in another: 陕西…；其余四市平均39.4分. Where the clause
of a number names unit, group and indicator itself, it is read strictly. A group or an indicator that it
leaves out may be any that a clause before it or its paragraph names, and a group it names may be
narrowed by one named there (东北12市里，…二线城市有5个). A statement that holds under one such reading is
unsure, not false.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise, permutations, product
from typing import TypeVar

from generator.claims.check import Check
from generator.claims.cityclasses import CLASSES
from generator.claims.claim import Kind, Verdict
from generator.claims.facts import Scope
from generator.claims.footing import Footing
from generator.claims.marks import Ranks
from generator.claims.mentions import Units, mentioned
from generator.claims.numerals import Number
from generator.claims.surroundings import VALUES, Meant, Surroundings, joined
from generator.claims.verdicts import difference

T = TypeVar("T")
_NEAR = 12  # units named before that a difference may be told of
_ENDS = re.compile("首尾|极差|级差|最高|最低|首位|末位|内部|之间")
_PASSED = ("超过", "突破", "越过", "跨过", "迈过", "高于", "低于")  # not 高出: that tells a difference
_BEHIND = re.compile("(?:平均|均)(?:线|水平|值|分|数)?(?:之|以)(?P<side>[上下])")
_PLACES = frozenset((Kind.RANK, Kind.TOP, Kind.EXTREME, Kind.ONLY))


def weigh(check: Check) -> None:
    """Make every false statement of a sentence unsure that has no footing or is right under a rival reading."""
    for at, claim in enumerate(check.claims):
        if claim.verdict is not Verdict.FALSE:
            continue
        if Footing(check, claim, *check.spans[at]).is_missing() or Rivals(check, claim, *check.spans[at]).any_holds():
            check.claims[at] = replace(claim, verdict=Verdict.UNSURE, facts=())


class Rivals(Surroundings):
    """The rival readings of one statement."""

    def any_holds(self) -> bool:
        """Return whether the statement holds under a rival reading."""
        if self.is_of_the_rest() or self.is_of_the_unknown():
            return True
        meant = self.meant()
        numbers = [number for at, number in self.check.numbers(self.start, self.end) if self.is_score(at, number)]
        if self.claim.kind is Kind.COUNT:
            return self._is_size(meant) or self._is_of_those_named()
        if self.claim.kind in (Kind.MEMBER, Kind.TIER):
            return self._is_membership() or self._is_of_those_named()
        if self.claim.kind is Kind.ONLY and self._is_all():
            return True
        if self.claim.kind is Kind.SHARE:
            return self._is_share_told()
        if self.claim.kind is Kind.RANGE:
            return self._is_range(numbers, meant)
        if self.claim.kind is Kind.GAP and self._is_passed(numbers, meant):
            return True
        if numbers and self.claim.kind in VALUES:
            return all(self._told(number, meant) for number in numbers)
        if self.claim.kind in _PLACES:
            return self._is_place(meant)
        return self.claim.kind is Kind.ABOVE and self._is_above(meant)

    def _told(self, number: Number, meant: Meant) -> bool:
        """Return whether a number is the value or the difference of something meant."""
        values = (value for key in meant.keys for value in self._values(meant, key))
        return any(number.fits(value) for value in values) or any(
            difference(number, *pair) and self._is_directed(*pair) for pair in self._pairs(meant)
        )

    def _is_passed(self, numbers: list[Number], meant: Meant) -> bool:
        """Return whether a number behind its verb is a mark that the units pass and no difference: 贵阳超过70分."""
        at = next((at for at, number in self.check.numbers(self.start, self.end) if number in numbers), 0)
        verb = re.search("U[fj]*(?P<side>[hl])f*$", self.check.letters[:at])
        if verb is None or len(numbers) != 1 or set("cg") & set(self.letters):
            return False
        if self.check.tokens[verb.start("side")].text not in _PASSED:
            return False
        scores = list(_known(self.facts.score(unit, key) for unit in self.claim.units for key in meant.keys))
        higher = verb.group("side") == "h"
        return bool(scores) and any((score > numbers[0].value) == higher for score in scores)

    def _is_directed(self, subject: float, line: float) -> bool:
        """Return whether a subject lies on the side of what it is held against that the words say."""
        sides = set("hl") & set(self.letters)
        return len(sides) != 1 or (subject > line) == (sides == {"h"})

    def _values(self, meant: Meant, key: str) -> Iterator[float]:
        """Yield the averages, ends or scores that the words of the clause let a number be."""
        facts = self.facts
        if self.claim.kind is Kind.GAP or "g" in self.letters:
            return
        if "a" in self.letters or self.claim.kind is Kind.AVERAGE:
            if not set("hl") & set(self.letters):
                edged = self.own.named if self.claim.kind is Kind.EXTREME else ()  # 平均得分以大湾区最高，为71.4分
                yield from _known(facts.mean(key, Scope("", group)) for group in (*meant.groups, *edged))
            return
        yield from _known(facts.score(unit, key) for unit in meant.units)
        if set("mM") & set(self.letters):
            if self.own.keys and "a" in self.check.letters[: self.start]:  # 平均48.8分，其中数字经济最高（54.5分）
                scopes = (Scope(), *(Scope("", group) for group in meant.groups))
                yield from _known(facts.mean(key, scope) for scope in scopes)
            elif self._averaged():  # 高新区平均得分最高；县市最低，为47.3分; 黑龙江均分最高；辽宁最低，51.3分
                lines = (*self.own.named, *((frozenset(facts.units),) if self.own.whole else ()))
                yield from _known(facts.mean(key, Scope("", group)) for group in lines)
            for group in meant.groups:
                spread = facts.spread(key, Scope("", group))
                yield from (() if spread is None else (spread[1],) if "m" in self.letters else (spread[0],))

    def _averaged(self) -> bool:
        """Return whether the text before speaks of averages."""
        told = self.check.reading.carry.told
        return any(token.letter == "a" for token in (*told, *self.check.tokens[: self.start]))

    def _pairs(self, meant: Meant) -> Iterator[tuple[float, float]]:
        """Yield two values that a difference may be told of, what is held against the other first."""
        if not set("ghlc") & set(self.letters):
            return
        facts, own, others = self.facts, self.own, self.before
        if _ENDS.search(self.words):
            spreads = (facts.spread(key, Scope("", group)) for key in meant.keys for group in meant.groups)
            yield from (spread[::-1] for spread in spreads if spread is not None)
        for key in meant.keys:

            def mean(group: Units, key: str = key) -> float | None:
                return facts.mean(key, Scope("", group))

            def score(unit: str, key: str = key) -> float | None:
                return facts.score(unit, key)

            lines = (*own.groups, frozenset(facts.units)) if own.whole else own.groups
            yield from self._two(lines, (*others.groups, *meant.groups), mean)
            if len(own.units) < 2:
                yield from self._two(own.units, others.units[-_NEAR:], score)
            if "a" in self.letters:
                yield from product(_known(map(score, own.units or others.units)), _known(map(mean, own.groups)))
        for unit in own.units or others.units[-_NEAR:]:
            yield from permutations(_known(facts.score(unit, key) for key in (*own.keys, *others.keys)), 2)

    def _two(
        self, own: tuple[T, ...], others: tuple[T, ...], value: Callable[[T], float | None]
    ) -> Iterator[tuple[float, float]]:
        """Yield the values of two things: one named before and the one it is held against, or any two named before."""
        if own:
            pairs = [(each, line) for each, line in product(others, own) if each not in own]
        elif "后者" in self.words:
            pairs = [(later, former) for former, later in combinations(others, 2)]
        else:
            pairs = list(combinations(others, 2))
            pairs += [] if "前者" in self.words else [(later, former) for former, later in pairs]
        for subject, line in pairs:
            first, second = value(subject), value(line)
            if first is not None and second is not None:
                yield first, second

    def _is_size(self, meant: Meant) -> bool:
        """Return whether every number of a count is that of a group meant."""
        if self.claim.units or re.search("[PC][NV]", self.check.letters[max(self.start - 1, 0) : self.end]):
            return False  # 广西6市: of which group is plain; 河南只有郑州1个: and which units
        numbers = [n.value for at, n in self.check.numbers(self.start, self.end) if not self.is_score(at, n)]
        pairs = [token.meaning for token in self.check.tokens[self.start : self.end] if token.letter == "V"]
        sizes = {len(group) for group in meant.groups}
        if side := self._side():  # 城市服务平均48.0分。高于平均的城市共有27个
            beyond = [self._beyond(key, higher=side == "h") for key in self.others.keys]
            sizes |= {len(units & group) for units in beyond for group in (units, *self.others.named)}
        if not self.own.named:  # 北京…；7个城区中有4个超过70分
            sizes |= {len(group) for group in self.others.named}
        strangers = {token.text for token in self.check.tokens if token.letter == "X"}
        if strangers:  # 珠三角9市，除肇庆外都上了榜: more than the book holds
            sizes |= {len(group) + len(strangers) for group in (*meant.named, *self.own.named)}
        counts = numbers or pairs
        if "!" in self.check.letters[max(self.start - 1, 0) : self.end]:  # 江苏…，没有一个城市低于59分
            sides = re.findall("[hl](?=[fRP]*a)", self.lead)  # 得分低于县市平均的一个也没有
            sided = [self._beyond(key, higher=side == "h") for side, key in product(sides, meant.keys)]
            return any(not own & other for own in (*self.own.told, *sided) for other in self.others.named)
        if len(counts) == len(self.own.named) > 1:  # 中部、东北和西部分别只有7个、2个和10个
            wider = (*self.others.named, *self.others.told)
            sizes_by_group = [{len(group & other) for other in wider} for group in self.own.named]
            return all(count in fitting for count, fitting in zip(counts, sizes_by_group, strict=True))
        return bool(counts) and all(count in sizes for count in counts)

    def _side(self) -> str:
        """Return on which side of an average the clause counts, before its words or behind them: 在平均线之上."""
        if side := re.search("[hl](?=[fR]*a)", self.letters):
            return side.group()
        behind = _BEHIND.search(self.words)
        return "" if behind is None else "h" if behind.group("side") == "上" else "l"

    def _is_share_told(self) -> bool:
        """Return whether a share is that of a number just told: 有25座来自江苏和广东，恰好占四分之一."""
        told = self.check.numbers(0, self.start)
        counts = [number.value for at, number in told if number.is_whole() and not self.is_score(at, number)]
        stated = (number for _, number in self.check.numbers(self.start, self.end) if number.share)
        shares = [number for number in stated if number.hedge in ("", "about")]
        if not counts or not shares or self.own.named or set("hl") & set(self.letters):
            return False
        wholes = {len(group) for group in self.others.groups} | {len(self.facts.units)}
        return all(any(number.fits(counts[-1] / whole) for whole in wholes) for number in shares)

    def _beyond(self, key: str, *, higher: bool) -> Units:
        """Return the units on one side of the average of an indicator."""
        line, scores = self.facts.mean(key), self.facts.scores(key)
        return frozenset(unit for unit, value in scores.items() if line is not None and (value > line) == higher)

    def _is_membership(self) -> bool:
        """Return whether the units listed are all those of two groups in common: 浙江各市中，60分以下的只有…."""
        own, others = (*self.own.named, *self.own.told), (*self.others.named, *self.others.told)
        units = frozenset(self.claim.units)
        if len(units) < 2 or "d" in self.letters:
            return False
        tops = [t.meaning for t in self.check.tokens[max(self.start - 2, 0) : self.end] if t.letter == "E"]
        if len(tops) == 1 and isinstance(tops[0], int) and abs(tops[0]) == len(units):  # 二线城市…；最后两位是…
            orders = (self.facts.order(scope=Scope("", group)) for group in self.others.named)
            if any(units == frozenset(order[: tops[0]] if tops[0] > 0 else order[tops[0] :]) for order in orders):
                return True
        return units in joined(own, others)

    def _is_of_those_named(self) -> bool:
        """Return whether so many of a kind are those of it named before: 银川…；西宁…。两个首府都属二线城市."""
        found = re.search("[NV]k?(?P<kind>Z)", self.letters)
        names = CLASSES.get(self.part[found.start("kind")].text) if found else None
        if self.claim.units or not names:
            return False
        those = frozenset(unit for unit in self.before.units if self.facts.units[unit].name in names)
        if len(those) != self.count():
            return False
        return self.claim.kind is Kind.COUNT or those <= self.group_told()

    def _is_all(self) -> bool:
        """Return whether the only ones are all those of two groups: 长三角…，上海…，杭州…，是仅有的两个一线城市."""
        own, others = (*self.own.named, *self.own.told), (*self.others.named, *self.others.told)
        units = {frozenset(self.claim.units)}
        if side := self._side():  # 新疆…。7个地州市里，只有乌鲁木齐和伊犁高于西部平均
            beyond = [self._beyond(key, higher=side == "h") for key in self.meant().keys]
            if any(units == {those & group} for those, group in product(beyond, self.others.named)):
                return True
        if count := self.count():
            units |= {frozenset(named[-count:]) for named in (self.others.units, self.in_sentence)}
        return not units.isdisjoint(joined(own, others))

    def _is_range(self, numbers: list[Number], meant: Meant) -> bool:
        if len(numbers) != 2:
            return False
        first, last = sorted(numbers, key=lambda number: number.value)
        counts = [t.meaning for t, after in pairwise(self.part) if t.letter == "N" and after.letter in "kW"]
        for key, group in product(meant.keys, (*meant.groups, *self.own.named, frozenset(self.facts.units))):
            scores = self.facts.scores(key)
            inside = sum(first.value <= scores.get(unit, -1.0) < last.value for unit in group)
            if any(isinstance(count, Number) and count.fits(inside) for count in counts):
                return True  # 另有50个城市在65分至85分之间: how many lie between, not the ends of all
        exact = all(number.decimals for number in numbers)
        for key, group in product(meant.keys, meant.groups):
            spread = self.facts.spread(key, Scope("", group))
            if spread is None:
                continue
            ends = first.fits(spread[0]) and last.fits(spread[1])
            within = first.value - first.step / 2 <= spread[0] and spread[1] <= last.value + last.step / 2
            if ends or (within and not exact):
                return True
        return False

    def _is_place(self, meant: Meant) -> bool:
        """Return whether the units of a statement hold the place it names within a group meant."""
        if not meant.units:
            return False
        if self._is_own_edge(meant):
            return True
        told = [group for group in (*self.others.told, *self.others.listed) if frozenset(meant.units) <= group]
        low, high = self.check.reading.clauses[self.check.reading.clause_at(self.start)]
        in_a_row = len(re.findall("U[fr]*O", self.check.letters[low:high])) > 1  # 湖南12市的排序是长沙第一、常德第二
        bare = self.own.named if in_a_row and not self.claim.group else ()
        holders = [group for group in self.others.named if frozenset(meant.units) <= group]
        if not any(frozenset(meant.units) & group for group in self.own.named):
            # 三线…；垫底的黔南比四线的石嘴山多1.0分: a group named beside another unit does not hold this one
            bare = (*bare, *holders)
        scopes = [Scope("", group) for group in (*meant.named, *bare, *told)]
        if self.leaves_out:
            scopes += [Scope("", group - frozenset(self.before.units)) for group in meant.named]
        if not self.own.groups and not self.own.whole:
            scopes.append(Scope())
        for key, scope in product(meant.keys, scopes):
            ranks = self.facts.ranks(key, scope)
            if self._holds_place(meant.units, [ranks.get(unit, 0) for unit in meant.units], len(ranks)):
                return True
        return self._was_place(meant.units)

    def _is_own_edge(self, meant: Meant) -> bool:
        """Return whether an indicator is the best or worst of a unit's own: 四项能力中，…基础设施最弱，列第17位."""
        stated = self.check.tokens[self.start : self.end]
        ends = {t.meaning.values for t in stated if t.letter == "O" and isinstance(t.meaning, Ranks)}
        sides = set("mM") & {t.letter for t in stated}
        sides |= {side for side, end in (("m", (1,)), ("M", (-1,))) if end in ends}
        if len(sides) != 1 or len(self.own.keys) != 1 or len(meant.units) != 1:
            return False
        (unit,), (key,), tree = meant.units, self.own.keys, self.facts.book.tree
        spoken = mentioned(self.check, self.check.tokens[self.start : self.end]).units
        if key not in tree or unit in spoken:  # 城市治理得分最高的是重庆 is said of all units
            return False
        level = [each.key for each in tree.level(tree.indicator(key).level)]
        scores = {each: score for each in level if (score := self.facts.score(unit, each)) is not None}
        ranks = {each: -self.facts.ranks(each).get(unit, 0) for each in scores}
        edge = max if sides == {"m"} else min
        return any(values and values.get(key) == edge(values.values()) for values in (scores, ranks))

    def _was_place(self, units: tuple[str, ...]) -> bool:
        """Return whether a rank that a move begins at is the one of the volume before: 由第3位降至第7位."""
        earlier = self.facts.before
        lead = self.check.reading.text(0, self.start)
        if earlier is None or not re.search("(?:由|从|原)[^，；]{0,6}$", lead):
            return False
        ranks = earlier.ranks()
        return self._holds_place(units, [ranks.get(unit, 0) for unit in units], len(ranks))

    def _holds_place(self, units: tuple[str, ...], ranks: list[int], size: int) -> bool:
        if not all(ranks):
            return False
        for token in self.check.tokens[self.start : self.end]:
            if token.letter == "O" and isinstance(token.meaning, Ranks):
                place = self._place(units, token.meaning)
                return all(rank == (place if place > 0 else size + 1 + place) for rank in ranks)
            if token.letter == "E" and isinstance(token.meaning, int):
                low, high = (1, token.meaning) if token.meaning > 0 else (size + 1 + token.meaning, size)
                # the first ten of thirteen are not spoken of
                return 2 * (high - low + 1) <= size and all(low <= rank <= high for rank in ranks)
            if token.letter == "2":
                return all(rank == 2 for rank in ranks)
            if token.letter in "mM":
                return len(ranks) == 1 and ranks[0] == (1 if token.letter == "m" else size)
        return False

    def _place(self, units: tuple[str, ...], ranks: Ranks) -> int:
        """Return which of several places is told of a unit, 0 where that is not plain."""
        if len(ranks.values) == 1:
            return ranks.values[0]
        if ranks.through and len(units) == 1 and units[0] in self.own.units:  # 沧州、唐山、廊坊依次排在第二至第四
            first, last = ranks.values[0], ranks.values[-1]
            return first + self.own.units.index(units[0]) if last - first + 1 == len(self.own.units) else 0
        if len(units) == 1 and len(ranks.values) == len(self.own.units) and units[0] in self.own.units:
            return ranks.values[self.own.units.index(units[0])]
        return 0

    def _is_above(self, meant: Meant) -> bool:
        """Return whether the units lie on the side told of the average of a group named elsewhere."""
        if self.own.groups or self.own.whole:
            return False
        higher = "h" in self.check.letters[self.start : self.end]
        for key, group in product(meant.keys, meant.named):
            line = self.facts.mean(key, Scope("", group))
            values = list(_known(self.facts.score(unit, key) for unit in self.claim.units))
            if line is not None and values and all((value > line) == higher for value in values):
                return True
        return False


def _known(values: Iterable[float | None]) -> Iterator[float]:
    return (value for value in values if value is not None)
