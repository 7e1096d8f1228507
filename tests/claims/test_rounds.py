"""Sentences written in rounds before rules were looked at: right and wrong in pairs, truth from the tables.

A row marked `known` is one that the checker still gets wrong: a wrong sentence it does not tell, or a
right one it tells. The marks are a limit in both directions: whoever mends a rule takes the mark away.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from generator.checking import reader
from generator.claims import hold
from tests.claims.conftest import CASES

DATA = Path(__file__).parents[2] / "data"
MISSED, FLAGGED = 45, 0  # wrong ones not told of the rounds before 23, right ones told of all the rounds
MISSED_SINCE = {"round23": 9, "round24": 10}  # wrong ones not told of each round after them
ROUNDS = sorted(CASES.glob("round*.csv"))


@cache
def _rows(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


ROWS = [row for path in ROUNDS for row in _rows(path)]


@pytest.mark.parametrize("edition", sorted({row["edition"] for row in ROWS}))
def test_sentences_of_the_rounds_get_the_verdict_they_are_listed_with(edition: str) -> None:
    own_reader = reader(DATA / edition)
    own = [row for row in ROWS if row["edition"] == edition]
    assert {row["verdict"] for row in own} == {"right", "wrong"}
    for row in own:
        told = bool(hold([("text.md", row["sentence"])], own_reader)[1])
        assert told is ((row["verdict"] == "wrong") is not bool(row["miss"])), row["sentence"]


def test_no_more_sentences_are_missed_or_flagged_than_are_stated() -> None:
    missed = {
        path.stem: sum(row["verdict"] == "wrong" and bool(row["miss"]) for row in _rows(path)) for path in ROUNDS
    }
    flagged = sum(row["verdict"] == "right" and bool(row["miss"]) for row in ROWS)
    assert sum(count for name, count in missed.items() if name not in MISSED_SINCE) <= MISSED
    assert all(missed[name] <= limit for name, limit in MISSED_SINCE.items())
    assert flagged <= FLAGGED
