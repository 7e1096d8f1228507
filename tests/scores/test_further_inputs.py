"""Further bad inputs, invented after the stated ones, each written down with its outcome before it was tried.

Where the outcome fell short, the reader was mended; where it was better than written down (a table in UTF-32 and
a sheet's name with a blank are read, 其中 and 全国 are known for sums), the line says so now.
`further.csv` says what each is, which codes may tell it, how `check` ends, where, and in which words. Every one
is made as a real edition; `build` must end as `check` does and leave nothing behind but whole files.
"""

from __future__ import annotations

import csv
import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import run

from .conftest import HEADER, ROWS, TREE, Desk

Make = Callable[[Desk], str]
CASES = {row["id"]: row for row in csv.DictReader(Path(__file__).with_name("further.csv").open(encoding="utf-8"))}
FULL = [list(row) for row in ROWS]


def changed(row: int, column: int, value: object) -> list[list[object]]:
    """Return the rows with one value changed; rows and columns count as the sheet shows them, from 2 and from A = 0."""
    rows: list[list[object]] = [list(one) for one in ROWS]
    rows[row - 2][column] = value
    return rows


def cell(value: object, format_: str = "") -> Make:
    """Return a maker of a table with one score changed (C3)."""

    def make(desk: Desk) -> str:
        def shown(page):  # type: ignore[no-untyped-def]
            if format_:
                page["C3"].number_format = format_

        desk.scores(changed(3, 2, value), change=shown)
        return ""

    return make


def name(value: str, row: int = 2) -> Make:
    """Return a maker of a table with one name changed."""
    return lambda desk: _made(desk.scores(changed(row, 0, value)))


def tree(*rows: tuple[object, ...]) -> Make:
    """Return a maker of a table beside another tree."""
    return lambda desk: _made(desk.weights([TREE[0], *rows]), desk.scores())


def edition(more: str = "", **replaced: str) -> Make:
    """Return a maker of a sound table whose edition file has keys replaced (by whole lines) or added."""

    def make(desk: Desk) -> str:
        desk.scores()
        desk.edition(more)
        file = desk.folder / "edition.toml"
        lines = file.read_text("utf-8").splitlines()
        file.write_text("\n".join(replaced.get(line.split(" ")[0], line) for line in lines) + "\n", "utf-8")
        return "written"

    return make


def written(file: str, data: bytes) -> Make:
    """Return a maker of a sound edition with one file more."""

    def make(desk: Desk) -> str:
        desk.scores()
        desk.edition()
        (desk.folder / file).parent.mkdir(exist_ok=True)
        (desk.folder / file).write_bytes(data)
        return "written"

    return make


def _made(*_: object) -> str:
    return ""


def _archive(desk: Desk, parts: dict[str, str]) -> str:
    path = desk.folder / "scores.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return _made(desk.raw(path.read_bytes()))


def _folder(desk: Desk, path: str) -> str:
    desk.scores()
    desk.edition()
    place = desk.folder / path
    place.unlink(missing_ok=True)
    place.mkdir(parents=True)
    return "written"


def _csv(mark: str = ",", ends: str = "\n", encoding: str = "utf-8", before: str = "") -> Make:
    text = ends.join(mark.join(map(str, row)) for row in [HEADER, *ROWS])
    return lambda desk: _made(desk.raw((before + text).encode(encoding), "scores.csv", ""))


def _turned_over(*rows: tuple[object, ...]) -> list[tuple[object, ...]]:
    """Return the header and rows of a table whose columns of scores run the other way."""
    return [(*row[:2], *row[:1:-1]) for row in (HEADER, *rows)]


def _other_name(name: str) -> Make:
    """Return a maker of a table of units that no gazetteer has, one of them called so."""

    def make(desk: Desk) -> str:
        desk.scores(changed(2, 0, name))
        desk.edition()
        file = desk.folder / "edition.toml"
        file.write_text(file.read_text("utf-8").replace("[scores]", '[scores]\nlevel = "other"'), "utf-8")
        return "written"

    return make


def _beside(desk: Desk) -> str:
    desk.scores()
    table = desk.table
    desk.text([("城市", "GDP2019（亿元）", "GDP2020（亿元）"), *((row[0], 100, 110) for row in ROWS)], "beside.csv")
    desk.attributes, desk.table = desk.table, table
    desk.edition('[quadrants]\nattribute = "GDP"\nthreshold = 1')
    return "written"


def _far(desk: Desk) -> str:
    blank: list[list[object]] = [[] for _ in range(29)]
    return _made(desk.workbook([*blank, *([None] * 5 + list(row) for row in [HEADER, *ROWS])]))


