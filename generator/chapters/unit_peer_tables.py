"""Tables that set a unit beside others: its peers, what it may learn from them, its neighbours in the ranking."""

from __future__ import annotations

from generator import document as d
from generator.chapters.brackets import score_value, with_brackets
from generator.chapters.compose import PROVINCES
from generator.chapters.options import Options
from generator.chapters.unit_report import UnitReport
from generator.scores.group import Placed

SIGN = 0.21
"""Parts of a column's width that a Chinese sign of its title takes."""


def peers(report: UnitReport, _options: Options) -> d.Table:
    """Return the unit and its peers with total, rank and level 1, and the mean of the peers."""
    ledger, tops, words = report.ledger, report.tops, report.words
    units = sorted(
        (*report.peers.units, report.raw),
        key=lambda unit: (-(ledger.score(unit.key) or 0.0), _rank(report, unit.key) or 0, unit.key),
    )
    rows = [
        d.Row(
            (
                d.Cell(unit.name), *((d.Cell(unit.province_short or unit.province),) if words.province else ()),
                d.Cell(score_value(report.paper, unit)), d.Cell(_rank(report, unit.key)),
                *(d.Cell(score_value(report.paper, unit, top.key)) for top in tops),
            ),
            "strong" if unit.key == report.key else "",
        )
        for unit in units
    ]
    means = (d.Cell(top.peers) for top in tops)
    rows.append(
        d.Row(
            (
                d.Cell(words.peer_average, columns=2 if words.province else 1), d.Cell(report.peer_average),
                d.Cell(None, format="text"), *means,
            ),
            "average",
        )
    )
    columns = (
        d.Column(report.paper.unit_head, width=1.15),
        *((d.Column(_home(report), width=0.8),) if words.province else ()),
        d.Column(report.paper.words.overall, "decimal", "score", 1.1, bar=report.paper.full_score),
        d.Column(words.rank, "right", "rank", 0.6),
        *(d.Column(top.raw, "decimal", "score", min(max(0.9, SIGN * len(top.raw)), 1.3)) for top in tops),
    )
    note = with_brackets(report.paper, words.peers_note, not report.ranked)
    return d.Table(columns, tuple(rows), unit=report.paper.words.points, note=note)


def lessons(report: UnitReport, options: Options) -> d.Table:
    """Return the compared indicators, furthest behind the peers first, with the best peer in each."""
    most, words, shared = options.whole("most", 6), report.words, report.paper.words
    rows = []
    for mark in reversed(report.peer_lead[-most:]):
        best = max(report.peers.units, key=lambda unit: report.ledger.score(unit.key, mark.key) or 0.0)
        score = report.ledger.score(best.key, mark.key)
        ahead = score is not None and mark.score is not None and score > mark.score
        rows.append(
            d.Row(
                (
                    d.Cell(mark.raw), d.Cell(mark.score), d.Cell(mark.peers), d.Cell(mark.peer_gap),
                    d.Cell(best.name if ahead else words.ahead), d.Cell(score),
                )
            )
        )
    columns = (
        d.Column(words.indicator, width=2.4),
        d.Column(report.raw.name, "decimal", "score", 1.0, bar=report.paper.full_score),
        d.Column(words.peer_average, "decimal", "score", 0.9), d.Column(shared.difference, "decimal", "signed", 0.8),
        d.Column(words.learn_from, "right", width=1.0), d.Column(words.best_peer, "decimal", "score", 0.9),
    )
    return d.Table(columns, tuple(rows), unit=shared.points)


def _home(report: UnitReport) -> str:
    word = report.paper.edition.group_word
    return report.words.province if word == PROVINCES else word


def _rank(report: UnitReport, key: str) -> int | None:
    placed = report.ledger.place(key)
    return placed.rank if placed else None


def neighbours(report: UnitReport, options: Options) -> d.Table:
    """Return the units around it in the ranking, `reach` to either side, with the distance in points."""
    reach = options.whole("reach", 4)
    ranking = report.ledger.ranking()
    if not report.ranked:  # the own row is set in where its score would stand
        at = report.rank - 1
        ranking = (*ranking[:at], Placed(report.raw, report.score, 0, report.of), *ranking[at:])
    at = next(index for index, placed in enumerate(ranking) if placed.unit.key == report.key)
    start = max(0, min(at - reach, len(ranking) - 2 * reach - 1))
    tiers = {tier.name: tier.short or tier.name for tier in report.ledger.book.tiers}
    rows = []
    for placed in ranking[start : start + 2 * reach + 1]:
        tier = report.ledger.book.tier(placed.unit)
        own = placed.unit.key == report.key
        gap = None if own or not report.ranked else placed.score - report.score
        rows.append(
            d.Row(
                (
                    d.Cell(placed.rank or None), d.Cell(placed.unit.name),
                    d.Cell(score_value(report.paper, placed.unit)), d.Cell(gap),
                    d.Cell(tiers[tier.name] if tier else None),
                ),
                "strong" if own else "",
            )
        )
    shared = report.paper.words
    columns = (
        d.Column(report.words.rank, "left", "rank", 0.6), d.Column(report.paper.unit_head, width=1.2),
        d.Column(shared.overall, "decimal", "score", 1.3, bar=report.paper.full_score),
        d.Column(shared.difference, "decimal", "signed", 0.8), d.Column(shared.tier, "right", width=0.8),
    )
    shown = columns if len({row.cells[-1].value for row in rows}) > 1 else columns[:-1]
    note = with_brackets(report.paper, "", not report.ranked)
    return d.Table(shown, tuple(_cut(row, len(shown)) for row in rows), note=note)


def _cut(row: d.Row, count: int) -> d.Row:
    return d.Row(row.cells[:count], row.role)
