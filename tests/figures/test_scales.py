"""Scales, ticks, bands and placing: the arithmetic under the figures."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.bands import Band, band_of, quantile_bands, spans_of
from generator.figures.lines import spread
from generator.figures.place import Rect, Room
from generator.figures.scale import Broken, broken, linear, logarithmic, step_for, ticks_between
from generator.figures.sheet import tick_texts

numbers = st.floats(-1e9, 1e9, allow_nan=False)


@given(st.lists(numbers, min_size=1, max_size=30))
def test_a_linear_scale_keeps_every_value_between_its_ends(values: list[float]) -> None:
    scale = linear(values, 10.0, 110.0)
    assert all(10.0 - 1e-6 <= scale(value) <= 110.0 + 1e-6 for value in values)
    assert list(scale.ticks) == sorted(scale.ticks)


@pytest.mark.parametrize("extent", [-1.0, 0.0, 5e-324, float("inf"), float("nan")])
def test_an_extent_that_cannot_be_divided_has_a_step_of_one(extent: float) -> None:
    assert step_for(extent, 5) == 1.0


@given(st.floats(1e-9, 1e12), st.integers(1, 10))
def test_steps_are_round_and_not_too_many(extent: float, count: int) -> None:
    step = step_for(extent, count)
    assert extent / step <= count * (1 + 1e-6)
    assert float(f"{step:.3g}") == pytest.approx(step)


def test_an_extent_too_small_to_be_parted_counts_as_none() -> None:
    assert step_for(5e-324, 5) == 1.0
    assert linear([0.0, 5e-324], 10.0, 110.0)(5e-324) == 60.0


def test_ticks_are_the_values_a_person_would_choose() -> None:
    assert ticks_between(0, 100, 4) == (0, 25, 50, 75, 100)
    assert tick_texts((0.0, 0.5, 1.0)) == ["0.0", "0.5", "1.0"]
    assert tick_texts((0, 50_000, 100_000)) == ["0", "5万", "10万"]
    assert tick_texts((0, 2.5e8, 5e8)) == ["0.0", "2.5亿", "5.0亿"]
    assert tick_texts((-2.0, 0.0, 2.0)) == ["−2", "0", "2"]


def test_a_logarithmic_scale_gives_equal_room_to_equal_ratios() -> None:
    scale = logarithmic([0.02, 2.36], 0.0, 100.0)
    assert scale(0.2) - scale(0.1) == pytest.approx(scale(2.0) - scale(1.0))
    assert 1.0 in scale.ticks


def test_a_broken_scale_takes_the_empty_range_out() -> None:
    scale = broken([0.1, 0.3, 0.4, 5.0, 5.5], 0.0, 100.0)
    assert isinstance(scale, Broken)
    assert scale(0.4) <= scale.cut[0] < scale.cut[1] <= scale(5.0)
    assert not isinstance(broken([0.1, 0.3, 0.4, 0.6], 0.0, 100.0), Broken)


def test_equal_values_never_lie_in_two_bands() -> None:
    assert quantile_bands([1.0] * 9, 5, "score") == (Band("1.0", 1.0),)
    assert quantile_bands([1.0] * 9 + [2.0], 5, "score") == (Band("1.0–2.0", 1.0),)
    bands = quantile_bands([1.0] * 6 + [2.0] * 4, 5, "score")
    assert [band_of(value, bands) for value in (2.0, 1.0, None)] == [0, 1, None]


def test_a_band_includes_its_lower_bound() -> None:
    tiers = (Band("一线", 85), Band("新一线", 65), Band("其他", 0))
    assert [band_of(value, tiers) for value in (85.0, 84.99, 65.0, 0.0, -1.0)] == [0, 1, 1, 2, 2]
    assert spans_of(tiers) == ["≥85", "65–85", "<65"]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
def test_spread_heights_keep_their_distance_and_order(places: list[float]) -> None:
    found = spread(places, 10.0, 0.0, 100.0)
    ordered = [found[index] for index in sorted(range(len(places)), key=lambda index: places[index])]
    assert all(high - low >= 10.0 - 1e-6 for low, high in itertools.pairwise(ordered))


def test_a_taken_place_is_not_free() -> None:
    room = Room(Rect(0, 0, 100, 100))
    room.take(Rect(10, 10, 40, 20))
    assert not room.free(Rect(35, 15, 60, 25))
    assert room.free(Rect(40, 10, 60, 20))
    assert not room.free(Rect(90, 90, 101, 99))
