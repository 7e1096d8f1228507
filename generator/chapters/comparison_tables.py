"""Table fences of a regional volume: national rank beside regional rank, and the earlier volume."""

from __future__ import annotations

from generator import document as d
from generator.chapters.brackets import bracketed_rows, with_brackets
from generator.chapters.comparison import compare
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Options, template_error
from generator.scores.tree import TOTAL
from generator.text import name_list

SCORE_TOP = 100.0


def national_ranking(paper: PaperFacts, options: Options) -> d.Table:
    """Return all units by rank in the region, with their rank in the whole book and their tier."""
    strong = options.whole("strong", 10)
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
    rows.append(d.Row((d.Cell(f"{paper.edition.region}平均", columns=2), d.Cell(paper.average), *blank), "average"))
    rows.append(d.Row((d.Cell("全国平均", columns=2), d.Cell(whole.average(TOTAL)), *blank), "average"))
    columns = (
        d.Column("排名", "left", "rank", 0.75), d.Column(paper.edition.unit_word, width=1.2),
        d.Column("评分", "decimal", "score", 1.1, bar=SCORE_TOP),
        d.Column("全国排名", "right", "rank", 1.15), d.Column("等级", "center", width=0.9),
    )
    return d.Table(
        columns, tuple(rows), across=options.whole("across", 2), unit="分",
        note=with_brackets(
            paper,
            f"排名为{paper.edition.region}{paper.count}个{paper.edition.unit_word}内重新计算的名次，"
            f"全国排名为在{len(whole.ranking(TOTAL))}个{paper.edition.unit_word}中的名次；条形长度为得分",
            bool(paper.bracketed),
        ),
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
                d.Cell(name_list([m.unit.raw for m in p.moved])),
            )
        )
        for p in found.passages
    ]
    columns = (
        d.Column(f"{found.year}年", width=0.8), d.Column(f"{paper.edition.year}年", width=0.8),
        d.Column("数量", "right", "integer", 0.5), d.Column(f"{paper.edition.unit_word}名单", width=4.6),
    )
    note = "" if found.same_bounds else "两卷的等级界限不同，各按各卷的界限"
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
        d.Column(f"{paper.edition.year}", "left", "rank", 0.9), d.Column(paper.edition.unit_word, width=1.5),
        d.Column(f"{found.year}", "right", "rank", 0.9), d.Column("变化", "right", "signed0", 0.85),
    )
    return d.Table(
        columns, tuple(rows), across=options.whole("across", 3), unit="名",
        note=f"两年名次均在两卷共有的{found.count}个{paper.edition.unit_word}之内重排；正数为名次上升",
    )
