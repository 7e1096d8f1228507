"""What somebody reads who types commands from the guide: every message in one language, with a place and a way on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.command import run
from tests.made_editions import HOSPITALS, THIRTY, write_edition

HEAD = "---\nkind: plain\ntitle: 前言\n---\n"
REFUSED = {
    "{{ ''.__class__ }}": "E413", "{{ '%d' % 1 }}": "E413", "{{ 'x' * 10**9 }}": "E414",
    "{% for n in range(200000) %}x{% endfor %}": "E414", '{% include "foreword.md" %}': "E414",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}": "E414",
}  # fmt: skip


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return write_edition(tmp_path / "hospitals", HOSPITALS, units=THIRTY[:9])


@pytest.mark.parametrize("text", REFUSED)
def test_what_a_template_may_not_do_is_told_in_the_language_of_the_reader(text: str, edition: Path) -> None:
    (edition / "templates").mkdir()
    (edition / "templates" / "foreword.md").write_text(HEAD + text, "utf-8")
    for language in ("zh", "en"):
        found = run("check", edition, "--json", language=language).first(REFUSED[text])
        words = re.sub(r"[\"'“”].*?[\"'“”]|\*+|format", "", found["message"])
        assert found["line"] == 5
        assert bool(re.search("[\u4e00-\u9fff]", words)) is (language == "zh")
        assert language == "en" or not re.search("[a-z]{3}", words)


def test_a_suggestion_is_parted_from_its_message(edition: Path) -> None:
    file = edition / "edition.toml"
    file.write_text(file.read_text("utf-8").replace("publisher =", "publishr ="), "utf-8")
    assert "不认识的键。是否应为 publisher？" in run("check", edition).err
    assert "; did you mean publisher?" in run("check", edition, language="en").err


@pytest.mark.parametrize("command", [("build", "--unit"), ("batch", "--units")])
@pytest.mark.parametrize("given", ["", "  "])
def test_an_option_that_names_nothing_is_no_wish_for_everything(
    command: tuple[str, str], given: str, edition: Path, tmp_path: Path
) -> None:
    done = run(command[0], edition, command[1], given, "--out", tmp_path / "out")
    assert done.exit_code == 2 and command[1] in done.err and not (tmp_path / "out").exists()


def test_commas_alone_name_no_unit(edition: Path, tmp_path: Path) -> None:
    done = run("batch", edition, "--units", " , ，", "--jobs", "1", "--out", tmp_path / "out")
    assert done.exit_code == 2 and "--units" in done.err


def test_the_workbook_is_not_the_edition(edition: Path) -> None:
    done = run("check", edition / "scores.xlsx", "--json")
    (found,) = done.findings
    assert done.exit_code == 3 and "edition.toml" in found["suggestion"] and "UTF-8" not in done.out


def test_a_report_of_one_unit_says_which_units_there_are_and_how_all_are_made(tmp_path: Path) -> None:
    folder = tmp_path / "towns"
    assert run("new", folder, "--family", "city").exit_code == 0
    done = run("build", folder, "--out", tmp_path / "out")
    assert done.exit_code == 2 and "--unit 青溪镇" in done.err and "whitepaper batch" in done.err


def test_a_day_that_is_none_is_not_mended_into_a_text(edition: Path) -> None:
    file = edition / "edition.toml"
    file.write_text(file.read_text("utf-8").replace("2024-05-01", "2024-02-30   # 出版日期"), "utf-8")
    (found,) = run("check", edition, "--json").findings
    assert "改为" not in found["suggestion"] and "几天" in found["suggestion"]


def test_words_without_marks_are_mended_before_the_comment(edition: Path) -> None:
    file = edition / "edition.toml"
    text = file.read_text("utf-8").replace('title = "医院服务评估"', "title = 医院服务评估   # 书名")
    file.write_text(text, "utf-8")
    (found,) = run("check", edition, "--json").findings
    assert 'title = "医院服务评估"   # 书名' in found["suggestion"]


def test_one_broken_workbook_of_two_tables_is_told_once(tmp_path: Path) -> None:
    folder = tmp_path / "towns"
    run("new", folder)
    (folder / "scores.xlsx").write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4000))
    done = run("check", folder)
    assert done.exit_code == 2 and done.err.splitlines()[-1].count("scores.xlsx") == 1


def test_a_missing_sheet_names_the_keys_that_may_ask_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "towns"
    run("new", folder)
    assert run("template", tmp_path / "fill.xlsx", "--edition", folder).exit_code == 0
    (tmp_path / "fill.xlsx").replace(folder / "scores.xlsx")
    found = run("check", folder, "--json").first("E114")
    assert "attributes_sheet" in found["suggestion"] and "指标体系" in found["message"]
