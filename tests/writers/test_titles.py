"""Titles of two lines: where they break."""

from __future__ import annotations

import pytest

from generator.writers.titles import in_two_lines
from generator.writers.words import CHINESE, ENGLISH


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [
        ("重庆市数字化发展评估", 10, ["重庆市数字化发展评估"]),
        ("巴音郭楞州数字化发展评估", 10, ["巴音郭楞州", "数字化发展评估"]),
        ("中国区县数字化发展建议", 10, ["中国区县", "数字化发展建议"]),
        ("西部地区数字经济发展总体评价", 11, ["西部地区", "数字经济发展总体评价"]),
        ("城市数字化发展指数区县篇", 10, ["城市数字化发展指数", "区县篇"]),
        ("城市数字化转型成为常态", 10, ["城市数字化", "转型成为常态"]),
        ("西部地区城市数字化发展指数", 10, ["西部地区城市", "数字化发展指数"]),
        ("自己\n分的行", 3, ["自己", "分的行"]),
        ("没有可断之处的题目", 6, ["没有可断之处的题目"]),
    ],
)
def test_a_long_title_breaks_where_both_lines_carry_sense(title: str, room: int, lines: list[str]) -> None:
    assert in_two_lines(title, lambda line: len(line) <= room, CHINESE) == lines


def test_an_english_title_breaks_between_words() -> None:
    lines = in_two_lines("Indicators and Methods", lambda line: len(line) <= 16, ENGLISH)
    assert lines == ["Indicators ", "and Methods"]
