"""What a batch is asked to do, as the command line says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from generator.formats import AUDIT, FORMATS, PDF_STANDARDS, read_formats, read_standard

KNOWN = (*FORMATS, AUDIT)
"""What a job may ask for: the two files, and the record of where their numbers come from."""


@dataclass(frozen=True)
class Options:
    """How one report is made: the PDF standard, and charts that Word can edit or pictures ("" leaves
    that to the edition)."""

    standard: str = PDF_STANDARDS[0]
    charts: Literal["", "native", "picture"] = ""

    def as_dict(self) -> dict[str, str]:
        """Return the options as plain values."""
        return {"pdf-standard": self.standard, "charts": self.charts}


USUAL = Options()


@dataclass(frozen=True)
class BatchOptions:
    """What the command line says. None and "" leave a choice to the run that `resume` goes on with, or to
    the default: all units, both formats, as many processes as there are cores."""

    edition: Path
    units: str | None = None
    sheet: Path | None = None
    sheet_name: str = ""
    formats: tuple[str, ...] | None = None
    out: Path | None = None
    jobs: int = 0
    options: Options = USUAL
    resume: bool = False
    dry_run: bool = False
    fail_fast: bool = False
    force: bool = False
    scheduler: str = ""


def ask(
    edition: Path, *, formats: str = "", standard: str = PDF_STANDARDS[0], **chosen: Any
) -> BatchOptions:
    """Return options from the words of the command line; an unknown format or standard is an InputError."""
    options = Options(read_standard(standard))
    return BatchOptions(edition, formats=read_formats(formats, KNOWN) if formats else None, options=options, **chosen)
