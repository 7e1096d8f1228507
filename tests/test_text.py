"""Values as readers read them."""

from __future__ import annotations

from datetime import date

import pytest

from generator import text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(45.58, "45.6"), (45.25, "45.3"), (45.249999, "45.2"), (-0.04, "0.0"), (2.675, "2.7"), (-3.25, "−3.3")],
)
def test_a_score_is_rounded_half_up_and_never_minus_zero(value: float, shown: str) -> None:
    assert text.number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "零"), (2, "二"), (10, "十"), (11, "十一"), (20, "二十"), (71, "七十一"), (105, "一百零五"),
     (110, "一百一十"), (1010, "一千零一十"), (10_010, "一万零一十"), (100_000, "十万"), (242, "二百四十二")],
)
def test_whole_numbers_in_chinese_numerals(value: int, shown: str) -> None:
    assert text.chinese_numeral(value) == shown


def test_a_share_has_as_many_decimals_as_it_needs() -> None:
    assert [text.percent(share) for share in (0.2, 0.125, 1.0)] == ["20%", "12.5%", "100%"]


def test_a_change_carries_its_sign() -> None:
    assert [text.signed(value) for value in (1.25, -1.25, 0.0, 0.04)] == ["+1.3", "−1.3", "0.0", "0.0"]


def test_large_figures_are_scaled_as_chinese_statistics_print_them() -> None:
    assert [text.scaled(value) for value in (2.36e12, 35.5e8, 12_345, 999)] == [
        "2.36万亿", "35.50亿", "1.23万", "999"
    ]


def test_a_missing_value_is_a_dash_in_every_format() -> None:
    assert text.format_value(None, "score") == text.MISSING


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        text.format_value(1.0, "fancy")


def test_a_month_is_written_as_on_a_title_page() -> None:
    assert text.chinese_month(date(2020, 10, 18)) == "二〇二〇年十月"
