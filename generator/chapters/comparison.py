"""A volume against an earlier one: only what both have in common, and what they have not."""

from __future__ import annotations

from dataclasses import dataclass

from generator.audit.number import counted
from generator.chapters.facts import PaperFacts
from generator.chapters.template import markdown_text
from generator.chapters.unit_facts import UnitFacts
from generator.scores.book import Book
from generator.scores.tree import TOTAL, Tree


@dataclass(frozen=True)
class Moved:
    """A unit that both volumes score, with its rank among these units then and now."""

    unit: UnitFacts
    before: int
    now: int
    score_before: float
    tier_before: str = ""
    tier_now: str = ""

    @property
    def rise(self) -> int:
        """Places gained; negative where places were lost."""
        return self.before - self.now


@dataclass(frozen=True)
class Passage:
    """The units that went from one tier to another between the two volumes, best first now."""

    before: str
    now: str
    moved: tuple[Moved, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return counted(self.moved)


@dataclass(frozen=True)
class Comparison:
    """The earlier volume, the units in both (best first now), and what stands in one alone.

    `same` are indicators with the same path, weights and parts in both trees: only their scores, and totals
    only where the whole trees agree, may be subtracted, and none where the volumes are not `scaled` alike. `alike`
    are names that occur in both trees at the same level without being the same.
    """

    year: int
    title: str
    moved: tuple[Moved, ...]
    joined: tuple[UnitFacts, ...]
    left: tuple[str, ...]
    same: tuple[str, ...]
    alike: tuple[str, ...]
    same_tree: bool
    tiers: tuple[str, ...] = ()
    same_bounds: bool = True
    scaled: bool = True

    def went(self, before: str, now: str) -> Passage:
        """Return the units that were in one tier and are in another, both by their short names."""
        found = (m for m in self.moved if (m.tier_before, m.tier_now) == (before, now))
        return Passage(before, now, tuple(found))

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The changes of tier that happened: those upwards first, then downwards, from the top tier on."""
        pairs = [(a, b) for a in self.tiers for b in self.tiers if a != b]
        order = {name: place for place, name in enumerate(self.tiers)}
        pairs.sort(key=lambda pair: (order[pair[0]] < order[pair[1]], order[pair[1]], order[pair[0]]))
        return tuple(found for a, b in pairs if (found := self.went(a, b)).moved)

    @property
    def promoted(self) -> tuple[Moved, ...]:
        """Units in a higher tier than before."""
        return tuple(m for p in self.passages if self.tiers.index(p.now) < self.tiers.index(p.before) for m in p.moved)

    @property
    def demoted(self) -> tuple[Moved, ...]:
        """Units in a lower tier than before."""
        return tuple(m for p in self.passages if self.tiers.index(p.now) > self.tiers.index(p.before) for m in p.moved)

    @property
    def count(self) -> int:
        """How many units both volumes score."""
        return counted(self.moved)

    @property
    def risen(self) -> tuple[Moved, ...]:
        """Units that gained places, most places first."""
        return tuple(sorted((m for m in self.moved if m.rise > 0), key=lambda m: -m.rise))

    @property
    def fallen(self) -> tuple[Moved, ...]:
        """Units that lost places, most places first."""
        return tuple(sorted((m for m in self.moved if m.rise < 0), key=lambda m: m.rise))

    @property
    def steady(self) -> tuple[Moved, ...]:
        """Units that kept their place."""
        return tuple(m for m in self.moved if m.rise == 0)

    def first(self, count: int) -> tuple[Moved, ...]:
        """Return the units now ranked `count` or better among the common ones."""
        return tuple(m for m in self.moved if m.now <= count)


def compare(paper: PaperFacts) -> Comparison | None:
    """Return the comparison with the edition's earlier volume, None where it names none."""
    earlier = paper.before
    if earlier is None:
        return None
    common = {placed.unit.key for placed in paper.book.ranking()} & {placed.unit.key for placed in earlier.ranking()}
    then, now = _ranks(earlier, common), _ranks(paper.book, common)
    moved = tuple(
        Moved(
            unit, then[unit.key], now[unit.key], earlier.score(unit.key),
            _tier(earlier, unit.key), _tier(paper.book, unit.key),
        )
        for unit in paper.units
        if unit.key in common
    )
    scaled = earlier.scale == paper.book.scale
    left = [markdown_text(unit.name) for unit in earlier.units if unit.key not in paper.book]
    return Comparison(
        earlier.year, markdown_text(earlier.title), moved,
        tuple(unit for unit in paper.units if unit.key not in earlier), tuple(left),
        tuple(markdown_text(name) for name in same_indicators(earlier.tree, paper.book.tree)) if scaled else (),
        tuple(markdown_text(name) for name in alike_indicators(earlier.tree, paper.book.tree)),
        scaled and _shape(earlier.tree, TOTAL) == _shape(paper.book.tree, TOTAL),
        _common_tiers(earlier, paper.book), _bounds(earlier) == _bounds(paper.book), scaled,
    )


def _tier(book: Book, key: str) -> str:
    """Return the short name of a unit's tier: full names often carry the title of their volume."""
    tier = book.tier(key)
    return markdown_text(tier.short or tier.name) if tier else ""


def _bounds(book: Book) -> tuple[tuple[str, float], ...]:
    return tuple((tier.short or tier.name, tier.min) for tier in book.tiers)


def _common_tiers(before: Book, now: Book) -> tuple[str, ...]:
    """Return the tiers by short name, the highest first; none where the two volumes name them otherwise."""
    old, new = ([name for name, _ in _bounds(book)] for book in (before, now))
    return tuple(map(markdown_text, new)) if old == new else ()


def _ranks(book: Book, keys: set[str]) -> dict[str, int]:
    """Return ranks by total among `keys` alone; ties share the better one."""
    part = book.where({"unit": keys})
    return {place.unit.key: place.rank for place in part.ranking(TOTAL)}


def same_indicators(before: Tree, now: Tree) -> tuple[str, ...]:
    """Return the names of indicators whose path, weights and parts are the same in both trees."""
    return tuple(
        indicator.name for indicator in now
        if indicator.key in before and _shape(before, indicator.key) == _shape(now, indicator.key)
    )


def alike_indicators(before: Tree, now: Tree) -> tuple[str, ...]:
    """Return names that both trees have at the same level though they are not the same there."""
    same = set(same_indicators(before, now))
    known = {(indicator.level, indicator.name) for indicator in before}
    found = [i.name for i in now if (i.level, i.name) in known and i.name not in same]
    return tuple(dict.fromkeys(found))


def _shape(tree: Tree, key: str) -> tuple[tuple[str, float], ...]:
    """Return the leaves below `key` with their share of it: what its score is made of."""
    return tuple((leaf.name, round(tree.share(leaf.key, of=key), 9)) for leaf in tree.leaves(key))
