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
from generator.chapters.commentary import Commentary
from generator.chapters.faults import Faults, Untold
from generator.chapters.indicator_facts import IndicatorFacts
from generator.chapters.options import UNPLACED, Hint, nearest, template_error
from generator.chapters.template import markdown_text
from generator.chapters.unit_facts import Standing, UnitFacts
from generator.chapters.words import WORDS, Words
from generator.config import Edition, theme_of
from generator.english import Counted
from generator.findings import Place
from generator.gazetteer import cluster_english
from generator.gazetteer import find as find_place
from generator.scores.book import Book
from generator.scores.tree import TOTAL, Indicator
from generator.scores.units import Unit
from generator.theme import Theme


def _head(word: str) -> str:
    """Return a word as the head of a column: a Latin one begins with a capital."""
    return word[:1].upper() + word[1:]


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
        self, edition: Edition, book: Book, commentary: Commentary, before: Book | None = None,
        faults: Faults | None = None,
    ) -> None:
        self.edition, self.book, self.commentary = edition, book, commentary
        self.faults = faults or Untold()
        self.before = before  # the book of the earlier volume that the edition compares itself with
        self.papers: dict[str, PaperFacts] = {}  # by key, where the edition has several books
        self._units = {unit.key: UnitFacts(unit, self) for unit in book.units}
        self._indicators: dict[str, IndicatorFacts] = {}

    @cached_property
    def theme(self) -> Theme:
        """The edition's look: tables are as wide as its type area."""
        return theme_of(self.edition)

    @property
    def words(self) -> Words:
        """The words of the edition's language."""
        return WORDS[self.edition.language]

    def named(self, pattern: str, **told: str | int) -> str:
        """Return a pattern of `Words` with the edition's word for its units, and what is `told`, filled in."""
        unit, units = self.edition.unit_word, self.edition.units_word
        agreed = {name: Counted(value) for name, value in told.items()}
        return pattern.format(unit=unit, units=units, Units=_head(units), measure=self.edition.counter, **agreed)

    def called(self, name: str) -> str:
        """Return what the paper calls a cluster, or a place that no score table holds."""
        if self.edition.language != "en":
            return name
        found = find_place(name).entry or find_place(f"{name}特别行政区").entry
        return self.edition.english.get(name) or cluster_english(name) or (found.english if found else name)

    @property
    def waivers(self) -> tuple[str, ...]:
        """What the editors know and accept, in their own words: the code of a finding is not for print."""
        return tuple(markdown_text(waiver.reason) for waiver in self.edition.waivers)

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
    def full_score(self) -> float:
        """The highest score there is: 100 unless the edition has another scale."""
        return self.edition.scores.scale[1]

    @property
    def extent(self) -> float:
        """How many points lie between the lowest and the highest score there is."""
        return self.full_score - self.edition.scores.scale[0]

    @property
    def full_score_shown(self) -> str:
        """The highest score there is, as it is printed."""
        return shown(f"{self.full_score:.10g}", setting(self.full_score, "scores.scale"))

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
        """The units with a short text, in the edition's order; none of them has a full page, too."""
        short = self._chosen("short", self.edition.profiles.short)
        for unit in short:
            if any(unit.key == full.key for full in self.profiles):
                zh, en = f"“{unit.raw}”既在 full 又在 short 中", f"'{unit.raw}' stands in full and in short"
                place, hint = self.edition.place("profiles", "short"), Hint("只留一处", "keep one of them")
                with self.faults.held():
                    raise template_error(place, zh, en, unit.raw, hint)
        return short

    def _chosen(self, key: str, names: Sequence[str]) -> tuple[UnitFacts, ...]:
        place = self.edition.place("profiles", key) if names else UNPLACED
        units: dict[str, UnitFacts] = {}
        for name in names:
            with self.faults.held():
                unit = self.unit(name, place)
                if unit.key in units:
                    zh, en = f"profiles.{key} 中“{name}”写了两次", f"profiles.{key} names '{name}' twice"
                    raise template_error(place, zh, en, name, Hint("只留一个", "keep one of them"))
                units[unit.key] = unit
        return tuple(units.values())

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
            answered: list[IndicatorFacts] = []
            for key in filter(None, map(str.strip, keys)):
                with self.faults.held():
                    answered.append(self.indicator(self.find(key, place).key))
            collected.append(Advice(number, markdown_text(source.meta.get("title", "")), name, tuple(answered)))
        return tuple(collected)
