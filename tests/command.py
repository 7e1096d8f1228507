"""The command line inside this process: what a command printed, and how it ended."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator import cli


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code, what it printed, and, of `--json`, its findings."""

    exit_code: int
    out: str
    err: str

    @property
    def findings(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.out)["findings"]
        return found

    @property
    def codes(self) -> set[str]:
        return {finding["code"] for finding in self.findings}

    def first(self, code: str) -> dict[str, Any]:
        return next(finding for finding in self.findings if finding["code"] == code)


def run(*arguments: object, language: str = "zh") -> Done:
    """Run `whitepaper` with arguments; a fault of the program itself is a failed test."""
    out, err = io.StringIO(), io.StringIO()
    with _as_typed(arguments, language), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
    done = Done(code, out.getvalue(), err.getvalue())
    assert "Traceback" not in done.out + done.err
    return done


@contextlib.contextmanager
def _as_typed(arguments: tuple[object, ...], language: str) -> Iterator[None]:
    before = sys.argv
    settings = {name: os.environ.get(name) for name in ("WHITEPAPER_LANG", "WHITEPAPER_DEBUG")}
    sys.argv = ["whitepaper", *map(str, arguments)]
    os.environ |= {"WHITEPAPER_LANG": language, "WHITEPAPER_DEBUG": "1"}  # a fault of ours is raised, not worded
    try:
        yield
    finally:
        sys.argv = before
        for name, value in settings.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
