"""Table fences: each name is a function from the paper's facts to a table."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.chapters import cluster_tables, comparison_tables, drawn_files, tier_tables
from generator.chapters.brackets import beside_sample, bracketed_rows, score_value, with_brackets
from generator.chapters.facts import PaperFacts
from generator.chapters.kind_tables import KIND_TABLES
from generator.chapters.options import Options
from generator.chapters.rank_tables import RANK_TABLES
from generator.chapters.robustness import uncertainty_table
from generator.chapters.tree_rows import branches
from generator.scores.tree import TOTAL

LONG_NAME = 5  # characters that fit a name in three columns
TOTAL_NAMES = ("总分", "综合得分", TOTAL)


def ranking(paper: PaperFacts, options: Options) -> d.Table:
    """Return all units by rank, packed `across` times, the average in the last cell.

    Unasked, three stand side by side, two where names are long.
    """
    longest = max(len(unit.name) for unit in paper.book.units)
    strong, words = options.whole("strong", 10, least=0), paper.words
    name = options.text("indicator", TOTAL)
    indicator = TOTAL if name in TOTAL_NAMES else paper.find(name).key
    rows = [
        d.Row(
            (d.Cell(place.rank), d.Cell(place.unit.name), d.Cell(place.score)),
            "strong" if place.rank <= strong else "",
        )
        for place in paper.book.ranking(indicator)
    ]
    rows += bracketed_rows(paper, indicator)
    rows.append(d.Row((d.Cell(words.average_score, columns=2), d.Cell(paper.book.average(indicator))), "average"))
    columns = (
        d.Column(words.rank, "left", "rank", 0.8),
        d.Column(paper.unit_head, "left", "text", 1.45),
        d.Column(words.rating, "decimal", "score", 1.45, bar=paper.full_score),
    )
    return d.Table(
        columns, tuple(rows), across=options.whole("across", 3 if longest <= LONG_NAME else 2), unit=words.points,
        note=with_brackets(paper, words.ranking_note, bool(paper.book.bracketed(indicator))),
        dense=options.choice("rows", ("open", "dense")) == "dense",
    )


def tree(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the indicator tree with its weights, cells of the upper levels merged."""
    widths, weighted = (1.5, 1.15, 1.95), paper.book.tree.weighted
    rows = [d.Row(cells) for cells in branches(paper.book.tree, weighted)]
    columns: list[d.Column] = []
    for level in range(paper.book.tree.depth):
        columns.append(d.Column(paper.words.level.format(paper.words.step(level + 1)), width=widths[min(level, 2)]))
        if weighted:
            columns.append(d.Column(paper.words.weight, "right", "weight", 0.55 if level < 2 else 0.6))
    return d.Table(tuple(columns), tuple(rows))


