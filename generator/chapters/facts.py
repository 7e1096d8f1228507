"""Finished facts for templates: what the book says, in the words that a sentence needs.

Templates receive these objects and hold only wording. Names are escaped here, once, so that
no value from a file can become markup. Numbers stay numbers; filters format them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.audit.number import counted, counted_above, setting, shown
from generator.chapters.brackets import shown_score
from generator.chapters.commentary import Commentary
from generator.chapters.options import UNPLACED, nearest, template_error
from generator.chapters.template import markdown_text
from generator.chapters.words import WORDS, Words
from generator.config import Edition
from generator.findings import Place
from generator.gazetteer import cluster_english
from generator.gazetteer import find as find_place
from generator.scores.book import Book
from generator.scores.group import Placed
from generator.scores.tree import TOTAL, Indicator
from generator.scores.units import Unit


def _head(word: str) -> str:
    """Return a word as the head of a column: a Latin one begins with a capital."""
    return word[:1].upper() + word[1:]



_SHORT_KINDS = (("自治州", "州"), ("地区", "地区"), ("盟", "盟"), ("市", "市"), ("自治县", "县"))


def common_name(short: str, full: str) -> str:
    """Return the name that running text uses: 成都市, 红河州, 阿克苏地区, 兴安盟; 黔西南州 stays."""
    for ending, kind in _SHORT_KINDS:
        if full.endswith(ending):
            return short if short.endswith(kind) else short + kind
    return full


@dataclass(frozen=True)
class Standing:
    """A unit's score on one indicator: rank r of n, the average, and the gap to it in points."""

    key: str
    name: str
    label: str
    level: int
    score: float
    rank: int
    of: int
    average: float

    @property
    def gap(self) -> float:
        """Points above the average; negative below."""
        return self.score - self.average


class UnitFacts:
    """Everything a template may say of one unit."""

    def __init__(self, unit: Unit, paper: PaperFacts) -> None:
        self._unit, self._paper = unit, paper
        self.key, self.raw = unit.key, unit.name
        self.name = markdown_text(unit.name)
        self.common = markdown_text(common_name(unit.name, unit.full))
        self.province = markdown_text(unit.province)
        self.text = f"units/{unit.name}"

    @cached_property
    def _placed(self) -> Placed:
        return self._paper.book.rank(self._unit, TOTAL)

    @property
    def ranked(self) -> bool:
        """Whether the unit has a rank: its total is there, and not in brackets."""
        return not (self._paper.book.has_scores and self._paper.book.in_brackets(self._unit))

    @property
    def score(self) -> float:
        """The total, unrounded."""
        return self._placed.score if self.ranked else self._paper.book.score(self._unit)

    @property
    def shown(self) -> str:
        """The total as it is printed, in brackets where parts of it are missing."""
        return shown_score(self._paper, self._unit)

    @property
    def rank(self) -> int:
        """The rank by total within the book."""
        return self._placed.rank

    @property
    def of(self) -> int:
        """How many units the rank counts."""
        return self._placed.of

    @property
    def gap(self) -> float:
        """Points above the average total; negative below."""
        return self.score - self._paper.average

    @cached_property
    def tier(self) -> str:
        """The name of the unit's tier, nothing below the lowest."""
        tier = self._paper.book.tier(self._unit)
        return markdown_text(tier.name) if tier else ""

    @property
    def tier_short(self) -> str:
        """The short name of the unit's tier."""
        tier = self._paper.book.tier(self._unit)
        return (tier.short or tier.name) if tier else ""

    def standings(self, level: int) -> tuple[Standing, ...]:
        """Return the unit's standings on every indicator of a level that it has a full score for, in the
        tree's order."""
        return tuple(
            self._paper.standing(self._unit, indicator)
            for indicator in self._paper.book.tree.level(level)
            if self._paper.rank_of(self._unit, indicator.key) is not None
        )

    @cached_property
    def by_rank(self) -> tuple[Standing, ...]:
        """Level-1 standings, best rank first; equal ranks keep the tree's order."""
        return tuple(sorted(self.standings(1), key=lambda standing: standing.rank))

    @cached_property
    def by_gap(self) -> tuple[Standing, ...]:
        """Level-1 standings, furthest above the average first."""
        return tuple(sorted(self.standings(1), key=lambda standing: -standing.gap))

    @cached_property
    def by_gap2(self) -> tuple[Standing, ...]:
        """Level-2 standings, furthest above the average first."""
        return tuple(sorted(self.standings(2), key=lambda standing: -standing.gap))

    @cached_property
    def tagline(self) -> str:
        """The motto from the head of the unit's commentary, or nothing."""
        source = self._paper.commentary.read(self.text)
        return markdown_text(source.meta.get("tagline", "")) if source else ""

    @cached_property
    def neighbours(self) -> tuple[UnitFacts, ...]:
        """The units just above and below in the ranking."""
        return tuple(o for o in self._paper.units if self.ranked and 0 < abs(o.rank - self.rank) <= 1)


