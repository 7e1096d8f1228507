"""Workbooks handed back for the shipped editions: to fill in, repaired and marked, for every kind of unit."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.command import run

DATA = Path(__file__).parent.parent / "data"
EMPTY = {"E214", "W199"}  # a cell or row left empty, and the count of those not listed


def _errors(edition: Path) -> list[dict[str, str]]:
    return [f for f in run("check", edition, "--json").findings if f["severity"] == "error"]


def _point_to_templates(edition: Path, files: list[str]) -> None:
    """Let the score tables of an edition, in their order, be the given workbooks."""
    path, names = edition / "edition.toml", iter(files)
    text = re.sub(r'^table = "scores.xlsx"', lambda _: f'table = "{next(names)}"', path.read_text("utf-8"), flags=re.M)
    path.write_text(re.sub(r"^sheet = .*$", 'sheet = "评分"', text, flags=re.M), "utf-8")


@pytest.mark.parametrize(
    ("name", "files", "units"),
    [
        ("western-2020", ["fill.xlsx"], [71]),
        ("city-index-2022", ["fill.xlsx"], [242]),
        ("county-2023", ["fill.xlsx", "fill-county.xlsx", "fill-zone.xlsx"], [150, 150, 50]),
    ],
)
def test_an_unfilled_workbook_of_a_shipped_edition_lacks_only_its_scores(
    name: str, files: list[str], units: list[int], tmp_path: Path
) -> None:
    edition = Path(shutil.copytree(DATA / name, tmp_path / name))
    done = run("template", edition / "fill.xlsx", "--edition", edition)
    assert done.exit_code == 0 and [Path(line.split()[-1]).name for line in done.out.splitlines()] == files
    pages = [openpyxl.load_workbook(edition / file)["评分"] for file in files]
    names = [[cell for cell in page["A"] if cell.row > 4 and cell.value] for page in pages]  # A4 is the header
    assert [len(column) for column in names] == units and all(cell.protection.locked for cell in names[0])
    _point_to_templates(edition, files)
    found = _errors(edition)
    assert found and {finding["code"] for finding in found} <= EMPTY, found
    assert {finding["file"] for finding in found if finding["code"] == "E214"} == set(files)


def test_a_row_filled_in_is_no_longer_asked_for(tmp_path: Path) -> None:
    edition = Path(shutil.copytree(DATA / "western-2020", tmp_path / "western-2020"))
    run("template", edition / "fill.xlsx", "--edition", edition)
    _point_to_templates(edition, ["fill.xlsx"])
    before = [finding["cell"] for finding in _errors(edition)]
    book = openpyxl.load_workbook(edition / "fill.xlsx")
    page = book["评分"]
    for cell in page[7]:
        if not cell.protection.locked:
            cell.value = 50 if cell.data_type == "n" and cell.column < page.max_column else None
    page["D8"] = 60
    book.save(edition / "fill.xlsx")
    found = _errors(edition)
    assert before[:2] == ["D7", "D8"] and {finding["code"] for finding in found} <= EMPTY
    cells = [finding["cell"] for finding in found]
    assert "D7" not in cells and "D8" not in cells and "D9" in cells


def test_repairs_reach_the_sheets_of_every_book_and_change_no_other_cell(tmp_path: Path) -> None:
    edition = Path(shutil.copytree(DATA / "county-2023", tmp_path / "county-2023"))
    book = openpyxl.load_workbook(edition / "scores.xlsx")
    spoilt = {}
    for page in book.worksheets:
        numbers = (cell for row in page.iter_rows() for cell in row if isinstance(cell.value, float))
        cell = next(cell for cell in numbers if 10 < cell.value < 100)
        spoilt[page.title, cell.coordinate] = cell.value
        cell.value = f"{cell.value}分"
    book.save(edition / "scores.xlsx")
    done = run("check", edition, "--fix", edition / "fixed.xlsx")
    assert len(spoilt) == 3 and "fixed.xlsx" in done.out
    before, after = (openpyxl.load_workbook(edition / name) for name in ("scores.xlsx", "fixed.xlsx"))
    changed = {
        (page.title, cell.coordinate): (cell.value, after[page.title][cell.coordinate].value)
        for page in before.worksheets for row in page.iter_rows() for cell in row
        if (cell.value, cell.number_format, cell.fill.start_color.rgb) != (
            (other := after[page.title][cell.coordinate]).value, other.number_format, other.fill.start_color.rgb)
    }  # fmt: skip
    assert changed == {where: (f"{value}分", value) for where, value in spoilt.items()}
    assert after.sheetnames == before.sheetnames
    (edition / "fixed.xlsx").replace(edition / "scores.xlsx")
    assert run("check", edition, "--json").exit_code == 0


def test_every_book_is_marked_and_calc_shows_the_comments_where_they_were_put(tmp_path: Path) -> None:
    edition = Path(shutil.copytree(DATA / "county-2023", tmp_path / "county-2023"))
    book = openpyxl.load_workbook(edition / "scores.xlsx")
    for page in book.worksheets:
        numbers = (cell for row in page.iter_rows() for cell in row if isinstance(cell.value, float))
        next(cell for cell in numbers if 10 < cell.value < 100).value = 101
    book.save(edition / "scores.xlsx")
    assert run("check", edition, "--marked", edition / "marked.xlsx").exit_code == 1
    marked = openpyxl.load_workbook(edition / "marked.xlsx")
    comments = _comments(marked)
    assert {title for title, _ in comments} >= set(book.sheetnames)
    links = {c.hyperlink.location for row in marked.worksheets[0].iter_rows() for c in row if c.hyperlink}
    assert {f"'{title}'!{cell}" for title, cell in comments} <= links
    if not (soffice := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = edition / "calc"
    command = [soffice, own, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(edition / "marked.xlsx")]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    opened = openpyxl.load_workbook(out / "marked.xlsx")
    shown = _comments(opened)
    assert opened.sheetnames[0] == "检查结果" and set(shown) == set(comments)
    assert all(text.split()[0] in shown[where] for where, text in comments.items())


def _comments(book: openpyxl.Workbook) -> dict[tuple[str, str], str]:
    return {
        (page.title, cell.coordinate): cell.comment.text
        for page in book.worksheets for row in page.iter_rows() for cell in row if cell.comment
    }  # fmt: skip


@pytest.mark.parametrize("way", [("check", "--marked"), ("check", "--fix"), ("template", "--edition")])
def test_no_workbook_is_written_over_one_that_the_edition_reads(way: tuple[str, str], tmp_path: Path) -> None:
    edition = Path(shutil.copytree(DATA / "western-2020", tmp_path / "western-2020"))
    table = edition / "scores.xlsx"
    before = table.read_bytes()
    command, option = way
    done = run(command, *((table, option, edition) if command == "template" else (edition, option, table)))
    assert done.exit_code == 2 and "没有覆盖" in done.err and table.read_bytes() == before


def test_a_template_is_never_written_over_a_workbook_that_may_be_filled_in(tmp_path: Path) -> None:
    out = tmp_path / "fill.xlsx"
    assert run("template", out, "--edition", DATA / "county-2023").exit_code == 0
    (tmp_path / "fill.xlsx").rename(tmp_path / "kept.xlsx")
    beside = (tmp_path / "fill-zone.xlsx").read_bytes()
    done = run("template", out, "--edition", DATA / "county-2023", language="en")
    assert done.exit_code == 2 and "fill-county.xlsx is there already" in done.err
    assert not out.exists() and (tmp_path / "fill-zone.xlsx").read_bytes() == beside
