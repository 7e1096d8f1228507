"""Changes since the volume compared with: 比2020年上升2位, 由第6位降至第11位, 由二线升至新一线.

Ranks are those within each year's own units, or among the units that both years have; a text may mean
either, so a change is false only if it is so under both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.claims import verdicts
from generator.claims.binding import Bound, unit_key
from generator.claims.check import Check
from generator.claims.claim import Kind
from generator.claims.facts import EVERYWHERE, Facts, Scope
from generator.claims.frame import Frame, frame_of
from generator.claims.marks import Ranks
from generator.claims.numerals import Number
from generator.claims.verdicts import Outcome, points
from generator.scores.tree import TOTAL

_FALLS = ("下降", "减少", "回落", "下滑", "降低", "缩小", "下跌", "降至", "滑落", "退步", "后退", "下调")
_THEN = r"(?P<then>Y|Q|N年前)(?:年)?(?:卷|版|榜单?)?(?:的)?"
_REACHED = ("突破", "超过", "超", "站上", "跨过", "迈过", "越过")
_UP, _DOWN = "前移|提前|升|跃|进|高|前|跳|蹿|冲|攀|爬", "后移|降|跌|滑|退|低|落"
_STEP = re.compile(
    rf"(?:[c&]|与)?{_THEN}(?:[c的,]|比|时|第)*(?:[sxyrRW在由也的,]|位次|名次|名|位)*(?P<at>O)?(?P<verb>H|h|l|{_UP}|{_DOWN})(?:[了b出至到])*"
    rf"(?P<step>N)(?P<unit>p|k?位|k?名|k?r|k位次)"
)
_MOVE = re.compile(
    rf"(?:i|由|从|自)(?:{_THEN})?(?:[rsx在位列名]|位次)*(?P<from>O|Np|T)(?:[W的名位])*(?:,|N(?=[跃举跳])|N?路|Y(?=[HG升降]))?(?P<verb>(?:H|G|攀|提|{_UP}|{_DOWN})+)(?:[至到为b入]|N举|Y的?)*"
    rf"(?P<to>O|Np|T)"
)
_AGAIN = re.compile(
    rf"(?:,|共|整整|累计|一举|N举|\+|[sxr]|位次|名次)*(?P<verb>H|h|l|{_UP}|{_DOWN})(?:[了b出])*(?P<step>N)(?P<unit>p|k?位|k?名|k?r|k位次)"
)


def read_changes(check: Check) -> None:
    """Record what a sentence says of the change since the volume compared with."""
    before = check.facts.before
    if before is None:
        return
    frame = frame_of(check.reading)
    if not set("YQ") & set(check.letters) and not re.search("年[前间来里内]", check.reading.sentence.text):
        _moves_unsaid(check, frame, before)
        return
    if not _means_earlier(frame, before, check.facts.paper.year):
        return
    for found in _MOVE.finditer(frame.text):
        about = _about(check, frame, found.start())
        _move(check, frame, before, found, about)
        if again := _AGAIN.match(frame.text, found.end()):
            _step(check, frame, before, again, about)
    told = re.search(rf"N年[间里内]|^(?:[c&]|与|同)?{_THEN}(?:c|相比|比)*,", frame.text)
    if not _MOVE.search(frame.text) and told and not _STEP.search(frame.text):
        for found in _AGAIN.finditer(frame.text):
            _step(check, frame, before, found, _about(check, frame, found.start()))
    for found in _STEP.finditer(frame.text):
        _step(check, frame, before, found, _about(check, frame, found.start()))


def _moves_unsaid(check: Check, frame: Frame, before: Facts) -> None:
    """Read 得分由77.3分提高到80.5分, 由第70位上升到第27位 of a unit, where one end is right and no year is told."""
    for found in _MOVE.finditer(frame.text):
        unit, _ = about = _about(check, frame, found.start())
        if unit and found.group("from", "to") == ("O", "O"):
            ends = [frame.token(found.start(name)).meaning for name in ("from", "to")]
            pairs = zip(*_ranks(check.facts, before, unit), strict=True)
            if any(isinstance(end, Ranks) and end.values[0] in own for end, own in zip(ends, pairs, strict=False)):
                _move(check, frame, before, found, about)
                if again := _AGAIN.match(frame.text, found.end()):
                    _step(check, frame, before, again, about)
            continue
        number = frame.number(found.start("to")) if found.group("to")[0] == "N" else None
        score = check.facts.score(unit) if unit else None
        if number is not None and score is not None and number.fits(score) and "I" not in frame.text:
            _move(check, frame, before, found, about)
            if again := _AGAIN.match(frame.text, found.end()):
                _step(check, frame, before, again, about)


def _means_earlier(frame: Frame, before: Facts, year: int) -> bool:
    """Return whether every year a sentence names is that of one of the two volumes."""
    years = {int(t.text[:4]) for t in frame.reading.tokens if t.letter == "Y" and t.text[:4].isdigit()}
    for found in re.finditer("N年[前间来里内]", frame.text):
        number = frame.number(found.start())
        years.add(year - int(number.value) if number else 0)
    if "Q" in frame.text and not any(t.text in ("上届", "上期") for t in frame.reading.tokens if t.letter == "Q"):
        years.add(year - 1)
    return (years <= {year, before.book.year} and len(years) > 0) or ("Q" in frame.text and not years)


def _rises(frame: Frame, found: re.Match[str]) -> bool:
    text = found.group("verb")
    if "H" in text:
        place = found.start("verb") + text.index("H")
        return frame.token(place).text not in _FALLS
    return not re.search(f"[l]|{_DOWN}", text)


About = tuple[str, Scope | None]  # the unit, or the group whose average is meant


def _about(check: Check, frame: Frame, start: int) -> About:
    """Return whose change is told; neither unit nor group where that is in doubt."""
    group = _group(frame, start)
    if group is not None:
        return "", group
    units, sure = check.binder.subject(check.reading, frame.owners[start])
    if not sure:
        units = tuple(dict.fromkeys(unit_key(t) for t in check.tokens if t.letter == "U"))
        sure = check.letters.lstrip("fQY,c&N年")[:1] == "U"
    return (units[0] if sure and len(units) == 1 else ""), None


def _step(check: Check, frame: Frame, before: Facts, found: re.Match[str], about: About) -> None:
    number = frame.number(found.start("step"))
    if number is None or number.share:
        return
    rises = _rises(frame, found)
    unit, group = about
    if found.group("verb") == "h" and frame.token(found.start("verb")).text in _REACHED:
        return  # 得分突破50分: a line passed, not a step
    if found.group("unit") == "p":
        pair = _scores(check.facts, before, unit, group)
        if pair is None:
            return
        then, now = pair
        holds = verdicts.difference(number, now, then) and (now > then) == rises
        table = f"{before.book.year}年{points(then)}，{check.facts.paper.year}年{points(now)}"
    else:
        if not unit:
            return
        pairs = list(_ranks(check.facts, before, unit))
        if not pairs:
            return
        told = frame.token(found.start("at")).meaning if found.groupdict().get("at") else None
        start = told.values[0] if isinstance(told, Ranks) else 0  # 比2020年的第13位下降了4位
        holds = any(number.fits((then - now) * (1 if rises else -1)) and start in (0, then) for then, now in pairs)
        first, last = pairs[0]
        table = f"{check.facts.name(unit)}{before.book.year}年第{first}名，{check.facts.paper.year}年第{last}名"
    _record(check, frame, found, verdicts.verdict(holds, table), unit)


def _move(check: Check, frame: Frame, before: Facts, found: re.Match[str], about: About) -> None:
    unit, _ = about
    kinds = {found.group(name)[0] for name in ("from", "to")}
    outcome: Outcome | None = None
    if kinds == {"O"} and unit:
        outcome = _ranks_moved(check.facts, before, unit, frame, found)
    elif kinds == {"N"}:
        outcome = _scores_moved(check.facts, before, about, frame, found)
    elif kinds == {"T"} and unit:
        outcome = _tiers_moved(check.facts, before, unit, frame, found)
    if outcome is not None:
        _record(check, frame, found, outcome, unit)


def _ranks_moved(facts: Facts, before: Facts, unit: str, frame: Frame, found: re.Match[str]) -> Outcome | None:
    stated = []
    for name in ("from", "to"):
        meaning = frame.token(found.start(name)).meaning
        if not isinstance(meaning, Ranks) or len(meaning.values) != 1:
            return None
        stated.append(meaning.values[0])
    pairs = list(_ranks(facts, before, unit))
    if not pairs:
        return None
    sizes = len(before.ranks()), len(facts.ranks())
    stated = [n if n > 0 else size + 1 + n for n, size in zip(stated, sizes, strict=True)]
    holds = any((then, now) == tuple(stated) for then, now in pairs)
    holds = holds and (stated[0] > stated[1]) == _rises(frame, found)
    then, now = pairs[0]
    return verdicts.verdict(holds, f"{facts.name(unit)}{before.book.year}年第{then}名，{facts.paper.year}年第{now}名")


def _scores_moved(facts: Facts, before: Facts, about: About, frame: Frame, found: re.Match[str]) -> Outcome | None:
    pair = _scores(facts, before, *about)
    stated = [frame.number(found.start(name)) for name in ("from", "to")]
    if pair is None or not all(isinstance(number, Number) for number in stated):
        return None
    holds = all(number.fits(value) for number, value in zip(stated, pair, strict=True) if number)
    return verdicts.verdict(holds, f"{before.book.year}年{points(pair[0])}，{facts.paper.year}年{points(pair[1])}")


def _tiers_moved(facts: Facts, before: Facts, unit: str, frame: Frame, found: re.Match[str]) -> Outcome | None:
    stated = [frame.token(found.start(name)).meaning for name in ("from", "to")]
    own = [each.book.tier(unit) if unit in each.units else None for each in (before, facts)]
    if None in own:
        return None
    holds = [tier.index for tier in own if tier] == stated
    shown = "，".join(f"{f.book.year}年{t.name}" for f, t in zip((before, facts), own, strict=True) if t)
    return verdicts.verdict(holds, f"{facts.name(unit)}{shown}")


def _ranks(facts: Facts, before: Facts, unit: str) -> Iterator[tuple[int, int]]:
    """Yield the rank of then and of now: among each year's own units, and among those of both."""
    then, now = before.ranks(), facts.ranks()
    if unit not in then or unit not in now:
        return
    yield then[unit], now[unit]
    common = Scope("", frozenset(then) & frozenset(now))
    yield before.ranks(TOTAL, common)[unit], facts.ranks(TOTAL, common)[unit]


