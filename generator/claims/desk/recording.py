"""How a statement about a set is bound and recorded: what every desk shares."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, unit_key
from generator.claims.check import Check
from generator.claims.claim import Kind
from generator.claims.facts import Scope
from generator.claims.frame import Frame
from generator.claims.marks import Ranks
from generator.claims.selections import Selection
from generator.claims.verdicts import Outcome


class Recording:
    """Where the statements of one frame are recorded."""

    def __init__(self, check: Check, frame: Frame) -> None:
        self.check, self.facts, self.frame = check, check.facts, frame
        self.measure = ""  # the indicator that the clause before has named and this one leaves out
        self.whole = True  # every clause before has been understood

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

    def take(self, *positions: int) -> None:
        """Mark the numbers among these places as read."""
        self._take(*(p for p in positions if self.frame.text[p] in "NE"))

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

    def _rank(self, position: int) -> int | None:
        """Return the place an ordinal or 最高, 最低 means."""
        letter, meaning = self.frame.text[position], self.frame.token(position).meaning
        if letter == "最":  # 最靠前, 最靠后
            return 1 if self.frame.text[position + 2] == "前" else -1
        if letter in "mM":
            return 1 if letter == "m" else -1
        return meaning.values[0] if isinstance(meaning, Ranks) and len(meaning.values) == 1 else None

    def _unit(self, position: int) -> str:
        """Return the key of the unit at a place."""
        return unit_key(self.frame.token(position))

    def _mean(self, chosen: Selection, key: str) -> float | None:
        return self.facts.mean(key, Scope(chosen.name, chosen.pick(key, False)))

    def _few(self, units: frozenset[str]) -> str:
        return f"：{self.facts.names(units)}" if 0 < len(units) <= 6 else ""
