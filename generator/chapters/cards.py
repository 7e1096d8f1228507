"""Card fences: the few figures that a reader should see at a glance."""

from __future__ import annotations

from collections.abc import Callable

from generator import document as d
from generator.chapters.facts import PaperFacts
from generator.chapters.options import Options
from generator.scores.tree import TOTAL


def unit(paper: PaperFacts, options: Options) -> d.Cards:
    """Return a unit's total and level-1 scores with their ranks."""
    name = options.text("unit")
    placed = paper.book.rank(name, TOTAL)
    cards = [d.Card("总分", placed.score, "score", f"第 {placed.rank} / {placed.of} 名", strong=True)]
    for indicator in paper.book.tree.level(1):
        place = paper.book.rank(name, indicator.key)
        cards.append(d.Card(indicator.name, place.score, "score", f"第 {place.rank}"))
    return d.Cards(tuple(cards))


def indicators(paper: PaperFacts, options: Options) -> d.Cards:
    """Return the averages of the indicators that a recommendation answers, with their leaders."""
    cards = []
    for key in options.names("keys"):
        facts = paper.indicator(key)
        leader = paper.book.ranking(facts.key)[0]
        label = f"{facts.key.replace('/', '·')} 平均"
        cards.append(d.Card(label, facts.average, "score", f"最高 {leader.unit.name} {leader.score:.1f}"))
    return d.Cards(tuple(cards))


CARDS: dict[str, Callable[[PaperFacts, Options], d.Cards]] = {"unit": unit, "indicators": indicators}
