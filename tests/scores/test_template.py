"""The workbook to fill in: what is left empty is all that a check finds, and filled in it is a book."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from generator.errors import FindingsError
from generator.scores.labels import level_of, weight_level
from generator.scores.options import ScoreOptions, ScoreSources, TableRef
from generator.scores.source import read_grid
from generator.scores.template import make_template, template_workbook
from generator.scores.tree import Indicator, Tree
from generator.scores.tree_table import read_tree

from .conftest import ROWS, TREE, Desk


def template(desk: Desk) -> bytes:
    assert desk.table
    return template_workbook(ScoreSources(desk.table, desk.tree, None, desk.folder), desk.options)


def fill(data: bytes, desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book["评分"]
    for row, values in enumerate(ROWS, 6):
        for column, value in enumerate(values[2:], 4):
            page.cell(row, column, value)
    book.save(desk.folder / "filled.xlsx")
    desk.table = TableRef(desk.folder / "filled.xlsx", "评分")
    desk.tree = TableRef(desk.folder / "filled.xlsx", "指标体系")


def test_an_empty_template_lacks_only_its_scores(desk: Desk) -> None:
    desk.scores()
    desk.raw(template(desk), "template.xlsx")
    desk.tree = TableRef(desk.folder / "template.xlsx", "指标体系")
    outcome = desk.read()
    assert outcome.codes == {"E214"}
    assert [finding.place.cell for finding in outcome.findings] == ["D6", "D7", "D8", "D9", "D10"]


def test_a_filled_template_is_a_book(desk: Desk) -> None:
    desk.scores()
    before = desk.read().book
    fill(template(desk), desk)
    after = desk.read().book
    assert before and after and after.tree == before.tree
    assert [p.score for p in after.ranking()] == [p.score for p in before.ranking()]


def test_names_are_locked_and_scores_are_open_and_validated(desk: Desk) -> None:
    desk.scores()
    page = openpyxl.load_workbook(io.BytesIO(template(desk)))["评分"]
    assert page.protection.sheet
    assert page["A6"].value == "成都市" and page["A6"].protection.locked
    assert not page["D6"].protection.locked
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    assert "D6>=0" in rules["D6:G10"].formula1 and "—" in rules["D6:G10"].formula1
    assert rules["H6:H10"].type == "list"


def test_weight_sums_are_live_and_turn_red(desk: Desk) -> None:
    desk.scores()
    page = openpyxl.load_workbook(io.BytesIO(template(desk)))["指标体系"]
    assert page["F3"].value == "=SUM(B3:B6)" and page["G3"].value == "=SUM(D3:D4)"
    assert {str(area.sqref) for area in page.conditional_formatting} == {"F3", "G3", "G5"}


def test_a_deeper_tree_is_merged_over_its_leaves(desk: Desk) -> None:
    desk.choose(expected_units=("成都", "重庆"))
    desk.weights([
        ("一级指标", "权重", "二级指标", "权重", "三级指标", "权重"),
        ("甲", 50, "乙", 100, "丙", 60), ("甲", 50, "乙", 100, "丁", 40), ("戊", 50, "己", 100, "庚", 100),
    ])  # fmt: skip
    desk.scores()
    page = openpyxl.load_workbook(io.BytesIO(template(desk)))["评分"]
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {"D4:E4", "D5:E5", "A4:A6"} <= merged
    assert page["A7"].value == "成都市" and page["D3"].value == "='指标体系'!F3*'指标体系'!D3*'指标体系'!B3"


def test_without_units_names_are_chosen_from_a_list(desk: Desk) -> None:
    desk.table = TableRef(desk.folder / "none.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(template(desk)))
    assert book["名录"]["A2"].value == "北京市"
    assert any("名录" in rule.formula1 for rule in book["评分"].data_validations.dataValidation)


def test_a_faulty_tree_makes_no_template(desk: Desk) -> None:
    desk.scores()
    desk.weights([*TREE[:3], ("服务", 60, "政务", 45), ("服务", 60, "民生", 50)])
    with pytest.raises(FindingsError) as raised:
        template(desk)
    assert raised.value.findings[0].code == "E320"


def test_a_tree_of_four_levels_is_read_back_from_its_template(tmp_path: Path) -> None:
    shares = {"甲": 0.6, "乙": 0.4, "甲/一": 1.0, "甲/一/上": 1.0, "甲/一/上/左": 0.3, "甲/一/上/右": 0.7}
    children = {key: tuple(other for other in shares if other.rpartition("/")[0] == key) for key in shares}
    indicators = tuple(
        Indicator(key, key.split("/")[-1], key.count("/") + 1, weight, key.rpartition("/")[0] or None, children[key])
        for key, weight in shares.items()
    )
    tree = Tree(indicators)
    book = openpyxl.load_workbook(io.BytesIO(make_template(tree, (), ScoreOptions("甲", 2024))))
    page = book["指标体系"]
    titles = [page.cell(2, column).value for column in (1, 3, 5, 7)]
    assert titles == ["一级指标", "二级指标", "三级指标", "四级指标"]
    assert [level_of(title) for title in titles] == [1, 2, 3, 4] and weight_level("四级权重") == 4
    book.save(tmp_path / "fill.xlsx")
    found, findings = read_tree(read_grid(TableRef(tmp_path / "fill.xlsx", "指标体系"), tmp_path))
    assert not findings and found is not None
    assert {i.key: (i.level, i.weight) for i in found} == {i.key: (i.level, i.weight) for i in tree}
