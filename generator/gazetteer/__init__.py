"""Names of places: which unit a cell means, and what to say when it means none.

The tables in assets/ hold every province, prefecture and county-level unit under its
administrative code (GB/T 2260). A name is looked up without invisible characters by full name,
short name, short name with its generic ending (黔西南州), alias or former name, and with the
province or city written before it (四川省成都市). Nothing is guessed: a name that fits no unit
comes back without one, with the nearest names as a suggestion.

    match = find("成都", province="四川省")
    match.entry               the Entry of 成都市, or None
    match.findings(place)     what to report; empty for a clean match
"""

from __future__ import annotations

from functools import lru_cache

from generator.gazetteer.lookup import Gazetteer
from generator.gazetteer.match import How, Level, Match
from generator.gazetteer.names import visible
from generator.gazetteer.units import Entry, Kind, cluster_english, cluster_names, read_aliases, read_units

__all__ = [
    "Entry", "Gazetteer", "How", "Kind", "Level", "Match", "cluster_english", "cluster_names", "find", "load",
    "visible",
]


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """Return the gazetteer of the shipped tables, read once; EditionError where one cannot be read."""
    return Gazetteer(read_units("gazetteer.csv"), read_aliases())


def find(
    name: str, province: str | None = None, *, city: str | None = None, level: Level = Level.CITY
) -> Match:
    """Return the unit `name` means, by the shipped tables alone; see `Gazetteer.find`."""
    return load().find(name, province, city=city, level=level)
