"""Ranges of scores, changes over the years, and numbers from outside the tables."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.facts import Scope
from generator.claims.numerals import Number
from generator.claims.scopes import scope_of
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL


def read_ranges(check: Check, match: re.Match[str]) -> None:
    """Read 得分介于32.3分至89.2分之间, and the same of a tier or a list of units."""
    start, end = match.span("values")
    numbers = [number for _, number in check.numbers(start, end)]
    if len(numbers) != 2 or not check.free(start, end) or any(n.share or n.value > check.facts.most for n in numbers):
        return
    words = check.reading.text(match.start("join"), match.end("join"))
    if not re.fullmatch(r"至|到|—+|-|~|和|与", words):
        return
    if words in ("和", "与") and not re.search("之间|介于", check.reading.sentence.text):
        return
    if re.match(r"f*W?[bo+]*NkW?(?=[,.;]|$)", check.letters[end:]):
        return  # 60分至70分之间的有26个: how many lie between
    low = check.reading.clauses[check.reading.clause_at(start)][0]
    counted = re.search(r"(?P<many>N)kW?[sxyf]*$", check.letters[low:start])
    if counted and not _is_all(check, low + counted.start("many")):
        return  # 另有50个城市在65分至85分之间: some of them
    bound = check.binder.bind(check.reading, match.start())
    groups = [scope for t in check.tokens[low : match.start()] if (scope := scope_of(check, t))]
    units = bound.units if "U" in check.letters[low:start] else ()
    if not bound.measured and not groups:
        return
    if not units and not groups and not set("WR") & set(check.letters[:start]):
        return
    if "T" in check.letters[match.end() : match.end() + 4] and not units:
        return
    scope = (
        Scope(check.facts.names(list(units)), frozenset(units))
        if units
        else groups[-1]
        if groups
        else Scope()
    )
    bound = replace(
        bound,
        scope=scope,
        state=bound.state if units else "sure" if "?" not in check.letters[low:start] else "unsure",
    )
    check.take(start, end)
    own = bool(units or groups)  # 黑龙江4市均为二线城市，得分在…之间: the group of a clause before may be meant
    before = [] if own else [each for t in check.tokens[:low] if (each := scope_of(check, t)) and each.units]
    exact = all(number.decimals for number in numbers)

    def judge(key: str) -> Outcome:
        outcomes = [judge_in(key, each) for each in (scope, *before)]
        return next((outcome for outcome in outcomes if outcome.verdict is Verdict.TRUE), outcomes[0])

    def judge_in(key: str, scope: Scope) -> Outcome:
        spread = check.facts.spread(key, scope)
        if spread is None:
            return verdicts.ABSENT
        first, last = sorted(numbers, key=lambda n: n.value)
        inside = first.value - first.step / 2 <= spread[0] and spread[1] <= last.value + last.step / 2
        right = first.fits(spread[0]) and last.fits(spread[1]) if exact else inside
        return verdicts.verdict(
            right,
            f"{scope.name}{check.facts.label(key)}在{verdicts.points(spread[0])}至{verdicts.points(spread[1])}之间",
            key=key,
        )

    for keys in bound.keys:
        check.add(Kind.RANGE, match.start(), match.end(), verdicts.any_of(keys, judge), bound, units=units)


def _is_all(check: Check, position: int) -> bool:
    """Return whether a number is that of all units, or of all of a group named before it."""
    named = [scope_of(check, t) for t in check.tokens[:position] if t.letter in "PCTK"]
    sizes = {len(check.facts.units), *(len(scope.units) for scope in named if scope and scope.units)}
    number = check.tokens[position].meaning
    return isinstance(number, Number) and number.value in sizes


def read_changes(check: Check, match: re.Match[str]) -> None:
    """Read 较上年提高2.1分: the book of one year says nothing of change."""
    numbers = check.numbers(match.start(), match.end())
    if not numbers or not check.free(match.start(), match.end()):
        return
    check.take(match.start(), match.end())
    check.add(Kind.CHANGE, match.start(), match.end(), verdicts.ABSENT, Bound(keys=((TOTAL,),)))


def read_rest(check: Check, match: re.Match[str]) -> None:
    """Record every number that nothing has taken as one the tables do not hold."""
    position = match.start()
    if position in check.used:
        return
    token = check.tokens[position]
    after = check.reading.text(position + 1, min(position + 3, len(check.tokens)))[:4]
    if not token.text[0].isdigit() and not token.text.startswith("百分") and len(token.text) < 2:
        return
    check.used.add(position)
    check.add(Kind.NUMBER, position, position + 1, verdicts.ABSENT, Bound(), stated=f"{token.text}{after}")


CHANGES: tuple[Rule, ...] = (
    rule(r"(?:c?[QY]|Q)[^,.;N]*[Hhl]f*[bo]*Np?", read_changes),
    rule(r"H[fb']*(?:N[pkt]?)", read_changes),
)
RULES: tuple[Rule, ...] = (rule(r"[fbG']*(?P<values>Np?(?P<join>[f?&])Np)", read_ranges),)
REST: tuple[Rule, ...] = (rule(r"N", read_rest),)
