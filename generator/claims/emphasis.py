"""Words larger than the difference they are said of: 遥遥领先 of two tenths of a point.

A difference of less than a tenth of the standard deviation of the scores is small: a slight change of
weights turns it round (see `scores.uncertainty`). The statement itself may be true, so this is a note.
"""

from __future__ import annotations

import re
from statistics import pstdev

from generator.claims import verdicts
from generator.claims.binding import unit_key
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.lexicon import Token
from generator.claims.marks import Ranks
from generator.claims.verdicts import Outcome

SMALL = 0.1  # of the standard deviation
_LARGE = ("遥遥", "远远", "远", "大幅", "显著", "明显", "大大")


def read_emphasis(check: Check, match: re.Match[str]) -> None:
    """Read 遥遥领先于兰州, 远高于平均水平, and 遥遥领先 alone, which is said of the rest."""
    if check.tokens[match.start("word")].text not in _LARGE or "?" in check.letters[: match.end()]:
        return
    other = check.tokens[match.start("other")] if match.group("other") else None
    higher = match.group("side") == "h"
    bound = check.binder.bind(check.reading, match.start("word"))
    if not bound.units or bound.others or not bound.sure or bound.scope.beyond:
        return
    if other is None and not higher:
        return
    if other is not None and len(bound.units) != 1:
        return

    def judge(key: str) -> Outcome:
        scores = check.facts.scores(key)
        pool = [scores[unit] for unit in check.facts.members(bound.scope) if unit in scores]
        own = [scores[unit] for unit in bound.units if unit in scores]
        line = _other_end(check, other, key, bound.units, pool)
        if len(own) != len(bound.units) or line is None or len(pool) < 3:
            return verdicts.ABSENT
        gap = (min(own) - line) * (1 if higher else -1)
        small = SMALL * pstdev(scores.values())
        table = f"{check.facts.label(key)}只差{verdicts.points(gap)}，不到标准差的十分之一（{verdicts.points(small)}）"
        return verdicts.verdict(not 0 <= gap < small, table, check.facts.place_of(bound.units[0], key), key)

    for keys in bound.keys:
        outcome = verdicts.any_of(keys, judge)
        if outcome.verdict is Verdict.FALSE:
            check.add(Kind.EMPHASIS, match.start("word"), match.end(), outcome, bound, units=bound.units)


def _other_end(
    check: Check, other: Token | None, key: str, units: tuple[str, ...], pool: list[float]
) -> float | None:
    """Return the score that is compared with: a unit's, a rank's, the mean, or the best of the rest."""
    scores = check.facts.scores(key)
    if other is None:
        return max((score for unit, score in scores.items() if unit not in units and score in pool), default=None)
    if other.letter == "U":
        return scores.get(unit_key(other))
    if other.letter == "O" and isinstance(other.meaning, Ranks):
        order = check.facts.order(key)
        place = other.meaning.values[0]
        return scores.get(order[place - 1 if place > 0 else place]) if abs(place) <= len(order) else None
    return check.facts.mean(key) if other.letter == "a" else None


RULES: tuple[Rule, ...] = (
    rule(r"(?P<word>f)f?(?P<side>[hl])f?[fR]*(?P<other>[UaO])", read_emphasis),
    rule(r"(?P<word>f)f?(?P<side>[hl])(?P<other>)(?=[,.;]|$)", read_emphasis),
)