def sample(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the units by province with their counts and mean totals."""
    words = paper.words
    rows = [
        d.Row(
            (
                d.Cell(group.name), d.Cell(group.count), d.Cell(group.average),
                d.Cell(words.names([unit.raw for unit in group.units])),
            )
        )
        for group in paper.provinces
    ]
    rows.append(
        d.Row((d.Cell(words.sum), d.Cell(paper.count), d.Cell(paper.average), d.Cell("")), "group")
    )
    columns = (
        d.Column(paper.group_head, width=1.5), d.Column(words.count, "right", "integer", 0.55),
        d.Column(words.average_score, "decimal", "score", 0.8),
        d.Column(paper.named(words.list_of), width=4.0),
    )
    return d.Table(columns, tuple(rows), note=words.clause.join(filter(None, (words.by_overall, beside_sample(paper)))))


def quadrants(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the four quadrants with their bounds and units."""
    words = paper.words
    rows = [
        d.Row(
            (
                d.Cell(group.name, strong=True), d.Cell(group.count), d.Cell(group.bound),
                d.Cell(words.names([unit.raw for unit in group.units]) or words.none),
            )
        )
        for group in paper.quadrants
    ]
    columns = (
        d.Column(words.quadrant, width=0.8), d.Column(words.count, "right", "integer", 0.5),
        d.Column(words.quadrant_rule, width=1.7), d.Column(paper.named(words.list_of), width=3.8),
    )
    return d.Table(columns, tuple(rows), note=demonstration_note(paper))


def demonstration_note(paper: PaperFacts) -> str:
    """Return which values of the quadrants' attribute are published, where not all are."""
    axes = paper.edition.quadrants
    if axes is None or not axes.published or not paper.edition.simulated:
        return ""
    names = paper.words.names(axes.published)
    return paper.words.published_only.format(attribute=axes.attribute, names=names)


def tiers(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the tiers with their bounds, counts, means and units."""
    words = paper.words
    rows = [
        d.Row(
            (
                d.Cell(group.name, strong=True), d.Cell(tier_tables.span(paper, group.bound, upper)),
                d.Cell(group.count), d.Cell(group.average if group.count else None),
                d.Cell(words.names([unit.raw for unit in group.units]) or words.none),
            )
        )
        for group, upper in zip(paper.tiers, ("", *(group.bound for group in paper.tiers)), strict=False)
    ]
    columns = (
        d.Column(words.tier, width=1.5), d.Column(words.score, width=1.3),
        d.Column(words.count, "right", "integer", 0.5), d.Column(words.average, "decimal", "score", 0.6),
        d.Column(paper.named(words.list_of), width=3.4),
    )
    return d.Table(columns, tuple(rows))


def profiles(paper: PaperFacts, _options: Options) -> d.Table:
    """Return totals and ranks of the model units, with their rank in every level-1 indicator."""
    tops = paper.book.tree.level(1)
    rows = tuple(
        d.Row(
            (
                d.Cell(unit.raw, strong=True), d.Cell(score_value(paper, unit.key)), d.Cell(paper.rank_of(unit.key)),
                *(d.Cell(paper.rank_of(unit.key, top.key)) for top in tops), *_tier(paper, unit.tier_short),
            )
        )
        for unit in paper.profiles
    )
    columns = (
        d.Column(paper.unit_head, width=1.2),
        d.Column(paper.words.overall, "decimal", "score", 1.1, bar=paper.full_score),
        d.Column(paper.words.overall_rank, "right", "rank", 0.8),
        *(d.Column(paper.words.rank_of.format(top.name), "right", "rank", 1.2) for top in tops),
        *_tier_column(paper),
    )
    return d.Table(columns, rows, note=with_brackets(paper, "", not all(unit.ranked for unit in paper.profiles)))


def _tier_column(paper: PaperFacts) -> tuple[d.Column, ...]:
    return (d.Column(paper.words.tier, "center", width=0.8),) if paper.tiers else ()


def _tier(paper: PaperFacts, shown: str) -> tuple[d.Cell, ...]:
    return (d.Cell(shown),) if paper.tiers else ()


def sketches(paper: PaperFacts, _options: Options) -> d.Table:
    """Return total, rank, tier and level-1 scores of the units with short profiles."""
    tops = paper.book.tree.level(1)
    rows = [
        d.Row(
            (
                d.Cell(unit.raw, strong=True), d.Cell(paper.rank_of(unit.key)), d.Cell(score_value(paper, unit.key)),
                *(d.Cell(score_value(paper, unit.key, top.key)) for top in tops), *_tier(paper, unit.tier_short),
            )
        )
        for unit in paper.sketches
    ]
    averages = (d.Cell(paper.average), *(d.Cell(paper.book.average(top.key)) for top in tops))
    rows.append(d.Row((d.Cell(paper.average_label, columns=2), *averages, *_tier(paper, "")), "average"))
    columns = (
        d.Column(paper.unit_head, width=1.2), d.Column(paper.words.rank, "right", "rank", 0.6),
        d.Column(paper.words.overall, "decimal", "score", 0.9),
        *(d.Column(top.name, "decimal", "score", 1.15) for top in tops), *_tier_column(paper),
    )
    partial = not all(unit.ranked for unit in paper.sketches)
    return d.Table(columns, tuple(rows), note=with_brackets(paper, "", partial))


def imprint(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the facts of publication, a line each."""
    edition, all_papers = paper.edition, tuple(paper.papers.values()) or (paper,)
    words = paper.words
    sizes = [one.named(words.covered_one, count=one.count) for one in all_papers]
    lines = (
        (words.publisher, edition.publisher), (words.authors, words.names(edition.authors) if edition.authors else ""),
        (words.date, words.day(edition.date)), (words.reference, edition.number),
        (words.coverage, words.covered.format(region=edition.region, units=words.names(sizes))),
        (words.source, edition.source),
        (words.review_number, edition.figures.map_review_number or (words.unreviewed if paper.on_map else "")),
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
