"""Hostile and faulty tables, each made as a real file: the stated finding and exit code, never a traceback.

The cases are those of `bad_inputs.csv` (id, code, exit code, what is wrong) that concern
score tables; a maker below builds the file of each.
"""


from __future__ import annotations

import csv
import html
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter

from generator import gazetteer
from generator.findings import Severity
from generator.scores.options import TierBound
from tests.command import Done, run

from .conftest import HEADER, ROWS, TREE, Desk

CASES = list(csv.DictReader((Path(__file__).parent / "bad_inputs.csv").open(encoding="utf-8")))
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
CHENGDU = "成都".encode("ascii", "xmlcharrefreplace")  # as openpyxl writes it
MAKERS: dict[str, Callable[[Desk], None]] = {}


def case(name: str) -> Callable[[Callable[[Desk], None]], Callable[[Desk], None]]:
    def register(maker: Callable[[Desk], None]) -> Callable[[Desk], None]:
        MAKERS[name] = maker
        return maker

    return register


def changed(row: int, column: int, value: object) -> list[list[object]]:
    """Return the usual rows with one cell (row from 0 below the header) replaced."""
    rows = [list(r) for r in ROWS]
    rows[row][column] = value
    return rows


@pytest.mark.parametrize("entry", CASES, ids=[entry["id"] for entry in CASES])
def test_a_bad_input_ends_as_stated(entry: dict[str, str], desk: Desk) -> None:
    MAKERS[entry["id"]](desk)
    outcome = desk.read()
    assert outcome.exit_code == int(entry["exit_code"]), outcome.findings
    if entry["code"]:
        assert entry["code"] in outcome.codes, outcome.findings
        found = outcome.first(entry["code"])
        assert found.zh and found.en and found.place.file
    assert (outcome.book is None) == (outcome.exit_code != 0)


@case("B01-empty")
def _(desk: Desk) -> None:
    desk.raw(b"")


@case("B01-junk")
def _(desk: Desk) -> None:
    desk.raw(bytes(range(256)) * 20)


@case("B01-cut")
def _(desk: Desk) -> None:
    data = desk.scores().read_bytes()
    desk.raw(data[: len(data) // 2])


@case("B01-hole")
def _(desk: Desk) -> None:
    data = bytearray(desk.scores().read_bytes())
    with zipfile.ZipFile(desk.folder / "scores.xlsx") as archive:
        start = archive.getinfo(SHEET).header_offset
    data[start + 60 : start + 160] = bytes(100)
    desk.raw(bytes(data))


@case("B02")
def _(desk: Desk) -> None:
    desk.raw("城市,网络\n成都,90\n".encode())


@case("B04")
def _(desk: Desk) -> None:
    desk.raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "scores.xls")


@case("B03")
def _(desk: Desk) -> None:
    desk.raw(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(99)
    )


@case("B05")
def _(desk: Desk) -> None:
    desk.text([HEADER, *ROWS], encoding="gb18030")


@case("B06")
def _(desk: Desk) -> None:
    desk.text([HEADER, *ROWS], encoding="utf-8-sig")


@case("B07")
def _(desk: Desk) -> None:
    desk.text([HEADER, *ROWS], encoding="utf-16", mark="\t")


@case("B08")
def _(desk: Desk) -> None:
    desk.raw(
        "城市,网络\n成都,90\n".encode() + b"\xff\xff\xff,80\n" + "重庆,1\n".encode("gb18030"), "scores.csv"
    )


@case("B09")
def _(desk: Desk) -> None:
    desk.scores()
    desk.part(SHEET, lambda data: data + b" " * (70 << 20))


@case("B10")
def _(desk: Desk) -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    desk.scores()
    desk.part(
        STRINGS,
        lambda _: f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY l0 "ha">{laughs}]><sst>&l9;</sst>'.encode(),
    )


@case("B10-comment")
def _(desk: Desk) -> None:
    desk.scores()
    filler = b"<!--" + b"x" * 200_000 + b"-->"
    desk.part(
        SHEET, lambda data: filler + b'<!DOCTYPE worksheet [<!ENTITY a "b">]>' + data.split(b"?>", 1)[-1]
    )


@case("B11")
def _(desk: Desk) -> None:
    desk.scores()
    text = '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY j SYSTEM "file:///etc/hostname">]><sst><si><t>&j;</t></si></sst>'
    desk.part(STRINGS, lambda _: text.encode())