def _blank_sheet(desk: Desk) -> str:
    desk.scores(sheet="评分 ")
    assert desk.table
    desk.table = type(desk.table)(desk.table.path, "评分")
    return ""


def _halves(desk: Desk) -> str:
    more = [("南宁", "广西", 60, 61, 62, 63), ("拉萨", "西藏", 50, 51, 52, 53)]
    return _made(desk.workbook([[*HEADER, *HEADER], *([*a, *b] for a, b in zip(ROWS, more, strict=False))]))


def _coded(desk: Desk) -> str:
    codes = ["500000", "510100", "520100", "610100", "530100"]
    rows = [[row[0], row[1], code, *row[2:]] for row, code in zip([ROWS[1], ROWS[1], *ROWS[2:]], codes, strict=True)]
    rows[0][:3] = ["成都", "四川省", "510100"]
    return _made(desk.workbook([["城市", "省份", "代码", *HEADER[2:]], *rows]))


def _ranked(row: int, rank: object) -> Make:
    ranks: list[object] = [1, 2, 3, 4, 5]
    ranks[row - 2] = rank
    rows = [[*line, own] for line, own in zip(ROWS, ranks, strict=True)]
    return lambda desk: _made(desk.scores(rows, header=(*HEADER, "排名")))


MAKERS: dict[str, Make] = {
    "file-ods": lambda d: _archive(d, {"mimetype": "application/vnd.oasis.opendocument", "content.xml": "<a/>"}),
    "file-docx": lambda d: _archive(d, {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}),
    "file-folder": lambda d: _folder(d, "scores.xlsx"),
    "file-bom-twice": _csv(before="\ufeff\ufeff"),
    "file-utf32": _csv(encoding="utf-32"),
    "file-cr": _csv(ends="\r"),
    "file-semicolon": _csv(mark=";"),
    "file-pdf": lambda d: _made(d.raw(b"%PDF-1.7\n")),
    "file-numbers": lambda d: _archive(d, {"Index/Document.iwa": "", "Metadata/Properties.plist": ""}),
    "file-lock": lambda d: _made(d.raw(b"\x05owner" + bytes(159), "~$scores.xlsx")),
    "file-page": lambda d: _made(d.raw("<html><table><td>城市</td></table>".encode(), "scores.csv", "")),
    "file-garbled": lambda d: _made(d.raw("城市,网络\n成都,90\n".encode().decode("gbk").encode(), "scores.csv", "")),
    "sheet-below": lambda d: _made(d.scores([*ROWS[:3], [], *_turned_over(*ROWS[3:])])),
    "sheet-below-title": lambda d: _made(d.scores([*ROWS[:3], ("续表",), HEADER, *ROWS[3:]])),
    "sheet-head-error": lambda d: _made(d.scores(header=(*HEADER[:2], "#REF!", *HEADER[3:]))),
    "sheet-head-ranks": lambda d: _made(
        d.scores([[*row, n] for n, row in enumerate(ROWS, start=1)], header=(*HEADER, "网络排名"))),
    "cell-ranks": lambda d: _made(
        d.scores([(*row[:2], n, 6 - n, 1 + n * 2 % 5, 1 + n * 3 % 5) for n, row in enumerate(ROWS, start=1)])),
    "name-formula": lambda d: _made(d.scores([(f"=VLOOKUP({row[2]},Z1:Z9,1,0)", *row[1:]) for row in ROWS])),
    "name-emoji": _other_name("甲😀"),
    "tree-emoji": lambda d: _made(
        d.weights([TREE[0], ("基础", 40, "网络😀", 60), *TREE[2:]]),
        d.scores(header=(*HEADER[:2], "网络😀", *HEADER[3:]))),
    "attribute-near": _beside,
    "weight-thousand": tree(
        ("基础", 400, "网络", 600), ("基础", 400, "平台", 400), ("服务", 600, "政务", 500), ("服务", 600, "民生", 500)),
    "sheet-blank": _blank_sheet,
    "sheet-chart": lambda d: _made(d.workbook([])),
    "sheet-far": _far,
    "sheet-halves": _halves,
    "sheet-of-which": name("其中：西部", 4),
    "sheet-note-within": lambda d: _made(d.scores([*ROWS[:2], ("注：以下为第二梯队",), *ROWS[2:]])),
    "sheet-misspelt": lambda d: _made(d.scores(header=("成市", *HEADER[1:]))),
    "cell-stop": cell("90。5"),
    "cell-wide": cell("９２．５"),
    "cell-star": cell("92.5*"),
    "cell-about": cell("约92"),
    "cell-range": cell("90-92"),
    "cell-minus": cell(-5),
    "cell-above": cell(100.0000001),
    "cell-date": cell(datetime.date(2024, 5, 6), "m\"月\"d\"日\""),
    "cell-percent": cell(0.925, "0.0%"),
    "cell-space": cell("　"),
    "cell-infinite": cell("inf"),
    "cell-verdict": cell("优秀"),
    "name-brackets": name("成都市（含天府新区）"),
    "name-pinyin": name("Chengdu"),
    "name-traditional": name("重慶", 3),
    "name-former": lambda d: _made(
        d.scores([*ROWS[:3], ("襄樊", "湖北省", *ROWS[3][2:]), ("襄阳", "湖北省", *ROWS[4][2:])])),
    "name-wrong-province": lambda d: _made(d.scores(changed(3, 1, "四川省"))),
    "name-code": _coded,
    "name-everywhere": lambda d: _made(d.scores([*ROWS[:2], ("全国", None, 70, 70, 70, 70), *ROWS[2:]])),
    "weight-words": tree(("基础", "六十", "网络", 60), ("基础", "六十", "平台", 40), *TREE[3:]),
    "weight-none": tree(("基础", 40, "网络", 100), ("基础", 40, "平台", 0), *TREE[3:]),
    "weight-negative": tree(("基础", 40, "网络", 110), ("基础", 40, "平台", -10), *TREE[3:]),
    "weight-twice": tree(("基础", 40, "网络", 60), ("基础", 40, "网络", 40), *TREE[3:]),
    "weight-empty-tree": tree(),
    "weight-total-leaf": lambda d: _made(
        d.weights([TREE[0], ("基础", 40, "综合得分", 60), *TREE[2:]]),
        d.scores(header=("城市", "省份", "综合得分", "平台", "政务", "民生"))),
    "rank-words": _ranked(4, "第3名"),
    "rank-zero": _ranked(2, 0),
    "rank-half": _ranked(3, 2.5),
    "total-blank": lambda d: _made(d.scores([[*row, None] for row in ROWS], header=(*HEADER, "综合得分"))),
    "tier-words": edition('[[tiers]]\nname = "甲"\nmin = "八十"'),
    "tier-no-bound": edition('[[tiers]]\nname = "甲"'),
    "date-never": edition(date="date = 2020-02-30"),
    "title-lines": edition(title='title = "城市\\n指数"'),
    "compare-itself": edition(year='year = 2020\ncompare = "."'),
    "theme-red": written("theme.toml", b'[palette]\nink = "red"\n'),
    "text-utf16": written("commentary/foreword.md", "前言。".encode("utf-16")),
    "text-outside": written("commentary/foreword.md", "前言。\n\n![图](../../x.png)\n".encode()),
    "text-open-fence": written("commentary/foreword.md", "前言。\n\n```{table} ranking\n\n正文。\n".encode()),
    "text-folder": lambda d: _folder(d, "commentary/foreword.md"),
    "size-none": lambda d: _made(d.scores([])),
    "size-wide": lambda d: _made(d.workbook([[*HEADER, *range(1995)], *([*row, *[1] * 1995] for row in ROWS)])),
}  # fmt: skip


