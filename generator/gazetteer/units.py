"""The units themselves, and the tables they are read from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from generator.errors import EditionError
from generator.paths import shipped


class Kind(StrEnum):
    """What a unit is; `special` are 神农架林区 and 六枝特区."""

    PROVINCE = "province"
    MUNICIPALITY = "municipality"
    SAR = "sar"
    PREFECTURE = "prefecture"
    COUNTY_CITY = "county-city"
    COUNTY = "county"
    DISTRICT = "district"
    BANNER = "banner"
    SPECIAL = "special"
    ZONE = "zone"


@dataclass(frozen=True)
class Entry:
    """A unit: administrative code, full and short name, kind, and where it belongs.

    `parent` is the code of the unit above; `clusters` are national city clusters, several for a
    unit that two plans claim; `pinyin` has no tones and serves for sorting.
    """

    adcode: str
    name: str
    short: str
    kind: Kind
    parent: str = ""
    province: str = ""
    province_short: str = ""
    region: str = ""
    clusters: tuple[str, ...] = ()
    pinyin: str = ""
    english: str = ""

    @property
    def file_stem(self) -> str:
        """Return the stem of this unit's files: code and canonical name, nothing a table brought in."""
        return f"{self.adcode}_{self.name}"


def read_units(table: str) -> tuple[Entry, ...]:
    """Return the units of a table in assets/; EditionError where it cannot be read or understood."""
    try:
        return tuple(_entry(row) for row in _rows(shipped("assets") / table))
    except (KeyError, TypeError, ValueError) as error:
        raise EditionError(f"{table}: {error}") from error


def read_aliases() -> dict[str, str]:
    """Return the code of the unit behind every alias and former name."""
    return {row["alias"]: row["adcode"] for row in _rows(shipped("assets") / "aliases.csv")}


@lru_cache(maxsize=1)
def cluster_names() -> dict[str, str]:
    """Return the full name of every national city cluster under itself and its other names."""
    table = _rows(shipped("assets") / "clusters.csv")
    return {name: row["cluster"] for row in table for name in (row["cluster"], *row["aliases"].split())}


def cluster_english(name: str) -> str:
    """Return the English name of a national city cluster by any of its names, empty where it is none."""
    return _cluster_english().get(cluster_names().get(name, name), "")


@lru_cache(maxsize=1)
def _cluster_english() -> dict[str, str]:
    return {row["cluster"]: row["english"] for row in _rows(shipped("assets") / "clusters.csv")}


def _entry(row: dict[str, str]) -> Entry:
    kind, clusters = Kind(row.pop("kind")), row.pop("clusters")
    return Entry(kind=kind, clusters=tuple(clusters.split(";")) if clusters else (), **row)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EditionError(f"{path}: {error}") from error
