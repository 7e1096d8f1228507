"""How a name is looked up: the level's own names, aliases, prefixes, other levels, nearest names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from generator.gazetteer.match import How, Level, Match
from generator.gazetteer.names import CONFUSED, SIMPLIFIED, name_fault, visible
from generator.gazetteer.units import Entry, Kind, cluster_names, read_units

NEAR = 60  # similarity (0–100) from which a name is near enough to be suggested
_NEAR_IN_PINYIN = 75  # the same for a name in Latin letters
NEAR_IN_TWO = 50  # the same for a name of two characters: one of them is right

ENDINGS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "省",
    "市",
    "州",
    "盟",
    "县",
    "区",
    "旗",
)

# Where else a name is looked for when its own level does not know it.
ELSEWHERE: dict[Level, tuple[Level, ...]] = {
    Level.PROVINCE: (),
    Level.CITY: (Level.PROVINCE, Level.COUNTY, Level.ZONE),
    Level.COUNTY: (Level.CITY, Level.ZONE),
    Level.ZONE: (Level.COUNTY, Level.CITY),
}


@dataclass(frozen=True)
class Names:
    """The units of one level by full and by short name."""

    full: Mapping[str, tuple[Entry, ...]]
    short: Mapping[str, tuple[Entry, ...]]

    def lookup(self, name: str) -> tuple[tuple[Entry, ...], How]:
        """Return the units a name fits, and how: full, short, or short with its generic ending."""
        if name in self.full:
            return self.full[name], How.FULL
        if name in self.short:
            return self.short[name], How.SHORT
        for ending in ENDINGS:
            units = self.short.get(name.removesuffix(ending), ()) if name.endswith(ending) else ()
            if fitting := tuple(entry for entry in units if entry.name.endswith(ending)):
                return fitting, How.ENDING
        return (), How.UNKNOWN


@dataclass(frozen=True)
class Gazetteer:
    """All units of the country; made by `generator.gazetteer.load`."""

    upper: tuple[Entry, ...]  # provinces, cities, and county-level units that answer to a province
    aliases: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def provinces(self) -> tuple[Entry, ...]:
        """Return the 34 units of provincial level, by code."""
        return tuple(entry for entry in self.upper if entry.adcode.endswith("0000"))

    @cached_property
    def cities(self) -> tuple[Entry, ...]:
        """Return every unit a table of cities may hold: all of `upper` but the provinces proper."""
        return tuple(entry for entry in self.upper if entry.kind is not Kind.PROVINCE)

    @cached_property
    def counties(self) -> tuple[Entry, ...]:
        """Return the county level, read when first asked for."""
        direct = (Kind.COUNTY_CITY, Kind.COUNTY, Kind.SPECIAL)
        return read_units("counties.csv") + tuple(e for e in self.upper if e.kind in direct)

    @cached_property
    def zones(self) -> tuple[Entry, ...]:
        """Return the national high-tech zones, read when first asked for; their codes are ours."""
        return read_units("zones.csv")

    def by_code(self, adcode: str) -> Entry | None:
        """Return the unit with this code, None if there is none."""
        return self._codes.get(adcode) or self._small_codes.get(adcode)

    def members(self, cluster: str) -> tuple[Entry, ...]:
        """Return the members of a national city cluster, named in full or in short, by code."""
        full = cluster_names().get(cluster, cluster)
        return tuple(entry for entry in self.upper if full in entry.clusters)

    def find(
        self, name: str, province: str | None = None, *, city: str | None = None, level: Level = Level.CITY,
        suggest: bool = True,
    ) -> Match:
        """Return the unit `name` means in a table of `level`.

        `province` and `city` are what the row says beside the name, short or full: they settle
        ambiguous names, and a unit of another province is reported. Looking for the names nearest to an unknown
        one takes a thousand times as long as finding a known one; it is left out without `suggest`.
        """
        clean = visible(name)
        if fault := name_fault(name, clean):
            near = self._within(clean, level) if fault == "E311" else ()
            return Match(name, clean, None, How.UNFIT, level, near, fault=fault)
        home = self.find_province(province).entry if province else None
        above = self._names(Level.CITY).lookup(visible(city))[0] if city else ()
        plain = clean.translate(SIMPLIFIED)  # 重慶
        for text in dict.fromkeys((clean, plain)):
            match = (
                self._own(text, home, above, level)
                or self._prefixed(text, home, level)
                or self._elsewhere(text, home, level)
            )
            if match is not None:
                return replace(match, given=name, name=text, whole=self._whole(match))
        near = self._nearest(clean, home, level) if suggest else ()
        return Match(name, clean, None, How.UNKNOWN, level, near)

    def _whole(self, match: Match) -> str:
        """Return a name that leaves no doubt which of several units is meant: 南京市鼓楼区; empty for a clear match."""
        if match.how is not How.AMBIGUOUS or not match.candidates:
            return ""
        first = match.candidates[0]
        small = first.kind not in (Kind.PROVINCE, Kind.PREFECTURE)
        above = self.by_code(first.parent) if small and first.parent else None
        return f"{above.name if above else ''}{first.name}"

    def find_province(self, name: str) -> Match:
        """Return the province `name` means."""
        return self.find(name, level=Level.PROVINCE)

    @cached_property
    def _codes(self) -> dict[str, Entry]:
        return {entry.adcode: entry for entry in self.upper}

    @cached_property
    def _small_codes(self) -> dict[str, Entry]:
        return {entry.adcode: entry for entry in (*self.counties, *self.zones)}

    @cached_property
    def _indexes(self) -> dict[Level, Names]:
        return {}

    def _units(self, level: Level) -> tuple[Entry, ...]:
        match level:
            case Level.PROVINCE:
                return self.provinces
            case Level.CITY:
                return self.cities
            case Level.COUNTY:
                return self.counties
            case Level.ZONE:
                return self.zones

    def _names(self, level: Level) -> Names:
        if level not in self._indexes:
            self._indexes[level] = _index(self._units(level))
        return self._indexes[level]

    def _own(self, name: str, home: Entry | None, above: tuple[Entry, ...], level: Level) -> Match | None:
        """Return the match among the names of the level and the aliases."""
        fitting, how = self._names(level).lookup(name)
        if fitting:
            return self._choose(Match(name, name, None, how, level), fitting, home, above)
        alias = self._codes.get(self.aliases.get(name, ""))
        if alias is not None and alias in self._units(level):
            return _placed(Match(name, name, alias, How.ALIAS, level), home)
        return None

    def _choose(
        self, match: Match, fitting: tuple[Entry, ...], home: Entry | None, above: tuple[Entry, ...]
    ) -> Match:
        """Return the one unit that fits what stands beside the name, else its readings."""
        codes = {entry.adcode for entry in above}
        fitting = tuple(entry for entry in fitting if entry.parent in codes) or fitting
        if home is not None:
            fitting = tuple(entry for entry in fitting if entry.province == home.name) or fitting
        if len(fitting) > 1:
            return replace(match, how=How.AMBIGUOUS, candidates=fitting)
        entry = fitting[0]
        rivals = () if home or match.how is not How.SHORT else self._rivals(entry, match.level)
        if any(rival.kind is Kind.PROVINCE for rival in rivals) and not entry.name.endswith("市"):
            return replace(match, how=How.AMBIGUOUS, candidates=(entry, *rivals))  # 海南: 州 or province
        candidates = (entry, *rivals) if rivals else ()
        return _placed(replace(match, entry=entry, candidates=candidates), home)

    def _rivals(self, entry: Entry, level: Level) -> tuple[Entry, ...]:
        """Return what else a short city name may mean: a province (吉林), a county-level city (大理)."""
        if level is not Level.CITY or entry.kind is not Kind.PREFECTURE:
            return ()
        provinces = self._names(Level.PROVINCE).short.get(entry.short, ())
        if provinces or entry.name.endswith("市"):
            return provinces
        counties = self._names(Level.COUNTY).short.get(entry.short, ())
        return tuple(rival for rival in counties if rival.kind is Kind.COUNTY_CITY)

    def _prefixed(self, name: str, home: Entry | None, level: Level) -> Match | None:
        """Return the match of a name that carries its province or city: 四川省成都市, 南京市鼓楼区."""
        if level is Level.PROVINCE:
            return None
        for head in (*self.provinces, *(self.cities if level is Level.COUNTY else ())):
            for text in (head.name, head.short):
                rest = name.removeprefix(text)
                if rest == name or len(rest) < 2:
                    continue
                province = self._codes[f"{head.adcode[:2]}0000"]
                match = self._own(rest, province, (head,), level) or self._prefixed(rest, province, level)
                if match and match.entry and not match.wrong_province:
                    return _placed(match, home)
        return None

    def _elsewhere(self, name: str, home: Entry | None, level: Level) -> Match | None:
        """Return units of another level by that name: a county-level city, but no province, will do."""
        for other in ELSEWHERE[level]:
            fitting, how = self._names(other).lookup(name)
            if other is Level.PROVINCE and name in self.aliases:  # 内蒙 in a table of cities
                fitting = tuple(e for e in self.provinces if e.adcode == self.aliases[name])
            if how is How.SHORT and other is Level.COUNTY:
                cities = tuple(entry for entry in fitting if entry.kind is Kind.COUNTY_CITY)
                if not cities and fitting:  # 通州 in a table of cities is a district: said, not taken
                    return Match(name, name, None, How.OTHER_LEVEL, level, fitting)
                fitting = cities
            if not fitting:
                continue
            here = tuple(entry for entry in fitting if home is None or entry.province == home.name)
            if len(fitting := here or fitting) > 1:
                return Match(name, name, None, How.AMBIGUOUS, level, fitting)
            entry = None if other is Level.PROVINCE else fitting[0]
            return _placed(Match(name, name, entry, How.OTHER_LEVEL, level, fitting), home)
        return None

    def _within(self, name: str, level: Level) -> tuple[Entry, ...]:
        """Return the units whose name a longer text holds, in its order (成都、重庆), or whose code it is."""
        if (coded := self.by_code(name)) is not None:
            return (coded,)
        units = self._units(level)
        found = [e for e in units if e.short in name and (len(e.short) > 1 and not name.startswith(f"{e.short}省"))]
        return tuple(sorted(found, key=lambda entry: (name.index(entry.short), -len(entry.short))))[:3]

    def _nearest(self, name: str, home: Entry | None, level: Level) -> tuple[Entry, ...]:
        """Return up to three units whose names are nearest, those of the province before all others."""
        from rapidfuzz import fuzz, process  # only faulty tables pay for the import

        units = self._units(level)
        if home is not None and level is not Level.PROVINCE:
            units = tuple(entry for entry in units if entry.province == home.name) or units
        if level is Level.PROVINCE and (alike := [e for e in units if name.startswith(e.short)]):
            return tuple(alike)  # 广西省, 宁夏市
        if level is not Level.PROVINCE and (inside := self._within(name, level)):
            return inside
        for slip in CONFUSED:  # 毫州, 株州
            meant = name.translate(slip)
            right = self._own(meant, home, (), level) if meant != name else None
            if right and right.entry:
                return (right.entry,)
        if name.isascii():  # Chengdu
            written = {entry.english.casefold(): entry for entry in units if entry.english}
            found = process.extract(
                name.casefold(), list(written), scorer=fuzz.ratio, limit=3, score_cutoff=_NEAR_IN_PINYIN
            )
            return tuple(written[text] for text, _, _ in found)
        names = {text: entry for entry in units for text in (entry.short, entry.name)}
        cutoff = NEAR if len(name) > 2 else NEAR_IN_TWO
        near = process.extract(name, list(names), scorer=fuzz.ratio, limit=6, score_cutoff=cutoff)
        return tuple(dict.fromkeys(names[text] for text, _, _ in near))[:3]


def _placed(match: Match, home: Entry | None) -> Match:
    """Return the match, with the province of the row noted where the unit belongs to another."""
    if home is None or match.entry is None or match.entry.province in ("", home.name):
        return match
    return replace(match, wrong_province=home.name)


def _index(units: Iterable[Entry]) -> Names:
    full: dict[str, tuple[Entry, ...]] = {}
    short: dict[str, tuple[Entry, ...]] = {}
    for entry in units:
        full[entry.name] = (*full.get(entry.name, ()), entry)
        short[entry.short] = (*short.get(entry.short, ()), entry)
    return Names(full, short)
