"""Every error a user can cause, with the exit code it ends in.

WhitepaperError            base; never raised itself
├── FindingsError     1    findings of error level in the data
├── InputError        2    an input that cannot be read, or wrong usage
├── EditionError      3    edition file, template, theme or font
├── BatchError        4    part of a batch failed
└── OutputError       5    a file that cannot be written
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.findings import Finding, Place


class WhitepaperError(Exception):
    """Base of all errors that end in words instead of a traceback.

    `findings` holds everything wrong with the input, not only the first fault.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, findings: Sequence[Finding] = (), *, en: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.findings = tuple(findings)
        self._en = en

    def say(self, language: str) -> str:
        """Return the message in `language` ("zh" or "en"); Chinese where there is no other."""
        return self._en if language == "en" and self._en else self.message


class FindingsError(WhitepaperError):
    """The data hold faults of error level."""

    exit_code = 1


class InputError(WhitepaperError):
    """A file that cannot be read, or a call that makes no sense."""

    exit_code = 2


class EditionError(WhitepaperError):
    """The edition file, a template, the theme or a font is at fault."""

    exit_code = 3

    @classmethod
    def at(
        cls, place: Place, zh: str, en: str, *, code: str = "E412", value: str = "", hint_zh: str = "",
        hint_en: str = "",
    ) -> EditionError:
        """Return the error that one finding at `place` ends in, said in both languages."""
        from generator.findings import Finding, Severity

        finding = Finding(code, Severity.ERROR, place, value, zh, en, hint_zh, hint_en)
        return cls(f"{place}：{zh}", (finding,), en=f"{place}: {en}")


class BatchError(WhitepaperError):
    """Some reports of a batch failed."""

    exit_code = 4


class OutputError(WhitepaperError):
    """A result cannot be written."""

    exit_code = 5
