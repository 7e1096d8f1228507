"""Sizes of sets, shares of one in another, all and none, and who a set is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.claim import Kind
from generator.claims.desk.recording import Recording
from generator.claims.facts import Scope
from generator.claims.lexicon import Token
from generator.claims.marks import Levels
from generator.claims.selections import Selection, Trait
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL

_CLOSED = ("是", "为", "即", "：", "就是", "正是", "便是", "为的是", "的是", "达")


class Counts(Recording):
    """Judges how many units a set holds, and which."""

    def size(self, chosen: Selection) -> None:
        """Record the size that a phrase states of itself: 陕西8市."""
        if chosen.size >= 0:
            self.count(chosen, chosen.size, chosen.size + 1)

    def count(self, part: Selection, position: int, end: int, others: Sequence[Selection] = ()) -> Selection:
        """Record how many units a set holds; `others` are sets the words may mean as well. Return the one meant."""
        number = self.frame.number(position)
        if number is None or number.share:
            return part
        fitting = (each for each in (part, *others) if number.fits(len(each.pick(TOTAL, False))))
        part = next(fitting, part)

        def judge(key: str) -> Outcome:
            strict, generous = part.both(key)
            if part.rest and not strict:  # 其余 of nothing that is known here
                return verdicts.ABSENT
            low, high = sorted((len(strict), len(generous)))
            holds = any(number.fits(n) for n in range(low, high + 1))
            return verdicts.verdict(holds, f"{part.name or '全部'}共{len(strict)}个{self._few(strict)}", key=key)

        self._record(Kind.COUNT, position, end, judge, about=part.name, fixed=part.fixed)
        self._take(position)
        return part

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

    def counts(self, one: Selection, other: Selection, found: re.Match[str]) -> None:
        """Record how many more units one set holds than another."""
        number, sign = self.frame.number(found.start("many")), 1 if found.group("side") == "h" else -1

        def judge(key: str) -> Outcome:
            sizes = [len(each.pick(key, False)) for each in (one, other)]
            shown = f"{one.name}共{sizes[0]}个，{other.name}共{sizes[1]}个"
            return verdicts.verdict(number is not None and number.fits((sizes[0] - sizes[1]) * sign), shown, key=key)

        self._record(Kind.COUNT, found.start("side"), found.end(), judge)
        self._take(found.start("many"))

    def most(self, scope: Scope, peers: Mapping[str, frozenset[str]], found: re.Match[str]) -> None:
        """Record that no group of its kind holds more (or fewer) units than one."""
        sizes = {name: len(units) for name, units in peers.items() if units}
        many = self.frame.text[found.start("most")] == "m"
        edge = (max if many else min)(sizes.values(), default=0)
        best = [name for name, size in sizes.items() if size == edge]
        outcome = verdicts.verdict(len(scope.units or ()) == edge, f"{'、'.join(best)}{edge}个")
        self._record(Kind.EXTREME, found.start(), found.end(), lambda key: outcome, TOTAL)

    def names(self, chosen: Selection, found: re.Match[str], units: tuple[str, ...]) -> None:
        """Record who a set is made of; with 只有 or 是 and no 等 behind them nobody may be missing."""
        words = {self.frame.token(p).text for p in range(*found.span("link"))}
        closed = not found.group("open") and ("o" in found.group("link") or bool(words & set(_CLOSED)))
        ordered = "d" in found.group("link") and not any(word.startswith(("分别", "各")) for word in words)
        self.made_of(chosen, units, found.span("units"), closed=closed, ordered=ordered)
        if found.group("size"):
            self._take(found.start("size"))

    def made_of(
        self, chosen: Selection, units: tuple[str, ...], span: tuple[int, int], *, closed: bool, ordered: bool = False
    ) -> None:
        """Record that units belong to a set, where it is `closed` that no other does."""

        def judge(key: str) -> Outcome:
            strict, generous = chosen.both(key)
            extra = [u for u in units if u not in strict and u not in generous]
            lost = (strict & generous) - set(units) if closed else frozenset()
            shown = f"{chosen.name}共{len(strict)}个{self._few(strict)}"
            ranks = self.facts.ranks(key)
            places = [ranks.get(unit, 0) for unit in units]
            in_order = not ordered or places == sorted(places)
            return verdicts.verdict(not extra and not lost and in_order, shown, key=key)

        self._record(Kind.MEMBER, *span, judge, units=units)
