"""Names that no gazetteer has: brackets of either width, marks of direction, lists too long to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.scores.rules import MOST_NAMES, listed
from tests.command import run
from tests.made_editions import HOSPITALS, THIRTY, write_edition

from .conftest import ROWS, Desk

FULL, HALF = "儿童医院（新院）", "儿童医院(新院)"


def _edition(folder: Path, *names: str, extra: str = "") -> Path:
    return write_edition(folder, HOSPITALS, units=[*THIRTY[:6], *names], groups=("甲区", "乙区"), extra=extra)


@pytest.mark.parametrize("typed", [FULL, HALF])
@pytest.mark.parametrize("asked", [FULL, HALF])
def test_brackets_of_either_width_name_one_unit_and_are_printed_full(typed: str, asked: str, tmp_path: Path) -> None:
    edition = _edition(tmp_path / "a", typed, extra=f'[profiles]\nfull = ["{asked}"]\n')
    done = run("check", edition, "--json")
    assert done.exit_code == 0 and "W304" not in done.codes
    built = run("build", edition, "--unit", asked, "--format", "pdf", "--out", tmp_path / "out")
    assert built.exit_code == 0 and [path.name for path in (tmp_path / "out").glob("*.pdf")] == [f"{FULL}.pdf"]


def test_names_that_differ_in_brackets_alone_are_one_unit_twice(tmp_path: Path) -> None:
    found = run("check", _edition(tmp_path / "a", FULL, HALF), "--json").first("E301")
    assert found["cell"] == "A9" and FULL in found["message"]


def test_a_name_in_latin_letters_keeps_its_brackets(tmp_path: Path) -> None:
    edition = _edition(tmp_path / "a", "Willow Bay (New)")
    built = run("build", edition, "--unit", "Willow Bay (New)", "--format", "pdf", "--out", tmp_path / "out")
    assert built.exit_code == 0 and (tmp_path / "out" / "Willow Bay (New).pdf").is_file()


def test_the_repaired_copy_mends_blanks_and_leaves_brackets(tmp_path: Path) -> None:
    edition, copy = _edition(tmp_path / "a", FULL, " 江滨　医院(东区) "), tmp_path / "copy.xlsx"
    assert run("check", edition, "--fix", copy).exit_code == 0
    sheet = load_workbook(copy)["评分"]
    assert [sheet["A8"].value, sheet["A9"].value] == [FULL, "江滨医院（东区）"]


def test_a_mark_of_direction_in_a_name_is_an_error(tmp_path: Path) -> None:
    found = run("check", _edition(tmp_path / "a", "\u202e院医京北"), "--json").first("E311")
    assert (found["sheet"], found["cell"]) == ("评分", "A8") and "U+202E" in found["message"]


def test_a_long_list_says_how_many_it_holds() -> None:
    names = [f"第{number}村" for number in range(MOST_NAMES + 5)]
    shown = listed(names, most=MOST_NAMES)
    assert shown.zh.endswith(f"第{MOST_NAMES - 1}村等 {len(names)} 个") and shown.en.endswith("and 5 more")
    assert listed(names[:3], most=3).zh == "第0村、第1村、第2村"


def test_a_place_that_is_declared_as_a_unit_of_ones_own_keeps_its_code(desk: Desk) -> None:
    desk.choose(extra_units=("成都", "西虹"))
    desk.scores([ROWS[0], ("西虹", *ROWS[1][1:]), *ROWS[2:]])
    book = desk.read().book
    assert book is not None and [unit.adcode for unit in book.units[:2]] == ["510100", ""]
