"""What a batch came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import BatchError, OutputError

if TYPE_CHECKING:
    from generator.batch.outliers import Outlier
    from generator.findings import Finding


@dataclass
class BatchResult:
    """What a batch came to. `made`, `same` and `current` are the names of units: made anew; asked and found
    to say the same; not even asked. `undone` were not reached. `findings` are those of the tables, `texts` what
    is wrong in the hand-written text on a unit, by its key."""

    out: Path
    total: int = 0
    made: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    why: dict[str, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    texts: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    outliers: list[Outlier] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    contact: Path | None = None
    seconds: float = 0.0
    resumed: bool = False
    dry: bool = False
    full: bool = False

    @property
    def exit_code(self) -> int:
        """0 where all is done, 4 where some failed, 5 where nothing more can be written."""
        if self.full:
            return OutputError.exit_code
        return BatchError.exit_code if self.failed else 0
