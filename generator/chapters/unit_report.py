"""The facts of one unit's report: where it stands, what it does well, what it should do next.

A unit without a score for an indicator has a `Mark` without score and rank there; templates and
tables say so instead of leaving the row out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.chapters.advice_library import Library, Severity, Stage, Text, severity, stage
from generator.chapters.facts import PaperFacts, UnitFacts
from generator.chapters.ledger import ALL, Ledger
from generator.chapters.peers import Peers, choose_peers
from generator.chapters.template import markdown_text
from generator.chapters.unit_years import Earlier, Years
from generator.scores.group import Group, Placed
from generator.scores.tree import TOTAL, Indicator
from generator.scores.units import Unit
from generator.text import number

REMEDIES, PER_TOP = 5, 2
"""Most recommendations that close a gap, and most of them under one level-1 indicator."""

MANY_LEAVES = 50
"""Above so many lowest indicators there is one recommendation less: their table is half a page longer."""

LEVEL = 0.05
"""Points below which a gap is no gap: it would be printed as 0.0."""

_SHORTER = ("城市群", "维吾尔自治区", "回族自治区", "壮族自治区", "自治区", "地区", "省", "市")


@dataclass(frozen=True)
class Mark:
    """A unit on one indicator. `score`, `rank` and `gap` are None where its score is missing.

    `raw` names it (城市治理·政策规划 where the name alone is ambiguous), `label` is that for Markdown.
    `weight` is its share of the parent, `share` of the total; `peers` the mean of the peers.
    """

    key: str
    raw: str
    name: str
    level: int
    weight: float
    share: float
    score: float | None
    rank: int | None
    of: int
    average: float | None
    tier_average: float | None
    peers: float | None
    best: float | None
    leader: str

    @property
    def label(self) -> str:
        """The name as Markdown shows it."""
        return markdown_text(self.raw)

    @property
    def gap(self) -> float | None:
        """Points above the average; negative below."""
        return None if self.score is None or self.average is None else self.score - self.average

    @property
    def peer_gap(self) -> float | None:
        """Points above the mean of the peers; negative below."""
        return None if self.score is None or self.peers is None else self.score - self.peers

    @property
    def severity(self) -> Severity:
        """How the unit stands here; a missing score counts as behind."""
        if self.gap is None or self.rank is None:
            return "behind"
        return severity(self.gap, self.rank, self.of)


class Marks(tuple[Mark, ...]):
    """Marks in the tree's order, with the parts of them that sentences are about."""

    @property
    def above(self) -> tuple[Mark, ...]:
        """Those above the average, widest lead first."""
        return tuple(mark for mark in self.by_gap if (mark.gap or 0.0) >= LEVEL)

    @property
    def under(self) -> tuple[Mark, ...]:
        """Those below the average, widest gap first."""
        return tuple(mark for mark in reversed(self.by_gap) if (mark.gap or 0.0) <= -LEVEL)

    @property
    def even(self) -> tuple[Mark, ...]:
        """Those at the average."""
        return tuple(mark for mark in self if mark.gap is not None and abs(mark.gap) < LEVEL)

    @property
    def scored(self) -> tuple[Mark, ...]:
        """Those with a score, in order."""
        return tuple(mark for mark in self if mark.gap is not None)

    @property
    def lacking(self) -> tuple[Mark, ...]:
        """Those without a score."""
        return tuple(mark for mark in self if mark.gap is None)

    @property
    def by_gap(self) -> tuple[Mark, ...]:
        """Those with a score, furthest above the average first."""
        known = [mark for mark in self if mark.gap is not None]
        return tuple(sorted(known, key=lambda mark: -(mark.gap or 0.0)))

    @property
    def first_ten(self) -> tuple[Mark, ...]:
        """Those ranked tenth or better."""
        return tuple(mark for mark in self if mark.rank is not None and mark.rank <= 10)


@dataclass(frozen=True)
class Scope:
    """A group that the unit is ranked within, with the unit's place in it."""

    kind: str
    raw: str
    short: str
    group: Group
    rank: int
    of: int
    average: float
    gap: float
    leader: str
    best: float

    @property
    def name(self) -> str:
        """The group's name as Markdown shows it."""
        return markdown_text(self.raw)


