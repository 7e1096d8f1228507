"""A sentence as tokens, its clauses, and what the text before it leaves to be carried over."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from generator.claims.claim import Spot
from generator.claims.lexicon import Lexicon, Token
from generator.claims.sentences import Sentence


@dataclass(frozen=True)
class Carry:
    """What earlier sentences leave open: the unit and the indicator last spoken of.

    `units` is what 其 or a missing subject means; `pair` the last two units named together (前者,
    后者, 两市); the indicator counts as one reading among others, never as the only one. `told` are the
    tokens of the sentences before it in its paragraph, as far as they are near.
    """

    units: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    paragraph: int = -1
    told: tuple[Token, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A sentence, its tokens and their letters as one string, and what is carried into it."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    carry: Carry = field(default_factory=Carry)
    home: tuple[str, ...] = ()  # the unit that the file or the headings are about
    topic: tuple[str, ...] = ()  # the indicator that the file or the headings are about

    @cached_property
    def letters(self) -> str:
        """One letter for every token."""
        return "".join(token.letter for token in self.tokens)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """The clauses as ranges of tokens, without the commas between them; brackets do not count."""
        found, start, depth = [], 0, 0
        for position, letter in enumerate(self.letters):
            depth += (letter == "(") - (letter == ")")
            if letter in ",;." and depth <= 0 and not self._joins(position):
                found.append((start, position))
                start = position + 1
        found.append((start, len(self.tokens)))
        return tuple(clause for clause in found if clause[0] < clause[1])

    def _joins(self, position: int) -> bool:
        """Return whether a comma only stands before 以及 in a list of names, and not before 与总分前五相比."""
        entry = self.letters[position + 1 :].partition(",")[0]
        if entry.endswith("c"):
            return False
        return (
            self.letters[position + 1 : position + 2] == "&"
            and self.letters[position - 1 : position] in "UXI"
        )

    def clause_at(self, position: int) -> int:
        """Return the number of the clause a token is in."""
        return min(bisect_right(self._ends, position), len(self.clauses) - 1)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(end for _, end in self.clauses)

    def text(self, start: int, end: int) -> str:
        """Return the text of a range of tokens."""
        end = min(end, len(self.tokens))
        if start >= end:
            return ""
        return self.sentence.text[self.tokens[start].start : self.tokens[end - 1].end]

    def spot(self, start: int, end: int) -> Spot:
        """Return the place of a range of tokens, with the clauses around it."""
        first, last = self.clauses[self.clause_at(start)], self.clauses[self.clause_at(max(start, end - 1))]
        line, column = self.sentence.place(self.tokens[start].start)
        return Spot(self.sentence.file, line, column, self.text(first[0], max(last[1], end)).strip())


def read_tokens(lexicon: Lexicon, sentence: Sentence) -> tuple[Token, ...]:
    """Return the tokens of a sentence, spaces left out."""
    return tuple(token for token in lexicon.tokens(sentence.text) if token.letter != " ")