@case("B13")
def _(desk: Desk) -> None:
    desk.scores()
    blank = "".join(f'<row r="{i}"><c r="A{i}" s="1"/></row>' for i in range(7, 1_048_577)).encode()
    desk.part(SHEET, lambda data: data.replace(b"</sheetData>", blank + b"</sheetData>"))


@case("B13-last-cell")
def _(desk: Desk) -> None:
    desk.scores()
    last = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    desk.part(SHEET, lambda data: data.replace(b"</sheetData>", last))


@case("B13-far-value")
def _(desk: Desk) -> None:
    desk.scores(change=lambda page: page.cell(1_048_576, 16_384, 5))


@case("B14")
def _(desk: Desk) -> None:
    desk.scores(sheet="Sheet1")
    assert desk.table
    desk.table = type(desk.table)(desk.table.path, "评分")


@case("B16-rows")
def _(desk: Desk) -> None:
    def hide(page):  # type: ignore[no-untyped-def]
        page.auto_filter.ref = "A1:F6"
        for row in (3, 4):
            page.row_dimensions[row].hidden = True

    desk.scores(change=hide)


@case("B16-columns")
def _(desk: Desk) -> None:
    desk.scores(change=lambda page: setattr(page.column_dimensions["D"], "hidden", True))


@case("B17")
def _(desk: Desk) -> None:
    desk.scores(change=lambda page: page.merge_cells("A2:A3"))


@case("B18")
def _(desk: Desk) -> None:
    desk.scores(changed(2, 0, None))


@case("B19")
def _(desk: Desk) -> None:
    desk.scores([ROWS[0], [], *ROWS[1:3], [" ", "　"], *ROWS[3:], []])


@case("B20")
def _(desk: Desk) -> None:
    desk.scores(
        [*ROWS, ("平均得分", None, 76.3, 73.6, 74.4, 73.0), ("合计", None, 381.5), ("注：数据为演示。",)]
    )


@case("B20-wrong")
def _(desk: Desk) -> None:
    desk.scores([*ROWS, ("平均得分", None, 86.3, 73.6, 74.4, 73.0)])


@case("B22")
def _(desk: Desk) -> None:
    desk.weights([TREE[0], ("基础", 40, "数据基础", 60), *TREE[2:]])
    desk.scores(header=("城市", "省份", "数据基础设施", "平台", "政务", "民生"))


@case("B23")
def _(desk: Desk) -> None:
    desk.scores(changed(3, 2, 101))


@case("B24")
def _(desk: Desk) -> None:
    desk.scores(changed(3, 2, -0.1))


@case("B25")
def _(desk: Desk) -> None:
    desk.scores(changed(3, 2, "77.3"))


@case("B25-wide")
def _(desk: Desk) -> None:
    desk.scores(changed(3, 2, "７７．３"))


@case("B26")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "89.2分"))


@case("B28")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([TREE[0], ("基础", 40, "网络", "60%"), ("基础", 40, "平台", 0.4), *TREE[3:]])


@case("B29-comma")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "85,3"))


@case("B29-thousands")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "1,162"))


@case("B29-dots")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "12.3.4"))


@case("B29-chinese")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "八十九"))


@case("B29-size-column")
def _(desk: Desk) -> None:
    desk.choose(attributes=("规模",))
    sizes = ("1,162", "1 162", "900", "800", "700")
    desk.text([(*HEADER, "规模（亿元）"), *((*row, size) for row, size in zip(ROWS, sizes, strict=True))])


@case("B30")
def _(desk: Desk) -> None:
    import datetime

    desk.scores(changed(0, 2, datetime.date(2020, 3, 5)))


@case("B31")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, True))


@case("B32-na")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "#N/A"))


@case("B32-div")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 5, "#DIV/0!"))


@case("B32-csv")
def _(desk: Desk) -> None:
    desk.text([HEADER, *changed(0, 5, "#REF!")])


@case("B33")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "=90+1"))


@case("B34")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "=[1]Sheet1!A1"))
    desk.part(SHEET, lambda data: data.replace(b"<f>[1]Sheet1!A1</f><v></v>", b"<f>[1]Sheet1!A1</f><v>92.5</v>")
              .replace(b"<f>[1]Sheet1!A1</f><v />", b"<f>[1]Sheet1!A1</f><v>92.5</v>")
              .replace(b"<f>[1]Sheet1!A1</f><v/>", b"<f>[1]Sheet1!A1</f><v>92.5</v>"))  # fmt: skip


