"""Table fences of a ranking without scores: ranks, regions, stages, lists by province, who is on which list."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Options
from generator.chapters.rank_facts import RankFacts
from generator.chapters.tree_rows import branches
from generator.chapters.unit_facts import UnitFacts
from generator.scores.units import Unit
from generator.text import name_list

ON_LIST, NOT_ON_LIST, UNKNOWN = "●", "", "—"


def rank_list(paper: PaperFacts, options: Options) -> d.Table:
    """Return rank and name of every unit, packed `across` times; the first stage stands strong."""
    stages = paper.edition.stages
    strong = options.whole("strong", stages[0].to if stages else 10, least=0)
    rows = tuple(
        d.Row((d.Cell(unit.rank), d.Cell(_full(paper, unit))), "strong" if unit.rank <= strong else "")
        for unit in paper.units
    )
    columns = (d.Column("排名", "left", "rank", 0.75), d.Column(paper.edition.unit_word, width=1.5))
    return d.Table(columns, rows, across=options.whole("across", 4))


def regions(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the regions with their provinces, counts by stage, and units."""
    facts = RankFacts(paper)
    rows = []
    for region in facts.regions:
        counts = _by_stage(facts, region.units)
        rows.append(
            d.Row(
                (
                    d.Cell(region.raw, strong=True), d.Cell(region.count), *(d.Cell(count or None) for count in counts),
                    d.Cell(name_list([unit.raw for unit in region.units]) or "无"),
                )
            )
        )
    sums = _by_stage(facts, paper.units)
    rows.append(d.Row((d.Cell("合计"), d.Cell(paper.count), *(d.Cell(s) for s in sums), d.Cell("")), "group"))
    columns = (
        d.Column("地区", width=0.7), d.Column("入榜", "right", "integer", 0.6),
        *(d.Column(stage.raw.removesuffix("阶段"), "right", "integer", 0.6) for stage in facts.stages),
        d.Column(f"{paper.edition.unit_word}（按名次）", width=5.0),
    )
    return d.Table(columns, tuple(rows), note=_region_note(facts))


def _region_note(facts: RankFacts) -> str:
    parts = (f"{region.raw}：{name_list(region.provinces)}" for region in facts.regions)
    return f"地区划分——{'；'.join(parts)}"


def _by_stage(facts: RankFacts, units: tuple[UnitFacts, ...]) -> tuple[int, ...]:
    keys = {unit.key for unit in units}
    return tuple(sum(unit.key in keys for unit in stage.units) for stage in facts.stages)


