"""Table fences of a unit's report: each name is a function from its facts to a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator import document as d
from generator.chapters.brackets import score_value, with_brackets
from generator.chapters.compose import PROVINCES
from generator.chapters.options import Options, template_error
from generator.chapters.unit_marks import Mark
from generator.chapters.unit_peer_tables import SIGN, lessons, neighbours, peers
from generator.chapters.unit_report import UnitReport
from generator.chapters.unit_standing import Scope
from generator.text import MISSING


def scopes(report: UnitReport, _options: Options) -> d.Table:
    """Return the unit's place in every group it belongs to."""
    words, shared = report.words, report.paper.words
    rows = tuple(
        d.Row(
            (
                d.Cell(_kind(report, scope)), d.Cell(scope.raw, strong=True), d.Cell(_place(scope)),
                d.Cell(scope.average), d.Cell(scope.gap), d.Cell(scope.leader), d.Cell(scope.best),
            )
        )
        for scope in report.scopes
    )
    columns = (
        d.Column(words.scope, width=0.9), d.Column(words.name, width=1.75), d.Column(words.rank, "right", width=0.95),
        d.Column(shared.average_score, "decimal", "score", 0.9),
        d.Column(words.against_average, "decimal", "signed", 1.0),
        d.Column(words.first, "right", width=1.0), d.Column(words.first_score, "decimal", "score", 0.9),
    )
    return d.Table(columns, rows, unit=shared.points, note=words.scopes_note)


def _kind(report: UnitReport, scope: Scope) -> str:
    """Return what a group is; that which units belong to has the edition's own word where it gives one."""
    edition, words = report.paper.edition, report.words
    if scope.kind != "province" or edition.group_word == PROVINCES:
        return words.kinds[scope.kind]
    return words.own_group(edition.group_word)


def _place(scope: Scope) -> str:
    return f"{MISSING if scope.rank is None else scope.rank} / {scope.of}"


def _score(report: UnitReport, key: str) -> d.Cell:
    """Return the cell of the unit's own score, in brackets where parts of it are missing."""
    return d.Cell(score_value(report.paper, report.raw, key))


def ranks(report: UnitReport, _options: Options) -> d.Table:
    """Return rank, mean and gap in every group, for a narrow column."""
    rows = tuple(
        d.Row((d.Cell(scope.raw), d.Cell(_place(scope)), d.Cell(scope.average), d.Cell(scope.gap)))
        for scope in report.scopes
    )
    words, shared = report.words, report.paper.words
    columns = (
        d.Column(words.scope, width=2.0), d.Column(words.rank, "right", width=1.0),
        d.Column(shared.average, "decimal", "score", 0.8), d.Column(shared.difference, "decimal", "signed", 0.8),
    )
    return d.Table(columns, rows)


def levels(report: UnitReport, _options: Options) -> d.Table:
    """Return level 1 and level 2 with weight, score, rank and the averages it is compared with."""
    words, shared, rows = report.words, report.paper.words, []
    for top in report.tops:
        rows.append(_level_row(report, top, "group"))
        rows += [_level_row(report, mark, "") for mark in report.seconds if mark.key.startswith(f"{top.key}/")]
    columns = (
        d.Column(words.indicator, width=2.2), d.Column(shared.weight, "right", "weight", 0.75),
        d.Column(shared.score, "decimal", "score", 0.9, bar=report.paper.full_score),
        d.Column(words.rank, "right", "rank", 0.6),
        *_average_columns(report),
        d.Column(shared.difference, "decimal", "signed", 0.8),
    )
    return d.Table(
        columns, tuple(rows), unit=shared.points, note=_missing_note(report, report.tops, report.seconds)
    )


def _level_row(report: UnitReport, mark: Mark, role: d.RowRole) -> d.Row:
    return d.Row(
        (
            d.Cell(mark.raw if role else report.words.inset + mark.key.split("/")[-1]), d.Cell(mark.weight),
            _score(report, mark.key), d.Cell(mark.rank), *_average_cells(report, mark), d.Cell(mark.gap),
        ),
        role,
    )


def _average_columns(report: UnitReport) -> tuple[d.Column, ...]:
    titles = [report.words.overall_average]
    titles += [
        report.paper.words.average_of.format(scope.short)
        for scope in report.scopes
        if scope.kind in ("region", "province", "tier")
    ]
    return tuple(d.Column(title, "decimal", "score", max(0.95, SIGN * len(title) + 0.1)) for title in titles)


