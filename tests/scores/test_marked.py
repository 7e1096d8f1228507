"""The marked copy: red cells with comments, and a first sheet that leads to each of them."""

from __future__ import annotations

import io

import openpyxl

from generator.scores.marked import mark
from generator.scores.options import ScoreSources

from .conftest import HEADER, ROWS, TREE, Desk


def marked(desk: Desk) -> openpyxl.Workbook:
    assert desk.table
    sources = ScoreSources(desk.table, desk.tree, desk.attributes, desk.folder)
    return openpyxl.load_workbook(io.BytesIO(mark(sources, desk.read().findings, "zh")))


def faulty(desk: Desk) -> None:
    rows = [list(row) for row in ROWS]
    rows[3][2], rows[0][0], rows[1][3] = 101, "成都 ", "76.5"
    desk.scores(rows)
    desk.weights([*TREE[:3], ("服务", 60, "政务", 45), ("服务", 60, "民生", 50)])


def test_errors_are_red_warnings_yellow_and_both_carry_comments(desk: Desk) -> None:
    faulty(desk)
    desk.weights()
    page = marked(desk)["评分"]
    assert page["C5"].fill.start_color.rgb == "FFF4A6A0" and "E201" in page["C5"].comment.text
    assert page["A2"].fill.start_color.rgb == "FFFFEB9C" and "W304" in page["A2"].comment.text
    assert page["D3"].comment.text.startswith("W203")
    assert page["C5"].value == 101


def test_the_first_sheet_lists_all_findings_with_links(desk: Desk) -> None:
    faulty(desk)
    desk.weights()
    book = marked(desk)
    page = book.worksheets[0]
    assert page.title == "检查结果" and book.active is page
    rows = {row[2].value: row for row in page.iter_rows(min_row=2)}
    assert set(rows) == desk.read().codes
    assert rows["E201"][4].hyperlink.location == "'评分'!C5"


def test_a_text_table_becomes_a_sheet_that_is_marked(desk: Desk) -> None:
    faulty(desk)
    book = marked(desk)
    assert book["indicators.csv"]["D4"].comment.text.startswith("E320")


def test_nothing_in_a_copied_text_table_becomes_a_formula(desk: Desk) -> None:
    desk.choose(attributes=("口号",))
    desk.text([(*HEADER, "口号"), *((*row, "=cmd|' /C calc'!A0") for row in ROWS)])
    cell = marked(desk)["scores.csv"]["G2"]
    assert cell.data_type == "s" and cell.value.startswith("=cmd")


def test_merged_cells_are_marked_at_their_first_cell(desk: Desk) -> None:
    desk.scores(change=lambda page: page.merge_cells("A2:A3"))
    assert "E117" in marked(desk)["评分"]["A2"].comment.text


def test_control_characters_do_not_stop_the_copy(desk: Desk) -> None:
    desk.text([HEADER, ("成\x0b都", *ROWS[0][1:]), *ROWS[1:]])
    assert "E313" in marked(desk)["scores.csv"]["A2"].comment.text
    desk.scores([("成_x000B_都", *ROWS[0][1:]), *ROWS[1:]])
    assert "E313" in marked(desk)["评分"]["A2"].comment.text


def test_a_second_marking_replaces_the_list(desk: Desk) -> None:
    faulty(desk)
    assert desk.table
    sources = ScoreSources(desk.table, desk.tree, None, desk.folder)
    desk.raw(mark(sources, desk.read().findings, "zh"))
    assert marked(desk).sheetnames.count("检查结果") == 1
