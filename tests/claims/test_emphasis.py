"""Strong words said of a small difference get a note; said of a large one, or of something else, they do not."""

from __future__ import annotations

import pytest

from generator.claims import Paper, check_claims
from generator.explain import explain_code
from generator.findings import Severity
from generator.scores.book import Book


@pytest.mark.parametrize(
    "sentence",
    [
        "兰州遥遥落后于昆明。",
        "昆明得分64.5分，遥遥领先于兰州。",
        "曲靖明显低于平均水平。",
        "宜宾综合得分远高于西部平均。",
        "西安综合得分明显高于呼和浩特。",
        "综合得分上，包头显著领先于遵义，榆林大幅领先柳州。",
    ],
)
def test_a_small_difference_in_large_words_gets_a_note(sentence: str, western: tuple[Book, Paper]) -> None:
    found = check_claims([("text.md", sentence)], *western)
    if "包头" in sentence:  # 2.5 points are not small; four tenths are
        assert len(found) == 1
    assert {(finding.code, finding.severity) for finding in found} == {("N710", Severity.NOTE)}
    assert all("标准差" in finding.zh and finding.en for finding in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "成都遥遥领先。",
        "成都、重庆遥遥领先于其他城市。",
        "天水明显低于平均水平。",
        "昆明略高于兰州。",
        "成都5G基站数量遥遥领先。",
        "昆明的大数据产业远高于兰州。",
    ],
)
def test_a_large_difference_or_another_subject_is_left_alone(sentence: str, western: tuple[Book, Paper]) -> None:
    assert check_claims([("text.md", sentence)], *western) == ()


def test_the_note_has_a_page_and_can_be_waived(western: tuple[Book, Paper]) -> None:
    assert "N710" in explain_code("N710")
    text = '兰州遥遥落后于昆明。\n\n[核对 遥遥落后于昆明]: # "引自访谈"\n'
    assert check_claims([("text.md", text)], *western) == ()