def _average_cells(report: UnitReport, mark: Mark) -> tuple[d.Cell, ...]:
    kinds = ("region", "province", "tier")
    groups = [scope.group for scope in report.scopes if scope.kind in kinds]
    averages = [report.ledger.average(mark.key, group) for group in groups]
    return tuple(d.Cell(value) for value in (mark.average, *averages))


def leaves(report: UnitReport, options: Options) -> d.Table:
    """Return every lowest indicator under `indicator` (or all) with rank and gap, in bands by level 2."""
    under, words, shared = options.text("indicator", ""), report.words, report.paper.words
    tops = [mark for mark in report.tops if not under or mark.key == under]
    rows: list[d.Row] = []
    for top in tops:
        for second in (m for m in report.seconds if m.key.startswith(f"{top.key}/")):
            rows.append(_leaf_row(report, second, second.raw, "group"))
            leaves = [leaf for leaf in report.leaves if leaf.key.startswith(f"{second.key}/")]
            rows += [_leaf_row(report, leaf, words.inset + leaf.key.split("/")[-1], "") for leaf in leaves]
    columns = (
        d.Column(words.indicator, width=2.7), d.Column(shared.weight, "right", "weight", 0.8),
        d.Column(shared.score, "decimal", "score", 1.0, bar=report.paper.full_score),
        d.Column(words.rank, "right", "rank", 0.6),
        d.Column(words.overall_average, "decimal", "score", 0.9),
        d.Column(shared.difference, "decimal", "signed", 0.75),
        d.Column(shared.highest, "decimal", "score", 0.9), d.Column(words.first, "right", width=1.0),
    )
    return d.Table(
        columns, tuple(rows), unit=shared.points, note=_missing_note(report, report.seconds, report.leaves),
        dense=options.choice("rows", ("open", "dense")) == "dense",
    )


def _leaf_row(report: UnitReport, mark: Mark, name: str, role: d.RowRole) -> d.Row:
    return d.Row(
        (
            d.Cell(name), d.Cell(mark.weight), _score(report, mark.key), d.Cell(mark.rank), d.Cell(mark.average),
            d.Cell(mark.gap), d.Cell(mark.best), d.Cell(mark.leader),
        ),
        role,
    )


def _missing_note(report: UnitReport, *groups: Sequence[Mark]) -> str:
    marks = [mark for group in groups for mark in group]
    note = report.words.missing_note if any(mark.score is None for mark in marks) else ""
    return with_brackets(report.paper, note, any(mark.partial for mark in marks))


def sides(report: UnitReport, _options: Options) -> d.Table:
    """Return strengths and weaknesses by the published rule, then those that only come nearest to it."""
    tier, words, shared = report.scope("tier"), report.words, report.paper.words
    rows: list[d.Row] = []
    for word, marks, ruled in (
        (words.strength, report.better, report.strengths), (words.weakness, report.worse, report.weaknesses)
    ):
        for mark in marks:
            kind = word if mark in ruled else report.nearest_to(word)
            averages = (mark.average, mark.gap, *((mark.tier_average,) if tier else ()))
            cells = (kind, mark.raw, mark.score, mark.rank, *averages, mark.share)
            rows.append(d.Row(tuple(d.Cell(value) for value in cells), "group" if word == words.strength else ""))
    columns = (
        d.Column(words.kind, width=0.9), d.Column(words.indicator, width=2.0),
        d.Column(shared.score, "decimal", "score", 0.9, bar=report.paper.full_score),
        d.Column(words.rank, "right", "rank", 0.6),
        d.Column(words.overall_average, "decimal", "score", 0.85),
        d.Column(shared.difference, "decimal", "signed", 0.75),
        *((d.Column(shared.average_of.format(tier.short), "decimal", "score", 0.95),) if tier else ()),
        d.Column(words.of_total, "right", "percent1", 0.8),
    )
    return d.Table(columns, tuple(rows), unit=shared.points)


def best(report: UnitReport, options: Options) -> d.Table:
    """Return the strengths, and those that come nearest to them, for a narrow column, under `title`."""
    return _brief(report, report.better, options.text("title", report.words.strength))


def weakest(report: UnitReport, options: Options) -> d.Table:
    """Return the weaknesses, and those that come nearest to them, for a narrow column, under `title`."""
    return _brief(report, report.worse, options.text("title", report.words.weakness))


def _brief(report: UnitReport, marks: Sequence[Mark], title: str) -> d.Table:
    rows = tuple(d.Row(_extreme_cells(mark)) for mark in marks)
    return d.Table(_extreme_columns(report, title), rows)