@case("B35")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, "暂无"))


@case("B35-undeclared")
def _(desk: Desk) -> None:
    desk.text([HEADER, *changed(0, 2, "nan")])


@case("B36")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, None))


@case("B37")
def _(desk: Desk) -> None:
    desk.choose(tiers=(TierBound("一线", 89.3), TierBound("其他", 0)))
    rows = [(name, province, score, score, score, score) for (name, province, *_), score
            in zip(ROWS, (89.25, 80, 70.04, 70.01, 60), strict=True)]  # fmt: skip
    desk.scores(rows, change=lambda page: setattr(page["C2"], "number_format", "0.0"))


@case("B38")
def _(desk: Desk) -> None:
    desk.scores([("成都", "四川省", -0.0, 1e-320, 50, 50), *ROWS[1:]])


@case("B40")
def _(desk: Desk) -> None:
    desk.scores([*ROWS, ("兰州", "甘肃省", 50, 50, 50, 50), ("兰州市", "甘肃省", 40, 40, 40, 40)])


@case("B41")
def _(desk: Desk) -> None:
    desk.choose(expected_units=("成都", "重庆", "贵阳", "西安", "昆明", "宿迁"))
    desk.scores()


@case("B42")
def _(desk: Desk) -> None:
    desk.choose(expected_units=("成都", "重庆", "贵阳", "西安"))
    desk.scores()


@case("B43-space")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成都 "))


@case("B43-no-break")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成\u00a0都"))


@case("B43-zero-width")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "\u200b成都"))


@case("B43-full-width")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成都\u3000"))


@case("B44")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "西虹市"))


@case("B44-declared")
def _(desk: Desk) -> None:
    desk.choose(extra_units=("西虹市",))
    desk.scores(changed(0, 0, "西虹市"))


@case("B45")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 1, "云南省"))


@case("B46-jilin")
def _(desk: Desk) -> None:
    desk.scores(
        header=("城市", "网络", "平台", "政务", "民生"),
        rows=[("吉林", 50, 50, 50, 50), ("成都", 60, 60, 60, 60)],
    )


@case("B46-hainan")
def _(desk: Desk) -> None:
    desk.scores(
        header=("城市", "网络", "平台", "政务", "民生"),
        rows=[("海南", 50, 50, 50, 50), ("成都", 60, 60, 60, 60)],
    )


@case("B46-dali")
def _(desk: Desk) -> None:
    desk.scores(
        header=("城市", "网络", "平台", "政务", "民生"),
        rows=[("大理", 50, 50, 50, 50), ("成都", 60, 60, 60, 60)],
    )


@case("B47-guangxi")
def _(desk: Desk) -> None:
    desk.scores([*ROWS, ("南宁", "广西省", 50, 50, 50, 50)])


@case("B47-ningxia")
def _(desk: Desk) -> None:
    desk.scores([*ROWS, ("银川", "宁夏市", 50, 50, 50, 50)])


@case("B47-neimeng")
def _(desk: Desk) -> None:
    desk.scores([*ROWS, ("包头", "内蒙", 50, 50, 50, 50)])


@case("B49")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成" * 300))


@case("B50-path")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "../../etc/passwd"))


@case("B50-slash")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成都/重庆"))


@case("B50-newline")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成\n都"))


@case("B50-direction")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成\u202e都"))


@case("B50-reserved")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "CON"))


@case("B50-dots")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, ".."))


@case("B52-vertical-tab")
def _(desk: Desk) -> None:
    desk.text([HEADER, *changed(0, 0, "成\x0b都")])


@case("B52-escape")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成_x000B_都"))


@case("B52-raw")
def _(desk: Desk) -> None:
    desk.scores()
    desk.part(SHEET, lambda data: data.replace(CHENGDU, "成\x0b都".encode()))


@case("B52-nul")
def _(desk: Desk) -> None:
    desk.scores()
    desk.part(SHEET, lambda data: data.replace(CHENGDU, b"a\0b"))


