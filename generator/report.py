"""What the user sees: progress, findings, files. Words on a terminal, or one JSON object."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from generator.english import amount
from generator.errors import FindingsError, WhitepaperError
from generator.findings import Finding, Severity, has_errors, user_language

if TYPE_CHECKING:
    from pathlib import Path

    from rich.status import Status

    from generator.build import Result
    from generator.claims import Claim
    from generator.scores.repair import Repair

T = TypeVar("T")

_SIGNS = {
    Severity.ERROR: ("错误", "error", "red"),
    Severity.WARNING: ("警告", "warning", "yellow"),
    Severity.NOTE: ("提示", "note", "cyan"),
}


class Reporter:
    """Speaks to the user in Chinese or English; with `as_json`, stdout holds one object only."""

    def __init__(self, as_json: bool) -> None:
        self._json = as_json
        self._status: Status | None = None
        self._further: dict[str, object] = {}

    def run(self, work: Callable[[], T]) -> T:
        """Return what `work` returns; the progress line is cleared even when it fails."""
        try:
            return work()
        finally:
            if self._status:
                self._status.stop()
                self._status = None

    def progress(self, zh: str, en: str) -> None:
        """Say what is being done: one live line on a terminal, plain lines in a pipe."""
        words = _words(zh, en)
        if not sys.stderr.isatty():
            print(words, file=sys.stderr, flush=True)
            return
        if self._status is None:
            from rich.console import Console

            self._status = Console(stderr=True).status(words)
            self._status.start()
        self._status.update(words)

    def checked(self, findings: tuple[Finding, ...], *, strict: bool) -> None:
        """Report a check; raises FindingsError when it did not pass."""
        failed = has_errors(findings) or (strict and any(f.severity is Severity.WARNING for f in findings))
        if failed:
            raise FindingsError(_count(findings), findings)
        if self._json:
            found = [finding.as_dict() for finding in findings]
            self._print({"ok": True, "findings": found, **self._further})
            return
        self._list(findings)
        print(_words("检查通过。", "All checks passed.") + (f" {_count(findings)}" if findings else ""))

    def built(self, result: Result) -> None:
        """Report a build: files, pages, findings."""
        if self._json:
            self._print(
                {
                    "ok": True,
                    "files": [str(path) for path in result.files],
                    "audit": str(result.audit) if result.audit else "",
                    "pages": result.pages,
                    "findings": [finding.as_dict() for finding in result.findings],
                }
            )
            return
        self._list(result.findings)
        for path in result.files:
            print(f"{_words('已生成', 'wrote')} {path}")
        if result.audit:
            print(f"{_words('数字出处', 'sources of all numbers')} {result.audit}")
        if result.pages:
            print(_words(f"共{result.pages}页。", f"{amount(result.pages, 'page')}."))

    def wrote(self, path: Path) -> None:
        """Say that a file was written."""
        print(f"{_words('已生成', 'wrote')} {path}", file=sys.stderr if self._json else sys.stdout)

    def repaired(self, path: Path, repairs: tuple[Repair, ...]) -> None:
        """List the repairs made in a copy."""
        stream = sys.stderr if self._json else sys.stdout
        for repair in repairs:
            print(f"  {repair.place}  {repair.before} → {repair.after}", file=stream)
        print(_words(f"修正{len(repairs)}处：", f"{amount(len(repairs), 'repair')}: ") + str(path), file=stream)

    def claimed(self, claims: Sequence[Claim]) -> None:
        """List every claim that was read, with its verdict: nothing read is not nothing wrong."""
        from generator.claims import as_json, listing

        if self._json:
            self._further["claims"] = as_json(claims)
        else:
            print(listing(claims, user_language()))

    def failed(self, error: WhitepaperError) -> None:
        """Report an error: its findings, then the sentence that ends the run."""
        if self._json:
            self._print(
                {
                    "ok": False,
                    "error": error.say(user_language()),
                    "exit_code": error.exit_code,
                    "findings": [finding.as_dict() for finding in error.findings],
                }
            )
            return
        self._list(error.findings, err=True)
        print(f"{_words('错误', 'error')}: {error.say(user_language())}", file=sys.stderr)

    def _list(self, findings: Iterable[Finding], *, err: bool = False) -> None:
        if not findings:
            return
        from rich.console import Console
        from rich.text import Text

        console = Console(stderr=err, highlight=False, soft_wrap=True)
        for finding in dict.fromkeys(findings):
            zh, en, colour = _SIGNS[finding.severity]
            line = Text.assemble(
                (f"{finding.code} {_words(zh, en)}", colour), f"  {finding.place}  {finding.message()}"
            )
            if hint := finding.hint():
                line.append(_words(_stop(finding.message()), "; ") + hint, "dim")
            console.print(line)

    def _print(self, value: dict[str, object]) -> None:
        print(json.dumps(value, ensure_ascii=False, indent=2))


def _stop(message: str) -> str:
    """Return the full stop that a Chinese message lacks before a suggestion follows it."""
    return "" if message.endswith(("。", "！", "？", "…")) else "。"


def _words(zh: str, en: str) -> str:
    return en if user_language() == "en" else zh


def _count(findings: Iterable[Finding]) -> str:
    levels = [finding.severity for finding in findings]
    errors, warnings = levels.count(Severity.ERROR), levels.count(Severity.WARNING)
    notes = levels.count(Severity.NOTE)
    return _words(
        f"{errors}个错误，{warnings}个警告，{notes}个提示。",
        f"{amount(errors, 'error')}, {amount(warnings, 'warning')}, {amount(notes, 'note')}.",
    )
