"""The workbook of scores as a team keeps it: sheets 评分, 指标体系 and GDP, with merged headers and formulas.

`make_cities.py` and `make_western.py` fill it: they say what is in it, this says how it is laid out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

Sheet = xlsxwriter.worksheet.Worksheet
Styles = Mapping[str, object]
Tree = Mapping[tuple[str, float], Mapping[tuple[str, float], Mapping[str, float]]]
"""Level 1 with its weight in percent → level 2 with its weight → level 3 → weight."""

FIRST = 4  # the column of the first leaf, behind number, city, province and total
TOP = 6  # the row of the first city, below title, measure, three levels and weights
_LEVELS = ("一级指标", "权重", "二级指标", "权重", "三级指标", "权重")
_NAME_OF = xlsxwriter.utility.xl_col_to_name


@dataclass(frozen=True)
class Leaf:
    """A level-3 indicator: its path, its share of level 1 and its share of the total."""

    level1: str
    level2: str
    name: str
    share: float
    total_share: float


def leaves_of(tree: Tree) -> list[Leaf]:
    """Return the leaves of a tree whose weights are percentages of the parent."""
    return [
        Leaf(level1, level2, name, w2 * w3 / 1e4, w1 * w2 * w3 / 1e6)
        for (level1, w1), branches in tree.items()
        for (level2, w2), leaves in branches.items()
        for name, w3 in leaves.items()
    ]


def total_of(row: Mapping[Leaf, float]) -> float:
    """Return the unrounded total of a row of level-3 scores."""
    return sum(leaf.total_share * score for leaf, score in row.items())


@dataclass(frozen=True)
class Titles:
    """What stands above and below the sheets, and when the file says it was made."""

    file: str
    made: datetime
    scores: str
    measure: str
    total: str
    notes: Sequence[str]
    tree: str
    gdp: str
    gdp_note: str


@dataclass(frozen=True)
class City:
    """A row: its name and province, its scores, its GDP and what kind of figure that is."""

    name: str
    province: str
    scores: Mapping[Leaf, float]
    gdp: float
    standing: str


def write_workbook(path: Path, titles: Titles, tree: Tree, cities: Sequence[City]) -> None:
    """Write the workbook; the same rows give the same bytes."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": titles.file, "created": titles.made})
    centre = {"align": "center", "valign": "vcenter"}
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14, **centre}),
        "head": book.add_format({"bold": True, "border": 1, "text_wrap": True, **centre}),
        "note": book.add_format({"italic": True, "font_color": "#666666"}),
        "text": book.add_format({"border": 1}),
        "one": book.add_format({"border": 1, "num_format": "0.0"}),
        "three": book.add_format({"border": 1, "num_format": "0.000"}),
        "weight": book.add_format({"border": 1, "num_format": "0.0000", "font_color": "#666666"}),
        "percent": book.add_format({"border": 1, "num_format": "0.0%", **centre}),
    }
    _write_scores(book.add_worksheet("评分"), styles, titles, leaves_of(tree), cities)
    _write_tree(book.add_worksheet("指标体系"), styles, titles, tree)
    _write_gdp(book.add_worksheet("GDP"), styles, titles, cities)
    book.close()


