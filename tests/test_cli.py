"""The command line: exit codes, JSON, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from generator.explain import edition_page
from generator.formats import read_formats, read_standard
from tests.command import run
from tests.western import EDITION, copy_edition, find_cell, set_cell


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "WHITEPAPER_LANG": "zh", "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments], capture_output=True, text=True, encoding="utf-8",
        env=settings, check=False,
    )


def test_help_and_version_answer() -> None:
    assert _run("--help").returncode == 0
    assert "0.1.0" in _run("--version").stdout


def test_check_passes_and_json_is_one_object() -> None:
    done = _run("check", str(EDITION), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"] is True


def test_words_come_in_english_when_asked() -> None:
    assert "All checks passed" in run("check", EDITION, language="en").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("build", "nowhere"), 3),
        (("build", str(EDITION), "--format", "odt"), 2),
        (("build",), 2),
        (("explain", "E999"), 2),
        (("unknown",), 2),
    ],
)
def test_what_a_user_gets_wrong_ends_in_words_and_a_code(arguments: tuple[str, ...], code: int) -> None:
    assert run(*arguments).exit_code == code


def test_a_process_of_its_own_ends_with_the_code_as_well() -> None:
    done = _run("build", "nowhere")
    assert done.returncode == 3 and "nowhere" in done.stderr and "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        ((), "", ""),
        (("build",), "缺少参数 EDITION", "Missing argument"),
        (("template", "out.xlsx"), "缺少选项 --edition", "Missing option"),
        (("biuld",), "没有命令“biuld”，是否为 build？", "No such command"),
        (("publish",), "没有命令“publish”；可用的命令：check、new", "No such command"),
        (("build", "x", "--frmat", "pdf"), "没有选项 --frmat，是否为 --format？", "No such option"),
        (("build", "x", "y"), "多出的参数：y", "unexpected extra argument"),
        (("build", "x", "--out"), "选项 --out 后面缺少它的值", "requires an argument"),
        (("check", "x", "--strict=yes"), "选项 --strict 不带值", "not take a value"),
        (("batch", "x", "--jobs", "two"), "选项 --jobs 的值无效：须为整数", "Invalid value"),
        (("batch", "x", "--jobs", "-2"), "选项 --jobs 的值无效：须不小于 0", "Invalid value"),
    ],
)
def test_a_call_that_makes_no_sense_is_told_in_the_users_language(
    arguments: tuple[str, ...], chinese: str, english: str
) -> None:
    done, other = run(*arguments), run(*arguments, language="en")
    assert done.exit_code == other.exit_code == 2 and not done.out and not other.out
    assert chinese in done.err and english in other.err
    assert "Error" not in done.err and (not arguments or "用法" in done.err or "--" in done.err)


def test_a_call_that_makes_no_sense_is_one_object_under_json() -> None:
    done = run("build", "--json")
    assert done.exit_code == 2
    told = json.loads(done.out)
    assert told["ok"] is False and told["exit_code"] == 2 and told["error"].startswith("缺少参数 EDITION")


def test_errors_in_the_data_end_with_one_and_write_nothing(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    tree = edition / "indicators.csv"
    tree.write_text(tree.read_text("utf-8").replace("产业融合,25,", "产业融合,20,"), "utf-8")
    done = run("build", edition, "--out", tmp_path / "out", "--json")
    assert done.exit_code == 1 and json.loads(done.out)["ok"] is False
    assert done.findings[0]["file"] == "indicators.csv"
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_ends_with_five(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file in the way")
    assert run("build", EDITION, "--format", "pdf", "--out", tmp_path / "out").exit_code == 5


def test_explain_has_a_page_for_a_code() -> None:
    assert "E301" in run("explain", "e301").out


def test_check_hands_back_a_marked_and_a_repaired_workbook(tmp_path: Path) -> None:
    edition = copy_edition(tmp_path)
    row, column = find_cell(edition / "scores.xlsx", "评分", "成都")
    set_cell(edition / "scores.xlsx", "评分", row, column + 4, 101)
    marked = tmp_path / "marked.xlsx"
    assert run("check", edition, "--marked", marked).exit_code == 1
    assert "检查结果" in openpyxl.load_workbook(marked).sheetnames
    repaired = tmp_path / "fixed.xlsx"
    run("check", EDITION, "--fix", repaired)
    assert "评分" in openpyxl.load_workbook(repaired).sheetnames


def test_a_template_to_fill_in_lists_the_units(tmp_path: Path) -> None:
    out = tmp_path / "fill.xlsx"
    assert run("template", out, "--edition", EDITION).exit_code == 0
    cells = [cell for sheet in openpyxl.load_workbook(out) for row in sheet.values for cell in row]
    assert "成都市" in cells and "乌鲁木齐市" in cells


def test_doctor_finds_a_sound_installation() -> None:
    assert _run("doctor").returncode == 0


def test_an_unknown_pdf_standard_is_refused() -> None:
    assert run("build", EDITION, "--pdf-standard", "x-1").exit_code == 2


def test_the_page_of_findings_is_made_from_the_tables() -> None:
    page = (Path(__file__).parent.parent / "docs" / "findings.md").read_text(encoding="utf-8")
    assert edition_page() in page, "run scripts/make_findings_page.py"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("explain", "301"), "是否应为 E301"),
        (("check", str(EDITION), "--text", "nowhere.md"), "找不到文件"),
        (("check", str(EDITION), "--text", str(EDITION / "scores.xlsx")), "不是 UTF-8 文本"),
    ],
)
def test_a_slip_on_the_command_line_is_told_in_the_users_language(arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2 and words in done.err and "Errno" not in done.err and "codec" not in done.err


def test_formats_and_standards_are_taken_as_people_write_them() -> None:
    assert read_formats("PDF，docx") == read_formats("pdf、docx") == ("pdf", "docx")
    assert read_standard("A-2B") == "a-2b"
