"""The western book as it is shipped, read once, and a reader over it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build import check
from generator.claims import Paper, paper_of
from generator.claims.read import Reader
from generator.config import read_edition
from generator.scores.book import Book

EDITION = Path(__file__).parents[2] / "data" / "western-2020"
CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="session")
def western() -> tuple[Book, Paper]:
    edition = read_edition(EDITION)
    book, _ = check(edition)
    assert book is not None
    return book, paper_of(edition)


@pytest.fixture(scope="session")
def reader(western: tuple[Book, Paper]) -> Reader:
    return Reader(*western)
