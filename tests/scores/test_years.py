"""Two years of one index: what changed, what moved, and what must not be compared."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import EditionError
from generator.scores.book import Book
from generator.scores.options import TierBound
from generator.scores.years import compare
from tests.command import run

from .conftest import HEADER, ROWS, TREE, Desk

TIERS = (TierBound("一线", 85), TierBound("新一线", 70), TierBound("其他", 0))


def year(folder: Path, number: int, rows: object = ROWS, tree: object = TREE) -> Book:
    folder = folder / str(number)
    folder.mkdir()
    desk = Desk(folder)
    desk.choose(tiers=TIERS, year=number)
    desk.weights(tree)  # type: ignore[arg-type]
    desk.scores(rows)  # type: ignore[arg-type]
    book = desk.read().book
    assert book
    return book


@pytest.fixture
def books(tmp_path: Path) -> tuple[Book, Book]:
    later = [list(row) for row in ROWS]
    later[4][2:] = [90, 90, 90, 90]
    later[2][0:2] = ["兰州", "甘肃省"]
    return year(tmp_path, 2019), year(tmp_path, 2020, later)


def test_change_of_score_and_rank(books: tuple[Book, Book]) -> None:
    change = compare(*books).change("昆明")
    assert (change.rank_before, change.rank_after, change.rise) == (5, 1, 4)
    assert change.difference == pytest.approx(90 - books[0].score("昆明"))
    assert compare(*books).changes()[0].unit.name == "昆明"


def test_moves_between_tiers(books: tuple[Book, Book]) -> None:
    comparison = compare(*books)
    assert [
        (m.unit.name, m.before and m.before.name, m.after and m.after.name) for m in comparison.moves()
    ] == [("昆明", "其他", "一线")]
    assert comparison.migration()["一线", "一线"] == 1


def test_ranks_may_be_taken_among_common_units(books: tuple[Book, Book]) -> None:
    assert compare(*books, common=True).change("西安").rank_before == 3
    assert compare(*books).change("西安").rank_before == 4


def test_far_moves_and_units_of_one_year_are_named(books: tuple[Book, Book]) -> None:
    found = compare(*books).findings(threshold=20)
    assert [f.code for f in found] == ["W341", "W342", "W342"]
    assert "昆明" in found[0].zh and found[0].place.cell
    assert "兰州" in found[1].zh and "贵阳" in found[2].zh


def test_other_weights_refuse_the_comparison_and_name_the_difference(tmp_path: Path) -> None:
    other = [
        TREE[0],
        ("基础", 50, "网络", 60),
        ("基础", 50, "平台", 40),
        ("服务", 50, "政务", 50),
        ("服务", 50, "民生", 50),
    ]
    old, new = year(tmp_path, 2019), year(tmp_path, 2020, tree=other)
    with pytest.raises(EditionError, match=r"基础 0\.4 → 0\.5"):
        compare(old, new)
    comparison = compare(old, new, {"服务/政务": "服务/民生"})
    change = comparison.change("成都", "服务/政务")
    assert (change.before, change.after) == (86.0, 90.5)


def test_a_mapping_of_unknown_indicators_is_an_error(tmp_path: Path) -> None:
    old, new = year(tmp_path, 2019), year(tmp_path, 2020)
    with pytest.raises(EditionError) as raised:
        compare(old, new, {"教育": "服务/民生"})
    assert raised.value.findings[0].code == "E343"
    assert replace(new, year=2021).year == 2021


OTHER = [TREE[0], *((top, 50, leaf, weight) for top, _, leaf, weight in TREE[1:])]


def edition_pair(tmp_path: Path, tree: object = TREE, keys: str = "") -> Path:
    """Write the editions of two years, the later one comparing itself with the other; return the later."""
    later = [list(row) for row in ROWS]
    later[4][2:] = [90, 90, 90, 90]
    later[2][0:2] = ["兰州", "甘肃省"]
    for number, rows, own in ((2019, ROWS, TREE), (2020, later, tree)):
        folder = tmp_path / str(number)
        folder.mkdir()
        desk = Desk(folder)
        desk.weights(own)  # type: ignore[arg-type]
        desk.scores(rows)
        file = desk.edition() / "edition.toml"
        compared = "" if number == 2019 else f'compare = "../2019"\n{keys}\n'
        file.write_text(compared + file.read_text("utf-8").replace("year = 2020", f"year = {number}"), "utf-8")
    return tmp_path / "2020"


def test_a_check_names_who_moved_too_far_and_who_is_new(tmp_path: Path) -> None:
    edition = edition_pair(tmp_path)
    done = run("check", edition, "--json")
    moved = done.first("W341")
    assert (moved["file"], moved["sheet"], moved["cell"]) == ("scores.xlsx", "评分", "A6")
    assert "昆明" in moved["message"] and "+26.1" in moved["message"]
    assert [f["value"] for f in done.findings if f["code"] == "W342"] == ["兰州", "贵阳"]
    assert run("check", edition, "--strict").exit_code == 1


@pytest.mark.parametrize(("limit", "named"), [("26", True), ("26.2", False)])
def test_how_far_is_too_far_is_the_editions_to_say(limit: str, named: bool, tmp_path: Path) -> None:
    done = run("check", edition_pair(tmp_path, keys=f"compare_limit = {limit}"), "--json")
    assert done.exit_code == 0 and ("W341" in done.codes) is named


def test_a_check_says_that_years_of_other_trees_are_not_compared(tmp_path: Path) -> None:
    edition = edition_pair(tmp_path, OTHER)
    done = run("check", edition, "--json")
    found = done.first("E340")
    assert done.exit_code == 0 and found["severity"] == "warning"
    assert (found["file"], found["line"], found["cell"]) == ("edition.toml", 1, "compare")
    assert "基础 0.4 → 0.5" in found["message"] and "compare_map" in found["suggestion"]
    assert "W341" not in done.codes  # what is not compared has not moved either
    assert run("check", edition, "--strict").exit_code == 1
    english = run("check", edition, "--json", language="en").first("E340")
    assert "基础 0.4 → 0.5" in english["message"] and "缺" not in english["message"]


def test_an_edition_may_say_how_its_trees_map(tmp_path: Path) -> None:
    keys = 'compare_map = { "服务/政务" = "服务/民生" }'
    edition = edition_pair(tmp_path, OTHER, keys)
    done = run("check", edition, "--json")
    assert done.exit_code == 0 and "E340" not in done.codes and "W341" in done.codes
    compared = json.loads(run("diff", tmp_path / "2019", edition, "--json").out)
    assert compared["scores_compared"] and [m["before_key"] for m in compared["means"]] == ["total", "服务/民生"]


def test_a_map_to_what_is_not_there_names_the_line(tmp_path: Path) -> None:
    done = run("check", edition_pair(tmp_path, OTHER, 'compare_map = { "服务/政务" = "服务/教育" }'), "--json")
    found = done.first("E343")
    assert done.exit_code == 3 and (found["file"], found["line"]) == ("edition.toml", 2)
    assert "服务/教育" in found["message"]


# --- scales other than a hundred -----------------------------------------------------------------
def scaled_pair(tmp_path: Path, scales: tuple[float, float], moved: float, keys: str = "") -> Path:
    """Write the editions of two years on scales of so many points; 昆明 moves by `moved` points of the later one."""
    for year, full in zip((2019, 2020), scales, strict=True):
        rows = [[*row[:2], *(round(value * full / 100, 6) for value in row[2:])] for row in ROWS]  # type: ignore[operator]
        if year == 2020:
            rows[4][2:] = [round(value + moved, 6) for value in rows[4][2:]]  # type: ignore[operator, assignment]
        (tmp_path / str(year)).mkdir()
        desk = Desk(tmp_path / str(year))
        desk.weights()
        desk.choose(scale=(0.0, full))
        desk.scores(rows)
        file = desk.edition() / "edition.toml"
        compared = 'compare = "../2019"\n' + keys if year == 2020 else ""
        file.write_text(compared + file.read_text("utf-8").replace("year = 2020", f"year = {year}"), "utf-8")
    return tmp_path / "2020"


@pytest.mark.parametrize("full", [1.0, 10.0, 100.0, 1000.0])
@pytest.mark.parametrize(("share", "named"), [(0.19, False), (0.21, True)])
def test_how_far_is_too_far_goes_by_the_scale(full: float, share: float, named: bool, tmp_path: Path) -> None:
    done = run("check", scaled_pair(tmp_path, (full, full), share * full), "--json")
    assert done.exit_code == 0 and ("W341" in done.codes) is named


def test_a_limit_that_the_edition_gives_is_in_points_of_its_scale(tmp_path: Path) -> None:
    done = run("check", scaled_pair(tmp_path, (10, 10), 1.9, "compare_limit = 1.5\n"), "--json")
    assert "W341" in done.codes


@pytest.mark.parametrize("keys", ["", 'compare_map = { "服务/政务" = "服务/政务" }\n'])
def test_years_on_different_scales_are_not_compared_by_score(keys: str, tmp_path: Path) -> None:
    edition = scaled_pair(tmp_path, (10, 100), 0, keys)
    done = run("check", edition, "--json")
    assert done.exit_code == 0 and not {"W341", "W701"} & done.codes
    assert "评分范围 0–10 → 0–100" in done.first("E340")["message"]
    compared = json.loads(run("diff", tmp_path / "2019", edition, "--json").out)
    assert not compared["scores_compared"]


@pytest.mark.parametrize(("full", "step"), [(1.0, 0.001), (10.0, 0.01), (100.0, 0.1), (1000.0, 1.0)])
def test_a_total_may_be_off_by_as_much_as_the_scale_tolerates(full: float, step: float, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.weights()
    desk.choose(scale=(0.0, full))
    for off, found in ((0.4, False), (0.6, True)):
        rows = []
        for row in ROWS:
            scores = [value * full / 100 for value in row[2:]]  # type: ignore[operator]
            total = 0.4 * (0.6 * scores[0] + 0.4 * scores[1]) + 0.3 * (scores[2] + scores[3])
            rows.append([*row[:2], *scores, round(total + off * step, 7)])
        desk.scores(rows, header=(*HEADER, "总分"))
        assert ("E327" in desk.read().codes) is found


def test_a_total_rounded_to_its_decimals_is_no_fault_on_a_narrow_scale(desk: Desk) -> None:
    desk.choose(scale=(0.0, 10.0))
    rows = [[*row[:2], *(value / 10 for value in row[2:]), total]  # type: ignore[operator]
            for row, total in zip(ROWS, (8.9, 8.0, 7.0, 6.9, 6.4), strict=True)]  # fmt: skip
    desk.scores(rows, header=(*HEADER, "总分"))
    assert "E327" not in desk.read().codes
    rows[2][-1] = 7.2
    desk.scores(rows, header=(*HEADER, "总分"))
    assert [f.place.cell for f in desk.read().findings if f.code == "E327"] == ["G4"]
