"""Figure fences of a unit's report: each name is a function from its facts to a spec."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.chapters.options import Options, template_error
from generator.chapters.unit_marks import Mark
from generator.chapters.unit_report import UnitReport
from generator.figures.bars import Bars
from generator.figures.dumbbell import Dumbbell, Pair
from generator.figures.profile import Item, Profile
from generator.figures.radar import Radar
from generator.figures.strip import Strip
from generator.scores.group import Group

ROUND = range(3, 9)
"""How many level-1 indicators a radar can show."""


def place(report: UnitReport, _options: Options) -> d.Spec:
    """Return every unit on the scale of totals, the report's own marked."""
    values = tuple((placed.unit.name, placed.score) for placed in report.ledger.ranking())
    if not report.ranked:
        values = (*values, (report.raw.name, report.score))
    own = (report.raw.name,)
    return Strip(values, own, report.average, _average_label(report), partial=() if report.ranked else own)


def _average_label(report: UnitReport) -> str:
    return report.paper.average_label


def tops(report: UnitReport, _options: Options) -> d.Spec:
    """Return level 1 against the average: a radar, or bars where there are too few or too many."""
    if len(report.tops) not in ROUND:
        return Profile(_items(report.tops), report.raw.name, _average_label(report), top=report.paper.full_score)
    return Radar(
        tuple(mark.raw for mark in report.tops), tuple(mark.score for mark in report.tops),
        tuple(mark.average for mark in report.tops), report.raw.name, _average_label(report),
        top=report.paper.full_score, partial=tuple(mark.raw for mark in report.tops if mark.partial),
    )


def levels(report: UnitReport, _options: Options) -> d.Spec:
    """Return level 1 and level 2 against the average, in the tree's order."""
    marks = [
        mark
        for top in report.tops
        for mark in (top, *(m for m in report.seconds if m.key.startswith(f"{top.key}/")))
    ]
    return Profile(_items(marks), report.raw.name, _average_label(report), top=report.paper.full_score)


def _items(marks: tuple[Mark, ...] | list[Mark]) -> tuple[Item, ...]:
    return tuple(Item(mark.key.split("/")[-1], mark.score, mark.average, mark.level, mark.partial) for mark in marks)


def groups(report: UnitReport, options: Options) -> d.Spec:
    """Return the mean totals of the tiers (`by: tier`), provinces or clusters, the unit's own strong."""
    kind = options.choice("by", ("tier", "province", "cluster", "region"))
    found = report.ledger.kind(kind)  # type: ignore[arg-type]
    if not found:
        raise template_error(options.place, f"得分表中没有可按 {kind} 分的组", f"no groups by {kind}")
    own = {group.name for group in report.ledger.groups[report.key]}
    rows = [(_named(report, group), report.ledger.average(group=group), group.name in own) for group in found]
    rows.append((report.raw.name, report.score, True))
    rows.sort(key=lambda row: -(row[1] or 0.0))
    return Bars(
        tuple(name for name, _, _ in rows), tuple(value for _, value, _ in rows),
        highlight=tuple(name for name, _, strong in rows if strong), average=report.average,
        average_label=_average_label(report), value_name=report.paper.words.average_score,
        partial=() if report.ranked else (report.raw.name,),
    )


def _named(report: UnitReport, group: Group) -> str:
    short = {tier.name: tier.short or tier.name for tier in report.ledger.book.tiers}.get(group.name, group.name)
    return report.words.group_average.format(short, report.ledger.count(group))


def peers(report: UnitReport, _options: Options) -> d.Spec:
    """Return the unit against the mean of its peers on the compared indicators, widest lead first."""
    pairs = tuple(Pair(mark.raw, mark.peers, mark.score) for mark in report.peer_lead)
    return Dumbbell(pairs, report.words.peer_average, report.raw.name, gap_label=report.paper.words.difference)


UNIT_FIGURES: dict[str, Callable[[UnitReport, Options], d.Spec]] = {
    "place": place, "tops": tops, "levels": levels, "groups": groups, "peers": peers,
}
TOTALS_ONLY = frozenset({"place", "groups"})
"""Figures that show nothing below the total."""
