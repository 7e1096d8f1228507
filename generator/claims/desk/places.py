"""Who stands where in a set, and how far two places or two units lie apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.claim import Kind
from generator.claims.desk.recording import Recording
from generator.claims.facts import EVERYWHERE, Scope
from generator.claims.marks import Ranks
from generator.claims.selections import Selection
from generator.claims.verdicts import Outcome, points


class Places(Recording):
    """Judges places of units."""

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
            for name, score in zip(("one", "two"), pair, strict=True):
                holds = holds and (not found.group(name) or scores.get(self._unit(found.start(name))) == score)
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

    def steps(self, one: str, other: str, found: re.Match[str], *, higher: bool) -> None:
        """Record how many places one unit stands before or behind another, in the book or in a group named."""
        number = self.frame.number(found.start("many"))
        number = replace(number, value=abs(number.value)) if number is not None else None
        named = [t.meaning for t in self.check.tokens[: self.frame.owners[found.start()]] if t.letter in "PC"]
        scopes = [EVERYWHERE, *(scope for scope in named if isinstance(scope, Scope) and scope.units)]

        def judge(key: str) -> Outcome:
            holds, shown = False, ""
            for scope in scopes:
                ranks = self.facts.ranks(key, scope)
                if number is None or one not in ranks or other not in ranks:
                    continue
                gap = (ranks[other] - ranks[one]) * (1 if higher else -1)
                holds = holds or number.fits(gap)
                names = self.facts.name(one), self.facts.name(other)
                shown = shown or f"{names[0]}第{ranks[one]}名，{names[1]}第{ranks[other]}名"
            return verdicts.verdict(holds, shown, key=key) if shown else verdicts.ABSENT

        self._record(Kind.GAP, found.start(), found.end(), judge, units=(one, other))
        self._take(found.start("many"))

    def steps_between(self, one: str, other: str, found: re.Match[str]) -> None:
        """Record how many places lie between two units, in the book or in a group named."""
        number = self.frame.number(found.start("many"))
        self._apart(one, other, found, lambda gap: number is not None and number.fits(abs(gap)))
        self._take(found.start("many"))

    def next_to(self, own: str, other: str, found: re.Match[str], *, before: bool) -> None:
        """Record that a unit stands right before or right behind another, in the book or in a group named."""
        self._apart(own, other, found, lambda gap: gap == (-1 if before else 1))

    def _apart(self, one: str, other: str, found: re.Match[str], fits: Callable[[int], bool]) -> None:
        """Record what is said of how many places a unit stands behind another."""
        told = (*self.check.reading.carry.told, *self.check.tokens[: self.frame.owners[found.start()]])
        named = [t.meaning for t in told if t.letter in "PC"]
        scopes = [EVERYWHERE, *(scope for scope in named if isinstance(scope, Scope) and scope.units)]

        def judge(key: str) -> Outcome:
            holds, shown = False, ""
            for scope in scopes:
                ranks = self.facts.ranks(key, scope)
                if one not in ranks or other not in ranks:
                    continue
                holds = holds or fits(ranks[other] - ranks[one])
                names = self.facts.name(one), self.facts.name(other)
                shown = shown or f"{names[0]}第{ranks[one]}名，{names[1]}第{ranks[other]}名"
            return verdicts.verdict(holds, shown, key=key) if shown else verdicts.ABSENT

        self._record(Kind.GAP, found.start(), found.end(), judge, units=(one, other))

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

    def ranks_apart(self, unit: str, one: str, other: str, found: re.Match[str], *, higher: bool) -> None:
        """Record how many places a unit's rank in one indicator lies before or behind that in another."""
        number = self.frame.number(found.start("many"))
        number = replace(number, value=abs(number.value)) if number is not None else None
        ranks = [self.facts.ranks(key).get(unit, 0) for key in (one, other)]
        gap = (ranks[1] - ranks[0]) * (1 if higher else -1)
        shown = "，".join(f"{self.facts.label(key)}第{rank}名" for key, rank in zip((one, other), ranks, strict=True))
        outcome = verdicts.verdict(number is not None and number.fits(gap), f"{self.facts.name(unit)}{shown}")
        self._record(Kind.GAP, found.start(), found.end(), lambda key: outcome, one, (unit,))
        self._take(found.start("many"))

    def short_of(self, unit: str, found: re.Match[str]) -> bool:
        """Record how far a unit lies below a tier, the average or a score; return whether the line is known."""
        number, meaning = self.frame.number(found.start("gap")), self.frame.token(found.start("line")).meaning
        stated = self.frame.number(found.start("line")) if "N" in found.group("line") else None
        tier = self.facts.tiers[meaning][0] if found.group("line") == "T" and isinstance(meaning, int) else None

        def judge(key: str) -> Outcome:
            own = self.facts.score(unit, key)
            line = tier.min if tier else stated.value if stated else self.facts.mean(key)
            if own is None or line is None or number is None:
                return verdicts.ABSENT
            table = f"{self.facts.name(unit)}{points(own)}，界线{points(line)}"
            return verdicts.verdict(own < line and verdicts.difference(number, own, line), table, key=key)

        self._record(Kind.GAP, found.start(), found.end(), judge, units=(unit,))
        self._take(found.start("gap"), *([found.start("line")] if "N" in found.group("line") else []))
        return True