@dataclass(frozen=True)
class Gathering:
    """A level-1 indicator and how many of the marks in question lie under it."""

    name: str
    count: int


@dataclass(frozen=True)
class Neighbour:
    """A unit beside the own one in the ranking; `gap` is the distance in points."""

    name: str
    score: float
    rank: int
    gap: float

    @property
    def apart(self) -> str:
        """The distance in words: 1.7, 0.04."""
        return fine(self.gap)


@dataclass(frozen=True)
class Rung:
    """A tier above: its lowest score, how many points are lacking, its units and their mean."""

    name: str
    bound: float
    lacking: float
    count: int
    average: float

    @property
    def short_of(self) -> str:
        """What is lacking, in words."""
        return fine(self.lacking)


def fine(points: float) -> str:
    """Return a distance with one decimal, with two where it is below one point: 1.7, 0.04."""
    return number(points, 1 if abs(points) >= 1 else 2)


@dataclass(frozen=True)
class Remedy:
    """A recommendation with the figures that call for it.

    `target` is the mean or score to reach, `aim` says whose it is; `gain` is what reaching it would
    add to the total, in points. `weakest` are the lowest indicators below, lowest rank first.
    """

    number: int
    title: str
    text: str
    steps: tuple[str, ...]
    mark: Mark
    aim: str
    target: float | None
    gain: float
    weakest: tuple[Mark, ...]

    @property
    def worth(self) -> str:
        """The gain in words."""
        return fine(self.gain)


