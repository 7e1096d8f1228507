"""Two texts against each other: the same fact stated differently in two places.

Facts are bounds (a rank is 3, or at most 5), so 南宁第七 contradicts 南宁位列前五 also where the
tables know neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.claims.claim import Claim, Fact

_SLACK = 1e-6


@dataclass(frozen=True)
class Contradiction:
    """The later claim, the earlier one, and what both speak of."""

    claim: Claim
    against: Claim
    fact: Fact


def contradictions(claims: Iterable[Claim]) -> Iterator[Contradiction]:
    """Yield every claim that cannot be true together with an earlier one, once for each pair of places."""
    known: dict[tuple[str, str, str, int], list[tuple[Fact, Claim]]] = {}
    reported: set[tuple[object, ...]] = set()
    for claim in claims:
        for fact in claim.facts:
            earlier = known.setdefault((fact.what, fact.about, fact.key, fact.year), [])
            for other, before in earlier:
                pair = (before.spot, claim.spot)
                if _apart(fact, other) and pair not in reported and not (claim.waived or before.waived):
                    reported.add(pair)
                    yield Contradiction(claim, before, fact)
            if all((fact.low, fact.high) != (other.low, other.high) for other, _ in earlier):
                earlier.append((fact, claim))


def _apart(one: Fact, other: Fact) -> bool:
    return one.low > other.high + _SLACK or other.low > one.high + _SLACK
