"""Waivers: findings that the editors know and accept, named in the edition file with their reason.

A waived finding stays in every list, as a note that carries the reason. Errors of the score table
are never waived: there is no book to make a paper from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.config import FILE_NAME, Waiver
from generator.findings import Finding, Place, Severity


def waive(findings: Iterable[Finding], waivers: Sequence[Waiver]) -> tuple[Finding, ...]:
    """Return the findings, those that a waiver names as notes; W432 for a waiver of nothing."""
    used: set[Waiver] = set()
    kept: list[Finding] = []
    for finding in findings:
        waiver = next((waiver for waiver in waivers if _names(waiver, finding)), None)
        if waiver is None:
            kept.append(finding)
            continue
        used.add(waiver)
        kept.append(
            replace(
                finding, severity=Severity.NOTE, zh=f"{finding.zh}（已说明：{waiver.reason}）",
                en=f"{finding.en} (waived: {waiver.reason})",
            )
        )
    return (*kept, *(_idle(waiver) for waiver in waivers if waiver not in used))


def is_waived(finding: Finding, waivers: Sequence[Waiver]) -> bool:
    """Return whether a waiver names a finding."""
    return any(_names(waiver, finding) for waiver in waivers)


def _names(waiver: Waiver, finding: Finding) -> bool:
    if waiver.code != finding.code:
        return False
    return (not waiver.cell or waiver.cell == finding.place.cell) and (
        not waiver.value or waiver.value == finding.value
    )


def _idle(waiver: Waiver) -> Finding:
    where = "、".join(filter(None, (waiver.code, waiver.cell, waiver.value)))
    return Finding(
        "W432", Severity.WARNING, Place(FILE_NAME, cell="waivers"), where,
        f"没有与“{where}”相符的问题，这条说明没有用到", f"no finding is {where}: the waiver is idle",
        "请核对代码、单元格与值（代码见 docs/findings.md）；数据已更正时删去这条说明",
        "check code, cell and value (docs/findings.md has every code); drop the waiver if the data have been mended",
    )
