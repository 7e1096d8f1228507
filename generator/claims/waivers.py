"""Claims that editors let stand, with their reason.

A waiver is a link definition of its own, which no Markdown renderer prints:

    [核对 得分为45.3分]: # "沿用已公布的数字，勘误见下一版"

The words after 核对 (or `claim`) are a stretch of the text that holds the claim; it is let stand
wherever the same file says them. A waiver needs a reason; one that meets no claim is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.claims.claim import Claim

_LINE = re.compile(r"^\s{0,3}\[(?:核对|claim)[\s:：]\s*(?P<words>[^\]]+)\]:\s*#\s*(?P<reason>.*)$")


@dataclass(frozen=True)
class Waiver:
    """Words to let stand in a file, the reason, and the line of the waiver."""

    file: str
    line: int
    words: str
    reason: str


def read_waivers(text: str, file: str) -> tuple[Waiver, ...]:
    """Return the waivers of a Markdown text."""
    found = ((number, _LINE.match(line)) for number, line in enumerate(text.split("\n"), start=1))
    return tuple(
        Waiver(file, number, match.group("words").strip(), match.group("reason").strip().strip("\"'“”()（）"))
        for number, match in found
        if match
    )


def waive(claims: Iterable[Claim], waivers: Iterable[Waiver]) -> tuple[list[Claim], list[Waiver]]:
    """Return the claims with their waivers, and the waivers that met none."""
    rest = set(waivers)
    by_file: dict[str, list[Waiver]] = {}
    for waiver in rest:
        by_file.setdefault(waiver.file, []).append(waiver)
    done: list[Claim] = []
    unused = set(rest)
    for claim in claims:
        own = [w for w in by_file.get(claim.spot.file, ()) if _bare(w.words) in _bare(claim.spot.clause)]
        unused -= set(own)
        reason = next((w.reason for w in own if w.reason), "")
        done.append(replace(claim, waived=reason) if reason else claim)
    return done, sorted(unused, key=lambda waiver: (waiver.file, waiver.line))


def _bare(text: str) -> str:
    return re.sub(r"[\s，,。；;]", "", text)
