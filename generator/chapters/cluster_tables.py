"""Table fences about city clusters: their means, and who belongs to which."""

from __future__ import annotations

from generator import document as d
from generator.chapters.cluster_facts import by_weighted, clusters, weight_note
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Options
from generator.text import name_list

SCORE_TOP = 100.0


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
    word = paper.edition.clusters.weight
    columns = (
        d.Column("城市群", width=1.7), d.Column(f"参评{paper.edition.unit_word}", "right", "integer", 0.8),
        d.Column("平均得分", "decimal", "score", 0.9),
        d.Column(f"{word}加权" if word else "加权平均", "decimal", "score", 0.9),
        d.Column("居首", width=0.9), d.Column("得分", "decimal", "score", 0.7),
        d.Column("居末", width=0.9), d.Column("得分", "decimal", "score", 0.7),
    )
    return d.Table(columns, tuple(rows), unit="个、分", note=weight_note(paper))


def cluster_members(paper: PaperFacts, _options: Options) -> d.Table:
    """Return every cluster with all its members; those not scored are named apart."""
    rows = []
    for cluster in clusters(paper):
        names = name_list([unit.raw for unit in cluster.units])
        missing = f"（{name_list(cluster.unscored)}未参评）" if cluster.unscored else ""
        rows.append(d.Row((d.Cell(cluster.raw, strong=True), d.Cell(cluster.size), d.Cell(names + missing))))
    columns = (
        d.Column("城市群", width=1.4), d.Column("数量", "right", "integer", 0.5),
        d.Column(f"{paper.edition.unit_word}名单", width=5.0),
    )
    note = "名单按总分由高到低排列；一个城市可属多个城市群" if _shared(paper) else "名单按总分由高到低排列"
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
    rows.append(d.Row((d.Cell("合计"), d.Cell(paper.count), d.Cell(paper.average), d.Cell("")), "average"))
    columns = (
        d.Column("省（区、市）", width=1.9), d.Column("数量", "right", "integer", 0.7),
        d.Column("平均得分", "decimal", "score", 1.2, bar=SCORE_TOP), d.Column("居首", width=1.1),
    )
    return d.Table(columns, tuple(rows), across=options.whole("across", 1), unit="个、分")
