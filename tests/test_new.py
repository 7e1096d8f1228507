"""A new edition builds at once; what cannot be made is refused in words, and nothing is left behind."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from generator.build import build, prepare_unit
from generator.chapters.domain_lists import read_domains
from generator.checking import check_edition
from generator.config import read_edition
from generator.document import Figure, Paragraph, Table, blocks_of, plain, walk
from generator.errors import EditionError, InputError, OutputError
from generator.figures.profile import Profile
from generator.figures.radar import Radar
from generator.findings import Severity, has_errors
from generator.scaffold import create, families
from generator.text import format_value
from generator.typeset import TextStyle, measure
from tests.made_editions import FLAT, HOSPITALS, UNEVEN, UNWEIGHTED, write_edition
from tests.test_cli import _run as run_command


def _codes(path: Path) -> set[str]:
    return {finding.code for finding in check_edition(path) if finding.severity is not Severity.NOTE}


@pytest.mark.parametrize("family", families())
def test_a_new_edition_of_every_family_is_sound(tmp_path: Path, family: str) -> None:
    create(tmp_path / "edition", family)
    assert _codes(tmp_path / "edition") == set()


def test_the_new_volume_and_one_of_its_reports_build(tmp_path: Path) -> None:
    create(tmp_path / "towns")
    volume = build(tmp_path / "towns", out=tmp_path / "out")
    assert {path.suffix for path in volume.files} == {".pdf", ".docx"} and volume.pages > 15
    assert build(tmp_path / "towns", unit="青溪镇", formats=("pdf",), out=tmp_path / "out").pages > 5


def test_a_new_city_edition_builds_a_report(tmp_path: Path) -> None:
    create(tmp_path / "towns", "city")
    assert build(tmp_path / "towns", unit="望湖镇", dry_run=True).findings is not None


def test_a_report_holds_the_text_on_its_unit_against_the_tables_and_calls_groups_by_the_edition_s_word(
    tmp_path: Path,
) -> None:
    create(tmp_path / "edition", "city")
    (tmp_path / "edition" / "commentary" / "units" / "望湖镇.md").write_text("望湖镇综合得分列第9名。", "utf-8")
    edition = read_edition(tmp_path / "edition")
    document, findings, _ = prepare_unit(edition, "望湖镇")
    assert [finding.code for finding in findings if finding.code.startswith("W7")] == ["W701"]
    assert not [finding for finding in prepare_unit(edition, "青溪镇")[1] if finding.code.startswith("W7")]
    tables = {block.id: block for part in document.parts for block in walk(blocks_of(part)) if isinstance(block, Table)}
    assert "所在片区" in [row.cells[0].value for row in tables["table-scopes"].rows]
    assert "片区" in [column.title for column in tables["table-peers"].columns]


def test_a_report_on_another_scale_is_drawn_on_that_scale(tmp_path: Path) -> None:
    create(tmp_path / "hundred", "city")
    create(tmp_path / "towns", "city")
    book = openpyxl.load_workbook(tmp_path / "towns" / "scores.xlsx")
    for row in book["评分"].iter_rows():
        for cell in row:
            if isinstance(cell.value, int | float):
                cell.value = cell.value * 10
    book.save(tmp_path / "towns" / "scores.xlsx")
    file = tmp_path / "towns" / "edition.toml"
    text = file.read_text("utf-8").replace("# scale = [0, 100]", "scale = [0, 1000]")
    file.write_text(re.sub(r"^min = ([1-9]\d)", r"min = \g<1>0", text, flags=re.MULTILINE), "utf-8")
    document = prepare_unit(read_edition(file), "石桥镇")[0]
    blocks = [block for part in document.parts for block in walk(blocks_of(part))]
    tops = {block.spec.top for block in blocks if isinstance(block, Figure) and isinstance(block.spec, Radar | Profile)}
    tables = [block for block in blocks if isinstance(block, Table)]
    assert tops == {1000.0} == {column.bar for table in tables for column in table.columns} - {0.0}
    said = "".join(plain(block.content) for block in blocks if isinstance(block, Paragraph))
    assert "满分1000分" in said
    hundred = prepare_unit(read_edition(tmp_path / "hundred"), "石桥镇")[0]
    usual = [block for part in hundred.parts for block in walk(blocks_of(part)) if isinstance(block, Paragraph)]
    words = "".join(plain(block.content) for block in usual)
    assert [said.count(degree) for degree in ("大幅", "明显")] == [words.count(degree) for degree in ("大幅", "明显")]
    assert "明显" in words and said.count("略") >= words.count("略") > 3
    (near,) = (table for table in tables if table.id == "table-neighbours")
    longest = max((format_value(row.cells[3].value, "signed") for row in near.rows), key=len)
    assert len(longest) == 6 and near.columns[3].width >= measure(longest, TextStyle(size=9.0, tabular=True))


@pytest.mark.parametrize(("family", "pages"), [("county", 20), ("top100", 18)])
def test_a_new_volume_of_another_kind_builds_both_files(tmp_path: Path, family: str, pages: int) -> None:
    create(tmp_path / "edition", family)
    volume = build(tmp_path / "edition", out=tmp_path / "out", verify=True)
    assert {path.suffix for path in volume.files} >= {".pdf", ".docx"} and volume.pages >= pages


def test_a_kind_may_be_added_and_small_files_left_out_of_a_new_county_volume(tmp_path: Path) -> None:
    create(tmp_path / "edition", "county")
    for name in ("pictures/cycle.toml", "tables/path-town.csv", "tables/path-park.csv"):
        (tmp_path / "edition" / name).unlink()
    assert build(tmp_path / "edition", formats=("pdf",), out=tmp_path / "out").pages > 15


def test_a_list_of_units_of_ones_own_is_counted_by_its_own_areas(tmp_path: Path) -> None:
    create(tmp_path / "edition", "top100")
    lists, findings = read_domains(read_edition(tmp_path / "edition"))
    assert not findings and {unit.province for unit in lists[0].units} == {"东片", "南片", "西片", "北片"}


def test_an_area_that_no_unit_has_is_named_with_the_nearest(tmp_path: Path) -> None:
    create(tmp_path / "edition", "top100")
    file = tmp_path / "edition" / "edition.toml"
    file.write_text(file.read_text("utf-8").replace('"西片", "北片"', '"西片区", "北片"'), "utf-8")
    with pytest.raises(EditionError, match=r"“西片区”不是省份.*西片"):
        build(tmp_path / "edition", dry_run=True)


def test_the_new_edition_comments_every_section_and_has_a_real_workbook(tmp_path: Path) -> None:
    create(tmp_path / "towns")
    text = (tmp_path / "towns" / "edition.toml").read_text("utf-8")
    assert all(f"[{name}]" in text for name in ("scores", "quadrants", "profiles", "figures", "back", "[tiers]"))
    assert openpyxl.load_workbook(tmp_path / "towns" / "scores.xlsx").sheetnames == ["评分", "人口"]
    assert (tmp_path / "towns" / "README.md").is_file()


def test_the_commented_keys_of_the_new_edition_are_keys(tmp_path: Path) -> None:
    create(tmp_path / "towns")
    file = tmp_path / "towns" / "edition.toml"
    lines = file.read_text("utf-8").splitlines()
    wanted = ("running_head", "extra_units", "expected_units", "coverage", "ties", "scale", "tolerance")
    freed = [line[2:] if line.startswith("# ") and line[2:].split(" ")[0] in wanted else line for line in lines]
    file.write_text("\n".join(freed), "utf-8")
    assert read_edition(file).scores.ties == "min"


def test_a_folder_that_holds_anything_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    with pytest.raises(InputError, match="不是空文件夹"):
        create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert create(tmp_path) and (tmp_path / "edition.toml").is_file()


@pytest.mark.parametrize("name", ["a:b", "con", "NUL.txt", "x" * 200, " a", "a\u200bb", "-rf", ".hidden", "a?"])
def test_a_name_that_some_system_cannot_write_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="文件夹名"):
        create(tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("family", ["volme", "../volume", "themes", ""])
def test_an_unknown_family_is_refused_and_the_known_are_named(tmp_path: Path, family: str) -> None:
    with pytest.raises(InputError, match="volume"):
        create(tmp_path / "x", family)
    assert not (tmp_path / "x").exists()


def test_a_place_that_cannot_be_written_ends_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError):
        create(tmp_path / "file" / "edition")


# --- editions about something else -------------------------------------------------------


def test_thirty_hospitals_in_two_levels_need_nothing_but_two_tables(tmp_path: Path) -> None:
    edition = write_edition(tmp_path / "hospitals", HOSPITALS)
    assert _codes(edition) == {"W415"}  # texts that nobody wrote
    result = build(edition, out=tmp_path / "out", formats=("pdf", "docx"))
    assert result.pages > 8 and "N430" not in {finding.code for finding in result.findings}


def test_a_new_folder_becomes_a_report_on_hospitals_by_its_own_instructions(tmp_path: Path) -> None:
    """The way of a person with the guide alone: change the words, the two tables, then the texts."""
    home = tmp_path / "trial"
    create(home)
    source = write_edition(tmp_path / "tables", HOSPITALS, groups=("城东区", "城西区", "江滨区"))
    for name in ("indicators.csv", "scores.xlsx"):
        shutil.copyfile(source / name, home / name)
    text = (home / "edition.toml").read_text("utf-8")
    words = (
        ("溪州乡镇公共服务指数报告", "江州医院服务报告"), ("溪州", "江州"),
        ('"公共服务"', '"医疗服务"'), ("乡镇", "医院"),
        ("片区", "院区"), ('"青溪镇", "望湖镇"', '"城东人民医院"'), ('"石桥镇", "梅林乡"', '"城西口腔医院"'),
    )
    for old, new in words:
        text = text.replace(old, new)
    text = re.sub(r'sheet = "评分".*\n|attributes.*\n', "", text, count=3)
    text = re.sub(r"\[quadrants\]\n(?:\w.*\n)+", "", text)
    (home / "edition.toml").write_text(text, "utf-8")
    with pytest.raises(EditionError, match=r"commentary/recommendations/01\.md.*供水保障"):
        check_edition(home)
    for file in (home / "commentary" / "recommendations").glob("*.md"):
        file.write_text(re.sub("indicators: .*", "indicators: 候诊时间", file.read_text("utf-8")), "utf-8")
    told = check_edition(home)
    assert {f.value for f in told if f.code == "N416"} >= {"望湖镇", "办事服务"}
    missing = [finding.place.file for finding in told if finding.code == "W415"]
    assert len(missing) == 5
    for file in missing:
        (home / file).write_text("这一段由医院协会撰写。\n", "utf-8")
    for finding in told:
        if finding.code == "N416":
            (home / finding.place.file).unlink()
    assert {finding.code for finding in check_edition(home)} <= {"W215"}
    result = build(home, out=tmp_path / "out", verify=True)
    assert result.pages > 15 and "N430" not in {finding.code for finding in result.findings}
    assert build(home, unit="云山中医医院", formats=("pdf",), out=tmp_path / "out").pages > 5


def test_eight_indicators_without_levels_in_two_houses_build(tmp_path: Path) -> None:
    extra = '[profiles]\nfull = ["城东人民医院"]\nshort = ["云山中医医院"]\n[[tiers]]\nname = "甲"\nmin = 50\n'
    edition = write_edition(tmp_path / "flat", FLAT, groups=("东院区", "西院区"), extra=extra)
    assert build(edition, out=tmp_path / "out", formats=("pdf",)).pages > 12


def test_branches_of_different_depth_and_one_unit_build(tmp_path: Path) -> None:
    edition = write_edition(tmp_path / "one", UNEVEN, units=("唯一医院",), extra='[profiles]\nfull = ["唯一医院"]\n')
    assert build(edition, out=tmp_path / "out", formats=("pdf",)).pages > 6


def test_missing_scores_leave_gaps_not_faults(tmp_path: Path) -> None:
    extra = '[profiles]\nfull = ["城东人民医院"]\nshort = ["城东中医医院", "城东妇幼医院"]\n'
    scores = 'missing = "exclude"\ncoverage = 0.1\n'
    edition = write_edition(tmp_path / "gaps", HOSPITALS, missing=4, scores=scores, extra=extra)
    assert not has_errors(check_edition(edition))
    assert build(edition, out=tmp_path / "out", formats=("pdf",)).pages > 8


def test_a_tree_without_weights_and_a_table_without_totals_are_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="没有综合得分"):
        check_edition(write_edition(tmp_path / "x", UNWEIGHTED))


def test_the_command_says_what_to_do_next_and_refuses_with_two(tmp_path: Path) -> None:
    done = run_command("new", str(tmp_path / "towns"))
    assert done.returncode == 0 and "README.md" in done.stdout and "whitepaper build" in done.stdout
    again = run_command("new", str(tmp_path / "towns"))
    assert again.returncode == 2 and "Traceback" not in again.stderr
