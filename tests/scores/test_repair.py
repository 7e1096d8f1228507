"""Repairs that lose nothing are made in a copy; whatever needs a decision is left alone."""

from __future__ import annotations

from generator.scores.options import ScoreSources
from generator.scores.repair import repair

from .conftest import HEADER, ROWS, Desk


def spoilt() -> list[list[object]]:
    rows = [list(row) for row in ROWS]
    rows[0][2], rows[1][3], rows[2][4] = "92.5", "７６．５", "70分"
    rows[3][0], rows[4][1] = "\u200b西安 ", "云南"
    return rows


def repaired(desk: Desk) -> dict[str, str]:
    assert desk.table
    data, repairs = repair(ScoreSources(desk.table, desk.tree, None, desk.folder), desk.options)
    desk.raw(data, desk.table.path.name, desk.table.sheet)
    return {entry.place.cell: entry.after for entry in repairs}


def test_a_workbook_is_repaired_and_then_clean(desk: Desk) -> None:
    desk.scores(spoilt())
    assert desk.read().exit_code == 1
    changed = repaired(desk)
    assert (
        changed["C2"] == "92.5"
        and changed["D3"] == "76.5"
        and changed["E4"] == "70"
        and changed["A5"] == "西安"
    )
    outcome = desk.read()
    assert outcome.book and not {f.code for f in outcome.findings if f.severity != "note"}


def test_a_text_table_is_repaired_and_then_clean(desk: Desk) -> None:
    desk.text([HEADER, *spoilt()], encoding="gb18030")
    changed = repaired(desk)
    assert "C2" not in changed and changed["D3"] == "76.5"
    outcome = desk.read()
    assert outcome.book and not outcome.findings


def test_what_needs_a_decision_is_left_alone(desk: Desk) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][2], rows[1][3], rows[2][0], rows[3][2] = "92.5%", "85,3", "西虹市", 101
    desk.scores(rows)
    assert repaired(desk) == {}
    assert {"E204", "E207", "E305", "E201"} <= desk.read().codes
