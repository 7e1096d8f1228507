"""Books of several years: changes of score and rank, moves between tiers, and when not to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from generator.errors import EditionError
from generator.findings import Finding, Place, Severity
from generator.scores.book import Book
from generator.scores.group import Tier
from generator.scores.rules import Words, find, listed
from generator.scores.tree import TOTAL
from generator.scores.units import Unit

_WEIGHT_TOLERANCE = 1e-6
_APART = Words("；", "; ")
_LISTED = 8  # differences that are told one by one
_COMPARED = Place("edition.toml", cell="compare")
Mapped = Mapping[str, str]  # key of the later tree → key of the earlier one


@dataclass(frozen=True)
class Change:
    """One unit in one indicator in two years. `rise` is positive for a better (smaller) rank."""

    unit: Unit
    before: float
    after: float
    rank_before: int
    rank_after: int

    @property
    def difference(self) -> float:
        """The later score less the earlier one, unrounded."""
        return round(self.after - self.before, 9)

    @property
    def rise(self) -> int:
        """How many places the unit rose; negative where it fell."""
        return self.rank_before - self.rank_after


@dataclass(frozen=True)
class Move:
    """A unit whose tier changed. Either tier is None below the lowest bound."""

    unit: Unit
    before: Tier | None
    after: Tier | None


@dataclass(frozen=True)
class Comparison:
    """Two books of one index; made by `compare`, which refuses what cannot be compared.

    Ranks are those within each year's own units; with `common` they are taken among the
    units that both years have.
    """

    earlier: Book
    later: Book
    mapped: Mapped = field(default_factory=lambda: MappingProxyType({}))
    common: bool = False

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units both years have, in the order of the later table; none whose total is in brackets in either."""
        both = [unit for unit in self.later.units if unit.key in self.earlier]
        return tuple(u for u in both if not (self.later.in_brackets(u) or self.earlier.in_brackets(u.key)))

    @cached_property
    def _books(self) -> tuple[Book, Book]:
        if not self.common:
            return self.earlier, self.later
        keys = {"unit": [unit.key for unit in self.units]}
        return self.earlier.where(keys), self.later.where(keys)

    def comparable(self, key: str = TOTAL) -> bool:
        """Return whether both years have scores for an indicator of the later tree."""
        return self.later.has(key) and self.earlier.has(self._earlier_key(key))

    def _earlier_key(self, key: str) -> str:
        return self.mapped.get(key, key)

    def change(self, unit: Unit | str, key: str = TOTAL) -> Change:
        """Return the change of one unit; KeyError where a year lacks it or its score."""
        name = unit.key if isinstance(unit, Unit) else self.later.unit(unit).key
        old, new = self._books
        before, after = old.rank(name, self._earlier_key(key)), new.rank(name, key)
        return Change(after.unit, before.score, after.score, before.rank, after.rank)

    def changes(self, key: str = TOTAL) -> tuple[Change, ...]:
        """Return the changes of all common units with scores in both years, largest gain first."""
        found = [self.change(unit, key) for unit in self.units if self._scored(unit, key)]
        return tuple(sorted(found, key=lambda change: -change.difference))

    def _scored(self, unit: Unit, key: str) -> bool:
        sides = ((self.earlier, self._earlier_key(key)), (self.later, key))
        return all(
            book.score(unit.key, own) == book.score(unit.key, own) and not book.in_brackets(unit.key, own)
            for book, own in sides
        )

    def moves(self) -> tuple[Move, ...]:
        """Return the units whose tier changed, by each year's own bounds."""
        found = [Move(u, self.earlier.tier(u.key), self.later.tier(u.key)) for u in self.units]
        return tuple(m for m in found if (m.before and m.before.name) != (m.after and m.after.name))

    def migration(self) -> dict[tuple[str, str], int]:
        """Return how many common units went from which tier to which, staying ones included."""
        counts: dict[tuple[str, str], int] = {}
        for unit in self.units:
            before, after = self.earlier.tier(unit.key), self.later.tier(unit.key)
            pair = (before.name if before else "", after.name if after else "")
            counts[pair] = counts.get(pair, 0) + 1
        return counts

    def findings(self, threshold: float) -> tuple[Finding, ...]:
        """Return W341 for totals that moved more than `threshold` points, W342 for units of one year only."""
        found = [
            find(
                "W341",
                self.later.source(change.unit),
                change.after,
                None,
                unit=change.unit.name,
                before=f"{change.before:.1f}",
                gap=f"{change.difference:+.1f}",
            )
            for change in self.changes()
            if abs(change.difference) > threshold
        ]
        for here, there in ((self.later, self.earlier), (self.earlier, self.later)):
            missing = [unit for unit in here.units if unit.key not in there]
            if missing:
                names = listed(unit.name for unit in missing[:40])
                place = here.source(missing[0])
                found.append(find("W342", place, missing[0].name, None, year=str(there.year), names=names))
        return tuple(found)


