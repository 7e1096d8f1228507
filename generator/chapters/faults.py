"""Faults of a paper that is being composed, gathered so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from generator.errors import EditionError


class Faults:
    """Holds back every EditionError met on the way; what it stands for is left out until `tell` raises them all."""

    def __init__(self) -> None:
        self._errors: list[EditionError] = []

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep an EditionError of the body for later."""
        try:
            yield
        except EditionError as error:
            self._errors.append(error)

    def tell(self) -> None:
        """Raise one EditionError with all that were kept; nothing where there is none."""
        if not self._errors:
            return
        first, *others = self._errors
        findings = tuple(dict.fromkeys(finding for error in self._errors for finding in error.findings))
        if len(findings) < 2 and not others:
            raise first
        count = max(len(findings), 1)
        raise EditionError(
            f"{first.say('zh')}；共 {count} 处错误" if count > 1 else first.say("zh"), findings,
            en=f"{first.say('en')}; {count} errors in all" if count > 1 else first.say("en"),
        ) from first


class Untold(Faults):
    """Holds nothing back: an error is raised where it is met."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let an EditionError of the body pass."""
        yield
