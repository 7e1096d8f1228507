"""What `read_book` is told: where the tables lie, and the choices an edition makes about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Missing = Literal["error", "strict", "exclude", "bracket"]
Ties = Literal["min", "dense", "stable"]

TOLERATED = 0.0005
"""Share of the scale by which a given score may differ from the recomputed one: 0.05 points of a hundred."""

MISSING_MARKERS = ("-", "—", "－", "——", "暂无", "N/A")


@dataclass(frozen=True)
class TableRef:
    """A file and, for a workbook, the sheet in it; without a sheet the first visible one is read."""

    path: Path
    sheet: str = ""


@dataclass(frozen=True)
class QueryRef:
    """A database, as an SQLAlchemy address, and the SELECT whose result is the table."""

    url: str = field(repr=False)  # may hold a password
    query: str = ""


@dataclass(frozen=True)
class ScoreSources:
    """The tables of one year. `folder` is what file names in findings are relative to."""

    table: TableRef | QueryRef
    tree: TableRef | QueryRef | None = None
    attributes: TableRef | QueryRef | None = None
    folder: Path | None = None


@dataclass(frozen=True)
class TierBound:
    """A tier and the lowest score that belongs to it (inclusive); the next higher bound ends it."""

    name: str
    min: float
    short: str = ""


@dataclass(frozen=True)
class ScoreOptions:
    """The choices of an edition.

    level: the kind of unit the table lists, which decides what an ambiguous name means; with
    "other" the units are none of the gazetteer's and every name stands for itself.
    unit_names, group_names: what the columns of names and of provinces may be headed with besides
    城市, 名称, 省份 and the like.
    missing: "error" makes an empty score an error, while a declared marker (—, 暂无)
    leaves the indicator out of the roll-up, with a warning; "strict" makes both errors;
    "exclude" leaves both out; "bracket" as "exclude", the unit's score being published
    in brackets. `coverage` is the least share of weight (0–1) that must be there.
    ties: "min" shares the better rank (1, 2, 2, 4), "dense" skips none (1, 2, 2, 3),
    "stable" breaks ties by the order of the table.
    tolerance: the largest difference of a given score from the recomputed one, in points of the scale; by default
    a share of it (TOLERATED), and no less than what rounding to the decimals printed, one at least, may make.
    """

    title: str = ""
    year: int = 0
    level: Literal["province", "city", "county", "zone", "other"] = "city"
    unit_names: tuple[str, ...] = ()
    group_names: tuple[str, ...] = ()
    missing: Missing = "error"
    missing_markers: tuple[str, ...] = MISSING_MARKERS
    coverage: float = 0.5
    tiers: tuple[TierBound, ...] = ()
    ties: Ties = "min"
    decimals: int = 1
    scale: tuple[float, float] = (0.0, 100.0)
    tolerance: float | None = None
    attributes: tuple[str, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    total_names: tuple[str, ...] = ()
    fill_down_province: bool = False
    extra_units: tuple[str, ...] = ()
    expected_units: tuple[str, ...] = ()