@case("B52-surrogate")
def _(desk: Desk) -> None:
    desk.scores()
    desk.part(SHEET, lambda data: data.replace(CHENGDU, b"\xed\xa0\x80&#xFFFE;&#11;"))


@case("B52-shared")
def _(desk: Desk) -> None:
    path = desk.folder / "scores.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("评分")
    for row, values in enumerate([HEADER, *ROWS]):
        page.write_row(row, 0, values)
    book.close()
    desk.part(STRINGS, lambda data: data.replace("成都".encode(), b"a&#x1;b"))
    desk.raw(path.read_bytes())


@case("B53")
def _(desk: Desk) -> None:
    desk.choose(attributes=("口号",))
    desk.text([(*HEADER, "口号"), *((*row, "=cmd|' /C calc'!A0") for row in ROWS)])


@case("B55")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([*TREE[:3], ("服务", 60, "政务", 30), ("服务", 60, "民生", 60)])


@case("B56")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([*TREE[:3], ("服务", 60, "政务", 50), ("服务", 60, "民生", 70)])


@case("B57")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([*TREE[:3], ("服务", 60, "政务", -50), ("服务", 60, "民生", 150)])


@case("B58-column")
def _(desk: Desk) -> None:
    desk.scores([(*row, 50) for row in ROWS], header=(*HEADER, "教育"))


@case("B58-leaf")
def _(desk: Desk) -> None:
    desk.scores([row[:-1] for row in ROWS], header=HEADER[:-1])


@case("B58-circle")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([("指标", "上级指标", "权重"), ("网络", "平台", 1), ("平台", "网络", 1)])


@case("B58-orphan")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([("指标", "上级指标", "权重"), ("基础", "", 1), ("网络", "不存在", 1)])


@case("B59")
def _(desk: Desk) -> None:
    desk.choose(scale=(0.0, 1000.0))
    desk.tree = None
    desk.scores(
        [(119, "成都", 700), (120, "兰州", 662), (121, "驻马店", 665)], header=("排名", "城市", "得分")
    )


@case("B60")
def _(desk: Desk) -> None:
    desk.tree = None
    desk.scores(
        [(1, "成都", 70), (2, "兰州", 66), (2, "驻马店", 65), (5, "昆明", 60)],
        header=("排名", "城市", "得分"),
    )


@case("B61")
def _(desk: Desk) -> None:
    desk.tree = None
    desk.scores(
        [("成都", 70.1), ("鄂尔多斯", 50.3), ("宝鸡", 50.3), ("昆明", 40)], header=("城市", "综合得分")
    )


@case("B62")
def _(desk: Desk) -> None:
    totals = (88.85, 79.44, 70.52, 67.94, 64.1)
    desk.scores([(*row, total + 0.06 * (row[0] == "重庆")) for row, total in zip(ROWS, totals, strict=True)],
                header=(*HEADER, "综合得分"))  # fmt: skip


@case("B64")
def _(desk: Desk) -> None:
    desk.choose(tiers=(TierBound("二线", 50), TierBound("一线", 65), TierBound("新一线", 65)))
    desk.scores()


@case("B70")
def _(desk: Desk) -> None:
    desk.scores(ROWS[:1])


@case("B71")
def _(desk: Desk) -> None:
    names = tuple(f"示范区{number:04d}" for number in range(3000))
    desk.choose(extra_units=names)
    leaves = [f"指标{number:02d}" for number in range(60)]
    desk.weights([("一级指标", "权重"), *((leaf, 100 / 60) for leaf in leaves)])
    desk.text(
        [
            ("城市", *leaves),
            *((name, *(f"{(7 * i + 3 * j) % 1000 / 10}" for j in range(60))) for i, name in enumerate(names)),
        ]
    )


@case("B73")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 0, "长" * 32_767))


@case("B73-20-megabytes")
def _(desk: Desk) -> None:
    desk.scores()
    desk.part(SHEET, lambda data: data.replace(CHENGDU, b"x" * (20 << 20)))


@case("B12-external-sheet")
def _(desk: Desk) -> None:
    desk.scores()
    desk.part("xl/_rels/workbook.xml.rels", lambda data: data.replace(
        b'Target="/xl/worksheets/sheet1.xml"', b'Target="file:///etc/hostname" TargetMode="External"'))  # fmt: skip


@case("B21-twice")
def _(desk: Desk) -> None:
    desk.scores([(*row, 50) for row in ROWS], header=(*HEADER, "网络"))


