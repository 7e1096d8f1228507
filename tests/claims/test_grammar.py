"""Sentences generated from the data, one fact altered in half of them."""

from __future__ import annotations

from generator.claims import Paper, Verdict, check_claims
from generator.claims.read import Reader
from generator.scores.book import Book
from tests.claims.conftest import EDITION
from tests.claims.grammar import Grammar


def test_nearly_all_altered_facts_are_found_and_nearly_no_right_one_flagged(
    western: tuple[Book, Paper], reader: Reader
) -> None:
    found = flagged = read = 0
    for made in Grammar(western[0]).sentences(200):
        verdicts = {claim.verdict for claim in reader.read(made.text, "text.md")}
        if made.right:
            flagged += Verdict.FALSE in verdicts
            read += Verdict.TRUE in verdicts
        else:
            found += Verdict.FALSE in verdicts
    assert found >= 95
    assert flagged <= 1
    assert read >= 95


def test_the_commentary_of_the_western_volume_raises_no_alarm(western: tuple[Book, Paper]) -> None:
    files = sorted((EDITION / "commentary").rglob("*.md"))
    texts = [(path.relative_to(EDITION).as_posix(), path.read_text("utf-8")) for path in files]
    assert check_claims(texts, *western) == ()
