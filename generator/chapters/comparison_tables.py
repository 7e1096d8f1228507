"""Table fences of a regional volume: national rank beside regional rank, and the earlier volume."""

from __future__ import annotations

from generator import document as d
from generator.chapters.brackets import bracketed_rows, with_brackets
from generator.chapters.comparison import compare
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Options, template_error
from generator.scores.tree import TOTAL


def national_ranking(paper: PaperFacts, options: Options) -> d.Table:
    """Return all units by rank in the region, with their rank in the whole book and their tier."""
    strong = options.whole("strong", 10, least=0)
    rows = [
        d.Row(
            (
                d.Cell(place.rank), d.Cell(place.unit.name), d.Cell(place.score),
                d.Cell(paper.book.whole_rank(place.unit).rank), d.Cell(_tier(paper, place.unit.key)),
            ),
            "strong" if place.rank <= strong else "",
        )
        for place in paper.book.ranking(TOTAL)
    ]
    rows += bracketed_rows(paper, blank=2)
    whole = paper.book.whole or paper.book
    blank = (d.Cell(""), d.Cell(""))
    words, region = paper.words, paper.edition.region
    here = words.average_of.format(region)
    rows.append(d.Row((d.Cell(here, columns=2), d.Cell(paper.average), *blank), "average"))
    rows.append(d.Row((d.Cell(words.whole_average, columns=2), d.Cell(whole.average(TOTAL)), *blank), "average"))
    columns = (
        d.Column(words.rank, "left", "rank", 0.75), d.Column(paper.unit_head, width=1.2),
        d.Column(words.rating, "decimal", "score", 1.1, bar=paper.full_score),
        d.Column(words.whole_rank, "right", "rank", 1.15), d.Column(words.tier, "center", width=0.9),
    )
    note = paper.named(words.ranked_anew, region=region, count=paper.count, whole=len(whole.ranking(TOTAL)))
    return d.Table(
        columns, tuple(rows), across=options.whole("across", 2), unit=words.points,
        note=with_brackets(paper, note, bool(paper.bracketed)),
        dense=options.choice("rows", ("open", "dense")) == "dense",
    )


def _tier(paper: PaperFacts, key: str) -> str:
    tier = paper.book.tier(key)
    return (tier.short or tier.name) if tier else ""


def passages(paper: PaperFacts, options: Options) -> d.Table:
    """Return who went from which tier to which, those upwards first."""
    found = compare(paper)
    if found is None or not found.tiers:
        raise template_error(
            options.place, "两卷没有共同的等级，或版本未写明与哪一版本比较（compare）",
            "no tiers to compare, or no 'compare'",
        )
    rows = [
        d.Row(
            (
                d.Cell(p.before), d.Cell(p.now, strong=True), d.Cell(p.count),
                d.Cell(paper.words.names([m.unit.raw for m in p.moved])),
            )
        )
        for p in found.passages
    ]
    words = paper.words
    columns = (
        d.Column(words.in_year.format(found.year), width=0.8),
        d.Column(words.in_year.format(paper.edition.year), width=0.8),
        d.Column(words.count, "right", "integer", 0.5), d.Column(paper.named(words.list_of), width=4.6),
    )
    note = "" if found.same_bounds else words.other_bounds
    return d.Table(columns, tuple(rows), note=note)


def moves(paper: PaperFacts, options: Options) -> d.Table:
    """Return the units that both volumes score, with their rank among these then and now."""
    found = compare(paper)
    if found is None:
        raise template_error(options.place, "版本未写明与哪一版本比较（compare）", "the edition has no 'compare'")
    rows = [
        d.Row((d.Cell(m.now), d.Cell(m.unit.raw), d.Cell(m.before), d.Cell(m.rise))) for m in found.moved
    ]
    columns = (
        d.Column(f"{paper.edition.year}", "left", "rank", 0.9), d.Column(paper.unit_head, width=1.5),
        d.Column(f"{found.year}", "right", "rank", 0.9), d.Column(paper.words.turn, "right", "signed0", 0.85),
    )
    return d.Table(
        columns, tuple(rows), across=options.whole("across", 3), unit=paper.words.ranks,
        note=paper.named(paper.words.ranked_among, count=found.count),
        dense=options.choice("rows", ("open", "dense")) == "dense",
    )
