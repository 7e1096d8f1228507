"""Ranks under varied weights and rounding: what must hold whatever is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import read_edition
from generator.opening import check
from generator.scores.book import Book
from generator.scores.tree import TOTAL
from generator.scores.uncertainty import rank_uncertainty

EDITION = Path(__file__).parents[2] / "data" / "western-2020"


@pytest.fixture(scope="module")
def book() -> Book:
    found, _ = check(read_edition(EDITION))
    assert found is not None
    return found


def test_the_same_seed_gives_the_same_intervals(book: Book) -> None:
    assert rank_uncertainty(book, draws=200).intervals == rank_uncertainty(book, draws=200).intervals


def test_without_any_variation_every_unit_keeps_its_rank(book: Book) -> None:
    found = rank_uncertainty(book, draws=5, spread=0.0, places=12)
    assert all(i.low == i.high == i.median == i.rank for i in found.intervals)
    assert all(share == 0.0 for *_, share in found.inversions)


def test_intervals_hold_the_median_and_widen_with_the_spread(book: Book) -> None:
    narrow, wide = (rank_uncertainty(book, draws=400, spread=spread) for spread in (0.1, 0.4))
    assert all(1 <= i.low <= i.median <= i.high <= 71 for i in wide.intervals)
    assert sum(i.width for i in wide.intervals) > sum(i.width for i in narrow.intervals) > 0


def test_a_wide_lead_stands_in_every_draw_and_close_neighbours_turn_round(book: Book) -> None:
    found = rank_uncertainty(book)
    first, second = found.intervals[0].unit, found.intervals[1].unit
    assert found.ahead(first, second) == 1.0 and found.ahead(second, first) == 0.0
    assert max(share for *_, share in found.inversions) > 0.3
    assert found.within(first, 1, 1) == 1.0
    upper, lower, share = found.inversions[10]
    assert share == pytest.approx(1.0 - found.ahead(upper, lower))


def test_rounding_alone_moves_only_units_that_nearly_tie(book: Book) -> None:
    found = rank_uncertainty(book, draws=300, spread=0.0)
    scores = {unit.key: book.score(unit, TOTAL) for unit in book.units}
    for upper, lower, share in found.inversions:
        if share:
            assert scores[upper] - scores[lower] < 0.1


def test_a_list_of_ranks_without_scores_has_no_intervals() -> None:
    found, _ = check(read_edition(EDITION.parent / "top100-2020"))
    assert found is not None
    with pytest.raises(LookupError):
        rank_uncertainty(found)
