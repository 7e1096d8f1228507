"""Table and card fences of a unit's report: each name is a function from its facts to a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator import document as d
from generator.chapters.options import Options, template_error
from generator.chapters.unit_marks import Mark
from generator.chapters.unit_report import UnitReport
from generator.chapters.unit_standing import Scope
from generator.text import number

SCORE_TOP = 100.0
MOST_CARDS = 5


def scopes(report: UnitReport, _options: Options) -> d.Table:
    """Return the unit's place in every group it belongs to."""
    rows = tuple(
        d.Row(
            (
                d.Cell(_kind(scope)), d.Cell(scope.raw, strong=True), d.Cell(f"{scope.rank} / {scope.of}"),
                d.Cell(scope.average), d.Cell(scope.gap), d.Cell(scope.leader), d.Cell(scope.best),
            )
        )
        for scope in report.scopes
    )
    columns = (
        d.Column("范围", width=0.9), d.Column("名称", width=1.9), d.Column("名次", "right", width=0.8),
        d.Column("平均得分", "decimal", "score", 0.9), d.Column("与平均相差", "decimal", "signed", 1.0),
        d.Column("居首者", "right", width=1.0), d.Column("居首得分", "decimal", "score", 0.9),
    )
    note = "名次栏中，斜线之后为该范围内有综合得分的数量；只含一个单位的范围不列"
    return d.Table(columns, rows, unit="分", note=note)


def ranks(report: UnitReport, _options: Options) -> d.Table:
    """Return rank, mean and gap in every group, for a narrow column."""
    rows = tuple(
        d.Row((d.Cell(scope.raw), d.Cell(f"{scope.rank} / {scope.of}"), d.Cell(scope.average), d.Cell(scope.gap)))
        for scope in report.scopes
    )
    columns = (
        d.Column("范围", width=2.0), d.Column("名次", "right", width=1.0),
        d.Column("平均", "decimal", "score", 0.8), d.Column("相差", "decimal", "signed", 0.8),
    )
    return d.Table(columns, rows)


def _kind(scope: Scope) -> str:
    return {
        "nation": "全国", "all": "本次评估", "region": "所在地区", "province": "所在省份", "tier": "所在等级",
        "cluster": "城市群",
    }[scope.kind]


def levels(report: UnitReport, _options: Options) -> d.Table:
    """Return level 1 and level 2 with weight, score, rank and the averages it is compared with."""
    rows = []
    for top in report.tops:
        rows.append(_level_row(report, top, "group"))
        rows += [_level_row(report, mark, "") for mark in report.seconds if mark.key.startswith(f"{top.key}/")]
    columns = (
        d.Column("指标", width=2.3), d.Column("权重", "right", "weight", 0.75),
        d.Column("得分", "decimal", "score", 0.9, bar=SCORE_TOP), d.Column("名次", "right", "rank", 0.6),
        *_average_columns(report),
        d.Column("相差", "decimal", "signed", 0.8),
    )
    return d.Table(columns, tuple(rows), unit="分", note=_missing_note(report.tops, report.seconds))


def _level_row(report: UnitReport, mark: Mark, role: d.RowRole) -> d.Row:
    return d.Row(
        (
            d.Cell(mark.raw if role else f"　{mark.raw.split('·')[-1]}"), d.Cell(mark.weight), d.Cell(mark.score),
            d.Cell(mark.rank), *_average_cells(report, mark), d.Cell(mark.gap),
        ),
        role,
    )


def _average_columns(report: UnitReport) -> tuple[d.Column, ...]:
    titles = ["总体平均"]
    titles += [
        f"{scope.short}平均" for scope in report.scopes if scope.kind in ("region", "province", "tier")
    ]
    return tuple(d.Column(title, "decimal", "score", 0.95) for title in titles)


def _average_cells(report: UnitReport, mark: Mark) -> tuple[d.Cell, ...]:
    kinds = ("region", "province", "tier")
    groups = [scope.group for scope in report.scopes if scope.kind in kinds]
    averages = [report.ledger.average(mark.key, group) for group in groups]
    return tuple(d.Cell(value) for value in (mark.average, *averages))


