"""The western book as it is shipped, read once, and a reader over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.claims import Paper, paper_of
from generator.claims.read import Reader
from generator.config import read_edition
from generator.scores.book import Book
from generator.scores.options import ScoreOptions, ScoreSources, TableRef, TierBound
from generator.scores.read import read_book

EDITION = Path(__file__).parents[2] / "data" / "western-2020"
CASES = Path(__file__).parent / "cases"


def read_western() -> tuple[Book, Paper]:
    """Return book and paper of the shipped western volume."""
    edition = read_edition(EDITION)
    given = edition.scores
    sources = ScoreSources(
        table=TableRef(EDITION / given.table, given.sheet), tree=TableRef(EDITION / given.tree, given.tree_sheet),
        attributes=TableRef(EDITION / (given.attributes or ""), given.attributes_sheet), folder=EDITION,
    )
    options = ScoreOptions(
        title=edition.title, year=edition.year,
        tiers=tuple(TierBound(tier.name, tier.min, tier.short) for tier in edition.tiers),
        attributes=(edition.quadrants.attribute,) if edition.quadrants else (),
    )
    book, _ = read_book(sources, options)
    assert book is not None
    return book, paper_of(edition)


@pytest.fixture(scope="session")
def western() -> tuple[Book, Paper]:
    return read_western()


@pytest.fixture(scope="session")
def reader(western: tuple[Book, Paper]) -> Reader:
    return Reader(*western)