@case("B21-empty-sheet")
def _(desk: Desk) -> None:
    desk.workbook([])


@case("B21-no-rows")
def _(desk: Desk) -> None:
    desk.workbook([HEADER])


@case("B99-missing")
def _(desk: Desk) -> None:
    desk.scores().unlink()


@case("B99-folder")
def _(desk: Desk) -> None:
    (desk.folder / "scores.csv").mkdir()
    assert desk.table is None
    desk.table = type(desk.tree)(desk.folder / "scores.csv")  # type: ignore[misc]


@case("B99-workbook-as-csv")
def _(desk: Desk) -> None:
    data = desk.scores().read_bytes()
    desk.raw(data, "scores.csv")


@case("B99-word-as-xlsx")
def _(desk: Desk) -> None:
    with zipfile.ZipFile(desk.folder / "scores.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    desk.raw((desk.folder / "scores.xlsx").read_bytes())


@case("B99-bad-reference")
def _(desk: Desk) -> None:
    desk.scores()
    desk.part(SHEET, lambda data: data.replace(b'r="C3"', b'r="C0"'))


@case("B99-huge-row-number")
def _(desk: Desk) -> None:
    desk.scores()
    desk.part(SHEET, lambda data: data.replace(b'<row r="3"', b'<row r="99999999999999999999"'))


@case("B99-binary-csv")
def _(desk: Desk) -> None:
    desk.raw(struct.pack("<500I", *range(500)), "scores.csv")


@case("X01-date-as-name")
def _(desk: Desk) -> None:
    import datetime

    desk.scores(changed(0, 0, datetime.date(2020, 3, 5)))


@case("X02-header-again")
def _(desk: Desk) -> None:
    desk.scores([*ROWS[:2], HEADER, *ROWS[2:]])


@case("X03-whole-row-empty")
def _(desk: Desk) -> None:
    desk.scores([*ROWS, ("兰州", "甘肃省")])


@case("X04-shares")
def _(desk: Desk) -> None:
    desk.scores([(*row[:2], row[2] / 100, *row[3:]) for row in ROWS])


@case("X04-narrow-scale")
def _(desk: Desk) -> None:
    desk.choose(scale=(0.0, 1.0), tiers=())
    desk.scores([(*row[:2], *(score / 100 for score in row[2:])) for row in ROWS])


@case("X05-too-many-columns")
def _(desk: Desk) -> None:
    desk.scores(change=lambda page: page.cell(3, 2_500, 5))


@case("X06-open-quote")
def _(desk: Desk) -> None:
    desk.raw('城市,网络,平台,政务,民生\n"成都,1,2,3,4\n重庆,1,2,3,4\n'.encode(), "scores.csv")


@case("X07-unquoted-thousands")
def _(desk: Desk) -> None:
    desk.raw("城市,网络,平台,政务,民生\n成都,1,2,3,4\n重庆,1,162,3,4,5\n".encode(), "scores.csv")


@case("X08-numbers-without-label")
def _(desk: Desk) -> None:
    desk.scores([(*row, None, 5) for row in ROWS])


@case("X09-attribute-missing")
def _(desk: Desk) -> None:
    desk.choose(attributes=("GDP",))
    desk.scores()


@case("X10-orphan-in-levels")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([TREE[0], (None, None, "网络", 60), *TREE[2:]])


@case("X11-code-of-another")
def _(desk: Desk) -> None:
    codes = ("510100", "500000", "520100", "610100", "510300")
    desk.scores(
        [(*row, code) for row, code in zip(ROWS, codes, strict=True)], header=(*HEADER, "行政区划代码")
    )


@case("X12-percent-format")
def _(desk: Desk) -> None:
    desk.scores(changed(0, 2, 0.925), change=lambda page: setattr(page["C2"], "number_format", "0.0%"))


@case("X13-rounded-parents")
def _(desk: Desk) -> None:
    rows = [("成都", 80.1, 70.3, 74.3), ("重庆", 60.2, 50.1, 54.1)]  # 74.22 and 54.14 from rounded parents
    desk.scores(rows, header=("城市", "基础", "服务", "综合得分"))


@case("X14-all-equal")
def _(desk: Desk) -> None:
    desk.scores([(*row[:2], 50, *row[3:]) for row in ROWS])


@case("X15-two-weights")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([*TREE[:2], ("基础", 30, "平台", 40), *TREE[3:]])


@case("X16-leaf-twice")
def _(desk: Desk) -> None:
    desk.scores()
    desk.weights([*TREE, TREE[4]])


@case("X17-hidden-sheet")
def _(desk: Desk) -> None:
    def hide(page):  # type: ignore[no-untyped-def]
        page.parent.create_sheet("封面")
        page.sheet_state = "hidden"

    desk.scores(change=hide)


@case("X18-rank-skipped")
def _(desk: Desk) -> None:
    desk.tree = None
    desk.scores([(1, "成都", 70), (2, "兰州", 66), (4, "昆明", 60)], header=("排名", "城市", "得分"))


@case("X19-below-every-tier")
def _(desk: Desk) -> None:
    desk.choose(tiers=(TierBound("一线", 85), TierBound("新一线", 65)))
    desk.scores()


@case("X20-commas-only")
def _(desk: Desk) -> None:
    desk.raw(b"," * (20 << 20), "scores.csv")


@case("X22-merged-notes")
def _(desk: Desk) -> None:
    desk.scores([*ROWS, ("注：一条占两行的说明",), ()], change=lambda page: page.merge_cells("A7:F8"))


@case("X21-many-merges")
def _(desk: Desk) -> None:
    desk.scores()
    merges = "".join(f'<mergeCell ref="A{i}:XFD{i + 1}"/>' for i in range(100, 30_000, 2)).encode()
    tail = b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
    desk.part(SHEET, lambda data: data.replace(b"</sheetData>", tail))


@pytest.mark.parametrize("entry", CASES, ids=[entry["id"] for entry in CASES])
def test_a_bad_input_ends_as_stated_on_the_command_line(entry: dict[str, str], desk: Desk) -> None:
    """The same file through `whitepaper check` and `build`: exit code, code, place, words, nothing written."""
    MAKERS[entry["id"]](desk)
    edition = desk.edition()
    before = sorted(edition.rglob("*"))
    done = run("check", edition, "--json")
    code = entry["command"] or entry["code"]  # a chapter needs more than reading does
    assert done.exit_code == (1 if entry["command"] else int(entry["exit_code"])), done.out
    if code:
        found = done.first(code)
        assert found["message"] and found["file"]
        english = run("check", edition, "--json", language="en")
        assert english.exit_code == done.exit_code
        assert not foreign(english, edition), english.out
    if done.exit_code:
        built = run("build", edition, "--out", edition / "out")
        assert built.exit_code == done.exit_code
        assert sorted(edition.rglob("*")) == before


def foreign(done: Done, folder: Path) -> list[str]:
    """Return the Chinese words of English messages that are neither in the input nor names of places."""
    said = " ".join(f"{f['message']} {f['suggestion']}" for f in done.findings)
    known = _written(folder)
    return [word for word in re.findall("[\u3400-\u9fff]+", said) if word not in known]


@cache
def _places() -> str:
    table = gazetteer.load()
    header = "城市 地区 名称 一级指标 二级指标 权重 指标 上级指标 审图号 领域 榜单"
    return " ".join([header, *(e.name for e in (*table.upper, *table.counties))])


def _written(folder: Path) -> str:
    """Return all text of the files of an edition."""
    texts = [_places()]
    for path in folder.iterdir():
        data = path.read_bytes() if path.is_file() else b""
        if data[:2] == b"PK" and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                small = [i for i in archive.infolist() if i.file_size < 1 << 20 and i.filename.endswith(".xml")]
                with suppress(zipfile.BadZipFile, zlib.error):
                    texts += [html.unescape(archive.read(i).decode("utf-8", "ignore")) for i in small]
        elif len(data) < 1 << 20:
            texts += [data.decode(encoding, "ignore") for encoding in ("utf-8", "utf-16", "gb18030")]
    return " ".join(texts)


def test_every_case_has_a_maker_and_every_maker_a_case() -> None:
    assert {entry["id"] for entry in CASES} == set(MAKERS)


def test_a_misspelt_city_names_file_sheet_and_cell_and_suggests(desk: Desk) -> None:
    desk.scores(changed(4, 0, "昆眀"))
    found = desk.read().first("E305")
    assert (found.place.file, found.place.sheet, found.place.cell) == ("scores.xlsx", "评分", "A6")
    assert "昆明" in found.hint_zh + found.zh


def test_a_score_of_101_names_its_cell(desk: Desk) -> None:
    desk.scores(changed(3, 2, 101))
    found = desk.read().first("E201")
    assert str(found.place) == "scores.xlsx 评分!C5"
    assert "101" in found.zh and "0–100" in found.zh


def test_a_missing_column_names_the_header_beside_which_it_belongs(desk: Desk) -> None:
    desk.scores([row[:-1] for row in ROWS], header=HEADER[:-1])
    found = desk.read().first("E323")
    assert str(found.place) == "scores.xlsx 评分!E1"
    assert "服务/民生" in found.zh


def test_weights_that_sum_to_95_percent_name_parent_children_and_gap(desk: Desk) -> None:
    desk.scores()
    desk.weights([*TREE[:3], ("服务", 60, "政务", 45), ("服务", 60, "民生", 50)])
    found = desk.read().first("E320")
    assert str(found.place) == "indicators.csv D4"
    assert all(word in found.zh for word in ("服务", "95%", "5%", "政务 45%（D4）", "民生 50%（D5）"))


def test_a_misspelt_column_is_not_also_reported_as_missing(desk: Desk) -> None:
    desk.scores(header=("城市", "省份", "网络设施", "平台", "政务", "民生"))
    desk.weights([TREE[0], ("基础", 40, "网络基础", 60), *TREE[2:]])
    desk.scores(header=("城市", "省份", "网络基础设施", "平台", "政务", "民生"))
    assert [f.code for f in desk.read().findings if f.severity is Severity.ERROR] == ["E122"]


def test_an_open_quotation_mark_names_the_line_it_begins_in(desk: Desk) -> None:
    lines = ["城市,网络,平台,政务,民生", "成都,1,2,3,4", '重庆,"1,2,3,4', "贵阳,1,2,3,4"]
    desk.raw("\n".join(lines).encode(), "scores.csv")
    assert desk.read().first("E125").place.line == 3


def test_all_faults_are_reported_at_once(desk: Desk) -> None:
    rows = changed(0, 2, 101)
    rows[1][3], rows[2][4], rows[3][0] = "#N/A", "89.2分", "西虹市"
    desk.scores(rows)
    assert {"E201", "E210", "E204", "E305"} <= desk.read().codes


def test_a_wrong_tree_does_not_hide_a_misspelt_city(desk: Desk) -> None:
    desk.scores(changed(4, 0, "西虹市"))
    desk.weights([*TREE[:3], ("服务", 60, "政务", 45), ("服务", 60, "民生", 50)])
    assert {"E320", "E305"} <= desk.read().codes


def test_error_cells_are_listed_one_by_one(desk: Desk) -> None:
    rows = changed(0, 2, "#N/A")
    rows[1][3] = "#REF!"
    desk.scores(rows)
    cells = [f.place.cell for f in desk.read().findings if f.code == "E210"]
    assert cells == ["C2", "D3"]


def test_undecodable_bytes_name_line_and_byte(desk: Desk) -> None:
    desk.raw("城市,网络\n成都,90\n".encode() + b"\xff\xff\xff,80\n", "scores.csv")
    found = desk.read().first("E108")
    assert found.place.line == 3 and "0xff" in found.zh


def test_external_entities_are_never_opened(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", encoding="utf-8")
    desk.scores()
    text = f'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY j SYSTEM "{secret.as_uri()}">]><sst><si><t>&j;</t></si></sst>'
    desk.part(STRINGS, lambda _: text.encode())
    outcome = desk.read()
    assert "a secret" not in repr(outcome)


def test_notes_and_warnings_do_not_stop_a_book(desk: Desk) -> None:
    desk.scores([*ROWS, ("平均得分", None, 76.3, 73.6, 74.4, 73.0), ("注：数据为演示。",)])
    outcome = desk.read()
    assert outcome.book and {f.severity for f in outcome.findings} == {Severity.NOTE}


def test_no_finding_shows_a_control_or_direction_character(desk: Desk) -> None:
    desk.scores(changed(0, 0, "成\u202e都\u200b"))
    desk.text([HEADER, *changed(0, 0, "成\x0b都")], name="other.csv")
    for finding in desk.read().findings:
        assert all(c.isprintable() for c in finding.zh + finding.en)
