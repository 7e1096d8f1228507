"""A grammar of statements about sets of units: who (a set), what of them (a measure, a condition), how many.

Clause by clause a frame is read from its left end to its right: a statement counts only if every
word of its clause has a place in it, so that what the grammar does not know it leaves to the
narrower rules. What a clause sets (the set spoken of, the set just counted, averages just told)
is kept for the clauses behind it until one of them is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from generator.claims.check import Check
from generator.claims.desk import Desk
from generator.claims.frame import Frame, frame_of
from generator.claims.selections import INSIDE, Selection, Selections, Trait
from generator.claims.traits import Traits

END = r"(?=[,;.、&]|$)"
CUT = r"(?=[,;.]|$)"
LISTED = r"(?=[,;.、&]|$|bU)"  # 得分超过70分的城市有5个：成都…
MANY = r"N(?:k|W|[市城席州位名区县])*"
POINTS = r"Np"
_LEAD = re.compile(
    r"(?:若|如果)?(?:从|在|就|按|论|若论|仅论|只看|仅看|单看|看)?"
    r"(?:I(?:N项|上|方面|领域|指标|一项|维度|来看|看|而言|中|里|的)*,)?"
)


# 如果不算省会: a set that the tables know nothing of, so that nothing behind it can be called false
_SUPPOSED = re.compile(
    "(?:如果|假如|假设|倘若|假使|若)*(?:除去?|剔除|[不!](?:算|计|含)|扣除|排除|撇开|抛开|(?:只看|仅看)(?!I)|把|将|以)[^U]*,"
)
LEAVING = "除若如把将不!剔抛撇去排扣"
_HEADS = frozenset("RPCTKEUDOhlcN")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass
class Context:
    """What the clauses before leave: the set spoken of, the one just counted, averages just told."""

    topic: Selection | None = None
    counted: Selection | None = None
    means: list[tuple[Selection, int]] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)  # indicators whose averages have just been told
    trait: Trait | None = None  # what has just been counted by it
    pools: tuple[Selection, ...] = ()  # the sets that the groups named next may be counted out of
    tallies: list[Selection] = field(default_factory=list)  # what has been counted so far


Form = Callable[["Grammar", int], int]
Forms = tuple[tuple[tuple[re.Pattern[str], ...], Form], ...]  # what a clause must hold, and what reads it


class Grammar:
    """Reads the statements of one sentence by forms and records what comes of them."""

    def __init__(self, check: Check, forms: Forms) -> None:
        self.forms = forms
        self.check, self.facts = check, check.facts
        self.frame: Frame = frame_of(check.reading)
        self.text = self.frame.text
        self.traits = Traits(check, self.frame)
        self.sets = Selections(check, self.frame, self.traits.at)
        self.desk = Desk(check, self.frame)
        self.context = Context()

    def read(self) -> None:
        """Read the sentence from clause to clause."""
        position = 0
        while position < len(self.text):
            if position in self.frame.among and self.context.counted is not None:
                self.context.topic = self.context.counted
            self.sets.topic = self.context.topic
            lead = _LEAD.match(self.text, position)
            start = lead.end() if lead else position
            end = self._statement(start)
            if not end:
                self.context = Context()
                self.desk.whole, self.desk.measure = False, ""
                end = next((n for n in self.frame.ends if n > position), len(self.text))
                if _SUPPOSED.match(self.text[position:end]) and end < len(self.text):
                    self.check.doubt = min(self.check.doubt, self.frame.owners[end])
            while self.text[end : end + 1] and self.text[end] in ",;.、&":
                end += 1
            position = max(end, position + 1)

    def _statement(self, start: int) -> int:
        """Return the place behind the statement that begins here, 0 where the grammar knows none."""
        stop = self.text.find(";", start) % (len(self.text) + 1)
        clause = self.text[start:stop]
        if not _HEADS & set(clause):
            return 0
        for needs, form in self.forms:
            if _has(clause, needs) and (end := form(self, start)):
                return end
        return 0

    def eat(self, pattern: str, position: int) -> re.Match[str] | None:
        """Return the match of a pattern at a place."""
        return _compiled(pattern).match(self.text, position)

    def chosen(self, start: int) -> list[tuple[int, Selection]]:
        return list(self.sets.at(start))

    def topic(self, start: int) -> list[tuple[int, Selection]]:
        return [(start, self.context.topic)] if self.context.topic else []

    def inner(self, start: int) -> list[tuple[int, Selection, Selection]]:
        """Return the sets named within another, and the other: 江西7城里得分能上50分的."""
        found: list[tuple[int, Selection, Selection]] = []
        for end, base in self.sets.at(start):
            if inside := self.eat(rf"{INSIDE},?", end):
                found += ((at, part, base) for at, part in self.sets.at(inside.end(), replace(base, size=-1)))
        return found

    def counted(self, start: int) -> list[tuple[int, Selection]]:
        return [(start, self.context.counted)] if self.context.counted else []


def _has(clause: str, needs: tuple[re.Pattern[str], ...]) -> bool:
    """Return whether a clause holds all of `needs` in their order; one pattern with .* takes cubic time for it."""
    position = 0
    for need in needs:
        found = need.search(clause, position)
        if found is None:
            return False
        position = found.end()
    return True
