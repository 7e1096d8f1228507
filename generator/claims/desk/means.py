"""Averages, highest and lowest scores of sets, and the differences between them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.claims import verdicts
from generator.claims.claim import Kind
from generator.claims.desk.recording import Recording
from generator.claims.facts import Scope
from generator.claims.selections import Selection
from generator.claims.verdicts import Outcome, points


class Means(Recording):
    """Judges averages and single values of sets."""

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

    def means_gap(self, one: Selection, other: Selection, found: re.Match[str]) -> None:
        """Record the difference between two averages told before."""
        number = self.frame.number(found.start("gap"))

        def judge(key: str) -> Outcome:
            first, second = self._mean(one, key), self._mean(other, key)
            if number is None or first is None or second is None:
                return verdicts.ABSENT
            table = f"{one.name}平均{points(first)}，{other.name}平均{points(second)}"
            return verdicts.verdict(verdicts.difference(number, first, second), table, key=key)

        self._record(Kind.GAP, found.start(), found.end(), judge)
        self._take(found.start("gap"))

    def indicator_means(self, chosen: Selection, found: re.Match[str]) -> bool:
        """Record the averages of two indicators over a set and which is higher; return whether both are known."""
        tokens = [self.frame.token(found.start(name)) for name in ("key", "two")]
        keys = [self.check.binder.resolve([token], self.check.reading) for token in tokens]
        if any(len(each) != 1 for each in keys):
            return False
        (one,), (two,) = keys
        first, second = self._mean(chosen, one), self._mean(chosen, two)
        stated = [self.frame.number(found.start(n)) for n in ("value", "other") if found.group(n)]
        if first is None or second is None:
            return False
        fits = [number is not None and number.fits(mean) for number, mean in zip(stated, (first, second), strict=False)]
        holds = all(fits) and (first > second) == (found.group("side") == "h")
        table = f"{self.facts.label(one)}平均{points(first)}，{self.facts.label(two)}平均{points(second)}"
        outcome = verdicts.verdict(holds, f"{chosen.name}{table}")
        self._record(Kind.AVERAGE, found.start("key"), found.end(), lambda key: outcome, one)
        self._take(*(found.start(n) for n in ("value", "other") if found.group(n)))
        return True

    def measures_apart(self, one: str, other: str, found: re.Match[str], higher: bool | None) -> None:
        """Record which of two indicators has the higher average and by how much; `higher` is None for 相差."""
        number = self.frame.number(found.start("gap")) if found.group("gap") else None
        first, second = self.facts.mean(one), self.facts.mean(other)
        if first is None or second is None:
            return
        holds = number is None or verdicts.difference(number, first, second)
        holds = holds and (higher is None or (first > second) == higher)
        table = f"{self.facts.label(one)}平均{points(first)}，{self.facts.label(other)}平均{points(second)}"
        outcome = verdicts.verdict(holds, table)
        self._record(Kind.GAP, found.start(), found.end(), lambda key: outcome, one)
        if found.group("gap"):
            self._take(found.start("gap"))

    def place_of_mean(self, chosen: Selection, peers: Mapping[str, frozenset[str]], found: re.Match[str]) -> bool:
        """Record the place of a group's average among those of its kind; return whether the words name one."""
        stated = self._rank(found.start("place"))
        if stated is None or chosen.name not in peers:
            return False

        def judge(key: str) -> Outcome:
            means = {n: self.facts.mean(key, Scope(n, units)) for n, units in peers.items() if units}
            known = {name: mean for name, mean in means.items() if mean is not None}
            wide = {name: mean for name, mean in known.items() if len(peers[name]) > 1 or name == chosen.name}
            orders = [sorted(each, key=lambda n: -each[n]) for each in (known, wide)]
            at = stated - 1 if stated > 0 else stated
            right = [order[at] for order in orders if -len(order) <= at < len(order)]
            shown = f"平均{points(known[right[0]])}的{right[0]}" if right else ""
            return verdicts.verdict(chosen.name in right, shown, key=key) if right else verdicts.ABSENT

        self._record(Kind.EXTREME, found.start(), found.end(), judge)
        self._take(found.start("place"))
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