class IndicatorFacts:
    """Everything a template may say of one indicator over all units."""

    def __init__(self, indicator: Indicator, paper: PaperFacts) -> None:
        self._indicator, self._paper = indicator, paper
        self.key = indicator.key
        self.name = markdown_text(indicator.name)
        self.label = markdown_text(paper.label(indicator))
        self.path = markdown_text(indicator.key.replace("/", paper.words.path))
        self.weight = indicator.weight
        self.text = f"indicators/{indicator.name}"

    @cached_property
    def parent(self) -> IndicatorFacts | None:
        """The indicator above, None for level 1."""
        return self._paper.indicator(self._indicator.parent) if self._indicator.parent else None

    @cached_property
    def children(self) -> tuple[IndicatorFacts, ...]:
        """The indicators one level below, in the tree's order."""
        return tuple(self._paper.indicator(key) for key in self._indicator.children)

    @cached_property
    def leaves(self) -> tuple[IndicatorFacts, ...]:
        """The lowest indicators below this one, best average first; in the tree's order without scores."""
        leaves = [self._paper.indicator(leaf.key) for leaf in self._paper.book.tree.leaves(self.key)]
        scored = self._paper.book.has(self.key)
        return tuple(sorted(leaves, key=lambda leaf: -leaf.average) if scored else leaves)

    @cached_property
    def average(self) -> float:
        """The mean over all units, unrounded."""
        return self._paper.book.average(self.key)

    @cached_property
    def ranking(self) -> tuple[tuple[UnitFacts, Placed], ...]:
        """All units with their places on this indicator, best first."""
        placed = self._paper.book.ranking(self.key)
        return tuple((self._paper.unit(place.unit), place) for place in placed)

    @property
    def count(self) -> int:
        """How many units the mean and the ranks are taken over."""
        return counted(self.ranking)

    @property
    def leader(self) -> UnitFacts:
        """The unit in first place."""
        return self.ranking[0][0]

    @property
    def best(self) -> float:
        """The highest score."""
        return self.ranking[0][1].score

    @property
    def lowest(self) -> float:
        """The lowest score."""
        return self.ranking[-1][1].score

    def top(self, count: int) -> tuple[UnitFacts, ...]:
        """Return the units ranked `count` or better; ties at the edge are all in."""
        return tuple(unit for unit, place in self.ranking if place.rank <= count)

    @cached_property
    def above(self) -> int:
        """How many units score above the average."""
        return counted_above((unit for unit, place in self.ranking if place.score > self.average), self.average)


@dataclass(frozen=True)
class GroupFacts:
    """A tier, quadrant or province: its name, its units best first, and a word about its bounds."""

    name: str
    units: tuple[UnitFacts, ...]
    bound: str = ""
    short: str = ""

    @property
    def count(self) -> int:
        """How many units belong to it."""
        return counted(self.units)

    @property
    def average(self) -> float:
        """Mean total of its units; asked of an empty group it is a ZeroDivisionError."""
        return sum(unit.score for unit in self.units) / len(self.units)


@dataclass(frozen=True)
class Advice:
    """A recommendation: its title, its text, and the indicators it answers."""

    number: int
    title: str
    text: str
    indicators: tuple[IndicatorFacts, ...]


