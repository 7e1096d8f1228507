"""Units: from the names in a table to the entries of the gazetteer, with everything odd reported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from generator import gazetteer
from generator.findings import Finding
from generator.gazetteer import Entry, Gazetteer, Kind, Level, visible
from generator.gazetteer.names import DIRECTION, folded, odd_characters, printed, unbracketed
from generator.scores.labels import Role
from generator.scores.options import ScoreOptions
from generator.scores.rules import Words, find
from generator.scores.table import Row, ScoreTable

MOST_SUGGESTED = 100
"""Unknown names for which the nearest is sought: as many as are listed."""


@dataclass(frozen=True)
class Unit:
    """What is scored. `name` is short and canonical (成都), `full` the whole name (成都市).

    `attributes` holds what stands beside the scores (GDP …), under names without their unit.
    `names` is what the tables call it where the book has been translated, or its name with half-width brackets.
    """

    name: str
    full: str
    adcode: str
    province: str = ""
    province_short: str = ""
    region: str = ""
    clusters: tuple[str, ...] = ()
    kind: str = ""
    attributes: Mapping[str, float | str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What identifies the unit: its code, its name where it has none."""
        return self.adcode or self.full


class Names:
    """Looks units up as an edition wants: its level of unit, its own units, odd names reported once."""

    def __init__(self, options: ScoreOptions) -> None:
        self.own = options.level == "other"
        self.level = Level.CITY if options.level == "other" else Level(options.level)
        self.places: Gazetteer = gazetteer.load()
        self.extra = {visible(name): _own(name) for name in options.extra_units if not self._is_place(name)}
        self._provinces: dict[str, gazetteer.Match] = {}
        self._known: dict[str, Entry | None] = {}
        self._odd_codes = False
        self._unknown = 0

    def _is_place(self, name: str) -> bool:
        """Whether the gazetteer knows a name without any doubt: declared as one's own, it would lose code and map."""
        match = self.places.find(name, level=self.level, suggest=False)
        return match.entry is not None and not match.codes

    def identify(self, table: ScoreTable, row: Row, findings: list[Finding]) -> Entry | None:
        """Return the entry a row names, None (reported) where it names none."""
        place = table.name_place(row)
        own = self._own_entry(row.name)
        if own is not None and DIRECTION & set(row.name):  # a name that reads otherwise than it is written
            findings.append(find("E311", place, row.name, reason=odd_characters(row.name)))
            return None
        if own is not None:
            if visible(row.name) != unbracketed(row.name):
                findings.append(find("W304", place, row.name, clean=own.name))
            return own if self.own else self._within(own, row)
        province = self._province(table, row, findings)
        match = self.places.find(
            row.name, province, city=row.city or None, level=self.level, suggest=self._unknown < MOST_SUGGESTED
        )
        self._unknown += match.entry is None
        entry, code = match.entry, self._code(table, row, findings)
        if entry is None and code and not match.fault:
            entry = self.places.by_code(code)
        findings.extend(() if entry and not match.entry else match.findings(place))
        if entry and code and entry.adcode and code != entry.adcode:
            other = self.places.by_code(code)
            right = other.name if other else Words("不存在的代码", "no code of any unit")
            cell = table.grid.place(row.index, table.header.roles[Role.CODE])
            findings.append(find("E312", cell, row.code, right=right, unit=entry.name))
        # a name that two rows use for different units (鼓楼区) says nothing in another table
        self._known[row.name] = entry if self._known.get(row.name, entry) == entry else None
        return entry

    def _within(self, own: Entry, row: Row) -> Entry:
        """Return a unit of the edition's own with the province of its row as the gazetteer calls it: 黑龙江 is one
        group with 黑龙江省, and its region is known. What is no province stands as written."""
        found = self.places.find_province(row.province).entry if row.province else None
        if found is None:
            return own
        return replace(own, province=found.name, province_short=found.short, region=found.region)

    def _code(self, table: ScoreTable, row: Row, findings: list[Finding]) -> str:
        """Return the six-digit code of a row, empty where it has none; what is no such code is noted once."""
        if not row.code:
            return ""
        code = six_digits(row.code)
        if not code and not self._odd_codes:
            self._odd_codes = True
            findings.append(find("N312", table.grid.place(row.index, table.header.roles[Role.CODE]), row.code, more=""))
        return code

    def again(self, row: Row) -> Entry | None:
        """Return the entry that the same name meant in the score table, where the row says nothing more."""
        return self._known.get(row.name) if not row.province and not row.code else None

    def _province(self, table: ScoreTable, row: Row, findings: list[Finding]) -> str | None:
        """Return the province named beside a unit if it is one; a loose or wrong name is reported."""
        if not row.province:
            return None
        known = row.province in self._provinces
        if not known:
            self._provinces[row.province] = self.places.find_province(row.province)
        match = self._provinces[row.province]
        if not known or match.entry is None:  # a loose name is reported once, a wrong one in every row
            found = match.findings(table.grid.place(row.index, table.header.roles[Role.PROVINCE]))
            findings.extend(self._turned(found, row) if match.entry is None else found)
        return match.entry.name if match.entry else None

    def _turned(self, found: tuple[Finding, ...], row: Row) -> tuple[Finding, ...]:
        """Return findings on a province that is none; of a unit beside a province they say that both were swapped."""
        unit = self.places.find(row.province, level=self.level).entry
        if unit is None or self.places.find_province(row.name).entry is None:
            return found
        zh, en = f"“{row.province}”与“{row.name}”是否写反了列？", f"were {row.province} and {row.name} swapped?"
        return tuple(replace(finding, hint_zh=zh, hint_en=en) for finding in found)

    def entry(self, name: str) -> Entry | None:
        """Return the entry of a unit named in the edition file, None where it is unknown."""
        return self._own_entry(name) or self.places.find(name, level=self.level).entry

    def _own_entry(self, name: str) -> Entry | None:
        """Return the edition's own unit of this name, None where the gazetteer is to be asked."""
        if self.own and visible(name):
            return _own(name)
        return self.extra.get(visible(name))

    def key_of(self, name: str) -> str:
        """Return the key of a unit named in the edition file, the name itself where it is unknown."""
        entry = self.entry(name)
        return (entry.adcode or entry.name) if entry else name


