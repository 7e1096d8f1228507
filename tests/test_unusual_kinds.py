"""Unusual volumes of several kinds, lists of ranks and scores below zero: told in words, never an empty place."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from generator import document as d
from generator.build import prepare
from generator.config import read_edition
from generator.scaffold import create
from tests.command import run
from tests.test_city import words_of

EMPTY = re.compile(r"、。|、、|，。|属。|nan|None|；；|列第二至第一|划分为零")
TIERS = re.compile(r"\[\[books\.tiers\]\]\n(?:(?:name|short|min)[^\n]*\n)+")
PROFILES = re.compile(r"\[books\.profiles\]\nfull[^\n]*\n")


def county(folder: Path, *changes: tuple[re.Pattern[str], str]) -> Path:
    """Make the starter of several kinds with its edition file changed."""
    create(folder, "county", "zh")
    file = folder / "edition.toml"
    text = file.read_text("utf-8")
    for pattern, words in changes:
        assert pattern.search(text)
        text = pattern.sub(words, text)
    file.write_text(text, "utf-8")
    return folder


def trimmed(folder: Path, keep: int, blank: range = range(0)) -> None:
    """Leave the first units of every sheet, the last score of some of them (from 0) empty."""
    book = openpyxl.load_workbook(folder / "scores.xlsx")
    for sheet in book:
        units = [row for row in sheet.iter_rows(min_row=2) if isinstance(row[-1].value, int | float)]
        for number in blank:
            if number < len(units):
                units[number][-1].value = None
        if len(units) > keep:
            sheet.delete_rows(int(units[keep][0].row or 0), len(units) - keep)
    book.save(folder / "scores.xlsx")


def words(folder: Path) -> str:
    said = words_of(prepare(read_edition(folder))[0])
    assert not EMPTY.search(said), EMPTY.search(said)
    return said


def test_a_volume_of_several_kinds_needs_no_tiers(tmp_path: Path) -> None:
    said = words(county(tmp_path / "made", (TIERS, "")))
    assert "居首" in said and "等级" not in said.split("总体评估分析")[-1].split("跨越篇")[0]


def test_tiers_are_counted(tmp_path: Path) -> None:
    said = words(county(tmp_path / "made"))
    assert "划分为三个等级" in said and "划分为两个等级" in said and "两种单位" in said


@pytest.mark.parametrize(("count", "said"), [(1, "只有"), (2, "列第二位"), (3, "列第二至第三位")])
def test_kinds_of_few_units_are_told_without_empty_places(count: int, said: str, tmp_path: Path) -> None:
    folder = county(tmp_path / "made", (PROFILES, ""))
    trimmed(folder, count)
    assert said in words(folder)


def test_a_model_unit_in_brackets_has_its_score_and_no_rank(tmp_path: Path) -> None:
    bracket = (re.compile(r'(level = "other"[^\n]*)'), r'\1\nmissing = "bracket"')
    folder = county(tmp_path / "made", bracket)
    trimmed(folder, 99, range(2))
    said = words(folder)
    assert re.search(r"青溪镇得（\d+\.\d）分，数据不全，不排名次。", said)
    assert run("build", folder, "--format", "pdf", "--out", folder / "out", "--verify").exit_code == 0


def pruned(folder: Path, tree: str, renamed: dict[str, str]) -> None:
    """Give the parks another tree; of the columns with scores only those with a new name are left."""
    sheet = "园区"
    (folder / "park-indicators.csv").write_text(tree, "utf-8")
    book = openpyxl.load_workbook(folder / "scores.xlsx")
    table = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
    kept = [place for place, name in enumerate(table[0]) if name in (sheet, "片区", *renamed)]
    book.remove(book[sheet])
    page = book.create_sheet(sheet)
    page.append([renamed.get(str(table[0][place]), table[0][place]) for place in kept])
    for row in table[1:]:
        page.append([row[place] for place in kept])
    book.save(folder / "scores.xlsx")


def test_a_kind_whose_tree_has_one_level_is_told_by_that_level(tmp_path: Path) -> None:
    folder = county(tmp_path / "made")
    tree = "一级指标,权重\n园区设施,30\n创新能力,40\n企业服务,30\n"
    pruned(folder, tree, {"工业网络": "园区设施", "研发投入": "创新能力", "一站办理": "企业服务"})
    said = words(folder)
    assert "园区3项一级指标。" in said and "园区（一级指标）是" in said and "0项" not in said
    assert re.search(r"3项一级指标中，(园区设施|创新能力|企业服务)平均得分最高", said)


def test_a_kind_with_one_branch_has_no_highest_and_lowest(tmp_path: Path) -> None:
    folder = county(tmp_path / "made")
    tree = "一级指标,一级权重（%）,二级指标,二级权重（%）\n园区设施,100,工业网络,100\n"
    pruned(folder, tree, {"工业网络": "工业网络"})
    said = words(folder)
    assert "二级指标只有园区设施·工业网络一项，平均得" in said and "园区是园区设施·工业网络（" in said


def test_a_branch_with_deeper_and_shallower_leaves_counts_each_level(tmp_path: Path) -> None:
    create(tmp_path / "made", "volume", "zh")
    tree = tmp_path / "made" / "indicators.csv"
    rows = [line.split(",") for line in tree.read_text("utf-8-sig").splitlines()]
    deeper = [[*rows[1], "甲项", "60"], [*rows[1], "乙项", "40"], *([*row, "", ""] for row in rows[2:])]
    tree.write_text("\n".join(map(",".join, [[*rows[0], "三级指标", "三级权重（%）"], *deeper])) + "\n", "utf-8")
    book = openpyxl.load_workbook(tmp_path / "made" / "scores.xlsx")
    page = book["评分"]
    head = next(cell for row in page.iter_rows() for cell in row if cell.value == rows[1][2])
    head.value, last = "甲项", page.max_column + 1
    for row in range(head.row, page.max_row + 1):
        page.cell(row, last, "乙项" if row == head.row else page.cell(row, head.column).value)
    book.save(tmp_path / "made" / "scores.xlsx")
    said = words(tmp_path / "made")
    assert "由道路通达、网络覆盖、供水保障3项二级指标、2项三级指标组成" in said
    assert "末级指标中，" in said and "二级指标中，" in said
    assert "由农产品电商、就业岗位2项二级指标组成" in said


def test_a_list_of_ranks_shows_every_indicator_of_a_tree_of_two_levels(tmp_path: Path) -> None:
    create(tmp_path / "made", "top100", "zh")
    tree = tmp_path / "made" / "indicators.csv"
    rows = [line.split(",")[:2] for line in tree.read_text("utf-8-sig").splitlines()]
    tree.write_text("\n".join(map(",".join, (r for n, r in enumerate(rows) if r not in rows[:n]))) + "\n", "utf-8")
    document = prepare(read_edition(tmp_path / "made"))[0]
    blocks = [block for part in document.parts for block in d.walk(d.blocks_of(part))]
    listed = next(block for block in blocks if isinstance(block, d.Table) and block.id == "table-tree")
    assert [column.title for column in listed.columns] == ["序号", "一级指标", "二级指标"]
    assert [row.cells[-1].value for row in listed.rows] == ["数量", "结构", "开放", "到达"]
    said = words_of(document)
    assert "2个方面，4项二级指标。" in said and "两个方面看什么" in repr(document) and "三级" not in said


def ranked(folder: Path, change: tuple[str, str], file: str) -> Path:
    create(folder, "top100", "zh")
    path = folder / file
    text = path.read_text("utf-8-sig")
    assert re.search(change[0], text, re.MULTILINE)
    path.write_text(re.sub(change[0], change[1], text, flags=re.MULTILINE), "utf-8")
    return folder


def test_a_unit_without_a_rank_in_a_list_of_ranks_is_told_with_its_cell(tmp_path: Path) -> None:
    done = run("check", ranked(tmp_path / "made", (r"^4,", ","), "ranking.csv"), "--json")
    found = done.first("E337")
    assert done.exit_code == 1 and (found["file"], found["cell"]) == ("ranking.csv", "A5")


def test_a_ranking_without_stages_is_told_what_it_lacks(tmp_path: Path) -> None:
    stages = (r"\[\[stages\]\]\n(?:(?:name|to|portrait)[^\n]*\n)+", "")
    done = run("check", ranked(tmp_path / "made", stages, "edition.toml"), "--json")
    found = done.first("E410")
    assert done.exit_code == 3 and found["file"] == "edition.toml" and "[[stages]]" in found["suggestion"]


@pytest.mark.parametrize("shift", [-50, -100])
@pytest.mark.parametrize("family", ["volume", "city"])
def test_scores_below_zero_are_set_as_any_others(family: str, shift: int, tmp_path: Path) -> None:
    folder = tmp_path / family
    create(folder, family, "en")
    rows = [line.split(",") for line in (folder / "scores.csv").read_text("utf-8-sig").splitlines()]
    number = re.compile(r"-?\d+(\.\d+)?")
    moved = [[f"{float(c) + shift:.1f}" if number.fullmatch(c) else c for c in row] for row in rows]
    (folder / "scores.csv").write_text("\n".join(map(",".join, moved)) + "\n", "utf-8")
    file = folder / "edition.toml"
    text = file.read_text("utf-8").replace("[scores]", f"[scores]\nscale = [{shift}, {100 + shift}]", 1)
    text = re.sub(r"^min = (\d+)", lambda found: f"min = {int(found[1]) + shift}", text, flags=re.MULTILINE)
    file.write_text(text, "utf-8")
    unit = () if family == "volume" else ("--unit", rows[1][0])
    done = run("build", folder, *unit, "--format", "pdf,docx", "--out", folder / "out", "--verify", "--json")
    assert done.exit_code == 0, done.out
