"""A volume of several kinds of units (城区, 县市, 高新区): which kind a sentence is about, and its reader.

Each kind has a book of its own. A sentence belongs to the kind it names first, else to the one whose
units it names, else to that of its heading or file, else to that of the sentence before it in the same
paragraph. One that says none of this is read under every kind, and is false only if it is so under all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from generator.claims.claim import Claim, Verdict
from generator.claims.facts import Facts
from generator.claims.paper import Paper
from generator.claims.read import Reader
from generator.claims.reading import Carry
from generator.claims.sentences import Sentence, read_sentences
from generator.scores.book import Book


class KindReader:
    """Reads texts about several kinds of units; `books` are the book, the words and the key of each kind."""

    def __init__(self, books: Sequence[tuple[Book, Paper, str]]) -> None:
        alone = {paper.kind: Facts(book, paper) for book, paper, _ in books}
        self.readers = {
            paper.kind: Reader(book, paper, kin={name: facts for name, facts in alone.items() if name != paper.kind})
            for book, paper, _ in books
        }
        self._keys = {key: paper.kind for _, paper, key in books}

    def read(self, text: str, file: str) -> list[Claim]:
        """Return the claims of one text in order."""
        claims: list[Claim] = []
        carries = dict.fromkeys(self.readers, Carry())
        before = ("", -1)
        unheard: dict[str, list[Sentence]] = {kind: [] for kind in self.readers}  # of a paragraph, by others
        for is_row, group in groupby(read_sentences(text, file), key=lambda sentence: bool(sentence.cells)):
            sentences = list(group)
            if is_row:
                kind = self._told(sentences[0])
                claims += self.readers[kind].rows(sentences) if kind else []
                continue
            for sentence in sentences:
                kind = self._kind(sentence) or (before[0] if before[1] == sentence.paragraph else "")
                before = (kind, sentence.paragraph)
                for other in unheard.values():
                    other.append(sentence)
                if kind:
                    told, unheard[kind] = unheard[kind][:-1], []
                    for each in told:
                        if each.paragraph == sentence.paragraph:
                            carries[kind] = self.readers[kind].heard(each, carries[kind])
                if not kind:
                    claims += self._undecided(sentence)
                    continue
                found, carries[kind] = self.readers[kind].sentence(sentence, carries[kind])
                claims += found
        return claims

    def _kind(self, sentence: Sentence) -> str:
        """Return the kind a sentence is about as far as it, its heading or its file says."""
        named = sorted((sentence.text.find(kind), kind) for kind in self.readers if kind in sentence.text)
        if named:
            return named[0][1]
        owners = [kind for kind, reader in self.readers.items() if _names_unit(reader, sentence.text)]
        return owners[0] if len(owners) == 1 else self._told(sentence)

    def _told(self, sentence: Sentence) -> str:
        """Return the kind that the nearest heading or the file's name tells."""
        for words in reversed(sentence.headings):
            named = [kind for kind in self.readers if kind in words]
            if len(named) == 1:
                return named[0]
        stem = sentence.file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        named = [kind for key, kind in self._keys.items() if kind in stem or key in stem.split("-")]
        return named[0] if len(named) == 1 else ""

    def _undecided(self, sentence: Sentence) -> list[Claim]:
        """Return the claims under the first kind; a false one is unsure unless every kind has one."""
        found = [reader.sentence(sentence, Carry())[0] for reader in self.readers.values()]
        if all(any(claim.verdict is Verdict.FALSE for claim in claims) for claims in found):
            return found[0]
        turned = {Verdict.FALSE: Verdict.UNSURE}
        return [
            replace(claim, verdict=turned.get(claim.verdict, claim.verdict), facts=()) for claim in found[0]
        ]


def _names_unit(reader: Reader, text: str) -> bool:
    return any(token.letter == "U" for token in reader.lexicon.tokens(text))
