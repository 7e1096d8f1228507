"""An English sentence as a frame: names as signs, number words as digits, the rest in small letters.

§ unit   ¶ group (province, cluster, tier, region)   ¤ indicator
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from generator import gazetteer
from generator.claims.facts import Facts, Scope
from generator.claims.lexicon import tier_scope

_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen",
)
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.I)
_SIGNS = str.maketrans("’（）", "'()")  # brackets are full-width in every sentence that was read
UNIT, GROUP, INDICATOR = "§", "¶", "¤"


@dataclass(frozen=True)
class EnglishFrame:
    """The frame's text, the place of every character in the sentence, and what the signs mean by position."""

    text: str
    places: tuple[int, ...]
    meanings: dict[int, object]

    def units(self, start: int, end: int) -> tuple[str, ...]:
        """Return the units named in a range."""
        return tuple(str(self.meanings[p]) for p in range(start, end) if self.text[p] == UNIT)

    def scopes(self, start: int, end: int) -> list[Scope]:
        """Return the groups named in a range."""
        found = (self.meanings[p] for p in range(start, end) if self.text[p] == GROUP)
        return [scope for scope in found if isinstance(scope, Scope)]

    def keys(self, start: int, end: int) -> list[str]:
        """Return the indicators named in a range."""
        return [str(self.meanings[p]) for p in range(start, end) if self.text[p] == INDICATOR]


class EnglishNames:
    """The English names of a book, and the frames made with them."""

    def __init__(self, facts: Facts) -> None:
        self._known: dict[str, tuple[str, object]] = {}
        for name, key in _indicators(facts).items():
            self._known[name.lower()] = (INDICATOR, key)
        for name, scope in _groups(facts).items():
            self._known[name.lower()] = (GROUP, scope)
        for name, key in _units(facts).items():
            self._known[name.lower()] = (UNIT, key)
        longest = sorted(self._known, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?![\w-])", re.I)

    def frame(self, text: str) -> EnglishFrame:
        """Return the frame of a sentence; names are read only where they begin with a capital or are indicators."""
        text = text.translate(_SIGNS)
        letters: list[str] = []
        places: list[int] = []
        meanings: dict[int, object] = {}
        position = len(text) - len(text.lstrip())  # what stands between two sentences of a paragraph
        for match in self._pattern.finditer(text):
            sign, meaning = self._known[match.group().lower()]
            if sign == UNIT and not match.group()[0].isupper():
                continue
            self._plain(text, position, match.start(), letters, places)
            meanings[len(letters)] = meaning
            letters.append(sign)
            places.append(match.start())
            position = match.end()
        self._plain(text, position, len(text), letters, places)
        return EnglishFrame("".join(letters), tuple(places), meanings)

    def _plain(self, text: str, start: int, end: int, letters: list[str], places: list[int]) -> None:
        part = text[start:end].lower()
        position = 0
        for match in _NUMBER_WORD.finditer(part):
            letters.extend(part[position : match.start()])
            places.extend(range(start + position, start + match.start()))
            digits = str(_WORDS.index(match.group()))
            letters.extend(digits)
            places.extend([start + match.start()] * len(digits))
            position = match.end()
        letters.extend(part[position:])
        places.extend(range(start + position, end))


def _units(facts: Facts) -> dict[str, str]:
    """Return the keys of units by English name, none for one that two cities share (Suzhou for 苏州 and 宿州)."""
    entries = {entry.adcode: entry.english for entry in gazetteer.load().cities}
    named = {key: unit.names[-1] if unit.names else entries.get(unit.adcode, "") for key, unit in facts.units.items()}
    often = Counter(named.values())
    shared = {found[0]: "" for name in named.values() if (found := name.split(" (")) and len(found) > 1}
    return shared | {name: key if often[name] == 1 else "" for key, name in named.items() if name}


def _groups(facts: Facts) -> dict[str, Scope]:
    found: dict[str, Scope] = {}
    for groups in (facts.provinces(), facts.clusters(), facts.regions()):
        for name, members in groups.items():
            if len(members) > 1:
                found[name] = Scope(name, members)
    for name, members in facts.regions().items():
        found[name.removesuffix(" region") + " China"] = Scope(name, members)
        found[f"{name.removesuffix(' region')} cities"] = Scope(name, members)
    for index in facts.tiers:
        scope = tier_scope(facts, index)
        for form in (
            scope.name,
            scope.name.replace(" ", "-"),
            f"{scope.name} cities",
            f"{scope.name.replace(' ', '-')} cities",
        ):
            found[form] = scope
    return {name: scope for name, scope in found.items() if name.isascii()}


def _indicators(facts: Facts) -> dict[str, str]:
    """Return the keys of levels 1 and 2 by name, as far as a name stands once; deeper names are words of every day."""
    named = [(each.name, each.key) for each in facts.book.tree if each.level <= 2 and each.name.isascii()]
    often = Counter(name for name, _ in named)
    return {name: key for name, key in named if often[name] == 1 and " " in name}
