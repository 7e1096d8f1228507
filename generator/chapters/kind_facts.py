"""The facts of one kind of unit in a volume of several kinds: names that tell homonyms apart, models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from generator.chapters.template import markdown_text
from generator.gazetteer import Kind, load
from generator.scores.units import Unit

if TYPE_CHECKING:
    from generator.chapters.facts import PaperFacts
    from generator.chapters.indicator_facts import IndicatorFacts
    from generator.chapters.unit_facts import UnitFacts

_MUNICIPALITIES = ("11", "12", "31", "50")


def city_code(unit: Unit) -> str:
    """Return the code of the city above a county or zone, nothing for a unit without a code."""
    if not unit.adcode:
        return ""
    return f"{unit.adcode[:2]}0000" if unit.adcode[:2] in _MUNICIPALITIES else f"{unit.adcode[:4]}00"


def city_of(unit: Unit) -> str:
    """Return the short name of the city above a county or zone; nothing where it answers to a province."""
    entry = load().by_code(city_code(unit))
    return entry.short if entry else ""


def label_of(unit: Unit) -> str:
    """Return the name that tells a unit from its homonyms: 南京鼓楼区, 昆山市, 苏州高新区."""
    if unit.kind == Kind.ZONE:
        return unit.name
    return f"{city_of(unit)}{unit.full}" if unit.kind == Kind.DISTRICT else unit.full


def place_of(unit: Unit) -> str:
    """Return where a unit lies: 江苏苏州; a municipality or a province alone stands once."""
    city = city_of(unit)
    return unit.province_short if city in ("", unit.province_short) else f"{unit.province_short}{city}"


class KindFacts:
    """What a volume says of one of its kinds of unit."""

    def __init__(self, paper: PaperFacts) -> None:
        self._paper = paper

    def label(self, unit: UnitFacts) -> str:
        """Return a unit's name for running text, homonyms told apart."""
        return markdown_text(label_of(self._paper.book.unit(unit.key)))

    def named(self, units: Iterable[UnitFacts]) -> list[str]:
        """Return the names of units for running text."""
        return [self.label(unit) for unit in units]

    def place(self, unit: UnitFacts) -> str:
        """Return province and city of a unit."""
        return markdown_text(place_of(self._paper.book.unit(unit.key)))

    @cached_property
    def cities(self) -> tuple[tuple[str, int], ...]:
        """The cities with their number of units, most first, then by the best rank."""
        counts = Counter(city_of(self._paper.book.unit(unit.key)) for unit in self._paper.units)
        return tuple((markdown_text(name), count) for name, count in counts.most_common() if name)

    @cached_property
    def branches(self) -> tuple[IndicatorFacts, ...]:
        """The level-2 indicators, of a tree of one level those, highest mean first."""
        level = min(self._paper.book.tree.depth, 2)
        return tuple(sorted(self._paper.level(level), key=lambda indicator: -indicator.average))

    @cached_property
    def models(self) -> tuple[UnitFacts, ...]:
        """The model units: those the edition names, else the first three."""
        return self._paper.profiles or self._paper.units[:3]
