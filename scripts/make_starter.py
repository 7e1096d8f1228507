"""Make the workbooks of `templates/new/volume` and `county`: invented units, scores from a fixed seed.

Run `python scripts/make_starter.py` from the root of the checkout; same seed, same workbook.
"""

from __future__ import annotations

import csv
import random
from datetime import datetime
from pathlib import Path

import xlsxwriter

NEW = Path(__file__).parent.parent / "templates" / "new"
STARTER, COUNTY = NEW / "volume", NEW / "county"
SEED = 2024
TOWNS = (  # name, part, residents in 万, level of its scores
    ("青溪镇", "东片", 5.2, 84), ("望湖镇", "东片", 3.6, 79), ("云岭镇", "西片", 2.4, 76), ("沙洲镇", "东片", 4.1, 71),
    ("石桥镇", "南片", 3.3, 68), ("南坪镇", "南片", 2.8, 66), ("柳湾镇", "东片", 3.9, 62), ("竹溪乡", "西片", 1.6, 61),
    ("北塘镇", "西片", 2.9, 57), ("白鹭乡", "南片", 1.9, 55), ("松涛乡", "西片", 1.2, 51), ("梅林乡", "南片", 1.4, 47),
)
PARKS = (
    ("溪州软件园", "东片", 0, 78), ("北塘产业园", "西片", 0, 70), ("望湖科技园", "东片", 0, 66),
    ("石桥工业园", "南片", 0, 61), ("南坪食品园", "南片", 0, 56), ("云岭林产园", "西片", 0, 49),
)
KINDS = (("镇", "town-indicators.csv", TOWNS[:7] + TOWNS[8:9]), ("园区", "park-indicators.csv", PARKS))
SPREAD = 11.0  # points either side of the level


def read_tree(path: Path) -> dict[str, list[str]]:
    """Return the level-2 indicators of each level-1 indicator, from the starter's own tree."""
    tree: dict[str, list[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            tree.setdefault(row["一级指标"], []).append(row["二级指标"])
    return tree


def write_workbook(path: Path) -> None:
    """Write sheets 评分 (title, merged header of two rows, a row a town) and 人口."""
    dice = random.Random(SEED)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "溪州乡镇公共服务评分（虚构）", "created": datetime(2024, 1, 1)})
    head = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1, "bg_color": "#DDE6F0"})
    title = book.add_format({"bold": True, "font_size": 14})
    note = book.add_format({"font_color": "#666666"})
    sheet = book.add_worksheet("评分")
    sheet.write(0, 0, "溪州乡镇公共服务评分（虚构，满分 100）", title)
    for column, name in enumerate(("乡镇", "片区")):
        sheet.merge_range(1, column, 2, column, name, head)
    column = 2
    for top, parts in read_tree(STARTER / "indicators.csv").items():
        sheet.merge_range(1, column, 1, column + len(parts) - 1, top, head)
        for part in parts:
            sheet.write(2, column, part, head)
            column += 1
    for row, (town, area, _, level) in enumerate(TOWNS, start=3):
        sheet.write_row(row, 0, (town, area))
        for place in range(2, column):
            sheet.write(row, place, round(min(98.0, max(12.0, level + dice.uniform(-SPREAD, SPREAD))), 1))
    sheet.write(len(TOWNS) + 3, 0, "注：名称与得分均为虚构。", note)
    sheet.set_column(0, column - 1, 12)
    sheet.freeze_panes(3, 1)
    people = book.add_worksheet("人口")
    people.write_row(0, 0, ("乡镇", "常住人口（万人）"), head)
    for row, (town, _, residents, _) in enumerate(TOWNS, start=1):
        people.write_row(row, 0, (town, residents))
    people.set_column(0, 1, 16)
    book.close()


def write_kinds(path: Path) -> None:
    """Write a sheet to each kind of unit, its header in one row."""
    dice = random.Random(SEED)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "溪州镇与园区评分（虚构）", "created": datetime(2024, 1, 1)})
    head = book.add_format({"bold": True, "align": "center", "border": 1, "bg_color": "#DDE6F0"})
    for kind, file, units in KINDS:
        sheet = book.add_worksheet(kind)
        leaves = [leaf for leaves in read_tree(COUNTY / file).values() for leaf in leaves]
        sheet.write_row(0, 0, (kind, "片区", *leaves), head)
        for row, (name, area, _, level) in enumerate(units, start=1):
            scores = (round(min(98.0, max(12.0, level + dice.uniform(-SPREAD, SPREAD))), 1) for _ in leaves)
            sheet.write_row(row, 0, (name, area, *scores))
        sheet.set_column(0, len(leaves) + 1, 12)
        sheet.freeze_panes(1, 1)
    book.close()


if __name__ == "__main__":
    write_workbook(STARTER / "scores.xlsx")
    write_kinds(COUNTY / "scores.xlsx")
