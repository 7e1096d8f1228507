"""The others of a group: 其余四市均不足40分, 除长沙、常德外均低于全国平均, 四川除成都之外唯一进入新一线的城市."""

from __future__ import annotations

import re

from generator.claims import verdicts
from generator.claims.binding import Bound, unit_key
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind
from generator.claims.conditions import borderline
from generator.claims.facts import Scope
from generator.claims.membership import group_of
from generator.claims.numerals import Number
from generator.claims.scopes import scope_of
from generator.scores.tree import TOTAL


def _group(check: Check, before: int) -> Scope | None:
    """Return the last province or cluster named before a token, none where the text is not understood."""
    found = [scope for t in check.tokens[:before] if t.letter in "PC" and (scope := scope_of(check, t)) and scope.units]
    return found[-1] if found and not set("ZXIK") & set(check.letters[:before]) else None


def _group_told(check: Check) -> Scope | None:
    """Return the only province or cluster that the sentences before name, none where they are about an indicator."""
    told = check.reading.carry.told
    found = {scope.name: scope for t in told if t.letter in "PC" and (scope := scope_of(check, t)) and scope.units}
    return next(iter(found.values())) if len(found) == 1 and not set("IKX") & {t.letter for t in told} else None


def _on_side(check: Check, match: re.Match[str], units: frozenset[str]) -> tuple[set[str], str] | None:
    """Return which units meet the condition of a match, and the condition in words."""
    facts = check.facts
    scores = facts.scores(TOTAL)
    if match.group("tier"):
        scope = group_of(check, check.tokens[match.start("tier")])
        return None if scope is None else (set(units & (scope.units or frozenset())), f"属{scope.name}")
    higher = check.letters[match.start("side")] in "hb"
    line = facts.mean()
    if match.group("line"):
        number = check.tokens[match.start("line")].meaning
        line = number.value if isinstance(number, Number) else None
    if line is None:
        return None
    met = {unit for unit in units if unit in scores and (scores[unit] >= line if higher else scores[unit] < line)}
    return met, f"{'不低于' if higher else '低于'}{verdicts.points(line)}"


def read_others(check: Check, match: re.Match[str]) -> None:
    """Read 其余四市均不足40分, 其余14市无一达到65分, 除长沙、常德外均低于全国平均."""
    words = check.reading.text(match.start(), match.end())
    group = _group(check, match.start())
    named = frozenset(unit_key(t) for t in check.tokens[: match.start("end")] if t.letter == "U")
    opens = group is None and match.start() == 0 and match.group("count") is not None
    if opens:  # 甘肃5市参评，兰州居首。其余4市均属四线
        group = _group_told(check)
        named |= frozenset(unit_key(t) for t in check.reading.carry.told if t.letter == "U")
    if group is None or not words.startswith(("其余", "其他", "除")) or "?" in check.letters[: match.start()]:
        return
    left = (group.units or frozenset()) - named
    stated = check.tokens[match.start("count")].meaning if match.group("count") else None
    number = stated.value if isinstance(stated, Number) else stated
    if opens and number != len(left):
        return  # others than those of the group
    met = _on_side(check, match, left)
    if met is None or not left or (match.group("side") and check.tokens[match.start("side")].text in ("为", "是")):
        return
    wanted = frozenset() if match.group("none") else left
    right = met[0] == wanted and number in (None, len(left))
    check.take(match.start(), match.end())
    table = f"{group.name}其余{len(left)}个中{met[1]}的有{len(met[0])}个：{check.facts.names(met[0])}"
    bound = Bound(keys=((TOTAL,),), scope=group, year=check.facts.paper.year)
    outcome = verdicts.verdict(right, table, borderline(check, frozenset(met[0])))
    kind = Kind.MEMBER if opens else Kind.COUNT  # where the number fits, it is the side that is stated
    check.add(kind, match.start(), match.end(), outcome, bound)


def read_best_but(check: Check, match: re.Match[str]) -> None:
    """Read 是四川除成都之外唯一进入新一线的城市, 是贵州除贵阳外得分最高的城市."""
    words = check.reading.text(match.end("group"), match.start("units"))
    group = scope_of(check, check.tokens[match.start("group")])
    bound = check.binder.bind(check.reading, match.start())
    if words not in ("除", "除了", "除去") or group is None or not group.units or len(bound.units) != 1:
        return
    but = frozenset(unit_key(t) for t in check.tokens[match.start("units") : match.end("units")])
    left = Scope(group.name, group.units - but)
    own = bound.units[0]
    if match.group("tier"):
        tier = group_of(check, check.tokens[match.start("tier")])
        inside = (left.units or frozenset()) & ((tier.units if tier else None) or frozenset())
        right, table = inside == {own}, f"{group.name}其余属该级的有{len(inside)}个：{check.facts.names(inside)}"
    else:
        order = check.facts.order(TOTAL, left)
        edge = order[0 if check.letters[match.start("most")] == "m" else -1] if order else ""
        right, table = edge == own, f"{group.name}其余城市中该端是{check.facts.name(edge)}"
    state = bound.state if bound.state == "outside" else "sure"
    about = Bound((own,), keys=((TOTAL,),), scope=left, year=bound.year, state=state)
    outcome = verdicts.verdict(right, table, check.facts.place_of(own))
    check.add(Kind.ONLY, match.start(), match.end(), outcome, about, units=(own,))


_SIDE = r"(?:(?P<side>[hlb])f*(?:(?P<line>N)p|R?f*a(?!f*N))|[Grb]f*(?P<tier>T))"
RULES: tuple[Rule, ...] = (
    rule(rf"f(?P<end>)(?P<count>V|N(?=k|W))k?W?(?:(?P<none>!)(?:N|V)f*|[sx]*j[fsx]*){_SIDE}", read_others),
    rule(
        rf"\?{{UL}}(?P<end>)[?f](?:,?fW?|,)?(?P<count>V|N(?=k|W))?k?W?(?:(?P<none>!)(?:N|V)f*|j[fsx]*){_SIDE}",
        read_others,
    ),
    rule(r"b?(?P<group>[PC])f*\?f?(?P<units>{UL})[?f]+(?:o[fG]*(?P<tier>T)|[sx]f*(?P<most>[mM]))", read_best_but),
)
