"""The facts of a comparison of two editions, ready for words or JSON."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.chapters.waivers import waive
from generator.config import Edition, read_edition
from generator.difference.trees import TreeChange, tree_changes
from generator.errors import EditionError, FindingsError
from generator.findings import has_errors
from generator.opening import check
from generator.scores.book import Book
from generator.scores.group import Tier
from generator.scores.tree import TOTAL
from generator.scores.years import Comparison, Mapped, compare


@dataclass(frozen=True)
class Side:
    """One of the two editions: title, year, its words for a unit and between a number and units, and how many it
    scores."""

    title: str
    year: int
    unit_word: str
    measure_word: str
    count: int


@dataclass(frozen=True)
class UnitMove:
    """A unit of both editions. Ranks are those each edition gives, places those among the units that both have:
    only places may be compared. Scores are None where they may not be."""

    name: str
    rank_before: int
    rank_after: int
    place_before: int
    place_after: int
    tier_before: str
    tier_after: str
    score_before: float | None
    score_after: float | None

    @property
    def rise(self) -> int:
        """Places gained."""
        return self.place_before - self.place_after

    @property
    def difference(self) -> float | None:
        """The later score less the earlier one, in points."""
        if self.score_before is None or self.score_after is None:
            return None
        return round(self.score_after - self.score_before, 9)


@dataclass(frozen=True)
class MeanChange:
    """An indicator's mean over the units that both editions score; `before_key` is its earlier key."""

    key: str
    before_key: str
    before: float
    after: float


