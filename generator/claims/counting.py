"""How many: 15个城市进入…, 高于平均分的城市有25个, 四川省18个城市, and the length of lists."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.claims import verdicts
from generator.claims.binding import Bound, unit_key
from generator.claims.check import Check, Rule, rule
from generator.claims.claim import Kind, Verdict
from generator.claims.conditions import (
    AFTER,
    BEFORE,
    Condition,
    as_condition,
    borderline,
    clause_range,
    group_condition,
    scope_before,
)
from generator.claims.facts import EVERYWHERE, Scope
from generator.claims.membership import add_members
from generator.claims.numerals import Number
from generator.claims.scopes import scope_of
from generator.claims.verdicts import Outcome
from generator.scores.tree import TOTAL

_SAMPLE = (
    "样本",
    "参评",
    "评估",
    "入选",
    "调研",
    "纳入",
    "覆盖",
    "本次",
    "参与",
    "共",
    "上榜",
    "共有",
    "总计",
    "合计",
)


def read_counts(check: Check, match: re.Match[str]) -> None:
    """Read 15个城市进入…, 高于平均分的城市有25个, 四川省18个城市, 二线城市16个."""
    position = match.start("count")
    number = check.tokens[position].meaning
    if not isinstance(number, Number) or not number.is_whole() or not check.free(position, position + 1):
        return
    if not match.group("word") and not _counts_units(check, match):
        return
    predicate = re.match("b(?=Z)", check.letters[match.end() :])
    if predicate and check.tokens[match.end()].text in ("是", "为", "属", "均为", "都是"):
        return  # 前10名中有8座城市是省会: some of them, by what they are said to be
    low, high = clause_range(check, position)
    condition, outside = _condition(check, match, low, high)
    if "Q" in check.letters[low:position]:
        return  # 上年二线城市为71个: of another year
    scope, scoped = scope_before(check, low, position)
    home = re.search(r"([PC])f*[bo]+(?:U[、&])*U$", check.letters[low:position])
    if home and (found := scope_of(check, check.tokens[low + home.start(1)])) and found.units:
        scope, scoped = found, True  # 广东有深圳、广州两座一线城市
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
    bound = Bound(
        units,
        others,
        ((condition.key,),),
        scope,
        check.facts.paper.year,
        "sure" if condition.sure else "unsure",
    )
    if listed:
        _list_size(check, match, number, units, others, open_list, bound)
        _members(check, units, others, condition, bound, match)
        if not open_list and len(units) + len(others) == number.value and condition.token < 0:
            return
    groups = [] if scoped else _groups_before(check, low)
    if groups and not number.fits(len(right)):  # 辽宁6市两头大：两座新一线城市，三座三线城市
        fitting = (each for each in groups if number.fits(len(right & (each.units or frozenset()))))
        right = right & (next(fitting, EVERYWHERE).units or right)
    shown = f"{scope.name}{condition.words}的有{len(right)}个"
    shown += f"：{check.facts.names(right)}" if 0 < len(right) <= 6 else ""
    check.add(
        Kind.COUNT,
        position,
        match.end(),
        verdicts.verdict(number.fits(len(right)), shown, borderline(check, right)),
        bound,
        stated=f"{condition.words}{check.reading.text(position, position + 1)}个",
    )


def _groups_before(check: Check, before: int) -> list[Scope]:
    """Return the provinces and clusters that the clauses before name: a count may still be one within them."""
    found = [scope_of(check, token) for token in check.tokens[:before] if token.letter in "PC"]
    return [scope for scope in found if scope is not None and scope.units]


def _counts_units(check: Check, match: re.Match[str]) -> bool:
    """Return whether a bare 16个 counts units: a tier or 城市 stands before it, nothing unknown behind."""
    before, after = check.letters[: match.start()], check.letters[match.end() : match.end() + 1]
    if AFTER.match(check.letters, match.end()) and re.search(r"(?:^|[,fbR])[fbo]*$", before):
        return bool(re.search("W|V|NkR", before))
    if after not in ("", ",", ".", ";", "、", ")", "&"):
        return False
    low, _ = clause_range(check, match.start())
    if any(BEFORE.match(check.letters, start, match.start()) for start in range(low, match.start())):
        return "W" in check.letters or "V" in check.letters
    return bool(re.search(r"(?:TW?|KW?|[PC]R|[hl][fRyxs]*a[fW]*W|W)[fbo+S]*$", before))


def _condition(check: Check, match: re.Match[str], low: int, high: int) -> tuple[Condition | None, bool]:
    """Return the condition of a count, and whether it is one the tables know nothing of."""
    letters = check.letters
    after = AFTER.match(letters, match.end(), high)
    if after:
        found = as_condition(check, after)
        tail = letters[after.end() : high].lstrip("fWp'")
        if found and tail and tail[0] in "?N":
            found = replace(found, sure=False)
        return found, found is None and "Z" in after.group()
    before = None
    for start in range(low, match.start()):
        if before := BEFORE.match(letters, start, match.start("count")):
            break
    if before:
        found = as_condition(check, before)
        if found and "?" in letters[low : before.start()]:
            found = replace(found, sure=False)
        return found, False
    inner = check.tokens[match.start("tier")] if match.group("tier") else None
    if inner is not None and isinstance(inner.meaning, int):
        return group_condition(check, match.start("tier")), False
    rest = letters[match.end() : high].lstrip("f',")
    return None, bool(rest) and rest[0] in "?ZX!"


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
    check: Check,
    match: re.Match[str],
    number: Number,
    units: tuple[str, ...],
    others: tuple[str, ...],
    open_list: bool,
    bound: Bound,
) -> None:
    """Record whether as many names stand in a list as it says; one named twice is a fault of its own."""
    named = len(units) + len(others)
    double = {unit for unit in units if units.count(unit) > 1}
    right = named <= number.value if open_list else named == number.value
    if "f" in check.letters[match.start() : match.start("count")] and not open_list:
        return
    if double or (not right and named > 1):
        shown = f"重复列出{check.facts.names(double)}" if double else f"列出{named}个"
        check.add(
            Kind.TOTAL,
            match.start("count"),
            match.end(),
            Outcome(Verdict.FALSE, shown),
            replace(bound, scope=EVERYWHERE),
            stated=f"{int(number.value)}个",
        )


def _members(
    check: Check,
    units: tuple[str, ...],
    others: tuple[str, ...],
    condition: Condition,
    bound: Bound,
    match: re.Match[str],
) -> None:
    if condition.token >= 0:
        add_members(
            check, units, others, check.tokens[condition.token], bound, match.start("count"), match.end()
        )
        return
    for unit in units:
        value = check.facts.score(unit, condition.key)
        score = verdicts.points(value) if value is not None else ""
        shown = f"{check.facts.name(unit)}{check.facts.label(condition.key)}{score}（{condition.words}）"
        check.add(
            Kind.MEMBER,
            match.start("count"),
            match.end(),
            verdicts.verdict(condition.holds(unit), shown, check.facts.place_of(unit, condition.key)),
            bound,
            units=(unit,),
        )


def _read_bare(
    check: Check,
    match: re.Match[str],
    number: Number,
    scope: Scope,
    scoped: bool,
    named: tuple[tuple[str, ...], tuple[str, ...], bool],
    listed: bool,
) -> None:
    """Record 71个城市, 四川省18个城市 and U、U两个城市, where nothing more is said of them."""
    position = match.start("count")
    low, high = clause_range(check, position)
    units, others, open_list = named
    bound = Bound(units, others, ((TOTAL,),), scope, check.facts.paper.year)
    if listed and not open_list and len(units) + len(others) > 1 and match.group("word"):
        _list_size(check, match, number, units, others, open_list, bound)
        check.take(position, position + 1)
        return
    sentence = check.reading.sentence.text
    sample = any(word in sentence for word in _SAMPLE) or len(re.findall("PN", check.letters)) > 1
    after = check.letters[match.end() : match.end() + 1]
    plain = (
        after in ("", ",", ".", ";", "、", ")", "&", "a", "f", "s", "b")
        and "?" not in check.letters[low:position]
        and "X" not in check.letters[low:position]
    )
    if listed or not sample or not plain:
        if (
            scoped
            and scope.units is None
            and plain
            and check.letters[match.start() - 1 : match.start()] == "R"
        ):
            sample = True
        elif check.letters[match.end() : match.end() + 1] != "a" or check.letters[:position].strip("f"):
            return
    whole = not scoped or scope.units is None
    if whole and number.value != len(check.facts.units) and not _about_all(check, low, position, high):
        return
    check.take(position, position + 1)
    size = len(check.facts.members(scope))
    check.add(
        Kind.COUNT,
        position,
        match.end(),
        verdicts.verdict(number.fits(size), f"{scope.name or check.facts.paper.region}共{size}个"),
        bound,
        stated=f"{scope.name}{check.tokens[position].text}个",
    )


def _about_all(check: Check, low: int, position: int, high: int) -> bool:
    """Return whether a count without a group speaks of the whole book: 西部地区71个城市, 样本71个, 共71个城市."""
    before = check.letters[low:position]
    words = [t.text for t in check.tokens[low:high]]
    about = any(
        word in ("样本", "参评", "样本城市", "参评城市", "得出", "评估", "本次评估") for word in words
    )
    return bool(re.search("R[f+b]*$", before)) or (about and not set(before) & set("UPCTKEhl?Z"))


RULES: tuple[Rule, ...] = (
    rule(r"(?P<count>N)k?(?P<word>(?:[fRyx]*(?P<tier>T)?[fRyx]*W)+)", read_counts),
    rule(r"(?P<word>)(?P<tier>(?!))?(?P<count>N)(?:k|(?=[,.;、]|$))", read_counts),
)
