"""Sentences as analysts write them about three volumes: what is wrong is told, what is right is left alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.claims import Paper, check_claims
from generator.config import read_edition
from generator.opening import check
from generator.review import paper
from generator.scores.book import Book
from tests.claims.conftest import CASES

DATA = Path(__file__).parents[2] / "data"
EDITIONS = {"western": "western-2020", "national": "city-index-2022", "regional": "western-2022"}
SENTENCES = [
    (name, line[0] == "+", line[2:].strip())
    for name in EDITIONS
    for line in (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    if line[:2] in ("+ ", "- ")
]


@cache
def _volume(name: str) -> tuple[Book, Paper]:
    edition = read_edition(DATA / EDITIONS[name])
    book, _ = check(edition)
    assert book is not None
    return (book.where(edition.where) if edition.where else book), paper(edition)


@pytest.mark.parametrize(("name", "right", "sentence"), SENTENCES, ids=lambda value: str(value)[:24])
def test_a_wrong_sentence_is_told_and_a_right_one_is_not(name: str, right: bool, sentence: str) -> None:
    found = check_claims([("text.md", sentence)], *_volume(name))
    assert (found == ()) is right, [finding.zh for finding in found]


def test_every_volume_has_right_and_wrong_sentences() -> None:
    for name in EDITIONS:
        kinds = [right for volume, right, _ in SENTENCES if volume == name]
        assert kinds.count(True) > 5 and kinds.count(False) > 5


@pytest.mark.parametrize("name", EDITIONS)
def test_right_sentences_of_a_volume_do_not_contradict_each_other(name: str) -> None:
    right = [sentence for volume, good, sentence in SENTENCES if volume == name and good]
    assert check_claims([("a.md", "\n\n".join(right))], *_volume(name)) == ()
