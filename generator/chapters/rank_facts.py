"""The facts of a ranking without scores under one name, `ranks`: stages, regions, lists, cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.audit.number import counted
from generator.chapters.domain_lists import DomainFacts, domain_facts
from generator.chapters.options import NO_HINT, UNPLACED, Hint, nearest, template_error
from generator.chapters.template import markdown_text
from generator.config import FILE_NAME
from generator.findings import Place
from generator.gazetteer import Level, load
from generator.scores.units import Unit
from generator.text import chinese_numeral

if TYPE_CHECKING:
    from generator.chapters.facts import GroupFacts, PaperFacts
    from generator.chapters.unit_facts import UnitFacts

HUNDRED = 100


@dataclass(frozen=True)
class PartFacts:
    """A stage or region: its name, its units best first, the ranks or provinces that bound it."""

    raw: str
    units: tuple[UnitFacts, ...]
    bound: str = ""
    portrait: str = ""
    provinces: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name, fit for a sentence."""
        return markdown_text(self.raw)

    @property
    def count(self) -> int:
        """How many units belong to it."""
        return counted(self.units)


@dataclass(frozen=True)
class Together:
    """Several parts taken as one: how many units they have, and their share of all ranked units (0–1)."""

    count: int
    share: float


@dataclass(frozen=True)
class Case:
    """A case of a domain: its unit, the headline of its text, and the name of the text."""

    raw: str
    title: str
    text: str

    @property
    def name(self) -> str:
        """The unit's name, fit for a sentence."""
        return markdown_text(self.raw)


