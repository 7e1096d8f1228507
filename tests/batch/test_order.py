"""What is asked for: units by name, a run sheet, and every fault of either at once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from generator.batch.asked import Options
from generator.batch.order import jobs_of, read_sheet
from generator.build import open_series
from generator.chapters.unit_series import Series
from generator.config import read_edition
from generator.errors import InputError


@pytest.fixture
def series(edition: Path) -> Series:
    return open_series(read_edition(edition))[0]


def test_all_means_every_unit_of_the_book(series: Series) -> None:
    assert len(jobs_of(series, "all", ("pdf",))) == 71


def test_units_are_named_in_any_way_and_made_once(series: Series) -> None:
    jobs = jobs_of(series, "成都, 重庆市，510100", ("pdf",))
    assert [job.stem for job in jobs] == ["510100_成都市", "500000_重庆市"]


def test_every_unknown_name_is_told_at_once(series: Series) -> None:
    with pytest.raises(InputError, match=r"成者.*成都.*没有“火星") as caught:
        jobs_of(series, "成者,绵阳,火星", ("pdf",))
    assert caught.value.exit_code == 2


def test_a_run_sheet_says_formats_and_options_for_each_unit(series: Series, tmp_path: Path) -> None:
    sheet = tmp_path / "run.csv"
    sheet.write_text("单位,格式,选项\n成都,\"pdf,docx\",pdf-standard=a-2b；charts=picture\n\n500000,,\n", "gb18030")
    first, second = read_sheet(sheet, "", series, ("pdf",))
    assert (first.formats, first.options) == (("pdf", "docx"), Options("a-2b", "picture"))
    assert (second.name, second.formats, second.options) == ("重庆", ("pdf",), Options())


def test_a_run_sheet_may_be_a_sheet_of_a_workbook(series: Series, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["别的"])
    sheet = book.create_sheet("清单")
    for row in (["城市", "格式"], ["德阳", "docx"], [510700, None]):
        sheet.append(row)
    book.save(tmp_path / "run.xlsx")
    jobs = read_sheet(tmp_path / "run.xlsx", "清单", series, ("pdf",))
    assert [(job.name, job.formats) for job in jobs] == [("德阳", ("docx",)), ("绵阳", ("pdf",))]


def test_every_fault_of_a_run_sheet_is_told_with_its_cell(series: Series, tmp_path: Path) -> None:
    sheet = tmp_path / "run.csv"
    sheet.write_text("unit,formats,options\n成都,pdf,\n火星,pdf,\n绵阳,odt,\n德阳,pdf,colour=red\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_sheet(sheet, "", series, ("pdf",))
    assert [finding.place.cell for finding in caught.value.findings] == ["A3", "A4", "A5"]


def test_a_run_sheet_without_a_column_of_units_is_refused(series: Series, tmp_path: Path) -> None:
    sheet = tmp_path / "run.csv"
    sheet.write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(InputError, match="单位"):
        read_sheet(sheet, "", series, ("pdf",))


@pytest.mark.parametrize(("text", "cell"), [("单位,格式\n", ""), ("单位,格式\n成都,pdf\n,pdf\n", "A3")])
def test_a_run_sheet_that_names_nobody_is_told(text: str, cell: str, series: Series, tmp_path: Path) -> None:
    (tmp_path / "run.csv").write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_sheet(tmp_path / "run.csv", "", series, ("pdf",))
    assert [finding.place.cell for finding in caught.value.findings] == ([cell] if cell else [])
    assert "run.csv" in caught.value.say("en")
