"""Whatever is done to a workbook or a text table, reading ends in findings or in our own error."""

from __future__ import annotations

import datetime
import random
import re
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.scores.options import TableRef

from .conftest import HEADER, ROWS, TREE, Desk

SHEET = "xl/worksheets/sheet1.xml"
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(min_value=datetime.date(1901, 1, 1)),
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
        max_size=30,
    ),
    st.sampled_from(
        [
            "#N/A",
            "平均",
            "城市",
            "综合得分",
            "—",
            "=A1",
            "=[1]a!b",
            "100%",
            "成都",
            "注：",
            "网络",
            "１２",
            "1e999",
        ]
    ),
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(changes=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7), CELLS), max_size=6))
def test_any_value_in_any_cell_of_a_workbook(changes: list[tuple[int, int, object]], desk: Desk) -> None:
    rows = [[*row, None, None] for row in (HEADER, *ROWS)] + [[None] * 8]
    for row, column, value in changes:
        rows[row][column] = value
    desk.workbook(rows)
    desk.read()


@QUICK
@given(changes=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), CELLS), min_size=1, max_size=5))
def test_any_value_in_any_cell_of_the_tree(changes: list[tuple[int, int, object]], desk: Desk) -> None:
    desk.scores()
    table = desk.table
    rows = [list(row) for row in TREE]
    for row, column, value in changes:
        rows[row][column] = value
    path = desk.workbook(rows, "tree.xlsx", "指标体系")
    desk.table, desk.tree = table, TableRef(path, "指标体系")
    desk.read()


@QUICK
@given(data=st.binary(max_size=400))
def test_any_bytes_as_text_table(data: bytes, desk: Desk) -> None:
    desk.raw(data, "scores.csv")
    desk.read()


@QUICK
@given(text=st.text(max_size=300), encoding=st.sampled_from(["utf-8", "utf-16", "gb18030", "utf-8-sig"]))
def test_any_text_as_text_table(text: str, encoding: str, desk: Desk) -> None:
    desk.raw(("城市,网络,平台,政务,民生\n" + text).encode(encoding, "ignore"), "scores.csv")
    desk.read()


@pytest.mark.parametrize("seed", range(120))
def test_a_workbook_with_damaged_bytes(seed: int, desk: Desk) -> None:
    dice = random.Random(seed)
    data = bytearray(desk.scores().read_bytes())
    for _ in range(dice.choice((1, 3, 30))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    desk.raw(bytes(data[: dice.choice((len(data), dice.randrange(len(data))))]))
    desk.read()


@pytest.mark.parametrize("seed", range(200))
def test_a_workbook_with_damaged_parts(seed: int, desk: Desk) -> None:
    """The archive is whole, its XML is not what it should be."""
    dice = random.Random(seed)
    path = desk.scores(change=lambda page: page.merge_cells("G1:H1"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice([n for n in parts if n.startswith(("xl/", "_rels/"))])
    parts[name] = mangle(parts[name], dice)
    write(path, parts)
    desk.raw(path.read_bytes())
    desk.read()


TYPES = (b"n", b"s", b"str", b"b", b"e", b"d", b"inlineStr", b"zzz", b"")
VALUES = (b"", b"-1", b"1e999", b"NaN", b"8_8", b"#N/A", b"2020-05-06", b"2020-13-45",
          b"TRUE", "１２".encode(), b" 7 ", b"&#55296;")  # fmt: skip


@pytest.mark.parametrize("seed", range(120))
def test_a_workbook_whose_cells_have_other_types_and_values(seed: int, desk: Desk) -> None:
    dice = random.Random(seed)
    path = desk.scores()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cells = re.split(rb"(?=<c )", parts[SHEET])
    for _ in range(dice.choice((1, 2, 9))):
        place = dice.randrange(1, len(cells))
        kind, value = dice.choice(TYPES), dice.choice(VALUES)
        mark = b' t="' + kind + b'"' if kind else b""
        cells[place] = re.sub(rb' t="[^"]*"', b"", cells[place], count=1).replace(b"<c ", b"<c" + mark + b" ", 1)
        cells[place] = re.sub(rb"<v>[^<]*</v>|<v ?/>", b"<v>" + value + b"</v>", cells[place], count=1)
    parts[SHEET] = b"".join(cells)
    write(path, parts)
    desk.read()


@pytest.mark.parametrize("encoding", ["utf-7", "gbk", "shift_jis", "utf-16", "iso-8859-1", "no-such"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"])
def test_a_part_that_declares_another_encoding(encoding: str, part: str, desk: Desk) -> None:
    path = desk.scores()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    parts[part] = head + parts[part].partition(b"?>")[2] if parts[part].startswith(b"<?xml") else head + parts[part]
    write(path, parts)
    assert desk.read().exit_code in (0, 2)


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), SHEET.replace("/", "\\")])
def test_a_part_that_stands_twice_is_refused(name: str, desk: Desk) -> None:
    path = desk.scores()
    with zipfile.ZipFile(path) as archive:
        data = archive.read(SHEET)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, data.replace(b"92.5", b"11"))
    outcome = desk.read()
    assert outcome.exit_code == 2 and outcome.codes == {"E101"}


def test_a_cell_that_stands_twice_is_refused(desk: Desk) -> None:
    desk.scores()
    desk.part(SHEET, lambda data: data.replace(b'<c r="C2"', b'<c r="C2"><v>1</v></c><c r="C2"', 1))
    assert desk.read().first("E101").zh.find("C2") > 0


def mangle(data: bytes, dice: random.Random) -> bytes:
    tokens = data.replace(b"<", b"\0<").replace(b'"', b'\0"').split(b"\0")
    for _ in range(dice.choice((1, 2, 8))):
        place = dice.randrange(len(tokens))
        match dice.randrange(5):
            case 0:
                tokens[place] = b""
            case 1:
                tokens[place] = dice.choice(tokens)
            case 2:
                tokens.insert(
                    place,
                    dice.choice(
                        [
                            b'<c r="ZZZ9">',
                            b"<v>-1</v>",
                            b'<row r="-5">',
                            b"\xff\xfe",
                            b"&lt;",
                            b"]]>",
                            b'"1e9',
                        ]
                    ),
                )
            case 3:
                tokens[place] = tokens[place][::-1]
            case 4:
                tokens[place] = tokens[place].replace(b"1", b"99999999")
    return b"".join(tokens)


def write(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_part_whose_stream_is_broken(desk: Desk) -> None:
    path = desk.scores()
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(path.read_bytes())
    broken = zlib.compress(b"x")
    data[start + 70 : start + 70 + len(broken)] = broken
    desk.raw(bytes(data))
    assert desk.read().exit_code == 2
