"""Table fences: each name is a function from the paper's facts to a table."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.audit.number import told
from generator.chapters import cluster_tables, comparison_tables, drawn_files, tier_tables
from generator.chapters.facts import PaperFacts
from generator.chapters.kind_tables import KIND_TABLES
from generator.chapters.options import Options
from generator.chapters.rank_tables import RANK_TABLES
from generator.chapters.robustness import uncertainty_table
from generator.scores.tree import TOTAL, Indicator
from generator.text import chinese_numeral, name_list

SCORE_TOP = 100.0
LONG_NAME = 5  # characters that fit a name in three columns
TOTAL_NAMES = ("总分", "综合得分", TOTAL)


def ranking(paper: PaperFacts, options: Options) -> d.Table:
    """Return all units by rank, packed `across` times, the average in the last cell.

    Unasked, three stand side by side, two where names are long.
    """
    longest = max(len(unit.name) for unit in paper.book.units)
    strong = options.whole("strong", 10)
    name = options.text("indicator", TOTAL)
    indicator = TOTAL if name in TOTAL_NAMES else paper.find(name).key
    rows = [
        d.Row(
            (d.Cell(place.rank), d.Cell(place.unit.name), d.Cell(place.score)),
            "strong" if place.rank <= strong else "",
        )
        for place in paper.book.ranking(indicator)
    ]
    rows.append(d.Row((d.Cell("平均得分", columns=2), d.Cell(paper.book.average(indicator))), "average"))
    columns = (
        d.Column("排名", "left", "rank", 0.8),
        d.Column(paper.edition.unit_word, "left", "text", 1.45),
        d.Column("评分", "decimal", "score", 1.45, bar=SCORE_TOP),
    )
    return d.Table(
        columns, tuple(rows), across=options.whole("across", 3 if longest <= LONG_NAME else 2), unit="分",
        note="排名按未取整的得分计算，条形长度为得分",
        dense=options.choice("rows", ("open", "dense")) == "dense",
    )


def tree(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the indicator tree with its weights, cells of the upper levels merged."""
    rows: list[d.Row] = []
    for top in paper.book.tree.level(1):
        rows.extend(d.Row(tuple(cells)) for cells in _branch(paper, top))
    widths, weighted = (1.5, 1.15, 1.95), paper.book.tree.weighted
    columns: list[d.Column] = []
    for level in range(paper.book.tree.depth):
        columns.append(d.Column(f"{chinese_numeral(level + 1)}级指标", width=widths[min(level, 2)]))
        if weighted:
            columns.append(d.Column("权重", "right", "weight", 0.55 if level < 2 else 0.6))
    return d.Table(tuple(columns), tuple(rows))


def _branch(paper: PaperFacts, indicator: Indicator) -> list[list[d.Cell]]:
    """Return the rows below an indicator, its own cells spanning them all; a leaf above the deepest
    level leaves the cells beside it empty."""
    tree = paper.book.tree
    branches = [_branch(paper, tree.indicator(key)) for key in indicator.children]
    each = 2 if tree.weighted else 1
    rows = [row for branch in branches for row in branch] or [
        [d.Cell("")] * (each * (tree.depth - indicator.level))
    ]
    strong = indicator.level == 1
    own = [d.Cell(indicator.name, rows=len(rows), strong=strong)]
    if tree.weighted:
        own.append(d.Cell(indicator.weight, rows=len(rows), strong=strong))
    rows[0] = own + rows[0]
    return rows