class PaperFacts:
    """The facts of a whole paper. Units are ordered by rank, then as the table lists them."""

    def __init__(
        self, edition: Edition, book: Book, commentary: Commentary, before: Book | None = None
    ) -> None:
        self.edition, self.book, self.commentary = edition, book, commentary
        self.before = before  # the book of the earlier volume that the edition compares itself with
        self.papers: dict[str, PaperFacts] = {}  # by key, where the edition has several books
        self._units = {unit.key: UnitFacts(unit, self) for unit in book.units}
        self._indicators: dict[str, IndicatorFacts] = {}

    @property
    def words(self) -> Words:
        """The words of the edition's language."""
        return WORDS[self.edition.language]

    def named(self, pattern: str, **told: str | int) -> str:
        """Return a pattern of `Words` with the edition's word for its units, and what is `told`, filled in."""
        unit, units = self.edition.unit_word, self.edition.units_word
        return pattern.format(unit=unit, units=units, Units=_head(units), measure=self.edition.counter, **told)

    def called(self, name: str) -> str:
        """Return what the paper calls a cluster, or a place that no score table holds."""
        if self.edition.language != "en":
            return name
        found = find_place(name).entry or find_place(f"{name}特别行政区").entry
        return self.edition.english.get(name) or cluster_english(name) or (found.english if found else name)

    @property
    def waivers(self) -> tuple[str, ...]:
        """The findings that the editors accept, each with its reason."""
        told = (self.words.waiver.format(waiver.code, waiver.reason) for waiver in self.edition.waivers)
        return tuple(map(markdown_text, told))

    @property
    def unit_head(self) -> str:
        """The word for a unit as the head of a column."""
        return _head(self.edition.unit_word)

    @property
    def group_head(self) -> str:
        """The word for a group of units as the head of a column."""
        return _head(self.edition.group_word)

    @property
    def average_label(self) -> str:
        """What the mean over all units is called: 西部地区平均."""
        return self.words.average_of.format(self.edition.region)

    @property
    def count(self) -> int:
        """How many units the book ranks: those in brackets are `bracketed`."""
        return counted(unit for unit in self.book.units if self.unit(unit).ranked)

    @cached_property
    def bracketed(self) -> tuple[UnitFacts, ...]:
        """The units whose total is published in brackets, highest first."""
        return tuple(self.unit(unit) for unit in self.book.bracketed()) if self.book.has_scores else ()

    @cached_property
    def average(self) -> float:
        """The mean total, unrounded."""
        return self.book.average(TOTAL)

    @cached_property
    def units(self) -> tuple[UnitFacts, ...]:
        """All units, best first."""
        return tuple(self.unit(place.unit) for place in self.book.ranking(TOTAL))

    def unit(self, unit: Unit | str, place: Place = UNPLACED) -> UnitFacts:
        """Return the facts of a unit; EditionError names the nearest where none is called so, and the `place`
        that asks for it."""
        if isinstance(unit, Unit):
            return self._units[unit.key]
        try:
            return self._units[self.book.unit(unit).key]
        except KeyError:
            near = nearest(unit, [known.name for known in self.book.units])
            raise template_error(
                place, f"得分表中没有“{unit}”", f"no unit is called '{unit}'", unit, near
            ) from None

    def find(self, name: str, place: Place = UNPLACED) -> Indicator:
        """Return the indicator of this key or name; EditionError names the nearest where there is none, and
        the `place` that asks for it."""
        try:
            return self.book.tree.find(name)
        except LookupError:
            raise template_error(
                place, f"指标体系中没有“{name}”，或不止一处用了这个名称",
                f"no single indicator is called '{name}'", name,
                nearest(name, [known.name for known in self.book.tree]),
            ) from None

    def indicator(self, key: str) -> IndicatorFacts:
        """Return the facts of an indicator by key or unambiguous name; EditionError for any other."""
        found = self.find(key)
        if found.key not in self._indicators:
            self._indicators[found.key] = IndicatorFacts(found, self)
        return self._indicators[found.key]

    @cached_property
    def indicators(self) -> tuple[IndicatorFacts, ...]:
        """The level-1 indicators, in the tree's order."""
        return tuple(self.indicator(indicator.key) for indicator in self.book.tree.level(1))

    def level(self, number: int) -> tuple[IndicatorFacts, ...]:
        """Return the indicators of a level, in the tree's order."""
        return tuple(self.indicator(indicator.key) for indicator in self.book.tree.level(number))

    def label(self, indicator: Indicator) -> str:
        """Return the name that running text uses: the edition may call 城市服务 城市服务能力."""
        return self.edition.labels.get(indicator.key, indicator.name)

    def score_of(self, unit: Unit | str, key: str = TOTAL) -> float | None:
        """Return a unit's score, None where it is missing."""
        score = self.book.score(unit, key)
        return score if score == score else None

    def rank_of(self, unit: Unit | str, key: str = TOTAL) -> int | None:
        """Return a unit's rank, None where its score is missing or in brackets."""
        if self.score_of(unit, key) is None or self.book.in_brackets(unit, key):
            return None
        return self.book.rank(unit, key).rank

    def standing(self, unit: Unit, indicator: Indicator) -> Standing:
        """Return where a unit stands on an indicator."""
        placed = self.book.rank(unit, indicator.key)
        return Standing(
            indicator.key, markdown_text(indicator.name), markdown_text(self.label(indicator)),
            indicator.level, placed.score, placed.rank, placed.of, self.book.average(indicator.key),
        )

    @cached_property
    def above(self) -> int:
        """How many units have a total above the average."""
        return counted_above((unit for unit in self.units if unit.score > self.average), self.average)

    @cached_property
    def tiers(self) -> tuple[GroupFacts, ...]:
        """The tiers from the top, with their units; a tier without units is there too."""
        tiers = []
        for tier in self.book.tiers:
            units = tuple(unit for unit in self.units if unit.tier == markdown_text(tier.name))
            bound = shown(f"{tier.min:g}", setting(float(tier.min), "tiers.min"))
            tiers.append(GroupFacts(markdown_text(tier.name), units, bound, tier.short))
        return tuple(tiers)

    @cached_property
    def quadrants(self) -> tuple[GroupFacts, ...]:
        """The four quadrants, first to fourth, counter-clockwise from the upper right."""
        axes = self.edition.quadrants
        if axes is None:
            return ()
        words, bounds = self.words, []
        for high_attribute, high_score in ((True, True), (False, True), (False, False), (True, False)):
            line = words.average_line
            if axes.score_threshold != "average":
                line = words.points_line.format(f"{axes.score_threshold:g}")
            bounds.append(
                words.quadrant_bound.format(
                    attribute=axes.attribute, size=words.not_below if high_attribute else words.under,
                    threshold=self.amount(axes.threshold, axes.unit),
                    level=words.not_below if high_score else words.under, line=line,
                )
            )
        return tuple(
            GroupFacts(
                words.quadrants[number],
                tuple(unit for unit in self.units if self.quadrant_of(unit.key) == number + 1),
                markdown_text(bound),
            )
            for number, bound in enumerate(bounds)
        )

    def amount(self, value: float, unit: str) -> str:
        """Return a value with its unit of measure: 1万亿元, 1 trillion yuan."""
        return f"{value:g} {unit}".strip() if self.edition.language == "en" else f"{value:g}{unit}"

    def quadrant_of(self, unit: str) -> int | None:
        """Return the quadrant (1–4) of a unit, None where its attribute is missing."""
        axes = self.edition.quadrants
        assert axes is not None
        bound = None if axes.score_threshold == "average" else axes.score_threshold
        return self.book.quadrant(unit, axes.attribute, axes.threshold, bound)

    @cached_property
    def provinces(self) -> tuple[GroupFacts, ...]:
        """Units by province, most units first, then by the best rank; none where no unit has one."""
        if not any(unit.province for unit in self.units):
            return ()
        groups: dict[str, list[UnitFacts]] = {}
        for unit in self.units:
            groups.setdefault(unit.province or markdown_text(self.words.other), []).append(unit)
        ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[1][0].rank))
        return tuple(GroupFacts(name, tuple(units)) for name, units in ordered)

    @property
    def on_map(self) -> bool:
        """Whether maps have boundaries: the edition wants them so, and some unit has a place on them."""
        return self.edition.figures.map == "choropleth" and any(unit.adcode for unit in self.book.units)

    @cached_property
    def profiles(self) -> tuple[UnitFacts, ...]:
        """The units with a full page, in the edition's order."""
        return self._chosen("full", self.edition.profiles.full)

    @cached_property
    def sketches(self) -> tuple[UnitFacts, ...]:
        """The units with a short text, in the edition's order."""
        return self._chosen("short", self.edition.profiles.short)

    def _chosen(self, key: str, names: Sequence[str]) -> tuple[UnitFacts, ...]:
        place = self.edition.place("profiles", key) if names else UNPLACED
        return tuple(self.unit(name, place) for name in names)

    @cached_property
    def advice(self) -> tuple[Advice, ...]:
        """The recommendations, in the order of their file names."""
        collected = []
        for number, name in enumerate(self.commentary.names("recommendations"), start=1):
            source = self.commentary.read(name)
            if source is None:
                continue
            keys = re.split(r"[、,，]", source.meta.get("indicators", ""))
            place = Place(source.name, line=source.lines.get("indicators", 0))
            answered = tuple(
                self.indicator(self.find(key.strip(), place).key) for key in keys if key.strip()
            )
            collected.append(Advice(number, markdown_text(source.meta.get("title", "")), name, answered))
        return tuple(collected)