def six_digits(code: str) -> str:
    """Return an administrative code (GB/T 2260) in six digits, empty where the text is none.

    Of the codes of towns and villages (nine and twelve digits) the first six count; a city's code
    of four digits is filled up, and the `.0` of a number that was read as text is dropped.
    """
    digits = re.sub(r"\.0+$", "", folded(code).strip())
    if re.fullmatch(r"[1-9][0-9]{3}|[1-9][0-9]{5}|[1-9][0-9]{8}|[1-9][0-9]{11}", digits):
        return digits[:6].ljust(6, "0")
    return digits if re.fullmatch(r"[1-9][0-9]{5}G[0-9]+", digits) else ""


def _own(name: str) -> Entry:
    """Return an edition's own unit: its name as printed, whichever brackets the table has."""
    clean = printed(visible(name))
    return Entry(adcode="", name=clean, short=clean, kind=Kind.ZONE)


def as_unit(entry: Entry, row: Row) -> Unit:
    """Return the unit of an entry with the attributes of its row; its province where the entry has none."""
    return Unit(
        name=entry.short,
        full=entry.name,
        adcode=entry.adcode,
        province=entry.province or row.province,
        province_short=entry.province_short or row.province,
        region=entry.region,
        clusters=entry.clusters,
        kind=str(entry.kind),
        attributes=MappingProxyType(dict(row.attributes)),
        names=(unbracketed(entry.name),) if unbracketed(entry.name) != entry.name else (),
    )