def sample(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the units by province with their counts and mean totals."""
    rows = [
        d.Row(
            (
                d.Cell(group.name), d.Cell(group.count), d.Cell(group.average),
                d.Cell(name_list([unit.raw for unit in group.units])),
            )
        )
        for group in paper.provinces
    ]
    rows.append(
        d.Row((d.Cell("合计"), d.Cell(paper.count), d.Cell(paper.average), d.Cell("")), "group")
    )
    columns = (
        d.Column(paper.edition.group_word, width=1.5), d.Column("数量", "right", "integer", 0.55),
        d.Column("平均得分", "decimal", "score", 0.8), d.Column(f"{paper.edition.unit_word}名单", width=4.0),
    )
    return d.Table(columns, tuple(rows), note="名单按综合得分由高到低排列")


def quadrants(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the four quadrants with their bounds and units."""
    rows = [
        d.Row(
            (
                d.Cell(group.name, strong=True), d.Cell(group.count), d.Cell(group.bound),
                d.Cell(name_list([unit.raw for unit in group.units]) or "无"),
            )
        )
        for group in paper.quadrants
    ]
    columns = (
        d.Column("象限", width=0.8), d.Column("数量", "right", "integer", 0.5),
        d.Column("划分标准", width=1.7), d.Column(f"{paper.edition.unit_word}名单", width=3.8),
    )
    return d.Table(columns, tuple(rows), note=demonstration_note(paper))


def demonstration_note(paper: PaperFacts) -> str:
    """Return which values of the quadrants' attribute are published, where not all are."""
    axes = paper.edition.quadrants
    if axes is None or not axes.published or not paper.edition.simulated:
        return ""
    return f"{axes.attribute}除{name_list(axes.published)}为公布值外，均为演示值"


def tiers(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the tiers with their bounds, counts, means and units."""
    rows = [
        d.Row(
            (
                d.Cell(group.name, strong=True), d.Cell(told("{}分及以上", group.bound)), d.Cell(group.count),
                d.Cell(group.average if group.count else None),
                d.Cell(name_list([unit.raw for unit in group.units]) or "无"),
            )
        )
        for group in paper.tiers
    ]
    columns = (
        d.Column("等级", width=1.5), d.Column("得分", width=0.9), d.Column("数量", "right", "integer", 0.5),
        d.Column("平均", "decimal", "score", 0.6), d.Column(f"{paper.edition.unit_word}名单", width=3.4),
    )
    return d.Table(columns, tuple(rows))


def profiles(paper: PaperFacts, _options: Options) -> d.Table:
    """Return totals and ranks of the model units, with their rank in every level-1 indicator."""
    tops = paper.book.tree.level(1)
    rows = tuple(
        d.Row(
            (
                d.Cell(unit.raw, strong=True), d.Cell(unit.score), d.Cell(unit.rank),
                *(d.Cell(paper.rank_of(unit.key, top.key)) for top in tops), *_tier(paper, unit.tier_short),
            )
        )
        for unit in paper.profiles
    )
    columns = (
        d.Column(paper.edition.unit_word, width=1.2),
        d.Column("综合得分", "decimal", "score", 1.1, bar=SCORE_TOP),
        d.Column("总分名次", "right", "rank", 0.8),
        *(d.Column(f"{top.name}名次", "right", "rank", 1.2) for top in tops),
        *_tier_column(paper),
    )
    return d.Table(columns, rows)


def _tier_column(paper: PaperFacts) -> tuple[d.Column, ...]:
    return (d.Column("等级", "center", width=0.8),) if paper.tiers else ()


def _tier(paper: PaperFacts, shown: str) -> tuple[d.Cell, ...]:
    return (d.Cell(shown),) if paper.tiers else ()


def sketches(paper: PaperFacts, _options: Options) -> d.Table:
    """Return total, rank, tier and level-1 scores of the units with short profiles."""
    tops = paper.book.tree.level(1)
    rows = [
        d.Row(
            (
                d.Cell(unit.raw, strong=True), d.Cell(unit.rank), d.Cell(unit.score),
                *(d.Cell(paper.score_of(unit.key, top.key)) for top in tops), *_tier(paper, unit.tier_short),
            )
        )
        for unit in paper.sketches
    ]
    averages = (d.Cell(paper.average), *(d.Cell(paper.book.average(top.key)) for top in tops))
    rows.append(d.Row((d.Cell(f"{paper.edition.region}平均", columns=2), *averages, *_tier(paper, "")), "average"))
    columns = (
        d.Column(paper.edition.unit_word, width=1.2), d.Column("排名", "right", "rank", 0.6),
        d.Column("综合得分", "decimal", "score", 0.9),
        *(d.Column(top.name, "decimal", "score", 1.15) for top in tops), *_tier_column(paper),
    )
    return d.Table(columns, tuple(rows))


def imprint(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the facts of publication, a line each."""
    edition, all_papers = paper.edition, tuple(paper.papers.values()) or (paper,)
    lines = (
        ("出版", edition.publisher), ("作者", name_list(edition.authors)),
        ("日期", f"{edition.date.year}年{edition.date.month}月{edition.date.day}日"),
        ("编号", edition.number),
        ("评估对象", edition.region + name_list([f"{one.count}个{one.edition.unit_word}" for one in all_papers])),
        ("数据来源", edition.source),
        ("审图号", edition.figures.map_review_number or ("待送审" if paper.on_map else "")),
    )
    rows = tuple(d.Row((d.Cell(name, strong=True), d.Cell(value))) for name, value in lines if value)
    return d.Table((d.Column("", width=1), d.Column("", width=5)), rows, show_titles=False)


TABLES: dict[str, Callable[[PaperFacts, Options], d.Table]] = {
    "ranking": ranking, "tree": tree, "sample": sample, "quadrants": quadrants, "tiers": tiers,
    "imprint": imprint, "profiles": profiles, "sketches": sketches,
    "tier-changes": tier_tables.tier_table, "tier-years": tier_tables.tier_years,
    "tier-portraits": tier_tables.tier_portraits, "tier-indicators": tier_tables.tier_indicators,
    "clusters": cluster_tables.cluster_table, "cluster-members": cluster_tables.cluster_members,
    "provinces": cluster_tables.provinces, "national-ranking": comparison_tables.national_ranking,
    "moves": comparison_tables.moves, "passages": comparison_tables.passages, "file": drawn_files.listed,
    "uncertainty": uncertainty_table, **RANK_TABLES, **KIND_TABLES,
}
