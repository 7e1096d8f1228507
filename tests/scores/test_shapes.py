"""Score tables come in many shapes; all of them give the same book."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import HEADER, ROWS, TREE, Desk

FLAT = [row[:1] + row[2:] for row in ROWS]


def with_titles(desk: Desk) -> None:
    desk.workbook([["五市数字经济评分"], ["单位：分"], [], HEADER, *ROWS])


def with_a_unit_line_that_looks_like_a_header(desk: Desk) -> None:
    desk.workbook([["五市评分"], ["单位", "分"], HEADER, *ROWS])


def with_two_merged_header_rows(desk: Desk) -> None:
    def merge(page):  # type: ignore[no-untyped-def]
        for area in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"):
            page.merge_cells(area)

    top = ["城市", "省份", "基础", None, "服务", None]
    desk.workbook([["标题"], top, [None, None, "网络", "平台", "政务", "民生"], *ROWS], change=merge)


def with_unmerged_upper_header(desk: Desk) -> None:
    desk.workbook([[None, None, "基础", None, "服务"], HEADER, *ROWS])


def with_paths_as_labels(desk: Desk) -> None:
    desk.scores(header=("城市", "省份", "基础/网络", "基础 > 平台", "服务-政务", "服务／民生"))


def with_weights_in_labels(desk: Desk) -> None:
    desk.scores(header=("地区名称", "所属省份", "网络（60%）", "平台(40%)", "1. 政务\n（分）", "二、民生"))


def with_a_weight_row(desk: Desk) -> None:
    desk.workbook([HEADER, ["权重", None, 0.6, 0.4, 0.5, 0.5], *ROWS])


def with_weights_of_the_total(desk: Desk) -> None:
    desk.workbook([HEADER, ["合成权重", None, 24, 16, 30, 30], *ROWS])


def with_serial_numbers_and_remarks(desk: Desk) -> None:
    rows = [(number, *row, "已核对") for number, row in enumerate(ROWS, 1)]
    desk.workbook([("序号", *HEADER, "备注"), *rows])


def with_columns_in_another_order(desk: Desk) -> None:
    order = (3, 0, 5, 2, 1, 4)
    desk.workbook([[row[i] for i in order] for row in (HEADER, *ROWS)])


def with_upper_levels_given_too(desk: Desk) -> None:
    def upper(row):  # type: ignore[no-untyped-def]
        first, second = row[2] * 0.6 + row[3] * 0.4, row[4] * 0.5 + row[5] * 0.5
        return (*row, first, second, first * 0.4 + second * 0.6)

    desk.workbook([(*HEADER, "基础", "服务", "综合得分"), *map(upper, ROWS)])


def as_csv(desk: Desk) -> None:
    desk.text([["五市评分"], [], HEADER, *ROWS])


def as_semicolons(desk: Desk) -> None:
    desk.text([HEADER, *ROWS], mark=";")


def as_tabs_in_utf_16(desk: Desk) -> None:
    desk.text([HEADER, *ROWS], name="scores.txt", encoding="utf-16", mark="\t")


def as_a_long_table(desk: Desk) -> None:
    lines = [
        (row[0], row[1], name, value) for row in ROWS for name, value in zip(HEADER[2:], row[2:], strict=True)
    ]
    desk.workbook([("城市", "省份", "指标", "得分"), *lines])


def as_a_long_text_table_with_paths(desk: Desk) -> None:
    keys = ("基础/网络", "基础/平台", "服务/政务", "服务/民生")
    desk.text(
        [
            ("city", "indicator", "score"),
            *((r[0], k, v) for r in ROWS for k, v in zip(keys, r[2:], strict=True)),
        ]
    )


def with_full_names(desk: Desk) -> None:
    desk.scores([(f"{row[0]}市", *row[1:]) for row in ROWS])


def with_two_sheets(desk: Desk) -> None:
    desk.scores(change=lambda page: page.parent.create_sheet("说明", 0).append(["城市", "无关"]))


def with_the_tree_as_pairs(desk: Desk) -> None:
    desk.scores()
    desk.weights([
        ("指标", "上级指标", "权重"), ("基础", "", "40%"), ("服务", "", "60%"), ("网络", "基础", "60%"),
        ("平台", "基础", "40%"), ("政务", "服务", "50%"), ("民生", "服务", "50%"),
    ])  # fmt: skip


def with_a_tree_of_merged_cells(desk: Desk) -> None:
    desk.scores()
    desk.weights([TREE[0], TREE[1], (None, None, "平台", 40), TREE[3], ("", "", "民生", 50), ("合计", 100)])


def with_a_tree_of_shares(desk: Desk) -> None:
    desk.scores()
    desk.weights([TREE[0], *((a, b / 100, c, d / 100) for a, b, c, d in TREE[1:])])


def with_a_column_of_ranks_under_each_parent(desk: Desk) -> None:
    def merge(page):  # type: ignore[no-untyped-def]
        for area in ("A1:A2", "B1:B2", "C1:F1", "G1:I1"):
            page.merge_cells(area)

    def widen(row):  # type: ignore[no-untyped-def]
        first = row[2] * 0.6 + row[3] * 0.4
        return (row[0], row[1], first, 3, *row[2:4], *row[4:6], 2)

    top = ["城市", "省份", "基础", None, None, None, "服务", None, None]
    bottom = [None, None, "得分", "排名", "网络", "平台", "政务", "民生", "排名"]
    desk.workbook([top, bottom, *map(widen, ROWS)], change=merge)


SHAPES: list[Callable[[Desk], None]] = [
    shape for name, shape in list(globals().items()) if name.startswith(("with_", "as_"))
]


@pytest.mark.parametrize("shape", SHAPES, ids=[shape.__name__ for shape in SHAPES])
def test_every_shape_gives_the_same_book(shape: Callable[[Desk], None], desk: Desk) -> None:
    shape(desk)
    outcome = desk.read()
    assert outcome.book, outcome.findings
    book = outcome.book
    assert [placed.unit.name for placed in book.ranking()] == ["成都", "重庆", "贵阳", "西安", "昆明"]
    assert book.score("成都") == pytest.approx(0.4 * (0.6 * 92.5 + 0.4 * 88) + 0.6 * (90.5 + 86) / 2)
    assert book.score("昆明", "服务/政务") == 66.0
    assert not {f.code for f in outcome.findings if f.severity != "note"}


def test_only_totals_are_enough(desk: Desk) -> None:
    desk.scores([(row[0], 90 - number) for number, row in enumerate(ROWS)], header=("城市", "总分"))
    book = desk.read().book
    assert book and book.rank("昆明").rank == 5 and not book.has("基础")


def test_level_1_scores_alone_roll_up_to_the_total(desk: Desk) -> None:
    desk.scores([(row[0], 80, 70) for row in ROWS], header=("城市", "基础", "服务"))
    book = desk.read().book
    assert book and book.score("成都") == 74.0


def test_a_list_of_ranks_is_a_book_without_scores(desk: Desk) -> None:
    desk.text([("rank", "city"), (1, "深圳市"), (2, "上海市"), (3, "北京市")])
    book = desk.read().book
    assert book and not book.has_scores
    assert [(p.unit.name, p.rank) for p in book.ranking()] == [("深圳", 1), ("上海", 2), ("北京", 3)]


def test_one_name_under_two_parents_needs_its_parent_in_the_header(desk: Desk) -> None:
    desk.weights([TREE[0], ("基础", 40, "成效", 60), TREE[2], ("服务", 60, "成效", 50), TREE[4]])
    desk.scores(header=("城市", "省份", "成效", "平台", "成效", "民生"))
    outcome = desk.read()
    assert outcome.exit_code == 1 and "E121" in outcome.codes
    desk.scores(header=("城市", "省份", "基础/成效", "平台", "服务/成效", "民生"))
    book = desk.read().book
    assert book and book.score("成都", "服务/成效") == 90.5


def test_a_merged_parent_tells_equal_names_apart(desk: Desk) -> None:
    desk.weights([TREE[0], ("基础", 40, "成效", 60), TREE[2], ("服务", 60, "成效", 50), TREE[4]])
    top = ["城市", "省份", "基础", None, "服务", None]
    desk.workbook([top, [None, None, "成效", "平台", "成效", "民生"], *ROWS], change=lambda page: [
        page.merge_cells(area) for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1")])  # fmt: skip
    book = desk.read().book
    assert book and book.score("成都", "基础/成效") == 92.5


def test_weights_of_the_table_that_differ_from_the_tree_are_named(desk: Desk) -> None:
    desk.workbook([HEADER, ["权重", None, 0.5, 0.5, 0.5, 0.5], *ROWS])
    outcome = desk.read()
    assert outcome.first("E328").place.cell == "C2"


def test_a_long_table_with_a_line_missing_names_unit_and_indicator(desk: Desk) -> None:
    lines = [(row[0], name, value) for row in ROWS for name, value in zip(HEADER[2:], row[2:], strict=True)]
    desk.workbook([("城市", "指标", "得分"), *lines[:-1]])
    found = desk.read().first("E214")
    assert "昆明" in found.zh and "民生" in found.zh


def test_a_long_table_with_a_line_twice_names_both(desk: Desk) -> None:
    lines = [(row[0], name, value) for row in ROWS for name, value in zip(HEADER[2:], row[2:], strict=True)]
    desk.workbook([("城市", "指标", "得分"), *lines, lines[0]])
    assert "C2、B22" in desk.read().first("E301").zh


def test_formulas_of_the_total_without_results_are_recomputed(desk: Desk) -> None:
    rows = [(*row, f"=SUM(C{n}:F{n})") for n, row in enumerate(ROWS, 2)]
    desk.scores(rows, header=(*HEADER, "综合得分"))
    outcome = desk.read()
    assert outcome.book and "W211" in outcome.codes
    assert outcome.book.score("成都") == pytest.approx(89.23)


def test_attributes_come_from_a_second_table_and_gaps_are_named(desk: Desk) -> None:
    from generator.scores.options import TableRef

    desk.scores()
    table = desk.table
    path = desk.workbook(
        [("城市", "GDP（万亿元）", "性质"), ("成都", 1.7, "公布"), ("重庆市", "2.36", "公布")],
        "gdp.xlsx",
        "GDP",
    )
    desk.table, desk.attributes = table, TableRef(path, "GDP")
    outcome = desk.read()
    assert outcome.book and outcome.book.attribute("成都", "GDP（万亿元）") == 1.7
    assert outcome.book.attribute("重庆", "GDP") == 2.36 and outcome.book.attribute("昆明", "GDP") is None
    assert "昆明" in outcome.first("W315").zh


def test_in_a_table_of_counties_the_city_stands_beside_the_unit(desk: Desk) -> None:
    desk.choose(level="county")
    desk.scores(
        [("江苏省", "南京市", "鼓楼区", 80, 80, 80, 80), ("江苏省", "徐州市", "鼓楼区", 70, 70, 70, 70)],
        header=("省份", "城市", "区县", "网络", "平台", "政务", "民生"),
    )
    outcome = desk.read()
    assert outcome.book, outcome.findings
    assert [(unit.full, unit.adcode) for unit in outcome.book.units] == [
        ("鼓楼区", "320106"),
        ("鼓楼区", "320302"),
    ]
    assert outcome.book.score(outcome.book.units[1]) == 70.0