class RankFacts:
    """What a ranking and its lists say; each fact is computed when asked for."""

    def __init__(self, paper: PaperFacts) -> None:
        self._paper = paper

    @property
    def word(self) -> str:
        """What the ranked units are called together: 百强, 五十强, 十二强."""
        count = len(self._paper.units)
        return f"{'百' if count == HUNDRED else chinese_numeral(count)}强"

    @property
    def front(self) -> tuple[GroupFacts, ...]:
        """The provinces with most ranked units, five of them where there are so many."""
        return self._paper.provinces[:5]

    def together(self, parts: Sequence[PartFacts | GroupFacts]) -> Together:
        """Return several regions, stages or provinces as one."""
        count = counted([unit for part in parts for unit in part.units])
        return Together(count, count / self._paper.count)

    @property
    def lost(self) -> bool:
        """Whether some list has lost a province."""
        return any(domain.lost_provinces for domain in self.domains)

    @cached_property
    def stages(self) -> tuple[PartFacts, ...]:
        """The stages from the top; each ends at the last rank that the edition gives it.

        Raises EditionError where the edition has none: the chapters on a ranking tell who is in which.
        """
        if not self._paper.edition.stages:
            place, hint = Place(FILE_NAME, cell="stages"), Hint("请写 [[stages]]，各有 name 与 to", "write [[stages]]")
            raise template_error(place, "排行榜没有分阶段", "the ranking has no stages", "", hint)
        found, first = [], 1
        for stage in self._paper.edition.stages:
            units = tuple(unit for unit in self._paper.units if first <= unit.rank <= stage.to)
            found.append(PartFacts(stage.name, units, f"第{first}—{stage.to}名", stage.portrait))
            first = stage.to + 1
        return tuple(found)

    def stage_of(self, key: str) -> str:
        """Return the name of the stage of a unit, nothing outside all of them."""
        return next((s.raw for s in self.stages if any(unit.key == key for unit in s.units)), "")

    @cached_property
    def regions(self) -> tuple[PartFacts, ...]:
        """The edition's regions, most units first, then by the best rank.

        Raises EditionError for a province that is none, or that stands in no region or in two.
        """
        homes = self._homes
        found = []
        for region in self._paper.edition.regions:
            provinces = tuple(province for province, name in homes.items() if name == region.name)
            units = tuple(u for u in self._paper.units if self._unit(u).province in provinces)
            found.append(PartFacts(region.name, units, provinces=tuple(map(self._short, provinces))))
        if lost := [u.raw for u in self._paper.units if self._unit(u).province not in homes]:
            raise template_error(
                self._paper.edition.place("regions"), f"{lost[0]}所在的省份不属于任何地区",
                f"the province of {lost[0]} is in no region", lost[0],
            )
        return tuple(sorted(found, key=lambda part: (-part.count, part.units[0].rank if part.units else 0)))

    @cached_property
    def _homes(self) -> dict[str, str]:
        """Province (full name) → region, in the order of the edition."""
        homes: dict[str, str] = {}
        for number, region in enumerate(self._paper.edition.regions):
            for given in region.provinces:
                name = self._province(given)
                if not name or name in homes:
                    raise template_error(
                        self._paper.edition.place("regions", number, "provinces"),
                        f"“{region.name}”中的“{given}”{'写了两次' if name else '不是省份'}",
                        f"'{given}' is no province or stands twice", given,
                        NO_HINT if name else nearest(given, self._own or [p.short for p in load().provinces]),
                    )
                homes[name] = region.name
        return homes

    def _province(self, given: str) -> str:
        """Return the full name of a province, nothing for none; units outside the gazetteer bring their own."""
        entry = load().find_province(given).entry
        return given if given in self._own else entry.name if entry else ""

    @cached_property
    def _own(self) -> tuple[str, ...]:
        """The provinces of units that are no places of the gazetteer, as the table writes them."""
        units = (*self._paper.book.units, *(unit for domain in self.domains for unit in domain.units))
        return tuple(dict.fromkeys(unit.province for unit in units if not unit.adcode and unit.province))

    def _short(self, province: str) -> str:
        entry = load().find_province(province).entry
        return markdown_text(entry.short if entry else province)

    def _unit(self, unit: UnitFacts) -> Unit:
        return self._paper.book.unit(unit.key)

    @cached_property
    def domains(self) -> tuple[DomainFacts, ...]:
        """The lists of the edition, in their order."""
        return domain_facts(self._paper)

    def domain(self, name: str) -> DomainFacts:
        """Return one list by name; EditionError names the nearest where there is none."""
        for domain in self.domains:
            if name in (domain.raw, domain.name):
                return domain
        near = nearest(name, [domain.raw for domain in self.domains])
        raise template_error(UNPLACED, f"没有名单“{name}”", f"no list is called '{name}'", name, near)

    def lists_of(self, unit: Unit) -> tuple[bool | None, ...]:
        """Return for every list whether a unit is on it; None where the list does not say."""
        return tuple((unit.key in d.keys) if d.knows(unit) else None for d in self.domains)

    @cached_property
    def everywhere(self) -> tuple[UnitFacts, ...]:
        """The ranked units that are on every list that says anything of them, and on two at least."""
        found = []
        for unit in self._paper.units:
            said = [made for made in self.lists_of(self._unit(unit)) if made is not None]
            if len(said) > 1 and all(said):
                found.append(unit)
        return tuple(found)

    @cached_property
    def nowhere(self) -> tuple[UnitFacts, ...]:
        """The ranked units that no list has."""
        return tuple(u for u in self._paper.units if not any(self.lists_of(self._unit(u))))

    @cached_property
    def guests(self) -> tuple[tuple[Unit, tuple[str, ...]], ...]:
        """Units that are on lists but not in the ranking, with those lists; most lists first."""
        found: dict[Unit, list[str]] = {}
        for domain in self.domains:
            for unit in domain.units:
                if unit.key not in self._paper.book:
                    found.setdefault(unit, []).append(domain.raw)
        ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0].adcode))
        return tuple((unit, tuple(names)) for unit, names in ordered)

    def find(self, name: str) -> Unit:
        """Return a unit of the ranking or of a list by name; EditionError where neither has it."""
        if name in self._paper.book:
            return self._paper.book.unit(name)
        entry = load().find(name, level=Level.CITY).entry
        listed = [unit for domain in self.domains for unit in domain.units]
        for unit in listed:
            if unit.key in (name, entry.adcode if entry else name):
                return unit
        near = nearest(name, [unit.name for unit in (*self._paper.book.units, *listed)])
        raise template_error(
            UNPLACED, f"排名和名单中都没有“{name}”", f"'{name}' is nowhere", name, near
        )

    def cases(self, domain: str) -> tuple[Case, ...]:
        """Return the cases of a domain: texts under `cases/<domain>/` with `unit` and `title` at their head."""
        found = []
        for name in self._paper.commentary.names(f"cases/{domain}"):
            source = self._paper.commentary.read(name)
            if source:
                meta = source.meta
                found.append(Case(meta.get("unit", ""), markdown_text(meta.get("title", "")), name))
        return tuple(found)
