"""Scores that are likely slips: found where they are made, and not seen where there are none."""

from __future__ import annotations

import random

import pytest

from generator.scores.outliers import outliers

from .conftest import ROWS, Desk

SEVENTIES = (74.2, 71.0, 78.5, 70.1, 79.9, 76.3, 72.8, 75.0, 73.1, 77.7)


def column(values: tuple[float, ...], span: float = 100.0) -> list[tuple[int, float | None]]:
    return [(found.row, found.meant) for found in outliers(dict(enumerate(values)), span)]


@pytest.mark.parametrize(("slipped", "meant"), [(7.35, 73.5), (735.0, 73.5)])
@pytest.mark.parametrize("count", [4, 10])
def test_a_decimal_point_out_of_place_is_found_with_what_was_meant(slipped: float, meant: float, count: int) -> None:
    ((row, was),) = column((*SEVENTIES[:count], slipped))
    assert row == count and was == pytest.approx(meant)


@pytest.mark.parametrize("span", [1.0, 10.0, 100.0, 1000.0])
def test_what_is_far_does_not_depend_on_the_scale(span: float) -> None:
    share = tuple(value * span / 100 for value in (*SEVENTIES, 12.0))
    assert column(share, span) == [(10, None)]


def test_several_slips_in_one_column_do_not_hide_one_another() -> None:
    many = tuple(value + step / 50 for step in range(6) for value in SEVENTIES)
    assert {row for row, _ in column((7.1, 7.5, *many))} == {0, 1}


def test_a_leader_a_spread_column_and_few_scores_are_no_outliers() -> None:
    assert not column((*SEVENTIES, 95.0)) and not column((*SEVENTIES, 55.0))
    assert not column((5.0, 22.0, 31.0, 46.0, 58.0, 64.0, 71.0, 80.0, 88.0, 97.0))
    assert not column((70.0, 71.0, 72.0, 1.0)) and not column((60.0, 60.0, 60.0, 60.0, 60.1))


@pytest.mark.parametrize("seed", range(5))
def test_columns_without_slips_are_quiet(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        values = {row: min(100.0, max(0.0, round(chance.gauss(60, 10), 1))) for row in range(120)}
        assert not outliers(values, 100.0)
        skewed = {row: min(100.0, round(25 * chance.lognormvariate(0, 0.4), 1)) for row in range(120)}
        assert not outliers(skewed, 100.0)


@pytest.mark.parametrize("seed", range(5))
def test_most_scores_divided_by_ten_are_found_among_many(seed: int) -> None:
    chance = random.Random(seed)
    values = {row: round(chance.gauss(60, 10), 1) for row in range(120)}
    found = sum(
        [outlier.row for outlier in outliers({**values, row: values[row] / 10}, 100.0)] == [row] for row in values
    )
    assert found >= 0.9 * len(values)


def test_a_slip_in_a_table_is_told_with_its_cell_and_what_was_meant(desk: Desk) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][2] = 7.1
    desk.scores(rows)
    outcome = desk.read()
    (found,) = (f for f in outcome.findings if f.code == "W223")
    assert outcome.exit_code == 0 and str(found.place) == "scores.xlsx 评分!C5" and found.value == "7.1"
    assert "西安的“网络”为 7.1，其余 4 个都在 64–92.5 之间" in found.zh and "应为 71" in found.hint_zh
    assert "was 71 meant" in found.hint_en


def test_a_unit_of_zeros_is_told_once_and_its_zeros_are_no_outliers(desk: Desk) -> None:
    desk.scores([*ROWS, ("西宁", "青海省", 0, 0, 0, 0)])
    outcome = desk.read()
    (found,) = (f for f in outcome.findings if f.code == "W224")
    assert found.place.cell == "A7" and found.value == "西宁" and "W223" not in outcome.codes


def test_a_single_zero_is_no_unit_of_zeros(desk: Desk) -> None:
    desk.scores([*ROWS, ("西宁", "青海省", 60, 0, 61, 62)])
    assert "W224" not in desk.read().codes
