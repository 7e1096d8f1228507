"""Numbers in Chinese, full-width and Arabic digits, and what a reader takes them for."""

from __future__ import annotations

import pytest

from generator.claims.numerals import hedge, read_number, whole


@pytest.mark.parametrize(
    ("text", "value"),
    [("十一", 11), ("二十六", 26), ("一百零五", 105), ("两", 2), ("71", 71), ("二〇二〇", 2020), ("三万五千", 35000)],
)
def test_whole_numbers_are_read_in_any_digits(text: str, value: int) -> None:
    assert whole(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("45.3", 45.3), ("1,280", 1280), ("1.2万", 12000), ("355亿", 3.55e10), ("六成", 0.6), ("三成半", 0.35),
     ("三分之二", 2 / 3), ("百分之三十", 0.3), ("22.5%", 0.225), ("1/10", 0.1), ("一半", 0.5), ("四十五点三", 45.3)],
)
def test_numbers_and_shares_are_read(text: str, value: float) -> None:
    number = read_number(text)
    assert number is not None
    assert number.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "true", "right"),
    [("45.6", 45.58, True), ("45.3", 45.2, False), ("45", 45.49, True), ("45", 45.5, False), ("46", 45.5, True),
     ("六成", 0.648, True), ("六成", 0.66, False), ("22.5%", 16 / 71, True), ("23%", 16 / 71, True),
     ("22%", 16 / 71, False)],
)
def test_a_number_is_right_when_rounding_the_value_gives_it(text: str, true: float, right: bool) -> None:
    number = read_number(text)
    assert number is not None
    assert number.fits(true) is right


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [("约", "分", "about"), ("近", "成", "nearly"), ("超过", "分", "over"), ("不足", "分", "under"),
     ("", "分以上", "least"),
     ("为", "分", ""), ("", "余座", "over")],
)
def test_words_around_a_number_loosen_it(before: str, after: str, found: str) -> None:
    assert hedge(before, after) == found
