"""A unit's indicators against each other: 数字经济得分83.2分，为五项中最高；数字生态为五项中次低.

They are held against each other by score where scores were just told, else by score or by rank: a text may mean either.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind
from generator.claims.marks import Ranks
from generator.claims.numerals import Number

_AMONG = re.compile("[^，]*项(?:能力|指标)?(?:之?中|当中|里|内)")


def read_own_place(check: Check, match: re.Match[str]) -> None:
    """Read 为五项中最高 and 为五项中次低: the place of an indicator among all of its level."""
    size, place = check.tokens[match.start("size")].meaning, _place(check, match.start("place"))
    if not isinstance(size, Number) or not place or not _AMONG.fullmatch(check.reading.text(*match.span("among"))):
        return
    bound, tree = check.binder.bind(check.reading, match.start()), check.facts.book.tree
    keys = [key for key in bound.keys[0] if key in tree] if len(bound.keys) == 1 else []
    if len(bound.units) != 1 or bound.others or len(keys) != 1:
        return
    (unit,), (key,) = bound.units, keys
    level = [each.key for each in tree.level(tree.indicator(key).level)]
    scores = {each: score for each in level if (score := check.facts.score(unit, each)) is not None}
    if key not in scores or len(scores) != size.value:
        return
    ranks = {each: float(-check.facts.ranks(each).get(unit, 0)) for each in scores}
    at = place - 1 if place > 0 else place
    measures = (scores,) if re.search("s[fbo]*Np[,;]?$", check.letters[: match.start("among") - 1]) else (scores, ranks)
    right = any(values[key] == sorted(values.values(), reverse=True)[at] for values in measures)
    order = sorted(scores, key=lambda each: -scores[each])
    table = "、".join(f"{check.facts.label(each)}{verdicts.points(scores[each])}" for each in order)
    if check.letters[: match.start()].count("I") == 1 and not set("?UX") & set(check.letters[: match.start()]):
        bound = replace(bound, state="sure" if bound.state == "unsure" else bound.state)  # named one clause before
    check.take(match.start(), match.end())
    outcome = verdicts.verdict(right, f"{check.facts.name(unit)}{table}", check.facts.place_of(unit, key), key)
    check.add(Kind.ORDER, match.start(), match.end(), outcome, bound, units=(unit,))


def _place(check: Check, position: int) -> int:
    """Return the place a word means, counted from the end where it is negative, 0 where it means several."""
    meaning = check.tokens[position].meaning
    if isinstance(meaning, Ranks):
        return meaning.values[0] if len(meaning.values) == 1 and abs(meaning.values[0]) <= 2 else 0
    return {"m": 1, "M": -1}.get(check.letters[position], 0)


RULES: tuple[Rule, ...] = (
    rule(r"(?<=[brf])(?P<among>(?P<size>N)f+)(?P<place>[mMO])(?=[,.;]|$)", read_own_place),
)
