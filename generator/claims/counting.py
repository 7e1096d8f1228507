"""How many: counts and shares of units under a condition, sizes of groups and lists."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.claims import verdicts
from generator.claims.averages import scope_of
from generator.claims.binding import Bound, Keys, unit_key
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.facts import EVERYWHERE, Scope
from generator.claims.membership import add_members, group_of
from generator.claims.numerals import Number
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL

# A condition on units: tier or quadrant, first n, side of the average, bound on the score.
_CONDITION = (
    r"(?:(?:G|r|b|f)*(?P<group>[TK])|[Grfb]*(?P<top>E)|[fsxyIj]*(?P<side>[hl])[fRWyxsZ]*(?P<mean>a)"
    r"|[fjbIy]*(?:s|x)[fbj]*(?P<limit>[hl]?)[fb]*(?P<bound>Np)(?P<tail>f?)|[fj]*(?P<limit2>[hl]?)(?P<bound2>Npf?))"
)
_AFTER = re.compile(rf"[jdfos']*{_CONDITION}")
_BEFORE = re.compile(rf"{_CONDITION}[f]*W?[fbo']*$")
_SAMPLE = ("样本", "参评", "评估", "入选", "调研", "纳入", "覆盖", "本次", "参与", "共", "上榜", "共有", "总计", "合计")


@dataclass(frozen=True)
class _Condition:
    holds: Callable[[str], bool]
    words: str
    sure: bool = True
    key: str = TOTAL
    token: int = -1


def read_counts(check: Check, match: re.Match[str]) -> None:
    """Read 15个城市进入…, 高于平均分的城市有25个, 四川省18个城市, 二线城市16个."""
    position = match.start("count")
    number = check.tokens[position].meaning
    if not isinstance(number, Number) or not number.is_whole() or not check.free(position, position + 1):
        return
    if not match.group("word") and not _counts_units(check, match):
        return
    low, high = _clause(check, position)
    condition, outside = _condition(check, match, low, high)
    scope, scoped = _scope_before(check, low, position)
    if outside:
        check.take(position, position + 1)
        check.add(Kind.COUNT, position, match.end(), verdicts.ABSENT, Bound(keys=((TOTAL,),)))
        return
    units, others, open_list, listed = _list_before(check, position)
    if condition is None:
        _read_bare(check, match, number, scope, scoped, (units, others, open_list), listed)
        return
    check.take(position, position + 1)
    members = check.facts.members(scope)
    right = frozenset(unit for unit in members if condition.holds(unit))
    bound = Bound(units, others, ((condition.key,),), scope, check.facts.paper.year, "sure" if condition.sure else "unsure")
    if listed:
        _list_size(check, match, number, units, others, open_list, bound)
        _members(check, units, others, condition, bound, match)
        if not open_list and len(units) + len(others) == number.value and condition.token < 0:
            return
    shown = f"{scope.name}{condition.words}的有{len(right)}个"
    shown += f"：{check.facts.names(right)}" if 0 < len(right) <= 6 else ""
    check.add(Kind.COUNT, position, match.end(), verdicts.verdict(number.fits(len(right)), shown, _borderline(check, right)), bound,
              stated=f"{condition.words}{check.reading.text(position, position + 1)}个")


def _borderline(check: Check, units: frozenset[str]) -> str:
    """Return the cell of the last unit that meets a condition, where a recount is best begun."""
    ranks = check.facts.ranks()
    known = [unit for unit in units if unit in ranks]
    return check.facts.place_of(max(known, key=lambda unit: ranks[unit])) if known else ""


def _clause(check: Check, position: int) -> tuple[int, int]:
    low, high = check.reading.clauses[check.reading.clause_at(position)]
    return low, high


def _counts_units(check: Check, match: re.Match[str]) -> bool:
    """Return whether a bare 16个 counts units: a tier or 城市 stands before it, nothing unknown behind."""
    before, after = check.letters[: match.start()], check.letters[match.end() : match.end() + 1]
    if _AFTER.match(check.letters, match.end()) and re.search(r"(?:^|[,fbR])[fbo]*$", before):
        return "W" in before
    if after not in ("", ",", ".", ";", "、", ")", "&"):
        return False
    return bool(re.search(r"(?:TW?|KW?|[hl][fRyxs]*a[fW]*W|W)[fbo+S]*$", before))


def _condition(check: Check, match: re.Match[str], low: int, high: int) -> tuple[_Condition | None, bool]:
    """Return the condition of a count, and whether it is one the tables know nothing of."""
    letters = check.letters
    after = _AFTER.match(letters, match.end(), high)
    if after:
        found = _as_condition(check, after)
        tail = letters[after.end() : high].lstrip("fWp'")
        if found and tail and tail[0] in "?N":
            found = replace(found, sure=False)
        return found, found is None and "Z" in after.group()
    before = None
    for start in range(low, match.start()):
        if before := _BEFORE.match(letters, start, match.start("count")):
            break
    if before:
        found = _as_condition(check, before)
        if found and "?" in letters[low : before.start()]:
            found = replace(found, sure=False)
        return found, False
    inner = check.tokens[match.start("tier")] if match.group("tier") else None
    if inner is not None and isinstance(inner.meaning, int):
        return _group_condition(check, match.start("tier")), False
    rest = letters[match.end() : high].lstrip("f',")
    return None, bool(rest) and rest[0] in "?ZX!"


def _as_condition(check: Check, match: re.Match[str]) -> _Condition | None:
    facts = check.facts
    keys = _keys_in(check, match)
    key = keys[0]
    if match.group("group"):
        return _group_condition(check, match.start("group"))
    if match.group("top"):
        count = check.tokens[match.start("top")].meaning
        ranks = facts.ranks(key)
        if not isinstance(count, int) or not ranks:
            return None
        if count < 0:
            return _Condition(lambda u: ranks.get(u, 0) > len(ranks) + count, f"{facts.label(key)}后{-count}名", key=key)
        return _Condition(lambda u: 0 < ranks.get(u, 0) <= count, f"{facts.label(key)}前{count}名", key=key)
    scores = facts.scores(key)
    if not scores:
        return None
    if match.group("mean"):
        if any(t.letter == "Z" for t in check.tokens[match.start() : match.end()]):
            return None
        line, higher = facts.mean(key) or 0.0, match.group("side") == "h"
        if check.tokens[match.start("side")].text.startswith("未超过"):
            higher = False
        return _Condition(lambda u: (scores.get(u, line) > line) if higher else (scores.get(u, line) < line),
                          f"{facts.label(key)}{'高于' if higher else '低于'}平均{verdicts.points(line)}", key=key)
    group = "bound" if match.group("bound") else "bound2"
    bound = check.tokens[match.start(group)].meaning
    if not isinstance(bound, Number) or bound.value > 100:
        return None
    side = match.group("limit") or match.group("limit2")
    start = match.start(group) + 2
    tail = check.reading.text(start, start + 2)
    if tail.startswith(("以上", "及以上")) or side == "h" or bound.hedge in ("least", "over"):
        return _Condition(lambda u: scores.get(u, -1) >= bound.value, f"{facts.label(key)}{bound.value:g}分以上", key=key)
    if tail.startswith(("以下", "及以下")) or side == "l" or bound.hedge in ("most", "under"):
        return _Condition(lambda u: scores.get(u, 999) < bound.value, f"{facts.label(key)}不足{bound.value:g}分", key=key)
    return None


def _keys_in(check: Check, match: re.Match[str]) -> Keys:
    inside = [t for t in check.tokens[match.start() : match.end()] if t.letter == "I"]
    if inside:
        return check.binder.resolve(inside[-1:], check.reading) or (TOTAL,)
    topic = check.binder.topic(check.reading, match.start(), match.start())
    return topic.keys[0] if topic.named and topic.keys else (TOTAL,)


def _group_condition(check: Check, position: int) -> _Condition | None:
    scope = group_of(check, check.tokens[position])
    if scope is None:
        return None
    return _Condition(lambda unit: unit in (scope.units or ()), f"属{scope.name}", token=position)


def _scope_before(check: Check, low: int, position: int) -> tuple[Scope, bool]:
    """Return the group a count is taken in: the last province, cluster or quadrant before it."""
    for token in reversed(check.tokens[low:position]):
        if token.letter in "U,":
            break
        if token.letter in "PCRK":
            scope = scope_of(check, token)
            return (scope, True) if scope else (EVERYWHERE, False)
    number = check.reading.clause_at(position)
    if number and "U" in check.letters[low:position]:
        first, last = check.reading.clauses[number - 1]
        head = [t for t in check.tokens[first:last] if t.letter == "K"]
        if head and set(check.letters[first:last]) <= set("Kf"):
            scope = scope_of(check, head[0])
            return (scope, True) if scope else (EVERYWHERE, False)
    for token in check.tokens[low:position]:
        if token.letter == "K" and (scope := scope_of(check, token)):
            return scope, True
    return EVERYWHERE, False


def _list_before(check: Check, position: int) -> tuple[tuple[str, ...], tuple[str, ...], bool, bool]:
    """Return the units named right before a count (U、U等15个城市), open or not."""
    letters = check.letters
    last = position - 1
    while last >= 0 and letters[last] in "f+":
        last -= 1
    open_list = last >= 0 and letters[last] == "e"
    last -= open_list
    if last < 0 or letters[last] not in "UX":
        return (), (), False, False
    first = last
    while first > 0 and letters[first - 1] in "UX、&,'P":
        first -= 1
    inside = check.tokens[first : last + 1]
    units = tuple(unit_key(t) for t in inside if t.letter == "U")
    return units, tuple(t.text for t in inside if t.letter == "X"), open_list, True


def _list_size(
    check: Check, match: re.Match[str], number: Number, units: tuple[str, ...], others: tuple[str, ...], open_list: bool, bound: Bound,
) -> None:
    """Record whether as many names stand in a list as it says; one named twice is a fault of its own."""
    named = len(units) + len(others)
    double = {unit for unit in units if units.count(unit) > 1}
    right = named <= number.value if open_list else named == number.value
    if "f" in check.letters[match.start() : match.start("count")] and not open_list:
        return
    if double or (not right and named > 1):
        shown = f"重复列出{check.facts.names(double)}" if double else f"列出{named}个"
        check.add(Kind.TOTAL, match.start("count"), match.end(), Outcome(Verdict.FALSE, shown), replace(bound, scope=EVERYWHERE), stated=f"{int(number.value)}个")


def _members(check: Check, units: tuple[str, ...], others: tuple[str, ...], condition: _Condition, bound: Bound, match: re.Match[str]) -> None:
    if condition.token >= 0:
        add_members(check, units, others, check.tokens[condition.token], bound, match.start("count"), match.end())
        return
    for unit in units:
        value = check.facts.score(unit, condition.key)
        shown = f"{check.facts.name(unit)}{check.facts.label(condition.key)}{verdicts.points(value) if value is not None else ''}（{condition.words}）"
        check.add(Kind.MEMBER, match.start("count"), match.end(), verdicts.verdict(condition.holds(unit), shown, check.facts.place_of(unit, condition.key)), bound, units=(unit,))


def _read_bare(
    check: Check, match: re.Match[str], number: Number, scope: Scope, scoped: bool,
    named: tuple[tuple[str, ...], tuple[str, ...], bool], listed: bool,
) -> None:
    """Record 71个城市, 四川省18个城市 and U、U两个城市, where nothing more is said of them."""
    position = match.start("count")
    low, high = _clause(check, position)
    units, others, open_list = named
    bound = Bound(units, others, ((TOTAL,),), scope, check.facts.paper.year)
    if listed and not open_list and len(units) + len(others) > 1 and match.group("word"):
        _list_size(check, match, number, units, others, open_list, bound)
        check.take(position, position + 1)
        return
    sentence = check.reading.sentence.text
    sample = any(word in sentence for word in _SAMPLE) or len(re.findall("PN", check.letters)) > 1
    after = check.letters[match.end() : match.end() + 1]
    plain = after in ("", ",", ".", ";", "、", ")", "&", "a", "f", "s", "b") and "?" not in check.letters[low:position] and "X" not in check.letters[low:position]
    if listed or not sample or not plain:
        if scoped and scope.units is None and plain and check.letters[match.start() - 1 : match.start()] == "R":
            sample = True
        elif check.letters[match.end() : match.end() + 1] != "a" or check.letters[:position].strip("f"):
            return
    whole = not scoped or scope.units is None
    if whole and number.value != len(check.facts.units) and not _about_all(check, low, position, high):
        return
    check.take(position, position + 1)
    size = len(check.facts.members(scope))
    check.add(Kind.COUNT, position, match.end(), verdicts.verdict(number.fits(size), f"{scope.name or check.facts.paper.region}共{size}个"), bound,
              stated=f"{scope.name}{check.tokens[position].text}个")


def _about_all(check: Check, low: int, position: int, high: int) -> bool:
    """Return whether a count without a group speaks of the whole book: 西部地区71个城市, 样本71个, 共71个城市."""
    before = check.letters[low:position]
    words = [t.text for t in check.tokens[low:high]]
    about = any(word in ("样本", "参评", "样本城市", "参评城市", "得出", "评估", "本次评估") for word in words)
    return bool(re.search("R[f+b]*$", before)) or (about and not set(before) & set("UPCTKEhl?Z"))


def read_shares(check: Check, match: re.Match[str]) -> None:
    """Read 六成城市低于平均水平, 近三分之二的城市…, 二线城市占比22.5%, 新一线城市占7.0%."""
    (position, number), *_ = check.numbers(*match.span("share"))
    if not number.share or not check.free(position, position + 1):
        return
    low, high = _clause(check, position)
    ahead = match.group("ahead")
    if ahead is not None:
        found = _AFTER.match(check.letters, match.end(), high)
    else:
        found = next((m for start in range(low, match.start()) if (m := _BEFORE.match(check.letters, start, match.start()))), None)
    condition = _as_condition(check, found) if found else _group_named(check, low, match.start())
    if condition is None or "?" in check.letters[low : match.start()]:
        return
    scope, scoped = _scope_before(check, low, position) if condition.token < 0 or check.letters[condition.token] in "TK" else (EVERYWHERE, False)
    if not scoped and any(t.letter == "Z" for t in check.tokens[low:high]):
        return
    members = check.facts.members(scope)
    right = [unit for unit in members if condition.holds(unit)]
    share = len(right) / len(members) if members else 0.0
    check.take(position, position + 1)
    bound = Bound(keys=((condition.key,),), scope=scope, year=check.facts.paper.year, state="sure" if condition.sure else "unsure")
    check.add(Kind.SHARE, match.start(), match.end(), verdicts.verdict(number.fits(share), f"{condition.words}的有{len(right)}个，占{len(members)}个的{share * 100:.1f}%", _borderline(check, frozenset(right))), bound)


def _group_named(check: Check, low: int, position: int) -> _Condition | None:
    """Return membership in the group a share is of: 四川省城市占四分之一."""
    for place in range(position - 1, low - 1, -1):
        token = check.tokens[place]
        if token.letter in "TK":
            return _group_condition(check, place)
        if token.letter in "PC" and (scope := scope_of(check, token)) and scope.units:
            members = scope.units
            return _Condition(lambda unit: unit in members, f"属{scope.name}", token=place)
        if token.letter not in "fWbskNo、&+(":
            return None
    return None


def read_tier_sizes(check: Check, match: re.Match[str]) -> None:
    """Read 一线、新一线、二线城市分别为1个、5个、16个: a list of groups with a list of counts."""
    groups = [t for t in check.tokens[match.start() : match.start("counts")] if t.letter in "TKPC"]
    numbers = check.numbers(*match.span("counts"))
    if len(groups) != len(numbers) or not check.free(*match.span("counts")):
        return
    check.take(*match.span("counts"))
    for token, (_, number) in zip(groups, numbers, strict=True):
        scope = group_of(check, token)
        if scope is None or not number.is_whole():
            continue
        size = len(scope.units or ())
        bound = Bound(keys=((TOTAL,),), scope=scope, year=check.facts.paper.year)
        outcome = verdicts.verdict(number.fits(size), f"{scope.name}共{size}个", _borderline(check, scope.units or frozenset()))
        check.add(Kind.COUNT, match.start(), match.end(), outcome, bound, stated=f"{scope.name}{int(number.value)}个")


def read_sums(check: Check, match: re.Match[str]) -> None:
    """Read a total after a list of counts (甘肃省5个、广西8个…，共71个): the parts must add up to it."""
    (position, total), *_ = check.numbers(*match.span("total"))
    parts = [n for p, n in check.numbers(0, match.start()) if check.letters[p + 1 : p + 2] == "k" and n.is_whole()]
    if len(parts) < 3 or not total.is_whole():
        return
    added = sum(int(n.value) for n in parts)
    lead = [n for n in parts if n.value == total.value]
    if lead:
        return
    bound = Bound(keys=((TOTAL,),))
    check.take(position, position + 1)
    check.add(Kind.TOTAL, match.start(), match.end(), verdicts.verdict(added == total.value, f"各项相加为{added}"), bound)


def read_among_top(check: Check, match: re.Match[str]) -> None:
    """Read 前十名中四川占2席, 前二十名中有5个四川城市."""
    (position, number), *_ = check.numbers(*match.span("count"))
    top = check.tokens[match.start("top")].meaning
    scope = scope_of(check, check.tokens[match.start("group")])
    if not check.free(position, position + 1) or not isinstance(top, int) or scope is None or scope.units is None or not number.is_whole():
        return
    bound = check.binder.topic(check.reading, match.start(), match.start() + 1)
    key = bound.keys[0][0]
    ranks = check.facts.ranks(key)
    if "?" in check.letters[: match.start()] and not bound.measured:
        bound = replace(bound, state="unsure" if bound.sure else bound.state)
    right = {unit for unit in scope.units if (0 < ranks.get(unit, 0) <= top if top > 0 else ranks.get(unit, 0) > len(ranks) + top)}
    check.take(match.start(), match.end())
    check.add(Kind.COUNT, match.start(), match.end(), verdicts.verdict(number.fits(len(right)), f"{check.facts.label(key)}前{top}名中{scope.name}{len(right)}个：{check.facts.names(right)}", _borderline(check, frozenset(right))), replace(bound, scope=EVERYWHERE))


RULES: tuple[Rule, ...] = (
    rule(r"[TKPC]W?(?:[、&][TKPC]W?)+[fWo+,]*d[bofW]*(?P<counts>Nk?W?(?:[、&,]Nk?W?)+)", read_tier_sizes),
    rule(r"(?P<top>E)f*[,]?[fbWo]*(?P<group>[PCT])W?[fbSor]*(?P<count>N)(?:k|f)", read_among_top),
    rule(r"(?P<top>E)f*[,]?[fbWo]*(?P<count>N)kf*(?P<group>[PCT])W?", read_among_top),
    rule(r"(?:[,f]*\+[fbW]*)(?P<total>N)kW?", read_sums),
    rule(r"(?P<ahead>(?:^|[,f'yo])?)(?P<share>N)f*(?:R|W)f*(?=[^,.;]*[hlTEKs])", read_shares),
    rule(r"(?P<ahead>)?(?P<cue>S)[fbWRo]*(?P<share>N)", read_shares),
    rule(r"(?P<count>N)k?(?P<word>(?:[fRyx]*(?P<tier>T)?[fRyx]*W)+)", read_counts),
    rule(r"(?P<word>)(?P<tier>(?!))?(?P<count>N)(?:k|(?=[,.;、]|$))", read_counts),
)
