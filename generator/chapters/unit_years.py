"""A unit in an earlier volume: its rank among the units both volumes score, and what may be subtracted.

Scores are subtracted only where an indicator is made of the same parts with the same weights in both
trees; ranks are always taken among the common units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from generator.chapters.template import markdown_text
from generator.scores.book import Book
from generator.scores.tree import TOTAL, Tree
from generator.scores.units import Unit


@dataclass(frozen=True)
class Turn:
    """One indicator (or the total) then and now; `change` is None where the two are not alike."""

    raw: str
    before: float
    now: float
    comparable: bool
    rank_before: int
    rank_now: int

    @property
    def change(self) -> float | None:
        """Points gained, negative where lost."""
        return self.now - self.before if self.comparable else None

    @property
    def rise(self) -> int:
        """Places gained among the common units, negative where lost."""
        return self.rank_before - self.rank_now


@dataclass(frozen=True)
class Years:
    """A unit against the earlier volume: the total, then the level-1 indicators of the same name."""

    before: int
    title: str
    of: int
    total: Turn
    tops: tuple[Turn, ...]
    mapped: bool = False
    scaled: bool = True

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The total and the indicators."""
        return (self.total, *self.tops)


class Earlier:
    """The earlier volume beside this one, made once for all reports; `total` is what the total is called.

    `mapped` says which indicator is which of the earlier tree, and with that, that the totals may be subtracted.
    """

    def __init__(
        self, book: Book, before: Book, total: str = "综合得分", mapped: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._book, self._before, self._total, self._mapped = book, before, total, mapped
        common = {unit.key for unit in book.units} & {unit.key for unit in before.units}
        self._now, self._then = book.where({"unit": common}), before.where({"unit": common})

    @cached_property
    def _keys(self) -> dict[str, bool]:
        """TOTAL and the level-1 indicators scored in both → whether their scores may be subtracted."""
        keys = [TOTAL, *(top.key for top in self._book.tree.level(1))]
        both = [key for key in keys if self._book.has(key) and self._before.has(self._then_key(key))]
        return {key: self._comparable(key) for key in both}

    def _then_key(self, key: str) -> str:
        return self._mapped.get(key, key)

    def _comparable(self, key: str) -> bool:
        """Whether an indicator is scored on one scale and made of the same parts in both trees, or is mapped, the
        total with any."""
        if self._book.scale != self._before.scale:
            return False
        if key in self._mapped or (key == TOTAL and self._mapped):
            return True
        return _parts(self._book.tree, key) == _parts(self._before.tree, key)

    @cached_property
    def _ranks(self) -> dict[str, tuple[dict[str, int], dict[str, int]]]:
        """Key → ranks then and now among the common units."""
        return {
            key: (_places(self._then, self._then_key(key)), _places(self._now, key)) for key in self._keys
        }

    def of(self, unit: Unit) -> Years | None:
        """Return the unit then and now, None where the earlier volume does not score it."""
        turns = []
        for key, comparable in self._keys.items():
            then, now = self._ranks[key]
            if unit.key not in then or unit.key not in now:
                continue
            name = self._total if key == TOTAL else self._book.tree.indicator(key).name
            scores = self._before.score(unit.key, self._then_key(key)), self._book.score(unit.key, key)
            turns.append((key, Turn(name, *scores, comparable, then[unit.key], now[unit.key])))
        if not turns or turns[0][0] != TOTAL:
            return None
        total, *tops = (turn for _, turn in turns)
        title = markdown_text(self._before.title)
        return Years(
            self._before.year, title, len(self._ranks[TOTAL][0]), total, tuple(tops), bool(self._mapped),
            self._book.scale == self._before.scale,
        )


def _places(book: Book, key: str) -> dict[str, int]:
    return {placed.unit.key: placed.rank for placed in book.ranking(key)}


def _parts(tree: Tree, key: str) -> tuple[tuple[str, float], ...]:
    """Return the leaves below `key` with their share of it."""
    return tuple((leaf.key, round(tree.share(leaf.key, key), 9)) for leaf in tree.leaves(key))
