"""What a book says about its units: scores, ranks, groups, tiers, quadrants, strengths."""

from __future__ import annotations

import math

import pytest

from generator.scores.book import Book
from generator.scores.group import Group
from generator.scores.options import TierBound
from generator.scores.tree import TOTAL

from .conftest import HEADER, ROWS, TREE, Desk


@pytest.fixture
def book(desk: Desk) -> Book:
    desk.choose(
        attributes=("GDP",), tiers=(TierBound("一线", 85), TierBound("新一线", 65), TierBound("其他", 0))
    )
    sizes = (1.7, 2.36, 0.4, 0.9, 0.6)
    desk.scores(
        [(*row, size) for row, size in zip(ROWS, sizes, strict=True)], header=(*HEADER, "GDP（万亿元）")
    )
    made = desk.read().book
    assert made
    return made


def with_totals(desk: Desk, *totals: float) -> Book:
    desk.tree = None
    names = ("成都", "重庆", "贵阳", "西安", "昆明", "兰州")
    desk.scores(list(zip(names, totals, strict=False)), header=("城市", "综合得分"))
    made = desk.read().book
    assert made
    return made


def test_equal_scores_share_a_rank_and_the_next_is_skipped(desk: Desk) -> None:
    book = with_totals(desk, 90, 80, 80, 70)
    assert [placed.rank for placed in book.ranking()] == [1, 2, 2, 4]


def test_dense_and_stable_ties_are_choices(desk: Desk) -> None:
    desk.choose(ties="dense")
    assert [p.rank for p in with_totals(desk, 90, 80, 80, 70).ranking()] == [1, 2, 2, 3]
    desk.choose(ties="stable")
    assert [(p.unit.name, p.rank) for p in with_totals(desk, 90, 80, 80, 70).ranking()][1:3] == [
        ("重庆", 2),
        ("贵阳", 3),
    ]


def test_ranks_are_taken_on_unrounded_scores(desk: Desk) -> None:
    book = with_totals(desk, 61.46, 61.54, 50, 40)
    assert book.rank("成都").rank == 2 and book.rank("重庆").rank == 1


def test_sums_that_differ_only_by_the_noise_of_floats_are_ties(desk: Desk) -> None:
    desk.weights([("一级指标", "权重"), ("甲", 0.1), ("乙", 0.2), ("丙", 0.7)])
    desk.scores([("成都", 0.3, 0.6, 0.1), ("重庆", 0.6, 0.45, 0.1)], header=("城市", "甲", "乙", "丙"))
    book = desk.read().book
    assert book and [p.rank for p in book.ranking()] == [1, 1]


def test_a_rank_says_out_of_how_many(book: Book) -> None:
    placed = book.rank("西安", "服务")
    assert (placed.rank, placed.of) == (4, 5)


def test_averages_within_a_group(book: Book) -> None:
    assert book.average() == pytest.approx(sum(book.score(u) for u in book.units) / 5)
    assert book.average(TOTAL, Group("province", "四川省")) == book.score("成都")


def test_a_bound_belongs_to_the_tier_it_begins(desk: Desk) -> None:
    desk.choose(tiers=(TierBound("一线", 65), TierBound("二线", 40), TierBound("三线", 0)))
    book = with_totals(desk, 65.0, 64.99, 40.0, 39.9)
    tiers = [tier.name for unit in book.units if (tier := book.tier(unit))]
    assert tiers == ["一线", "二线", "二线", "三线"]
    assert [group.name for group in book.groups("tier")] == ["一线", "二线", "三线"]


def test_quadrants_are_counted_against_the_clock(book: Book) -> None:
    quadrants = book.quadrants("GDP", 1.0)
    assert [unit.name for unit in quadrants[1]] == ["成都", "重庆"]
    assert quadrants[2] == () and quadrants[4] == ()
    assert [unit.name for unit in quadrants[3]] == ["贵阳", "西安", "昆明"]
    assert book.quadrant("贵阳", "GDP", 1.0, score_threshold=60) == 2


