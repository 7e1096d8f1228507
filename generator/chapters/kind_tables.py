"""Table fences of a volume with several kinds of unit: rankings with tiers, tiers, merged first columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from generator import document as d
from generator.chapters.brackets import score_value, shown_score, with_brackets
from generator.chapters.facts import PaperFacts
from generator.chapters.kind_facts import KindFacts, city_of, label_of, place_of
from generator.chapters.options import Options, template_error
from generator.chapters.small_files import SmallFile
from generator.scores.tree import TOTAL
from generator.text import name_list, number


def ranking(paper: PaperFacts, options: Options) -> d.Table:
    """Return rank, name, place, score and, where there are tiers, tier of every unit, packed `across` times; the top
    tier strong."""
    first = paper.book.tiers[0].name if paper.book.tiers else ""
    rows = []
    for place in paper.book.ranking(TOTAL):
        tier = paper.book.tier(place.unit)
        cells = (place.rank, place.unit.full if place.unit.kind != "zone" else place.unit.name,
                 place_of(place.unit), place.score, (tier.short or tier.name) if tier else "")
        rows.append(d.Row(tuple(d.Cell(value) for value in cells), "strong" if tier and tier.name == first else ""))
    for unit in paper.book.bracketed():
        name = unit.full if unit.kind != "zone" else unit.name
        shown = (None, name, place_of(unit), score_value(paper, unit), None)
        rows.append(d.Row(tuple(d.Cell(value) for value in shown)))
    rows.append(
        d.Row((d.Cell("平均", columns=3), d.Cell(paper.book.average(TOTAL)), d.Cell("")), "average")
    )
    columns: tuple[d.Column, ...] = (
        d.Column("排名", "left", "rank", 0.65), d.Column(paper.edition.unit_word, width=1.5),
        d.Column("所在地", width=1.25), d.Column("得分", "decimal", "score", 0.75), d.Column("等级", width=0.7),
    )
    if not paper.book.tiers:
        columns, rows = _without_last(columns, rows)
    return d.Table(
        columns, tuple(rows), across=options.whole("across", 2), unit="分",
        note=with_brackets(paper, _note(paper), bool(paper.bracketed)),
    )


def _note(paper: PaperFacts) -> str:
    return paper.edition.simulated_note if paper.edition.simulated else ""


def tiers(paper: PaperFacts, options: Options) -> d.Table:
    """Return the tiers with bounds, counts, means, and the names of up to `most` units each."""
    most = options.whole("most", 40)
    rows, upper = [], ""
    for group in paper.tiers:
        names = [label_of(paper.book.unit(unit.key)) for unit in group.units]
        shown = name_list(names[:most]) + (f"等{len(names)}个" if len(names) > most else "")
        rows.append(
            d.Row(
                (
                    d.Cell(group.name, strong=True), d.Cell(_span(group.bound, upper)), d.Cell(group.count),
                    d.Cell(group.average if group.count else None), d.Cell(shown or "无"),
                )
            )
        )
        upper = group.bound
    columns = (
        d.Column("等级", width=0.95), d.Column("得分", width=1.25), d.Column("数量", "right", "integer", 0.55),
        d.Column("平均", "decimal", "score", 0.65), d.Column(f"{paper.edition.unit_word}名单", width=4.0),
    )
    return d.Table(columns, tuple(rows), note=_note(paper))


def _span(bound: str, upper: str) -> str:
    """Return the bounds of a tier in words: 70分及以上, 60分至70分以下, 50分以下."""
    if not upper:
        return f"{bound}分及以上"
    return f"{upper}分以下" if bound == "0" else f"{bound}分至{upper}分以下"


def _without_last(
    columns: tuple[d.Column, ...], rows: list[d.Row]
) -> tuple[tuple[d.Column, ...], list[d.Row]]:
    """Return a table without its last column, which is that of the tier."""
    return columns[:-1], [replace(row, cells=row.cells[:-1]) for row in rows]


def models(paper: PaperFacts, _options: Options) -> d.Table:
    """Return the model units with the total and every level-1 score, the rank of each in brackets."""
    tops = paper.book.tree.level(1)
    rows = [
        d.Row(
            (
                d.Cell(label_of(paper.book.unit(unit.key)), strong=True), d.Cell(_placed(paper, unit.key, TOTAL)),
                *(d.Cell(_placed(paper, unit.key, top.key)) for top in tops), d.Cell(unit.tier_short),
            )
        )
        for unit in KindFacts(paper).models
    ]
    averages = (number(paper.average), *(number(paper.book.average(top.key)) for top in tops))
    rows.append(d.Row((d.Cell("平均"), *(d.Cell(value) for value in averages), d.Cell("")), "average"))
    columns: tuple[d.Column, ...] = (
        d.Column(paper.edition.unit_word, width=1.35), d.Column("总分", "right", width=1.0),
        *(d.Column(top.name, "right", width=1.15) for top in tops), d.Column("等级", "center", width=0.6),
    )
    if not paper.book.tiers:
        columns, rows = _without_last(columns, rows)
    return d.Table(columns, tuple(rows), note="；".join(filter(None, ("括号中为名次", _note(paper)))))


def _placed(paper: PaperFacts, unit: str, key: str) -> str:
    """Return a score with its rank in brackets; one that is itself in brackets has none."""
    rank = paper.rank_of(unit, key)
    return shown_score(paper, unit, key) if rank is None else f"{number(paper.book.score(unit, key))}（{rank}）"


def cities(paper: PaperFacts, options: Options) -> d.Table:
    """Return the cities with most units: how many, their mean, and the units with their ranks."""
    groups: dict[str, list[tuple[int, str, float]]] = {}
    for place in paper.book.ranking(TOTAL):
        home = city_of(place.unit)
        if home:
            groups.setdefault(home, []).append((place.rank, place.unit.full, place.score))
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[1][0][0]))[: options.whole("count", 12)]
    rows = tuple(
        d.Row(
            (
                d.Cell(name, strong=True), d.Cell(len(units)), d.Cell(sum(s for _, _, s in units) / len(units)),
                d.Cell(name_list([f"{unit}（{rank}）" for rank, unit, _ in units])),
            )
        )
        for name, units in ordered
    )
    columns = (
        d.Column("城市", width=0.8), d.Column("数量", "right", "integer", 0.5),
        d.Column("平均", "decimal", "score", 0.65), d.Column(f"{paper.edition.unit_word}（排名）", width=5.0),
    )
    return d.Table(columns, rows, note=_note(paper))


def merged(paper: PaperFacts, options: Options) -> d.Table:
    """Return a table of the edition's own (CSV), an empty cell of the first `merge` columns joined to
    the one above; `widths` are parts of the measure. A line break in a cell is written as ；."""
    (_, head), *rows = SmallFile.read(paper, options).rows()
    body = [row for _, row in rows]
    widths = options.parts("widths", len(head))
    merge = options.whole("merge", 1, least=0)
    if not body:
        zh, en = f"{options.text('file')} 没有内容", f"{options.text('file')} has no rows"
        raise template_error(options.place_of("file"), zh, en, options.text("file"))
    spans = [_heights([row[column] for row in body]) for column in range(min(merge, len(head)))]
    columns = tuple(d.Column(title.strip(), width=width) for title, width in zip(head, widths, strict=True))
    return d.Table(
        columns,
        tuple(
            d.Row(
                tuple(
                    d.Cell(cell.strip(), rows=spans[c][line] if c < len(spans) else 1, strong=c == 0)
                    for c, cell in enumerate(row)
                    if c >= len(spans) or spans[c][line]
                )
            )
            for line, row in enumerate(body)
        ),
    )


def _heights(cells: list[str]) -> list[int]:
    """Return how many rows each cell spans; 0 for an empty one, which the cell above covers."""
    heights = [1 if cell.strip() or not line else 0 for line, cell in enumerate(cells)]
    above = 0
    for line, height in enumerate(heights):
        if height:
            above = line
        else:
            heights[above] += 1
    return heights


KIND_TABLES: dict[str, Callable[[PaperFacts, Options], d.Table]] = {
    "kind-ranking": ranking, "kind-tiers": tiers, "kind-cities": cities,
    "kind-models": models, "merged": merged,
}
