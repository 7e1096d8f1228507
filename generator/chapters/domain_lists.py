"""Lists of units by domain, without scores: who made which list, and how that meets the ranking.

The lists are a table of their own (`[scores] lists`): domain, province, name. A list may be
faulty in ways the editors know; such a province is "lost" in it and counts neither for nor against.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.chapters.template import markdown_text
from generator.config import Edition
from generator.findings import Finding
from generator.scores.options import ScoreOptions, TableRef
from generator.scores.units import Unit

if TYPE_CHECKING:
    from generator.chapters.facts import PaperFacts
    from generator.chapters.unit_facts import UnitFacts
    from generator.scores.lists import UnitList


def read_domains(edition: Edition) -> tuple[tuple[UnitList, ...], tuple[Finding, ...]]:
    """Return the edition's lists in their order and what is odd about them; none without a table."""
    if edition.scores.lists is None:
        return (), ()
    from generator.scores.lists import read_lists

    home = edition.scores_home
    options = ScoreOptions(
        title=edition.title, year=edition.year, level=edition.scores.level,
        extra_units=edition.scores.extra_units, unit_names=(edition.unit_word,),
        group_names=(edition.group_word,),
    )
    return read_lists(TableRef(home.inside(edition.scores.lists)), options, home.folder)


@dataclass(frozen=True)
class Share:
    """A province's part of a list: its units in the order of the list, and how many of them are ranked."""

    province: str
    short: str
    units: tuple[Unit, ...]
    ranked: int

    @property
    def name(self) -> str:
        """The province's full name, fit for a sentence."""
        return markdown_text(self.province)

    @property
    def count(self) -> int:
        """How many units of the province are on the list."""
        return len(self.units)


class DomainFacts:
    """Everything a template may say of one list."""

    def __init__(self, listed: UnitList, lost: tuple[str, ...], paper: PaperFacts) -> None:
        self._paper, self.lost_provinces = paper, lost
        self.raw, self.name = listed.name, markdown_text(listed.name)
        self.units = tuple(dict.fromkeys(listed.units))  # each once: a name may stand twice in error
        self.text = f"domains/{listed.name}"

    @property
    def lost(self) -> tuple[str, ...]:
        """The provinces whose cell the list has lost, fit for a sentence."""
        return tuple(markdown_text(province) for province in self.lost_provinces)

    @property
    def count(self) -> int:
        """How many units are on the list, each counted once."""
        return len(self.units)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its units."""
        return frozenset(unit.key for unit in self.units)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The list by province, provinces by code."""
        groups: dict[str, list[Unit]] = {}
        for unit in sorted(self.units, key=lambda unit: unit.adcode[:2]):
            groups.setdefault(unit.province, []).append(unit)
        return tuple(
            Share(name, units[0].province_short, tuple(units), sum(u.key in self._paper.book for u in units))
            for name, units in groups.items()
        )

    @cached_property
    def leading(self) -> tuple[Share, ...]:
        """The provinces with most units on the list, most first."""
        return tuple(sorted(self.shares, key=lambda share: -share.count))

    @cached_property
    def ranked(self) -> tuple[UnitFacts, ...]:
        """Its units that are in the ranking, best rank first."""
        return tuple(unit for unit in self._paper.units if unit.key in self.keys)

    @cached_property
    def outside(self) -> tuple[str, ...]:
        """Its units that are not in the ranking, fit for a sentence, in the order of the list."""
        return tuple(markdown_text(unit.full) for unit in self.units if unit.key not in self._paper.book)

    def absent(self, last: int) -> tuple[UnitFacts, ...]:
        """Return the units ranked `last` or better that the list lacks, lost provinces left out."""
        lost = {markdown_text(name) for name in self.lost_provinces}
        return tuple(
            unit for unit in self._paper.units
            if unit.rank <= last and unit.key not in self.keys and unit.province not in lost
        )

    def knows(self, unit: Unit) -> bool:
        """Return whether the list says anything of a unit: its province's cell is there."""
        return unit.province not in self.lost_provinces


def domain_facts(paper: PaperFacts) -> tuple[DomainFacts, ...]:
    """Return the facts of every list. A province is lost where the check of lists says so (W317)."""
    lists, findings = read_domains(paper.edition)
    lost = [finding for finding in findings if finding.code == "W317"]
    return tuple(
        DomainFacts(
            listed, tuple(finding.value for finding in lost if f"“{listed.name}”" in finding.zh), paper
        )
        for listed in lists
    )
