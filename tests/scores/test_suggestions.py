"""What a finding suggests, for slips whose cause is plain: the words that let a reader mend the cell at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.scores.options import TableRef
from tests.command import run

from .conftest import HEADER, ROWS, TREE, Desk


def _changed(row: int, column: int, value: object) -> list[list[object]]:
    rows: list[list[object]] = [list(one) for one in ROWS]
    rows[row - 2][column] = value
    return rows


def _told(desk: Desk, code: str) -> tuple[str, str, str]:
    """Return cell and both suggestions of the only finding with `code`."""
    (found,) = (finding for finding in desk.read().findings if finding.code == code)
    return found.place.cell, found.hint_zh, found.hint_en


@pytest.mark.parametrize("label", ["网络得分", "2020年网络", "网络指数", "网洛", "网络1"])
def test_a_label_that_is_dressed_up_or_misspelt_names_its_indicator(label: str, desk: Desk) -> None:
    desk.scores(header=("城市", "省份", label, *HEADER[3:]))
    assert _told(desk, "E122") == ("C1", "请改成“网络”", "write “网络”")


@pytest.mark.parametrize("label", ["算力", "GDP", "网"])
def test_a_label_that_is_no_indicator_is_not_taken_for_one(label: str, desk: Desk) -> None:
    desk.scores(header=("城市", "省份", label, *HEADER[3:]))
    assert desk.read().codes == {"E323"}


def test_an_unknown_indicator_of_a_long_table_is_told_with_those_there_are(desk: Desk) -> None:
    lines = [(row[0], name, value) for row in ROWS for name, value in zip(HEADER[2:], row[2:], strict=True)]
    desk.text([("城市", "指标", "得分"), *lines, ("成都", "网路", 90), ("成都", "算力", 80)])
    assert _told(desk, "E122")[1] == "请改成“网络”"
    assert "网络、平台、政务、民生" in _told(desk, "E323")[1]


@pytest.mark.parametrize(
    ("tree", "code", "zh"),
    [
        ([("基础", 40, "网络", 24), ("基础", 40, "平台", 16), *TREE[3:]], "E320", "应写占“基础”的比重：网络 60%"),
        ([("基础", 40, "网络", 60), ("基楚", 40, "平台", 40), *TREE[3:]], "E321", "“基础”与“基楚”是否为同一指标"),
        ([*TREE[1:3], ("服务", 60, "政务", 50), ("服务", 60, "民生", 49.9)], "E320", "可把“民生”写为 50%"),
        ([*TREE[1:3], ("服务", 60, "政务", 50), ("服务", 60, "民生", "")], "E322", "这一项应为 50%"),
        ([*TREE[1:3], ("服务", 60, "政务", 50), ("服务", 60, "民生", 30)], "E320", "请使同级权重合计为 100%"),
    ],
)  # fmt: skip
def test_weights_that_do_not_sum_to_one_say_what_to_write(
    tree: Sequence[tuple[object, ...]], code: str, zh: str, desk: Desk
) -> None:
    desk.weights([TREE[0], *tree])
    desk.scores()
    found = desk.read().first(code)
    assert zh in found.hint_zh and "100%" in found.hint_en and found.en
    assert found.hint_zh.count("；") == found.hint_en.count(";")


def test_a_column_of_mixed_weights_is_one_finding_and_shows_what_the_sheet_shows(desk: Desk) -> None:
    desk.scores()
    table = desk.table

    def in_percent(page) -> None:  # type: ignore[no-untyped-def]
        page["B2"], page["B2"].number_format = 0.4, "0%"

    path = desk.workbook(TREE, "tree.xlsx", "体系", change=in_percent)
    desk.table, desk.tree = table, TableRef(path, "体系")
    outcome = desk.read()
    assert [finding.code for finding in outcome.findings] == ["E206"]
    assert outcome.findings[0].value == "40%" and outcome.findings[0].place.cell == "B2"


@pytest.mark.parametrize(
    ("remark", "is_data"),
    [
        ("※ 表示估计值", False), ("*数据缺失", False), ("填表人：张三", False), ("1. 得分按百分制", False),
        ("（完）", False),
        ("数据截至2023年底", False), ("附：表二", False), ("拉萨", True), ("西虹市", True), ("2020年", True),
        ("*拉萨", True),
        ("1.拉萨", True), ("拉萨（含新区）", True), ("—", True),
    ],
)  # fmt: skip
def test_a_remark_below_the_table_is_no_unit_and_a_unit_without_scores_no_remark(
    remark: str, is_data: bool, desk: Desk
) -> None:
    desk.scores([*ROWS, (remark,)])
    outcome = desk.read()
    assert ("E214" in outcome.codes) == is_data and ("W120" in outcome.codes) != is_data
    desk.scores([*ROWS, (remark, None, 60, 61, 62, 63)])  # with scores it is never left out
    assert "W120" not in desk.read().codes


def test_what_a_merged_cell_hides_is_told_where_it_lacks(desk: Desk) -> None:
    desk.scores(_changed(3, 2, None), change=lambda page: page.merge_cells("C2:C3"))
    assert _told(desk, "E214")[0] == "C3" and "C2:C3 是合并单元格" in _told(desk, "E214")[1]
    desk.scores(header=("城市", "省份", "网络", None, *HEADER[4:]), change=lambda page: page.merge_cells("C1:D1"))
    assert all("C1:D1 是合并单元格" in f.hint_zh for f in desk.read().findings if f.code == "W126")
    rows = [(name, "四川省" if not n else None, *scores) for n, (name, _, *scores) in enumerate(ROWS[:1] + ROWS[:0])]
    desk.scores([*rows, ("绵阳", None, 1, 2, 3, 4)], change=lambda page: page.merge_cells("B2:B3"))
    assert "fill_down_province = true" in _told(desk, "E117")[1]


@pytest.mark.parametrize(
    ("value", "code", "zh"),
    [
        (925, "E201", "应为 92.5"), (8950, "E201", "应为 89.5"), (101, "E201", "请核对这一格"),
        (-5, "E201", "请核对这一格"),
        ("(92.5)", "E207", "只填数字：92.5"), ("$92.5", "E207", "只填数字：92.5"), (">90", "E207", "请填入数字"),
        ("92.5/100", "E207", "请填入数字"), ("1.7万", "E207", "统一的单位"),
    ],
)  # fmt: skip
def test_a_score_that_is_none_says_what_it_may_have_been(value: object, code: str, zh: str, desk: Desk) -> None:
    desk.scores(_changed(3, 2, value))
    cell, hint_zh, hint_en = _told(desk, code)
    assert cell == "C3" and zh in hint_zh and hint_en


def test_a_table_without_a_header_says_what_its_first_row_says(desk: Desk) -> None:
    desk.workbook(ROWS)
    found = desk.read().first("E115")
    assert found.place.cell == "A1" and "成都、四川省、92.5" in found.zh and "成都, 四川省" in found.en
    desk.workbook([*([f"说明{n}"] for n in range(65)), HEADER, *ROWS])
    assert "前 60 行之内" in desk.read().first("E115").hint_zh
    desk.raw("\n".join(" ".join(map(str, row)) for row in (HEADER, *ROWS)).encode(), "scores.csv", "")
    assert "用逗号或制表符分开" in desk.read().first("E115").hint_zh


def test_names_and_provinces_in_each_others_columns_are_told_as_such(desk: Desk) -> None:
    desk.scores([(row[1], row[0], *row[2:]) for row in ROWS])
    found = desk.read().first("E308")
    assert "“成都”与“四川省”是否写反了列" in found.hint_zh and "swapped" in found.hint_en


def test_a_district_of_a_name_that_others_bear_is_told_how_to_be_written(desk: Desk) -> None:
    desk.choose(level="county")
    desk.scores([("鼓楼区", "江苏省", 90, 80, 70, 60)])
    assert "如“南京市鼓楼区”" in _told(desk, "E307")[1]
    desk.scores([("南京市鼓楼区", "江苏省", 90, 80, 70, 60)])
    assert desk.read().exit_code == 0


@pytest.mark.parametrize(("value", "code"), [("17716亿元", "E207"), ("约600", "E207"), ("600元", "E204")])
def test_an_attribute_that_the_edition_calculates_with_must_be_a_number(value: str, code: str, desk: Desk) -> None:
    desk.choose(attributes=("GDP",))
    desk.scores([[*row, value if not n else 500] for n, row in enumerate(ROWS)], header=(*HEADER, "GDP（亿元）"))
    assert _told(desk, code)[0] == "G2" and desk.read().exit_code == 1
    desk.choose(attributes=())
    assert desk.read().exit_code == 0 or "E323" in desk.read().codes


def test_a_gap_in_an_attribute_that_the_edition_calculates_with_is_named(desk: Desk) -> None:
    desk.choose(attributes=("GDP",))
    desk.scores()
    table = desk.table
    rows = [(row[0], None if not n else 500) for n, row in enumerate(ROWS)]
    path = desk.workbook([("城市", "GDP"), *rows], "gdp.xlsx")
    desk.table, desk.attributes = table, TableRef(path, "评分")
    outcome = desk.read()
    found = outcome.first("W315")
    assert outcome.exit_code == 0 and found.place.cell == "B1" and "“GDP”一列中没有：成都" in found.zh


def test_faults_of_tiers_tables_and_texts_are_told_at_once(desk: Desk) -> None:
    desk.scores(_changed(3, 2, "85,3"))
    folder = desk.edition('[[tiers]]\nname = "甲"\nmin = 185')
    done = run("check", folder, "--json")
    assert done.exit_code == 3 and {"E329", "E207"} <= done.codes
    desk.edition()
    (folder / "commentary").mkdir()
    (folder / "commentary" / "foreword.md").write_text("成都,领先😀。\n\n文字[^1]。\n", "utf-8")
    (folder / "commentary" / "about.md").write_bytes("机构".encode("gb18030"))
    done = run("check", folder, "--json")
    assert done.exit_code == 1 and {"E207", "W501", "W333", "E420", "E108"} <= done.codes


def test_an_edition_that_is_not_beside_is_told_with_the_nearest(desk: Desk) -> None:
    desk.scores()
    folder = desk.edition()
    (folder / "here").mkdir()
    (folder / "index-2020").mkdir()
    for name in ("here", "index-2020"):
        text = (folder / "edition.toml").read_text("utf-8")
        text = text.replace("year = 2020", 'year = 2020\ncompare = "../index-2002"')
        (folder / name / "edition.toml").write_text(text, "utf-8")
    desk.scores()
    for name in ("scores.xlsx", "indicators.csv"):
        (folder / "here" / name).write_bytes((folder / name).read_bytes())
    found = run("check", folder / "here", "--json").first("E412")
    assert (found["line"], found["value"]) == (4, "../index-2002") and "../index-2020" in found["suggestion"]


def test_a_weight_that_one_row_gives_otherwise_is_one_finding_at_that_row(desk: Desk) -> None:
    tree = [("基础", 40, "网络", 30), ("基础", 40, "平台", 30), ("基础", 45, "算力", 40), ("服务", 60, "政务", 50)]
    desk.weights([TREE[0], *tree, ("服务", 60, "民生", 50)])
    desk.scores([[*row, 50] for row in ROWS], header=(*HEADER, "算力"))
    (found,) = desk.read().findings
    assert (found.code, found.place.cell) == ("E319", "B4")
    assert "B4 = 45；B2 = 40 等 2 格" in found.zh and "B4 = 45; B2 = 40 and 1 more" in found.en


def test_a_weight_that_cannot_be_read_is_not_told_to_be_empty_as_well(desk: Desk) -> None:
    desk.weights([*TREE[:3], ("服务", 60, "政务", "五十"), ("服务", 60, "民生", "50分")])
    desk.scores()
    assert [(f.code, f.place.cell) for f in desk.read().findings] == [("E207", "D4"), ("E204", "D5")]


@pytest.mark.parametrize("missing", ["error", "exclude", "bracket"])
def test_a_table_of_names_that_nobody_has_is_told_of_every_name(missing: str, desk: Desk) -> None:
    desk.choose(missing=missing)
    desk.scores([("西虹市", "四川省", *row[2:]) for row in ROWS[:1]])
    assert desk.read().codes == {"E305"}
