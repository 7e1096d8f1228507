"""English paragraphs: what a sentence leaves to the next one, and what a sentence before allows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.checking import reader
from generator.claims import hold
from generator.claims.kinds import KindReader
from generator.claims.read import Reader

ENGLISH = Path(__file__).parents[2] / "data" / "city-index-2022-en"


@cache
def _reader() -> Reader | KindReader:
    return reader(ENGLISH)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Wuhan scored 77.2 points. In digital government it ranked {} with 76.5 points.", "13th", "15th"),
        ("Wuhan scored 77.2 points. In digital government it ranked 13th with {} points.", "76.5", "73.5"),
        ("Scores differ widely. Of the cities of Jiangsu, {} are in the new first tier.", "ten", "nine"),
        ("The second tier is the largest, with {} cities.", "82", "78"),
        ("Jiangsu has 13 cities. On the whole they do well: {} cities are in the new first tier.", "10", "12"),
        ("Jiangsu has 13 cities. {} of them belong to the new first tier, and three to the second.", "Ten", "Nine"),
        ("Jiangsu has 13 cities. Ten of them belong to the new first tier, and {} to the second.", "three", "four"),
        ("Beijing leads in digital economy. The average in this field is {} points.", "60.1", "62.1"),
        ("Chengdu scored 88.0 points. Chongqing follows in {} place.", "eighth", "ninth"),
        ("Suzhou (Jiangsu) scored {} points.", "80.4", "83.4"),
        ("Jiangsu leads the provinces. The average score is {} points.", "69.7", "71.7"),
    ],
)
def test_a_paragraph_is_told_where_one_of_its_numbers_is_wrong(text: str, right: str, wrong: str) -> None:
    assert hold([("text.md", text.format(right))], _reader())[1] == ()
    assert hold([("text.md", text.format(wrong))], _reader())[1] != ()


def test_a_name_that_two_cities_share_is_neither_of_them_nor_the_one_beside_it() -> None:
    text = "Nanjing leads with 82.5 points, followed by Suzhou with 80.4 and Wuxi with 80.1."
    assert hold([("text.md", text)], _reader())[1] == ()


def test_it_means_nobody_in_another_paragraph() -> None:
    claims, findings = hold([("text.md", "Wuhan scored 77.2 points.\n\nNow it ranked 15th.")], _reader())
    assert findings == ()
    assert len(claims) == 1