def stages(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the stages with their ranks, counts, portraits and units."""
    rows = tuple(
        d.Row(
            (
                d.Cell(stage.raw, strong=True), d.Cell(stage.bound), d.Cell(stage.count),
                d.Cell(stage.portrait), d.Cell(name_list([unit.raw for unit in stage.units])),
            )
        )
        for stage in RankFacts(paper).stages
    )
    columns = (
        d.Column("阶段", width=0.85), d.Column("名次", width=1.15), d.Column("数量", "right", "integer", 0.5),
        d.Column("特征", width=1.9), d.Column(f"{paper.edition.unit_word}名单", width=3.2),
    )
    return d.Table(columns, rows)


def provinces(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the provinces with their counts, best rank, and units with their ranks."""
    rows = []
    for group in paper.provinces:
        shown = name_list([f"{unit.raw}（{unit.rank}）" for unit in group.units])
        full = paper.book.unit(group.units[0].key).province
        rows.append(d.Row((d.Cell(full, strong=True), d.Cell(group.count), d.Cell(shown))))
    rows.append(d.Row((d.Cell("合计"), d.Cell(paper.count), d.Cell("")), "group"))
    columns = (
        d.Column(paper.edition.group_word, width=1.35), d.Column("数量", "right", "integer", 0.5),
        d.Column(f"{paper.edition.unit_word}（名次）", width=4.6),
    )
    return d.Table(columns, tuple(rows))


def domain_list(paper: PaperFacts, options: Options) -> d.Table:
    """Return one list by province: how many units, how many of them ranked, and their names.

    A province whose cell the list has lost stands there with dashes.
    """
    domain = RankFacts(paper).domain(options.text("domain"))
    rows = [
        (share.units[0].adcode[:2], share.province, share.count, share.ranked,
         name_list([unit.full for unit in share.units]))
        for share in domain.shares
    ]
    codes = {unit.province: unit.adcode[:2] for d_ in RankFacts(paper).domains for unit in d_.units}
    lost = [(codes.get(name, "99"), name, None, None, "原名单缺失") for name in domain.lost_provinces]
    ordered = sorted([*rows, *lost], key=lambda row: row[0])
    shown = [
        d.Row((d.Cell(name, strong=True), d.Cell(count), d.Cell(ranked), d.Cell(names)))
        for _, name, count, ranked, names in ordered
    ]
    ranked = len(domain.ranked)
    shown.append(d.Row((d.Cell("合计"), d.Cell(domain.count), d.Cell(ranked), d.Cell("")), "group"))
    columns = (
        d.Column(paper.edition.group_word, width=1.55), d.Column("数量", "right", "integer", 0.55),
        d.Column("入榜", "right", "integer", 0.55), d.Column(paper.edition.unit_word, width=5.2),
    )
    note = f"“入榜”为其中同时进入综合排名的{paper.edition.unit_word}数"
    if domain.lost_provinces:
        note += f"；原名单{name_list(domain.lost_provinces)}一格缺失，合计不含"
    return d.Table(columns, tuple(shown), note=note)


def membership(paper: PaperFacts, _options: Options) -> d.Table:
    """Return every ranked unit with its province, stage, and the lists it is on."""
    facts = RankFacts(paper)
    rows = []
    for unit in paper.units:
        known = paper.book.unit(unit.key)
        made = facts.lists_of(known)
        marks = (UNKNOWN if on is None else ON_LIST if on else NOT_ON_LIST for on in made)
        rows.append(
            d.Row(
                (
                    d.Cell(unit.rank), d.Cell(known.full, strong=True), d.Cell(known.province_short),
                    d.Cell(facts.stage_of(unit.key).removesuffix("阶段")), *(d.Cell(mark) for mark in marks),
                    d.Cell(sum(bool(on) for on in made)),
                )
            )
        )
    columns = (
        d.Column("名次", "right", "rank", 0.6), d.Column(paper.edition.unit_word, width=1.3),
        d.Column(_home(paper), width=0.8), d.Column("阶段", width=0.7),
        *(d.Column(domain.raw, "center", width=0.95) for domain in facts.domains),
        d.Column("入选", "right", "integer", 0.6),
    )
    lost = f"{UNKNOWN}为原名单该省一格缺失，不计；" if facts.lost else ""
    note = f"{ON_LIST}为入选；{lost}空白为未入选"
    return d.Table(columns, tuple(rows), note=note)


def guests(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the units that are on lists without being ranked, with those lists."""
    rows = tuple(
        d.Row(
            (
                d.Cell(unit.full, strong=True), d.Cell(unit.province_short), d.Cell(len(names)),
                d.Cell(name_list(names)),
            )
        )
        for unit, names in RankFacts(paper).guests
    )
    columns = (
        d.Column(paper.edition.unit_word, width=1.2), d.Column(_home(paper), width=0.8),
        d.Column("入选", "right", "integer", 0.5), d.Column("领域", width=3.2),
    )
    return d.Table(columns, rows, across=1)


def tree_list(paper: PaperFacts, _options: Options) -> d.Table:
    """Return a tree without weights: numbered leaves, the cells of upper levels merged."""
    tree, words = paper.book.tree, paper.words
    leaves = branches(tree, weighted=False)
    rows = tuple(d.Row((d.Cell(number), *cells)) for number, cells in enumerate(leaves, start=1))
    levels = range(1, tree.depth + 1)
    columns = (
        d.Column("序号", "right", "integer", 0.5),
        *(d.Column(words.level.format(words.step(n)), width=(1.2, 1.6, 2.4)[min(n, 3) - 1]) for n in levels),
    )
    return d.Table(columns, rows)


def waivers(paper: PaperFacts, _options: Options) -> d.Table:
    """Return what the edition accepts, what was found beside the reason: code and cell are not for print."""
    rows = tuple(d.Row((d.Cell(w.value, strong=True), d.Cell(w.reason))) for w in paper.edition.waivers)
    columns = (d.Column("所见", width=1.3), d.Column("说明", width=4.4))
    return d.Table(columns, rows)


def _home(paper: PaperFacts) -> str:
    """Return the head of a column of provinces: short where they are provinces."""
    return "省份" if paper.on_map else paper.edition.group_word


def _full(paper: PaperFacts, unit: UnitFacts) -> str:
    found: Unit = paper.book.unit(unit.key)
    return found.full


RANK_TABLES: dict[str, Callable[[PaperFacts, Options], d.Table]] = {
    "rank-list": rank_list, "regions": regions, "stages": stages, "rank-provinces": provinces,
    "domain-list": domain_list, "membership": membership, "guests": guests, "tree-list": tree_list,
    "waivers": waivers,
}
