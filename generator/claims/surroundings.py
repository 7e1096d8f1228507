"""Where a statement stands: what its own clause names, what the clauses before it name, and so what it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from generator.claims.binding import unit_key
from generator.claims.check import Check
from generator.claims.claim import Claim, Kind
from generator.claims.lexicon import Token
from generator.claims.mentions import Mentions, Units, mentioned
from generator.claims.numerals import Number
from generator.claims.scopes import scope_of
from generator.scores.tree import TOTAL

REACH = 200  # tokens before a statement that are looked at
VALUES = frozenset((Kind.SCORE, Kind.AVERAGE, Kind.EXTREME, Kind.GAP))
_LEFT = re.compile("其余|其他|余下|剩下|另外|另有|除|以外|之外|不含|不算|不计|剔除")
_NUMERAL = r"[一二两三四五六七八九十\d]+"
_REST = re.compile(rf"[^，]{{0,3}}(?:其余|其他|余下|剩下|另外?(?={_NUMERAL}[个座市城县区]))(?!.{{0,2}}[项指领])")
_POINTER = re.compile("前者|后者|两者|二者|三者|该项|该指标|此项|这一项|两项|两组|两市|两省")


@dataclass(frozen=True)
class Meant:
    """What a statement may be about: units, groups of them (`named` those by a name) and indicators."""

    units: tuple[str, ...]
    groups: tuple[Units, ...]
    named: tuple[Units, ...]
    keys: tuple[str, ...]


class Surroundings:
    """The clause of a statement, which stands in tokens `start` to `end`, and what is named in it and before it."""

    def __init__(self, check: Check, claim: Claim, start: int, end: int) -> None:
        self.check, self.claim, self.facts = check, claim, check.facts
        self.start, self.end = start, end
        low, high = _part(check, start, end)
        self.part = check.tokens[low:high]
        tokens, told = check.tokens, check.reading.carry.told
        self.letters = check.letters[low:high]
        self.lead, self.tail, self.ahead = check.letters[low:end], check.letters[end:high], check.letters[:low]
        self.in_sentence = tuple(unit_key(token) for token in tokens if token.letter == "U")
        self.words = check.reading.text(low, high)
        self.pointed = bool(_POINTER.search(self.words))
        self.unknown = any(_is_unknown(check, at) for at in range(low))
        self.before = mentioned(check, told, tokens[max(0, start - REACH) : start], total=True)
        if self.pointed:
            self.own, self.others = Mentions(), mentioned(check, told, tokens[max(0, low - REACH) : high], total=True)
        else:
            measured = claim.kind in VALUES or claim.kind is Kind.RANGE
            self.own = mentioned(check, tokens[low:high], but=tokens[start:end] if measured else ())
            self.others = mentioned(check, told, tokens[max(0, low - REACH) : low], total=True)
        self.leaves_out = bool(_LEFT.search(check.reading.text(0, end)))

    def is_of_the_rest(self) -> bool:
        """Return whether a unit of another clause is held against what is said of all the others.

        Where their number leaves only such others of whom it is not true either, it is false of them.
        """
        units, told = set(self.claim.units), self.group_told()
        if not units or units & set(self.own.units) or not _REST.match(self.words):
            return False
        left = self._left() if told else set()
        return not left or any(group <= told for group in left)

    def _left(self) -> set[Units]:
        """Return what the others may be by their number: a group less those named, those named less a kind."""
        named, size = frozenset(self.before.units), self.count()
        found = {group - named for group in self.before.named}
        found |= {named - group for group in (*self.before.named, *self.before.listed)}
        return {group for group in found if len(group) == size}

    def group_told(self) -> Units:
        """Return the group that a statement says its units belong to, none where it names none."""
        for token in reversed(self.check.tokens[self.start : self.end]):
            if token.letter in "TPCK" and (scope := scope_of(self.check, token)):
                return scope.units or frozenset()
        return frozenset()

    def count(self) -> int:
        """Return the number of units that the clause states, 0 where it states none or several."""
        stated = [t.meaning for t, after in pairwise((*self.part, self.part[-1])) if _counts(t, after)]
        number = stated[0] if len(stated) == 1 else 0
        return int(number.value) if isinstance(number, Number) else number if isinstance(number, int) else 0

    def is_of_the_unknown(self) -> bool:
        """Return whether a word that is not understood may be what is measured: 基础设施得分最低, 与…相比，前者平均."""
        if self.pointed:  # a tier is what it is by whatever is measured
            return self.unknown and self.claim.kind not in (Kind.TIER, Kind.QUADRANT)
        found = re.search(r"\?(?=[smM])", self.letters)
        return found is not None and not self.own.keys and self.part[found.start()].text not in ("除", "外")

    def meant(self) -> Meant:
        """Return what the statement may be about, its own clause's words before those of others."""
        own, others = self.own, self.others
        measured = self.claim.indicator or TOTAL
        keys = own.keys or tuple(dict.fromkeys((*others.keys, measured)))
        if measured in own.keys:
            keys = (measured,)
        units = self.claim.units or own.units or others.units
        named = tuple(dict.fromkeys(joined(own.named, others.named)))
        return Meant(units, tuple(dict.fromkeys(self._groups())), named, keys)

    def _groups(self) -> Iterator[Units]:
        """Yield the groups that may be meant: one named elsewhere where none is here, or both narrowed to one."""
        own, others = self.own, self.others
        found = list(joined(own.groups, others.groups))
        found += own.groups if not own.keys and others.keys else (*own.told, *own.listed)
        if not own.groups and not own.units and len(others.units) > 1:
            found.append(frozenset(others.units))
        yield from found
        if self.leaves_out:
            near = (unit_key(token) for token in self.check.tokens[: self.end] if token.letter == "U")
            left = dict.fromkeys((frozenset(self.before.units), frozenset(near)))
            for group in (*own.groups, *found, frozenset(self.facts.units)):
                yield from (group - named for named in left)
                yield from (group - other for other in others.groups)

    def is_score(self, at: int, number: Number) -> bool:
        """Return whether a number is one of points."""
        return not number.share and (number.decimals > 0 or self.check.letters[at + 1 : at + 2] == "p")


