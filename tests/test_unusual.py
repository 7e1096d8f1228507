"""Editions that are small, level or split in an unusual way: sentences say nothing empty and nothing wrong."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.build import prepare, prepare_unit
from generator.config import read_edition
from generator.opening import sound_book
from generator.scaffold import create
from tests.made_editions import FLAT, HOSPITALS, THIRTY, write_edition
from tests.test_city import words_of

# What no sentence may say: a difference of nothing, none of all, a rest of nobody, an empty place in a list.
EMPTY = re.compile(
    r"相差0\.0分|[高低]0\.0分|(?<![\d.])0家|其余0|、。|、、|，。|nan|None|没有一项高于平均，没有一项低于"
    r"平均|by 0\.0| 0 towns"
)
TIERS = '[[tiers]]\nname = "甲等"\nshort = "甲"\nmin = 90\n[[tiers]]\nname = "乙等"\nshort = "乙"\nmin = 0\n'
NATIONAL = "".join(
    f'[[chapters]]\ntemplate = "{name}"\n'
    for name in ("national-foreword", "tiers", "pillars", "national-appendix")
)


def made(
    folder: Path, rows: Sequence[Sequence[float]], extra: str = "", family: str = "volume", name: str = "made"
) -> Path:
    """Write an edition on hospitals with these scores, one row a hospital, and return its folder."""
    path = write_edition(folder / name, HOSPITALS, units=THIRTY[: len(rows)], scores='attributes = "beds.csv"')
    with (path / "scores.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["医院", *(names[-1] for names, _ in HOSPITALS)])
        writer.writerows([unit, *row] for unit, row in zip(THIRTY, rows, strict=False))
    lines = ["医院,床位", *(f"{unit},{100 + number}" for number, unit in enumerate(THIRTY[: len(rows)]))]
    (path / "beds.csv").write_text("\n".join(lines), "utf-8")
    file = path / "edition.toml"
    words = file.read_text("utf-8").replace("scores.xlsx", "scores.csv").replace('"volume"', f'"{family}"')
    file.write_text(words.replace("[scores]", 'measure_word = "家"\n[scores]') + extra, "utf-8")
    return path


def volume(path: Path) -> str:
    """Return the words of a volume."""
    return words_of(prepare(read_edition(path))[0])


def quadrants(line: str, across: float = 104) -> str:
    """Return the section on quadrants with this bound of scores."""
    return f'[quadrants]\nattribute = "床位"\nunit = "张"\nthreshold = {across}\nscore_threshold = {line}\n'


def test_a_single_unit_is_compared_with_nobody(tmp_path: Path) -> None:
    words = volume(made(tmp_path, [[70, 60, 50, 40, 30, 20, 10, 5]]))
    assert not EMPTY.search(words)
    assert "本次评估的医院只有城东人民医院，得" in words and "高于平均" not in words.replace("高于平均 0", "")


def test_equal_units_are_said_to_be_equal(tmp_path: Path) -> None:
    words = volume(made(tmp_path, [[61.37] * 8] * 7, TIERS + quadrants('"average"')))
    assert not EMPTY.search(words.replace("高于平均 0", ""))
    assert "7家医院得分相同，都是61.4分。" in words and "得分不低于平均而规模未过门槛" in words


def test_ties_have_no_lead_and_no_place_that_nobody_has(tmp_path: Path) -> None:
    words = volume(made(tmp_path, [[80] * 8] * 6 + [[60] * 8] * 5))
    assert not EMPTY.search(words)
    assert "居首的城东人民医院得80.0分，与城东中医医院等并列。" in words
    assert "前五位" not in words and "第五名" not in words and "第十名" not in words
    tied = "、".join(THIRTY[:6])
    assert f"得分居前的是{tied}" in words


@pytest.mark.parametrize(
    ("line", "across", "said", "bound"),
    [
        ("99", 999, "医院规模与得分同步：6家医院两项都待提升。", "综合得分99分"),
        ("65.5", 104, "得分过线而规模未过门槛", "综合得分65.5分"),
        ('"average"', 1, "不总是同步：3家医院两项都高，其余3家规模过了门槛而得分低于平均。", "平均得分（65.0分）"),
    ],
)  # fmt: skip
def test_quadrants_are_told_by_the_bound_they_have(
    tmp_path: Path, line: str, across: float, said: str, bound: str
) -> None:
    rows = [[score] * 8 for score in (90, 80, 70, 60, 50, 40)]
    words = volume(made(tmp_path, rows, quadrants(line, across)))
    assert said in words and f"和{bound}为界" in words and not EMPTY.search(words)


@pytest.mark.parametrize("rows", [[[70.0] * 8] * 4, [[95] * 8, [50] * 8, [40] * 8, [30] * 8], [[30] * 8, [20] * 8]])
def test_the_chapters_of_a_national_volume_take_two_levels_and_one_or_two_tiers(
    tmp_path: Path, rows: Sequence[Sequence[float]]
) -> None:
    words = volume(made(tmp_path, rows, TIERS + NATIONAL))
    assert not EMPTY.search(words) and "城市" not in words and "省（区、市）" not in words
    assert "三级指标" not in words and "3项一级指标和8项二级指标组成" in words


def test_a_report_on_the_only_unit_weighs_it_against_nobody(tmp_path: Path) -> None:
    path = made(tmp_path, [[70, 60, 50, 40, 30, 20, 10, 5]], family="city")
    words = words_of(prepare_unit(read_edition(path), THIRTY[0])[0])
    assert not EMPTY.search(words)
    assert "；没有其他医院可比。" in words and "相对最好" not in words and "1家医院中列第1名" not in words


def test_a_report_on_one_level_speaks_of_no_second(tmp_path: Path) -> None:
    path = write_edition(tmp_path / "flat", FLAT, units=THIRTY[:6])
    file = path / "edition.toml"
    file.write_text(file.read_text("utf-8").replace('"volume"', '"city"'), "utf-8")
    words = words_of(prepare_unit(read_edition(path), THIRTY[0])[0])
    assert "一、二级" not in words and "指标体系只有一级，共8项；" in words


@pytest.mark.parametrize(
    ("towns", "said"),
    [
        (["A,East,70,60,50,40,30,20,10,5"], "A is the only town assessed and scores"),
        ([f"{name},East{',61.37' * 8}" for name in "ABCDEFG"], "All 7 towns score 61.4."),
    ],
)
def test_an_english_volume_on_one_town_or_on_equal_ones(tmp_path: Path, towns: list[str], said: str) -> None:
    create(tmp_path / "towns", "volume", "en")
    table = tmp_path / "towns" / "scores.csv"
    head = table.read_text("utf-8-sig").splitlines()
    start = next(line for line, cells in enumerate(head) if cells.count(",") == 9 and re.search(r",\d", cells))
    table.write_text("\n".join([*head[:start], *towns]), "utf-8")
    file = tmp_path / "towns" / "edition.toml"
    words = file.read_text("utf-8").replace('attributes = "population.csv"', "#")
    before, _, after = words.partition("\n[quadrants]")
    file.write_text(before + after[after.index("\n[profiles]"):], "utf-8")
    text = volume(tmp_path / "towns").replace("\nNone\n", "\n")  # the cell of a tier that is empty
    assert said in text and not EMPTY.search(text)


def test_units_of_the_editions_own_are_in_the_province_of_the_others(tmp_path: Path) -> None:
    path = write_edition(tmp_path / "own", FLAT, units=("哈尔滨", "漠河", "黑河", "拉萨"), groups=("西藏", "黑龙江"))
    file = path / "edition.toml"
    words = file.read_text("utf-8").replace('level = "other"', 'level = "city"\nextra_units = ["漠河"]')
    file.write_text(words.replace('scores.xlsx"', 'scores.csv"'), "utf-8")
    rows = [("哈尔滨", "黑龙江"), ("漠河", "黑龙江"), ("黑河", "黑龙江省"), ("拉萨", "西藏")]
    head = ",".join(("医院", "院区", *(names[-1] for names, _ in FLAT)))
    (path / "scores.csv").write_text(
        "\n".join([head, *(f"{name},{group}{',60' * len(FLAT)}" for name, group in rows)]), "utf-8"
    )
    book, _ = sound_book(read_edition(path))
    assert [unit.province for unit in book.units] == ["黑龙江省"] * 3 + ["西藏自治区"]
    assert book.units[1].region == book.units[0].region != ""


@pytest.mark.parametrize(
    ("shared", "said"),
    [(0, "与本卷没有共有的医院，名次与得分都无从比较。"), (4, "4家医院都在原来的等级（")],
)
def test_a_comparison_with_nothing_in_common_or_nothing_changed(tmp_path: Path, shared: int, said: str) -> None:
    rows = [[score] * 8 for score in (90, 80, 70, 60)]
    earlier = made(tmp_path, rows, TIERS, name="then")
    chapter = f'[[chapters]]\ntemplate = "comparison"\n{TIERS}'
    path = made(tmp_path, rows, chapter)
    if not shared:
        table = earlier / "scores.csv"
        table.write_text(table.read_text("utf-8").replace("城东", "河畔"), "utf-8")
        beds = earlier / "beds.csv"
        beds.write_text(beds.read_text("utf-8").replace("城东", "河畔"), "utf-8")
    file = path / "edition.toml"
    words = file.read_text("utf-8").replace("year = 2024", 'year = 2025\ncompare = "../then"', 1)
    file.write_text(words, "utf-8")
    text = volume(path)
    assert said in text and "中有0" not in text and "其余0" not in text
