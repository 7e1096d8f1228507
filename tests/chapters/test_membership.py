"""The small tables beside the scores: what would have been read wrongly in silence is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.chapters.membership import read_clusters, read_tier_years
from generator.config import Edition, read_edition
from generator.errors import EditionError
from tests.made_editions import HOSPITALS, write_edition

TIERS = '[[tiers]]\nname = "甲"\nmin = 60\n[[tiers]]\nname = "乙"\nmin = 0\n'


def _edition(folder: Path, text: str, encoding: str = "utf-8") -> Edition:
    named = 'history = "small.csv"\nclusters = "small.csv"\n'
    edition = read_edition(write_edition(folder / "edition", HOSPITALS, scores=named, extra=TIERS))
    (edition.folder / "small.csv").write_bytes(text.encode(encoding))
    return edition


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_counts_of_tiers_are_read_as_excel_saves_them(encoding: str, tmp_path: Path) -> None:
    years = read_tier_years(_edition(tmp_path, "等级,2019,2020\r\n甲,3,4\r\n乙,27,26\r\n", encoding))
    assert years and (years.count("甲", 2020), years.count("乙", 2019)) == (4, 27)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("等级,2019,2020\n甲,3,4\n甲,3,5\n", 3, "“甲”写了两次"),
        ("等级,2019,2019\n甲,3,4\n", 1, "年份 2019 写了两次"),
        ("等级,2019,2020\n甲,3,4,5\n", 2, "多于表头的 2 个年份"),
        ("等级,2019,2020\n甲,3,约4\n", 2, "不是整数"),
    ],
)
def test_a_count_that_would_be_lost_or_misread_is_refused(text: str, line: int, words: str, tmp_path: Path) -> None:
    with pytest.raises(EditionError) as caught:
        read_tier_years(_edition(tmp_path, text))
    (found,) = caught.value.findings
    assert found.code == "E402" and found.place.line == line and words in found.zh and found.en
    assert found.value and found.hint_zh and found.hint_en


def test_a_table_of_clusters_without_its_header_does_not_lose_the_first(tmp_path: Path) -> None:
    with pytest.raises(EditionError) as caught:
        read_clusters(_edition(tmp_path, "东城群,城东人民医院、城东中医医院,\n西城群,城西人民医院,\n"))
    assert caught.value.findings[0].zh == "缺少表头" and caught.value.findings[0].place.line == 1
