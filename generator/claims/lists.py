"""A list of units and how many it says they are: 西安、银川、兰州和西宁，共4座城市, 德阳、玉溪、宜宾三市."""

from __future__ import annotations

import re

from generator.claims import verdicts
from generator.claims.binding import Bound
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind
from generator.claims.numerals import Number
from generator.scores.tree import TOTAL

_BETWEEN = ("", "这", "，共", "，共有", "，合计", "，共计", "，一共")
_SHORTEST = 3  # names; two and 三市 may be the end of a longer list


def read_length(check: Check, match: re.Match[str]) -> None:
    """Hold the number against the names before it; 等 between them or a longer list leaves it open."""
    start, end = match.span("units")
    names = sum(letter in "UX" for letter in check.letters[start:end])
    position = match.start("count")
    meaning = check.tokens[position].meaning
    number = meaning.value if isinstance(meaning, Number) and meaning.is_whole() else meaning
    between = check.reading.text(end, position)
    if names < _SHORTEST or not isinstance(number, int | float):
        return
    if re.search("[、&)(']$", check.letters[:start]) or between not in _BETWEEN:
        return
    if between.startswith("，") and not re.search("[bdi][f']*$", check.letters[:start]):
        return
    bound = Bound(keys=((TOTAL,),), year=check.facts.paper.year)
    check.take(position, position + 1)
    outcome = verdicts.verdict(number == names, f"列出{names}个")
    check.add(Kind.COUNT, position, match.end(), outcome, bound, stated=check.reading.text(start, match.end()))


def read_length_told(check: Check, match: re.Match[str]) -> None:
    """Hold 有6座城市跻身新一线，分别是… against the names that follow."""
    if check.tokens[match.start("word")].text not in ("分别", "分别为", "分别是", "依次为", "依次是", "依次"):
        return
    names = sum(letter in "UX" for letter in check.letters[slice(*match.span("units"))])
    meaning = check.tokens[match.start("count")].meaning
    number = meaning.value if isinstance(meaning, Number) and meaning.is_whole() else meaning
    if not isinstance(number, int | float) or names < _SHORTEST - 1:
        return
    bound = Bound(keys=((TOTAL,),), year=check.facts.paper.year)
    outcome = verdicts.verdict(number == names, f"列出{names}个")
    check.add(Kind.COUNT, match.start("count"), match.end(), outcome, bound)


RULES: tuple[Rule, ...] = (
    rule(r"(?P<units>[UX](?:(?:[、&]|、&|,&)[UX]){2,})(?:,?\+b?|f)?(?P<count>V|N(?=k(?!f*[PC])))k?W?", read_length),
    rule(
        r"(?P<count>V|N(?=k(?!Z)|W))[^,;.NVOEUXI?]*,f*(?P<word>d)[b']*(?P<units>{UL})(?![、&e(U]|,&)",
        read_length_told,
    ),
)
