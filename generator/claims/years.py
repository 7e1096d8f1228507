"""Tiers over the years: 新一线城市比上年增加3个, 二线城市由71个增至82个, held against the counts of earlier years.

The counts are those an edition gives (`history.csv`), and those of its own year where it leaves them out.
"""

from __future__ import annotations

import re

from generator.claims import verdicts
from generator.claims.binding import Bound
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind
from generator.claims.lexicon import Token
from generator.scores.tree import TOTAL

_FALLS = ("下降", "减少", "回落", "下滑", "降低", "缩小", "下跌", "降至", "滑落", "退步")
_LESS = ("少", "少了", "减", "减了")
_MORE = ("多", "多了", "多出")
_TO = ("升至", "降至", "增至", "提高到", "提升至")


def _counts(check: Check, match: re.Match[str], token: Token | None) -> tuple[str, int, int, int] | None:
    """Return name of the tier, the earlier year, and the counts of then and now; None if not known."""
    facts = check.facts
    if token is None or not isinstance(token.meaning, int):
        return None
    tier, members = facts.tiers[token.meaning]
    counts, year = facts.paper.tier_counts.get(tier.name, {}), facts.paper.year
    named = [int(t.text[:4]) for t in check.tokens[: match.start("verb")] if t.letter == "Y" and t.text[:4].isdigit()]
    earlier = [each for each in named if each < year]
    if not earlier and not any(t.letter == "Q" for t in check.tokens[: match.start("verb")]):
        return None
    if any(t.text in ("历年", "往年", "连续") for t in check.tokens):
        return None
    before = earlier[-1] if earlier else year - 1
    then, now = counts.get(before), counts.get(year, len(members))
    if facts.before is not None and facts.before.book.year == before:  # of the volume compared with, both its own
        same = (len(units) for each, units in facts.before.tiers.values() if each.short == tier.short)
        then, now = next(same, None), len(members)
    return None if then is None else (tier.name, before, then, now)


def _tier_before(check: Check, position: int) -> Token | None:
    """Return the tier that a change is of; one of a clause before only where the own clause understands its words."""
    low = check.reading.clauses[check.reading.clause_at(position)][0]
    at = next((n for n in range(position - 1, -1, -1) if check.letters[n] == "T"), -1)
    if at < low and "?" in check.letters[low:position]:  # 四线减至27个，但考虑到那一档又多了11个
        return None
    return check.tokens[at] if at >= 0 else None


def read_lists(check: Check, match: re.Match[str]) -> None:
    """Read 三线、四线城市分别减少11个和3个: a change for each tier of a list."""
    tiers = [token for token in check.tokens[match.start("tiers") : match.end("tiers")] if token.letter == "T"]
    numbers = check.numbers(*match.span("values"))
    if len(tiers) != len(numbers) or not check.free(*match.span("values")):
        return
    check.take(*match.span("values"))
    step = -1 if check.tokens[match.start("verb")].text in (*_FALLS, *_LESS) else 1
    bound = Bound(keys=((TOTAL,),), year=check.facts.paper.year)
    for token, (position, number) in zip(tiers, numbers, strict=True):
        found = _counts(check, match, token)
        if found is None:
            continue
        tier, before, then, now = found
        right = number.fits((now - then) * step)
        table = f"{tier}{before}年{then}个，{check.facts.paper.year}年{now}个"
        stated = f"{tier}{check.tokens[match.start('verb')].text}{check.tokens[position].text}个"
        check.add(Kind.CHANGE, match.start(), match.end(), verdicts.verdict(right, table), bound, stated=stated)


def read_tier_changes(check: Check, match: re.Match[str]) -> None:
    """Read 与上年相比，新一线城市增加3个, 四线城市较上年减少3座, 二线城市由71个增至82个."""
    found = _counts(check, match, _tier_before(check, match.start("verb")))
    numbers = check.numbers(match.start(), match.end())
    if found is None or not check.free(match.start(), match.end()):
        return
    tier, before, then, now = found
    verb = check.tokens[match.start("verb")].text
    if check.letters[match.start("verb")] in "hl" and verb not in (*_LESS, *_MORE):
        return
    step = -1 if verb in (*_FALLS, *_LESS) else 1
    stated = numbers[-1][1]
    reached = verb in _TO or check.reading.text(*match.span("to")).startswith(("到", "至"))
    right = stated.fits(now) if reached else stated.fits((now - then) * step)
    if match.group("from"):
        (_, first), *_ = check.numbers(*match.span("from"))
        right = right and first.fits(then)
    if stated.share and not reached:
        right = then > 0 and stated.fits((now - then) * step / then)
    check.take(match.start(), match.end())
    bound = Bound(keys=((TOTAL,),), year=check.facts.paper.year)
    table = f"{tier}{before}年{then}个，{check.facts.paper.year}年{now}个"
    check.add(Kind.CHANGE, match.start(), match.end(), verdicts.verdict(right, table), bound)


RULES: tuple[Rule, ...] = (
    rule(r"(?P<tiers>T(?:W?[、&]T)+)W?f*d[f']*(?P<verb>[Hhl])b?(?P<values>N(?:k|W)?(?:[、&]N(?:k|W)?)+)", read_lists),
    rule(
        r"(?:[if]*[QY]?f*(?P<from>N)k?W?f*)?(?P<verb>[Hhl])(?P<to>f{0,2})b?'*(?P<value>N)(?:k|f|W|(?=[,.;]|$))",
        read_tier_changes,
    ),
)