class UnitReport:
    """Everything the templates of family `city` may say of one unit."""

    def __init__(
        self, paper: PaperFacts, ledger: Ledger, library: Library, unit: Unit, earlier: Earlier | None = None
    ) -> None:
        self.paper, self.ledger, self._library, self.earlier = paper, ledger, library, earlier
        self.raw = unit
        self.key = unit.key
        placed = ledger.place(unit.key)
        assert placed is not None, "a unit without a total has no report"
        self.score, self.rank, self.of = placed.score, placed.rank, placed.of

    # --- names ---------------------------------------------------------------------------
    @cached_property
    def unit(self) -> UnitFacts:
        """The facts that every paper has of a unit."""
        return self.paper.unit(self.raw)

    @property
    def name(self) -> str:
        """The short name: 成都."""
        return markdown_text(self.raw.name)

    @property
    def common(self) -> str:
        """The name that running text uses: 成都市."""
        return self.unit.common

    @property
    def full(self) -> str:
        """The whole name."""
        return markdown_text(self.raw.full)

    # --- standing ------------------------------------------------------------------------
    @cached_property
    def average(self) -> float:
        """The mean total of the book, unrounded."""
        return self.ledger.average() or 0.0

    @property
    def gap(self) -> float:
        """Points of the total above the mean; negative below."""
        return self.score - self.average

    @cached_property
    def tied(self) -> tuple[str, ...]:
        """The units that share its rank."""
        placed = self.ledger.ranking()
        return tuple(
            markdown_text(p.unit.name) for p in placed if p.rank == self.rank and p.unit.key != self.key
        )

    @property
    def last(self) -> bool:
        """Whether nobody ranks lower, in a book of at least two."""
        return self.of > 1 and self.rank == self.ledger.ranking()[-1].rank

    @property
    def beaten(self) -> int:
        """How many units have a lower total."""
        return sum(placed.score < self.score for placed in self.ledger.ranking())

    @cached_property
    def above(self) -> Neighbour | None:
        """The unit next above in rank; None for the first."""
        better = [placed for placed in self.ledger.ranking() if placed.rank < self.rank]
        return self._against(better[-1]) if better else None

    @cached_property
    def below(self) -> Neighbour | None:
        """The unit next below in rank; None for the last."""
        worse = [placed for placed in self.ledger.ranking() if placed.rank > self.rank]
        return self._against(worse[0]) if worse else None

    def _against(self, other: Placed) -> Neighbour:
        return Neighbour(markdown_text(other.unit.name), other.score, other.rank, abs(self.score - other.score))

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """The groups the unit is ranked within, widest first; a group of one is left out."""
        region = self.paper.edition.region
        found = [] if self.ledger.book.whole is None else [self._nation()]
        found.append(self._scope("all", region, _short(region), ALL))
        for group in self.ledger.groups[self.key]:
            size = self.ledger.count(group)
            if 1 < size < self.of:
                found.append(self._scope(group.kind, group.name, self._short(group), group))
        return tuple(found)

    def scope(self, kind: str) -> Scope | None:
        """Return the unit's place in its province, region, tier or cluster; None where it is alone there."""
        return next((scope for scope in self.scopes if scope.kind == kind), None)

    def _scope(self, kind: str, name: str, short: str, group: Group) -> Scope:
        placed = self.ledger.place(self.key, TOTAL, group)
        assert placed is not None
        average = self.ledger.average(TOTAL, group) or 0.0
        first = self.ledger.ranking(TOTAL, group)[0]
        gap = self.score - average
        return Scope(
            kind, name, short, group, placed.rank, placed.of, average, gap, first.unit.name, first.score
        )

    def _nation(self) -> Scope:
        whole = self.ledger.book.whole
        assert whole is not None
        placed, first = whole.rank(self.raw), whole.ranking()[0]
        average = whole.average()
        gap = self.score - average
        return Scope(
            "nation", "全国", "全国", ALL, placed.rank, placed.of, average, gap, first.unit.name, first.score
        )

    def _short(self, group: Group) -> str:
        if group.kind == "tier":
            tiers = {tier.name: tier.short or tier.name for tier in self.ledger.book.tiers}
            return tiers[group.name]
        return _short(group.name)

    @cached_property
    def tier(self) -> str:
        """The name of the tier, nothing where there is none."""
        return self.unit.tier

    @property
    def province(self) -> str:
        """The province, nothing where the unit has none."""
        return "" if self.raw.province in ("", self.raw.full) else markdown_text(self.raw.province)

    @cached_property
    def clusters(self) -> tuple[str, ...]:
        """The city clusters it belongs to."""
        return tuple(markdown_text(g.name) for g in self.ledger.groups[self.key] if g.kind == "cluster")

    @cached_property
    def next_tier(self) -> Rung | None:
        """The nearest tier above that has units; None for the highest."""
        group = self._tier_above
        if group is None:
            return None
        tier = next(tier for tier in self.ledger.book.tiers if tier.name == group.name)
        average = self.ledger.average(TOTAL, group) or 0.0
        return Rung(markdown_text(tier.name), tier.min, tier.min - self.score, self.ledger.count(group), average)

    @cached_property
    def _tier_above(self) -> Group | None:
        own = self.ledger.book.tier(self.raw)
        if own is None:
            return None
        known = {group.name: group for group in self.ledger.kind("tier")}
        better = [tier for tier in self.ledger.book.tiers if tier.index < own.index and tier.name in known]
        return known[max(better, key=lambda tier: tier.index).name] if better else None

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
            key, _told(indicator, ledger), markdown_text(indicator.name), indicator.level, indicator.weight,
            ledger.book.tree.share(key), placed.score if placed else None, placed.rank if placed else None,
            len(ranking), ledger.average(key), ledger.average(key, tier.group) if tier else None,
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

    def _ruled(self, rule: object) -> tuple[Mark, ...]:
        assert callable(rule)
        level = 2 if self.seconds else 1
        return tuple(self.mark(standing.key) for standing in rule(self.raw, 3, level))

    @cached_property
    def better(self) -> tuple[Mark, ...]:
        """Strengths, and where the rule gives fewer than three the next best ranked that are none."""
        return _filled(self.strengths, _best_first(self.compared), self.weaknesses, len(self.compared) // 2)

    @cached_property
    def worse(self) -> tuple[Mark, ...]:
        """Weaknesses, and where the rule gives fewer than three the next lowest ranked."""
        worst = tuple(reversed(_best_first(self.compared)))
        return _filled(self.weaknesses, worst, self.better, len(self.compared) // 2)

    @cached_property
    def leaf_strengths(self) -> tuple[Mark, ...]:
        """Up to ten lowest indicators above the average, best rank first."""
        able = [mark for mark in self.leaves if mark.gap is not None and mark.gap > 0 and mark.rank != mark.of]
        return _best_first(able)[:10]

    @cached_property
    def leaf_weaknesses(self) -> tuple[Mark, ...]:
        """Up to ten lowest indicators below the average, lowest rank first."""
        weak = [mark for mark in self.leaves if mark.gap is not None and mark.gap < 0 and mark.rank != 1]
        return tuple(reversed(_best_first(weak)))[:10]

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

    @cached_property
    def years(self) -> Years | None:
        """The unit then and now; None without an earlier volume, or where that does not score it."""
        return self.earlier.of(self.raw) if self.earlier else None

    # --- recommendations -----------------------------------------------------------------
    @cached_property
    def stage(self) -> Stage:
        """The third of the tiers that the unit is in; without tiers, of the ranking."""
        tier = self.ledger.book.tier(self.raw)
        return stage(tier.index, len(self.ledger.book.tiers)) if tier else stage(self.rank - 1, self.of)

    def _target(self, mark: Mark) -> tuple[str, float | None]:
        """Return whose score is to be reached, and what it is."""
        if self._tier_above is not None:
            return f"{self._short(self._tier_above)}平均", self.ledger.average(mark.key, self._tier_above)
        if mark.best is not None and (mark.rank or 0) > 1:
            return f"{mark.leader}的水平", mark.best
        return "", None

    def _gain(self, mark: Mark) -> float:
        target = self._target(mark)[1]
        if target is None or mark.score is None:
            return 0.0
        return mark.share * max(target - mark.score, 0.0)

    @cached_property
    def remedies(self) -> tuple[Remedy, ...]:
        """The recommendations: gaps worth most points first, then the foremost strength to build on.

        The only unit of a book has none: no figure calls for one.
        """
        chosen: list[Remedy] = []
        titles: set[str] = set()
        for mark in self._called_for if self.of > 1 else ():
            text = self._library.choose(mark.key, mark.severity, self.stage, titles)
            if text is not None:
                titles.add(text.title)
                chosen.append(self._remedy(len(chosen) + 1, mark, text))
        return tuple(chosen)

    @cached_property
    def _called_for(self) -> tuple[Mark, ...]:
        """The marks that get a recommendation, in order."""
        room = sorted(
            self.compared, key=lambda mark: (-self._gain(mark), mark.gap or 0.0, -(mark.rank or 0))
        )
        most = REMEDIES - (len(self.leaves) > MANY_LEAVES)
        counts: dict[str, int] = {}
        found: list[Mark] = []
        for mark in room:
            top = mark.key.split("/")[0]
            if len(found) < most and counts.get(top, 0) < (PER_TOP if self.seconds else 1):
                counts[top] = counts.get(top, 0) + 1
                found.append(mark)
        strong = next((mark for mark in _best_first(self.compared) if mark not in found), None)
        return tuple(found) if strong is None else (*found, strong)

    def _remedy(self, number: int, mark: Mark, text: Text) -> Remedy:
        aim, target = self._target(mark)
        return Remedy(
            number, markdown_text(text.title), markdown_text(text.text),
            tuple(markdown_text(step) for step in text.steps), mark, markdown_text(aim), target,
            self._gain(mark), self.below_mark(mark.key)[:2],
        )

    @property
    def gain(self) -> float:
        """What all recommendations together would add to the total, in points."""
        return sum(remedy.gain for remedy in self.remedies)


def _short(name: str) -> str:
    """Return a group's name for a narrow column: 四川, 成渝, 西部."""
    for ending in _SHORTER:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


def _told(indicator: Indicator, ledger: Ledger) -> str:
    """Return an indicator's name, its parent's before it where the name stands several times on its level."""
    alike = sum(other.name == indicator.name for other in ledger.book.tree.level(indicator.level))
    return "·".join(indicator.key.split("/")[-2:]) if alike > 1 else indicator.name


def _best_first(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: (mark.rank or 0, -(mark.gap or 0.0))))


def _filled(
    ruled: tuple[Mark, ...], others: tuple[Mark, ...], taken: tuple[Mark, ...], room: int
) -> tuple[Mark, ...]:
    """Return `ruled` filled up from `others` to three, or to `room` where fewer can be told apart."""
    names = {mark.key for mark in (*ruled, *taken)}
    spare = [mark for mark in others if mark.key not in names]
    return (*ruled, *spare[: max(min(3, room) - len(ruled), 0)])