@pytest.mark.parametrize("id_", CASES)
def test_a_further_bad_input(id_: str, desk: Desk) -> None:
    case = CASES[id_]
    if not MAKERS[id_](desk):
        desk.edition()
    done = run("check", desk.folder, "--json")
    if case["exit_code"]:
        assert done.exit_code == int(case["exit_code"])
    wanted = case["codes"].split()
    if wanted:
        found = [finding for finding in done.findings if finding["code"] in wanted]
        assert found, done.out
        told = [_place(finding) for finding in found]
        assert any(case["place"] in place for place in told), told
        assert any(case["words"] in f["message"] + f["suggestion"] + f["value"] for f in found), done.out
    else:
        assert case["words"] in done.out and case["place"] in done.out
        assert done.exit_code or not any(finding["severity"] == "error" for finding in done.findings)
    _builds_or_leaves_nothing(desk.folder, done.exit_code)


def _place(finding: dict[str, object]) -> str:
    line = f":{finding['line']}" if finding["line"] else ""
    return f"{finding['file']}{line} {finding['sheet']}!{finding['cell']}"


def _builds_or_leaves_nothing(folder: Path, checked: int) -> None:
    """Build the PDF: it ends as the check did, with a whole file or with none at all."""
    out = folder / "out"
    built = run("build", folder, "--format", "pdf", "--out", out, "--json")
    assert built.exit_code == checked
    files = sorted(path.suffix for path in out.rglob("*")) if out.exists() else []
    assert files == ([] if checked else [".json", ".pdf"])
    if not checked:
        assert next(out.glob("*.pdf")).read_bytes().rstrip().endswith(b"%%EOF")


def test_every_case_is_written_down_and_made() -> None:
    assert set(CASES) == set(MAKERS) and len(CASES) >= 40