def extremes(report: UnitReport, _options: Options) -> d.Table:
    """Return the lowest indicators it ranks best in, and beside them those it ranks lowest in."""
    words = report.words
    gutter = d.Column("", width=0.3)
    columns = (
        *_extreme_columns(report, words.best_ranked), gutter, *_extreme_columns(report, words.lowest_ranked)
    )
    rows = tuple(
        d.Row((*_extreme_cells(good), d.Cell(""), *_extreme_cells(weak)))
        for good, weak in zip(report.leaf_best, report.leaf_worst, strict=True)
    )
    return d.Table(columns, rows, unit=report.paper.words.points)


def _extreme_columns(report: UnitReport, title: str) -> tuple[d.Column, ...]:
    shared = report.paper.words
    return (
        d.Column(title, width=2.7), d.Column(shared.score, "decimal", "score", 0.8),
        d.Column(report.words.rank, "right", "rank", 0.7), d.Column(shared.difference, "decimal", "signed", 0.9),
    )


def _extreme_cells(mark: Mark) -> tuple[d.Cell, ...]:
    return (d.Cell(mark.raw), d.Cell(mark.score), d.Cell(mark.rank), d.Cell(mark.gap))


def remedies(report: UnitReport, _options: Options) -> d.Table:
    """Return the recommendations with the figures that call for them, and what they add up to.

    Where nothing is to be gained, rank and lead stand in place of target and gain.
    """
    gaining, words, shared = report.gain > 0, report.words, report.paper.words
    rows = []
    for remedy in report.remedies:
        mark = remedy.mark
        figures = (remedy.target, remedy.gain or None) if gaining else (mark.rank, mark.gap)
        cells = (remedy.number, _unescaped(remedy.title), mark.raw, mark.score, *figures)
        rows.append(d.Row(tuple(d.Cell(value) for value in cells)))
    if gaining:
        rows.append(d.Row((d.Cell(shared.sum, columns=5), d.Cell(report.gain)), "group"))
    last = (
        (d.Column(words.target, "decimal", "score", 0.75), d.Column(words.gain, "decimal", "score2", 0.85))
        if gaining
        else (d.Column(words.rank, "right", "rank", 0.75), d.Column(words.against_average, "decimal", "signed", 0.95))
    )
    columns = (
        d.Column("", "left", "integer", 0.3), d.Column(words.advice, width=3.15), d.Column(words.answers, width=1.65),
        d.Column(words.now, "decimal", "score", 0.75), *last,
    )
    return d.Table(columns, tuple(rows), unit=shared.points, note=words.gain_note if gaining else "")


def years(report: UnitReport, options: Options) -> d.Table:
    """Return total and level 1 then and now, with ranks among the units in both volumes; with what the scores
    gained where any may be subtracted."""
    found = report.years
    if found is None:
        raise template_error(options.place, "没有上一期的数据", "there is no earlier volume of this unit")
    changed = any(turn.comparable for turn in found.turns)
    rows = tuple(
        d.Row(
            tuple(
                d.Cell(value)
                for value in (
                    turn.raw, turn.before, turn.now, *((turn.change,) if changed else ()),
                    turn.rank_before, turn.rank_now, turn.rise,
                )
            ),
            "strong" if turn is found.total else "",
        )
        for turn in found.turns
    )
    words, now = report.words, report.paper.edition.year
    columns = (
        d.Column(words.indicator, width=1.6), d.Column(words.score_in.format(found.before), "decimal", "score", 1.1),
        d.Column(words.score_in.format(now), "decimal", "score", 1.1),
        *((d.Column(words.score_change, "decimal", "signed"),) if changed else ()),
        d.Column(words.rank_in.format(found.before), "right", "rank", 1.1),
        d.Column(words.rank_in.format(now), "right", "rank", 1.1), d.Column(words.rank_change, "right", "signed0"),
    )
    return d.Table(columns, rows, note=report.paper.named(words.years_note, count=found.of))


def _unescaped(text: str) -> str:
    return text.replace("\\", "")


UNIT_TABLES: dict[str, Callable[[UnitReport, Options], d.Table]] = {
    "scopes": scopes, "ranks": ranks, "levels": levels, "leaves": leaves, "sides": sides, "best": best,
    "weakest": weakest, "extremes": extremes, "peers": peers, "lessons": lessons, "neighbours": neighbours,
    "remedies": remedies, "years": years,
}
TOTALS_ONLY = frozenset({"scopes", "ranks", "neighbours"})
"""Tables that show nothing below the total."""


