"""Two editions side by side: who moved, who came and went, what changed in the tree."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.build import open_series
from generator.chapters.commentary import Commentary
from generator.chapters.comparison import compare
from generator.chapters.facts import PaperFacts
from generator.chapters.figures import FIGURES
from generator.chapters.options import read_options
from generator.config import read_edition
from generator.difference import compare_editions, in_json, read_mapping, tell
from generator.difference.trees import tree_changes
from generator.errors import EditionError, InputError
from generator.figures.flow import Flow
from generator.findings import Place
from generator.scores.tree import Indicator, Tree
from tests.made_editions import HOSPITALS, THIRTY, Branch, write_edition
from tests.test_cli import _run as run_command
from tests.western import EDITION

RENAMED: tuple[Branch, ...] = tuple(
    (tuple("就诊等候" if name == "候诊时间" else name for name in names), weights) for names, weights in HOSPITALS
)
REWEIGHTED: tuple[Branch, ...] = (
    (("医疗质量", "诊断符合"), (40, 40)), (("医疗质量", "平均住院日"), (40, 10)), *HOSPITALS[2:],
)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_edition(tmp_path_factory.mktemp("old") / "old", HOSPITALS, year=2023)


def test_an_edition_does_not_differ_from_itself() -> None:
    same = compare_editions(EDITION, EDITION)
    assert same.tree == () and same.entered == () and same.left == () and same.migrated == ()
    assert len(same.units) == 71 and all(move.rise == 0 and move.difference == 0 for move in same.units)


def test_ranks_scores_and_means_are_compared_where_the_trees_agree(before: Path, tmp_path: Path) -> None:
    found = compare_editions(before, write_edition(tmp_path / "new", HOSPITALS, seed=2))
    assert found.scores_compared and len(found.risen) + len(found.fallen) > 20
    best = found.units[0]
    assert best.rank_after == 1 and best.difference == pytest.approx(best.score_after - best.score_before)
    assert sum(move.rise for move in found.units) == 0
    assert found.means[0].key == "total" and len(found.means) == 12


def test_units_that_come_and_go_are_named_and_do_not_count_as_moves(before: Path, tmp_path: Path) -> None:
    units = (*THIRTY[1:], "新区医院")
    found = compare_editions(before, write_edition(tmp_path / "new", HOSPITALS, units=units))
    assert found.entered == ("新区医院",) and found.left == ("城东人民医院",) and len(found.units) == 29
    assert sorted(move.place_after for move in found.units) == list(range(1, 30))


def test_the_ranks_told_are_those_that_the_move_is_counted_in(before: Path, tmp_path: Path) -> None:
    units = ("新区医院", *THIRTY[5:])
    found = compare_editions(before, write_edition(tmp_path / "new", HOSPITALS, units=units, seed=2))
    moved = re.findall(r"([↑↓])(\d+)  \S+  第(\d+) → 第(\d+)", tell(found, "zh", every=True))
    assert len(moved) > 10
    assert all((int(old) - int(new)) * (1 if arrow == "↑" else -1) == int(by) for arrow, by, old, new in moved)
    assert {unit["rise"] for unit in json.loads(in_json(found))["units"]} == {move.rise for move in found.units}


def test_other_weights_forbid_comparing_scores_but_not_ranks(before: Path, tmp_path: Path) -> None:
    found = compare_editions(before, write_edition(tmp_path / "new", REWEIGHTED, seed=2))
    assert not found.scores_compared and found.means == () and found.units[0].score_after is None
    assert [(change.kind, change.after) for change in found.tree] == [
        ("weight", "医疗质量/诊断符合"), ("weight", "医疗质量/平均住院日"),
    ]
    assert "不作比较" in tell(found) and "30% → 40%" in tell(found)


def test_a_renamed_indicator_is_recognised_and_a_mapping_makes_scores_comparable(before: Path, tmp_path: Path) -> None:
    new = write_edition(tmp_path / "new", RENAMED, seed=2)
    assert [change.kind for change in compare_editions(before, new).tree] == ["renamed"]
    mapped = compare_editions(before, new, read_mapping(["患者体验/就诊等候=患者体验/候诊时间"]))
    assert mapped.scores_compared and [mean.key for mean in mapped.means] == ["total", "患者体验/就诊等候"]


def test_a_mapping_to_nothing_is_refused(before: Path) -> None:
    with pytest.raises(EditionError, match="不存在"):
        compare_editions(before, before, {"没有": "没有"})
    with pytest.raises(InputError, match="--map"):
        read_mapping(["只有一边"])
    assert read_mapping(None) is None and read_mapping(["总分=总分"]) == {}


def test_words_come_in_two_languages_and_json_is_whole(before: Path, tmp_path: Path) -> None:
    new = write_edition(tmp_path / "new", HOSPITALS, seed=2)
    found = compare_editions(before, new)
    assert "名次" in tell(found, "zh") and "Ranks" in tell(found, "en")
    assert "（" in tell(found, "zh") and not set("（）、：") & set(tell(found, "en"))
    assert len(tell(found, every=True).splitlines()) > len(tell(found).splitlines())
    told = json.loads(in_json(found))
    assert told["scores_compared"] and len(told["units"]) == 30 and told["units"][0]["difference"] is not None


def test_changes_of_tier_are_told_by_pair_in_words_and_in_json(tmp_path: Path) -> None:
    tiers = '[[tiers]]\nname = "甲"\nmin = 60\n[[tiers]]\nname = "乙"\nmin = 0\n'
    old = write_edition(tmp_path / "old", HOSPITALS, extra=tiers, year=2023)
    new = write_edition(tmp_path / "new", HOSPITALS, extra=tiers, seed=2)
    found = compare_editions(old, new)
    assert set(found.passages) == {("甲", "乙"), ("乙", "甲")}
    told = json.loads(in_json(found))["tier_changes"]
    assert sum(change["count"] for change in told) == len(found.migrated) > 5
    assert all(f"  {c['before']} → {c['after']}  {c['count']}：{'、'.join(c['units'])}" in tell(found) for c in told)


def test_the_chapter_of_comparison_counts_the_tiers_as_the_diff_does() -> None:
    folder = EDITION.parent / "western-2022"
    found = compare_editions(EDITION, folder)
    series, _ = open_series(read_edition(folder))
    paper = PaperFacts(series.edition, series.book, Commentary(folder / "commentary"), series.before)
    chapter = compare(paper)
    assert chapter is not None and chapter.tiers == ("一线", "新一线", "二线", "三线", "四线")
    assert {(p.before, p.now): tuple(m.unit.raw for m in p.moved) for p in chapter.passages} == found.passages
    assert len(chapter.promoted) + len(chapter.demoted) == len(found.migrated)
    assert (len(chapter.promoted), len(chapter.demoted)) == (27, 1) and chapter.same_bounds
    flow = FIGURES["migration"](paper, read_options("figure migration", "", Place("x")))
    assert isinstance(flow, Flow) and (flow.risen, flow.fallen, sum(flow.before)) == (27, 1, 71)


def _tree(*rows: tuple[str, float]) -> Tree:
    return Tree(
        tuple(
            Indicator(
                key, key.rsplit("/", 1)[-1], key.count("/") + 1, weight, key.rpartition("/")[0] or None,
                tuple(other for other, _ in rows if other.rpartition("/")[0] == key),
            )
            for key, weight in rows
        )
    )


def test_an_indicator_under_another_parent_has_moved() -> None:
    old = _tree(("甲", 0.5), ("甲/子", 1.0), ("乙", 0.5), ("乙/丑", 1.0))
    new = _tree(("甲", 0.5), ("乙", 0.5), ("乙/丑", 0.6), ("乙/子", 0.4))
    assert [(change.kind, change.before, change.after) for change in tree_changes(old, new)] == [
        ("weight", "乙/丑", "乙/丑"), ("moved", "甲/子", "乙/子"),
    ]


def test_what_lies_below_a_renamed_indicator_is_not_listed_again() -> None:
    old = _tree(("甲", 1.0), ("甲/子", 0.4), ("甲/丑", 0.6))
    new = _tree(("新甲", 1.0), ("新甲/子", 0.4), ("新甲/丑", 0.6))
    assert [change.kind for change in tree_changes(old, new)] == ["renamed"]


def test_the_command_puts_one_json_object_on_stdout() -> None:
    done = run_command("diff", str(EDITION), str(EDITION), "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["tree"] == []
    assert run_command("diff", str(EDITION), "nowhere").returncode == 3


def test_units_are_counted_in_the_edition_s_own_measure_word(tmp_path: Path) -> None:
    folders = [
        write_edition(tmp_path / str(year), HOSPITALS, units=THIRTY[:9], year=year, seed=year) for year in (2023, 2024)
    ]
    for folder in folders:
        file = folder / "edition.toml"
        file.write_text(file.read_text("utf-8").replace('unit_word =', 'measure_word = "家"\nunit_word ='), "utf-8")
    told = tell(compare_editions(*folders), "zh")
    assert "医院：9 → 9家，两卷共有9家" in told and "个" not in told.split("名次")[1].splitlines()[0]
