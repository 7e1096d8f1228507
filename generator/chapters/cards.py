"""Card fences: the few figures that a reader should see at a glance."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.audit.number import shown, told
from generator.chapters.facts import PaperFacts
from generator.chapters.kind_figures import KIND_CARDS
from generator.chapters.options import Options
from generator.chapters.rank_figures import RANK_CARDS
from generator.scores.tree import TOTAL
from generator.text import number, percent

MOST_TOPS = 6  # level-1 indicators that fit beside the total


def _score(value: float) -> str:
    return shown(number(value), value)


def unit(paper: PaperFacts, options: Options) -> d.Cards:
    """Return a unit's total and level-1 scores with their ranks; the weightiest where there are many."""
    name = paper.unit(options.text("unit")).key
    placed = paper.book.rank(name, TOTAL)
    cards = [d.Card("总分", placed.score, "score", told("第 {} / {} 名", placed.rank, placed.of), strong=True)]
    tops = paper.book.tree.level(1)
    if len(tops) > MOST_TOPS:
        tops = tuple(sorted(tops, key=lambda top: -top.weight))[:MOST_TOPS]
    for indicator in tops:
        rank = paper.rank_of(name, indicator.key)
        note = told("第 {}", rank) if rank else "缺数据"
        cards.append(d.Card(indicator.name, paper.score_of(name, indicator.key), "score", note))
    return d.Cards(tuple(cards))


def indicators(paper: PaperFacts, options: Options) -> d.Cards:
    """Return the averages of the indicators that a recommendation answers, with their leaders."""
    cards = []
    for key in options.names("keys"):
        facts = paper.indicator(key)
        leader = paper.book.ranking(facts.key)[0]
        label = f"{facts.key.replace('/', '·')} 平均"
        cards.append(d.Card(label, facts.average, "score", told("最高 {} {}", leader.unit.name, _score(leader.score))))
    return d.Cards(tuple(cards))


def indicator(paper: PaperFacts, options: Options) -> d.Cards:
    """Return an indicator's weight, mean, leader, and how many units lie above its mean."""
    facts = paper.indicator(options.text("indicator"))
    leader = paper.book.ranking(facts.key)[0]
    weight = told("权重 {}", shown(percent(facts.weight), facts.weight))
    return d.Cards(
        (
            d.Card("平均得分", facts.average, "score", weight, strong=True),
            d.Card("最高得分", leader.score, "score", leader.unit.name),
            d.Card("高于平均", facts.above, "integer", f"个{paper.edition.unit_word}"),
            d.Card("最低得分", facts.lowest, "score", paper.book.ranking(facts.key)[-1].unit.name),
        )
    )


def overview(paper: PaperFacts, _options: Options) -> d.Cards:
    """Return the few figures of the whole: units, mean, the leader, how many lie above the mean."""
    leader = paper.units[0]
    count = told("共 {} 个{}", paper.count, paper.edition.unit_word)
    return d.Cards(
        (
            d.Card("平均得分", paper.average, "score", count, strong=True),
            d.Card("最高得分", leader.score, "score", leader.raw),
            d.Card("最低得分", paper.units[-1].score, "score", paper.units[-1].raw),
            d.Card("高于平均", paper.above, "integer", f"个{paper.edition.unit_word}"),
        )
    )


CARDS: dict[str, Callable[[PaperFacts, Options], d.Cards]] = {
    "unit": unit, "indicator": indicator, "indicators": indicators, "overview": overview, **RANK_CARDS,
    **KIND_CARDS,
}
