"""Table fences about tiers: changes on the year before, counts by year, portraits, means by indicator."""

from __future__ import annotations

from generator import document as d
from generator.audit.number import told
from generator.chapters.facts import PaperFacts
from generator.chapters.membership import read_tier_years
from generator.chapters.options import Options, template_error
from generator.chapters.tier_facts import tier_changes, tier_means
from generator.scores.tree import TOTAL


def tier_table(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the tiers with bounds, counts, the change on the year before, share and mean."""
    words, tiers = paper.words, tier_changes(paper)
    dated = any(tier.before is not None for tier in tiers)
    rows = []
    for index, tier in enumerate(tiers):
        upper = tiers[index - 1].bound if index else ""
        changes = (d.Cell(tier.before), d.Cell(tier.change)) if dated else ()
        rows.append(
            d.Row(
                (
                    d.Cell(tier.name, strong=True), d.Cell(span(paper, tier.bound, upper)), d.Cell(tier.count),
                    *changes, d.Cell(tier.part), d.Cell(tier.average if tier.count else None),
                )
            )
        )
    sums = (d.Cell(sum(tier.before or 0 for tier in tiers)), d.Cell("")) if dated else ()
    rows.append(
        d.Row((d.Cell(words.sum, columns=2), d.Cell(paper.count), *sums, d.Cell(1.0), d.Cell(paper.average)), "average")
    )
    year = paper.edition.year
    dates = (
        d.Column(words.in_year.format(year - 1), "right", "integer", 0.8),
        d.Column(words.change, "right", "signed0", 0.7),
    )
    columns = (
        d.Column(words.tier, width=1.8), d.Column(words.score, width=1.3),
        d.Column(words.in_year.format(year) if dated else words.count, "right", "integer", 0.8),
        *(dates if dated else ()),
        d.Column(words.share, "right", "percent1", 0.8), d.Column(words.average_score, "decimal", "score", 0.9),
    )
    return d.Table(columns, tuple(rows), unit=paper.named(words.number_and_points) if dated else "")


def span(paper: PaperFacts, bound: str, upper: str) -> str:
    """Return the bounds of a tier in words: 85分及以上, 65至85分（不含）, 40分以下."""
    words = paper.words
    if not upper:
        return told(words.and_above, bound)
    return told(words.below, upper) if bound == "0" else told(words.span, bound, upper)


def tier_years(paper: PaperFacts, options: Options) -> d.Table:
    """Return how many units each tier had in each year; a year nobody published shows dashes."""
    years = read_tier_years(paper.edition)
    if years is None:
        raise template_error(options.place, "版本没有历年等级数量表", "the edition has no table of tier counts")
    rows = []
    for tier in paper.tiers:
        counts = years.counts.get(tier.name, (None,) * len(years.years))
        cells = [
            d.Cell(tier.count if year == paper.edition.year and not paper.book.whole else count)
            for year, count in zip(years.years, counts, strict=True)
        ]
        rows.append(d.Row((d.Cell(tier.name, strong=True), *cells)))
    columns = (
        d.Column(paper.words.tier, width=1.8),
        *(d.Column(f"{year}", "right", "integer", 0.8) for year in years.years),
    )
    return d.Table(columns, tuple(rows), unit=paper.named(paper.words.number))


def tier_portraits(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the tiers with what they are like and the list of their units."""
    words, tiers = paper.words, tier_changes(paper)
    raw = {tier.name: tier.portrait for tier in paper.edition.tiers}
    rows = [
        d.Row(
            (
                d.Cell(tier.name, strong=True), d.Cell(tier.count),
                d.Cell(words.comma.join(filter(None, (span(paper, tier.bound, upper), raw.get(tier.name, ""))))),
                d.Cell(words.names([unit.raw for unit in tier.units]) or words.none),
            )
        )
        for tier, upper in zip(tiers, ("", *(tier.bound for tier in tiers)), strict=False)
    ]
    columns = (
        d.Column(words.tier, width=1.0), d.Column(words.count, "right", "integer", 0.5),
        d.Column(words.portrait, width=1.5), d.Column(paper.named(words.list_of), width=4.2),
    )
    return d.Table(columns, tuple(rows), note=words.best_first)


def tier_indicators(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the means of every tier on the total and on each level-1 indicator."""
    words = paper.words
    keys = (TOTAL, *(indicator.key for indicator in paper.book.tree.level(1)))
    means = [tier_means(paper, key) for key in keys]
    rows = [
        d.Row((d.Cell(of[0].name, strong=True), d.Cell(of[0].count), *(d.Cell(mean.average) for mean in of)))
        for of in zip(*means, strict=True)
    ]
    averages = tuple(d.Cell(paper.book.average(key)) for key in keys)
    rows.append(d.Row((d.Cell(words.average), d.Cell(paper.count), *averages), "average"))
    columns = (
        d.Column(words.tier, width=0.9), d.Column(words.count, "right", "integer", 0.6),
        d.Column(words.total, "decimal", "score", 0.9),
        *(d.Column(indicator.name, "decimal", "score", 1.2) for indicator in paper.book.tree.level(1)),
    )
    return d.Table(columns, tuple(rows), unit=words.points)
