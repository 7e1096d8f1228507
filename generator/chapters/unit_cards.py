"""Card fences of a unit's report: each name is a function from its facts to a row of cards."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.chapters.brackets import score_value
from generator.chapters.options import Options
from generator.chapters.unit_marks import Mark
from generator.chapters.unit_report import UnitReport
from generator.text import number

MOST_CARDS = 5


def standing_cards(report: UnitReport, _options: Options) -> d.Cards:
    """Return the total with its rank, and the rank in the narrower groups, at most five cards."""
    words, shared = report.words, report.paper.words
    place = shared.place_of.format(report.rank, report.of) if report.ranked else shared.partial
    cards = [d.Card(shared.overall, score_value(report.paper, report.raw), "score", place, strong=True)]
    if report.of > 1 and report.ranked:
        cards.append(d.Card(words.against_average, report.gap, "signed", words.mean.format(number(report.average))))
    narrower = [scope for scope in report.scopes if scope.kind != "all"]
    cards += [
        d.Card(words.rank_in_group.format(scope.short), scope.rank, "rank", words.out_of.format(scope.of))
        for scope in narrower
        if report.ranked
    ]
    return d.Cards(tuple(cards[:MOST_CARDS]))


def top_cards(report: UnitReport, _options: Options) -> d.Cards:
    """Return the level-1 scores with their ranks; the weightiest five where there are more."""
    heavy = sorted(report.tops, key=lambda mark: -mark.share)[:MOST_CARDS]
    return d.Cards(
        tuple(
            d.Card(
                mark.raw, score_value(report.paper, report.raw, mark.key), "score", _mark_note(report, mark),
            )
            for mark in report.tops
            if mark in heavy
        )
    )


def _mark_note(report: UnitReport, mark: Mark) -> str:
    if mark.rank:
        return report.words.rank_short(mark.rank)
    return report.paper.words.partial if mark.partial else report.paper.words.no_data


def remedy_cards(report: UnitReport, options: Options) -> d.Cards:
    """Return the figures that call for recommendation `number`."""
    remedy = report.remedies[options.whole("number", 1) - 1]
    mark, words = remedy.mark, report.words
    mean = words.mean.format(number(mark.average)) if mark.average is not None else ""
    place = report.paper.words.place_of.format(mark.rank, mark.of)
    cards = [
        d.Card(mark.raw, mark.score, "score", place, strong=True),
        d.Card(words.against_overall, mark.gap, "signed", mean),
    ]
    if mark.peers is not None:
        cards.append(d.Card(words.against_peers, mark.peer_gap, "signed", words.mean.format(number(mark.peers))))
    if remedy.target is not None:
        cards.append(d.Card(words.gain, remedy.gain, "score2", words.reaching.format(number(remedy.target))))
    return d.Cards(tuple(cards))


UNIT_CARDS: dict[str, Callable[[UnitReport, Options], d.Cards]] = {
    "standing": standing_cards, "tops": top_cards, "remedy": remedy_cards,
}
