"""The desk on which one sentence is checked: its reading, the facts, and the claims found in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.claims.binding import Binder, Bound, Keys, unit_key
from generator.claims.claim import Claim, Fact, Kind, Verdict
from generator.claims.facts import EVERYWHERE, Facts
from generator.claims.lexicon import Token
from generator.claims.numerals import Number
from generator.claims.reading import Reading
from generator.claims.verdicts import Outcome, settle


@dataclass
class Check:
    """One sentence under check. `used` are the tokens whose number a claim has taken."""

    reading: Reading
    facts: Facts
    binder: Binder
    used: set[int] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)  # the tokens each claim stands in
    seen: set[tuple[object, ...]] = field(default_factory=set)
    doubt: int = 1 << 30  # the token from which on nothing is sure: it rests on what the tables do not know

    @property
    def letters(self) -> str:
        """The sentence as letters."""
        return self.reading.letters

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the sentence."""
        return self.reading.tokens

    def numbers(self, start: int, end: int) -> list[tuple[int, Number]]:
        """Return the numbers in a range of tokens with their positions."""
        found = ((p, self.tokens[p].meaning) for p in range(start, end) if self.letters[p] == "N")
        return [(p, number) for p, number in found if isinstance(number, Number)]

    def free(self, start: int, end: int) -> bool:
        """Return whether no claim has taken a number of this range."""
        return not any(p in self.used for p in range(start, end))

    def take(self, start: int, end: int) -> None:
        """Mark the numbers of a range as taken."""
        self.used.update(p for p in range(start, end) if self.letters[p] in "NOEVL")

    def add(
        self,
        kind: Kind,
        start: int,
        end: int,
        outcome: Outcome,
        bound: Bound,
        *,
        units: Iterable[str] = (),
        stated: str = "",
        facts: Iterable[Fact] = (),
        near: str = "",
    ) -> None:
        """Record a claim; a false one whose binding is not sure becomes unsure, an outside one absent."""
        if bound.state == "outside":
            outcome = Outcome(Verdict.NOT_IN_DATA)
        outcome = settle(outcome, sure=bound.sure and end <= self.doubt)
        units = tuple(units)
        stated = stated or self.reading.text(start, end)
        mark = (kind, units, stated, outcome.key, outcome.verdict)  # 四川平均43.6分，广西平均43.6分 are two claims
        if mark in self.seen:
            return
        self.seen.add(mark)
        key = outcome.key or (bound.keys[0][0] if bound.keys else "")
        kept = tuple(facts) if bound.sure else ()
        self.spans.append((start, end))
        self.claims.append(
            Claim(
                kind,
                self.reading.spot(start, end),
                stated,
                outcome.verdict,
                units,
                key,
                bound.scope.name,
                bound.year,
                outcome.table,
                outcome.source,
                near,
                kept,
            )
        )


Handler: TypeAlias = Callable[[Check, re.Match[str]], None]


@dataclass(frozen=True)
class Rule:
    """A pattern over the letters of a sentence, and what reads its matches."""

    pattern: re.Pattern[str]
    read: Handler


_MACROS = {
    "UL": r"[UX](?:(?:[、&]|、&|,&|'、|'、')[UX])*",
    "NL": r"Np?(?:(?:[、&,]|、&)Np?)*",
    "IL": r"I(?:f?I)?(?:(?:[、&]|、&)I(?:f?I)?)*",
}


def rule(pattern: str, read: Handler) -> Rule:
    """Return a rule; {UL}, {NL} and {IL} stand for lists of units, numbers and indicators."""
    for name, meaning in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{meaning})")
    return Rule(re.compile(pattern), read)


def run(check: Check, rules: Iterable[Rule]) -> None:
    """Apply rules in order to a sentence; a number counts for the first claim that takes it."""
    for each in rules:
        for match in _matches(each.pattern, check.letters):
            each.read(check, match)


def _matches(pattern: re.Pattern[str], letters: str) -> Iterator[re.Match[str]]:
    position = 0
    while match := pattern.search(letters, position):
        yield match
        position = max(match.end(), match.start() + 1)


def listed_units(check: Check, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the units of a range of tokens, and the names of other places in it."""
    inside = check.tokens[start:end]
    return (
        tuple(unit_key(t) for t in inside if t.letter == "U"),
        tuple(t.text for t in inside if t.letter == "X"),
    )


def bounds_fact(
    check: Check, what: str, unit: str, keys: Keys, bound: Bound, low: float, high: float
) -> tuple[Fact, ...]:
    """Return a fact about one unit for comparison with other texts; none where the binding is open."""
    if not unit or len(keys) != 1 or bound.scope != EVERYWHERE or bound.open_list:
        return ()
    return (Fact(what, unit, keys[0], bound.year, low, high),)


def names_indicator(check: Check, before: int) -> bool:
    """Return whether an indicator is named before a token."""
    return any(token.letter == "I" for token in check.tokens[:before])
