"""The edition file: what is right becomes frozen, what is wrong is listed whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import read_edition
from generator.config.toml_slips import mended
from generator.errors import EditionError
from generator.opening import check

GOOD = """
family = "volume"
title = "白皮书"
year = 2020
region = "西部地区"
index = "数字经济"
date = 2020-10-18
publisher = "研究院"
[scores]
table = "scores.xlsx"
tree = "indicators.csv"
"""


def _read(folder: Path, text: str) -> object:
    (folder / "edition.toml").write_text(text, encoding="utf-8")
    return read_edition(folder)


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD).title == "白皮书"  # type: ignore[attr-defined]


def test_every_fault_is_listed_with_its_key(tmp_path: Path) -> None:
    with pytest.raises(EditionError) as caught:
        _read(tmp_path, GOOD.replace('title = "白皮书"', "").replace("year = 2020", 'year = "二〇二〇"'))
    assert {finding.place.cell for finding in caught.value.findings} == {"title", "year"}


def test_an_unknown_key_suggests_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(EditionError) as caught:
        _read(tmp_path, GOOD + 'shet = "评分"\n')
    (finding,) = caught.value.findings
    assert finding.code == "E411" and "sheet" in finding.hint("zh")
    assert finding.place.line == (GOOD + "x").count("\n") + 1


@pytest.mark.parametrize("path", ["/etc/passwd", "../secret.csv", "C:/x.csv", "a\\b.csv"])
def test_a_path_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(EditionError):
        _read(tmp_path, GOOD.replace("scores.xlsx", path.replace("\\", "\\\\")))


def test_tiers_must_descend(tmp_path: Path) -> None:
    tiers = '[[tiers]]\nname = "甲"\nmin = 50\n[[tiers]]\nname = "乙"\nmin = 60\n'
    with pytest.raises(EditionError) as caught:
        check(_read(tmp_path, GOOD + tiers))  # type: ignore[arg-type]
    assert [finding.code for finding in caught.value.findings] == ["E329"]


def test_a_missing_file_and_broken_toml_end_in_words(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="找不到"):
        read_edition(tmp_path)
    with pytest.raises(EditionError, match="TOML"):
        _read(tmp_path, "title = ")


@pytest.mark.parametrize(
    ("row", "better"),
    [
        ("year ＝ 2020", "year = 2020"),
        ('authors = ["甲"，"乙"]', 'authors = ["甲","乙"]'),
        ("title = “城市指数”", 'title = "城市指数"'),
        ("title = 城市指数", 'title = "城市指数"'),
        ('title = "城市"指数""', 'title = "城市“指数”"'),
        ('title: "城市指数"', 'title = "城市指数"'),
        ("simulated = True", "simulated = true"),
        ("coverage = 50%", "coverage = 0.5"),
        ("date = 2020.10.8", "date = 2020-10-08"),
        ("date = 2020年10月8日", "date = 2020-10-08"),
        ('table = "tables\\scores.xlsx"', 'table = "tables/scores.xlsx"'),
        ('publisher = "院" // 出版者', 'publisher = "院" # 出版者'),
        ("min ＝ ５０", "min = 50"),
        ("title = [[[", ""),
        ("", ""),
    ],
)
def test_a_line_that_is_no_toml_is_shown_as_it_was_meant(row: str, better: str) -> None:
    assert mended(row) == better


def test_a_file_that_is_no_toml_names_the_line_what_stands_there_and_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text('family = "volume"\nauthors = ["甲"，"乙"]\n[scores]\n', "utf-8")
    with pytest.raises(EditionError) as caught:
        read_edition(tmp_path)
    (found,) = caught.value.findings
    assert found.place.line == 2 and found.value == 'authors = ["甲"，"乙"]'
    assert found.hint_zh == '改为：authors = ["甲","乙"]' and found.hint_en == 'write: authors = ["甲","乙"]'
