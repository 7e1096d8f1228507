"""Figure and card fences of a volume with several kinds of unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from generator import document as d
from generator.chapters.brackets import score_value
from generator.chapters.facts import PaperFacts
from generator.chapters.kind_facts import KindFacts, city_code, label_of
from generator.chapters.options import Options
from generator.figures.bars import Bars
from generator.figures.choropleth import Choropleth, Region
from generator.figures.columns import Columns
from generator.figures.stacked import Stacked
from generator.figures.strip import Strip
from generator.figures.tiles import TileMap
from generator.gazetteer import load
from generator.scores.tree import TOTAL

_LEADING = (("5个及以上", 5.0), ("3至4个", 3.0), ("2个", 2.0), ("1个", 1.0))
_CLASSES = (("30个及以上", 30.0), ("15至29个", 15.0), ("8至14个", 8.0), ("4至7个", 4.0), ("1至3个", 1.0))


def _counts(paper: PaperFacts) -> dict[str, list[int]]:
    """Return for every province (full name) how many units of each kind it has, most units first."""
    papers = list(paper.papers.values()) or [paper]
    counts: dict[str, list[int]] = {}
    for place, one in enumerate(papers):
        for unit in one.book.units:
            counts.setdefault(unit.province, [0] * len(papers))[place] += 1
    return dict(sorted(counts.items(), key=lambda item: -sum(item[1])))


def _short(province: str) -> str:
    entry = load().find_province(province).entry
    return entry.short if entry else province


def provinces(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return how many units of every kind each province has."""
    counts = _counts(paper)
    names = [choice.name for choice in paper.edition.books] or [paper.edition.unit_word]
    return Stacked(
        tuple(_short(province) for province in counts), tuple(names),
        tuple(tuple(float(count) or None for count in row) for row in counts.values()),
    )


def province_map(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return the provinces by their number of units of all kinds, on a map or as tiles."""
    counts = {province: float(sum(row)) for province, row in _counts(paper).items()}
    if not any(one.on_map for one in paper.papers.values() or [paper]):
        shorts = [(_short(province), count) for province, count in counts.items()]
        return TileMap(tuple((s, s, count) for s, count in shorts), classes=_CLASSES, format="integer")
    regions = []
    for province, count in counts.items():
        entry = load().find_province(province).entry
        if entry is not None:
            regions.append(Region(entry.adcode, entry.short, count))
    return Choropleth(
        tuple(regions), scope=(), level="province", classes=_CLASSES, labelled=len(regions), format="integer",
        missing_label="无", review_number=paper.edition.figures.map_review_number, unit="个",
    )


def leaders(paper: PaperFacts, options: Options) -> d.Spec:
    """Return on a map how many units of the first `tiers` tiers, of all kinds together, each city has; as
    columns by group where none is on a map."""
    most = options.whole("tiers", 1)
    counts: Counter[str] = Counter()
    for one in paper.papers.values() or [paper]:
        leading = {tier.name for tier in one.book.tiers[:most]}
        for unit in one.book.units:
            tier = one.book.tier(unit)
            if tier and tier.name in leading:
                counts[city_code(unit) or unit.province] += 1
    if not any(one.on_map for one in paper.papers.values() or [paper]):
        found = counts.most_common()
        return Columns(tuple(name for name, _ in found), tuple(float(n) for _, n in found), format="integer")
    places = load()
    regions = []
    for code, count in counts.items():
        entry = places.by_code(code)
        regions.append(Region(code, entry.short if entry else code, float(count)))
    return Choropleth(
        tuple(regions), scope=(), classes=_LEADING, labelled=10, format="integer", missing_label="无",
        review_number=paper.edition.figures.map_review_number, unit="个",
    )


def top(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the first units on an indicator as bars, named so that homonyms stay apart."""
    name = options.text("indicator", TOTAL)
    key = TOTAL if name == TOTAL else paper.find(name).key
    places = [place for place in paper.book.ranking(key) if place.rank <= options.whole("count", 10)]
    return Bars(
        labels=tuple(label_of(place.unit) for place in places), values=tuple(place.score for place in places),
        ranks=tuple(place.rank for place in places), average=paper.book.average(key),
        average_label=f"{paper.edition.unit_word}平均",
    )


def branches(paper: PaperFacts, _options: Options) -> d.Spec:
    """Return the means of the kind's branches, highest first, against the mean total."""
    found = KindFacts(paper).branches
    return Bars(
        labels=tuple(indicator.name for indicator in found), values=tuple(i.average for i in found),
        average=paper.average, average_label="总分平均", value_name="平均得分",
    )


def strip(paper: PaperFacts, options: Options) -> d.Spec:
    """Return the totals of all units on a line, the model units named."""
    wanted = [paper.unit(name).key for name in options.names("units")]
    places = paper.book.ranking(TOTAL)
    marked = wanted or [place.unit.key for place in places[:2]]
    return Strip(
        tuple((label_of(place.unit), place.score) for place in places),
        highlight=tuple(label_of(p.unit) for p in places if p.unit.key in marked),
        average=paper.average, average_label=f"{paper.edition.unit_word}平均",
    )


def overview(paper: PaperFacts, _options: Options) -> d.Cards:
    """Return the few figures of one kind: units, mean, extremes, how many lie above the mean."""
    book, word = paper.book, paper.edition.unit_word
    first, last = paper.units[0], paper.units[-1]
    return d.Cards(
        (
            d.Card("平均得分", paper.average, "score", f"共 {paper.count} 个{word}", strong=True),
            d.Card("最高得分", first.score, "score", label_of(book.unit(first.key))),
            d.Card("高于平均", paper.above, "integer", f"个{word}"),
            d.Card("最低得分", last.score, "score", label_of(book.unit(last.key))),
        )
    )


def standing(paper: PaperFacts, options: Options) -> d.Cards:
    """Return a unit's total with its rank, and its level-1 scores."""
    unit = paper.book.unit(paper.unit(options.text("unit")).key)
    rank = paper.rank_of(unit)
    place = paper.words.partial if rank is None else f"第{rank}名"
    cards = [d.Card("总分", score_value(paper, unit), "score", place, strong=True)]
    cards += [d.Card(top.name, score_value(paper, unit, top.key), "score") for top in paper.book.tree.level(1)]
    return d.Cards(tuple(cards))


def sizes(paper: PaperFacts, _options: Options) -> d.Cards:
    """Return how many units of every kind there are, with their means."""
    cards = [
        d.Card(
            f"参评{choice.name}", paper.papers[choice.key].count, "integer",
            f"平均 {paper.papers[choice.key].average:.1f} 分", strong=not index,
        )
        for index, choice in enumerate(paper.edition.books)
    ]
    return d.Cards(tuple(cards))


KIND_FIGURES: dict[str, Callable[[PaperFacts, Options], d.Spec]] = {
    "kind-provinces": provinces, "kind-map": province_map, "kind-top": top, "kind-branches": branches,
    "kind-strip": strip, "kind-leaders": leaders,
}
KIND_CARDS: dict[str, Callable[[PaperFacts, Options], d.Cards]] = {
    "kind": overview, "kinds": sizes, "kind-unit": standing,
}
