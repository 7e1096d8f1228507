"""How tables are laid out in practice: rows and columns that are no scores do not change the scores."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from generator.scores.book import Book
from generator.scores.tree import TOTAL

from .conftest import HEADER, ROWS, Desk, Outcome

PLAIN = [list(row) for row in ROWS]
UNITS = [
    ["", "", "分", "分", "分", "分"],
    ["单位", "", "分", "分", "分", "分"],
    ["City", "Province", "Network", "Platform", "Gov", "Life"],
    ["满分", "", 100, 100, 100, 100],
    ["权重", "", 24, 16, 30, 30],
]


def totals(book: Book | None) -> list[float]:
    assert book is not None
    return [round(book.score(name, TOTAL), 6) for name, *_ in ROWS]


def sound(desk: Desk) -> list[float]:
    desk.scores()
    return totals(desk.read().book)


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row[0] or "unnamed")
def test_a_row_of_units_weights_or_translations_under_the_header(row: list[object], desk: Desk) -> None:
    expected = sound(desk)
    desk.scores([row, *PLAIN])
    assert totals(desk.read().book) == expected


@pytest.mark.parametrize("title", ["一、西南地区", "（一）西部", "第一梯队（80分以上）", "西北"])
def test_a_title_of_a_part_is_no_unit(title: str, desk: Desk) -> None:
    expected = sound(desk)
    desk.scores([[title], *PLAIN[:2], [title], *PLAIN[2:]])
    outcome = desk.read()
    assert totals(outcome.book) == expected and "W120" in outcome.codes


def _three_rows(desk: Desk, weights: tuple[str, ...]) -> Outcome:
    def merge(page) -> None:  # type: ignore[no-untyped-def]
        for area in ("A1:F1", "A2:A4", "B2:B4", "C2:D2", "E2:F2"):
            page.merge_cells(area)

    names = [["城市", "省份", "基础", None, "服务", None], [None, None, "网络", "平台", "政务", "民生"]]
    desk.workbook([["2020年得分表"], *names, [None, None, *weights], *PLAIN], change=merge)
    return desk.read()


def test_a_header_of_three_rows_with_weights_is_read_and_its_weights_are_checked(desk: Desk) -> None:
    expected = sound(desk)
    assert totals(_three_rows(desk, ("60%", "40%", "50%", "50%")).book) == expected
    assert "E328" in _three_rows(desk, ("70%", "30%", "50%", "50%")).codes


def test_a_turned_table_is_told_as_such(desk: Desk) -> None:
    desk.workbook([list(column) for column in zip(HEADER, *ROWS, strict=True)])
    outcome = desk.read()
    assert outcome.codes == {"E115"} and "颠倒" in outcome.first("E115").zh


CODES: dict[str, tuple[Callable[[str], object], str]] = {
    "number as text": (lambda code: f"{code}.0", "E312"),
    "twelve digits": (lambda code: f"{code}000000", "E312"),
    "four digits": (lambda code: code[:4], "E312"),
    "a code of the team's own": (lambda code: f"C{code}", "N312"),
}


@pytest.mark.parametrize("form", CODES)
def test_a_code_in_any_form_checks_the_name(form: str, desk: Desk) -> None:
    write, told = CODES[form]
    right = ("510100", "500000", "520100", "610100", "530100")
    for codes, expected in ((right, set()), ((*right[:4], "530300"), {"E312"})):
        rows = [[*row, write(code)] for row, code in zip(ROWS, codes, strict=True)]
        desk.text([[*HEADER, "代码"], *rows])
        found = desk.read().codes & {"E312", "N312"}
        assert found == (expected if told == "E312" else {"N312"})


def test_of_several_visible_sheets_it_is_told_which_was_read(desk: Desk) -> None:
    desk.scores(change=lambda page: page.parent.create_sheet("得分2021"))
    assert desk.table
    desk.table = type(desk.table)(desk.table.path)
    found = desk.read().first("N115")
    assert found.value == "评分" and "得分2021" in found.zh


@pytest.mark.parametrize("formula", ["cmd|' /C calc'!A0", 'WEBSERVICE("http://x")', "'D:\\[2019.xlsx]表'!A1"])
def test_a_result_from_outside_is_told(formula: str, desk: Desk) -> None:
    desk.scores()
    cell = f'<c r="C2"><f>{formula.replace("<", "&lt;")}</f><v>92.5</v></c>'.encode()
    desk.part("xl/worksheets/sheet1.xml", lambda data: re.sub(rb'<c r="C2".*?</c>', lambda _: cell, data, count=1))
    assert "W212" in desk.read().codes


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_by_its_zero_bytes(encoding: str, desk: Desk) -> None:
    expected = sound(desk)
    desk.text([HEADER, *ROWS], encoding=encoding)
    outcome = desk.read()
    assert totals(outcome.book) == expected and "OK107" in outcome.codes


def test_what_stands_far_below_a_text_table_is_told(desk: Desk) -> None:
    desk.text([HEADER, *ROWS, *([[]] * 300), ["成都", "四川省", 1, 1, 1, 1]])
    assert "W113" in desk.read().codes


def test_a_parent_without_leaves_needs_them_for_a_paper_but_not_for_reading(desk: Desk) -> None:
    desk.scores([row[:4] for row in PLAIN], header=("城市", "省份", "基础", "服务"))
    assert desk.read().book is not None
