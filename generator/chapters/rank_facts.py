"""The facts of a ranking without scores under one name, `ranks`: stages, regions, lists, cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.audit.number import counted
from generator.chapters.domain_lists import DomainFacts, domain_facts
from generator.chapters.options import nearest, template_error
from generator.chapters.template import markdown_text
from generator.config import FILE_NAME
from generator.findings import Place
from generator.gazetteer import Level, load
from generator.scores.units import Unit

if TYPE_CHECKING:
    from generator.chapters.facts import PaperFacts, UnitFacts


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

    @cached_property
    def stages(self) -> tuple[PartFacts, ...]:
        """The stages from the top; each ends at the last rank that the edition gives it."""
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
                Place(FILE_NAME, cell="regions"), f"{lost[0]}所在的省份不属于任何地区",
                f"the province of {lost[0]} is in no region", lost[0],
            )
        return tuple(sorted(found, key=lambda part: (-part.count, part.units[0].rank if part.units else 0)))

    @cached_property
    def _homes(self) -> dict[str, str]:
        """Province (full name) → region, in the order of the edition."""
        homes: dict[str, str] = {}
        for region in self._paper.edition.regions:
            for given in region.provinces:
                entry = load().find_province(given).entry
                if entry is None or entry.name in homes:
                    raise template_error(
                        Place(FILE_NAME, cell="regions"),
                        f"“{region.name}”中的“{given}”{'写了两次' if entry else '不是省份'}",
                        f"'{given}' is no province or stands twice", given,
                        "" if entry else nearest(given, [p.short for p in load().provinces]),
                    )
                homes[entry.name] = region.name
        return homes

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
        raise template_error(Place(FILE_NAME), f"没有名单“{name}”", f"no list is called '{name}'", name, near)

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
        for domain in self.domains:
            for unit in domain.units:
                if entry and unit.key == entry.adcode:
                    return unit
        raise template_error(Place(FILE_NAME), f"排名和名单中都没有“{name}”", f"'{name}' is nowhere", name)

    def cases(self, domain: str) -> tuple[Case, ...]:
        """Return the cases of a domain: texts under `cases/<domain>/` with `unit` and `title` at their head."""
        found = []
        for name in self._paper.commentary.names(f"cases/{domain}"):
            source = self._paper.commentary.read(name)
            if source:
                meta = source.meta
                found.append(Case(meta.get("unit", ""), markdown_text(meta.get("title", "")), name))
        return tuple(found)