def compare(
    earlier: Book, later: Book, mapped: Mapped | None = None, common: bool = False, place: Place = _COMPARED
) -> Comparison:
    """Return the comparison of two years.

    Raises EditionError (E340), naming what differs, where the scales differ, or the trees in indicators or
    weights and the edition does not say how they map: a change would then be one of method.
    `mapped` gives, for every indicator of the later tree that is to be compared, the key in
    the earlier one; with it only the total and those are compared. `place` is where the comparison is asked for.
    """
    for finding in incomparable(earlier, later, place, mapped=mapped is not None):
        raise EditionError(finding.zh, (finding,), en=finding.en)
    if mapped is not None:
        unknown = [
            f"{new} → {old}"
            for new, old in mapped.items()
            if new not in later.tree or old not in earlier.tree
        ]
        if unknown:
            finding = find("E343", place, unknown[0], None, names=listed(unknown[:20], _APART))
            raise EditionError(finding.zh, (finding,), en=finding.en)
    return Comparison(earlier, later, MappingProxyType(dict(mapped or {})), common)


def incomparable(
    earlier: Book, later: Book, place: Place = _COMPARED, severity: Severity | None = None, mapped: bool = False
) -> tuple[Finding, ...]:
    """Return E340, naming what differs, where the trees or the scales of two years are not the same; else nothing.

    Where the edition says how the trees map (`mapped`), only the scales are compared.
    """
    trees = () if mapped else tree_differences(earlier, later)
    differences = (*scale_differences(earlier, later), *trees)
    if not differences:
        return ()
    names = Words(*(mark.join(words[side] for words in differences[:_LISTED]) for side, mark in enumerate(_APART)))
    if (rest := len(differences) - _LISTED) > 0:
        names = Words(f"{names.zh}；另有 {rest} 处", f"{names.en}; and {rest} more")
    return (find("E340", place, f"{earlier.year} → {later.year}", severity, names=names),)


def scale_differences(earlier: Book, later: Book) -> tuple[Words, ...]:
    """Return in words that two years score on different scales, which makes a change of score meaningless."""
    if earlier.scale == later.scale:
        return ()
    old, new = (f"{low:g}–{high:g}" for low, high in (earlier.scale, later.scale))
    return (Words(f"评分范围 {old} → {new}", f"scale {old} → {new}"),)


def tree_differences(earlier: Book, later: Book) -> tuple[Words, ...]:
    """Return in words what two trees do not share: indicators gone, new, or weighted otherwise.

    What lies below one that is gone or new is not told again.
    """
    old = {indicator.key: indicator.weight for indicator in earlier.tree}
    new = {indicator.key: indicator.weight for indicator in later.tree}
    gone = [Words(f"缺 {key}", f"gone: {key}") for key in _tops(old, new)]
    fresh = [Words(f"新增 {key}", f"new: {key}") for key in _tops(new, old)]
    changed = [
        Words(shown, shown)
        for key in new
        if key in old and abs(old[key] - new[key]) > _WEIGHT_TOLERANCE
        for shown in (f"{key} {old[key]:.4g} → {new[key]:.4g}",)
    ]
    return (*gone, *fresh, *changed)


def _tops(tree: Mapping[str, float], other: Mapping[str, float]) -> list[str]:
    """Return the keys that another tree lacks, without what lies below one of them."""
    lacking = [key for key in tree if key not in other]
    return [key for key in lacking if key.rpartition("/")[0] not in lacking]
