"""A workbook to fill in: the tree as headers, names locked, scores validated, live weight sums."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator import gazetteer
from generator.errors import FindingsError, InputError
from generator.scores.columns import ColumnReader
from generator.scores.grid import cell_name, column_name
from generator.scores.header import find_header
from generator.scores.options import ScoreOptions, ScoreSources, TableRef
from generator.scores.source import read_grid
from generator.scores.table import Row
from generator.scores.table_reader import TableReader
from generator.scores.tree import TOTAL, Tree
from generator.scores.tree_table import read_tree
from generator.scores.units import Names, Unit, as_unit
from generator.text import chinese_numeral

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_STUB = ("城市", "省份", "综合得分")
_FIRST = len(_STUB)  # column of the first indicator
_TOP = 3  # row of the first header row; title, hint and weights stand above
_SPARE = 40  # rows with a list of names to choose from, where the edition names no units
_REMARKS = ("已核对", "待核对", "估算", "来源存疑")
_NOTES = (
    "只填“评分”表中的浅黄格；名称、省份、表头和综合得分已锁定（工作表保护没有密码）。",
    "分数在 {low:g}–{high:g} 之间，可带小数；不要写单位、百分号、千分位。",
    "确实没有数据时写“—”，不要留空，也不要写 0。",
    "综合得分按“指标体系”表的权重自动汇总；一行填满之前为空。",
    "“指标体系”表中同级权重之和应为 100%，不等时合计格变红。",
    "填好后运行 whitepaper check，逐格列出问题。",
)


def template_workbook(sources: ScoreSources, options: ScoreOptions) -> bytes:
    """Return the workbook for an edition: its tree, and its expected units or those of its table.

    Raises FindingsError where the tree has errors and InputError where it cannot be read.
    """
    if sources.tree is None:
        raise InputError("版本没有指标体系，无法生成填报模板", en="the edition has no indicator tree")
    tree, findings = read_tree(read_grid(sources.tree, sources.folder))
    if tree is None:
        raise FindingsError("指标体系有错误，未生成模板", findings, en="the indicator tree has errors")
    return make_template(tree, _units(sources, options), options)


def _units(sources: ScoreSources, options: ScoreOptions) -> tuple[Unit, ...]:
    """Return the units to lock in: those expected, else those of the score table, else none."""
    names = Names(options)
    if options.expected_units:
        entries = [names.entry(name) for name in options.expected_units]
        return tuple(as_unit(entry, Row(0, entry.name)) for entry in entries if entry)
    if isinstance(sources.table, TableRef) and not sources.table.path.is_file():
        return ()
    grid = read_grid(sources.table, sources.folder)
    header, _ = find_header(grid, Tree(), options)
    if header is None:
        return ()
    ColumnReader(grid, Tree(), options, header, only_attributes=True).read()
    header.attributes.clear()
    table = TableReader(grid, header, Tree(), options).read()
    found = [(names.identify(table, row, []), row) for row in table.rows]
    return tuple({entry.adcode or entry.name: as_unit(entry, row) for entry, row in found if entry}.values())


def make_template(tree: Tree, units: Sequence[Unit], options: ScoreOptions) -> bytes:
    """Return the workbook with sheets 评分, 指标体系, 填写说明 and, for choosing names, 名录."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": options.title, "created": datetime(2000, 1, 1)})
    sheet = _TemplateWriter(book, tree, options)
    sheet.write_scores(units)
    sheet.write_tree()
    sheet.write_notes()
    if not units:
        sheet.write_names()
    book.close()
    return stream.getvalue()


