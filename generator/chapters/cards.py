"""Card fences: the few figures that a reader should see at a glance."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.audit.number import shown, told
from generator.chapters.brackets import score_value
from generator.chapters.facts import PaperFacts
from generator.chapters.kind_figures import KIND_CARDS
from generator.chapters.options import Options
from generator.chapters.rank_figures import RANK_CARDS
from generator.text import number, percent

MOST_TOPS = 6  # level-1 indicators that fit beside the total


def _score(value: float) -> str:
    return shown(number(value), value)


def unit(paper: PaperFacts, options: Options) -> d.Cards:
    """Return a unit's total and level-1 scores with their ranks; the weightiest where there are many."""
    unit = paper.unit(options.text("unit"))
    name, words = unit.key, paper.words
    place = told(words.place_of, unit.rank, unit.of) if unit.ranked else words.partial
    cards = [d.Card(words.total, score_value(paper, name), "score", place, strong=True)]
    tops = paper.book.tree.level(1)
    if len(tops) > MOST_TOPS:
        tops = tuple(sorted(tops, key=lambda top: -top.weight))[:MOST_TOPS]
    for indicator in tops:
        rank = paper.rank_of(name, indicator.key)
        score = score_value(paper, name, indicator.key)
        note = told(words.place, rank) if rank else words.no_data if score is None else words.partial
        cards.append(d.Card(indicator.name, score, "score", note))
    return d.Cards(tuple(cards))


def indicators(paper: PaperFacts, options: Options) -> d.Cards:
    """Return the averages of the indicators that a recommendation answers, with their leaders."""
    cards = []
    for key in options.names("keys"):
        facts = paper.indicator(key)
        leader = paper.book.ranking(facts.key)[0]
        label = paper.words.average_on.format(facts.key.replace("/", paper.words.path))
        best = told(paper.words.best_on, leader.unit.name, _score(leader.score))
        cards.append(d.Card(label, facts.average, "score", best))
    return d.Cards(tuple(cards))


def indicator(paper: PaperFacts, options: Options) -> d.Cards:
    """Return an indicator's weight, mean, leader, and how many units lie above its mean."""
    facts = paper.indicator(options.text("indicator"))
    leader = paper.book.ranking(facts.key)[0]
    words = paper.words
    weight = told(words.weighs, shown(percent(facts.weight), facts.weight))
    return d.Cards(
        (
            d.Card(words.average_score, facts.average, "score", weight, strong=True),
            d.Card(words.highest, leader.score, "score", leader.unit.name),
            d.Card(words.above_average, facts.above, "integer", paper.named(words.so_many, count=facts.above)),
            d.Card(words.lowest, facts.lowest, "score", paper.book.ranking(facts.key)[-1].unit.name),
        )
    )


def overview(paper: PaperFacts, _options: Options) -> d.Cards:
    """Return the few figures of the whole: units, mean, the leader, how many lie above the mean."""
    leader = paper.units[0]
    words = paper.words
    count = told(paper.named(words.of_units, count=paper.count), paper.count)
    return d.Cards(
        (
            d.Card(words.average_score, paper.average, "score", count, strong=True),
            d.Card(words.highest, leader.score, "score", leader.raw),
            d.Card(words.lowest, paper.units[-1].score, "score", paper.units[-1].raw),
            d.Card(words.above_average, paper.above, "integer", paper.named(words.so_many, count=paper.above)),
        )
    )


CARDS: dict[str, Callable[[PaperFacts, Options], d.Cards]] = {
    "unit": unit, "indicator": indicator, "indicators": indicators, "overview": overview, **RANK_CARDS,
    **KIND_CARDS,
}