def test_the_lowest_rank_is_never_a_strength_nor_the_first_a_weakness(book: Book) -> None:
    assert all(s.rank < s.of for unit in book.units for s in book.strengths(unit, 9))
    assert all(s.rank > 1 for unit in book.units for s in book.weaknesses(unit, 9))
    assert book.strengths("昆明") == ()
    assert book.weaknesses("成都") == ()


def test_strengths_go_by_rank_then_by_gap(book: Book) -> None:
    found = book.strengths("成都", 4)
    assert [s.rank for s in found] == [1, 1, 1, 1]
    assert [s.gap for s in found] == sorted((s.gap for s in found), reverse=True)


def test_a_subset_is_recomputed_and_keeps_the_rank_in_the_whole(book: Book) -> None:
    part = book.where({"unit": ["贵阳", "西安", "昆明市"]})
    assert part.rank("贵阳").rank == 1 and part.rank("贵阳").of == 3
    assert part.whole_rank("贵阳").rank == 3 and part.whole_rank("贵阳").of == 5
    assert part.average() < book.average()
    assert part.where({"province": "云南"}).whole_rank("昆明").rank == 5


def test_regions_and_clusters_are_groups_too(book: Book) -> None:
    assert len(book.where({"region": "西部"}).units) == 5
    assert {unit.name for unit in book.members(Group("cluster", "成渝城市群"))} == {"成都", "重庆"}


def test_every_score_knows_its_cell(book: Book) -> None:
    assert str(book.source("贵阳", "服务/政务")) == "scores.xlsx 评分!E4"
    assert str(book.source("贵阳")) == "scores.xlsx 评分!A4"


def test_a_declared_gap_is_left_out_and_the_other_weights_scaled_up(desk: Desk) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][2] = "—"
    desk.scores(rows)
    book = desk.read().book
    assert book and math.isnan(book.score("成都", "基础/网络"))
    assert book.score("成都", "基础") == 88.0
    assert book.share_covered("成都", "基础") == pytest.approx(0.4)
    assert len(book.ranking("基础/网络")) == 4
    with pytest.raises(KeyError):
        book.rank("成都", "基础/网络")


def test_too_little_coverage_is_an_error(desk: Desk) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][2:5] = ["—", "—", "暂无"]
    desk.scores(rows)
    assert "E217" in desk.read().codes


def test_an_empty_cell_may_be_left_out_by_choice_but_is_never_zero(desk: Desk) -> None:
    desk.choose(missing="exclude")
    rows = [list(row) for row in ROWS]
    rows[4][5] = None
    desk.scores(rows)
    outcome = desk.read()
    assert outcome.book and "W214" in outcome.codes
    assert outcome.book.score("昆明", "服务") == 66.0


def test_the_tree_is_found_by_key_name_or_partial_path(book: Book) -> None:
    assert book.tree.find("服务/政务").key == book.tree.find("政务").key == "服务/政务"
    assert [leaf.name for leaf in book.tree.leaves("基础")] == ["网络", "平台"]
    assert book.tree.share("服务/政务") == pytest.approx(0.3)
    with pytest.raises(LookupError):
        book.tree.find("教育")


def test_a_tree_names_the_readings_of_a_doubtful_name(desk: Desk) -> None:
    desk.weights([TREE[0], ("基础", 40, "成效", 60), TREE[2], ("服务", 60, "成效", 50), TREE[4]])
    desk.scores(header=("城市", "省份", "基础/成效", "平台", "服务/成效", "民生"))
    made = desk.read().book
    assert made
    with pytest.raises(LookupError, match="基础/成效, 服务/成效"):
        made.tree.find("成效")


def test_changing_a_score_changes_rank_and_average(desk: Desk) -> None:
    desk.scores()
    before = desk.read().book
    rows = [list(row) for row in ROWS]
    rows[4][2:] = [99, 99, 99, 99]
    desk.scores(rows)
    after = desk.read().book
    assert before and after
    assert before.rank("昆明").rank == 5 and after.rank("昆明").rank == 1
    assert after.average() > before.average()