def leaves(report: UnitReport, options: Options) -> d.Table:
    """Return every lowest indicator under `indicator` (or all) with rank and gap, in bands by level 2."""
    under = options.text("indicator", "")
    tops = [mark for mark in report.tops if not under or mark.key == under]
    rows: list[d.Row] = []
    for top in tops:
        for second in (m for m in report.seconds if m.key.startswith(f"{top.key}/")):
            rows.append(_leaf_row(second, second.raw, "group"))
            leaves = [leaf for leaf in report.leaves if leaf.key.startswith(f"{second.key}/")]
            rows += [_leaf_row(leaf, f"　{leaf.key.split('/')[-1]}", "") for leaf in leaves]
    columns = (
        d.Column("指标", width=2.7), d.Column("权重", "right", "weight", 0.8),
        d.Column("得分", "decimal", "score", 1.0, bar=SCORE_TOP), d.Column("名次", "right", "rank", 0.6),
        d.Column("总体平均", "decimal", "score", 0.9), d.Column("相差", "decimal", "signed", 0.75),
        d.Column("最高得分", "decimal", "score", 0.9), d.Column("居首者", "right", width=1.0),
    )
    return d.Table(columns, tuple(rows), unit="分", note=_missing_note(report.leaves))


def _leaf_row(mark: Mark, name: str, role: d.RowRole) -> d.Row:
    return d.Row(
        (
            d.Cell(name), d.Cell(mark.weight), d.Cell(mark.score), d.Cell(mark.rank), d.Cell(mark.average),
            d.Cell(mark.gap), d.Cell(mark.best), d.Cell(mark.leader),
        ),
        role,
    )


def _missing_note(*groups: Sequence[Mark]) -> str:
    lacking = any(mark.score is None for marks in groups for mark in marks)
    return "“—”为缺数据，上级指标按其余部分的权重折算" if lacking else ""


def sides(report: UnitReport, _options: Options) -> d.Table:
    """Return strengths and weaknesses by the published rule, then those that only come nearest to it."""
    tier = report.scope("tier")
    rows: list[d.Row] = []
    for word, marks, ruled in (
        ("优势", report.better, report.strengths), ("短板", report.worse, report.weaknesses)
    ):
        for mark in marks:
            kind = word if mark in ruled else f"相对{word}"
            averages = (mark.average, mark.gap, *((mark.tier_average,) if tier else ()))
            cells = (kind, mark.raw, mark.score, mark.rank, *averages, mark.share)
            rows.append(d.Row(tuple(d.Cell(value) for value in cells), "group" if word == "优势" else ""))
    columns = (
        d.Column("类别", width=0.9), d.Column("指标", width=2.0),
        d.Column("得分", "decimal", "score", 0.9, bar=SCORE_TOP), d.Column("名次", "right", "rank", 0.6),
        d.Column("总体平均", "decimal", "score", 0.85), d.Column("相差", "decimal", "signed", 0.75),
        *((d.Column(f"{tier.short}平均", "decimal", "score", 0.95),) if tier else ()),
        d.Column("占总分", "right", "percent1", 0.8),
    )
    return d.Table(columns, tuple(rows), unit="分")


def extremes(report: UnitReport, _options: Options) -> d.Table:
    """Return the lowest indicators it does best in, and beside them those it does worst in."""
    halves = (("优势指标", report.leaf_strengths), ("短板指标", report.leaf_weaknesses))
    found = [(title, marks) for title, marks in halves if marks]
    rows = tuple(
        d.Row(tuple(cell for _, marks in found for cell in _extreme_cells(marks, line)))
        for line in range(max((len(marks) for _, marks in found), default=0))
    )
    columns = tuple(column for title, _ in found for column in _extreme_columns(title))
    return d.Table(columns, rows, unit="分")


def _extreme_columns(title: str) -> tuple[d.Column, ...]:
    return (
        d.Column(title, width=2.7), d.Column("得分", "decimal", "score", 0.8),
        d.Column("名次", "right", "rank", 0.7), d.Column("相差", "decimal", "signed", 0.9),
    )


def _extreme_cells(marks: Sequence[Mark], line: int) -> tuple[d.Cell, ...]:
    if line >= len(marks):
        return tuple(d.Cell("") for _ in range(4))
    mark = marks[line]
    return (d.Cell(mark.raw), d.Cell(mark.score), d.Cell(mark.rank), d.Cell(mark.gap))


