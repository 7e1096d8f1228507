"""A statement without footing is left unchecked: what was read as its subject the text has not named."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from generator.checking import reader
from generator.claims import Paper, check_claims, hold
from generator.scores.book import Book
from tests.claims.conftest import CASES

DATA = Path(__file__).parents[2] / "data"

# right texts whose numbers would be wrong of what a hasty reader takes for their subject
LEFT_ALONE = [
    "成都得分89.2分。80分以上仅有它一家，70至80分有2家。",
    "昆明列第7位。前五名里，四川和陕西各占1席。",
    "成都综合得分89.2分。中位数是40.2分，上四分位数为53.2分。",
    "第一名成都与第二名重庆之间为11.9分。",
    "昆明高出云南第二名16.4分。",
    "广西与云南相当接近，前者平均45.6分，后者平均45.4分。",
    "贵阳、遵义之外，贵州其余6市平均仅37.3分。",
    "服务得分前五是成都、重庆、呼和浩特、贵阳和绵阳，与总分前五相比，只是绵阳替下了西安。",
    "治理得分跌破32分的只有5座，最低的百色是30.7分。",
    "西安在陕西领先第二名的咸阳7.1分。",
    "咸阳得分61.5分。四项指标中，数据及信息化基础设施平均最高，52.1分；产业融合垫底，36.6分。",
]
# the same forms, where what is wrong is said of a subject that the text names
TOLD = [
    ("中位数是{}分。", "40.2", "42.2"),
    ("青海、甘肃的平均分靠后，分别为46.5分和{}分。", "40.6", "42.6"),
    ("成都综合得分{}分，领先优势明显。", "89.2", "88.2"),
    ("昆明得分{}分，高出云南第二名16.4分。", "64.5", "63.5"),
    ("南宁的产业融合并不突出。产业融合得分虽然只有53.8分，却排到了第{}。", "9", "8"),
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_a_text_does_not_say_is_not_held_against_it(western: tuple[Book, Paper], text: str) -> None:
    assert check_claims([("text.md", text)], *western) == ()


@pytest.mark.parametrize(("text", "right", "wrong"), TOLD)
def test_what_it_says_is(western: tuple[Book, Paper], text: str, right: str, wrong: str) -> None:
    assert check_claims([("text.md", text.format(right))], *western) == ()
    assert check_claims([("text.md", text.format(wrong))], *western) != ()


@cache
def _right() -> dict[str, list[str]]:
    """Return the right texts of all rounds by edition, English ones left out."""
    found: dict[str, list[str]] = {}
    for path in sorted(CASES.glob("round*.csv"), key=lambda path: path.name):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["verdict"] == "right" and not row["miss"] and not row["edition"].endswith("-en"):
                    found.setdefault(row["edition"], []).append(row["sentence"])
    return found


@pytest.mark.parametrize("edition", ["city-index-2022", "county-2023", "top100-2020", "western-2020", "western-2022"])
def test_a_right_sentence_stays_right_behind_another_text(edition: str) -> None:
    own_reader, texts = reader(DATA / edition), _right()[edition]
    step = len(texts) // 2 + 1  # each text behind one from another round
    told = []
    for before, text in zip(texts, texts[step:] + texts[:step], strict=True):
        opening = re.match(r"[^。！？]*[。！？]", text)
        joined = before + (opening.group() if opening else text)
        if hold([("text.md", joined)], own_reader)[1]:
            told.append(joined)
    assert told == []
