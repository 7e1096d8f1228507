"""A volume against an earlier one: only what both have in common, and what they have not."""

from __future__ import annotations

from dataclasses import dataclass

from generator.audit.number import counted
from generator.chapters.facts import PaperFacts, UnitFacts
from generator.chapters.template import markdown_text
from generator.scores.book import Book
from generator.scores.tree import TOTAL, Tree


@dataclass(frozen=True)
class Moved:
    """A unit that both volumes score, with its rank among these units then and now."""

    unit: UnitFacts
    before: int
    now: int
    score_before: float

    @property
    def rise(self) -> int:
        """Places gained; negative where places were lost."""
        return self.before - self.now


@dataclass(frozen=True)
class Comparison:
    """The earlier volume, the units in both (best first now), and what stands in one alone.

    `same` are indicators with the same path, weights and parts in both trees: only their scores,
    and totals only where the whole trees agree, may be subtracted. `alike` are names that occur
    in both trees at the same level without being the same.
    """

    year: int
    title: str
    moved: tuple[Moved, ...]
    joined: tuple[UnitFacts, ...]
    left: tuple[str, ...]
    same: tuple[str, ...]
    alike: tuple[str, ...]
    same_tree: bool

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
    common = {unit.key for unit in paper.book.units} & {unit.key for unit in earlier.units}
    then, now = _ranks(earlier, common), _ranks(paper.book, common)
    moved = tuple(
        Moved(unit, then[unit.key], now[unit.key], earlier.score(unit.key))
        for unit in paper.units
        if unit.key in common
    )
    left = [markdown_text(unit.name) for unit in earlier.units if unit.key not in common]
    return Comparison(
        earlier.year, markdown_text(earlier.title), moved,
        tuple(unit for unit in paper.units if unit.key not in common), tuple(left),
        tuple(markdown_text(name) for name in same_indicators(earlier.tree, paper.book.tree)),
        tuple(markdown_text(name) for name in alike_indicators(earlier.tree, paper.book.tree)),
        _shape(earlier.tree, TOTAL) == _shape(paper.book.tree, TOTAL),
    )


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
