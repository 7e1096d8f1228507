"""The indicator tree: nodes with their share of the parent, found by key, name or partial path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.findings import Place
from generator.scores.labels import bare, normal

TOTAL = "total"  # the key of the weighted sum of all level-1 indicators


@dataclass(frozen=True)
class Indicator:
    """A node of the tree. `key` is its path (城市服务/建设运营/教育数字化), unique where names are not.

    `weight` is its share of the parent, 0–1; `children` are keys; `level` runs from 1 down. `other` is the name
    in the other language: the English one beside a Chinese name, empty where the table gives none, and the
    table's own name in a book that was translated. `place` is its cell in the table.
    """

    key: str
    name: str
    level: int
    weight: float
    parent: str | None
    children: tuple[str, ...]
    other: str = field(default="", compare=False)
    place: Place = field(default=Place(""), compare=False, repr=False)


@dataclass(frozen=True)
class Tree:
    """All indicators in the order of the table they came from, parents before children.

    `weighted` is False where the source has no weights; siblings then count alike.
    """

    indicators: tuple[Indicator, ...] = ()
    weighted: bool = True

    @cached_property
    def _by_key(self) -> dict[str, Indicator]:
        return {indicator.key: indicator for indicator in self.indicators}

    @cached_property
    def _by_name(self) -> dict[str, tuple[Indicator, ...]]:
        names: dict[str, tuple[Indicator, ...]] = {}
        for indicator in self.indicators:
            for name in {normal(indicator.name), bare(indicator.name)}:
                names[name] = (*names.get(name, ()), indicator)
        return names

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    @property
    def roots(self) -> tuple[Indicator, ...]:
        """The level-1 indicators."""
        return self.level(1)

    @property
    def depth(self) -> int:
        """The deepest level, 0 for an empty tree."""
        return max((indicator.level for indicator in self.indicators), default=0)

    def indicator(self, key: str) -> Indicator:
        """Return the indicator with this key; KeyError where there is none."""
        return self._by_key[key]

    def level(self, number: int) -> tuple[Indicator, ...]:
        """Return the indicators of a level, in order."""
        return tuple(indicator for indicator in self.indicators if indicator.level == number)

    def children(self, key: str = TOTAL) -> tuple[Indicator, ...]:
        """Return the children of an indicator, the level-1 indicators for the total."""
        if key == TOTAL:
            return self.roots
        return tuple(self._by_key[child] for child in self._by_key[key].children)

    def leaves(self, under: str = TOTAL) -> tuple[Indicator, ...]:
        """Return the indicators without children below `under`; a leaf is its own."""
        if under != TOTAL and not self._by_key[under].children:
            return (self._by_key[under],)
        return tuple(leaf for child in self.children(under) for leaf in self.leaves(child.key))

    def ancestors(self, key: str) -> tuple[Indicator, ...]:
        """Return the indicators above `key`, nearest first."""
        parent = self._by_key[key].parent
        return () if parent is None else (self._by_key[parent], *self.ancestors(parent))

    def share(self, key: str, of: str = TOTAL) -> float:
        """Return the product of weights from `of` down to `key`, 1 for itself."""
        if key == of:
            return 1.0
        indicator = self._by_key[key]
        return indicator.weight * (1.0 if indicator.parent is None else self.share(indicator.parent, of))

    def matches(self, path: Sequence[str]) -> tuple[Indicator, ...]:
        """Return the indicators named by the last part of `path` that have the other parts above them.

        The other parts may leave levels out. Case, width and white space do not count.
        """
        parts = [part for part in path if part]
        if not parts:
            return ()
        found = self._by_name.get(normal(parts[-1])) or self._by_name.get(bare(parts[-1]), ())
        return tuple(indicator for indicator in found if self._has_above(indicator, parts[:-1]))

    def _has_above(self, indicator: Indicator, parts: Sequence[str]) -> bool:
        above = iter(self.ancestors(indicator.key))
        return all(
            any({normal(part), bare(part)} & {normal(a.name), bare(a.name)} for a in above)
            for part in reversed(parts)
        )

    def find(self, text: str) -> Indicator:
        """Return the one indicator that a key, name or partial path (城市服务/示范工程应用) names.

        A name that stands at several levels or under several parents is a LookupError
        naming them, as is one that stands nowhere.
        """
        if text in self._by_key:
            return self._by_key[text]
        found = self.matches(text.split("/")) or self.matches([text])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            raise LookupError(f"{text}: {', '.join(indicator.key for indicator in found)}")
        raise LookupError(f"{text}: not in the tree")

    def names(self, name: str) -> bool:
        """Return whether some indicator has this name."""
        return normal(name) in self._by_name or bare(name) in self._by_name
