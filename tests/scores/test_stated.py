"""Tiers and ranks that a table states beside its scores, held against those the scores give."""

from __future__ import annotations

import pytest

from generator.scores.options import TableRef, TierBound
from tests.command import run

from .conftest import HEADER, ROWS, Desk

TIERS = (
    TierBound("数字经济一线城市", 85, "一线"), TierBound("数字经济新一线城市", 75, "新一线"),
    TierBound("数字经济二线城市", 0, "二线"),
)  # fmt: skip
RIGHT = ("一线", "新一线", "二线", "二线", "二线")  # by the totals of ROWS: 89.2, 79.6, 70.3, 68.5, 63.9


def told(desk: Desk, column: str, values: tuple[object, ...]) -> list[tuple[str, str, str]]:
    """Return code, cell and value of what is found in a column of tiers or ranks beside the scores (G)."""
    desk.choose(tiers=TIERS)
    desk.scores([[*row, own] for row, own in zip(ROWS, values, strict=True)], header=(*HEADER, column))
    found = desk.read()
    assert found.exit_code == 0 or "E324" in found.codes or "E325" in found.codes
    codes = ("W335", "W336", "E324", "E325")
    return [(f.code, f.place.cell, f.value) for f in found.findings if f.code in codes]


@pytest.mark.parametrize("column", ["等级", "所属梯队", "Tier"])
@pytest.mark.parametrize("names", [
    RIGHT, ("一线城市", "新一线城市", "二线城市", "二线城市", "二线城市"),
    ("数字经济一线城市", "数字经济新一线城市", *["数字经济二线城市"] * 3), ("A", "B", "C", "C", "C"), (3, 2, 1, 1, 1),
    ("一线", None, "—", "二线", "二线"),
], ids=str)  # fmt: skip
def test_tiers_that_follow_the_scores_are_not_told(column: str, names: tuple[object, ...], desk: Desk) -> None:
    assert not told(desk, column, names)


def test_a_tier_against_the_score_is_told_with_its_cell_and_both_tiers(desk: Desk) -> None:
    found_in = told(desk, "等级", ("一线", "一线", "二线", "二缐", "二线"))
    assert found_in == [("W335", "G3", "一线"), ("W335", "G5", "二缐")]
    found = desk.read().first("W335")
    assert str(found.place) == "scores.xlsx 评分!G3" and found.severity == "warning"
    assert all(words in found.zh for words in ("重庆", "一线", "79.59", "数字经济新一线城市"))
    assert all(words in found.en for words in ("一线", "79.59", "数字经济新一线城市"))
    assert "数字经济新一线城市 ≥ 75" in found.hint_zh


def test_foreign_marks_are_held_against_the_scores_where_nearly_all_follow_them(desk: Desk) -> None:
    assert told(desk, "梯队", ("A", "B", "C", "C", "A")) == [("W335", "G6", "A")]
    assert not told(desk, "梯队", ("A", "A", "B", "A", "C")), "a classification of its own"


def test_tiers_of_an_attribute_table_are_held_against_the_scores(desk: Desk) -> None:
    told(desk, "等级", RIGHT)
    rows = [("城市", "GDP", "层级"), *((row[0], 1.5, own) for row, own in zip(ROWS, RIGHT, strict=True))]
    scores = desk.table
    desk.workbook([*rows[:3], ("贵阳", 1.5, "新一线"), *rows[4:]], "more.xlsx", "GDP")
    desk.table, desk.attributes = scores, TableRef(desk.folder / "more.xlsx", "GDP")
    found = [f for f in desk.read().findings if f.code == "W335"]
    assert [(str(f.place), f.value) for f in found] == [("more.xlsx GDP!C4", "新一线")]


@pytest.mark.parametrize("ranks", [(1, 2, 3, 4, 5), (1, 2, None, 4, 5), (3, 8, 20, 31, 45), (2, 3, 4, 5, 6)], ids=str)
def test_ranks_that_count_rightly_or_in_a_longer_list_are_not_told(ranks: tuple[object, ...], desk: Desk) -> None:
    assert not told(desk, "排名", ranks)


@pytest.mark.parametrize(("ranks", "found"), [
    ((1, 2, None, 3, 4), [("W336", "G5", "3"), ("W336", "G6", "4")]),
    ((1, 2, None, 5, 6), [("W336", "G5", "5"), ("W336", "G6", "6")]),
    ((2, 1, 3, 4, 5), [("E324", "G3", "1")]),
    ((1, 2, 4, 5, 6), [("E325", "G4", "3")]),
    ((20, 30, None, 31, 2), [("E324", "G6", "2")]),
], ids=str)  # fmt: skip
def test_a_rank_that_is_not_the_computed_one_is_told_once(
    ranks: tuple[object, ...], found: list[tuple[str, str, str]], desk: Desk
) -> None:
    assert told(desk, "排名", ranks) == found


def test_ranks_after_a_tie_are_held_against_the_rule_for_ties(desk: Desk) -> None:
    rows = [*ROWS[:2], ("贵阳", "贵州省", *ROWS[1][2:]), *ROWS[3:]]
    desk.scores([[*row, rank] for row, rank in zip(rows, (1, 2, 2, 3, 4), strict=True)], header=(*HEADER, "排名"))
    found = [f for f in desk.read().findings if f.code == "W336"]
    assert [(f.place.cell, f.value) for f in found] == [("G5", "3"), ("G6", "4")]
    assert "重算为第 4" in found[0].zh and "it is 4" in found[0].en
    desk.choose(ties="dense")
    assert "W336" not in desk.read().codes


def test_a_second_column_of_ranks_is_told_to_be_unused(desk: Desk) -> None:
    rows = [[*row, place, 10 * place] for place, row in enumerate(ROWS, 1)]
    desk.scores(rows, header=(*HEADER, "排名", "全国排名"))
    found = desk.read().first("W124")
    assert (found.place.cell, found.value) == ("H1", "全国排名")


def test_a_total_against_its_parts_is_an_error_with_its_cell(desk: Desk) -> None:
    desk.scores([[*row, total] for row, total in zip(ROWS, (89.23, 79.59, 75.0, 68.51, 63.9), strict=True)],
                header=(*HEADER, "总分"))  # fmt: skip
    found = [f for f in desk.read().findings if f.code == "E327"]
    assert [(f.place.cell, f.value) for f in found] == [("G4", "75")]


def test_check_ends_well_with_a_warning_and_strictly_not(desk: Desk) -> None:
    told(desk, "等级", ("一线", "一线", "二线", "二线", "二线"))
    desk.edition()
    done = run("check", desk.folder, "--json")
    assert done.exit_code == 0 and done.first("W335")["cell"] == "G3"
    assert run("check", desk.folder, "--strict").exit_code == 1
