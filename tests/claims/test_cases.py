"""Real sentences with known verdicts, and sentences written by hand in other words."""

from __future__ import annotations

import json

import pytest

from generator.claims import Paper, Verdict, check_claims
from generator.claims.read import Reader
from generator.scores.book import Book
from tests.claims.conftest import CASES

PUBLISHED = json.loads((CASES / "published.json").read_text(encoding="utf-8"))
HAND = [
    (line[0] == "+", line[2:].strip())
    for line in (CASES / "hand.txt").read_text(encoding="utf-8").splitlines()
    if line[:2] in ("+ ", "- ")
]


@pytest.mark.parametrize("case", PUBLISHED["true"], ids=lambda case: case["claim"])
def test_a_right_sentence_is_read_and_not_flagged(case: dict[str, str], reader: Reader) -> None:
    verdicts = {claim.verdict for claim in reader.read(case["sentence"], "text.md")}
    assert Verdict.TRUE in verdicts
    assert Verdict.FALSE not in verdicts


@pytest.mark.parametrize("case", PUBLISHED["false"], ids=lambda case: case["claim"])
def test_a_sentence_against_table_or_text_is_found(case: dict[str, str], western: tuple[Book, Paper]) -> None:
    texts = [(f"{n}.md", text) for n, text in enumerate(case.get("texts") or [case["sentence"]])]
    found = check_claims(texts, *western)
    assert case["code"] in {finding.code for finding in found}
    assert any(case["shows"] in finding.zh for finding in found)


@pytest.mark.parametrize(("right", "sentence"), HAND, ids=lambda value: str(value)[:24])
def test_a_sentence_in_other_words_gets_the_right_verdict(right: bool, sentence: str, reader: Reader) -> None:
    false = [claim for claim in reader.read(sentence, "text.md") if claim.verdict is Verdict.FALSE]
    assert bool(false) is not right


def test_there_are_enough_sentences_written_by_hand() -> None:
    assert len(HAND) >= 60


def test_right_sentences_one_after_the_other_do_not_disturb_each_other(western: tuple[Book, Paper]) -> None:
    right = [sentence for good, sentence in HAND if good]
    assert check_claims([("a.md", "\n\n".join(right)), ("b.md", "".join(right))], *western) == ()