def _write_scores(
    sheet: Sheet, styles: Styles, titles: Titles, leaves: Sequence[Leaf], cities: Sequence[City]
) -> None:
    """Write title, measure, header rows of levels 1 to 3, weights, a row a city, 平均 and notes."""
    last = FIRST + len(leaves) - 1
    left, right = _NAME_OF(FIRST), _NAME_OF(last)
    sheet.merge_range(0, 0, 0, last, titles.scores, styles["title"])
    sheet.write(1, 0, titles.measure, styles["note"])
    for column, label in enumerate(("序号", "城市", "省份", titles.total)):
        sheet.merge_range(2, column, 4, column, label, styles["head"])
    _span(sheet, 2, FIRST, [leaf.level1 for leaf in leaves], styles["head"])
    _span(sheet, 3, FIRST, [f"{leaf.level1}\0{leaf.level2}" for leaf in leaves], styles["head"])
    for column, leaf in enumerate(leaves, FIRST):
        sheet.write(4, column, leaf.name, styles["head"])
        sheet.write(5, column, round(leaf.total_share, 9), styles["weight"])
    sheet.write(5, 1, "合成权重", styles["text"])
    sheet.write_formula(5, 3, f"=SUM({left}6:{right}6)", styles["weight"], 1)
    for row, city in enumerate(cities, TOP):
        for column, value in enumerate((row - TOP + 1, city.name, city.province)):
            sheet.write(row, column, value, styles["text"])
        formula = f"=SUMPRODUCT({left}$6:{right}$6,{left}{row + 1}:{right}{row + 1})"
        sheet.write_formula(row, 3, formula, styles["one"], round(total_of(city.scores), 9))
        for column, leaf in enumerate(leaves, FIRST):
            sheet.write(row, column, city.scores[leaf], styles["one"])
    foot = TOP + len(cities)
    sheet.write(foot, 1, "平均", styles["text"])
    for column in range(3, last + 1):
        leaf_of = None if column == 3 else leaves[column - FIRST]
        values = [total_of(city.scores) if leaf_of is None else city.scores[leaf_of] for city in cities]
        formula = f"=AVERAGE({_NAME_OF(column)}{TOP + 1}:{_NAME_OF(column)}{foot})"
        sheet.write_formula(foot, column, formula, styles["one"], round(sum(values) / len(values), 9))
    for offset, note in enumerate(titles.notes, 2):
        sheet.write(foot + offset, 0, note, styles["note"])
    sheet.freeze_panes(TOP, FIRST)
    for first, end, width in ((0, 0, 6), (1, 1, 11), (2, 2, 17), (3, last, 11)):
        sheet.set_column(first, end, width)


def _span(sheet: Sheet, row: int, column: int, labels: Sequence[str], style: object) -> None:
    """Write `labels` from `column` on, equal neighbours merged; of `a\\0b` only b is shown."""
    start = 0
    for end in range(1, len(labels) + 1):
        if end == len(labels) or labels[end] != labels[start]:
            sheet.merge_range(row, column + start, row, column + end - 1, labels[start].split("\0")[-1], style)
            start = end


def _write_tree(sheet: Sheet, styles: Styles, titles: Titles, tree: Tree) -> None:
    """Write three levels with weights, upper levels merged down."""
    sheet.merge_range(0, 0, 0, 5, titles.tree, styles["title"])
    for column, label in enumerate(_LEVELS):
        sheet.write(1, column, label, styles["head"])
    row = 2
    for (level1, w1), branches in tree.items():
        count = sum(len(leaves) for leaves in branches.values())
        sheet.merge_range(row, 0, row + count - 1, 0, level1, styles["head"])
        sheet.merge_range(row, 1, row + count - 1, 1, w1 / 100, styles["percent"])
        for (level2, w2), leaves in branches.items():
            sheet.merge_range(row, 2, row + len(leaves) - 1, 2, level2, styles["head"])
            sheet.merge_range(row, 3, row + len(leaves) - 1, 3, w2 / 100, styles["percent"])
            for name, w3 in leaves.items():
                sheet.write(row, 4, name, styles["text"])
                sheet.write(row, 5, w3 / 100, styles["percent"])
                row += 1
    sheet.set_column(0, 5, 18)


def _write_gdp(sheet: Sheet, styles: Styles, titles: Titles, cities: Sequence[City]) -> None:
    """Write the GDP of every city, and whether it is published or for demonstration."""
    sheet.merge_range(0, 0, 0, 3, titles.gdp, styles["title"])
    for column, label in enumerate(("城市", "省份", "GDP（万亿元）", "数据性质")):
        sheet.write(1, column, label, styles["head"])
    for row, city in enumerate(cities, 2):
        sheet.write(row, 0, city.name, styles["text"])
        sheet.write(row, 1, city.province, styles["text"])
        sheet.write(row, 2, city.gdp, styles["three"])
        sheet.write(row, 3, city.standing, styles["text"])
    sheet.write(3 + len(cities), 0, titles.gdp_note, styles["note"])
    sheet.set_column(0, 3, 17)