def peers(report: UnitReport, _options: Options) -> d.Table:
    """Return the unit and its peers with total, rank and level 1, and the mean of the peers."""
    ledger, tops = report.ledger, report.tops
    units = sorted((*report.peers.units, report.raw), key=lambda unit: (_rank(report, unit.key), unit.key))
    rows = [
        d.Row(
            (
                d.Cell(unit.name), d.Cell(unit.province_short or unit.province),
                d.Cell(ledger.score(unit.key)), d.Cell(_rank(report, unit.key)),
                *(d.Cell(ledger.score(unit.key, top.key)) for top in tops),
            ),
            "strong" if unit.key == report.key else "",
        )
        for unit in units
    ]
    means = (d.Cell(top.peers) for top in tops)
    rows.append(
        d.Row(
            (d.Cell("对标平均", columns=2), d.Cell(report.peer_average), d.Cell(None, format="text"), *means),
            "average",
        )
    )
    columns = (
        d.Column(report.paper.edition.unit_word, width=1.15), d.Column("省份", width=0.8),
        d.Column("综合得分", "decimal", "score", 1.1, bar=SCORE_TOP), d.Column("名次", "right", "rank", 0.6),
        *(d.Column(top.raw, "decimal", "score", 1.1) for top in tops),
    )
    return d.Table(columns, tuple(rows), unit="分", note="对标平均为表中除本单位以外各单位的简单平均")


def lessons(report: UnitReport, options: Options) -> d.Table:
    """Return the compared indicators, furthest behind the peers first, with the best peer in each."""
    most = options.whole("most", 6)
    rows = []
    for mark in reversed(report.peer_lead[-most:]):
        best = max(report.peers.units, key=lambda unit: report.ledger.score(unit.key, mark.key) or 0.0)
        score = report.ledger.score(best.key, mark.key)
        ahead = score is not None and mark.score is not None and score > mark.score
        rows.append(
            d.Row(
                (
                    d.Cell(mark.raw), d.Cell(mark.score), d.Cell(mark.peers), d.Cell(mark.peer_gap),
                    d.Cell(best.name if ahead else "已领先"), d.Cell(score),
                )
            )
        )
    columns = (
        d.Column("指标", width=2.4), d.Column(report.raw.name, "decimal", "score", 1.0, bar=SCORE_TOP),
        d.Column("对标平均", "decimal", "score", 0.9), d.Column("相差", "decimal", "signed", 0.8),
        d.Column("可借鉴者", "right", width=1.0), d.Column("对标最高", "decimal", "score", 0.9),
    )
    return d.Table(columns, tuple(rows), unit="分")


def _rank(report: UnitReport, key: str) -> int:
    placed = report.ledger.place(key)
    return placed.rank if placed else 0


def neighbours(report: UnitReport, options: Options) -> d.Table:
    """Return the units around it in the ranking, `reach` to either side, with the distance in points."""
    reach = options.whole("reach", 4)
    ranking = report.ledger.ranking()
    at = next(index for index, placed in enumerate(ranking) if placed.unit.key == report.key)
    start = max(0, min(at - reach, len(ranking) - 2 * reach - 1))
    tiers = {tier.name: tier.short or tier.name for tier in report.ledger.book.tiers}
    rows = []
    for placed in ranking[start : start + 2 * reach + 1]:
        tier = report.ledger.book.tier(placed.unit)
        own = placed.unit.key == report.key
        gap = None if own else placed.score - report.score
        rows.append(
            d.Row(
                (
                    d.Cell(placed.rank), d.Cell(placed.unit.name), d.Cell(placed.score), d.Cell(gap),
                    d.Cell(tiers[tier.name] if tier else None),
                ),
                "strong" if own else "",
            )
        )
    columns = (
        d.Column("名次", "left", "rank", 0.6), d.Column(report.paper.edition.unit_word, width=1.2),
        d.Column("综合得分", "decimal", "score", 1.3, bar=SCORE_TOP),
        d.Column("相差", "decimal", "signed", 0.8), d.Column("等级", "right", width=0.8),
    )
    return d.Table(columns if tiers else columns[:-1], tuple(_cut(row, 5 if tiers else 4) for row in rows))


def _cut(row: d.Row, count: int) -> d.Row:
    return d.Row(row.cells[:count], row.role)


def remedies(report: UnitReport, _options: Options) -> d.Table:
    """Return the recommendations with the figures that call for them, and what they add up to.

    Where nothing is to be gained, rank and lead stand in place of target and gain.
    """
    gaining = report.gain > 0
    rows = []
    for remedy in report.remedies:
        mark = remedy.mark
        figures = (remedy.target, remedy.gain or None) if gaining else (mark.rank, mark.gap)
        cells = (remedy.number, _unescaped(remedy.title), mark.raw, mark.score, *figures)
        rows.append(d.Row(tuple(d.Cell(value) for value in cells)))
    if gaining:
        rows.append(d.Row((d.Cell("合计", columns=5), d.Cell(report.gain)), "group"))
    last = (
        (d.Column("参照值", "decimal", "score", 0.75), d.Column("可增总分", "decimal", "score2", 0.85))
        if gaining
        else (d.Column("名次", "right", "rank", 0.75), d.Column("与平均相差", "decimal", "signed", 0.95))
    )
    columns = (
        d.Column("", "left", "integer", 0.3), d.Column("建议", width=2.9), d.Column("对应指标", width=1.9),
        d.Column("现得分", "decimal", "score", 0.75), *last,
    )
    note = "可增总分＝（参照值－现得分）×该指标占总分的权重" if gaining else ""
    return d.Table(columns, tuple(rows), unit="分", note=note)


