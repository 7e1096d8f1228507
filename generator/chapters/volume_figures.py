"""Figure fences of a national or regional volume: tiers, clusters, provinces, the earlier volume."""

from __future__ import annotations

from generator import document as d
from generator.audit.number import real
from generator.chapters.cluster_facts import ClusterFacts, by_weighted, clusters
from generator.chapters.comparison import compare
from generator.chapters.facts import PaperFacts
from generator.chapters.membership import read_tier_years
from generator.chapters.options import Options, template_error
from generator.chapters.province_facts import province_mean, provinces_on
from generator.chapters.tier_facts import tier_means
from generator.figures.bars import Bars
from generator.figures.bubbles import Bubble, Bubbles
from generator.figures.clusters import Cluster, ClusterMap
from generator.figures.columns import Columns
from generator.figures.dumbbell import Dumbbell, Pair
from generator.figures.flow import Flow
from generator.figures.heat import Heat
from generator.figures.lines import Lines
from generator.figures.slope import Move, Slope
from generator.figures.waves import Waves
from generator.gazetteer import find
from generator.scores.tree import TOTAL


def tier_columns(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the means of the tiers on an indicator as columns, the mean of all as the last."""
    key = paper.indicator(options.text("indicator")).key
    means = tier_means(paper, key)
    names = tuple(mean.name for mean in means)
    return Columns(
        labels=(*names, paper.words.average), values=(*(mean.average for mean in means), paper.book.average(key)),
        highlight=(paper.words.average,),
        average_label=paper.words.average, value_name=paper.words.average_score,
    )


def tier_heat(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return the means of the tiers on every level-1 indicator as shades."""
    tops = paper.book.tree.level(1)
    means = [tier_means(paper, top.key) for top in tops]
    rows = tuple(mean.name for mean in means[0])
    values = tuple(tuple(of.average for of in row) for row in zip(*means, strict=True))
    return Heat(
        (*rows, paper.words.average), tuple(top.name for top in tops),
        (*values, tuple(paper.book.average(top.key) for top in tops)), highlight=(paper.words.average,),
    )


def tier_lines(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return a line a tier over the level-1 indicators, the mean of all in the accent."""
    tops = paper.book.tree.level(1)
    means = [tier_means(paper, top.key) for top in tops]
    series = [(row[0].name, tuple(of.average for of in row)) for row in zip(*means, strict=True)]
    series.append((paper.words.average, tuple(paper.book.average(top.key) for top in tops)))
    return Lines(tuple(top.name for top in tops), tuple(series), average=paper.words.average)


def tier_waves(paper: PaperFacts, options: Options) -> d.Spec:
    """Return tier counts from year to year; a year that nobody published is an empty column."""
    years = read_tier_years(paper.edition)
    if years is None:
        raise template_error(options.place, "版本没有历年等级数量表", "the edition has no table of tier counts")
    rows = [years.counts.get(tier.name, (None,) * len(years.years)) for tier in paper.tiers]
    return Waves(
        tuple(paper.words.in_year.format(year) for year in years.years),
        tuple(tier.short or tier.name for tier in paper.tiers),
        tuple(rows),
    )


def cluster_map(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return the clusters on a map with their weighted means, the poles in the accent."""
    found = clusters(paper)
    scope = None if paper.book.whole else ()
    return ClusterMap(
        tuple(Cluster(cluster.raw, _codes(paper, cluster), _note(cluster)) for cluster in found),
        scope=scope, highlight=paper.edition.clusters.poles,
        review_number=paper.edition.figures.map_review_number,
    )


def _codes(paper: PaperFacts, cluster: ClusterFacts) -> tuple[str, ...]:
    """Return the codes of all members, also of those that are not scored."""
    others = (find(name).entry or find(f"{name}特别行政区").entry for name in cluster.beyond)
    scored = tuple(paper.book.unit(unit.key).adcode for unit in cluster.units)
    return (*scored, *(entry.adcode for entry in others if entry))


def _note(cluster: ClusterFacts) -> str:
    return f"{cluster.average if cluster.weighted is None else cluster.weighted:.1f}"


def cluster_means(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return plain and weighted mean of every cluster."""
    words = paper.words
    found = [cluster for cluster in by_weighted(paper) if cluster.weighted is not None]
    return Dumbbell(
        tuple(Pair(cluster.raw, cluster.average, cluster.weighted) for cluster in found),
        words.plain_mean, words.weighted_short, gap_label=words.difference, highlight=paper.edition.clusters.poles,
    )


def cluster_bubbles(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return the clusters by number of units and weighted mean, their whole weight as area."""
    word, unit = paper.edition.clusters.weight, paper.edition.clusters.weight_unit
    return Bubbles(
        tuple(Bubble(c.raw, float(c.count), c.weighted, c.weight) for c in by_weighted(paper)),
        paper.named(paper.words.units_axis), paper.words.weighted_axis.format(word),
        paper.words.axis.format(word, unit) if unit else word,
        size_format="text", highlight=paper.edition.clusters.poles,
    )


def province_gaps(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the means of the provinces on the total and on an indicator, a row each, highest on it first."""
    facts = paper.indicator(options.text("indicator"))
    words = paper.words
    return Dumbbell(
        tuple(Pair(row.raw, row.total, row.mean) for row in provinces_on(paper, facts.key).rows),
        words.average_of.format(words.total), words.average_of.format(facts.name), gap_label=words.difference,
        highlight=options.names("highlight"),
    )


def province_bars(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the means of provinces on the total or an indicator, best first; of all, or of those
    named, or `count` of them from place `start` on."""
    name = options.text("indicator", TOTAL)
    key = TOTAL if name == TOTAL else paper.indicator(name).key
    wanted = options.names("provinces")
    found = []
    for group in paper.provinces:
        short = paper.book.unit(group.units[0].key).province_short
        mean = province_mean(paper, group, key) if not wanted or short in wanted or group.name in wanted else None
        if mean is not None:
            found.append((short, mean))
    start = options.whole("start", 1) - 1
    found = sorted(found, key=lambda pair: -pair[1])[start : start + options.whole("count", len(found))]
    return Bars(
        labels=tuple(name for name, _ in found), values=tuple(value for _, value in found),
        average=paper.book.average(key), average_label=paper.average_label, value_name=paper.words.average_score,
        highlight=options.names("highlight"),
    )


def region_gaps(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the means of the whole book and of this part on every indicator of a level."""
    whole = paper.book.whole or paper.book
    indicators = paper.book.tree.level(options.whole("level", 1))
    words = paper.words
    pairs = [Pair(words.total, whole.average(TOTAL), paper.average)]
    pairs += [Pair(i.name, whole.average(i.key), paper.book.average(i.key)) for i in indicators]
    return Dumbbell(tuple(pairs), words.whole_average, paper.average_label, gap_label=words.difference)


def migration(paper: PaperFacts, options: Options) -> d.Spec:
    """Return how many of the units that both volumes score went from which tier to which."""
    found = compare(paper)
    if found is None or not found.tiers:
        raise template_error(
            options.place, "两卷没有共同的等级，或版本未写明与哪一版本比较（compare）",
            "no tiers to compare, or no 'compare'",
        )
    return Flow(
        found.tiers, tuple(tuple(found.went(a, b).count for b in found.tiers) for a in found.tiers),
        paper.words.in_year.format(found.year), paper.words.in_year.format(paper.edition.year),
    )


def moves(paper: PaperFacts, options: Options) -> d.Spec:
    """Return how the first units of the earlier volume and of this one changed places."""
    found = compare(paper)
    if found is None:
        raise template_error(options.place, "版本未写明与哪一版本比较（compare）", "the edition has no 'compare'")
    count = options.whole("count", 20)
    shown = [m for m in found.moved if m.now <= count]
    return Slope(
        tuple(Move(m.unit.raw, real(m.before), real(m.now)) for m in shown),
        paper.words.in_year.format(found.year), paper.words.in_year.format(paper.edition.year),
    )
