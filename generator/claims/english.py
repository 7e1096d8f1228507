"""English editions: scores, ranks, averages and counts of the total, in a few plain forms.

    Qujing scored 45.3 points and ranked 26th.    The average score was 45.6.
    25 cities scored above the average.

Only the total is checked: a sentence that names a field (“in city services”) is unsure when it
does not fit, since indicators have no English names in the book.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator import gazetteer
from generator.claims import verdicts
from generator.claims.claim import Claim, Kind, Spot
from generator.claims.facts import EVERYWHERE, Facts
from generator.claims.numerals import Number
from generator.claims.sentences import Sentence
from generator.claims.verdicts import Outcome, settle
from generator.scores.tree import TOTAL

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = rf"(?P<rank>\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_WORDS)}|last)"
_SCORE = re.compile(
    r"\b(?:scor(?:es|ed|ing)|(?:a|total|overall) score of|gets|got|earned|with)\s+"
    r"(?P<n>\d+\.\d+|\d+(?= points))"
)
_RANK = re.compile(
    rf"\b(?:rank(?:s|ed|ing)?|plac(?:es|ed)|came|comes|is|was)\s+(?:in\s+)?(?:the\s+)?{_ORDINAL}\b", re.I
)
_MEAN = re.compile(
    r"\b(?:average|mean)(?: total| overall)?(?: score)?(?: of \w+(?: \w+)? cities)?"
    r" (?:is|was|of|at|stands at) (?P<n>\d+\.\d+)",
    re.I,
)
_SIDES = re.compile(
    r"\b(?P<n>\d+) cities (?:scor\w+|lie|are|were|rank\w*|stand)?\s*(?P<side>above|below) (?:the )?average",
    re.I,
)
_OTHER = re.compile(
    r"\bin (?!the (?:west|region|country|ranking|assessment)|western|total|20\d\d)[a-z]"
    r"|GDP|growth|national|nationwide|province",
    re.I,
)


class English:
    """Reads English sentences about the units of a book."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        entries = {entry.adcode: entry.english for entry in gazetteer.load().cities}
        named = {
            key: unit.names[-1] if unit.names else entries.get(unit.adcode, "") for key, unit in facts.units.items()
        }
        often = Counter(named.values())  # Suzhou is in Jiangsu and in Anhui: the bare name says nothing
        self._names = {name: key for key, name in named.items() if name and often[name] == 1}
        shown = "|".join(map(re.escape, sorted(self._names, key=len, reverse=True))) or "(?!)"
        self._unit = re.compile(rf"\b(?:{shown})\b")

    def read(self, sentence: Sentence) -> Iterator[Claim]:
        """Yield the claims of a sentence that has no Chinese in it."""
        text = sentence.text
        sure = not _OTHER.search(text)
        for match in _SCORE.finditer(text):
            if unit := self._subject(text, match.start()):
                outcome = verdicts.score(self.facts, unit, (TOTAL,), _number(match["n"]))
                yield self._claim(Kind.SCORE, sentence, match, outcome, sure, (unit,))
        for match in _RANK.finditer(text):
            if unit := self._subject(text, match.start()):
                place = _ordinal(match["rank"])
                outcome = verdicts.rank(self.facts, unit, (TOTAL,), (place, place), EVERYWHERE)
                yield self._claim(Kind.RANK, sentence, match, outcome, sure, (unit,))
        for match in _MEAN.finditer(text):
            outcome = verdicts.mean(self.facts, (TOTAL,), _number(match["n"]), EVERYWHERE)
            yield self._claim(
                Kind.AVERAGE, sentence, match, outcome, sure and not self._unit.search(text), ()
            )
        for match in _SIDES.finditer(text):
            yield self._claim(Kind.COUNT, sentence, match, self._side(match), sure, ())

    def _subject(self, text: str, before: int) -> str:
        """Return the only unit named before a statement, empty if there are none or several."""
        names = {self._names[name] for name in self._unit.findall(text[:before])}
        return names.pop() if len(names) == 1 else ""

    def _side(self, match: re.Match[str]) -> Outcome:
        scores, line = self.facts.scores(TOTAL), self.facts.mean()
        if line is None:
            return verdicts.ABSENT
        higher = match["side"].lower() == "above"
        right = sum((score > line) if higher else (score < line) for score in scores.values())
        return verdicts.verdict(int(match["n"]) == right, f"{right}")

    def _claim(
        self,
        kind: Kind,
        sentence: Sentence,
        match: re.Match[str],
        outcome: Outcome,
        sure: bool,
        units: tuple[str, ...],
    ) -> Claim:
        outcome = settle(outcome, sure=sure)
        line, column = sentence.place(match.start())
        return Claim(
            kind,
            Spot(sentence.file, line, column, sentence.text.strip()),
            match.group(),
            outcome.verdict,
            units,
            TOTAL,
            "",
            self.facts.paper.year,
            outcome.table,
            outcome.source,
        )


def is_english(text: str) -> bool:
    """Return whether a sentence has letters and no Chinese character."""
    return bool(re.search("[A-Za-z]{3}", text)) and not re.search("[\u4e00-\u9fff]", text)


def _number(text: str) -> Number:
    decimals = len(text.partition(".")[2])
    return Number(float(text), 10.0**-decimals, decimals=decimals)


def _ordinal(text: str) -> int:
    lower = text.lower()
    if lower == "last":
        return -1
    return _WORDS.index(lower) + 1 if lower in _WORDS else int(re.sub(r"\D", "", lower))
