"""The western edition's tables give what was published."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from generator.findings import Severity
from generator.scores.book import Book
from generator.scores.options import ScoreOptions, ScoreSources, TableRef, TierBound
from generator.scores.read import read_book
from generator.text import number

FOLDER = Path(__file__).parents[2] / "data" / "western-2020"
HERE = Path(__file__).parent
TIERS = (
    TierBound("一线", 85),
    TierBound("新一线", 65),
    TierBound("二线", 50),
    TierBound("三线", 40),
    TierBound("四线", 0),
)
OPTIONS = ScoreOptions(title="西部地区", year=2020, tiers=TIERS)
FACTS = json.loads((HERE / "western_facts.json").read_text(encoding="utf-8"))


def sources(folder: Path, tree: str = "indicators.csv", sheet: str = "") -> ScoreSources:
    table = folder / "scores.xlsx"
    return ScoreSources(
        TableRef(table, "评分"), TableRef(folder / tree, sheet), TableRef(table, "GDP"), folder
    )


@pytest.fixture(scope="module")
def book() -> Book:
    made, findings = read_book(sources(FOLDER), OPTIONS)
    assert made and all(finding.severity is Severity.NOTE for finding in findings), findings
    return made


def test_all_totals_and_the_published_order(book: Book) -> None:
    published = list(csv.DictReader((HERE / "western_totals.csv").open(encoding="utf-8")))
    placed = book.ranking()
    assert len(placed) == len(published) == 71
    for row, entry in zip(published, placed, strict=True):
        assert entry.unit.name == row["city"]
        assert number(entry.score) == row["total"]
        assert entry.unit.province == row["province"]
        assert str(entry.rank) == row["published_rank"]


def test_average_and_quadrants(book: Book) -> None:
    assert number(book.average()) == "45.6"
    counts = {quadrant: len(units) for quadrant, units in book.quadrants("GDP", 1.0).items()}
    assert counts == {1: 2, 2: 23, 3: 46, 4: 0}


def test_level_1_leaders_and_profile_ranks(book: Book) -> None:
    for name, (city, score) in FACTS["level1_top"].items():
        best = book.ranking(name)[0]
        assert (best.unit.name, number(best.score)) == (city, f"{score:.1f}")
    for city, ranks in FACTS["level1_rank_in_profiles"].items():
        for name, rank in ranks.items():
            assert book.rank(city, name).rank == rank, (city, name)


def test_best_level_3_indicators(book: Book) -> None:
    for name, (leaf, score) in FACTS["level3_best_average"].items():
        averages = {indicator.name: book.average(indicator.key) for indicator in book.tree.leaves(name)}
        best = max(averages, key=lambda key: averages[key])
        assert (best, number(averages[best])) == (leaf, f"{score:.1f}")


def test_all_scores_lie_in_the_scale(book: Book) -> None:
    assert all(0 <= book.score(unit, leaf.key) <= 100 for unit in book.units for leaf in book.tree.leaves())


def test_the_sheet_of_the_tree_equals_the_text_file() -> None:
    one, _ = read_book(sources(FOLDER), OPTIONS)
    other, _ = read_book(sources(FOLDER, "scores.xlsx", "指标体系"), OPTIONS)
    assert one and other and one.tree == other.tree


def test_every_province_is_a_group(book: Book) -> None:
    groups = book.groups("province")
    assert len(groups) == 12 and sum(len(book.members(group)) for group in groups) == 71


def edited(tmp_path: Path, sheet: str, cell: str, value: object) -> ScoreSources:
    workbook = openpyxl.load_workbook(FOLDER / "scores.xlsx")
    workbook[sheet][cell] = value
    workbook.save(tmp_path / "scores.xlsx")
    (tmp_path / "indicators.csv").write_bytes((FOLDER / "indicators.csv").read_bytes())
    return sources(tmp_path)


def test_a_score_changed_by_another_program_is_rolled_up_anew(book: Book, tmp_path: Path) -> None:
    made, findings = read_book(edited(tmp_path, "评分", "E8", 10.0), OPTIONS)
    assert made and made.score("成都") < book.score("成都")
    assert "W211" in {finding.code for finding in findings}


def test_a_total_typed_over_its_formula_is_checked(tmp_path: Path) -> None:
    made, findings = read_book(edited(tmp_path, "评分", "D8", 60.0), OPTIONS)
    found = next(finding for finding in findings if finding.code == "E327")
    assert made is None and str(found.place) == "scores.xlsx 评分!D8"


def test_a_misspelt_city_in_the_workbook(tmp_path: Path) -> None:
    made, findings = read_book(edited(tmp_path, "评分", "B8", "成都是"), OPTIONS)
    found = next(finding for finding in findings if finding.code == "E305")
    assert made is None and str(found.place) == "scores.xlsx 评分!B8" and "成都" in found.hint_zh


def test_the_script_makes_the_same_files_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location(
        "make_western", FOLDER.parents[1] / "scripts" / "make_western.py"
    )
    assert spec and spec.loader
    monkeypatch.syspath_prepend(str(FOLDER.parents[1] / "scripts"))
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(__import__("sys").modules, "make_western", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    module.main()
    for name in ("scores.xlsx", "indicators.csv"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
