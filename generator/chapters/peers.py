"""Peers: the few units a report compares its own with, chosen by a rule that the report states.

The rule: the units whose totals are nearest, within the same tier; where the tier has fewer than
`LEAST` others, within the same city cluster; where that has too few, among all units. Of two equally
near, the better ranked comes first.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.chapters.ledger import ALL, Ledger
from generator.scores.group import Group, GroupKind, Placed
from generator.scores.tree import TOTAL
from generator.scores.units import Unit

MOST, LEAST = 5, 3
KINDS: tuple[GroupKind, ...] = ("tier", "cluster")


@dataclass(frozen=True)
class Peers:
    """The units chosen, best total first, and the group they were chosen from."""

    units: tuple[Unit, ...]
    group: Group

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the units."""
        return frozenset(unit.key for unit in self.units)


def choose_peers(ledger: Ledger, unit: str, most: int = MOST, least: int = LEAST) -> Peers:
    """Return the peers of a unit (by key); none for the only unit of a book."""
    own = ledger.score(unit)
    if own is None:
        return Peers((), ALL)
    asked = [group for kind in KINDS if (group := ledger.group_of(unit, kind))]
    for group in (*asked, ALL):
        others = [placed for placed in ledger.ranking(TOTAL, group) if placed.unit.key != unit]
        if len(others) >= least or group == ALL:
            return Peers(_nearest(own, others, most), group)
    raise AssertionError("all units are the last group asked")


def _nearest(own: float, others: list[Placed], most: int) -> tuple[Unit, ...]:
    near = sorted(others, key=lambda placed: (abs(placed.score - own), placed.rank))[:most]
    return tuple(placed.unit for placed in sorted(near, key=lambda placed: placed.rank))
