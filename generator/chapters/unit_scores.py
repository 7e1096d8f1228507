"""A unit on every indicator: against the average, its tier and its peers; its strengths and weaknesses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.chapters.ledger import Ledger
from generator.chapters.peers import Peers, choose_peers
from generator.chapters.template import markdown_text
from generator.chapters.unit_marks import Mark, Marks, best_first
from generator.chapters.unit_standing import UnitStanding
from generator.scores.group import Standing
from generator.scores.tree import Indicator
from generator.scores.units import Unit

MOST_LEAVES = 10
"""Lowest indicators shown as best and as lowest ranked."""


@dataclass(frozen=True)
class Gathering:
    """A level-1 indicator and how many of the marks in question lie under it."""

    name: str
    count: int


class UnitScores(UnitStanding):
    """A unit's standing, and what it scores indicator by indicator."""

    # --- indicators ----------------------------------------------------------------------
    def level(self, number: int) -> Marks:
        """Return the marks of a level, in the tree's order; nothing for a level without scores."""
        indicators = self.ledger.book.tree.level(number)
        return Marks(self.mark(i.key) for i in indicators if self.ledger.book.has(i.key))

    @cached_property
    def tops(self) -> Marks:
        """The level-1 marks."""
        return self.level(1)

    @cached_property
    def seconds(self) -> Marks:
        """The level-2 marks."""
        return self.level(2)

    @cached_property
    def leaves(self) -> Marks:
        """The marks of the lowest level that has scores, where that is below level 2."""
        tree = self.ledger.book.tree
        keys = [leaf.key for leaf in tree.leaves() if leaf.level > 2 and self.ledger.book.has(leaf.key)]
        return Marks(self.mark(key) for key in keys)

    @cached_property
    def missing(self) -> tuple[Mark, ...]:
        """The lowest marks that have no score."""
        tree = self.ledger.book.tree
        marks = [self.mark(leaf.key) for leaf in tree.leaves() if self.ledger.book.has(leaf.key)]
        return tuple(mark for mark in marks if mark.score is None)

    @cached_property
    def covered(self) -> float:
        """The share of weight (0–1) that the total rests on."""
        return self.ledger.book.share_covered(self.raw)

    @cached_property
    def _marks(self) -> dict[str, Mark]:
        return {}

    def mark(self, key: str) -> Mark:
        """Return where the unit stands on an indicator."""
        if key not in self._marks:
            self._marks[key] = self._mark(self.ledger.book.tree.indicator(key))
        return self._marks[key]

    def _mark(self, indicator: Indicator) -> Mark:
        ledger, key = self.ledger, indicator.key
        placed, ranking = ledger.place(self.key, key), ledger.ranking(key)
        tier = self.scope("tier")
        peers = [score for unit in self.peers.units if (score := ledger.score(unit.key, key)) is not None]
        return Mark(
            key, _told(indicator, ledger, self.paper.words.path), markdown_text(indicator.name), indicator.level,
            indicator.weight, ledger.book.tree.share(key), ledger.score(self.key, key),
            placed.rank if placed else None, placed.of if placed else len(ranking), ledger.average(key),
            ledger.average(key, tier.group) if tier else None,
            sum(peers) / len(peers) if peers else None,
            ranking[0].score if ranking else None, ranking[0].unit.name if ranking else "",
        )

    def below_mark(self, key: str) -> tuple[Mark, ...]:
        """Return the marks of the lowest indicators below one that have a score, worst rank first."""
        tree = self.ledger.book.tree
        found = [self.mark(leaf.key) for leaf in tree.leaves(key) if leaf.key != key and self.ledger.book.has(leaf.key)]
        scored = [mark for mark in found if mark.gap is not None]
        return tuple(sorted(scored, key=lambda mark: (-(mark.rank or 0), mark.gap or 0.0)))

    # --- strengths -----------------------------------------------------------------------
    @cached_property
    def compared(self) -> tuple[Mark, ...]:
        """The marks that strengths are sought among: level 2, level 1 where there is no other."""
        return tuple(mark for mark in (self.seconds or self.tops) if mark.gap is not None)

    @cached_property
    def strengths(self) -> tuple[Mark, ...]:
        """The indicators that the published rule calls strengths, at most three."""
        return self._ruled(self.ledger.book.strengths)

    @cached_property
    def weaknesses(self) -> tuple[Mark, ...]:
        """The indicators that the published rule calls weaknesses, at most three."""
        return self._ruled(self.ledger.book.weaknesses)

    def _ruled(self, rule: Callable[[Unit, int, int], tuple[Standing, ...]]) -> tuple[Mark, ...]:
        level = 2 if self.seconds else 1
        return tuple(self.mark(standing.key) for standing in rule(self.raw, 3, level))

    @cached_property
    def better(self) -> tuple[Mark, ...]:
        """Strengths, and where the rule gives fewer than three the next best ranked that are none."""
        return _filled(self.strengths, best_first(self.compared), self.weaknesses, len(self.compared) // 2)

    @cached_property
    def worse(self) -> tuple[Mark, ...]:
        """Weaknesses, and where the rule gives fewer than three the next lowest ranked."""
        worst = tuple(reversed(best_first(self.compared)))
        return _filled(self.weaknesses, worst, self.better, len(self.compared) // 2)

    @cached_property
    def leaf_best(self) -> Marks:
        """The lowest indicators with the best ranks, best first: ten, or half of them where there are few."""
        return Marks(self._leaves_by_rank[: self._leaf_room])

    @cached_property
    def leaf_worst(self) -> Marks:
        """The lowest indicators with the lowest ranks, lowest first, as many as `leaf_best`."""
        return Marks(tuple(reversed(self._leaves_by_rank))[: self._leaf_room])

    @cached_property
    def _leaves_by_rank(self) -> tuple[Mark, ...]:
        return best_first(self.leaves.scored)

    @property
    def _leaf_room(self) -> int:
        return min(MOST_LEAVES, len(self._leaves_by_rank) // 2)

    def gathered(self, marks: Sequence[Mark]) -> tuple[Gathering, ...]:
        """Return how many of `marks` lie under each level-1 indicator, most first."""
        counts: dict[str, int] = {}
        for mark in marks:
            counts[mark.key.split("/")[0]] = counts.get(mark.key.split("/")[0], 0) + 1
        ordered = sorted(counts.items(), key=lambda item: -item[1])
        return tuple(Gathering(self.mark(key).label, count) for key, count in ordered)

    # --- peers ---------------------------------------------------------------------------
    @cached_property
    def peers(self) -> Peers:
        """The units compared with, and the group they come from."""
        return choose_peers(self.ledger, self.key)

    @property
    def peer_names(self) -> tuple[str, ...]:
        """The peers' short names, best total first."""
        return tuple(markdown_text(unit.name) for unit in self.peers.units)

    @property
    def peer_group(self) -> str:
        """The name of the group the peers come from, nothing for the whole book."""
        return markdown_text(self.peers.group.name)

    @cached_property
    def peer_average(self) -> float:
        """The mean total of the peers."""
        scores = [self.ledger.score(unit.key) or 0.0 for unit in self.peers.units]
        return sum(scores) / len(scores)

    @cached_property
    def peer_lead(self) -> tuple[Mark, ...]:
        """The compared marks, furthest above the peers first."""
        known = [mark for mark in self.compared if mark.peer_gap is not None]
        return tuple(sorted(known, key=lambda mark: -(mark.peer_gap or 0.0)))


def _told(indicator: Indicator, ledger: Ledger, joint: str) -> str:
    """Return an indicator's name, its parent's before it where the name stands several times on its level."""
    alike = sum(other.name == indicator.name for other in ledger.book.tree.level(indicator.level))
    return joint.join(indicator.key.split("/")[-2:]) if alike > 1 else indicator.name


def _filled(
    ruled: tuple[Mark, ...], others: tuple[Mark, ...], taken: tuple[Mark, ...], room: int
) -> tuple[Mark, ...]:
    """Return `ruled` filled up from `others` to three, or to `room` where fewer can be told apart."""
    names = {mark.key for mark in (*ruled, *taken)}
    spare = [mark for mark in others if mark.key not in names]
    return (*ruled, *spare[: max(min(3, room) - len(ruled), 0)])
