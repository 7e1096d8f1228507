"""The subject of a statement: the units that stand before it, or in a clause before that.

The tokens left of a statement are walked to the nearest list of units (成都、重庆和贵阳) or a
pronoun; what stands between is kept, and whether any of it is not understood.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.claims.lexicon import Token
from generator.claims.reading import Reading

_OTHERS = ("其余", "其他", "另外", "剩下", "余下")  # 其余8市均在50分以下 is not said of the unit before


@dataclass(frozen=True)
class Walk:
    """What a walk found: units and where they begin, what stands between, and whether all of it is known."""

    units: tuple[Token, ...] = ()
    at: int = -1
    between: tuple[int, ...] = ()
    residue: bool = False
    pronoun: str = ""
    open_list: bool = False
    compared: bool = False


def clause_start(reading: Reading, position: int) -> int:
    return reading.clauses[reading.clause_at(position)][0]


def find_subject(reading: Reading, start: int) -> Walk:
    """Walk left from a statement to its subject, over clauses that have none."""
    number = reading.clause_at(start)
    between: list[int] = []
    first, residue = start, False
    while number >= 0:
        low, _ = reading.clauses[number]
        walk = _walk(reading, low, first)
        between += walk.between
        residue = residue or walk.residue
        if walk.units or walk.pronoun:
            crossed = reading.clause_at(start) != number
            head = _head(reading, low, first) if crossed else walk
            if crossed and head.units and head.at != walk.at:
                # 上海在数字社会上反超北京，以91.9分位居第一: what stands between may be the topic
                head = replace(head, at=first)
            if crossed and not head.units and walk.compared:
                number, first = number - 1, reading.clauses[number - 1][1] if number else 0
                continue
            named = crossed and (
                _is_predicate(reading, walk, first)
                or (bool(walk.pronoun) and not reading.letters[low : walk.at].strip("f"))
            )
            if named:
                return replace(walk, between=tuple(between), residue=residue)
            found = head if crossed and head.units else replace(walk, residue=walk.residue or crossed)
            return replace(found, between=tuple(between), residue=residue or found.residue)
        number -= 1
        first = reading.clauses[number][1] if number >= 0 else 0
    return Walk(at=0, between=tuple(between), residue=residue)


def _is_predicate(reading: Reading, walk: Walk, end: int) -> bool:
    """Return whether a clause ends by naming the units it is about: 居中的城市为攀枝花，只有成都、重庆两座."""
    head = reading.letters[: walk.at].rstrip("f'")
    rest = reading.letters[walk.at : end]
    return bool(walk.units) and head[-1:] in ("b", "o") and not set(rest) - set("UX、&'NkWVe")


def _walk(reading: Reading, low: int, high: int) -> Walk:
    """Return the nearest list of units left of `high` in a clause, and what stands between."""
    between: list[int] = []
    letters, residue, open_list = reading.letters, False, False
    position = high - 1
    while position >= low:
        letter = letters[position]
        if letter == ")":
            position = letters.rfind("(", low, position) if "(" in letters[low:position] else position
        elif letter in "UX":
            first = _list_start(letters, position, low)
            tokens = tuple(t for t in reading.tokens[first : position + 1] if t.letter in "UX")
            behind = reading.tokens[position + 1 : position + 2]
            residue = residue or any(t.text in ("以外", "之外", "外", "除外") for t in behind)  # 兰州以外的城市
            compared = letters[first - 1 : first] in ("c", "1", "h", "l") and first > low
            return Walk(tokens, first, tuple(between), residue, "", open_list, compared)
        elif letter == "D" or (
            letter == "V"
            and reading.tokens[position].meaning == 2
            and letters[position - 1 : position] not in ("U", "X")
        ):
            return Walk((), position, tuple(between), residue, reading.tokens[position].text)
        elif letter == "e":
            open_list = True
        elif letter in "?!Ht" or reading.tokens[position].text in _OTHERS:
            residue = True
        between.append(position)
        position -= 1
    return Walk((), low, tuple(between), residue)


def _head(reading: Reading, low: int, high: int) -> Walk:
    """Return the list of units a clause begins with, after words without weight."""
    letters = reading.letters
    for position in range(low, high):
        letter = letters[position]
        if letter in "UX":
            last = _list_end(letters, position, high)
            tokens = tuple(t for t in reading.tokens[position : last + 1] if t.letter in "UX")
            return Walk(tokens, position, open_list=letters[last + 1 : last + 2] == "e")
        if letter not in "fYyRW'LIsx、&" and not (letter == "O" and letters[position + 1 : position + 2] == "U"):
            break
    return Walk()


def _list_start(letters: str, position: int, low: int) -> int:
    """Return where a list of units that ends at `position` begins: U、U和U."""
    while position > low:
        step = 1
        while position - step >= low and letters[position - step] in "、&,'" and step < 3:
            step += 1
        if (
            step > 1
            and position - step >= low
            and letters[position - step] in "UX"
            and set(letters[position - step + 1 : position]) & set("、&")
        ):
            position -= step
        else:
            break
    return position


def _list_end(letters: str, position: int, high: int) -> int:
    while position + 1 < high:
        step = 1
        while position + step < high and letters[position + step] in "、&,'" and step < 3:
            step += 1
        between = letters[position + 1 : position + step]
        if (
            step > 1
            and position + step < high
            and letters[position + step] in "UX"
            and set(between) & set("、&")
        ):
            position += step
        else:
            break
    return position