def _is_unknown(check: Check, at: int) -> bool:
    """Return whether a word is not understood and may be a topic; what only describes units is none (苏南的常熟市)."""
    described = check.letters[at + 2 : at + 3] == "U" and check.tokens[at + 1].text == "的"
    return check.letters[at] == "?" and not described


def _counts(token: Token, after: Token) -> bool:
    """Return whether a token says how many units there are: 两市, 3个, 四大."""
    number = token.meaning
    whole = token.letter == "N" and isinstance(number, Number) and number.is_whole() and not number.share
    return token.letter == "V" or (whole and after.letter in "kWZNRf")


def _part(check: Check, start: int, end: int) -> tuple[int, int]:
    """Return the clause a statement stands in, begun anew behind a colon, or its entry of a list (江苏3个、浙江2个)."""
    clauses = check.reading.clauses
    low = clauses[check.reading.clause_at(start)][0]
    high = clauses[check.reading.clause_at(max(start, end - 1))][1]
    colons = [n for n in range(low, end) if check.tokens[n].text == "："]
    low = colons[-1] + 1 if colons else low
    entries = [n for n in range(low, high) if check.letters[n] == "、"]
    behind = max((n + 1 for n in entries if n < start), default=low)
    ahead = min((n for n in entries if n >= end), default=high)
    entry = check.letters[behind:ahead]
    if re.search("[UPCTI].*[NOE]", entry) and all(
        re.search("[UPCTI].*[NOE]", check.letters[a:b])
        for a, b in zip([low, *(n + 1 for n in entries)], [*entries, high], strict=True)
    ):
        return behind, ahead
    return low, high


def joined(own: tuple[Units, ...], others: tuple[Units, ...]) -> Iterator[Units]:
    """Yield the groups of another clause, narrowed by one of the own clause if it has any."""
    if not own:
        yield from others
    pairs: Iterable[tuple[Units, Units]] = product(own, others) if own else combinations(others, 2)
    yield from (one & other for one, other in pairs if one & other and one & other != one)