def _scores(facts: Facts, before: Facts, unit: str, group: Scope | None) -> tuple[float, float] | None:
    """Return the score of a unit, or the average of a group, of then and of now."""
    if group is None:
        pair = (before.score(unit), facts.score(unit)) if unit else (None, None)
    else:
        pair = (before.mean(TOTAL, group), facts.mean(TOTAL, group))
    return None if pair[0] is None or pair[1] is None else (pair[0], pair[1])


def _group(frame: Frame, start: int) -> Scope | None:
    """Return the group whose average a clause is about, the whole book where it names none; None for a unit."""
    before = frame.text[:start]
    clause = before[max(before.rfind(";"), before.rfind(".")) + 1 :]
    if "a" not in clause or "U" in clause:
        return None
    named = [frame.token(p).meaning for p in range(start - len(clause), start) if frame.text[p] in "PC"]
    scopes = [meaning for meaning in named if isinstance(meaning, Scope)]
    return scopes[0] if len(scopes) == 1 else EVERYWHERE if not scopes else None


def _record(check: Check, frame: Frame, found: re.Match[str], outcome: Outcome, unit: str) -> None:
    first, last = frame.span(*found.span())
    check.take(first, last)
    bound = Bound(keys=((TOTAL,),), year=check.facts.paper.year)
    check.add(Kind.CHANGE, first, last, outcome, bound, units=(unit,) if unit else ())
