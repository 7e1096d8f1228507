"""Table fences about city clusters: their means, and who belongs to which."""

from __future__ import annotations

from generator import document as d
from generator.chapters.cluster_facts import by_weighted, clusters, weight_note
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Options


def cluster_table(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the clusters with their members, plain and weighted mean, and the leading unit."""
    found = by_weighted(paper)
    rows = [
        d.Row(
            (
                d.Cell(cluster.raw, strong=True), d.Cell(cluster.count), d.Cell(cluster.average),
                d.Cell(cluster.weighted), d.Cell(cluster.leader.raw), d.Cell(cluster.leader.score),
                d.Cell(cluster.last.raw), d.Cell(cluster.last.score),
            ),
            "strong" if cluster.pole else "",
        )
        for cluster in found
    ]
    rows.append(
        d.Row(
            (
                d.Cell(f"{paper.edition.region}"), d.Cell(paper.count), d.Cell(paper.average), d.Cell(None),
                d.Cell(paper.units[0].raw), d.Cell(paper.units[0].score),
                d.Cell(paper.units[-1].raw), d.Cell(paper.units[-1].score),
            ),
            "average",
        )
    )
    words, word = paper.words, paper.edition.clusters.weight
    columns = (
        d.Column(words.cluster, width=1.7), d.Column(paper.named(words.scored_units), "right", "integer", 0.8),
        d.Column(words.average_score, "decimal", "score", 0.9),
        d.Column(words.weighted_by.format(word) if word else words.weighted, "decimal", "score", 0.9),
        d.Column(words.leader, width=0.9), d.Column(words.score, "decimal", "score", 0.7),
        d.Column(words.last, width=0.9), d.Column(words.score, "decimal", "score", 0.7),
    )
    return d.Table(columns, tuple(rows), unit=paper.named(words.number_and_points), note=weight_note(paper))


def cluster_members(paper: PaperFacts, _options: Options) -> d.Table:
    """Return every cluster with all its members; those not scored are named apart."""
    words, rows = paper.words, []
    for cluster in clusters(paper):
        names = words.names([unit.raw for unit in cluster.units])
        missing = words.unscored.format(words.names(cluster.unscored)) if cluster.unscored else ""
        rows.append(d.Row((d.Cell(cluster.raw, strong=True), d.Cell(cluster.size), d.Cell(names + missing))))
    columns = (
        d.Column(words.cluster, width=1.4), d.Column(words.count, "right", "integer", 0.5),
        d.Column(paper.named(words.list_of), width=5.0),
    )
    note = paper.named(words.shared_clusters) if _shared(paper) else words.best_first
    return d.Table(columns, tuple(rows), note=note)


def _shared(paper: PaperFacts) -> bool:
    return any(len(unit.clusters) > 1 for unit in paper.book.units)


def provinces(paper: PaperFacts, options: Options) -> d.Table:
    """Return the provinces by mean total, with their units and the leading one."""
    groups = sorted(paper.provinces, key=lambda group: -group.average)
    rows = [
        d.Row(
            (
                d.Cell(group.name), d.Cell(group.count), d.Cell(group.average),
                d.Cell(group.units[0].raw),
            )
        )
        for group in groups
    ]
    words = paper.words
    rows.append(d.Row((d.Cell(words.sum), d.Cell(paper.count), d.Cell(paper.average), d.Cell("")), "average"))
    columns = (
        d.Column(paper.group_head, width=1.9), d.Column(words.count, "right", "integer", 0.7),
        d.Column(words.average_score, "decimal", "score", 1.2, bar=paper.full_score), d.Column(words.leader, width=1.1),
    )
    dense = options.choice("rows", ("open", "dense")) == "dense"
    return d.Table(
        columns, tuple(rows), across=options.whole("across", 1), dense=dense,
        unit=paper.named(words.number_and_points),
    )
