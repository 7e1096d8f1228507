"""A claim: one statement of a text about units, indicators and numbers, and the verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What came of holding a claim against the tables."""

    TRUE = "true"
    FALSE = "false"
    NOT_IN_DATA = "not-in-data"
    UNSURE = "unsure"


class Kind(StrEnum):
    """What a claim states."""

    SCORE = "score"
    RANK = "rank"
    ORDER = "order"
    TOP = "top"
    COUNT = "count"
    AVERAGE = "average"
    ABOVE = "above-average"
    GAP = "gap"
    COMPARISON = "comparison"
    SUM = "sum"
    RATIO = "ratio"
    SHARE = "share"
    EXTREME = "extreme"
    ONLY = "only"
    CHANGE = "change"
    TIER = "tier"
    QUADRANT = "quadrant"
    MEMBER = "member"
    WEIGHT = "weight"
    INDICATORS = "indicators"
    RANGE = "range"
    TOTAL = "total"
    BOUND = "bound"
    NAME = "name"
    EMPHASIS = "emphasis"
    SCOPE = "scope"
    NUMBER = "number"


@dataclass(frozen=True)
class Spot:
    """Where a claim stands: file, line and column (from 1), and the clause it is in."""

    file: str
    line: int
    column: int
    clause: str


@dataclass(frozen=True)
class Fact:
    """A claim in a form in which two texts can be compared: what is said of what, and between which bounds."""

    what: str
    about: str
    key: str
    year: int
    low: float
    high: float


@dataclass(frozen=True)
class Claim:
    """A claim with its verdict.

    `units` are keys of the book, `indicator` the key of the tree, `group` the scope in words;
    `stated` is what the text says, `table` what the data say, `source` the cell; both are
    empty where the data say nothing. `waived` is the editors' reason for letting it stand.
    """

    kind: Kind
    spot: Spot
    stated: str
    verdict: Verdict
    units: tuple[str, ...] = ()
    indicator: str = ""
    group: str = ""
    year: int = 0
    table: str = ""
    source: str = ""
    near: str = ""
    facts: tuple[Fact, ...] = ()
    waived: str = ""

    def as_dict(self) -> dict[str, object]:
        """Return the claim as plain values for `--json`."""
        return {
            "kind": str(self.kind),
            "verdict": str(self.verdict),
            "file": self.spot.file,
            "line": self.spot.line,
            "column": self.spot.column,
            "clause": self.spot.clause,
            "stated": self.stated,
            "units": list(self.units),
            "indicator": self.indicator,
            "group": self.group,
            "year": self.year,
            "table": self.table,
            "source": self.source,
            "near": self.near,
            "waived": self.waived,
        }
