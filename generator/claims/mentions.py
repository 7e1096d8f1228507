"""What a stretch of a sentence names: units, groups of units, indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from generator.claims.binding import unit_key
from generator.claims.check import Check
from generator.claims.cityclasses import CLASSES
from generator.claims.facts import Facts
from generator.claims.lexicon import Token
from generator.claims.marks import Ranks
from generator.claims.numerals import Number
from generator.claims.scopes import scope_of
from generator.scores.tree import TOTAL

Units = frozenset[str]
Tokens = tuple[Token, ...]
_UNION = re.compile("(?=U*[、&U]*[TPC])[TPCU]W?(?:[、&][TPCU]W?)+")
_AFTER = ("之后", "之下", "以下", "身后", "后面")
_SIDE = re.compile("|".join((*_AFTER, "之前", "之上", "前面", "以上")))
_BEYOND = re.compile(".*及以|门槛")
_MOST = 12  # groups of a sentence that are looked at; a sentence that names more is a list


@dataclass(frozen=True)
class Mentions:
    """Units in order, groups as sets, keys of indicators.

    `named` are groups by a name (provinces, clusters, tiers), `told` those that words make (the first n, those
    above a score, several groups together), `listed` those that are lists of units; `whole` is set where the
    whole book is named.
    """

    units: tuple[str, ...] = ()
    named: tuple[Units, ...] = ()
    told: tuple[Units, ...] = ()
    listed: tuple[Units, ...] = ()
    keys: tuple[str, ...] = ()
    whole: bool = False

    @property
    def groups(self) -> tuple[Units, ...]:
        """All groups, however they are named."""
        return (*self.named, *self.told, *self.listed)


def mentioned(check: Check, *stretches: Tokens, but: Tokens = (), total: bool = False) -> Mentions:
    """Return what stretches of tokens name; the numbers of `but` make no group.

    Groups that words make (the first five) are taken by the indicators named, with `total` by the total as well: a
    paragraph may have left them before it comes to such a group.
    """
    tokens = [token for stretch in stretches for token in stretch]
    units = tuple(dict.fromkeys(unit_key(t) for t in tokens if t.letter == "U"))
    keys = [key for t in tokens if t.letter == "I" and isinstance(t.meaning, tuple) for key in t.meaning]
    keys += [TOTAL for t in tokens if t.letter == "x"]
    whole = any(t.letter == "R" for t in tokens)
    scored = tuple(dict.fromkeys((*keys, *((TOTAL,) if total or not keys else ()))))
    told = [group for stretch in stretches for group in _told(check.facts, stretch, scored, but)]
    told += [union for stretch in stretches for union in _unions(check, stretch)]
    listed = [group for stretch in stretches for group in _listed(stretch)]
    return Mentions(
        units,
        _distinct(_named(check, tokens)),
        _distinct(told),
        _distinct(listed),
        tuple(dict.fromkeys(keys)),
        whole,
    )


def _distinct(groups: Iterable[Units]) -> tuple[Units, ...]:
    return tuple(dict.fromkeys(group for group in groups if group))[:_MOST]


def _named(check: Check, tokens: Iterable[Token]) -> Iterator[Units]:
    known = list(tokens)
    kin = [facts for name, facts in check.facts.kin.items() if any(token.text == name for token in known)]
    for token, behind in zip_longest(known, known[1:]):
        if token.letter == "T" and isinstance(token.meaning, int) and behind and _BEYOND.match(behind.text):
            tiers = check.facts.tiers  # 三线及以下, 跨进新一线门槛
            span = range(token.meaning, len(tiers)) if "下" in behind.text else range(token.meaning + 1)
            yield frozenset().union(*(tiers[n][1] for n in span if n in tiers))
        elif token.letter in "PCTK" and (scope := scope_of(check, token)) and scope.units:
            yield scope.units
            yield from (other.provinces().get(scope.name, frozenset()) for other in kin)
        elif token.letter == "Z" and (names := CLASSES.get(token.text)):
            yield frozenset(unit.key for unit in check.facts.units.values() if unit.name in names)


def _told(facts: Facts, tokens: Tokens, keys: tuple[str, ...], but: Tokens) -> Iterator[Units]:
    letters = "".join(token.letter for token in tokens)
    for position, token in enumerate(tokens):
        if token.letter == "E" and isinstance(token.meaning, int):
            for key in keys:
                order = facts.order(key)
                yield frozenset(order[: token.meaning] if token.meaning > 0 else order[token.meaning :])
        elif token.letter == "U" and (side := _SIDE.match("".join(t.text for t in tokens[position + 1 :][:2]))):
            yield from (_beside(facts, unit_key(token), key, behind=side.group() in _AFTER) for key in keys)
        elif token.letter == "O":
            yield from (_through(facts, tokens[position : position + 3], key) for key in keys)
        elif token.letter == "N" and letters[position + 1 : position + 2] == "p" and token not in but:
            yield from (_beyond(facts, tokens, position, key) for key in keys)


def _unions(check: Check, tokens: Tokens) -> Iterator[Units]:
    """Yield what groups named in one list hold together: 一线与新一线合计56个，东部占其中的37个."""
    for found in _UNION.finditer("".join(token.letter for token in tokens)):
        inside = tokens[found.start() : found.end()]
        scopes = [scope_of(check, token) for token in inside if token.letter in "TPC"]
        named = [scope.units for scope in scopes if scope and scope.units]
        units = [token for token in inside if token.letter == "U"]  # 江苏、浙江、上海
        yield frozenset(map(unit_key, units)).union(*named)
        whole = {token: check.facts.provinces().get(f"{token.text}省", frozenset()) for token in units}
        if any(whole.values()):  # 吉林、黑龙江: the province, not its city
            yield frozenset(unit_key(token) for token in units if not whole[token]).union(*named, *whole.values())


def _listed(tokens: Tokens) -> Iterator[Units]:
    for found in re.finditer("U(?:(?:、&|[、&])U)+", "".join(token.letter for token in tokens)):
        yield frozenset(unit_key(t) for t in tokens[found.start() : found.end()] if t.letter == "U")


def _beside(facts: Facts, unit: str, key: str, *, behind: bool) -> Units:
    """Return the units that rank behind a unit, or before it: 重庆之后，还有10座城市在60分以上."""
    ranks = facts.ranks(key)
    own = ranks.get(unit, 0)
    return frozenset(other for other, rank in ranks.items() if own and (rank > own if behind else 0 < rank < own))


def _through(facts: Facts, tokens: Tokens, key: str) -> Units:
    """Return the units from one place to another: 第二至第五, 从第七名到第十二名."""
    ranks = tokens[0].meaning
    last = tokens[2].meaning if len(tokens) == 3 and tokens[1].text in ("到", "至") else None
    if isinstance(ranks, Ranks) and isinstance(last, Ranks):
        first, end = ranks.values[0], last.values[-1]
    elif isinstance(ranks, Ranks) and ranks.through:
        first, end = ranks.values[0], ranks.values[-1]
    else:
        return frozenset()
    return frozenset(unit for unit, rank in facts.ranks(key).items() if first <= rank <= end)


def _beyond(facts: Facts, tokens: Tokens, position: int, key: str) -> Units:
    """Return the units on the side of a score that the words around it name, none where they name no side."""
    number = tokens[position].meaning
    if not isinstance(number, Number) or number.share:
        return frozenset()
    scores = facts.scores(key)
    reached = position > 0 and tokens[position - 1].text.startswith("达")
    if number.hedge in ("over", "least") or reached:
        return frozenset(unit for unit, score in scores.items() if score >= number.value)
    if number.hedge in ("under", "most"):
        return frozenset(unit for unit, score in scores.items() if score < number.value)
    behind = tokens[position + 2 : position + 4]
    upper = behind[1].meaning if len(behind) == 2 and behind[0].text in ("至", "到") else None
    if isinstance(upper, Number) and not number.decimals:  # 在50.4分至62.7分之间 tells the ends of a group
        return frozenset(unit for unit, score in scores.items() if number.value <= score < upper.value)
    return frozenset()
