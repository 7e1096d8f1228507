"""Scores in brackets: those of units with missing data, where the edition publishes them so.

A figure in brackets is one of limited worth, as statistical offices print it: it is shown beside the
others, but has no rank and is part of no mean. Which scores they are the book says (`Book.in_brackets`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator import document as d
from generator.audit.number import shown, told
from generator.scores.tree import TOTAL
from generator.scores.units import Unit
from generator.text import number

if TYPE_CHECKING:
    from generator.chapters.facts import PaperFacts


def score_value(paper: PaperFacts, unit: Unit | str, key: str = TOTAL) -> float | str | None:
    """Return what a cell shows as a unit's score: a number, text in brackets, or None where it is missing."""
    score = paper.score_of(unit, key)
    if score is None or not paper.book.in_brackets(unit, key):
        return score
    return told(paper.words.in_brackets, shown(number(score), score))


def shown_score(paper: PaperFacts, unit: Unit | str, key: str = TOTAL) -> str:
    """Return a unit's score as it is printed, in brackets where parts of it are missing."""
    value = score_value(paper, unit, key)
    if value is None:
        return paper.words.no_data
    return value if isinstance(value, str) else shown(number(value), value)


def bracketed_rows(paper: PaperFacts, key: str = TOTAL, blank: int = 0) -> list[d.Row]:
    """Return the rows that follow a ranking: units without a rank, their scores in brackets, then `blank` cells."""
    return [
        d.Row((d.Cell(None), d.Cell(unit.name), d.Cell(score_value(paper, unit, key)), *[d.Cell(None)] * blank))
        for unit in paper.book.bracketed(key)
    ]


def with_brackets(paper: PaperFacts, note: str, there: bool) -> str:
    """Return a note, where a score in brackets is `there` with what they mean behind it."""
    return paper.words.clause.join(filter(None, (note, paper.words.brackets_note if there else "")))


def left_out(paper: PaperFacts, key: str = TOTAL) -> str:
    """Return what stands below a figure of an indicator that cannot show scores in brackets."""
    names = [unit.name for unit in paper.book.bracketed(key)]
    return paper.words.left_out.format(names=paper.words.names(names)) if names else ""


def beside_sample(paper: PaperFacts) -> str:
    """Return which units are published in brackets, beside a sample of those that are ranked."""
    names = paper.words.names([unit.raw for unit in paper.bracketed])
    return paper.words.not_ranked.format(names=names) if names else ""


def rests_on_part(paper: PaperFacts, unit: Unit, keys: Iterable[str]) -> str:
    """Return what stands below a figure of one unit: which of its scores rest on incomplete data."""
    book = paper.book
    partial = [key for key in keys if book.in_brackets(unit, key)]
    names = [paper.words.overall if key == TOTAL else book.tree.indicator(key).name for key in partial]
    return paper.words.rests_on_part.format(names=paper.words.names(names)) if names else ""