@dataclass(frozen=True)
class Difference:
    """Two editions compared. `reason` says why scores are left out, empty where they are not."""

    earlier: Side
    later: Side
    tree: tuple[TreeChange, ...]
    tiers_changed: bool
    units: tuple[UnitMove, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    means: tuple[MeanChange, ...]
    reason: str = ""
    reason_en: str = ""

    @property
    def scores_compared(self) -> bool:
        """Whether scores were compared, not only ranks."""
        return not self.reason

    @property
    def risen(self) -> tuple[UnitMove, ...]:
        """Units that gained places, most places first."""
        return tuple(sorted((move for move in self.units if move.rise > 0), key=lambda move: -move.rise))

    @property
    def fallen(self) -> tuple[UnitMove, ...]:
        """Units that lost places, most places first."""
        return tuple(sorted((move for move in self.units if move.rise < 0), key=lambda move: move.rise))

    @property
    def migrated(self) -> tuple[UnitMove, ...]:
        """Units whose tier changed."""
        return tuple(move for move in self.units if move.tier_before != move.tier_after)

    @property
    def passages(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Who went from which tier to which: the names by both tiers, in the order of the later ranking."""
        found: dict[tuple[str, str], list[str]] = {}
        for move in self.migrated:
            found.setdefault((move.tier_before, move.tier_after), []).append(move.name)
        return {pair: tuple(names) for pair, names in found.items()}

    def as_dict(self) -> dict[str, object]:
        """Return everything as plain values for JSON; scores and means keep their full precision."""
        units = [{**asdict(move), "rise": move.rise, "difference": move.difference} for move in self.units]
        tiers = [
            {"before": before, "after": after, "count": len(names), "units": list(names)}
            for (before, after), names in self.passages.items()
        ]
        head = {"ok": True, "scores_compared": self.scores_compared}
        return {**head, **asdict(self), "units": units, "tier_changes": tiers}


def compare_editions(old: Path, new: Path, mapped: Mapped | None = None) -> Difference:
    """Return what changed from the edition at `old` to the one at `new`.

    Scores are compared where the trees agree, or where `mapped` says which indicator of the later
    tree is which of the earlier one. Raises FindingsError where the data of either have errors,
    EditionError for a mapping to what is not there.
    """
    editions = read_edition(old), read_edition(new)
    if mapped is None and _is_compared(editions[1], editions[0]):
        mapped = editions[1].compare_map or None
    earlier, later = (_book(edition) for edition in editions)
    comparison, reason, reason_en = _compare(earlier, later, mapped)
    return Difference(
        earlier=_side(editions[0], earlier), later=_side(editions[1], later),
        tree=tree_changes(earlier.tree, later.tree),
        tiers_changed=_bounds(earlier) != _bounds(later),
        units=_moves(earlier, later, scored=not reason),
        entered=tuple(unit.name for unit in later.units if unit.key not in earlier),
        left=tuple(unit.name for unit in earlier.units if unit.key not in later),
        means=() if reason else _means(comparison, mapped),
        reason=reason, reason_en=reason_en,
    )


def _is_compared(edition: Edition, other: Edition) -> bool:
    """Whether an edition names the other as the one it compares itself with."""
    return edition.compare is not None and (edition.folder / edition.compare).resolve() == other.folder


def _book(edition: Edition) -> Book:
    book, findings = check(edition)
    findings = waive(findings, edition.waivers)
    if book is None or has_errors(findings):
        raise FindingsError(
            f"{edition.name} 的数据有错误，无法比较", findings, en=f"the data of {edition.name} have errors"
        )
    return book.where(edition.where) if edition.where else book


def _side(edition: Edition, book: Book) -> Side:
    return Side(edition.title, edition.year, edition.unit_word, edition.counter, len(book.units))


def _compare(earlier: Book, later: Book, mapped: Mapped | None) -> tuple[Comparison, str, str]:
    """Return the comparison and, where scores may not be part of it, why, in Chinese and English."""
    if not (earlier.has_scores and later.has_scores):
        return Comparison(earlier, later), "只有名次，没有得分", "there are ranks but no scores"
    try:
        return compare(earlier, later, mapped), "", ""
    except EditionError as error:
        finding = error.findings[0]
        if finding.code != "E340":
            raise
        return Comparison(earlier, later), finding.zh, finding.en


def _moves(earlier: Book, later: Book, *, scored: bool) -> tuple[UnitMove, ...]:
    """Return the units of both editions in the order of the later ranking."""
    before, after = ({place.unit.key: place for place in book.ranking()} for book in (earlier, later))
    common = before.keys() & after.keys()
    then, now = (_among({key: places[key].rank for key in common}) for places in (before, after))
    return tuple(
        UnitMove(
            place.unit.name, before[key].rank, place.rank, then[key], now[key],
            _tier(earlier.tier(key)), _tier(later.tier(key)),
            before[key].score if scored else None, place.score if scored else None,
        )
        for key, place in after.items()
        if key in common
    )


def _among(ranks: Mapping[str, int]) -> dict[str, int]:
    """Return ranks among these units alone; ties share the better one."""
    ordered = sorted(ranks.values())
    return {key: bisect_left(ordered, rank) + 1 for key, rank in ranks.items()}


def _tier(tier: Tier | None) -> str:
    """Return the tier's short name: full names often carry the title of their edition."""
    return (tier.short or tier.name) if tier else ""


def _bounds(book: Book) -> tuple[tuple[str, float], ...]:
    return tuple((_tier(tier), tier.min) for tier in book.tiers)


def _means(comparison: Comparison, mapped: Mapped | None) -> tuple[MeanChange, ...]:
    """Return the means of the total and of every comparable indicator over the common units."""
    if not comparison.units:
        return ()
    keys: Mapping[str, str] = (
        {i.key: i.key for i in comparison.later.tree} if mapped is None else mapped
    )
    common = {"unit": [unit.key for unit in comparison.units]}
    before, after = comparison.earlier.where(common), comparison.later.where(common)
    pairs = {TOTAL: TOTAL, **keys}
    return tuple(
        MeanChange(new, old, before.average(old), after.average(new))
        for new, old in pairs.items()
        if before.has(old) and after.has(new)
    )
