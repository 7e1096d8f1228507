"""A finding: one problem in an input, with its place and what to do about it."""

from __future__ import annotations

import locale
import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Place:
    """Where a finding sits: a cell of a sheet, or a line (and column, both from 1) of a text file."""

    file: str
    sheet: str = ""
    cell: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.cell and self.line and self.file.endswith(".toml"):  # the cell is a key
            return f"{self.file}:{self.line} {self.cell}"
        if self.cell:
            return f"{self.file} {self.sheet}!{self.cell}" if self.sheet else f"{self.file} {self.cell}"
        if self.line:
            return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"
        return f"{self.file} {self.sheet}".strip()


@dataclass(frozen=True)
class Finding:
    """One problem: a stable code, where it is, the value found, and words in both languages."""

    code: str
    severity: Severity
    place: Place
    value: str
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""

    def message(self, language: str | None = None) -> str:
        """Return the message in `language` ("zh" or "en"), by default the user's."""
        return self.en if (language or user_language()) == "en" else self.zh

    def hint(self, language: str | None = None) -> str:
        """Return the suggestion in `language`, empty where there is none."""
        return self.hint_en if (language or user_language()) == "en" else self.hint_zh

    def as_dict(self) -> dict[str, object]:
        """Return the finding as plain values for `--json`."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "file": self.place.file,
            "sheet": self.place.sheet,
            "cell": self.place.cell,
            "line": self.place.line,
            "column": self.place.column,
            "value": self.value,
            "message": self.message(),
            "suggestion": self.hint(),
        }


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is of error level."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def user_language() -> str:
    """Return "zh" or "en": WHITEPAPER_LANG, else the locale, else Chinese.

    The locale C says nothing about the reader, so it means Chinese too.
    """
    named = (os.environ.get(name) for name in ("WHITEPAPER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((value for value in named if value and not value.startswith(("C", "POSIX"))), "")
    if not chosen and os.name == "nt":
        chosen = locale.getlocale()[0] or ""
    return "en" if chosen.lower().startswith("en") else "zh"