class _TemplateWriter:
    """Writes the sheets of one template; keeps its cell formats and where weights stand."""

    def __init__(self, book: Workbook, tree: Tree, options: ScoreOptions) -> None:
        self.book, self.tree, self.options = book, tree, options
        self.leaves = tree.leaves()
        self.depth = tree.depth
        self.scores = book.add_worksheet("评分")
        self.weights = book.add_worksheet("指标体系")
        plain: dict[str, Any] = {"border": 1, "border_color": "#BFBFBF"}
        centred: dict[str, Any] = plain | {"align": "center", "valign": "vcenter"}
        head = centred | {"bold": True, "text_wrap": True, "bg_color": "#DDE6F0"}
        self.formats: dict[str, Format] = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "hint": book.add_format({"font_color": "#666666"}),
            "head": book.add_format(head),
            "name": book.add_format(plain),
            "total": book.add_format(plain | {"num_format": "0.0"}),
            "score": book.add_format(plain | {"locked": False, "bg_color": "#FFFBE6"}),
            "share": book.add_format(centred | {"num_format": "0.##%"}),
            "weight": book.add_format(centred | {"num_format": "0.##%", "locked": False}),
            "red": book.add_format({"bg_color": "#F4A6A0", "bold": True}),
        }

    # --- 评分 ----------------------------------------------------------------------------
    def write_scores(self, units: Sequence[Unit]) -> None:
        sheet = self.scores
        last = _FIRST + len(self.leaves) - 1
        sheet.write(0, 0, f"{self.options.title or '评分'}（填报表）", self.formats["title"])
        low, high = self.options.scale
        sheet.write(1, 0, f"单位：分（{low:g}–{high:g}）；缺失写“—”；详见“填写说明”", self.formats["hint"])
        sheet.write(2, 0, "合成权重", self.formats["hint"])
        own = (*self.options.unit_names, *_STUB)[0], (*self.options.group_names, _STUB[1])[0]
        for column, label in enumerate((*own, *_STUB[2:])):
            self._span(sheet, _TOP, column, self.depth, 1, label)
        self._write_header()
        first = _TOP + self.depth
        coded = bool(units) and self.options.level in ("county", "zone")  # 鼓楼区 alone says nothing
        if coded:
            self._span(sheet, _TOP, last + 2, self.depth, 1, "行政区划代码")
        for row in range(first, first + (len(units) or _SPARE)):
            unit = units[row - first] if units else None
            style = self.formats["name" if unit else "score"]
            sheet.write(row, 0, unit.full if unit else None, style)
            sheet.write(row, 1, unit.province if unit else None, style)
            self._write_total(row, last, unit is not None)
            for column in range(_FIRST, last + 1):
                sheet.write_blank(row, column, None, self.formats["score"])
            sheet.write_blank(row, last + 1, None, self.formats["score"])
            if coded:
                sheet.write_string(row, last + 2, unit.adcode if unit else "", self.formats["name"])
        self._validate(first, first + (len(units) or _SPARE) - 1, last, bool(units))
        sheet.freeze_panes(first, _FIRST)
        sheet.set_column(0, 1, 16)
        sheet.set_column(2, last + 2, 11)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

    def _write_header(self) -> None:
        """Write one header row per level, parents merged over their children, and the weights above."""
        for column, leaf in enumerate(self.leaves, _FIRST):
            weight = f"='指标体系'!{self._weight_cell(leaf.key)}"
            for above in self.tree.ancestors(leaf.key):
                weight += f"*'指标体系'!{self._weight_cell(above.key)}"
            self.scores.write_formula(2, column, weight, self.formats["share"], self.tree.share(leaf.key))
        for level in range(1, self.depth + 1):
            for start, count, name, deepest in self._spans(level):
                rows = self.depth - level + 1 if deepest else 1
                self._span(self.scores, _TOP + level - 1, _FIRST + start, rows, count, name)
        self._span(self.scores, _TOP, _FIRST + len(self.leaves), self.depth, 1, "备注")

    def _spans(self, level: int) -> Iterator[tuple[int, int, str, bool]]:
        """Yield first leaf, number of leaves, name and whether it is a leaf, for all of a level."""
        position = {leaf.key: index for index, leaf in enumerate(self.leaves)}
        for indicator in self.tree.level(level):
            own = self.tree.leaves(indicator.key)
            yield position[own[0].key], len(own), indicator.name, not indicator.children

    def _span(self, sheet: Worksheet, row: int, column: int, rows: int, columns: int, label: str) -> None:
        if rows == columns == 1:
            sheet.write(row, column, label, self.formats["head"])
        else:
            sheet.merge_range(row, column, row + rows - 1, column + columns - 1, label, self.formats["head"])

    def _write_total(self, row: int, last: int, named: bool) -> None:
        if not named:
            self.scores.write_blank(row, 2, None, self.formats["total"])
            return
        begin, end = column_name(_FIRST), column_name(last)
        line = f"{begin}{row + 1}:{end}{row + 1}"
        weights = f"${begin}$3:${end}$3"
        formula = f'=IF(COUNT({line})={len(self.leaves)},SUMPRODUCT({weights},{line}),"")'
        self.scores.write_formula(row, 2, formula, self.formats["total"], "")

    def _validate(self, first: int, last: int, column: int, named: bool) -> None:
        low, high = self.options.scale
        cell = cell_name(first, _FIRST)
        markers = "".join(f',{cell}="{marker}"' for marker in self.options.missing_markers)
        rule = f"=OR(AND(ISNUMBER({cell}),{cell}>={low:g},{cell}<={high:g}){markers})"
        self.scores.data_validation(
            first,
            _FIRST,
            last,
            column,
            {
                "validate": "custom",
                "value": rule,
                "error_title": "分数无效",
                "error_message": f"请填 {low:g}–{high:g} 之间的数；缺失写“—”。",
            },
        )
        self.scores.data_validation(
            first, column + 1, last, column + 1, {"validate": "list", "source": list(_REMARKS)}
        )
        if not named:
            count = len(gazetteer.load().cities)
            self.scores.data_validation(
                first, 0, last, 0, {"validate": "list", "source": f"='名录'!$A$2:$A${count + 1}"}
            )

    # --- 指标体系 ------------------------------------------------------------------------
    def _weight_cell(self, key: str) -> str:
        """Return the cell of an indicator's weight on sheet 指标体系."""
        indicator = self.tree.indicator(key)
        first = self.leaves.index(self.tree.leaves(key)[0])
        return cell_name(2 + first, 2 * indicator.level - 1)

    def write_tree(self) -> None:
        """Write the tree with weights to edit and, to its right, the sum of every family."""
        sheet = self.weights
        sheet.write(0, 0, "指标体系与权重", self.formats["title"])
        for level in range(1, self.depth + 1):
            step = chinese_numeral(level)
            sheet.write(1, 2 * level - 2, f"{step}级指标", self.formats["head"])
            sheet.write(1, 2 * level - 1, "权重", self.formats["head"])
            sheet.write(1, 2 * self.depth + level, f"{step}级权重合计", self.formats["head"])
            for start, count, name, _ in self._spans(level):
                self._span(sheet, 2 + start, 2 * level - 2, count, 1, name)
            for indicator in self.tree.level(level):
                self._write_weight(indicator.key)
        self._write_sum(TOTAL, 1)
        for indicator in self.tree:
            if indicator.children:
                self._write_sum(indicator.key, indicator.level + 1)
        sheet.set_column(0, 3 * self.depth, 15)
        sheet.freeze_panes(2, 0)

    def _write_weight(self, key: str) -> None:
        indicator = self.tree.indicator(key)
        own = self.tree.leaves(key)
        row, column = 2 + self.leaves.index(own[0]), 2 * indicator.level - 1
        if len(own) > 1:
            end = row + len(own) - 1
            self.weights.merge_range(row, column, end, column, indicator.weight, self.formats["weight"])
        else:
            self.weights.write(row, column, indicator.weight, self.formats["weight"])

    def _write_sum(self, key: str, level: int) -> None:
        """Write the live sum of a family beside its first row; it turns red where it is not 100 %."""
        own = self.tree.leaves(key)
        first = 2 + self.leaves.index(own[0])
        weights = column_name(2 * level - 1)
        column = 2 * self.depth + level
        formula = f"=SUM({weights}{first + 1}:{weights}{first + len(own)})"
        self.weights.write_formula(first, column, formula, self.formats["share"], 1)
        self.weights.conditional_format(
            first,
            column,
            first,
            column,
            {
                "type": "cell",
                "criteria": "not between",
                "minimum": 0.999999,
                "maximum": 1.000001,
                "format": self.formats["red"],
            },
        )

    # --- 填写说明, 名录 --------------------------------------------------------------------
    def write_notes(self) -> None:
        """Write how to fill the workbook in, with an example row."""
        sheet = self.book.add_worksheet("填写说明")
        low, high = self.options.scale
        sheet.write(0, 0, "填写说明", self.formats["title"])
        for row, note in enumerate(_NOTES, 1):
            sheet.write(row, 0, f"{row}. {note.format(low=low, high=high)}")
        row = len(_NOTES) + 2
        sheet.write(row, 0, "示例", self.formats["title"])
        labels = ("名称", "所在省", *(leaf.name for leaf in self.leaves[:4]), "备注")
        values = ("某某市", "某某省", 78.5, 64, "—", 81.25, "已核对")
        for column, (label, value) in enumerate(
            zip(labels, values[: len(labels) - 1] + values[-1:], strict=True)
        ):
            sheet.write(row + 1, column, label, self.formats["head"])
            sheet.write(row + 2, column, value, self.formats["name"])
        sheet.set_column(0, 8, 16)

    def write_names(self) -> None:
        """Write the names of all cities, to choose from."""
        sheet = self.book.add_worksheet("名录")
        sheet.write(0, 0, "城市", self.formats["head"])
        for row, entry in enumerate(gazetteer.load().cities, 1):
            sheet.write(row, 0, entry.name)
        sheet.set_column(0, 0, 26)
