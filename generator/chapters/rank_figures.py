"""Figure and card fences of a ranking without scores: counts by region, province, stage and list."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Options
from generator.chapters.rank_facts import PartFacts, RankFacts
from generator.figures.bars import Bars
from generator.figures.choropleth import Choropleth, Region
from generator.figures.columns import Columns
from generator.figures.heat import Heat
from generator.figures.stacked import Stacked
from generator.figures.tiles import TileMap

CLASSES = (("10{}及以上", 10.0), ("6至9{}", 6.0), ("3至5{}", 3.0), ("2{}", 2.0), ("1{}", 1.0))
"""Classes of a count of units, each with its lower bound; the measure word is filled in."""


def region_columns(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return how many ranked units each region has, most first."""
    found = RankFacts(paper).regions
    return Columns(
        tuple(region.raw for region in found), tuple(float(region.count) for region in found),
        format="integer", highlight=(found[0].raw,) if found else (), value_name=f"{paper.edition.unit_word}数",
    )


def region_stages(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return the ranked units of each region by stage."""
    facts = RankFacts(paper)
    return Stacked(
        tuple(region.raw for region in facts.regions), tuple(stage.raw for stage in facts.stages),
        tuple(_shared(region, facts.stages) for region in facts.regions),
    )


def _shared(part: PartFacts, others: tuple[PartFacts, ...]) -> tuple[float | None, ...]:
    keys = {unit.key for unit in part.units}
    return tuple(float(sum(unit.key in keys for unit in other.units)) or None for other in others)


def province_counts(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return how many ranked units each province has, most first."""
    counts = _province_counts(paper)
    return Bars(
        labels=tuple(short for short, _, _ in counts), values=tuple(float(n) for _, _, n in counts),
        format="integer", value_name=f"{paper.edition.unit_word}数",
    )


def province_map(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return the provinces by their number of ranked units, on a map or as tiles."""
    counts = _province_counts(paper)
    if not paper.on_map:
        return TileMap(
            tuple((short, short, float(n)) for short, _, n in counts), classes=_classes(paper), format="integer",
        )
    return Choropleth(
        regions=tuple(Region(code, short, float(n)) for short, code, n in counts), level="province",
        classes=_classes(paper), labelled=len(counts), format="integer", missing_label="未入榜", scope=(),
        review_number=paper.edition.figures.map_review_number, unit=paper.edition.counter,
    )


def _classes(paper: PaperFacts) -> tuple[tuple[str, float], ...]:
    return tuple((label.format(paper.edition.counter), low) for label, low in CLASSES)


def _province_counts(paper: PaperFacts) -> list[tuple[str, str, int]]:
    """Return short name, six-digit code and count of every province that has ranked units."""
    found = []
    for group in paper.provinces:
        unit = paper.book.unit(group.units[0].key)
        found.append((unit.province_short, f"{unit.adcode[:2]}0000", group.count))
    return found


def domain_sizes(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return every list by its units inside and outside the ranking."""
    found = RankFacts(paper).domains
    word = RankFacts(paper).word
    return Stacked(
        tuple(domain.raw for domain in found), (f"{word}之内", f"{word}之外"),
        tuple((float(len(x.ranked)), float(len(x.outside)) or None) for x in found),
    )


def domain_regions(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return how many units of each region every list has; a region with a lost province has a dash."""
    facts = RankFacts(paper)
    rows = []
    for region in facts.regions:
        values: list[float | None] = []
        for domain in facts.domains:
            lost = set(domain.lost_provinces)
            shorts = set(region.provinces)
            count = sum(len(share.units) for share in domain.shares if share.short in shorts)
            gone = any(name.startswith(tuple(shorts)) for name in lost)
            values.append(None if gone else float(count))
        rows.append(tuple(values))
    return Heat(
        tuple(region.raw for region in facts.regions), tuple(domain.raw for domain in facts.domains),
        tuple(rows), format="integer", by_column=False,
    )


def domain_stages(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return the share of each stage's units that every list has, in percent, lost provinces left out."""
    facts = RankFacts(paper)
    rows = []
    for domain in facts.domains:
        shares: list[float | None] = []
        for stage in facts.stages:
            known = [u for u in stage.units if domain.knows(paper.book.unit(u.key))]
            shares.append(100.0 * sum(u.key in domain.keys for u in known) / len(known) if known else None)
        rows.append(tuple(shares))
    return Heat(
        tuple(domain.raw for domain in facts.domains), tuple(stage.raw for stage in facts.stages),
        tuple(rows), format="score", by_column=False,
    )


def overview(paper: PaperFacts, _options: Options) -> d.Cards:
    """Return the few figures of the whole: units, provinces, lists, units on every list, units beside."""
    facts = RankFacts(paper)
    word, many = paper.edition.unit_word, paper.edition.counter
    return d.Cards(
        (
            d.Card("综合排名", paper.count, "integer", f"{many}{word}", strong=True),
            d.Card("覆盖地域", len(paper.provinces), "integer", f"个{paper.edition.group_word}"),
            d.Card("领域名单", len(facts.domains), "integer", "份"),
            d.Card("各领域均入选", len(facts.everywhere), "integer", f"{many}{word}"),
            d.Card("仅入领域名单", len(facts.guests), "integer", f"{many}{word}"),
        )
    )


def domain_cards(paper: PaperFacts, options: Options) -> d.Cards:
    """Return a list's figures: units, those ranked, provinces, the province with most of them."""
    domain = RankFacts(paper).domain(options.text("domain"))
    first = domain.leading[0]
    word, many = paper.edition.unit_word, paper.edition.counter
    return d.Cards(
        (
            d.Card("名单可核", domain.count, "integer", f"{many}{word}", strong=True),
            d.Card(f"同在综合{RankFacts(paper).word}", len(domain.ranked), "integer", f"{many}{word}"),
            d.Card("覆盖地域", len(domain.shares), "integer", f"个{paper.edition.group_word}"),
            d.Card("入选最多", first.short, "text", f"{first.count}{many}{word}"),
        )
    )


def place_cards(paper: PaperFacts, options: Options) -> d.Cards:
    """Return where a unit stands: rank, stage, how many lists it is on, ranked units of its province."""
    facts = RankFacts(paper)
    unit = facts.find(options.text("unit"))
    ranked = unit.key in paper.book
    made = [on for on in facts.lists_of(unit) if on is not None]
    home = sum(paper.book.unit(other.key).province == unit.province for other in paper.units)
    rank = paper.book.rank(unit.key).rank if ranked else None
    return d.Cards(
        (
            d.Card(
                "综合名次", rank if ranked else f"未入{facts.word}", "rank",
                f"共{paper.count}{paper.edition.counter}", strong=True,
            ),
            d.Card("发展阶段", facts.stage_of(unit.key).removesuffix("阶段") if ranked else "—", note="按名次划分"),
            d.Card("入选领域", f"{sum(made)}/{len(made)}", note="可核名单"),
            d.Card("同地入榜", home, "integer", unit.province_short),
        )
    )


RANK_FIGURES: dict[str, Callable[[PaperFacts, Options], d.Spec]] = {
    "region-columns": region_columns, "region-stages": region_stages, "province-counts": province_counts,
    "province-map": province_map, "domain-sizes": domain_sizes, "domain-regions": domain_regions,
    "domain-stages": domain_stages,
}
RANK_CARDS: dict[str, Callable[[PaperFacts, Options], d.Cards]] = {
    "ranks": overview, "domain": domain_cards, "place": place_cards,
}
