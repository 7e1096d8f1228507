"""Texts → claims with verdicts: sentences in order, what is carried from one to the next, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from generator.claims import (
    averages,
    counting,
    emphasis,
    gaps,
    groups,
    lists,
    margins,
    medians,
    membership,
    naming,
    negations,
    parts,
    points,
    ranges,
    ranks,
    rest,
    shares,
    strengths,
    tops,
    weights,
    years,
)
from generator.claims.binding import Binder
from generator.claims.changes import read_changes
from generator.claims.check import Check, run
from generator.claims.claim import Claim
from generator.claims.english import English, is_english
from generator.claims.facts import Facts
from generator.claims.forms import read_statements
from generator.claims.lexicon import Lexicon
from generator.claims.paper import Paper
from generator.claims.reading import Carry, Reading, read_tokens
from generator.claims.rivals import weigh
from generator.claims.rows import check_group_row
from generator.claims.sentences import Sentence, read_sentences
from generator.scores.book import Book
from generator.scores.tree import TOTAL

_COMPARED = re.compile("[fyY]*[&c]f*O?f*Uc?,U(?![、&])")  # 与成都相比，绵阳…
_AGAINST = re.compile("[fyY]*[&c]f*O?f*Uf*c?,")  # 与第三名德阳相比，则高出10.3分: of the unit before
_TOLD = 200  # tokens of what its paragraph has said that a sentence is read with

# The order decides which kind may take a number first: the narrower one.
RULES = (
    *naming.RULES,
    *negations.RULES,
    *emphasis.RULES,
    *rest.RULES,
    *membership.BOUNDS,
    *weights.RULES,
    *years.RULES,
    *ranges.CHANGES,
    *shares.RULES,
    *lists.RULES,
    *counting.RULES,
    *groups.RULES,
    *parts.RULES,
    *margins.RULES[:4],
    *gaps.RULES,
    *margins.RULES[4:],
    *medians.RULES,
    *averages.RULES,
    *ranges.RULES,
    *strengths.RULES,
    *ranks.RULES,
    *tops.RULES,
    *points.RULES,
    *membership.RULES,
    *ranges.REST,
)


class Reader:
    """Reads the texts of one publication; names and facts are prepared once."""

    def __init__(
        self, book: Book, paper: Paper, before: Book | None = None, kin: Mapping[str, Facts] | None = None
    ) -> None:
        self.facts = Facts(book, paper, before)
        self.facts.kin = kin or {}
        self.lexicon = Lexicon(self.facts)
        self.binder = Binder(self.facts)
        self.english = English(self.facts)
        self._homes: dict[tuple[str, tuple[str, ...]], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def read(self, text: str, file: str) -> list[Claim]:
        """Return the claims of one text in order."""
        claims: list[Claim] = []
        carry = Carry()
        for is_row, group in groupby(read_sentences(text, file), key=lambda sentence: bool(sentence.cells)):
            if is_row:
                claims += self.rows(list(group))
                continue
            for sentence in group:
                found, carry = self.sentence(sentence, carry)
                claims += found
        return claims

    def sentence(self, sentence: Sentence, carry: Carry) -> tuple[list[Claim], Carry]:
        """Return the claims of one sentence, and what it leaves for the next one."""
        if is_english(sentence.text):
            return self._english(sentence, carry)
        reading = self._reading(sentence, carry)
        claims = [] if sentence.is_heading else self.check(reading).claims
        return claims, _carried(reading, carry)

    def _english(self, sentence: Sentence, carry: Carry) -> tuple[list[Claim], Carry]:
        carry = carry if carry.paragraph == sentence.paragraph else Carry(paragraph=sentence.paragraph)
        claims = list(self.english.read(sentence, carry))
        return claims, self.english.carried(sentence, carry)

    def heard(self, sentence: Sentence, carry: Carry) -> Carry:
        """Return what a sentence leaves for the next one that another reader has read: only its words."""
        tokens = read_tokens(self.lexicon, sentence)
        carry = carry if carry.paragraph == sentence.paragraph else Carry(keys=carry.keys)
        return replace(carry, paragraph=sentence.paragraph, told=(*carry.told, *tokens)[-_TOLD:])

    def check(self, reading: Reading) -> Check:
        """Return the check of one sentence with all its claims."""
        check = Check(reading, self.facts, self.binder)
        check.doubt = _doubted(reading)
        if set("NOETKPUIRLCV") & set(reading.letters):
            read_changes(check)
            read_statements(check)
            run(check, RULES)
            weigh(check)
        return check

    def _reading(self, sentence: Sentence, carry: Carry) -> Reading:
        home, topic = self._home(sentence.file, sentence.headings)
        if carry.paragraph != sentence.paragraph and home:
            carry = Carry(home, (), (), sentence.paragraph)
        elif carry.paragraph != sentence.paragraph:
            carry = replace(carry, units=(), pair=(), told=())
        return Reading(sentence, read_tokens(self.lexicon, sentence), carry, home, topic)

    def _home(self, file: str, headings: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the unit and the indicator that the headings, else the file's name, are about."""
        known = self._homes.get((file, headings))
        if known is None:
            known = self._homes[file, headings] = self._find_home(file, headings)
        return known

    def _find_home(self, file: str, headings: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        stem = re.sub(r"\.\w+$", "", file.replace("\\", "/").rpartition("/")[2])
        units = (stem,) if stem in self.facts.units else ()  # a file named by the unit's code
        topic: tuple[str, ...] = ()
        for words in headings if units else (stem, *headings):
            tokens = [t for t in self.lexicon.tokens(words) if t.letter != " "]
            named = [str(t.meaning) for t in tokens if t.letter == "U" and not isinstance(t.meaning, tuple)]
            units = (named[0],) if len(set(named)) == 1 else units if not named else ()
            keys = self.binder.resolve([t for t in tokens if t.letter == "I"])
            topic = keys or topic
        return units, topic

    def rows(self, rows: list[Sentence]) -> list[Claim]:
        """Return the claims of the rows of a table."""
        check = Check(Reading(rows[0], ()), self.facts, self.binder)
        claims = weights.check_weight_table(rows, self.facts)
        for row in rows:
            claims += check_group_row(row, self.lexicon, check)
            tokens = read_tokens(self.lexicon, row)
            names = replace(check, reading=Reading(row, tokens), used=set(), claims=[], spans=[], seen=set())
            run(names, naming.RULES[:1])
            claims += names.claims
        return claims


def _doubted(reading: Reading) -> int:
    """Return the token from which on nothing is stated: a question asks, and 每两座 counts no set."""
    if reading.sentence.text.rstrip("”’」』 ").endswith(("？", "?")):
        return 0
    each = re.search(r"每[一二两三四五六七八九十\d]+[个座市城]", reading.sentence.text)
    return next((n for n, t in enumerate(reading.tokens) if each and t.end > each.start()), 1 << 30)


def _carried(reading: Reading, before: Carry) -> Carry:
    """Return what a sentence leaves for the next one: its only unit, its last pair, its last indicator."""
    from generator.claims.binding import unit_key

    named = list(dict.fromkeys(unit_key(t) for t in reading.tokens if t.letter == "U"))
    first = next((t for t in reading.tokens if t.letter in "UX"), None)
    units = tuple(named) if len(named) == 1 and "X" not in reading.letters else ()
    if not named and "X" not in reading.letters:
        units = before.units if before.paragraph == reading.sentence.paragraph else reading.home
    elif len(named) > 1 and first and first.letter == "U" and _is_subject(reading):
        units = (unit_key(first),)
    elif len(named) == 2 and _COMPARED.match(reading.letters):
        units = (named[1],)
    elif len(named) == 1 and _AGAINST.match(reading.letters):
        units = before.units if before.paragraph == reading.sentence.paragraph else reading.home
    ends = [t.meaning for t in reading.tokens if t.letter == "I" and isinstance(t.meaning, tuple)]
    same = before.paragraph == reading.sentence.paragraph
    carried = tuple(dict.fromkeys((*ends[0], *ends[-1]))) if ends else before.keys if same else ()
    pair = tuple(named[-2:]) if len(named) == 2 else before.pair if not named else ()
    told = (*before.told, *reading.tokens) if same else reading.tokens
    return Carry(units, pair, tuple(k for k in carried if k != TOTAL), reading.sentence.paragraph, told[-_TOLD:])


def _is_subject(reading: Reading) -> bool:
    """Return whether a sentence begins with a single unit that stays its subject."""
    return bool(re.match(r"[fyYx,LIs]*U(?![、&])", reading.letters)) and not re.search(
        r"[,;]U", reading.letters
    )


def read_claims(texts: Iterable[tuple[str, str]], book: Book, paper: Paper) -> list[Claim]:
    """Return every claim in `texts` (name and Markdown of each) with its verdict against `book`."""
    return list(_read(texts, Reader(book, paper)))


def _read(texts: Iterable[tuple[str, str]], reader: Reader) -> Iterator[Claim]:
    for name, text in texts:
        yield from reader.read(text, name)
