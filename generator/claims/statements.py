"""Statements about sets of units held against the book: sizes, shares, all and none, places, averages, gaps.

Each is false only if it is so under every indicator the text may mean and under the strict and
the generous reading of its set.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound
from generator.claims.check import Check
from generator.claims.claim import Kind
from generator.claims.facts import Scope
from generator.claims.frame import Frame
from generator.claims.lexicon import Token
from generator.claims.marks import Levels, Ranks
from generator.claims.selections import Selection, Trait
from generator.claims.verdicts import Outcome, points

_CLOSED = ("是", "为", "即", "：", "就是", "正是", "便是", "为的是", "的是", "达")


class Desk:
    """Where the statements of one frame are judged and recorded."""

    def __init__(self, check: Check, frame: Frame) -> None:
        self.check, self.facts, self.frame = check, check.facts, frame
        self.measure = ""  # the indicator that the clause before has named and this one leaves out
        self.whole = True  # every clause before has been understood

    # --- recording -----------------------------------------------------------------------------
    def _record(
        self,
        kind: Kind,
        start: int,
        end: int,
        judge: Callable[[str], Outcome],
        key: str = "",
        units: tuple[str, ...] = (),
        about: str = "",
        fixed: bool = False,
    ) -> None:
        first, last = self.frame.span(start, end)
        bound = self._bound(first)
        if key or (self.measure and not bound.named):
            bound = replace(bound, keys=((key or self.measure,),))
        if fixed and bound.state == "unsure":  # the same under every indicator
            bound = replace(bound, state="sure")
        outcome = verdicts.any_of(bound.keys[0], judge)
        stated = f"{about}{self.check.reading.text(first, last)}"
        self.check.add(kind, first, last, outcome, bound, units=units, stated=stated)

    def _bound(self, first: int) -> Bound:
        """Return indicator and year as the words before say; groups are those of the set itself."""
        bound = self.check.binder.topic(self.check.reading, first, first)
        state = "sure" if self.whole and bound.state == "unsure" else bound.state
        return replace(bound, keys=bound.keys[:1] if len(bound.keys) == 1 else ((),), state=state)

    def _take(self, *positions: int) -> None:
        for position in positions:
            token = self.frame.owners[position]
            self.check.take(token, token + 1)

    def _key(self, found: re.Match[str]) -> str | None:
        """Return the indicator a statement names, empty for none, None where it is in doubt."""
        if not found.group("key"):
            return "total" if re.search("[xy]", found.group()) else ""
        token = self.frame.token(found.start("key"))
        keys = self.check.binder.resolve([token], self.check.reading)
        if len(keys) == 1:
            self.measure = keys[0]
        return keys[0] if len(keys) == 1 else None

    # --- statements ----------------------------------------------------------------------------
    def size(self, chosen: Selection) -> None:
        """Record the size that a phrase states of itself: 陕西8市."""
        if chosen.size >= 0:
            self.count(chosen, chosen.size, chosen.size + 1)

    def count(self, part: Selection, position: int, end: int) -> None:
        """Record how many units a set holds."""
        number = self.frame.number(position)
        if number is None or number.share:
            return

        def judge(key: str) -> Outcome:
            strict, generous = part.both(key)
            if part.rest and not strict:  # 其余 of nothing that is known here
                return verdicts.ABSENT
            low, high = sorted((len(strict), len(generous)))
            holds = any(number.fits(n) for n in range(low, high + 1))
            return verdicts.verdict(holds, f"{part.name or '全部'}共{len(strict)}个{self._few(strict)}", key=key)

        self._record(Kind.COUNT, position, end, judge, about=part.name, fixed=part.fixed)
        self._take(position)

    def indicators(self, level: Token, found: re.Match[str], unit: str) -> bool:
        """Record in how many indicators of a level a unit has a place; return whether the words say which."""
        number, token = self.frame.number(found.start("many")), self.frame.token(found.start("place"))
        levels = level.meaning.levels if isinstance(level.meaning, Levels) else ()
        stated = self._rank(found.start("place")) if found.group("place") == "O" else token.meaning
        if number is None or not isinstance(stated, int) or stated < 1 or len(levels) > 1:
            return False
        keys = [each.key for each in self.facts.book.tree.level(levels[0] if levels else 1)]
        exact = found.group("place") == "O"
        own = {key: self.facts.ranks(key).get(unit, 0) for key in keys}
        right = [key for key, rank in own.items() if (rank == stated if exact else 0 < rank <= stated)]
        shown = f"{self.facts.name(unit)}有{len(right)}项：{'、'.join(map(self.facts.label, right))}"
        outcome = verdicts.verdict(number.fits(len(right)), shown)
        self._record(Kind.COUNT, found.start("many"), found.end(), lambda key: outcome, "total", (unit,))
        self._take(found.start("many"), found.start("place"))
        return True

    def share(self, part: Selection, whole: Selection, position: int, end: int, cue: str) -> None:
        """Record the share of a set in another; `cue` is 超过 or 不足 further off."""
        number = self.frame.number(position)
        if number is None:
            return
        if (cue and not number.hedge) or (cue and number.hedge == "about"):
            number = replace(number, hedge="over" if cue == "h" else "under")

        def judge(key: str) -> Outcome:
            base = whole.pick(key, False)
            shares = [len(units & base) / len(base) for units in part.both(key)] if base else []
            shown = f"{part.name}占{whole.name or '全部'}的{shares[0] * 100:.1f}%" if shares else ""
            return verdicts.verdict(any(map(number.fits, shares)), shown, key=key) if shares else verdicts.ABSENT

        self._record(Kind.SHARE, position, end, judge)
        self._take(position)

    def every(self, chosen: Selection, trait: Trait, start: int, end: int) -> None:
        """Record that all units of a set have a trait."""

        def judge(key: str) -> Outcome:
            units = chosen.pick(key, False)
            if not units:
                return verdicts.ABSENT
            wrong = [u for u in units if not trait.holds(u, key, False) and not trait.holds(u, key, True)]
            return verdicts.verdict(not wrong, f"{self.facts.names(wrong)}不{trait.words}", key=key)

        self._record(Kind.MEMBER, start, end, judge)
        self._take(*(p for p in range(start, end) if self.frame.text[p] in "NE"))

    def nobody(self, part: Selection, start: int, end: int) -> None:
        """Record that a set is empty."""

        def judge(key: str) -> Outcome:
            units = part.pick(key, False) & part.pick(key, True)
            return verdicts.verdict(not units, f"{part.name}有{self.facts.names(units)}", key=key)

        self._record(Kind.COUNT, start, end, judge)
        self._take(*(p for p in range(start, end) if self.frame.text[p] in "NE"))

    def place(self, chosen: Selection, found: re.Match[str], units: tuple[str, ...]) -> bool:
        """Record the place of a unit within a set; return whether the words name one."""
        stated = self._rank(found.start("place"))
        key = self._key(found)
        if stated is None or len(units) != 1 or key is None:
            return False
        plain = self.frame.token(found.start("place")).text.startswith("第")
        (unit,) = units

        def judge(own: str) -> Outcome:
            ranks = self.facts.ranks(own)
            inside = chosen.pick(own, False)
            if unit not in ranks or not inside:
                return verdicts.ABSENT
            if unit not in inside:
                return verdicts.verdict(False, f"{self.facts.name(unit)}不在{chosen.name}之列", key=own)
            better = sum(ranks[u] < ranks[unit] for u in inside if u in ranks)
            worse = sum(ranks[u] > ranks[unit] for u in inside if u in ranks)
            holds = (better + 1 == stated or (plain and ranks[unit] == stated)) if stated > 0 else worse == -stated - 1
            table = f"{self.facts.name(unit)}{self.facts.label(own)}在{chosen.name}{len(inside)}个中第{better + 1}名"
            return verdicts.verdict(holds, table, self.facts.place_of(unit, own), own)

        self._record(Kind.RANK, found.start("place"), found.end(), judge, key, units)
        self._take(found.start("place"))
        return True

    def _rank(self, position: int) -> int | None:
        """Return the place an ordinal or 最高, 最低 means."""
        letter, meaning = self.frame.text[position], self.frame.token(position).meaning
        if letter in "mM":
            return 1 if letter == "m" else -1
        return meaning.values[0] if isinstance(meaning, Ranks) and len(meaning.values) == 1 else None

    def mean(self, chosen: Selection, found: re.Match[str]) -> None:
        """Record the average of a set."""
        number, key = self.frame.number(found.start("value")), self._key(found)
        if number is None or key is None or number.share:
            return

        def judge(own: str) -> Outcome:
            value = self._mean(chosen, own)
            if value is None:
                return verdicts.ABSENT
            return verdicts.verdict(number.fits(value), f"{chosen.name}平均{points(value)}", key=own)

        self._record(Kind.AVERAGE, found.start("value"), found.end(), judge, key)
        self._take(found.start("value"))

    def means(self, one: Selection, other: Selection, found: re.Match[str] | None, *, higher: bool, start: int) -> bool:
        """Record which of two averages is higher, and by how much where that is told."""
        given = [found.start(name) for name in ("other", "gap") if found is not None and found.group(name)]
        numbers = {
            name: self.frame.number(found.start(name)) for name in ("other", "gap") if found and found.group(name)
        }
        alone = numbers.get("other") if "gap" not in numbers else None

        def judge(key: str) -> Outcome:
            first, second = self._mean(one, key), self._mean(other, key)
            if first is None or second is None:
                return verdicts.ABSENT
            holds = (first > second) == higher
            if alone is not None:  # 高于京津冀60.6分: the other average, or the gap
                holds = holds and (alone.fits(second) or verdicts.difference(alone, first, second))
            elif (gap := numbers.get("gap")) is not None:
                line = numbers.get("other")
                holds = holds and verdicts.difference(gap, first, second) and (line is None or line.fits(second))
            return verdicts.verdict(holds, f"{one.name}平均{points(first)}，{other.name}平均{points(second)}", key=key)

        self._record(Kind.GAP, start, found.end() if found else start + 1, judge)
        self._take(*given)
        return True

    def extreme(self, chosen: Selection, found: re.Match[str]) -> None:
        """Record the highest or lowest score of a set."""
        number, highest = self.frame.number(found.start("value")), found.group("place") == "m"

        def judge(key: str) -> Outcome:
            scores = self.facts.scores(key)
            known = [scores[u] for u in chosen.pick(key, False) if u in scores]
            if not known or number is None:
                return verdicts.ABSENT
            value = max(known) if highest else min(known)
            return verdicts.verdict(
                number.fits(value), f"{chosen.name}{'最高' if highest else '最低'}{points(value)}", key=key
            )

        self._record(Kind.EXTREME, found.start("place"), found.end(), judge)
        self._take(found.start("value"))

    def rank_gap(self, chosen: Selection, found: re.Match[str]) -> bool:
        """Record the difference between two places of a set; return whether the words name two."""
        if found.group("second"):
            first, second = self._rank(found.start("first")), self._rank(found.start("second"))
        else:  # 第3名与第4名 is one phrase of two ranks
            ranks = self.frame.token(found.start("first")).meaning
            first, second = ranks.values if isinstance(ranks, Ranks) and len(ranks.values) == 2 else (None, None)
        number = self.frame.number(found.start("gap"))
        if first is None or second is None or number is None or first == second:
            return False

        def judge(key: str) -> Outcome:
            scores = self.facts.scores(key)
            order = sorted((scores[u] for u in chosen.pick(key, False) if u in scores), reverse=True)
            if len(order) < max(abs(first), abs(second)):
                return verdicts.ABSENT
            pair = [order[n - 1 if n > 0 else n] for n in (first, second)]
            holds = verdicts.difference(number, *pair)
            if found.group("side") in ("h", "l"):
                holds = holds and (pair[0] > pair[1]) == (found.group("side") == "h")
            return verdicts.verdict(holds, f"两名分别为{points(pair[0])}和{points(pair[1])}", key=key)

        self._record(Kind.GAP, found.start("first"), found.end(), judge)
        self._take(
            found.start("first"), found.start("gap"), *([found.start("second")] if found.group("second") else [])
        )
        return True

    def order(self, units: tuple[str, ...], found: re.Match[str], *, higher: bool) -> None:
        """Record which of two units has the better rank."""

        def judge(key: str) -> Outcome:
            ranks = self.facts.ranks(key)
            first, second = (ranks.get(unit, 0) for unit in units)
            if not first or not second:
                return verdicts.ABSENT
            table = f"{self.facts.name(units[0])}第{first}名，{self.facts.name(units[1])}第{second}名"
            return verdicts.verdict((first < second) == higher and first != second, table, key=key)

        self._record(Kind.COMPARISON, found.start(), found.end(), judge, units=units)

    def counts(self, one: Selection, other: Selection, found: re.Match[str]) -> None:
        """Record how many more units one set holds than another."""
        number, sign = self.frame.number(found.start("many")), 1 if found.group("side") == "h" else -1

        def judge(key: str) -> Outcome:
            sizes = [len(each.pick(key, False)) for each in (one, other)]
            shown = f"{one.name}共{sizes[0]}个，{other.name}共{sizes[1]}个"
            return verdicts.verdict(number is not None and number.fits((sizes[0] - sizes[1]) * sign), shown, key=key)

        self._record(Kind.COUNT, found.start("side"), found.end(), judge)
        self._take(found.start("many"))

    def gap(self, units: tuple[str, ...], found: re.Match[str]) -> None:
        """Record the difference between two units told of before."""
        number = self.frame.number(found.start("gap"))

        def judge(key: str) -> Outcome:
            first, second = (self.facts.score(unit, key) for unit in units)
            if number is None or first is None or second is None:
                return verdicts.ABSENT
            table = f"{self.facts.name(units[0])}{points(first)}，{self.facts.name(units[1])}{points(second)}"
            return verdicts.verdict(verdicts.difference(number, first, second), table, key=key)

        self._record(Kind.GAP, found.start(), found.end(), judge, units=units)
        self._take(found.start("gap"))

    def names(self, chosen: Selection, found: re.Match[str], units: tuple[str, ...]) -> None:
        """Record who a set is made of; with 只有 or 是 and no 等 behind them nobody may be missing."""
        words = {self.frame.token(p).text for p in range(*found.span("link"))}
        closed = not found.group("open") and ("o" in found.group("link") or bool(words & set(_CLOSED)))

        def judge(key: str) -> Outcome:
            strict, generous = chosen.both(key)
            extra = [u for u in units if u not in strict and u not in generous]
            lost = (strict & generous) - set(units) if closed else frozenset()
            shown = f"{chosen.name}共{len(strict)}个{self._few(strict)}"
            ranks = self.facts.ranks(key)
            places = [ranks.get(unit, 0) for unit in units]
            in_order = "d" not in found.group("link") or places == sorted(places)
            return verdicts.verdict(not extra and not lost and in_order, shown, key=key)

        self._record(Kind.MEMBER, found.start("units"), found.end(), judge, units=units)
        if found.group("size"):
            self._take(found.start("size"))

    # --- values ----------------------------------------------------------------------------------
    def _mean(self, chosen: Selection, key: str) -> float | None:
        return self.facts.mean(key, Scope(chosen.name, chosen.pick(key, False)))

    def _few(self, units: frozenset[str]) -> str:
        return f"：{self.facts.names(units)}" if 0 < len(units) <= 6 else ""