def years(report: UnitReport, options: Options) -> d.Table:
    """Return total and level 1 then and now, with ranks among the units in both volumes."""
    found = report.years
    if found is None:
        raise template_error(options.place, "没有上一期的数据", "there is no earlier volume of this unit")
    rows = tuple(
        d.Row(
            tuple(
                d.Cell(value)
                for value in (
                    turn.raw, turn.before, turn.now, turn.change, turn.rank_before, turn.rank_now, turn.rise,
                )
            ),
            "strong" if turn is found.total else "",
        )
        for turn in found.turns
    )
    columns = (
        d.Column("指标", width=1.8), d.Column(f"{found.before}年得分", "decimal", "score"),
        d.Column(f"{report.paper.edition.year}年得分", "decimal", "score"),
        d.Column("得分变化", "decimal", "signed"), d.Column(f"{found.before}年名次", "right", "rank"),
        d.Column(f"{report.paper.edition.year}年名次", "right", "rank"), d.Column("名次变化", "right", "signed0"),
    )
    note = f"名次在两期都参评的{found.of}个{report.paper.edition.unit_word}之间计算；构成不同的指标不计得分变化"
    return d.Table(columns, rows, note=note)


def _unescaped(text: str) -> str:
    return text.replace("\\", "")


# --- cards -----------------------------------------------------------------------------


def standing_cards(report: UnitReport, _options: Options) -> d.Cards:
    """Return the total with its rank, and the rank in the narrower groups, at most five cards."""
    cards = [d.Card("综合得分", report.score, "score", f"第 {report.rank} / {report.of} 名", strong=True)]
    if report.of > 1:
        cards.append(d.Card("与平均相差", report.gap, "signed", f"平均 {number(report.average)}"))
    narrower = [scope for scope in report.scopes if scope.kind != "all"]
    cards += [d.Card(f"{scope.short}名次", scope.rank, "rank", f"/ {scope.of}") for scope in narrower]
    return d.Cards(tuple(cards[:MOST_CARDS]))


def top_cards(report: UnitReport, _options: Options) -> d.Cards:
    """Return the level-1 scores with their ranks; the weightiest five where there are more."""
    heavy = sorted(report.tops, key=lambda mark: -mark.share)[:MOST_CARDS]
    return d.Cards(
        tuple(
            d.Card(mark.raw, mark.score, "score", f"第{mark.rank}" if mark.rank else "缺数据")
            for mark in report.tops
            if mark in heavy
        )
    )


def remedy_cards(report: UnitReport, options: Options) -> d.Cards:
    """Return the figures that call for recommendation `number`."""
    remedy = report.remedies[options.whole("number", 1) - 1]
    mark = remedy.mark
    cards = [
        d.Card(mark.raw, mark.score, "score", f"第 {mark.rank} / {mark.of} 名", strong=True),
        d.Card("与总体平均", mark.gap, "signed", f"平均 {number(mark.average)}" if mark.average is not None else ""),
    ]
    if mark.peers is not None:
        cards.append(d.Card("与对标平均", mark.peer_gap, "signed", f"平均 {number(mark.peers)}"))
    if remedy.target is not None:
        cards.append(d.Card("可增总分", remedy.gain, "score2", f"达到 {number(remedy.target)}"))
    return d.Cards(tuple(cards))


UNIT_TABLES: dict[str, Callable[[UnitReport, Options], d.Table]] = {
    "scopes": scopes, "ranks": ranks, "levels": levels, "leaves": leaves, "sides": sides,
    "extremes": extremes, "peers": peers, "lessons": lessons, "neighbours": neighbours,
    "remedies": remedies, "years": years,
}
UNIT_CARDS: dict[str, Callable[[UnitReport, Options], d.Cards]] = {
    "standing": standing_cards, "tops": top_cards, "remedy": remedy_cards,
}
TOTALS_ONLY = frozenset({"scopes", "ranks", "neighbours"})
"""Tables that show nothing below the total."""


